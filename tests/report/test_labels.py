"""Labels never lie on each other, nor on another's pole."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from counterflow.report import ReportInput, flags
from counterflow.report.axes import NARROW, WIDE
from counterflow.report.labels import flag_heights, shorten, spread, text_width

poles = st.lists(st.tuples(st.floats(0, 900), st.floats(5, 280)), min_size=1, max_size=25).map(
    lambda pairs: sorted(pairs)
)


@given(poles)
def test_flags_meet_neither_texts_nor_poles(pairs: list[tuple[float, float]]) -> None:
    xs, widths = [x for x, _ in pairs], [w for _, w in pairs]
    lanes = flag_heights(xs, widths, 4)
    for i, k in combinations(range(len(xs)), 2):
        reaches = xs[k] < xs[i] + widths[i]
        # The later pole stands under its own lane: the earlier text must fly above it.
        assert not reaches or lanes[i] > lanes[k]


@given(
    st.lists(st.floats(-50, 350), max_size=12),
    st.floats(1, 40),
)
def test_spread_keeps_the_gap_the_order_and_the_bounds(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 0, 300)
    room = min(gap, 300 / max(len(wanted) - 1, 1))
    ordered = sorted(placed)
    assert all(b - a >= room - 1e-6 for a, b in pairwise(ordered))
    assert all(-1e-6 <= p <= 300 + 1e-6 for p in placed)
    assert [placed[i] for i in sorted(range(len(wanted)), key=lambda i: (wanted[i], i))] == ordered


def test_spread_leaves_distant_labels_alone() -> None:
    assert spread([10, 100], 20, 0, 300) == [10, 100]


def test_shortened_text_fits() -> None:
    title = "Kazakhstan limits visa-free stays to 90 days in 180"
    for width in (40, 100, 180):
        assert text_width(shorten(title, width, 12), 12) <= width
    assert shorten("Invasion", 100, 12) == "Invasion"


def test_event_labels_stay_inside_the_chart(data: ReportInput) -> None:
    window = (data.start, data.end)
    shown = flags.inside(data.events, window)
    placed = flags.place(shown, WIDE, window)
    assert not placed.numbered
    assert placed.texts[0] == "Invasion"
    for pole, text in zip(placed.poles, placed.texts, strict=True):
        assert pole + 4 + text_width(text, flags.SIZE) <= WIDE.width
    assert flags.place(shown, NARROW, window).texts == tuple("12345678")


def test_a_crowd_of_events_is_numbered_and_listed(data: ReportInput) -> None:
    crowd = [
        event.model_copy(update={"date": event.date.replace(year=2022), "id": f"{event.id}-{n}"})
        for n in range(5)
        for event in data.events
    ]
    window = (data.start, data.end)
    assert flags.place(flags.inside(crowd, window), WIDE, window).numbered
