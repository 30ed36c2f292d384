"""The charts of the report by themselves: for notebooks, and as SVG files."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path

import pandas as pd

from counterflow.cases.case import Case
from counterflow.report import names
from counterflow.report.account import TOTAL, Account
from counterflow.report.basemap import read_basemap, standard
from counterflow.report.figure import Figure
from counterflow.report.flowmap import flow_map
from counterflow.report.flows import flows_figure
from counterflow.report.ledger import rows
from counterflow.report.panel import stock_panel
from counterflow.report.places import marked_claims, stock_sentence
from counterflow.report.stock import stock_figure
from counterflow.report.waterfall import account_waterfall, waterfall_figure


@dataclass(frozen=True)
class Chart:
    """One chart that a notebook shows.

    Parameters
    ----------
    finding
        What it shows in one sentence; the picture's alternative text.
    svg
        A complete SVG file.

    Examples
    --------
    >>> Chart("Nothing happened.", "<svg/>")
    <Chart: Nothing happened.>
    """

    finding: str
    svg: str

    def save(self, path: str | Path) -> None:
        """Write the SVG file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<Chart: {self.finding}>"

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        # As a picture, so that the chart's style does not leak into the notebook.
        coded = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        return f'<img alt="{escape(self.finding)}" src="data:image/svg+xml;base64,{coded}">'


@dataclass(frozen=True)
class Charts:
    """Charts of an estimated case.

    Parameters
    ----------
    case
        The case.
    account, claims
        Tables of its posterior.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> posterior.plot_stock("GEO")  # doctest: +SKIP
    <Chart: About 120,000 people lived in Georgia at the end of 2024 ...>
    """

    case: Case
    account: pd.DataFrame
    claims: pd.DataFrame

    def stock(self, destination: str = TOTAL) -> Chart:
        """People abroad over time, or those in one destination, with the claims about them.

        Raises
        ------
        KeyError
            If the account has no such destination.
        """
        spec, window = self.case.spec, (self.case.spec.start, self.case.spec.end)
        account, claims = Account(self.account), rows(self.claims, self.case.spec.origin)
        if destination == TOTAL:
            return _chart(stock_figure(account, claims, spec.events, window, spec.origin))
        series = account.get(destination, "stock")
        if series is None:
            known = ", ".join(found.place for found in account.ranked())
            raise KeyError(f"the account has no destination {destination}; it has {known}")
        drawn = stock_panel(series, marked_claims(claims, destination, window), window)
        return Chart(stock_sentence(series), standalone(str(drawn)))

    def flows(self) -> Chart:
        """Departures and returns of all months, with events and claims."""
        spec, window = self.case.spec, (self.case.spec.start, self.case.spec.end)
        claims = rows(self.claims, spec.origin)
        return _chart(flows_figure(Account(self.account), claims, spec.events, window, spec.origin))

    def map(self) -> Chart:
        """Where people went, at the end of the account.

        Raises
        ------
        ValueError
            If the basemap has no shape for the origin.
        """
        spec = self.case.spec
        world = read_basemap(self.case.folder / spec.basemap) if spec.basemap else standard()
        found = flow_map(Account(self.account), world, spec.origin)
        if found is None:
            raise ValueError(f"the basemap has no shape for {names.place_name(spec.origin)}")
        return Chart(f"{found.finding} {found.disclaimer}", standalone(str(found.wide)))

    def waterfall(self) -> Chart:
        """From everyone who left to those still abroad."""
        return _chart(waterfall_figure(account_waterfall(Account(self.account))))


def _chart(figure: Figure | None) -> Chart:
    if figure is None:
        raise ValueError("the account is empty: there is nothing to draw")
    return Chart(figure.finding, standalone(str(figure.wide)))


def standalone(drawing: str) -> str:
    """A drawing of the page as a file of its own, with the page's style.

    Parameters
    ----------
    drawing
        An `svg` element with a `viewBox`.

    Examples
    --------
    >>> standalone('<svg viewBox="0,0,20,10" role="img"><g/></svg>')[:61]
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10'
    """
    box = re.match(r'<svg viewBox="0,0,([\d.]+),([\d.]+)"', drawing)
    if box is None:
        raise ValueError("the drawing has no viewBox")
    sheets = (
        resources.files("counterflow.report").joinpath("templates", name).read_text("utf-8")
        for name in ("report.css", "ahead.css")
    )
    style = "".join(sheets).replace("<", "\\3c ")
    opening, _, rest = drawing.partition(">")
    size = f'xmlns="http://www.w3.org/2000/svg" width="{box[1]}" height="{box[2]}"'
    head = opening.replace("<svg", f"<svg {size}", 1)
    paper = '<rect width="100%" height="100%" class="paper"/>'
    return f"{head}><style>{style}</style>{paper}{rest}"
