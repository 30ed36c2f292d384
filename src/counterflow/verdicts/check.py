"""A text, a table of claims or a sentence to verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counterflow.errors import CounterflowError
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.problem import Problems
from counterflow.ledger.rows import read_claims
from counterflow.terms import Measure, Unit, country_name
from counterflow.verdicts import words
from counterflow.verdicts.about import nothing_read, people_of
from counterflow.verdicts.basis import UNKNOWN, Basis
from counterflow.verdicts.judge import judge
from counterflow.verdicts.verdict import Verdict, Verdicts

if TYPE_CHECKING:
    from counterflow.reading import Draft


_SENTENCE = 400
"""Characters up to which a text is taken for a sentence on the case rather than an article."""

_UNDATED = (
    "it says no last day, so it runs to the day of publication, which is not known; give "
    "--published (published= in Python)"
)


class CheckError(CounterflowError):
    """What was given cannot be checked; says why, and what to do.

    Examples
    --------
    >>> CheckError("there is no file a.txt").exit_code
    2
    """


def check(what: str | Path, basis: Basis, published: date | None = None) -> Verdicts:
    """Check every number of an article, a CSV of claims, or a sentence.

    Parameters
    ----------
    what
        Path of a document or of a CSV in the ledger's format, or the text itself.
    basis
        The estimate.
    published
        Day of publication, where the text does not print one.

    Raises
    ------
    CheckError
        If a path names no file.
    CaseError
        If the CSV is not sound.
    ReadingError
        If the document cannot be read.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> check("More than 1.3 million people left Russia in 2022.", basis)  # doctest: +SKIP
    <N1: consistent (83%). More than 1.3 million, read as departures from Russia in 2022, ...>
    """
    path = _file(what)
    if path is not None and path.suffix.lower() == ".csv":
        problems = Problems()
        read = read_claims(path, basis.case.regions, problems, [])
        problems.raise_if_any(str(path))
        return check_claims([claim for _, claim in read.records], basis)
    from counterflow.reading import load_document

    text, name = str(what), "sentence"
    if path is not None:
        document = load_document(path)
        text, name = document.text, document.name
        published = published or document.published
    return check_text(text, basis, published, name)


def _file(what: str | Path) -> Path | None:
    """The file meant, or None for a text."""
    text = str(what)
    if not isinstance(what, Path) and ("\n" in text or len(text) > 500):
        return None
    path = Path(text).expanduser()
    if path.is_file():
        return path
    if path.is_dir() and text.strip():
        raise CheckError(
            f"{text} is a folder; give one article in it, or `counterflow read {text}` for all"
        )
    if isinstance(what, Path) or (path.suffix and " " not in text) or not text.strip():
        raise CheckError(
            f"there is no file {text!r}; give an article, a CSV of claims, or a sentence in quotes"
        )
    return None


def check_claims(claims: Sequence[Claim], basis: Basis) -> Verdicts:
    """Verdicts on claims; those that the ledger does not hold may credit anyone.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> found = check_claims(basis.case.claims, basis)  # doctest: +SKIP
    >>> [v.claim.id for v in found if v.kind.value == "copied and distorted"]  # doctest: +SKIP
    [...]
    """
    known = basis.sources
    ready = [
        claim if claim.source in known else claim.model_copy(update={"source": UNKNOWN})
        for claim in claims
    ]
    return Verdicts(judge(ready, basis))


def check_text(
    text: str, basis: Basis, published: date | None = None, name: str = "text"
) -> Verdicts:
    """Verdicts on every number of a text; a number that it repeats is judged once.

    Examples
    --------
    >>> from datetime import date
    >>> text = "In 2022, 900,000 people left Russia. By the end of 2023, 110,000 lived in Georgia."
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> check_text(text, basis, date(2024, 3, 1))[1].claim.destination  # doctest: +SKIP
    'GEO'
    """
    from counterflow.reading import case_context, read_text

    day = published or basis.case.spec.end
    context, origin = case_context(basis.case, published), basis.case.spec.origin
    drafts = read_text(text, context, name)
    if not drafts and len(text) <= _SENTENCE:
        # One sentence seldom says that it is about people on the move: whoever asks knows.
        drafts = read_text(f"{words.lead(origin)}\n\n{text}", context, name)
    if not drafts:
        return Verdicts((), nothing_read(text, basis.case.spec.origin))
    others = people_of(text, origin)
    note = "" if others is None or others else _nobody(basis)
    drafts, times = _once(drafts)
    verdicts: list[Verdict | None] = []
    claims: list[Claim] = []
    for number, draft in enumerate(drafts, start=1):
        claim = _claim(draft, f"N{number}", day, basis)
        reason = _foreign(draft, claim, basis, others or "")
        if not reason and published is None and _is_open(draft):
            reason = _UNDATED
        if reason:
            said = f"“{draft.text}” cannot be checked: {reason}."
            verdicts.append(_refused(claim, said, reason))
        else:
            claims.append(claim)
            verdicts.append(None)
    judged = iter(judge(claims, basis))
    found = [verdict or next(judged) for verdict in verdicts]
    told = [replace(verdict, times=n) for verdict, n in zip(found, times, strict=True)]
    return Verdicts(told, note)


def _nobody(basis: Basis) -> str:
    home = country_name(basis.case.spec.origin) or basis.case.spec.origin
    return f"The text names no country that people left; its numbers are read as about {home}."


def _refused(claim: Claim, sentence: str, reason: str) -> Verdict:
    from counterflow.verdicts.verdict import Kind

    return Verdict(claim, Kind.NOT_CHECKABLE, float("nan"), sentence, missing=reason)


def _once(drafts: Sequence[Draft]) -> tuple[list[Draft], list[int]]:
    """Drafts without repetitions, and how often each is said; the surest reading stands."""
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        key = (draft.measure, draft.value, draft.low, draft.high, draft.destinations)
        groups.setdefault((*key, draft.population, draft.origin, draft.unit), []).append(draft)
    best = [max(group, key=lambda d: d.confidence) for group in groups.values()]
    return best, [len(group) for group in groups.values()]


_SINCE_START = frozenset({Measure.DEPARTURES, Measure.ARRIVALS, Measure.RETURNS, Measure.ONWARD,
                          Measure.NET, Measure.RETURNED_SHARE, Measure.STAYED})  # fmt: skip


def _claim(draft: Draft, identifier: str, day: date, basis: Basis) -> Claim:
    """A draft as a claim on the account: its period, unit and source filled in."""
    spec = basis.case.spec
    start, end = draft.period_start, draft.period_end
    last = min(day, spec.end)
    if end is None or _is_open(draft):
        end = max(last, start or spec.start)
        start = (start or spec.start) if draft.measure in _SINCE_START else end
    draft = replace(draft, period_start=start, period_end=end)
    claim = draft.to_claim(identifier, _source(draft, basis), day)
    changes: dict[str, object] = {}
    if draft.forecast:
        changes["status"] = Status.FORECAST
    if draft.moved_from:
        changes["origin"] = draft.moved_from
    if claim.destination == spec.origin:
        changes["destination"] = ""
    in_percent = claim.unit in (Unit.PERCENT_CHANGE, Unit.PERCENT)
    if claim.measure is Measure.CHANGE and in_percent and claim.value is not None:
        changes |= {"value": 1.0 + claim.value / 100.0, "unit": Unit.RATIO}
    return claim.model_copy(update=changes)


def _is_open(draft: Draft) -> bool:
    """Whether a draft's window has no last day of its own."""
    since = "since" in draft.period_basis and draft.period_start == draft.period_end
    return draft.period_end is None or since


def _source(draft: Draft, basis: Basis) -> str:
    """The ledger's source that a text credits, if it is one; matched by name."""
    credited = draft.source.casefold()
    if len(credited) > 3:
        for source in basis.case.sources.values():
            if credited in source.name.casefold() or source.name.casefold() in credited:
                return source.id
    return UNKNOWN


def _foreign(draft: Draft, claim: Claim, basis: Basis, others: str) -> str:
    """Why a text's claim is not about the case; blank if it is.

    `others` is the country that the text is about, where it never names the case's.
    """
    spec = basis.case.spec
    if draft.per:
        return f"it is a rate per {draft.per}; write the number over a window"
    origin = draft.origin
    if origin in ("", spec.origin):
        # A host that a short text names is not where its people come from.
        origin = "" if others in draft.destinations else others
    if origin:
        return words.other_people(origin, spec.origin)
    return ""
