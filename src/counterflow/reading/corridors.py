"""From where and to where: the places of a sentence, sorted into origins, hosts and neither."""

from __future__ import annotations

import re

from counterflow.reading.anaphora import Register, pointed_back, the_region
from counterflow.reading.homeward import back_to, displaced_at_home, homebound, into_home
from counterflow.reading.nouns import Head
from counterflow.reading.places import Mention
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import CHAIN, OPENS_CLAUSE, Placed
from counterflow.terms import Measure

_INTERNAL = re.compile(
    r"\b(?:internal(?:ly)? displace\w*|displaced (?:internally|inside|within)|inside the country|within the country|idps|внутренн\w+ перемещ\w+|внутри страны)\b",
    re.IGNORECASE,
)

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
    if _INTERNAL.search(text[max(start, quantity.start - 60) : quantity.end + 60]):
        return ((origin,) if origin else ()), "inside the origin"
    if (
        origin
        and measure in (Measure.ARRIVALS, Measure.BORDER_ENTRIES)
        and into_home(text, quantity, places, origin)
    ):
        return (origin,), "home"
    if origin and displaced_at_home(text, quantity, measure, places, origin):
        return (origin,), "inside the origin"
    if origin and measure is Measure.BORDER_ENTRIES and _BACK_INTO.match(text, quantity.end):
        return (origin,), "home"
    if measure is Measure.SHARE and origin and _BACK_TO.match(text, quantity.end):
        back_home = next((p for p in places if p.mention.start >= quantity.end), None)
        if back_home is not None and back_home.mention.codes == (origin,):
            return (origin,), "home"
    if measure is Measure.SHARE and origin and homebound(text, quantity, others, places, origin):
        return (origin,), "home"
    usable = [p for p in places if origin not in p.mention.codes]
    if quantity.kind == "percent" and not _GONE.search(text):
        for p in usable:
            owner = text.startswith(("'s", "’s"), p.mention.end)
            if owner and _OF_THE.fullmatch(text, quantity.end, max(quantity.end, p.mention.start)):
                return p.mention.codes, "named after"  # "10% of Moldova's population"
    leaving = measure in (Measure.DEPARTURES, Measure.BORDER_EXITS)
    paired = _respectively(text, quantity, others, usable)
    if paired and not leaving:
        return paired, "respectively"
    start = max((o.end for o in others if o.end <= quantity.start), default=0)
    end = min((o.start for o in others if o.start >= quantity.end), default=len(text))
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
    adjacent = _adjacent(text, quantity, usable, start)
    bracketed = text[: quantity.start].rstrip().endswith(("(", " -", "–", "—", ":"))
    if adjacent and (bracketed or not leaving):
        return adjacent
    after = _group(
        text,
        [
            p
            for p in usable
            if p.role == "to"
            and quantity.end <= p.mention.start < end
            and not _OPENS_NEXT.match(text, p.mention.end)
            and not _MOST_OF_THEM.search(text, quantity.end, p.mention.start)
            and not _OTHER_CLAUSE.search(text, quantity.end, p.mention.start)
        ],
    )
    if after:
        return after, "bound for" if leaving else "named after"
    if leaving:
        chosen = _group(
            text, [p for p in usable if p.role == "to" and p.mention.start >= quantity.end]
        )
        if _AMONG.search(text, quantity.end, end):
            chosen = ()
        if chosen and _has_own_number(text, others, end):
            chosen = ()
        return chosen, "bound for" if chosen else ""
    own = [
        p.mention.code
        for p in usable
        if p.mention.start < quantity.start
        and (p.role == "body" or (p.mention.kind == "city" and p.mention.start < 3))
    ]
    # Beyond the next number "inside the country" is said of others.
    back = pointed_back(text[:end], register, own) or the_region(text, quantity, origin)
    before = [
        p
        for p in usable
        if start <= p.mention.start < quantity.start and p.role in ("subject", "to")
    ]
    chosen = _last_group(text, before)
    if chosen:
        return chosen, "subject"
    if back:
        return back, "pointed back to"
    beyond = _group(text, [p for p in usable if p.role == "to" and p.mention.start >= quantity.end])
    if beyond and _has_own_number(text, others, end):
        beyond = ()
    earlier = _last_group(
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
    bodies = [p.mention.code for p in usable if p.role == "body"]
    if bodies and measure is not Measure.SHARE:
        return (bodies[0],), "counted by that country"
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


def _has_own_number(text: str, others: list[Quantity], start: int) -> bool:
    """Whether the next number has a place of its own right after it: "... 1.3 million in Peru"."""
    following = next((o for o in others if o.start == start), None)
    return following is not None and _IN_PLACE.match(text, following.end) is not None


_NEW_PAPERS = re.compile(r"\s+(?:citizens?|citizenship|nationals?|nationality|passports?)\b")

_HOLDS = re.compile(
    r" (?:\w+ )?(?:hosts?|hosted|took|takes|taken|has|had|have|received|accepted|absorbed|sheltered|shelters|registered|recorded|granted|issued|processed|counted|accounts for|accounted for|makes up|made up|represents|represented|is home to|was home to)(?: in)? (?:\w+ )?"
)
_OF_THE = re.compile(r"\s+of (?:the )?")
_GONE = re.compile(r"\b(?:left|fled|emigrated|abroad)\b")
_BACK_TO = re.compile(r"\s*(?:went |moved |returned |of them )?back (?:in)?to (?:the )?[A-ZА-Я]")

_BACK_INTO = re.compile(r"[^.;,\d]{0,40}?\bback (?:in)?to\b|[^.;,\d]{0,30}?\binto it\b")

_IN_PLACE = re.compile(r"\s+(?:\w+\s+)?(?:in|to|into)\s+(?:the\s+)?[A-ZА-Я]")

_WORLDWIDE = re.compile(r"\s+(?:people\s+|refugees\s+)?")

_AMONG = re.compile(r"\b(?:among (?:them|whom)|including|of (?:whom|which))\b")

_MOST_OF_THEM = re.compile(
    r"\b(?:most|many|majority|bulk|largest numbers?|some) of (?:them|whom|these|those)\b"
)

_OTHER_CLAUSE = re.compile(r"\b(?:although|though|whereas)\b|, but\b|;")

_OPENS_NEXT = re.compile(r"\s*[—–]\s*[^.;,]{0,20}?\d|,\s+where\b")  # "..., in Peru — 1.5 million"


def _respectively(
    text: str, quantity: Quantity, others: list[Quantity], usable: list[Placed]
) -> tuple[str, ...]:
    """The place paired with a number in "Chad and Libya took in 5,000 and 2,000, respectively"."""
    word = text.lower().find("respectively")
    if word < 0:
        return ()
    numbers = sorted((q for q in [*others, quantity] if q.end <= word), key=lambda q: q.start)
    chain = numbers[-1:]
    for number in reversed(numbers[:-1]):
        if not re.fullmatch(r"[^.;]{0,25}?(?:,|and|, and)\s*", text[number.end : chain[0].start]):
            break
        chain.insert(0, number)
    if quantity not in chain or len(chain) < 2:
        return ()
    places = [p.mention for p in usable if p.mention.kind != "demonym"]
    before = [m for m in places if m.end <= chain[0].start][-len(chain) :]
    after = [m for m in places if m.start >= chain[-1].end][: len(chain)]
    chosen = before if len(before) == len(chain) else after
    return chosen[chain.index(quantity)].codes if len(chosen) == len(chain) else ()


def _adjacent(
    text: str, quantity: Quantity, usable: list[Placed], start: int
) -> tuple[tuple[str, ...], str] | None:
    """List items: "Poland (1.5 million)", "Germany: 1.1 million", "Peru with 1.5 million"."""
    for p in reversed(usable):
        m = p.mention
        if m.kind == "demonym" or m.end > quantity.start:
            continue
        if m.start < start and not (
            quantity.kind == "percent" and _BRACKET_OF.fullmatch(text, m.end, quantity.start)
        ):
            continue
        if p.role == "none" and m.kind == "country":
            continue  # "since the war in Ukraine, 150,000 have settled"
        between = text[m.end : quantity.start]
        if quantity.kind == "percent" and _BRACKET_OF.fullmatch(between):
            return m.codes, "list item"  # "Italy (28,400, or 7%)"
        if re.fullmatch(
            r"\s+|\s*(?:\(|:|[-–—]|,|,?\s*with|['’]s?|has|had|hosts?|hosting|accounting for|sheltering|having|\(with|,?\s*at)\s*\+?(?:a total of\s+|about\s+|the most, at\s+)?",
            between,
        ):
            following = text[quantity.end : quantity.end + 60]
            if following.lstrip().startswith(("each", "apiece")):
                return _last_group(text, [p for p in usable if p.mention.end <= m.end]), "list item"
            if re.match(
                r"\s*(?:people\s+|refugees\s+|more\s+)?(?:(?:\w+\s+){0,2}?(?:reaching|reached|entering|fleeing to|going to)|in|to|into)\s+(?:the\s+)?[A-Z]",
                following,
            ) and not between.strip().startswith("("):
                continue
            if not between.strip() and p.role == "to":
                chain = _last_group(
                    text, [p for p in usable if p.role == "to" and p.mention.end <= m.end]
                )
                return chain or m.codes, "list item"
            return m.codes, "list item"
    return None


_BRACKET_OF = re.compile(r"\s*\([^()]{0,40}")


def _group(text: str, candidates: list[Placed]) -> tuple[str, ...]:
    """The first chain of places."""
    codes: list[str] = []
    last: Mention | None = None
    for p in candidates:
        if last is not None and not _chained(text, last, p.mention):
            break
        codes += [code for code in p.mention.codes if code not in codes]
        last = p.mention
    return tuple(codes)


def _chained(text: str, last: Mention, following: Mention) -> bool:
    between = text[last.end : following.start]
    if OPENS_CLAUSE.match(text, following.end):
        return False
    return (
        CHAIN.fullmatch(between) is not None
        or re.fullmatch(
            r"\s*[,(]?\s*(?:in|to|into|across|mainly|mostly|including|and in|and to)\s+(?:the\s+)?",
            between,
        )
        is not None
    )


def _last_group(text: str, candidates: list[Placed]) -> tuple[str, ...]:
    """The chain of places that ends nearest to the quantity."""
    chain: list[Mention] = []
    for p in candidates:
        if chain and not _chained(text, chain[-1], p.mention):
            chain = []
        chain.append(p.mention)
    codes: list[str] = []
    for mention in chain:
        codes += [code for code in mention.codes if code not in codes]
    return tuple(codes)
