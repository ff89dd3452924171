"""Every section of a report says the same to the last digit as table, as JSON and as page.

same_numbers.py --source DIR --build DIR
"""

import html.parser
import json
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from sandbox import expect, run_in_sandbox  # noqa: E402

# Not shown to people, who read the same in the id.
FOR_PROGRAMS = {("suggestions", "type"), ("suggestions", "implementation")}
LONGEST_CELL = 120  # of the terminal


class Tables(html.parser.HTMLParser):
    """Facts and rows of each section of a page."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.facts, self.inside = {}, {}, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "section":
            self.section = dict(attributes)["id"]
            self.tables[self.section], self.facts[self.section] = [], []
        elif tag == "table":
            self.tables[self.section].append([])
        elif tag == "tr":
            self.row = []
        elif tag == "td":
            self.row.append("")
        elif tag == "dd":
            self.facts[self.section].append("")
        self.inside = tag

    def handle_endtag(self, tag):
        if tag == "tr" and self.row:
            self.tables[self.section][-1].append(self.row)
        self.inside = None

    def handle_data(self, data):
        if self.inside == "td":
            self.row[-1] += data
        elif self.inside == "dd":
            self.facts[self.section][-1] += data


def text_of(value):
    return "" if value is None else value


def shown_rows(key, rows):
    """The cells of a table of the record that people are shown."""
    columns = [name for name in rows[0] if name != "records" and (key, name) not in FOR_PROGRAMS
               and any(row[name] is not None for row in rows)]
    return [[text_of(row[name]) for name in columns] for row in rows]


def log():
    """Something for every section: slow, vain and repeated work, measurements with a leap, a mark, models, decisions."""
    lines = []
    for i in range(1200):
        moment = f"2026-01-{10 + i // 60:02}T{i // 5 % 12 + 8:02}:{i % 5 * 11:02}:07Z"
        action = ["search", "repair", "craft", "trade"][(i + i // 7) % 4]
        lines.append({"type": "action", "session": f"s{i // 20}", "actor": f"p{i * 7 % 5}", "action": action, "time": moment,
                      "params": {"file": f"f{i % 3}"}, "duration": 30 + i % 9 if i % 20 == 3 else 1 + i % 7 / 3,
                      "result": {"success": not (action == "repair" and i % 3 > 0) and i % 13 != 0}})
        if i % 4 == 0:
            lines.append({"type": "metric", "actor": "pc", "metric": "fps", "time": moment,
                          "value": 180.5 if i == 600 else 60 + i % 7 + i / 300})
        if i % 40 == 0:
            lines.append({"type": "answer", "model": ["small", "large"][i // 40 % 2], "answer": "Go on.", "latency_ms": 100 + i,
                          "usage": {"prompt_tokens": 30, "completion_tokens": 9}})
        if i % 100 == 0:
            lines.append({"type": "interaction", "actors": ["p1", "p2"], "interaction": "review", "success": i % 200 == 0})
            lines.append({"type": "decision", "actor": "p1", "decision": "repair first", "confidence": 0.7, "time": moment})
    lines.insert(700, {"type": "action", "session": "s9", "actor": "p1", "action": "apply_optimization",
                       "params": {"target": "check_before_retry:repair"}, "time": "2026-01-19T20:30:00Z"})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def check(box, language):
    options = ["--lang", language, "--compare", "2026-01-20", "--alert", "rate(success)<0.99", "--task", "repair",
               "--sequence", "search,craft"]
    box.env["COLUMNS"] = "1000"
    made = {}
    for name, form in (("json", ["--format", "jsonl"]), ("table", ["--format", "table", "--color", "never"]),
                       ("page", ["--html", "-"])):
        done = box.run(["action-report", *options, *form], data=log())
        expect(done.returncode == 4, f"{name}: status {done.returncode}: {done.stderr.decode()}")
        made[name] = done.stdout.decode()
    record = json.loads(made["json"], parse_float=str, parse_int=str)
    page = Tables(made["page"])
    printed = [line.split() for line in made["table"].splitlines()]
    rows = facts = 0
    told = set()
    for section in record["sections"]:
        name = section["section"]
        if "absent" in section:
            continue
        told.add(name)
        expect(page.facts[name] == [value or "-" for value in section["facts"].values()], f"facts of {name}")
        facts += len(page.facts[name])
        for value in section["facts"].values():
            expect(any(text_of(value).split() == line[-len(value.split()):] for line in printed if value),
                   f"{name}: {value} is in no line of the table")
        tables = [shown_rows(key, table) for key, table in section["tables"].items() if table]
        expect(page.tables[name] == tables, f"{name}: the page has {page.tables[name]}, the record {tables}")
        for row in (row for table in tables for row in table):
            if max(len(cell) for cell in row) >= LONGEST_CELL:
                continue
            rows += 1
            cells = [word for cell in row for word in cell.split()]
            expect(cells in printed, f"{name}: {row} is in no line of the table")
    expect(rows > 100 and facts > 20, f"{rows} rows and {facts} facts were compared")
    for name in ("time", "sequences", "patterns", "anomalies", "collaboration", "performance", "models", "optimization",
                 "decisions", "comparison", "alerts"):
        expect(name in told, f"{name} says something: {told}")


def tables_records_and_pages_tell_the_same_numbers(box):
    for language in ("en", "fr"):
        check(box, language)


sys.exit(run_in_sandbox(tables_records_and_pages_tell_the_same_numbers))
