"""Drafts into a case as proposed claims, and a person's decision on each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import ValidationError

from counterflow.cases.case import Case
from counterflow.cases.load import SOURCES_FILE, bundled_cases
from counterflow.cases.rules import CLAIMS_FILE, check_window
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.problem import CaseError, Problems
from counterflow.ledger.source import SourceClass
from counterflow.reading.draft import LEFT_HOST, RATE, Draft, slug
from counterflow.reading.rejected import keep_rejected, rejected_claims
from counterflow.reading.rows import Cells, change_rows
from counterflow.terms import Measure

_KINDS: tuple[tuple[str, SourceClass], ...] = (
    (r"border|customs|frontex|immigration service|immigration department", SourceClass.BORDER),
    (r"statistic|census|eurostat|register|registry|home office", SourceClass.REGISTER),
    (r"survey|poll|study|university|institute", SourceClass.SURVEY),
    (r"bank|firm|company|economists|trade group|economics", SourceClass.BUSINESS),
    (r"ministry|minister|government|official|authorit|unhcr|united nations|\bun\b|refugee agency|"
     r"refugees|\biom\b|migration|department|police|service|diplomat|r4v", SourceClass.GOVERNMENT),
)  # fmt: skip
_NOT_LEARNT = frozenset({
    Measure.SHARE, Measure.WORKERS, Measure.DEPOSITS, Measure.GROWTH, Measure.RENT_INDEX,
    Measure.COMPANIES, Measure.CITIZENSHIPS, Measure.OTHER,
})  # fmt: skip


class Decision(StrEnum):
    """What a reviewer does with a proposed claim.

    Examples
    --------
    >>> Decision("accept").value
    'accept'
    """

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding drafts to a case did.

    Parameters
    ----------
    claims
        Ids of the new claims.
    sources
        Ids of the new sources.
    known
        How many drafts the case already held.
    rejected
        How many a reviewer has rejected before.

    Examples
    --------
    >>> Added((), (), 0).known
    0
    """

    claims: tuple[str, ...]
    sources: tuple[str, ...]
    known: int
    rejected: int = 0


def add_drafts(case: Case, drafts: Sequence[Draft], published: date | None = None) -> Added:
    """Append drafts to `claims.csv` as proposed claims, with any source the case lacks.

    Raises
    ------
    CaseError
        If the case is a bundled one, or a draft has no day of publication.
    OSError
        If the files cannot be written; nothing is then half-written.

    Examples
    --------
    >>> import counterflow as cf
    >>> add_drafts(cf.load_case("russia-2022"), [])
    Traceback (most recent call last):
    counterflow.ledger.problem.CaseError: russia-2022 comes with the package ...
    """
    require_own(case)
    held = {(claim.title, claim.locator) for claim in case.claims}
    rejected = rejected_claims(case.folder)
    refused = {(row["title"], row["locator"]) for row in rejected} - held
    number = _last_number([*(claim.id for claim in case.claims), *(row["id"] for row in rejected)])
    rows: list[Cells] = []
    sources: dict[str, str] = {}
    ids: list[str] = []
    known = out = 0
    for draft in drafts:
        source = source_id(case, draft)
        try:
            claim = draft.to_claim(f"P{number + 1:04d}", source, published)
        except ValueError as error:
            raise CaseError(str(error)) from None
        if (claim.title, claim.locator) in held:
            known += 1
            continue
        if (claim.title, claim.locator) in refused:
            out += 1
            continue
        held.add((claim.title, claim.locator))
        number += 1
        rows.append(cells_of(claim))
        ids.append(claim.id)
        if source not in case.sources:
            sources[source] = draft.source or draft.reporter or "Press, no measurement named"
    if sources:  # first, so that a kill in between leaves no claim without its source
        change_rows(
            case.folder / SOURCES_FILE, {}, (_source_cells(*item) for item in sources.items())
        )
    if rows:
        change_rows(case.folder / CLAIMS_FILE, {}, rows)
    return Added(tuple(ids), tuple(sources), known, out)


def require_own(case: Case) -> None:
    """Refuse to change a case that comes with the package.

    Raises
    ------
    CaseError
        If it does.

    Examples
    --------
    >>> import counterflow as cf
    >>> require_own(cf.load_case("russia-2022"))
    Traceback (most recent call last):
    counterflow.ledger.problem.CaseError: russia-2022 comes with the package ...
    """
    if case.folder in bundled_cases().values():
        raise CaseError(
            f"{case.id} comes with the package and is not changed; copy the folder {case.folder} "
            "and give the copy"
        )


