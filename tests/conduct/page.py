"""The page of `action-report --html`: whole, self-contained, safe, readable, and with the numbers of table and JSON.

page.py --source DIR --build DIR [--browser]     --browser: loads it in headless Chromium; status 77 without one
"""

import argparse
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from sandbox import Sandbox, expect  # noqa: E402

ALLOWED = {"html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "label", "select", "option", "p",
           "nav", "ul", "li", "main", "section", "dl", "div", "dt", "dd", "figure", "figcaption", "table", "caption",
           "thead", "tbody", "tr", "th", "td", "script", "svg", "text", "rect", "path", "polyline", "circle"}
VOID = {"meta", "path", "rect", "circle", "polyline"}
HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)'


class Page(html.parser.HTMLParser):
    """What a page holds; complains about elements that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.attributes = [], [], [], [], []
        self.numbers, self.scripts, self.styles, self.rows = [], [], [], []
        self.section = ""
        self.feed(text)
        self.close()
        expect(not self.open, f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        self.attributes.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "script":
            self.scripts.append([attributes, ""])
        if tag == "section":
            self.section = attributes["id"]
        if tag == "caption":
            self.caption = ""
        if tag == "tr":
            self.rows.append((self.section, self.caption, []))
        if tag == "td":
            self.rows[-1][2].append("")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        expect(self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}")
        self.open.pop()

    def handle_data(self, data):
        if not self.open:
            return
        tag, attributes = self.open[-1]
        if tag == "script":
            self.scripts[-1][1] += data
        elif tag == "style":
            self.styles.append(data)
        elif tag == "caption":
            self.caption += data
        elif tag == "td":
            self.rows[-1][2][-1] += data
            if attributes.get("class") == "n":
                self.numbers.append(data)


    def table(self, section, caption):
        """The rows of a table, without its head."""
        return [cells for where, name, cells in self.rows if (where, name) == (section, caption) and cells]


def stands_alone(text):
    page = Page(text)
    expect(set(page.tags) <= ALLOWED, f"elements that are not the page's own: {set(page.tags) - ALLOWED}")
    expect(len(page.ids) == len(set(page.ids)), f"an id twice: {page.ids}")
    for link in page.links:
        expect(link.startswith("#") and link[1:] in page.ids, f"a link that leads out of the page: {link}")
    for tag, attributes in page.attributes:
        expect(not any(name.startswith("on") or name in ("src", "srcset", "xlink:href") for name in attributes),
               f"<{tag}> fetches or runs something: {attributes}")
    expect(len(page.scripts) == 2 and page.scripts[0][0]["type"] == "application/json", "one script, and the data")
    for style in page.styles:
        expect("url(" not in style and "@import" not in style, "the style sheet fetches something")
    expect("default-src 'none'" in text, "the page may fetch nothing")
    return page


def has_the_numbers_of_the_record(page, record, printed):
    inside = json.loads(page.scripts[0][1])
    expect(inside == json.loads(record), "the record in the page is the one that --format jsonl prints")
    expect(page.scripts[0][1].replace("\\u003c", "<") == record.strip(), "byte for byte")
    # Spelt as in the record, or as in the printed table where that has made one number of two.
    tokens = set(re.findall(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", record)) | set(re.findall(r"\d+(?:\.\d+)?", printed))
    expect(page.numbers, "there are numbers in the page")
    for cell in page.numbers:  # a number, or several as in "5/6" and "83.33 (43.65-96.99)"
        for number in [cell] if cell in tokens else re.findall(r"\d+(?:\.\d+)?", cell):
            expect(number in tokens, f"{number!r} is in the page, but neither in the record nor in the table")


def spelt(value):
    return str(int(value)) if float(value).is_integer() else repr(value)


def has_the_rows_of_the_record(page, record):
    record = json.loads(record)
    actors = [[row["name"], str(row["actions"]),
               f"{row['success']['successes']}/{row['success']['known']}" if row["success"]["known"] else "-"]
              for row in record["actors"]]
    expect([row[:3] for row in page.table("summary", "Actors")] == actors, f"actors: {page.table('summary', 'Actors')}")
    counts = [str(row["count"]) for row in record["actions"]]
    expect([row[1] for row in page.table("frequencies", "Actions")] == counts, "counts of actions")
    spreads = [[spelt(row["duration"][key]) for key in ("n", "mean", "median", "p95", "min", "max")]
               for row in record["actions"] if row["duration"]]
    expect([row[1:] for row in page.table("durations", "Seconds by action")][:-1] == spreads, "durations")
    expect(spreads, "there are durations")


def luminance(color):
    channels = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def can_be_read(text):
    """Contrast of WCAG 2.2: 4.5 for text, 7 in high contrast, 3 for marks."""
    for name in ("light", "dark", "contrast"):
        block = re.search(r":root\[data-theme=%s\]\{([^}]*)\}" % name, text).group(1)
        color = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", block))

        def ratio(a, b):
            high, low = sorted((luminance(color[a]), luminance(color[b])), reverse=True)
            return (high + 0.05) / (low + 0.05)

        least = 7 if name == "contrast" else 4.5
        for ink in ("ink", "soft", "mark"):
            for paper in ("paper", "stripe"):
                expect(ratio(ink, paper) >= least, f"{name}: --{ink} on --{paper} has contrast {ratio(ink, paper):.2f}")


def hostile_log():
    lines = [{"type": "action", "session": HOSTILE, "actor": HOSTILE, "actor_name": HOSTILE, "action": HOSTILE, "error": HOSTILE,
              "params": {"spell": HOSTILE}, "context": {"turn": turn}, "duration": turn / 7,
              "result": {"success": turn % 2 == 0, "damage": turn}} for turn in range(1, 9)]
    lines.append({"type": "answer", "answer": HOSTILE, "turn": 3, "model": HOSTILE})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def static_checks(box):
    with open(os.path.join(box.source, "tests", "cli", "action-report", "fight", "stdin"), "rb") as file:
        fight = file.read()
    for name, log in (("a fight", fight), ("a hostile log", hostile_log()), ("an empty log", b"")):
        for language in ("en", "fr"):
            done = box.run(["action-report", "--html", "-", "--lang", language], data=log)
            expect(done.returncode == (3 if not log else 0), f"{name}: status {done.returncode} {done.stderr.decode()}")
            text = done.stdout.decode()
            page = stands_alone(text)
            record = box.run(["action-report", "--format", "jsonl", "--lang", language], data=log).stdout.decode()
            printed = box.run(["action-report", "--format", "table", "--lang", language, "--color", "never"], data=log).stdout.decode()
            if name == "a fight" and language == "en":
                has_the_rows_of_the_record(page, record)
            if log:
                has_the_numbers_of_the_record(page, record, printed)
            can_be_read(text)
            again = box.run(["action-report", "--html", "-", "--lang", language], data=log)
            expect(again.stdout == done.stdout, "the same log, the same page")
    path = os.path.join(box.work, "page.html")
    done = box.run(["action-report", "--html", path, "--svg", os.path.join(box.work, "page.svg")], data=fight)
    expect(done.returncode == 0 and not done.stdout, "--html FILE prints nothing else")
    expect(sorted(os.listdir(box.work)) == ["page.html", "page.svg"], f"two files: {os.listdir(box.work)}")
    with open(os.path.join(box.work, "page.svg"), encoding="utf-8") as file:
        picture = file.read()
    import xml.etree.ElementTree
    tree = xml.etree.ElementTree.fromstring(picture)
    expect(tree.tag == "{http://www.w3.org/2000/svg}svg" and len(list(tree.iter())) > 20, "the pictures are well-formed SVG")


PROBE = """<script>
addEventListener("load", () => {
  const key = (key) => document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const root = document.documentElement, said = [];
  said.push("buttons " + document.querySelectorAll("th button").length);
  key("j"); said.push("j " + document.activeElement.id);
  key("j"); key("k"); said.push("k " + document.activeElement.id);
  for (const theme of ["light", "dark", "contrast"]) {
    key("t");
    said.push(root.dataset.theme + " " + getComputedStyle(document.body).backgroundColor);
  }
  const table = document.querySelector("#frequencies table"), column = () => [...table.tBodies[0].rows].map(row => row.cells[1].textContent).join(",");
  const head = table.tHead.rows[0].cells[1];
  head.firstChild.click(); said.push("down " + column()); head.firstChild.click(); said.push("up " + column());
  document.body.style.width = "400px";
  const wide = [...document.querySelectorAll("main *")].filter(e => !e.closest(".scroll") && !e.closest("svg") && e.getBoundingClientRect().right > 401);
  said.push("too wide " + wide.length);
  fetch("https://example.invalid/").then(() => said.push("fetched"), () => said.push("no fetch")).finally(() => {
    document.body.setAttribute("data-said", said.join(";"));
  });
});
</script></body>"""


def browser_checks(box):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        print("skipped: chromium is not installed")
        return 77
    with open(os.path.join(box.source, "tests", "cli", "action-report", "fight", "stdin"), "rb") as file:
        text = box.run(["action-report", "--html", "-"], data=file.read()).stdout.decode()
    path = os.path.join(box.work, "page.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("</body>", PROBE))
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + os.path.join(box.root, "profile"),
               "--virtual-time-budget=3000", "--window-size=1280,900"]
    done = subprocess.run([*command, "--dump-dom", "file://" + path], capture_output=True, timeout=90, check=False, env=box.env)
    said = re.search(r'data-said="([^"]*)"', done.stdout.decode(errors="replace"))
    expect(said, f"the page runs: {done.stderr.decode(errors='replace')[-1500:]}")
    said = dict(part.split(" ", 1) for part in said.group(1).split(";"))
    expect(int(said["buttons"]) > 10, f"columns can be sorted: {said}")
    sections = re.findall(r'<section id="(\w+)"', text)
    expect(said["j"] == f"h-{sections[0]}" and said["k"] == f"h-{sections[0]}", f"j and k go from section to section: {said}")
    expect(len({said[theme] for theme in ("light", "dark", "contrast")}) == 3, f"three sets of colours: {said}")
    expect(said["contrast"] == "rgb(0, 0, 0)", f"high contrast is black: {said}")
    down = [int(n) for n in said["down"].split(",")]
    expect(down == sorted(down, reverse=True) and said["up"].split(",") == [str(n) for n in sorted(down)], f"sorted: {said}")
    expect(said["too"] == "wide 0", f"nothing sticks out at 400 columns of pixels: {said}")
    expect(said["no"] == "fetch", f"the page can fetch nothing: {said}")
    sizes = []
    for theme in ("light", "dark", "contrast"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("<html ", f'<html data-theme="{theme}" ', 1))
        picture = os.path.join(box.work, theme + ".png")
        subprocess.run([*command, "--screenshot=" + picture, "file://" + path], capture_output=True, timeout=90, check=False, env=box.env)
        sizes.append(os.path.getsize(picture) if os.path.exists(picture) else 0)
    expect(min(sizes) > 20_000, f"pictures of the page: {sizes} bytes")
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--browser", action="store_true")
    arguments = parser.parse_args()
    with Sandbox(arguments.source, arguments.build) as box:
        try:
            if arguments.browser:
                return browser_checks(box)
            static_checks(box)
        except AssertionError as failure:
            print(f"failed: {failure}")
            return 1
    return 0


sys.exit(main())
