"""Jobs about what may come: forecasts, comparisons and scores to folders of tables and a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from counterflow.cases.case import Case
from counterflow.estimation.estimate import estimate
from counterflow.estimation.files import replace_file, replace_text, writable_folder
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Progress
from counterflow.estimation.stored import POSTERIOR_FILE, StoredError, load_posterior
from counterflow.estimation.tables import quantile_table
from counterflow.forecast import Comparison, Forecast, Scorecard, known_at
from counterflow.forecast.files import write_tables
from counterflow.impact import Contrast, Line
from counterflow.report import names, numbers
from counterflow.report.ahead import (
    Difference,
    Page,
    coverage_figure,
    departures_figure,
    difference_figure,
    feedback_figure,
    places_figure,
    render_page,
    skill_figure,
    stock_figure,
)
from counterflow.report.assemble import keep_part
from counterflow.report.outlook import kept_forecast, kept_scenarios

_REMARKS = (
    "Members run on the account's own system, each with one draw of its parameters, from the "
    "account's first day in whole people: what the estimate does not know, they do not know.",
    "Hazards drift on by random steps as large as the estimate expects, so that intervals widen "
    "with time; what pushed people out wears off, with a mean life of a year. Policies hold, "
    "surges fade, and no new shock comes unless a scenario names it: the world will bring some, "
    "and then these intervals are too narrow.",
    "Figures say what follows from public claims and the model; they are not official statistics.",
)


@dataclass(frozen=True)
class Found:
    """A posterior to go out from, the folder it lies in, and remarks on where it came from.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> Found(posterior, Path("out/russia-2022")).notices  # doctest: +SKIP
    ()
    """

    posterior: Posterior
    folder: Path
    notices: tuple[str, ...] = ()


def posterior_for(
    case: Case,
    as_of: date | None,
    stored: Path | None,
    home: Path,
    progress: Progress | None = None,
) -> Found:
    """A stored posterior where there is one for these claims, else a new estimate, kept in `home`.

    Parameters
    ----------
    case
        With all its claims.
    as_of
        Only what was known on this day, see `known_at`.
    stored
        Folder of a finished run, to be used and no other.
    home
        Folder of the estimate if one must be made; an interrupted one goes on from there.
    progress
        See `estimate`.

    Raises
    ------
    StoredError
        If `stored` holds nothing, or an estimate from other claims.
    NotConverged
        If a new estimate may not be shown.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior_for(case, None, None, Path("out/estimate"))  # doctest: +SKIP
    """
    then = case if as_of is None else known_at(case, as_of)
    if stored is not None:
        return Found(load_posterior(stored, then), stored)
    folders = [home] if as_of else [home, Path("out") / case.id]
    notices = []
    for folder in folders:
        if not (folder / POSTERIOR_FILE).is_file():
            continue
        try:
            found = load_posterior(folder, then)
        except StoredError as error:
            notices.append(f"estimating again: {error}")
        else:
            return Found(found, folder, (f"goes out from the estimate in {folder}",))
    posterior = estimate(then, progress=progress, resume_in=writable_folder(home))
    posterior.save(home)
    return Found(posterior, home, tuple(notices))


def write_forecast(forecast: Forecast, folder: str | Path) -> dict[str, Path]:
    """Write forecast.csv, .parquet, .json and .html.

    Parameters
    ----------
    forecast
        What to write.
    folder
        Made if it does not exist.

    Raises
    ------
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> write_forecast(forecast, "out/ahead")  # doctest: +SKIP
    """
    paths = write_tables(folder, "forecast", forecast.table, forecast.record())
    return paths | _page(Path(folder), "forecast.html", lambda: _forecast_page(forecast))


def write_comparison(comparison: Comparison, folder: str | Path) -> dict[str, Path]:
    """Write scenarios.csv, .parquet, .json and .html, and scenarios_impact.csv, .parquet, .json.

    Parameters
    ----------
    comparison
        What to write; its impact where the case states what it assumes.
    folder
        Made if it does not exist.

    Raises
    ------
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> write_comparison(comparison, "out/what-if")  # doctest: +SKIP
    """
    paths = write_tables(folder, "scenarios", comparison.table, comparison.run)
    if comparison.impact:
        table = comparison.impact_table
        paths |= write_tables(folder, "scenarios_impact", table, comparison.run)
    return paths | _page(Path(folder), "scenarios.html", lambda: _comparison_page(comparison))


def keep_forecast(found: Found, forecast: Forecast) -> Path | None:
    """Keep a forecast beside the run it goes out from, for the run's report.

    Parameters
    ----------
    found
        The run.
    forecast
        What its report shall show; one without network feedback answers another question, and is
        not kept.

    Returns
    -------
    The file, or None.

    Examples
    --------
    >>> keep_forecast(found, forecast)  # doctest: +SKIP
    PosixPath('out/russia-2022/sections/forecast.json')
    """
    if forecast.with_network is not None:
        return None
    content = kept_forecast(forecast.whole_table, forecast.ahead[0])
    return keep_part(found.folder, "forecast", content)


def keep_scenarios(found: Found, comparison: Comparison) -> Path:
    """Keep scenarios beside the run they go out from, for the run's report.

    Parameters
    ----------
    found
        The run.
    comparison
        What its report shall show, in place of what was kept before.

    Examples
    --------
    >>> keep_scenarios(found, comparison)  # doctest: +SKIP
    PosixPath('out/russia-2022/sections/scenarios.json')
    """
    table = comparison.table
    content = kept_scenarios(
        [
            (scenario.title, scenario.description, table[table["scenario"] == name])
            for name, scenario in zip(comparison.names, comparison.scenarios, strict=True)
        ],
        comparison.months[comparison.known],
    )
    return keep_part(found.folder, "scenarios", content)


def write_scores(card: Scorecard, folder: str | Path) -> dict[str, Path]:
    """Write scores.csv, .parquet and .json of the summary, each forecast's, and scores.html.

    Parameters
    ----------
    card
        What to write.
    folder
        Made if it does not exist.

    Raises
    ------
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> write_scores(card, "out/score")  # doctest: +SKIP
    """
    paths = write_tables(folder, "scores", card.summary, card.run)
    rows = Path(folder) / "scores_by_forecast.parquet"
    replace_file(rows, lambda path: card.rows.to_parquet(path, index=False))
    page = _page(Path(folder), "scores.html", lambda: _score_page(card))
    return paths | {rows.name: rows} | page


def _page(folder: Path, name: str, page: Callable[[], Page]) -> dict[str, Path]:
    path = folder / name
    replace_text(path, render_page(page()))
    return {name: path}


def _forecast_page(forecast: Forecast) -> Page:
    begins = forecast.ahead[0]
    spec = forecast.case.spec
    table = forecast.whole_table
    figures = [
        stock_figure(table, begins, spec.events),
        departures_figure(table, begins),
        places_figure(table, begins),
    ]
    if forecast.with_network is not None:
        beside = quantile_table(
            {"departures": forecast.with_network.departures},
            forecast.months,
            forecast.destinations,
        )
        figures.insert(0, feedback_figure(table, beside, begins, said_feedback(forecast)))
    last = forecast.stock()
    low, high = last.interval()
    step = numbers.step_for(high - low)
    when = numbers.at_the_end_of(numbers.month_end(f"{forecast.months[-1]:%Y-%m}"))
    origin = names.in_sentence(spec.origin)
    known = _known(forecast.case, forecast.months[forecast.known - 1])
    if forecast.with_network is None:
        title = (
            f"About {numbers.words(last.median, step)} people who left {origin} may live abroad "
            f"{when}"
        )
        switched = ""
    else:
        title = f"What if nobody who left {origin} had drawn others"
        switched = " Network feedback is switched off, from the account's first day."
    lede = (
        f"In 80 of 100 runs of the system {numbers.interval(low, high)} are abroad {when}, if "
        f"nothing new happens.{switched} {known}"
    )
    return Page(spec.title, title, lede, figures, _REMARKS, _facts(forecast.run))


def said_feedback(forecast: Forecast) -> str:
    """How much of the flow is self-reinforcement, in a sentence.

    Examples
    --------
    >>> said_feedback(forecast)  # doctest: +SKIP
    'Those already abroad drew 24% of departures in the account (80% interval 17% to 32%) ...'
    """
    told = []
    for name, words in (("account", "in the account"), ("forecast", "in the months ahead")):
        share = forecast.self_reinforcement()[name]
        low, high = share.interval()
        told.append(f"{share.median:.0f}% {words} (80% interval {low:.0f}% to {high:.0f}%)")
    return f"Of departures, those already abroad drew {told[0]} and {told[1]}."


def said_impact(contrast: Contrast) -> str:
    """What a scenario changes for the origin's economy, in a sentence.

    Examples
    --------
    >>> said_impact(contrast)  # doctest: +SKIP
    'For the economy of the origin: workers abroad +60,000 (80% interval +20,000 to +140,000) ...'
    """
    told = []
    for line in contrast.lines:
        if line.unit == "persons" and line.label == "Workers abroad":
            words = "workers abroad"
        elif line.label.startswith("Growth"):
            words = f"growth of {line.detail}, {line.label.removeprefix('Growth, ')},"
        else:
            continue
        middle, span = signed_span(line)
        told.append(f"{words} {middle} ({span})")
    return f"For the economy of the origin, less the baseline: {'; '.join(told)} (80% intervals)."


def signed_span(line: Line) -> tuple[str, str]:
    """A difference and its 80% interval, with their signs; points are named once.

    Examples
    --------
    >>> signed_span(Line("Growth", "2025", "percentage_points", (0, 0.01, 0, 0.03, 0, 0.1, 0)))
    ('+0.03 points', '+0.01 to +0.1')
    """
    low, middle, high = (signed(line.levels[k], line.unit) for k in (1, 3, 5))
    return middle, f"{low.removesuffix(' points')} to {high.removesuffix(' points')}"


def signed(value: float, unit: str) -> str:
    """A difference with its sign, three digits and its unit.

    Examples
    --------
    >>> signed(-62_345.0, "persons"), signed(0.0312, "percentage_points")
    ('-62,300', '+0.031 points')
    """
    if unit == "percentage_points":
        return f"{value:+.2g} points"
    rounded = float(f"{value:.3g}")
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(rounded) >= size:
            return f"{rounded / size:+g}{word}{_behind(unit)}"
    return f"{rounded:+,.0f}{_behind(unit)}"


def _behind(unit: str) -> str:
    return "" if unit in ("persons", "companies") else f" {unit}"


def _comparison_page(comparison: Comparison) -> Page:
    begins = comparison.months[comparison.known]
    spec = comparison.case.spec
    table = comparison.table
    told = [said_impact(one) for one in comparison.impact] or [""] * len(comparison.names)
    figures = [
        difference_figure(
            Difference(
                scenario.title,
                " ".join([*scenario.description.split(), impact]),
                table[table["scenario"] == name],
                f"scenario-{number}",
            ),
            begins,
        )
        for number, (name, scenario, impact) in enumerate(
            zip(comparison.names, comparison.scenarios, told, strict=True), start=1
        )
    ]
    many = len(figures) > 1
    title = f"What if: {len(figures)} scenarios" if many else comparison.scenarios[0].title
    lede = (
        "Each scenario is played by the same members as the baseline, with the same random "
        "numbers, so that what differs is what it changes. "
        f"{_known(comparison.case, comparison.months[comparison.known - 1])}"
    )
    return Page(spec.title, title, lede, figures, _REMARKS, _facts(comparison.run))


def _score_page(card: Scorecard) -> Page:
    scopes = [scope for scope in ("TOTAL", "places") if (card.summary["scope"] == scope).any()]
    figures = [
        figure(card.summary, scope)
        for scope in scopes
        for figure in (skill_figure, coverage_figure)
    ]
    count = card.rows["as_of"].nunique()
    remarks = [
        "What came is what all evidence now says: scores are means over draws of its account, "
        "which is itself uncertain and shares its model with the forecasts.",
        "The baselines know the same past as the forecast, with its uncertainty: each goes out "
        "from draws of the vintage's own account.",
        "A few vintages of one crisis are few, and months of one vintage are not independent.",
    ]
    if card.unconverged:
        days = ", ".join(map(str, card.unconverged))
        remarks.append(f"The estimates of {days} did not converge and are scored all the same.")
    title = f"Forecasts from {count} days, held against what came"
    return Page(card.case.spec.title, title, "", figures, remarks, _facts(card.run))


def _known(case: Case, last: date) -> str:
    ends = numbers.at_the_end_of(numbers.month_end(f"{last:%Y-%m}"))
    known = f" and rests on claims published by {numbers.day(case.as_of)}" if case.as_of else ""
    return f"The account ends {ends}{known}."


def _facts(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values of a run that fit on a line."""
    return [
        (name.replace("_", " ").capitalize(), str(value))
        for name, value in run.items()
        if value is not None and not isinstance(value, list | dict)
    ]
