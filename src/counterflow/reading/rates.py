"""Numbers that are told for each day, week, month or year, and not for a whole window."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity

_UNITS = {
    "da": "day", "wee": "week", "mon": "month", "yea": "year", "ann": "year", "hou": "hour",
    "де": "day", "дн": "day", "сут": "day", "нед": "week", "мес": "month", "год": "year", "час": "hour",
    "ежед": "day", "ежес": "day", "ежен": "week", "ежем": "month", "ежег": "year", "ежеч": "hour",
    "среднес": "day", "среднем": "month",
}  # fmt: skip
"""The first letters of a stretch of time, or of "once in" one, to the stretch."""
_UNIT = r"(?P<unit>day|week|month|year|hour)"
_OFTEN = r"(?P<often>daily|weekly|monthly|annually|yearly|hourly)"
_OFTEN_ITSELF = r"(?P<often>daily|weekly|monthly|hourly)"
_IN_A = r"в\s+(?P<in_a>день|сутки|неделю|месяц|год|час)"
_IN_EACH = r"кажд(?:ый|ую|ые|ое)\s+(?P<in_each>день|сутки|неделю|месяц|год|час)"
_RUSSIAN_OFTEN = r"(?P<russian>ежедневно|ежесуточно|еженедельно|ежемесячно|ежегодно|ежечасно)"
_RUSSIAN_MEAN = (
    r"(?P<mean>ежедневн|среднесуточн|еженедельн|ежемесячн|среднемесячн)(?:ый|ая|ое|ые|ого|ой|ых)"
)
_ELSEWHERE = (
    "on|from|said|by|within|for|over|than|after|before|during|until|once|as|and|or|but|who|that|"
    "which|with|while|when|at"
    "|в|за|на|из|и|а|но|до|после|через"
)
"""What no rate reaches across to its number."""
_OWN_WORD = rf"(?:(?!(?:{_ELSEWHERE}|in|to|of)\b)[^\W\d][\w’'-]*\s+)"
_ITS_VERB = rf"(?:(?!(?:{_ELSEWHERE})\b)[^\W\d][\w’'-]*\s+)"
_THAT_DAY = (
    r"(?!\s+(?:начал|объявл|вторж|голосов|выбор|побед|независ|когда|перед|после|"
    r"\w+(?:ния|ции|ства)\b))"
)
_NOT_A_DAY = (
    r"(?!['’-])(?!\s+(?:ago|earlier|before|later|after|on(?= from|,|$)|into|of|"
    r"or (?:two|so|more|less)|prior|old|and a half)\b)"
)

_AFTER = re.compile(
    rf"\s*(?:(?:of\s+)?{_OWN_WORD}{{0,3}}?an?|{_ITS_VERB}{{0,8}}?(?:per|each|"
    rf"every))\s+{_UNIT}\b{_NOT_A_DAY}"
    r"|\s+to (?:[a-z]+ ){0,3}\d[\d.,]*(?: million| thousand)? (?:an?|per|each|"
    r"every) (?P<to_so_many>day|week|month|year|hour)\b"
    rf"|\s*{_ITS_VERB}{{0,6}}?{_OFTEN}\b(?!\s+(?:bulletin|report|figures|data|statistics|average|"
    rf"life|lives))"
    rf"|\.?\s*{_OWN_WORD}{{0,3}}(?:{_IN_A}\b{_THAT_DAY}|{_IN_EACH}\b|{_RUSSIAN_OFTEN}\b)",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:averages?|means?|(?:border )?crossings|arrivals|entries|departures|returns|exits|rates?|"
    r"numbers?|figures?|flows?|totals?|counts?|pace|encounters"
    r"|applications|registrations|outflows?|inflows?|influx|peaks?|records?|highs?|lows?|"
    r"movements|intake|tally|toll|limit|quota|cap|ceiling)"
)
_BEFORE = Keyed(
    rf"(?:\b{_OFTEN_ITSELF} (?:[\w’'-]+ ){{0,2}}?{_COUNTED}\b[^.;\d]{{0,70}}"
    rf"|\b(?:each|every) {_UNIT}\b,?\s[^.;:,\d]{{0,40}}"
    rf"|\d[\d.,]*(?: [\w’'-]+){{0,2}} (?:an?|per|each|every) (?P<from_so_many>day|week|month|"
    rf"year|hour) to "
    rf"|\b{_RUSSIAN_OFTEN}\b[^.;,\d]{{0,40}}"
    rf"|\b{_RUSSIAN_MEAN} [^.;,\d]{{0,60}}"
    rf"|\b{_IN_EACH}\b[^.;,\d]{{0,40}})$",
    after="",
)
_BEFORE_IN_A = re.compile(
    rf"(?:^|[,;—]\s|в среднем ){_IN_A}\b{_THAT_DAY}\s[^.;,\d]{{0,40}}$", re.IGNORECASE
)
_NEAR = 120  # characters


def rate_of(text: str, quantity: Quantity) -> str:
    """The stretch of time that a number is told for each of; blank if it is told for a window.

    Parameters
    ----------
    text, quantity
        The sentence, and a number in it.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> [rate_of(t, find_quantities(t)[0]) for t in ("900 Cubans a month", "900 a month ago")]
    ['month', '']
    """
    if quantity.kind != "count":
        return ""
    found = _AFTER.match(text, quantity.end)
    if found is None:
        near = max(0, quantity.start - _NEAR)
        found = _BEFORE.search(text, near, quantity.start)
        if found is None and not text.isascii():
            found = _BEFORE_IN_A.search(text[near : quantity.start])
    return "" if found is None else _named(found)


def _named(found: re.Match[str]) -> str:
    word = next(word for word in found.groupdict().values() if word).lower()
    return next(unit for start, unit in _UNITS.items() if word.startswith(start))
