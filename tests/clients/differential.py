#!/usr/bin/env python3
"""differential.py LLM_ASK NPM_FOLDER: the official clients and llm-ask must make the same of the same bytes.

For each protocol one server sends each answer below to both, cut into pieces of odd sizes; a second server is the mock of
NPM_FOLDER (see package.json), which was written by others. Text, calls and usage must be equal. The clients run on each Node
of package.json. Runs with TURNKIT_LONG_TESTS=1 only, and needs npm and its registry: without them it is skipped, and says so.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli", "llm-ask"))
from server import Server  # noqa: E402

SKIPPED = 77
with open(os.path.join(HERE, "package.json"), encoding="utf-8") as manifest:
    PACKAGES = list(json.load(manifest)["dependencies"])
NODES = [name for name in PACKAGES if name.startswith("node-")]  # oldest first
CALLS = [("call_a", {"WORD": ["braise", "œil"]}), ("call_b", {"WORD": ["loup \"gris\""]})]
FUNCTION = "kb-query_search"


def skip(why):
    print("skip: " + why)
    sys.exit(SKIPPED)


def installed(folder):
    """Installs the pinned packages below `folder`, once."""
    if not shutil.which("npm"):
        skip("npm is not installed")
    if not all(os.path.isdir(os.path.join(folder, "node_modules", name)) for name in PACKAGES):
        os.makedirs(folder, exist_ok=True)
        shutil.copy(os.path.join(HERE, "package.json"), folder)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1",
                               "--fetch-timeout=20000"], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0:
            skip("npm cannot install the clients: " + (done.stderr.strip().splitlines() or ["no reason given"])[0])
    shutil.copy(os.path.join(HERE, "client.mjs"), folder)


# ---- what servers send: NAME -> bytes of a body, by protocol


def sse(*objects, named=False, end="data: [DONE]\n\n"):
    events = []
    for value in objects:
        name = f"event: {value['type']}\n" if named else ""
        events.append(name + "data: " + json.dumps(value, ensure_ascii=False) + "\n\n")
    return ("".join(events) + end).encode()


def chunk(delta, finish=None, **more):
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}


def openai_calls(split):
    """Two calls whose arguments come in pieces of `split` characters."""
    chunks = [chunk({"role": "assistant", "content": None})]
    for index, (identity, arguments) in enumerate(CALLS):
        text = json.dumps(arguments, ensure_ascii=False)
        chunks.append(chunk({"tool_calls": [{"index": index, "id": identity, "type": "function",
                                             "function": {"name": FUNCTION, "arguments": ""}}]}))
        for at in range(0, len(text), split):
            chunks.append(chunk({"tool_calls": [{"index": index, "function": {"arguments": text[at:at + split]}}]}))
    return sse(*chunks, chunk({}, "tool_calls"))


OPENAI_USAGE = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [],
                "usage": {"prompt_tokens": 12, "completion_tokens": 34, "total_tokens": 46}}
TEXT = [chunk({"role": "assistant", "content": ""}), *[chunk({"content": text}) for text in
        ["Élowen ", "vise l'œil", "\n\n", "  du 🐺 ", "\\ \"loup\" \u2028."]]]


def message(kind, **more):
    return {"type": kind, **more}


START = message("message_start", message={"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [],
                                          "stop_reason": None, "stop_sequence": None,
                                          "usage": {"input_tokens": 20, "cache_read_input_tokens": 7,
                                                    "cache_creation_input_tokens": 3, "output_tokens": 1}})


def blocks(stop, *given):
    events = [START]
    for index, (block, deltas) in enumerate(given):
        events.append(message("content_block_start", index=index, content_block=block))
        events.append(message("ping"))
        events += [message("content_block_delta", index=index, delta=delta) for delta in deltas]
        events.append(message("content_block_stop", index=index))
    events.append(message("message_delta", delta={"stop_reason": stop, "stop_sequence": None}, usage={"output_tokens": 55}))
    return sse(*events, message("message_stop"), named=True, end="")


def text_block(*texts):
    return {"type": "text", "text": ""}, [{"type": "text_delta", "text": text} for text in texts]


def call_block(identity, arguments):
    text = json.dumps(arguments, ensure_ascii=False)
    return ({"type": "tool_use", "id": identity, "name": FUNCTION, "input": {}},
            [{"type": "input_json_delta", "partial_json": text[at:at + 5]} for at in range(0, len(text), 5)])


def lines(*objects):
    return "".join(json.dumps({"model": "m", "created_at": "2026-01-01T00:00:00Z", **value}, ensure_ascii=False) + "\n"
                   for value in objects).encode()


def said(text, **more):
    return {"message": {"role": "assistant", "content": text, **more}, "done": False}


OLLAMA_END = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop", "total_duration": 5,
              "prompt_eval_count": 21, "eval_count": 9}

BODIES = {
    "openai": {
        "text": sse(*TEXT, chunk({}, "stop"), OPENAI_USAGE),
        "text without usage": sse(*TEXT, chunk({}, "stop")),
        "text with \\r\\n and comments": b": hi\r\n\r\n" + sse(*TEXT, chunk({}, "stop"), OPENAI_USAGE).replace(b"\n", b"\r\n"),
        "an error inside": sse(*TEXT, {"error": {"message": "out of memory", "type": "server_error"}}),
        "two calls": openai_calls(400),
        "two calls in pieces": openai_calls(3)},
    "anthropic": {
        "text": blocks("end_turn", text_block("Élowen ", "vise ", "l'œil du 🐺\n")),
        "an error inside": sse(START, message("error", error={"type": "overloaded_error", "message": "busy"}), named=True,
                               end=""),
        "two blocks of text": blocks("end_turn", text_block("a\n"), text_block("b \"c\"")),
        "text and two calls": blocks("tool_use", text_block("I look."), *[call_block(*call) for call in CALLS])},
    "ollama": {
        "text": lines(said("Élowen "), said("vise l'œil "), said("du 🐺\n"), OLLAMA_END),
        "text without counts": lines(said("ok"), {**OLLAMA_END, "prompt_eval_count": None, "eval_count": None}),
        "an error inside": lines(said("ok"), {"error": "model runner has stopped"}),
        "two calls": lines(said("", tool_calls=[{"function": {"name": FUNCTION, "arguments": arguments}}
                                                for _, arguments in CALLS]), OLLAMA_END)},
}
KIND = {"openai": "text/event-stream", "anthropic": "text/event-stream", "ollama": "application/x-ndjson"}
FINAL = {"openai": sse(chunk({"content": "done"}), chunk({}, "stop"), OPENAI_USAGE),
         "anthropic": blocks("end_turn", text_block("done")),
         "ollama": lines(said("done"), OLLAMA_END)}


def plays(protocol, body, size):
    """A server that sends `body` in pieces of `size` bytes, and a last word once results of calls are in the request."""
    def behave(x):
        has_results = '"tool_result"' in x.request["body"] or '"role":"tool"' in x.request["body"]
        x.head(kind=KIND[protocol])
        data = FINAL[protocol] if has_results else body
        for at in range(0, len(data), size):
            piece = data[at:at + size]
            x.raw(b"%x\r\n%s\r\n" % (len(piece), piece))
        x.end()
    return behave


# ---- the two sides


def node_of(folder, name):
    return os.path.join(folder, "node_modules", name, "bin", "node")


def by_client(folder, node, protocol, url, prompt="hello"):
    done = subprocess.run([node_of(folder, node), "client.mjs", protocol, url, prompt], cwd=folder, capture_output=True, text=True,
                          timeout=60, check=True)
    return json.loads(done.stdout)


def by_llm_ask(program, protocol, url, prompt="hello"):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TURNKIT_", "OPENAI_"))}
    with tempfile.TemporaryDirectory() as home:
        environment.update(HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home, LC_ALL="C.UTF-8")
        done = subprocess.run([program, "ask", "--provider", protocol, "--url", url, "--model", "m", "--retries", "0",
                               "--tool", "kb-query:search", prompt], env=environment, capture_output=True, text=True,
                              timeout=60, check=False, cwd=home)
    if done.returncode != 0:
        return {"error": done.stderr}
    record = json.loads(done.stdout)
    usage = record.get("usage", {})
    return {"text": record["answer"], "usage": {"in": usage.get("prompt_tokens"), "out": usage.get("completion_tokens")},
            "calls": [{"name": call["name"], "arguments": json.loads(call["arguments"])
                       if isinstance(call["arguments"], str) else call["arguments"]} for call in record.get("calls", [])]}


def compare(name, ours, theirs):
    """Prints and counts a difference. After calls llm-ask goes on to a last answer: then only the calls are compared."""
    keys = ["calls"] if theirs.get("calls") else ["text", "calls", "usage"]
    failed = "error" in ours, "error" in theirs
    if failed[0] != failed[1] or (not failed[0] and any(ours[key] != theirs[key] for key in keys)):
        print(f"{name}:\n  client  {theirs}\n  llm-ask {ours}")
        return 1
    return 0


def against_own_server(program, folder):
    different = compared = 0
    for protocol, bodies in BODIES.items():
        for name, body in bodies.items():
            server = Server(None)
            sizes = (1, 7, len(body))
            server.behaviour = plays(protocol, body, 7)
            theirs = {node: by_client(folder, node, protocol, server.address) for node in NODES}
            for size in sizes:
                server.behaviour = plays(protocol, body, size)
                ours = by_llm_ask(program, protocol, server.address)
                for node in NODES:
                    different += compare(f"{protocol}, {name}, {size} bytes at a time, {node}", ours, theirs[node])
                    compared += 1
    return different, compared


def against_mock(program, folder):
    """The mock of npm: another's idea of the three protocols. (It counts no tokens for two of them.)"""
    fixtures = {"fixtures": [
        {"match": {"userMessage": "hello"}, "response": {"content": "Élowen vise l'œil du loup, et le manque 🐺."}},
        {"match": {"hasToolResult": True}, "response": {"content": "done"}},
        {"match": {"userMessage": "search"}, "response": {
            "toolCalls": [{"name": FUNCTION, "arguments": json.dumps(arguments)} for _, arguments in CALLS]}}]}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    different = compared = 0
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "fixtures.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(fixtures, file)
        mock = subprocess.Popen([node_of(folder, NODES[-1]), os.path.join("node_modules", ".bin", "llmock"), "-p", str(port), "-f", path,
                                 "--log-level", "silent"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 30
            while time.monotonic() < end and mock.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            for protocol in BODIES:
                for prompt in "hello", "search":
                    ours = by_llm_ask(program, protocol, url, prompt)
                    for node in NODES:
                        different += compare(f"{protocol} from the mock, {prompt}, {node}", ours,
                                             by_client(folder, node, protocol, url, prompt))
                        compared += 1
        finally:
            mock.terminate()
            mock.wait()
    return different, compared


def main():
    program, folder = sys.argv[1:]
    if not os.environ.get("TURNKIT_LONG_TESTS"):
        skip("the official clients run in tests/run --all")
    installed(folder)
    results = [against_own_server(program, folder), against_mock(program, folder)]
    different, compared = (sum(column) for column in zip(*results))
    print(f"{compared} answers compared with the clients on {', '.join(NODES)}: {different} differ")
    sys.exit(1 if different or not compared else 0)


main()
