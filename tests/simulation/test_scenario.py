"""Scenario files: what they say happens, and what they get wrong is told with line and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from counterflow.ledger.problem import CaseError
from counterflow.simulation.apply import Setting, apply_scenario
from counterflow.simulation.engine import simulate
from counterflow.simulation.parameters import SimulationParameters
from counterflow.simulation.plan import PlanError, check_plan
from counterflow.simulation.scenario import Scenario
from counterflow.simulation.scenariofile import read_scenario
from counterflow.system.places import PlaceTable
from counterflow.system.timegrid import TimeGrid

GRID = TimeGrid.monthly(date(2022, 1, 1), date(2023, 12, 31), [date(2022, 9, 21)])
PLACES = PlaceTable.of(["GEO", "TUR", "KAZ"], {})
SETTING = Setting(GRID, PLACES, {"mobilisation": 0})
GEO, KAZ, TUR, ELSEWHERE = range(4)

WHOLE = """
title = "Everything at once"
description = "Every kind of event and policy."

[[events]]
kind = "surge"
date = 2023-03-01
strength = 0.5
like = "mobilisation"

[[events]]
kind = "surge"
date = 2023-06-01
share = 0.001

[[policies]]
kind = "close"
start = 2022-05-01
end = 2022-06-30
destinations = ["GEO"]

[[policies]]
kind = "open"
start = 2022-08-01
destinations = ["KAZ"]
multiple = 2

[[policies]]
kind = "limit_stays"
start = 2023-01-01
destinations = ["TUR"]
months = 12

[[policies]]
kind = "refuse_renewals"
start = 2022-12-01
destinations = ["TUR"]
probability = 0.4

[[policies]]
kind = "recession"
start = 2023-01-01
destinations = ["KAZ", "GEO"]

[[policies]]
kind = "capacity"
start = 2022-10-01
destinations = ["GEO"]
persons = 100

[[policies]]
kind = "queue"
start = 2022-09-21
end = 2022-10-31
destinations = ["GEO+KAZ"]
persons_a_day = 3

[[policies]]
kind = "amnesty"
start = 2023-01-01
end = 2023-05-31
returns = 1.5

