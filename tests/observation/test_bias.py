"""Which claims a bias touches."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from smallcase import case, claim, draw

from counterflow.estimation.model import Model
from counterflow.estimation.structure import Structure, build_structure
from counterflow.observation.likelihood import View, view

RATIO = {"of": "stock", "unit": "ratio", "destination": "COL", "period_start": "2022-06-01"}
ROWS = [
    claim("stock", "S", destination="COL", source="paper"),
    claim("change", "C", value=1.5, source="paper", **RATIO),
    claim("stock", "T", destination="PER", source="panel"),
    claim("stock", "U", destination="PER", source="panel", period_end="2022-09-30"),
    claim("stock", "V", destination="ECU", source="panel"),
    claim("change", "D", value=2, source="panel", **RATIO),
]


@pytest.fixture(scope="module")
def structure() -> Structure:
    return build_structure(case(ROWS))


def seen(structure: Structure) -> tuple[View, dict[str, int]]:
    """Views under large biases, and the row of each claim."""
    model = Model(structure)
    world = jax.jit(model.world)(draw(model.size))
    lens = world.lens._replace(
        class_bias=np.full_like(world.lens.class_bias, 0.7),
        source_bias=np.full_like(world.lens.source_bias, 0.4),
        pooled_bias_sd=np.full_like(world.lens.pooled_bias_sd, 5.0),
    )
    evidence = structure.evidence
    found = view(world.flat, lens, evidence, structure.reliability, evidence.stated)
    return found, {row.id: k for k, row in enumerate(evidence.claims)}


def test_a_level_has_the_bias_of_its_class_and_source(structure: Structure) -> None:
    found, row = seen(structure)
    off = np.asarray(found.centre - found.truth)
    assert off[row["S"]] == pytest.approx(0.7)
    assert off[row["T"]] == pytest.approx(0.7 + 0.4)
    assert found.spread[row["S"]] > 5


def test_in_a_ratio_of_one_sources_two_counts_the_bias_cancels(structure: Structure) -> None:
    found, row = seen(structure)
    for id_ in ("C", "D"):
        assert found.centre[row[id_]] == found.truth[row[id_]]
        # Noise alone: the bias of a source with few claims is not in it either.
        assert 0 < found.spread[row[id_]] < 1


def test_a_ratio_does_not_tell_how_biased_its_source_is(structure: Structure) -> None:
    assert structure.reliability.biased == ("panel:level",)
    few = build_structure(case([row for row in ROWS if row.id != "V"]))
    assert few.reliability.biased == ()
