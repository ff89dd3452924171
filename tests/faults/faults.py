#!/usr/bin/env python3
"""faults.py NAME LLM_ASK: one fault of a server, and what llm-ask must make of it.

S01 to S16 are the faults of the failoverbench catalogue with its own pass conditions. TURNKIT_LONG_TESTS=1 waits as
long as the catalogue does; without it the waits are shortened, by the same options a user has.
"""

import os
import sys

import world
import beyond  # noqa: F401  they tell world of their scenarios
import catalogue  # noqa: F401

world.SCENARIOS[sys.argv[1]](os.path.abspath(sys.argv[2]))
