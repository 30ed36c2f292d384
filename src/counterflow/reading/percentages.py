"""What a percentage is a share of."""

from __future__ import annotations

import re

from counterflow.reading.changes import is_level
from counterflow.reading.governing import clause, cost_of
from counterflow.reading.keyed import Keyed
from counterflow.reading.motion import HOMEWARD, MOVE
from counterflow.reading.quantity import Quantity
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_WORKFORCE = re.compile(
    r"\b(?:workforce|labou?r force|labou?r market|number of employed|employed population|"
    r"total employment|jobs|working population|employees)\b",
    re.IGNORECASE,
)
_OF_REMITTANCES = re.compile(
    r"\b(?:contribution|share|weight|ratio|part) of (?:\w+ )?remittances (?:to|in|"
    r"of) (?:the )?(?:country[’']s )?(?:GDP|economy|output)\b[^.;]{0,60}$"
)
_OF_AN_AGE = re.compile(
    r"\b(?:employees|workers|staff|personnel|people|men|women|those|"
    r"adults)\b(?: who are)? (?:aged?|younger|older|under|over|below|above|between)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"\b(?:growth|GDP|gross domestic product|economy)\b", re.IGNORECASE)
_GROWTH_PART = re.compile(
    r"\b(?:add(?:ed|s|ing)?|suppl(?:ied|ies|y)|provid\w+|generat\w+|deliver\w+|produc\w+|drove|"
    r"brought|underp\w+|ma(?:de|ke) up|contribut\w+|account(?:ed|s|ing)? for|lift(?:ed|s)?|"
    r"boost(?:ed|s)?|shav\w+|cost|knock\w+|explain\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
RENT = re.compile(
    r"\b(?:rents?(?! (?:an?|their|his|her|flats?|apartments?|rooms?|houses?|housing|"
    r"accommodation|homes?|privately)\b)|rental|house prices|housing prices|apartment prices|"
    r"аренд(?!ова|атор)\w+|цен\w+ на (?:жиль[её]|квартиры|недвижимость))\b",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    rf"\b(?:{MOVE}{HOMEWARD}|re-?appeared|return(?:ed|ing|s)?|came back|come back|gone back|"
    rf"(?:are|were|was|been) back|went (?:back|home)|gone home|вернул\w*|возвратил\w*|"
    rf"возвращал\w*)\b",
    re.IGNORECASE,
)
_NOT_BACK = re.compile(r"\b(?:not|never|failed to|yet to|n[’']t)(?: \w+)? $")
_PERCENT_ELSE_AFTER = re.compile(
    r"\s*(?:(?:of|in)\s+)?(?:(?:the|its|their|all|annual|"
    r"a)\s+)*(?:(?!(?:of|those|who|that|had|have|has|are|is|were|was|and|"
    r"lack)\b)[\w’'-]+\s+){0,3}?"
    r"(?:GDP|growth|inflation|economy|budget|funded|votes?|territory|appeal|turnout|"
    r"prices?|fares?|costs?|fees?|rents?|tickets?|tax|interest|wages|salary|pay(?! for)|land|money|funds|sum|goal|target|stake|shares|majority in|"
    r"chance|capacity|funding)\b"
    r"|\s*(?:от )?(?:необходим\w+ |нужн\w+ |запрошенн\w+ )?(?:средств\w*|сумм\w+|денег|ВВП|"
    r"бюджет\w*|голосов|территори\w+|домов|больниц|школ)\b"
    r"|\s*of (?:the |its |their |all )?(?:[\w-]+ ){0,2}?(?:firms|companies|enterprises|employers|"
    r"businesses) (?:(?:are|were|is|now|still) )*(?:short|lack|report|sa[yi]|suffer|complain|"
    r"face|want|expect|plan)"
    r"|\s*of (?:it\b(?! (?-i:[A-Z]))|(?:that|this)(?=[.,;]| (?:was|has|is|had|came)\b))"
    r"|\s*of (?:the |its |their |all )?(?:[\w-]+ ){0,2}?(?:homes|buildings|hospitals|schools|"
    r"(?<!refugee )(?<!migrant )(?<!displaced )(?<!returnee )(?<!Syrian )(?<!Ukrainian "
    r")(?<!Venezuelan )(?<!Afghan )households(?! [^.;\d]{0,40}\b(?:relatives?|members?|relations?|"
    r"sons?|daughters?|parents?|someone|somebody) (?:\w+ ){0,3}?(?:had|has|have|left|leave|abroad|"
    r"emigrat\w+|fled|migrat\w+|gone|overseas|outside)\b))\b",
    re.IGNORECASE,
)
_PERCENT_ELSE_BEFORE = Keyed(
    r"\b(?:(?<!refugee )(?<!migrant )population|inflation|margin of error|unemployment|jobless|"
    r"key rate|policy rate|funding|requested|interest|tax|GDP|growth|turnout|poverty|approval|"
    r"economy|currency|lira|rouble|ruble|hryvnia|tenge|lari|dram|peso|zloty|strengthen\w*|"
    r"weaken\w*|depreciat\w+|rations?|harvests?|rainfall|salar(?:y|ies)|prices?|wages?|exports?|imports?|funded|budget|инфляци\w+|"
    r"безработиц\w+|ВВП|цены|бюджет\w*|явк\w+)\b"
    r"(?:, which)?[^.;,]{0,40}$",
    after="",
)
_OF_POPULATION = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|its|their)\s+)?(?:(?!foreign|immigrant|migrant|refugee|displaced|"
    r"returnee)[\w’'-]+\s+){0,3}?population\b|\s*of the (?:whole |entire )?country\b(?![’'])",
    re.IGNORECASE,
)
NUMBER_IS = re.compile(
    r"\s*(?:that|this|it|the (?:number|figure|total|group))\s+(?:is|was|equals|equalled|"
    r"represents|amounts|comes|corresponds|makes|made)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:outflows?|exodus|departures?|fled|left|forced|driven|leav\w+|emigrat\w+|displac\w+|"
    r"return\w*|abroad|gone|uprooted|refugees?|migrants?|asylum[- ]seekers|уеха\w+|покин\w+|"
    r"беж\w+|верну\w+|эмигр\w+)\b",
    re.IGNORECASE,
)
_ABOUT_THEM = re.compile(
    r"survey|interview|poll|sample|question|study|took part|respond|asked|spoke|talked|опро|"
    r"(?:was|were) "
    r"|(?:are |is |were )?(?:in|face|facing|faced|on the brink of) |requir|need|food|malnour|"
    r"out of school|without|lost their|нужда|голода|"
    r"g(?:ave|iv)|distribut|deliver|provid|vaccinat|feeding|fed$|aid|support|assist|help|"
    r"hir(?:ed|ing)|employ|built",
    re.IGNORECASE,
)
_NOT_OF_MOVERS = re.compile(
    r"\s*(?:(?:has |have |had |was |were |is )?(?:been )?(?:received(?! (?:an?|the|their|some|"
    r"any|no|help|aid|cash|support|assistance|protection|asylum|temporary|humanitarian|refugee|"
    r"international|permits?|threats)\b)|funded|come in|covered|raised)\b"
    r"|of (?:the |all )?(?:[A-Z]\w+s|people|population)\s+(?:(?:are|were|is|was|live|lived|now|"
    r"living) ){1,3}(?:below|under|in) (?:\w+ ){0,2}poverty"
    r"|of (?:the |its )?(?:\d{4} )?(?:[\w-]+ ){0,3}(?:plan|appeal|budget|requirements|funds?|"
    r"funding)\b(?! to\b)(?! on\b)"
    r"|(?:of (?:the )?)?[A-Z]\w+s (?:[a-z]+ )?(?:distrust|mistrust|fear|dislike|resent|welcome|"
    r"reject|blame|view|see|want (?:fewer|less|more))\b [^.;]{0,30}?\b(?:them|migrants|refugees|"
    r"newcomers|immigrants|immigration|migration)\b"
    r"|of what\b|of (?:the )?(?:[A-Z]\w+['’]s|[A-Z]\w+s) (?:adults|residents|households|voters|"
    r"favou?r|support|oppose|approve|back)\b)"
)
"""What is said of an appeal for money, or of the people of a host country."""
_RETURN_RATE = re.compile(
    r"\b(?:return rates?|rates? of return|returnee rates?)\b[^.;\d]{0,60}(?:\d+%?\s*(?:to|and|"
    r"or)\s*)?$"
)
_NEAR = 400


INHABITANTS = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[a-z]+[’']s|total|whole|resident) population (?:has |had |have )?(?:\w+ly )?"
    r"(?:shr|f[ae]ll|drop|declin|decreas|gr[eo]w|ris|rose|increas|dwindl)\w*"
)
"""A population that grows or shrinks, whoever came or left."""


def is_of_economy(text: str, quantity: Quantity) -> bool:
    """Whether a percentage tells how an economy, prices or a currency moved."""
    return _ECONOMY.search(text, 0, quantity.start) is not None


_ECONOMY = Keyed(
    r"\b(?:economy|(?<!population )(?:economic )?growth|"
    r"(?:annual|natural|yearly) population growth|"
    r"(?:the|its) (?:\w+[’']s |whole |total |overall )?population(?: has| had)?(?: \w+ly|"
    r" also)? (?:shr|fell|fall|slip|slid|drop|declin|decreas|grew|grow|ris|rose|increas)\w*|GDP|"
    r"inflation|prices|currency|tenge|lari|dram|peso|zloty|rouble|ruble|lira|hryvnia|exports|"
    r"imports|sales|passenger\w*|экономик\w*|ВВП|цены)\b[^.;,]{0,40}$",
    after="",
)


def share_of(text: str, quantity: Quantity, governed: Verdict | None) -> Verdict | None:
    around = text[quantity.end : quantity.end + 70]
    if _WORKFORCE.search(around) and _OF_AN_AGE.search(text, 0, quantity.start):
        return None  # the young among all employees
    if _WORKFORCE.search(around):
        return Verdict(Measure.WORKERS, "workforce", quantity.core, 0)
    if _GROWTH.search(around) and _GROWTH_PART.search(text[: quantity.start]):
        return Verdict(Measure.GROWTH, "part of growth", quantity.core, 0)
    if RENT.search(clause(text, quantity)):
        return Verdict(Measure.RENT_INDEX, "rents", 0, 0)
    before = text[: quantity.start]
    if _PERCENT_ELSE_AFTER.match(around) or _ECONOMY_LISTED.search(before):
        return None
    if governed is None and INHABITANTS.search(before):
        return None
    if _OF_LAND.match(text, quantity.end) and _HELD_LAND.search(before):
        return None
    if _OF_REMITTANCES.search(before):
        return Verdict(Measure.SHARE, "remittances", quantity.core, 1)
    other = _PERCENT_ELSE_BEFORE.search(text, 0, quantity.start)
    if (
        other
        and not is_level(text, quantity)
        and not _THE_REST.match(text, other.start(), quantity.start)
    ):
        return None
    if _OF_POPULATION.match(around) and not _of_movers(text, quantity):
        return None
    if _COMPARED_WITH.search(before) and _OF_LOCALS.match(text, quantity.end):
        return None
    elsewhere = not is_level(text, quantity) and _governed_elsewhere(text, quantity)
    if elsewhere or _NOT_OF_MOVERS.match(text, quantity.end):
        return None
    if _RETURN_RATE.search(text[: quantity.start]):
        return Verdict(Measure.RETURNED_SHARE, "return rate", quantity.core, 0)
    after = text[quantity.end : quantity.end + 160]
    went = re.split(r"[;.]|, (?:while|but|and)|(?<!\d)(?!(?:19|20)\d\d\b)\d", after)[0]
    back = _RETURNED.search(went)
    if (
        back
        and not _NOT_BACK.search(went, 0, back.start())
        and not re.search(
            r"\b(?:want|plan|intend|hope|wish|expect|ready|willing|would|will|could|might|may|"
            r"think|consider|dream|mean|aim|contemplat)\w*\b[^.;]{0,40}(?:return|come back|"
            r"go back|go home|move back|head home|moving back|coming back|going back|going home)",
            after,
        )
    ):
        return Verdict(Measure.RETURNED_SHARE, "share that returned", quantity.core, 0)
    if _BACK_BEFORE.search(before):
        return Verdict(Measure.RETURNED_SHARE, "share that returned", quantity.core, 0)
    return Verdict(Measure.SHARE, "percentage", quantity.core, governed.cost if governed else 30)


_HELD_LAND = re.compile(
    r"\b(?:h[eo]ld|control|seiz|captur|occup|over-?r[au]n|retak|retook|recaptur|rul|dominat|"
    r"govern|patrol|conquer|liberat|besieg|ravag|destroy|flood|burn|surround|hit|affect|cover|"
    r"devastat|engulf|submerg|scorch|laid waste|damag|"
    r"(?:t[ao]k|took|w[io]n|lost|los)(?:en|es|e|ing)?\b(?: back)?|in control of)\w*"
    r"(?: (?:now|already|of|back|some|about|around|over|up|to|nearly|almost))* ?$",
    re.IGNORECASE,
)
_OF_LAND = re.compile(
    r"\s*of (?:the |its |their |all )?(?:(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*[’']s )|"
    r"(?!foreign|displaced|refugee|migrant)[\w’'-]+ ){0,2}?(?:capital|"
    r"city|town|country|region|province|state|territory|district|island|county|land|area|village|"
    r"coast|valley|peninsula|north|south|east|west|(?-i:[A-Z])[\w’'-]+)(?=[.,;)]| (?:and|but|"
    r"from|since|in|by|after|where|while|as|which|now)\b|$)"
)
"""Land that an army or a gang holds: "control 80% of the capital"."""
_BACK_BEFORE = re.compile(
    r"(?<!не )(?<!из них )\b(?:вернул|возвратил)(?:ся|ась|ось|"
    r"ись)\b(?: (?!из|от|с)[а-яё]+){0,4} ?$",
    re.IGNORECASE,
)
"""The verb before its subject, as Russian has it: "Домой вернулась треть"."""


_COMPARED_WITH = re.compile(
    r"\b(?:compared (?:with|to)|against|versus|than|"
    r"as opposed to)\s+(?:(?:only|just|about|some|around) )?$"
)
_OF_LOCALS = re.compile(
    r"\s*(?:of|for|among) (?:the )?(?:[A-Z]\w+s|"
    r"[A-Z]\w+ (?:nationals|citizens|workers|adults|population)|locals|natives|host \w+|"
    r"nationals|citizens|(?:local |general |total |native )(?:population|workers|people|"
    r"residents)|population)\b"
)


def _of_movers(text: str, quantity: Quantity) -> bool:
    """Whether a part of a population is one of people who moved: "equal to 5% of its population"."""
    if _GONE.search(text) or NUMBER_IS.match(text):
        return True
    before = text[: quantity.start]
    if _OF_A_PEOPLE.match(text, quantity.end) and (
        _IN_A_PLACE.search(before) or _SEXES.search(before)
    ):
        return True  # "in Chile, 11% of the Venezuelan population lacked papers"
    if _THEIR_SHARE.search(before):
        return True
    return _EQUALS.search(text[: quantity.start]) is not None and _COUNTED.search(text) is not None


_SEXES = re.compile(
    r"\b(?:women|men|females?|males?|girls|boys|children|minors|adults|"
    r"the (?:young|elderly))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_THE_REST = re.compile(
    r"\bpopulation,? (?:and|while|against|but)? ?(?:\w+ )?(?:women|men|girls|boys|children|"
    r"adults)\b", re.IGNORECASE)  # fmt: skip
_THEIR_SHARE = re.compile(
    r"\btheir (?:share|proportion|part|percentage)\b[^.;,\d]{0,30}$", re.IGNORECASE
)
_IN_A_PLACE = re.compile(r"\b[Ii]n (?:the )?[A-Z][\w’'-]+,? (?:just |only |about |some |around )?$")
_OF_A_PEOPLE = re.compile(r"\s*of (?:the |its )?[A-Z]\w+ population\b")
_EQUALS = re.compile(
    r"(?:\b(?:equals?|equal to|equalling|equivalent to|equivalent of|amount(?:s|ing) to|"
    r"corresponding to|corresponds to|comes to|that is|which is|or|make up|makes up|made up|"
    r"making up|accounts? for|accounted for|accounting for|represents?|represented|constitutes?|"
    r"(?:now )?forms?|formed)|[,(–—-])\s*(?:on average\s+)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:host(?:s|ed|ing)?|shelter(?:s|ed|ing)?|taken in|took in|settled|arrived|newcomers|"
    r"stayed|remained|displaced|exiles|diaspora|foreigners|foreign (?:nationals|citizens)|"
    r"[Tt]hey|[A-Z]\w+(?:ians|ans|eans|is|ese)|"
    r"(?:had|has|have|with) (?:about |some |nearly |around |over )?\d)\b"
)
_ECONOMY_LISTED = re.compile(
    r"\b(?:growth|GDP|inflation|prices|unemployment|wages|rates?)\b[^.;]{0,60}\d\s?(?:%|"
    r"per ?cent)(?:,? and|,)(?: [A-Z][\w’'-]+){1,3}(?: (?:at|by|to|with|of))? ?$"
)


def _governed_elsewhere(text: str, quantity: Quantity) -> bool:
    """Whether the nearest verb is one of dying, fighting, being asked or being in need."""
    best, moving = 1e9, True
    for measure, side, match in triggers_in(text):
        if abs(match.start() - quantity.start) < _NEAR:
            if measure is None and _ABOUT_THEM.match(match.group()):
                continue
            cost = cost_of(text, quantity, match, side, []) + (0 if measure else 1)
            if cost < best:
                best, moving = cost, measure is not None
    return (
        not moving
        and best < 12
        and not re.match(r"\s*of (?:the |those |all |them\b|whom\b|these\b)", text[quantity.end :])
    )
