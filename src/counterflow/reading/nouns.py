"""What a quantity counts: the noun it belongs to, sorted into people, papers and everything else."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Literal

from counterflow.reading.places import find_places

Head = Literal[
    "person", "migrant", "refugee", "arrival", "departure", "return", "worker", "permit",
    "application", "asylum", "crossing", "exit", "company", "citizenship", "other", "none",
]  # fmt: skip

_HEADS: dict[Head, str] = {
    "person": (
        "people person persons individuals citizens nationals men women children child families "
        "family adults minors "
        "girls boys civilians newcomers compatriots countrymen others foreigners residents "
        "households elderly pensioners students youths youngsters youth souls "
        "them us those who they everyone all holders beneficiaries passengers travellers "
        "travelers visitors "
        "tourists males females teenagers infants mothers villagers believers members population "
        "citizenry "
        "человек людей граждан человека жителей мужчин женщин детей гражданам граждане люди "
        "людям семей несовершеннолетних пенсионеров лиц взрослых подростков чел иностранцев "
        "иностранца иностранцам"
    ),
    "migrant": (
        "migrants emigrants immigrants exiles expatriates expats émigrés emigres defectors "
        "dodgers deserters leavers "
        "diaspora relocants escapees settlers idps displaced uprooted migrant emigrés мигрантов "
        "мигранты эмигранты мигранта эмигрантов релокантов релокантам уехавших переселенцев "
        "переселенца иммигрантов мигрантам эмигранта переселившихся"
    ),
    "refugee": "refugees refugee evacuees беженцев беженца беженцам беженцы беженцами беженцах",
    "asylum": "asylum asylum-seekers seekers asylum-seeker просителей просителя соискателей",
    "arrival": (
        "arrivals newcomers entrants прибывших приехавших въехавших репатриантов репатрианта"
    ),
    "departure": "departures departees displacements выехавших выбывших",
    "return": (
        "returnees repatriates returns homecomings repatriations вернувшихся возвратившихся "
        "возвращенцев"
    ),
    "worker": (
        "специалиста сотрудников врачей программистов workers professionals specialists "
        "employees doctors nurses teachers engineers scientists journalists "
        "programmers entrepreneurs academics scholars professors lecturers surgeons physicians "
        "researchers labourers laborers graduates medics "
        "dentists "
        "developers businesspeople специалистов работников"
    ),
    "permit": (
        "permits permit visas visa cards passes documents registrations residencies bnos разрешений "
        "разрешения разрешение виз визы видов вида внж"
    ),
    "application": (
        "applications applicants claimants requests claims petitions sign-ups signups decisions "
        "rulings заявлений заявления ходатайств ходатайства прошений прошения заявок заявки "
        "запросов запроса обращений обращения"
    ),
    "exit": "exits",
    "crossing": (
        "encounters apprehensions interceptions attempts crossings entries trips journeys movements "
        "passages пересечений въездов пересечения"
    ),
    "company": (
        "companies firms businesses enterprises proprietorships startups start-ups entrepreneurs компаний "
        "компании фирм"
    ),
    "citizenship": "citizenships passports naturalisations naturalizations",
    "other": (
        "reservists troops soldiers conscripts recruits fighters servicemen personnel officers "
        "police rebels "
        "mercenaries guards combatants militants prisoners detainees hostages casualties deaths "
        "dead victims bodies "
        "fatalities injuries killed wounded injured protesters demonstrators voters votes "
        "inhabitants respondents responses replies answers hromadas communes communities "
        "interviews interviewees participants countries nations states cities towns villages "
        "regions provinces governorates oblasts raions cantons prefectures townships boroughs "
        "municipalities districts counties camps centres centers shelters schools hospitals "
        "homes houses buildings apartments flats rooms beds tents "
        "vehicles cars buses trucks lorries vans boats ships trains flights planes aircraft "
        "tanks drones missiles weapons rockets "
        "days weeks months years hours minutes decades times degrees kilometres kilometers km "
        "miles metres meters "
        "feet acres hectares tonnes tons litres liters barrels square point points seats parties "
        "waves wave reasons "
        "posts messages calls tweets followers subscribers copies cases articles languages sites "
        "locations spots "
        "places crossings-point checkpoints offices branches banks dollars euros pounds roubles "
        "rubles meals "
        "parcels blankets doses vaccines infections animals cattle livestock birds species pairs "
        "eggs nests whales "
        "storks geese ducks swallows butterflies fish salmon wildebeest breeding plants trees "
        "jobs vacancies "
        "polls surveys studies pages questions problems ways groups organisations organizations "
        "agencies partners "
        "donors percent gdp economy growth inflation territory land area budget funding aid "
        "appeal year-old "
        "year-olds week-old month-old am pm o'clock gmt cet cest st nd rd th sailors pilots crew "
        "hectare thousandths "
        "friends neighbours neighbors siblings brothers sisters sons daughters cousins "
        "colleagues grandchildren "
        "marriages weddings divorces readers subscribers followers views comments births babies "
        "newborns names testimonies signatures staff stages pupils-per wards beds' stations "
        "routes flags candidates lawmakers deputies senators seats "
        "appointments calls parcels election elections incidents attacks strikes airstrikes "
        "explosions shells mines солдат военных резервистов военнослужащих погибших раненых "
        "рублей долларов домов школ раз лет "
        "километров метров тонн голосов избирателей депутатов преступлений дел случаев ракет "
        "дронов семьдесят квартир "
        "fans spectators supporters projects fingerprints bids tenders losses goals items books "
        "laptops phones contracts emails donations stalls classrooms wells latrines toilets matches "
        "больниц стран городов дней недель месяцев часов минут участников респондентов опрошенных"
    ),
}  # fmt: skip
_BAD_PHRASE = re.compile(
    r"\s*(?:-?\s?(?:year|month|week|day)s?[- ]old|"
    r"-?(?:years?|months?|weeks?|days?|hours?|minutes?)\b(?!\s+(?:ago))|"
    r"(?:st|nd|rd|th)\b|s\b|-(?:member|strong|person|day|year|month|week|hour|point|mile|km|"
    r"metre|nation|country|"
    r"seat|bed|room|storey|story|page|judge|man|point|term|kilomet\w+)\b|°|º|/\d|:\d|km\b|"
    r"\s(?:[\w-]+ ){0,2}?(?:cash|bank|debit|credit|sim|food|ration|gift|prepaid|payment|phone|"
    r"business|greeting)[- ]cards\b|\s(?:suicide|coup|arson|murder|assassination|hacking|escape)"
    r"[- ]attempts\b|"
    r"\s?(?:square|sq\.?)\s|-yard|-летн\w+|\s(?:лет|год[ау]?|месяц\w*|дн(?:ей|я|и)|час\w*|"
    r"минут\w*)\b)",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"\s+of (?:its|their) (?:\w+ )?inhabitants (?:have |had )?(?:leave|left|flee|fled|emigrat\w+|"
    r"gone|go|depart\w*|moved?)\b"
)
"""Inhabitants are no movers unless they leave: "a million of its inhabitants leave"."""
_STOP_TEXT = """
в во из на с со и по за к до от о но а который которые были был было есть что не уже после для
страну стране whom in to from by at on since for with after before and but while that which have had
has are were is was be been being as than during within into across over under because if when
where will would could may might should can did does do according compared via through until
although though between among against without about said say says told following due amid per out
up down back away abroad home not also already now still left fled moved returned arrived entered
one two three four five six seven eight nine ten twelve hold holds held holding depend depends relied rely relies work works own owns speak speaks want wants
wanted plan plans intend intends hope hopes use uses get gets got earn earns pay pays paid find finds
lost lack lacks sent study attend make makes made take takes took taken give gives gave given
see sees saw face faces travelled sailed walked fill fills filled crossed inhabit populate occupy vacated bolted need needs house shelter joined swapped ran fell rose hail hailed came went live lived lives settled remain stayed applied sought registered took received
"""
_STOP = frozenset(_STOP_TEXT.split())
_THROUGH_TEXT = """
of the these those such other new newly more additional further mostly mainly young older former
highly skilled qualified educated arrived displaced registered international internally temporary
residence short-term long-term first-time irregular legal illegal undocumented ethnic vulnerable
unaccompanied own its their his work student humanitarian border foreign local valid asylum it
tech military-age fighting-age able-bodied working-age wealthy rich poor desperate documented
individual total record ordinary all a an estimated outgoing incoming overseas refugee migrant
recent current subsequent so-called successful pending initial instance final closure first second positive 'new'
temporary-protection protection single war extra
"""
_THROUGH = frozenset(_THROUGH_TEXT.split())
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*|[.,;:()\[\]!?—–|/]")


_FILES = ("cases", "files", "appeals")


@cache
def _heads() -> dict[str, Head]:
    return {word: head for head, words in _HEADS.items() for word in words.split()}


def head_of(text: str, end: int) -> tuple[Head, str]:
    """The class of the noun after a quantity, and the noun; `none` where there is none.

    Parameters
    ----------
    text
        The sentence.
    end
        Where the quantity ends.

    Examples
    --------
    >>> head_of("1,200 residence permits", 5)
    ('permit', 'permits')
    >>> head_of("300,000 reservists", 7)[0], head_of("35 in 2023", 2)[0]
    ('other', 'none')
    """
    after = text[end : end + 120]
    if _BAD_PHRASE.match(after):
        return "other", "phrase"
    if _LEAVING.match(after):
        return "person", "inhabitants"
    demonyms = {
        (m.start - end, m.end - end): m.kind
        for m in find_places(text)
        if m.start >= end and m.kind in ("demonym", "country", "city")
    }
    table = _heads()
    seen_demonym = ""
    words = list(islice(_WORD.finditer(after), 9))
    best: tuple[Head, str] = ("none", "")
    for index, match in enumerate(words):
        word = match.group().lower()
        if not word[0].isalnum():
            break
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        inside = next((kind for (a, b), kind in demonyms.items() if a <= match.start() < b), None)
        if word in table and not (word in _THROUGH and _more_heads(words, index, table)):
            head = table[word]
            best = (head, word)
            if head in ("permit", "refugee", "migrant", "person", "asylum", "worker", "crossing"):
                best = _compound(words, index, table, best)
            return best
        if inside == "demonym":
            seen_demonym = word
            if word.endswith("s") and not _more_heads(words, index, table):
                break  # a people is the noun; what follows is its verb
            continue
        if inside is not None or (word == "of" and index == 0) or word in _THROUGH:
            continue
        if bare in _STOP or word in _STOP:
            break
        if index >= 5:
            break
    if seen_demonym:
        return "person", seen_demonym
    return best


def _more_heads(words: list[re.Match[str]], index: int, table: dict[str, Head]) -> bool:
    """Whether a noun that may be an adjective has its own noun right after it."""
    if index + 1 >= len(words):
        return False
    following = words[index + 1].group().lower()
    return following in table and following not in _FILES


def _compound(
    words: list[re.Match[str]], index: int, table: dict[str, Head], found: tuple[Head, str]
) -> tuple[Head, str]:
    """The last noun of "visa applications", "asylum seekers", "refugee children"."""
    if index + 1 < len(words):
        following = words[index + 1].group().lower()
        if (
            found[1] == "asylum"
            and following in table
            and (table[following] in ("application", "asylum") or following in _FILES)
        ):
            return "asylum", following
        if following in table and table[following] in ("application", "other", "crossing", "permit", "return", "arrival", "departure") and \
                words[index + 1].start() == words[index].end() + 1:  # fmt: skip
            if following in ("all", "those"):
                return found
            return table[following], following
    return found
