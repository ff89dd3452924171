#!/usr/bin/env python3
"""capture --camera on a made-up driver: pictures of each kind, one that is not whole, and the cable pulled out."""

import base64
import errno
import json
import os
import subprocess
import sys
import tempfile

CAPTURE, FAKE = sys.argv[1:3]


def capture(folder, *options, **fake):
    device = os.path.join(folder, "video0")
    open(device, "wb").close()
    env = {**os.environ, "XDG_RUNTIME_DIR": folder, "HOME": folder, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
           "LD_PRELOAD": FAKE, "FAKE_CAMERA": device, **fake}
    done = subprocess.run([CAPTURE, "--camera", device, "--inline", *options], env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=30, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()], done


def expect(condition, what, detail):
    if not condition:
        raise AssertionError(f"{what}\n{detail}")


def shows_halves(record, tolerance):
    image = record["image"]
    pixels = base64.b64decode(image["data"])[len(b"P6\n64 48\n255\n"):]
    left, right = pixels[3 * (64 * 20 + 8)], pixels[3 * (64 * 20 + 56)]
    return (image["width"], image["height"]) == (64, 48) and left <= tolerance and right >= 255 - tolerance


def main():
    with tempfile.TemporaryDirectory() as folder:
        records, done = capture(folder, "--fps", "50", "--count", "3", FAKE_FORMAT="yuyv")
        expect(done.returncode == 0 and len(records) == 3, "three frames", done)
        expect(all(shows_halves(record, 1) for record in records), "YUYV is black and white, and whole", done)
        expect({record["source"]["kind"] for record in records} == {"camera"}, "the source is a camera", done)

        jpeg = os.path.join(folder, "halves.jpg")
        ppm = b"P6\n64 48\n255\n" + (bytes(96) + b"\xff" * 96) * 48
        picture = os.path.join(folder, "halves.ppm")
        with open(picture, "wb") as file:
            file.write(ppm)
        kept = os.path.join(folder, "kept")
        subprocess.run([CAPTURE, "--out", kept, "--image-format", "jpeg", picture], check=True, capture_output=True)
        os.rename(os.path.join(kept, os.listdir(kept)[0]), jpeg)
        records, done = capture(folder, "--fps", "50", "--count", "2", FAKE_FORMAT="mjpeg", FAKE_JPEG=jpeg)
        expect(len(records) == 2 and all(shows_halves(record, 6) for record in records), "MJPEG is decoded", done)

        records, done = capture(folder, "--interval", "0", FAKE_FORMAT="yuyv", FAKE_PICTURES="5")
        # Picture 1 is not whole; the last one comes with the news that there is no camera any more.
        expect(done.returncode == 0 and len(records) >= 3, "the end of the cable is the end of the stream", done)

        records, done = capture(folder, "--fps", "200", "--count", "5", FAKE_FORMAT="yuyv", FAKE_PAUSE="40")
        expect(len(records) == 5 and "dropped" not in done.stderr, "a slow camera drops nothing", done)

        records, done = capture(folder, "--fps", "50", "--changed", "--duration", "0.5", FAKE_FORMAT="yuyv")
        expect(done.returncode == 0 and len(records) == 1, "a still scene is one frame", done)

        records, done = capture(folder, FAKE_FORMAT="yuyv", FAKE_PICTURES="0")
        expect(done.returncode == 1 and "unplugged before it gave a picture" in done.stderr, "no picture at all", done)
        for reason, advice in ((errno.EACCES, "group video"), (errno.EBUSY, "another program uses it")):
            records, done = capture(folder, FAKE_REFUSAL=str(int(reason)))
            expect(done.returncode == 1 and not records and advice in done.stderr, "a refusal comes with advice", done)


main()
