"""Camp-level cases: files mean what they say, and a score stands beside splits without a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from instance import DAYS, FILES, write

from counterflow.ledger.problem import CaseError
from counterflow.simulation.engine import simulate
from counterflow.simulation.flee.camps import Rule, appeal, as_simulation, fit, predict, prepare
from counterflow.simulation.flee.inputs import CampCase
from counterflow.simulation.flee.read import read_flee
from counterflow.simulation.flee.routes import distances
from counterflow.simulation.flee.score import relative_difference, scores


@pytest.fixture
def case(tmp_path: Path) -> CampCase:
    return read_flee(write(tmp_path))


def test_files_are_read_as_they_mean(case: CampCase) -> None:
    assert case.days == DAYS
    assert [case.locations[camp].name for camp in case.camps] == ["Cym", "Dun"]
    assert case.registered[0].tolist() == [60, 40]
    assert case.registered[20].tolist() == pytest.approx([60 + 75 * 20, 40 + 25 * 20])
    assert case.total[20] == pytest.approx(2100)
    assert case.conflict[:, 0].tolist() == [1.0] * DAYS
    assert case.capacity.tolist() == [5000, 900]
    assert case.notes == ()


def test_a_closed_border_sends_everyone_the_other_way(case: CampCase) -> None:
    km = distances(case)
    assert km[0, 0].tolist() == [200.0, 300.0]
    assert km[3, 0].tolist() == [np.inf, 300.0]
    assert km[9, 0].tolist() == [200.0, 300.0]
    shares = appeal(prepare(case), Rule(100.0, 0.0))
    assert shares[0] == pytest.approx(np.array([1, np.exp(-1)]) / (1 + np.exp(-1)))
    assert shares[5].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("row", "blocked"),
    [
        ("link,Bel,Cym,3,9", [np.inf, 300.0]),
        ("location,Bel,,3,9", [np.inf, 300.0]),
        ("camp,Dun,,3,9", [200.0, np.inf]),
        ("country,Next,Home,0,-1", [np.inf, 300.0]),
    ],
)
def test_every_closure_acts(tmp_path: Path, row: str, blocked: list[float]) -> None:
    case = read_flee(write(tmp_path, closures=row + "\n"))
    assert distances(case)[5, 0].tolist() == blocked
    assert any("Flee passes over" in note for note in case.notes) == row.startswith("link")


def test_what_the_other_reader_passes_over_is_told(tmp_path: Path) -> None:
    rows = "".join(f"{day},{0.2 if day < 5 else 1.0},0\n" for day in range(DAYS))
    routes = FILES["input_csv/routes.csv"].replace("Aro,Dun,300,0", "Aro,Dun,300,1")
    case = read_flee(write(tmp_path, conflicts="#Day,Aro,Bel\n" + rows, routes=routes))
    assert case.conflict[4:6, 0].tolist() == [0.2, 1.0]
    assert ["conflicts.csv" in note or "routes.csv" in note for note in case.notes] == [True, True]
    copied = FILES["input_csv/locations.csv"].replace("900", "1040").replace("5000", "3000")
    (tmp_path / "again").mkdir()
    shorter = FILES["source_data/dun.csv"].replace("2022-02-10", "2022-02-01")
    again = read_flee(write(tmp_path / "again", locations=copied, dun=shorter))
    assert again.copied_capacities == ("Dun",)


def test_a_recount_rescales_what_came_before(tmp_path: Path) -> None:
    write(tmp_path, dun="2022-01-01,100\n2022-01-20,100\n2022-01-21,150\n")
    (tmp_path / "input_csv/registration_corrections.csv").write_text("Dun,2022-01-21\n")
    case = read_flee(tmp_path)
    assert case.registered[:, 1] == pytest.approx(np.full(DAYS, 150.0))


def test_a_closure_that_ends_before_it_starts_is_told(tmp_path: Path) -> None:
    case = read_flee(write(tmp_path, closures="country,Home,Next,9,3\n"))
    assert any("row 1: closes nothing, since it ends on day 3" in note for note in case.notes)


@pytest.mark.parametrize("hide", [False, True])
def test_full_camps_send_people_on_and_totals_are_kept(case: CampCase, hide: bool) -> None:
    journey = prepare(case, hide_capacity=hide)
    found = predict(case, journey, Rule(1000.0, 0.0))
    assert found.sum(axis=1) == pytest.approx(case.total)
    assert (found[:, 1].max() <= 900 + 1e-6) != hide


def test_a_rule_is_found_again_and_scored_on_later_days(case: CampCase) -> None:
    journey = prepare(case, hide_capacity=True)
    truth = predict(case, journey, Rule(200.0, 0.5))
    lived = replace(case, registered=truth, total=truth.sum(axis=1))
    rule = fit(lived, journey, 20)
    assert rule == Rule(200.0, 0.5)
    later = scores(predict(lived, journey, rule, 20), truth[20:], case.capacity)
    assert later.model == pytest.approx(0.0, abs=1e-9)
    assert min(later.held_shares, later.equal_split, later.by_capacity) > 0.05
    changed = truth.copy()
    changed[21:] = changed[21:, ::-1]
    after = replace(lived, registered=changed)
    assert fit(after, journey, 20) == rule


def test_scores_are_those_of_the_definition() -> None:
    registered = np.array([[50.0, 50.0], [30.0, 90.0], [0.0, 200.0]])
    found = scores(registered, registered, np.array([100.0, np.inf]))
    assert found.model == 0.0
    assert found.held_shares == pytest.approx((60 / 120 + 200 / 200) / 2)
    assert found.equal_split == found.held_shares == found.by_capacity
    assert relative_difference(np.zeros((2, 2)), np.zeros((2, 2))) == 0.0


@pytest.mark.parametrize("rule", [Rule(200.0, 0.0), Rule(400.0, 0.5)])
def test_the_engine_runs_the_same_case_in_whole_people(tmp_path: Path, rule: Rule) -> None:
    falling = {
        "cym": "2022-01-01,6000\n2022-01-20,306000\n2022-02-10,200000\n",
        "dun": "2022-01-01,4000\n2022-01-20,104000\n2022-02-10,90000\n",
    }
    case = read_flee(write(tmp_path, **falling))
    journey = prepare(case, hide_capacity=True)
    run = as_simulation(case, journey, rule)
    found = simulate(*run[:3], limits=run.limits, start=run.start, members=1, seed=3).stock[0]
    want = predict(case, journey, rule)
    assert found.shape == want.shape
    assert found == pytest.approx(want, rel=0.03)
    assert relative_difference(found, want) < 0.01


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sim_period": "StartDate,2022-01-01\n"}, ("Length: is missing", "add `Length,300`")),
        ({"sim_period": "StartDate,soon\nLength,40\n"}, ("row 1, StartDate", "2012-02-29")),
        ({"sim_period": "StartDate,2022-01-01\nLength,0\n"}, ("row 2, Length", "from 2 to")),
        ({"locations": "#name,region\n"}, ("locations.csv, name: holds no location", "add a row")),
        ({"locations": ""}, ("input_csv/locations.csv: is not in the folder", "copy it")),
        ({"routes": "Aro,Bell,120\n"}, ("routes.csv, row 1, name2: 'Bell'", "did you mean Bel?")),
        ({"routes": "Aro,Bel,far\n"}, ("row 1, distance: 'far'", "kilometres")),
        ({"closures": "contry,Home,Next,3,9\n"}, ("closure_type", "did you mean country?")),
        ({"closures": "country,Home,Nxt,3,9\n"}, ("name2: 'Nxt' is not a country", "Next")),
        ({"conflicts": "#Day,Aro\n0,1\n1,2\n"}, ("row 3, Aro: '2'", "from 0 to 1")),
        ({"conflicts": "#Day,Aro\n0,1\n"}, ("has no row for 39 of 40 days", "the first 1")),
        ({"data_layout": "Bel,cym.csv\n"}, ("row 1, name: 'Bel' is a town",)),
        ({"data_layout": "total,refugees.csv\n"}, ("names no camp with data",)),
        ({"cym": "2022-01-01,-5\n"}, ("source_data/cym.csv, row 1, count: '-5'",)),
        ({"dun": ""}, ("source_data/dun.csv: is not in the folder",)),
    ],
)
def test_every_fault_is_told_with_file_row_and_remedy(
    tmp_path: Path, changes: dict[str, str], words: tuple[str, ...]
) -> None:
    with pytest.raises(CaseError) as caught:
        read_flee(write(tmp_path, **changes))
    for word in words:
        assert word in str(caught.value)
