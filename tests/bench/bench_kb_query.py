"""kb-query: one key as a whole process, full-text search over 60,000 records, and states piped through optimal-spells."""

import json
import os
import random
import shutil
import statistics
import subprocess

ROWS = 60_000
STATES = 20_000


def make_spells(path):
    """Names and descriptions of invented words whose frequencies fall as those of a language do."""
    rng = random.Random(20261125)
    syllables = ["bra", "cen", "do", "fle", "gri", "ho", "jar", "lu", "mor", "nel", "pi", "ro", "sou", "tra", "ver", "zé"]
    words = ["".join(rng.choice(syllables) for _ in range(rng.randint(2, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    text = rng.choices(words, weights, k=ROWS * 16)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(ROWS):
            mine = text[number * 16:number * 16 + 16]
            file.write(json.dumps({"id": f"s{number}", "name": " ".join(mine[:3]), "class": "Archer", "level": number % 200,
                                   "ap_cost": 3, "description": " ".join(mine[3:])}, ensure_ascii=False) + "\n")
    return words


def make_states(path):
    """Positions of one archer and four monsters on a board of 14 x 40 half rows, no two alike."""
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(STATES):
            cells = rng.sample(range(560), 5)
            entities = [{"id": "a", "name": "Ann", "team": "ally", "cell": cells[0], "class": "Archère", "level": 40, "ap": 8,
                         "mp": 3, "hp": 300, "max_hp": 300}]
            for index, name in enumerate(["Loup cendré", "Louve cendrée", "Œil-de-braise", "Loup cendré"]):
                entities.append({"id": f"m{index}", "name": name, "team": "enemy", "cell": cells[index + 1],
                                 "hp": rng.randint(5, 60), "max_hp": 60})
            file.write(json.dumps({"type": "state", "id": str(number), "state": {
                "game": "dofus", "turn": 2, "active": "a", "entities": entities,
                "board": {"kind": "iso", "cols": 14, "rows": 40, "cells": "." * 560}}}, ensure_ascii=False) + "\n")


def make_database(bench):
    spells = os.path.join(bench.folder, "spells.jsonl")
    words = make_spells(spells)
    database = os.path.join(bench.folder, "kb.db")
    subprocess.run([bench.tool("db-update"), "--db", database, "-q", "spells", "--game", "dofus", spells], env=bench.env, check=True,
                   stdout=subprocess.DEVNULL)
    return database, words


def whole_processes(bench, database, words):
    query = [bench.tool("kb-query"), "--db", database]
    one = [*query, "spells", "--id", "s31415"]
    has_peer = shutil.which("sqlite3") is not None
    rows = []
    if has_peer:
        peer = ["sqlite3", database, "SELECT * FROM spells WHERE game = 'dofus' AND id = 's31415'"]
        # In turns, because both take so little that what else the machine does would decide.
        pairs = [(bench.cpu(one, repeat=7), bench.cpu(peer, repeat=7)) for _ in range(9)]
        mine, theirs = (statistics.median(times) for times in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        rows += [["`kb-query spells --id ID`", f"{mine * 1000:.1f} ms", f"{ratio:.2f}"],
                 ["`sqlite3 FILE \"SELECT ... WHERE id = ...\"`", f"{theirs * 1000:.1f} ms", "1"]]
    else:
        rows += [["`kb-query spells --id ID`", f"{bench.cpu(one, repeat=41) * 1000:.1f} ms", ""],
                 ["sqlite3", "not installed", ""]]
    bench.table(f"One of {ROWS:,} records by its key, whole process (goal: 1.5 times sqlite3)", ["program", "CPU", "ratio"], rows)

    frequent, middling, rare = words[0], words[200], words[9000]
    long = next(word for word in words[300:] if len(word) >= 9 and word.isascii())
    two_wrong = "x" + long[1:5] + "x" + long[6:]
    rows = []
    for what, ask in [("a frequent word", [frequent]), ("a middling word", [middling]), ("a rare word", [rare]),
                      ("two words", [frequent, words[1]]), ("a beginning", [middling[:4] + "*"]),
                      ("a beginning that most records hold", [frequent[:2] + "*"]),
                      ("a frequent word of one kind", [frequent, "--kind", "spells"]),
                      ("a frequent word in one game", [frequent, "--game", "dofus"]),
                      ("a word with a typo", [rare[:2] + rare[3:]]), ("a wrong first letter", ["x" + frequent[1:]]),
                      ("two wrong letters, one of them the first", [two_wrong])]:
        mine = bench.cpu([*query, "search", *ask], repeat=15)
        match = " AND ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word.replace("é", "e")}"' for word in ask
                             if not word.startswith("--") and word not in ("spells", "dofus"))
        peer = "not installed"
        if has_peer:
            seconds = bench.cpu(["sqlite3", database, "SELECT d.title FROM search_index JOIN search_documents AS d ON d.id = "
                                 f"search_index.rowid WHERE search_index MATCH '{match}' ORDER BY rank LIMIT 20"], repeat=15)
            peer = f"{seconds * 1000:.1f} ms"
        rows.append([what, f"{mine * 1000:.1f} ms", peer])
    bench.table(f"Full-text search over {ROWS:,} records, whole process (goal: 20 ms)",
                ["question", "`kb-query search`", "`sqlite3`, FTS5 by rank (no typos)"], rows)


def piped_states(bench):
    database = os.path.join(bench.folder, "sample.db")
    for table in ["spells", "monsters", "maps"]:
        subprocess.run([bench.tool("db-update"), "--db", database, "-q", table,
                        os.path.join(bench.source, "examples", "kb", table + ".json")], env=bench.env, check=True,
                       stdout=subprocess.DEVNULL)
    states = os.path.join(bench.folder, "states.jsonl")
    make_states(states)
    seconds = bench.cpu([bench.tool("kb-query"), "--db", database, "optimal-spells"], repeat=3, stdin=states)
    copied = bench.cpu(["jq", "-c", "."], repeat=1, stdin=states) if shutil.which("jq") else None
    rows = [["`kb-query optimal-spells`", f"{seconds:.2f} s", f"{STATES / seconds * 60:,.0f}"],
            ["`jq -c .` (only copies)", f"{copied:.2f} s" if copied else "not installed",
             f"{STATES / copied * 60:,.0f}" if copied else ""]]
    bench.table(f"{STATES:,} states of five fighters, exact combinations (goal: 100,000 a minute)",
                ["program", "CPU", "states a minute of CPU"], rows)


def make_world(path):
    """A world graph of the size of a game's: 140 x 110 maps, a fifth of them of two parts, a way in 33 missing."""
    rng = random.Random(4)
    columns, lines = 140, 110
    nodes, edges, number = [], [], {}
    for place in range(columns * lines):
        for zone in range(1, 3 if rng.random() < 0.2 else 2):
            number[place, zone] = len(nodes) + 1
            nodes.append({"id": len(nodes) + 1, "mapId": 100_000 + place, "zoneId": zone})
    for (place, _), node in number.items():
        line, column = divmod(place, columns)
        for x, y in ((column + 1, line), (column - 1, line), (column, line + 1), (column, line - 1)):
            if 0 <= x < columns and 0 <= y < lines and rng.random() < 0.97:
                edges.append({"from": node, "to": number[y * columns + x, 1], "transitions": [{"type": 1}]})
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"nodes": nodes, "edges": edges}, file)
    return 100_000, 100_000 + columns * lines - 1, len(edges)


def route(bench):
    """From corner to corner: no map is spared."""
    database, world = (os.path.join(bench.folder, name) for name in ["world.db", "world.json"])
    start, end, ways = make_world(world)
    subprocess.run([bench.tool("db-update"), "--db", database, "-q", "import", "--game", "dofus", world], env=bench.env, check=True,
                   stdout=subprocess.DEVNULL)
    seconds = bench.cpu([bench.tool("kb-query"), "--db", database, "route", str(start), str(end)], repeat=3)
    bench.table(f"The way across a world of 15,400 maps and {ways:,} ways, whole process (no goal)", ["program", "CPU"],
                [["`kb-query route`", f"{seconds:.2f} s"]])


def run(bench):
    database, words = make_database(bench)
    whole_processes(bench, database, words)
    piped_states(bench)
    route(bench)
