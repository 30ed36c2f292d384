"""Size of a report and what writing it costs: bytes by section, CPU seconds of reading and drawing.

Run from the root of the repository on a finished run: `python benchmarks/report.py russia-2022
out/russia-2022`. Exit code 1 if the page is over its limit.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from counterflow.cases import load_case
from counterflow.reissue import stored_input
from counterflow.report import render_report

LIMIT = 800_000
_SECTION = re.compile(r"<section id=([\w-]+).*?</section>", re.DOTALL)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", help="bundled case or folder")
    parser.add_argument("out", type=Path, help="folder of its run")
    asked = parser.parse_args()
    case = load_case(asked.case)
    begun = time.process_time()
    data = stored_input(case, asked.out)
    read = time.process_time()
    page = render_report(data)
    drawn = time.process_time()
    for found in _SECTION.finditer(page):
        print(f"{found[1]:24}{len(found[0].encode()):>9,}")
    size = len(page.encode())
    absent = ", ".join(data.rooms.absent) or "none"
    print(f"{'the page':24}{size:>9,} of {LIMIT:,} bytes; parts that are absent: {absent}")
    print(f"read {read - begun:.1f} s, drawn {drawn - read:.1f} s of CPU")
    return int(size > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
