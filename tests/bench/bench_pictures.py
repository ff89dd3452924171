"""Pictures that travel beside the records of a pipe, and pictures that are files, against plain copies by cat."""

import os
import shutil

FRAMES = 60


def picture(number, width=1920, height=1080):
    pixels = bytearray(os.urandom(64) * (width * height * 3 // 64))
    pixels[-1] = number % 256
    return f"P6\n{width} {height}\n255\n".encode() + bytes(pixels)


def run(bench):
    # The readers of a pipe know each other by the folder they lie in.
    programs = os.path.join(bench.folder, "programs")
    os.mkdir(programs)
    capture = shutil.copy(bench.tool("capture"), programs)
    follow = shutil.copy(os.path.join(bench.extra, "..", "frames", "frame_follower"), programs)
    stream = os.path.join(bench.folder, "stream.ppm")
    same = os.path.join(bench.folder, "same.ppm")
    with open(stream, "wb") as file:
        for number in range(FRAMES):
            file.write(picture(number))
    with open(same, "wb") as file:
        file.write(picture(0) * FRAMES)

    def row(what, command, source):
        seconds = bench.cpu(["sh", "-c", command], repeat=3, stdin=source)
        return what, seconds, [what, f"{seconds:.3f} s", f"{1000 * seconds / FRAMES:.2f} ms"]

    copy = row("`cat \\| cat`", "cat | cat >/dev/null", stream)
    rows = [
        row("`capture -` and a filter that passes the records on", f"{capture} - | {follow} --blind >/dev/null", stream),
        row("`capture --changed -`, no picture changed", f"{capture} --changed --inline - >/dev/null", same),
        row("`capture` of the same picture as files", f"{capture} " + f"{same} " * FRAMES + ">/dev/null", os.devnull),
        copy,
    ]
    bench.table(f"{FRAMES} pictures of 1920 x 1080 (PPM, 6.2 MB each)", ["program", "CPU", "a picture", "ratio to cat"],
                [cells + [f"{seconds / copy[1]:.2f}"] for _, seconds, cells in rows])
    for path in (stream, same):
        os.remove(path)
