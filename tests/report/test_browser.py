"""A real browser opens the page offline: every section, slider, filters, keyboard, downloads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from counterflow.report import ReportInput, render_report

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
BROWSER = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")
KEPT = (
    *("waterfall", "sources", "narrowing", "ahead-stock", "ahead-flows", "ahead-places"),
    *("scenario-1", "history", "rests-on"),
)
SECTIONS = ("map", "stock", "flows", "onward", "waterfall", "claims", "places", "trust", "method")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def opened(
    browser: Any, tmp_path: Path, page: str
) -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    """Opens the report; the list gathers console errors and requests that leave the page."""
    contexts = []

    def go(width: int = 1440, text: str = page, **options: Any) -> tuple[Any, list[str]]:
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, **options
        )
        contexts.append(context)
        tab, trouble = context.new_page(), []
        tab.on("console", lambda m: trouble.append(m.text) if m.type != "log" else None)
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on(
            "request",
            lambda r: (
                None if r.url.startswith(("file:", "data:", "blob:")) else trouble.append(r.url)
            ),
        )
        tab.goto(path.as_uri())
        return tab, trouble

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 360])
def test_every_section_is_drawn(opened: Any, width: int, scheme: str) -> None:
    tab, trouble = opened(width, color_scheme=scheme)
    for section in SECTIONS:
        box = tab.locator(f"section#{section}").bounding_box()
        assert box["width"] > 200
        assert box["height"] > 100
    sizes = tab.eval_on_selector_all(
        "figure svg[role]",
        "all => all.filter(svg => svg.getClientRects().length)"
        ".map(svg => [svg.clientWidth, svg.clientHeight])",
    )
    assert len(sizes) >= 5
    assert all(w > 100 and h > 60 for w, h in sizes)
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") == 2
    assert trouble == []


@pytest.mark.parametrize("width", [1440, 360])
def test_every_kept_part_is_drawn(opened: Any, whole: str, width: int) -> None:
    tab, trouble = opened(width, text=whole)
    for section in KEPT:
        box = tab.locator(f"section#{section}").bounding_box()
        assert box["width"] > 200
        assert box["height"] > 100
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert trouble == []


def test_a_browser_reads_the_compact_page_as_the_full_one(
    opened: Any, data: ReportInput, full: str
) -> None:
    outline = """() => {
      const text = part => part.nodeType === 3 ? part.data.replace(/\\s+/g, " ").trim() : null;
      const read = part => part.nodeType !== 1 ? text(part) : [
        part.tagName,
        [...part.attributes].map(a => a.name + "=" + a.value).filter(a => !a.startsWith("scope=")),
        [...part.childNodes].map(read).filter(Boolean),
      ];
      return JSON.stringify(read(document.body));
    }"""
    compact, _ = opened(java_script_enabled=True, text=render_report(data))
    other, _ = opened(java_script_enabled=True, text=full)
    assert compact.evaluate(outline) == other.evaluate(outline)


def test_without_scripts_every_chart_is_there(opened: Any) -> None:
    tab, _ = opened(java_script_enabled=False)
    for key in ("map", "stock", "flows", "onward", "waterfall"):
        assert tab.locator(f"#{key} .wide svg[role]").first.is_visible()
    assert tab.locator("#claims-table tbody tr").count() == 60
    assert not tab.locator(".controls").is_visible()


def test_the_slider_moves_the_map_and_the_list(opened: Any) -> None:
    tab, trouble = opened()
    row = tab.locator(".ranked li").first
    written = row.locator("b").inner_text()
    tab.reload()
    assert row.locator("b").inner_text() == written
    circle = tab.locator('.wide g[data-p="KAZ"] .spot')
    before = float(circle.get_attribute("r"))
    tab.locator("#map-month").focus()
    tab.keyboard.press("Home")
    assert tab.locator("#map-now").inner_text() == "January 2022"
    assert tab.locator("#map-month").get_attribute("aria-valuetext").startswith("January 2022")
    assert float(circle.get_attribute("r")) < before
    assert row.locator("b").inner_text() != written
    tab.keyboard.press("End")
    assert row.locator("b").inner_text() == written
    assert trouble == []


def test_the_script_rounds_as_the_page_does(opened: Any, data: ReportInput) -> None:
    tab, _ = opened()
    with_script = tab.locator(".ranked b").all_inner_texts()
    plain, _ = opened(java_script_enabled=False)
    assert plain.locator(".ranked b").all_inner_texts()[: len(with_script)] == with_script


def test_play_runs_and_pauses(opened: Any) -> None:
    tab, _ = opened()
    tab.locator("#map-play").click()
    assert tab.locator("#map-play").inner_text() == "Pause"
    sync_api.expect(tab.locator("#map-now")).to_have_text("March 2022")
    tab.locator("#map-play").click()
    assert tab.locator("#map-play").get_attribute("aria-pressed") == "false"


def test_bands_of_a_month_differ_from_bands_since_the_start(opened: Any) -> None:
    tab, _ = opened()
    band = tab.locator('.wide path.ribbon[data-p="KAZ"]')
    before = band.get_attribute("d")
    tab.locator("input[value=month]").check()
    assert band.get_attribute("d") != before


def test_a_destination_lights_up_on_the_map(opened: Any) -> None:
    tab, _ = opened()
    tab.locator('.ranked li[data-p="GEO"] a').focus()
    assert "lit" in tab.locator('.wide g[data-p="GEO"]').get_attribute("class")
    tab.keyboard.press("Enter")
    assert tab.locator("#place-GEO").evaluate("part => part.open")
    assert tab.url.endswith("#place-GEO")


def test_filters_and_sorting(opened: Any) -> None:
    tab, _ = opened()
    shown = tab.locator("#claims-table tbody tr:visible")
    assert shown.count() == 50
    tab.locator(".showrows").click()
    assert shown.count() == 60
    tab.locator("#filter-text").fill("X007")
    assert shown.count() == 1
    assert tab.locator("#filter-count").inner_text() == "1 of 60 claims"
    tab.locator("#filter-text").fill("no such words")
    assert tab.locator(".empty").is_visible()
    tab.locator(".filters button").click()
    tab.locator("#filter-status").select_option("high")
    assert set(shown.locator("td:last-child b").all_inner_texts()) == {"High"}
    tab.locator(".filters button").click()
    head = tab.locator("#claims-table th").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    numbers = tab.eval_on_selector_all(
        "#claims-table tbody tr",
        "rows => rows.filter(row => !row.hidden).map(row => +row.dataset.v)",
    )
    assert numbers == sorted(numbers, reverse=True)


def test_a_place_leads_to_its_claims(opened: Any) -> None:
    tab, _ = opened()
    tab.locator('a[data-place="KAZ"]').click()
    sync_api.expect(tab.locator("#filter-place")).to_have_value("KAZ")
    rows = tab.locator("#claims-table tbody tr:visible")
    assert rows.count() > 0
    assert {row.get_attribute("data-p") for row in rows.all()} == {"KAZ"}


def test_rows_name_the_document_that_stands_once_in_the_page(opened: Any) -> None:
    tab, _ = opened()
    link = tab.locator("#claim-X002 td a")
    assert link.get_attribute("href") == "https://example.org/table"
    assert "Residents by citizenship" in tab.locator("#claim-X002").inner_text()
    plain, _ = opened(java_script_enabled=False)
    target = plain.locator("#claim-X002 td a").get_attribute("href")
    assert plain.locator(f"{target} a").get_attribute("href") == "https://example.org/table"


def test_a_link_to_a_claim_finds_it_even_where_it_is_filtered_out(opened: Any) -> None:
    tab, _ = opened()
    tab.locator("#filter-text").fill("X007")
    tab.evaluate("location.hash = 'claim-X055'")
    sync_api.expect(tab.locator("#claim-X055")).to_be_visible()


def test_marks_tell_their_claim_on_focus_and_escape_closes(opened: Any) -> None:
    tab, _ = opened()
    tab.locator("#stock .wide a.hit").first.focus()
    assert "Statistical office" in tab.locator("#tip").inner_text()
    assert "Account:" in tab.locator("#tip").inner_text()
    tab.keyboard.press("Escape")
    assert not tab.locator("#tip").is_visible()


def test_the_keyboard_reaches_what_matters(opened: Any) -> None:
    tab, _ = opened()
    reached = set()
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.add(
            tab.evaluate("document.activeElement.id || document.activeElement.className.toString()")
        )
    assert {"skip", "map-play", "map-month"} <= reached


@pytest.mark.parametrize(
    ("kind", "start"), [("csv", b"Month"), ("svg", b"<svg"), ("png", b"\x89PNG")]
)
def test_downloads(opened: Any, kind: str, start: bytes) -> None:
    tab, trouble = opened()
    with tab.expect_download() as found:
        tab.locator(f"#stock .downloads button[data-kind={kind}]").click()
    content = Path(found.value.path()).read_bytes()
    assert found.value.suggested_filename == f"stock.{kind}"
    assert content.startswith(start)
    assert len(content) > 1000
    assert trouble == []


def test_a_thousand_claims_answer_at_once(opened: Any, data: ReportInput) -> None:
    many = pd.concat([data.claims] * 17, ignore_index=True).head(1000)
    many["id"] = [f"M{k:04d}" for k in range(len(many))]
    tab, trouble = opened(text=render_report(replace(data, claims=many)))
    tab.locator("#filter-text").fill("M0999")
    assert tab.locator("#filter-count").inner_text() == "1 of 1000 claims"
    assert trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opened: Any, whole: str, scheme: str) -> None:
    script = next(
        (
            path
            for folder in (os.environ.get("NODE_PATH", ""), "node_modules", "build/node_modules")
            if folder and (path := Path(folder) / "axe-core" / "axe.min.js").is_file()
        ),
        None,
    )
    if script is None:
        pytest.skip("axe-core is not installed; CI installs it with npm into build/node_modules")
    tab, _ = opened(text=whole, color_scheme=scheme, bypass_csp=True)
    tab.evaluate(script.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [v["id"] for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == []
