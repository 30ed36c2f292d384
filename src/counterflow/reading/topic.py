"""Whether a document is about people on the move at all."""

from __future__ import annotations

import re
from functools import lru_cache

from counterflow.reading.context import world_anchors
from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places, names_people

MIGRATION = Keyed(
    r"(?:"
    r"(?:forced|driven|chased|uprooted|bombed) (?:from|out of) (?:their|its) (?:homes?|homeland)|"
    r"irregular (?:situation|status)|"
    r"(?:beyond|across) (?:its|their|the country[’']s) borders?|migra\w+|emigra\w+|immigra\w+|"
    r"internally displaced|IDPs?|"
    r"displaced (?:people|persons|populations?|inside|within|abroad)|UNHCR|"
    r"displaced by (?:the )?(?:\w+ )?(?:wars?|conflicts?|violence|fighting|drought|floods?|storms?|"
    r"earthquakes?|offensive|attacks?|ISIS|militias?|gangs?|junta)|"
    r"displac(?:ed|es|ing) (?:(?:about|some|around|over|nearly|almost|more than|at least|up to) )?"
    r"\d[\d.,]*(?: (?:million|thousand))?(?: more)? (?:people|persons|families|civilians|women)|"
    r"refugee\w*|asylum\w*|"
    r"exodus|fle(?:d|e|eing)\b|exile\w*|displace\w*|diaspora|returnees?|resettle\w*|"
    r"relocat\w+|repatriat\w+|uprooted|newcomers|host[- ]countr(?:y|ies)|"
    r"(?:those|people) (?:still |now )?abroad|"
    r"(?:those|people) who (?:have |had )?(?:left|fled|emigrated|stayed behind|returned|"
    r"come back|came back)|"
    r"expat\w*|(?:left|leave|leaving|moved? out of|moving out of) the country|"
    r"temporary protection|net (?:outflow|inflow|migration|loss of residents)|"
    r"employment passes|work permits?|residence permits?|"
    r"(?:humanitarian|residence|work|family) visas?|permits? of residence|"
    r"(?:sponsorship|sponsored|protection|resettlement|evacuation|family reunification) visas?|"
    r"visas? (?:granted|issued|given) to (?:people|citizens|nationals|those|refugees)|"
    r"visas? (?:(?:had|have|has|were|was|been) )*(?:granted|issued|approved) (?:under|through|"
    r"via) (?:the |its )?(?:[\w-]+ ){0,4}?(?:schemes?|routes?|programmes?|programs?)|"
    r"(?:sponsorship|evacuation|family) (?:visa )?schemes?|"
    r"(?:temporary|permanent) residence|deport\w+|immigrants?|asylum[- ]seek\w+|Dari[eé]n|"
    r"brain drain|border crossings?|эмигра\w+|мигра\w+|беженц\w+|беженец|уеха\w+|уезжа\w+|"
    r"покинул\w+|покинут\w*|покидают|уед[еу]т|выехал\w+|выезжа\w+|релокант\w*|релокаци\w+|"
    r"верну(?:л|вш)\w+|вернутся|возвраща\w+|депортир\w+|перемещ[её]н\w+|убежищ\w*|"
    r"переселен\w+|временн\w+ защит\w+|диаспор\w+|вид\w* на жительство|ВНЖ|иммигра\w+|"
    r"репатриа\w+|выдвор\w+|высла\w+|депортац\w+|эвакуир\w+|въехал\w*|въезжа\w+|переехал\w+|"
    r"переехавш\w+|перебрал\w+|приехавш\w+)",
    after=r"\b",
)
"""Words of human migration: a document without any holds no claim."""


_NOT_HUMAN = Keyed(
    r"\b(?:birds?|storks?|geese|swallows|whales?|wildebeest|butterfl(?:y|ies)|salmon|species|"
    r"flyway|nesting|breeding|ornitholog\w+|servers?|database migration|cloud migration|"
    r"herds?)\b",
    after="",
)

