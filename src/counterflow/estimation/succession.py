"""What an older model is worth once claims have changed: its program is compiled already."""

from __future__ import annotations

import numpy as np

from counterflow.estimation.carry import Start
from counterflow.estimation.replay import Replay
from counterflow.estimation.structure import Structure
from counterflow.observation.evidence import Evidence, Stated

_SAME = 1e-6
"""Difference of log densities that is rounding."""


def serves(start: Start, structure: Structure, replay: Replay) -> bool:
    """Whether the older model says of every claim that is left what the new one says of it.

    It does not where a source has lost a bias or noise of its own with one of its claims, or where
    a copy has come in for what was withdrawn.

    Parameters
    ----------
    start
        What the older run left.
    structure
        Of the new model.
    replay
        Of the older draws, by the new model.

    Examples
    --------
    >>> serves(start_of(posterior), posterior.structure, posterior.replay)  # doctest: +SKIP
    True
    """
    if start.structure is None or start.log_likelihood is None:
        return False
    old = {claim.id: row for row, claim in enumerate(start.structure.evidence.claims)}
    new = structure.evidence.claims
    if any(claim.id not in old for claim in new):
        return False
    unchanged = [
        row
        for row, claim in enumerate(new)
        if claim == start.structure.evidence.claims[old[claim.id]]
    ]
    was = start.log_likelihood.reshape(len(replay.log_likelihood), -1)
    was = was[:, [old[new[row].id] for row in unchanged]]
    return bool(np.allclose(was, replay.log_likelihood[:, unchanged], atol=_SAME))


def restate(old: Evidence, new: Evidence) -> Stated:
    """What the claims of an older model state now; those that are gone do not count.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("syria-2011")
    >>> old = build_structure(case).evidence
    >>> fewer = build_structure(case.with_claims(case.claims[:-1])).evidence
    >>> int((restate(old, fewer).include == 0).sum()) == len(old.claims) - len(fewer.claims)
    True
    """
    position = {claim.id: row for row, claim in enumerate(new.claims)}
    row = np.asarray([position.get(claim.id, -1) for claim in old.claims], np.int64)
    was, now = (Stated(*map(np.asarray, rows.stated)) for rows in (old, new))
    found = Stated(*(np.where(row < 0, a, b[row]) for a, b in zip(was, now, strict=True)))
    return found._replace(include=np.where(row < 0, 0.0, found.include))
