"""From where and to where: the places of a sentence, sorted into origins, hosts and neither."""

from __future__ import annotations

import re

from counterflow.reading.anaphora import (
    Register,
    former_or_latter,
    hosts_it,
    one_of_region,
    pointed_back,
    the_region,
)
from counterflow.reading.chains import group, inside_apposition, last_group, respectively
from counterflow.reading.elsewhere import host_unnamed
from counterflow.reading.homeward import (
    back_to,
    enters_home,
    homebound,
    into_home,
)
from counterflow.reading.inside import (
    displaced_at_home,
    listed_at_home,
    stays_at_home,
    uprooted_inside,
)
from counterflow.reading.keyed import Keyed
from counterflow.reading.listed import OF_APPLICANTS, adjacent_place
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed
from counterflow.reading.settings import offices_in
from counterflow.terms import Measure

_RETURNING = re.compile(
    r"\b(?:return(?:ed|ees?|ing)|repatriat\w+|reverse migration|came back|верну\w+|возвра\w+)\b",
    re.IGNORECASE,
)


def hosts_of(
    text: str,
    quantity: Quantity,
    measure: Measure,
    head: Head,
    places: list[Placed],
    others: list[Quantity],
    origin: str,
    register: Register,
) -> tuple[tuple[str, ...], str]:
    """Where the counted people end up or are counted, and why that place was chosen.

    Examples
    --------
    >>> text = "Poland has taken in 950,000 people."
    >>> from counterflow.reading.quantities import find_quantities
    >>> from counterflow.reading.roles import placed
    >>> q = find_quantities(text)[0]
    >>> hosts_of(text, q, Measure.ARRIVALS, "person", placed(text), [], "UKR", Register())
    (('POL',), 'subject')
    """
    if measure in (Measure.RETURNS, Measure.RETURNED_SHARE) or (
        measure in (Measure.WORKERS, Measure.GROWTH) and _RETURNING.search(text)
    ):
        there = back_to(text, quantity, places)
        return there or ((origin,) if origin else ()), "home"
    start = max((o.end for o in others if o.end <= quantity.start), default=0)
    following = [o for o in others if o.start >= quantity.end]
    end = min((o.start for o in following if not _says_again(text, quantity, o)), default=len(text))
    if uprooted_inside(text, quantity, start, end):
        return ((origin,) if origin else ()), "inside the origin"
    if (
        origin
        and measure in (Measure.ARRIVALS, Measure.BORDER_ENTRIES)
        and into_home(text, quantity, places, origin)
    ):
        return (origin,), "home"
    if origin and measure in _MAY_HAVE_STAYED and stays_at_home(text, quantity, places, origin):
        return (origin,), "inside the origin"
    if origin and displaced_at_home(text, quantity, measure, places, origin):
        return (origin,), "inside the origin"
    if origin and measure is Measure.BORDER_ENTRIES and _BACK_INTO.match(text, quantity.end):
        return (origin,), "home"
    if origin and measure in _COMING and enters_home(text, quantity, places, origin, end):
        return (origin,), "home"
    if measure is Measure.SHARE and origin and homebound(text, quantity, others, places, origin):
        return (origin,), "home"
    if measure is Measure.SHARE and origin and _OF_RETURNEES.match(text, quantity.end):
        return (origin,), "home"
    if measure in _ON_OWN_GROUND and listed_at_home(text, quantity, places, origin, start):
        return (origin,), "inside the origin"
    usable = [p for p in places if origin not in p.mention.codes]
    if register.last and OF_APPLICANTS.match(text, quantity.end):
        # "The Balkan states accounted for 30% of applicants": where they are from
        usable = [p for p in usable if p.role != "subject" or p.mention.codes == register.last]
    if quantity.kind == "percent" and not _GONE.search(text):
        for p in usable:
            owner = text.startswith(("'s", "’s"), p.mention.end)
            if owner and _OF_THE.fullmatch(text, quantity.end, max(quantity.end, p.mention.start)):
                return p.mention.codes, "named after"  # "10% of Moldova's population"
            if _OF_POPULATION.fullmatch(text, quantity.end, max(quantity.end, p.mention.start)):
                return p.mention.codes, "named after"
    leaving = measure in (Measure.DEPARTURES, Measure.BORDER_EXITS)
    paired = respectively(
        text, quantity, others, [p.mention for p in usable if p.mention.kind != "demonym"]
    )
    if paired and not leaving:
        return paired, "respectively"
    if quantity.kind == "percent":
        holder = [
            p for p in usable if p.role == "subject" and start <= p.mention.start < quantity.start
        ]
        if holder and _HOLDS.fullmatch(text, holder[-1].mention.end, quantity.start):
            return holder[-1].mention.codes, "subject"  # "Germany hosted 30% of those in Europe"
    world = next((p.mention for p in usable if p.mention.code == "WORLD"), None)
    if world is not None and _WORLDWIDE.fullmatch(
        text, quantity.end, max(quantity.end, world.start)
    ):
        return ("WORLD",), "named after"
    adjacent = adjacent_place(text, quantity, usable, start)
    bracketed = text[: quantity.start].rstrip().endswith(("(", " -", "–", "—", ":"))
    if adjacent and (bracketed or not leaving):
        return adjacent
    after = group(
        text,
        [
            p
            for p in usable
            if p.role == "to"
            and quantity.end <= p.mention.start < end
            and not _OPENS_NEXT.match(text, p.mention.end)
            and not (
                end < len(text)
                and _OWNS_NEXT.fullmatch(text, p.mention.end, end)
                and _PARTED.search(text, quantity.end, p.mention.start)
            )
            and not _leads_next(text, quantity, p, end)
            and not _MOST_OF_THEM.search(text, quantity.end, p.mention.start)
            and not _OTHER_CLAUSE.search(text, quantity.end, p.mention.start)
        ],
    )
    if after:
        return after, "bound for" if leaving else "named after"
    if host_unnamed(text, quantity, end) and not the_region(text, quantity, origin):
        return (), "hosts without a name"
    further = [
        p
        for p in usable
        if p.role == "to"
        and p.mention.start >= quantity.end
        and not _MOST_OF_THEM.search(text, quantity.end, p.mention.start)
        and not _OTHER_CLAUSE.search(text, quantity.end, p.mention.start)
        and not _OTHERS_DO.search(text, end, max(end, p.mention.start))
        and not _OWN_BAR.match(text, p.mention.end)
    ]
    beyond = group(text, further)
    if beyond and _has_own_number(text, others, end):
        beyond = ()
    if leaving:
        if beyond and not _AMONG.search(text, quantity.end, end):
            return beyond, "bound for"
        if ahead := _bound_for(text, usable, start, quantity):
            return ahead, "bound for"
        back = pointed_back(text[quantity.end : end].partition(";")[0], register, [])
        return back, "pointed back to" if back else ""
    own = [
        p.mention.code
        for p in usable
        if p.mention.start < quantity.start
        and (p.role == "body" or (p.mention.kind == "city" and p.mention.start < 3))
    ]
    named = [p.mention.code for p in usable if p.mention.kind != "demonym"]
    back = (
        former_or_latter(text, quantity, register)
        or one_of_region(text, register, named, end)
        or pointed_back(text, register, own, end)
        or the_region(text, quantity, origin)
    )
    if _MOST_OF_THE.search(text, start, quantity.start):
        return (), "hosts without a name"  # "... which took in most of the 4 million"
    before = [
        p
        for p in usable
        if start <= p.mention.start < quantity.start and p.role in ("subject", "to")
    ]
    if it := _IT_SAID.search(text, start, quantity.start):
        main = [p for p in usable if p.role == "subject" and p.mention.end <= it.start()]
        if main and main[0].mention.start >= start:
            return main[0].mention.codes, "subject"
    before = [p for p in before if not inside_apposition(text, p, before, quantity.start)]
    chosen = last_group(text, before)
    if chosen:
        return chosen, "subject"
    if back:
        return back, "pointed back to"
    earlier = last_group(
        text,
        [
            p
            for p in usable
            if p.role in ("subject", "to")
            and p.mention.start < quantity.start
            and (p.mention.kind != "region" or ";" not in text[p.mention.end : quantity.start])
        ],
    )
    if earlier or beyond:
        return earlier or beyond, "elsewhere in the sentence"
    if there := hosts_it(text, register):
        return there, "pointed back to"
    bodies = [p.mention.code for p in usable if p.role == "body"]
    if bodies and measure is not Measure.SHARE:
        return (bodies[0],), "counted by that country"
    if offices := offices_in(text):
        return offices, "counted by that country"
    host_demonym = [] if measure is not Measure.CITIZENSHIPS else [
        p.mention.code for p in usable
        if p.mention.kind == "demonym" and _NEW_PAPERS.match(text, p.mention.end)
    ]  # fmt: skip
    host_demonym += [
        p.mention.code for p in usable if p.mention.kind == "demonym" and head == "permit"
    ]
    if host_demonym:
        return (host_demonym[0],), "permits of"
    return (), ""


