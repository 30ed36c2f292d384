"""The page is whole, self-contained, stable and safe."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pycountry
import pytest

from counterflow.report import ReportInput, render_report
from counterflow.report.compact import compact_html
from counterflow.report.data import LEVELS
from counterflow.report.page import full_page
from counterflow.report.places import WITH_FLOWS

VOID = {"meta", "link", "br", "input", "hr", "img"}
CHARTS = ("map", "stock", "flows", "onward", "waterfall")


class Outline(HTMLParser):
    """Checks nesting and collects elements; SVG elements may close themselves."""

    def __init__(self, *, checked: bool = True) -> None:
        super().__init__()
        self.checked = checked
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.checked:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_html_is_well_formed_with_unique_ids(full: str) -> None:
    ids = [attrs["id"] for _, attrs in outline(full).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert full.startswith('<!doctype html>\n<html lang="en">')


def test_every_reference_inside_the_page_resolves(full: str) -> None:
    elements = outline(full).elements
    ids = {attrs["id"] for _, attrs in elements if "id" in attrs}
    for _, attrs in elements:
        if (attrs.get("href") or "").startswith("#"):
            assert (attrs["href"] or "")[1:] in ids
        for name in ("aria-labelledby", "aria-describedby", "data-table", "for"):
            if attrs.get(name):
                assert attrs[name] in ids


def test_nothing_is_loaded_from_outside(full: str) -> None:
    for tag, attrs in outline(full).elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "img", "image"}
        assert "src" not in attrs
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        if tag == "use":
            assert (attrs["href"] or "").startswith("#")
        elif tag != "a":
            assert "href" not in attrs
    assert "@import" not in full
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\s*\(", full)
    assert {u[:5] for u in re.findall(r"url\(\s*[\"']?([^)\"']*)", full)} == {"data:"}


def test_content_security_policy_matches_what_is_inline(full: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', full)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    for kind in ("style", "script"):
        inline = re.findall(rf"<{kind}>(.*?)</{kind}>", full, flags=re.DOTALL)
        assert len(inline) == 1
        digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy[1]


def test_same_input_gives_same_bytes(data: ReportInput, page: str) -> None:
    shuffled = replace(data, account=data.account.sample(frac=1, random_state=1))
    assert render_report(data) == page
    assert render_report(shuffled) == page


def test_page_is_small(page: str) -> None:
    assert len(page.encode()) < 600_000


def test_charts_are_inline_and_described(data: ReportInput, full: str) -> None:
    count = data.account["destination"].nunique() - 1
    charts = re.findall(
        r"<svg(?![^>]*aria-hidden)[^>]* role=[^>]*>.*?</svg>", full, flags=re.DOTALL
    )
    assert len(charts) == 2 * len(CHARTS) + count + min(count, WITH_FLOWS)
    for chart in charts:
        assert re.match(r"<svg[^>]* role=\"(img|group)\"", chart)
        named = re.match(r'<svg[^>]* aria-labelledby="([^"]*)" aria-describedby="([^"]*)"', chart)
        if named is None:
            assert re.match(r'<svg[^>]* aria-label="[^"]{20,}"', chart)
            continue
        assert re.search(rf'<title id="{named[1]}">[^<]{{10,}}</title>', full)
        assert re.search(rf'<desc id="{named[2]}">[^<]{{20,}}</desc>', full)
        # A picture may hold no links; a group may.
        assert ("<a " in chart) == ('role="group"' in chart[: chart.index(">")])


def test_every_chart_has_its_table(full: str) -> None:
    for key in CHARTS:
        section = full[full.index(f'<section id="{key}"') :]
        section = section[: section.index("</section>")]
        assert "<details" in section
        assert section.count("<tr>") >= 8


def test_headline_sentence(full: str) -> None:
    text = " ".join(outline(full).text)
    assert (
        "About 680,000 people who left Russia since January 2022 were living abroad "
        "at the end of 2024" in text
    )
    assert "580,000 to 810,000" in text
    assert "80% credible interval" in text
    assert "30 June 2025" in text


def test_every_claim_has_a_row_that_can_be_linked_to(data: ReportInput, full: str) -> None:
    for claim in data.claims["id"]:
        assert f'<tr id="claim-{claim}"' in full
        assert f'href="#claim-{claim}"' in full
    assert "Not used: counts another population" in " ".join(outline(full).text)


def test_hostile_text_is_inert(data: ReportInput) -> None:
    hostile = '"><script>alert(1)</script><b onclick="x">&{{ 7*7 }}'
    claims = data.claims.copy()
    for column in ("reporter", "title", "note", "why_unused", "source"):
        claims[column] = hostile
    claims["population"] = claims["population"].where(claims.index > 3, hostile)
    claims["url"] = "javascript:alert(1)"
    events = [event.model_copy(update={"title": hostile}) for event in data.events]
    headline = [replace(item, label=hostile) for item in data.headline]
    page = full_page(
        replace(
            data,
            title=hostile,
            description=hostile,
            claims=claims,
            events=events,
            headline=headline,
            run={**data.run, "ledger_hash": hostile, "versions": {hostile: hostile}},
        )
    )
    elements = outline(page).elements
    assert sum(tag == "script" for tag, _ in elements) == 1
    assert not any(name.startswith("on") for _, attrs in elements for name in attrs)
    assert "javascript:" not in page
    assert "&{{ 7*7 }}" in "".join(outline(page).text)


def test_hostile_text_is_inert_in_the_compact_page_too(data: ReportInput) -> None:
    hostile = "x onclick=alert(1)><script>alert(1)</script>"
    claims = data.claims.copy()
    for column in ("reporter", "title", "population"):
        claims[column] = hostile
    claims["id"] = [f"{claim}/" for claim in claims["id"]]
    claims["url"] = "https://example.org/'onclick=alert(1)/"
    page = render_report(replace(data, title=hostile, claims=claims))
    body = page[page.index("<body>") : page.index("<script>")]
    parsed = Outline(checked=False)
    parsed.feed(body)
    assert not any(name.startswith("on") for _, attrs in parsed.elements for name in attrs)
    assert not any(tag == "script" for tag, _ in parsed.elements)
    links = {attrs.get("href") for tag, attrs in parsed.elements if tag == "a"}
    assert "https://example.org/'onclick=alert(1)/" in links
    assert "#claim-X001/" in links


def test_what_is_left_out_of_a_page_is_implied() -> None:
    table = '<table>\n<tr><th scope="row">a</th>\n<td class="x y">1 <b>2</b> 3</td></tr>\n</table>'
    assert compact_html(table) == '<table><tr><th>a<td class="x y">1 <b>2</b> 3</table>'
    kept = "<style>a > b { color: red }\n</style><script>x = '<td></td>'\n</script>"
    assert compact_html(kept) == kept
    assert compact_html('<circle r="4"/><path d="M0 0" class="a"/>') == (
        '<circle r=4 /><path d="M0 0" class=a />'
    )


@pytest.mark.parametrize(("converged", "shown"), [(False, True), (True, False)])
def test_banner_when_not_converged(data: ReportInput, converged: bool, shown: bool) -> None:
    page = full_page(replace(data, run={**data.run, "converged": converged}))
    assert ("This estimate did not converge; do not quote it." in page) is shown


def test_failed_checks_are_said(data: ReportInput) -> None:
    bad = {"max_rhat": 1.2, "min_ess_bulk": 40, "min_ess_tail": 50, "divergences": 7}
    page = full_page(replace(data, run={**data.run, "diagnostics": bad}))
    assert page.count('class="fail"') == 4
    assert "7 divergent transitions" in page


def test_coverage_counts_the_claims_that_entered(data: ReportInput, full: str) -> None:
    used = data.claims[data.claims["used"] & data.claims["inside_90"].notna()]
    inside = int(used["inside_90"].astype(bool).sum())
    text = " ".join("".join(outline(full).text).split())
    assert (
        f"Of the {len(used)} claims that entered the estimate and were compared, {inside}" in text
    )


def test_one_destination(make: Callable[[list[str]], ReportInput]) -> None:
    page = full_page(make(["GEO"]))
    outline(page)
    assert "most lived in Georgia" in page


def test_sixty_destinations(make: Callable[[list[str]], ReportInput]) -> None:
    codes = sorted(country.alpha_3 for country in pycountry.countries)[:60]
    page = full_page(make(codes))
    outline(page)
    assert page.count('<details class="place"') == 60
    assert len(page.encode()) < 2_000_000


def test_no_claims(data: ReportInput) -> None:
    page = full_page(replace(data, claims=data.claims.head(0)))
    outline(page)
    assert "The ledger holds no claims." in page


def test_predictions_that_are_missing(data: ReportInput) -> None:
    claims = data.claims.copy()
    for level in LEVELS:
        claims[f"pred_{level}"] = float("nan")
    claims["inside_90"] = pd.array([pd.NA] * len(claims), dtype="boolean")
    page = full_page(replace(data, claims=claims))
    outline(page)
    body = page[page.index("<body>") : page.index("<script>")]
    assert not re.search(r"nan\b|\binf\b", body, flags=re.IGNORECASE)
    assert "Not compared: 60" in "".join(outline(page).text)


def test_an_account_that_is_empty_still_gives_a_page(data: ReportInput) -> None:
    page = full_page(replace(data, account=data.account.head(0), headline=()))
    outline(page)
    assert f"<h1>{data.title}</h1>" in page


def test_missing_columns_are_named(data: ReportInput) -> None:
    with pytest.raises(ValueError, match="claims table lacks pred_q05"):
        replace(data, claims=data.claims.drop(columns=["pred_q05"]))
