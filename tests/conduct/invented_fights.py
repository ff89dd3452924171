"""The main job on fights that nobody has seen: invented by seed, drawn, read, and held against their truth.

invented_fights.py --source DIR --build DIR [--level easy|real] [--count N] [--seed N]
                   [--first-row ROW]

At level easy every action must be recovered, none invented, every field of the interface and every cell exact; at level
real (tests/render/README.md) what differs is printed.
"""

import argparse
import json
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from main_job import differences, read_lines  # noqa: E402
from sandbox import Sandbox  # noqa: E402

COLUMNS = 14
FIRST_ROW = 9  # higher up the plates of fighters leave the picture, and their names are told by the interface only
SIZES = [(1280, 720), (1366, 768), (1600, 900), (1920, 1080), (2560, 1440)]
NAMES = [("Ysé", True), ("Gaëlle", True), ("Maïwenn", True), ("Théodulf", False), ("L'Écumeur", False), ("Noël", False),
         ("Ours brûlé", False), ("Hyène dorée", True), ("Sœur Agnès", True), ("Garçon d'étable", False),
         ("Île-aux-Fées", True), ("Bûcheron", False), ("Ça-et-là", False), ("Âne têtu", False), ("Kévin 42", False)]
SPELLS = ["Grêle", "Marteau sourd", "Coup d'œil", "Éclair d'étain", "Brûlure", "Voile d'été", "Œuf dur", "Ruée", "Morsure"]
ELEMENTS = ["Feu", "Eau", "Air", "Terre", "Neutre"]
MAPS = ["Forêt d'Orme", "Clairière", "Crêtes gelées", "Tour n° 7"]


def neighbours(cell):
    row, column = divmod(cell, COLUMNS)
    left = column - 1 if row % 2 == 0 else column
    return [(row + down) * COLUMNS + at for down in (-1, 1) for at in (left, left + 1) if 0 <= at < COLUMNS]


def steps_from(start, floor, taken):
    """Steps to every cell that can be walked to."""
    steps, queue = {start: 0}, [start]
    for cell in queue:
        for other in neighbours(cell):
            if other in floor and other not in steps and other not in taken:
                steps[other] = steps[cell] + 1
                queue.append(other)
    return steps


class Invention:
    """A fight that the rules of the renderer allow, a step at a time."""

    def __init__(self, seed, board, first_row=FIRST_ROW):
        self.random = random.Random(seed)
        self.board = board
        cells = "".join(board["cells"])
        self.floor = {cell for cell, kind in enumerate(cells) if kind == "." and cell // COLUMNS >= first_row}
        self.fighters = self.place_fighters()
        self.state = [dict(fighter, hp=fighter["max_hp"]) for fighter in self.fighters]
        self.steps = []
        self.active = 0
        self.ap, self.mp = self.state[0]["ap"], self.state[0]["mp"]

    def place_fighters(self):
        start = self.random.choice(sorted(self.floor))
        near = sorted(cell for cell, steps in steps_from(start, self.floor, ()).items() if steps <= 14)
        fighters = []
        for name, feminine in self.random.sample(NAMES, self.random.randint(2, 6)):
            apart = [cell for cell in near
                     if all(steps_from(f["cell"], self.floor, ()).get(cell, 99) >= 4 for f in fighters)]
            if not apart:
                break
            fighters.append({
                "name": name, "feminine": feminine, "team": "enemy" if len(fighters) % 2 else "ally", "class": "Essai",
                "look": self.random.choice(["archer", "healer", "wolf", "eye"]), "level": self.random.randint(1, 200),
                "cell": self.random.choice(apart), "max_hp": self.random.randint(30, self.random.choice([200, 2500])),
                "ap": self.random.randint(5, 12), "mp": self.random.randint(2, 6)})
        return fighters

    def move(self, me):
        taken = {other["cell"] for other in self.state if other["hp"] > 0 and other is not me}
        ways = steps_from(me["cell"], self.floor, taken)
        ends = sorted(cell for cell, steps in ways.items() if 0 < steps <= self.mp)
        if ends:
            end = self.random.choice(ends)
            self.mp -= ways[end]
            me["cell"] = end
            self.steps.append({"move": end})

    def cast(self, me):
        wounded = [other for other in self.state if 0 < other["hp"] < other["max_hp"]]
        foes = [other for other in self.state if other["hp"] > 0 and other["team"] != me["team"]]
        heals = bool(wounded) and self.random.random() < 0.25
        target = self.random.choice(wounded if heals else foes)
        step = {"cast": self.random.choice(SPELLS), "cost": self.random.randint(2, min(5, self.ap))}
        self.ap -= step["cost"]
        if heals:
            amount = min(self.random.randint(1, 60), target["max_hp"] - target["hp"])
            target["hp"] += amount
            step.update({"on": target["name"], "heal": {target["name"]: amount}})
        else:
            amount = min(self.random.randint(1, max(2, target["max_hp"] // 3)), target["hp"])
            target["hp"] -= amount
            aim = {"cell": target["cell"], "radius": 1} if self.random.random() < 0.25 else {"on": target["name"]}
            step.update(aim, element=self.random.choice(ELEMENTS), damage={target["name"]: amount})
        self.steps.append(step)

    def end_turn(self):
        self.steps.append({"end_turn": True})
        while True:
            self.active = (self.active + 1) % len(self.state)
            if self.state[self.active]["hp"] > 0:
                break
        self.ap, self.mp = self.state[self.active]["ap"], self.state[self.active]["mp"]

    def script(self, length):
        while len(self.steps) < length and len({f["team"] for f in self.state if f["hp"] > 0}) == 2:
            me, choice = self.state[self.active], self.random.random()
            if choice < 0.35 and self.mp > 0:
                self.move(me)
            elif choice < 0.75 and self.ap >= 2:
                self.cast(me)
            else:
                self.end_turn()
        return {"map": self.random.choice(MAPS), "board": self.board, "fighters": self.fighters, "steps": self.steps}


def read_fight(box, arguments, seed):
    with open(os.path.join(arguments.source, "tests", "render", "scripts", "fight.json"), encoding="utf-8") as file:
        board = json.load(file)["board"]
    script = os.path.join(box.root, f"script-{seed}.json")
    with open(script, "w", encoding="utf-8") as file:
        json.dump(Invention(seed, board, arguments.first_row).script(24), file, ensure_ascii=False)
    width, height = random.Random(-seed).choice(SIZES)
    pictures = os.path.join(box.root, f"fight-{seed}")
    render = os.path.join(arguments.build, "tests", "render", "render")
    subprocess.run([render, "script", script, "--out", pictures, "--width", str(width), "--height", str(height),
                    "--level", arguments.level, "--seed", str(seed)], check=True)
    records = f"{box.root}/records-{seed}.jsonl"
    box.run(f"capture {pictures} | ocr | grid-analyze --events > {records}", check=True)
    return differences(pictures, read_lines(records), may_be_nameless=arguments.first_row < FIRST_ROW)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--level", choices=["easy", "real"], default="easy")
    parser.add_argument("--count", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-row", type=int, default=FIRST_ROW)
    arguments = parser.parse_args()
    exact = 0
    with Sandbox(arguments.source, arguments.build) as box:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            found = read_fight(box, arguments, seed)
            exact += not found
            for difference in found:
                print(f"fight {seed}: {difference}")
    print(f"{exact} of {arguments.count} fights at level {arguments.level} are exact")
    return 0 if exact == arguments.count or arguments.level == "real" else 1


sys.exit(main())
