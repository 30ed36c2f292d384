"""How likely a candidate is a lineage and no coincidence."""

from __future__ import annotations

import math
from typing import NamedTuple

from counterflow.lineage.candidate import Candidate
from counterflow.lineage.pairs import SAME_EDGE_DAYS
from counterflow.lineage.said import Said

_RAREST = 1e-5
_HALF_NEAR_DAYS = 15


class Evidence(NamedTuple):
    """What speaks for a lineage; the confidence is one number for each, summed.

    Examples
    --------
    >>> Evidence(2.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0)._fields[0]
    'rarity'
    """

    rarity: float
    """Minus the decimal logarithm of the agreements expected by chance."""
    same_source: float
    """1 if all claims have one source."""
    same_window: float
    """1 for the same days, a half where the edges are 15 days apart in sum, towards 0 beyond."""
    apart: float
    """1 if two flows have no day in common, or one source counted on days over a month apart."""
    same_measure: float
    """1 if all count the same, or if the arithmetic is that of the measure."""
    same_people: float
    """1 if all are about the same part of the leavers."""
    in_order: float
    """1 if nothing behind the claim was published after it."""
    second_hand: float
    """1 if the claim's source adds up or prints what others count."""


INTERCEPT = -6.1
WEIGHTS = Evidence(2.0, 2.3, 0.7, -2.9, 0.7, 2.0, 0.8, 1.3)
"""Logistic regression on the agreements of the Russian case, against its accepted lineages, and of
the same case with its numbers shuffled; `benchmarks/lineage.py` fits them again."""


def evidence(candidate: Candidate) -> Evidence:
    """What speaks for a candidate.

    Parameters
    ----------
    candidate
        A claim and what it may come from.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.lineage.propose import candidates
    >>> from counterflow.lineage.said import prepare
    >>> counted = load_case("syria-2011").claims[5]
    >>> told = counted.model_copy(update={"id": "told", "source": "press"})
    >>> found = evidence(candidates(prepare([counted, told], "SYR", {}, {}))[0])
    >>> found.same_window, found.same_source, found.second_hand
    (1.0, 0.0, 1.0)
    """
    child, parents = candidate.child, candidate.parents
    claim = child.claim
    return Evidence(
        rarity=-math.log10(max(candidate.by_chance, _RAREST)),
        same_source=float(all(one.claim.source == claim.source for one in parents)),
        same_window=1 / (1 + candidate.gap_days / _HALF_NEAR_DAYS),
        apart=float(not candidate.kind.is_arithmetic and _is_apart(child, parents[0])),
        same_measure=float(
            candidate.kind.is_arithmetic
            or all(one.claim.measure is claim.measure for one in parents)
        ),
        same_people=float(all(one.claim.population == claim.population for one in parents)),
        in_order=float(all(one.claim.published_on <= claim.published_on for one in parents)),
        second_hand=float(child.second_hand),
    )


def _is_apart(child: Said, parent: Said) -> bool:
    """Whether two numbers are counts of two times rather than one count told twice."""
    stocks = [one.claim.measure.is_stock for one in (child, parent)]
    if all(stocks):
        later = abs(child.end - parent.end) > SAME_EDGE_DAYS
        return later and child.claim.source == parent.claim.source
    return not any(stocks) and (parent.start > child.end or child.start > parent.end)


def confidence(candidate: Candidate) -> float:
    """Probability that a candidate is a lineage: logistic in the weighted evidence.

    Parameters
    ----------
    candidate
        A claim and what it may come from.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.lineage.propose import candidates
    >>> from counterflow.lineage.said import prepare
    >>> counted = load_case("syria-2011").claims[5]
    >>> told = counted.model_copy(update={"id": "told", "source": "press"})
    >>> [round(confidence(one), 2) for one in candidates(prepare([counted, told], "SYR", {}, {}))]
    [1.0]
    """
    found = evidence(candidate)
    score = INTERCEPT + sum(w * x for w, x in zip(WEIGHTS, found, strict=True))
    return 1 / (1 + math.exp(-score))
