"""The whole report over a log of actions, against `jq` that only counts them by action."""

import json
import os
import random

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


def run(bench):
    path = os.path.join(bench.folder, "actions.jsonl")
    random.seed(4)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(300_000):
            file.write(json.dumps(record(number), ensure_ascii=False, separators=(",", ":")) + "\n")
    megabytes = os.path.getsize(path) / 1e6
    ours = bench.cpu([bench.tool("action-report"), path])
    jq = bench.cpu(["jq", "-n", "reduce inputs as $r ({}; .[$r.action] += 1)", path], repeat=1)
    bench.table(f"A report of all sections over {megabytes:.0f} MB of actions (40 actors, 600 sessions; goal 150 MB/s)",
                ["program", "CPU", "MB/s", "ratio to jq"],
                [["action-report", f"{ours:.3f} s", f"{megabytes / ours:.0f}", f"{jq / ours:.1f}"],
                 ["`jq`, only counts by action", f"{jq:.3f} s", f"{megabytes / jq:.0f}", "1"]])
    os.remove(path)
