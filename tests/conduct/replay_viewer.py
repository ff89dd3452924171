"""The replay viewer on a terminal: keys, sizes, and the terminal as it was after every way to end.

replay_viewer.py --source DIR --build DIR
"""

import functools
import json
import os
import re
import signal
import sys
import time
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
from sandbox import expect, run_in_sandbox  # noqa: E402
from terminal import Terminal  # noqa: E402

LEFT = b"\x1b[?25h\x1b[?1049l"


def replay():
    """Three turns on a small board: two fighters, a death, a loss, and enough casts for one to be unusual."""
    lines = []
    number = 0
    for turn in (1, 2, 3):
        for cell in range(8):
            number += 1
            lines.append({"type": "state", "state": {
                "turn": turn, "active": "e1", "board": {"kind": "square", "cols": 12, "rows": 8, "cells": "." * 96},
                "entities": [{"id": "e1", "name": "Ada", "team": "ally", "cell": number, "hp": 40, "max_hp": 50},
                             {"id": "e2", "name": "Œil", "team": "enemy", "cell": 90, "hp_share": 0.5}]}})
            slow = turn == 3 and cell == 4
            lines.append({"type": "action", "session": "s", "actor": "e1", "action": "spell_cast",
                          "params": {"spell": "Braise", "target": "e2", "cell": 90}, "context": {"turn": turn},
                          "duration": 60 if slow else 1 + cell / 100,
                          "result": {"success": True, "damage": 5 + (turn == 2 and cell == 3), "killed": turn == 2 and cell == 5}})
    return "".join(json.dumps(line) + "\n" for line in lines)


class Screen:
    """The lines of the last screen the viewer drew."""

    def __init__(self, seen):
        self.lines = {}
        for row, text in re.findall(r"\x1b\[(\d+);1H(.*?)\x1b\[0m\x1b\[K", seen.decode(errors="replace"), re.S):
            self.lines[int(row)] = re.sub(r"\x1b\[[0-9;]*m", "", text)

    def __str__(self):
        return "\n".join(self.lines[row] for row in sorted(self.lines))

    def widest(self):
        return max(sum(0 if unicodedata.combining(c) else 1 for c in line) for line in self.lines.values())


class Viewer:
    def __init__(self, box, arguments, columns=90, rows=26, shell=None, term="xterm-256color"):
        env = {**box.env, "TERM": term}
        env.pop("NO_COLOR")
        program = os.path.join(box.bin, "action-report")
        command = shell.format(program) if shell else [program, "replay", *arguments]
        self.terminal = Terminal(command, env, box.work, columns, rows)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.terminal.__exit__()

    def shows(self, text, keys=""):
        """Types keys; the screen that follows holds `text`."""
        self.terminal.settle(0.05)
        self.terminal.forget()
        if keys:
            self.terminal.type(keys)
        expect(self.terminal.wait_for(re.escape(text), 10), f"after {keys!r} the screen shows {text!r}: {self.terminal.seen!r}")
        return Screen(self.terminal.settle(0.1))

    def ended(self, status, how):
        got = self.terminal.finish()
        expect(got == status, f"{how}: status {got}, not {status}: {self.terminal.seen[-300:]!r}")
        expect(LEFT in self.terminal.seen, f"{how}: the screen is given back: {self.terminal.seen[-300:]!r}")
        expect(self.terminal.is_as_before(), f"{how}: the settings of the terminal are as before")


def keys_go_where_they_say(box, path):
    with Viewer(box, [path]) as viewer:
        expect(viewer.terminal.wait_for("step 1 of "), f"the first screen: {viewer.terminal.seen!r}")
        viewer.shows("step 2 of 24", "\x1b[C")
        viewer.shows("step 3 of 24", " ")
        viewer.shows("step 2 of 24", "\x1b[D")
        viewer.shows("Turn 2 · step 9 of 24", "\x1b[B")
        viewer.shows("Turn 3 · step 17 of 24", "t3\r")
        viewer.shows("Turn 2 · step 9 of 24", "\x1b[A")
        viewer.shows("there is none", "t7\r")
        viewer.shows("biggest loss: 6 HP", "b")
        viewer.shows("first death", "d")
        viewer.shows("unusually long: 60 s", "a")
        viewer.shows("step 24 of 24", "G")
        viewer.shows("step 5 of 24", "s5\r")
        viewer.shows("Keys", "?")
        viewer.shows("step 5 of 24", "x")
        viewer.terminal.type("q")
        viewer.ended(0, "q")


def every_size_is_filled_and_not_exceeded(box, path):
    with Viewer(box, [path], columns=100, rows=30) as viewer:
        viewer.terminal.wait_for("step 1 of 24 ")
        for columns, rows in ((40, 12), (132, 50), (20, 5), (80, 24), (1, 1)):
            viewer.terminal.settle(0.1)
            viewer.terminal.forget()
            viewer.terminal.resize(columns, rows)
            expect(viewer.terminal.wait_for(r"\x1b\[J", 10), f"a screen after the change to {columns} x {rows}")
            screen = Screen(viewer.terminal.settle(0.1))
            expect(len(screen.lines) == rows, f"{rows} rows: {len(screen.lines)}")
            expect(screen.widest() <= columns, f"{columns} columns: {screen.widest()}\n{screen}")
        viewer.terminal.type("q")
        viewer.ended(0, "q after changes of size")


