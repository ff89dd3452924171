"""Records that pass with one spliced key, against `jq -c .` on the same file."""

import json
import os
import random


def run(bench):
    path = os.path.join(bench.folder, "records.jsonl")
    random.seed(1)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(300_000):
            file.write(json.dumps({
                "type": "action", "id": f"a{number}", "session": "s1", "actor": "e1", "action": "spell_cast",
                "params": {"spell": "Flèche vive", "cell": random.randrange(560)},
                "context": {"turn": 3, "hp": random.randrange(200), "ap": 6, "mp": 3, "target": "e4", "distance": 5},
                "result": {"success": True, "damage": 45}, "error": None, "duration": 0.234, "t": 12.4,
                "confidence": 0.97}, ensure_ascii=False) + "\n")
    megabytes = os.path.getsize(path) / 1e6
    ours = bench.cpu([os.path.join(bench.extra, "bench_splice")], stdin=path)
    jq = bench.cpu(["jq", "-c", "."], repeat=1, stdin=path)
    bench.table(f"Record pass-through with a spliced key ({megabytes:.0f} MB of action records)",
                ["program", "CPU", "MB/s", "ratio to jq"],
                [["a filter of common/core", f"{ours:.3f} s", f"{megabytes / ours:.0f}", f"{jq / ours:.1f}"],
                 ["`jq -c .`", f"{jq:.3f} s", f"{megabytes / jq:.0f}", "1"]])
    os.remove(path)
