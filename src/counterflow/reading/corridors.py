"""From where and to where: the places of a sentence, sorted into origins, hosts and neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from counterflow.reading.context import world_anchors
from counterflow.reading.nouns import Head
from counterflow.reading.places import Mention, find_places, names_people
from counterflow.reading.quantities import Quantity
from counterflow.terms import Measure

Role = Literal["to", "from", "subject", "body", "none"]

_EVENT = (
    r"(?:invasion|war|wars|conflict|attack|attacks|assault|fighting|coup|crackdown|uprising|offensive|aggression|"
    r"unrest|violence|hostilities|bombardment|strikes|operation|sanctions|takeover|occupation|regime|crisis)"
)
_EVENT_BEFORE = re.compile(
    rf"\b{_EVENT}\s+(?:of|in|on|against|with|between|over)\s+(?:the\s+|neighbou?ring\s+)?$|\b(?:invaded|attacked|bombed|fight in|fight for|"
    r"imports?|exports?|support for|aid to|partners?|allies|president of|government of|embassy in|ambassador to|talks with|weapons to|deal with)\s+(?:the\s+)?$"
    r"|\b(?:вторжени|войн|конфликт|нападени|действи|удар|операци|переворот|кризис|атак|агресси)\w*\s+(?:\w+\s+)?(?:в|во|на|с|против|между)\s+$"
    r"|\b(?:вторжени|нападени|агресси)\w*\s+$",
    re.IGNORECASE,
)
_EVENT_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?(?:{_EVENT}|invaded|attacked|launched|unleashed|law|economy|military|army|forces|president|leader|troops|currency)\b",
    re.IGNORECASE,
)
_BODY_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}?(?:government|ministry|ministries|minister|authorities|officials?|border (?:guards?|service|force|police|agency|officials)|"
    r"statistics|statistical|office|agency|police|department|bureau|home office|immigration|migration (?:service|agency|office)|council|state (?:border|migration)|data|figures|diplomat|embassy|parliament|media|news|outlet)\b",
    re.IGNORECASE,
)
_BODY_BEFORE = re.compile(
    r"\b(?:МВД|МИД|министерств\w*|министр\w*|служб\w+|власт\w+|правительств\w*|ведомств\w*|погранич\w+|управлени\w+|агентств\w*|статистик\w*|президент\w*|посольств\w*|полици\w+|парламент\w*)"
    r"(?:\s+внутренних дел|\s+статистики|\s+миграции)?\s+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?P<prep>out of|to|into|in|inside|across|towards?|for|from|of|leav(?:e|es|ing)|left|flee(?:s|ing)?|fled|quit|exit(?:ed|ing)|escap(?:ed|ing|e)|depart(?:ed|ing)|"
    r"enter(?:ed|ing|s)?|reach(?:ed|ing)?|within|throughout|at|via|through|against|by|with|between|than|over|outside|around|hosted by|about|beyond|behind|visited|under|из|в|во|на|с|до|через|покинул[аи]?|покидают|вокруг|против|между|около)"
    r"(?:\s+(?:the|a|an|its|other|nearby|neighbou?ring|countries|country|states|nations|places|like|such|as|including|mainly|mostly|"
    r"notably|primarily|chiefly|particularly|either|both|eastern|western|northern|southern|central|north|south|east|west|cities|destinations|of|border|low-visa|friendly|"
    r"popular|european|asian|african|former|soviet|rest|safety|refuge|neighbours?|neighbors?|capital|city|town|parts|camps|соседн\w+|стран\w*|территори\w*|пределы|так\w+|как|город\w*))*\s*,?\s*(?:such as\s+|including\s+|like\s+|namely\s+|mainly\s+|mostly\s+)?$",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,\s*(?:and|or)?|and|or|as well as|&|/|plus|followed by|и|или|а также)\s*(?:,?\s*(?:and|or|и|а также)\s+)?(?:(?:the|nearby|neighbou?ring|в|во|на|to|in|into|also|both|even|then|followed by|as well as|former|Soviet)\s+)*",
    re.IGNORECASE,
)
_FROM = frozenset(
    [
        "from",
        "left",
        "leave",
        "leaves",
        "leaving",
        "flee",
        "flees",
        "fled",
        "fleeing",
        "quit",
        "exit",
        "exited",
        "exiting",
        "escape",
        "escaped",
        "escaping",
        "depart",
        "departed",
        "departing",
        "outside",
        "behind",
        *("из", "с", "покинул", "покинула", "покинули", "покидают"),
    ]
) | {"out of"}
_TO = frozenset(
    [
        "to",
        "into",
        "in",
        "inside",
        "across",
        "toward",
        "towards",
        "for",
        "enter",
        "entered",
        "entering",
        "enters",
        "reach",
        "reached",
        "reaching",
        "within",
        "throughout",
        "at",
        "around",
        *("в", "во", "на", "до"),
    ]
) | {"hosted by"}
_ANAPHOR = re.compile(
    r"(?P<lead>\b(?:left|leave|leaves|leaving|fled|flee|fleeing|quit|out of|from|exited|outside|inside|within|across|in|to|into|entered|entering|reached|for)\s+)?"
    r"\b(?:the|both|these|those|в|во|эту|этой|эта)\s+(?P<many>two|three|four|five|six)?\s*(?P<region>South Caucasus |Central Asian |Baltic |Balkan |Gulf |South American |Andean |Caribbean |East African |Nordic |host |neighbou?ring |landlocked |small |former Soviet |island )*"
    r"(?P<noun>country|nation|republic|kingdom|emirate|countries|nations|republics|neighbou?rs|states|island|страну|стране|страна|республику|республике)\b(?![’']s (?:president|economy|government))",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:there(?! (?:is|are|was|were|has|have|had|will|would|could|may|might|can)\b)|here|там|туда|здесь)\b",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_INTERNAL = re.compile(
    r"\b(?:internal(?:ly)? displace\w*|displaced (?:internally|inside|within)|inside the country|within the country|idps|внутренн\w+ перемещ\w+|внутри страны)\b",
    re.IGNORECASE,
)
_RETURNING = re.compile(
    r"\b(?:return(?:ed|ees?|ing)|repatriat\w+|reverse migration|came back|верну\w+|возвра\w+)\b",
    re.IGNORECASE,
)
_HOME_LEAD = re.compile(
    r"\b(?:return\w*|(?:went|gone|going|go|came|come) (?:back|home)|back|home)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GROUND_AFTER = re.compile(
    r"\s+(?:(?:northern|southern|eastern|western|border|port|coastal|frontier)\s+)?(?:state|border|city|town|capital|territory|region|province|side|soil|frontier|port|airport|island|village|camps?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d|\bмиллион\w*|\bмлн\.?|\bтысяч\w*|\bтыс\.?|\bmillion|\bthousand|\bthousands of|\bmillions of)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_CRISIS_PLACE = re.compile(
    rf"\b(?:{_EVENT}\s+(?:of|in)\s+(?:the\s+|neighbou?ring\s+)?|(?:войн\w*|переворот\w*|кризис\w*|конфликт\w*)\s+(?:в|на)\s+)$",
    re.IGNORECASE,
)
_ORIGIN_LEAD = re.compile(
    r"\b(?:fled|flee|fleeing|left|leave|leaving|from|escaped|departed|exited|quit|out of|abandon\w+|из|покин\w+|граждан\w*|жител\w+|бежал\w* с)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEFT_AFTER = re.compile(r"\s+(?:уже\s+|могли\s+)?покин", re.IGNORECASE)  # "Украину покинули"
_DEMONYM_OF_PEOPLE = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:refugees?|migrants?|citizens|nationals|people|asylum|exiles|emigrants|emigres|émigrés|men|women|families|"
    r"residents|expats|expatriates|returnees|workers|professionals|arrivals|newcomers|diaspora|children|students|immigrants|dissidents|displaced|беженц\w+|беженец|граждан\w*|мигрант\w*|эмигрант\w*|жител\w+|человек|уехавш\w+|релокант\w*|переселенц\w+|диаспор\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in a sentence and the part it plays.

    Examples
    --------
    >>> Placed(Mention(3, 9, "POL", "country"), "to").role
    'to'
    """

    mention: Mention
    role: Role


