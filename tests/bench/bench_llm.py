"""llm-ask against plain `curl` (and an official client) that sends the same request to the same server on loopback."""

import json
import os
import pty
import shutil
import socket
import statistics
import subprocess
import sys
import time

WORDS = [f"word{number} " for number in range(40)]
BODY = {"model": "fast", "messages": [{"role": "user", "content": "hello"}], "stream": True}
CLIENT = """
const OpenAI = require("openai").default;
const client = new OpenAI({baseURL: process.argv[1] + "/v1", apiKey: "none", maxRetries: 0});
(async () => {
  const stream = await client.chat.completions.create(
    {model: process.argv[2], messages: [{role: "user", content: "hello"}], stream: true});
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
})();
"""

# A server in a process of its own. The model's name says how it answers: fast; paused after the first word; held back.
SERVER = """
import asyncio, json, time
WORDS = %r
def event(delta, finish=None):
    return "data: " + json.dumps({"model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}) + "\\n\\n"
def chunk(text):
    return b"%%x\\r\\n%%s\\r\\n" %% (len(text), text.encode())
async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\\r\\n\\r\\n")).decode().lower()
            size = int(head.split("content-length:")[1].split("\\r\\n")[0])
            model = json.loads(await reader.readexactly(size))["model"]
            if model == "held":
                await asyncio.sleep(1)
            writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
            writer.write(chunk(event({"content": "sent at <%%.6f> " %% time.monotonic()})))
            if model == "paused":
                await writer.drain()
                await asyncio.sleep(0.03)
            writer.write(chunk("".join(event({"content": word}) for word in WORDS[1:]) + event({}, "stop")
                               + 'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":40}}\\n\\n'
                               + "data: [DONE]\\n\\n") + b"0\\r\\n\\r\\n")
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
""" % WORDS


def node_client(bench):
    """The folder with the official client, where tests/clients installs it; None without it."""
    folder = os.path.join(os.path.dirname(bench.bin), "npm")
    return folder if os.path.isdir(os.path.join(folder, "node_modules", "openai")) else None


class Asked:
    """Command lines that ask the same of the same server."""

    def __init__(self, bench, address):
        self.bench = bench
        self.address = address
        self.number = 0

    def llm_ask(self, model="fast", *more):
        return [self.bench.tool("llm-ask"), "ask", "--provider", "openai", "--url", self.address, "--model", model,
                "--cache", "off", *more, "hello"]

    def new_prompt(self, model="fast"):
        """The same with the cache, which cannot hold this prompt yet."""
        self.number += 1
        return [*[word for word in self.llm_ask(model)[:-1] if word not in ("--cache", "off")], f"hello {self.number}"]

    def curl(self, model="fast"):
        return ["curl", "-s", "-N", "-H", "Content-Type: application/json", "-d", json.dumps({**BODY, "model": model}),
                self.address + "/v1/chat/completions"]

    def client(self, model="fast"):
        node = os.path.join(node_client(self.bench), "node_modules", "node-20", "bin", "node")
        return [node, "-e", CLIENT, self.address, model]


def cpu_until_first_byte(command, environment, listener):
    """CPU seconds of a process when the server has the first byte of its request."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=environment)
    connection, _ = listener.accept()
    connection.recv(1)
    spent = 0
    for task in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{task}/schedstat", encoding="utf-8") as file:
            spent += int(file.read().split()[0])
    process.kill()  # first, for a broken connection would be remembered as the server's failure
    process.wait()
    connection.close()
    return spent / 1e9


def whole_time(command, environment):
    """Seconds from start to end of a process that writes into a pipe, and its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env=environment)
    while process.stdout.read(1 << 20):
        pass
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def first_token_time(command, environment):
    """Seconds from the server's sending of the first token until its text stands on the terminal, and those from the
    start of the process."""
    master, slave = pty.openpty()
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.DEVNULL, env=environment)
    os.close(slave)
    shown = b""
    while b">" not in shown:
        shown += os.read(master, 65536)
    now = time.monotonic()
    try:
        while os.read(master, 65536):
            pass
    except OSError:  # the last one closed the terminal
        pass
    process.wait()
    os.close(master)
    return now - float(shown.split(b"<")[1].split(b">")[0]), now - start


def rounds(commands, count, measure):
    """Each command's figures of COUNT rounds; a busy moment hits all commands of a round alike."""
    figures = {name: [] for name in commands}
    for number in range(count):
        for name, command in commands.items():
            figures[name].append(measure(command(number) if callable(command) else command))
    return figures


def over(figures, name, place):
    """The median of a figure, and by how much it exceeds that of `curl` in the same round (the median of that too)."""
    own, peer = ([row[place] for row in figures[which]] for which in (name, "`curl`"))
    more = statistics.median(one - other for one, other in zip(own, peer))
    return f"{statistics.median(own) * 1000:.1f} ms ({more * 1000:+.1f})"


