#!/usr/bin/env python3
"""faults.py NAME LLM_ASK: one fault of a server, and what llm-ask must make of it.

S01 to S16 are the faults of the failoverbench catalogue with its own pass conditions. TURNKIT_LONG_TESTS=1 waits as
long as the catalogue does; without it the waits are shortened, by the same options a user has.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "llm-ask"))
import hostile  # noqa: E402
from hostile import DONE, STOP, USAGE, event  # noqa: E402
from server import Server  # noqa: E402

LONG = bool(os.environ.get("TURNKIT_LONG_TESTS"))
# Long enough that an honest answer comes within it on a busy machine: the limits hold for the fallback too.
LIMIT = "3"
TOKENS = [f"w{number} " for number in range(60)]
WHOLE = "".join(TOKENS).strip()
SCENARIOS = {}


def scenario(function):
    SCENARIOS[function.__name__.replace("_", "-")] = function
    return function


def expect(condition, what):
    if not condition:
        raise SystemExit(f"not met: {what}")


# ---- what servers do


def whole(x):
    x.head()
    x.chunk("".join(map(event, TOKENS)) + STOP + USAGE + DONE)
    x.end()


def status(line, kind, headers="", **more):
    def behave(x):
        x.error(line, {"error": {"message": "no", "type": kind, **more}}, headers)
    return behave


def first(times, behave, otherwise=whole):
    """`behave` for the first `times` requests."""
    return lambda x: (behave if x.request["number"] <= times else otherwise)(x)


overloaded = status("503 Service Unavailable", "server_error")
limited = status("429 Too Many Requests", "rate_limit_exceeded", code="rate_limit_exceeded")


# ---- a run


class World:
    """Two servers, the configuration that names them, and runs of the program under test."""

    def __init__(self, program, primary, backup=whole, database=False, **provider):
        self.program = program
        self.primary = Server(primary)
        self.backup = Server(backup)
        self.folder = tempfile.TemporaryDirectory()
        path = self.folder.name
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("TURNKIT_", "OPENAI_"))}
        self.env.update(HOME=path, XDG_CONFIG_HOME=f"{path}/config", XDG_DATA_HOME=f"{path}/data", LC_ALL="C.UTF-8",
                        NO_COLOR="1", TURNKIT_DB=f"{path}/turnkit.db")
        os.makedirs(f"{path}/config/turnkit")
        config = {
            "providers": {"first": {"protocol": "openai", "url": self.primary.address, **provider},
                          "second": {"protocol": "openai", "url": self.backup.address}},
            "models": {"small": {"provider": "first", "model": "p", "context": 4096},
                       "large": {"provider": "second", "model": "b", "context": 32768}}}
        with open(f"{path}/config/turnkit/config.json", "w", encoding="utf-8") as file:
            json.dump({"llm-ask": config}, file)
        if database:
            subprocess.run([os.path.join(os.path.dirname(program), "db-update"), "init"], env=self.env, check=True,
                           stdout=subprocess.DEVNULL)

    def command(self, *words, fallback=True):
        more = ["--fallback", "large"] if fallback else []
        return [self.program, "ask", "--model", "small", *more, *words]

    def ask(self, *words, fallback=True, stdin=None):
        start = time.monotonic()
        done = subprocess.run(self.command(*words, fallback=fallback) + ([] if stdin else ["hello"]), env=self.env,
                              capture_output=True, text=True, timeout=250, check=False, input=stdin)
        return Run(done, time.monotonic() - start)


class Run:
    def __init__(self, done, seconds):
        self.status = done.returncode
        self.errors = done.stderr
        self.seconds = seconds
        self.records = [json.loads(line) for line in done.stdout.splitlines()]
        self.answer = self.records[0] if self.records else None

    def expect_whole(self, model=None):
        expect(self.status == 0 and self.answer, f"an answer (status {self.status}: {self.errors})")
        expect(self.answer["answer"].strip() == WHOLE, f"the whole answer, not {self.answer['answer']!r}")
        expect(self.answer["usage"]["completion_tokens"] == 3, "its usage")
        if model == "large":
            expect(self.answer["provider"] == "second", "the fallback named in the record")
            expect(any(text.startswith("small: ") for text in self.answer["failed"]), "the failed model in the record")
        if model == "small":
            expect(self.answer["provider"] == "first", "the primary named in the record")
        return self


def gaps(server):
    times = [request["time"] for request in server.requests]
    return [later - earlier for earlier, later in zip(times, times[1:])]


def within(server, seconds):
    """Requests in the first `seconds`."""
    return sum(request["time"] - server.requests[0]["time"] <= seconds for request in server.requests)


# ---- the catalogue


@scenario
def S01(program):
    """429 with Retry-After: 2 once: waited for, then asked again."""
    world = World(program, first(1, status("429 Too Many Requests", "rate_limit", "Retry-After: 2\r\n")))
    world.ask().expect_whole("small")
    expect(len(world.primary.requests) == 2 and gaps(world.primary)[0] >= 1.8, f"a gap of 1.8 s: {gaps(world.primary)}")
    expect(within(world.primary, 1.5) <= 2, "at most 2 requests in 1.5 s")


@scenario
def S02(program):
    """429 for ever: a few tries, then the fallback."""
    world = World(program, limited)
    world.ask().expect_whole("large")
    expect(within(world.primary, 3) <= 4 and len(world.primary.requests) <= 6, "at most 4 requests in 3 s, 6 in all")


@scenario
def S03(program):
    """500 once: the same server again."""
    world = World(program, first(1, status("500 Internal Server Error", "server_error")))
    world.ask().expect_whole("small")
    expect(len(world.backup.requests) == 0, "no request to the fallback")


@scenario
def S04(program):
    """503 for ever: at most 6 tries, then the fallback."""
    world = World(program, overloaded)
    world.ask().expect_whole("large")
    expect(len(world.primary.requests) <= 6, "at most 6 requests")


@scenario
def S05(program):
    """The connection is reset before the head."""
    world = World(program, hostile.BEHAVIOURS["reset-at-once"])
    world.ask().expect_whole("large")
    again = World(program, first(1, hostile.BEHAVIOURS["reset-at-once"]))
    again.ask().expect_whole("small")


@scenario
def S06(program):
    """No response at all: one try, the fallback; alone a clear error, both in bounded time."""
    world = World(program, hostile.BEHAVIOURS["mute"])
    limit = [] if LONG else ["--first-token-timeout", LIMIT]
    run = world.ask(*limit).expect_whole("large")
    expect(run.seconds <= 100 and len(world.primary.requests) == 1, "100 s and one request")
    run = world.ask(*limit, fallback=False)
    expect(run.status == 1 and not run.records and "no first word" in run.errors and run.seconds <= 100, "an error")


@scenario
def S07(program):
    """The first token comes after 20 s: the fallback has answered within 15."""
    def late(x):
        x.head()
        time.sleep(20)
        x.chunk("".join(map(event, TOKENS)) + STOP + USAGE + DONE)
        x.end()
    run = World(program, late).ask(*([] if LONG else ["--first-token-timeout", LIMIT])).expect_whole("large")
    expect(run.seconds <= 15, f"15 s, not {run.seconds}")


@scenario
def S08(program):
    """The stream is cut after 40 of 60 tokens, by a broken connection or politely: never shown as whole."""
    def cut(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:40])))

    def polite(x):
        cut(x)
        x.chunk(DONE)
        x.end()
    for behave in cut, polite:
        World(program, behave).ask("--retries", "0").expect_whole("large")
        run = World(program, behave).ask("--retries", "0", fallback=False)
        expect(run.status == 1 and not run.records and "broke off" in run.errors, "a clear error and no record")


@scenario
def S09(program):
    """The stream stalls for 30 s: an end within 45, and llm-ask alive after it."""
    def stall(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:10])))
        time.sleep(30)
        x.chunk("".join(map(event, TOKENS[10:])) + STOP + USAGE + DONE)
        x.end()
    world = World(program, first(1, stall))
    records = '{"n":1}\n{"n":2}\n'
    run = world.ask(*([] if LONG else ["--idle-timeout", LIMIT]), "--each", "say {n}", stdin=records)
    expect(run.seconds <= 45 and run.status == 0 and len(run.records) == 2, f"two answers within 45 s: {run.errors}")
    expect(all(record["answer"].strip() == WHOLE for record in run.records), "both whole")


@scenario
def S10(program):
    """A chunk that is not JSON: a clean failure, and the fallback's answer."""
    world = World(program, hostile.BEHAVIOURS["openai-malformed"])
    world.ask("--retries", "0").expect_whole("large")
    run = world.ask("--retries", "0", fallback=False)
    expect(run.status == 1 and not run.records and "not its protocol" in run.errors, "a clear error")


