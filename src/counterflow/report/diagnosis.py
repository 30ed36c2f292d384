"""What an estimate rests on, as a section of the report or a page of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from markupsafe import Markup, escape

from counterflow.report import numbers
from counterflow.report.svg import tag

_MOST_CONTRADICTIONS = 4
_MOST_SOURCES = 12
_MOST_SENSITIVE = 12


def diagnosis_page(title: str, record: Mapping[str, Any]) -> str:
    """The diagnosis as one HTML file.

    Parameters
    ----------
    title
        Of the case.
    record
        `Diagnosis.record()`, or diagnostics.json.

    Examples
    --------
    >>> diagnosis_page("Example", {}).startswith("<!doctype html>")
    True
    """
    return bare_page(f"{title}: what the estimate rests on", diagnosis_section(record), title)


def bare_page(heading: str, body: Markup, kicker: str) -> str:
    """A page in the report's style, without its fonts and script.

    Parameters
    ----------
    heading
        Title of the page.
    body
        Its sections.
    kicker
        The line above them.

    Examples
    --------
    >>> bare_page("A < b", Markup("<p>x</p>"), "Case").count("<p>x</p>")
    1
    """
    style = resources.files("counterflow.report").joinpath("templates/report.css")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title><style>{style.read_text(encoding='utf-8')}</style></head>"
        f'<body><main><p class="kicker">{escape(kicker)}</p>{body}</main></body></html>\n'
    )


def diagnosis_section(record: Mapping[str, Any]) -> Markup:
    """The diagnosis as a section, in plain words; needs no style or script of its own.

    Parameters
    ----------
    record
        `Diagnosis.record()`, or diagnostics.json; parts that are missing are left out.

    Examples
    --------
    >>> "What this rests on" in diagnosis_section({})
    True
    """
    parts = [
        Markup(
            '<section id="rests-on" aria-labelledby="rests-on-heading">'
            '<h2 id="rests-on-heading">What this rests on</h2>'
        ),
        _contradictions(record.get("contradictions") or []),
        _widths(record),
        _sources(record),
        _coverage(record.get("coverage") or []),
        _sensitivity(record.get("sensitivity") or []),
        Markup("</section>"),
    ]
    return Markup("").join(parts)


def _contradictions(found: Sequence[Mapping[str, Any]]) -> Markup:
    if not found:
        return Markup("")
    first, rest = found[:_MOST_CONTRADICTIONS], found[_MOST_CONTRADICTIONS:]
    more = (
        Markup("<details><summary>{} more</summary><ul>{}</ul></details>").format(
            len(rest), _items(rest)
        )
        if rest
        else ""
    )
    return Markup(
        "<h3>Claims that cannot live together</h3><p>Each pair pulls the account two ways, more "
        "than chance explains. The sentence says which rule of stocks and flows ties them, and "
        "which of the two the account stays close to.</p><ul>{}</ul>{}"
    ).format(_items(first), more)


def _items(found: Sequence[Mapping[str, Any]]) -> Markup:
    return Markup("").join(tag("li", str(item["words"])) for item in found)


def _widths(record: Mapping[str, Any]) -> Markup:
    groups = [*(record.get("groups") or []), *filter(None, [record.get("anchor")])]
    headline = {item["key"]: item for item in record.get("headline") or []}
    known = [item for item in groups if item["figures"]]
    if not known or not headline:
        return Markup("")
    rows = []
    for item in known:
        cells = []
        for key in ("still_abroad", "returned_share"):
            here, there = headline[key], item["figures"][key]
            wider = (there["q90"] - there["q10"]) / max(here["q90"] - here["q10"], 1e-9)
            cells += [_interval(there, here["unit"]), f"{wider:.2f}"]
        loosened = str(item["name"]).startswith("anchor")
        name = "registers trusted far less" if loosened else f"without {item['name']}"
        rows.append([f"{name} ({item['claims']})", *cells])
    return Markup(
        "<h3>What holds the headline numbers</h3><p>The 80% interval without each group of claims, "
        "and its width as a multiple of the interval with all of them. A group that identifies a "
        "number makes it much wider when it is left out; a shift of the interval means that the "
        "group disagrees with the rest.</p>{}"
    ).format(
        _table(
            "Headline without groups of claims",
            ("Claims", "Living abroad", "Width", "Share returned", "Width"),
            rows,
        )
    )


def _sources(record: Mapping[str, Any]) -> Markup:
    found = record.get("sources") or []
    alone = {item["name"]: item for item in record.get("alone") or []}
    if not found:
        return Markup("")
    chosen = [item for item in found if item["figures"]]
    listed = chosen[:_MOST_SOURCES]
    listed += [item for item in found if item not in listed and item["name"] in alone]
    rows = []
    for item in listed:
        without = item["figures"].get("still_abroad")
        single = (alone.get(item["name"]) or {"figures": {}})["figures"].get("still_abroad")
        rows.append(
            [
                f"{item['name']} ({item['claims']})",
                _interval(without, "persons") if without else "needs a refit",
                _interval(single, "persons") if single else "",
            ]
        )
    unknown = sum(item["method"] == "not refitted" for item in found)
    remark = (
        f"What the answer would be without {'another ' if rows else ''}{unknown} "
        f"source{'' if unknown == 1 else 's'} only new estimates could tell: counterflow diagnose "
        "makes them unless it is told not to."
        if unknown
        else ""
    )
    columns = ("Source (claims)", "Without it", "Alone")[: 3 if alone else 2]
    shown = [row[: len(columns)] for row in rows]
    table = _table("Living abroad by source", columns, shown)
    return Markup(
        "<h3>One source less, and one source alone</h3><p>Living abroad at the end without each "
        "source, those that move it most first, and from the source alone with nothing but the "
        "priors beside it. A single source that alone gives the joint answer would pin it. {}</p>{}"
    ).format(remark, table if rows else "")


def _coverage(found: Sequence[Mapping[str, Any]]) -> Markup:
    if not found:
        return Markup("")
    rows = [
        [
            f"{str(item['name']).replace('_', ' ')} ({item['claims']})",
            *(_share(share) for share in item["inside"]),
            *(_share(share) for share in item["inside_without"]),
        ]
        for item in found
        if item["by"] != "destination" or item["claims"] >= 3
    ]
    whole = found[0]
    return Markup(
        "<h3>Do claims lie where they are expected?</h3><p>Share of claims inside their 50, 80 and "
        "90% predictive intervals; then the same with each claim left out of what predicts it. "
        "The bars count claims by tenth of their predictive distribution: even bars are right, a "
        "hill means intervals that are too wide, a bowl too narrow.</p>{}{}"
    ).format(
        _bars(whole["histogram"]),
        _table(
            "Coverage",
            ("Claims", "50%", "80%", "90%", "50% without", "80% without", "90% without"),
            rows,
        ),
    )


def _sensitivity(found: Sequence[Mapping[str, Any]]) -> Markup:
    rows = [
        [
            f"{str(item['component']).replace('_', ' ')}",
            "prior" if item["kind"] == "prior" else "claims",
            str(item["figure"]).replace("_", " "),
            f"{item['value']:.2f}",
        ]
        for item in found[:_MOST_SENSITIVE]
        if item["value"] is not None
    ]
    if not rows:
        return Markup("")
    return Markup(
        "<h3>What the answer leans on</h3><p>How far a headline number moves when a prior, or a "
        "group of claims, is made a little stronger or weaker (power scaling; above 0.05 deserves "
        "a look). A number that leans on a prior but not on claims is an assumption.</p>{}"
    ).format(_table("Sensitivity", ("Component", "Kind", "Number", "Sensitivity"), rows))


def _bars(counts: Sequence[int]) -> Markup:
    width, height, most = 420.0, 120.0, max(*counts, 1)
    step = width / len(counts)
    even = height - 20 - (height - 30) * (sum(counts) / len(counts)) / most
    bars = [
        tag(
            "rect",
            x=at * step + 1,
            y=height - 20 - (height - 30) * count / most,
            width=step - 2,
            height=(height - 30) * count / most,
            class_="bar-level",
        )
        for at, count in enumerate(counts)
    ]
    return tag(
        "svg",
        *bars,
        tag("line", x1=0, x2=width, y1=even, y2=even, class_="rule reference"),
        tag("text", "claim below all predictions", x=0, y=height - 4),
        tag("text", "above all", x=width, y=height - 4, class_="end"),
        viewBox=f"0,0,{width:g},{height:g}",
        class_="tenths",
        role="img",
        aria_label="Claims by tenth of their predictive distribution: "
        + ", ".join(str(count) for count in counts),
    )


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in columns))
    body = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in rows
    ]
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body))
    return tag("div", table, class_="scroll")


def _interval(figure: Mapping[str, float], unit: str) -> str:
    if unit == "percent":
        return f"{figure['q10']:.0f} to {figure['q90']:.0f}%"
    return numbers.interval(figure["q10"], figure["q90"])


def _share(share: float | None) -> str:
    return "" if share is None or math.isnan(share) else f"{share:.0%}"
