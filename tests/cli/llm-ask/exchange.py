"""One connection of a test server: the pieces of answers in the three protocols, and each protocol told well.

Each function of BEHAVIOURS gets the connection after the request was read, and writes what it likes. `gate` is set by
the runner once the first text came out of the program, so that streaming can be proved without a clock.
"""

import json
import socket
import struct

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


def key_of(x):
    headers = x.request["headers"]
    return headers.get("x-api-key", headers.get("authorization", "none").removeprefix("Bearer "))


def protocol_of(x):
    return "ollama" if "/api/chat" in x.request["line"] else "anthropic" if "/messages" in x.request["line"] else "openai"


def openai_text(x, text, finish="stop"):
    x.head()
    x.chunk(event(text) + event(finish=finish) + USAGE + DONE)
    x.end()


def last_message(x):
    return json.loads(x.request["body"])["messages"][-1]


@behaviour
def openai(x):
    x.head()
    x.chunk('data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null}}]}\n\n')
    for word in WORDS:
        x.chunk(event(word))
    x.chunk(STOP + USAGE + DONE)
    x.end()


@behaviour
def ollama(x):
    x.head(kind="application/x-ndjson")
    for word in WORDS:
        x.chunk(line(word))
    x.chunk(LAST)
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
