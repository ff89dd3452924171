"""The whole report over a log of actions, against programs that only count them by action; and event logs in XES."""

import json
import os
import random
import shutil
import subprocess
import sys

SPELLS = ["Flèche vive", "Trait de givre", "Morsure", "Regard ardent", "Lame de braise"]


def record(number):
    action = random.choice(["move", "spell_cast", "spell_cast", "end_turn", "attack", "use_item"])
    params = {}
    result = {"success": random.random() < 0.9}
    if action == "move":
        params = {"from": random.randrange(560), "to": random.randrange(560), "path": [1, 2, 3], "cost": 3}
    if action == "spell_cast":
        target = random.randrange(40)
        params = {"spell": random.choice(SPELLS), "target": f"e{target}", "target_name": f"Actor {target}",
                  "cell": random.randrange(560), "cost": 3}
        result.update(damage=random.randrange(40), element="Air", killed=False)
    actor = random.randrange(40)
    return {"type": "action", "id": f"a{number}", "session": f"s{number // 500}", "actor": f"e{actor}",
            "actor_name": f"Actor {actor}", "action": action, "params": params,
            "context": {"turn": number % 500 // 20, "hp": 120, "ap": 6, "mp": 3, "distance": 5}, "result": result,
            "error": None, "duration": round(random.lognormvariate(-1, 1), 4), "t": number / 10, "confidence": 0.97}


JQ_FOLLOWS = """
reduce inputs as $r ({}; .counts[$r.action] += 1
  | if .last[$r.session] then .follows[.last[$r.session]][$r.action] += 1 else . end
  | .last[$r.session] = $r.action) | del(.last)
"""
MLR_FOLLOWS = ["step", "-a", "shift", "-f", "action", "-g", "session", "then", "count-distinct", "-f", "action_shift,action"]
DUCKDB_PACKAGE = "@duckdb/node-api@1.5.6-r.1"
DUCKDB = """
const { DuckDBInstance } = require(process.argv[1] + "/node_modules/@duckdb/node-api");
(async () => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select action, count(*) from read_json_auto('${process.argv[2]}', format='newline_delimited') group by action`);
  console.log(reader.currentRowCount);
})();
"""


def xes(path, traces):
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016">\n')
        for trace in range(traces):
            file.write(f'<trace>\n<string key="concept:name" value="case {trace}"/>\n')
            for step in range(random.randrange(3, 20)):
                file.write(f'<event>\n<string key="concept:name" value="step {random.randrange(15)}"/>\n'
                           f'<string key="org:resource" value="actor {random.randrange(40)}"/>\n'
                           f'<date key="time:timestamp" value="2024-03-{trace % 28 + 1:02}T{step:02}:00:00+00:00"/>\n'
                           '<string key="lifecycle:transition" value="complete"/>\n'
                           f'<string key="product" value="product {random.randrange(9)}"/>\n</event>\n')
            file.write("</trace>\n")
        file.write("</log>\n")


def duckdb(bench):
    """The folder with DuckDB, installed there once if npm can; None without it."""
    folder = os.path.join(os.path.dirname(bench.bin), "npm-duckdb")
    if not shutil.which("node"):
        return None
    if not os.path.isdir(os.path.join(folder, "node_modules", "@duckdb", "node-api")):
        os.makedirs(folder, exist_ok=True)
        try:
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1",
                            "--fetch-timeout=20000", DUCKDB_PACKAGE], cwd=folder, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=300, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
    return folder


PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(bench, command):
    """In MB. Started by a small process: a new program inherits the peak of the one that starts it."""
    done = subprocess.run([sys.executable, "-c", PEAK, *command], capture_output=True, env=bench.env, check=True)
    return int(done.stdout) / 1024


def run(bench):
    path = os.path.join(bench.folder, "actions.jsonl")
    random.seed(4)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(300_000):
            file.write(json.dumps(record(number), ensure_ascii=False, separators=(",", ":")) + "\n")
    megabytes = os.path.getsize(path) / 1e6
    tool = bench.tool("action-report")
    mlr = ["mlr", "--ijsonl", "--ojson"] if shutil.which("mlr") else None
    peer = duckdb(bench)
    follows = [tool, "--only", "frequencies,sequences", "--timeline", "0", path]
    questions = [
        ("all sections (goal 150 MB/s)", [tool, path], 3, []),
        ("counts and what follows what (goal 400 MB/s)", follows, 5,
         [("`jq` (goal 20 times)", ["jq", "-n", JQ_FOLLOWS, path], 1),
          ("`mlr` (goal 20 times)", mlr and [*mlr, *MLR_FOLLOWS, path], 1)]),
        ("only counts", [tool, "--only", "frequencies", "--timeline", "0", path], 5,
         [("`jq`", ["jq", "-n", "reduce inputs as $r ({}; .[$r.action] += 1)", path], 1),
          ("`mlr`", mlr and [*mlr, "count-distinct", "-f", "action", path], 1),
          ("DuckDB (npm), 1 thread (goal 1.0)", peer and ["node", "-e", DUCKDB, peer, path], 3)])]
    rows = []
    for question, command, repeat, peers in questions:
        own = bench.cpu(command, repeat=repeat)
        rows.append([question, "action-report", f"{own:.3f} s", f"{megabytes / own:.0f}", "1"])
        for name, there, times in peers:
            cpu = bench.cpu(there, repeat=times) if there else None
            rows.append(["", name, f"{cpu:.3f} s", f"{megabytes / cpu:.0f}", f"{cpu / own:.1f}"] if cpu else
                        ["", name, "not installed", "", ""])
    bench.table(f"A report over {megabytes:.0f} MB of JSON Lines (40 actors, 600 sessions); "
                f"peak memory of all sections {peak_memory(bench, [tool, path]):.0f} MB (goal 200 MB on 1 GB)",
                ["question", "program", "CPU", "MB/s", "times the CPU of action-report"], rows)
    os.remove(path)
    path = os.path.join(bench.folder, "log.xes")
    xes(path, 20_000)
    megabytes = os.path.getsize(path) / 1e6
    cpu = bench.cpu([tool, path], repeat=3)
    bench.table(f"All sections over {megabytes:.0f} MB of XES (20,000 traces; goal 60 MB/s)", ["program", "CPU", "MB/s"],
                [["action-report", f"{cpu:.3f} s", f"{megabytes / cpu:.0f}"]])
    os.remove(path)