def compare(bench, asked, environment, listener):
    client = node_client(bench)
    with_database = dict(environment, TURNKIT_DB=os.path.join(bench.folder, "llm.db"))
    subprocess.run([bench.tool("db-update"), "init"], env=with_database, check=True, stdout=subprocess.DEVNULL)
    kinds = {"`curl`": (Asked.curl, environment), "llm-ask": (Asked.llm_ask, environment),
             "llm-ask with a database": (Asked.llm_ask, with_database),
             "llm-ask with a database, a new prompt for its cache": (Asked.new_prompt, with_database)}
    if client:
        kinds["`openai` (npm)"] = (Asked.client, dict(environment, NODE_PATH=os.path.join(client, "node_modules")))
    here = Asked(bench, "http://127.0.0.1:%d" % listener.getsockname()[1])

    def commands(where, model):
        return {name: lambda _, make=make, env=env: (make(where, model), env) for name, (make, env) in kinds.items()}
    cpu = rounds(commands(here, "fast"), 15, lambda pair: [cpu_until_first_byte(*pair, listener)])
    whole = rounds(commands(asked, "fast"), 50, lambda pair: whole_time(*pair)[:1])
    first = rounds(commands(asked, "paused"), 50, lambda pair: first_token_time(*pair))
    rows = [[name, f"{statistics.median(row[0] for row in cpu[name]) * 1000:.1f} ms", over(whole, name, 0),
             over(first, name, 0), over(first, name, 1)] for name in kinds]
    if not client:
        rows.append(["`openai` (npm)", "not installed", "", "", ""])
    bench.table("One prompt to a server on loopback, whole processes, in brackets the time over `curl` in the same round "
                "(medians; goals: 15 ms of CPU; whole answer +3 ms; first token +1 ms)",
                ["program", "CPU until the first byte is sent", "start to whole answer",
                 "first token: sent to shown on a terminal", "first token: start to shown"], rows)


def cached(bench, asked, environment):
    database = dict(environment, TURNKIT_DB=os.path.join(bench.folder, "llm.db"))
    kept = [word for word in asked.llm_ask() if word not in ("--cache", "off")]
    whole_time(kept, database)
    nobody = [word.replace(asked.address, "http://127.0.0.1:9") for word in kept]
    # The key of the cache holds the address: a hit must need no server, so the server is asked for a miss only.
    hit, _ = zip(*[whole_time(kept, database) for _ in range(40)])
    cpu = bench.cpu(["env", "TURNKIT_DB=" + database["TURNKIT_DB"], *kept], repeat=15)
    refused = subprocess.run(nobody, env=database, capture_output=True, check=False).returncode
    told = json.loads(subprocess.run(kept, env=database, capture_output=True, check=True).stdout)
    if told["cache"]["hit"] != "exact" or refused == 0:
        raise SystemExit("the cache was not asked as it should be")
    bench.table("A kept answer, whole process, no network (goal 8 ms)", ["program", "wall", "CPU, with that of `env`"],
                [["llm-ask, exact hit", f"{statistics.median(hit) * 1000:.1f} ms", f"{cpu * 1000:.1f} ms"]])


def many(bench, asked, environment):
    path = os.path.join(bench.folder, "prompts.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for number in range(200):
            file.write(json.dumps({"n": number}) + "\n")
    tool = asked.llm_ask("held", "-j", "200", "--each")[:-1] + ["hello {n}"]
    commands = {"llm-ask --each -j 200": ["sh", "-c", 'exec "$@" <' + path, "sh", *tool],
                "`curl --parallel --parallel-max 200`": [*asked.curl("held"), "--parallel", "--parallel-immediate",
                                                         "--parallel-max", "200",
                                                         *[asked.address + "/v1/chat/completions"] * 199]}
    rows = []
    for name, command in commands.items():
        runs = [whole_time(command, environment) for _ in range(3)]
        rows.append([name, f"{statistics.median(run[0] for run in runs):.2f} s", f"{max(run[1] for run in runs):.0f} MB"])
    bench.table("200 prompts at a time to a server that answers each after a second (goal: under 60 MB)",
                ["program", "wall", "peak memory"], rows)


def run(bench):
    if not shutil.which("curl"):
        bench.table("llm-ask", ["program", "result"], [["`curl`", "not installed"]])
        return
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    listener.settimeout(10)
    environment = {name: value for name, value in bench.env.items() if "PROXY" not in name.upper()}
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        try:
            asked = Asked(bench, "http://127.0.0.1:" + server.stdout.readline().strip())
            compare(bench, asked, environment, listener)
            cached(bench, asked, environment)
            many(bench, asked, environment)
        finally:
            server.kill()
    pairs = os.path.join(bench.source, "tests", "unit", "llm-ask", "adversarial_pairs.tsv")
    told = json.loads(subprocess.run([os.path.join(bench.extra, "bench_llm"), pairs], capture_output=True, check=True).stdout)
    bench.table("Decisions", ["what", "figure", "goal"],
                [["router: 50 models, 20 rules, a prompt of 4 kB", f"{told['route_us']:.0f} us", "1 ms"],
                 [f"false hits on {told['pairs']} adversarial pairs, even with equal vectors", told["shared"], "0"]])
