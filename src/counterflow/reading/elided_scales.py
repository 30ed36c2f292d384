"""Numbers of a Russian list without the scale of the first: "в Польше 950 тысяч, в Чехии 380"."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.numerals import SCALE, SCALES
from counterflow.reading.quantity import Quantity

_SCALED = re.compile(rf"\d\s?(?P<scale>{SCALE})\W*$", re.IGNORECASE)
_IN_ANOTHER = re.compile(r"[,;]\s+(?:а\s+)?(?:во?|на)\s+[А-ЯЁ][^,;.\d]{1,40}$")
_ENDS = re.compile(r"\s*(?:[,.;)]|$)")
_BARE = re.compile(r"\d{1,3}(?:,\d)?")


def with_elided_scales(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities of a sentence, bare ones of a list in the scale of the first.

    A number that would then be greater than the first is left as it stands: lists go downwards.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> [q.value for q in find_quantities("в Польше 950 тысяч беженцев, в Чехии — 380.")]
    [950000.0, 380000.0]
    """
    scale, most = 1.0, 0.0
    out: list[Quantity] = []
    for quantity in found:
        if quantity.kind == "count" and quantity.value is not None:
            if named := _SCALED.search(text, quantity.core, quantity.end):
                scale, most = SCALES[named.group("scale").lower().rstrip(".")], quantity.value
            elif quantity.value * scale <= most and _is_bare(text, quantity):
                quantity = replace(quantity, value=quantity.value * scale)
        out.append(quantity)
    return out


def _is_bare(text: str, quantity: Quantity) -> bool:
    """Whether a small number ends the clause of another place."""
    return (
        _BARE.fullmatch(text, quantity.start, quantity.end) is not None
        and _ENDS.match(text, quantity.end) is not None
        and _IN_ANOTHER.search(text, max(0, quantity.start - 60), quantity.start) is not None
    )
