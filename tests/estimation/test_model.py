"""From a vector of standard normals to the world it describes."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from smallcase import POLICIES, SURGES, claim, draw, model

from counterflow.estimation.model import Model


@pytest.fixture(scope="module")
def fitted() -> Model:
    rows = [
        claim("stock", "S", destination="COL"),
        claim("arrivals", "A", destination="PER"),
        claim("permits_valid", "P", destination="PER", counts="permits"),
    ]
    return model(rows, events=[*SURGES, *POLICIES])


def parameters(fitted: Model, **changed: float):  # type: ignore[no-untyped-def]
    """System parameters at the prior median, with some entries of z moved."""
    labels = fitted.structure.packing.labels()
    z = jnp.zeros(fitted.size)
    for name, value in changed.items():
        at = [index for index, label in enumerate(labels) if label.split("[")[0] == name]
        assert at, name
        z = z.at[jnp.asarray(at)].set(value)
    return fitted.system(fitted.structure.packing.unpack(z))


def test_surges_begin_on_their_day_and_spend_their_mass(fitted: Model) -> None:
    hazard = np.asarray(parameters(fitted).surge_hazard)
    edges = np.asarray(fitted.structure.grid.edges)
    for index, event in enumerate(SURGES):
        assert (hazard[edges[1:] <= event.date.toordinal(), index] == 0).all()
        mass = float(fitted.structure.packing.unpack(jnp.zeros(fitted.size))["surge_mass"][index])
        assert 0.9 * mass < hazard[:, index].sum() <= mass


def test_policies_move_hazards_only_where_and_when_they_hold(fitted: Model) -> None:
    before, after = parameters(fitted), parameters(fitted, exit_jump=1.0)
    ratio = np.asarray(after.return_hazard / before.return_hazard)
    cells = fitted.structure.places.cells
    assert ratio[-1, :, cells.index("COL")] == pytest.approx(ratio[-1, 0, cells.index("COL")])
    assert ratio[-1, 0, cells.index("COL")] > 1.2
    assert ratio[:, :, cells.index("PER")] == pytest.approx(1.0)
    assert ratio[0] == pytest.approx(1.0)


def test_density_of_the_prior_is_standard_normal(fitted: Model) -> None:
    z, stated = draw(fitted.size), fitted.structure.evidence.stated
    likelihood, density = jax.jit(
        lambda z: (fitted.log_likelihood(z, stated), fitted.log_density(z, stated))
    )(z)
    assert float(density - likelihood.sum()) == pytest.approx(-0.5 * float(z @ z))


def test_the_flat_vector_has_the_layouts_length_and_totals(fitted: Model) -> None:
    world = jax.jit(fitted.world)(draw(fitted.size))
    layout = fitted.structure.tabulator.layout
    assert world.flat.shape == (layout.size,)
    assert np.isfinite(np.asarray(world.flat)).all()
    stock = next(key for key in layout.keys if key.name == "stock")
    total = world.flat[layout.position(stock, 5, layout.cells)]
    assert float(total) == pytest.approx(float(world.account.stock[5].sum()))
    with pytest.raises(IndexError, match="shape"):
        layout.position(stock, layout.grid.steps + 1, 0)


def test_people_who_ever_left_are_no_more_than_moves_or_the_population(fitted: Model) -> None:
    world = jax.jit(fitted.world)(draw(fitted.size))
    moves = float(world.account.departures.sum())
    assert 0 < float(world.persons_left) <= min(moves, fitted.structure.population)
