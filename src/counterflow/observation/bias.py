"""Which claims share a bias and a noise: classes and sources, pooled where data are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source, SourceClass
from counterflow.observation.nuisance import CROSSINGS, is_covered, underlying
from counterflow.terms import Measure, Unit

Index = NDArray[np.int64]

CLASSES = tuple(SourceClass)

NOISE_KINDS = (*(kind.value for kind in CLASSES), "covered", "crossings")
"""Kinds of noise: a source's class or, for series with a level of their own, how they count."""

_FEWEST_FOR_BIAS = 3
_FEWEST_FOR_NOISE = 4
_SHARES = frozenset({Measure.RETURNED_SHARE, Measure.SHARE})


@dataclass(frozen=True)
class Reliability:
    """Indices of bias and noise for K claims.

    Attributes
    ----------
    source_class : (K,)
        Position in `CLASSES`.
    class_bias : (K,)
        1 where the bias of class and source applies (`is_unbiased`).
    class_family : (K,)
        Index of the class bias: levels first, then shares.
    source_bias : (K,)
        Index plus one of the source's own bias; zero where it is pooled into the noise.
    noise_kind : (K,)
        Position in `NOISE_KINDS`.
    source_noise : (K,)
        Index plus one of the source's own noise; zero where it has its class's.
    biased, noisy
        Names of the sources with a bias or noise of their own.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> trust = s.reliability
    >>> len(trust.source_bias) == len(s.evidence.claims)
    True
    >>> int(trust.source_bias.max()) <= len(trust.biased)
    True
    """

    source_class: Index
    class_bias: Index
    class_family: Index
    source_bias: Index
    noise_kind: Index
    source_noise: Index
    biased: tuple[str, ...]
    noisy: tuple[str, ...]


def has_own_level(claim: Claim) -> bool:
    """Whether a coverage or a visitors' level already absorbs any bias of the series.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.measure == "border_entries")
    >>> has_own_level(claim)
    True
    """
    return is_covered(claim) or underlying(claim) in CROSSINGS


def is_unbiased(claim: Claim) -> bool:
    """Whether no bias of class or source is left in what a claim states.

    A series with a level of its own has absorbed it; in the ratio of one office's two counts it
    cancels.

    Examples
    --------
    >>> claim = Claim(id="A", measure="change", of="stock", period_start="2022-01-01",
    ...     period_end="2022-12-31", value=2, unit="ratio", hedge="about", source="mia",
    ...     published="2023", status="observation")
    >>> is_unbiased(claim)
    True
    """
    return has_own_level(claim) or (claim.measure is Measure.CHANGE and claim.unit is Unit.RATIO)


def family(claim: Claim) -> str:
    """Shares and levels are biased apart: who overstates returns need not overstate stocks.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.measure == "returned_share")
    >>> family(claim)
    'share'
    """
    return "share" if claim.measure in _SHARES else "level"


def _noise_kind(claim: Claim, sources: Mapping[str, Source]) -> int:
    if underlying(claim) in CROSSINGS:
        return NOISE_KINDS.index("crossings")
    return NOISE_KINDS.index("covered" if is_covered(claim) else sources[claim.source].kind.value)


def reliability(
    claims: Sequence[Claim], sources: Mapping[str, Source], learnt: Sequence[Claim]
) -> Reliability:
    """Number biases and noises.

    Parameters
    ----------
    claims
        Claims to index.
    sources
        Sources by id.
    learnt
        Claims of the fit: sources with few of them have no bias or noise of their own.

    Examples
    --------
    >>> reliability([], {}, []).biased
    ()
    """
    levels = Counter((c.source, family(c)) for c in learnt if not is_unbiased(c))
    counts = Counter(c.source for c in learnt)
    biased = sorted(key for key, count in levels.items() if count >= _FEWEST_FOR_BIAS)
    noisy = sorted(source for source, count in counts.items() if count >= _FEWEST_FOR_NOISE)
    kinds = [CLASSES.index(sources[claim.source].kind) for claim in claims]
    return Reliability(
        source_class=np.asarray(kinds, dtype=np.int64),
        class_bias=np.asarray([not is_unbiased(c) for c in claims], dtype=np.int64),
        class_family=np.asarray(
            [k + len(CLASSES) * (family(c) == "share") for k, c in zip(kinds, claims, strict=True)],
            dtype=np.int64,
        ),
        source_bias=np.asarray(
            [
                0
                if is_unbiased(c) or (c.source, family(c)) not in biased
                else 1 + biased.index((c.source, family(c)))
                for c in claims
            ],
            dtype=np.int64,
        ),
        noise_kind=np.asarray([_noise_kind(c, sources) for c in claims], dtype=np.int64),
        source_noise=np.asarray(
            [1 + noisy.index(c.source) if c.source in noisy else 0 for c in claims], dtype=np.int64
        ),
        biased=tuple(f"{source}:{kind}" for source, kind in biased),
        noisy=tuple(noisy),
    )
