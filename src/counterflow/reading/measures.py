"""What is counted: the verb or noun of moving, staying or returning that governs a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.triggers import Side, triggers_in
from counterflow.terms import Measure


@dataclass(frozen=True, slots=True)
class Verdict:
    """The measure of a quantity and the words that decided it.

    Examples
    --------
    >>> Verdict(Measure.STOCK, "live", 3, 2.0).why
    'live'
    """

    measure: Measure
    why: str
    at: int
    cost: float
    of: Measure | None = None


_HARD = re.compile(
    r";|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bthough\b|—|\s[-–]\s|\bwhen\b|\bas\b(?! many| much| of| well)|\bbecause\b|\bwhich\b|\bcompared\b|\bafter\b|\bbefore\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:rose|risen|rising|rise|grew|grown|growing|growth|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|fell|fallen|falling|fall|"
    r"drop\w*|declin\w+|decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|(?<!made )(?<!make )(?<!makes )(?<!making )up|reduc\w+|slump\w*|slid|dwindl\w+|swell\w*|swollen|expanded|вырос\w*|увелич\w+|возрос\w*|сниз\w+|сократ\w+|упал\w*|уменьш\w+|рост\w*)"
    r"(?:\s+\w+){0,2}?\s*(?:by|of|to|from|на|до|с)?\s*$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"\s*(?:-?\s?(?:increase|rise|drop|fall|decline|decrease|jump|surge|reduction|growth|more|fewer|less|higher|lower|larger|"
    r"smaller|down|up|больше|меньше|выше|ниже)\b|(?:on|from) (?:the|a) (?:previous |preceding )?year|compared (?:with|to)|year[- ]on[- ]year)",
    re.IGNORECASE,
)
_WORKFORCE = re.compile(
    r"\b(?:workforce|labou?r force|labou?r market|number of employed|employed population|total employment|jobs|working population|employees)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"\b(?:growth|GDP|gross domestic product|economy)\b", re.IGNORECASE)
_GROWTH_PART = re.compile(
    r"\b(?:add(?:ed|s|ing)?|contribut\w+|account(?:ed|s|ing)? for|lift(?:ed|s)?|boost(?:ed|s)?|shav\w+|cost|knock\w+|explain\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_RENT = re.compile(
    r"\b(?:rents?|rental|house prices|housing prices|apartment prices)\b", re.IGNORECASE
)
_DEPOSITS = re.compile(
    r"\b(?:withdr\w+|deposits?|bank accounts?|transferred|remit\w*|sent home|money transfers?|capital outflow|moved abroad)\b",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"\b(?:return(?:ed|ing|s)?|came back|come back|gone back|went (?:back|home)|gone home|вернул\w*)\b",
    re.IGNORECASE,
)
_FOUNDED = re.compile(
    r"\b(?:register\w*|open(?:ed|ing)|found(?:ed|ing)|set up|setting up|launch\w+|establish\w+|"
    r"зарегистрир\w+|открыл\w*|основал\w*)\b",
    re.IGNORECASE,
)
_BALANCE_BEFORE = re.compile(
    r"\b(?:arriv|enter|cross|com|immigra|entries)\w*\b[^.;]{0,60}\b(?:exceed|outnumber|surpass|outstrip)\w*\b[^.;]{0,60}\b(?:leav|left|depart|exits|emigra)\w*[^.;]{0,20}\bby\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_BALANCE_AFTER = re.compile(
    r"\s*more\b[^.;,]{0,40}\b(?:left|leaving|departed|arrived|entered|came|moved out|moved in|departures|arrivals)\s+than\s+(?:(?:\w+\s){0,2}?(?:arriv|enter|came|left|depart|return|moved)\w*|in\b|out\b)",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"(?:were |was |been |have been |had been )?(?:grant|approv|issu|award)")
_PROTECTED = re.compile(
    r"\bprotection registrations\b|\bregistrations for (?:\w+ )?protection\b", re.IGNORECASE
)
_BY_HEAD: dict[Head, Measure] = {
    "return": Measure.RETURNS,
    "arrival": Measure.ARRIVALS,
    "departure": Measure.DEPARTURES,
    "crossing": Measure.BORDER_ENTRIES,
    "exit": Measure.BORDER_EXITS,
    "company": Measure.COMPANIES,
    "citizenship": Measure.CITIZENSHIPS,
    "asylum": Measure.ASYLUM_APPLICATIONS,
}


_ELSEWHERE = "not moving"
_GOVERNS = 6.0  # a verb this near leaves the noun no say
_PAPER_HEADS = ("permit", "application", "asylum")


def measure_of(text: str, quantity: Quantity, head: Head, others: list[Quantity]) -> Verdict | None:
    """The measure that a sentence gives a quantity; None if nothing in it says.

    Parameters
    ----------
    text
        The sentence.
    quantity, head
        The quantity and the class of its noun.
    others
        The other quantities of the sentence.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Poland has taken in 950,000 people."
    >>> measure_of(text, find_quantities(text)[0], "person", []).measure.value
    'arrivals'
    """
    if quantity.kind == "count" and (
        _BALANCE_AFTER.match(text, quantity.end)
        or _BALANCE_BEFORE.search(text[max(0, quantity.start - 220) : quantity.start])
    ):
        return Verdict(Measure.NET, "more one way than the other", quantity.core, 0)
    governed = _governing(text, quantity, head, others)
    if governed is not None and governed.why == _ELSEWHERE:
        if governed.cost < _GOVERNS and quantity.kind == "count" and head not in _PAPER_HEADS:
            return None
        governed = None
    if quantity.kind == "money":
        return Verdict(Measure.DEPOSITS, "money moved", 0, 0) if _DEPOSITS.search(text) else None
    if quantity.kind == "ratio" or (quantity.kind == "percent" and is_change(text, quantity)):
        if _RENT.search(_clause(text, quantity)):
            return Verdict(Measure.RENT_INDEX, "rents", 0, 0)
        return Verdict(Measure.CHANGE, "change words", quantity.core, 1,
                       governed.measure if governed else None) if governed else None  # fmt: skip
    if quantity.kind == "percent":
        return _percent(text, quantity, governed)
    if governed is not None and is_difference(text, quantity):
        cost = min(governed.cost, 20.0)  # its verb stands by the number it is added to
        return Verdict(Measure.CHANGE, "difference", quantity.core, cost, governed.measure)
    return _by_head(text, quantity, head, governed)


_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:rose|risen|rising|grew|grown|growing|increas\w+|fell|fallen|falling|fall|drop\w*|declin\w+|decreas\w+|shrank|shrunk|"
    r"reduc\w+|rise|вырос\w*|увелич\w+|возрос\w*|сниз\w+|сократ\w+|упал\w*|уменьш\w+)\s+(?:by|of|на)\s*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"\s+(?:(?:\w+\s){0,2}?(?:more|fewer|less|higher|lower|larger|smaller) than (?:a|an|the|in|at|on|last|it|one|two|three|six|before|during|\d)|"
    r"(?:\w+\s)?(?:больше|меньше),? чем (?:в|год|месяц|недел|за))",
    re.IGNORECASE,
)


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether a count is a difference: "increased by 31,920", "(+19,205)"."""
    signed = re.search(r"(?:^|[(\s])[+−-]$", text[: quantity.core]) is not None
    if signed or _DIFFERENCE_BEFORE.search(text[max(0, quantity.start - 40) : quantity.start]):
        return True
    return _MORE_THAN.match(text, quantity.end) is not None


