"""What the servers of the tests do on their raw sockets: every way to tell a protocol badly, or to break off."""

import os
import socket
import time

import leaking  # noqa: F401  they tell exchange of their behaviours
import telling  # noqa: F401
from exchange import BEHAVIOURS, DONE, STOP, USAGE, WORDS, behaviour, event, line, ollama  # noqa: F401


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
