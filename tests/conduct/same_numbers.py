"""Every section of a report says the same to the last digit as table, as JSON and as page, and so do the statistics.

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


def fight_log():
    """Something for every column of the statistics."""
    lines = []
    for i in range(36):
        actor = i % 3
        line = {"type": "action", "session": f"s{i // 18}", "actor": f"e{actor}", "actor_name": f"Actor {actor}",
                "t": i * (1 + i // 18), "context": {"turn": i // 9 + 1}, "duration": i % 4 / 8 + 0.125}
        if i % 4 == 0:
            line |= {"action": "move", "params": {"cost": 2}, "result": {"success": True}}
        elif i % 4 == 1:
            line |= {"action": "cast", "params": {"spell": "Mend", "target": f"e{actor}", "cost": 3},
                     "result": {"success": True, "heal": 10 + i}}
        elif i % 4 == 2:
            line |= {"action": "spell_cast", "params": {"spell": "Bolt", "target": f"e{(i + 1) % 3}", "cost": 4},
                     "result": {"success": True, "damage": 20.5 + i, "killed": i % 12 == 2}}
        else:
            line |= {"action": "cast_spell", "params": {"spell": "Bolt", "cost": 4},
                     "result": {"success": False}, "error": ["LINE_OF_SIGHT", "ODD"][i % 8 // 4]}
        lines.append(line)
    lines += [{"type": "action", "session": "s1", "actor": f"e{i}", "actor_name": f"Actor {i}", "action": "die", "t": 80}
              for i in range(3)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


LABELS = {"en": {"move": "move", "spell_cast": "spell cast", "die": "death", "LINE_OF_SIGHT": "the target is out of sight"},
          "fr": {"move": "déplacement", "spell_cast": "sort lancé", "die": "mort",
                 "LINE_OF_SIGHT": "la cible n'est pas en ligne de vue"}}


def outcomes(rate):
    return f"{rate['successes']}/{rate['known']}" if rate and rate["known"] != "0" else "-"


def rate_text(rate):
    if not rate or rate["known"] == "0":
        return ""
    if rate["rate"] is None:
        return "n < 5"
    share, low, high = (f"{float(rate[key]) * 100:.2f}" for key in ("rate", "low", "high"))
    return f"{share} ({low}-{high})"


def spread(values):
    if values is None:
        return ""
    return values["mean"] if values["min"] == values["max"] else f"{values['mean']} ({values['min']}-{values['max']})"


def some(amount):
    return "" if amount == "0" else amount


def told(member, read=str):
    return (member,), lambda row: read(row[member])


NAME = ("actor", "name"), lambda row: row.get("name", row["actor"])
RATES = [told("success", outcomes), told("success", rate_text)]
FIGHT = ["damage_dealt", "damage_taken", "healing_done", "kills", "deaths", "ap", "mp"]


def statistics(label):
    """The tables of the page: the list of the record behind each, and for each column the members and how they read."""
    return {
        ("summary", 0): ("actors", [NAME, told("actions"), *RATES]),
        ("summary", 1): ("actors", [NAME, *(told(member, some) for member in FIGHT)]),
        ("summary", 2): ("sessions", [told("session"), told("actions"), told("turns"), (
            ("first_t", "last_t"), lambda row: str(int(row["last_t"]) - int(row["first_t"])))]),
        ("frequencies", 0): ("actions", [told("action", label), told("count"), *RATES]),
        ("frequencies", 1): ("spells", [told("spell"), NAME, told("casts"), *RATES, told("ap", some), told("damage", spread),
                                        told("healing", spread)]),
        ("frequencies", 2): ("failures", [told("code"), told("count"), told(
            "code", lambda code: "" if label(code) == code else label(code))]),
        ("durations", 0): ("actions", [told("action", label), *(
            told("duration", lambda spread, key=key: spread[key]) for key in ("n", "mean", "median", "p95", "min", "max"))]),
    }


# What only programs are told: where it comes from is told in other tables, or in other words.
ONLY_IN_RECORDS = {"actors": {"team", "duration", "by_action", "healing_received"}, "actions": {"in_vocabulary"},
                   "sessions": {"first_turn", "last_turn"}, "spells": set(), "failures": set()}
ONLY_ON_PAGES = {("frequencies", 1, 4)}  # the rate beside its outcomes


def check_statistics(box, language):
    box.env["COLUMNS"] = "1000"
    record, table, page = (box.run(["action-report", "--lang", language, *form], data=fight_log()).stdout.decode() for form in (
        ["--format", "jsonl"], ["--format", "table", "--color", "never"], ["--html", "-"]))
    record = json.loads(record, parse_float=str, parse_int=str)
    page = Tables(page)
    printed = [line.split() for line in table.splitlines()]
    seen = {name: set(members) for name, members in ONLY_IN_RECORDS.items()}
    for (section, place), (name, columns) in statistics(lambda word: LABELS[language].get(word, word)).items():
        rows = record[name]
        if section == "durations":
            rows = [row for row in rows if row["duration"]]
        cells = [[read(row) for _, read in columns] for row in rows]
        for members, _ in columns:
            seen[name].update(members)
        shown = page.tables[section][place]
        if section == "durations":  # the last row is of all actions
            shown = shown[:-1]
        expect(shown == cells, f"{name}: the page has {shown}, the record {cells}")
        for column in range(len(columns)):
            expect(any(row[column] for row in cells), f"column {column} of {section}, table {place} is put to the test")
        for row in cells:
            row = [cell for column, cell in enumerate(row) if (section, place, column) not in ONLY_ON_PAGES]
            if name == "sessions":  # told in sentences
                told_in = [line for line in printed if all(any(word.rstrip(",:") == cell for word in line) for cell in row)]
            else:
                told_in = [line for line in printed if line == [word for cell in row for word in cell.split()]]
            expect(told_in, f"{name}: {row} is in no line of the table")
    for name, members in seen.items():
        for row in record[name]:
            expect(set(row) <= members, f"{name}: people are not told {set(row) - members}")


def tables_records_and_pages_tell_the_same_numbers(box):
    for language in ("en", "fr"):
        check(box, language)
        check_statistics(box, language)


sys.exit(run_in_sandbox(tables_records_and_pages_tell_the_same_numbers))
