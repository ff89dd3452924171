"""Cell decisions a second on a DOFUS map: sight from one cell to all, cells within reach, cells in a zone."""

import os
import subprocess


def run(bench):
    program = os.path.join(bench.extra, "bench_board")
    rows = []
    for job, rounds, what in [("sight", 20, "sight from every cell to all 560"),
                              ("reach", 200, "cells within 6 MP of every cell"),
                              ("zones", 200, "cells struck by 7 kinds of zone at every cell")]:
        asked = int(subprocess.run([program, job, str(rounds)], capture_output=True, check=True, text=True)
                    .stdout.split()[0])
        seconds = bench.cpu([program, job, str(rounds)])
        rows.append([what, f"{asked / 1e6:.1f} M", f"{seconds:.2f} s", f"{asked / seconds / 1e6:.1f} M/s"])
    bench.table("Board: cell decisions a second of CPU (goal: 1 M/s)", ["question", "cells", "CPU", "rate"], rows)
