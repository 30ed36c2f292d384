"""A changed claim is weighed into old draws as far as they reach, and no farther."""

from __future__ import annotations

from dataclasses import replace
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
from counterflow.estimation.stored import load_posterior
from counterflow.estimation.structure import build_structure
from counterflow.estimation.succession import restate, serves
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


def test_a_large_correction_moves_the_old_draws(
    fitted: Fitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "estimate", never)
    monkeypatch.setattr(updating, "diagnose_draws", lambda *parts: settled(fitted))
    # The small posterior is wide: a claim three times as large is still within its reach.
    monkeypatch.setattr(updating, "LEAST_WEIGHTED", 190.0)
    new = changed(fitted.simulated.case, 3.0)
    found = update(fitted.posterior, new)
    assert found.run["update"]["method"] == "moved draws"
    assert found.run["update"]["ess"] >= 190.0
    settings = updating.SamplerSettings(**found.run["settings"])
    chains = real_estimate(new, settings, allow_unconverged=True)
    for moved, whole in zip(found.headline, chains.headline, strict=True):
        assert abs(moved.median - whole.median) < 0.3 * (whole.q90 - whole.q10), moved.key


def test_a_moved_posterior_keeps_the_record_of_its_chains(
    fitted: Fitted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(updating, "estimate", never)
    monkeypatch.setattr(updating, "diagnose_draws", lambda *parts: settled(fitted))
    monkeypatch.setattr(updating, "_enough", lambda weights, ess: weights.k == 0.0)
    found = update(fitted.posterior, changed(fitted.simulated.case, 1.1))
    assert found.run["update"]["method"] == "moved draws"
    found.save(tmp_path)
    again = load_posterior(tmp_path, replace(found.case, ledger_hash=found.run["ledger_hash"]))
    assert again.convergence.converged
    assert again.convergence.max_rhat == 1.0
    assert stored_start(tmp_path, found.case).structure is not None


def test_withdrawn_claims_do_not_count(fitted: Fitted) -> None:
    case = fitted.simulated.case
    old = build_structure(case).evidence
    fewer = case.with_claims(tuple(row for row in case.claims if row.id != STOCK))
    found = restate(old, build_structure(changed(fewer, 2.0)).evidence)
    gone = [claim.id for claim, kept in zip(old.claims, found.include, strict=True) if not kept]
    assert gone == [STOCK]
    twice = restate(old, build_structure(changed(case, 2.0)).evidence)
    at = [claim.id for claim in old.claims].index(STOCK)
    assert np.exp(twice.value[at] - np.asarray(old.stated.value)[at]) == pytest.approx(2.0, 1e-4)


def test_an_older_model_serves_until_a_source_loses_its_own_bias(fitted: Fitted) -> None:
    start, case = start_of(fitted.posterior), fitted.simulated.case
    replay = fitted.posterior.replay
    assert serves(start, build_structure(changed(case, 2.0)), replay)
    other = replay._replace(log_likelihood=replay.log_likelihood + 0.01)
    assert not serves(start, fitted.posterior.structure, other)


def test_draws_that_did_not_settle_are_left_to_chains(
    fitted: Fitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def remember(*parts: Any) -> Any:
        asked.append(parts)
        return fitted.posterior

    monkeypatch.setattr(updating, "estimate", remember)
    monkeypatch.setattr(updating, "_moved", lambda *parts: (None, {"left": 0.4}))
    monkeypatch.setattr(updating, "diagnose_draws", lambda *parts: settled(fitted))
    monkeypatch.setattr(updating, "LEAST_WEIGHTED", 1e9)
    found = update(fitted.posterior, changed(fitted.simulated.case, 3.0))
    assert found.run["update"]["method"] == "warm restart"
    assert found.run["update"]["left"] == 0.4
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
