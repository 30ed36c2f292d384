"""Scenario files that come with a case fit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterflow.cases.load import bundled_cases, load_case
from counterflow.estimation.structure import build_structure
from counterflow.simulation.apply import Setting
from counterflow.simulation.scenariofile import read_scenario
from counterflow.system.timegrid import TimeGrid

FILES = sorted(bundled_cases()["russia-2022"].glob("scenarios/*.toml"))


@pytest.fixture(scope="module")
def setting() -> Setting:
    case = load_case("russia-2022")
    grid = TimeGrid.monthly(case.spec.start, case.spec.end.replace(year=2026))
    places = build_structure(case).places
    return Setting(grid, places, {"invasion": 0, "mobilisation": 1})


def test_there_are_at_least_six() -> None:
    assert len(FILES) >= 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bundled_scenario_is_sound(path: Path, setting: Setting) -> None:
    found = read_scenario(path, setting)
    assert found.description
    assert found.events or found.policies
