"""What the fault tests stand on: two servers, a configuration that names them, and runs of llm-ask beside them."""

import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "llm-ask"))
from exchange import DONE, STOP, USAGE, event  # noqa: E402
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
        self.config = {}
        self.primary = Server(primary)
        self.backup = Server(backup)
        self.folder = tempfile.TemporaryDirectory()
        path = self.folder.name
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("TURNKIT_", "OPENAI_"))}
        self.env.update(HOME=path, XDG_CONFIG_HOME=f"{path}/config", XDG_DATA_HOME=f"{path}/data", LC_ALL="C.UTF-8",
                        NO_COLOR="1", TURNKIT_DB=f"{path}/turnkit.db")
        os.makedirs(f"{path}/config/turnkit")
        self.configure(
            providers={"first": {"protocol": "openai", "url": self.primary.address, **provider},
                       "second": {"protocol": "openai", "url": self.backup.address}},
            models={"small": {"provider": "first", "model": "p", "context": 4096},
                    "large": {"provider": "second", "model": "b", "context": 32768}})
        if database:
            subprocess.run([os.path.join(os.path.dirname(program), "db-update"), "init"], env=self.env, check=True,
                           stdout=subprocess.DEVNULL)

    def configure(self, **sections):
        """Writes the configuration file, with these sections beside those that it has."""
        self.config.update(sections)
        with open(f"{self.folder.name}/config/turnkit/config.json", "w", encoding="utf-8") as file:
            json.dump({"llm-ask": self.config}, file)

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
