"""Sources in the report: how each compares with the account, and what would narrow the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.dots import Dot, Interval, dots_chart
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import shorten
from counterflow.report.scale import Linear, ticks

Record = Mapping[str, Any]

SHOWN = 16
"""Sources drawn: those farthest from the account."""
NARROWING_SHOWN, NARROWING_LISTED = 12, 40


def scoreboard_figure(scoreboard: Sequence[Record], influence: Sequence[Record]) -> Figure | None:
    """Every source against the account, and what it did to the answer.

    Parameters
    ----------
    scoreboard
        Rows of `Posterior.scoreboard()`.
    influence
        Rows of `counterflow.verdicts.influence`; may be empty.

    Examples
    --------
    >>> scoreboard_figure([], []) is None
    True
    """
    level = [row for row in scoreboard if row["ratio_of"] == "account" and row["ratio_q50"]]
    far = sorted(level, key=lambda row: -abs(math.log(row["ratio_q50"])))[:SHOWN]
    if not far:
        return None
    drawn = sorted(far, key=lambda row: (-row["ratio_q50"], row["name"]))
    rows = tuple(Dot(row["name"], _counts(row), Interval(*_three(row))) for row in drawn)
    apart = [row for row in level if row["ratio_q05"] > 1 or row["ratio_q95"] < 1]
    words = ("How the sources compare", _finding(level, apart))
    wide, narrow = (
        dots_chart(f"sources-{name}", words, rows, "", 1.0, is_wide=name == "wide", is_ratio=True)
        for name in ("wide", "narrow")
    )
    return Figure(
        key="sources",
        heading=words[0],
        finding=words[1],
        wide=wide,
        narrow=narrow,
        note=f"The {len(rows)} farthest from the account, as stated over account, by the "
        "definition as written; dot: median, bar: 90% interval, 1: the same. A source may be "
        "apart because it counts something else, not because it is wrong. The table has all "
        "sources; a star marks series that are compared with their own usual level, because how "
        "much they cover is learnt.",
        table=_scoreboard_table(scoreboard, influence),
    )


def _counts(row: Record) -> str:
    claims = "1 claim" if row["claims"] == 1 else f"{row['claims']} claims"
    return f"{names.measure_name(row['measure'])}, {claims}"


def _three(row: Record) -> tuple[float, float, float, float, float]:
    low, middle, high = (float(row[f"ratio_{level}"]) for level in ("q05", "q50", "q95"))
    return low, math.nan, middle, math.nan, high


def _finding(level: Sequence[Record], apart: Sequence[Record]) -> str:
    count = f"{len(level)} series can be set against the account"
    if not apart:
        return f"{count}; none is clearly apart from it."
    far = max(apart, key=lambda row: abs(math.log(row["ratio_q50"])))
    low, high = far["ratio_q05"], far["ratio_q95"]
    are = "1 is" if len(apart) == 1 else f"{len(apart)} are"
    return (
        f"{count}; {are} clearly apart from it, most of all {far['name']}, whose "
        f"{names.measure_name(far['measure']).lower()} {_are(far)} about "
        f"{numbers.words(far['ratio_q50'], numbers.step_for(high - low))} times the account’s "
        f"(90% interval {numbers.interval(low, high)})."
    )


def _are(row: Record) -> str:
    return "is" if row["measure"] == "returned_share" else "are"


def _scoreboard_table(scoreboard: Sequence[Record], influence: Sequence[Record]) -> Table:
    moved = {
        row["name"]: row
        for row in influence
        if row["kind"] == "source" and row["figure"] == "still_abroad"
    }
    rows = []
    said: set[str] = set()
    for row in scoreboard:
        # What a source did to the answer is known for all of its series together.
        own = moved.get(row["source"]) if row["source"] not in said else None
        said.add(row["source"])
        rows.append(
            [
                row["name"],
                str(row["source_class"]).capitalize(),
                names.measure_name(row["measure"]),
                str(row["claims"]),
                _ratio(row),
                f"{row['coverage_90']:.0%}" if row["coverage_90"] is not None else "",
                f"{row['wrong']:.0%}" if row["wrong"] is not None else "",
                _moves(own),
            ]
        )
    return Table(
        "Sources and what they count; the last column is for all claims of the source together",
        (
            "Source",
            "Class",
            "Counts",
            "Claims",
            "Stated over account, 90% interval",
            "Inside 90%",
            "Wrong",
            "Moves the number abroad by",
        ),
        rows,
    )


def _ratio(row: Record) -> str:
    if row["ratio_q50"] is None:
        return ""
    low, middle, high = row["ratio_q05"], row["ratio_q50"], row["ratio_q95"]
    star = "" if row["ratio_of"] == "account" else "*"
    step = numbers.step_for(high - low)
    return f"{numbers.words(middle, step)}{star} ({numbers.interval(low, high)})"


def _moves(row: Record | None) -> str:
    if row is None:
        return ""
    if not row["reliable"]:
        return "needs a refit"
    change = float(row["change_percent"])
    return "less than 1%" if abs(change) < 1 else f"{numbers.digits(change)}%"


def narrowing_figure(rows: Sequence[Record]) -> Figure | None:
    """Statistics that nobody has published, by how much each would narrow the answer.

    Parameters
    ----------
    rows
        Rows of `counterflow.verdicts.narrowing`, the most useful first.

    Examples
    --------
    >>> narrowing_figure([]) is None
    True
    """
    shown = [row for row in rows[:NARROWING_SHOWN] if row["narrowing_percent"] >= 1]
    if not shown:
        return None
    first = shown[0]
    place = next((row for row in shown if row["place"] != "all"), None)
    finding = (
        f"Of the statistics that nobody has published, one would tell most: "
        f"{_sentence(first)}. It would narrow the interval of those abroad by about "
        f"{_about(first)}."
    )
    if place is not None and place is not first:
        finding += f" Of single places: {_sentence(place)}, about {_about(place)}."
    words = ("What would narrow the answer", finding)
    return Figure(
        key="narrowing",
        heading=words[0],
        finding=finding,
        wide=_bars(shown, words, is_wide=True),
        narrow=_bars(shown, words, is_wide=False),
        note="By how much the 80% interval of the number living abroad would shrink if a register "
        "or a statistical office published the number, with the usual error of such sources. "
        "The shares do not add up: two statistics may tell the same.",
        table=Table(
            "Statistics not published, the most useful first",
            ("Statistic", "What the account expects", "Narrows by"),
            [
                [
                    _capital(str(row["statistic"])),
                    numbers.words(row["expected_persons"], _two_digits(row["expected_persons"])),
                    _share(row),
                ]
                for row in rows[:NARROWING_LISTED]
            ],
        ),
    )


def _sentence(row: Record) -> str:
    where, _, what = str(row["statistic"]).partition(": ")
    return f"{what} ({where})"


def _about(row: Record) -> str:
    """A share for running text: one digit is as much as is known of what nobody has seen."""
    value = float(row["narrowing_percent"])
    return f"{numbers.rounded(value, 10.0 if value >= 10 else 1.0):.0f}%"


def _share(row: Record) -> str:
    value = float(row["narrowing_percent"])
    return f"{value:.0f}%" if value >= 1 else "less than 1%"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _two_digits(value: float) -> float:
    return float(10.0 ** (math.floor(math.log10(value)) - 1)) if value > 0 else 1.0


def _bars(rows: Sequence[Record], words: tuple[str, str], *, is_wide: bool) -> Markup:
    width, left, height = (940.0, 380.0, 34.0) if is_wide else (380.0, 0.0, 44.0)
    top = 8.0
    most = max(float(row["narrowing_percent"]) for row in rows)
    x = Linear(0, most, left, width - 56)
    bottom = top + height * len(rows)
    grid = "".join(f"M{svg.px(x(v))},{svg.px(top)}V{svg.px(bottom)}" for v in ticks(most))
    body = [svg.tag("path", d=grid, class_="grid")]
    bars = []
    for k, row in enumerate(rows):
        y = top + height * (k + (0.5 if is_wide else 0.72))
        end = x(float(row["narrowing_percent"]))
        bars.append(f"M{svg.px(left)},{svg.px(y - 7)}H{svg.px(end)}v14H{svg.px(left)}Z")
        where, _, what = str(row["statistic"]).partition(": ")
        body.append(svg.tag("text", _share(row), x=end + 7, y=y + 4.5, class_="strong"))
        if is_wide:
            body += [
                svg.tag("text", _capital(where), x=0, y=y - 2, class_="strong"),
                svg.tag("text", shorten(what, left - 14, 11.5), x=0, y=y + 12, class_="m small"),
            ]
        else:
            text = shorten(_capital(f"{where}: {what}"), width, 12.0)
            body.append(svg.tag("text", text, x=0, y=y - 12, class_="m"))
    body.append(svg.tag("path", d="".join(bars), class_="bar-level"))
    name = "wide" if is_wide else "narrow"
    return svg.canvas(f"narrowing-{name}", (width, bottom + 4), *words, body)
