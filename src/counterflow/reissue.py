"""The report of a run that is stored: nothing is estimated again, and no sampler is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from counterflow.cases.case import Case
from counterflow.estimation.files import replace_text, writable_folder
from counterflow.impact import AccountDraws, assess, stored_account, summarise
from counterflow.report import ReportInput, render_report
from counterflow.report.assemble import kept_rooms
from counterflow.report.basemap import Basemap, read_basemap
from counterflow.report.figure import Figure
from counterflow.report.impact import impact_figures
from counterflow.report.stored import read_run


def write_report(case: Case, stored: Path, out: Path) -> tuple[Path, tuple[str, ...]]:
    """Write the report of a stored run again.

    Parameters
    ----------
    case
        The case that was run.
    stored
        Folder of the run.
    out
        Folder to write to.

    Returns
    -------
    The report's path, and remarks for the user.

    Raises
    ------
    StoredRunError
        If the folder holds no finished run of the case.
    BasemapError
        If the case's own basemap cannot be drawn.
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> write_report(case, Path("out"), Path("out"))  # doctest: +SKIP
    (PosixPath('out/report.html'), ())
    """
    found = stored_input(case, stored)
    page = render_report(found)
    target = writable_folder(out) / "report.html"
    replace_text(target, page)
    if found.run.get("ledger_hash") == case.ledger_hash:
        return target, ()
    return target, (
        "the case has changed since this run; the report shows the claims as they were then",
    )


def stored_input(case: Case, stored: Path) -> ReportInput:
    """What the report of a stored run is written from, with the parts that other floors compute.

    Parameters
    ----------
    case
        The case that was run.
    stored
        Folder of the run.

    Raises
    ------
    StoredRunError
        If the folder holds no finished run of the case.
    BasemapError
        If the case's own basemap cannot be drawn.

    Examples
    --------
    >>> import counterflow as cf
    >>> stored_input(cf.load_case("russia-2022"), Path("out")).origin  # doctest: +SKIP
    'RUS'
    """
    found = read_run(case, stored)
    return replace(
        found,
        basemap=case_basemap(case),
        rooms=replace(
            kept_rooms(stored, case, found.run),
            impact=impact_parts(case, lambda: stored_account(stored)),
        ),
    )


def impact_parts(case: Case, account: Callable[[], AccountDraws]) -> tuple[Figure, ...]:
    """Figures of the impact, for a case that states what it assumes.

    Parameters
    ----------
    case
        The case.
    account
        Draws of its account; asked for only if they are needed.

    Examples
    --------
    >>> import counterflow as cf
    >>> impact_parts(cf.load_case("hong-kong-2020"), lambda: 1 / 0)  # doctest: +SKIP
    ()
    """
    if case.spec.impact is None:
        return ()
    return impact_figures(summarise(assess(case, account())))


def case_basemap(case: Case) -> Basemap | None:
    """The map that the case names; None for the package's own.

    Examples
    --------
    >>> import counterflow as cf
    >>> case_basemap(cf.load_case("russia-2022")) is None
    True
    """
    return read_basemap(case.folder / case.spec.basemap) if case.spec.basemap else None
