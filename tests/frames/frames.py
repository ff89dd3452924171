#!/usr/bin/env python3
"""Frames in pipes, with real processes: nothing is lost, nothing is left behind, whoever is slow, late or killed.

Each function marked @check is one test; its name says what holds. `follow` is frame-follower under a short name."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

CHECKS = {}
AHEAD = 8  # RunLimits::ahead


class Skip(Exception):
    pass


def check(function):
    CHECKS[function.__name__.replace("_", "-")] = function
    return function


def expect(condition, what, detail=""):
    if not condition:
        raise AssertionError(f"{what}\n{detail}")


def pictures(count, width=64, height=48):
    """PPM pictures, one after the other; the last byte of each is its number."""
    return b"".join(picture(number, width, height) for number in range(count))


def picture(number, width=64, height=48):
    pixels = bytearray(width * height * 3)
    pixels[-1] = number % 256
    return f"P6\n{width} {height}\n255\n".encode() + bytes(pixels)


class Place:
    """Copies of the programs in one folder, as an installation has them, and a runtime folder of their own."""

    def __init__(self, capture, follower):
        self.root = tempfile.mkdtemp(prefix="turnkit-test-")
        self.run_root = os.path.join(self.root, "run")
        self.runtime = os.path.join(self.run_root, "turnkit")
        os.mkdir(self.run_root, 0o700)
        os.mkdir(os.path.join(self.root, "bin"))
        shutil.copy(capture, os.path.join(self.root, "bin", "capture"))
        shutil.copy(follower, os.path.join(self.root, "bin", "follow"))
        self.env = {**os.environ, "PATH": os.path.join(self.root, "bin") + ":" + os.environ["PATH"],
                    "XDG_RUNTIME_DIR": self.run_root, "HOME": self.root, "LC_ALL": "C.UTF-8"}
        self.mounted = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", self.run_root], check=False)
        shutil.rmtree(self.root, ignore_errors=True)

    def mount(self, kilobytes):
        """Makes the runtime folder a file system of this size; skips the test where that is not allowed."""
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", self.run_root],
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise Skip("mounting a small tmpfs needs root")
        self.mounted = True

    def file(self, name, content):
        path = os.path.join(self.root, name)
        with open(path, "wb") as out:
            out.write(content)
        return path

    def shell(self, line, data=b"", timeout=60):
        """Runs a pipe whose last output is a file, so that all its readers are known; returns (status, records, stderr)."""
        with open(os.path.join(self.root, "out"), "w+b") as out:
            done = subprocess.run(["bash", "-o", "pipefail", "-c", line], input=data, env=self.env, stdout=out,
                                  stderr=subprocess.PIPE, timeout=timeout, cwd=self.root, check=False)
            out.seek(0)
            return done.returncode, [json.loads(text) for text in out.read().splitlines()], done.stderr.decode()

    def start(self, command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE):
        return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=self.env, cwd=self.root)

    def frames(self):
        """The frames that are there now, all run folders together."""
        found = []
        for folder in self.run_folders():
            try:
                found += [name for name in os.listdir(os.path.join(self.runtime, folder)) if name[0].isdigit()]
            except FileNotFoundError:
                pass
        return found

    def run_folders(self):
        if not os.path.isdir(self.runtime):
            return []
        return [name for name in os.listdir(self.runtime) if name.startswith("run-")]

    def expect_nothing_left(self):
        expect(not self.run_folders(), "no run folder is left behind", str(self.run_folders()))

    def expect_seen(self, records, count, keys=("seen",)):
        expect(len(records) == count, f"{count} records arrive", f"{len(records)}: {records[-3:]}")
        for number, record in enumerate(records):
            for key in keys:
                expect(record.get(key) == [len(picture(number)), number % 256], f"frame {number} was whole for {key}",
                       json.dumps(record))


def wait_for(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < end, f"in {seconds} s: {what}")
        time.sleep(0.005)


@check
def every_reader_of_a_chain_sees_every_frame_whole(place):
    status, records, errors = place.shell("capture - | follow --key a | follow --blind | follow --key b", pictures(300))
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records, 300, ("a", "b"))
    place.expect_nothing_left()


@check
def capture_stays_few_frames_ahead_of_the_slowest_reader(place):
    source = open(place.file("in.ppm", pictures(60)), "rb")
    reader = place.start(["bash", "-c", "capture - | follow --key a | follow --delay 15 --key b >out"], source)
    most = 0
    before = set()
    while reader.poll() is None:
        now = {name for name in place.frames() if ".part" not in name}
        # A listing of a folder that changes may mix two moments; what two listings both hold was there between them.
        held = before & now
        before = now
        # Until the last reader has read its first record nobody knows of it, and a few more frames may be written.
        if held and min(int(name.split(".")[0]) for name in held) > 2 * AHEAD:
            most = max(most, len(held))
        time.sleep(0.001)
    with open(os.path.join(place.root, "out"), "rb") as out:
        records = [json.loads(line) for line in out.read().splitlines()]
    place.expect_seen(records, 60, ("a", "b"))
    expect(2 <= most <= AHEAD + 1, f"at most {AHEAD + 1} frames are there at once", str(most))
    place.expect_nothing_left()


@check
def a_reader_that_starts_late_finds_all_frames(place):
    line = "capture - | (sleep 0.5; exec follow --key a) | (sleep 1; exec follow --key b)"
    status, records, errors = place.shell(line, pictures(40))
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records, 40, ("a", "b"))
    place.expect_nothing_left()


@check
def a_reader_that_starts_after_the_one_before_it_has_ended_finds_all_frames(place):
    status, records, errors = place.shell("capture - | follow --key a | (sleep 1; exec follow --key b)", pictures(5))
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records, 5, ("a", "b"))
    place.expect_nothing_left()


@check
def frames_stay_to_the_end_behind_another_program(place):
    status, records, errors = place.shell("capture - | follow --key a | tee copy.jsonl | follow --key b --delay 5",
                                          pictures(60))
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records, 60, ("a", "b"))
    place.expect_nothing_left()


@check
def a_program_that_is_none_of_ours_is_told_of(place):
    status, records, errors = place.shell("capture - | cat", pictures(3))
    expect(status == 0 and len(records) == 3, "the records arrive", errors)
    expect("not read by a turnkit tool" in errors and "--out DIR" in errors, "a warning says so", errors)
    place.expect_nothing_left()


@check
def records_that_go_into_a_file_are_warned_of(place):
    status, _, errors = place.shell("capture - >records.jsonl", pictures(3))
    expect(status == 0 and "do not go into a pipe" in errors and "--out DIR" in errors, "a warning says so", errors)
    status, _, errors = place.shell("capture -o records.jsonl - | cat", pictures(3))
    expect(status == 0 and "do not go into a pipe" in errors, "with -o too", errors)
    status, records, errors = place.shell("follow records.jsonl")
    expect(status == 1 and len(records) == 3, "records pass", errors)
    expect(records[0]["errors"][0]["code"] == "frame-gone", "and say that their frames are gone", str(records[0]))
    place.expect_nothing_left()


@check
def two_captures_after_each_other_feed_one_chain(place):
    place.file("a", pictures(20))
    place.file("b", pictures(20))
    status, records, errors = place.shell("{ capture - <a; capture - <b; } | follow --key a | follow --key b", timeout=30)
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records[:20], 20, ("a", "b"))
    place.expect_seen(records[20:], 20, ("a", "b"))
    place.expect_nothing_left()


@check
def a_reader_that_wants_only_the_start_ends_the_pipe(place):
    status, records, errors = place.shell("capture - | follow | head -n 3", pictures(500))
    expect(status == 141 and len(records) == 3, "the pipe ends early", f"{status} {errors}")
    expect(not errors, "and silently", errors)
    place.expect_nothing_left()


def killed_stage(place, victim, count=300):
    """Runs capture and two slow readers, kills one stage half-way; returns the last reader's records and the processes."""
    source = open(place.file("in.ppm", pictures(count)), "rb")
    owner = place.start(["capture", "-"], source)
    first = place.start(["follow", "--key", "a", "--delay", "5"], owner.stdout)
    last = place.start(["follow", "--key", "b", "--delay", "5"], first.stdout, open(os.path.join(place.root, "out"), "wb"))
    owner.stdout.close()
    first.stdout.close()
    stages = {"owner": owner, "first": first, "last": last}
    wait_for(lambda: len(place.frames()) >= 4, "frames travel")
    time.sleep(0.1)
    stages[victim].send_signal(signal.SIGKILL)
    for name, stage in stages.items():
        stage.wait(timeout=30)
    with open(os.path.join(place.root, "out"), "rb") as out:
        text = out.read()
    return [json.loads(line) for line in text.splitlines()], stages


