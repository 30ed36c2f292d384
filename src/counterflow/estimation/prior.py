"""Priors of the package: medians and log spreads, each with its reason.

A case replaces any of them by name in `[priors]` of its `case.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterflow.cases.case import Prior
from counterflow.errors import CounterflowError
from counterflow.ledger.source import SourceClass
from counterflow.ledger.suggest import nearest


def _prior(median: float, sd_log: float, reason: str) -> Prior:
    return Prior(median=median, sd_log=sd_log, reason=reason)


_IMEM = (
    "Derived from the IMEM duration factors 0.53, 0.63, 0.73, 1 and 2.26 for stays of 0, 3, 6 and "
    "12 months and for good (Raymer et al., 2013; Wisniowski et al., 2013), split 2:1 between "
    "return and onward moves"
)

PRIORS: dict[str, Prior] = {
    "base_hazard": _prior(
        8e-5,
        0.7,
        "Monthly emigration of about 1 per mille a year, the middle of registered rates of "
        "middle-income countries",
    ),
    "surge_mass": _prior(
        1.5e-3,
        1.0,
        "Share of the population that one shock pushes out: from 2 in 10,000 to 1 in 100",
    ),
    "surge_fast": _prior(0.35, 0.3, "Queues at borders clear within a fortnight"),
    "surge_slow": _prior(1.5, 0.25, "School years and relocations take three months (two stages)"),
    "repeat_ratio": _prior(
        20.0, 0.5, "Prior migration is the best predictor of migration (Massey et al., 1993)"
    ),
    "base_walk": _prior(0.15, 0.3, "Quarterly change of the base hazard outside surges"),
    "attraction_spread": _prior(
        1.1, 0.2, "Residual spread of log attraction beyond the features of a place"
    ),
    "network": _prior(
        0.10, 0.4, "Elasticities to diaspora stock of 0.1 to 0.4, less what attraction explains"
    ),
    "return_0_3": _prior(0.045, 0.4, _IMEM),
    "return_3_12": _prior(0.032, 0.4, _IMEM),
    "return_12": _prior(0.011, 0.4, _IMEM),
    "onward_0_3": _prior(0.020, 0.5, _IMEM),
    "onward_3_12": _prior(0.014, 0.5, _IMEM),
    "onward_12": _prior(0.006, 0.5, _IMEM),
    "slack_at_least": _prior(
        0.15, 0.5, "Slack of lower bounds (Cummins, Sauerland and Solt, 2012; Hesse and Benz, 2020)"
    ),
    "slack_at_most": _prior(0.15, 0.5, "Mirror image of the slack of lower bounds"),
    "slack_up_to": _prior(
        0.30,
        0.5,
        "An upper bound by `up to` is cancellable (McNabb et al.), so it leaves more room",
    ),
    "coverage_permits_issued": _prior(
        0.4,
        1.0,
        "Permits issued per arrival: who stays beyond a visa-free spell needs one, but a series is "
        "one programme of several (work, study, family), and offices differ in which they publish",
    ),
    "coverage_permits_valid": _prior(
        0.75, 0.4, "Permits in force per leaver present: most who stay beyond a visa-free spell"
    ),
    "coverage_asylum_applications": _prior(0.05, 1.0, "A minority of leavers asks for asylum"),
    "coverage_arrivals": _prior(
        0.5,
        1.0,
        "Registrations per arrival: from one in seven to nearly two, as programmes miss people or "
        "count them again",
    ),
    "extra_crossings": _prior(
        2.0,
        0.7,
        "Crossings beyond one per mover: transit, visa runs, trips home. Where a border service "
        "counted both ways in a surge, 60 to 80% of those who came in had left within weeks",
    ),
    "visits_per_visitor": _prior(1.5, 0.3, "Crossings per distinct visitor in a year"),
}
"""Name to prior. Hazards are per person and month; slacks are multiples of granularity."""

BIAS_SD: dict[SourceClass, float] = {
    SourceClass.REGISTER: 0.05,
    SourceClass.BORDER: 0.08,
    SourceClass.GOVERNMENT: 0.20,
    SourceClass.ORIGIN_STATE: 0.40,
    SourceClass.SURVEY: 0.40,
    SourceClass.COMPILER: 0.25,
    SourceClass.BUSINESS: 0.40,
    SourceClass.MEDIA: 0.35,
}
"""Standard deviation of a source's log bias, by class; the register class is the anchor."""

BREAK_SD = 0.5
"""Standard deviation of the log shift of a series at a declared break."""

NOISE: dict[str, float] = {
    "register": 0.06,
    "border": 0.10,
    "government": 0.15,
    "origin_state": 0.20,
    "survey": 0.20,
    "compiler": 0.20,
    "business": 0.25,
    "media": 0.30,
    "covered": 0.33,
    "crossings": 0.25,
}
"""Median log noise of a claim, by kind: accuracy within 5% for registers (IMEM's question); series
with a coverage or visitors of their own do not follow the movers month by month, and programmes
open, close and work off queues: a third is between a first guess of 0.25 and the 0.4 that their own
numbers scatter by."""

NOISE_SPREAD = 0.2
"""Log spread of each kind's noise around that median."""

SOURCE_NOISE_SPREAD = 0.4
"""Log spread of a source's noise around its kind's: careful offices share a kind with careless."""

VISITOR_YEAR_SD = 0.8
"""Standard deviation of a series' log visitors from year to year: borders close and reopen."""


class UnknownPrior(CounterflowError):
    """A case replaces a prior that does not exist; names those that do.

    Examples
    --------
    >>> UnknownPrior("there is no such prior").exit_code
    2
    """


def priors_of(overrides: Mapping[str, Prior]) -> dict[str, Prior]:
    """The package's priors with a case's own in their place.

    Raises
    ------
    UnknownPrior
        If a case names a prior that does not exist.

    Examples
    --------
    >>> priors_of({})["network"].median
    0.1
    """
    unknown = sorted(set(overrides) - set(PRIORS))
    if unknown:
        raise UnknownPrior(
            f"case.toml, priors.{unknown[0]}: there is no such prior; {nearest(unknown[0], PRIORS)}"
        )
    return {**PRIORS, **overrides}
