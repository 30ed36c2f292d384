"""Where people go: attraction, the network of those already there, and onward choice."""

from __future__ import annotations

import jax
import jax.numpy as jnp


def destination_shares(
    attraction: jax.Array,
    surge_factor: jax.Array,
    network: jax.Array,
    network_scale: jax.Array,
    stock: jax.Array,
) -> jax.Array:
    """Shares of departures by destination, for the base flow and for each surge.

    Multinomial logit with network feedback, `phi * log(1 + stock / s0)`: migration networks
    lower the cost of following (Massey et al., 1993).

    Parameters
    ----------
    attraction : (D,)
        Log attraction this step.
    surge_factor : (K + 1, D)
        Factor on attraction for the base flow (ones) and for each surge.
    network, network_scale : ()
        Elasticity, and the stock in persons at which it starts to matter.
    stock : (D,)
        Leavers present, persons.

    Returns
    -------
    (K + 1, D) array
        Rows sum to one.

    Examples
    --------
    >>> shares = destination_shares(
    ...     jnp.zeros(4), jnp.ones((2, 4)), jnp.array(0.1), jnp.array(1e3), jnp.zeros(4))
    >>> float(shares[0, 0])
    0.25
    """
    utility = attraction + network * jnp.log1p(stock / network_scale)
    weight = jnp.exp(utility) * surge_factor
    return weight / weight.sum(-1, keepdims=True)


def onward_choice(attraction: jax.Array) -> jax.Array:
    """Where onward movers go, in proportion to attraction, never to where they are.

    Parameters
    ----------
    attraction : (D,)
        Log attraction to onward movers.

    Returns
    -------
    (D, D) array
        Rows sum to one, the diagonal is zero; with one place only, all zeros.

    Examples
    --------
    >>> onward_choice(jnp.zeros(3))[0].tolist()
    [0.0, 0.5, 0.5]
    """
    places = attraction.shape[0]
    weight = jnp.exp(attraction) * (1.0 - jnp.eye(places))
    return weight / jnp.maximum(weight.sum(-1, keepdims=True), 1e-300)
