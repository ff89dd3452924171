"""Checks that every registered tool keeps the conduct of the design, one named check a call.

conduct.py --source DIR --build DIR --tool NAME --check NAME | --scripts | --example FILE | --schema-samples | --install | --list-checks
"""

import argparse
import glob
import json
import os
import pty
import re
import runpy
import shlex
import shutil
import stat
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
from check_schema import misfits  # noqa: E402
from sandbox import Sandbox  # noqa: E402
from shells import complete  # noqa: E402
from terminal import has_color, shown  # noqa: E402

SKIP = 77
CHECKS = {}
UNKNOWN_RECORD = b'{"type":"poem","n":12345678901234567890,"f":1.50,"esc":"\\u00e9\\/","nested":{"b":[1,2,{"a":null}],"a":"x"}}'


class Skip(Exception):
    """This check does not apply to this tool, or needs a program that is not here."""


def check(function):
    CHECKS[function.__name__.replace("_", "-")] = function
    return function


def expect(condition, text, done=None):
    if condition:
        return
    if done is not None:
        text += f"\n  status {done.returncode}\n  stderr: {done.stderr.decode(errors='replace')[:2000]}"
        if done.stdout:
            text += f"\n  stdout: {done.stdout.decode(errors='replace')[:2000]}"
    raise AssertionError(text)


class Tool:
    """A registered tool and the sandbox to run it in."""

    def __init__(self, entry, box):
        self.name = entry["name"]
        self.kinds = entry["kind"]
        self.limit = entry["limit"]
        self.box = box
        self.program = os.path.join(box.bin, self.name)
        self.sample_line = entry["sample"].replace("{}", self.program).replace("@examples@", box.examples)
        self.reading = [self.program] + shlex.split(entry["filter"].replace("@examples@", box.examples))

    def reads_records(self):
        if not {"filter", "sink"} & set(self.kinds):
            raise Skip("reads no records")

    def is_filter(self):
        if "filter" not in self.kinds:
            raise Skip("not a filter")

    def reads_files(self):
        if self.kinds == ["query"]:
            raise Skip("a query's operands are no files")

    def run(self, *arguments, **options):
        return self.box.run([self.program, *arguments], **options)

    def sample(self, *arguments, **options):
        """The registered sample command, a pipe or a single call, with more arguments for its last program."""
        return self.box.run(" ".join([self.sample_line, *map(shlex.quote, arguments)]), **options)

    def read(self, data, *arguments, **options):
        return self.box.run(self.reading + list(arguments), data=data, **options)


@check
def help_says_how(tool):
    done = tool.run("--help")
    expect(done.returncode == 0 and done.stdout and not done.stderr, "--help: status 0, text on stdout, silent stderr", done)
    text = done.stdout.decode()
    expect(text.startswith("Usage: " + tool.name), "--help begins with the usage line", done)
    for word in ("--help", "--version", "Exit status"):
        expect(word in text, f"--help names {word}", done)
    longest = max(text.splitlines(), key=len)
    expect(all(len(line) <= 80 or line.startswith("  ") and " | " in line or line.startswith("  " + tool.name)
               for line in text.splitlines()), f"--help fits 80 columns: {longest!r}")


@check
def version_is_told(tool):
    done = tool.run("--version")
    expect(done.returncode == 0 and not done.stderr, "--version: status 0, silent stderr", done)
    expect(re.fullmatch(rb"[a-z-]+ \(turnkit\) \d+\.\d+\.\d+\n", done.stdout), "--version is one line", done)


@check
def an_unknown_option_is_refused_with_a_near_match(tool):
    done = tool.run("--versoin")
    expect(done.returncode == 2 and not done.stdout, "unknown option: status 2, nothing on stdout", done)
    expect(b"--version" in done.stderr and b"--help" in done.stderr, "the near match and --help are suggested", done)


@check
def the_sample_works(tool):
    done = tool.sample()
    expect(done.returncode == 0, "the sample command succeeds", done)
    expect(done.stdout, "the sample command prints something", done)


@check
def the_same_input_gives_the_same_output(tool):
    first = tool.sample()
    second = tool.sample()
    expect(first.stdout == second.stdout, "two runs of the sample differ", second)


