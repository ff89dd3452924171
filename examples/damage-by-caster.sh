#!/bin/sh
# Damage dealt by each fighter of the sample replay, read from its pictures: the records go anywhere, here into jq.
set -eu
cd "$(dirname "$0")"
capture replay | ocr | grid-analyze --events |
    jq -rs '[.[] | select(.type == "action" and .result.damage)] | group_by(.actor_name)[]
            | "\(map(.result.damage) | add)\t\(.[0].actor_name)"' | sort -rn
