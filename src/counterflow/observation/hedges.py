"""Log-likelihood of a stated number given what its author would believe.

The phrase is generated from a belief b ~ Normal(mu, s) on the log scale (or on a linear scale
already divided by its unit). "About" repeats it; a bound steps away from it by an exponential
slack; two ends bracket it. The belief is integrated out in closed form, so no claim needs a latent
of its own. All are log-concave in mu.

Slack scales with the granularity of the number (Cummins, Sauerland and Solt, 2012): "more than
200,000" leaves room to 300,000, "more than 112,000" does not.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.special import log_ndtr

_LOG_SQRT_2PI = 0.5 * np.log(2.0 * np.pi)


def about(gap: jax.Array, spread: jax.Array) -> jax.Array:
    """Normal density of a number that repeats the belief.

    Parameters
    ----------
    gap
        Stated number minus mu, on the model's scale.
    spread
        Standard deviation of the belief, rounding included.

    Examples
    --------
    >>> round(float(about(jnp.array(0.0), jnp.array(1.0))), 4)
    -0.9189
    """
    return jnp.asarray(-0.5 * (gap / spread) ** 2 - jnp.log(spread) - _LOG_SQRT_2PI)


def at_least(gap: jax.Array, spread: jax.Array, slack: jax.Array) -> jax.Array:
    """Density of a lower bound: belief minus an exponential slack of the given mean.

    The exponentially modified normal, in the form that neither over- nor underflows.

    Examples
    --------
    >>> below, above = at_least(jnp.array([-0.3, 0.3]), jnp.array(0.1), jnp.array(0.2))
    >>> bool(below > above)
    True
    """
    ratio = spread / slack
    return -jnp.log(slack) + gap / slack + 0.5 * ratio**2 + log_ndtr(-gap / spread - ratio)


def at_most(gap: jax.Array, spread: jax.Array, slack: jax.Array) -> jax.Array:
    """Density of an upper bound: belief plus an exponential slack of the given mean.

    Examples
    --------
    >>> below, above = at_most(jnp.array([-0.3, 0.3]), jnp.array(0.1), jnp.array(0.2))
    >>> bool(below < above)
    True
    """
    return at_least(-gap, spread, slack)


def between(gap_low: jax.Array, gap_high: jax.Array, spread: jax.Array) -> jax.Array:
    """Density of a range: a belief anywhere between the ends, seen through the noise.

    A uniform convolved with a normal, so that the ends are soft.

    Parameters
    ----------
    gap_low, gap_high
        Lower and upper end minus mu; the second must be larger.
    spread
        Standard deviation of the belief.

    Examples
    --------
    >>> inside = between(jnp.array(-0.5), jnp.array(0.5), jnp.array(0.01))
    >>> abs(float(inside)) < 1e-6
    True
    """
    upper, lower = gap_high / spread, gap_low / spread
    # The mirror image keeps both tails on the accurate side of the normal distribution function.
    flip = (upper + lower) > 0
    top = jnp.where(flip, -lower, upper)
    bottom = jnp.where(flip, -upper, lower)
    top_log, bottom_log = log_ndtr(jnp.stack([top, bottom]))
    mass = top_log + jnp.log1p(-jnp.exp(jnp.minimum(bottom_log - top_log, -1e-12)))
    return jnp.asarray(mass - jnp.log(gap_high - gap_low))
