"""The places of a sentence and the part each plays: left, reached, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from counterflow.reading.goals import (
    is_aim,
    is_goal,
    is_got_to,
    is_watched_from,
    may_have_goals,
    turned_back,
)
from counterflow.reading.keyed import Keyed
from counterflow.reading.places import Mention, find_places
from counterflow.reading.schemes import names_a_scheme

Role = Literal["to", "from", "subject", "body", "none"]
EVENT = (
    r"(?:invasion|war|wars|conflict|attack|attacks|assault|fighting|coup|crackdown|uprising|"
    r"offensive|aggression|"
    r"unrest|violence|hostilities|bombardment|strikes|operation|sanctions|takeover|occupation|"
    r"regime|crisis)"
)
EVENT_IN = (
    rf"\b{EVENT}(?:\s+(?:(?:now |still )?(?:raging|going on|under ?way|continuing|ongoing|"
    r"unfolding|spreading|escalating)\s+)?(?:of|in|on|against|with|between|over|across)|"
    r"\s+(?:that (?:is|are|has been|have been|was) )?(?:ravaging|engulfing|gripping|sweeping))\s+"
    r"(?:(?:the|neighbou?ring|parts|much|far|remote|of|central|(?:north|south|east|west)\w*)\s+)*$"
)
"""An event and all that stands before the country it is in."""
NEW_CLAUSE = (
    r"(?:since|after|before|when|while|because|as|and|but|from|by|for|in|on|to|who|that|which|"
    r"during|following|despite|were|was|are|is|have|has|had)\b"
)
_EVENT_BEFORE = Keyed(
    rf"{EVENT_IN}|"
    rf"\b(?:invaded|attacked|bombed|fight in|fight for|"
    r"imports?|exports?|support for|aid to|partners?|allies|president of|embassy in|"
    r"ambassador to|talks with|weapons to|deal with)\s+(?:the\s+)?$"
    r"|\b(?:вторжени|войн|конфликт|нападени|действи|удар|операци|переворот|кризис|атак|"
    r"агресси)\w*\s+(?:\w+\s+)?(?:в|во|на|с|против|между)\s+$"
    r"|\b(?:вторжени|нападени|агресси)\w*\s+$|\bany other\s+$|"
    r"\b(?:границ\w+ с|borders? with|frontier with)\s+(?:the\s+)?$",
    after="",
)
EVENT_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:(?!{NEW_CLAUSE})[\w-]+\s+){{0,3}}?(?:{EVENT}|invaded|attacked|launched|"
    rf"unleashed|law|economy|military|army|forces|president|leader|troops|currency)\b",
    re.IGNORECASE,
)
BODY_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:(?!(?:were|was|are|is|have|has|had|who|on|in|to|since|after|when|while|"
    r"because|and|but|from|by|for)\b)[\w-]+\s+){0,3}?(?:government|ministry|ministries|minister|"
    r"authorities|officials?|border (?:guards?|patrol|service|force|police|agency|officials)|"
    r"statistics|statistical|office|agency|police|department|bureau|home office|immigration|"
    r"migration (?:service|agency|office)|council|state (?:border|migration)|data|figures|"
    r"diplomat|embassy|parliament|media|news|outlet|institute|university|think tank|team|"
    r"researchers|airport|newspaper|court|newspapers|briefing)\b",
    re.IGNORECASE,
)
_BODY_BEFORE = Keyed(
    r"\b(?:МВД|МИД|министерств\w*|министр\w*|служб\w+|власт\w+|правительств\w*|ведомств\w*|"
    r"погранич\w+|управлени\w+|агентств\w*|статистик\w*|президент\w*|посольств\w*|полици\w+|"
    r"парламент\w*)"
    r"(?:\s+внутренних дел|\s+статистики|\s+миграции)?\s+$"
    r"|\b(?:government|ministry|minister|authorities|service|agency|office|police|directorate|"
    r"department|institute|guards?|institutions?|officials) (?:of|in) (?:the )?$",
    after="",
)
_PREPOSITION = Keyed(
    r"\b(?P<prep>out of|on(?= (?:the |its )?(?:territory|soil|shores|streets|borders?) of )|"
    r"(?:permits?|visas?|register|registers|citizenship|"
    r"residents) of(?! (?:the )?(?:people|refugees))|(?<!foreign )(?<!foreign-)born in|"
    r"descended on|chosen?|picked|opted for|(?:welcomed|taken in|let in|accepted|admitted|"
    r"received|sheltered|housed|registered|recognised|recognized|naturalised|naturalized|"
    r"resettled|accommodated|absorbed) by|to|into|in|inside|across|towards?|for|from|of|"
    r"leav(?:e|es|ing)|left|flee(?:s|ing)?|fled|quit|exit(?:ed|ing)|escap(?:ed|ing|e)|"
    r"depart(?:ed|ing)|"
    r"enter(?:ed|ing|s)?|reach(?:ed|ing)?|within|throughout|at|via|through|against|by|with|"
    r"between|than|over|outside|around|hosted by|about|beyond|behind|visited|under|из|в|во|на|с|"
    r"до|через|покинул[аи]?|покидают|вокруг|против|между|около)"
    r"(?:\s+(?:the|a|an|its|other|nearby|neighbou?ring|countries|country|"
    r"(?:EU )?member states(?: of)?|states|nations|places|like|such|as|including|mainly|mostly|"
    r"notably|primarily|chiefly|particularly|either|both|eastern|western|northern|southern|"
    r"central|north|south|east|west|cities|destinations|of|border|low-visa|friendly|"
    r"popular|territory|soil|shores|banks|european|asian|african|former|soviet|rest|safety|"
    r"refuge|commercial|schools|universities|regions|provinces|villages|neighbours?|neighbors?|capital|city|town|parts|camps|соседн\w+|стран\w*|"
    r"территори\w*|пределы|так\w+|как|город\w*))*\s*,?\s*(?:such as\s+|including\s+|like\s+|"
    r"namely\s+|mainly\s+|mostly\s+)?$",
    after="",
)
CHAIN = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,\s*(?:and|or)?|and|or|as well as|&|/|plus|followed by|и|или|"
    r"а также)\s*(?:,?\s*(?:and|or|и|а также)\s+)?(?:(?:the|nearby|neighbou?ring|в|во|на|to|in|"
    r"into|also|both|even|then|followed by|as well as|former|Soviet)\s+)*",
    re.IGNORECASE,
)
_FROM_TEXT = """
from left leave leaves leaving flee flees fled fleeing quit exit exited exiting escape escaped
escaping depart departed departing outside behind из с покинул покинула покинули покидают
"""


LEAVING = frozenset(_FROM_TEXT.split()) | {"out of", "born in"}
_TO_TEXT = """
to into in inside across toward towards for enter entered entering enters reach reached reaching
within throughout at around в во на до
"""


_TO = frozenset(_TO_TEXT.split()) | {
    "hosted by",
    "descended on",
    "opted for",
    "picked",
    "chose",
    "chosen",
}
_HELD_BY = re.compile(
    r"\b(?:occupied|controlled|held|invaded|attacked|annexed|seized|launched|waged|started|"
    r"bombed|killed|ruled|besieged|backed|armed|funded|shelled|taken over|crossed|followed|led|"
    r"targeted|imposed|\d%?) by\s",
    re.IGNORECASE,
)
_CALLED_HOME = re.compile(r"\b(?:call|make|made)(?:s|ed|ing)?\s+$")
_GROUND_AFTER = re.compile(
    r"\s+(?:(?:northern|southern|eastern|western|border|port|coastal|frontier)\s+)?(?:state|"
    r"border|city|town|capital|territory|region|province|side|soil|shores?|waters|coast|camps|"
    r"frontier|port|airport|islands?|village|camps?|границ\w+|территори\w+|берег\w*)\b",
    re.IGNORECASE,
)
_CROSSED = re.compile(
    r"\b(?:cross|reach|pass)(?:ed|ing|es)?\s+(?:the\s+)?$|\b(?:пересек|переш|через|Через)\w*\s+$"
)
_WALKED = re.compile(
    r"\b(?:walk|cross|trek|pass|transit|hik|mov|travel|went|go|gone|came|come|coming|flow|stream|"
    r"pour)\w*\s+through\s+(?:the )?$"
)
_ONWARD = re.compile(r"[^.;]{0,30}\b(?:to|into|towards|on to|for) (?:the )?[A-Z]")
_PASSED = re.compile(r"\b(?:прош(?:ли|ло)|проходят|перешл[ио]|пересекл[ио])\b")
_IS_CROSSED = re.compile(r"\s+границ\w+\s+(?:\S+\s+){0,5}?(?:пересек|переш)")
_HOST_FOLK = re.compile(
    r"\s+(?:\w+ )?(?:famil\w+|households|municipalities|homes|villages|towns|cities|schools|"
    r"universities|employers|regions|communities|volunteers)\s+(?:have |has |had |are |also |"
    r"still |now )*(?:host|house|shelter|take|took|taken|accommodat|receiv|welcom|employ|admit|"
    r"enrol|opened)"
)
_NEVER_REACHED = re.compile(
    r"\b(?:had (?:\w+ )?(?:hoped|wanted|planned|meant|intended|tried|set out)|failed|unable|"
    r"rather than|instead of|prevented from|stopped from|barred from)"
    r" (?:\w+ )?(?:reach\w*|enter\w*|get\w*(?: in)?to|go\w* to|cross\w* (?:in)?to|mov\w+ to|"
    r"settl\w+ in|stay\w* in|liv\w+ in)\s+(?:the\s+)?$"
)  # "who had hoped to reach the United States"
_NAMED_FOR = re.compile(
    r"\s+(?:Refugee Council|Red C|Institute|University|Academy|Society|Cent(?:re|er)|Church)\b"
)
_TREATY_AFTER = re.compile(
    r"\s+(?:(?:Refugee|Peace|Dublin) )?(?:Convention|Agreement|Accords?|Treaty|Protocol|"
    r"Declaration|Pact|Regulation)\b"
)
_ORIGIN_WORDS = ("countr", "nations of", "nationalities", "citizenships")
_IS_AN_ORIGIN = re.compile(
    r"[^.;]{0,60}?\b(?:is|are|was|were|remain(?:s|ed)?|features?|featured|rank(?:s|ed)?|"
    r"count(?:s|ed)?|stay(?:s|ed)|figured?)\b"
    r"[^.;,]{0,40}\b(?:countr(?:y|ies)|nations?) of (?:origin|nationality|citizenship|birth)\b"
)  # "Serbia and Kosovo are also among the main countries of origin"
_ORIGINS_LISTED = re.compile(
    r"\b(?:(?:countr(?:y|ies)|nations?) of (?:origin|nationality|citizenship|birth)|"
    r"nationalities|citizenships)\b"
    r"[^.;]{0,60}?(?:\b(?:were|are|was|is|remained|included|being|with|ahead of|followed by)\b|"
    r"[:(—–])[^.]*$",
    re.IGNORECASE,
)  # "the main countries of origin were Syria (33%), Afghanistan (15%)"
_SPEAKS_IN = re.compile(
    r"\b(?:speaking|talking|briefing|press conference|news conference|conference|summit|"
    r"reporters|hearing|testif\w+|выступая)\b"
    r"[^.;,\d]{0,40}\b(?:in|at|from|в)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?:[^\S\n]*,[^.;\n]{0,40}?)?(?:\s*\([^()\n]{2,30}\))?\s+[-–—]+\s|\s*:\s")
_OF_MANY_COUNTRIES = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|UNHCR|IOM|OHCHR|UNICEF|Frontex|International Organi[sz]ation|"
    r"World Bank|European Commission|"
    r"refugee agency|migration agency|aid (?:agency|agencies|groups?)|EU|ООН|УВКБ|МОМ)\b"
)
_NAMED_COUNTRY = re.compile(
    r"\b(?:the|a) (?:[\w’'-]+ ){0,4}?(?:country|nation|republic|state|kingdom|emirate|sultanate|"
    r"island|countries|nations|republics|states|kingdoms|emirates|islands) of (?:the )?$",
    re.IGNORECASE,
)
_OUT_OF_ALL = re.compile(
    r"(?:^|[.;:,(] ?)\s*(?:of|among|out of) (?:all|the|all the) (?:\w+ ){0,2}$", re.IGNORECASE
)
_BEST_OF = re.compile(r"['’]s (?:\w+est|second|third|most|main|biggest)\b")
CITIZENS_OF = re.compile(
    r"\b(?:граждан(?:а|е|ам|ами|ах|ин\w*)?|подданны\w+|уроженц\w+)\s+$", re.IGNORECASE
)
_COAST = re.compile(
    r"['’]s\s+(?:[\w-]+\s+){0,3}?(?:coasts?|shores?|soil|territory|islands?|Costa)\b"
)
_ABSTRACT = re.compile(
    r"['’]s (?:\w+ )?(?:status|situation|polic(?:y|ies)|rules|laws?|fate|future|leadership|crisis|"
    r"name|favou?r|case|interest|role|stance|position|image)\b"
)
_NATIONALS_OF = re.compile(
    r"\b(?:[Cc]itizens|[Nn]ationals|[Nn]atives|passport holders) of (?:the )?$"
)
_OWN_NUMBER = re.compile(r"\s+(?:about |some |around |nearly |almost )?\d")  # "... and Poland 22%"
_SITE_NEAR = re.compile(
    r"\b(?:camps?|cent(?:re|er)s?|sites?|towns?|villages?|settlements?|shelters?|stadium|schools?|"
    r"hotels?|barracks|compound|facility|facilities) (?:just )?(?:near|outside|close to|north of|"
    r"south of|east of|west of|not far from) (?:the )?$"
)
_ON = re.compile(r"\b(?:on|на)\s+$", re.IGNORECASE)
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_SAID_AT = Keyed(
    r"(?<!\bare )(?<!\bwere )(?<!\bis )\b(?:said|told|wrote|announced|warned|added|say|"
    r"says)\b(?! to\b)(?:\s+[\w.]+){0,3}?\s+(?:in|from|at)\s+$",
    after="",
    flags=re.NOFLAG,
)
OPENS_CLAUSE = re.compile(
    r"\s+(?:(?:now|also|alone|already|itself|still)\s+)?(?:has|is|was|hosts|houses|shelters|"
    r"counts|accounts|takes|gives|receives|accommodates|comes|ranks)\b"
)
"""The verb of a single place: "... live in Colombia, Peru houses half a million"."""
_RULES_AFTER = re.compile(
    r"\s+(?:(?:has|had|have|also|alone|already) )*(?:issued|granted|approved|took in|taken in|"
    r"accepted|received|admitted|registered|handed|welcomed|deported|expelled|let in|gave|given|"
    r"said|offered)\b"
)
"""What a capital does in the name of its country: "Ottawa approved 3,502 permits"."""
LEFT_AFTER = re.compile(r"\s+(?:уже\s+|могли\s+)?покин", re.IGNORECASE)  # "Украину покинули"


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


def placed(text: str) -> list[Placed]:
    """The places of a sentence with their roles; event places play none.

    Examples
    --------
    >>> [(p.mention.code, p.role) for p in placed("Syrians fled to Turkey and Jordan")]
    [('SYR', 'none'), ('TUR', 'to'), ('JOR', 'to')]
    """
    # "Under the Geneva Convention" is nowhere.
    mentions = [m for m in find_places(text) if not _TREATY_AFTER.match(text, m.end)]
    if mentions and _is_dateline(text, mentions[0]):
        del mentions[0]
    found: list[Placed] = []
    origins = any(word in text for word in _ORIGIN_WORDS)
    for index, mention in enumerate(mentions):
        previous = found[-1] if found else None
        role = _role(text, mention)
        if (
            previous is not None
            and mention.kind != "demonym"
            and previous.role in ("to", "from", "subject")
        ):
            between = text[mentions[index - 1].end : mention.start]
            chained = CHAIN.fullmatch(between) and not (
                OPENS_CLAUSE.match(text, mention.end) or _OWN_NUMBER.match(text, mention.end)
            )
            if chained and role in ("none", "subject", "to"):
                role = previous.role
        if (
            origins
            and mention.kind == "country"
            and role in ("none", "subject")
            and (
                _ORIGINS_LISTED.search(text[: mention.start])
                or _IS_AN_ORIGIN.match(text, mention.end)
            )
        ):
            role = "from"
        found.append(Placed(mention, role))
    return _without_goals(text, found) if may_have_goals(text) else found


def _without_goals(text: str, found: list[Placed]) -> list[Placed]:
    """Where people get on their way to another place is where they are counted."""
    goals = [p for p in found if p.role == "to" and is_goal(text, p.mention.start)]
    if not goals:
        return found
    got_to = any(p.mention.kind != "demonym" and is_got_to(text, p.mention.start) for p in found)
    if not got_to and not turned_back(text, goals[-1].mention.end):
        return found
    return [replace(p, role="none") if p in goals else p for p in found]


def _is_dateline(text: str, mention: Mention) -> bool:
    """Whether a city is only where a report was written: "GENEVA, 3 May - Some 40,000 ..."."""
    return (
        mention.kind == "city"
        and not mention.start
        and _DATELINE.match(text, mention.end) is not None
        and _OF_MANY_COUNTRIES.search(text, mention.end) is not None
    )


def _role(text: str, mention: Mention) -> Role:
    start, end = max(0, mention.start - 90), mention.start
    before, after = text[start:end], text[mention.end : mention.end + 60]
    if _EVENT_BEFORE.search(text, start, end) or EVENT_AFTER.match(after):
        return "none"
    if mention.kind == "country" and names_a_scheme(text, mention.start, mention.end):
        return "from"
    if _SAID_AT.search(text, start, end) or _SPEAKS_IN.search(before):
        return "none"
    if is_aim(text, end) or is_watched_from(text, end, mention.end):
        return "none"  # "who had set out for Canada", "researchers in Austria found"
    if _OUT_OF_ALL.search(before):
        return "none"  # "Of all EU countries, Germany registered the most"
    if _NAMED_FOR.match(after):
        return "none"  # "the Danish Refugee Council"
    if (
        BODY_AFTER.match(after) and not (after.startswith(" the ") and _IN.search(before))
    ) or _BODY_BEFORE.search(text, start, end):
        return "body"
    if _ABSTRACT.match(after):
        return "none"  # "a change in Syria's status"
    if _NATIONALS_OF.search(before) and mention.kind == "country":
        return "from"  # "citizens of India (49,800) and China (26,800)"
    if CITIZENS_OF.search(before):
        return "none"  # "граждан Белоруссии": who they are
    if _BEST_OF.match(after):
        return "none"  # "Moldova, Europe's poorest country"
    if _COAST.match(after) and _ON.search(before):
        return "to"
    if mention.kind == "demonym" and _HOST_FOLK.match(after):
        return "subject"
    ground = mention.kind == "demonym" and _GROUND_AFTER.match(after) is not None
    if mention.kind == "demonym" and not ground:
        return "none"
    if LEFT_AFTER.match(after):
        return "from"
    if after.startswith((" home", " their home")) and _CALLED_HOME.search(before):
        return "to"
    if after.startswith(", where") and mention.kind != "demonym":
        return "to"  # "no country had more than Lebanon, where 1.5 million lived"
    if mention.kind == "city" and _SITE_NEAR.search(before):
        return "to"  # "a transit centre near Gitega"
    if ground and (_ON.search(before) or _CROSSED.search(before) or _IS_CROSSED.match(after)):
        return "to"  # "on Colombian soil"
    if before.endswith((" of ", " of the ")) and (apposed := _NAMED_COUNTRY.search(before)):
        end = start + apposed.start()  # "to the Central Asian nation of Kyrgyzstan"
    match = _PREPOSITION.search(text, start, end)
    if match is None:
        # "The Indian state of Mizoram shelters": ground, though named by its people.
        named = mention.kind == "city" and not (
            OPENS_CLAUSE.match(text, mention.end) or _RULES_AFTER.match(text, mention.end)
        )
        return "none" if (named or mention.kind == "demonym") and not ground else "subject"
    preposition = match.group("prep").lower()
    if preposition in LEAVING:
        return "from"
    if (
        preposition in _TO
        or preposition == "on"
        or preposition.endswith(" of")
        or preposition.endswith(" by")
    ):
        return "none" if _NEVER_REACHED.search(before) else "to"
    if preposition == "through" and _WALKED.search(before) and not _ONWARD.match(after):
        return "to"  # "walked through the Darién": counted there
    if preposition == "через" and _PASSED.search(text):
        return "to"  # "через Дарьен прошли 19 800": counted there
    if preposition == "by" and not _HELD_BY.search(before):
        return "to"  # "were granted visas by Ireland"
    return "none"
