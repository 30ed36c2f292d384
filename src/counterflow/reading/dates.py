"""Calendar expressions: which days a printed date, month, quarter or year names."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from counterflow.reading.keyed import Keyed
from counterflow.reading.parts import PART, narrowed
from counterflow.terms import Period

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января январе январь январю", 
                "february feb февраля феврале февраль февралю",
            "march mar марта марте март мартом марту", "april apr апреля апреле апрель апрелю",
            "may мая мае май маю", "june jun июня июне июнь июню", "july jul июля июле июль июлю",
            "august aug августа августе август августу",
            "september sept sep сентября сентябре сентябрь сентябрю",
            "october oct октября октябре октябрь октябрю", 
                "november nov ноября ноябре ноябрь ноябрю",
            "december dec декабря декабре декабрь декабрю",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept\.?|Sep\.?|Oct\.?|Nov\.?|Dec\.?|"
    r"[Яя]нвар[яеью]|[Фф]еврал[яеью]|[Мм]арт(?:ом|а|е|у)?|[Аа]прел[яеью]|[Мм]а[яйею]|"
    r"[Ии]юн[яеью]|[Ии]юл[яеью]|"
    r"[Аа]вгуст[аеу]?|[Сс]ентябр[яеью]|[Оо]ктябр[яеью]|[Нн]оябр[яеью]|[Дд]екабр[яеью])"
)
_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PART = rf"(?:(?:the )?(?:very )?(?P<part>{PART})[- ]?(?:the )?)?"
_DATE = Keyed(
    rf"(?P<newyear>\b(?:the )?(?:start|beginning|turn) of (?:the|this) (?:calendar )?year\b|"
    rf"\bNew Year(?:['’]s(?: Day)?)?\b)|(?P<fiscal>\b(?:FY|"
    rf"(?:US |U\.S\. )?fiscal(?: year)?)\s?(?P<fy>{_YEAR})\b)|"
    rf"(?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b)"
    rf"|(?P<num>\b(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:20\d\d)\b)"
    rf"|\b(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR})\b)?(?!\w)"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})\b(?!,\d{{3}}|\.\d|\s*%|"
    rf"\s+(?:percent|per cent|million|thousand))(?:,?\s+(?P<y2>{_YEAR})\b)?"
    rf"|{_PART}\b(?P<m3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR})\b)?(?!\w)"
    rf"|\b(?P<y5>{_YEAR})\s?[/–-]\s?(?P<y6>\d\d(?:\d\d)?)\b(?!\s*%|\s+{_MONTH})"
    rf"|{_PART.replace('part', 'part2')}\b(?<!\d/)(?P<y4>{_YEAR})(?!\d|[,.]\d|%|"
    rf"\s*%)\b(?:\s*(?:год[ау]?|г\.))?",
    after="",
    flags=re.NOFLAG,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A calendar expression in a text.

    Parameters
    ----------
    start, end
        Offsets.
    period
        The days it names.
    explicit_year
        Whether the year is printed; if not, it is the latest one that is not in the future.

    Examples
    --------
    >>> Dated(0, 4, Period.parse("2022"), True).period.days
    365
    """

    start: int
    end: int
    period: Period
    explicit_year: bool


def find_dates(text: str, published: date | None) -> list[Dated]:
    """Every calendar expression in a text.

    A month without a year is the latest such month up to the publication date; without that
    date it is left out, and only masks its digits.

    Examples
    --------
    >>> [str(d.period.start) for d in find_dates("since mid-March", date(2022, 7, 15))]
    ['2022-03-11']
    """
    return list(_found(text, published))


# Asked for twice a sentence: to date its numbers, and to keep the dates' digits from being numbers.
@lru_cache(maxsize=8)
def _found(text: str, published: date | None) -> tuple[Dated, ...]:
    found = []
    for match in _DATE.finditer(text):
        dated = _read(match, published)
        if dated is not None:
            found.append(_stretched(text, match, dated, published))
    return tuple(_that_years(text, _lend_years(text, found)))


_YEAR_AFTER = re.compile(
    r",?\s+(?:of\s+)?(?P<which>last year|this year|прошлого года|этого года|текущего года)\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b[Ll]ast\s+$")  # "last June", printed in June
_DAYS_AFTER = re.compile(
    r"\s*(?:and|to|until|through|[-–—])\s*(\d{1,2})(?!\d|[,.]\d|[%:]|"
    r"\s*(?:million|thousand|per|people))\b"
)
_DAYS_BEFORE = re.compile(r"(?:\b[Сс]о?\s+)?(?<![\d,.])\b(\d{1,2})\s*(?:and|to|по|до|и|[-–—])\s*$")


def _stretched(text: str, match: re.Match[str], dated: Dated, published: date | None) -> Dated:
    """The date with "last year" after it, or with the second day of "19-25 September"."""
    start, end, period = dated.start, dated.end, dated.period
    explicit = dated.explicit_year
    if match.group("m2") and period.days == 1 and (last := _DAYS_AFTER.match(text, end)):
        day = int(last.group(1))
        if period.start.day < day <= calendar.monthrange(period.start.year, period.start.month)[1]:
            period, end = Period(period.start, period.start.replace(day=day)), last.end()
    if match.group("d1") and period.days == 1 and (first := _DAYS_BEFORE.search(text[:start])):
        day = int(first.group(1))
        if 0 < day < period.end.day:
            period, start = Period(period.start.replace(day=day), period.end), first.start()
    if not explicit and published is not None and (year := _YEAR_AFTER.match(text, end)):
        wanted = published.year - year.group("which").lower().startswith(("last", "прошл"))
        period = Period(_in_year(period.start, wanted), _in_year(period.end, wanted))
        end, explicit = year.end(), True
    elif not explicit and _LAST.search(text[:start]) and _holds(period, published):
        period = Period(shifted(period.start, years=-1), shifted(period.end, years=-1))
    return Dated(start, end, period, explicit)


