"""One self-contained HTML file of figures, in the report's style."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from counterflow.report.figure import Figure

_FONTS = (
    ("Counterflow Serif", "600", "serif.woff2"),
    ("Counterflow Sans", "400 700", "sans.woff2"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Parameters
    ----------
    kicker, title, lede
        Above the figures.
    figures
        In their order.
    remarks
        How to read it and what it does not know.
    facts
        Names and values of what made it.

    Examples
    --------
    >>> Page("A case", "What may come", "", (), (), ()).title
    'What may come'
    """

    kicker: str
    title: str
    lede: str
    figures: Sequence[Figure]
    remarks: Sequence[str]
    facts: Sequence[tuple[str, str]]


def render_page(page: Page) -> str:
    """A page as one HTML file: no network, the same bytes for the same input.

    Examples
    --------
    >>> render_page(Page("A case", "What may come", "", (), (), ()))[:15]
    '<!doctype html>'
    """
    style = "\n".join([*_fonts(), _read("templates/report.css"), _read("templates/ahead.css")])
    script = _read("templates/ahead.js")
    environment = Environment(
        loader=PackageLoader("counterflow.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("ahead.html.j2").render(
        page=page,
        style=Markup(style),
        script=Markup(script),
        style_hash=_sha256(style),
        script_hash=_sha256(script),
    )


def _read(path: str) -> str:
    return resources.files("counterflow.report").joinpath(path).read_text(encoding="utf-8")


def _fonts() -> list[str]:
    faces = []
    for family, weight, path in _FONTS:
        font = resources.files("counterflow.report").joinpath("fonts", path).read_bytes()
        encoded = base64.b64encode(font).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
            f'src:url(data:font/woff2;base64,{encoded}) format("woff2")}}'
        )
    return faces


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
