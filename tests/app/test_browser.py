"""A real browser goes from a pasted article to a changed estimate."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from forms import ARTICLE

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="the app is not installed")

from counterflow.app.guard import Rules  # noqa: E402
from counterflow.app.limits import Allowance  # noqa: E402
from counterflow.app.server import create_app  # noqa: E402
from counterflow.app.workspace import Workspace  # noqa: E402

BROWSER = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")
PAGES = ("/", "/read", "/review", "/claims", "/lineage", "/case", "/scenarios", "/runs")
A_RUN_MS = 300_000


@pytest.fixture
def address(workspace: Workspace) -> Iterator[str]:
    """The app, served on a free port."""
    rules = Rules(doing=Allowance(1e6, 1e6))
    config = uvicorn.Config(create_app(workspace, rules), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def tab(address: str) -> Iterator[tuple[Any, list[str]]]:
    """A tab at the app; the list gathers errors and requests that leave it."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page, trouble = browser.new_page(base_url=address), []
        page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith((address, "data:", "blob:")) else trouble.append(r.url)
            ),
        )
        yield page, trouble
        browser.close()


def test_from_a_pasted_article_to_a_changed_estimate(tab: Any) -> None:
    page, trouble = tab
    page.goto("/")
    before = page.locator(".keys .number").first.inner_text()
    page.get_by_role("link", name="Add a text").click()
    page.get_by_label("Text", exact=True).fill(ARTICLE)
    page.get_by_role("button", name="Only check it").click()
    assert page.locator(".verdict").count() == 1
    page.get_by_role("button", name="Read its claims").click()
    card = page.locator("article.card")
    assert "About 95,000" in card.locator("mark").inner_text()
    card.get_by_role("link", name="Edit").click()
    said = page.locator("#said")
    first = said.inner_text()
    page.get_by_label("Value", exact=True).fill("92000")
    page.get_by_label("Value", exact=True).blur()
    sync_api.expect(said).not_to_have_text(first)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Review").click()
    page.get_by_role("button", name="Accept").click()
    sync_api.expect(page.locator(".settled")).to_contain_text("in the case as observation")
    page.get_by_role("link", name="Runs", exact=True).click()
    page.get_by_label("Why").fill("the article of 2 January")
    page.get_by_text("More settings").click()
    page.get_by_label("Keep draws that have not converged").check()
    page.get_by_label("Draws per chain").fill("50")
    page.get_by_role("button", name="Estimate again").click()
    assert page.get_by_role("button", name="Cancel").is_visible()
    page.locator("#changed").wait_for(timeout=A_RUN_MS)
    assert "1 claim added, 0 changed, 0 removed" in page.locator(".finding").first.inner_text()
    rows = page.locator(".changes tbody tr")
    assert rows.count() == 5
    texts = [rows.nth(k).locator("td").all_inner_texts()[:2] for k in range(5)]
    assert any(then != now for then, now in texts)
    page.goto("/")
    assert page.locator(".keys .number").first.inner_text() or before
    assert page.locator(".notice").count() == 0
    page.goto("/runs")
    assert page.locator(".notebook li").count() == 2
    assert "The article of 2 January" in page.locator(".notebook li").first.inner_text()
    assert trouble == []


def test_the_report_works_inside_the_app(tab: Any) -> None:
    page, trouble = tab
    page.goto("/")
    page.locator("#map-month").focus()
    page.keyboard.press("Home")
    assert page.locator("#map-now").inner_text() == "January 2022"
    page.locator("#filter-text").fill("S-COL-2022-12-31")
    assert page.locator("#claims-table tbody tr:visible").count() == 1
    page.locator("#claims-table tbody tr:visible th a").click()
    assert page.url.endswith("/claims/S-COL-2022-12-31")
    assert trouble == []


@pytest.mark.parametrize("width", [1440, 360])
def test_no_page_is_wider_than_its_window(tab: Any, width: int) -> None:
    page, trouble = tab
    page.set_viewport_size({"width": width, "height": 900})
    for path in (*PAGES, "/claims/S-COL-2022-12-31", "/runs/stored"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    assert trouble == []


def test_a_slider_says_its_number_and_ticks_its_box(tab: Any) -> None:
    page, _ = tab
    page.goto("/scenarios")
    card = page.locator("fieldset", has_text="An amnesty at home")
    card.locator("input[type=range]").fill("2.5")
    assert card.locator("output").inner_text() == "2.5×"
    assert card.locator("legend input").is_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(tab: Any, scheme: str) -> None:
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
    page, _ = tab
    page.emulate_media(color_scheme=scheme)
    more = ("/case", "/runs", "/login", "/nowhere") if scheme == "light" else ()
    for path in ("/read", "/claims", "/claims/S-COL-2022-12-31", "/scenarios", *more):
        page.goto(path)
        page.evaluate(script.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [v["id"] for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert serious == [], path
