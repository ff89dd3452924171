"""The main job on the sample replay: time to the report, CPU and peak memory of each stage."""

import json
import os
import statistics
import subprocess
import sys


def run(bench):
    command = [sys.executable, os.path.join(bench.source, "tests", "conduct", "main_job.py"), "--source", bench.source,
               "--build", os.path.dirname(bench.bin), "--figures"]
    runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(5)]
    rows = []
    for tool in runs[0]["tools"]:
        rows.append([f"`{tool}`", f"{statistics.median(run['tools'][tool]['cpu_s'] for run in runs):.3f} s",
                     f"{statistics.median(run['tools'][tool]['max_rss_kb'] for run in runs) / 1024:.0f} MB"])
    memory = statistics.median(sum(tool["max_rss_kb"] for tool in run["tools"].values()) for run in runs) / 1024
    cpu = statistics.median(sum(tool["cpu_s"] for tool in run["tools"].values()) for run in runs)
    seconds = statistics.median(run["seconds"] for run in runs)
    rows.append(["all", f"{cpu:.3f} s", f"{memory:.0f} MB"])
    bench.table(f"The main job on examples/replay: report after {seconds:.2f} s (goal: under 3 s and 200 MB)",
                ["stage", "CPU", "peak memory"], rows)