@check
def records_fit_their_schemas(tool):
    done = tool.sample()
    lines = [line for line in done.stdout.splitlines() if line.startswith(b"{")]
    if not lines:
        raise Skip("the sample prints no records")
    found = misfits(os.path.join(tool.box.source, "common", "schema"), lines, closed=True)
    expect(not found, "records do not fit common/schema:\n" + "\n".join(found))


@check
def empty_input_is_no_crash(tool):
    tool.reads_records()
    done = tool.read(b"")
    expect(done.returncode in (0, 3), "empty input: status 0 or 3", done)


@check
def a_malformed_line_is_named_and_the_rest_goes_on(tool):
    tool.reads_records()
    good = b'{"type":"note","text":"x"}\n'
    done = tool.read(good + b"{not json\n" + good)
    expect(done.returncode == 1, "malformed line: status 1 at the end", done)
    expect(b"stdin:2: " in done.stderr, "the message names stdin and line 2", done)
    if "filter" in tool.kinds:
        expect(done.stdout.count(b'"note"') == 2, "the good records pass", done)
        expect(b"{not json" not in done.stdout, "the malformed line is not forwarded", done)


@check
def many_malformed_lines_are_told_few_times_and_counted(tool):
    tool.reads_records()
    bad = b"{not json}\n" * 500
    done = tool.read(bad)
    expect(done.returncode == 1, "500 malformed lines: status 1 at the end", done)
    told = [line for line in done.stderr.splitlines() if b"stdin:" in line]
    expect(1 < len(told) <= 3 and b"stdin:2: " in told[1], "the first few are told with their lines", done)
    expect(b" 497 more: " in done.stderr and b"-v tells" in done.stderr, "the others are counted, and how to see them", done)
    for option in ("-v", "--log-json"):
        told = [line for line in tool.read(bad, option).stderr.splitlines() if b"stdin:" in line]
        expect(len(told) == 500 and b"stdin:500: " in told[-1], f"{option} tells each", done)


@check
def a_command_that_can_be_tried_is_one_that_changes_something(tool):
    table = json.loads(tool.run("--print-options").stdout)
    for command in [table, *table.get("commands", [])]:
        if any(option["name"] == "dry-run" for option in command["options"]):
            expect(command.get("changes"), f"{command['name']} has --dry-run and is not marked with changes()")


@check
def a_scalar_line_is_not_a_record(tool):
    tool.reads_records()
    done = tool.read(b"42\n")
    expect(done.returncode == 1 and b"stdin:1: " in done.stderr, "a number is not a record", done)


@check
def strict_stops_at_the_first_bad_line(tool):
    tool.is_filter()
    done = tool.read(b'{"type":"note","n":1}\n{bad\n{"type":"note","n":2}\n', "--strict")
    expect(done.returncode == 1 and b'"n":1' in done.stdout and b'"n":2' not in done.stdout, "--strict stops", done)


@check
def line_ends_of_all_kinds_are_accepted(tool):
    tool.is_filter()
    done = tool.read(b'{"type":"a"}\r\n\n{"type":"b"}\n   \n{"type":"c"}')
    expect(done.returncode == 0, "blank lines, CRLF and a missing last newline are fine", done)
    expect(done.stdout == b'{"type":"a"}\n{"type":"b"}\n{"type":"c"}\n', "they come out as \\n lines", done)


@check
def a_long_line_passes(tool):
    tool.is_filter()
    line = b'{"type":"note","text":"' + b"x" * 1_000_000 + b'"}\n'
    done = tool.read(line)
    expect(done.returncode == 0 and done.stdout == line, "a line of 1 MB passes unchanged")


@check
def unknown_records_pass_byte_for_byte(tool):
    tool.is_filter()
    done = tool.read(UNKNOWN_RECORD + b"\n")
    expect(done.returncode == 0 and done.stdout == UNKNOWN_RECORD + b"\n", "unknown keys pass unchanged", done)


@check
def invalid_utf8_is_named(tool):
    tool.reads_records()
    done = tool.read(b'{"type":"note","text":"\xff\xfe"}\n')
    expect(done.returncode == 1 and b"stdin:1: " in done.stderr and b"UTF-8" in done.stderr, "invalid UTF-8", done)
    expect(b"\xff" not in done.stdout, "it is not forwarded", done)


@check
def a_full_disk_is_an_error(tool):
    with open("/dev/full", "wb") as full:
        done = tool.sample(stdout=full)
    expect(done.returncode == 1, "/dev/full: status 1", done)
    expect(b"stdout" in done.stderr, "the message names stdout", done)


