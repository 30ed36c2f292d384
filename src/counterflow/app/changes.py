"""What changed between two runs: the key figures before and after, and the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from counterflow.app.runs import Record
from counterflow.cases import Case, load_case
from counterflow.cases.casefile import CASE_FILE
from counterflow.ledger import Claim, Status
from counterflow.ledger.canonical import content_hash
from counterflow.report import numbers, svg
from counterflow.report.scale import Linear

WIDTH, HEIGHT = 260.0, 44.0


@dataclass(frozen=True)
class Moved:
    """One key figure before and after.

    Parameters
    ----------
    label
        What it is.
    before, after, change
        In words; `change` compares the medians.
    picture
        Both intervals on one scale.

    Examples
    --------
    >>> Moved("Living abroad", "1", "2", "+1", Markup("")).change
    '+1'
    """

    label: str
    before: str
    after: str
    change: str
    picture: Markup


@dataclass(frozen=True)
class Claims:
    """Claims that two runs do not share.

    Parameters
    ----------
    added, changed, removed
        As the later run has them; the removed as the earlier one had them.
    events
        Whether events or other settings of the case differ.

    Examples
    --------
    >>> Claims((), (), (), False).count
    0
    """

    added: tuple[Claim, ...]
    changed: tuple[Claim, ...]
    removed: tuple[Claim, ...]
    events: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.added) + len(self.changed) + len(self.removed)


def moved(before: Record, after: Record) -> list[Moved]:
    """The key figures of two runs side by side."""
    found = []
    for figure in after.run.get("headline", []):
        then, now = before.figure(figure["key"]), after.figure(figure["key"])
        if then and now:
            found.append(_moved(then, now))
    return found


def claims_between(before: Record, after: Record) -> Claims:
    """Which claims were added, changed or removed."""
    cases = load_case(before.case), load_case(after.case)
    then, now = ({claim.id: claim for claim in _heard(case)} for case in cases)
    files = [(record.case / CASE_FILE).read_bytes() for record in (before, after)]
    return Claims(
        tuple(claim for id_, claim in now.items() if id_ not in then),
        tuple(
            claim
            for id_, claim in now.items()
            if id_ in then and content_hash(claim) != content_hash(then[id_])
        ),
        tuple(claim for id_, claim in then.items() if id_ not in now),
        files[0] != files[1],
    )


def _heard(case: Case) -> Sequence[Claim]:
    """Claims that somebody has accepted."""
    return [claim for claim in case.claims if claim.status is not Status.PROPOSED]


def _moved(then: Mapping[str, Any], now: Mapping[str, Any]) -> Moved:
    unit = str(now["unit"])
    mark = "%" if unit == "percent" else ""
    step = numbers.step_for(now["q90"] - now["q10"])
    difference = float(now["median"]) - float(then["median"])
    if abs(difference) < step / 2:
        change = "no change beyond rounding"
    else:
        sign = "+" if difference > 0 else ""
        points = " points" if unit == "percent" else ""
        change = f"{sign}{numbers.words(difference, step)}{points}"
    return Moved(
        str(now["label"]),
        _said(then, step, mark, unit),
        _said(now, step, mark, unit),
        change,
        _picture(then, now),
    )


def _said(figure: Mapping[str, Any], step: float, mark: str, unit: str) -> str:
    low_high = numbers.interval(figure["q10"], figure["q90"], unit)
    return f"{numbers.words(figure['median'], step)}{mark} ({low_high})"


def _picture(then: Mapping[str, Any], now: Mapping[str, Any]) -> Markup:
    """Two bars of 80% with their medians; the same numbers stand beside it in words."""
    low = min(then["q05"], now["q05"])
    high = max(then["q95"], now["q95"])
    room = (high - low) * 0.05 or 1.0
    x = Linear(low - room, high + room, 8, WIDTH - 8)
    parts = []
    for figure, height, name in ((then, 12.0, "before"), (now, 32.0, "abroad")):
        bar = svg.tag(
            "path",
            d=f"M{svg.px(x(figure['q10']))} {height:g}H{svg.px(x(figure['q90']))}",
            class_="i80",
        )
        dot = svg.tag("circle", cx=x(figure["median"]), cy=height, r=6, class_="dot")
        parts.append(svg.group([bar, dot], class_=name))
    return svg.tag(
        "svg", *parts, viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", aria_hidden="true", class_="moved"
    )
