"""How each source compares with the account: its bias, its coverage, its slips."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.estimation.replay import Replay
from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source
from counterflow.observation.bias import has_own_level
from counterflow.observation.mixture import Mixture
from counterflow.terms import Hedge, Measure

Array = NDArray[np.float64]

COLUMNS = (
    "source",
    "name",
    "source_class",
    "measure",
    "claims",
    "ratio_q05",
    "ratio_q50",
    "ratio_q95",
    "ratio_of",
    "coverage_90",
    "wrong",
)


_SAYS_A_LEVEL = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.RANGE})


def scoreboard(
    replay: Replay,
    read: Mixture,
    claims: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """One row for each source and measure that the account has learnt from.

    Parameters
    ----------
    replay, read
        Draws, and the readings of the claims shown.
    claims
        `Posterior.claims`.
    sources
        Sources by id.

    Returns
    -------
    pandas.DataFrame
        With `COLUMNS`. `ratio_*` are quantiles of stated over account, by the definition as
        written, over the geometric mean of the source's claims; NaN where all are differences,
        bounds or bare orders of magnitude. `ratio_of` is
        `account` or, for series whose coverage or visitors are learnt, `own level`.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> p = posterior  # doctest: +SKIP
    >>> read = p.structure.shown_readings  # doctest: +SKIP
    >>> found = scoreboard(p.replay, read, p.claims, case.sources)  # doctest: +SKIP
    >>> found.set_index(["source", "measure"]).ratio_of.iloc[0]  # doctest: +SKIP
    'own level'
    """
    used = claims[claims["used"]].set_index("id")
    at = {read.rows.claims[row].id: row for row in range(read.claims)}
    truth = np.asarray(replay.view.truth)
    groups: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for id_ in used.index:
        claim = read.rows.claims[at[id_]]
        groups.setdefault((claim.source, claim.measure.value), []).append((id_, at[id_]))
    rows = []
    for (source, measure), found in sorted(groups.items()):
        ratio = _ratio(truth, read, [row for _, row in found])
        said = used.loc[[id_ for id_, _ in found]]
        rows.append(
            (
                source,
                sources[source].name,
                sources[source].kind.value,
                measure,
                len(found),
                *ratio,
                _against(read.rows.claims[found[0][1]]),
                float(said["inside_90"].astype("float64").mean()),
                float(said["wrong"].mean()),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _ratio(truth: Array, read: Mixture, rows: list[int]) -> tuple[float, float, float]:
    """Quantiles of stated over account; a bound, or a bare order, says no level to compare."""
    level = [
        row
        for row in rows
        if read.rows.form[row] != 2 and read.rows.claims[row].hedge in _SAYS_A_LEVEL
    ]
    if not level:
        return (np.nan, np.nan, np.nan)
    log = (read.rows.stated.value[level] - truth[:, level]).mean(axis=1)
    low, middle, high = np.exp(np.quantile(log, [0.05, 0.5, 0.95]))
    return float(low), float(middle), float(high)


def _against(claim: Claim) -> str:
    """What a source is compared with: a ratio of its own counts carries no level either."""
    own = has_own_level(claim) or claim.measure is Measure.CHANGE
    return "own level" if own else "account"


def sentence(row: Mapping[str, object]) -> str:
    """A row of the scoreboard as people say it.

    Examples
    --------
    >>> sentence({"name": "Kremlin", "measure": "returned_share", "ratio_q05": 1.6,
    ...           "ratio_q50": 2.4, "ratio_q95": 3.5, "ratio_of": "account"})
    "Kremlin: returned share 2.4 times the account's, 90% interval 1.6-3.5"
    """
    low, middle, high = (float(str(row[f"ratio_{name}"])) for name in ("q05", "q50", "q95"))
    whose = "the account's" if row["ratio_of"] == "account" else "its own usual level"
    measure = str(row["measure"]).replace("_", " ")
    return f"{row['name']}: {measure} {middle:.2g} times {whose}, 90% interval {low:.2g}-{high:.2g}"