@dataclass(slots=True)
class Register:
    """The hosts named last, for "there" and "the two countries".

    Examples
    --------
    >>> Register().last
    ()
    """

    last: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)

    def note(self, codes: tuple[str, ...]) -> None:
        """Remember hosts, the newest at the end."""
        if not codes:
            return
        self.last = codes
        for code in codes:
            if code in self.recent:
                self.recent.remove(code)
            self.recent.append(code)
        del self.recent[:-12]


def placed(text: str) -> list[Placed]:
    """The places of a sentence with their roles; event places play none.

    Examples
    --------
    >>> [(p.mention.code, p.role) for p in placed("Syrians fled to Turkey and Jordan")]
    [('SYR', 'none'), ('TUR', 'to'), ('JOR', 'to')]
    """
    mentions = find_places(text)
    found: list[Placed] = []
    for index, mention in enumerate(mentions):
        previous = found[-1] if found else None
        role = _role(text, mention)
        if (
            previous is not None
            and mention.kind != "demonym"
            and previous.role in ("to", "from", "subject")
        ):
            between = text[mentions[index - 1].end : mention.start]
            if _CHAIN.fullmatch(between) and role in ("none", "subject", "to"):
                role = previous.role
        found.append(Placed(mention, role))
    return found


def _role(text: str, mention: Mention) -> Role:
    before, after = (
        text[max(0, mention.start - 90) : mention.start],
        text[mention.end : mention.end + 60],
    )
    if _EVENT_BEFORE.search(before) or _EVENT_AFTER.match(after):
        return "none"
    if _BODY_AFTER.match(after) or _BODY_BEFORE.search(before):
        return "body"
    if mention.kind == "demonym" and not _GROUND_AFTER.match(after):
        return "none"
    if _LEFT_AFTER.match(after):
        return "from"
    match = _PREPOSITION.search(before)
    if match is None:
        return "none" if mention.kind in ("city", "demonym") else "subject"
    preposition = match.group("prep").lower()
    if preposition in _FROM:
        return "from"
    if preposition in _TO:
        return "to"
    return (
        "none"
        if preposition in ("against", "with", "via", "through", "than", "about", "under")
        else "subject"
        if preposition in ("by",)
        else "none"
    )