[[policies]]
kind = "peace"
start = 2023-06-01
"""


@pytest.fixture
def base() -> SimulationParameters:
    steady = SimulationParameters.steady(GRID.steps, 4, leaving=0.005, network=0.1)
    surge = np.zeros((1, GRID.steps, 1))
    at = GRID.step_of(date(2022, 9, 21))
    surge[0, at : at + 4, 0] = [0.01, 0.005, 0.002, 0.001]
    return steady._replace(surge_hazard=surge, surge_shift=np.array([[[0.0, 2.0, 0.0, 0.0]]]))


def read(folder: Path, text: str) -> Scenario:
    path = folder / "what-if.toml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path, SETTING)


def test_every_kind_of_event_and_policy_acts(tmp_path: Path, base: SimulationParameters) -> None:
    scenario = read(tmp_path, WHOLE)
    assert {policy.kind for policy in scenario.policies} >= {"close", "queue", "peace"}
    parameters, limits = apply_scenario(scenario, base, SETTING)
    assert parameters.surge_hazard.shape[2] == 3
    assert parameters.surge_shift[0, 1].tolist() == [0.0, 2.0, 0.0, 0.0]
    repeated = parameters.surge_hazard[0, :, 1]
    assert (repeated[: GRID.step_of(date(2023, 3, 1))] == 0).all()
    assert 0.35 * 0.018 < repeated.sum() < 0.5 * 0.018
    found = simulate(parameters, GRID, 10**5, members=10, limits=limits)
    shut = np.flatnonzero(np.isinf(parameters.attraction[0, :, GEO]))
    assert found.arrivals[:, shut, GEO].sum() == 0
    assert len(shut) == 2
    from_autumn = GRID.nearest_edge(date(2022, 11, 1))
    over = found.stock[:, from_autumn:-1, GEO] >= 100
    assert (found.arrivals[:, from_autumn:, GEO][over] <= 100).all()
    assert found.waiting[:, :, [GEO, KAZ]].sum() > 0
    assert found.waiting[:, :, [TUR, ELSEWHERE]].sum() == 0


def test_an_empty_scenario_is_the_baseline(base: SimulationParameters) -> None:
    parameters, limits = apply_scenario(Scenario(title="Baseline"), base, SETTING)
    assert all((part == like).all() for part, like in zip(parameters, base, strict=True))
    one = simulate(base, GRID, 10**5, members=3)
    other = simulate(parameters, GRID, 10**5, members=3, limits=limits)
    assert (one.stock == other.stock).all()


def test_network_feedback_can_be_switched_off(tmp_path: Path, base: SimulationParameters) -> None:
    scenario = read(tmp_path, 'title = "Alone"\nnetwork = false\n')
    parameters, _ = apply_scenario(scenario, base, SETTING)
    assert parameters.network.tolist() == [0.0]


HEAD = 'title = "T"\n'
POLICY = HEAD + "[[policies]]\n"
CLOSE = '[[policies]]\nkind = "close"\nstart = {}\nend = {}\ndestinations = {}\n'
CAPACITY = '[[policies]]\nkind = "capacity"\nstart = 2022-02-01\ndestinations = {}\npersons = 5\n'
REFUSE = POLICY + 'kind = "refuse_renewals"\nstart = 2022-05-01\n'

WRONG = {
    "event outside": (
        HEAD + '[[events]]\nkind = "surge"\ndate = 2031-01-01\nshare = 0.1\n',
        ("row 4, events[1].date: '2031-01-01' lies outside the window", "2022-01-01 to 2023-12-31"),
    ),
    "policy outside": (
        POLICY + 'kind = "amnesty"\nstart = 2021-05-01\nreturns = 2\n',
        ("row 4, policies[1].start: '2021-05-01' lies outside",),
    ),
    "end outside": (
        POLICY + 'kind = "amnesty"\nstart = 2022-05-01\nend = 2027-05-01\nreturns = 2\n',
        ("row 5, policies[1].end", "ask for more months"),
    ),
    "end before start": (
        POLICY + 'kind = "amnesty"\nstart = 2022-05-01\nend = 2022-04-01\nreturns = 2\n',
        ("row 2, policies[1]", "before it starts", "choose a later end, or none"),
    ),
    "probability above one": (
        REFUSE + 'destinations = ["TUR"]\nprobability = 40\n',
        ("row 6, policies[1].probability: '40' is not a probability", "0.4 for 40%"),
    ),
    "a recession that draws": (
        POLICY + 'kind = "recession"\nstart = 2022-05-01\ndestinations = ["TUR"]\npull = 1.5\n',
        ("row 6, policies[1].pull: '1.5' is not possible here", "less than or equal to 1"),
    ),
    "share above one": (
        POLICY + 'kind = "close"\nstart = 2022-05-01\ndestinations = ["TUR"]\nshare = 1.2\n',
        ("row 6, policies[1].share: '1.2' is not a probability",),
    ),
    "no number": (
        REFUSE + 'destinations = ["TUR"]\nprobability = nan\n',
        ("row 6, policies[1].probability",),
    ),
    "unknown destination": (
        REFUSE + 'destinations = ["GEX"]\nprobability = 0.4\n',
        ("row 5, policies[1].destinations: 'GEX' names an unknown destination", "GEO"),
    ),
    "destination of no claim": (
        REFUSE + 'destinations = ["TUR", "ARG"]\nprobability = 0.4\n',
        ("row 5", "'ARG' is not told apart", "GEO, KAZ, TUR"),
    ),
    "a destination by its name": (
        REFUSE + 'destinations = ["Georgia"]\nprobability = 0.4\n',
        ("row 5", "'Georgia' names an unknown destination", "did you mean GEO?"),
    ),
    "fewer than nobody": (
        POLICY + 'kind = "queue"\nstart = 2022-05-03\ndestinations = ["GEO"]\npersons_a_day = -3\n',
        ("row 6, policies[1].persons_a_day: '-3'", "it should be greater than or equal to 0"),
    ),
    "no destination": (
        REFUSE + "destinations = []\nprobability = 0.4\n",
        ("row 5, policies[1].destinations",),
    ),
    "missing key": (
        REFUSE + 'destinations = ["TUR"]\n',
        ("row 2, policies[1].probability: the key is missing", "add `probability = ...`"),
    ),
    "misspelt key": (
        REFUSE + 'destinations = ["TUR"]\nprobability = 0.1\nevry_months = 3\n',
        ("row 7", "is not a key here", "every_months"),
    ),
    "unknown kind": (
        POLICY + 'kind = "wall"\nstart = 2022-05-01\n',
        ("row 2", "is not a kind of policy", "refuse_renewals"),
    ),
    "no kind": (POLICY + "start = 2022-05-01\n", ("row 2", "the policy has no kind")),
    "unknown surge": (
        HEAD
        + '[[events]]\nkind = "surge"\ndate = 2022-05-01\nstrength = 1\nlike = "mobilsation"\n',
        ("row 6, events[1].like", "is not a surge of the case", "mobilisation"),
    ),
    "two sizes": (
        HEAD + '[[events]]\nkind = "surge"\ndate = 2022-05-01\nshare = 0.1\nstrength = 2.0\n',
        ("row 2, events[1]", "either strength and like, or share"),
    ),
    "closed twice": (
        HEAD
        + CLOSE.format("2022-05-01", "2022-08-31", '["GEO", "TUR"]')
        + CLOSE.format("2022-08-01", "2022-12-31", '["TUR"]'),
        ("row 8, policies[2].kind", "contradicts policy 1 (close)", "delete one of the two"),
    ),
    "open and closed": (
        HEAD
        + CLOSE.format("2022-05-01", "2022-08-31", '["TUR"]')
        + '[[policies]]\nkind = "open"\nstart = 2022-06-01\ndestinations = ["TUR"]\nmultiple = 2\n',
        ("policies[2].kind: 'open' contradicts policy 1 (close)",),
    ),
    "the rest of the world": (
        HEAD + CAPACITY.format('["ELSEWHERE"]'),
        ("row 5, policies[1].destinations", "unknown destination", "choose one of GEO, KAZ, TUR"),
    ),
    "too short a queue": (
        POLICY
        + 'kind = "queue"\nstart = 2022-05-03\nend = 2022-05-05\n'
        + 'destinations = ["GEO"]\npersons_a_day = 5\n',
        ("row 4, policies[1].start", "covers half of no step"),
    ),
    "limit of five months": (
        POLICY + 'kind = "limit_stays"\nstart = 2022-05-03\ndestinations = ["GEO"]\nmonths = 5\n',
        ("row 6, policies[1].months: '5'", "3 or 12"),
    ),
    "date in quotes": (
        POLICY + 'kind = "amnesty"\nstart = "soon"\nreturns = 2\n',
        ("row 4, policies[1].start: 'soon' is not a date", "2023-03-01"),
    ),
    "no title": ("network = true\n", ("row 1, title: the key is missing",)),
    "nothing at all": (HEAD, ("row 1, title: 'T' changes nothing", "add [[events]]")),
    "not toml": ('title = "T\n', ("row 1", "is not TOML")),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_line_and_remedy(tmp_path: Path, name: str) -> None:
    text, words = WRONG[name]
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert "scenario what-if.toml: " in message
    for word in words:
        assert word in message, message
    assert caught.value.exit_code == 2


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = REFUSE + 'destinations = ["TUR"]\nprobability = 4\n' + CAPACITY.format("[]")
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    assert caught.value.count == 2


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be read"):
        read_scenario(tmp_path / "none.toml", SETTING)
    (tmp_path / "bytes.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(CaseError, match="UTF-8"):
        read_scenario(tmp_path / "bytes.toml", SETTING)


def test_policies_that_follow_or_lie_apart_do_not_contradict(tmp_path: Path) -> None:
    first = CLOSE.format("2022-05-01", "2022-07-31", '["TUR"]')
    second = CLOSE.format("2022-08-01", "2022-12-31", '["TUR"]')
    third = CLOSE.format("2022-05-01", "2022-12-31", '["GEO"]')
    assert len(read(tmp_path, HEAD + first + second + third).policies) == 3


@pytest.mark.parametrize(
    ("members", "months", "words"),
    [
        (0, 24, "--members: 0"),
        (-5, 24, "--members"),
        (10**9, 24, "100,000 at most"),
        (10, 600, "1 to 120"),
        (10, 0, "--months"),
    ],
)
def test_nobody_and_half_a_century_are_refused(members: int, months: int, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        check_plan(members, months)
