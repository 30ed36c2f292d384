"""Where people go when they move on."""

from __future__ import annotations

import jax
import jax.numpy as jnp


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