@check
def a_reader_that_goes_away_is_no_complaint(tool):
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = tool.sample(stdout=write_end)
    finally:
        os.close(write_end)
    expect(done.returncode == 141, "closed reader: status 141", done)
    expect(not done.stderr, "closed reader: silent", done)


@check
def a_closed_stdin_is_an_error(tool):
    tool.reads_records()
    done = tool.box.run(" ".join(map(shlex.quote, tool.reading)) + " <&-")
    expect(done.returncode == 1 and b"stdin" in done.stderr, "closed stdin: status 1 and a message", done)


@check
def a_terminal_as_stdin_shows_the_usage(tool):
    tool.reads_records()
    if "-" in tool.reading:
        reading = [word for word in tool.reading if word != "-"]
    else:
        reading = tool.reading
    ours, theirs = pty.openpty()
    try:
        done = tool.box.run(reading, stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    expect(done.returncode == 2 and not done.stdout, "stdin is a terminal: status 2", done)
    expect(b"Usage: " in done.stderr, "the usage line is shown", done)


@check
def an_unreadable_file_is_named(tool):
    tool.reads_files()
    missing = os.path.join(tool.box.root, "no-such-file.jsonl")
    reading = [word for word in tool.reading if word != "-"]
    done = tool.box.run(reading + [missing])
    expect(done.returncode == 1 and b"no-such-file.jsonl" in done.stderr, "a missing file is named, status 1", done)
    # Opens, but cannot be read, not even by root, whom permissions do not stop.
    done = tool.box.run(reading + ["/proc/self/mem"])
    expect(done.returncode == 1 and b"/proc/self/mem: Input/output error" in done.stderr, "a failed read is named", done)


@check
def a_file_is_written_whole_or_not_at_all(tool):
    target = os.path.join(tool.box.work, "out.txt")
    plain = tool.sample()
    done = tool.sample("-o", target)
    expect(done.returncode == 0 and not done.stdout, "-o: nothing on stdout", done)
    with open(target, "rb") as file:
        expect(file.read() == plain.stdout, "-o writes what stdout would get")
    expect(os.listdir(tool.box.work) == ["out.txt"], f"nothing else stays: {os.listdir(tool.box.work)}")
    link = os.path.join(tool.box.work, "link.txt")
    os.symlink("out.txt", link)
    done = tool.sample("-o", link)
    expect(done.returncode == 0 and os.readlink(link) == "out.txt", "-o keeps a link and replaces what it points to", done)
    nowhere = os.path.join(tool.box.root, "none", "out.txt")
    done = tool.sample("-o", nowhere)
    expect(done.returncode == 1 and b"out.txt" in done.stderr, "-o into a missing folder is an error", done)


@check
def a_pipe_or_a_dash_as_output_is_written_to(tool):
    """What is no plain file stays what it is: a file renamed over it would take a device from everybody."""
    plain = tool.sample()
    expect(tool.sample("-o", "-").stdout == plain.stdout, "-o - is stdout")
    named = os.path.join(tool.box.work, "named")
    os.mkfifo(named)
    done = tool.box.run(f"cat {named} & {tool.sample_line} -o {named}; wait")
    expect(done.returncode == 0 and stat.S_ISFIFO(os.stat(named).st_mode), "-o leaves a named pipe in its place", done)
    expect(done.stdout == plain.stdout, "-o writes into a named pipe", done)
    done = tool.box.run(f"{tool.sample_line} -o >(cat) | cat")
    expect(done.stdout == plain.stdout, "-o writes into a process substitution", done)
    expect(os.listdir(tool.box.work) == ["named"], f"nothing else stays: {os.listdir(tool.box.work)}")


@check
def stats_are_one_record(tool):
    target = os.path.join(tool.box.work, "stats.jsonl")
    done = tool.sample("--stats", target)
    expect(done.returncode == 0, "--stats: status 0", done)
    with open(target, encoding="utf-8") as file:
        record = json.loads(file.read())
    expect(record["type"] == "metric" and record["tool"] == tool.name and record["max_rss_kb"] > 0, f"{record}")


@check
def the_configuration_file_is_validated(tool):
    folder = os.path.join(tool.box.root, ".config", "turnkit")
    os.makedirs(folder)
    path = os.path.join(folder, "config.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"lang": "fr", "environments": {"dev": {"lang": "en"}}}')
    done = tool.run("--print-config")
    expect(done.returncode == 0 and b"lang=fr (configuration)" in done.stdout, "the file sets a default", done)
    tool.box.env["TURNKIT_ENV"] = "dev"
    expect(b"lang=en (configuration)" in tool.run("--print-config").stdout, "TURNKIT_ENV selects a section")
    tool.box.env["TURNKIT_LANG"] = "fr"
    expect(b"lang=fr (environment)" in tool.run("--print-config").stdout, "the environment wins over the file")
    expect(b"lang=en (command line)" in tool.run("--print-config", "--lang", "en").stdout, "a flag wins over both")
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"langg": "fr"}')
    done = tool.run("--print-config")
    expect(done.returncode == 2 and b"langg" in done.stderr and b"'lang'" in done.stderr, "an unknown key is refused", done)
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"lang": ')
    done = tool.run("--print-config")
    expect(done.returncode == 2 and b"config.json" in done.stderr, "a broken file is named", done)


@check
def options_are_told_as_json(tool):
    done = tool.run("--print-options")
    expect(done.returncode == 0, "--print-options", done)
    table = json.loads(done.stdout)
    expect(table["name"] == tool.name and any(option["name"] == "help" for option in table["options"]), "the table")


@check
def log_lines_are_json_when_asked(tool):
    tool.reads_files()
    missing = os.path.join(tool.box.root, "no-such-file.jsonl")
    reading = [word for word in tool.reading if word != "-"]
    done = tool.box.run(reading + ["--log-json", missing])
    lines = done.stderr.decode().splitlines()
    expect(lines and all(json.loads(line)["tool"] == tool.name for line in lines), "stderr is JSON Lines", done)


def same_as_committed(tool, arguments, path):
    done = tool.run(*arguments)
    expect(done.returncode == 0 and not done.stderr, f"{arguments} prints", done)
    committed = os.path.join(tool.box.source, path)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        os.makedirs(os.path.dirname(committed), exist_ok=True)
        with open(committed, "wb") as file:
            file.write(done.stdout)
        return
    expect(os.path.exists(committed), f"{path} is missing: run with UPDATE_GOLDEN=1")
    with open(committed, "rb") as file:
        expect(file.read() == done.stdout, f"{path} differs from what the tool prints: run with UPDATE_GOLDEN=1")


@check
def the_man_page_is_fresh_and_clean(tool):
    path = f"man/{tool.name}.1"
    same_as_committed(tool, ["--print-man"], path)
    page = os.path.join(tool.box.source, path)
    if shutil.which("mandoc"):
        done = tool.box.run(["mandoc", "-Tlint", "-W", "warning", page])
        expect(done.returncode == 0, "mandoc -Tlint", done)
    if shutil.which("man"):
        done = tool.box.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page])
        expect(done.returncode == 0 and not done.stderr, "man --warnings", done)
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES"):
        expect(f".SH {section}\n" in text, f"the page has no section {section}")


