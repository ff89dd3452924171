"""`capture --show` on a terminal: what people see, while the records go where they always go.

capture_show.py --source DIR --build DIR
"""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
from sandbox import expect, run_in_sandbox  # noqa: E402
from terminal import Terminal  # noqa: E402


def run(box, command, term, columns=70, rows=20):
    """What the terminal shows, the records in the file `records`, and the status."""
    env = {**box.env, "TERM": term}
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        env.pop(name, None)
    records = os.path.join(box.work, "records")
    program = os.path.join(box.bin, "capture")
    with Terminal(command.format(capture=program, records=records), env, box.work, columns, rows) as terminal:
        status = terminal.finish()
        shown = terminal.seen.decode(errors="replace").replace("\r\n", "\n")
    with open(records, encoding="utf-8") as file:
        return shown, [json.loads(line) for line in file], status


def each_frame_is_drawn_and_fits(box):
    folder = os.path.join(box.examples, "replay")
    shown, records, status = run(box, "{capture} --show --count 3 " + folder + " > {records}", "xterm-256color")
    expect(status == 0 and len(records) == 3, f"three records: {records}")
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines()
    expect(lines and len(lines) <= 3 * 18, f"three pictures, each in the 20 rows of the terminal: {len(lines)}")
    expect(max(len(line) for line in lines) <= 70, "no line is wider than the terminal")
    expect("\x1b[38;" in shown, "they are coloured characters")


def a_picture_in_a_pipe_is_drawn_from_its_bytes(box):
    picture = os.path.join(box.examples, "replay", "frame-00.png")
    line = "cat " + picture + " | {capture} --show --inline --gray --crop 0,0,64,64 - > {records}"
    shown, records, status = run(box, line, "xterm-kitty")
    expect(status == 0 and len(records) == 1, f"one record: {records}")
    expect("\x1b_G" in shown, "a terminal that can show pictures gets one")


def without_a_terminal_it_is_refused(box):
    shown, records, status = run(box, "{capture} --show x.png > {records} 2> errors; s=$?; cat errors; exit $s", "xterm")
    expect(status == 2 and not records and "--show draws on the terminal behind stderr" in shown, f"{status}: {shown}")


sys.exit(run_in_sandbox(each_frame_is_drawn_and_fits, a_picture_in_a_pipe_is_drawn_from_its_bytes,
                        without_a_terminal_it_is_refused))
