"""A throw-away home for the programs under test: no test reads or leaves anything of the user's."""

import argparse
import os
import shutil
import subprocess
import tempfile


def expect(condition, text):
    if not condition:
        raise AssertionError(text if len(text) < 2000 else text[:1000] + " ... " + text[-1000:])


class Sandbox:
    """Temporary HOME, XDG folders and database; a copy of examples/ as the working folder when asked for."""

    def __init__(self, source, build, with_examples=False):
        self.source = source
        self.bin = os.path.join(build, "bin")
        self.root = tempfile.mkdtemp(prefix="turnkit-test-")
        self.examples = os.path.join(source, "examples")
        self.work = os.path.join(self.root, "work")
        if with_examples:
            shutil.copytree(self.examples, self.work)
        else:
            os.mkdir(self.work)
        keep = {key: os.environ[key] for key in ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS") if key in os.environ}
        self.env = {
            **keep,
            "PATH": self.bin + ":" + keep.get("PATH", "/usr/bin:/bin"),
            "HOME": self.root,
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "NO_COLOR": "1",
            "TURNKIT_DB": os.path.join(self.root, "turnkit.db"),
            "XDG_RUNTIME_DIR": os.path.join(self.root, "run"),
            "EXAMPLES": self.examples,
        }
        os.mkdir(self.env["XDG_RUNTIME_DIR"], 0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+rwX", self.root], check=False)
        shutil.rmtree(self.root, ignore_errors=True)

    def fill_database(self):
        """The sample knowledge base, as a new user would import it."""
        program = os.path.join(self.bin, "db-update")
        if not os.path.exists(program):
            return
        for table in ("spells", "monsters", "maps"):
            for ending in (".json", ".jsonl"):
                data = os.path.join(self.examples, "kb", table + ending)
                if os.path.exists(data):
                    self.run([program, table, data], check=True)

    def run(self, command, data=b"", check=False, **options):
        """Runs a command (a list, or a string for bash); returns the completed process with bytes."""
        if isinstance(command, str):
            command = ["bash", "-o", "pipefail", "-c", command]
        if "stdin" not in options:
            options["input"] = data
        if "stdout" not in options:
            options["stdout"] = subprocess.PIPE
        done = subprocess.run(command, stderr=subprocess.PIPE, env=self.env, cwd=self.work, timeout=100, **options)
        if check and done.returncode != 0:
            raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done


def run_in_sandbox(*tests):
    """The main of a script of tests, each a function of a sandbox that they share; the status of the script."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--build", required=True)
    arguments = parser.parse_args()
    with Sandbox(arguments.source, arguments.build) as box:
        for test in tests:
            try:
                test(box)
            except AssertionError as failure:
                print(f"failed: {test.__name__.replace('_', ' ')}: {failure}")
                return 1
    return 0
