"""A million prices into the keyed table, against a bare `.import` of the same rows as CSV and `sqlite-utils upsert`."""

import json
import os
import random
import shutil
import statistics

ROWS = 1_000_000
SERVERS = ["Vesperlund", "Solmark", "Cold Moor"]
SCRIPT = "CREATE TABLE prices (item_id, server, time, lot_size, price, seller);\n.mode csv\n.import {} prices\n"


def write_rows(json_path, csv_path):
    random.seed(5)
    with open(json_path, "w", encoding="utf-8") as lines, open(csv_path, "w", encoding="utf-8") as table:
        for _ in range(ROWS):
            time = (f"2026-{random.randrange(1, 12):02}-{random.randrange(1, 29):02}T"
                    f"{random.randrange(24):02}:{random.randrange(60):02}:{random.randrange(60):02}Z")
            row = {"item_id": random.randrange(1, 17000), "server": random.choice(SERVERS), "time": time,
                   "lot_size": random.choice([1, 10, 100]), "price": random.randrange(1, 1_000_000),
                   "seller": f"s{random.randrange(5000)}"}
            lines.write(json.dumps(row, separators=(",", ":")) + "\n")
            table.write(",".join(str(value) for value in row.values()) + "\n")


def megabytes(stats):
    with open(stats, encoding="utf-8") as file:
        return json.load(file)["max_rss_kb"] / 1024


def peak_memory(bench, ours, path):
    """Of an import of a tenth of the rows."""
    with open(path["prices.jsonl"], encoding="utf-8") as lines, open(path["tenth.jsonl"], "w", encoding="utf-8") as tenth:
        tenth.writelines(line for line, _ in zip(lines, range(ROWS // 10)))
    stats = os.path.join(bench.folder, "tenth.json")
    command = [path["tenth.db"] if word == path["ours.db"] else word for word in ours]
    bench.cpu([bench.tool("db-update"), "--db", path["tenth.db"], "init"], repeat=1)
    bench.cpu(command + [path["tenth.jsonl"], "--stats", stats], repeat=1)
    return megabytes(stats)


def round_of_all(bench, ours, path, stats):
    """CPU seconds of an import into an empty table, of the same again, and of a bare import."""
    for name in ["ours.db", "peer.db"]:
        if os.path.exists(path[name]):
            os.remove(path[name])
    bench.cpu([bench.tool("db-update"), "--db", path["ours.db"], "init"], repeat=1)
    return (bench.cpu(ours + [path["prices.jsonl"], "--stats", stats], repeat=1),
            bench.cpu(ours + [path["prices.jsonl"]], repeat=1),
            bench.cpu(["sqlite3", path["peer.db"], ".read " + path["import.sql"]], repeat=1))


def run(bench):
    path = {name: os.path.join(bench.folder, name)
            for name in ["prices.jsonl", "prices.csv", "import.sql", "ours.db", "peer.db", "utils.db",
                         "tenth.jsonl", "tenth.db"]}
    write_rows(path["prices.jsonl"], path["prices.csv"])
    with open(path["import.sql"], "w", encoding="utf-8") as script:
        script.write(SCRIPT.format(path["prices.csv"]))
    ours = [bench.tool("db-update"), "--db", path["ours.db"], "market", "--game", "g", "--quiet"]
    stats = os.path.join(bench.folder, "stats.json")
    rounds = [round_of_all(bench, ours, path, stats) for _ in range(3)]
    first, again, peer = (statistics.median(times) for times in zip(*rounds))
    memory = megabytes(stats)
    fewer = peak_memory(bench, ours, path)
    rows = [["`sqlite3 .import`, CSV, no key", f"{peer:.2f} s", f"{ROWS / peer / 1000:.0f} k", "1"],
            ["db-update market, JSON Lines, keyed", f"{first:.2f} s", f"{ROWS / first / 1000:.0f} k",
             f"{peer / first:.2f}"],
            ["the same again, all unchanged", f"{again:.2f} s", f"{ROWS / again / 1000:.0f} k", f"{peer / again:.2f}"]]
    if shutil.which("sqlite-utils"):
        utils = bench.cpu(["sqlite-utils", "upsert", path["utils.db"], "prices", path["prices.jsonl"], "--nl", "--pk",
                           "item_id", "--pk", "server", "--pk", "time", "--pk", "lot_size", "--pk", "price", "--pk",
                           "seller"], repeat=1)
        rows.append(["`sqlite-utils upsert`, JSON Lines, keyed", f"{utils:.0f} s",
                     f"{ROWS / utils / 1000:.1f} k", f"{peer / utils:.3f} (db-update is {utils / first:.0f} times as fast)"])
    else:
        rows.append(["`sqlite-utils upsert`", "not installed", "", ""])
    bench.table(f"A million prices (peak memory of db-update {memory:.0f} MB, {fewer:.0f} MB for a tenth of them; goals 0.6 times `.import`, 25 times "
                "`sqlite-utils`, a second run no slower)", ["program", "CPU", "rows/s", "ratio to `.import`"], rows)
    for name in path.values():
        if os.path.exists(name):
            os.remove(name)
