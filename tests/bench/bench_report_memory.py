"""Peak memory of the whole report over a log of 1 GB, and over a million actors. Writes 1.2 GB below TMPDIR and takes
minutes, most of them to write the logs: only with TURNKIT_LONG_BENCH=1 in the environment."""

import json
import os
import random
import sys

sys.path.insert(0, os.path.dirname(__file__))
from bench_report import peak_memory, record  # noqa: E402

DISTINCT = 100_000
ACTORS = 1_000_000


def long_log(path, size):
    """Different records, then the same again at later times and in other sessions, until there are `size` bytes."""
    random.seed(4)
    first = [json.dumps(record(number), ensure_ascii=False, separators=(",", ":")) for number in range(DISTINCT)]
    parts = []
    for line in first:
        before, rest = line.split('"session":"s', 1)
        session, rest = rest.split('"', 1)
        middle, rest = rest.split('"t":', 1)
        parts.append((before, int(session), middle, rest[rest.index(","):]))
    number = 0
    with open(path, "w", encoding="utf-8") as file:
        while file.tell() < size:
            sessions = number // DISTINCT * (DISTINCT // 500)
            lines = []
            for before, session, middle, rest in parts:
                lines.append(f'{before}"session":"s{session + sessions}"{middle}"t":{number / 10}{rest}\n')
                number += 1
            file.write("".join(lines))
    return number


def many_actors(path):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(ACTORS):
            file.write(f'{{"type":"action","session":"s{i // 1000}","actor":"player-{i:07}","action":'
                       f'"{("move", "attack", "craft")[i % 3]}","result":{{"success":true}},"duration":0.5,"t":{i}}}\n')


def run(bench):
    title = "Memory of the whole report (goal 200 MB on 1 GB)"
    head = ["log", "records", "CPU", "MB/s", "peak memory, MB"]
    if not os.environ.get("TURNKIT_LONG_BENCH"):
        bench.table(title, head, [["1 GB of JSON Lines", "not run: set TURNKIT_LONG_BENCH=1", "", "", ""]])
        return
    tool = bench.tool("action-report")
    rows = []
    for name, write in (("1 GB of JSON Lines, 40 actors", lambda path: long_log(path, 1_000_000_000)),
                        ("a million actors, one action each", lambda path: many_actors(path) or ACTORS)):
        path = os.path.join(bench.folder, "long.jsonl")
        count = write(path)
        megabytes = os.path.getsize(path) / 1e6
        cpu = bench.cpu([tool, path], repeat=1)
        rows.append([f"{name} ({megabytes:.0f} MB)", f"{count:,}", f"{cpu:.2f} s", f"{megabytes / cpu:.0f}",
                     f"{peak_memory(bench, [tool, path]):.0f}"])
        os.remove(path)
    bench.table(title, head, rows)
