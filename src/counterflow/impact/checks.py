"""Published figures beside the impact: is the figure inside what the account implies?"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import Check, Quantity
from counterflow.estimation.prior import BIAS_SD, NOISE
from counterflow.impact.assess import Assessment
from counterflow.impact.assumptions import stream
from counterflow.impact.series import LEVELS
from counterflow.ledger.claim import Claim
from counterflow.terms import Hedge, Unit
from counterflow.terms.measure import DefinedEnum

Array = NDArray[np.float64]


class Verdict(DefinedEnum):
    """Where a published figure lies.

    Examples
    --------
    >>> Verdict("agrees").definition
    'Inside the 90% credible interval of the impact.'
    """

    AGREES = ("agrees", "Inside the 90% credible interval of the impact.")
    WITHIN_ERROR = (
        "within_error",
        "Outside that interval, inside the 90% predictive interval of figures of such a source.",
    )
    HIGH = ("high", "Above the 90% predictive interval.")
    LOW = ("low", "Below the 90% predictive interval.")


@dataclass(frozen=True)
class Finding:
    """A published figure and what the impact says of it, in the unit of the claim.

    Parameters
    ----------
    check, claim
        What is compared.
    low, high
        Ends of what the claim says; equal for a single number, infinite where it leaves one open.
    median, credible, predictive
        Median of the impact, its 90% interval, and the 90% interval with the error of a source of
        that class.
    levels
        Quantiles with that error, at `series.LEVELS`.
    verdict
        Where the figure lies.

    Examples
    --------
    >>> Finding.__dataclass_fields__["verdict"].type
    'Verdict'
    """

    check: Check
    claim: Claim
    low: float
    high: float
    median: float
    credible: tuple[float, float]
    predictive: tuple[float, float]
    levels: tuple[float, ...]
    verdict: Verdict

    @property
    def inside(self) -> bool:
        """Whether the figure lies inside the predictive interval."""
        return self.verdict in {Verdict.AGREES, Verdict.WITHIN_ERROR}

    @property
    def stated(self) -> float:
        """The figure as one number: its middle, or the end it gives."""
        ends = [end for end in (self.low, self.high) if math.isfinite(end)]
        return sum(ends) / len(ends)

    @property
    def times(self) -> float:
        """The nearest end of the figure over the median of the impact; 1 where it covers it."""
        nearest = min(max(self.median, self.low), self.high)
        return nearest / self.median if self.median > 0 else math.inf


def check_all(assessment: Assessment, seed: int) -> list[Finding]:
    """Every check of the section whose claims are known at the case's vintage.

    Parameters
    ----------
    assessment
        Draws of the impact.
    seed
        Of the errors of sources.

    Examples
    --------
    >>> import counterflow as cf
    >>> from counterflow.impact import AccountDraws, assess
    >>> from counterflow.terms.period import month_starts
    >>> case = cf.load_case("russia-2022")
    >>> months = tuple(month_starts(case.spec.start, case.spec.end))
    >>> left = np.full((20, len(months), 1), 1000.0)
    >>> account = AccountDraws(months, ("GEO",), left, left, 0 * left, left.cumsum(1))
    >>> found = assess(case, account)
    >>> [one.verdict.value for one in check_all(found, seed=1)][:3]
    ['high', 'high', 'high']
    """
    claims = {claim.id: claim for claim in assessment.case.claims}
    return [
        _compare(assessment, check, claims[check.claim], claims, seed)
        for check in assessment.impact.checks
        if check.claim in claims
        and (not check.of or check.of in claims)
        and _speaks_of_shown(check, assessment)
        and _covers_year(check, claims[check.claim], assessment)
    ]


def _covers_year(check: Check, claim: Claim, assessment: Assessment) -> bool:
    """Whether a year's growth can be told: the account holds it and the one before."""
    if check.quantity is not Quantity.GROWTH_FROM_RETURNS:
        return True
    return claim.period_end.year in assessment.growth.years


def _speaks_of_shown(check: Check, assessment: Assessment) -> bool:
    """Whether the profile converged and the account tells the host apart."""
    host_known = not check.host or check.host in assessment.hosts
    return host_known and (not check.profile or check.profile in assessment.composition.shares)