def is_change(text: str, quantity: Quantity) -> bool:
    if re.search(r"[(;,]\s?[+−-]$", text[: quantity.core]):
        return True
    if quantity.change or _CHANGE_AFTER.match(text[quantity.end : quantity.end + 40]):
        return True
    return _CHANGE_BEFORE.search(text[max(0, quantity.start - 45) : quantity.start]) is not None


def _percent(text: str, quantity: Quantity, governed: Verdict | None) -> Verdict | None:
    around = text[quantity.end : quantity.end + 70]
    if _WORKFORCE.search(around):
        return Verdict(Measure.WORKERS, "workforce", quantity.core, 0)
    if _GROWTH.search(around) and _GROWTH_PART.search(text[: quantity.start]):
        return Verdict(Measure.GROWTH, "part of growth", quantity.core, 0)
    if _RENT.search(_clause(text, quantity)):
        return Verdict(Measure.RENT_INDEX, "rents", 0, 0)
    if _PERCENT_ELSE_AFTER.match(around) or _PERCENT_ELSE_BEFORE.search(text[: quantity.start]):
        return None
    if _OF_POPULATION.match(around) and not _GONE.search(text):
        return None
    if _governed_elsewhere(text, quantity):
        return None
    after = text[quantity.end : quantity.end + 160]
    if _RETURNED.search(re.split(r"[;.]|, (?:while|but|and)", after)[0]) and not re.search(
        r"\b(?:want|plan|intend|hope|wish|expect|ready|willing|would|will|could|might|may)\w*\b[^.;]{0,40}(?:return|come back|go back|go home|coming back|going back)",
        after,
    ):
        return Verdict(Measure.RETURNED_SHARE, "share that returned", quantity.core, 0)
    return Verdict(Measure.SHARE, "percentage", quantity.core, governed.cost if governed else 30)


