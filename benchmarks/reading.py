"""Scores of reading on the articles of the tests, as a table, with confusion tables.

Run from the root of the repository: `python benchmarks/reading.py`. With `--texts DIR --meta FILE`
it instead writes one line of JSON for each claim read in the texts of a folder, in the names of
the labelling guidelines, for a scorer outside the repository. `--case` reads with a case.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reading"))

from gold import ARTICLES, FIELDS, article, score

from counterflow.cases import load_case
from counterflow.reading import Context, case_context, read_text

MEASURES = {
    "returned_share": "share",
    "workers": "workforce_share",
    "growth": "growth_contribution",
    "deposits": "money",
    "stayed": "stock",
    "onward": "departures",
    "citizenships": "other",
    "companies": "other",
    "rent_index": "other",
}
PLACES = {"EU27": "EUU", "EUROPE": "EUU", "LATIN_AMERICA": "LCN", "WORLD": "WLD"}


def main() -> None:
    """Print the scores, or write what was read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--meta", type=Path)
    parser.add_argument("--case", default="")
    arguments = parser.parse_args()
    if arguments.texts:
        write(arguments.texts, json.loads(arguments.meta.read_text()), arguments.case)
    else:
        table()


def write(folder: Path, meta: list[dict[str, str]], case: str) -> None:
    """One line of JSON for each claim read."""
    for entry in meta:
        # newline="" keeps the offsets of files with other line ends.
        with (folder / entry["doc"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        published = date.fromisoformat(entry["pub_date"])
        context = case_context(load_case(case), published) if case else Context(published=published)
        for draft in read_text(text, context, entry["doc"]):
            record = draft.record()
            record["measure"] = MEASURES.get(record["measure"], record["measure"])
            record["destinations"] = [PLACES.get(code, code) for code in record["destinations"]]
            record["source"] = record["source"] or None
            record["origin"] = record["origin"] or None
            print(json.dumps(record, ensure_ascii=False))


def table() -> None:
    """Scores, confusions and speed in Markdown."""
    paths = sorted(ARTICLES.glob("*.txt"))
    folders = ("", *(f"round{number}" for number in range(1, 22)))
    folders += ("ru", "ru2", "ru3", *(f"{folder}/ru" for folder in folders[1:]))
    sets = {
        name or "first": score(sorted((ARTICLES / name).glob("*.txt")))
        for name in folders
        if (ARTICLES / name).is_dir()
    }
    scores = sets["first"]
    print(f"| field (F1) | {' | '.join(sets)} |\n|---|{'---|' * len(sets)}")
    for name in FIELDS:
        print(f"| {name} | {' | '.join(f'{each.f1(name):.2f}' for each in sets.values())} |")
    print("\nmeasure\n\n| labelled | read as | times |\n|---|---|---|")
    for (said, read), times in sorted(scores.confused.items()):
        if said != read:
            print(f"| {said} | {read} | {times} |")
    for name, cells in scores.tables.items():
        print_confusion(name, cells)
    texts = [article(path)[0] for path in paths]
    started = time.process_time()
    for _ in range(20):
        for text in texts:
            read_text(text, Context(published=date(2024, 1, 1)))
    words = 20 * sum(len(text.split()) for text in texts)
    print(f"\n{words / (time.process_time() - started):,.0f} words a second on one core")


def print_confusion(name: str, cells: Counter[tuple[str, str]]) -> None:
    """A table of labels against readings."""
    rows, columns = (sorted({pair[side] for pair in cells}) for side in (0, 1))
    corner = "rests on" if name == "period" else "labelled"
    print(f"\n{name}\n\n| {corner} | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for row in rows:
        counts = " | ".join(str(cells[row, column] or "") for column in columns)
        print(f"| {row} | {counts} |")


if __name__ == "__main__":
    main()
