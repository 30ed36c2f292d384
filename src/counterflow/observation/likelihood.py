"""The account seen through all claims at once."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from counterflow.observation.bias import Reliability
from counterflow.observation.evidence import Evidence, Sparse, Stated
from counterflow.observation.hedges import about, at_least, between

_TINY = 1e-9


class Lens(NamedTuple):
    """Parameters of how sources see the account.

    Attributes
    ----------
    factors : (F,)
        Crossings per mover, then coverages.
    permit_jumps : (J,)
        Log change of permits in force at each policy and place.
    breaks : (B,)
        Log shift of a series at each of its breaks.
    class_bias : (2 * classes,)
        Log bias by class, for levels then for shares.
    source_bias : (B,)
        Log bias of the sources that have one of their own, added to their class's.
    class_noise : (kinds,)
        Log noise by kind.
    source_noise : (N,)
        Factor on it for the sources that have one of their own.
    pooled_bias_sd : (classes,)
        Standard deviation of the source biases that are integrated out.
    slack : (3,)
        Slack of at least, at most, up to, in units of granularity.

    Examples
    --------
    >>> Lens._fields[:3]
    ('factors', 'permit_jumps', 'breaks')
    """

    factors: jax.Array
    permit_jumps: jax.Array
    breaks: jax.Array
    class_bias: jax.Array
    source_bias: jax.Array
    class_noise: jax.Array
    source_noise: jax.Array
    pooled_bias_sd: jax.Array
    slack: jax.Array


class View(NamedTuple):
    """What the model expects each claim to say.

    Attributes
    ----------
    centre : (K,)
        Mean of the belief behind the claim: log scale, or persons for differences.
    spread : (K,)
        Standard deviation of the belief, in units of `unit`.
    unit : (K,)
        One on the log scale; the gross of both parts for differences.
    truth : (K,)
        The quantity in the account, before any bias; same scale as `centre`.
    slack : (K,)
        Mean slack of the hedge, in units of `unit`; zero where the hedge has none.

    Examples
    --------
    >>> View._fields
    ('centre', 'spread', 'unit', 'truth', 'slack')
    """

    centre: jax.Array
    spread: jax.Array
    unit: jax.Array
    truth: jax.Array
    slack: jax.Array


def _weighted(sparse: Sparse, flat: jax.Array, rows: int) -> jax.Array:
    terms = flat[sparse.position] * sparse.weight
    return jax.ops.segment_sum(terms, sparse.row, rows, indices_are_sorted=True)


def view(
    flat: jax.Array, lens: Lens, evidence: Evidence, reliability: Reliability, stated: Stated
) -> View:
    """Expected belief behind each claim.

    Parameters
    ----------
    flat
        The account's quantities in one vector (`Tabulator.flat`).
    lens
        How sources see them.
    evidence, reliability
        Claims and their indices.
    stated
        The numbers said; only their rounding and granularity matter here.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> from counterflow.estimation.model import Model
    >>> model = Model(s)
    >>> world = model.world(jnp.zeros(model.size))  # doctest: +SKIP
    >>> view(world.flat, world.lens, s.evidence, s.reliability, s.evidence.stated)  # doctest: +SKIP
    """
    factors = jnp.concatenate([jnp.ones(1), lens.factors])[evidence.factor]
    if evidence.jumps.shape[1]:
        factors = factors * jnp.exp(jnp.asarray(evidence.jumps) @ lens.permit_jumps)
    part = factors * _weighted(evidence.scaled, flat, evidence.components)
    part = part + _weighted(evidence.plain, flat, evidence.components)
    if evidence.breaks.any():
        part = part * jnp.exp(jnp.asarray(evidence.breaks) @ lens.breaks)
    part = jnp.maximum(part, _TINY)
    first, second = part[evidence.first], part[evidence.second]
    is_ratio, is_difference = evidence.form == 1, evidence.form == 2
    log_truth = jnp.log(first) - jnp.where(is_ratio, jnp.log(second), 0.0)
    unit = jnp.where(is_difference, first + second, 1.0)
    bias = (
        lens.class_bias[reliability.class_family] * reliability.class_bias
        + jnp.concatenate([jnp.zeros(1), lens.source_bias])[reliability.source_bias]
    )
    pooled = reliability.class_bias * (reliability.source_bias == 0)
    noise = (
        lens.class_noise[reliability.noise_kind]
        * jnp.concatenate([jnp.ones(1), lens.source_noise])[reliability.source_noise]
    )
    noise = jnp.where(evidence.fixed_noise > 0, evidence.fixed_noise, noise)
    size = jnp.where(is_difference, jnp.abs(stated.value) / unit, 1.0)
    spread = jnp.sqrt(
        noise**2
        + pooled * lens.pooled_bias_sd[reliability.source_class] ** 2
        + (stated.rounding * size) ** 2
    )
    slack_of = jnp.concatenate([jnp.zeros(1), lens.slack, jnp.zeros(1)])[evidence.hedge]
    truth = jnp.where(is_difference, first - second, log_truth)
    centre = jnp.where(is_difference, truth, log_truth + bias)
    return View(centre, spread, unit, truth, slack_of * stated.granularity * size)


def log_likelihood(seen: View, evidence: Evidence, stated: Stated) -> jax.Array:
    """Log density of every stated number, shape (K,).

    The density is over the log of the number or, for differences, over the number itself.

    Examples
    --------
    >>> log_likelihood(seen, s.evidence, s.evidence.stated).sum()  # doctest: +SKIP
    """
    parts = []
    gap, low, high = (
        jnp.asarray((number - seen.centre) / seen.unit)
        for number in (stated.value, stated.low, stated.high)
    )
    plain, bounds, ranges = (
        np.flatnonzero(np.isin(evidence.hedge, families)) for families in ((0,), (1, 2, 3), (4,))
    )
    if len(plain):
        parts.append(about(gap[plain], seen.spread[plain]))
    if len(bounds):
        # An upper bound is a lower bound in the mirror: one evaluation serves both.
        side = jnp.where(evidence.hedge[bounds] == 1, 1.0, -1.0)
        slack = jnp.maximum(seen.slack[bounds], 1e-6)
        parts.append(at_least(side * gap[bounds], seen.spread[bounds], slack))
    if len(ranges):
        parts.append(between(low[ranges], high[ranges], seen.spread[ranges]))
    order = np.concatenate([plain, bounds, ranges])
    back = np.argsort(order)
    return jnp.concatenate(parts)[back] - jnp.log(seen.unit)
