"""Impact of scenarios less that of their baseline: by month, and in the lines that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.impact.account import AccountDraws
from counterflow.impact.assess import PERSONS, POINTS, SEED, differences
from counterflow.impact.series import LEVELS, Series, tidy
from counterflow.impact.summary import Line
from counterflow.terms import country_name

Array = NDArray[np.float64]

_HOSTS_SHOWN = 3


@dataclass(frozen=True, eq=False)
class Contrast:
    """Impact of one scenario less that of the baseline, draw by draw.

    Parameters
    ----------
    name
        Of the scenario.
    series
        Every quantity over time.
    lines
        What a reader is shown.

    Examples
    --------
    >>> Contrast("amnesty", (), ()).name
    'amnesty'
    """

    name: str
    series: tuple[Series, ...]
    lines: tuple[Line, ...]


def contrasts(
    case: Case, base: AccountDraws, scenarios: Mapping[str, AccountDraws], seed: int = SEED
) -> list[Contrast]:
    """Impact of each scenario less that of the baseline, from paired draws.

    Parameters
    ----------
    case
        With a section on impact.
    base
        Draws of the baseline.
    scenarios
        Name to draws of the same members under the scenario.
    seed
        Of the assumptions, which all share.

    Raises
    ------
    ImpactError
        If the case has no section on impact, or draws cannot be paired.

    Examples
    --------
    >>> contrasts(case, baseline, {"amnesty": changed})[0].lines  # doctest: +SKIP
    """
    found = differences(case, base, list(scenarios.values()), seed)
    return [
        Contrast(name, tuple(series), tuple(_lines(series, case)))
        for name, series in zip(scenarios, found, strict=True)
    ]


def contrast_table(found: Sequence[Contrast], since: str) -> pd.DataFrame:
    """Scenario x quantity x group x time, with quantiles of the difference.

    Parameters
    ----------
    found
        See `contrasts`.
    since
        First month to show, `2025-01`; years that hold it are shown too.

    Examples
    --------
    >>> monthly = Series("returns", "", "persons", ("2024-12", "2025-01"), np.array([[0.0, 500.0]]))
    >>> table = contrast_table([Contrast("amnesty", (monthly,), ())], since="2025-01")
    >>> table[["scenario", "when", "q50"]].values.tolist()
    [['amnesty', '2025-01', 500.0]]
    """
    parts = []
    for one in found:
        table = tidy(one.series)
        table.insert(0, "scenario", one.name)
        parts.append(table[table["when"] >= table["when"].map(lambda when: since[: len(when)])])
    return pd.concat(parts, ignore_index=True)


def _lines(series: Sequence[Series], case: Case) -> Iterator[Line]:
    by_key = {one.key: one for one in series}
    last = by_key["labour_net", "", PERSONS].when[-1]
    for quantity, label in (
        ("labour_lost", "Workers lost"),
        ("labour_regained", "Workers regained"),
    ):
        yield _line(label, f"by {last}", PERSONS, by_key[quantity, "", PERSONS].draws.sum(1))
    for unit, detail in ((PERSONS, f"by {last}"), (POINTS, f"of the labour force, by {last}")):
        yield _line("Workers abroad", detail, unit, by_key["labour_net", "", unit].draws[:, -1])
    for group, channel in (("net_direct", "direct"), ("net_demand", "demand")):
        growth = by_key["growth", group, POINTS]
        for index, year in enumerate(growth.when):
            if growth.draws[:, index].any():
                yield _line(f"Growth, {channel}", year, POINTS, growth.draws[:, index])
    assert case.spec.impact is not None
    currency = case.spec.impact.currency
    money = by_key["deposits_withdrawn", "", currency].draws.sum(1)
    yield _line("Deposits withdrawn", f"by {last}", currency, money)
    yield from _hosts(by_key, last)


def _hosts(by_key: Mapping[tuple[str, str, str], Series], last: str) -> Iterator[Line]:
    """Rents and people at the hosts whose rents differ most at the end."""
    rents = {group: one for (name, group, _), one in by_key.items() if name == "rent"}
    most = sorted(rents, key=lambda code: -abs(float(np.median(rents[code].draws[:, -1]))))
    for code in most[:_HOSTS_SHOWN]:
        name = country_name(code) or code
        people = by_key["people_added", code, PERSONS].draws[:, -1]
        yield _line(name, f"people added, {last}", PERSONS, people)
        yield _line(name, f"rents, {last}", POINTS, rents[code].draws[:, -1])


def _line(label: str, detail: str, unit: str, draws: Array) -> Line:
    return Line(label, detail, unit, tuple(map(float, np.quantile(draws, LEVELS))))