@check
def completions_are_fresh_and_parse(tool):
    files = {"bash": f"completions/{tool.name}.bash", "zsh": f"completions/_{tool.name}",
             "fish": f"completions/{tool.name}.fish"}
    for shell, path in files.items():
        same_as_committed(tool, ["--print-completion", shell], path)
        if shutil.which(shell):
            done = tool.box.run([shell, "-n", os.path.join(tool.box.source, path)])
            expect(done.returncode == 0 and not done.stderr, f"{shell} -n {path}", done)
    if shutil.which("shellcheck"):
        done = tool.box.run(["shellcheck", "-s", "bash", os.path.join(tool.box.source, files["bash"])])
        expect(done.returncode == 0, "shellcheck", done)


@check
def the_examples_of_the_manual_work(tool):
    table = json.loads(tool.run("--print-options").stdout)
    examples = table["examples"] + [e for command in table.get("commands", []) for e in command["examples"]]
    expect(examples, "the manual has no example: call command.example()")
    for command in table.get("commands", []):
        call = f"{tool.name} {command['name']} "
        expect(any(call in e["command"] + " " for e in examples), f"no example shows {call}: call example() of that command")
    for example in examples:
        with Sandbox(tool.box.source, os.path.dirname(tool.box.bin), with_examples=True) as box:
            box.fill_database()
            done = box.run(example["command"])
            expect(done.returncode == 0, f"example: {example['command']}", done)


