"""The verb or noun of moving, staying or returning that governs a quantity."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from counterflow.reading.asides import AGES, ASIDE, MAY_STAND_ASIDE
from counterflow.reading.keyed import Keyed
from counterflow.reading.motion import Side
from counterflow.reading.nouns import Head
from counterflow.reading.number_lists import PARTS_A_LIST, list_before, one_list
from counterflow.reading.quantity import Quantity
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_PARTING = (
    r"but|while|whereas|although|though|when|as\b(?! many| much| of| well)|because|which|"
    r"compared|after|before"
)
_PARTING_MARK = r";|—|\s[-–]\s"
_PARTING_WORDS, _PARTING_MARKS = Keyed(_PARTING), re.compile(_PARTING_MARK)
HARD = re.compile(rf"{_PARTING_MARK}|\b(?:{_PARTING})\b", re.IGNORECASE)
"""What parts the clauses of a sentence."""
ELSEWHERE = "not moving"
"""Why a number is no claim: its verb is one of dying, fighting, being asked or in need."""

_WINDOW = 400
_MOST_TAKEN = 4.0
_OF_THE = re.compile(
    r"(?:\d[\d.,]*(?: (?:million|thousand))?|\b(?:many|most|some|few|half|all|none|each|third|"
    r"quarters?|fifths?|thirds|majority|bulk|part|share|number|proportion|percent|per cent)|%) "
    r"(?:out )?of (?:the|those|these) (?:some |estimated |nearly )*$",
    re.IGNORECASE,
)
"""What makes a number the whole of which the sentence tells a part."""
_ITS_NOUN = re.compile(r"\s+(?:[\w-]+\s+){0,2}")
_AUXILIARY = re.compile(
    r"\b(?:are|were|is|was|been|be|being|remain|remains|remained|has|have|had)\s+(?:\w+ly\s+|"
    r"now\s+|still\s+)*$",
    re.IGNORECASE,
)
_RELATIVE_CLAUSE = re.compile(r"[A-Za-z]\s+(?:who|that|which)\b[^,]{0,25}$")
_WHO = re.compile(r"\s*(?:[\w’'-]+\s+){1,4}?(?:who|that|which)\s+(?:\w+\s+)?\w+(?:ed|en|t|d)\b")
_REDUCED = re.compile(
    r"\s*(?:(?!(?:are|were|is|was|be|been|have|has|had)\b)[\w’'-]+\s+){1,3}?(?:stranded|living|"
    r"residing|registered|displaced|uprooted|hosted|based|staying|fleeing|sheltering|working|"
    r"held|stuck|employed|born|from)\s"
)
_MAIN_VERB = re.compile(
    r"(?<!\band)(?<!\bor)(?<!\bwho)(?<!\bthat)(?<!\bnot)(?<!,) (?:are|were|is|was|have|had|has|"
    r"have been|had been)\s+(?:\w+ly\s+|now\s+|still\s+|already\s+|since\s+)*$"
)
"""The verb of the sentence after "... people who had fled the country": "... were"."""
_FINITE = re.compile(
    r"(?:left|fled|returned|entered|crossed|arrived|moved|stayed|remained|lived?s?|hold|holds|"
    r"held|enjoy(?:ed)?|have|had|has|benefit(?:ed)?|reside[ds]?|settled|found|work(?:ed)?|"
    r"depend(?:ed)?)\b",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r"\s*(?:[\w’'-]+\s+){1,4}?(?:who|that|which)\s+\w+\s+[^,;]*(?<!\band)(?<!\bor)(?<!\bto)(?<!\bhad)(?<!\bhave) $"
)
"""What stands before the verb of the sentence in "... who were granted protection there left"."""
_MAIN = 5.0
_LABELLED, _LINE = 3.0, 120  # "Chadians who returned from Sudan in the same period: 220,000"
_TALLIED = re.compile(
    r"\b(?:count(?:s|ed)|identif(?:ies|ied)|list(?:s|ed)|document(?:s|ed)|trac(?:es|ed)|"
    r"compil(?:es|ed)|nam(?:es|ed)|finds?|found|knows? of|knew of|tall(?:ies|ied))\s+"
    r"(?:(?:only|just|some|about|over|the names of|a list of|data on)\s+)?$"
)
"""What is done with a list of those who moved."""
_THEY = re.compile(
    r"\s(?:[\w’'-]+ ){1,6}?(?:who|that) (?:(?:have|had|has|since|already|also|recently) )*"
)
_PASSIVE = re.compile(r"\b(?:be|been|being)\s+$", re.IGNORECASE)
_PART_OF = Keyed(r"\b(?:of|from|among) (?:the|those|these) (?:\w+ )?$", after="")
_BRACKETED = re.compile(r"\([^()]*$")
_CLAUSES = Keyed(r"\b(?:who|that|which)\b", after="", flags=re.NOFLAG)
_BARE_WHO = re.compile(r"\s+who\b[^,]{0,25}$")
_WEAK = re.compile(
    r"(?:were |was |been |are |is )?(?:recorded|registered|counted|identified|tracked|found)|"
    r"number(?:s|ed|ing)?|total(?:s|ed|led|ing|ling)?|holds?|found|finds|shows?|lists?|listed|"
    r"recorded|registered|reported|detected|saw|seen|took|counted|has registered|have registered|"
    r"received|has|have|had|total of|logged|tallied|noted",
    re.IGNORECASE,
)


_THOUGHT_OF = re.compile(
    r"\b(?:about|(?:think\w*|thought|dream\w*|talk\w*|idea|plans?) of|consider(?:ed|ing)?|"
    r"against|contemplat(?:ed|ing)) $"
)
_NOT = re.compile(r"\b(?:not|never|failed to|yet to)(?: yet| ever)? $")
_OWN_NOUN = re.compile(r"emigrants|leavers|defectors", re.IGNORECASE)
_WHILE_MOVING = re.compile(r"(?:flee|leav|escap|arriv|enter|cross|return|mov)ing", re.IGNORECASE)
_NOUN_ONLY = re.compile(r"(?: (?!are\b|were\b|is\b|was\b|be\b|been\b)[\w’'-]+){0,4} ")
_DASH_BEFORE = re.compile(r"\s[-–—]{1,2}\s(?:\w+\s){0,2}$")
_DASH_AT = re.compile(r"^\s[-–—]{1,2}\s")


def governing(text: str, quantity: Quantity, head: Head, others: list[Quantity]) -> Verdict | None:
    """The cheapest trigger: near, on the side its grammar asks for, no clause between."""
    best: Verdict | None = None
    ends = 0
    # "4.6 million of the 5.4 million who have left live there": they left, the others live.
    whole = _OF_THE.search(text[: quantity.start]) is not None
    part = _PART_OF.search(text, 0, quantity.start) is not None
    relative = (
        None if whole else _WHO.match(text, quantity.end) or _REDUCED.match(text, quantity.end)
    )
    told_later = relative is not None and any(
        measure is not None
        and match.start() > relative.end()
        and _MAIN_VERB.search(text, relative.end(), match.start())
        for measure, _, match in triggers_in(text)
    )
    tallied = relative is not None and _TALLIED.search(text, 0, quantity.start) is not None
    moving = True
    clauses = _CLAUSES.search(text) is not None
    bracketed = "(" in text
    aside = MAY_STAND_ASIDE.search(text) is not None
    following = min((o.start for o in others if o.start >= quantity.end), default=0)
    listed = bool(following) and PARTS_A_LIST.fullmatch(text, quantity.end, following) is not None
    label = (
        head == "none" and text[: quantity.core].endswith((": ", "\n")) and quantity.start < _LINE
    )
    label = label and not any(other.end <= quantity.start for other in others)
    for measure, side, match in triggers_in(text):
        if measure is Measure.RETURNS and _only_thought_of(text, match):
            continue  # "recorded in Italy have thought about going back": they are there
        near = match.start() - quantity.end < _WINDOW and quantity.start - match.end() < _WINDOW
        if near and best is not None:
            gap = max(match.start() - quantity.end, quantity.start - match.end())
            # What stands in brackets is no distance: then the gap says little.
            near = gap / 6 - _MOST_TAKEN < best.cost or aside or listed
        if near:
            cost = cost_of(text, quantity, match, side, others) - (measure is None)
            follows = match.end() <= quantity.start and measure is None and side == "object"
            if follows and _PASSIVE.search(text, 0, match.start()):
                cost += 8  # "300,000 reservists would be mobilised led thousands to flee"
            if label and measure is not None and match.end() <= quantity.start:
                cost = min(cost, _LABELLED + match.start() / 20)
            if measure is Measure.STOCK and match.group().lower() in ("has", "have", "had"):
                if head in ("none", "other") or not re.search(
                    r"(?:[A-Z]\w+|[A-Z]\w+, [^.;,\d]{3,60},|(?:says?|said|that|claims?) it|"
                    r"\b(?:country|kingdom|republic|state|region|city|island|camp|town|village|"
                    r"province|settlement|site|district|cent(?:re|er))|"
                    r", (?:which|that))(?: already| still| now| once| itself| alone| also|"
                    r" today)*\W*$",
                    text[: match.start()],
                ):
                    continue
                cost += 4
            if measure is Measure.STOCK and side == "noun":
                cost += 8
            if _WEAK.fullmatch(match.group()):
                cost += 6
            if _OWN_NOUN.fullmatch(match.group()) and _NOUN_ONLY.fullmatch(
                text, quantity.end, max(quantity.end, match.start())
            ):
                cost += 4  # "1,150 emigrants asked for a passport": the verb says what is counted
            if (
                told_later
                and relative is not None
                and quantity.end <= match.start() < relative.end()
            ):
                cost += 6  # "7,500 people stranded in Mexico have flown home": they flew home
            if _WHILE_MOVING.fullmatch(match.group()) and _NOUN_ONLY.fullmatch(
                text, quantity.end, max(quantity.end, match.start())
            ):
                cost += 3  # "5,000 people fleeing the war entered Poland": they entered
            if match.group().lower() in ("displaced", "uprooted") and not _AUXILIARY.search(
                text[: match.start()]
            ):
                cost += 12  # "displaced people have returned": a property, not the verb
            if (
                not whole
                and clauses
                and _RELATIVE_CLAUSE.search(text[quantity.end : max(quantity.end, match.start())])
            ):
                cost += 10
            elif (
                not whole
                and not part
                and _BARE_WHO.match(text[quantity.end : max(quantity.end, match.start())])
            ):
                cost += 5
            if (
                relative is not None
                and match.start() > relative.end()
                and (
                    _MAIN_VERB.search(text, relative.end(), match.start())
                    or (
                        _FINITE.match(match.group())
                        and _OWN_VERB.match(text, relative.start(), match.start())
                    )
                )
            ):
                cost = min(cost, _MAIN)
            if (
                bracketed
                and _BRACKETED.search(text, 0, match.start())
                and text.find(")", match.end()) > 0
            ):
                opened = text.rfind("(", 0, match.start())
                if not opened < quantity.start < text.find(")", match.end()):
                    cost += 12  # "in South Sudan (most of them returnees)"
            if tallied and match.end() <= quantity.start:
                cost += 12
            elif tallied and _THEY.fullmatch(text, quantity.end, max(quantity.end, match.start())):
                cost = min(cost, _MAIN)  # "counted 270 academics who had left": they left
            if measure in (
                Measure.ASYLUM_APPLICATIONS,
                Measure.PERMITS_ISSUED,
                Measure.PERMITS_VALID,
            ):
                cost -= 3
            longer = best is not None and match.start() == best.at and match.end() > ends
            if best is None or cost < best.cost or (longer and cost == best.cost):
                ends = match.end()
                moving = measure is not None
                why = " ".join(match.group().split())[:40].lower()
                best = Verdict(measure or Measure.OTHER, why, match.start(), cost)
    if not moving and best is not None:
        return replace(best, measure=Measure.OTHER, why=ELSEWHERE)
    return best


def _only_thought_of(text: str, match: re.Match[str]) -> bool:
    """Whether going back is what somebody thinks about, and not what they did."""
    if _NOT.search(text, 0, match.start()):
        return True
    going = match.group().split()[0].endswith("ing")
    return going and _THOUGHT_OF.search(text, 0, match.start()) is not None


_COUNTED_FIRST = Keyed(
    r"\b(?:number|total|count|figure|tally|share|those|people|proportion)\b[^.;]{0,60}$",
    after="",
    flags=re.NOFLAG,
)


def cost_of(
    text: str, quantity: Quantity, match: re.Match[str], side: Side, others: list[Quantity]
) -> float:
    after = match.start() >= quantity.end
    between = text[quantity.end : match.start()] if after else text[match.end() : quantity.start]
    if MAY_STAND_ASIDE.search(between):
        between = ASIDE.sub(" ", between)
    if after and _DASH_BEFORE.search(text[: quantity.start]):
        between = _DASH_AT.sub(" ", between)  # the quantity stands between dashes itself
    listed = after and one_list(
        text, quantity, [o for o in others if quantity.end <= o.start < match.start()]
    )
    if listed:
        between = text[max(o.end for o in others if o.end <= match.start()) : match.start()]
    elif not after and (first := list_before(text, quantity, match, others)) is not None:
        listed, between = True, text[match.end() : first]
    if after and side == "subject" and (apposed := _APPOSED.fullmatch(between)):
        between = apposed.group("noun") + apposed.group("verb")
        others = []
    if after and not match.group().isascii():
        between = _BAR_START.sub("", between)  # "9,7 млн — на въезд"
    if not after and not match.group().isascii():
        between = _BAR_END.sub("", between)  # "Больше всего вернулось из Турции — 274 тысячи"
    low, high = (quantity.end, match.start()) if after else (match.end(), quantity.start)
    if aged := AGES.search(text, low, high):
        between = between.replace(aged.group(), "")
        others = [o for o in others if not aged.start() <= o.start < aged.end()]
    parted = any(low <= start < high for start, _ in _partings(text))
    cost = len(between) / 6
    cost += 14 * len(HARD.findall(between)) if parted else 0
    cost += 2 * between.count(",") + 6 * between.count(";")
    crossed = [other for other in others if low <= other.start and other.end <= high]
    if after and any(
        other.kind == "count" and _OF_WHOM.match(text, other.end) for other in crossed
    ):
        cost += 20  # "just over 14,000, 4,000 of whom applied": the others say what these did
    cost += 9 * (0 if listed else len(crossed))
    # Russian puts the verb before its subject as often as after it.
    if side == "subject" and not after and match.group().isascii():
        counted = _COUNTED_FIRST.search(text, 0, match.start())
        cost += 4 if counted else 10
    if side == "object" and after:
        cost += 12
    if listed and after:
        cost += 2  # "took in 2,500 people and 1,900 are still there": the verb before is its own
    if side == "noun" and not after:
        cost += 3
        if any(
            _NEXT_CLAUSE.fullmatch(text, match.end(), quantity.start)
            for o in others
            if o.end <= match.start()
        ):
            cost += (
                8  # the noun of another number: "8,800 claims await a decision, and 774 were ..."
            )
    if (
        side == "noun"
        and not listed
        and any(
            o.end <= match.start() and _ITS_NOUN.fullmatch(text, o.end, match.start())
            for o in others
        )
    ):
        cost += 15  # the noun of another number: "8,300 refugees and 1,100 returnees"
    return cost


_OF_WHOM = re.compile(r" of (?:whom|which|them|these|those)\b")
_APPOSED = re.compile(
    r"(?P<noun>(?: [\w’'-]+){0,4}), [^;.]{3,120},(?P<verb> (?:(?:were|are|was|is|have|has|had|"
    r"now|still|been|already|currently) )*)"
)
"""What stands between commas after the noun: "7.7 million Venezuelans, a fifth of ..., were living"."""
_BAR_START = re.compile(r"\s[—–-]\s$")
_BAR_END = re.compile(r"\s[—–-]\s(?:это )?$")
_NEXT_CLAUSE = re.compile(r"[^.;,\d]{0,30}, (?:and|but|while) (?:only |just )?")


def clause(text: str, quantity: Quantity) -> str:
    """The words around a number up to where another clause begins."""
    before = [end for _, end in _partings(text) if end <= quantity.start]
    after = (start for start, _ in _partings(text) if start >= quantity.end)
    return text[before[-1] if before else 0 : next(after, len(text))]


@lru_cache(maxsize=8)
def _partings(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses of a sentence are parted."""
    found = (*_PARTING_WORDS.finditer(text), *_PARTING_MARKS.finditer(text))
    return tuple(sorted(match.span() for match in found))