@check
def a_killed_capture_leaves_whole_frames_to_its_readers_and_no_folder(place):
    records, stages = killed_stage(place, "owner")
    expect(stages["first"].returncode == 0 and stages["last"].returncode == 0, "the readers end well",
           stages["first"].stderr.read().decode() + stages["last"].stderr.read().decode())
    expect(0 < len(records) < 300, "some records arrived", str(len(records)))
    place.expect_seen(records, len(records), ("a", "b"))
    place.expect_nothing_left()


@check
def a_killed_first_reader_ends_the_pipe_and_leaves_no_folder(place):
    records, stages = killed_stage(place, "first")
    expect(stages["owner"].returncode == 141, "capture sees that its reader is gone", str(stages["owner"].returncode))
    expect(stages["last"].returncode == 0, "the last reader ends well", stages["last"].stderr.read().decode())
    place.expect_seen(records, len(records), ("a", "b"))
    place.expect_nothing_left()


@check
def a_killed_last_reader_ends_the_pipe_and_leaves_no_folder(place):
    _, stages = killed_stage(place, "last")
    expect(stages["owner"].returncode == 141 and stages["first"].returncode == 141, "both see it",
           f"{stages['owner'].returncode} {stages['first'].returncode}")
    place.expect_nothing_left()


@check
def what_is_left_when_all_are_killed_is_swept_by_the_next(place):
    source = open(place.file("in.ppm", pictures(60)), "rb")
    owner = place.start(["capture", "-"], source)
    reader = place.start(["follow", "--delay", "50"], owner.stdout)
    owner.stdout.close()
    wait_for(lambda: len(place.frames()) >= 4, "frames travel")
    owner.kill()
    reader.kill()
    owner.wait()
    reader.wait()
    expect(len(place.run_folders()) == 1, "the folder is there still")
    status, records, errors = place.shell("capture - | follow", pictures(2))
    expect(status == 0 and len(records) == 2, "the next run works", errors)
    place.expect_nothing_left()