_MAY_HAVE_STAYED = (Measure.DEPARTURES, Measure.STOCK)
_ON_OWN_GROUND = (Measure.ARRIVALS, Measure.STOCK, Measure.SHARE)


def _says_again(text: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether the next number is the same people in another unit: "85%, or 6.7 million, are"."""
    if following.kind != "percent" and (following.kind, quantity.kind) != ("count", "percent"):
        return False
    between = text[quantity.end : following.start]
    return _AGAIN.fullmatch(between) is not None or (
        _APPOSED.fullmatch(between) is not None and _OF_ALL.match(text, following.end) is not None
    )


_AGAIN = re.compile(r"(?: [^\W\d][\w’'-]*){0,4}?(?:,? or | \()(?:\w+ ){0,2}?")
_APPOSED = re.compile(r"(?: [^\W\d][\w’'-]*){0,4}?, (?:\w+ ){0,2}?")
_OF_ALL = re.compile(r" of (?:the|all|those|them|everyone|everybody)\b[^.;,\d]{0,40},")

# "... is 29% in Germany, in Poland 17%"
_OWNS_NEXT = re.compile(
    r"\s+(?:it (?:is|was)\s+|only\s+|just\s+|the\s+)?|\s+(?:[—–-]\s+)?(?:[а-яё]+\s+){0,3}(?:[—–-]\s+)?"
)
_OWN_BAR = re.compile(r"\s+[—–-]\s+(?:[а-яё]+\s+){0,2}\d")  # "..., в ЦАР — 30"
_NOT_TOWARDS = ("е", "и", "ах", "ях", "ой", "ей", "ом", "ем")
"""Ends of the Russian names of places where somebody is; other forms say where they go."""


def _bound_for(text: str, usable: list[Placed], start: int, quantity: Quantity) -> tuple[str, ...]:
    """Where people go in "В Южный Судан бежали 640 тысяч", which puts the place first."""
    ahead = [
        p
        for p in usable
        if p.role == "to"
        and start <= p.mention.start < quantity.start
        and not (name := text[p.mention.start : p.mention.end]).isascii()
        and not name.endswith(_NOT_TOWARDS)
    ]
    return last_group(text, ahead)


_PARTED = re.compile(r",|\b(?:and|but|while)\b")


def _has_own_number(text: str, others: list[Quantity], start: int) -> bool:
    """Whether the next number has a place of its own right after it: "... 1.3 million in Peru"."""
    following = next((o for o in others if o.start == start), None)
    return following is not None and _IN_PLACE.match(text, following.end) is not None


def _leads_next(text: str, quantity: Quantity, place: Placed, end: int) -> bool:
    """Whether a place opens the clause of the next number: "..., в Узбекистане — 70 тысяч"."""
    opens = _OPENS_RUSSIAN.search(text, quantity.end, place.mention.start) is not None
    return opens and end < len(text) and "," not in text[place.mention.end : end]


_OPENS_RUSSIAN = re.compile(r"[а-яёА-ЯЁ],\s(?:а\s)?(?:в|во|на)\s(?:\w+\s)?$")
_NEW_PAPERS = re.compile(r"\s+(?:citizens?|citizenship|nationals?|nationality|passports?)\b")

_HOLDS = re.compile(
    r" (?:\w+ )?(?:hosts?|hosted|took|takes|taken|has|had|have|received|accepted|absorbed|"
    r"sheltered|shelters|registered|recorded|granted|issued|processed|counted|accounts for|"
    r"accounted for|makes up|made up|represents|represented|is home to|"
    r"was home to)(?: in)? (?:\w+ )?"
)
_OF_POPULATION = re.compile(
    r"\s+of (?:the |all )?(?:\w+ )?(?:population|residents|inhabitants|people|workforce|"
    r"labou?r force|pupils|foreigners) (?:of|in) (?:the )?"
)
_OF_THE = re.compile(r"\s+of (?:the )?")
_GONE = re.compile(r"\b(?:left|fled|emigrated|abroad)\b")
_COMING = (Measure.ARRIVALS, Measure.BORDER_ENTRIES)
_OF_RETURNEES = re.compile(
    r"\s*of (?:all |the |these |those )*(?:[\w-]+ )?(?:returnees|"
    r"(?:people |those )?who (?:have |had )?(?:already )?(?:returned|gone back|come back)|"
    r"deportees|homecomings)\b",
    re.IGNORECASE,
)

_BACK_INTO = re.compile(
    r"[\s—–-]+на въезд\b(?! в)|[^.;,\d]{0,40}?\bback (?:in)?to\b|[^.;,\d]{0,30}?\binto it\b"
)

_IN_PLACE = re.compile(r"\s+(?:\w+\s+)?(?:in|to|into)\s+(?:the\s+)?[A-ZА-Я]")

_WORLDWIDE = re.compile(r"\s+(?:people\s+|refugees\s+)?")

_MOST_OF_THE = Keyed(
    r"\b(?:most|majority|bulk|brunt|greater part|lion[’']s share) of (?:the|these|those|all)"
    r"(?: (?:more than|over|nearly|almost|some|estimated|roughly))?\s*$",
    after="",
)
_IT_SAID = re.compile(
    r",? (?:saying|adding|announcing|stating|pledging|promising|declaring|and said)(?: that)? it "
)

_AMONG = re.compile(r"\b(?:among (?:them|whom)|including|of (?:whom|which))\b")

_MOST_OF_THEM = re.compile(
    r"\b(?:most|many|majority|bulk|largest (?:numbers?|share|part)|some|rest) of (?:them|whom|"
    r"these|those)\b"
)

_OTHERS_DO = re.compile(
    r"\b(?:of (?:them|whom|these|those)|settled|moved|went|gone|live|living|stayed|reached|"
    r"crossed|arrived)\b"
)
"""What a later number does: "7 million fled, and 6 million of them live in ..." """

_OTHER_CLAUSE = re.compile(r"\b(?:although|though|whereas)\b|, but\b|;")

_OPENS_NEXT = re.compile(
    r"\s*[—–]\s*[^.;,]{0,20}?\d|,\s+where\b|\s*(?:\(|,?\s+(?:with|at)\s)\s*(?:about |some |"
    r"nearly |over )?\d"
)  # "..., in Peru — 1.5 million"