@check
def colour_is_for_terminals_that_want_it(tool):
    """Nothing steers a terminal that asked for plain text; --color always and never win over what stdout is."""
    wanting = {**tool.box.env, "TERM": "xterm-256color"}
    wanting.pop("NO_COLOR", None)
    never = tool.sample_line + " --color never"
    for wish, env, command in (("NO_COLOR", {**wanting, "NO_COLOR": "1"}, tool.sample_line),
                               ("TERM=dumb", {**wanting, "TERM": "dumb"}, tool.sample_line),
                               ("--color never", wanting, never)):
        text, status = shown(command, env, tool.box.work)
        expect(status == 0, f"{wish}: the sample works on a terminal: {text[-2000:]!r}")
        expect(b"\x1b" not in text, f"{wish}: no escape code on a terminal: {text!r}")
    plain = text
    painted, _ = shown(tool.sample_line, wanting, tool.box.work)
    expect(re.sub(rb"\x1b\[[0-9;]*m", b"", painted) == plain, "colour is an addition: the text is the same without")
    if has_color(painted):
        always = tool.sample("--color", "always", "--format", "table")
        expect(has_color(always.stdout), "--color always paints in a pipe too", always)


@check
def tables_fit_the_terminal(tool):
    """COLUMNS, else the width of the terminal itself, holds for what people read; records are never cut."""
    env = {**tool.box.env, "TERM": "xterm"}
    for columns, terminal in ((46, 120), (None, 60), (132, 60)):
        width = columns or terminal
        text, status = shown(tool.sample_line, {**env, "COLUMNS": str(columns)} if columns else env, tool.box.work, terminal)
        expect(status == 0, f"the sample works on a terminal: {text[-2000:]!r}")
        for line in text.decode().splitlines():
            if line.startswith(("{", "[")):
                json.loads(line)
            else:
                expect(columns_of(line) <= width, f"{columns_of(line)} columns, there are {width}: {line!r}")


