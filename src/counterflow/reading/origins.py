"""The country people leave: of a document, and of one quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterflow.reading.context import world_anchors
from counterflow.reading.keyed import Keyed
from counterflow.reading.peoples import counts_every_people
from counterflow.reading.places import find_places, names_people
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import BODY_AFTER, CITIZENS_OF, EVENT_IN, LEFT_AFTER, Placed
from counterflow.reading.schemes import names_a_scheme
from counterflow.reading.sentences import Sentence
from counterflow.terms import Measure

_HOME_LEAD = Keyed(
    r"\b(?:return\w*|deport\w*|repatriat\w*|expulsions?|(?:went|gone|going|go|came|come) (?:back|home)|back|home)\s+to\s+(?:the\s+)?$",
    after="",
)
_COUNTED = re.compile(
    r"(?:\d|\bмиллион\w*|\bмлн\.?|\bтысяч\w*|\bтыс\.?|\bmillion|\bthousand|\bthousands of|"
    r"\bmillions of)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_CRISIS_PLACE = Keyed(
    rf"{EVENT_IN}|\b(?:войн\w*|переворот\w*|кризис\w*|конфликт\w*)\s+(?:в|на)\s+$",
    after="",
)
_ORIGIN_LEAD = Keyed(
    r"\b(?:fled|flee|fleeing|left|leave|leaving|from|escaped|departed|exited|quit|out of|"
    r"abandon\w+|born in|из|покин\w+|граждан\w*|жител\w+|бежал\w* с)\s+(?:the\s+)?$",
    after="",
)
_LEFT_FOR = re.compile(r"\s+(?:for|to)\s+(?:the\s+)?[A-Z]")  # "left Poland for Ukraine"
_ANY_IMMIGRANT = re.compile(r"\s+(?:\w+\s)?immigrants\b(?! from)")
_COMING_FROM = Keyed(
    r"\b(?:arriv\w+|came|come|coming|enter\w+|were|are|immigra\w+|refugees|people|migrants|"
    r"citizens|newcomers) from\s+$",
    after="",
)
_LISTED = re.compile(
    r"(?:\s+(?:nationals|citizens|refugees|migrants|people|applicants))?"
    r"(?:\s*(?:\(|:|[-–—])\s*|\s+(?:(?:accounted|accounting) for|made up|numbered|numbering|for|"
    r"with|at)\s+|,\s+(?:with|at|numbering)\s+)"
)  # "Venezuelans: 532,715", "Ukrainians for 20,716"
_OF_THE_PEOPLE = re.compile(
    r"\b(?:among|of|for|as for|in the case of)\s+(?:the\s+)?$", re.IGNORECASE
)
_NEXT = re.compile(r"(?:\s+(?:nationals|citizens|refugees|migrants))?,\s+")
_NEXT_FROM = re.compile(r"\s*(?:people |citizens |migrants |refugees )?from\s+(?:the\s+)?")
_COUNTED_IN = frozenset(
    {Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.ASYLUM_APPLICATIONS, Measure.STOCK}
)
_HOMEWARD = (Measure.RETURNS, Measure.RETURNED_SHARE)
_PAPERS = (Measure.PERMITS_ISSUED, Measure.PERMITS_VALID, Measure.OTHER)
_DEMONYM_OF_PEOPLE = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:refugees?|migrants?|citizens|nationals|people|asylum|exiles|"
    r"applicants|claimants|"
    r"emigrants|emigres|émigrés|men|women|families|"
    r"residents|expats|expatriates|returnees|workers|professionals|arrivals|newcomers|diaspora|"
    r"children|students|immigrants|dissidents|displaced|беженц\w+|беженец|граждан\w*|мигрант\w*|"
    r"эмигрант\w*|жител\w+|человек|уехавш\w+|релокант\w*|переселенц\w+|диаспор\w*)\b",
    re.IGNORECASE,
)


def document_origin(sentences: list[str]) -> str:
    """The country most people of a document come from; blank if none stands out.

    Examples
    --------
    >>> document_origin(["Half a million Sudanese refugees have fled Sudan for Chad."])
    'SDN'
    """
    from counterflow.reading.topic import speaks_of_migration

    votes: dict[str, float] = {}
    left: set[str] = set()
    titled = [m.code for m in find_places(sentences[0])] if sentences else []
    for text in sentences:
        mentions = find_places(text)
        if not mentions:
            continue
        moving = 1.0 if speaks_of_migration(text) else 0.3
        homeward = _HOMEWARD_WORDS.search(text) is not None and not _LEFT_WORDS.search(text)
        for mention in mentions:
            lead = (max(0, mention.start - 60), mention.start)
            before = text[slice(*lead)]
            after = text[mention.end : mention.end + 60]
            weight = 0.1
            if _CRISIS_PLACE.search(text, *lead):
                weight = 1.5
            elif mention.kind == "demonym" and not BODY_AFTER.match(after):
                plural = (
                    names_people(text[mention.start : mention.end])
                    or _COUNTED.search(before) is not None
                )
                weight = 3.0 if plural or _DEMONYM_OF_PEOPLE.match(after) else 0.3
                if _RETURNEES.match(after) and _AMONG.search(before):
                    weight = 0.1  # "among them 100,000 Chadian returnees": not those it is about
            elif mention.kind == "country" and _LEFT_FOR.match(text, mention.end):
                weight = 0.1
            elif mention.kind == "country" and names_a_scheme(text, mention.start, mention.end):
                weight = 1.0 if world_anchors(mention.code, None) else 0.1
            elif mention.kind in ("country", "city") and (
                _ORIGIN_LEAD.search(text, *lead)
                or _HOME_LEAD.search(text, *lead)
                or LEFT_AFTER.match(after)
            ):
                weight = 0.3 if homeward and _FROM.search(before) else 2.5
                numbered = _NUMBERED.match(after) is not None
                if mention.kind == "country" and (_LISTED_WITH.match(after) or numbered):
                    left |= {mention.code} if numbered else set()
                    weight = 0.5  # "from Algeria, Libya and Tunisia": where the boats leave
            left |= {mention.code} if weight >= _LEFT else set()
            votes[mention.code] = votes.get(mention.code, 0.0) + weight * moving
    if not votes:
        return ""
    if len(left) >= _MANY and votes[max(votes, key=lambda code: votes[code])] < _CLEAR * sum(
        votes.values()
    ):
        return ""  # people of many countries
    for code in votes:
        votes[code] *= 3.0 if world_anchors(code, None) else 1.0
    best = max(sorted(votes), key=lambda code: votes[code])
    if votes[best] >= 1.0:
        return best
    known = [code for code in votes if world_anchors(code, None)]
    # Where others are said to be left, a country in passing is not the one people come from.
    known = [code for code in known if len(known) == 1 or code in titled]
    known = [code for code in known if left <= {code}]
    return known[0] if len(known) == 1 else ""


def _goes_to(code: str, places: list[Placed]) -> bool:
    return any(p.role == "to" and p.mention.code == code for p in places)


def first_mention(sentences: Sequence[Sentence], origin: str) -> int:
    """Where a text first names a country or its people; 0 if it does not.

    Examples
    --------
    >>> from counterflow.reading.sentences import split_sentences
    >>> first_mention(split_sentences("Many came. Most were Syrians."), "SYR")
    21
    """
    mentions = (
        sentence.start + mention.start
        for sentence in sentences
        for mention in find_places(sentence.text)
        if mention.code == origin
    )
    return next(mentions, 0)


def _are_an_aside(text: str, place: Placed) -> bool:
    """Whether a people are only a part of those counted: "among them 100,000 Chadian returnees"."""
    mention = place.mention
    if _RETURNEES.match(text, mention.end) is None:
        return False
    return _AMONG.search(text[max(0, mention.start - 60) : mention.start]) is not None


_RETURNEES = re.compile(r"\s+(?:\w+\s+)?returnees\b")
_AMONG = re.compile(
    r"\b(?:among (?:them|whom|these)|including|along(?:side| with)|as well as|besides|"
    r"plus)\b[^.;]{0,30}$"
)


_HOMEWARD_WORDS = Keyed(
    r"\b(?:return\w*|home|homecomings?|back|repatriat\w*|deport\w*|expel\w*|expulsions?|верну\w+|"
    r"возвра\w+|домой|на родину|депортир\w+|выдвор\w+|высла\w+)\b",
    after="",
)
_LEFT_WORDS = Keyed(
    r"\b(?:fled|flee\w*|left|emigrat\w*|exodus|уеха\w+|покин\w+|бежа\w+|эмигр\w+|выеха\w+)\b",
    after="",
)
_FROM = re.compile(r"\b(?:from\s+(?:the\s+)?|из\s+)$")
_NUMBERED = re.compile(r"\s(?:[—–-]\s|\()\d")  # "из Таджикистана — 86,2 тыс."
_LISTED_WITH = re.compile(r"(?:,| and|, and| or)\s+(?:the\s+)?[A-Z]\w+")
_LEFT = 1.5
_MANY = 3
_CLEAR = 0.45  # of all votes
_PAPER_OF = re.compile(r"[^.;,]{0,40}\b(?:passports?|citizenship|nationality)\b", re.IGNORECASE)
_OF_NATIONALITY = re.compile(
    r"\s+(?:people|persons|foreigners|residents|immigrants|migrants) (?:with|of|holding) (?:an? )?"
    r"(?!dual |double |second )[A-Z]"
)
"""Foreigners named by their papers: "1.5 million people with Turkish citizenship"."""
_OF_ANOTHER = re.compile(
    r"(?:\d|%|per ?cent|million|thousand)\s+(?:of\s+(?:the\s+|all\s+)?)?$", re.IGNORECASE
)
_ACTS = re.compile(
    r"\s+(?:have |had |also |alone )*(?:filed|lodged|submitted|made|received|obtained|were|are|"
    r"applied|numbered|accounted|arrived|entered|crossed|left|fled|came|\d)"
)


_CITIZENS_LISTED = Keyed(r"\b(?:citizens|nationals|natives) of [^.;]{0,120}$", after="")
_OWN_CITIZENS = re.compile(
    r"\s+of (?:its|their|his) (?:own )?(?:citizens|nationals|people|countrymen|compatriots)\b"
)


def _of_own_citizens(text: str, quantity: Quantity, places: list[Placed]) -> str:
    """The country that tells of its own: "Tajikistan says 392,000 of its citizens went abroad"."""
    if _OWN_CITIZENS.match(text, quantity.end) is None:
        return ""
    tellers = [p for p in places if p.role in ("subject", "body")]
    tellers = [p for p in tellers if p.mention.end <= quantity.start]
    return tellers[-1].mention.code if tellers else ""


_NATIONALS_OF = re.compile(
    r"\s+(?:\w+ ){0,2}?(?:citizens|nationals|passport holders) of (?:the )?(?=[A-Z])"
)
_RETURNED = re.compile(
    r"\b(?:returned|returnees|gone back|went back|went home|come home|returning)\b"
)
_FLED = re.compile(r"\b(?:бежал|сбежал|бегут|спасал)\w*")
_BEHIND_BAR = re.compile(r"(?<=[а-я])\s(?:\(|[—–-]\s)")
_BRACKETED = re.compile(r"\s*\([^()]{0,30}")
_DIGIT = re.compile(r"\d")
_APART = re.compile(r"[.,;:(]|\b(?:to|in|into|across|of the|the|from|and|в|во|из|на|и)\b")


def _acting(text: str, quantity: Quantity, places: list[Placed]) -> str:
    """The people of the clause: "Syrians filed 70,976 claims and Afghans 36,358"."""
    for place in reversed([p for p in places if p.mention.end <= quantity.start]):
        mention = place.mention
        if _DIGIT.search(text, mention.end, quantity.start):
            return ""
        if mention.kind == "demonym" and names_people(text[mention.start : mention.end]):
            return mention.code if _ACTS.match(text, mention.end) else ""
    return ""


def origin_of(
    text: str, quantity: Quantity, measure: Measure, places: list[Placed], default: str
) -> str:
    """The country the counted people come from.

    Examples
    --------
    >>> text = "Chad hosts 600,000 Sudanese refugees"
    >>> from counterflow.reading.quantities import find_quantities
    >>> from counterflow.reading.roles import placed
    >>> origin_of(text, find_quantities(text)[0], Measure.STOCK, placed(text), "")
    'SDN'
    """
    counted = [
        p.mention.code for p in places
        if p.role != "body"
        and (p.mention.kind == "demonym" or CITIZENS_OF.search(text[: p.mention.start]))
        and 0 <= p.mention.start - quantity.end <= 45
        and not _APART.search(text[quantity.end : p.mention.start])
    ]  # fmt: skip
    if own := _of_own_citizens(text, quantity, places):
        return own
    if not counted and (citizens := _NATIONALS_OF.match(text, quantity.end)):
        counted = [p.mention.code for p in places if p.mention.start == citizens.end()]
    papers = _PAPER_OF.match(text, quantity.end) and not _OF_NATIONALITY.match(text, quantity.end)
    if counted and (papers or quantity.kind == "money"):
        counted = []  # "a quarter of them hold a German passport"
    if counted and counted[0] != default and _goes_to(counted[0], places):
        away = [p.mention.code for p in places if p.role == "from" and p.mention.code != counted[0]]
        if away:
            return away[0]  # "Armenians have left Karabakh for Armenia"
    if counted:
        following = text[quantity.end : quantity.end + 60]
        if measure in _PAPERS and counted[0] != default:
            counted = []
        elif (
            not re.match(r"\s*\w+\s+(?:\w+\s+)?(?:permits?|visas?)", following)
            or counted[0] == default
        ):
            return counted[0]
    listed = [
        p.mention.code for p in places
        if p.mention.kind == "demonym"
        and (
            _LISTED.fullmatch(text, p.mention.end, quantity.start)
            or (
                _NEXT.fullmatch(text, p.mention.end, quantity.start)
                and _OF_THE_PEOPLE.search(text[: p.mention.start])
            )
        )
    ]  # fmt: skip
    listed += [
        p.mention.code for p in places
        if p.mention.kind == "country" and p.role == "from"
        and (
            (
                (quantity.kind == "percent" or _CITIZENS_LISTED.search(text, 0, p.mention.start))
                and _BRACKETED.fullmatch(text, p.mention.end, quantity.start)
            )
            or (measure not in _HOMEWARD and _BEHIND_BAR.fullmatch(text, p.mention.end, quantity.start))
        )
    ]  # fmt: skip
    if listed and not _RETURNED.search(text):
        return listed[0]
    coming = [
        p.mention.code for p in places
        if p.mention.kind == "country" and 0 <= p.mention.start - quantity.end <= 60
        and _COMING_FROM.search(text, 0, p.mention.start) and world_anchors(p.mention.code, None)
    ]  # fmt: skip
    coming += [
        p.mention.code for p in places
        if p.mention.kind == "country" and p.mention.start >= quantity.end and measure in _COUNTED_IN
        and _NEXT_FROM.fullmatch(text, quantity.end, p.mention.start)
    ]  # fmt: skip
    if coming and measure not in _HOMEWARD and not _RETURNED.search(text):
        return coming[0]  # of returnees "from Iran", Iran is what they left
    if counts_every_people(text, quantity):
        return ""
    if quantity.kind != "percent" and _ANY_IMMIGRANT.match(text, quantity.end):
        return ""
    demonyms = {p.mention.code for p in places if p.mention.kind == "demonym" and p.role == "none"
                and not _are_an_aside(text, p)
                and not (p.mention.start > quantity.end and _OF_ANOTHER.search(text[: p.mention.start]))
                and (names_people(text[p.mention.start : p.mention.end]) or _DEMONYM_OF_PEOPLE.match(text[p.mention.end : p.mention.end + 50]))}  # fmt: skip
    if acting := _acting(text, quantity, places):
        return acting
    if default in demonyms:
        return default
    if len(demonyms) == 1:
        return next(iter(demonyms))
    if measure is Measure.DEPARTURES and not demonyms and _FLED.search(text, 0, quantity.start):
        fled = {p.mention.code for p in places if p.role == "from"}
        own = next(iter(fled)) if len(fled) == 1 else ""
        if own and world_anchors(own, None):
            return own  # people flee a crisis of their own country
    if measure is Measure.DEPARTURES and not default:
        left = [p.mention.code for p in places if p.role == "from" and len(p.mention.codes) == 1]
        return left[0] if left else ""
    return default
