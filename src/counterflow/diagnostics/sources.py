"""The estimate without each source, without each group of claims, and from a source alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.diagnostics.refit import Refit, Refitter
from counterflow.diagnostics.words import GROUPS, group_of
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.importance import smooth
from counterflow.estimation.posterior import Posterior

Array = NDArray[np.float64]
Rows = NDArray[np.int64]

_LEAST_WEIGHTED = 50.0


@dataclass(frozen=True)
class Figure:
    """One headline figure of a changed estimate.

    Parameters
    ----------
    median, q10, q90
        In the figure's unit.

    Examples
    --------
    >>> Figure(median=1.1e6, q10=9e5, q90=1.4e6).width
    500000.0
    """

    median: float
    q10: float
    q90: float

    @property
    def width(self) -> float:
        """Width of the 80% interval."""
        return self.q90 - self.q10


@dataclass(frozen=True)
class Changed:
    """The headline under changed evidence.

    Parameters
    ----------
    name
        What was changed: a source, a group of claims, or the anchor.
    claims
        Number of learnt claims concerned.
    method
        `weights`, `refit`, or `not refitted` where weights would not do and no refit was wanted.
    k
        Pareto k of the weights; NaN where none were tried.
    figures
        Headline key to figure; empty if not refitted.
    divergences
        Of the refit: more than a few, and its interval is a sketch.

    Examples
    --------
    >>> less = {"still_abroad": Figure(9e5, 7e5, 1.2e6)}
    >>> found = Changed("stocks", 23, "refit", k=1.25, figures=less)
    >>> found.method, found.figures["still_abroad"].width
    ('refit', 500000.0)
    """

    name: str
    claims: int
    method: str
    k: float
    figures: Mapping[str, Figure]
    divergences: int = 0


Kept = Callable[[str, Callable[[], Changed]], Changed]
"""Gives the result under a label, made or remembered."""


def joint(posterior: Posterior) -> dict[str, Figure]:
    """The headline of the joint estimate.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> joint(posterior)["still_abroad"]  # doctest: +SKIP
    Figure(median=111..., q10=85..., q90=141...)
    """
    return _figures(headline_draws(posterior.replay))


def _figures(draws: Mapping[str, Array]) -> dict[str, Figure]:
    return {
        key: Figure(*np.quantile(values, [0.5, 0.1, 0.9]).tolist()) for key, values in draws.items()
    }


def rows_by_source(posterior: Posterior) -> dict[str, Rows]:
    """Positions of each source's claims among those of the fit, most claims first.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> next(iter(rows_by_source(posterior)))  # doctest: +SKIP
    'fsb-exits'
    """
    return _grouped([claim.source for claim in posterior.structure.evidence.claims])


def rows_by_group(posterior: Posterior) -> dict[str, Rows]:
    """The same for groups of claims by what they count.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> {name: len(rows) for name, rows in rows_by_group(posterior).items()}  # doctest: +SKIP
    {'claims about returns': 10, 'stocks': 23, 'permits': 41, ...}
    """
    found = _grouped([group_of(claim) for claim in posterior.structure.evidence.claims])
    return {name: found[name] for name in GROUPS if name in found}


def _grouped(names: list[str]) -> dict[str, Rows]:
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        groups.setdefault(name, []).append(row)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {name: np.asarray(rows, dtype=np.int64) for name, rows in ordered}


def without(posterior: Posterior, name: str, rows: Rows, refit: Refitter | None) -> Changed:
    """The headline as if some claims had not been made.

    By weights where Pareto k allows, else by a refit.

    Parameters
    ----------
    posterior
        The joint estimate.
    name
        Of the group.
    rows
        Positions of its claims among those of the fit.
    refit
        Makes refits; None where none are wanted.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> rows = rows_by_group(posterior)["stocks"]  # doctest: +SKIP
    >>> without(posterior, "stocks", rows, refit=None).method  # doctest: +SKIP
    'not refitted'
    """
    if len(rows) == len(posterior.structure.evidence.claims):
        return Changed(name, len(rows), "nothing would be left", np.nan, {})
    weights = smooth(-posterior.replay.log_likelihood[:, rows].sum(axis=1))
    if weights.reliable and weights.ess >= _LEAST_WEIGHTED:
        figures = {
            key: Figure(*weights.quantile(values, [0.5, 0.1, 0.9]).tolist())
            for key, values in headline_draws(posterior.replay).items()
        }
        return Changed(name, len(rows), "weights", weights.k, figures)
    if refit is None:
        return Changed(name, len(rows), "not refitted", weights.k, {})
    return _refitted(name, len(rows), weights.k, refit.without(rows))


def alone(name: str, rows: Rows, refit: Refitter) -> Changed:
    """The headline from one source and the priors.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> rows = rows_by_source(posterior)["fsb-exits"]  # doctest: +SKIP
    >>> alone("fsb-exits", rows, Refitter(posterior)).figures["still_abroad"]  # doctest: +SKIP
    Figure(...)
    """
    return _refitted(name, len(rows), np.nan, refit.alone(rows))


def anchored(sd: float, posterior: Posterior, refit: Refitter) -> Changed:
    """The headline with registers trusted less: the prior sd of their log bias loosened.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> anchored(0.4, posterior, Refitter(posterior)).figures["still_abroad"]  # doctest: +SKIP
    Figure(...)
    """
    classes = posterior.case.sources
    claims = posterior.structure.evidence.claims
    count = sum(classes[claim.source].kind.value == "register" for claim in claims)
    return _refitted(f"anchor {sd:g}", count, np.nan, refit.anchored(sd))


def _refitted(name: str, count: int, k: float, found: Refit) -> Changed:
    return Changed(name, count, "refit", k, _figures(found.figures), found.divergences)
