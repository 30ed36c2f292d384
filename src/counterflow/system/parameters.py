"""The numbers that drive the system, on their natural scale."""

from __future__ import annotations

from typing import NamedTuple

import jax


class SystemParameters(NamedTuple):
    """Parameters of the migration system for T steps, D places, K surges and P stay phases.

    Attributes
    ----------
    base_hazard : (T,)
        Monthly hazard of leaving the origin outside surges, per person at risk, to a place of
        attraction zero.
    surge_hazard : (T, K)
        The same added by each surge, integrated over each step.
    repeat_ratio : ()
        How much likelier a returned person is to leave than one who never left.
    attraction : (T, D)
        Log attraction of each place, before the network.
    surge_shift : (K, D)
        Log attraction of each place to the people whom a surge pushes out, beyond the usual.
    network : ()
        Elasticity of the hazard to the stock already there (Massey et al., 1993).
    network_scale : ()
        Stock at which the network starts to matter, persons.
    return_hazard, onward_hazard : (T, P, D)
        Monthly hazards of going home and of moving on, by phase of stay.
    onward_choice : (D, D)
        Where onward movers go; rows sum to one, the diagonal is zero unless D is one.

    Examples
    --------
    >>> SystemParameters._fields[:3]
    ('base_hazard', 'surge_hazard', 'repeat_ratio')
    """

    base_hazard: jax.Array
    surge_hazard: jax.Array
    repeat_ratio: jax.Array
    attraction: jax.Array
    surge_shift: jax.Array
    network: jax.Array
    network_scale: jax.Array
    return_hazard: jax.Array
    onward_hazard: jax.Array
    onward_choice: jax.Array
