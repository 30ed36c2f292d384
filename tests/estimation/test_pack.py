"""One vector of standard normals holds every block of parameters."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from counterflow.estimation.pack import Block, Packing

PACKING = Packing(
    {
        "level": Block.normal([1.0, 2.0], 0.5, (2,)),
        "rate": Block.lognormal(0.1, 0.3, (2, 3)),
        "none": Block.normal(0.0, 1.0, (0,)),
        "scale": Block.lognormal(4.0, 0.2, ()),
    }
)


def test_at_zero_every_parameter_is_at_its_median() -> None:
    values = PACKING.unpack(jnp.zeros(PACKING.size))
    assert PACKING.size == 9
    assert values["level"].tolist() == [1.0, 2.0]
    assert np.asarray(values["rate"]) == pytest.approx(np.full((2, 3), 0.1))
    assert float(values["scale"]) == pytest.approx(4.0)
    assert values["none"].shape == (0,)


def test_each_entry_of_z_moves_the_parameter_it_is_labelled_with() -> None:
    labels = PACKING.labels()
    assert len(labels) == len(set(labels)) == PACKING.size
    middle = PACKING.unpack(jnp.zeros(PACKING.size))
    for index, label in enumerate(labels):
        moved = PACKING.unpack(jnp.zeros(PACKING.size).at[index].set(1.0))
        found = {
            f"{name}[{','.join(map(str, at))}]" if at else name
            for name, value in moved.items()
            for at in map(tuple, np.argwhere(np.asarray(value != middle[name])))
        }
        assert found == {label}


def test_one_standard_deviation_is_the_blocks_own() -> None:
    z = jnp.ones(PACKING.size)
    values = PACKING.unpack(z)
    assert values["level"].tolist() == [1.5, 2.5]
    assert float(values["scale"]) == pytest.approx(4.0 * np.exp(0.2))


def test_blocks_cover_z_once() -> None:
    covered = np.zeros(PACKING.size)
    for part in PACKING.slices.values():
        covered[part] += 1
    assert (covered == 1).all()
