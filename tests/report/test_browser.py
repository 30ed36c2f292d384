"""A real browser opens the page offline, without errors or requests, and draws every chart."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

BROWSER = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
PROBE = """<!doctype html><iframe src="report.html" width="{width}" height="3000"></iframe>
<pre id="out"></pre><script>
addEventListener("load", () => {{
  const page = document.querySelector("iframe").contentDocument;
  const view = page.defaultView, all = query => [...page.querySelectorAll(query)];
  const charts = all("figure svg[role]").filter(svg => svg.getClientRects().length);
  const search = page.getElementById("filter-text"), rows = all("#claims-table tbody tr");
  const before = rows.filter(row => !row.hidden).length;
  search.value = "X007";
  search.dispatchEvent(new view.Event("input", {{bubbles: true}}));
  const mark = page.querySelector(".hit");
  mark.dispatchEvent(new view.Event("focus"));
  document.getElementById("out").textContent = JSON.stringify({{
    boxes: charts.map(svg => svg.getBoundingClientRect()).map(box => [box.width, box.height]),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    fonts: [...page.fonts].filter(font => font.status === "loaded").length,
    before, after: rows.filter(row => !row.hidden).length,
    tip: page.getElementById("tip").textContent,
    resources: view.performance.getEntriesByType("resource").map(entry => entry.name),
  }});
}});
</script>"""


def probe(folder: Path, page: str, width: int) -> tuple[dict[str, Any], str]:
    assert BROWSER is not None
    (folder / "report.html").write_text(page, encoding="utf-8")
    (folder / "probe.html").write_text(PROBE.format(width=width), encoding="utf-8")
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--allow-file-access-from-files", "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
            (folder / "probe.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="out">(.*?)</pre>', done.stdout, flags=re.DOTALL)
    assert found is not None
    assert found[1], done.stderr
    return json.loads(html.unescape(found[1])), done.stderr


@pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")
@pytest.mark.parametrize("width", [1100, 360])
def test_the_page_opens_offline(tmp_path: Path, page: str, width: int) -> None:
    seen, log = probe(tmp_path, page, width)

    assert "CONSOLE" not in log, log
    assert seen["resources"] == []
    assert len(seen["boxes"]) == 3 + 12
    assert all(w > 100 and h > 100 for w, h in seen["boxes"])
    assert seen["overflow"] <= 0
    assert seen["fonts"] == 2
    assert (seen["before"], seen["after"]) == (60, 1)
    assert "Statistical office" in seen["tip"]
