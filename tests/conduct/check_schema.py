"""Holds JSON Lines against the schemas of the records.

check_schema.py SCHEMA_FOLDER < records.jsonl     status 1 when a record does not fit, each told with its line
"""

import json
import os
import sys

import jsonschema


def load(folder):
    schemas = {}
    for name in os.listdir(folder):
        if name.endswith(".schema.json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                schemas[name] = json.load(file)
            jsonschema.Draft202012Validator.check_schema(schemas[name])
    return schemas


def main():
    schemas = load(sys.argv[1])
    resolver = jsonschema.RefResolver("", {}, store=schemas)
    validators = {name.removesuffix(".schema.json"): jsonschema.Draft202012Validator(schema, resolver=resolver)
                  for name, schema in schemas.items() if name != "common.schema.json"}
    failed = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        record = json.loads(line)
        kind = record.get("type")
        if kind not in validators:
            print(f"{number}: no schema for records of type {kind!r}")
            failed = True
            continue
        for error in validators[kind].iter_errors(record):
            print(f"{number}: {kind}{error.json_path[1:]}: {error.message[:200]}")
            failed = True
    return 1 if failed else 0


sys.exit(main())
