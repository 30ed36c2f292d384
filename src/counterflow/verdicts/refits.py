"""Influence by exact refits, where weighting the draws cannot say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from counterflow.diagnostics.refit import Refitter
from counterflow.errors import CounterflowError
from counterflow.estimation.posterior import Posterior
from counterflow.verdicts.basis import Basis
from counterflow.verdicts.influence import TAIL, change, groups, influence, ranked


class UnknownGroup(CounterflowError):
    """The account has learnt from no such source or lineage; says what there is.

    Examples
    --------
    >>> UnknownGroup("the account has learnt from no source 'x'").exit_code
    2
    """


def refitted(
    posterior: Posterior,
    names: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
    refitter: Refitter | None = None,
) -> pd.DataFrame:
    """The table of `influence`, with estimates anew in place of weights that cannot be relied on.

    The model is compiled once; each refit starts from the posterior's own draws.

    Parameters
    ----------
    posterior
        The joint estimate.
    names
        Sources and lineages to refit without; all where weights will not do if none are given.
    progress
        Told the name of each refit before it starts.
    refitter
        Makes the refits.

    Returns
    -------
    DataFrame
        As of `influence`; of the groups named alone, if any are.

    Raises
    ------
    UnknownGroup
        If the account has learnt from no such source or lineage.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> refitted(cf.load_posterior("out", case), ["fsb-exits"])  # doctest: +SKIP
         kind       name  claims  ...
    """
    basis = Basis.of(posterior)
    table = influence(basis)
    known = {name: ids for _, name, ids in groups(basis)}
    for name in names:
        if name not in known:
            raise UnknownGroup(
                f"the account has learnt from no source or lineage {name!r}; it knows: "
                f"{', '.join(sorted(known))}"
            )
    wanted = names or list(dict.fromkeys(table.loc[~table["reliable"], "name"]))
    refitter = refitter or Refitter(posterior)
    full = refitter.figures(posterior.draws.z.reshape(-1, posterior.draws.z.shape[-1]))
    for name in wanted:
        progress(name)
        rows = np.asarray([basis.learnt.index(id_) for id_ in known[name]], dtype=np.int64)
        found = refitter.without(rows)
        for at in table.index[table["name"] == name]:
            figure = str(table.at[at, "figure"])
            was, now = (
                np.quantile(draws[figure], [TAIL, 0.5, 1 - TAIL]) for draws in (full, found.figures)
            )
            for column, value in change(was, now).items():
                table.at[at, column] = value
            table.loc[at, ["method", "reliable"]] = "refit", True
    chosen = table[table["name"].isin(names)] if names else table
    return ranked(chosen)