_OTHER_TOPICS = Keyed(
    r"\b(?:pilgrim\w*|worshippers|touris[tm]\w*|visitors?|passengers?|holiday\w*|hotels?|"
    r"guests|spectators|fans|league|matches|match|goals?|tournament|festival|concert|"
    r"elections?|voters?|votes?|ballots?|inhabitants|founded|century|factory|plant|museum|"
    r"university|zoo|metro|airline|flights|customers|employees|shares|investors|vaccin\w+|"
    r"infections|patients|pupils|schools|teachers|soldiers|troops|army|guns|cavalry|"
    r"prisoners|captivity|swaps?|recruits|volunteers|profits?|loans|electoral|ballots?|players?|"
    r"teams?|olympiad|championships?|exams?|harvest|regiments?|battalions?|marshal)\b",
    after="",
)
_TO_SCHOOL = ("pupil", "school", "teacher", "patient", "universit")
"""Where those who fled are found as well: "180,000 children from Ukraine attend schools"."""
_SPORT_VOTE_TRADE = Keyed(
    r"\b(?:matches|match|goals?|tournament|league|fans|clubs?|players?|striker|defender|coach|"
    r"season|elections?|voters?|votes?|ballots?|polling|turnout|candidates?|hotels?|guests|"
    r"holiday\w*|touris[tm]\w*|festival|concert|museum|stadium|zoo|quits|resign\w+|lay-?offs?|"
    r"vacancies|payrolls?|their jobs|gave notice|employers?|trucks?|lorries|freight|cargo|"
    r"barrels|oil|crude|grain|exports)\b",
    after="",
)
"""Said far more often than a word of migration: a text about sport, a vote, jobs or trade."""
_SEVERAL, _OFTEN = 3, 2
_LONG = 1500  # characters: a long text about migration says so more than once
_PEOPLE_MOVE = Keyed(
    r"\b(?:citizenship|passports?|permits?|"
    r"(?:temporary|collective|subsidiary|international) protection|"
    r"(?:protection|protected|refugee) status|encounters?|borders?|frontiers?|travell?ed|"
    r"reached(?= (?-i:[A-Z]))|registered|abroad|visas?|leav(?:e|es|ing)|outflow|gone|"
    r"com(?:e|ing) home|c[ao]me to|arriv\w+|cross(?:ed|ing)|enter(?:ed|ing)|return(?:ed|ing)|"
    r"left|mov(?:ed|ing)|liv(?:e|es|ing)|hosts?|hosted|(?:drove|driven) (?:away|out)|"
    r"c(?:ome|ame) back|(?:gave|given|granted) (?:protection|refuge|shelter)|home to|took in|"
    r"taken in|stood at|deported|прожива\w+|живут|принял\w*|приня\w+|прибы\w+|приехал\w+|"
    r"въехал\w*|бежал\w*|оста[влею]\w+|возвратил\w+|вернул\w+|покинул\w*|уеха\w+|"
    r"числ[оа] [а-яё]+)\b",
    after="",
)


_SETTLED = Keyed(
    r"\b(?:attend(?:s|ing|ed)? (?:[\w-]+ ){0,3}?(?:schools?|classes|universit\w+)|"
    r"(?:found|have|had|in|looking for) (?:work|jobs?|employment)|employed|naturali[sz]\w+|"
    r"(?:social|health) insurance|(?:tax|identification|personal|insurance) numbers?|"
    r"(?:own|owns|owned|bought|buy|buying) (?:[\w-]+ ){0,2}?(?:property|homes|houses|flats|"
    r"apartments|land)|c[ao]me (?:in|through|over|since|after|before)|went out|gone out|"
    r"(?:temporary|legal|regular) status|on (?:its|their) books|remained|stayed|settled|"
    r"passed through|(?:driven|drove|flown|flew|walked) to|host famil(?:y|ies)|"
    r"(?:visa|sponsor|family|sponsorship) schemes?)\b",
    after="",
)
"""What those do who have come to stay: said of a people in crisis it makes a text one of them."""


# Several steps ask it of the sentences of a document, one after another.
@lru_cache(maxsize=256)
def speaks_of_migration(text: str) -> bool:
    """Whether a sentence holds a word of human migration.

    Examples
    --------
    >>> speaks_of_migration("Refugees fled."), speaks_of_migration("Prices rose.")
    (True, False)
    """
    return MIGRATION.search(text) is not None


def _somebody(text: str) -> bool:
    """Whether a text names a people, or the country somebody left or went back to."""
    return _peoples_counted(text) > 0 or _COUNTRY_LEFT.search(text) is not None


def _peoples_counted(text: str) -> int:
    """How often a text counts a people: "40,000 Venezuelans", "Venezuelans: 532,715"."""
    return sum(
        mention.kind == "demonym"
        and (
            names_people(text[mention.start : mention.end])
            or _PERSONS.match(text, mention.end) is not None
            or (
                text[: mention.end].endswith("ese")
                and _COUNT.search(text[: mention.start][-20:]) is not None
            )
        )
        and _NEAR_NUMBER.search(text[max(0, mention.start - 30) : mention.end + 60]) is not None
        for mention in find_places(text)
    )


