"""The page: every part of the report put into one self-contained HTML file."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from counterflow.report import diagnostics, names, numbers
from counterflow.report.account import Account
from counterflow.report.basemap import standard
from counterflow.report.compact import compact_html
from counterflow.report.data import Headline, ReportInput
from counterflow.report.figure import Figure
from counterflow.report.flowmap import flow_map
from counterflow.report.flows import flows_figure, onward_figure
from counterflow.report.ledger import Row, Verdict, coverage, rows
from counterflow.report.places import places
from counterflow.report.rooms import Rooms
from counterflow.report.stock import stock_figure
from counterflow.report.strip import strip
from counterflow.report.svg import symbols
from counterflow.report.waterfall import account_waterfall, waterfall_figure

NO_BREAK = "\u00a0"
_FONTS = (
    ("Counterflow Serif", "600", "serif.woff2"),
    ("Counterflow Sans", "400 700", "sans.woff2"),
)
_SECTIONS = {
    "scoreboard": "How the sources compare",
    "narrowing": "What would narrow the answer",
    "forecast": "What may come",
    "scenarios": "What if",
    "impact": "What it did to the economy",
}
_SCRIPTS = ("tips", "map", "ledger", "export")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the strip under the headline.

    Examples
    --------
    >>> KeyFigure("1.1 million", "still abroad", "860,000 to 1.4 million").label
    'still abroad'
    """

    number: str
    label: str
    range: str


def render_report(data: ReportInput) -> str:
    """The report as one HTML file: no network, the same bytes for the same input.

    Parameters
    ----------
    data
        The estimate's outputs.

    Returns
    -------
    str
        A complete HTML document.

    Raises
    ------
    ValueError
        If a claim carries a malformed date.

    Examples
    --------
    >>> import pandas as pd
    >>> from datetime import date
    >>> from counterflow.report.data import ACCOUNT_COLUMNS, CLAIM_COLUMNS
    >>> page = render_report(ReportInput(
    ...     "Example", "", "SYR", date(2022, 1, 1), date(2022, 12, 31), None, (),
    ...     pd.DataFrame(columns=list(ACCOUNT_COLUMNS)),
    ...     pd.DataFrame(columns=list(CLAIM_COLUMNS)), (), {"converged": True}))
    >>> page.startswith("<!doctype html>")
    True
    """
    return compact_html(full_page(data))


def full_page(data: ReportInput) -> str:
    """The report before it is made compact: for who reads its source.

    Examples
    --------
    >>> full_page(data).count("</html>")  # doctest: +SKIP
    1
    """
    style, script = report_style(), report_script()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            **_parts(data, "#claim-"),
            style=Markup(style),
            script=Markup(script),
            style_hash=_sha256(style),
            script_hash=_sha256(script),
        )
    )


def render_body(data: ReportInput, claim_page: str) -> Markup:
    """What the report says, without the frame of a page: for a page with a frame of its own.

    Parameters
    ----------
    data
        The estimate's outputs.
    claim_page
        Address that the id of a claim is added to, where its own page lies.

    Examples
    --------
    >>> render_body(data, "/claims/")  # doctest: +SKIP
    Markup('<header>...')
    """
    return Markup(_environment().get_template("body.html.j2").render(**_parts(data, claim_page)))


def render_figures(figures: Sequence[Figure]) -> Markup:
    """Figures one after the other, each with its finding, drawings and table.

    Examples
    --------
    >>> render_figures([])
    Markup('')
    """
    source = (
        '{% from "figures.html.j2" import figure %}'
        "{% for item in figures %}{{ figure(item) }}{% endfor %}"
    )
    return Markup(_environment().from_string(source).render(figures=figures))


def report_style() -> str:
    """Fonts and style of the report, as one sheet.

    Examples
    --------
    >>> report_style()[:10]
    '@font-face'
    """
    faces = []
    for family, weight, path in _FONTS:
        font = resources.files("counterflow.report").joinpath("fonts", path).read_bytes()
        encoded = base64.b64encode(font).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
            f'src:url(data:font/woff2;base64,{encoded}) format("woff2")}}'
        )
    return "\n".join([*faces, _sheet("templates/report.css"), _sheet("templates/ahead.css")])


