"""Those who left their homes, or were counted, inside the country they come from."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed
from counterflow.reading.listed import adjacent_place
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed
from counterflow.terms import Measure

_INTERNAL = Keyed(
    r"\b(?:internal(?:ly)? displace\w*|displaced (?:internally|inside|within)|inside the country|"
    r"(?:displaced|uprooted) (?:at home|in their own country)|"
    r"(?:most|all|many|some) of (?:them|whom) (?:inside|within|in other parts of) (?:the|their|its)|"
    r"within the country|idps|внутренн\w+ перемещ\w+|внутри страны)\b",
    after="",
)


def displaced_at_home(
    text: str, quantity: Quantity, measure: Measure, places: list[Placed], origin: str
) -> bool:
    """Whether people uprooted "inside" or "within" the origin are counted, not those abroad."""
    if measure not in (Measure.STOCK, Measure.DEPARTURES) or not _UPROOTED.search(text):
        return False
    return any(
        p.mention.codes == (origin,)
        and _WITHIN.search(text[: p.mention.start]) is not None
        and (
            0 <= p.mention.start - quantity.end < _CLOSE
            or (
                p.mention.end < quantity.start
                and _NOT_ABROAD.search(text, quantity.end) is None
                and _INTO.match(text, quantity.end) is None
            )
        )
        for p in places
    )


_CLOSE = 40

_UPROOTED = Keyed(
    r"\b(?:[Dd]isplaced|[Uu]prooted|IDPs?|[Пп]еремещ[её]н\w*)\b", after="", flags=re.NOFLAG
)

_WITHIN = re.compile(r"\b(?:inside|within|in|внутри|в)\s+(?:the\s+)?$", re.IGNORECASE)

_INTO = re.compile(r"[^.;,\d]{0,50}?\b(?:into|to) (?:the )?[A-Z]")
_NOT_ABROAD = re.compile(r"\b(?:abroad|fled|crossed|neighbou?ring)\b")


def stays_at_home(text: str, quantity: Quantity, places: list[Placed], origin: str) -> bool:
    """Whether so many left their homes but not their country: "... but remain in Ukraine"."""
    stayed = _STAYED.match(text, quantity.end)
    if stayed is None:
        return False
    if stayed.group("country"):
        return True
    return any(p.mention.start == stayed.end() and p.mention.codes == (origin,) for p in places)


_STAYED = re.compile(
    r"(?:(?!\b(?:abroad|overseas|while|whereas)\b)[^.;\d]){0,90}?\b(?:(?:but|yet|and|who) "
    r"(?:(?:have|had|has|are|were|is|still|who|they|then) )*(?:remain(?:s|ed|ing)?|stay(?:s|ed|ing)?|"
    r"still|live|living)(?: (?:living|somewhere|elsewhere|are|put))*(?: in| inside| within)|"
    r"without (?:ever )?(?:leaving|crossing the borders? of|going out of)) "
    r"(?:(?P<country>the country\b|their (?:own )?country\b|its borders\b)|the )?"
)


def lives_at_home(text: str, quantity: Quantity, places: list[Placed], origin: str) -> bool:
    """Whether so many are said to live in the origin itself."""
    return any(
        p.mention.codes == (origin,)
        and p.mention.kind == "country"
        and p.mention.start > quantity.end
        and _LIVE_IN.fullmatch(text, quantity.end, p.mention.start) is not None
        for p in places
    )


_LIVE_IN = re.compile(
    r"\s+(?:people |persons |inhabitants )?(?:lived|live|living|reside|resided) (?:in|"
    r"inside)(?: the| parts| areas| of| rural| government-held| territory)* (?:the )?"
)


def listed_at_home(
    text: str, quantity: Quantity, places: list[Placed], origin: str, start: int
) -> bool:
    """Whether a number stands beside a part of the country itself: "Kharkiv region (13%)"."""
    parts = [p for p in places if p.mention.kind == "city" and p.role not in ("from", "body")]
    parts = [p for p in parts if p.mention.codes == (origin,)]
    return bool(parts) and adjacent_place(text, quantity, parts, start) is not None


def uprooted_inside(text: str, quantity: Quantity, start: int, end: int) -> bool:
    """Whether those of one number, and not of the number before it, never left their country."""
    after = _INTERNAL.search(text, quantity.end, min(end, quantity.end + _FAR))
    if after and (
        after.end() <= quantity.end + _NEAR or not _ADDS.search(text, quantity.end, after.start())
    ):
        return True
    told = _INTERNAL.search(text, max(start, quantity.start - _NEAR), quantity.start)
    told = told or (None if start else _WITHIN_IT.match(text))
    parted = _ADDS if start else _BUT
    if (
        told
        and start
        and _NEXT.fullmatch(text, told.end(), quantity.start)
        and not _ADDS.search(text, start, told.start())
    ):
        return False  # "6.7 million within the country, 1.8 million across the border"
    return told is not None and not parted.search(text, told.end(), quantity.start)


_NEAR, _FAR = 60, 90
_WITHIN_IT = re.compile(r"\W*Внутри страны\b")
_NEXT = re.compile(r"[^,;\d]{0,25},\s+(?:(?:some|another|about|a further)\s+)*")
_BUT = re.compile(r",? \b(?:but|while|whereas)\b|;")
_ADDS = re.compile(r"\b(?:and|while|but|with|plus)\b|;", re.IGNORECASE)
