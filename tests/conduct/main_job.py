"""The main job on the sample replay: every action of the script is recovered from the pictures, none is invented, every
field of the interface is exact, and the report tells it.

main_job.py --source DIR --build DIR [--figures]     --figures prints one JSON object: seconds, CPU and memory by tool
"""

import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
from check_schema import misfits  # noqa: E402
from sandbox import Sandbox  # noqa: E402

PIPE = [("capture", "replay"), ("ocr", ""), ("grid-analyze", "--events"), ("kb-query", "advise"),
        ("llm-ask", "narrate --provider builtin")]
REPORT = "action-report --format table"


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def told(action):
    """What an action record says happened, without ids, confidence and the choice between equally short paths."""
    params = action.get("params", {})
    result = action.get("result", {})
    keep = {key: params[key] for key in ("from", "to", "cost", "spell", "target_name", "cell") if key in params}
    if "path" in params:
        keep["steps"], keep["end"] = len(params["path"]), params["path"][-1]
    keep.update({key: result[key] for key in ("damage", "heal", "killed", "element") if key in result})
    if "hits" in result:
        keep["hits"] = sorted((hit["target_name"], hit.get("damage", 0), hit.get("killed", False)) for hit in result["hits"])
    return action.get("actor_name"), action["action"], action.get("context", {}).get("turn"), keep


def run(box):
    started = time.monotonic()
    stages = " | ".join(f"{tool} {words} --stats {box.root}/{tool}.stats" for tool, words in PIPE)
    done = box.run(f"{stages} | tee {box.root}/records.jsonl | {REPORT} --stats {box.root}/action-report.stats", check=True)
    seconds = time.monotonic() - started
    stats = {tool: read_lines(f"{box.root}/{tool}.stats")[0] for tool in [name for name, _ in PIPE] + ["action-report"]}
    return done.stdout.decode(), read_lines(f"{box.root}/records.jsonl"), seconds, stats


def differences(folder, records, may_be_nameless=False):
    """What `records` tell otherwise than the truth that the renderer wrote into `folder`."""
    found = []
    expected = [told(action) for action in read_lines(os.path.join(folder, "truth_actions.jsonl"))]
    actual = [told(record) for record in records if record["type"] == "action" and record["action"] != "appear"]
    for number, (want, got) in enumerate(zip(expected, actual), 1):
        if want != got:
            found.append(f"action {number}:\n  expected {want}\n  read     {got}")
    if len(expected) != len(actual):
        found.append(f"{len(expected)} actions in the script, {len(actual)} read; the rest: "
                     f"{expected[len(actual):] or actual[len(expected):]}")
    frames = [record for record in records if record["type"] == "frame"]
    truth = read_lines(os.path.join(folder, "truth.jsonl"))
    if len(frames) != len(truth):
        found.append(f"{len(truth)} pictures, {len(frames)} frame records")
    for want, got in zip(truth, frames):
        for name, field in want["ocr"]["fields"].items():
            read = got.get("ocr", {}).get("fields", {}).get(name, {})
            for key in ("value", "max"):
                if field.get(key) != read.get(key):
                    found.append(f"{want['file']}: field {name}.{key} is {field.get(key)!r}, read {read.get(key)!r}")
        cells = {entity["name"]: entity["cell"] for entity in want["entities"]}
        seen = {entity.get("name"): entity.get("cell") for entity in got.get("entities", [])}
        if may_be_nameless:
            nameless = {entity["cell"] for entity in got.get("entities", []) if not entity.get("name")}
            seen = {name: cell for name, cell in seen.items() if name}
            seen.update({name: cell for name, cell in cells.items() if cell in nameless})
        if cells != seen:
            found.append(f"{want['file']}: entities stand on {cells}, read {seen}")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--figures", action="store_true")
    arguments = parser.parse_args()
    with Sandbox(arguments.source, arguments.build, with_examples=True) as box:
        box.fill_database()
        report, records, seconds, stats = run(box)
        if arguments.figures:
            print(json.dumps({"seconds": seconds, "tools": stats}))
            return 0
        found = differences(os.path.join(arguments.source, "tests", "render", "sample"), records)
        with open(os.path.join(box.root, "records.jsonl"), "rb") as file:
            found += misfits(os.path.join(arguments.source, "common", "schema"), file, closed=True)
        for word in ("Élowen", "Œil-de-braise", "Flèche vive", "Trait de givre"):
            if word not in report:
                found.append(f"the report does not mention {word}")
    for difference in found:
        print(difference)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
