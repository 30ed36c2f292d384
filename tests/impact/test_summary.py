"""What a reader is shown."""

from __future__ import annotations

import invented as small
import pytest

from counterflow.cases.impact import Check
from counterflow.impact import Summary, assess, summarise


@pytest.fixture(scope="module")
def shown() -> Summary:
    claim = small.claim(measure="workers", unit="persons", value=1)
    checks = (Check(claim="A1", quantity="workers_lost", note="counted twice"),)
    return summarise(assess(small.case((claim,), checks=checks), small.account()))


def test_every_heading_has_lines_in_order_of_their_quantiles(shown: Summary) -> None:
    for lines in (shown.labour, shown.growth, shown.money, shown.hosts, shown.waves):
        assert lines
        for line in lines:
            assert list(line.levels) == sorted(line.levels)
            assert line.levels[3] == line.median


def test_years_and_channels_are_apart(shown: Summary) -> None:
    labels = [(line.label, line.detail) for line in shown.growth]
    assert len(labels) == len(set(labels)) == 8
    assert ("2031, returns", "demand") in labels


def test_a_status_has_no_departures_and_other_profiles_have_both(shown: Summary) -> None:
    described = [line.detail.split()[0] for line in shown.profiles]
    assert described == ["left", "abroad", "left", "abroad", "abroad"]


def test_findings_and_what_matters_come_along(shown: Summary) -> None:
    (finding,) = shown.findings
    assert not finding.inside
    assert finding.check.note == "counted twice"
    assert len(shown.tornadoes) == 4
    assert all(chart.bars for chart in shown.tornadoes)
