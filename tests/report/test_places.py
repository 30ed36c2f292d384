"""Each destination's section says what the account and the claims say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterflow.report import ReportInput
from counterflow.report.account import Account, Series
from counterflow.report.dots import Dot, Interval
from counterflow.report.ledger import Verdict, rows
from counterflow.report.page import full_page
from counterflow.report.places import dispute, flow_sentences, places, stock_sentence
from counterflow.report.rooms import ClaimVerdict, Rooms, dots_figure


def series(*medians: float) -> Series:
    months = tuple(f"2022-{k + 1:02d}" for k in range(len(medians)))
    levels = {name: tuple(m * f for m in medians) for name, f in (("q10", 0.8), ("q90", 1.2))}
    return Series("NLD", "stock", months, {**levels, "q50": medians})


def test_the_stock_in_words() -> None:
    assert stock_sentence(series(50_000, 40_321)) == (
        "About 40,000 people lived in the Netherlands at the end of February 2022 "
        "(80% interval 32,000 to 48,000); the median was highest, about 50,000, "
        "at the end of January 2022."
    )
    assert stock_sentence(series(1_000, 2_000)).endswith("(80% interval 1,600 to 2,400).")


def test_the_flows_in_words(data: ReportInput) -> None:
    account = Account(data.account)
    (sentence,) = flow_sentences(account, "GEO")
    assert sentence.startswith("Over the whole account about ")
    assert sentence.endswith(" moved on.")
    assert flow_sentences(account, "XYZ") == []


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ("i", "1 claim speaks of this place, 1 compared: it agrees with the account."),
        ("ii", "2 claims speak of this place, 2 compared: all agree with the account."),
        ("u", "1 claim speaks of this place; none can be compared with the account."),
        (
            "hhiu",
            "4 claims speak of this place, 3 compared: 2 are higher than the account expects.",
        ),
        (
            "hl",
            "2 claims speak of this place, 2 compared: 1 is higher than the account expects "
            "and 1 is lower than the account expects.",
        ),
        (
            "edd",
            "3 claims speak of this place, 3 compared: 1 seems to count something else "
            "and 2 look copied and distorted.",
        ),
    ],
)
def test_disputes_in_words(data: ReportInput, verdicts: str, words: str) -> None:
    claim = rows(data.claims, "RUS")[0]
    kinds = {
        **{verdict.value[0]: verdict for verdict in (Verdict.INSIDE, Verdict.HIGH, Verdict.LOW)},
        **{"u": Verdict.UNCOMPARED, "e": Verdict.ELSE, "d": Verdict.DISTORTED},
    }
    assert dispute([replace(claim, told=kinds[letter]) for letter in verdicts]) == words


def test_every_destination_has_its_section(data: ReportInput) -> None:
    found = places(Account(data.account), rows(data.claims, "RUS"), (data.start, data.end))
    assert len(found) == data.account["destination"].nunique() - 1
    for place in found:
        assert all(claim.destination == place.code for claim in place.claims)
        differ = [claim for claim in place.claims if claim.told.differs]
        assert place.disputing == differ[: len(place.disputing)]
        assert len(place.disputing) == min(len(differ), 5)


def test_rooms_are_drawn_when_given(data: ReportInput, page: str) -> None:
    row = Dot("Statistical office 1", "12 claims", Interval(0.8, 0.9, 1.0, 1.1, 1.3))

    def part(key: str) -> tuple[object, ...]:
        return (dots_figure(key, f"Room {key}", "One finding.", (row,), zero=1.0),)

    names = ("scoreboard", "narrowing", "forecast", "scenarios", "impact", "history")
    rooms = Rooms(
        verdicts={"X001": ClaimVerdict(Verdict.CONSISTENT, "Above 40% of what is plausible.")},
        **{name: part(name) for name in names},  # type: ignore[arg-type]
    )
    full = full_page(replace(data, rooms=rooms))
    order = [full.index(f'<section id="{name}"') for name in names]
    assert order == sorted(order)
    assert "Above 40% of what is plausible." in full
    assert full.index('<section id="impact"') < full.index('<section id="places"') < order[-1]
    for name in names:
        assert f'href="#{name}"' in full
        assert f'<section id="{name}"' not in page


def test_a_figure_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows"):
        dots_figure("x", "a", "b", ())
