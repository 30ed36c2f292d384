"""Where people go: attraction, the network of those already there, and onward choice."""

from __future__ import annotations

import jax
import jax.numpy as jnp


def network_pull(stock: jax.Array, network: jax.Array, network_scale: jax.Array) -> jax.Array:
    """Factor by which those already there raise the pull of a place: `(1 + stock / s0) ** phi`.

    Migration networks lower the cost of following (Massey et al., 1993). The factor acts on the
    hazard of leaving for that place, so a network both redirects and adds to the flow.

    Parameters
    ----------
    stock : (D,)
        Leavers present, persons.
    network, network_scale : ()
        Elasticity, and the stock in persons at which it starts to matter.

    Examples
    --------
    >>> network_pull(jnp.array([0.0, 3e3]), jnp.array(0.5), jnp.array(1e3)).tolist()
    [1.0, 2.0]
    """
    return jnp.exp(network * jnp.log1p(stock / network_scale))


def onward_choice(attraction: jax.Array) -> jax.Array:
    """Where onward movers go, in proportion to attraction, never to where they are.

    Parameters
    ----------
    attraction : (D,)
        Log attraction to onward movers.

    Returns
    -------
    (D, D) array
        Rows sum to one, the diagonal is zero; with one place only, movers stay in it.

    Examples
    --------
    >>> onward_choice(jnp.zeros(3))[0].tolist()
    [0.0, 0.5, 0.5]
    """
    places = attraction.shape[0]
    if places == 1:
        return jnp.ones((1, 1))
    elsewhere = jnp.where(jnp.eye(places, dtype=bool), -jnp.inf, attraction)
    return jax.nn.softmax(elsewhere, axis=-1)
