"""A changed claim is weighed into old draws as far as they reach, and no farther."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from jobs import Fitted

from counterflow.cases.case import Case
from counterflow.estimation import update as updating
from counterflow.estimation.carry import carry, start_of, stored_start
from counterflow.estimation.estimate import estimate as real_estimate
from counterflow.estimation.importance import resample, smooth
from counterflow.estimation.scaling import parameter_names
from counterflow.estimation.structure import build_structure
from counterflow.estimation.update import update

STOCK = "S-PER-2022-12-31"


def changed(case: Case, factor: float) -> Case:
    rows = [
        row.model_copy(update={"value": round(factor * row.value)}) if row.id == STOCK else row
        for row in case.claims
    ]
    return case.with_claims(tuple(rows))


def test_smoothed_weights_find_the_posterior_they_aim_at() -> None:
    draws = np.random.default_rng(1).normal(size=4000)
    weights = smooth(0.5 * draws)
    assert weights.reliable
    assert weights.quantile(draws, 0.5) == pytest.approx(0.5, abs=0.08)
    chosen = draws[resample(weights, seed=1)]
    assert chosen.mean() == pytest.approx(0.5, abs=0.08)
    assert 0.6 * 4000 < weights.ess < 4000


def test_weights_that_rest_on_a_few_draws_are_not_relied_on() -> None:
    draws = np.random.default_rng(1).normal(size=1000)
    assert not smooth(40.0 * draws).reliable
    assert not smooth(np.where(draws > 3.0, np.inf, 0.0)).reliable


def test_the_same_claims_give_the_same_answer(fitted: Fitted) -> None:
    posterior = fitted.posterior
    start = start_of(posterior)
    carried = carry(start, posterior.structure, seed=1)
    assert carried.known == 1.0
    np.testing.assert_allclose(carried.draws.z, posterior.draws.z, atol=1e-9)
    np.testing.assert_allclose(carried.old_density, start.log_density)
    np.testing.assert_allclose(
        carried.scaling.root @ carried.scaling.root.T,
        start.scaling.root @ start.scaling.root.T,
        atol=1e-9,
    )


def test_a_stored_run_is_as_good_a_start_as_the_posterior(fitted: Fitted) -> None:
    held, stored = start_of(fitted.posterior), stored_start(fitted.out)
    assert stored.names == held.names
    np.testing.assert_allclose(stored.log_density, held.log_density)
    np.testing.assert_allclose(stored.location, held.location)


def test_parameters_are_found_by_name_when_a_place_is_gone(fitted: Fitted) -> None:
    case = fitted.simulated.case
    fewer = case.with_claims(tuple(r for r in case.claims if r.destination != "COL"))
    structure = build_structure(fewer)
    carried = carry(start_of(fitted.posterior), structure, seed=1)
    assert carried.known == 1.0
    names, old = parameter_names(structure), parameter_names(fitted.posterior.structure)
    assert "attraction[COL]" in set(old) - set(names)
    at, was = names.index("attraction[PER]"), old.index("attraction[PER]")
    np.testing.assert_array_equal(carried.draws.z[..., at], fitted.posterior.draws.z[..., was])


def test_a_small_correction_is_weighed_in(fitted: Fitted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "estimate", never)
    # The small estimate is too short to pass a full run's standards, which weights leave alone.
    monkeypatch.setattr(updating, "diagnose_draws", lambda *parts: settled(fitted))
    old = fitted.posterior
    same = update(old, fitted.simulated.case)
    assert same.run["update"]["method"] == "importance"
    assert [h.median for h in same.headline] == pytest.approx([h.median for h in old.headline])
    more = update(old, changed(fitted.simulated.case, 1.08))
    assert more.run["update"]["pareto_k"] < 0.7
    assert more.stock("PER").median > old.stock("PER").median
    assert more.claims.set_index("id").loc[STOCK, "value"] != fitted.simulated.case.claims[0].value


def test_a_large_correction_sends_chains_on_from_the_old_draws(
    fitted: Fitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def remember(*parts: Any) -> Any:
        asked.append(parts)
        return fitted.posterior

    monkeypatch.setattr(updating, "estimate", remember)
    monkeypatch.setattr(updating, "diagnose_draws", lambda *parts: settled(fitted))
    found = update(fitted.posterior, changed(fitted.simulated.case, 3.0))
    assert found.run["update"]["method"] == "warm restart"
    assert asked[0][-1].known == 1.0


def test_another_model_is_estimated_from_the_start(
    fitted: Fitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(updating, "_LEAST_KNOWN", 1.1)
    monkeypatch.setattr(
        updating, "estimate", lambda *parts: asked.append(parts[-1]) or fitted.posterior
    )
    found = update(fitted.posterior, changed(fitted.simulated.case, 3.0))
    assert found.run["update"]["method"] == "cold run"
    assert asked == [None]


def test_chains_that_go_on_reach_the_same_posterior(fitted: Fitted) -> None:
    old = fitted.posterior
    carried = carry(start_of(old), old.structure, seed=1)
    settings = updating.SamplerSettings(**{**old.run["settings"], "draws": 100, "most_draws": 100})
    phases: list[str] = []
    found = real_estimate(
        fitted.simulated.case,
        settings,
        lambda phase, done, total: phases.append(phase),
        allow_unconverged=True,
        start=carried,
    )
    assert "finding the mode" not in phases
    for new, was in zip(found.headline, old.headline, strict=True):
        assert abs(new.median - was.median) < 0.35 * (was.q90 - was.q10), was.key


def never(*parts: Any) -> Any:
    raise AssertionError("an estimate was made though weights would do")


def settled(fitted: Fitted) -> Any:
    """Diagnostics that pass, in place of those of the small estimate."""
    found = fitted.posterior.convergence._asdict()
    return SimpleNamespace(
        **found,
        converged=True,
        failures=(),
        max_rhat=1.0,
        min_ess_bulk=500.0,
        min_ess_tail=500.0,
    )


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    from counterflow.estimation.stored import StoredError

    with pytest.raises(StoredError, match="no posterior"):
        stored_start(tmp_path)