def _beyond_one_country(text: str) -> bool:
    """Whether a text names more than one country, or what lies abroad."""
    if _ABROAD.search(text):
        return True
    named = {code for mention in find_places(text) for code in mention.codes}
    return len(named) > 1


_ABROAD = Keyed(
    r"\b(?:abroad|overseas|border|borders|frontiers?|(?:other|third|neighbou?ring|foreign|host) "
    r"(?:countr(?:y|ies)|states|nations)|the country|visas?|permits?|departures?|"
    r"(?:who|that|people|citizens|nationals|have|has|had) (?:left|arrived|fled)|за границ\w+|за рубеж\w*|границ\w+|стран\w*)\b",
    after="",
)


def _of_a_crisis(text: str) -> bool:
    """Whether a text counts people of a country that many have left: "180,000 from Ukraine"."""
    return any(
        world_anchors(mention.code, None)
        and (
            names_people(text[mention.start : mention.end])
            or _PERSONS.match(text, mention.end) is not None
            or _PEOPLE_FROM.search(text, 0, mention.start) is not None
        )
        and _NEAR_NUMBER.search(text, max(0, mention.start - 45), mention.end + 60) is not None
        for mention in find_places(text)
        if len(mention.codes) == 1
    )


def _route_of_a_crisis(text: str) -> bool:
    """Whether a text counts applications and arrivals of a country that many have left."""
    if not (_APPLIED.search(text) and _GRANTED.search(text) and _CAME.search(text)):
        return False
    return any(world_anchors(mention.code, None) for mention in find_places(text))


_APPLIED = Keyed(r"\b(?:applications|applicants|applied)\b", after="")
_GRANTED = Keyed(r"\b(?:granted|approved)\b", after="")
_CAME = Keyed(r"\b(?:arrived|arrivals|come to|came to|moved to|settled in)\b", after="")
_PEOPLE_FROM = re.compile(
    r"\b(?:people|persons|children|families|women|men|adults|minors|citizens|nationals|residents|"
    r"natives|students|pupils|doctors|nurses|teachers|engineers|specialists|scientists|workers|"
    r"entrepreneurs|those|arrivals|households|applicants|holders)(?: [a-z]+)? (?:from|of|in) (?:the )?$"
)
_PERSONS = re.compile(
    r" (?:im|e)?migrants?\b|"
    r" (?:refugee|exile|citizen|national|famil|people|asylum|newcomer|arrival|evacuee)"
)
_COUNT = re.compile(r"(?:\d|million|thousand|hundreds|dozens|тысяч\w*|млн|миллион\w*)\s$")
_WEAK = re.compile(
    r"верну|возвращ|покинул|выехал|уеха|уезж|перемещ|въехал|въезж|переех|перебрал|приехавш|эвакуир"
)  # said of anybody and anything
_OF_PEOPLE = re.compile(
    r"those |people |host|internally|displac\w+ |unhcr|idp|refugee|asylum|migrant|emigra|immigra|"
    r"deport|repatriat|resettl|temporary protection|.*permits?|returnee|border crossing|"
    r"left the|leave the|leaving the|mov\w+ out of |(?:forced|driven|chased|uprooted|bombed) |"
    r"irregular |net |dari|employment passes|.*visas?|[а-яё]"
)
"""Words said of people alone."""
_NEAR_NUMBER = re.compile(
    r"\d[\d,. ]{3,}|\d\s*(?:million|thousand|млн|тыс)|thousand|hundreds|million|number of|"
    r"тысяч|миллион"
)
_COUNTRY_LEFT = re.compile(
    r"(?:\b(?:people|men|women|children|families|citizens|nationals|residents|persons|those|"
    r"scientists|scholars|academics|researchers|doctors|nurses|journalists|programmers|"
    r"specialists|engineers|professionals|graduates|teachers|professors|"
    r"who)\s+(?:\w+\s+){0,3}?|\b(?:million|thousand|thousands|hundreds|"
    r"\d[\d,]{4,})\s+(?:(?:have|had|has|who)\s+)?)(?:left|fled|leaving|return\w* to|"
    r"fled (?:in)?to|escaped to|entered|crossed (?:in)?to|arrived in|c[oa]me to|moved to|"
    r"reached)\s+(?:from\s+|out of\s+)?(?:the\s+)?(?:[A-Z]|neighbou?ring\s)|"
    r"\b(?:people|families|citizens|nationals|residents|million|thousand|thousands|"
    r"\d[\d,]{4,})\s+(?:have\s+|had\s+|has\s+)?(?:moved to|settled in)\s+(?:the\s+)?[A-Z]|"
    r"\b[A-Z]\w+(?:ns|is|se|rs)\s+(?:have\s+|had\s+)?(?:left|fled|entered|arrived in|came to|"
    r"moved to|settled in|crossed into)\s+(?:the\s+)?[A-Z]|"
    r"\b(?:граждан\w*|жител\w+)\s+[А-ЯЁ]|[а-яё]\s+покинул|"
    r"\b(?:уеха|выеха|беж)\w+ (?:из|с) [А-ЯЁ]"
)