@scenario
def S11(program):
    """No [DONE] and no end: finished within 8 s, with the usage."""
    def endless(x):
        x.head()
        x.chunk("".join(map(event, TOKENS)) + STOP + USAGE)
        x.silence()
    run = World(program, endless).ask().expect_whole("small")
    expect(run.seconds <= 8, f"8 s, not {run.seconds}")


@scenario
def S12(program):
    """The prompt is longer than the context: one try, then the larger model."""
    overflow = status("400 Bad Request", "invalid_request_error", code="context_length_exceeded")
    world = World(program, overflow)
    world.ask().expect_whole("large")
    expect(len(world.primary.requests) == 1, "one request to the primary")


@scenario
def S13(program):
    """The content is refused: one try, no fallback, the error shown."""
    world = World(program, status("400 Bad Request", "invalid_request_error", code="content_policy_violation"))
    run = world.ask()
    expect(run.status == 1 and not run.records and "refuses this content" in run.errors, f"an error: {run.errors}")
    expect(len(world.primary.requests) == 1 and not world.backup.requests, "one request in all")


@scenario
def S14(program):
    """The fallback rejects an assistant message at the end: none is ever sent, also not after a cut."""
    def cut(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:40])))

    def no_prefill(x):
        if json.loads(x.request["body"])["messages"][-1]["role"] == "assistant":
            x.error("400 Bad Request", {"error": {"message": "prefill is not supported"}})
        else:
            whole(x)
    world = World(program, cut, no_prefill)
    world.ask().expect_whole("large")
    bodies = [json.loads(request["body"]) for request in world.primary.requests + world.backup.requests]
    expect(all(body["messages"][-1]["role"] == "user" for body in bodies), "the last message is the user's")


