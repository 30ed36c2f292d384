"""What the first page promises: its example is sound, its names exist and stay what they are."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import counterflow as cf
from counterflow.estimation.posterior import Posterior

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "three_claims"


@pytest.mark.parametrize("name", ["case.toml", "claims.csv", "sources.csv"])
def test_the_example_shown_is_the_one_in_the_folder(name: str) -> None:
    assert (EXAMPLE / name).read_text(encoding="utf-8") in README


def test_the_example_is_a_sound_case_of_three_observations() -> None:
    assert len(cf.load_case(str(EXAMPLE)).observations) == 3


def test_every_public_name_is_on_the_first_page() -> None:
    for name in cf.__all__:
        assert re.search(rf"\bcf\.{name}\b", README), name


@pytest.mark.parametrize("name", cf.__all__)
def test_a_public_name_is_the_same_whenever_it_is_asked_for(name: str) -> None:
    first = getattr(cf, name)
    assert callable(first)
    assert not isinstance(first, ModuleType)
    assert getattr(cf, name) is first


def test_every_name_the_first_page_uses_exists() -> None:
    assert {*re.findall(r"\bcf\.(\w+)", README)} <= set(cf.__all__)
    assert {*re.findall(r"\bpost\.(\w+)", README)} <= set(dir(Posterior))