def document_origin(sentences: list[str]) -> str:
    """The country most people of a document come from; blank if none stands out.

    Examples
    --------
    >>> document_origin(["Half a million Sudanese refugees have fled Sudan for Chad."])
    'SDN'
    """
    from counterflow.reading.measures import MIGRATION

    votes: dict[str, float] = {}
    for text in sentences:
        moving = 1.0 if MIGRATION.search(text) else 0.3
        for mention in find_places(text):
            before, after = text[: mention.start], text[mention.end : mention.end + 60]
            weight = 0.1
            if _CRISIS_PLACE.search(before):
                weight = 1.5
            elif mention.kind == "demonym" and not _BODY_AFTER.match(after):
                plural = (
                    names_people(text[mention.start : mention.end])
                    or _COUNTED.search(before) is not None
                )
                weight = 3.0 if plural or _DEMONYM_OF_PEOPLE.match(after) else 0.3
            elif mention.kind == "country" and (
                _ORIGIN_LEAD.search(before) or _HOME_LEAD.search(before) or _LEFT_AFTER.match(after)
            ):
                weight = 2.5
            votes[mention.code] = votes.get(mention.code, 0.0) + weight * moving
    if not votes:
        return ""
    for code in votes:
        votes[code] *= 1.5 if world_anchors(code, None) else 1.0
    best = max(sorted(votes), key=lambda code: votes[code])
    return best if votes[best] >= 1.0 else ""


