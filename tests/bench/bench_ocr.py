"""Reading: accuracy on rendered fights and on real pictures, false lines, and what it costs; Tesseract is the peer."""

import glob
import json
import os
import shutil
import subprocess
import tempfile
import time

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


def squeezed(text):
    """Without blanks and the marks between thousands."""
    return "".join(text.split())


def read_pictures(bench, paths, *options):
    """The `ocr` of each picture."""
    frames = "".join(json.dumps({"type": "frame", "image": {"path": path}}) + "\n" for path in paths)
    done = subprocess.run([bench.tool("ocr"), *options], input=frames, capture_output=True, text=True, env=bench.env,
                          check=True)
    return [json.loads(line)["ocr"] for line in done.stdout.splitlines()]


def plain_tesseract(bench, path, languages):
    """What the program tesseract reads in a whole picture."""
    done = subprocess.run(["tesseract", path, "-", "-l", languages], capture_output=True, text=True,
                          env=dict(bench.env, OMP_THREAD_LIMIT="1"))
    return done.stdout


def real_pictures(bench):
    """Strings known to be in real screenshots: how many are found exactly, by us and by Tesseract as it is."""
    data = os.environ.get("TURNKIT_TEST_DATA")
    if not data:
        print("\nReal pictures: not measured, TURNKIT_TEST_DATA is not set.")
        return
    wanted = {}
    with open(os.path.join(data, "images", "TRUTH_TEXT.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and ".webp" not in line:
                path, language, text = line.rstrip("\n").split("\t")
                wanted.setdefault((language, os.path.join(data, path)), []).append(text)
    with open(os.path.join(data, "images", "TRUTH_LOOT.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                path, *numbers = line.rstrip("\n").split("\t")
                path = os.path.join(data, "images", "loot", os.path.basename(path))
                wanted[("eng", path)] = [number for number in numbers if number]
    peer = shutil.which("tesseract")
    total = ours = theirs = 0
    for language in ("fra", "eng"):
        paths = [path for code, path in wanted if code == language]
        for path, ocr in zip(paths, read_pictures(bench, paths, "--language", language)):
            read = "\n".join(squeezed(line["text"]) for line in ocr["lines"])
            plain = squeezed(plain_tesseract(bench, path, language)) if peer else ""
            for text in wanted[(language, path)]:
                total += 1
                ours += squeezed(text) in read
                theirs += squeezed(text) in plain
    bench.table("Known strings of real screenshots, no profile", ["strings", "ocr", "tesseract, whole picture"],
                [[total, f"{ours / total * 100:.1f} %",
                  f"{theirs / total * 100:.1f} %" if peer else "not installed"]])


def bare_pictures(bench, render):
    """Lines that are read in pictures without any text."""
    rows = []
    for level in ("easy", "real", "hard"):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([render, "texts", "--bare", "--count", "36", "--level", level, "--seed", "11", "--out",
                            folder], check=True, capture_output=True)
            paths = sorted(glob.glob(os.path.join(folder, "bare-*")))
            lines = sum(len(ocr["lines"]) for ocr in read_pictures(bench, paths, "--language", "fra"))
        rows.append([level, len(paths), lines])
    bench.table("Pictures without text", ["level", "pictures", "false lines"], rows)


def texts_over_art(bench, render):
    """Texts of many fonts, colours and sizes over art, found without a profile."""
    rows = []
    for level in ("easy", "real", "hard"):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([render, "texts", "--count", "12", "--level", level, "--seed", "21", "--out", folder],
                           check=True, capture_output=True)
            with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
                truths = [json.loads(line) for line in file]
            paths = [os.path.join(folder, truth["file"]) for truth in truths]
            start = os.times()
            found = read_pictures(bench, paths, "--language", "fra")
            end = os.times()
            peer = [squeezed(plain_tesseract(bench, path, "fra")) if shutil.which("tesseract") else None
                    for path in paths]
            total = ours = theirs = 0
            for truth, ocr, plain in zip(truths, found, peer):
                read = {squeezed(line["text"]) for line in ocr["lines"]}
                for line in truth["lines"]:
                    total += 1
                    ours += squeezed(line["text"]) in read
                    theirs += plain is not None and squeezed(line["text"]) in plain
            cpu = end.children_user + end.children_system - start.children_user - start.children_system
            rows.append([level, total, f"{ours / total * 100:.1f} %",
                         f"{theirs / total * 100:.1f} %" if peer[0] is not None else "not installed",
                         f"{cpu / len(paths) * 1000:.0f} ms"])
    bench.table("Texts over art, no profile", ["level", "texts", "ocr exact", "tesseract, whole picture", "CPU a picture"],
                rows)


def costs(bench, render, script):
    """CPU a character and a frame of short fields, and lines a second against a tesseract process a crop."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([render, "script", script, "--out", folder, "--width", "1920", "--height", "1080"], check=True,
                       capture_output=True)
        pngs = sorted(glob.glob(os.path.join(folder, "*.png")))
        capture = subprocess.run([bench.tool("capture"), "--image-format", "ppm", "--out", os.path.join(folder, "ppm"),
                                  *pngs], capture_output=True, text=True, env=bench.env, check=True)
        frames = [json.loads(line)["image"]["path"] for line in capture.stdout.splitlines()]
        with open(os.path.join(bench.source, "examples", "profiles", "dofus.json"), encoding="utf-8") as file:
            profile = json.load(file)
        profile["regions"] = []
        profile["fields"].append(dict(profile["fields"][-1], name="again"))
        fields = os.path.join(folder, "fields.json")
        with open(fields, "w", encoding="utf-8") as file:
            json.dump(profile, file)

        def seconds(paths, which):
            records = os.path.join(folder, "frames.jsonl")
            with open(records, "w", encoding="utf-8") as file:
                for path in paths:
                    file.write(json.dumps({"type": "frame", "image": {"path": path}}) + "\n")
            return bench.cpu([bench.tool("ocr"), "--profile", which, records], repeat=3)

        one = seconds(frames[:1], fields)
        changed = (seconds(frames, fields) - one) / (len(frames) - 1)
        still = (seconds(frames[:1] * 101, fields) - one) / 100
        bench.table("Nine short fields of a 1080p PPM frame", ["first frame, with start", "frames of a fight", "unchanged"],
                    [[f"{one * 1000:.0f} ms", f"{changed * 1000:.1f} ms", f"{still * 1000:.2f} ms"]])

        # The lines of the chat of one frame, read by one process and by a tesseract process a crop.
        if not shutil.which("tesseract"):
            print("\nLines a second against tesseract: not measured, tesseract is not installed.")
            return
        region = "0,0.81,0.44,0.19"
        ocr = read_pictures(bench, pngs, "--language", "fra", "--region", region)
        count = sum(len(record["lines"]) for record in ocr)
        start = time.monotonic(), os.times()
        read_pictures(bench, pngs, "--language", "fra", "--region", region)
        ours = time.monotonic() - start[0]
        end = os.times()
        cpu = end.children_user + end.children_system - start[1].children_user - start[1].children_system
        distinct = {line["text"] for record in ocr for line in record["lines"] if not line.get("cached")}
        crops = []
        for record, png in zip(ocr, pngs):
            for line in record["lines"][:2]:
                x, y, w, h = line["box"]
                crops.append((png, f"{max(0, x - 8)},{max(0, y - 8)},{w + 16},{h + 16}"))
        crops = crops[:: max(1, len(crops) // 10)][:10]
        folder_of_crops = os.path.join(folder, "crops")
        files = []
        for i, (png, box) in enumerate(crops):
            target = os.path.join(folder_of_crops, str(i))
            made = subprocess.run([bench.tool("capture"), "--crop", box, "--image-format", "png", "--out", target, png],
                                  capture_output=True, text=True, env=bench.env)
            if made.returncode == 0:
                files.append(json.loads(made.stdout.splitlines()[0])["image"]["path"])
        if not files:
            print("\nLines a second against tesseract: not measured, no crop was made.")
            return
        start = time.monotonic()
        for path in files:
            subprocess.run(["tesseract", path, "-", "-l", "fra", "--psm", "7"], capture_output=True,
                           env=dict(bench.env, OMP_THREAD_LIMIT="1"))
        theirs = (time.monotonic() - start) / len(files)
        characters = sum(len(squeezed(text)) for text in distinct)
        bench.table("Chat lines of a fight, found and read", ["lines", "different", "ocr lines/s", "CPU a different character",
                                                           "tesseract process a crop", "ratio"],
                    [[count, len(distinct), f"{count / ours:.0f}", f"{cpu / characters * 1000:.2f} ms",
                      f"{1 / theirs:.1f} lines/s", f"{count / ours * theirs:.1f}"]])


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
    costs(bench, render, script)
    real_pictures(bench)
    texts_over_art(bench, render)
    bare_pictures(bench, render)
