"""A person's acceptance: lineage into `claims.csv`, every other byte left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from counterflow.cases.case import Case
from counterflow.cases.load import bundled_cases
from counterflow.cases.rules import CLAIMS_FILE
from counterflow.ledger.problem import CaseError
from counterflow.ledger.replacing import replacing
from counterflow.ledger.suggest import nearest

COLUMN = "lineage"

_SEPARATORS = ",;\t"


def accept(case: Case, lineages: Mapping[str, str]) -> Path:
    """Write lineages into `claims.csv` in one step; the file is replaced whole or not at all.

    Parameters
    ----------
    case
        A case of one's own, not a bundled one.
    lineages
        Id of a claim to the id that its lineage column shall hold.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    CaseError
        If the case is bundled, an id is unknown, a claim has another lineage already, or the
        lineages would close a circle; nothing is then written.
    OSError
        If the file cannot be written; it is then as it was.

    Examples
    --------
    >>> import counterflow as cf
    >>> accept(cf.load_case("russia-2022"), {"R0006": "R0056"})
    Traceback (most recent call last):
    counterflow.ledger.problem.CaseError: russia-2022 comes with the package ...
    """
    _require_own(case)
    _check(case, lineages)
    path = case.folder / CLAIMS_FILE
    text = path.read_bytes().decode("utf-8")
    changed = with_lineages(text, lineages).encode("utf-8")
    with replacing(path) as file:
        file.write(changed)
    return path


def _require_own(case: Case) -> None:
    if case.folder.resolve() in {folder.resolve() for folder in bundled_cases().values()}:
        raise CaseError(
            f"{case.id} comes with the package and is not changed; copy its folder, for instance "
            f"`cp -r {case.folder} my-case`, and give my-case"
        )


def _check(case: Case, lineages: Mapping[str, str]) -> None:
    """Refuse lineages that the case could not be loaded with."""
    known = {claim.id: claim.lineage for claim in case.claims}
    faults = []
    for claim, parent in lineages.items():
        unknown = [name for name in (claim, parent) if name not in known]
        if unknown:
            names = ", ".join(unknown)
            faults.append(f"{claim}={parent}: no claim {names}; {nearest(unknown[0], [*known])}")
        elif known[claim] not in ("", parent):
            faults.append(
                f"{claim}={parent}: {claim} has the lineage {known[claim]}; clear that cell first"
            )
    if not faults:
        after = {**known, **lineages}
        faults = [
            f"{claim}={lineages[claim]}: leads back to itself, {' -> '.join(circle)}; leave the "
            "original measurement without a lineage"
            for claim in lineages
            if (circle := _circle(claim, after))
        ]
    if faults:
        raise CaseError("; ".join(faults))


def _circle(claim: str, parent_of: Mapping[str, str]) -> list[str]:
    path = [claim]
    while current := parent_of.get(path[-1], ""):
        path.append(current)
        if current == claim:
            return path
        if current in path[:-1]:
            break
    return []


def with_lineages(text: str, lineages: Mapping[str, str]) -> str:
    r"""The text of a claims file with lineages filled in, everything else as it was.

    Parameters
    ----------
    text
        Header and rows, separated by commas, semicolons or tabs.
    lineages
        Id of a claim to its lineage. A file without the column gets it at the end of each row.

    Examples
    --------
    >>> with_lineages('id,lineage,note\nA1,,"a, b"\nA2,,c\n', {"A2": "A1"})
    'id,lineage,note\nA1,,"a, b"\nA2,A1,c\n'
    """
    header = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    records = _records(text, separator)
    columns = [_plain(text[start:end]) for start, end in next(records)]
    id_at = columns.index("id")
    lineage_at = columns.index(COLUMN) if COLUMN in columns else None
    out, done = [], 0
    if lineage_at is None:
        done = len(header.rstrip("\r"))
        out = [text[:done], separator, COLUMN]
    for cells in records:
        if not any(text[start:end].strip() for start, end in cells):
            continue
        name = _plain(text[slice(*cells[id_at])])
        if lineage_at is None:
            end = cells[-1][1]
            out += [text[done:end], separator, lineages.get(name, "")]
            done = end
        elif name in lineages:
            start, end = cells[lineage_at]
            out += [text[done:start], lineages[name]]
            done = end
    return "".join([*out, text[done:]])


def _records(text: str, separator: str) -> Iterator[list[tuple[int, int]]]:
    """Where the cells of each record begin and end, quotation marks included."""
    cell = re.compile(rf'("(?:[^"]|"")*"|[^{separator}\r\n]*)({separator}|\r\n|\r|\n|$)')
    at, cells = 0, list[tuple[int, int]]()
    while at < len(text):
        match = cell.match(text, at)
        assert match is not None, "a loaded case has well-formed rows"
        cells.append(match.span(1))
        at = match.end()
        if match[2] != separator:
            yield cells
            cells = []
    if cells:
        yield [*cells, (at, at)]


def _plain(cell: str) -> str:
    return cell.strip().strip("\ufeff").strip('"').strip()
