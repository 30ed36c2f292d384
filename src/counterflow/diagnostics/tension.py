"""Claims that cannot live together, which identity they break, and which the account keeps.

Two streams of claims contend where draws that please one displease the other: minus the posterior
covariance of their log likelihoods is, to first order, what each would gain if the other were left
out. In an account that all claims fit, none contend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.diagnostics.words import noun, place_of, place_words, said, sentence
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.predictive import stated_ends, stated_numbers
from counterflow.ledger.claim import Claim
from counterflow.terms import Measure

Array = NDArray[np.float64]

_LEAST_GAIN = 0.3
_SURE = 3.0
_MOST = 12

_KINDS: dict[str, frozenset[Measure]] = {
    "stock": frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED}),
    "in": frozenset(
        {
            *(Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.PERMITS_ISSUED),
            *(Measure.ASYLUM_APPLICATIONS, Measure.DEPARTURES, Measure.SHARE),
        }
    ),
    "out": frozenset({Measure.RETURNS, Measure.ONWARD, Measure.RETURNED_SHARE}),
    "net": frozenset({Measure.NET, Measure.CHANGE}),
}


@dataclass(frozen=True)
class Stream:
    """Learnt claims of one source about one measure in one place.

    Parameters
    ----------
    claims
        The claims.
    rows
        Their positions among the claims of the fit.
    off
        How far they lie from the account, in units of their noise (root mean square).

    Examples
    --------
    >>> import counterflow as cf
    >>> claim = cf.load_case("syria-2011").claims[0]
    >>> series = Stream((claim,), rows=(0,), off=1.8)
    >>> series.claims[0].destination, series.off
    ('LBN', 1.8)
    """

    claims: tuple[Claim, ...]
    rows: tuple[int, ...]
    off: float


@dataclass(frozen=True)
class Contradiction:
    """Two streams, or two claims of one, that pull apart.

    Parameters
    ----------
    kept, distrusted
        The one that the account stays closer to, in units of its noise, and the other.
    gain
        Log likelihood that each would gain, to first order, if the other were left out.
    identity
        What they break together.
    worst
        The distrusted claim farthest from the account.
    account
        80% interval of what the account holds for the worst claim's quantity, in its unit.
    words
        All of it in a sentence.

    Examples
    --------
    >>> import counterflow as cf
    >>> one, other = cf.load_case("syria-2011").claims[:2]
    >>> kept, doubted = Stream((one,), (0,), off=0.2), Stream((other,), (1,), off=2.6)
    >>> tie = broken_identity(one, other, "SYR")
    >>> found = Contradiction(kept, doubted, 1.4, tie, other, (9e3, 2e4), words="")
    >>> found.worst.value, found.account
    (7500.0, (9000.0, 20000.0))
    """

    kept: Stream
    distrusted: Stream
    gain: float
    identity: str
    worst: Claim
    account: tuple[float, float]
    words: str


def contradictions(posterior: Posterior) -> tuple[Contradiction, ...]:
    """What pulls apart most, strongest first.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> contradictions(posterior)[0].words  # doctest: +SKIP
    'The border entries for Georgia ..., cannot easily live with the border exits ...'
    """
    fit = _Fit(posterior)
    units = fit.streams()
    found = []
    for pairs, at in ((units, fit.between(units)), *fit.within(units)):
        for i, j in at:
            found.append(fit.contradiction(pairs[i], pairs[j]))
    found.sort(key=lambda item: -item.gain)
    return tuple(found[:_MOST])


class _Fit:
    """The claims of the fit in the draws of a posterior."""

    def __init__(self, posterior: Posterior) -> None:
        self._posterior = posterior
        self._origin = posterior.case.spec.origin
        self._names = {key: source.name for key, source in posterior.case.sources.items()}
        self._claims = posterior.structure.evidence.claims
        self._likelihood = posterior.replay.log_likelihood
        shown = {claim.id: at for at, claim in enumerate(posterior.structure.shown.claims)}
        self._shown = np.asarray([shown[claim.id] for claim in self._claims])
        self.off = _off(posterior)[self._shown]
        draws = posterior.draws.diverging.size
        least = min(posterior.convergence.min_ess_bulk, float(draws))
        self._chance = _SURE / np.sqrt(least)

    def streams(self) -> list[Stream]:
        groups: dict[tuple[str, str, str], list[int]] = {}
        for row, claim in enumerate(self._claims):
            key = claim.source, claim.measure.value, place_of(claim, self._origin)
            groups.setdefault(key, []).append(row)
        return [self._stream(rows) for _, rows in sorted(groups.items())]

    def _stream(self, rows: Sequence[int]) -> Stream:
        off = float(np.sqrt(np.mean(np.square(self.off[list(rows)]))))
        return Stream(tuple(self._claims[row] for row in rows), tuple(rows), off)

    def between(self, units: Sequence[Stream]) -> list[tuple[int, int]]:
        """Pairs that contend more than chance in the draws explains."""
        if len(units) < 2:
            return []
        sums = np.stack([self._likelihood[:, list(u.rows)].sum(axis=1) for u in units], axis=1)
        covariance = np.cov(sums.T)
        spread = np.sqrt(np.diag(covariance))
        doubt = self._chance * spread[:, None] * spread[None]
        contend = (-covariance > _LEAST_GAIN) & (-covariance > doubt)
        return [(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(contend, 1)), strict=True)]

    def within(self, units: Sequence[Stream]) -> list[tuple[list[Stream], list[tuple[int, int]]]]:
        """The same for the claims of each stream."""
        found = []
        for unit in units:
            single = [self._stream([row]) for row in unit.rows]
            found.append((single, self.between(single)))
        return found

    def contradiction(self, one: Stream, other: Stream) -> Contradiction:
        kept, distrusted = sorted((one, other), key=lambda stream: stream.off)
        sums = [self._likelihood[:, list(s.rows)].sum(axis=1) for s in (kept, distrusted)]
        gain = -float(np.cov(np.stack(sums))[0, 1])
        row = max(distrusted.rows, key=lambda at: self.off[at])
        account = self._account(row)
        identity = broken_identity(kept.claims[0], distrusted.claims[0], self._origin)
        worst = self._claims[row]
        return Contradiction(
            kept,
            distrusted,
            gain,
            identity,
            worst,
            account,
            self._words(kept, distrusted, identity, worst, account),
        )

    def _account(self, row: int) -> tuple[float, float]:
        """What the source would have said had it repeated the account, 80% interval."""
        at = self._shown[row]
        low, high = np.quantile(self._posterior.predicted[:, at], [0.1, 0.9])
        return float(low), float(high)

    def _words(
        self,
        kept: Stream,
        distrusted: Stream,
        identity: str,
        worst: Claim,
        account: tuple[float, float],
    ) -> str:
        one, other = (sentence(s.claims, self._origin, self._names) for s in (kept, distrusted))
        trusted, doubted = (self._short(s) for s in (kept, distrusted))
        if trusted == doubted:
            trusted, doubted = (
                f"{words} for {place_words(place_of(s.claims[0], self._origin))}"
                for words, s in ((trusted, kept), (doubted, distrusted))
            )
        low, high = account
        verdict = (
            f"The account keeps {trusted} and distrusts {doubted}"
            if distrusted.off > 1.5 * max(kept.off, 0.1)
            else "The account meets between the two"
        )
        return (
            f"{one[0].upper()}{one[1:]}, cannot easily live with {other}: {identity}. {verdict}: "
            f"where the claim says {said(worst)} ({noun(worst)}, "
            f"{place_words(place_of(worst, self._origin))}, {worst.period_end}), it would expect "
            f"{_rounded(low)} to {_rounded(high)}."
        )

    def _short(self, stream: Stream) -> str:
        what = noun(stream.claims[0])
        return (
            f"the {what} of {said(stream.claims[0])}" if len(stream.claims) == 1 else f"the {what}"
        )


def _off(posterior: Posterior) -> Array:
    """How far each shown claim lies from what the account predicts for it, in its noise, (K,).

    A range is as far as its nearer end, and not at all where it holds the median.
    """
    shown = posterior.structure.shown
    stated = stated_numbers(shown)
    ends = stated_ends(shown)
    ranged = np.asarray([claim.hedge.has_two_ends for claim in shown.claims])
    low, high = (np.where(ranged, ends[:, side], stated) for side in (0, 1))
    least, middle, most = np.quantile(posterior.predicted, [0.16, 0.5, 0.84], axis=0)
    above = np.maximum(low - middle, 0.0) / np.maximum(most - middle, 1e-9)
    below = np.maximum(middle - high, 0.0) / np.maximum(middle - least, 1e-9)
    return np.asarray(above + below, dtype=np.float64)


def _rounded(value: float) -> str:
    """Three significant digits, written out."""
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def broken_identity(one: Claim, other: Claim, origin: str) -> str:
    """The identity of stocks and flows that ties two claims together.

    Parameters
    ----------
    one, other
        The claims.
    origin
        Country left.

    Examples
    --------
    >>> import counterflow as cf
    >>> claims = {claim.id: claim for claim in cf.load_case("syria-2011").claims}
    >>> broken_identity(claims["S001"], claims["S002"], "SYR")
    'what the destinations received must add up to those who left'
    >>> broken_identity(claims["S001"], claims["S006"], "SYR")
    'numbers of one series must follow the same people from period to period'
    """
    places = place_of(one, origin), place_of(other, origin)
    kinds = {_kind(one, origin), _kind(other, origin)}
    if one.measure is other.measure and places[0] == places[1]:
        if one.source == other.source:
            return "numbers of one series must follow the same people from period to period"
        return "both must follow the same people in one place"
    if places[0] != places[1] and all(places):
        return "what the destinations received must add up to those who left"
    if places[0] != places[1]:
        return "what each destination received, kept and lost must add up to the total"
    if kinds == {"stock"}:
        return "permits, residents and those who stayed are parts of one stock"
    if "stock" in kinds:
        return "a stock changes only by arrivals, returns and onward moves"
    if "net" in kinds or kinds == {"in", "out"}:
        return "a net flow is arrivals minus those who went home or moved on"
    return "both rise and fall with the same arrivals"


def _kind(claim: Claim, origin: str) -> str:
    if claim.measure is Measure.BORDER_EXITS:
        # Out of the country left is into another one.
        return "in" if claim.origin in ("", origin) else "out"
    return next((kind for kind, measures in _KINDS.items() if claim.measure in measures), "other")
