"""A posterior read back from the folder of a finished run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from counterflow.cases.case import Case
from counterflow.cases.outdated import as_typed, claims_changed, model_changed
from counterflow.errors import CounterflowError
from counterflow.estimation.diagnostics import recorded
from counterflow.estimation.engine import prepare
from counterflow.estimation.estimate import diagnose_draws
from counterflow.estimation.model import Model
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.replay import Projector
from counterflow.estimation.sampling import Draws
from counterflow.estimation.scaling import Scaling
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim
from counterflow.ledger.problem import Problems
from counterflow.ledger.rows import read_claims

POSTERIOR_FILE = "posterior.nc"

LEDGER_FILE = "ledger.csv"
"""The claims that a run was estimated from, as the case had them."""

_OF_OLDER_CHAINS = ("importance", "moved draws")
"""Updates whose diagnostics are those of the chains that their draws come from."""


class StoredError(CounterflowError):
    """A stored posterior is missing, broken, or of other claims.

    Examples
    --------
    >>> StoredError("no posterior in out").exit_code
    2
    """


def load_posterior(folder: str | Path, case: Case) -> Posterior:
    """The posterior that `Posterior.save` wrote, whole again.

    Parameters
    ----------
    folder
        The folder of a finished run.
    case
        The case it was estimated from; its vintage is put back.

    Raises
    ------
    StoredError
        If there is no posterior, or its claims are not those of the case.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    <Posterior of russia-2022: ...>
    """
    tree = read_tree(Path(folder), case)
    run: dict[str, Any] = json.loads(tree.attrs["run"])
    as_of = run.get("as_of")
    if as_of and case.as_of is None:
        case = case.at(np.datetime64(as_of).astype("datetime64[D]").item())
    if run.get("case") != case.id:
        raise StoredError(
            f"{folder} holds an estimate of {run.get('case')}, not of {case.id}; make one with "
            f"`counterflow run {as_typed(case)} --out DIR`"
        )
    if as_of != (case.as_of.isoformat() if case.as_of else None):
        held = f"what was known on {as_of}" if as_of else "all claims"
        raise StoredError(
            f"{folder} holds an estimate of {held}, not of what was known on {case.as_of}; make "
            f"one with `counterflow run {as_typed(case)} --as-of {case.as_of} --out DIR`"
        )
    if changed := claims_changed(run, case, folder) or model_changed(run, case, folder):
        raise StoredError(changed)
    prepare()
    structure = build_structure(case)
    z = tree["posterior"]["z"].to_numpy()
    if list(tree["posterior"]["parameter"].to_numpy()) != structure.packing.labels():
        raise StoredError(
            f"{folder} was written by another version of the model; run the estimate again"
        )
    stats = tree["sample_stats"]
    draws = Draws(z, *(stats[name].to_numpy() for name in ("diverging", "n_steps", "energy")))
    replay = Projector(Model(structure)).replay(z.reshape(-1, z.shape[-1]))
    if run.get("update", {}).get("method") in _OF_OLDER_CHAINS:
        convergence = recorded(run["diagnostics"])
    else:
        convergence = diagnose_draws(structure, draws, replay)
    return Posterior(case, structure, draws, replay, convergence, run, stored_scaling(tree))


def read_tree(folder: Path, case: Case | None = None) -> xr.DataTree:
    """The stored draws, in memory.

    Parameters
    ----------
    folder
        Of the run.
    case
        Told where there is no run.

    Raises
    ------
    StoredError
        If there are none, or the file is broken.

    Examples
    --------
    >>> read_tree(Path("nowhere"))  # doctest: +SKIP
    """
    path = folder / POSTERIOR_FILE
    if not path.is_file():
        typed = as_typed(case) if case else "CASE"
        raise StoredError(
            f"there is no {POSTERIOR_FILE} in {folder}; make one with `counterflow run {typed} "
            f"--out {folder}`"
        )
    try:
        with xr.open_datatree(path, engine="h5netcdf") as tree:
            kept = {
                name: tree[name].to_dataset()[_WANTED[name]].load()
                for name in _WANTED
                if name in tree.children
            }
            found = xr.DataTree.from_dict(kept)
            found.attrs = dict(tree.attrs)
    except (OSError, KeyError, ValueError) as error:
        raise StoredError(f"{path} cannot be read ({error}); run the estimate again") from None
    return found


_WANTED = {
    "posterior": ["z"],
    "log_likelihood": ["stated"],
    "sample_stats": ["diverging", "n_steps", "energy"],
    "scaling": ["centre", "root", "location", "scale"],
}
"""What is read: the account itself is replayed from the parameters."""


def stored_claims(folder: Path, case: Case) -> tuple[Claim, ...]:
    """The claims that the run in a folder was estimated from; none if they were not kept whole.

    Examples
    --------
    >>> import counterflow as cf
    >>> stored_claims(Path("nowhere"), cf.load_case("syria-2011"))
    ()
    """
    problems = Problems()
    found = read_claims(folder / LEDGER_FILE, case.regions, problems, [])
    sources = all(claim.source in case.sources for _, claim in found.records)
    if problems.listed or not sources:
        return ()
    return tuple(claim for _, claim in found.records)


def stored_scaling(tree: xr.DataTree) -> Scaling | None:
    """How the stored run was scaled; None if it was not recorded.

    Examples
    --------
    >>> stored_scaling(xr.DataTree()) is None
    True
    """
    if "scaling" not in tree.children:
        return None
    kept = tree["scaling"]
    return Scaling(
        kept["centre"].to_numpy(),
        kept["root"].to_numpy().astype(np.float64),
        float(kept.attrs["step"]),
    )
