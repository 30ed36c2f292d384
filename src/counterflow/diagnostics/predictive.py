"""Do claims lie where the account expects them: coverage and the place of each in its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.importance import MOST_K, Weights, smooth
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.predictive import stated_numbers
from counterflow.ledger.claim import Claim

Array = NDArray[np.float64]

LEVELS = (0.5, 0.8, 0.9)
BINS = 10


@dataclass(frozen=True)
class Coverage:
    """How many claims of a group lie inside their predictive intervals.

    Parameters
    ----------
    by
        `measure`, `source_class`, `destination` or `all`.
    name
        The group.
    claims
        Number of claims.
    inside
        Share inside the central 50, 80 and 90% intervals.
    inside_without
        The same with each claim left out of what predicts it.
    histogram
        Claims by tenth of the predictive distribution they lie in; even where all is well.

    Examples
    --------
    >>> stocks = Coverage("measure", "stock", 20, (0.6, 0.85, 0.95), (0.5, 0.8, 0.9), (2,) * BINS)
    >>> dict(zip(LEVELS, stocks.inside_without))
    {0.5: 0.5, 0.8: 0.8, 0.9: 0.9}
    """

    by: str
    name: str
    claims: int
    inside: tuple[float, ...]
    inside_without: tuple[float, ...]
    histogram: tuple[int, ...]


@dataclass(frozen=True)
class Placed:
    """Where one learnt claim lies in what the account predicts for it.

    Parameters
    ----------
    claim
        The claim.
    pit
        Share of the predictive distribution below it, with the claim itself learnt from.
    pit_without
        The same as if the claim had not been made.
    k
        Pareto k of leaving it out.

    Examples
    --------
    >>> import counterflow as cf
    >>> claim = cf.load_case("syria-2011").claims[0]
    >>> place = Placed(claim, pit=0.70, pit_without=0.97, k=0.4)
    >>> place.k < MOST_K, place.pit_without > 0.95
    (True, True)
    """

    claim: Claim
    pit: float
    pit_without: float
    k: float


def placed(posterior: Posterior) -> tuple[Placed, ...]:
    """Every learnt claim in its predictive distribution.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> place = placed(posterior)[0]  # doctest: +SKIP
    >>> place.claim.id, round(place.pit, 2), round(place.k, 2)  # doctest: +SKIP
    ('R0522', 0.4, 1.19)
    """
    shown = {claim.id: index for index, claim in enumerate(posterior.structure.shown.claims)}
    stated = stated_numbers(posterior.structure.shown)
    found = []
    for row, claim in enumerate(posterior.structure.evidence.claims):
        at = shown[claim.id]
        draws, number = posterior.predicted[:, at], stated[at]
        weights = smooth(-posterior.replay.log_likelihood[:, row])
        even = Weights(np.full(len(draws), 1.0 / len(draws)), 0.0, float(len(draws)))
        found.append(
            Placed(claim, below(draws, number, even), below(draws, number, weights), weights.k)
        )
    return tuple(found)


def below(draws: Array, number: float, weights: Weights) -> float:
    """Weighted share of draws below a number; of equal ones, half.

    Examples
    --------
    >>> below(np.array([1.0, 2.0, 2.0, 4.0]), 2.0, Weights(np.full(4, 0.25), 0.0, 4.0))
    0.5
    """
    at_most = float(weights.weight @ (draws <= number))
    return (at_most + float(weights.weight @ (draws < number))) / 2


def coverage(places: Sequence[Placed], posterior: Posterior) -> tuple[Coverage, ...]:
    """Coverage of all claims, and by measure, class of source and destination.

    Parameters
    ----------
    places
        From `placed`.
    posterior
        The estimate.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> found = coverage(placed(posterior), posterior)  # doctest: +SKIP
    >>> dict(zip(LEVELS, found[0].inside_without, strict=True))  # doctest: +SKIP
    {0.5: 0.59..., 0.8: 0.84..., 0.9: 0.94...}
    """
    sources = posterior.case.sources
    groups: dict[str, Callable[[Claim], str]] = {
        "all": lambda claim: "all",
        "measure": lambda claim: claim.measure.value,
        "source_class": lambda claim: sources[claim.source].kind.value,
        "destination": lambda claim: claim.destination or "TOTAL",
    }
    found = []
    for by, name_of in groups.items():
        members: dict[str, list[Placed]] = {}
        for place in places:
            members.setdefault(name_of(place.claim), []).append(place)
        found += [
            _coverage(by, name, group)
            for name, group in sorted(members.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]
    return tuple(found)


def _coverage(by: str, name: str, group: list[Placed]) -> Coverage:
    pit = np.asarray([place.pit for place in group])
    without = np.asarray([place.pit_without for place in group if place.k < MOST_K])
    counts, _ = np.histogram(pit, bins=BINS, range=(0.0, 1.0))
    return Coverage(
        by, name, len(group), _inside(pit), _inside(without), tuple(int(n) for n in counts)
    )


def _inside(pit: Array) -> tuple[float, ...]:
    if not len(pit):
        return tuple(np.nan for _ in LEVELS)
    return tuple(float((np.abs(2 * pit - 1) <= level).mean()) for level in LEVELS)
