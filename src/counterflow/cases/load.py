"""A case folder, or the name of a bundled case, to a `Case`."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

from counterflow.cases.case import Case
from counterflow.cases.casefile import (
    CASE_FILE,
    case_regions,
    check_basemap,
    check_impact_claims,
    read_spec,
    tell_events,
)
from counterflow.cases.rules import (
    CLAIMS_FILE,
    check_hosts,
    check_lineage,
    check_named,
    check_sources,
    check_units,
    check_window,
    tell_doubts,
)
from counterflow.ledger.canonical import ledger_hash
from counterflow.ledger.problem import CaseError, Problem, Problems
from counterflow.ledger.rows import read_claims, read_sources
from counterflow.ledger.suggest import nearest
from counterflow.terms import Period

SOURCES_FILE = "sources.csv"


def bundled_cases() -> dict[str, Path]:
    """Folders of the cases that come with the package, by name.

    Examples
    --------
    >>> "russia-2022" in bundled_cases()
    True
    """
    home = Path(str(files("counterflow.cases")))
    folders = sorted(folder.parent for folder in home.glob(f"*/{CASE_FILE}"))
    return {folder.name.replace("_", "-"): folder for folder in folders}


def find_case(name_or_path: str | Path) -> Path:
    """The folder of a bundled case or of the case at a path.

    A bundled name comes first; `./russia-2022` means the folder.

    Raises
    ------
    CaseError
        If there is neither.

    Examples
    --------
    >>> find_case("russia-2022").name
    'russia_2022'
    """
    bundled = bundled_cases()
    if name_or_path in bundled:
        return bundled[str(name_or_path)]
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return path
    if path.is_file():
        raise CaseError(f"{path} is a file; give the folder it is in: {path.parent}")
    beside = [path.parent.name for path in Path().glob(f"*/{CASE_FILE}")]
    raise CaseError(
        f"there is no folder and no bundled case named {str(name_or_path)!r}; "
        f"{nearest(str(name_or_path), [*bundled, *beside])} (`counterflow new DIR` makes a case)"
    )


def load_case(name_or_path: str | Path, as_of: date | str | None = None) -> Case:
    """Read and check a case.

    Parameters
    ----------
    name_or_path
        Name of a bundled case, or a folder with `case.toml`, `claims.csv` and `sources.csv`.
    as_of
        Vintage: keep only claims published by this day (ISO 8601 day, or the end of a month or
        year); None keeps all.

    Returns
    -------
    Case
        With claims in the order of the file, and the fingerprint of the whole ledger.

    Raises
    ------
    CaseError
        If anything is wrong; carries every problem by file, row and column.

    Examples
    --------
    >>> case = load_case("russia-2022", as_of="2022-12")
    >>> case.as_of
    datetime.date(2022, 12, 31)
    """
    day = vintage(as_of)
    folder = find_case(name_or_path)
    problems, notices = Problems(), list[str]()
    spec = read_spec(folder / CASE_FILE, problems)
    sources = read_sources(folder / SOURCES_FILE, problems, notices)
    claims = read_claims(folder / CLAIMS_FILE, case_regions(folder / CASE_FILE), problems, notices)
    if spec is not None:
        check_window(claims.records, spec, problems)
        check_hosts(claims.records, spec.origin, problems)
        check_basemap(folder, spec.basemap, problems)
    check_units(claims.records, problems)
    if sources.complete:
        check_sources(claims.records, sources.ids, problems)
    if claims.complete:
        check_lineage(claims.records, claims.ids, problems)
    if spec is not None and spec.impact is not None and claims.complete:
        by_id = {claim.id: claim for _, claim in claims.records}
        check_impact_claims(spec.impact, by_id, folder / CASE_FILE, problems)
    if spec is not None and claims.complete and sources.complete:
        check_named(spec, claims.ids, sources.ids, problems)
    problems.raise_if_any(str(folder))
    assert spec is not None, "a spec that cannot stand has noted why"
    if not any(claim.is_observation for _, claim in claims.records):
        notices.append(f"{CLAIMS_FILE} holds no observation: there is nothing to estimate from")
    notices += [*tell_doubts(claims.records, spec), *tell_events(spec)]
    case = Case(
        spec=spec,
        claims=tuple(claim for _, claim in claims.records),
        sources={source.id: source for _, source in sources.records},
        folder=folder,
        ledger_hash=ledger_hash(
            (claim for _, claim in claims.records), (source for _, source in sources.records)
        ),
        notices=tuple(notices),
    )
    return case if day is None else case.at(day)


def vintage(as_of: date | str | None) -> date | None:
    """The day a vintage means; the last one of a month or year.

    Raises
    ------
    CaseError
        If the text is not an ISO 8601 date.

    Examples
    --------
    >>> vintage("2022")
    datetime.date(2022, 12, 31)
    """
    if not isinstance(as_of, str):
        return as_of
    try:
        return Period.parse(as_of).end
    except ValueError as error:
        raise CaseError(f"as of {error}") from None


def require_observations(case: Case) -> None:
    """Refuse a case that an estimate could learn nothing from.

    Raises
    ------
    CaseError
        If no claim of the case, at its vintage, is an observation.

    Examples
    --------
    >>> require_observations(load_case("russia-2022"))
    """
    if case.observations:
        return
    known = f" published by {case.as_of}" if case.as_of else ""
    problem = Problem(
        CLAIMS_FILE,
        0,
        "status",
        "",
        f"holds no observation{known}: there is nothing to estimate from",
        "add rows with status observation, or choose a later --as-of",
    )
    raise CaseError(str(case.folder), [problem])