def proposed(case: Case) -> tuple[Claim, ...]:
    """Claims of a case that wait for a decision.

    Examples
    --------
    >>> import counterflow as cf
    >>> proposed(cf.load_case("russia-2022"))
    ()
    """
    return tuple(claim for claim in case.claims if claim.status is Status.PROPOSED)


def decide(case: Case, claim: Claim, decision: Decision) -> Claim | None:
    """Write a decision into `claims.csv`: the claim with its new status, or None if it is gone.

    The row of a rejected claim moves to `rejected.csv`, so that it is not proposed again.

    An accepted claim becomes an observation, a forecast where it speaks of the future, or context
    where the account cannot learn from it; the note then says why.

    Raises
    ------
    CaseError
        If the case is a bundled one.
    OSError
        If the file cannot be written.
    """
    require_own(case)
    new = accepted(case, claim) if decision is Decision.ACCEPT else None
    if new is None:  # kept first, so that a kill in between forgets nothing
        keep_rejected(case.folder, cells_of(claim))
    change_rows(case.folder / CLAIMS_FILE, {claim.id: None if new is None else cells_of(new)})
    return new


def save(case: Case, claim: Claim) -> None:
    """Write an edited claim into `claims.csv`.

    Raises
    ------
    CaseError
        If the case is a bundled one.
    OSError
        If the file cannot be written.
    """
    require_own(case)
    change_rows(case.folder / CLAIMS_FILE, {claim.id: cells_of(claim)})


def accepted(case: Case, claim: Claim) -> Claim:
    """The claim with the status that fits it."""
    if "Said of the future" in claim.note or claim.period_end > claim.published_on:
        return claim.model_copy(update={"status": Status.FORECAST})
    reason = ""
    if RATE in claim.note:
        reason = "Not a total of its period."
    elif claim.population:
        reason = "A group, not all leavers."
    elif claim.measure in _NOT_LEARNT:
        reason = f"The account does not learn from {claim.measure.value} as read."
    elif claim.origin not in ("", case.spec.origin) and LEFT_HOST not in claim.note:
        reason = "About another origin."
    else:
        try:
            observed = edited(claim, {"status": Status.OBSERVATION.value})
        except ValidationError as error:
            reason = f"Incomplete: {error.errors()[0]['msg']}."
        else:
            problems = Problems()
            check_window([(0, observed)], case.spec, problems)
            if not problems:
                return observed
            reason = f"{problems.listed[0].reason.capitalize()}."
    return claim.model_copy(update={"status": Status.CONTEXT, "note": f"{reason} {claim.note}"})


def edited(claim: Claim, cells: Cells) -> Claim:
    """The claim with some cells replaced.

    Raises
    ------
    pydantic.ValidationError
        If the result is malformed.
    """
    return Claim.model_validate({**cells_of(claim), **cells})


def cells_of(claim: Claim) -> dict[str, str]:
    """A claim as the cells of its row."""
    plain = claim.model_dump(mode="json")
    return {name: _cell(value) for name, value in plain.items()}


def source_id(case: Case, draft: Draft) -> str:
    """Id of the case's source that a draft means, or of a new one.

    A known source is taken where all words of the name, or its id, agree.
    """
    name = draft.source or draft.reporter
    if not name:
        return "press"
    wanted = slug(name)
    if wanted in case.sources:
        return wanted
    words = _words(name)
    hits = [source.id for source in case.sources.values() if _words(source.name) == words]
    return hits[0] if len(hits) == 1 else wanted


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - {"the", "of", "and", "for", "s"}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.10g}" if not value.is_integer() else f"{value:.0f}"
    return str(value)


def _source_cells(identifier: str, name: str) -> Cells:
    lowered = name.lower()
    kind = next(
        (kind for pattern, kind in _KINDS if re.search(pattern, lowered)), SourceClass.MEDIA
    )
    return {"id": identifier, "name": name, "kind": kind.value,
            "note": "Named in a document that was read; class guessed from the name."}  # fmt: skip


def _last_number(ids: Iterable[str]) -> int:
    numbers = (int(match.group(1)) for name in ids if (match := re.fullmatch(r"P(\d+)", name)))
    return max(numbers, default=0)