def _compare(
    assessment: Assessment, check: Check, claim: Claim, claims: dict[str, Claim], seed: int
) -> Finding:
    implied = _IMPLIED[check.quantity](assessment, check, claim, claims)
    kind = assessment.case.sources[claim.source].kind
    error = math.hypot(BIAS_SD[kind], NOISE[kind.value])
    seen = implied * np.exp(error * stream(seed, claim.id).normal(size=implied.shape))
    credible, predictive = _ninety(implied), _ninety(seen)
    levels = tuple(map(float, np.quantile(seen, LEVELS)))
    low, high = _stated(claim)
    return Finding(
        check,
        claim,
        low,
        high,
        float(np.median(implied)),
        credible,
        predictive,
        levels,
        _verdict(low, high, credible, predictive),
    )


def _ninety(draws: Array) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)


def _stated(claim: Claim) -> tuple[float, float]:
    low = claim.low if claim.low is not None else claim.value
    high = claim.high if claim.high is not None else claim.value
    if low is None or high is None:
        raise ValueError(f"{claim.id} states no number")
    if claim.hedge is Hedge.AT_LEAST:
        high = math.inf
    elif claim.hedge in {Hedge.AT_MOST, Hedge.UP_TO}:
        low = -math.inf
    return low, high


def _verdict(
    low: float, high: float, credible: tuple[float, float], predictive: tuple[float, float]
) -> Verdict:
    if high >= credible[0] and low <= credible[1]:
        return Verdict.AGREES
    if high >= predictive[0] and low <= predictive[1]:
        return Verdict.WITHIN_ERROR
    return Verdict.HIGH if low > predictive[1] else Verdict.LOW


Implied = Callable[[Assessment, Check, Claim, dict[str, Claim]], Array]


def _workers_lost(found: Assessment, _: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    lost = found.labour.workers.left @ found.account.weights(claim.period)
    return _in_unit(lost, claim, found.impact.labour_force.value)


def _workers_regained(found: Assessment, _: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    until = np.array([month <= claim.period_end for month in found.account.months])
    back = found.labour.workers.came_back @ until.astype(np.float64)
    return _in_unit(back, claim, found.impact.employed.value)


def _in_unit(people: Array, claim: Claim, base: float) -> Array:
    return 100 * people / base if claim.unit is Unit.PERCENT else people


def _growth(found: Assessment, check: Check, claim: Claim, claims: dict[str, Claim]) -> Array:
    rate = claims[check.of].value
    assert rate, f"{check.of} states no growth"
    year = found.growth.years.index(claim.period_end.year)
    return 100 * found.growth.from_returns[:, year] / rate


def _deposits(found: Assessment, _: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    money = found.deposits.usd if claim.unit is Unit.USD else found.deposits.local
    return money @ found.account.weights(claim.period)


def _departures(found: Assessment, check: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    return found.labour.adults_with[check.profile].left @ found.account.weights(claim.period)


def _stock(found: Assessment, check: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    return found.labour.adults_with[check.profile].abroad[:, _month_of(found, claim)]


def _rent(found: Assessment, check: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    path = found.hosts[check.host].rent
    first, last = claim.period_start, claim.period_end
    before = np.array([month < first.replace(day=1) for month in found.account.months])
    start = path[:, before.sum() - 1] if before.any() else np.zeros(path.shape[0])
    years = (last - first).days / 365.25
    other = found.drawn[f"{check.host}.other_rent_growth"] / 100 * years
    return 100 * np.expm1(path[:, _month_of(found, claim)] - start + np.log1p(other))


def _companies(found: Assessment, check: Check, claim: Claim, __: dict[str, Claim]) -> Array:
    return found.hosts[check.host].companies @ found.account.weights(claim.period)


def _month_of(found: Assessment, claim: Claim) -> int:
    """Month of the claim's last day, or the account's last."""
    return sum(month <= claim.period_end for month in found.account.months) - 1


_IMPLIED: dict[Quantity, Implied] = {
    Quantity.WORKERS_LOST: _workers_lost,
    Quantity.WORKERS_REGAINED: _workers_regained,
    Quantity.GROWTH_FROM_RETURNS: _growth,
    Quantity.DEPOSITS_WITHDRAWN: _deposits,
    Quantity.DEPARTURES: _departures,
    Quantity.STOCK: _stock,
    Quantity.RENT: _rent,
    Quantity.COMPANIES: _companies,
}
