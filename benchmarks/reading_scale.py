"""A folder of generated articles read by the command, killed once on the way, and timed.

Run from the root of the repository: `python benchmarks/reading_scale.py [--articles 10000]
[--jobs 2]`. The articles are those of the tests with their numbers changed. Prints one Markdown
row: articles, words, seconds, seconds of all processors, the largest memory of a process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reading"))

from gold import ARTICLES, article

_FIGURE = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,.])")
_KILLED_AT = 0.1  # of the articles


def main() -> None:
    """Write the articles, read them, kill once, go on, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with TemporaryDirectory() as home:
        folder, out = Path(home, "archive"), Path(home, "claims.jsonl")
        folder.mkdir()
        words = write(folder, arguments.articles)
        started = time.monotonic()
        command = [sys.executable, "-m", "counterflow", "read", str(folder), "--out", str(out)]
        command += ["--jobs", str(arguments.jobs)]
        killed = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        while killed.poll() is None and lines(out) < _KILLED_AT * arguments.articles:
            time.sleep(0.05)
        if killed.poll() is None:
            os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - started
        read = Counter(json.loads(line)["doc"] for line in out.open(encoding="utf-8"))
    assert set(read.values()) == {1}, "an article was read twice"
    assert len(read) == arguments.articles, "an article was lost"
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print("| articles | words | processes | seconds | CPU seconds | words/CPU s | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {arguments.articles:,} | {words:,} | {arguments.jobs} | {seconds:,.0f} | "
        f"{busy:,.0f} | {words / busy:,.0f} | {memory:,.0f} |"
    )


def write(folder: Path, count: int) -> int:
    """Write that many articles, the same ones every time; how many words they hold."""
    pick = random.Random(2024)
    texts = [article(path)[:2] for path in sorted(ARTICLES.glob("*.txt"))]
    words = 0
    for number in range(count):
        text, published = texts[number % len(texts)]
        changed = _FIGURE.sub(lambda _: f"{pick.randint(1_000, 999_999):,}", text)
        content = f"{published.isoformat()}\n\n{changed}"
        (folder / f"{number:06d}.txt").write_text(content, encoding="utf-8")
        words += len(content.split())
    return words


def lines(path: Path) -> int:
    """Whole lines of a file that may not be there yet."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


if __name__ == "__main__":
    main()