def steeped_in_migration(text: str) -> bool:
    """Whether a document hardly speaks of anything else: then its people are those on the move.

    Examples
    --------
    >>> steeped_in_migration("Refugees fled to Chad. Some 5,000 people came, the agency said.")
    True
    """
    strong = sum(
        _OF_PEOPLE.match(match.group().lower()) is not None for match in MIGRATION.finditer(text)
    )
    strong += sum(1 for _ in _ALSO.finditer(text))
    if strong * _WORDS_A_HIT * _LETTERS_A_WORD >= len(text):
        return True
    return len(text) < _LONG and _route_of_a_crisis(text)


_ALSO = Keyed(
    r"\b(?:beneficiaries|emigr\w+|exodus|newcomers|outflows?|returnees|fled|fleeing|diaspora|"
    r"displaced)\b",
    after="",
)
_WORDS_A_HIT, _LETTERS_A_WORD = 100, 6


def may_count_people_abroad(text: str) -> bool:
    """Whether a line or two name a place and no other topic: what they count then decides.

    Examples
    --------
    >>> may_count_people_abroad("Peru counts 1.5 million Venezuelans.")
    True
    >>> may_count_people_abroad("Peru beat Chile before 40,000 fans.")
    False
    """
    return (
        len(text) <= _A_FEW_LINES
        and not any(p.search(text) for p in (_NOT_HUMAN, _OTHER_TOPICS, _SPORT_VOTE_TRADE))
        and bool(find_places(text))
    )


_A_FEW_LINES = 400  # characters


def about_people_on_the_move(text: str) -> bool:
    """Whether a document speaks of human migration at all.

    Examples
    --------
    >>> about_people_on_the_move("Storks migrate to Africa; 40,000 birds of the species were seen.")
    False
    """
    hits = [match.group().lower() for match in MIGRATION.finditer(text)]
    animals = sum(1 for _ in _NOT_HUMAN.finditer(text))
    human = sum(not word.startswith(("migrat", "migrant")) for word in hits)
    if animals > max(human, 0):
        return False
    trade = sum(1 for _ in _SPORT_VOTE_TRADE.finditer(text))
    if trade > max(_SEVERAL, 2 * len(hits)):
        return False
    if all(_WEAK.match(hit) for hit in hits):
        if not _beyond_one_country(text):
            return False
        fled = _of_a_crisis(text)
        others = [match.group().lower() for match in _OTHER_TOPICS.finditer(text)]
        others = [word for word in others if not (fled and word.startswith(_TO_SCHOOL))]
        if not hits and len(others) >= _SEVERAL:
            return False  # visitors, fans and voters come and go too
        settled = _PEOPLE_MOVE.search(text) or _SETTLED.search(text)
        if len(text) < _LONG and ((settled and fled) or _route_of_a_crisis(text)):
            return True
        moving = (bool(hits) or _PEOPLE_MOVE.search(text) is not None) and _somebody(text)
        if len(text) >= _LONG:
            return _COUNTRY_LEFT.search(text) is not None and _peoples_counted(text) >= _OFTEN
        return moving or _peoples_counted(text) >= _OFTEN
    strong = sum(_OF_PEOPLE.match(hit) is not None for hit in hits)
    if strong == 0 and not _somebody(text):
        return False  # a migration of data, an exodus of fans, suspects who fled
    if len(hits) >= _OFTEN or len(text) < _LONG:
        return True
    # One word of migration in a long text: a people counted must say the same.
    return _somebody(text) if strong else _peoples_counted(text) >= _OFTEN
