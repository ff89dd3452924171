"""Faults beyond the catalogue: what many processes and many prompts must make of a server together."""

import json
import signal
import subprocess
import threading
import time

import hostile
from exchange import DONE, STOP, USAGE, event
from world import TOKENS, World, expect, gaps, overloaded, scenario, status, whole


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
def bulkhead_of_another(program):
    """A provider that hangs, full to its `concurrent`, does not hold up the prompts for another one."""
    world = World(program, hostile.BEHAVIOURS["mute"], concurrent=1)
    world.configure(routes=[{"words": ["slow"], "models": ["small"]}, {"words": ["fast"], "models": ["large"]}])
    command = [program, "ask", "--model", "auto", "-j", "4", "--each", "{say}"]
    with subprocess.Popen(command, env=world.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, text=True) as process:
        process.stdin.write("".join(json.dumps({"say": word}) + "\n" for word in ("slow 1", "slow 2", "fast 3", "fast 4")))
        process.stdin.close()
        end = time.monotonic() + 30
        while len(world.backup.requests) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        expect(len(world.backup.requests) == 2, f"both fast prompts are asked: {len(world.backup.requests)}")
        expect(len(world.primary.requests) == 1, "the second slow one stays in line")
        process.send_signal(signal.SIGINT)
        expect(process.wait(10) == 130, "interrupted")


@scenario
def minute_limit(program):
    """`requests-per-minute: 3` holds for all processes together: the fourth request waits, and says for how long."""
    world = World(program, whole, database=True, **{"requests-per-minute": 3})
    world.ask("--cache", "off", fallback=False).expect_whole("small")
    command = world.command("--cache", "off", "-v", "-j", "4", "--each", "say {n}", fallback=False)
    with subprocess.Popen(command, env=world.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as process:
        process.stdin.write("".join(f'{{"n":{number}}}\n' for number in range(4)))
        process.stdin.close()
        line = next(line for line in process.stderr if "waiting" in line)
        expect("for its rate limit" in line and 40 < float(line.split("waiting ")[1].split(" s")[0]) <= 60, line)
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        time.sleep(0.5)
        expect(len(world.primary.requests) == 3, f"three requests, not {len(world.primary.requests)}")
        process.send_signal(signal.SIGINT)
        expect(process.wait(10) == 130, "interrupted while it waits")
    expect([answer["n"] for answer in answers] == [0, 1], "those that were allowed are answered in order")
    with subprocess.Popen(world.command("--cache", "off", "-v", "hello", fallback=False), env=world.env,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as other:
        expect(any("waiting" in line for line in other.stderr), "a process that comes later waits too")
        other.send_signal(signal.SIGINT)


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