@check
def a_running_pipe_is_not_swept(place):
    source = open(place.file("in.ppm", pictures(30)), "rb")
    slow = place.start(["bash", "-c", "capture - | follow --delay 20"], source)
    wait_for(lambda: len(place.frames()) >= 4, "frames travel")
    for _ in range(5):
        place.shell("capture - | follow", pictures(2))
    records = [json.loads(line) for line in slow.communicate(timeout=30)[0].splitlines()]
    place.expect_seen(records, 30)
    place.expect_nothing_left()


@check
def an_interrupted_capture_ends_with_130_and_leaves_nothing(place):
    reading, writing = os.pipe()
    owner = place.start(["capture", "-"], reading)
    os.close(reading)
    reader = place.start(["follow"], owner.stdout)
    owner.stdout.close()
    os.write(writing, pictures(3))
    wait_for(lambda: len(place.run_folders()) == 1, "capture runs")
    time.sleep(0.2)
    owner.send_signal(signal.SIGINT)
    expect(owner.wait(timeout=10) == 130, "status 130", owner.stderr.read().decode())
    out, _ = reader.communicate(timeout=10)
    place.expect_seen([json.loads(line) for line in out.splitlines()], 3)
    os.close(writing)
    place.expect_nothing_left()


@check
def a_small_memory_makes_capture_wait_for_its_readers(place):
    place.mount(200)  # half is 100 kB: ten frames of 9 kB
    line = "capture - | follow --key a --delay 2 | follow --key b"
    status, records, errors = place.shell(line, pictures(100))
    expect(status == 0 and not errors, "all went well", errors)
    place.expect_seen(records, 100, ("a", "b"))
    place.expect_nothing_left()