def report_script() -> str:
    """What makes the page's slider, filters, tips and downloads work.

    Examples
    --------
    >>> "map-play" in report_script()
    True
    """
    return "".join(_read(f"templates/{name}.js") for name in _SCRIPTS)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("counterflow.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _parts(data: ReportInput, claim_page: str) -> dict[str, Any]:
    """Everything that the templates name."""
    account = Account(data.account)
    judged = data.rooms.verdicts
    claims = rows(data.claims, data.origin, {id_: found.verdict for id_, found in judged.items()})
    window = (data.start, data.end)
    figures = (
        stock_figure(account, claims, data.events, window, data.origin),
        flows_figure(account, claims, data.events, window, data.origin),
        onward_figure(account, window),
        waterfall_figure(data.rooms.waterfall or account_waterfall(account)),
    )
    return {
        "data": data,
        "sentence": _sentence(data),
        "answer": _find(data.headline, "still_abroad"),
        "key_figures": [_key_figure(item) for item in data.headline],
        "map": flow_map(account, data.basemap or standard(), data.origin),
        "figures": [figure for figure in figures if figure is not None],
        "between": data.rooms.before_places,
        "after": data.rooms.part("history"),
        "diagnosis": data.rooms.diagnosis,
        "undiagnosed": data.rooms.absent.get("diagnosis"),
        "sections": _sections(data.rooms),
        "places": places(account, claims, window),
        "judged": judged,
        "claims": claims,
        "documents": _documents(claims),
        "strips": {claim.id: strip(claim) for claim in claims},
        "verdicts": list(Verdict),
        "tally": {verdict: sum(c.told is verdict for c in claims) for verdict in Verdict},
        "used": sum(claim.used for claim in claims),
        "marks": symbols(),
        "measures": _choices(claims, "measure"),
        "numbered": {value: k for k, (value, _) in enumerate(_choices(claims, "measure"), 1)},
        "destinations": _choices(claims, "destination"),
        "glossary": _glossary(claims),
        "checks": diagnostics.checks(data.run),
        "coverage_by_measure": coverage(claims, "measure"),
        "coverage_by_class": [c for c in coverage(claims, "source_class") if c.name],
        "origin": names.in_sentence(data.origin),
        "names": names,
        "numbers": numbers,
        "provenance": _provenance(data),
        "citation": _citation(data),
        "converged": data.run.get("converged") is not False,
        "claim_page": claim_page,
    }


def _sections(rooms: Rooms) -> list[tuple[str, str]]:
    """Anchor and name of the parts between ledger and destinations, for the list of sections."""
    found = []
    for name, words in _SECTIONS.items():
        part = rooms.part(name)
        if part:
            found.append((part[0].key, words))
    return found


def _read(path: str) -> str:
    """A file of the package, without the indentation that only its authors need."""
    text = resources.files("counterflow.report").joinpath(path).read_text(encoding="utf-8")
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def _sheet(path: str) -> str:
    """A style sheet of the package, without the spaces that only its authors need."""
    return re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", _read(path))


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _find(headline: Sequence[Headline], key: str) -> Headline | None:
    return next((item for item in headline if item.key == key), None)


def _sentence(data: ReportInput) -> str:
    answer = _find(data.headline, "still_abroad")
    if answer is None:
        return data.title
    step = numbers.step_for(answer.q90 - answer.q10)
    return (
        f"About {numbers.words(answer.median, step)} people who left "
        f"{names.in_sentence(data.origin)} since {data.start:%B} {data.start.year} were living "
        f"abroad {numbers.at_the_end_of(numbers.parse_day(answer.when))}"
    )


def _key_figure(item: Headline) -> KeyFigure:
    step = numbers.step_for(item.q90 - item.q10)
    percent = item.unit == "percent"
    median = (
        f"{numbers.words(item.median, step)}%" if percent else numbers.compact(item.median, step)
    )
    if percent:
        span = numbers.interval(item.q10, item.q90, item.unit)
    else:
        span = f"{numbers.compact(item.q10, step)} to {numbers.compact(item.q90, step)}"
    # No-break spaces: the two ends of an interval stay on one line.
    return KeyFigure(median, _dated(item), f"80% interval {span.replace(' ', NO_BREAK)}")


def _dated(item: Headline) -> str:
    """Label with its date, unless the label already names the year."""
    if not item.when or item.when[:4] in item.label:
        return item.label
    when = numbers.at_the_end_of(numbers.parse_day(item.when))
    is_stock = item.key in ("still_abroad", "peak_abroad")
    return f"{item.label} {when if is_stock else 'by ' + when.partition(' ')[2]}"


def _choices(claims: Sequence[Row], field: str) -> list[tuple[str, str]]:
    """Values of a field with their names, for a filter."""
    name = names.measure_name if field == "measure" else names.places_name
    values = {getattr(claim, field) for claim in claims} - {""}
    return sorted(((value, name(value)) for value in values), key=lambda pair: (pair[1], pair[0]))


def _documents(claims: Sequence[Row]) -> dict[tuple[str, str, str], int]:
    """Number of each document that has a title or an address, in order of first use."""
    found = dict.fromkeys(c.document for c in claims if c.title or c.url)
    return {document: number for number, document in enumerate(found, start=1)}


def _glossary(claims: Sequence[Row]) -> list[tuple[str, str]]:
    return [(name, names.measure_definition(value)) for value, name in _choices(claims, "measure")]


def _provenance(data: ReportInput) -> list[tuple[str, str]]:
    facts = [
        ("Case", data.title),
        ("Account", numbers.window(data.start, data.end)),
        ("Claims known by", numbers.day(data.as_of) if data.as_of else "no cut-off: all claims"),
        ("Ledger", str(data.run.get("ledger_hash") or "not recorded")),
        ("Seed", str(data.run.get("seed", "not recorded"))),
    ]
    versions = data.run.get("versions")
    if isinstance(versions, Mapping):
        facts.append(("Versions", ", ".join(f"{k} {versions[k]}" for k in sorted(versions))))
    return facts


def _citation(data: ReportInput) -> str:
    versions = data.run.get("versions")
    version = versions.get("counterflow", "") if isinstance(versions, Mapping) else ""
    tool = f"Counterflow {version}".strip()
    ledger = str(data.run.get("ledger_hash") or "")[:12]
    known = f" Claims known by {data.as_of.isoformat()}." if data.as_of else ""
    return (
        f"{data.title}. Account of {numbers.window(data.start, data.end)}, estimated with {tool}."
        f"{known} Ledger {ledger or 'not recorded'}, seed {data.run.get('seed', 'not recorded')}."
    )
