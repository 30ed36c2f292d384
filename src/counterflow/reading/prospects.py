"""What is said of the future."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Scene
from counterflow.reading.times import Time
from counterflow.terms import Period

_FORECAST = re.compile(
    r"\b(?:(?:will|could|may|might|would)(?! have\b)(?: \w+)? (?:swell|climb|surpass|double|hit|leave|flee|arrive|return|move|come|follow|reach|rise|grow|exceed|need|seek|settle|take|emigrate|relocate)|"
    r"(?:is|are|was|were) (?:expected|projected|forecast|predicted|likely|set|due|estimated) to(?! have)|expect(?:s|ed|ing)?|"
    r"pencil(?:s|led)? in|reckons? with|plans? for|had (?:still )?expected|projects? that|project(?:s|ed) (?:that|to)|forecasts?|predicts?|anticipat\w+|to follow|прогноз\w*|ожида[юе]т\w*|могут? (?:уехать|покинуть|прибыть|бежать|вернуться)|planning for|prepar\w+ (?:for|to (?:receive|host|take)))",
    re.IGNORECASE,
)


def is_forecast(text: str, quantity: Quantity, end: date | None, context: Context) -> bool:
    if end is not None and context.published is not None and (end - context.published).days > 45:
        return True
    return is_expected(text, quantity)


def is_expected(text: str, quantity: Quantity) -> bool:
    """Whether a number is said of what has yet to come.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "As many as 5,000 could return in 2025."
    >>> is_expected(text, find_quantities(text)[0])
    True
    """
    return _FORECAST.search(text[max(0, quantity.start - 60) : quantity.end + 45]) is not None


def ahead_of_print(time: Time, scene: Scene, quantity: Quantity, published: date | None) -> Time:
    """The time itself, or its next turn: in "more will follow in April" April has yet to come."""
    text = scene.sentence.text
    if (
        published is None
        or time.basis != "printed date"
        or _YEAR.search(text, time.start, time.end)
    ):
        return time
    if not is_expected(text, quantity) or (published - time.period.end).days < _LONG_PAST:
        return time
    moved = Period(shifted(time.period.start, years=1), shifted(time.period.end, years=1))
    return replace(time, period=moved)


_YEAR = re.compile(r"\d{4}")

_LONG_PAST = 200
