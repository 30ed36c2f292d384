"""Cost of the main job as a whole process: wall time, CPU time, peak memory, seconds by phase.

Run from the root of the repository: `python benchmarks/run.py`. The case is estimated through the
command line, first with nothing compiled before, then again as on every later run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_KIB_PER_GIB = 2**20 if sys.platform != "darwin" else 2**30


@dataclass(frozen=True)
class Cost:
    """What one process cost, and what it said of itself."""

    wall_s: float
    cpu_s: float
    peak_gib: float
    code: int
    record: dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="russia-2022", help="bundled case or folder")
    parser.add_argument("--times", type=int, default=2, help="runs, the first with a cold cache")
    asked = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}")
    print(f"load before: {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as folder:
        costs = [measure(asked.case, Path(folder)) for _ in range(asked.times)]
    print_table(costs)


def measure(case: str, folder: Path) -> Cost:
    """Run the case once in a process of its own."""
    program = Path(sys.executable).with_name("counterflow")
    words = [str(program), "run", case, "--out", str(folder / "out"), "--json"]
    words.append("--allow-unconverged")
    said = folder / "said.json"
    begun = time.perf_counter()
    with said.open("wb") as out:
        process = os.posix_spawn(
            program,
            words,
            {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)],
        )
        _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    record = json.loads(said.read_text()) if code == 0 else {}
    cpu = used.ru_utime + used.ru_stime
    return Cost(wall, cpu, used.ru_maxrss / _KIB_PER_GIB, code, record)


def print_table(costs: list[Cost]) -> None:
    """One column per run."""
    phases = [phase for cost in costs[:1] for phase in cost.record.get("timings_s", {})]
    rows = {
        "wall, s": [f"{cost.wall_s:.1f}" for cost in costs],
        "CPU, s": [f"{cost.cpu_s:.1f}" for cost in costs],
        "peak memory, GiB": [f"{cost.peak_gib:.2f}" for cost in costs],
        "exit code": [str(cost.code) for cost in costs],
    }
    for phase in phases:
        rows[f"{phase}, s"] = [f"{c.record.get('timings_s', {}).get(phase, 0):.1f}" for c in costs]
    rows["imports, tables, report, s"] = [
        f"{cost.wall_s - sum(cost.record.get('timings_s', {}).values()):.1f}" for cost in costs
    ]
    figures = ("learnt", "parameters", "destinations", "coverage_90", "converged")
    for name in figures:
        rows[name] = [_short(cost.record.get(name, "")) for cost in costs]
    for name in costs[0].record.get("diagnostics", {}):
        rows[name] = [_short(c.record.get("diagnostics", {}).get(name, "")) for c in costs]
    heads = ["first run", *(f"run {k}" for k in range(2, len(costs) + 1))]
    print(f"| {'':<27} | " + " | ".join(f"{head:>10}" for head in heads) + " |")
    print(f"| {'-' * 27} | " + " | ".join("-" * 9 + ":" for _ in heads) + " |")
    for name, cells in rows.items():
        print(f"| {name:<27} | " + " | ".join(f"{cell:>10}" for cell in cells) + " |")


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "none" if value == [] else str(value)


if __name__ == "__main__":
    main()