def every_end_gives_the_terminal_back(box, path):
    for name, status in (("SIGINT", 130), ("SIGTERM", 130), ("SIGHUP", -1), ("SIGQUIT", -3), ("SIGSEGV", -11),
                         ("SIGABRT", -6)):
        with Viewer(box, [path]) as viewer:
            expect(viewer.terminal.wait_for("step 1 of "), "the first screen")
            expect(not viewer.terminal.is_as_before(), "the viewer reads keys one by one")
            viewer.terminal.process.send_signal(getattr(signal, name))
            viewer.ended(status, name)
    with Viewer(box, [path]) as viewer:
        viewer.terminal.wait_for("step 1 of ")
        viewer.terminal.type("\x03")
        viewer.ended(130, "Ctrl-C")


def stopped(process):
    with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
        return file.read().rsplit(")", 1)[1].split()[0] == "T"


def control_z_gives_the_terminal_back_for_a_while(box, path):
    with Viewer(box, [path]) as viewer:
        viewer.terminal.wait_for("step 1 of ")
        viewer.terminal.forget()
        viewer.terminal.process.send_signal(signal.SIGTSTP)
        end = time.monotonic() + 10
        while not stopped(viewer.terminal.process) and time.monotonic() < end:
            viewer.terminal.read(0.02)
        viewer.terminal.settle(0.05)
        expect(LEFT in viewer.terminal.seen and viewer.terminal.is_as_before(), "stopped: the terminal is as before")
        viewer.terminal.forget()
        viewer.terminal.process.send_signal(signal.SIGCONT)
        expect(viewer.terminal.wait_for("step 1 of "), "continued: the screen is drawn again")
        viewer.terminal.type("q")
        viewer.ended(0, "q after a stop")


def a_replay_on_stdin_leaves_the_keys_to_the_terminal(box, path):
    with Viewer(box, [], shell="cat " + path + " | {} replay -") as viewer:
        expect(viewer.terminal.wait_for("step 1 of "), f"a piped replay: {viewer.terminal.seen!r}")
        viewer.shows("step 2 of 24", "l")
        viewer.terminal.type("q")
        viewer.ended(0, "q of a piped replay")


def options_say_where_to_begin(box, path):
    with Viewer(box, ["--turn", "3", path]) as viewer:
        expect(viewer.terminal.wait_for("Turn 3 · step 17"), f"--turn 3: {viewer.terminal.seen!r}")
        viewer.shows("Turn 2 · step 16", "h")
    with Viewer(box, ["--key-events", path]) as viewer:
        expect(viewer.terminal.wait_for("biggest loss"), f"--key-events: {viewer.terminal.seen!r}")
        viewer.shows("first death", "l")
    with Viewer(box, ["--text", "--turn", "1", path]) as viewer:
        expect(viewer.terminal.finish() == 0 and b"\x1b[?1049h" not in viewer.terminal.seen, "--text takes no screen")


def pictures_are_shown_as_the_terminal_can(box, _):
    path = os.path.join(box.root, "pictures.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for name in ("frame-00.png", "gone.png"):
            file.write(json.dumps({"type": "frame", "image": {"path": os.path.join(box.examples, "replay", name), "width": 1280,
                                                              "height": 720, "format": "png"}}) + "\n")
    for term, picture in (("xterm-256color", "\x1b[38;2;"), ("xterm-kitty", "\x1b_Ga=T")):
        with Viewer(box, [path], term=term) as viewer:
            expect(viewer.terminal.wait_for("step 1 of "), "the first screen")
            screen = viewer.shows(picture, "p")
            expect(screen.lines and screen.widest() <= 90 and max(screen.lines) <= 26, f"{term}: it fits\n{screen}")
            viewer.shows("gone.png: No such file", "l")
            viewer.terminal.forget()
            viewer.terminal.type("hp")
            seen = viewer.terminal.settle(0.3)
            expect(picture.encode() not in seen[-300:], f"{term}: p takes the picture away")
            viewer.terminal.type("q")
            viewer.ended(0, "q of pictures")


def over_a_replay(test):
    """The test as one of a sandbox alone."""
    @functools.wraps(test)
    def run_test(box):
        path = os.path.join(box.root, "replay.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.write(replay())
        test(box, path)
    return run_test


sys.exit(run_in_sandbox(*map(over_a_replay, (
    keys_go_where_they_say, every_size_is_filled_and_not_exceeded, every_end_gives_the_terminal_back,
    control_z_gives_the_terminal_back_for_a_while, a_replay_on_stdin_leaves_the_keys_to_the_terminal,
    options_say_where_to_begin, pictures_are_shown_as_the_terminal_can))))
