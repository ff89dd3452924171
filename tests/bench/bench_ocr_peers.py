"""Reading beside Tesseract: known strings of real pictures, texts over art, false lines, and what a line costs."""

import glob
import json
import os
import shutil
import subprocess
import tempfile


def cpu_of(work):
    """CPU seconds of the processes that `work` runs, and what it returns."""
    start = os.times()
    result = work()
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system, result


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


def tripled_tesseract(bench, path, languages, folder):
    """The same of the picture three times as large, gray and inverted, looking for scattered text."""
    large = os.path.join(folder, "large.png")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", path, "-vf",
                    "scale=iw*3:ih*3:flags=bicubic,format=gray,negate", "-frames:v", "1", large], check=True)
    done = subprocess.run(["tesseract", large, "-", "-l", languages, "--psm", "11"], capture_output=True, text=True,
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
    triple = peer and shutil.which("ffmpeg")
    total = ours = theirs = tripled = 0
    for language in ("fra", "eng"):
        paths = [path for code, path in wanted if code == language]
        for path, ocr in zip(paths, read_pictures(bench, paths, "--language", language)):
            read = "\n".join(squeezed(line["text"]) for line in ocr["lines"])
            plain = squeezed(plain_tesseract(bench, path, language)) if peer else ""
            with tempfile.TemporaryDirectory() as folder:
                large = squeezed(tripled_tesseract(bench, path, language, folder)) if triple else ""
            for text in wanted[(language, path)]:
                total += 1
                ours += squeezed(text) in read
                theirs += squeezed(text) in plain
                tripled += squeezed(text) in large
    bench.table("Known strings of real screenshots, no profile (goal 95 %)",
                ["strings", "ocr", "tesseract, whole picture", "tesseract, tripled, gray and inverted"],
                [[total, f"{ours / total * 100:.1f} %", f"{theirs / total * 100:.1f} %" if peer else "not installed",
                  f"{tripled / total * 100:.1f} %" if triple else "not installed"]])


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
            cpu, found = cpu_of(lambda: read_pictures(bench, paths, "--language", "fra"))
            peer = [squeezed(plain_tesseract(bench, path, "fra")) if shutil.which("tesseract") else None
                    for path in paths]
            total = ours = theirs = 0
            for truth, ocr, plain in zip(truths, found, peer):
                read = {squeezed(line["text"]) for line in ocr["lines"]}
                for line in truth["lines"]:
                    total += 1
                    ours += squeezed(line["text"]) in read
                    theirs += plain is not None and squeezed(line["text"]) in plain
            rows.append([level, total, f"{ours / total * 100:.1f} %",
                         f"{theirs / total * 100:.1f} %" if peer[0] is not None else "not installed",
                         f"{cpu / len(paths) * 1000:.0f} ms"])
    bench.table("Texts over art, no profile", ["level", "texts", "ocr exact", "tesseract, whole picture", "CPU a picture"],
                rows)


def draw_fight(bench, render, script, folder, level, seed=1):
    """The pictures of a fight in 1080p, as files of their own format and as PPM."""
    os.mkdir(folder)
    subprocess.run([render, "script", script, "--out", folder, "--width", "1920", "--height", "1080", "--level", level,
                    "--seed", str(seed), "--hidden", "0"], check=True, capture_output=True)
    pictures = sorted(path for path in glob.glob(os.path.join(folder, "*")) if path.endswith((".png", ".jpg", ".jpeg")))
    capture = subprocess.run([bench.tool("capture"), "--image-format", "ppm", "--out", os.path.join(folder, "ppm"),
                              *pictures], capture_output=True, text=True, env=bench.env, check=True)
    return pictures, [json.loads(line)["image"]["path"] for line in capture.stdout.splitlines()]


def costs(bench, render, script):
    """CPU a frame of short fields, and a character and a line."""
    with tempfile.TemporaryDirectory() as folder:
        pngs, frames = draw_fight(bench, render, script, os.path.join(folder, "easy"), "easy")
        # One picture of each of several fights, drawn with other noise: nothing can be taken from the cache.
        others = [draw_fight(bench, render, script, os.path.join(folder, f"real-{seed}"), "real", seed)[1][seed]
                  for seed in range(1, 5)]
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
        fresh = (seconds(others, fields) - seconds(others[:1], fields)) / (len(others) - 1)
        changed = (seconds(frames, fields) - one) / (len(frames) - 1)
        still = (seconds(frames[:1] * 101, fields) - one) / 100
        bench.table("Nine short fields of a 1080p PPM frame (goals: 60 ms read anew, 3 ms unchanged)",
                    ["first frame, with start", "all read anew", "frames of a fight", "unchanged"],
                    [[f"{one * 1000:.0f} ms", f"{fresh * 1000:.1f} ms", f"{changed * 1000:.1f} ms",
                      f"{still * 1000:.2f} ms"]])

        crops_beside_tesseract(bench, folder, pngs)


def crops_of(bench, folder, pairs):
    """The lines (picture, line) as small pictures of their own, with a margin; without those at a picture's edge."""
    files = []
    for number, (path, line) in enumerate(pairs):
        x, y, w, h = line["box"]
        made = subprocess.run([bench.tool("capture"), "--crop", f"{max(0, x - 8)},{max(0, y - 8)},{w + 16},{h + 16}",
                               "--image-format", "png", "--out", os.path.join(folder, f"crop-{number}"), path],
                              capture_output=True, text=True, env=bench.env)
        if made.returncode == 0:
            files.append(json.loads(made.stdout.splitlines()[0])["image"]["path"])
    return files


def beside_tesseract(bench, folder, language, pairs):
    """Row of figures for the same crops, read by one process of ours and by a tesseract process each."""
    os.makedirs(folder)
    files = crops_of(bench, folder, pairs)

    def cost(paths):
        return min(cpu_of(lambda: read_pictures(bench, paths, "--language", language))[0] for _ in range(3))

    ours, first = cost(files), cost(files[:1])
    characters = [sum(len(squeezed(line["text"])) for line in ocr["lines"])
                  for ocr in read_pictures(bench, files, "--language", language)]
    row = [len(files), sum(characters), f"{len(files) / ours:.0f}", f"{ours / sum(characters) * 1000:.2f} ms",
           f"{(ours - first) / max(1, sum(characters[1:])) * 1000:.2f} ms"]
    if not shutil.which("tesseract"):
        return row + ["not installed", "not measured"]
    some = files[::max(1, len(files) // 12)]
    theirs, _ = cpu_of(lambda: [
        subprocess.run(["tesseract", file, "-", "-l", language, "--psm", "7"], capture_output=True, check=True,
                       env=dict(bench.env, OMP_THREAD_LIMIT="1")) for file in some])
    return row + [f"{len(some) / theirs:.1f}", f"{len(files) / ours * theirs / len(some):.1f}"]


def crops_beside_tesseract(bench, folder, pngs):
    """Lines of a drawn chat and of real pictures, found by us, and what each costs."""
    region = "0,0.81,0.44,0.19"
    chat = [(png, line) for png, ocr in zip(pngs, read_pictures(bench, pngs, "--language", "fra", "--region", region))
            for line in ocr["lines"] if not line.get("cached")]
    rows = [["chat of a fight", *beside_tesseract(bench, os.path.join(folder, "chat"), "fra", chat)]]
    data = os.environ.get("TURNKIT_TEST_DATA")
    if data:
        for language, names in (("fra", ("market/market_fr.png", "dofus-fight/houblon_13.png")),
                                ("eng", ("market/market_en.png", "iso-board/board.png"))):
            paths = [os.path.join(data, "images", name) for name in names]
            lines = [(path, line) for path, ocr in zip(paths, read_pictures(bench, paths, "--language", language))
                     for line in ocr["lines"]]
            rows.append([f"real pictures, {language}",
                         *beside_tesseract(bench, os.path.join(folder, language), language, lines)])
    bench.table("The same crops of lines, as PNG, in one process and in a tesseract process each (goals: 0.6 ms warm, "
                "8 times)", ["lines of", "lines", "characters", "ocr, lines a second of CPU", "CPU a character, with start",
                             "CPU a character, warm", "tesseract, lines a second", "ratio"], rows)


def run(bench):
    render = os.path.join(os.path.dirname(bench.extra), "render", "render")
    costs(bench, render, os.path.join(bench.source, "tests", "render", "scripts", "fight.json"))
    real_pictures(bench)
    texts_over_art(bench, render)
    bare_pictures(bench, render)