@check
def memory_that_others_fill_makes_capture_wait_or_say_so(place):
    place.mount(400)
    with open(os.path.join(place.run_root, "ballast"), "wb") as ballast:
        source_read, source_write = os.pipe()
        pipe = place.start(["bash", "-o", "pipefail", "-c", "capture - | follow"], source_read)
        os.close(source_read)
        os.write(source_write, picture(0))
        wait_for(lambda: place.run_folders(), "capture runs")
        time.sleep(0.2)
        try:
            ballast.write(bytes(1 << 20))
            ballast.flush()
        except OSError:
            pass
        with os.fdopen(source_write, "wb") as source:
            source.write(picture(1) + picture(2))
        out, errors = pipe.communicate(timeout=30)
    expect(pipe.returncode == 1 and b"No space left on device" in errors and b"--out DIR" in errors,
           "a full disk is said with advice", errors.decode())
    expect(len(out.splitlines()) >= 1, "what came before arrives", out.decode())
    place.expect_nothing_left()


@check
def frames_that_nobody_says_he_is_past_fill_the_room_with_a_clear_error(place):
    place.mount(200)
    status, records, errors = place.shell("capture - | cat", pictures(100))
    expect(status == 1 and 5 < len(records) < 100, "it stops", f"{status} {len(records)}")
    expect("does not say which" in errors and "--out DIR" in errors, "and says why and what to do", errors)
    place.expect_nothing_left()


@check
def one_picture_larger_than_the_room_is_an_error(place):
    place.mount(200)
    status, records, errors = place.shell("capture - | follow", picture(0, 400, 300))
    expect(status == 1 and not records and "--out DIR" in errors, "it is said", errors)
    place.expect_nothing_left()


@check
def a_full_disk_under_out_is_an_error_and_leaves_whole_files_only(place):
    place.mount(30)
    for number in range(5):
        place.file(f"{number}.ppm", picture(number))
    status, records, errors = place.shell("capture --out run/kept *.ppm")
    kept = sorted(os.listdir(os.path.join(place.run_root, "kept")))
    expect(status == 1 and "No space left on device" in errors, "it is said", errors)
    expect(kept == [f"{number:06}.ppm" for number in range(len(records))] and len(kept) < 5, "whole files only", str(kept))


@check
def a_file_size_limit_is_an_error_with_advice(place):
    status, records, errors = place.shell("(ulimit -f 4; exec capture -) | follow", pictures(3))
    expect(status == 1 and not records and "File too large" in errors and "--out DIR" in errors, "it is said", errors)
    place.expect_nothing_left()


@check
def a_runtime_folder_that_others_can_write_to_is_refused(place):
    os.mkdir(place.runtime)
    os.chmod(place.runtime, 0o777)
    status, _, errors = place.shell("capture - | follow", pictures(1))
    expect(status == 1 and "not a folder that only you can write to" in errors, "it is refused", errors)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--check")
    parser.add_argument("--capture")
    parser.add_argument("--follower")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(CHECKS))
        return 0
    with Place(arguments.capture, arguments.follower) as place:
        try:
            CHECKS[arguments.check](place)
        except Skip as reason:
            print(f"skipped: {reason}")
            return 77
        except AssertionError as error:
            print(f"failed: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
