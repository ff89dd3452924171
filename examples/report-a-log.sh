#!/bin/sh
# What a log of actions says, in French, at the width of the terminal.
set -eu
cd "$(dirname "$0")"
action-report actions.jsonl --format table --lang fr
