"""What is said of the future."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.terms import Period

_FORECAST = Keyed(
    r"\b(?:(?:will|could|may|might|would)(?! have\b)(?: \w+)? (?:swell|climb|surpass|double|hit|"
    r"leave|flee|arrive|return|move|come|follow|reach|rise|grow|exceed|need|seek|settle|take|"
    r"emigrate|relocate)|"
    r"(?:is|are|was|were) (?:expected|projected|forecast|predicted|likely|set|due|"
    r"estimated) to(?! have)|expect(?:s|ed|ing)?|"
    r"pencil(?:s|led)? in|reckons? with|plans? for|had (?:still )?expected|projects? that|"
    r"count(?:s|ed|ing) on|fores(?:ees|aw|een)|assum(?:es|ed) that|"
    r"(?:now|bank|ministry|government|agency|it) sees|project(?:s|ed) (?:that|to)|forecasts?|predicts?|anticipat\w+|to follow|прогноз\w*|"
    r"ожида[юе]\w+|(?:может|могут|смо[гж][ею]?т|предстоит) (?:\w+ )?(?:уехать|покинуть|прибыть|"
    r"бежать|вернуться|возвратиться|въехать|приехать|эмигрировать|выехать|достичь|вырасти|"
    r"превысить)|(?:уехать|покинуть|прибыть|бежать|вернуться|возвратиться|въехать|приехать|"
    r"эмигрировать|выехать) (?:\w+ )?(?:может|могут|смогут|сможет)|"
    r"(?:планиру|намере|собира|обеща|готов)\w+ (?:высла|выслать|депортировать|выдворить|принять|"
    r"разместить|переселить|эвакуировать|вернуть\b|репатриировать)|"
    r"(?:покинут|уед[еу]т|выед[еу]т|прибуд[еу]т|приед[еу]т|въед[еу]т|переед[еу]т|вернутся|"
    r"вернется|верн[её]тся|достигнет|превысит|вырастет|увеличится|сократится|вышлют|вышлет|"
    r"депортируют|возвратятся|возвратится|отправятся|покинет|примет|эмигрируют|переберутся|"
    r"репатриируются|пересекут|останутся|составит)\b|planning for|"
    r"prepar\w+ (?:for|to (?:receive|host|take)))",
    after="",
)


_AWAITED = re.compile(
    r"\b(?:due|will|would|could|may|might|(?<!had )expect\w*|(?<!had )plan(?:s|ned)?|set to|"
    r"likely|(?<!had )forecast\w*|"
    r"project(?:s|ed)|(?<!had )predict\w*|aims?|target|hopes?|ожида[ею]\w+|прогноз\w+|намерен\w+|"
    r"планиру\w+|может|могут)\b(?! have)"
)
_A_MONTH = 31  # days


def awaited(period: Period, clause: str, published: date) -> Period:
    """A month without a year as the next one, where its clause tells of what is to come.

    Examples
    --------
    >>> may = Period.parse("2023-05")
    >>> str(awaited(may, "5,000 more are expected by the end of May", date(2024, 4, 1)).end)
    '2024-05-31'
    """
    over = (published - period.end).days > _A_MONTH
    if not over or _AWAITED.search(clause) is None:
        return period
    following = Period(shifted(period.start, years=1), shifted(period.end, years=1))
    return following if following.end > published else period


def is_forecast(text: str, quantity: Quantity, end: date | None, context: Context) -> bool:
    if end is not None and context.published is not None and (end - context.published).days > 45:
        return True
    return is_expected(text, quantity)


# Asked when a number is dated, and again when it is drafted.
@lru_cache(maxsize=8)
def is_expected(text: str, quantity: Quantity) -> bool:
    """Whether a number is said of what has yet to come.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "As many as 5,000 could return in 2025."
    >>> is_expected(text, find_quantities(text)[0])
    True
    """
    return _FORECAST.search(text, quantity.start - 60, quantity.end + 45) is not None
