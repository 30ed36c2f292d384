"""What each claim most likely meant: weights of its readings after the evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from counterflow.estimation.replay import Replay
from counterflow.observation.mixture import Mixture

Array = NDArray[np.float64]

_LEVELS = {"q05": 0.05, "q50": 0.50, "q95": 0.95}


def reading_weights(density: Array, read: Mixture, learnt: frozenset[str]) -> Array:
    """Posterior weight of every reading, (R,).

    For a claim of the fit, the mean over draws of each reading's share in its likelihood; draws
    of the others have not seen the number, so their likelihoods are averaged first.

    Parameters
    ----------
    density : (S, R)
        Log density of each number under each reading.
    read
        The readings.
    learnt
        Ids of the claims of the fit.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> read = build_structure(load_case("syria-2011")).readings
    >>> alike, learnt = np.zeros((2, len(read.claim))), frozenset(c.id for c in read.rows.claims)
    >>> bool(np.allclose(reading_weights(alike, read, learnt), read.prior))
    True
    """
    fitted = read.weights(density).mean(0)
    ids = [read.rows.claims[index].id for index in range(read.claims)]
    unseen = np.asarray([id_ not in learnt for id_ in ids], dtype=bool)[read.claim]
    if not unseen.any():
        return np.asarray(fitted)
    top = density.max(axis=0)
    mean = top + np.log(np.exp(density - top).mean(axis=0))
    return np.asarray(np.where(unseen, read.weights(mean[None])[0], fitted), dtype=np.float64)


def readings_table(replay: Replay, read: Mixture, weights: Array, claim: str) -> pd.DataFrame:
    """The readings of one claim, the likeliest first.

    Returns
    -------
    pandas.DataFrame
        `reading`, `measure`, `duration_days`, `prior`, `posterior`, and what the account says of
        that quantity (`account_q05`, `account_q50`, `account_q95`: persons, crossings, or a share
        between 0 and 1), before any bias.

    Raises
    ------
    KeyError
        If the account does not speak of the claim.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> read = posterior.structure.shown_readings  # doctest: +SKIP
    >>> readings_table(posterior.replay, read, read.prior, "R0337").reading[0]  # doctest: +SKIP
    'as written'
    """
    rows = [index for index, of in enumerate(read.claim) if read.rows.claims[of].id == claim]
    if not rows:
        raise KeyError(f"the account does not speak of a claim {claim!r}")
    truth = np.asarray(replay.view.truth)[:, rows]
    single = np.asarray(read.rows.form)[rows] != 2
    truth = np.where(single, np.exp(np.minimum(truth + read.rows.offset[rows], 50.0)), truth)
    table = pd.DataFrame(
        {
            "reading": [read.labels[row] for row in rows],
            "measure": [read.rows.claims[row].measure.value for row in rows],
            "duration_days": pd.array(
                [read.rows.claims[row].duration_days for row in rows], dtype="Int64"
            ),
            "prior": read.prior[rows],
            "posterior": weights[rows],
        }
    )
    for name, level in _LEVELS.items():
        table[f"account_{name}"] = np.quantile(truth, level, axis=0)
    return table.sort_values("posterior", ascending=False, ignore_index=True)


def by_claim(read: Mixture, weights: Array) -> pd.DataFrame:
    """Readings of all claims in one cell each, and how likely each number is wrong.

    Returns
    -------
    pandas.DataFrame
        Index claim id; `readings` such as `still abroad 0.83 | as written 0.12`, blank where there
        is one; `wrong`, NaN where the class of the source is not doubted.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> read = build_structure(load_case("russia-2022")).readings
    >>> cells = by_claim(read, read.prior).readings
    >>> cells[cells != ""].iloc[0]
    'as written 0.64 | still there 0.20 | border entries 0.15 | wrong 0.02'
    """
    cells: dict[str, list[tuple[float, str]]] = {}
    wrong: dict[str, float] = {}
    for row, of in enumerate(read.claim):
        id_ = read.rows.claims[of].id
        cells.setdefault(id_, []).append((float(weights[row]), read.labels[row]))
        if read.wrong[row]:
            wrong[id_] = float(weights[row])
    return pd.DataFrame(
        {
            "readings": [
                " | ".join(f"{label} {weight:.2f}" for weight, label in sorted(found, reverse=True))
                if len(found) - (id_ in wrong) > 1
                else ""
                for id_, found in cells.items()
            ],
            "wrong": [wrong.get(id_, np.nan) for id_ in cells],
        },
        index=list(cells),
    )


def readings_data(read: Mixture, weights: Array) -> xr.Dataset:
    """Readings of all claims shown, with their weights before and after the evidence.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> read = build_structure(load_case("syria-2011")).readings
    >>> found = readings_data(read, weights=read.prior)
    >>> found.reading.values[0].item(), found.sizes["reading"] == len(read.labels)
    ('as written', True)
    """
    return xr.Dataset(
        {
            "claim": (("reading",), [read.rows.claims[of].id for of in read.claim]),
            "prior": (("reading",), read.prior),
            "posterior": (("reading",), weights),
        },
        coords={"reading": list(read.labels)},
    )
