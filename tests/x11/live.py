#!/usr/bin/env python3
"""Windows and screens of a real X server (Xvfb), captured while they move, change, hide and close.

Each function marked @check is one test; its name says what holds."""

import argparse
import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

CHECKS = {}


class Skip(Exception):
    pass


def check(function):
    CHECKS[function.__name__.replace("_", "-")] = function
    return function


def expect(condition, what, detail=""):
    if not condition:
        raise AssertionError(f"{what}\n{detail}")


class Desk:
    """An X server of its own, the programs, and a runtime folder; all gone at the end."""

    def __init__(self, build, screen="800x600x24"):
        if not shutil.which("Xvfb"):
            raise Skip("Xvfb is not installed")
        self.build = build
        self.root = tempfile.mkdtemp(prefix="turnkit-test-")
        self.runtime = os.path.join(self.root, "run")
        os.mkdir(self.runtime, 0o700)
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp",
                                        "-noreset"], pass_fds=[writing], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise Skip("Xvfb does not start")
        self.env = {**os.environ, "DISPLAY": f":{number}", "XDG_RUNTIME_DIR": self.runtime, "HOME": self.root,
                    "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PATH": os.path.join(build, "bin") + ":" + os.environ["PATH"]}
        self.env.pop("WAYLAND_DISPLAY", None)
        self.windows = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for window in self.windows:
            window.close()
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.root, ignore_errors=True)

    def window(self, place, title, kind="Game"):
        window = XWindow(self, place, title, kind)
        self.windows.append(window)
        return window

    def capture(self, *arguments, env=None):
        """What one run of capture gives: its records, and the whole process."""
        done = subprocess.run([os.path.join(self.build, "bin", "capture"), *arguments], env=env or self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        return [json.loads(line) for line in done.stdout.splitlines()], done

    def shot(self, *arguments):
        """The one picture of `capture ARGUMENTS`."""
        records, done = self.capture("--count", "1", "--inline", *arguments)
        expect(len(records) == 1 and done.returncode == 0, "one record", done)
        return Picture(records[0])

    def start(self, *arguments, **options):
        return Stream(self, arguments, options)

    def left_over(self):
        return [os.path.join(folder, name) for folder, folders, names in os.walk(self.runtime)
                for name in [*folders, *names] if name.startswith("run-") or name.endswith(".ppm")]


class XWindow:
    def __init__(self, desk, place, title, kind):
        self.process = subprocess.Popen([os.path.join(desk.build, "tests", "x11", "x11_window"), place, title, kind],
                                        env=desk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.id = self.process.stdout.readline().strip()
        expect(self.id.startswith("0x"), "the window opens", self.id)

    def do(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        expect(self.process.stdout.readline() == "ok\n", f"the window obeys {words}")

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()


class Picture:
    """The pixels of a record with an embedded PPM."""

    def __init__(self, record):
        self.record = record
        image = record["image"]
        self.size = image["width"], image["height"]
        self.bytes = base64.b64decode(image["data"])
        header = f"P6\n{image['width']} {image['height']}\n255\n".encode()
        expect(self.bytes.startswith(header), "a PPM", self.bytes[:20])
        self.pixels = self.bytes[len(header):]
        expect(len(self.pixels) == 3 * self.size[0] * self.size[1], "a whole PPM")

    def at(self, x, y):
        start = 3 * (y * self.size[0] + x)
        return self.pixels[start:start + 3].hex().upper()


class Stream:
    """A capture that runs while the test goes on."""

    def __init__(self, desk, arguments, options):
        self.process = subprocess.Popen([os.path.join(desk.build, "bin", "capture"), "--inline", *arguments],
                                        env=desk.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, **options)

    def next(self):
        line = self.process.stdout.readline()
        expect(line, "one more record", self.process.stderr.read() if not line else "")
        return Picture(json.loads(line))

    def until(self, fits, what):
        for _ in range(200):
            picture = self.next()
            if fits(picture):
                return picture
        raise AssertionError(f"never seen: {what}")

    def end(self):
        rest, errors = self.process.communicate(timeout=30)
        return [json.loads(line) for line in rest.splitlines()], errors.decode(), self.process.returncode


@check
def a_window_is_found_by_title_class_pid_and_id(desk):
    game = desk.window("64x48+10+10", "Dofus - Houblon (Œil)", "Dofus")
    other = desk.window("64x48+200+10", "Notes", "Editor")
    game.do("fill", "AA5533")
    other.do("fill", "0000FF")
    game.do("rect", 0, 0, 1, 1, "010203")
    other.do("rect", 0, 0, 1, 1, "010203")
    for arguments in (["--window", "houblon"], ["--window", "^Dofus.*\\(Œil\\)$"], ["--class", "dofus"],
                      ["--pid", str(game.process.pid)], ["--window-id", game.id], ["--window", "o", "--class", "Dofus"]):
        picture = desk.shot(*arguments)
        expect(picture.size == (64, 48), "its size", arguments)
        expect((picture.at(0, 0), picture.at(1, 0), picture.at(63, 47)) == ("010203", "AA5533", "AA5533"), "its pixels",
               arguments)
        expect(picture.record["source"] == {"kind": "window", "name": "Dofus - Houblon (Œil)", "index": 0}, "its name",
               picture.record["source"])


@check
def windows_are_listed_as_records(desk):
    expect(desk.capture("--list-windows")[1].returncode == 3, "an empty display is status 3")
    game = desk.window("64x48+10+20", "Dofus é", "Dofus")
    desk.window("80x60+200+10", "Notes", "Editor")
    records, done = desk.capture("--list-windows")
    expect(done.returncode == 0 and not done.stderr, "status 0", done)
    expect(records[0] == {"type": "window", "id": game.id, "title": "Dofus é", "class": "Dofus",
                          "pid": game.process.pid, "box": [10, 20, 64, 48]}, "the record", records)
    expect([record["title"] for record in records] == ["Dofus é", "Notes"], "the lowest first", records)


@check
def two_windows_that_match_are_both_listed(desk):
    first = desk.window("64x48+10+10", "Dofus")
    second = desk.window("64x48+200+10", "Dofus")
    records, done = desk.capture("--window", "Dofus", "--count", "1")
    message = done.stderr.decode()
    expect(done.returncode == 1 and not records, "status 1", done)
    expect("2 windows match" in message and first.id in message and second.id in message, "both are named", message)
    expect("--window-id" in message, "with advice", message)
    records, done = desk.capture("--window", "Chess", "--count", "1")
    expect(done.returncode == 1 and "no window matches" in done.stderr.decode() and first.id in done.stderr.decode(),
           "none matches: those that are there", done)
    records, done = desk.capture("--window", "Do(fus", "--count", "1")
    expect(done.returncode == 2 and b"not a regular expression" in done.stderr, "a pattern that is none", done)


@check
def a_covered_window_is_captured_without_what_covers_it(desk):
    game = desk.window("100x80+10+10", "Game")
    game.do("fill", "AA5533")
    game.do("rect", 0, 0, 1, 1, "010203")
    with_stream = desk.start("--window", "Game", "--fps", "50")
    with_stream.next()
    cover = desk.window("300x300+0+0", "Cover")
    cover.do("fill", "0000FF")
    game.do("rect", 50, 40, 5, 5, "00FF00")
    picture = with_stream.until(lambda p: p.at(52, 42) == "00FF00", "what is drawn below the cover")
    expect(picture.at(99, 79) == "AA5533" and picture.at(0, 0) == "010203", "nothing of the cover")
    with_stream.process.send_signal(signal.SIGINT)
    expect(with_stream.end()[2] == 130, "status 130")


@check
def a_window_that_moves_and_is_resized_is_followed(desk):
    game = desk.window("100x80+10+10", "Game")
    game.do("fill", "AA5533")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream = desk.start("--window", "Game", "--fps", "50")
    stream.next()
    game.do("move", 500, 400)
    game.do("rect", 3, 3, 2, 2, "00FF00")
    moved = stream.until(lambda p: p.at(3, 3) == "00FF00", "what is drawn after the move")
    expect(moved.size == (100, 80) and moved.at(0, 0) == "010203", "the same window")
    game.do("move", -50, -30)  # partly outside of the screen
    game.do("resize", 200, 160)
    game.do("fill", "123456")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream.until(lambda p: p.size == (200, 160) and p.at(0, 0) == "010203" and p.at(199, 159) == "123456", "the new size")
    game.do("resize", 20, 10)
    game.do("fill", "654321")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream.until(lambda p: p.size == (20, 10) and p.at(19, 9) == "654321", "a small size")
    stream.process.send_signal(signal.SIGTERM)
    expect(stream.end()[2] == 130, "status 130")


@check
def a_window_that_closes_ends_the_stream_cleanly(desk):
    game = desk.window("100x80+10+10", "Game")
    game.do("fill", "AA5533")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream = desk.start("--window", "Game", "--fps", "100", "-v")
    stream.next()
    game.close()
    records, errors, status = stream.end()
    expect(status == 0 and "the window has closed" in errors, "status 0 and a word", (errors, status))
    expect(all(Picture(record).size == (100, 80) for record in records), "earlier records are whole")


@check
def a_hidden_window_is_waited_for(desk):
    game = desk.window("100x80+10+10", "Game")
    game.do("fill", "AA5533")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream = desk.start("--window-id", game.id, "--fps", "50")
    stream.next()
    game.do("hide")
    time.sleep(0.3)
    game.do("show")
    game.do("fill", "00FF00")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream.until(lambda p: p.at(50, 50) == "00FF00", "the window when it is shown again")
    stream.process.send_signal(signal.SIGINT)
    records, errors, status = stream.end()
    expect(errors.count("is not shown") == 1, "said once", errors)


@check
def the_screen_a_monitor_and_a_region_are_captured(desk):
    game = desk.window("100x80+30+20", "Game")
    game.do("fill", "AA5533")
    screen = desk.shot("--screen")
    expect(screen.size == (800, 600) and screen.at(30, 20) == "AA5533" and screen.at(129, 99) == "AA5533", "the screen")
    expect(screen.at(29, 20) != "AA5533" and screen.at(130, 99) != "AA5533", "the window in its place")
    region = desk.shot("--region", "20,10,15,12")
    expect(region.size == (15, 12) and region.at(10, 10) == "AA5533" and region.at(9, 10) != "AA5533", "the region")
    expect(desk.shot("--monitor", "1").pixels == screen.pixels, "the only monitor is the screen")
    records, done = desk.capture("--region", "790,0,20,10", "--count", "1")
    expect(done.returncode == 1 and b"not within the 800 x 600" in done.stderr, "a region beyond the screen", done)
    records, done = desk.capture("--monitor", "HDMI-9", "--count", "1")
    expect(done.returncode == 1 and b"no such monitor; there are:" in done.stderr, "an unknown monitor", done)
    records, done = desk.capture("--region", "0,0,0,10")
    expect(done.returncode == 2 and b"no pixel" in done.stderr, "a region without pixels", done)


@check
def each_of_several_monitors_is_captured(desk):
    game = desk.window("100x80+450+20", "Game")
    game.do("fill", "AA5533")
    game.do("monitor", "LEFT", "400x600+0+0")
    game.do("monitor", "RIGHT", "300x500+400+10")
    right = desk.shot("--monitor", "RIGHT")
    expect(right.size == (300, 500), "the size of the monitor", right.size)
    expect(right.at(50, 10) == "AA5533" and right.at(49, 10) != "AA5533", "the window in its place on the monitor")
    expect(desk.shot("--monitor", "LEFT").size == (400, 600), "the other monitor")
    part = desk.shot("--monitor", "RIGHT", "--region", "50,10,20,20")
    expect(part.size == (20, 20) and part.at(0, 0) == "AA5533" == part.at(19, 19), "a region counts from the monitor's corner")
    records, done = desk.capture("--monitor", "MIDDLE", "--count", "1")
    expect(done.returncode == 1 and b"LEFT" in done.stderr and b"RIGHT" in done.stderr, "both are listed", done)


@check
def a_window_in_the_frame_of_a_window_manager_is_captured_without_the_frame(desk):
    frame = desk.window("220x180+100+50", "Frame")
    frame.do("fill", "222222")
    frame.do("nameless")
    game = desk.window("200x150+0+0", "Game")
    game.do("into", frame.id, 10, 20)
    game.do("fill", "AA5533")
    records, done = desk.capture("--list-windows")
    expect([record["title"] for record in records] == ["Game"], "the frame is no window of its own", done)
    expect(records[0]["box"] == [110, 70, 200, 150], "its place on the screen", records)
    shot = desk.shot("--window", "^game$")
    expect(shot.size == (200, 150) and shot.at(0, 0) == "AA5533" == shot.at(199, 149), "the game alone", shot.size)
    frame.do("move", 300, 200)
    shot = desk.shot("--window", "^game$")
    expect(shot.at(0, 0) == "AA5533" == shot.at(199, 149), "also after the frame was moved")
    desk.windows.reverse()  # the server closes a window together with its frame


@check
def pictures_are_cut_scaled_and_gray(desk):
    game = desk.window("100x80+30+20", "Game")
    game.do("fill", "FF0000")
    game.do("rect", 10, 20, 30, 40, "00FF00")
    cut = desk.shot("--window", "Game", "--crop", "9,19,32,42")
    expect(cut.size == (32, 42) and cut.at(0, 0) == "FF0000" and cut.at(1, 1) == "00FF00" and cut.at(30, 40) == "00FF00"
           and cut.at(31, 41) == "FF0000", "the cut")
    small = desk.shot("--window", "Game", "--scale", "0.1")
    expect(small.size == (10, 8) and small.at(2, 3) == "00FF00", "the scaled picture")
    records, done = desk.capture("--window", "Game", "--gray", "--count", "1", "--inline", "--image-format", "png")
    expect(records[0]["image"]["format"] == "png", "gray as PNG", done)
    records, done = desk.capture("--window", "Game", "--crop", "90,0,20,20", "--count", "1", "--inline")
    expect(done.returncode == 1 and b"not within its 100 x 80" in done.stderr, "a cut beyond the window", done)


@check
def a_still_window_costs_no_records(desk):
    game = desk.window("100x80+30+20", "Game")
    game.do("fill", "FF0000")
    game.do("rect", 0, 0, 1, 1, "010203")
    stream = desk.start("--window", "Game", "--fps", "50", "--changed")
    first = stream.next()
    expect("changed" not in first.record, "the first picture")
    time.sleep(0.4)
    game.do("rect", 40, 30, 10, 8, "00FF00")
    second = stream.next()
    expect(second.record["changed"] == 0.01, "the share", second.record["changed"])
    expect(second.record["changed_boxes"] == [[40, 30, 10, 8]], "the box", second.record["changed_boxes"])
    expect(second.record["t"] - first.record["t"] > 0.35, "nothing in between")
    game.do("rect", 40, 30, 10, 8, "00FF00")  # drawn again, the same pixels
    time.sleep(0.2)
    game.do("fill", "0000FF")
    expect(stream.next().record["changed"] > 0.9, "all of it")
    stream.process.send_signal(signal.SIGINT)
    expect(not stream.end()[0], "no more records")


@check
def a_blank_window_is_looked_at_again_and_told(desk):
    game = desk.window("100x80+30+20", "Game")
    game.do("fill", "000000")
    records, done = desk.capture("--window", "Game", "--count", "1", "--inline")
    expect(records[0].get("blank") is True and b"is of one colour" in done.stderr, "told", done)
    game.do("rect", 5, 5, 5, 5, "FFFFFF")
    records, done = desk.capture("--window", "Game", "--count", "1", "--inline")
    expect("blank" not in records[0] and not done.stderr, "a picture with something in it", done)


@check
def count_duration_and_rate_hold(desk):
    desk.window("100x80+30+20", "Game").do("rect", 0, 0, 5, 5, "FF0000")
    started = time.monotonic()
    records, done = desk.capture("--window", "Game", "--fps", "20", "--duration", "1", "--inline")
    took = time.monotonic() - started
    seen = len(records) + sum(record.get("dropped", 0) for record in records)
    expect(0.9 < took < 10, "a second", took)
    expect(18 <= seen <= 22, "twenty a second, grabbed or said to be dropped", (seen, done.stderr))
    expect([record["source"]["index"] for record in records] == list(range(len(records))), "the index counts grabs")
    records, done = desk.capture("--window", "Game", "--fps", "100", "--every", "5", "--count", "3", "--inline")
    expect([record["source"]["index"] for record in records] == [0, 5, 10], "every fifth", records)


@check
def a_slow_reader_makes_a_live_source_drop_and_say_so(desk):
    desk.window("400x300+30+20", "Game").do("rect", 0, 0, 5, 5, "FF0000")
    reader = os.path.join(desk.root, "reader.py")
    with open(reader, "w", encoding="utf-8") as file:
        file.write("import sys, time\nfor line in sys.stdin:\n    time.sleep(0.2)\n")
    follower = os.path.join(desk.build, "tests", "frames", "frame_follower")
    command = (f"{desk.build}/bin/capture --window Game --fps 100 --duration 2 --stats {desk.root}/stats.json "
               f"| {follower} --delay 100 >/dev/null")
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=desk.env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=60, check=False)
    with open(os.path.join(desk.root, "stats.json"), encoding="utf-8") as file:
        stats = json.load(file)
    expect(done.returncode == 0, "status 0", done)
    expect(stats["dropped"] > 50 and b"pictures were dropped" in done.stderr, "dropped and told", (stats, done))
    expect(stats["records_out"] >= 8, "but some got through", stats)
    expect(not desk.left_over(), "nothing left over", desk.left_over())


@check
def nothing_is_left_over_however_it_ends(desk):
    game = desk.window("400x300+30+20", "Game")
    game.do("rect", 0, 0, 5, 5, "FF0000")
    follower = os.path.join(desk.build, "tests", "frames", "frame_follower")
    rounds = 200 if os.environ.get("TURNKIT_LONG_TESTS") == "1" else 12
    for number in range(rounds):
        out = os.path.join(desk.root, f"out{number}") if number % 3 == 0 else None
        arguments = ["--window", "Game", "--fps", "200", *(["--out", out] if out else [])]
        capture = subprocess.Popen([f"{desk.build}/bin/capture", *arguments], env=desk.env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        reader = subprocess.Popen([follower], env=desk.env, stdin=capture.stdout, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        capture.stdout.close()
        time.sleep(0.01 * (number % 13))
        capture.send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
        capture.wait()
        reader.wait()
        if out and os.path.isdir(out):
            for name in os.listdir(out):
                expect(name.endswith(".ppm"), "no part of a picture is left over", name)
                expect(os.path.getsize(os.path.join(out, name)) == 15 + 3 * 400 * 300, "pictures are whole or not there", name)
    # A killed owner cannot clean up after itself: the next tool of the pipe, or the next run, does.
    desk.capture("--window", "Game", "--count", "1")
    expect(not desk.left_over(), "nothing left over", desk.left_over())
    segments = subprocess.run(["ipcs", "-m"], capture_output=True, text=True, check=False).stdout
    expect("turnkit" not in segments, "no shared memory of System V", segments)


@check
def a_reader_that_goes_away_ends_the_watch_of_a_still_window(desk):
    desk.window("100x80+30+20", "Game").do("rect", 0, 0, 5, 5, "FF0000")
    command = f"{desk.build}/bin/capture --window Game --changed --fps 5 --inline | head -n 1 >/dev/null"
    done = subprocess.run(["bash", "-c", command + "; echo ${PIPESTATUS[0]}"], env=desk.env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=20, check=False)
    expect(done.stdout.strip() == b"141", "status 141", done)


@check
def what_is_missing_is_told_in_a_line(desk):
    def without(**changes):
        env = {**desk.env, **changes}
        return {name: value for name, value in env.items() if value is not None}

    _, done = desk.capture("--screen", env=without(DISPLAY=None))
    expect(done.returncode == 1 and b"DISPLAY is not set" in done.stderr, "no display", done)
    _, done = desk.capture("--screen", env=without(DISPLAY=None, WAYLAND_DISPLAY="wayland-0"))
    expect(done.returncode == 1 and b"Wayland" in done.stderr and b"grim" in done.stderr, "Wayland", done)
    _, done = desk.capture("--screen", env=without(DISPLAY=":987"))
    expect(done.returncode == 1 and b":987 cannot be opened" in done.stderr, "a wrong display", done)
    _, done = desk.capture("--screen", "picture.png")
    expect(done.returncode == 2, "a window and a file", done)


@check
def an_x_server_that_goes_away_is_an_error_not_a_crash(desk):
    desk.window("100x80+30+20", "Game").do("rect", 0, 0, 5, 5, "FF0000")
    stream = desk.start("--window", "Game", "--fps", "50")
    stream.next()
    desk.server.kill()
    records, errors, status = stream.end()
    expect(status == 1 and "the X display has gone away" in errors, "said", (errors, status))


@check
def screens_of_sixteen_bits_are_read(build):
    with Desk(build, "320x240x16") as desk:
        game = desk.window("100x80+30+20", "Game")
        game.do("fill", "F800")  # red in 5-6-5 bits
        game.do("rect", 10, 10, 5, 5, "07E0")
        picture = desk.shot("--window", "Game")
        expect(picture.at(0, 0) == "FF0000" and picture.at(12, 12) == "00FF00", "the colours", picture.at(0, 0))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--check")
    parser.add_argument("--build")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(CHECKS))
        return
    function = CHECKS[arguments.check]
    try:
        if function is screens_of_sixteen_bits_are_read:
            function(arguments.build)
            return
        with Desk(arguments.build) as desk:
            function(desk)
    except Skip as reason:
        print(f"skip: {reason}")
        sys.exit(77)


main()