def columns_of(line):
    """Columns that `line` takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@check
def completion_works_in_the_shells(tool):
    """The completions as a shell uses them: commands, options and the choices of an option."""
    table = json.loads(tool.run("--print-options").stdout)
    commands = [command["name"] for command in table.get("commands", [])]
    # (what is typed, what must be offered, what must not)
    asked = [("--ver", {"--version", "--verbose"}, {"--help"}), ("--lang ", {"en", "fr"}, {"auto"}),
             ("--lang f", {"fr"}, {"en"}), ("--lang=f", {"fr"}, {"en"}), ("-o sam", {"sample.jsonl"}, set())]
    if commands:
        asked.append(("", set(commands), set()))
        asked += [(f"{command['name']} --{option['name'][:3]}", {"--" + option["name"]}, set())
                  for command in table["commands"] for option in command["options"][:1] if len(option["name"]) > 3]
    with open(os.path.join(tool.box.work, "sample.jsonl"), "w", encoding="utf-8"):
        pass
    here = [shell for shell in ("bash", "zsh", "fish") if shutil.which(shell)]
    if not here:
        raise Skip("no shell is installed")
    for shell in here:
        for typed, offered, others in asked:
            words = complete(shell, tool.name, typed, tool.box, offered)
            expect(offered <= words, f"{shell}: {tool.name} {typed}<TAB> offers {sorted(offered)}, got {sorted(words)}")
            expect(not others & words, f"{shell}: {tool.name} {typed}<TAB> offers {sorted(others & words)}")


@check
def readme_and_benchmarks_know_the_tool(tool):
    with open(os.path.join(tool.box.source, "README.md"), encoding="utf-8") as file:
        expect(f"\n| `{tool.name}` |" in file.read(), f"the table of README.md has no row for {tool.name}")
    budgets = runpy.run_path(os.path.join(tool.box.source, "tests", "bench", "bench_startup.py"))["BUDGET_MS"]
    expect(tool.name in budgets, f"tests/bench/bench_startup.py states no budget for the start of {tool.name}")


@check
def few_libraries_are_loaded(tool):
    done = tool.box.run(["ldd", tool.program])
    names = [line.split()[0].decode() for line in done.stdout.splitlines()]
    if any("libasan" in name for name in names):
        raise Skip("a sanitized build loads more")
    slow = [name for name in names if re.search("opencv_(imgcodecs|videoio|highgui)|libgdal|libgst|libav(codec|format)", name)]
    expect(not slow, f"slow libraries: {slow}")
    expect(len(names) <= tool.limit, f"{len(names)} libraries, at most {tool.limit}: {' '.join(names)}")


def run_check(arguments):
    with open(os.path.join(arguments.build, "tools.json"), encoding="utf-8") as file:
        entry = next(entry for entry in json.load(file) if entry["name"] == arguments.tool)
    with Sandbox(arguments.source, arguments.build) as box:
        box.fill_database()
        CHECKS[arguments.check](Tool(entry, box))


def run_scripts(arguments):
    """Every shell script of the project parses and is clean."""
    if not shutil.which("shellcheck"):
        raise Skip("shellcheck is not installed")
    scripts = [path for pattern in ("examples/*.sh", "examples/quickstart", "tests/run", "tests/cli/run-case",
                                    "tests/bench/run", ".ci/*")
               for path in glob.glob(os.path.join(arguments.source, pattern))]
    shell = [path for path in scripts if open(path, "rb").readline().startswith((b"#!/bin/sh", b"#!/bin/bash"))]
    done = subprocess.run(["shellcheck", *shell], capture_output=True, check=False)
    expect(done.returncode == 0, "shellcheck", done)


def run_install(arguments):
    """`cmake --install` puts every registered tool with its page and completions, and the data the tools look up."""
    with Sandbox(arguments.source, arguments.build) as box:
        prefix = os.path.join(box.root, "prefix")
        box.run(["cmake", "--install", arguments.build, "--prefix", prefix], check=True)
        found = {os.path.relpath(os.path.join(folder, name), prefix)
                 for folder, _, names in os.walk(prefix) for name in names}
        with open(os.path.join(arguments.build, "tools.json"), encoding="utf-8") as file:
            tools = [entry["name"] for entry in json.load(file)]
        expected = {path for name in tools for path in (
            f"bin/{name}", f"share/man/man1/{name}.1", f"share/bash-completion/completions/{name}",
            f"share/zsh/vendor-completions/_{name}", f"share/fish/vendor_completions.d/{name}.fish")}
        extra = {path for path in found - expected if not path.startswith(("share/turnkit/", "lib"))}
        expect(not expected - found, f"missing after install: {sorted(expected - found)}")
        expect(not extra, f"installed but not expected: {sorted(extra)}")
        expect("share/turnkit/profiles/dofus.json" in found, "the profiles are installed")
        box.env["PATH"] = os.path.join(prefix, "bin") + ":/usr/bin:/bin"
        for name in tools:
            done = box.run([os.path.join(prefix, "bin", name), "--version"])
            expect(done.returncode == 0, f"the installed {name} runs", done)


def run_example(arguments):
    with Sandbox(arguments.source, arguments.build, with_examples=True) as box:
        box.fill_database()
        done = box.run(["bash", os.path.join(box.work, os.path.basename(arguments.example))])
        expect(done.returncode == 0, arguments.example, done)
        expect(done.stdout, f"{arguments.example} prints something")


def run_schema_samples(arguments):
    """good: fits; bad: does not; foreign: fits as the record of somebody, and not as one that a tool wrote."""
    schemas = os.path.join(arguments.source, "common", "schema")
    for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "schema", "*", "*.jsonl"))):
        kind = os.path.basename(os.path.dirname(path))
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                found = misfits(schemas, [line])
                expect(bool(found) == (kind == "bad"), f"{path}:{number}: {found or 'this record must be refused'}")
                expect(kind != "foreign" or misfits(schemas, [line], closed=True), f"{path}:{number}: no tool writes this")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--tool")
    parser.add_argument("--check")
    parser.add_argument("--scripts", action="store_true")
    parser.add_argument("--example")
    parser.add_argument("--schema-samples", action="store_true")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--list-checks", action="store_true")
    arguments = parser.parse_args()
    if arguments.list_checks:
        print("\n".join(CHECKS))
        return 0
    try:
        if arguments.scripts:
            run_scripts(arguments)
        elif arguments.install:
            run_install(arguments)
        elif arguments.example:
            run_example(arguments)
        elif arguments.schema_samples:
            run_schema_samples(arguments)
        else:
            run_check(arguments)
    except Skip as reason:
        print(f"skipped: {reason}")
        return SKIP
    except AssertionError as failure:
        print(f"failed: {failure}")
        return 1
    return 0


sys.exit(main())
