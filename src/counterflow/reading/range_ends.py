"""Ranges whose ends stand apart: "between 3 May, when the route opened, and the end of June"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from counterflow.reading.context import Anchor
from counterflow.reading.dates import shifted
from counterflow.reading.happenings import find_anchor
from counterflow.reading.times import Time
from counterflow.terms import Period

_OPENS = re.compile(
    r"\b(?P<open>between|from|since|между|с|со|от)\s+(?:the\s+)?"
    r"(?:(?:(?!\b(?:between|from|since|между|от)\b)[^.;,\d]){3,80}?\s(?:on|in|of)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_ASIDE = (
    r"(?:\s*,\s*(?!and\b|to\b|until\b)[^.;,\d]{3,90},|\s*\([^().;]{3,90}\)"
    r"|\s+[–—-]\s+[^.;–—]{3,90}?\s+[–—-]|\s+(?:when|после|когда) [^.;,\d]{3,60})?"
)
_TO = r"(?:(?:and\s+)?(?:right |all the way )?(?:up )?(?:to|until|till|through)|по|до)"
_NEXT = r"\s+(?:the\s+)?(?:this past |last |this )?"
_BETWEEN_ENDS = re.compile(rf"{_ASIDE}\s*,?\s*(?:and|и){_NEXT}", re.IGNORECASE)
_UP_TO_END = re.compile(rf"{_ASIDE}\s*,?\s*{_TO}{_NEXT}", re.IGNORECASE)
_LEAD = re.compile(
    rf"(?:{_TO}|by|before|as of)\s+(?:the\s+)?(?:this past |last |this )?", re.IGNORECASE
)
_REACH = 110  # characters
_SINCE = re.compile(r"(?P<open>from|since|с|со)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{4}")
_YEAR = re.compile(r"\d{4}|\byear|\bгод")
_OF_THE_YEAR = re.compile(r"\b(?:end of the year|year[’']s end|year[- ]end|конца года)")


def joined(times: Sequence[Time], text: str, anchors: tuple[Anchor, ...]) -> list[Time]:
    """The times of a sentence, each two that are the ends of one range as one.

    Parameters
    ----------
    times
        In order.
    text
        The sentence.
    anchors
        Events of the crisis.
    """
    found: list[Time] = []
    for time in times:
        before = found[-1] if found else None
        whole = _range(before, time, text, anchors) if before is not None else None
        if whole is None:
            found.append(time)
        else:
            found[-1] = whole
    return found


def _range(first: Time, last: Time, text: str, anchors: tuple[Anchor, ...]) -> Time | None:
    if first.role not in ("span", "since") or last.role not in ("span", "by"):
        return None
    if last.start - first.end > _REACH or first.basis == "range of dates":
        return None
    if first.role == "since":
        opening = _SINCE.match(text, first.start)
    else:
        opening = _OPENS.search(text, max(0, first.start - _REACH), first.start)
    if opening is None:
        return None
    between = opening.group("open").lower() in ("between", "между")
    gap = _BETWEEN_ENDS if between else _UP_TO_END
    lead = _LEAD.match(text, last.start) if last.role == "by" and not between else None
    if gap.fullmatch(text, first.end, lead.end() if lead else last.start) is None:
        return None
    start = _first_day(first, last, text, opening_day(first.period, opening.group(), anchors))
    end = last.period.end
    if _OF_THE_YEAR.search(text, last.start, last.end):
        end = date(start.year, 12, 31)
    if end < start:
        return None
    return Time(opening.start(), last.end, "span", Period(start, end), "range of dates")


def opening_day(first: Period, lead: str, anchors: tuple[Anchor, ...]) -> date:
    """The day a range opens on: of the event that its lead names, if it is within what is told.

    Examples
    --------
    >>> war = Anchor(date(2022, 2, 24), "war", "Invasion")
    >>> str(opening_day(Period.parse("2022-02"), "between the start of the war in ", (war,)))
    '2022-02-24'
    """
    anchor = find_anchor(lead, anchors)
    within = anchor is not None and first.start <= anchor.day <= first.end
    return anchor.day if anchor is not None and within else first.start


def _first_day(first: Time, last: Time, text: str, start: date) -> date:
    """The day a range opens on, in the year of its end where no year is printed."""
    end = last.period.end
    yearless = not _YEAR.search(text, first.start, first.end)
    if yearless and (start > end or _DIGITS.search(text, last.start, last.end)):
        start = shifted(start, years=end.year - start.year)
        start = start if start <= end else shifted(start, years=-1)
    return start
