"""The map shows what it says: projection, frame, basemap, bands and labels."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterflow.report import ReportInput, render_report
from counterflow.report.account import Account
from counterflow.report.basemap import BasemapError, read_basemap, ring_line, standard
from counterflow.report.flowmap import flow_map, ribbon
from counterflow.report.land import clip_ring
from counterflow.report.placement import Box, Mark, place_labels
from counterflow.report.projection import EqualArea, Frame, frame_for


def holder(longitude: float, latitude: float) -> list[str]:
    """Places whose shapes hold a point."""
    world = standard()
    found = []
    for place, polygons in world.places.items():
        for polygon in polygons:
            x, y = ring_line(world.arcs, polygon[0]).T
            up = (y[:-1] > latitude) != (y[1:] > latitude)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = x[:-1] + (latitude - y[:-1]) * (x[1:] - x[:-1]) / (y[1:] - y[:-1])
            if (up & (longitude < at)).sum() % 2:
                found.append(place)
    return found


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ((34.2, 45.2), "UKR"),  # Crimea
        ((37.8, 48.0), "UKR"),  # Donetsk
        ((35.75, 33.0), "SYR"),  # Golan
        ((-13.0, 24.5), "ESH"),  # Western Sahara, west of the berm
        ((-10.0, 26.5), "ESH"),
        ((33.5, 35.3), "CYP"),  # the north of the island
        ((45.0, 9.8), "SOM"),  # Somaliland
        ((41.0, 43.0), "GEO"),  # Abkhazia
        ((29.6, 46.9), "MDA"),  # Transnistria
        ((20.9, 42.6), "XKX"),
        ((147.8, 45.0), "X-KURILS"),
        ((37.6, 55.7), "RUS"),
        ((35.0, 32.0), "PSE"),
    ],
)
def test_disputed_territories_are_drawn_as_the_table_says(
    where: tuple[float, float], place: str
) -> None:
    assert holder(*where) == [place]


def test_the_table_of_disputed_territories_names_each_adjustment() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "basemap.md").read_text(encoding="utf-8")
    for name in ("Crimea", "Golan", "Western Sahara", "Kosovo", "Kuril", "Kashmir", "Taiwan"):
        assert name in page
    for place in ("Northern Cyprus", "Somaliland", "Palestine", "Abkhazia", "Chagos"):
        assert place in page


def test_undetermined_boundaries_are_dashed() -> None:
    world = standard()
    owners: dict[int, set[str]] = {}
    for place, polygons in world.places.items():
        for polygon in polygons:
            for ring in polygon:
                for arc in ring:
                    owners.setdefault(max(arc, ~arc), set()).add(place)
    dashed = {frozenset(owners[arc]) for arc in world.dashed}
    assert {frozenset(pair) for pair in (("IND", "PAK"), ("SRB", "XKX"), ("ESH", "MAR"))} <= dashed
    assert frozenset({"RUS", "UKR"}) not in dashed
    assert frozenset({"ISR", "SYR"}) in dashed


def test_the_projection_keeps_areas() -> None:
    projection = EqualArea(40, 50)
    step = 1e-4

    def area(lon: float, lat: float) -> float:
        corners = np.array([[lon, lat], [lon + step, lat], [lon, lat + step]])
        a, b, c = projection(corners)
        return float(abs(np.linalg.det([b - a, c - a]))) / math.cos(math.radians(lat))

    sizes = [area(lon, lat) for lon, lat in ((40, 50), (0, 0), (100, 20), (37, 70), (-60, -30))]
    assert max(sizes) / min(sizes) == pytest.approx(1, abs=1e-3)


def test_the_far_side_is_not_drawn() -> None:
    assert np.isnan(EqualArea(0, 0)(np.array([[179.0, 0.0]]))).all()


@given(
    st.lists(st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)), min_size=2, max_size=20),
    st.lists(st.floats(1, 1e6), min_size=20, max_size=20),
)
def test_the_frame_holds_the_origin_and_most_people(
    points: list[tuple[float, float]], weights: list[float]
) -> None:
    flat = np.array(points)
    people = [0.0, *weights[: len(points) - 1]]
    frame = frame_for(flat, people, (500, 400))
    inside = [frame.holds(*pixel) for pixel in frame(flat).tolist()]
    assert inside[0]
    held = sum(weight for weight, seen in zip(people, inside, strict=True) if seen)
    assert held >= 0.86 * sum(people) * (1 - 1e-9)


@given(st.lists(st.tuples(st.floats(-90, 190), st.floats(-90, 190)), min_size=3, max_size=12))
def test_a_clipped_ring_stays_in_the_frame(points: list[tuple[float, float]]) -> None:
    ring = np.array([*points, points[0]])
    clipped = clip_ring(ring, Frame(0, 0, 1, 100, 100))
    assert ((clipped >= -6 - 1e-6) & (clipped <= 106 + 1e-6)).all()


def assert_no_collision(marks: list[Mark], room: Box) -> int:
    """Check every promise of `place_labels`; how many labels found a place."""
    placed = place_labels(marks, room)
    labels = [label for label in placed if label is not None]
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box)
    for label in labels:
        assert label.box.within(room)
        assert not any(label.box.meets_circle(mark.x, mark.y, mark.r) for mark in marks)
        others = [item for item in labels if item is not label and item.leader is not None]
        assert not any(item.leader and label.box.meets_line(*item.leader) for item in others)
    return len(labels)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(10, 650), st.floats(10, 490), st.floats(2, 24), st.floats(30, 130)),
        min_size=1,
        max_size=40,
    )
)
def test_labels_never_collide(found: list[tuple[float, float, float, float]]) -> None:
    marks = [Mark(x, y, r, width, 15) for x, y, r, width in found]
    assert_no_collision(marks, Box(0, 0, 660, 500))


def test_forty_destinations_of_a_crowded_continent_are_named() -> None:
    world = standard()
    europe = [
        *("DEU", "POL", "CZE", "AUT", "CHE", "FRA", "BEL", "NLD", "LUX", "DNK", "SWE", "NOR"),
        *("FIN", "EST", "LVA", "LTU", "BLR", "UKR", "MDA", "ROU", "BGR", "SRB", "MNE", "ALB"),
        *("MKD", "GRC", "HRV", "SVN", "HUN", "SVK", "ITA", "ESP", "PRT", "GBR", "IRL", "BIH"),
        *("TUR", "GEO", "ARM", "CYP"),
    ]
    flat = EqualArea(20, 50)(np.array([world.points[code] for code in europe]))
    frame = frame_for(flat, [1.0] * 40, (660, 500))
    marks = [
        Mark(x, y, 9 - k / 8, 84.0, 15)
        for k, (x, y) in enumerate(frame(flat).tolist())
        if frame.holds(x, y, 10)
    ]
    assert len(marks) >= 36
    # One mark may be walled in by the labels of larger ones; the list names it all the same.
    assert assert_no_collision(marks, Box(0, 0, 660, 500)) >= len(marks) - 1


def test_a_page_of_forty_destinations_names_the_large_ones(
    make: Callable[[list[str]], ReportInput],
) -> None:
    data = make([code for code in standard().points if len(code) == 3][:40])
    found = flow_map(Account(data.account), standard(), data.origin)
    assert found is not None
    assert len(found.rows) == 40
    assert found.wide.count('class="mark-place"') == 40
    assert found.wide.count("<tspan>") >= 20


def test_a_band_widens_toward_its_end() -> None:
    ends = [float(number) for number in re.findall(r"-?[\d.]+", ribbon((0, 0), (100, 0), 10))]
    assert abs(ends[1]) < abs(ends[5])


def test_the_map_says_who_cannot_be_drawn(data: ReportInput) -> None:
    found = flow_map(Account(data.account), standard(), data.origin)
    assert found is not None
    assert "Elsewhere and Rest of the EU cannot be drawn; the list has them." in found.note
    assert "do not imply any opinion" in found.disclaimer
    assert found.wide.count('class="mark-place"') == len(found.rows) - 2
    assert re.fullmatch(
        r"At the end of 2024, most lived in Kazakhstan \(about [\d,]+\), Armenia \(about [\d,]+\) "
        r"and Serbia \(about [\d,]+\)\.",
        found.finding,
    )


def test_an_origin_without_a_shape_gives_no_map(data: ReportInput) -> None:
    assert flow_map(Account(data.account), standard(), "ZZZ") is None


SQUARE = [[[10, 40], [50, 40], [50, 60], [10, 60], [10, 40]]]


def test_a_basemap_of_ones_own(tmp_path: Path, data: ReportInput) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"ISO_A3": code},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
        for code in ("RUS", "GEO", "KAZ")
    ]
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    own = read_basemap(path)
    assert own.points["GEO"] == pytest.approx((30, 50))
    page = render_report(ReportInput(**{**vars(data), "basemap": own}))
    assert "a file chosen by the author of this report" in page


def test_the_package_s_own_file_can_be_given_back() -> None:
    path = Path(__file__).parents[2] / "src/counterflow/report/basemap/world.json"
    assert read_basemap(path).points["GEO"] == standard().points["GEO"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read as a map"),
        ('{"type": "Feature"}', "is neither TopoJSON nor a GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no shape carries an ISO"),
    ],
)
def test_a_basemap_that_cannot_be_drawn_says_why(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(content)
    with pytest.raises(BasemapError, match=words) as error:
        read_basemap(path)
    assert error.value.exit_code == 2
