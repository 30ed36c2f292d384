"""A posterior read back is the posterior that was written, or is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from jobs import Fitted

import counterflow as cf
from counterflow.cases.case import Prior
from counterflow.estimation.scaling import parameter_names
from counterflow.estimation.stored import StoredError, load_posterior


def test_what_is_read_back_is_what_was_estimated(fitted: Fitted) -> None:
    found = load_posterior(fitted.out, cf.load_case(fitted.job.case))
    kept = fitted.posterior
    np.testing.assert_array_equal(found.draws.z, kept.draws.z)
    pd.testing.assert_frame_equal(found.account, kept.account, rtol=1e-9)
    assert [h.key for h in found.headline] == [h.key for h in kept.headline]
    assert found.convergence.max_rhat == pytest.approx(kept.convergence.max_rhat)
    assert found.scaling is not None
    assert kept.scaling is not None
    np.testing.assert_allclose(found.scaling.root, kept.scaling.root, rtol=1e-6, atol=1e-7)
    assert found.scaling.step == kept.scaling.step


def test_other_claims_are_refused_with_the_way_on(fitted: Fitted) -> None:
    case = replace(cf.load_case(fitted.job.case), ledger_hash="other")
    with pytest.raises(StoredError, match="--warm"):
        load_posterior(fitted.out, case)


def test_an_empty_folder_is_refused(fitted: Fitted, tmp_path: Path) -> None:
    with pytest.raises(StoredError, match="no posterior"):
        load_posterior(tmp_path, fitted.simulated.case)


def test_a_torn_file_is_refused(fitted: Fitted, tmp_path: Path) -> None:
    whole = (fitted.out / "posterior.nc").read_bytes()
    (tmp_path / "posterior.nc").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoredError, match="cannot be read"):
        load_posterior(tmp_path, fitted.simulated.case)


def test_every_parameter_has_a_name_of_its_own(fitted: Fitted) -> None:
    structure = fitted.posterior.structure
    names = parameter_names(structure)
    assert len(names) == len(set(names)) == structure.packing.size
    assert {f"attraction[{cell}]" for cell in structure.places.cells} <= set(names)


def test_other_priors_are_refused_with_the_way_on(fitted: Fitted) -> None:
    case = fitted.posterior.case
    wider = {"network": Prior(median=0.2, sd_log=1.0, reason="doubt")}
    other = replace(case, spec=case.spec.model_copy(update={"priors": wider}))
    with pytest.raises(StoredError, match="priors, events, readings"):
        load_posterior(fitted.out, other)