@scenario
def S15(program):
    """The primary is down for a while: all 20 requests are served, and the primary again within 30 s of its return."""
    down = 60 if LONG else 3
    start = time.monotonic()
    asked_while_down = []

    def recovers(x):
        if time.monotonic() - start < down:
            asked_while_down.append(x.request["time"])
            overloaded(x)
        else:
            whole(x)
    world = World(program, recovers, database=True)
    for number in range(20):
        world.ask("--cache", "off").expect_whole()
        time.sleep(max(0.0, start + (number + 1) * down / 20 - time.monotonic()))
    expect(0 < len(asked_while_down) <= 12, f"the breaker spared the primary: {len(asked_while_down)} requests")
    while world.ask("--cache", "off").expect_whole().answer["provider"] != "first":
        expect(time.monotonic() - start < down + 30, "back on the primary within 30 s")
        time.sleep(0.5)


@scenario
def S16(program):
    """What is reported is the fallback's model and usage."""
    def as_other(x):
        x.head()
        x.chunk("".join(event(token, model="other-1") for token in TOKENS).replace('"tiny", ', ""))
        x.chunk(STOP.replace("tiny", "other-1") +
                'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":60}}\n\n' + DONE)
        x.end()
    run = World(program, overloaded, as_other).ask("--retries", "0")
    expect(run.status == 0 and run.answer["model"] == "other-1" and run.answer["provider"] == "second", run.errors)
    expect(run.answer["usage"] == {"prompt_tokens": 7, "completion_tokens": 60}, "its usage")
    expect(run.answer["failed"] == ["small: http-503"], "what failed before")


# ---- beyond the catalogue


