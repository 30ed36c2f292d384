"""The readings of all claims as rows, and their sum in the likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import jax
import numpy as np
from jax.scipy.special import logsumexp
from numpy.typing import NDArray

from counterflow.ledger.claim import Claim
from counterflow.observation.bias import CLASSES, Reliability, family
from counterflow.observation.components import Form, Functional
from counterflow.observation.evidence import Evidence, Stated, gather
from counterflow.observation.readings import AS_WRITTEN, WRONG, WRONG_NOISE, WRONG_WEIGHT

Array = NDArray[np.float64]
Index = NDArray[np.int64]

_NEVER = -1e9


class Candidate(NamedTuple):
    """A reading of a claim with its functional.

    Attributes
    ----------
    label, weight, claim
        As in `Reading`.
    functional
        The quantity that it states.

    Examples
    --------
    >>> Candidate._fields
    ('label', 'weight', 'claim', 'functional')
    """

    label: str
    weight: float
    claim: Claim
    functional: Functional


@dataclass(frozen=True)
class Mixture:
    """R readings of K claims; the first K rows are the claims as written.

    Attributes
    ----------
    rows, reliability
        The readings, as if each were a claim.
    claim : (R,)
        Index of the claim that each row is a reading of.
    labels
        Each reading in words.
    log_weight : (R,)
        Log prior weight; they sum to one over the readings of a claim.
    wrong : (R,)
        Whether the reading is that the number is wrong.
    several : (M,)
        Claims with more than one reading.
    members : (M, W)
        Their rows, padded.
    member_weight : (M, W)
        Log weights of these; the padding has none.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> read = s.readings
    >>> read.claims == len(s.evidence.claims), len(read.labels) >= read.claims
    (True, True)
    """

    rows: Evidence
    reliability: Reliability
    claim: Index
    labels: tuple[str, ...]
    log_weight: Array
    wrong: NDArray[np.bool_]
    several: Index
    members: Index
    member_weight: Array

    @property
    def claims(self) -> int:
        """Number of claims K."""
        return int(self.claim.max(initial=-1)) + 1

    @property
    def prior(self) -> Array:
        """Prior weight of each reading, (R,)."""
        return np.exp(self.log_weight)

    def stated(self, stated: Stated) -> Stated:
        """What each reading states, from what each claim states."""
        return Stated(*(part[self.claim] for part in stated))

    def mix(self, density: jax.Array) -> jax.Array:
        """Log density of each claim, (K,), from those of its readings, (R,)."""
        written = density[: self.claims]
        if not len(self.several):
            return written
        mixed = logsumexp(density[self.members] + self.member_weight, axis=1)
        return written.at[self.several].set(mixed)

    def weights(self, density: Array) -> Array:
        """Weight of each reading given the account and the number, from (S, R) log densities."""
        joint = density + self.log_weight
        found = np.ones_like(joint)
        for rows in map(np.unique, self.members):
            likely = np.exp(joint[:, rows] - joint[:, rows].max(axis=1, keepdims=True))
            found[:, rows] = likely / likely.sum(axis=1, keepdims=True)
        return found

    def picked(self, weights: Array, seed: int, draws: int) -> Index:
        """A row for each claim and draw, by the given weights of the rows, (draws, K).

        Claims do not share chance: what else is in the case does not matter.
        """
        found = np.tile(np.arange(self.claims), (draws, 1))
        for claim, members in zip(self.several, self.members, strict=True):
            rows = np.unique(members)
            rng = np.random.default_rng([seed, 1, *self.rows.claims[claim].id.encode()])
            found[:, claim] = rng.choice(rows, size=draws, p=weights[rows] / weights[rows].sum())
        return found


def mixture(
    written: Mapping[Claim, Functional],
    others: Mapping[str, Sequence[Candidate]],
    trust: Reliability,
    sizes: tuple[int, int],
) -> Mixture:
    """All readings of claims as rows.

    Parameters
    ----------
    written
        K claims with their functionals.
    others
        Claim id to its readings beside the one as written. A reading that is no plain quantity,
        or of a claim that is none, cannot be weighed against it and is left out.
    trust
        Reliability of the claims.
    sizes
        Number of permit jumps and of breaks.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.observation.bias import reliability
    >>> from counterflow.observation.components import Component, Functional
    >>> case = load_case("syria-2011")
    >>> written = {case.claims[0]: Functional(Form.SINGLE, Component(plain={3: 1.0}))}
    >>> trust = reliability(case.claims[:1], case.sources, case.claims[:1])
    >>> mixture(written, {}, trust, sizes=(0, 0)).labels
    ('as written', 'wrong')
    """
    pairs = list(written.items())
    found = [
        (index, candidate)
        for index, (claim, functional) in enumerate(pairs)
        for candidate in others.get(claim.id, ())
        if functional.form is candidate.functional.form is Form.SINGLE
    ]
    slips = [
        (index, WRONG_WEIGHT[kind])
        for index, kind in enumerate(CLASSES[position] for position in trust.source_class)
        if kind in WRONG_WEIGHT
    ]
    wrong_of = _index(index for index, _ in slips)
    read_of = _index(index for index, _ in found)
    claim = np.concatenate([np.arange(len(pairs)), read_of, wrong_of])
    read = gather([*pairs, *((c.claim, c.functional) for _, c in found)], *sizes)
    weight = _weights(
        len(pairs), [(k, c.weight) for k, c in found], [chance for _, chance in slips], wrong_of
    )
    members = _members(claim, len(pairs))
    padding = members < 0
    several = np.flatnonzero(np.bincount(claim, minlength=len(pairs)) > 1)
    log_weight = np.log(weight)
    return Mixture(
        rows=_with_slips(read, wrong_of),
        reliability=_trust(trust, claim, slice(len(pairs), len(pairs) + len(found)), read.claims),
        claim=claim,
        labels=(
            *(AS_WRITTEN for _ in pairs),
            *(candidate.label for _, candidate in found),
            *(WRONG for _ in slips),
        ),
        log_weight=log_weight,
        wrong=np.arange(len(claim)) >= len(pairs) + len(found),
        several=several,
        members=np.where(padding, several[:, None], members),
        member_weight=np.where(padding, _NEVER, log_weight[members]),
    )


def _index(values: Iterable[int]) -> Index:
    return np.asarray(list(values), dtype=np.int64)


def _weights(
    claims: int, others: Sequence[tuple[int, float]], chances: Sequence[float], wrong_of: Index
) -> Array:
    """Prior weights of all rows: whoever is wrong had one of the readings in mind."""
    written, right = np.ones(claims), np.ones(claims)
    right[wrong_of] -= np.asarray(chances)
    for index, share in others:
        written[index] -= share
    of_others = [share * right[index] for index, share in others]
    return np.concatenate([written * right, of_others, np.asarray(chances)])


def _members(claim: Index, claims: int) -> Index:
    """Rows of the claims with several readings, padded with -1."""
    rows = [np.flatnonzero(claim == index) for index in range(claims)]
    several = [found for found in rows if len(found) > 1]
    width = max(map(len, several), default=1)
    return np.asarray(
        [np.pad(found, (0, width - len(found)), constant_values=-1) for found in several],
        dtype=np.int64,
    ).reshape(len(several), width)


def _with_slips(read: Evidence, wrong_of: Index) -> Evidence:
    """The readings, then some claims again with the noise of a number that is wrong."""

    def again(part: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([part, part[wrong_of]])

    return replace(
        read,
        claims=(*read.claims, *(read.claims[index] for index in wrong_of)),
        first=again(read.first),
        second=again(read.second),
        form=again(read.form),
        hedge=again(read.hedge),
        offset=again(read.offset),
        fixed_noise=np.concatenate([read.fixed_noise, np.full(len(wrong_of), WRONG_NOISE)]),
        stated=Stated(*map(again, read.stated)),
    )


def _trust(trust: Reliability, claim: Index, read: slice, claims: Sequence[Claim]) -> Reliability:
    """Reliability of all rows: a reading is as good as its reporter, not as the series it names."""
    rows = replace(
        trust,
        **{
            name: getattr(trust, name)[claim]
            for name in (
                "source_class",
                "class_bias",
                "class_family",
                "source_bias",
                "noise_kind",
                "source_noise",
            )
        },
    )
    kinds = rows.source_class[read]
    shares = np.asarray([family(row) == "share" for row in claims[read]], dtype=np.int64)
    rows.class_bias[read] = 1
    rows.class_family[read] = kinds + len(CLASSES) * shares
    rows.noise_kind[read] = kinds
    return rows
