"""Truths drawn from the prior are ranked evenly by posteriors of claims drawn from the truths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest

import counterflow as cf
from counterflow.calibration import sbc
from counterflow.calibration.batch import BatchSettings
from counterflow.calibration.sbc import Calibrator, Replications
from counterflow.calibration.statements import state_claims
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure

CASE = Path(__file__).with_name("case")
SIZE = 24
KEPT = 39  # forty possible ranks: half, four fifths and nine tenths of them are whole numbers
QUICK = BatchSettings(rough=25, warmup=50, draws=80, most_steps=32)


@pytest.fixture(scope="module")
def calibrator() -> Calibrator:
    return Calibrator(Model(build_structure(cf.load_case(CASE))), QUICK, KEPT)


@pytest.fixture(scope="module")
def found(calibrator: Calibrator) -> Replications:
    return calibrator.replicate(SIZE, seed=11)


def surprise(found: Replications, name: str) -> float:
    """How improbable it is that ranks of a quantity are even."""
    ranks = found.ranks.ranks[:, found.ranks.names.index(name)]
    return float(kstest((ranks + 0.5) / (KEPT + 1), "uniform").pvalue)


def test_every_quantity_and_parameter_is_ranked(found: Replications) -> None:
    assert found.ranks.ranks.shape == (SIZE, len(found.ranks.names))
    assert {"still abroad", "returned share", "log likelihood", "network"} <= set(found.ranks.names)
    assert found.ranks.ranks.min() >= 0
    assert found.ranks.ranks.max() <= KEPT


def test_the_truth_is_ranked_evenly(found: Replications) -> None:
    surprises = [surprise(found, name) for name in found.ranks.names]
    assert min(surprises) > 0.01 / len(surprises)
    assert np.mean(np.asarray(surprises) < 0.05) < 0.15
    for level in (0.5, 0.8, 0.9):
        assert found.ranks.coverage(level).mean() == pytest.approx(level, abs=0.06)


def test_a_likelihood_that_is_not_how_claims_arise_is_found_out(
    calibrator: Calibrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisier(seen, read, rng):
        return state_claims(seen._replace(spread=2.0 * seen.spread), read, rng)

    monkeypatch.setattr(sbc, "state_claims", noisier)
    assert surprise(calibrator.replicate(SIZE, seed=11), "log likelihood") < 1e-4
