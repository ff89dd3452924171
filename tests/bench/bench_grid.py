"""Boards found without hints in rendered pictures: kind and period, extent, corners, cost against one cv::Canny pass."""

import collections
import json
import os
import statistics
import subprocess


def share(values, part):
    values = sorted(values)
    return f"{values[int(part * (len(values) - 1))]:.2f}" if values else "-"


def costs(looks):
    """Of pictures of 1920 x 1080 alone: Canny hardly costs less on smaller ones that are searched as they are."""
    ratios = [look["search_ms"] / look["canny_ms"] for look in looks if look["picture"] == [1920, 1080]]
    return f"{statistics.median(ratios):.1f} ({len(ratios)} pictures)" if ratios else "-"


def run(bench):
    program = os.path.join(bench.extra, "bench_grid")
    render = os.path.join(bench.extra, "..", "render", "render")
    rows, bands = [], collections.Counter()
    claims = collections.Counter()
    for kind in ["iso", "diamond", "square", "hex-pointy", "hex-flat", "none"]:
        for level in ["real", "hard"]:
            folder = os.path.join(bench.folder, f"{kind}-{level}")
            what = ["negatives"] if kind == "none" else ["boards", "--kind", kind]
            subprocess.run([render, *what, "--count", "96", "--level", level, "--seed", "29", "--out", folder],
                           check=True, stdout=subprocess.DEVNULL)
            lines = subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.splitlines()
            looks = [json.loads(line) for line in lines]
            found = [look for look in looks if look["found"]]
            right = [look for look in found if look.get("period_right")]
            errors = [look["corner_error"] for look in right]
            for look in found:
                band = min(int(look["confidence"] * 10), 9)
                claims[band] += 1
                bands[band] += bool(look.get("period_right"))
            rows.append([kind, level, len(looks), len(found), len(right), sum(bool(l.get("extent_right")) for l in right),
                         f"{share(errors, 0.5)} / {share(errors, 0.99)}",
                         costs(looks),
                         share([l["verify_ms"] / l["canny_ms"] for l in found], 0.5)])
    bench.table("Boards in rendered pictures, no hints (goals: 99.5 % right at real, 97 % at hard; corners 1 / 3 px; "
                "search of 1920 x 1080 10, verification 1 Canny pass)",
                ["kind", "level", "pictures", "claimed", "right kind and period", "right extent",
                 "corners off, px (median / 99 of 100)", "search / Canny", "verification / Canny"], rows)
    bench.table("How often a claim is right, by its confidence (all pictures above)", ["confidence", "claims", "right"],
                [[f"{band / 10:.1f}..{band / 10 + 0.1:.1f}", claims[band], bands[band]] for band in sorted(claims)])
