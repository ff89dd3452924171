"""Start-up: what a tool costs over an empty C++ program, for a tool that starts slowly is not used.

A tool that loads libblas costs 20 ms more where libopenblas0-pthread provides it; the title says whether it does here."""

import json
import os
import statistics
import subprocess

BUDGET_MS = {"kb-query": 3, "db-update": 3, "action-report": 3, "llm-ask": 6, "capture": 6, "grid-analyze": 6, "ocr": 12}


def has_openblas():
    """Whether a program that links libblas.so.3 would load OpenBLAS with its threads."""
    known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    files = [line.split(" => ")[1] for line in known.splitlines() if "libblas.so.3 " in line]
    return any("openblas-pthread" in os.path.realpath(file) for file in files)


def run(bench):
    with open(os.path.join(os.path.dirname(bench.bin), "tools.json"), encoding="utf-8") as file:
        tools = [entry["name"] for entry in json.load(file)]
    empty = os.path.join(bench.extra, "bench_empty")
    rounds = 40
    times = {name: [] for name in [empty, *tools]}
    for _ in range(rounds):  # interleaved, so that a busy moment hits all alike
        for name in times:
            command = [empty] if name == empty else [bench.tool(name), "--version"]
            times[name].append(bench.cpu(command, repeat=1))
    base = statistics.median(times[empty])
    rows = []
    for name in tools:
        over = (statistics.median(times[name]) - base) * 1000
        rows.append([f"`{name}`", f"{over:.1f} ms", f"{BUDGET_MS[name]} ms",
                     f"{statistics.median(times[name]) / base:.1f}"])
    blas = "with" if has_openblas() else "without"
    bench.table(f"Start-up over an empty program, {blas} libopenblas0-pthread installed", ["tool", "CPU over empty", "budget", "ratio to empty"], rows)