_PERCENT_ELSE_AFTER = re.compile(
    r"\s*(?:(?:of|in)\s+)?(?:(?:the|its|their|all|annual|a)\s+)*[^.;,()]{0,30}?\b(?:GDP|growth|inflation|economy|budget|funded|votes?|territory|appeal|turnout|"
    r"prices|tax|interest|wages|salary|land|homes|buildings|hospitals|schools|stake|shares|majority in|chance|capacity|funding|households)\b",
    re.IGNORECASE,
)
_PERCENT_ELSE_BEFORE = re.compile(
    r"\b(?:(?<!refugee )(?<!migrant )population|inflation|unemployment|interest|tax|GDP|growth|turnout|poverty|approval|economy|currency|lira|rouble|ruble|hryvnia|prices?|wages?|exports?|imports?|funded|budget|инфляци\w+|безработиц\w+|ВВП|цены|бюджет\w*|явк\w+)\b"
    r"(?:, which)?[^.;,]{0,40}$",
    re.IGNORECASE,
)
_OF_POPULATION = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|its|their)\s+)?(?:[\w’'-]+\s+){0,3}?(?:population|country)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:fled|left|leav\w+|emigrat\w+|displac\w+|return\w*|abroad|gone|uprooted|refugees?|migrants?|уеха\w+|покин\w+|беж\w+|верну\w+|эмигр\w+)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"survey|interview|poll|sample|question|study|took part|respond|опро|(?:was|were) ",
    re.IGNORECASE,
)


def _governed_elsewhere(text: str, quantity: Quantity) -> bool:
    """Whether the nearest verb is one of dying, fighting, being asked or being in need."""
    best, moving = 1e9, True
    for measure, side, match in triggers_in(text):
        if abs(match.start() - quantity.start) < _WINDOW:
            if measure is None and _ASKED.match(match.group()):
                continue
            cost = _cost(text, quantity, match, side, []) + (0 if measure else 1)
            if cost < best:
                best, moving = cost, measure is not None
    return (
        not moving
        and best < 12
        and not re.match(r"\s*of (?:the |those |all )", text[quantity.end :])
    )


def _clause(text: str, quantity: Quantity) -> str:
    before = list(_HARD.finditer(text, 0, quantity.start))
    after = _HARD.search(text, quantity.end)
    return text[before[-1].end() if before else 0 : after.start() if after else len(text)]


def _by_head(text: str, quantity: Quantity, head: Head, governed: Verdict | None) -> Verdict | None:
    if head == "permit":
        if _PROTECTED.search(text[quantity.end : quantity.end + 60]):
            return Verdict(Measure.STOCK, "registered for protection", 0, 0)
        valid = governed is not None and governed.measure is Measure.PERMITS_VALID
        return Verdict(Measure.PERMITS_VALID if valid else Measure.PERMITS_ISSUED, "permits", 0, 0)
    if head == "application":
        near = text[max(0, quantity.start - 60) : quantity.end + 60]
        if re.search(r"asylum|protection|refugee|убежищ|защит", near, re.IGNORECASE):
            return Verdict(Measure.ASYLUM_APPLICATIONS, "applications", 0, 0)
        if governed is not None and _GRANTED.match(governed.why):
            return governed
        return Verdict(Measure.OTHER, "applications of another kind", 0, 0)
    if head == "asylum":
        if governed is not None and governed.measure in (
            Measure.STOCK, Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.RETURNS, Measure.ASYLUM_APPLICATIONS
        ):  # fmt: skip
            return governed
        return Verdict(Measure.ASYLUM_APPLICATIONS, "asylum seekers", 0, 0)
    if head in ("company", "citizenship"):
        founded = governed is not None or _FOUNDED.search(text) is not None
        return Verdict(_BY_HEAD[head], head, 0, 0) if founded else None
    if head in _BY_HEAD and (
        governed is None or head != "crossing" or governed.measure is not Measure.BORDER_EXITS
    ):
        if (
            head == "arrival"
            and governed is not None
            and governed.measure in (Measure.BORDER_ENTRIES, Measure.STOCK)
        ):
            return governed
        return Verdict(_BY_HEAD[head], head, 0, 0)
    if head == "none":
        papers = _papers(text, quantity)
        if papers is not None:
            return papers
    return governed


def _papers(text: str, quantity: Quantity) -> Verdict | None:
    """Permits or applications that are the subject of a bare number."""
    before = text[: quantity.start]
    found = list(
        re.finditer(
            r"\b(?:permits?|visas?|(?:asylum )?(?:applications?|claims?|requests?))\b",
            before,
            re.IGNORECASE,
        )
    )
    if not found or len(before) - found[-1].end() > 90 or _HARD.search(before, found[-1].end()):
        return None
    if "asylum" in found[-1].group().lower():
        return Verdict(Measure.ASYLUM_APPLICATIONS, "asylum applications", 0, 0)
    if not re.match("permit|visa", found[-1].group(), re.IGNORECASE):
        asylum = re.search(r"asylum|protection", text, re.IGNORECASE)
        measure = Measure.ASYLUM_APPLICATIONS if asylum else Measure.OTHER
        return Verdict(measure, "applications", found[-1].start(), 0)
    subject = before[max(0, found[-1].start() - 60) :]
    valid = re.search(
        r"\b(?:number|total|stands?|stood|current\w*|valid|holders?|active|in force)\b", subject
    )
    issued = re.search(r"\b(?:issued|granted|approved|new|received|obtained)\b", subject)
    measure = Measure.PERMITS_VALID if valid and not issued else Measure.PERMITS_ISSUED
    return Verdict(measure, "permits", found[-1].start(), 0)


_WINDOW = 400
_MOST_TAKEN = 4.0


def _governing(text: str, quantity: Quantity, head: Head, others: list[Quantity]) -> Verdict | None:
    """The cheapest trigger: near, on the side its grammar asks for, no clause between."""
    best: Verdict | None = None
    moving = True
    aside = MAY_STAND_ASIDE.search(text) is not None
    for measure, side, match in triggers_in(text):
        near = match.start() - quantity.end < _WINDOW and quantity.start - match.end() < _WINDOW
        if near and best is not None:
            gap = max(match.start() - quantity.end, quantity.start - match.end())
            # What stands in brackets is no distance: then the gap says little.
            near = gap / 6 - _MOST_TAKEN < best.cost or aside
        if near:
            cost = _cost(text, quantity, match, side, others) - (measure is None)
            if measure is Measure.STOCK and match.group().lower() in ("has", "have", "had"):
                if head in ("none", "other") or not re.search(
                    r"[A-Z]\w+\W*$", text[: match.start()]
                ):
                    continue
                cost += 4
            if measure is Measure.STOCK and side == "noun":
                cost += 8
            if _WEAK.fullmatch(match.group()):
                cost += 6
            if match.group().lower() == "displaced" and not _AUXILIARY.search(
                text[: match.start()]
            ):
                cost += 12  # "displaced people have returned": a property, not the verb
            if _RELATIVE_CLAUSE.search(text[quantity.end : max(quantity.end, match.start())]):
                cost += 10
            if measure in (
                Measure.ASYLUM_APPLICATIONS,
                Measure.PERMITS_ISSUED,
                Measure.PERMITS_VALID,
            ):
                cost -= 3
            if best is None or cost < best.cost:
                moving = measure is not None
                why = " ".join(match.group().split())[:40].lower()
                best = Verdict(measure or Measure.OTHER, why, match.start(), cost)
    if not moving and best is not None:
        return replace(best, measure=Measure.OTHER, why=_ELSEWHERE)
    return best


_AUXILIARY = re.compile(
    r"\b(?:are|were|is|was|been|be|being|remain|remains|remained|has|have|had)\s+(?:\w+ly\s+|now\s+|still\s+)*$",
    re.IGNORECASE,
)
_RELATIVE_CLAUSE = re.compile(r"[A-Za-z]\s+(?:who|that|which)\b[^,]{0,25}$")
_WEAK = re.compile(
    r"recorded|registered|reported|saw|seen|took|counted|has registered|have registered|received|has|have|had|total of",
    re.IGNORECASE,
)


_DASH_BEFORE = re.compile(r"\s[-–—]{1,2}\s(?:\w+\s){0,2}$")
_DASH_AT = re.compile(r"^\s[-–—]{1,2}\s")
MAY_STAND_ASIDE = re.compile(r"\(|\s[–—-]{1,2}\s")
ASIDE = re.compile(r"\s[–—-]{1,2}\s[^–—;]{3,90}?\s[–—-]{1,2}\s|\s?\([^()]{1,90}\)")
"""What stands between dashes or in brackets is no distance."""


def _cost(
    text: str, quantity: Quantity, match: re.Match[str], side: Side, others: list[Quantity]
) -> float:
    after = match.start() >= quantity.end
    between = text[quantity.end : match.start()] if after else text[match.end() : quantity.start]
    if MAY_STAND_ASIDE.search(between):
        between = ASIDE.sub(" ", between)
    if after and _DASH_BEFORE.search(text[: quantity.start]):
        between = _DASH_AT.sub(" ", between)  # the quantity stands between dashes itself
    cost = len(between) / 6
    cost += 14 * len(_HARD.findall(between)) + 2 * between.count(",") + 6 * between.count(";")
    low, high = (quantity.end, match.start()) if after else (match.end(), quantity.start)
    cost += 9 * sum(low <= other.start and other.end <= high for other in others)
    # Russian puts the verb before its subject as often as after it.
    if side == "subject" and not after and match.group().isascii():
        counted = re.search(
            r"\b(?:number|total|count|figure|tally|share|those|people|proportion)\b[^.;]{0,60}$",
            text[: match.start()],
        )
        cost += 4 if counted else 10
    if side == "object" and after:
        cost += 12
    if side == "noun" and not after:
        cost += 3
    return cost
