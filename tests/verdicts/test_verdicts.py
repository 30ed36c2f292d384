"""Verdicts on a small account whose truth is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import jax
import numpy as np
import pytest
from jobs import Fitted
from smallcase import claim

import counterflow as cf
from counterflow.diagnostics.refit import Refit, Refitter
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure
from counterflow.ledger.claim import Claim
from counterflow.terms import Unit
from counterflow.verdicts import (
    Basis,
    CheckError,
    Kind,
    Questions,
    ReconcileError,
    check,
    check_claims,
    check_text,
    words,
)
from counterflow.verdicts.claimreview import claim_review, problems
from counterflow.verdicts.copying import garbled
from counterflow.verdicts.definitions import alternatives, written
from counterflow.verdicts.flat import Flat
from counterflow.verdicts.influence import headline_draws, missing_statistics, simulated_narrowing
from counterflow.verdicts.refits import UnknownGroup, refitted
from counterflow.verdicts.seen import agreement, see
from counterflow.verdicts.sentence import quotable
from counterflow.verdicts.verdict import Verdict

DAY = date(2022, 12, 31)


@pytest.fixture(scope="module")
def basis(fitted: Fitted) -> Basis:
    return Basis.of(fitted.posterior)


@pytest.fixture(scope="module")
def questions(basis: Basis) -> Questions:
    return Questions(basis)


def stock(basis: Basis, place: str = "COL") -> float:
    cell = basis.structure.places.cells.index(place)
    return float(np.median(basis.worlds.tables["stock"][:, -1, cell]))


def new(number: float, measure: str = "stock", **fields: object) -> Claim:
    row = {
        "period_start": "2022-12-31" if measure == "stock" else "2022-01-01",
        "destination": "COL",
        "source": "nobody",
        "status": "proposed",
        **fields,
    }
    return claim(measure, "N1", value=number, **row)


def test_numpy_sees_what_the_model_sees(basis: Basis, fitted: Fitted) -> None:
    s = basis.structure
    flat = Flat(basis.worlds, s.tabulator.layout)
    rows = np.arange(len(s.shown.claims))
    seen = see(flat, s.shown, s.shown_reliability, rows)
    view = fitted.posterior.replay.view
    for name in ("centre", "spread", "truth", "slack"):
        expected = np.asarray(getattr(view, name))[basis.worlds.position]
        np.testing.assert_allclose(getattr(seen, name), expected, rtol=1e-4, atol=1e-4)


def test_entries_are_those_of_the_tabulator(basis: Basis, fitted: Fitted) -> None:
    s = basis.structure
    model = Model(s)
    z = fitted.posterior.draws.z.reshape(-1, model.size)[basis.worlds.position[3]]
    whole = np.asarray(jax.jit(model.world)(z).flat)
    asked = np.asarray(sorted(s.tabulator.asked))
    found = Flat(basis.worlds, s.tabulator.layout).entries(asked)[3]
    np.testing.assert_allclose(found, whole[asked], rtol=1e-4, atol=1e-3)


def test_density_of_plain_numbers_is_that_of_the_fit(basis: Basis) -> None:
    s = basis.structure
    rows = np.arange(len(s.evidence.claims))
    seen = see(Flat(basis.worlds, s.tabulator.layout), s.evidence, s.reliability, rows)
    found = agreement(seen, s.evidence, rows)
    np.testing.assert_allclose(found, basis.log_likelihood, rtol=1e-3, atol=2e-3)


def test_a_number_of_the_account_is_consistent(basis: Basis) -> None:
    (verdict,) = check_claims([new(round(stock(basis), -2))], basis)
    assert verdict.kind is Kind.CONSISTENT
    assert verdict.q10 < verdict.claim.value < verdict.q90


@pytest.mark.parametrize(("factor", "kind"), [(7.0, Kind.HIGH), (1 / 7.0, Kind.LOW)])
def test_a_number_far_off_is_named(basis: Basis, factor: float, kind: Kind) -> None:
    (verdict,) = check_claims([new(round(stock(basis) * factor))], basis)
    assert verdict.kind in (kind, Kind.SOMETHING_ELSE)
    assert verdict.suspicion > 0.9


def test_a_bound_that_holds_is_consistent(basis: Basis) -> None:
    low = float(f"{stock(basis) / 5:.1g}")
    (verdict,) = check_claims([new(low, hedge="at_least")], basis)
    assert verdict.kind is Kind.CONSISTENT
    assert "holds, and says less than is known" in verdict.sentence
    for hedge in ("at_most", "up_to"):
        (verdict,) = check_claims([new(1.8 * stock(basis), hedge=hedge)], basis)
        assert verdict.kind is Kind.CONSISTENT
        assert "holds, and leaves room above what is known" in verdict.sentence


def test_a_lost_digit_names_the_original(basis: Basis) -> None:
    original = next(c for c in basis.case.claims if c.measure == "stock" and c.value > 1000)
    text = f"{original.value:.0f}"
    short = new(
        float(text[0] + text[2:]),
        destination=original.destination,
        period_start=original.period_start,
        period_end=original.period_end,
        published="2024",
        hedge="exact",
    )
    (verdict,) = check_claims([short], basis)
    assert verdict.kind is Kind.DISTORTED
    assert verdict.original == original.id
    assert verdict.change == "a digit was lost"


def test_a_number_of_another_place_is_recognised_by_its_digits() -> None:
    ledger = [
        claim("departures", "A1", origin="COL", destination="", value=35_344, published="2022-06")
    ]
    moved = new(35_344.0, "departures", destination="", published="2023")
    (found,) = garbled(moved, ledger)
    assert found.original.id == "A1"
    assert "Colombia" in found.change
    assert garbled(new(35_000.0, "departures", destination="", published="2023"), ledger) == []


def test_round_numbers_are_nobodys() -> None:
    ledger = [claim("stock", "A1", destination="COL", value=200_000)]
    assert garbled(new(20_000.0), ledger) == []


def test_verdicts_leave_the_claims_own_lineage_out(questions: Questions) -> None:
    verdicts = questions.verdicts
    assert len(verdicts) == len(questions.basis.case.claims)
    assert all(np.isfinite(v.pareto_k) for v in verdicts if v.claim.id in questions.basis.learnt)
    flagged = [v for v in verdicts if v.kind is not Kind.CONSISTENT]
    assert len(flagged) <= 0.25 * len(verdicts)


def test_unreliable_leave_outs_say_so(questions: Questions) -> None:
    for verdict in questions.verdicts:
        assert verdict.reliable or "leans on this very number" in verdict.sentence


def test_forecasts_groups_and_other_years_are_not_checked(basis: Basis) -> None:
    asked = [
        new(5000.0, status="forecast"),
        new(5000.0, population="engineers"),
        new(5000.0, period_start="2030-12-31", period_end="2030-12-31"),
        new(5000.0, destination="NZL"),
    ]
    reasons = [verdict.missing for verdict in check_claims(asked, basis)]
    for reason, word in zip(reasons, ("forecast", "groups", "ends on", "New Zealand"), strict=True):
        assert word in reason


def test_a_text_about_something_else_says_so(basis: Basis) -> None:
    found = check_text("The budget grew by 3 million euros last year.", basis)
    assert len(found) == 0
    assert "nothing to check" in found.note


def test_a_number_said_five_times_is_judged_once(basis: Basis) -> None:
    sentence = "About 20,000 Venezuelans lived in Colombia in December 2022. "
    (verdict,) = check_text(sentence * 5, basis, date(2023, 1, 5))
    assert verdict.times == 5


def test_a_window_to_an_unknown_day_is_not_checked(basis: Basis) -> None:
    sentence = "More than 20,000 Venezuelans have fled to Colombia since the crash."
    (undated,) = check_text(sentence, basis)
    (dated,) = check_text(sentence, basis, date(2022, 12, 31))
    assert undated.kind is Kind.NOT_CHECKABLE
    assert "--published" in undated.missing
    assert dated.kind is not Kind.NOT_CHECKABLE


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Turkey hosts 3.6 million Syrian refugees.", "people from Syria"),
        ("Some 89,000 Hongkongers moved to Britain in 2021.", "people from Hong Kong"),
        ("About 20,000 Venezuelans lived in New Zealand in 2022.", "New Zealand"),
        ("In 2015, 50,000 Venezuelans fled to Colombia.", "before the account begins"),
        ("In 2031, 50,000 Venezuelans lived in Colombia.", "the account ends on"),
        ("By 2027 another 50,000 Venezuelans will leave for Colombia.", "forecast"),
    ],
)
def test_what_the_case_is_not_about_is_refused_and_said_why(
    basis: Basis, text: str, word: str
) -> None:
    (verdict,) = check_text(text, basis, date(2022, 12, 31))
    assert verdict.kind is Kind.NOT_CHECKABLE
    assert word in verdict.missing


@pytest.mark.parametrize("bundled", ["syria-2011", "hong-kong-2020"])
def test_numbers_of_other_crises_are_refused(basis: Basis, bundled: str) -> None:
    import counterflow as cf

    for verdict in check_claims(cf.load_case(bundled).claims, basis):
        assert verdict.kind is Kind.NOT_CHECKABLE, verdict


def test_a_number_of_nobody_says_whom_it_is_read_as(basis: Basis) -> None:
    found = check_text("About 20,000 people moved to Colombia in 2022.", basis, DAY)
    assert len(found) == 1
    assert "names no country" in found.note
    assert "Venezuela" in found.note


def test_changes_out_of_a_host_are_the_cases_own(basis: Basis) -> None:
    change = new(2.0, "change", of="departures", origin="COL", destination="", unit="ratio",
                 period_start="2022-07-01", period_end="2022-12-31")  # fmt: skip
    (verdict,) = check_claims([change], basis)
    assert "people from" not in verdict.missing


def test_the_change_of_a_series_finds_its_offices() -> None:
    case = cf.load_case("russia-2022")
    basis = SimpleNamespace(structure=build_structure(case), case=case, sources=case.sources)
    change = new(0.5, "change", of="permits_valid", destination="TUR", unit="ratio", origin="RUS",
                 period_start="2022-12-31", period_end="2024-04-30")  # fmt: skip
    offices = {one.source for one in written(change, cast(Basis, basis))}
    assert offices == {"tur-permits-all", "tur-permits-short"}


def test_a_text_of_another_crisis_lends_its_people_to_all_its_numbers(basis: Basis) -> None:
    text = (
        "The war drove Syrians from Syria. In 2022 Lebanon hosted 800,000 Syrian refugees. "
        "Some 20,000 people fled to Colombia in 2022."
    )
    assert {verdict.kind for verdict in check_text(text, basis, DAY)} == {Kind.NOT_CHECKABLE}


def test_numbers_not_understood_are_shown(basis: Basis) -> None:
    found = check_text("The factory made 40,000 shoes in 2022.", basis)
    assert len(found) == 0
    assert "40,000" in found.note
    assert "2022" not in found.note.partition("If one")[0]


def test_one_sentence_needs_no_article_around_it(basis: Basis) -> None:
    (verdict,) = check_text("Colombia received 20,000 Venezuelans in 2022.", basis, DAY)
    assert verdict.claim.destination == "COL"
    assert verdict.kind is not Kind.NOT_CHECKABLE


def test_sentences_name_places_and_days_as_people_do(basis: Basis) -> None:
    (verdict,) = check_claims([new(20_000.0)], basis)
    told = "people who left Venezuela since January 2022 and live in Colombia at the end of 2022"
    assert told in verdict.sentence
    assert "80% interval" in verdict.sentence


def test_departures_out_of_a_host_name_both_countries() -> None:
    left = claim("departures", "A1", origin="COL", value=35_344)
    told = words.counted(left, "VEN")
    assert told.startswith("departures of people from Venezuela out of Colombia")


def test_a_number_under_another_label_is_not_called_distorted(basis: Basis) -> None:
    original = next(c for c in basis.case.claims if c.measure == "stock" and c.value > 1000)
    relabelled = new(
        original.value,
        "arrivals",
        destination=original.destination,
        period_end=original.period_end,
        published="2024",
        hedge="exact",
    )
    copy = garbled(relabelled, basis.case.claims)[0]
    told = Verdict(
        relabelled, Kind.DISTORTED, 0.9, "", 1.0, 0.5, 2.0, original=copy.original.id,
        change=copy.change,
    )  # fmt: skip
    sentence = quotable(told, [], basis)
    assert "under another label" in sentence
    assert "stock, not arrivals" in sentence


def test_a_reading_is_named_with_its_weight(basis: Basis) -> None:
    cell = basis.structure.places.cells.index("COL")
    moved = float(np.median(basis.worlds.tables["arrivals"][:, :, cell].sum(1)))
    (verdict,) = check_claims([new(round(moved), "returns", origin="COL", destination="")], basis)
    if verdict.kind is Kind.SOMETHING_ELSE:
        assert verdict.reading in verdict.sentence
        assert f"weight {verdict.reading_weight:.0%}" in verdict.sentence
    assert verdict.kind in (Kind.SOMETHING_ELSE, Kind.HIGH)


def test_no_window_ends_after_the_number_was_published(basis: Basis) -> None:
    early = new(20_000.0, "arrivals", period_end="2022-03-31", published="2022-04-15")
    ends = {other.claim.period_end for other in alternatives(early, basis)}
    assert max(ends) <= date(2022, 4, 15)
    late = early.model_copy(update={"published": "2023-01-31"})
    assert max(other.claim.period_end for other in alternatives(late, basis)) > date(2022, 4, 15)


@pytest.mark.parametrize(("low", "said"), [(20_000, "Tens of thousands"), (500, "500 to 900")])
def test_orders_of_magnitude_are_said_in_words(basis: Basis, low: int, said: str) -> None:
    high = 99_999 if low == 20_000 else 900
    hedge = "order_of_magnitude" if low == 20_000 else "range"
    row = new(1.0).model_copy(update={"value": None, "low": low, "high": high})
    claim = type(row).model_validate(row.model_dump() | {"hedge": hedge})
    (verdict,) = check_claims([claim], basis)
    assert verdict.sentence.startswith(said)


def test_notebooks_show_what_may_be_asked(questions: Questions) -> None:
    assert "reconcile" in questions._repr_html_()
    assert "<table>" in questions.verdicts._repr_html_()
    assert "<table" in questions.influence._repr_html_()


def test_another_people_is_not_checked(basis: Basis) -> None:
    (verdict,) = check_text("Some 400,000 Syrians fled to Jordan in 2013.", basis, DAY)
    assert verdict.kind is Kind.NOT_CHECKABLE
    assert "Syria" in verdict.missing


def test_a_missing_file_is_refused(basis: Basis) -> None:
    with pytest.raises(CheckError, match="no file"):
        check("nowhere.txt", basis)


def test_a_table_of_claims_is_checked(basis: Basis, fitted: Fitted) -> None:
    found = check(Path(fitted.job.case) / "claims.csv", basis)
    assert len(found) == len(basis.case.claims)


def test_reviews_fulfil_the_schema(questions: Questions) -> None:
    graph = claim_review(questions.verdicts, questions.basis, DAY, "https://example.org/v")
    assert graph["@graph"]
    assert problems(graph) == []
    del graph["@graph"][0]["claimReviewed"]
    assert problems(graph)


@pytest.mark.parametrize(
    ("start", "end"), [("departures", "still_abroad"), ("arrivals", "persons_left")]
)
def test_steps_add_up_in_every_draw(questions: Questions, start: str, end: str) -> None:
    found = questions.reconcile("2022-09", start, end)
    assert found.gap() < 1e-6
    assert found.levels[0].draws.mean() > 0
    assert "<svg" in found._repr_html_()


def test_reconciliation_refuses_what_it_does_not_know(questions: Questions) -> None:
    with pytest.raises(ReconcileError, match="2031-01"):
        questions.reconcile("2031-01")
    with pytest.raises(ReconcileError, match="no headline"):
        questions.reconcile("2022-09", "departures", "tourists")
    assert questions.reconcile("2022-09").levels[0].label == "Departures"
    with pytest.raises(ReconcileError, match="'exit_records'"):
        questions.reconcile("2022-09", "exit_records")


def test_short_and_later_stays_make_up_the_returns(questions: Questions) -> None:
    tables = questions.basis.worlds.tables
    found = questions.reconcile("2022-12", "departures", "still_abroad")
    lost = found.levels[0].draws - found.levels[-1].draws
    np.testing.assert_allclose(lost, tables["returns"].sum((1, 2)), rtol=1e-4)


def test_influence_ranks_sources(questions: Questions) -> None:
    table = questions.influence
    sources = {basis_claim.source for basis_claim in questions.basis.case.observations}
    assert set(table[table["kind"] == "source"]["name"]) == sources
    assert table["change_percent"].dropna().abs().is_monotonic_decreasing


def test_weights_that_cannot_be_relied_on_say_nothing(questions: Questions) -> None:
    table = questions.influence
    said = table["reliable"].astype(bool)
    assert table.loc[said, "change_percent"].notna().all()
    assert table.loc[~said, ["median_without", "change_percent"]].isna().all(axis=None)
    assert set(table.loc[~said, "method"]) <= {"needs a refit"}


class Without:
    """Stands in for the sampler: refits find a tenth fewer people."""

    def figures(self, z: np.ndarray) -> dict[str, np.ndarray]:
        grid = np.linspace(90.0, 110.0, len(z))
        return dict.fromkeys(
            ("still_abroad", "departures_total", "returned_total", "returned_share"), grid
        )

    def without(self, rows: np.ndarray) -> Refit:
        assert len(rows)
        full = self.figures(np.zeros((5, 1)))
        return Refit({name: 0.9 * draws for name, draws in full.items()}, 0)


def test_refits_replace_weights(fitted: Fitted, questions: Questions) -> None:
    table = refitted(fitted.posterior, ["guard"], refitter=cast(Refitter, Without()))
    assert set(table["name"]) == {"guard"}
    assert set(table["method"]) == {"refit"}
    np.testing.assert_allclose(table["change_percent"].astype(float), 100 * (1 / 0.9 - 1))
    with pytest.raises(UnknownGroup, match="nobody"):
        refitted(fitted.posterior, ["nobody"], refitter=cast(Refitter, Without()))


def test_narrowing_agrees_with_simulation(questions: Questions) -> None:
    table = questions.narrowing()
    target = headline_draws(questions.basis)["still_abroad"]
    by_label = {one.label: one for one in missing_statistics(questions.basis)}
    top = table.iloc[0]
    simulated = simulated_narrowing(target, by_label[top["statistic"]].draws, publications=200)
    assert abs(simulated - top["narrowing_percent"]) < 15.0


def test_published_statistics_are_not_missing(questions: Questions) -> None:
    asked = {
        (one.claim.measure, one.claim.destination, one.claim.period_end)
        for one in missing_statistics(questions.basis)
    }
    known = {(c.measure, c.destination, c.period_end) for c in questions.basis.case.observations
             if questions.basis.case.sources[c.source].kind == "register"}  # fmt: skip
    assert not asked & known


def test_a_stored_run_answers_as_the_one_in_memory(questions: Questions, fitted: Fitted) -> None:
    import counterflow as cf

    stored = Questions.load(fitted.out, cf.load_case(fitted.job.case))
    asked = [new(round(stock(questions.basis), -2))]
    (mine,), (theirs,) = (check_claims(asked, q.basis) for q in (questions, stored))
    assert theirs.median == pytest.approx(mine.median, rel=1e-3)
    assert "consistent" in repr(theirs)
    assert "<p>" in theirs._repr_html_()


def test_a_number_is_quoted_to_its_last_digit() -> None:
    assert words.number(1_771_237, exact=True) == "1,771,237"
    assert words.number(1_300_000, exact=True) == "1.3 million"


def test_hundredths_of_a_person_are_nobody() -> None:
    assert [words.number(v) for v in (0.00987, -0.2, 0.6)] == ["0", "0", "0.6"]
    assert words.number(0.31, Unit.PERCENT) == "0.31%"


def test_years_before_the_account_are_said_as_years(basis: Basis) -> None:
    window = {"period_start": "2012-01-01", "period_end": "2012-12-31"}
    (verdict,) = check_claims([new(9_000, "departures", **window)], basis)
    assert "it speaks of moves in 2012, before the account begins" in verdict.sentence
