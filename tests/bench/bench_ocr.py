"""Reading: accuracy on rendered fights whose text is known, and what a replay costs."""

import glob
import json
import os
import subprocess
import tempfile

SIZES = ((1280, 720), (1920, 1080), (1366, 768), (1024, 768))


def distance(a, b):
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


class Score:
    """Counts of what was read right."""

    def __init__(self):
        self.fields = self.fields_right = self.characters = self.wrong = self.names = self.names_right = 0

    def texts(self, expected, actual):
        self.characters += len(expected)
        self.wrong += min(len(expected), distance(expected, actual))

    def add(self, truth, ocr):
        for name, field in truth["ocr"]["fields"].items():
            read = ocr["fields"].get(name, {})
            self.fields += 1
            self.fields_right += read.get("value") == field["value"] and read.get("max") == field.get("max")
            self.texts(field["text"], read.get("text", ""))
        chat = [line["text"] for line in ocr["lines"] if line["region"] == "chat"]
        expected = [line["text"] for line in truth["ocr"]["lines"]]
        for i, text in enumerate(expected):
            self.texts(text, chat[i] if len(chat) == len(expected) else "")
        plates = [line["text"] for line in ocr["lines"] if line["region"] == "plates"]
        for entity in truth["entities"]:
            self.names += 1
            self.names_right += entity["name"] in plates


def read_fight(bench, folder, step):
    """The truths and the enriched records of every `step`th picture of a drawn fight."""
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
        truths = [json.loads(line) for line in file][::step]
    frames = [{"type": "frame", "profile": "dofus", "image": {"path": os.path.join(folder, truth["file"])}}
              for truth in truths]
    done = subprocess.run([bench.tool("ocr")], input="".join(json.dumps(frame) + "\n" for frame in frames),
                          capture_output=True, text=True, env=bench.env, check=True)
    return truths, [json.loads(line) for line in done.stdout.splitlines()]


def run(bench):
    render = os.path.join(os.path.dirname(bench.extra), "render", "render")
    script = os.path.join(bench.source, "tests", "render", "scripts", "fight.json")
    rows = []
    for level in ("easy", "real", "hard"):
        score = Score()
        for seed in range(1, 9):
            width, height = SIZES[seed % len(SIZES)]
            with tempfile.TemporaryDirectory() as folder:
                # Without windows: what they cover cannot be read by anyone.
                subprocess.run([render, "script", script, "--out", folder, "--level", level, "--seed", str(seed),
                                "--width", str(width), "--height", str(height), "--hidden", "0"],
                               check=True, capture_output=True)
                for truth, record in zip(*read_fight(bench, folder, 6)):
                    score.add(truth, record["ocr"])
        rows.append([level, f"{score.wrong / score.characters * 100:.2f} % of {score.characters}",
                     f"{score.fields_right / score.fields * 100:.1f} % of {score.fields}",
                     f"{score.names_right / score.names * 100:.1f} % of {score.names}"])
    bench.table("Reading rendered fights (8 seeds, 4 window sizes)",
                ["level", "character error (fields and chat)", "typed fields exact", "names on plates exact"], rows)

    replay = sorted(glob.glob(os.path.join(bench.source, "examples", "replay", "*.png")))
    with tempfile.TemporaryDirectory() as folder:
        records = os.path.join(folder, "frames.jsonl")
        stats = os.path.join(folder, "stats.json")
        with open(records, "w", encoding="utf-8") as file:
            for path in replay:
                file.write(json.dumps({"type": "frame", "profile": "dofus", "image": {"path": path}}) + "\n")
        seconds = bench.cpu([bench.tool("ocr"), "--stats", stats, records], repeat=3)
        with open(stats, encoding="utf-8") as file:
            metric = json.load(file)
    bench.table("Reading the sample replay", ["frames", "CPU", "peak memory", "lines recognised", "taken from the cache"],
                [[len(replay), f"{seconds:.2f} s", f"{metric['max_rss_kb'] / 1024:.0f} MB", metric["lines_read"],
                  metric["cache_hits"]]])
