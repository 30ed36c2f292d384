"""The section on impact: what is wrong in it is named by line and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counterflow.cases import load_case
from counterflow.cases.load import find_case
from counterflow.ledger import CaseError

FILES = ("case.toml", "claims.csv", "sources.csv")


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(find_case("russia-2022") / name, tmp_path / name)
    return tmp_path


PARTICIPATION = '[impact.parameters.participation]\nlow = 0.75\nhigh = 0.93\nunit = "share"'


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "words"),
    [
        (
            PARTICIPATION,
            PARTICIPATION.replace("0.75", "0.95"),
            "impact.parameters.participation",
            "[impact.parameters.participation]",
            "low 0.95 must be below high 0.93",
        ),
        (
            PARTICIPATION,
            PARTICIPATION.replace("0.93", "1.3"),
            "impact.parameters.participation",
            "[impact.parameters.participation]",
            "a share must be below 1",
        ),
        (
            PARTICIPATION,
            PARTICIPATION.replace('"share"', '"ratio"'),
            "impact.parameters.participation.unit",
            'unit = "ratio"',
            'write "share"',
        ),
        (
            PARTICIPATION,
            PARTICIPATION.replace('"share"', '"part"'),
            "impact.parameters.participation.unit",
            'unit = "part"',
            "choose one of share, ratio",
        ),
        (
            PARTICIPATION,
            PARTICIPATION.replace("participation", "participaton"),
            "impact.parameters.participaton",
            "[impact.parameters.participaton]",
            "did you mean participation",
        ),
        (
            PARTICIPATION,
            PARTICIPATION.replace("low", "lo"),
            "impact.parameters.participation.lo",
            "lo = 0.75",
            "did you mean low",
        ),
        ('claims = ["R0016"]', 'claims = ["R9016"]', "impact.profiles.under_45.claims",
         'claims = ["R9016"]', "names no claim"),
        ('claims = ["R0016"]', 'claims = ["R0041"]', "impact.profiles.under_45.claims",
         'claims = ["R0041"]', "is not a share"),
        ('claim = "M0015"', 'claim = "R0041"', "impact.checks[19].claim", 'claim = "R0041"',
         "is in percent, and rent is in percent_change"),
        ('host = "TUR"', 'host = "TUX"', "impact.checks[19].host", 'host = "TUX"',
         "did you mean TUR"),
        ("[impact.hosts.TUR]", "[impact.hosts.TUX]", "impact.hosts.TUX", "[impact.hosts.TUX]",
         "alpha-3"),
        ('currency = "RUB"', 'currency = "roubles"', "impact.currency", 'currency = "roubles"',
         "pattern"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_and_key(
    bundled: Path, old: str, new: str, key: str, line: str, words: str
) -> None:
    path = bundled / "case.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(bundled)
    problem = next(p for p in caught.value.problems if p.column == key)
    assert words in f"{problem.reason}; {problem.remedy}"
    assert path.read_text(encoding="utf-8").splitlines()[problem.row - 1].startswith(line)


def test_every_missing_parameter_is_named(bundled: Path) -> None:
    path = bundled / "case.toml"
    text = path.read_text(encoding="utf-8")
    for name in ("multiplier", "labour_share"):
        start = text.index(f"[impact.parameters.{name}]")
        text = text[:start] + text[text.index("[impact.", start + 1) :]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(bundled)
    reasons = [problem.reason for problem in caught.value.problems]
    assert [reason.split()[2] for reason in reasons] == ["labour_share", "multiplier"]
    assert all("--template" in problem.remedy for problem in caught.value.problems)


def test_every_assumption_of_the_bundled_case_has_a_source_and_a_reason() -> None:
    impact = load_case("russia-2022").spec.impact
    assert impact is not None
    for assumption in impact.parameters.values():
        assert assumption.source
        assert assumption.reason


def test_a_case_needs_no_such_section() -> None:
    assert load_case("syria-2011").spec.impact is None
