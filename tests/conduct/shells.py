"""What the committed completions offer in a running shell."""

import os
import re
import time

from terminal import Terminal

MARK = "@@end@@"


def complete(shell, tool, typed, box, wanted=frozenset()):
    """The words that `shell` offers for `TOOL typed<TAB>` with the project's completion, in the folder box.work.
    A slow machine is given time until the words `wanted` have come."""
    if shell == "fish":
        return fish(tool, typed, box)
    return {"bash": bash, "zsh": zsh}[shell](tool, typed, box, wanted)


def press_tab(terminal, tool, typed, wanted):
    terminal.type(f"{tool} {typed}\t")
    end = time.monotonic() + 10
    while not wanted <= words_of(terminal.seen.decode(errors="replace")) and time.monotonic() < end:
        terminal.read(0.1)
    return words_of(terminal.settle(0.2).decode(errors="replace"))


def bash(tool, typed, box, wanted):
    """readline's own listing, of an interactive bash that knows nothing but this completion."""
    env = {**box.env, "TERM": "dumb", "PS1": "> ", "INPUTRC": "/dev/null"}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env, box.work, columns=300) as terminal:
        terminal.type(f"bind 'set show-all-if-ambiguous on'; bind 'set completion-query-items 0'; bind 'set page-completions off'; "
                      f"source {box.source}/completions/{tool}.bash; echo {MARK[:4]}''{MARK[4:]}\n")
        if not terminal.wait_for(MARK):
            raise AssertionError(f"bash did not start: {terminal.seen!r}")
        terminal.settle(0.05)
        terminal.forget()
        return press_tab(terminal, tool, typed, wanted)


def zsh(tool, typed, box, wanted):
    """The listing of an interactive zsh whose completion system finds the file by itself, as an installed one."""
    env = {**box.env, "TERM": "dumb"}
    with Terminal(["zsh", "-f", "-i"], env, box.work, columns=300) as terminal:
        terminal.type(f"PS1='> '; fpath=({box.source}/completions $fpath); autoload -Uz compinit; compinit -u -d {box.root}/zcomp; "
                      f"setopt no_always_last_prompt no_list_ambiguous; LISTMAX=10000; zstyle ':completion:*' list-grouped false; "
                      f"echo {MARK[:4]}''{MARK[4:]}\n")
        if not terminal.wait_for(MARK):
            raise AssertionError(f"zsh did not start: {terminal.seen!r}")
        terminal.settle(0.05)
        terminal.forget()
        return press_tab(terminal, tool, typed, wanted)


def fish(tool, typed, box):
    """fish can be asked without a terminal."""
    done = box.run(["fish", "--no-config", "-c",
                    f"source {box.source}/completions/{tool}.fish; complete -C '{tool} {typed}'"])
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    words = {line.split("\t")[0] for line in done.stdout.decode().splitlines()}
    return words | {word.split("=", 1)[1] for word in words if "=" in word}


def words_of(text):
    """The words on a screen; of the command line itself what stands after its last `=` too."""
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", " ", text).replace("\b", "").replace("\a", "")
    words = {word.removesuffix("=") for word in text.replace("\r", "\n").split()}
    return words | {word.rsplit("=", 1)[1] for word in words if word.startswith("--") and "=" in word} - {""}
