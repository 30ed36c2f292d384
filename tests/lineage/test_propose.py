"""Planted copies and derivations are found, coincidences are not, and nothing closes a circle."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import HOSTS, best, proposals, said, unrelated

import counterflow as cf
from counterflow.ledger import Claim
from counterflow.lineage import Kind, Proposal, propose
from counterflow.lineage.said import prepare
from counterflow.lineage.sums import MOST_COMBINATIONS, Rows, _over_some_rows

WINDOW = {"period_start": "2022-01-01", "period_end": "2022-12-31"}


def hidden() -> tuple[cf.Case, list[Claim]]:
    """The bundled case with its lineages taken away."""
    case = cf.load_case("russia-2022")
    return case, [claim.model_copy(update={"lineage": ""}) for claim in case.claims]


@pytest.fixture(scope="module")
def rediscovered() -> dict[str, Proposal]:
    case, claims = hidden()
    found = propose(claims, case.spec.origin, case.regions, case.sources)
    return {one.claim: one for one in found}


def test_a_copy_leads_to_the_earlier_publication() -> None:
    late = said("B", 41_213, published="2023-04-01", hedge="exact")
    early = said("Z", 41_213, hedge="exact")
    found = best([late, early, *unrelated(50)], "B")
    assert found is not None
    assert (found.parent, found.kind) == ("Z", Kind.COPY)
    assert found.confidence > 0.9


def test_a_rounding_in_the_press_leads_to_the_count_though_it_is_printed_first() -> None:
    count = said("A", 112_733, hedge="exact", published="2023-02-01")
    paper = said("B", 112_000, hedge="at_least", source="paper", published="2023-01-01")
    found = best([paper, count, *unrelated(50)], "B")
    assert found is not None
    assert (found.parent, found.kind) == ("A", Kind.ROUNDING)


def test_a_number_that_the_words_exclude_is_no_rounding() -> None:
    count = said("A", 112_733, hedge="exact")
    above = said("B", 113_000, hedge="at_least", published="2023-02-01")
    assert best([count, above], "B") is None


def test_a_balance_is_one_offices_inflow_minus_its_outflow() -> None:
    into = said("A", 869_874, measure="border_entries", source="guard", hedge="exact", **WINDOW)
    out = said("B", 809_873, measure="border_exits", source="guard", hedge="exact", **WINDOW)
    net = said("C", 60_001, measure="net", source="guard", hedge="exact", **WINDOW)
    found = best([net, out, into], "C")
    assert found is not None
    assert (found.kind, found.behind) == (Kind.DIFFERENCE, ("A", "B"))
    assert "869,874" in found.reason
    assert "809,873" in found.reason


def test_a_ratio_names_the_later_count() -> None:
    then = said("A", 153_200, measure="permits_valid", period_end="2022-12-31")
    now = said("B", 63_100, period_start="2024-04-30", period_end="2024-04-30",
               measure="permits_valid", published="2024-05-02")  # fmt: skip
    ratio = said("C", 0.412, measure="change", of="permits_valid", unit="ratio",
                 period_end="2024-04-30", published="2024-05-02")  # fmt: skip
    found = best([ratio, then, now, *unrelated(50)], "C")
    assert found is not None
    assert (found.kind, found.parent) == (Kind.RATIO, "B")


def test_a_total_is_its_places_or_its_months_added_up() -> None:
    places = [
        said("A", 110_240, destination="COL", hedge="exact"),
        said("B", 73_511, destination="ECU", hedge="exact"),
        said("C", 80_007, destination="PER", hedge="exact"),
    ]
    region = said("T", 263_758, destination="ANDES", hedge="exact", published="2023-02-01")
    found = best([region, *places], "T")
    assert found is not None
    assert (found.kind, set(found.behind)) == (Kind.SUM, {"A", "B", "C"})
    halves = [
        said(name, value, measure="arrivals", hedge="exact", period_start=start, period_end=end)
        for name, value, start, end in (
            ("H1", 15_203, "2022-01-01", "2022-06-30"),
            ("H2", 22_118, "2022-07-01", "2022-12-31"),
        )
    ]
    year = said("Y", 37_321, measure="arrivals", hedge="exact", **WINDOW)
    found = best([year, *halves], "Y")
    assert found is not None
    assert set(found.behind) == {"H1", "H2"}


def test_a_lost_digit_is_noticed() -> None:
    whole = said("A", 204_947, hedge="exact")
    short = said("B", 20_447, hedge="exact", published="2023-02-01", status="corrupt")
    found = best([whole, short], "B")
    assert found is not None
    assert found.kind is Kind.DIGIT_LOST


def test_two_numbers_of_one_document_are_two_things() -> None:
    claims = [said("A", 85, unit="percent", measure="share"),
              said("B", 80, unit="percent", measure="share", hedge="at_least")]  # fmt: skip
    one_document = [claim.model_copy(update={"reporter": "Daily"}) for claim in claims]
    assert proposals(one_document) == []


def test_round_numbers_are_weaker_evidence_than_precise_ones() -> None:
    def sure(value: float) -> float:
        copy = said("B", value, source="paper", published="2023-02-01")
        found = proposals([said("A", value), copy, *unrelated(80)], at_least=0)
        return next(one.confidence for one in found if one.claim == "B")

    assert sure(112_730) > sure(110_000) > sure(100_000)


@pytest.mark.parametrize("seed", range(3))
def test_unrelated_numbers_give_few_proposals(seed: int) -> None:
    found = proposals(unrelated(400, seed))
    assert len(found) <= 8
    assert sum(one.confidence >= 0.9 for one in found) <= 2


@settings(max_examples=25, deadline=None)
@given(st.integers(10_001, 999_999), st.integers(0, 1000))
def test_a_planted_exact_copy_is_found_in_any_ledger(value: int, seed: int) -> None:
    if value % 100 == 0:
        value += 1
    planted = said("B", float(value), hedge="exact", published="2023-06-01")
    found = best([*unrelated(60, seed), said("A", float(value), hedge="exact"), planted], "B")
    assert found is not None
    assert found.parent == "A"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([1000, 1001, 2000, 3001, 5000]), min_size=2, max_size=9))
def test_accepting_everything_closes_no_circle(values: list[int]) -> None:
    claims = [
        said(f"A{k}", float(value), published=f"2023-01-{k + 1:02}")
        for k, value in enumerate(values)
    ]
    parent = {one.claim: one.parent for one in proposals(claims, at_least=0.0)}
    for claim in parent:
        seen = {claim}
        while claim in parent:
            claim = parent[claim]
            assert claim not in seen
            seen.add(claim)


def test_row_order_does_not_matter() -> None:
    case, claims = hidden()
    forwards = propose(claims, case.spec.origin, case.regions, case.sources)
    backwards = propose(claims[::-1], case.spec.origin, case.regions, case.sources)
    assert {(one.claim, one.parent) for one in forwards} == {
        (one.claim, one.parent) for one in backwards
    }


def test_what_has_a_lineage_is_left_alone_and_not_closed_into_a_circle() -> None:
    first = said("A", 41_213, hedge="exact", lineage="B")
    second = said("B", 41_213, hedge="exact", published="2023-04-01")
    assert proposals([first, second]) == []


@pytest.mark.parametrize(
    ("claim", "behind", "kind"),
    [
        ("R0131", "R0119", Kind.DIGIT_LOST),
        ("R0044", "R0178", Kind.COPY),
        ("R0149", "R0106", Kind.ROUNDING),
        ("R0223", "R0222", Kind.DIFFERENCE),
        ("R0181", "R0180", Kind.DIFFERENCE),
        ("R0456", "R0466", Kind.SUM),
        ("R0045", "R0043", Kind.RATIO),
    ],
)
def test_lineages_of_the_bundled_case_are_rediscovered(
    rediscovered: dict[str, Proposal], claim: str, behind: str, kind: Kind
) -> None:
    assert behind in rediscovered[claim].behind
    assert rediscovered[claim].kind is kind


def test_most_proposals_for_the_bundled_case_were_accepted_by_people(
    rediscovered: dict[str, Proposal],
) -> None:
    case, _ = hidden()
    parent = {claim.id: claim.lineage for claim in case.claims if claim.lineage}

    def root(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    right = [
        one
        for one in rediscovered.values()
        if root(one.claim) in {root(name) for name in one.behind}
    ]
    assert len(right) >= 0.9 * len(rediscovered)
    assert len(right) >= 0.5 * len(parent)


def test_every_reason_is_one_sentence_with_its_numbers(rediscovered: dict[str, Proposal]) -> None:
    for one in rediscovered.values():
        assert one.reason.endswith(".")
        assert "  " not in one.reason
        assert one.behind[0] in one.reason


def test_the_search_for_sums_is_bounded() -> None:
    hosts = [*HOSTS[:-1], "FRA", "ITA", "DEU", "PRT", "GBR", "CAN", "CRI", "DOM", "TTO", "GUY"]
    rows = [said(f"A{k}", 1000.0 + k, destination=host) for k, host in enumerate(hosts)]
    ledger = prepare([*rows, said("T", 4321.0, destination="")], "VEN", {}, {})
    tried, found = _over_some_rows(ledger[-1], Rows.of(ledger))
    assert 0 < tried <= MOST_COMBINATIONS
    assert len(found) <= 4
