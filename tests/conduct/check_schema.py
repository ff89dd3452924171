"""Holds JSON Lines against the schemas of the records.

check_schema.py SCHEMA_FOLDER [--closed] < records.jsonl     status 1 when a record does not fit, each told with its line

Records may have members of others, which no schema names. What the tools wrote themselves may not (--closed): there such a
member is a misspelt one, or one that its schema lacks.
"""

import functools
import json
import os
import sys

import jsonschema


def close(schema):
    """Lets objects have no members but those that `schema` names, at any depth; rows are as open as what is asked."""
    if isinstance(schema, dict) and schema.get("title") != "row":
        if schema.get("type") == "object" and schema.get("properties"):
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            close(part)
    elif isinstance(schema, list):
        for part in schema:
            close(part)


@functools.cache
def validators(folder, closed):
    """A validator by type of record."""
    schemas = {}
    for name in os.listdir(folder):
        if name.endswith(".schema.json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                schemas[name] = json.load(file)
            if closed:
                close(schemas[name])
            jsonschema.Draft202012Validator.check_schema(schemas[name])
    resolver = jsonschema.RefResolver("", {}, store=schemas)
    return {name.removesuffix(".schema.json"): jsonschema.Draft202012Validator(schema, resolver=resolver)
            for name, schema in schemas.items() if name != "common.schema.json"}


def misfits(folder, lines, closed=False):
    """What does not fit in the records of `lines` (bytes), a text each that begins with the number of its line."""
    by_type = validators(folder, closed)
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = json.loads(line)
        kind = record.get("type")
        if kind not in by_type:
            found.append(f"{number}: no schema for records of type {kind!r}")
            continue
        found += [f"{number}: {kind}{error.json_path[1:]}: {error.message[:200]}"
                  for error in by_type[kind].iter_errors(record)]
    return found


if __name__ == "__main__":
    problems = misfits(sys.argv[1], sys.stdin.buffer, "--closed" in sys.argv[2:])
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