@scenario
def shared_breaker(program):
    """Three failures open the breaker for every process that uses the database; then one probe goes, not two."""
    world = World(program, overloaded, database=True)
    world.ask("--retries", "2", "--cache", "off").expect_whole("large")
    expect(len(world.primary.requests) == 3, "three tries open it")
    run = world.ask("--cache", "off").expect_whole("large")
    expect(run.answer["failed"] == ["small: breaker"], "the second process does not ask the primary")
    expect(len(world.primary.requests) == 3, "no fourth request")
    time.sleep(5.2)
    others_are_served = threading.Event()
    world.primary.behaviour = lambda x: (others_are_served.wait(60), whole(x))
    command = world.command("--cache", "off", "--first-token-timeout", "60", "hello")
    processes = [subprocess.Popen(command, env=world.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                 for _ in range(4)]
    end = time.monotonic() + 30
    while sum(process.poll() is not None for process in processes) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    others_are_served.set()
    answers = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    by_first = sum(answer["provider"] == "first" for answer in answers)
    expect(by_first == 1 and len(world.primary.requests) == 4, f"one probe among four processes, not {by_first}")
    world.ask("--cache", "off").expect_whole("small")


@scenario
def adaptive_limit(program):
    """How long a first word is waited for follows from past answers: a quick model that falls silent is left sooner."""
    world = World(program, whole, database=True)
    for _ in range(5):
        world.ask("--cache", "off").expect_whole("small")
    world.primary.behaviour = hostile.BEHAVIOURS["mute"]
    run = world.ask("--cache", "off").expect_whole("large")
    expect(run.answer["failed"] == ["small: timeout"], "it timed out")
    expect(4 <= run.seconds < 12, f"after 4 s, not the 12 s of an unknown model: {run.seconds}")


@scenario
def spent_quota(program):
    """A spent quota is not asked for again, whatever the status says; the fallback answers."""
    world = World(program, status("429 Too Many Requests", "insufficient_quota", "Retry-After: 1\r\n",
                                  code="insufficient_quota"))
    world.ask().expect_whole("large")
    expect(len(world.primary.requests) == 1, "one request")
    run = world.ask(fallback=False)
    expect(run.status == 1 and "quota is spent" in run.errors, "a clear error")
    expect(len(world.primary.requests) == 2, "one more request")


@scenario
def bulkhead(program):
    """A provider with `concurrent: 2` never sees three requests at once, and the order of the records stays."""
    lock = threading.Lock()
    now, most = [0], [0]
    pair = threading.Barrier(2)

    def counted(x):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        if x.request["number"] <= 2:
            pair.wait(30)
        time.sleep(0.05)
        with lock:
            now[0] -= 1
        whole(x)
    world = World(program, counted, concurrent=2)
    records = "".join(f'{{"n":{number}}}\n' for number in range(20))
    run = world.ask("-j", "10", "--each", "say {n}", fallback=False, stdin=records)
    expect(run.status == 0 and [record["n"] for record in run.records] == list(range(20)), f"in order: {run.errors}")
    expect(most[0] == 2, f"two at a time, not {most[0]}")


@scenario
def rate_limit(program):
    """What the server says of its limits is kept to: nothing remains, so the next request waits for the reset."""
    def exhausted(x):
        x.head(extra="x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 1.5s\r\n")
        x.chunk("".join(map(event, TOKENS)) + STOP + USAGE + DONE)
        x.end()
    world = World(program, exhausted)
    run = world.ask("--each", "say {n}", fallback=False, stdin='{"n":1}\n{"n":2}\n')
    expect(run.status == 0 and len(run.records) == 2, run.errors)
    expect(gaps(world.primary)[0] >= 1.4, f"a gap of 1.5 s: {gaps(world.primary)}")


@scenario
def many_at_once(program):
    """200 prompts at a time in one process, every answer at its record."""
    def echo(x):
        x.gate.wait(90)
        prompt = json.loads(x.request["body"])["messages"][-1]["content"]
        x.head()
        x.chunk(event(prompt) + STOP + USAGE + DONE)
        x.end()
    world = World(program, echo)

    def open_gate():
        end = time.monotonic() + 60
        while len(world.primary.requests) < 200 and time.monotonic() < end:
            time.sleep(0.01)
        world.seen = len(world.primary.requests)
        world.primary.gate.set()
    opener = threading.Thread(target=open_gate)
    opener.start()
    records = "".join(f'{{"n":{number}}}\n' for number in range(200))
    run = world.ask("-j", "200", "--each", "number {n}", fallback=False, stdin=records)
    opener.join()
    expect(run.status == 0 and len(run.records) == 200, run.errors[:500])
    expect(world.seen == 200, f"200 under way at a time, not {world.seen}")
    expect(all(record["answer"] == f"number {record['n']}" for record in run.records), "each its own answer")


if __name__ == "__main__":
    SCENARIOS[sys.argv[1]](os.path.abspath(sys.argv[2]))
