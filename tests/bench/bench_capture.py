"""Windows, single shots and videos as PPM, against ffmpeg and maim on the same display and file."""

import json
import os
import shutil
import subprocess

GRABS = 300
SIZE = "1920x1080"


class Screen:
    """An X server with one window that fills it and shows a picture with some detail."""

    def __init__(self, bench):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten",
                                        "tcp", "-noreset"], pass_fds=[writing], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            self.name = ":" + numbers.readline().strip()
        bench.env["DISPLAY"] = self.name
        program = os.path.join(bench.extra, "..", "x11", "x11_window")
        self.window = subprocess.Popen([program, f"{SIZE}+0+0", "Bench"], env=bench.env, stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True, bufsize=1)
        self.id = self.window.stdout.readline().strip()
        for number in range(400):
            self.window.stdin.write(f"rect {number * 37 % 1900} {number * 91 % 1060} {20 + number % 60} "
                                    f"{10 + number % 40} {number * 7919 % 0xFFFFFF:06X}\n")
            self.window.stdout.readline()

    def close(self):
        self.window.stdin.close()
        self.window.wait()
        self.server.terminate()
        self.server.wait()


def shell(command):
    return ["bash", "-o", "pipefail", "-c", command]


def missing(what, peer):
    return [what, "not installed", "", f"{peer} is not installed"]


def run(bench):
    if not shutil.which("Xvfb"):
        bench.table("Capture", ["program", "CPU"], [["Xvfb", "not installed"]])
        return
    programs = os.path.join(bench.folder, "capture-programs")
    # The readers of a pipe know each other by the folder they lie in, modules lie beside it.
    os.makedirs(os.path.join(programs, "bin"))
    os.symlink(os.path.join(os.path.dirname(bench.bin), "lib"), os.path.join(programs, "lib"))
    capture = shutil.copy(bench.tool("capture"), os.path.join(programs, "bin"))
    follow = shutil.copy(os.path.join(bench.extra, "..", "frames", "frame_follower"), os.path.join(programs, "bin"))
    scratch = os.path.join("/dev/shm", f"turnkit-bench-{os.getpid()}")
    os.makedirs(scratch)
    screen = Screen(bench)
    try:
        live(bench, screen, capture, follow, scratch)
        video(bench, capture, follow, scratch)
    finally:
        screen.close()
        shutil.rmtree(scratch)
        del bench.env["DISPLAY"]


def live(bench, screen, capture, follow, scratch):
    ffmpeg = shutil.which("ffmpeg")
    own = bench.cpu(shell(f"{capture} --window Bench --interval 0 --count {GRABS} | {follow} --blind >/dev/null"), repeat=3)
    rows = [["`capture --window`, frames for a filter", f"{1000 * own / GRABS:.2f} ms", f"{GRABS / own:.0f}", "1"]]
    if ffmpeg:
        peer = bench.cpu([ffmpeg, "-v", "error", "-f", "x11grab", "-framerate", "1000", "-video_size", SIZE, "-i",
                          screen.name, "-vsync", "0", "-frames:v", str(GRABS), "-update", "1", "-y",
                          os.path.join(scratch, "grab.ppm")], repeat=3)
        rows.append(["`ffmpeg -f x11grab`, one PPM file written again and again", f"{1000 * peer / GRABS:.2f} ms",
                     f"{GRABS / peer:.0f}", f"{peer / own:.2f}"])
    else:
        rows.append(missing("`ffmpeg -f x11grab`", "ffmpeg"))
    still = bench.cpu(shell(f"{capture} --window Bench --changed --interval 0.005 --duration 2 --stats {scratch}/s.json "
                            f"| {follow} --blind >/dev/null"), repeat=3)
    with open(os.path.join(scratch, "s.json"), encoding="utf-8") as file:
        looks = json.load(file)["unchanged"]
    rows.append([f"`capture --window --changed`, nothing drawn ({looks} looks)", f"{1000 * still / looks:.2f} ms",
                 f"{looks / still:.0f}", ""])
    compared = subprocess.run([os.path.join(bench.extra, "bench_change")], capture_output=True, text=True, check=True)
    rows.append(["`--changed`, comparing two equal frames (files, videos, pipes)", f"{float(compared.stdout):.2f} ms", "", ""])
    bench.table(f"A window of {SIZE} under Xvfb as PPM (CPU of the programs, without the X server)",
                ["program", "CPU a frame", "frames a CPU second", "CPU of the peer / of capture"], rows)

    one = bench.cpu(shell(f"rm -rf {scratch}/one && exec {capture} --window Bench --count 1 --out {scratch}/one"), repeat=9)
    rows = [["`capture --window --count 1`, PPM", f"{1000 * one:.1f} ms", "1"]]
    if shutil.which("maim"):
        peer = bench.cpu(["maim", "-i", str(int(screen.id, 16)), os.path.join(scratch, "one.png")], repeat=9)
        rows.append(["`maim -i`, PNG", f"{1000 * peer:.1f} ms", f"{peer / one:.1f}"])
    else:
        rows.append(["`maim -i`, PNG", "not installed", ""])
    bench.table(f"A single shot of that window, whole process", ["program", "CPU", "ratio"], rows)


def video(bench, capture, follow, scratch):
    ffmpeg = shutil.which("ffmpeg")
    if not ffmpeg:
        bench.table("Video to PPM", ["program", "CPU"], [["ffmpeg", "not installed"]])
        return
    frames = 250
    rows = []
    for name, codec in (("fight.mp4", ["-c:v", "libx264", "-preset", "veryfast"]),
                        ("fight.webm", ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "4M"])):
        path = os.path.join(scratch, name)
        subprocess.run([ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25", "-frames:v",
                        str(frames), *codec, "-pix_fmt", "yuv420p", "-y", path], check=True)
        own = bench.cpu(shell(f"{capture} {path} | {follow} --blind >/dev/null"), repeat=3)
        peer = bench.cpu([ffmpeg, "-v", "error", "-i", path, "-update", "1", "-y", os.path.join(scratch, "v.ppm")], repeat=3)
        kept = bench.cpu(shell(f"rm -rf {scratch}/kept && {capture} --out {scratch}/kept {path} >/dev/null"), repeat=3)
        shutil.rmtree(os.path.join(scratch, "kept"))
        folder = os.path.join(scratch, "numbered")
        os.mkdir(folder)
        files = bench.cpu([ffmpeg, "-v", "error", "-i", path, "-y", os.path.join(folder, "%06d.ppm")], repeat=3)
        shutil.rmtree(folder)
        rows += [[f"`capture {name}`, frames for a filter", f"{1000 * own / frames:.2f} ms", "1"],
                 [f"`ffmpeg -i {name}`, one PPM file written again and again", f"{1000 * peer / frames:.2f} ms",
                  f"{peer / own:.2f}"],
                 [f"`capture --out {name}`", f"{1000 * kept / frames:.2f} ms", "1"],
                 [f"`ffmpeg -i {name}`, a PPM file for each frame", f"{1000 * files / frames:.2f} ms", f"{files / kept:.2f}"]]
    bench.table(f"Video to PPM ({frames} frames of 1280 x 720)", ["program", "CPU a frame", "CPU of the peer / of capture"],
                rows)
