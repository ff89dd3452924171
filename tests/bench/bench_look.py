"""The first screen of the replay viewer on a long log, on a terminal of its own, against `less` on the same file."""

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import statistics
import struct
import termios
import time

CELLS = "." * 560


def write_log(path, megabytes):
    with open(path, "w", encoding="utf-8") as file:
        number = 0
        while file.tell() < megabytes * 1_000_000:
            turn = number // 20
            if number % 20 == 0:
                file.write(json.dumps({"type": "state", "state": {
                    "turn": turn, "active": "e1", "board": {"kind": "iso", "cols": 14, "rows": 40, "cells": CELLS},
                    "entities": [{"id": f"e{i}", "name": f"Fighter {i}", "team": "ally" if i % 2 else "enemy",
                                  "cell": 30 * i + number % 30, "hp": 90, "max_hp": 100} for i in range(1, 9)]}}) + "\n")
            file.write(json.dumps({"type": "action", "session": "s", "actor": f"e{number % 8 + 1}", "action": "spell_cast",
                                   "params": {"spell": "Braise", "target": "e2", "cell": 60}, "context": {"turn": turn},
                                   "duration": 1 + number % 13 / 10,
                                   "result": {"success": True, "damage": 5 + number % 7}}) + "\n")
            number += 1
    return number


def first_screen(command, wanted, env):
    """Milliseconds of the clock until `wanted` is on the screen, and of CPU time by then."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    while not re.search(wanted, seen):
        seen += os.read(terminal, 65536)
    elapsed = time.perf_counter() - start
    os.kill(pid, signal.SIGKILL)
    _, _, usage = os.wait4(pid, 0)
    os.close(terminal)
    return 1000 * elapsed, 1000 * (usage.ru_utime + usage.ru_stime)


def run(bench):
    path = os.path.join(bench.folder, "long.jsonl")
    actions = write_log(path, 100)
    env = {**bench.env, "TERM": "xterm-256color", "LESS": ""}
    rows = []
    for name, command, wanted in (("action-report replay", [bench.tool("action-report"), "replay", path], rb"step 1 of"),
                                  ("`less`, the text of the file", ["less", path], rb'"entities"')):
        if not shutil.which(command[0]):
            rows.append([name, "not installed", ""])
            continue
        runs = [first_screen(command, wanted, env) for _ in range(9)]
        rows.append([name, f"{statistics.median(run[0] for run in runs):.1f} ms",
                     f"{statistics.median(run[1] for run in runs):.1f} ms"])
    bench.table(f"First screen of a replay of 100 MB ({actions} actions; goal 50 ms)", ["program", "clock", "CPU by then"], rows)
    whole = bench.cpu([bench.tool("action-report"), "replay", "--key-events", path], repeat=3)
    jq = bench.cpu(["jq", "-c", "select(.result.damage > 10)", path], repeat=1)
    bench.table("The key events of the same replay, all of it indexed", ["program", "CPU", "MB/s", "ratio to jq"],
                [["action-report replay --key-events", f"{whole:.3f} s", f"{100 / whole:.0f}", f"{jq / whole:.1f}"],
                 ["`jq`, only a filter of losses", f"{jq:.3f} s", f"{100 / jq:.0f}", "1"]])
    os.remove(path)
