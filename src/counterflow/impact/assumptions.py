"""Draws of the assumptions: one stream of numbers for each name, whatever else is drawn."""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import Assumption, ImpactSpec, Scale

Array = NDArray[np.float64]

_Z95 = 1.6448536269514722


def stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers of one name: they do not change when another name is added.

    Examples
    --------
    >>> bool(stream(1, "a").normal() == stream(1, "a").normal())
    True
    """
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def centre_and_spread(assumption: Assumption) -> tuple[float, float]:
    """Mean and standard deviation on the scale where the prior is normal.

    That is the logit for shares, the logarithm for what is positive, and the value itself for
    growth.

    Examples
    --------
    >>> prior = Assumption(low=0.5, high=2, unit="ratio", source="own", reason="own")
    >>> centre_and_spread(prior)[0]
    0.0
    """
    if assumption.unit is Scale.PERCENT_A_YEAR:
        low, high = assumption.low, assumption.high
    elif assumption.unit is Scale.SHARE:
        low, high = (math.log(p / (1 - p)) for p in (assumption.low, assumption.high))
    else:
        low, high = math.log(assumption.low), math.log(assumption.high)
    return (low + high) / 2, (high - low) / (2 * _Z95)


def draw(assumption: Assumption, name: str, count: int, seed: int) -> Array:
    """Draws of an assumption in its unit, (S,).

    Parameters
    ----------
    assumption
        The prior.
    name
        Names the stream of random numbers.
    count, seed
        How many draws, and the seed of the whole assessment.

    Examples
    --------
    >>> prior = Assumption(low=0.2, high=0.8, unit="share", source="own", reason="own")
    >>> bool(abs(np.mean(draw(prior, "x", 4000, 1) < 0.8) - 0.95) < 0.02)
    True
    """
    centre, spread = centre_and_spread(assumption)
    value = centre + spread * stream(seed, name).normal(size=count)
    if assumption.unit is Scale.PERCENT_A_YEAR:
        return value
    if assumption.unit is Scale.SHARE:
        return inverse_logit(value)
    return np.exp(value)


def inverse_logit(value: Array) -> Array:
    """Share of a log-odds.

    Examples
    --------
    >>> inverse_logit(np.array([0.0, np.log(3.0)])).tolist()
    [0.5, 0.75]
    """
    return np.asarray(1.0 / (1.0 + np.exp(-value)), dtype=np.float64)


def draw_all(impact: ImpactSpec, count: int, seed: int) -> dict[str, Array]:
    """Draws of every assumption of a section, by name, (S,) each.

    Those of profiles and hosts are named `graduates.pay` or `GEO.city_share`; the shares of
    profiles and the odds that belong to each profile are drawn with the composition.

    Examples
    --------
    >>> import counterflow as cf
    >>> drawn = draw_all(cf.load_case("russia-2022").spec.impact, 10, 1)
    >>> drawn["labour_share"].shape
    (10,)
    """
    priors = {
        name: prior for name, prior in impact.parameters.items() if not name.endswith("_odds")
    }
    for name, profile in impact.profiles.items():
        if profile.at_home is not None and profile.pay is not None:
            priors |= {f"{name}.at_home": profile.at_home, f"{name}.pay": profile.pay}
    for code, host in impact.hosts.items():
        priors |= {
            f"{code}.city_share": host.city_share,
            f"{code}.renting_share": host.renting_share,
            f"{code}.other_rent_growth": host.other_rent_growth,
        }
    return {name: draw(prior, name, count, seed) for name, prior in priors.items()}
