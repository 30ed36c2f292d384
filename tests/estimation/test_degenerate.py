"""Cases with hardly any evidence, or with evidence at war with itself, stay honest.

Whole chains would say little more at a multiple of the cost: what is looked at is the mode, the
curvature there, and accounts drawn from that normal approximation, from seed to report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from smallcase import SURGES, case, claim

from counterflow.cases.case import Case, Event, Prior
from counterflow.cases.load import require_observations
from counterflow.estimation.diagnostics import diagnose
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.mode import find_mode, normal_at
from counterflow.estimation.model import Model
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.replay import Projector, Replay
from counterflow.estimation.sampling import Draws
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import EmptyEvidence, build_structure
from counterflow.ledger import CaseError, Claim
from counterflow.report import render_report
from counterflow.run import report_input

SHAPE = (2, 100)
DAY = {"period_start": "2022-12-31", "period_end": "2022-12-31"}


def small(rows: Sequence[Claim], events: Sequence[Event] = SURGES[:1]) -> Case:
    return case(rows, events=events, end=date(2022, 12, 31))


def approximate(of: Case) -> Posterior:
    """The posterior from a normal approximation at the mode."""
    model = Model(build_structure(of))
    stated = jax.tree.map(jnp.asarray, model.structure.evidence.stated)
    both = jax.jit(jax.value_and_grad(lambda z: -model.log_density(z, stated)))

    def objective(z: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = both(z)
        assert np.isfinite(gradient).all()
        return float(value), np.asarray(gradient)

    found = find_mode(objective, model.size, model.noise_positions)
    mode = normal_at(found[None], lambda points: np.stack([objective(z)[1] for z in points]))
    rng = np.random.default_rng(1)
    z = mode.centre + rng.normal(size=(*SHAPE, model.size)) @ mode.root.T
    calm = np.zeros(SHAPE, bool)
    replay = Projector(model).replay(z.reshape(-1, model.size))
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(replay))
    energy = rng.normal(size=SHAPE)
    quantities = {name: draws.reshape(SHAPE) for name, draws in headline_draws(replay).items()}
    return Posterior(
        case=of,
        structure=model.structure,
        draws=Draws(z, calm, np.ones(SHAPE, dtype=np.int64), energy),
        replay=replay,
        convergence=diagnose(quantities, calm, energy),
        run={"settings": SamplerSettings().model_dump(), "timings_s": {}, "converged": False},
    )


def width(posterior: Posterior, name: str = "departures") -> float:
    """How many times the lower end of the 90% interval of a total goes into the upper."""
    low, high = getattr(posterior, name)().interval(0.9)
    return high / low


def balances(replay: Replay) -> bool:
    before = np.pad(replay.stock, ((0, 0), (1, 0), (0, 0)))[:, :-1]
    change = replay.arrivals - replay.returns - replay.onward
    return bool(np.allclose(before + change, replay.stock, atol=1e-6))


@pytest.fixture(scope="module")
def lonely() -> Posterior:
    """A single claim about one place, and no surge."""
    return approximate(small([claim("stock", destination="COL", **DAY)], events=()))


def test_one_claim_is_met_and_everything_else_stays_wide(lonely: Posterior) -> None:
    low, high = lonely.stock("COL", "2022-12").interval(0.9)
    assert low < 20_000 < high
    assert 1.2 < high / low < 3
    assert width(lonely) > 2
    assert lonely.destinations == ("COL", "ELSEWHERE")
    assert balances(lonely.replay)


def test_without_surges_departures_have_no_jump(lonely: Posterior) -> None:
    monthly = np.median(lonely.replay.departures.sum(axis=2), axis=0)
    assert monthly.max() < 4 * monthly.min()


def test_one_claim_makes_a_report(lonely: Posterior) -> None:
    page = render_report(report_input(lonely))
    assert "COL" in page or "Colombia" in page
    assert len(lonely.claims) == 1
    assert lonely.claims["inside_90"].tolist() == [True]


def test_only_upper_bounds_bound_from_above_and_leave_the_rest_open() -> None:
    rows = [
        claim("departures", "A", hedge="at_most", value=60_000),
        claim("stock", "B", destination="COL", hedge="up_to", value=9_000, source="paper", **DAY),
    ]
    found = approximate(small(rows))
    # A source may be biased, so its bound is no wall.
    assert found.departures().interval(0.9)[0] < 60_000 < 1.5 * found.departures().median
    assert found.departures().median < 90_000
    assert found.stock("COL").interval(0.9)[0] < 9_000
    assert width(found) > 2
    assert balances(found.replay)


def test_two_claims_a_hundredfold_apart_are_neither_averaged_to_certainty_nor_fatal() -> None:
    rows = [
        claim("stock", "A", destination="COL", value=5_000, **DAY),
        claim("stock", "B", destination="COL", value=500_000, source="panel", **DAY),
    ]
    found = approximate(small(rows))
    stock = found.stock("COL")
    assert 2_000 < stock.median < 1_000_000
    # They cannot both be right: at least one is shown outside what the account would predict.
    assert not found.claims["inside_90"].all()
    assert balances(found.replay)


def test_none_is_a_number_too() -> None:
    rows = [
        claim("stock", "A", destination="COL", value=0, **DAY),
        claim("returns", "B", destination="PER", value=0),
        claim("stock", "C", destination="PER", value=9_000, **DAY),
    ]
    found = approximate(small(rows))
    assert found.stock("COL").median < 100
    assert found.stock("PER").median > 3_000
    assert balances(found.replay)


def test_one_source_alone_is_no_more_certain_than_its_own_bias() -> None:
    rows = [
        claim("stock", f"S{month}", destination="COL", value=20_000 + 100 * month,
              period_start=f"2022-{month:02d}-28", period_end=f"2022-{month:02d}-28")
        for month in range(3, 13)
    ]  # fmt: skip
    panel = [row.model_copy(update={"source": "panel"}) for row in rows]
    found = approximate(small(panel))
    low, high = found.stock("COL", "2022-12").interval(0.9)
    assert low < 21_200 < high
    # Ten numbers of one panel share its error: more of them cannot shrink it away.
    assert high / low > 1.3
    assert balances(found.replay)


@pytest.mark.parametrize(
    "row",
    [
        claim("growth", unit="percent", value=1),
        claim("stock", destination="COL", population="engineers", **DAY),
    ],
)
def test_claims_that_say_nothing_about_the_account_are_refused_with_the_reason(row: Claim) -> None:
    with pytest.raises(EmptyEvidence, match="no observation to learn from"):
        build_structure(small([row]))


@pytest.mark.parametrize("status", ["forecast", "context", "corrupt", "corrected"])
def test_no_observation_is_refused_with_the_reason(status: str) -> None:
    row = claim("stock", destination="COL", status=status, **DAY)
    with pytest.raises(CaseError) as caught:
        require_observations(small([row]))
    assert "no observation" in str(caught.value.problems[0].reason)


def test_one_destination_leaves_what_went_elsewhere_open() -> None:
    rows = [
        claim("stock", f"S{day}", destination="COL", value=20_000, period_start=day, period_end=day)
        for day in ("2022-06-30", "2022-09-30", "2022-12-31")
    ]
    found = approximate(small(rows))
    ends = [found.stock(place, "2022-12").interval(0.9) for place in ("COL", "ELSEWHERE")]
    known, unknown = (high / low for low, high in ends)
    assert ends[0][0] < 20_000 < ends[0][1]
    # Nothing is known of those elsewhere, so nobody may seem to know the total.
    assert unknown > 3 * known
    assert width(found) > 3
    assert balances(found.replay)


def test_no_claim_after_the_first_month_leaves_the_end_wider_than_the_beginning() -> None:
    window = {"period_start": "2022-01-01", "period_end": "2022-01-31"}
    rows = [
        claim("departures", "D", value=30_000, **window),
        claim("arrivals", "A", destination="COL", value=12_000, **window),
        claim("stock", "S", destination="COL", value=12_000,
              period_start="2022-01-31", period_end="2022-01-31"),
    ]  # fmt: skip
    found = approximate(small(rows, events=SURGES))
    ends = [found.stock("COL", month).interval(0.9) for month in ("2022-01", "2022-12")]
    first, last = (high / low for low, high in ends)
    assert first < 1.6
    assert last > 2 * first
    assert balances(found.replay)


def test_a_window_of_ten_years_is_an_account_like_any_other() -> None:
    rows = [
        claim("stock", f"S{year}", destination="COL", value=9_000 + 1_000 * k,
              period_start=f"{year}-12-31", period_end=f"{year}-12-31")
        for k, year in enumerate((2022, 2026, 2031))
    ]  # fmt: skip
    found = approximate(case(rows, events=SURGES[:1], end=date(2031, 12, 31)))
    assert len(found.months) == 120
    for year, number in ((2022, 9_000), (2026, 10_000), (2031, 11_000)):
        low, high = found.stock("COL", f"{year}-12").interval(0.9)
        # Normal in the parameters, so wider than chains would be: never sure of what is not said.
        assert low < number < high < 6 * low
    assert balances(found.replay)


def test_a_prior_that_conflicts_with_every_claim_gives_way() -> None:
    rows = [
        claim("departures", "D1", value=60_000, source="guard",
              period_start="2022-01-01", period_end="2022-06-30"),
        claim("departures", "D2", value=50_000, source="guard",
              period_start="2022-07-01", period_end="2022-12-31"),
        claim("stock", "S", destination="COL", value=40_000, **DAY),
        claim("stock", "T", destination="PER", value=30_000, **DAY),
    ]  # fmt: skip
    stubborn = {
        name: Prior(median=median / 1000, sd_log=0.3, reason="A thousand times too few leave")
        for name, median in (("base_hazard", 8e-5), ("surge_mass", 1.5e-3))
    }
    plain = small(rows)
    found = approximate(replace(plain, spec=plain.spec.model_copy(update={"priors": stubborn})))
    assert 70_000 < found.departures().median < 160_000
    assert found.claims["inside_90"].all()
    assert balances(found.replay)
