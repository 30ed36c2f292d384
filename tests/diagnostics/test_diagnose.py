"""What an estimate rests on: predictions, sources left out, contradictions, sensitivity."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from jobs import Fitted
from smallcase import claim

from counterflow.diagnostics.diagnose import Diagnosis, _Memory, diagnose_posterior
from counterflow.diagnostics.predictive import below
from counterflow.diagnostics.refit import Refitter
from counterflow.diagnostics.sources import joint, rows_by_group, rows_by_source, without
from counterflow.diagnostics.tension import broken_identity, contradictions
from counterflow.diagnostics.words import group_of, said, sentence
from counterflow.estimation.importance import smooth
from counterflow.report.diagnosis import diagnosis_page, diagnosis_section


@pytest.fixture(scope="module")
def quick(fitted: Fitted) -> Diagnosis:
    return diagnose_posterior(fitted.posterior, refits=False)


@pytest.fixture(scope="module")
def refitter(fitted: Fitted) -> Refitter:
    return Refitter(fitted.posterior, draws=75)


def test_claims_drawn_from_the_model_lie_where_it_expects_them(quick: Diagnosis) -> None:
    whole = quick.coverage[0]
    assert whole.by == "all"
    assert whole.claims == sum(whole.histogram)
    half, most, nearly_all = whole.inside
    assert half < most < nearly_all
    assert 0.35 < half < 0.95
    assert nearly_all > 0.8
    by_measure = {c.name: c.claims for c in quick.coverage if c.by == "measure"}
    assert sum(by_measure.values()) == whole.claims


def test_ties_count_half() -> None:
    even = smooth(np.zeros(4))
    assert below(np.array([1.0, 2.0, 2.0, 3.0]), 2.0, even) == pytest.approx(0.5)
    assert below(np.array([1.0, 2.0, 2.0, 3.0]), 0.0, even) == 0.0


def test_an_honest_case_has_no_strong_contradiction(quick: Diagnosis) -> None:
    assert all(item.gain < 3.0 for item in quick.contradictions)


def test_two_claims_that_cannot_both_hold_are_named(fitted: Fitted) -> None:
    posterior = fitted.posterior
    likelihood = posterior.replay.log_likelihood.copy()
    ids = [row.id for row in posterior.structure.evidence.claims]
    one, other = ids.index("S-PER-2022-12-31"), ids.index("A-PER-2022-07-01")
    pull = np.random.default_rng(1).normal(size=len(likelihood))
    likelihood[:, one] += 3.0 * pull
    likelihood[:, other] -= 3.0 * pull
    torn = replace(posterior, replay=posterior.replay._replace(log_likelihood=likelihood))
    found = contradictions(torn)[0]
    named = {row.id for row in (*found.kept.claims, *found.distrusted.claims)}
    assert {ids[one], ids[other]} <= named
    assert found.gain > 5.0
    assert "a stock changes only by arrivals, returns and onward moves" in found.words
    assert "Peru" in found.words


def test_identities_are_told_apart() -> None:
    stock = claim("stock", destination="PER")
    inflow = claim("arrivals", destination="PER")
    total = claim("departures")
    elsewhere = claim("arrivals", destination="COL")
    assert "stock changes only" in broken_identity(stock, inflow, "VEN")
    assert "add up to the total" in broken_identity(total, inflow, "VEN")
    assert "add up to those who left" in broken_identity(inflow, elsewhere, "VEN")
    assert "one series" in broken_identity(inflow, inflow, "VEN")
    exits = claim("border_exits", origin="PER", destination="VEN")
    assert "net flow" in broken_identity(exits, inflow, "VEN")


def test_leaving_out_everything_gives_back_the_prior(fitted: Fitted, refitter: Refitter) -> None:
    posterior = fitted.posterior
    rows = rows_by_source(posterior)["office"]
    found = without(posterior, "office", rows, refitter)
    assert found.method == "refit"
    here = joint(posterior)["still_abroad"]
    assert found.figures["still_abroad"].width > 1.5 * here.width


def test_a_refit_that_leaves_out_nothing_finds_the_posterior(
    fitted: Fitted, refitter: Refitter
) -> None:
    found = refitter.without(np.zeros(0, np.int64))
    here = joint(fitted.posterior)["still_abroad"]
    median = float(np.median(found.figures["still_abroad"]))
    assert abs(median - here.median) < 0.35 * here.width


def test_weights_and_a_refit_agree(fitted: Fitted, refitter: Refitter) -> None:
    posterior = fitted.posterior
    ids = [row.id for row in posterior.structure.evidence.claims]
    rows = np.asarray([ids.index("S-PER-2022-06-30")])
    weighed = without(posterior, "one claim", rows, None)
    assert weighed.method == "weights"
    refitted = refitter.without(rows)
    for key, figure in weighed.figures.items():
        median = float(np.median(refitted.figures[key]))
        assert abs(median - figure.median) < 0.4 * figure.width, key


def test_a_looser_anchor_widens_the_answer(fitted: Fitted, refitter: Refitter) -> None:
    here = joint(fitted.posterior)["still_abroad"]
    low, high = np.quantile(refitter.anchored(0.4).figures["still_abroad"], [0.1, 0.9])
    assert high - low > 1.3 * here.width


def test_one_source_alone_says_less(fitted: Fitted, refitter: Refitter) -> None:
    here = joint(fitted.posterior)["still_abroad"]
    rows = rows_by_source(fitted.posterior)["guard"]
    low, high = np.quantile(refitter.alone(rows).figures["still_abroad"], [0.1, 0.9])
    assert high - low > here.width


def test_nothing_is_refitted_unless_asked(fitted: Fitted) -> None:
    rows = rows_by_source(fitted.posterior)["office"]
    assert without(fitted.posterior, "office", rows, None).method == "not refitted"


def test_groups_are_by_what_is_counted(fitted: Fitted) -> None:
    assert set(rows_by_group(fitted.posterior)) == {
        "stocks",
        "arrivals",
        "departures and shares",
    }
    change = claim("change", of="stock", value=2.0, unit="ratio")
    assert group_of(change) == "stocks"


def test_finished_refits_are_remembered_for_the_same_draws_only(
    fitted: Fitted, tmp_path: Path
) -> None:
    posterior = fitted.posterior
    rows = rows_by_source(posterior)["guard"]
    made = replace(
        without(posterior, "guard", rows, None), method="refit", figures=joint(posterior)
    )
    assert _Memory(posterior, tmp_path)("a", lambda: made) == made

    def again() -> None:
        raise AssertionError("made twice")

    found = _Memory(posterior, tmp_path)("a", again)  # type: ignore[arg-type]
    assert (found.method, found.figures) == ("refit", made.figures)
    draws = posterior.draws._replace(z=posterior.draws.z + 1.0)
    with pytest.raises(AssertionError, match="made twice"):
        _Memory(replace(posterior, draws=draws), tmp_path)("a", again)  # type: ignore[arg-type]


def test_the_record_is_plain_and_the_page_says_it(quick: Diagnosis) -> None:
    record = json.loads(json.dumps(quick.record(), allow_nan=False))
    page = diagnosis_page("A < case", record)
    assert "A &lt; case" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    section = diagnosis_section(record)
    for heading in ("Do claims lie where they are expected?", "What the answer leans on"):
        assert heading in section


def test_priors_and_claims_have_a_sensitivity_each(quick: Diagnosis) -> None:
    kinds = {item.kind for item in quick.sensitivity}
    assert kinds == {"prior", "likelihood"}
    values = [item.value for item in quick.sensitivity]
    assert values == sorted(values, reverse=True)
    assert min(values) >= 0


def test_claims_are_told_in_words() -> None:
    rows = [
        claim("stock", "A", destination="PER", period_start=day, period_end=day, value=value)
        for day, value in (("2022-06-30", 113_000), ("2022-12-31", 73_000))
    ]
    words = sentence(rows, "VEN", {"office": "Statistical office"})
    assert words == (
        "the stock for Peru (Statistical office), 113,000 on 2022-06-30 to 73,000 on 2022-12-31"
    )
    assert said(claim("returned_share", value=41.0, unit="percent")) == "41%"
