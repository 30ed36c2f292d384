"""The names of the package, and that asking for one does not load the others."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys

import pytest

import counterflow as cf
from counterflow.cases.load import load_case


def test_public_names_are_listed_and_lead_to_their_homes() -> None:
    assert cf.load_case is load_case
    assert set(cf.__all__) <= set(dir(cf))
    assert set(cf.__all__) == set(cf._HOMES)


def test_what_an_estimate_takes_can_be_made_from_the_public_names() -> None:
    settings = inspect.signature(cf.estimate).parameters["settings"].annotation
    named = {name for name in re.findall(r"\w+", settings) if name != "None"}
    assert named <= set(cf.__all__)
    assert cf.SamplerSettings(seed=7).seed == 7


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'laod_case'"):
        _ = cf.laod_case


def test_loading_a_case_does_not_wait_for_the_sampler() -> None:
    script = (
        "import sys, counterflow as cf\n"
        "cf.load_case('russia-2022')\n"
        "print(sorted({'jax', 'numpyro', 'duckdb', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.stdout == "[]\n", result.stderr
