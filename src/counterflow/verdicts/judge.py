"""Weighs what may be the case with a number: right, wrong, something else, or garbled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from counterflow.estimation.importance import Weights
from counterflow.ledger.claim import Claim, Status
from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, Evidence
from counterflow.observation.nuisance import CROSSINGS, has_base, underlying
from counterflow.terms import Measure
from counterflow.verdicts import words
from counterflow.verdicts.basis import Basis, Compiled
from counterflow.verdicts.copying import garbled, is_copy
from counterflow.verdicts.dates import day_words, window_words
from counterflow.verdicts.definitions import Alternative, alternatives, written
from counterflow.verdicts.seen import Seen, agreement, position, see
from counterflow.verdicts.sentence import quotable, unchecked
from counterflow.verdicts.verdict import Kind, Verdict

Array = NDArray[np.float64]

PRIOR = {"right": 0.77, "measure": 0.06, "window": 0.05, "garbled": 0.04, "wrong": 0.08}
"""What is the case with a number before anything is compared."""

TAIL, DOUBT = 0.965, 0.3
"""A number is flagged where a careful source would have said less, or more, with the first
probability, or where something is wrong with the second: the latter finds other readings and
garbled copies that lie near enough. Chosen on simulated numbers; see the page on verdicts."""

_WORTH_SAYING = 0.1

_WRONG_NOISE = 0.8
"""Log noise of a number that is wrong: a factor of two is usual, one of five is not rare."""


class _Asked(NamedTuple):
    """A claim with everything it may mean."""

    claim: Claim
    written: list[Claim]
    others: list[Alternative]


def judge(claims: Sequence[Claim], basis: Basis) -> list[Verdict]:
    """Verdicts on claims, each learnt without its own lineage.

    Parameters
    ----------
    claims
        From the ledger or new; new ones need ids of their own.
    basis
        The estimate.

    Returns
    -------
    list of Verdict
        In the order of the claims.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> judge([basis.by_id["R0337"]], basis)[0].kind.value  # doctest: +SKIP
    'consistent'
    """
    asked: dict[int, _Asked] = {}
    reasons: dict[int, str] = {}
    for number, claim in enumerate(claims):
        reason = _unasked(claim, basis)
        if reason:
            reasons[number] = reason
        else:
            # Whoever asks may use one id twice, or one that the ledger uses for another claim.
            own = claim.model_copy(update={"id": f"q{number}"})
            asked[number] = _Asked(claim, written(own, basis), alternatives(own, basis))
    meanings = asked.values()
    everything = [
        *(one for asking in meanings for one in asking.written),
        *(other.claim for asking in meanings for other in asking.others),
    ]
    compiled = basis.compile(everything)
    rows = np.arange(len(compiled.evidence.claims))
    seen = see(compiled.flat, compiled.evidence, compiled.trust, rows)
    logs = _per_log(compiled.evidence)
    right = agreement(seen, compiled.evidence, rows) + logs
    wrong = agreement(seen, compiled.evidence, rows, _WRONG_NOISE) + logs
    placed = position(seen, compiled.evidence, rows)
    found: dict[int, Verdict] = {}
    for number, one in asked.items():
        mine = [compiled.row[c.id] for c in one.written if c.id in compiled.row]
        if mine:
            found[number] = _weighed(one, mine, basis, compiled, seen, right, wrong, placed)
        else:
            reasons[number] = compiled.reasons[one.written[0].id]
    return [
        found.get(number) or _unchecked(claim, reasons[number])
        for number, claim in enumerate(claims)
    ]


def _per_log(evidence: Evidence) -> Array:
    """What turns densities of differences, which are per person, into densities over the log."""
    size = np.log(np.maximum(np.abs(evidence.stated.value), 1.0))
    return np.asarray(np.where(evidence.form == FORMS[Form.DIFFERENCE], size, 0.0))


def _unasked(claim: Claim, basis: Basis) -> str:
    """Why a claim cannot be put to the account at all; blank if it can."""
    spec = basis.case.spec
    if underlying(claim) not in _FROM_HOSTS and claim.origin not in ("", spec.origin):
        return words.other_people(claim.origin, spec.origin)
    if claim.status is Status.FORECAST:
        return f"it is a forecast, and the account ends on {day_words(spec.end)}"
    if claim.population:
        return f"it is about {claim.population}, and the account does not tell groups apart"
    if claim.value is None and claim.low is None:
        return "no number is stated"
    if claim.period_end > spec.end:
        ends = day_words(spec.end)
        return f"it speaks of {day_words(claim.period_end)}, and the account ends on {ends}"
    if claim.period_end < spec.start and not _seen_before(claim):
        begins = day_words(spec.start)
        one_day = claim.measure.is_stock or claim.period_start == claim.period_end
        when = (
            day_words(claim.period_end)
            if one_day
            else f"moves {window_words(claim.period_start, claim.period_end)}"
        )
        return f"it speaks of {when}, before the account begins on {begins}"
    return ""


_FROM_HOSTS = frozenset({Measure.RETURNS, Measure.ONWARD, Measure.DEPARTURES, Measure.BORDER_EXITS})
"""Measures whose claims may run out of a host: their origin is that host."""


def _seen_before(claim: Claim) -> bool:
    """Whether a series tells something about the time before the account: visitors, residents."""
    return underlying(claim) in CROSSINGS or has_base(claim)


def _unchecked(claim: Claim, reason: str) -> Verdict:
    number = words.said(claim) if claim.value is not None or claim.low is not None else "it"
    sentence = unchecked(number, reason)
    return Verdict(claim, Kind.NOT_CHECKABLE, math.nan, sentence, missing=reason)


def _weighed(
    one: _Asked,
    mine: list[int],
    basis: Basis,
    compiled: Compiled,
    seen: Seen,
    right: Array,
    wrong: Array,
    placed: tuple[Array, Array],
) -> Verdict:
    claim = one.claim
    left_out, alone = _without(claim, basis)
    # Where the draws cannot do without the claim, it is held against the account that knows it.
    weights = left_out if left_out.reliable else basis.without(())

    def density(table: Array, row: int) -> float:
        # Thousands of these are asked for: SciPy's general function would take longer to begin.
        column = table[:, row]
        top = float(column.max())
        if not math.isfinite(top):
            return top
        mass = float(weights.weight @ np.exp(column - top))
        return top + math.log(mass) if mass > 0 else -math.inf

    best = max(mine, key=lambda row: density(right, row))
    masses = {"right": math.log(PRIOR["right"]) + density(right, best)}
    below, above = (float(side[:, best] @ weights.weight) for side in placed)
    is_high = below > above
    masses["wrong"] = math.log(PRIOR["wrong"]) + density(wrong, best)
    others = [other for other in one.others if other.claim.id in compiled.row]
    total = {
        sort: sum(o.weight for o in others if o.sort == sort) for sort in ("measure", "window")
    }
    for number, other in enumerate(others):
        prior = PRIOR[other.sort] * other.weight / max(total[other.sort], 1e-12)
        masses[f"other{number}"] = math.log(prior) + density(right, compiled.row[other.claim.id])
    copies = garbled(claim, basis.case.claims)
    prior = PRIOR["garbled"] * (4.0 if claim.lineage or claim.status is Status.CORRUPT else 1.0)
    for number, copy in enumerate(copies):
        masses[f"copy{number}"] = math.log(prior) + copy.log_density
    whole = logsumexp(list(masses.values()))
    posterior = {name: math.exp(mass - whole) for name, mass in masses.items()}
    shares = _shares(posterior, is_high)
    kind = decide(shares, max(below, above))
    doubt = 1.0 - shares[Kind.CONSISTENT.value]
    probability = shares[kind.value] / (1.0 if kind is Kind.CONSISTENT else max(doubt, 1e-12))
    if kind in (Kind.HIGH, Kind.LOW):
        probability = max(below, above)
    natural = seen.natural(compiled.evidence, best)
    q10, median, q90 = weights.quantile(natural, [0.1, 0.5, 0.9]).tolist()
    verdict = Verdict(
        claim=claim,
        kind=kind,
        probability=probability,
        sentence="",
        median=median,
        q10=q10,
        q90=q90,
        weights=shares,
        pareto_k=left_out.k if alone else math.nan,
        reliable=not alone or left_out.reliable,
    )
    readings = _readings(posterior, others)
    if readings and (kind is Kind.SOMETHING_ELSE or _may_be_else(kind, shares)):
        verdict = replace(verdict, reading=readings[0][0], reading_weight=readings[0][1])
    if kind is Kind.DISTORTED:
        copy = copies[max(range(len(copies)), key=lambda n: posterior[f"copy{n}"])]
        verdict = replace(verdict, original=copy.original.id, change=copy.change)
    return replace(verdict, sentence=quotable(verdict, readings, basis))


def _readings(
    posterior: Mapping[str, float], others: Sequence[Alternative]
) -> list[tuple[str, float]]:
    """What else the number may count, with its weight among all that it may."""
    named = [(posterior[f"other{n}"], other.what) for n, other in enumerate(others)]
    whole = sum(weight for weight, _ in named)
    if whole <= 0.0:
        return []
    return [(what, weight / whole) for weight, what in sorted(named, reverse=True)]


def _may_be_else(kind: Kind, shares: Mapping[str, float]) -> bool:
    """Whether a number called high or low should be told what else it may count."""
    return kind in (Kind.HIGH, Kind.LOW) and shares[Kind.SOMETHING_ELSE.value] > _WORTH_SAYING


def decide(shares: Mapping[str, float], tail: float) -> Kind:
    """The verdict.

    Parameters
    ----------
    shares
        Verdict to probability.
    tail
        Probability that a careful source would have said less, or more: the larger one.

    Examples
    --------
    >>> decide({"consistent": 0.9, "high": 0.1}, tail=0.9).value
    'consistent'
    >>> decide({"consistent": 0.8, "high": 0.2}, tail=0.98).value
    'high'
    """
    wrong = max((name for name in shares if name != Kind.CONSISTENT.value), key=shares.__getitem__)
    is_doubtful = tail >= TAIL or 1.0 - shares[Kind.CONSISTENT.value] >= DOUBT
    return Kind(wrong) if is_doubtful else Kind.CONSISTENT


def _without(claim: Claim, basis: Basis) -> tuple[Weights, bool]:
    """Weights of the draws without the claim's own lineage, and whether there was any."""
    own = basis.kin(claim.id) if basis.by_id.get(claim.id) == claim else frozenset()
    for other in basis.case.claims:
        if other.id == claim.lineage or (other.id != claim.id and is_copy(claim, other)):
            own |= basis.kin(other.id)
    return basis.without(own), bool(own)


def _shares(posterior: dict[str, float], is_high: bool) -> dict[str, float]:
    found = dict.fromkeys((kind.value for kind in Kind if kind is not Kind.NOT_CHECKABLE), 0.0)
    for name, mass in posterior.items():
        if name == "right":
            kind = Kind.CONSISTENT
        elif name == "wrong":
            kind = Kind.HIGH if is_high else Kind.LOW
        else:
            kind = Kind.SOMETHING_ELSE if name.startswith("other") else Kind.DISTORTED
        found[kind.value] += mass
    return found
