"""Servers that repeat the key, in every place where a protocol lets them."""

import json

from exchange import DONE, LAST, STOP, USAGE, WORDS, behaviour, key_of, line, protocol_of


@behaviour
def wrong_key(x):
    x.error("401 Unauthorized", {"error": {"message": f"Incorrect API key provided: {key_of(x)}."}})


@behaviour
def key_in_the_stream(x):
    """Repeats the key in an error in the middle of its answer, as each protocol has errors there."""
    if "/api/chat" in x.request["line"]:
        x.head(kind="application/x-ndjson")
        x.chunk(line(WORDS[0]) + json.dumps({"error": "no rights for " + key_of(x)}) + "\n")
    else:
        x.head()
        error = {"type": "error", "error": {"type": "api_error", "message": "no rights for " + key_of(x)}}
        x.chunk("event: error\ndata: " + json.dumps(error) + "\n\n")
    x.end()


@behaviour
def key_in_the_answer(x):
    """Repeats the key in pieces in its reasoning, its answer and the name of its model."""
    key = key_of(x)
    pieces = [key[:5], key[5:9], key[9:]]
    protocol = protocol_of(x)
    x.head(kind="application/x-ndjson" if protocol == "ollama" else "text/event-stream")
    if protocol == "ollama":
        x.chunk("".join(json.dumps({"model": key, "message": {"thinking": piece}}) + "\n" for piece in pieces))
        x.chunk("".join(line(piece) for piece in pieces) + LAST)
    elif protocol == "anthropic":
        def send(kind, **more):
            x.chunk(f"event: {kind}\ndata: " + json.dumps({"type": kind, **more}) + "\n\n")
        send("message_start", message={"model": key, "usage": {"input_tokens": 39}})
        for index, kind in enumerate(("thinking", "text")):
            for piece in pieces:
                send("content_block_delta", index=index, delta={"type": kind + "_delta", kind: piece})
        send("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 3})
        send("message_stop")
    else:
        for part in "reasoning_content", "content":
            for piece in pieces:
                x.chunk("data: " + json.dumps({"model": key, "choices": [{"index": 0, "delta": {part: piece}}]}) + "\n\n")
        x.chunk(STOP.replace("tiny", key) + USAGE + DONE)
    x.end()


@behaviour
def key_in_a_long_error(x):
    """Repeats the key where messages are cut, and where they are not of the protocol."""
    if x.request["number"] % 2:
        x.error("400 Bad Request", {"error": {"message": "x" * x.request["number"] * 7 + key_of(x) * 40}})
    else:
        x.head()
        x.chunk("data: {" + "y" * x.request["number"] * 3 + key_of(x) * 40 + "\n\n")
        x.end()


@behaviour
def key_in_the_lists(x):
    """Repeats the key in its list of models."""
    x.error("200 OK", {"data": [{"id": key_of(x)}]})


@behaviour
def redirect_with_the_key(x):
    """To another host, with the key in its address."""
    x.error("307 Temporary Redirect", {"error": {"message": "go to http://localhost:9/?key=" + key_of(x)}},
            f"Location: http://localhost:9/?key={key_of(x)}\r\n")
