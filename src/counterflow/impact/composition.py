"""Who they are: shares of profiles by wave of departure, given the account.

For each profile and each draw of the account, many shares are proposed, weighed by what the prior
and the claims say of them, and one is chosen in proportion to its weight (Rubin, 1988). Proposals
come from the posterior that would hold if log-odds of mixtures were mixtures of log-odds. The
account is not changed by it: a second pass, conditional on the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.impact import ImpactSpec, Profile
from counterflow.impact.account import AccountDraws
from counterflow.impact.assumptions import centre_and_spread, draw, inverse_logit, stream
from counterflow.impact.evidence import Measured, covariance, log_likelihood, measured
from counterflow.impact.waves import Waves, waves

Array = NDArray[np.float64]

PROPOSALS = 64
"""Shares proposed for each draw of the account."""

LEAST_EFFECTIVE = 8.0
"""Proposals that must count, in the mean over draws, for a profile to be shown."""

WORST_EFFECTIVE = 2.0
"""Proposals that must count in all but one draw in a hundred."""


class Normal(NamedTuple):
    """A normal distribution of the log-odds of W waves.

    Examples
    --------
    >>> two = Normal(np.array([1.0, 2.0]), np.eye(2))
    >>> two.draw(np.array([0.5, -0.5])).tolist()
    [1.5, 1.5]
    >>> float(two.log_density(np.array([2.0, 2.0])))
    -0.5
    """

    mean: Array
    covariance: Array

    def draw(self, standard: Array) -> Array:
        """Standard normal numbers (..., W) made into draws."""
        return np.asarray(self.mean + standard @ np.linalg.cholesky(self.covariance).T)

    def log_density(self, at: Array) -> Array:
        """Log density, (...), without its constant of pi."""
        missed = at - self.mean
        solved = missed @ np.linalg.inv(self.covariance)
        return np.asarray(
            -0.5 * ((solved * missed).sum(-1) + np.linalg.slogdet(self.covariance)[1])
        )


@dataclass(frozen=True, eq=False)
class Shares:
    """One profile.

    Parameters
    ----------
    name, profile
        Its key and its words.
    by_wave : (S, W)
        Share among adults who left in each wave; (S, 1) for a status.
    return_odds : (S,)
        Odds of return of those who have it against the others.
    claims
        Ids of the claims that it was learnt from.
    effective, worst
        Proposals that count: the mean over draws and the first percentile.

    Examples
    --------
    >>> Shares.__dataclass_fields__["by_wave"].type
    'Array'
    """

    name: str
    profile: Profile
    by_wave: Array
    return_odds: Array
    claims: tuple[str, ...]
    effective: float
    worst: float

    @property
    def converged(self) -> bool:
        """Whether enough proposals count for the shares to be shown."""
        return self.effective >= LEAST_EFFECTIVE and self.worst >= WORST_EFFECTIVE


@dataclass(frozen=True, eq=False)
class Composition:
    """Profiles of the adults who left.

    Parameters
    ----------
    waves
        Waves of departure.
    shares
        Profiles by name; only those that converged.
    refused
        Names of profiles that did not, with the reason.

    Examples
    --------
    >>> from datetime import date
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> found = Composition(waves([], months), {}, {"graduates": "did not converge: ..."})
    >>> found.waves.names, sorted(found.refused)
    (('all',), ['graduates'])
    """

    waves: Waves
    shares: Mapping[str, Shares]
    refused: Mapping[str, str]


def compose(case: Case, impact: ImpactSpec, account: AccountDraws, seed: int) -> Composition:
    """Shares of every profile of a section, one draw for each draw of the account.

    Parameters
    ----------
    case
        Names the waves and holds the claims.
    impact
        Profiles and assumptions.
    account
        Draws; how many left in each wave weighs the shares that a claim mixes.
    seed
        Of all random numbers.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> from datetime import date
    >>> left = np.full((20, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> found = compose(case, case.spec.impact, account, seed=1)
    >>> found.waves.names, found.shares["graduates"].by_wave.shape
    (('all',), (20, 1))
    """
    found = waves(case.spec.events, account.months)
    all_ = [
        learn(
            name,
            profile,
            measured(case, profile),
            impact,
            _wave_weights(profile, measured(case, profile), account, found),
            seed,
        )
        for name, profile in impact.profiles.items()
    ]
    refused = {
        shares.name: f"did not converge: {shares.effective:.1f} of {PROPOSALS} proposals count, "
        f"{shares.worst:.1f} in the worst draws: its claims and the prior lie too far apart"
        for shares in all_
        if not shares.converged
    }
    return Composition(found, {s.name: s for s in all_ if s.converged}, refused)


def _wave_weights(
    profile: Profile, rows: list[Measured], account: AccountDraws, found: Waves
) -> Array:
    """Part of each wave in those a claim speaks of, (S, K, W)."""
    in_wave = np.eye(found.count)[found.of_month]
    weights = []
    for row in rows:
        covered = account.weights(row.period)
        # A status is a state of all who are abroad, whenever they left; a claim about a time
        # before or after the account speaks of all waves together.
        if profile.status or not covered.any():
            covered = np.ones(len(account.months))
        left = (account.left * covered) @ in_wave
        weights.append(left / np.maximum(left.sum(1, keepdims=True), 1e-9))
    shape = account.count, len(rows), found.count
    return np.stack(weights, axis=1) if weights else np.zeros(shape)


def learn(
    name: str,
    profile: Profile,
    rows: list[Measured],
    impact: ImpactSpec,
    wave_weights: Array,
    seed: int,
) -> Shares:
    """Shares of one profile by wave.

    Parameters
    ----------
    name, profile
        The profile.
    rows
        What K claims say of it.
    impact
        Gives how far waves and sources may differ.
    wave_weights : (S, K, W)
        Part of each wave in those a claim speaks of.
    seed
        Of all random numbers.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> impact = case.spec.impact
    >>> profile, weights = impact.profiles["graduates"], np.zeros((500, 0, 1))
    >>> prior = learn("graduates", profile, [], impact, weights, seed=1).by_wave
    >>> rows = measured(case, profile)
    >>> weights = np.ones((500, len(rows), 1))
    >>> told = learn("graduates", profile, rows, impact, weights, seed=1).by_wave
    >>> bool(told.std() < prior.std())
    True
    """
    if profile.status:
        wave_weights = wave_weights.sum(2, keepdims=True)
    count, _, waves_ = wave_weights.shape
    prior = _prior(profile, impact, waves_)
    source_sd = centre_and_spread(impact.parameters["source_odds"])[1]
    proposal = _proposal(prior, rows, wave_weights.mean(0), source_sd)
    random = stream(seed, f"{name}.share")
    log_odds = proposal.draw(random.normal(size=(count, PROPOSALS, waves_)))
    density = prior.log_density(log_odds) - proposal.log_density(log_odds)
    if rows:
        mixed = np.einsum("skw,spw->spk", wave_weights, inverse_logit(log_odds))
        mixed = np.clip(mixed, 1e-9, 1 - 1e-9)
        density = density + log_likelihood(rows, np.log(mixed / (1 - mixed)), source_sd)
    weight = np.exp(density - density.max(1, keepdims=True))
    weight = weight / weight.sum(1, keepdims=True)
    effective = 1.0 / (weight**2).sum(1)
    chance = random.uniform(size=(count, 1))
    chosen = np.minimum((weight.cumsum(1) < chance).sum(1), PROPOSALS - 1)
    return Shares(
        name,
        profile,
        inverse_logit(log_odds[np.arange(count), chosen]),
        draw(impact.parameters["return_odds"], f"{name}.return_odds", count, seed),
        tuple(row.claim for row in rows),
        float(effective.mean()),
        float(np.quantile(effective, 0.01)),
    )


def _prior(profile: Profile, impact: ImpactSpec, waves_: int) -> Normal:
    centre, spread = centre_and_spread(profile.expected)
    between = 0.0 if profile.status else centre_and_spread(impact.parameters["wave_odds"])[1]
    shared = np.full((waves_, waves_), spread**2)
    return Normal(np.full(waves_, centre), shared + between**2 * np.eye(waves_))


def _proposal(prior: Normal, rows: list[Measured], weights: Array, source_sd: float) -> Normal:
    """The prior updated by the claims as if they were linear, half again as wide in variance."""
    if not rows:
        return prior
    noise = covariance(rows, source_sd)
    gain = prior.covariance @ weights.T
    gain = gain @ np.linalg.inv(weights @ prior.covariance @ weights.T + noise)
    said = np.array([row.log_odds for row in rows])
    mean = prior.mean + gain @ (said - weights @ prior.mean)
    return Normal(mean, 1.5 * (prior.covariance - gain @ weights @ prior.covariance))
