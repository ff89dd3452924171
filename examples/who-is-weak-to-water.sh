#!/bin/sh
# Monsters that water hurts most, from the knowledge base (fill it first: db-update monsters kb/monsters.json).
set -eu
kb-query monsters --format jsonl |
    jq -r 'select(.resistances.Eau < 0) | "\(.resistances.Eau) %\t\(.name)"' | sort -n