def origin_of(
    text: str, quantity: Quantity, measure: Measure, places: list[Placed], default: str
) -> str:
    """The country the counted people come from.

    Examples
    --------
    >>> text = "Chad hosts 600,000 Sudanese refugees"
    >>> from counterflow.reading.quantities import find_quantities
    >>> origin_of(text, find_quantities(text)[0], Measure.STOCK, placed(text), "")
    'SDN'
    """
    counted = [
        p.mention.code for p in places
        if p.mention.kind == "demonym" and p.role != "body"
        and 0 <= p.mention.start - quantity.end <= 45
        and not re.search(r"[.,;:(]|\b(?:to|in|into|across|of the|from|and|в|во|из|на|и)\b", text[quantity.end : p.mention.start])
    ]  # fmt: skip
    if counted:
        following = text[quantity.end : quantity.end + 60]
        if (
            not re.match(r"\s*\w+\s+(?:\w+\s+)?(?:permits?|visas?)", following)
            or counted[0] == default
        ):
            return counted[0]
    demonyms = {p.mention.code for p in places if p.mention.kind == "demonym" and p.role == "none"
                and (names_people(text[p.mention.start : p.mention.end]) or _DEMONYM_OF_PEOPLE.match(text[p.mention.end : p.mention.end + 50]))}  # fmt: skip
    if default in demonyms:
        return default
    if len(demonyms) == 1:
        return next(iter(demonyms))
    if measure is not Measure.RETURNS:
        left = [p.mention.code for p in places if p.role == "from" and len(p.mention.codes) == 1]
        if left and default not in left and not default:
            return left[0]
    return default


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
    >>> q = find_quantities(text)[0]
    >>> hosts_of(text, q, Measure.ARRIVALS, "person", placed(text), [], "UKR", Register())
    (('POL',), 'subject')
    """
    if measure in (Measure.RETURNS, Measure.RETURNED_SHARE) or (
        measure in (Measure.WORKERS, Measure.GROWTH) and _RETURNING.search(text)
    ):
        return ((origin,) if origin else ()), "home"
    if _INTERNAL.search(text[max(0, quantity.start - 60) : quantity.end + 60]):
        return ((origin,) if origin else ()), "inside the origin"
    usable = [p for p in places if origin not in p.mention.codes]
    leaving = measure in (Measure.DEPARTURES, Measure.BORDER_EXITS)
    paired = _respectively(text, quantity, others, usable)
    if paired and not leaving:
        return paired, "respectively"
    start = max((o.end for o in others if o.end <= quantity.start), default=0)
    end = min((o.start for o in others if o.start >= quantity.end), default=len(text))
    adjacent = _adjacent(text, quantity, usable, start)
    if adjacent and not leaving:
        return adjacent
    after = _group(
        text,
        [
            p
            for p in usable
            if p.role == "to"
            and quantity.end <= p.mention.start < end
            and not _OPENS_NEXT.match(text, p.mention.end)
        ],
    )
    if after:
        return after, "named after"
    if leaving:
        chosen = _group(
            text, [p for p in usable if p.role == "to" and p.mention.start >= quantity.end]
        )
        return chosen, "bound for" if chosen else ""
    own = [p.mention.code for p in usable if p.role == "body" and p.mention.start < quantity.start]
    anaphor = _anaphor(text, register, own)
    before = [
        p
        for p in usable
        if start <= p.mention.start < quantity.start and p.role in ("subject", "to")
    ]
    chosen = _last_group(text, before)
    if chosen:
        return chosen, "subject"
    if anaphor:
        return anaphor, "pointed back to"
    beyond = _group(text, [p for p in usable if p.role == "to" and p.mention.start >= quantity.end])
    earlier = _last_group(
        text,
        [p for p in usable if p.mention.start < quantity.start and p.role in ("subject", "to")],
    )
    if earlier or beyond:
        return earlier or beyond, "elsewhere in the sentence"
    bodies = [p.mention.code for p in usable if p.role == "body"]
    if bodies and measure is not Measure.SHARE:
        return (bodies[0],), "counted by that country"
    host_demonym = [
        p.mention.code for p in usable if p.mention.kind == "demonym" and head == "permit"
    ]
    if host_demonym:
        return (host_demonym[0],), "permits of"
    return (), ""


_OPENS_NEXT = re.compile(r"\s*[—–]\s*[^.;,]{0,20}?\d")  # "..., in Peru — 1.5 million"


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
        if m.kind == "demonym" or m.end > quantity.start or m.start < start:
            continue
        between = text[m.end : quantity.start]
        if re.fullmatch(
            r"\s+|\s*(?:\(|:|[-–—]|,|,?\s*with|has|had|hosts?|hosting|accounting for|sheltering|having|\(with|,?\s*at)\s*\+?(?:a total of\s+|about\s+|the most, at\s+)?",
            between,
        ):
            following = text[quantity.end : quantity.end + 40]
            if re.match(
                r"\s*(?:people\s+|refugees\s+|more\s+)?(?:in|to|into)\s+(?:the\s+)?[A-Z]", following
            ) and not between.strip().startswith("("):
                continue
            return m.codes, "list item"
    return None


def _group(text: str, candidates: list[Placed]) -> tuple[str, ...]:
    """The first chain of places."""
    codes: list[str] = []
    last: Mention | None = None
    for p in candidates:
        if last is not None and not _chained(text[last.end : p.mention.start]):
            break
        codes += [code for code in p.mention.codes if code not in codes]
        last = p.mention
    return tuple(codes)


def _chained(between: str) -> bool:
    return (
        _CHAIN.fullmatch(between) is not None
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
        if chain and not _chained(text[chain[-1].end : p.mention.start]):
            chain = []
        chain.append(p.mention)
    codes: list[str] = []
    for mention in chain:
        codes += [code for code in mention.codes if code not in codes]
    return tuple(codes)


def _anaphor(text: str, register: Register, own: list[str]) -> tuple[str, ...]:
    for match in _ANAPHOR.finditer(text):
        lead = (match.group("lead") or "").strip().lower()
        if lead in _FROM:
            continue
        if own and match.group("noun").lower() in ("country", "страну", "стране"):
            return (own[-1],)
        if not register.last:
            continue
        many = _COUNTS.get((match.group("many") or "").lower())
        if many and len(register.last) == many:
            return register.last
        if many and len(register.recent) >= many:
            return tuple(register.recent[-many:])
        if match.group("noun").lower().endswith("s"):
            return register.last if len(register.last) > 1 else ()
        return register.last[-1:] if len(register.last) == 1 else ()
    if _THERE.search(text) and register.last:
        return register.last
    return ()
