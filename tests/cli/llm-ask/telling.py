"""What models say to a prompt: for structured answers, calls, critics, vectors, and options that they refuse."""

import json

from exchange import (BEHAVIOURS, DONE, STOP, USAGE, WORDS, behaviour, event, last_message, openai_text,
                      protocol_of)


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
