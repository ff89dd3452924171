"""What the servers of the tests do on their raw sockets: the two protocols told well, and every way to tell them badly.

Each function of BEHAVIOURS gets the connection after the request was read, and writes what it likes. `gate` is set by
the runner once the first text came out of the program, so that streaming can be proved without a clock.
"""

import json
import os
import socket
import struct
import time

WORDS = ["Élowen ", "vise ", "le loup."]
BEHAVIOURS = {}


def behaviour(function):
    BEHAVIOURS[function.__name__.replace("_", "-")] = function
    return function


class Exchange:
    """One connection: how to write a head, chunks and the ends that a server should and should not make."""

    def __init__(self, connection, request, gate):
        self.connection = connection
        self.request = request
        self.gate = gate

    def raw(self, data):
        self.connection.sendall(data)

    def head(self, status="200 OK", kind="text/event-stream", length=None, extra=""):
        framing = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
        self.raw(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{framing}\r\n{extra}\r\n".encode())

    def chunk(self, text):
        data = text.encode()
        self.raw(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self):
        self.raw(b"0\r\n\r\n")

    def error(self, status, body, extra=""):
        data = body if isinstance(body, str) else json.dumps(body)
        self.head(status, "application/json", len(data.encode()), extra)
        self.raw(data.encode())

    def reset(self):
        """Closes with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def silence(self):
        """Says nothing until the client goes away."""
        self.connection.settimeout(300)  # longer than any limit of the client
        try:
            self.connection.recv(1)
        except OSError:
            pass


def event(content=None, finish=None, **more):
    delta = {} if content is None else {"content": content}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return "data: " + json.dumps({"model": "tiny", "choices": [choice], **more}, ensure_ascii=False) + "\n\n"


def line(content="", **more):
    message = {"role": "assistant", "content": content}
    return json.dumps({"model": "tiny", "message": message, "done": False, **more}, ensure_ascii=False) + "\n"


STOP = event(finish="stop")
USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":39,"completion_tokens":3}}\n\n'
DONE = "data: [DONE]\n\n"
LAST = line(done=True, done_reason="stop", prompt_eval_count=39, eval_count=3)


@behaviour
def openai(x):
    x.head()
    x.chunk('data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null}}]}\n\n')
    for word in WORDS:
        x.chunk(event(word))
    x.chunk(STOP + USAGE + DONE)
    x.end()


@behaviour
def openai_byte_by_byte(x):
    """Every byte in a packet and a chunk of its own, with comments and \\r\\n between."""
    x.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    x.head()
    stream = ": hello\r\n\r\n" + "".join(map(event, WORDS)) + STOP + USAGE + DONE
    for byte in stream.replace("\n", "\r\n").encode():
        x.raw(b"1\r\n%c\r\n" % byte)
    x.end()


@behaviour
def openai_gated(x):
    """The second word only after the first one was seen."""
    x.head()
    x.chunk(event(WORDS[0]))
    x.gate.wait(30)
    x.chunk("".join(map(event, WORDS[1:])) + STOP + USAGE + DONE)
    x.end()


@behaviour
def openai_no_usage(x):
    x.head()
    x.chunk("".join(map(event, WORDS)) + event(finish="length") + DONE)
    x.end()


@behaviour
def openai_plain(x):
    """Ignores `stream`."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "".join(WORDS)}}
    x.error("200 OK", {"model": "tiny", "choices": [choice], "usage": {"prompt_tokens": 39, "completion_tokens": 3}})


@behaviour
def openai_no_done(x):
    """Finishes, but neither marks the end nor closes."""
    x.head()
    x.chunk("".join(map(event, WORDS)) + STOP + USAGE)
    x.silence()


@behaviour
def openai_cut(x):
    """The connection closes between two chunks."""
    x.head()
    x.chunk(event(WORDS[0]))


@behaviour
def openai_polite_cut(x):
    """The server behind a gateway is lost; the gateway ends the stream as if all were well."""
    x.head()
    x.chunk(event(WORDS[0]) + DONE)
    x.end()


@behaviour
def openai_reset(x):
    x.head()
    x.chunk(event(WORDS[0]))
    time.sleep(1.5)  # until the client has read it, on a busy machine too
    x.reset()


@behaviour
def openai_stall(x):
    x.head()
    x.chunk(event(WORDS[0]))
    x.silence()


@behaviour
def openai_pings(x):
    """Keeps the connection alive and says nothing."""
    x.head()
    try:
        while True:
            x.chunk(": ping\n\n")
            time.sleep(0.05)
    except OSError:
        pass


@behaviour
def openai_stream_error(x):
    x.head()
    x.chunk(event(WORDS[0]) + 'data: {"error":{"message":"out of memory","type":"server_error"}}\n\n')
    x.end()


@behaviour
def openai_malformed(x):
    x.head()
    x.chunk(event(WORDS[0]) + 'data: {"choices":[{"index"\n\n' + STOP + DONE)
    x.end()


@behaviour
def ollama(x):
    x.head(kind="application/x-ndjson")
    for word in WORDS:
        x.chunk(line(word))
    x.chunk(LAST)
    x.end()


@behaviour
def ollama_cut(x):
    """No line says done."""
    x.head(kind="application/x-ndjson")
    x.chunk(line(WORDS[0]))
    x.end()


@behaviour
def ollama_stream_error(x):
    x.head(kind="application/x-ndjson")
    x.chunk(line(WORDS[0]) + '{"error":"model runner has unexpectedly stopped"}\n')
    x.end()


@behaviour
def ollama_second_fails(x):
    """Fails every second request."""
    if x.request["number"] % 2 == 0:
        x.error("500 Internal Server Error", {"error": "llama runner process has terminated"})
    else:
        ollama(x)


@behaviour
def no_model(x):
    x.error("404 Not Found", {"error": "model 'nemo' not found"})


def key_of(x):
    headers = x.request["headers"]
    return headers.get("x-api-key", headers.get("authorization", "none").removeprefix("Bearer "))


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


def protocol_of(x):
    return "ollama" if "/api/chat" in x.request["line"] else "anthropic" if "/messages" in x.request["line"] else "openai"


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


@behaviour
def broken(x):
    x.error("500 Internal Server Error", {"error": {"message": "index out of range", "type": "server_error"}})


@behaviour
def busy(x):
    x.error("503 Service Unavailable", {"error": {"message": "Loading model"}}, "Retry-After: 7\r\n")


@behaviour
def redirect(x):
    x.error("307 Temporary Redirect", "", "Location: http://127.0.0.1:9/elsewhere\r\n")


@behaviour
def web_page(x):
    x.head(kind="text/html", length=6)
    x.raw(b"<html>")


@behaviour
def reset_at_once(x):
    x.reset()


@behaviour
def close_at_once(x):
    pass


@behaviour
def mute(x):
    x.silence()


@behaviour
def replay(x):
    """The bytes of a captured response, from the file that REPLAY names."""
    with open(os.environ["REPLAY"], "rb") as file:
        x.raw(file.read())


# ---- what a model says to a prompt: for structured answers, calls, critics, vectors


def openai_text(x, text, finish="stop"):
    x.head()
    x.chunk(event(text) + event(finish=finish) + USAGE + DONE)
    x.end()


def last_message(x):
    return json.loads(x.request["body"])["messages"][-1]


@behaviour
def echo(x):
    openai_text(x, "You said: " + last_message(x)["content"])


@behaviour
def echo_as_asked(x):
    """Names the model as it was asked for."""
    model = json.loads(x.request["body"])["model"]
    x.head()
    x.chunk(event("ok", model=model) + event(finish="stop", model=model) + DONE)
    x.end()


@behaviour
def anthropic(x):
    def send(kind, **more):
        return f"event: {kind}\ndata: " + json.dumps({"type": kind, **more}, ensure_ascii=False) + "\n\n"
    x.head()
    x.chunk(send("message_start", message={"model": "tiny", "usage": {"input_tokens": 30, "cache_read_input_tokens": 9,
                                                                      "output_tokens": 1}}))
    for word in WORDS:
        x.chunk(send("content_block_delta", index=0, delta={"type": "text_delta", "text": word}))
    x.chunk(send("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 3}))
    x.chunk(send("message_stop"))
    x.end()


@behaviour
def refuses_options(x):
    """Takes no temperature, as reasoning models, no top_k, as strict servers, and wants max_completion_tokens."""
    body = json.loads(x.request["body"])
    if "top_k" in body:
        detail = [{"type": "extra_forbidden", "loc": ["body", "top_k"], "msg": "Extra inputs are not permitted"}]
        x.error("422 Unprocessable Entity", {"detail": detail})
    elif "temperature" in body:
        x.error("400 Bad Request", {"error": {"message": "Unsupported value: 'temperature' does not support 0.75 with this "
                                              "model. Only the default (1) value is supported.", "param": "temperature"}})
    elif "max_tokens" in body and protocol_of(x) == "openai":
        x.error("400 Bad Request", {"error": {"message": "Unsupported parameter: 'max_tokens' is not supported with this "
                                              "model. Use 'max_completion_tokens' instead."}})
    else:
        BEHAVIOURS[protocol_of(x)](x)


@behaviour
def uses_up_its_tokens(x):
    """Reasons out of sight until its tokens are spent."""
    openai_text(x, "", finish="length")


@behaviour
def mends_at_the_second_try(x):
    """Structured answers: first broken, then out of range, then right, in a fence."""
    answers = ["not JSON", '{"hp": 900}', '```json\n{"hp": 31}\n```']
    openai_text(x, answers[min(x.request["number"], 3) - 1])


@behaviour
def never_fits(x):
    openai_text(x, '{"hp": 900}')


@behaviour
def calls_twice(x):
    """Two calls with the same index, as Ollama's /v1 sends them, then an answer from their results."""
    messages = json.loads(x.request["body"])["messages"]
    results = [message["content"] for message in messages if message["role"] == "tool"]
    if results:
        titles = [json.loads(result.splitlines()[0]).get("name", "?") if result.startswith("{") else result
                  for result in results]
        openai_text(x, "Found: " + "; ".join(titles))
        return
    calls = [("a", {"WORD": ["braise"], "limit": 1}), ("b", {"WORD": ["/etc/passwd"]})]
    x.head()
    for identity, arguments in calls:
        call = {"index": 0, "id": identity, "type": "function",
                "function": {"name": "kb-query_search", "arguments": json.dumps(arguments)}}
        x.chunk("data: " + json.dumps({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]}) + "\n\n")
    x.chunk(event(finish="tool_calls") + USAGE + DONE)
    x.end()


@behaviour
def calls_for_ever(x):
    """Wants one more call whatever it is told."""
    call = {"index": 0, "id": f"call_{x.request['number']}", "type": "function",
            "function": {"name": "kb-query_search", "arguments": '{"WORD": ["wolf"]}'}}
    x.head()
    x.chunk("data: " + json.dumps({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]}) + "\n\n")
    x.chunk(event(finish="tool_calls") + USAGE + DONE)
    x.end()


@behaviour
def critic(x):
    """As a reviewer it says what stands after "review:" in the task, else that there is a fault."""
    body = json.loads(x.request["body"])
    if "review a draft" in body["messages"][0]["content"]:
        task = body["messages"][1]["content"].split("\n")[1]
        openai_text(x, task.split("review:")[1] if "review:" in task else "The wolf has no sword.")
    elif "A review of your answer" in body["messages"][-1]["content"]:
        openai_text(x, "The wolf bites.")
    else:
        openai_text(x, "The wolf draws its sword.")


@behaviour
def vectors(x):
    """Every prompt has the same vector: only the words tell prompts apart."""
    if "embeddings" in x.request["line"]:
        x.error("200 OK", {"data": [{"index": 0, "embedding": [0.6, 0.8]}]})
    else:
        openai_text(x, f"answer {x.request['number']}")


@behaviour
def thinks(x):
    """Reasons before it answers."""
    x.head()
    for thought in "Who aims", " at whom?":
        x.chunk('data: ' + json.dumps({"choices": [{"index": 0, "delta": {"reasoning_content": thought}}]}) + "\n\n")
    x.chunk("".join(map(event, WORDS)) + STOP + USAGE + DONE)
    x.end()


@behaviour
def sees(x):
    """Says what pictures came with the prompt: their type and their first bytes in base64."""
    parts = last_message(x)["content"]
    pictures = [part["image_url"]["url"][:30] for part in parts if part["type"] == "image_url"]
    openai_text(x, " ".join(part["text"] for part in parts if part["type"] == "text") + ": " + ", ".join(pictures))


@behaviour
def models(x):
    x.error("200 OK", {"data": [{"id": "gemma2:9b"}, {"id": "llama3.2:1b"}]})


@behaviour
def half_read(x):
    """A server that reads a part of a long prompt only, and answers 200."""
    x.head()
    x.chunk(event("Yes.") + STOP + 'data: {"choices":[],"usage":{"prompt_tokens":2050,"completion_tokens":2}}\n\n' + DONE)
    x.end()