_THAT_YEAR = re.compile(r",?\s+(?:of\s+)?(?:that|the same) (?:same )?year\b", re.IGNORECASE)


def _that_years(text: str, found: list[Dated]) -> list[Dated]:
    """In "in November 2024, against January that year" the second takes the first's year."""
    lent = list(found)
    for index in range(1, len(found)):
        this, before = lent[index], lent[index - 1]
        told = None if this.explicit_year else _THAT_YEAR.match(text, this.end)
        if told is not None and before.explicit_year:
            year = before.period.start.year
            period = Period(_in_year(this.period.start, year), _in_year(this.period.end, year))
            lent[index] = Dated(this.start, told.end(), period, True)
    return lent


def _holds(period: Period, day: date | None) -> bool:
    return day is not None and period.start.replace(day=1) <= day <= period.end


def _lend_years(text: str, found: list[Dated]) -> list[Dated]:
    """In "between March and May 2023" the first month takes the year of the second."""
    lent = list(found)
    for index in range(len(found) - 2, -1, -1):
        this, following = lent[index], lent[index + 1]
        between = text[this.end : following.start]
        if this.explicit_year or len(between) > _APART:
            continue
        listed = following.explicit_year and following.period.days <= _MONTH_DAYS
        if listed and _NEXT_COUNT.fullmatch(between) and this.period.days <= _MONTH_DAYS:
            lent[index] = _in_year_of(this, following)
            continue
        in_order = this.period.start <= following.period.end
        if not following.explicit_year and (in_order or following.period.days > _MONTH_DAYS):
            continue
        if re.fullmatch(r"\s*(?:and|to|until|till|through|or|[-–—,/]|,? and)\s*", between):
            lent[index] = _in_year_of(this, following)
    return lent


def _in_year_of(this: Dated, following: Dated) -> Dated:
    """A month in the year of the one after it, or the year before where it is a later month."""
    year = following.period.start.year
    if this.period.start.month > following.period.start.month:
        year -= 1
    moved = Period(_in_year(this.period.start, year), _in_year(this.period.end, year))
    return Dated(this.start, this.end, moved, True)


_MONTH_DAYS = 31
_APART = 45  # characters
_NEXT_COUNT = re.compile(
    r"(?:,? (?:to|and|then|before)|[,;](?: and| then| to)?) (?:(?:about|around|some|only|just|over|"
    r"nearly|almost|more than) )*\d[\d.,]*(?: (?:million|thousand))?(?: \w+)? (?:in|by) (?:the end of )?"
)  # "30,000 in January to 90,000 in June 2018"


def _in_year(day: date, year: int) -> date:
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def _read(match: re.Match[str], published: date | None) -> Dated | None:
    get = match.groupdict().get
    start, end = match.span()
    if get("newyear"):
        if published is None:
            return None
        opening = date(published.year, 1, 1)
        return Dated(start, end, Period(opening, opening), True)
    if get("fiscal"):
        closing = int(get("fy") or "")
        return Dated(start, end, Period(date(closing - 1, 10, 1), date(closing, 9, 30)), True)
    if get("iso"):
        return _day(start, end, get("iso") or "")
    if get("num"):
        day, month, year = re.split(r"[/.]", get("num") or "")
        return _day(start, end, f"{year}-{int(month):02d}-{int(day):02d}")
    if get("y5"):
        first, tail = get("y5") or "", get("y6") or ""
        last = int(first[: 4 - len(tail)] + tail)
        if not int(first) < last <= int(first) + 40:
            return None
        return Dated(start, end, Period(date(int(first), 1, 1), date(last, 12, 31)), True)
    if get("y4"):
        whole = Period.parse(get("y4") or "")
        return Dated(start, end, narrowed(whole, get("part2") or ""), True)
    name = get("m1") or get("m2") or get("m3") or ""
    month = MONTHS[name.rstrip(".").lower()]
    year_text = get("y1") or get("y2") or get("y3")
    day_text = get("d1") or get("d2")
    if name.lower() == "may" and not (year_text or day_text) and not name[0].isupper():
        return None
    if year_text:
        year = int(year_text)
    elif published is not None:
        day = int(re.sub(r"\D", "", day_text)) if day_text else 1
        year = published.year - ((month, day) > (published.month, published.day))
    else:
        return None
    if day_text:
        return _day(start, end, f"{year}-{month:02d}-{int(re.sub(r'[^0-9]', '', day_text)):02d}",
                    bool(year_text))  # fmt: skip
    whole = Period.parse(f"{year}-{month:02d}")
    return Dated(start, end, narrowed(whole, get("part") or ""), bool(year_text))


def _day(start: int, end: int, iso: str, explicit: bool = True) -> Dated | None:
    try:
        return Dated(start, end, Period.parse(iso), explicit)
    except ValueError:
        return None


def shifted(day: date, years: int = 0, months: int = 0) -> date:
    """The day so many years and months away, within the month's length.

    Examples
    --------
    >>> shifted(date(2024, 3, 31), months=-1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + 12 * years + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
