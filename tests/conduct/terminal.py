"""Runs programs on a pseudo-terminal, as a person would see them."""

import errno
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time


class Terminal:
    """A program on a terminal of its own: what it shows is collected, keys are typed."""

    def __init__(self, command, env, cwd, columns=80, rows=24, stdin=None):
        self.ours, theirs = pty.openpty()
        self.resize(columns, rows, signal=False)
        self.before = termios.tcgetattr(theirs)
        self.theirs = theirs
        if isinstance(command, str):
            command = ["bash", "-o", "pipefail", "-c", command]

        def own_terminal():
            os.setsid()
            fcntl.ioctl(1, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(command, stdin=theirs if stdin is None else stdin, stdout=theirs, stderr=theirs,
                                        env=env, cwd=cwd, preexec_fn=own_terminal)
        self.seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)

    def resize(self, columns, rows, signal=True):
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if signal:
            self.process.send_signal(28)  # SIGWINCH: the kernel sends it to the foreground group only

    def type(self, keys):
        os.write(self.ours, keys if isinstance(keys, bytes) else keys.encode())

    def read(self, seconds):
        """Collects what comes within `seconds`; True when something did."""
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if not ready:
            return False
        try:
            block = os.read(self.ours, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                return False
            raise
        self.seen += block
        return bool(block)

    def wait_for(self, text, seconds=20):
        """Reads until the output since the last call of `forget` matches the pattern `text`; False when it never does."""
        end = time.monotonic() + seconds
        while not re.search(text.encode(), self.seen):
            left = end - time.monotonic()
            if left <= 0 or not self.read(left):
                if self.process.poll() is not None or left <= 0:
                    return bool(re.search(text.encode(), self.seen))
        return True

    def settle(self, quiet=0.3):
        """Reads until nothing has come for `quiet` seconds."""
        while self.read(quiet):
            pass
        return self.seen

    def forget(self):
        self.seen = b""

    def finish(self, seconds=60):
        """Reads to the end of the program; its status (negative for a signal)."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.wait(timeout=5)

    def is_as_before(self):
        """The settings of the terminal are those from before the program."""
        return termios.tcgetattr(self.theirs) == self.before


def shown(command, env, cwd, columns=80):
    """Everything `command` shows on a terminal, with plain line ends, and its status. Its stdin is empty."""
    with open(os.devnull, "rb") as nothing, Terminal(command, env, cwd, columns, stdin=nothing) as terminal:
        status = terminal.finish()
        return terminal.seen.replace(b"\r\n", b"\n"), status


def has_color(text):
    return re.search(rb"\x1b\[[0-9;]*m", text) is not None
