"""Bodies: which phrases name an institution, and which names are of the same one."""

from __future__ import annotations

import re
from functools import lru_cache

_ORG_WORD = re.compile(
    r"(?i:\b(?:ministry|minister|ministries|service|services|agency|agencies|office|offices|bank|"
    r"university|institute|"
    r"institution|organi[sz]ations?|committee|commission|commissioner|council|department|"
    r"governments?|police|guards?|bureau|"
    r"statistics|statistical|cent(?:re|er)|foundation|group|union|nations|economics|economists|"
    r"authority|authorities|"
    r"administration|federation|association|academy|school|fund|company|firm|platform|project|"
    r"mission|court|parliament|congress|"
    r"senate|house|board|programme|program|network|society|alliance|embassy|consulate|force|"
    r"forces|command|register|registry|"
    r"observatory|monitor|matrix|media|news|post|times|journal|guardian|press|tribune|herald|"
    r"chronicle|broadcaster|newspaper|"
    r"outlet|agency|portal|survey|census|refugees|migration|immigration|border|migraci[oó]n|"
    r"inmigraci[oó]n|customs|security|forum|initiative|coalition|"
    r"red cross|crescent|charity|ngo|think tank|trade|industry|chamber|ombudsman|prosecutor|"
    r"presidency|kremlin|officials?|"
    r"analysts|researchers|demographers|sociologists|diplomats?|unit|data|figures|study|report|"
    r"research|league|bell|intelligence|"
    r"defence|defense|labou?r|interior|secretariat|president|premier|directorate|taskforce|"
    r"task force|response|international|independent|watch|dialogue|inspectorate|laboratory|lab|"
    r"corps|mechanism|registrar|treasury|army|navy|barometer|superintendenc[ey]|gendarmerie|"
    r"coastguard|college|consortium|secretary|ministries|taskforce|campaigners|confederation|"
    r"federations|municipality|prefecture|governorate|cluster|министерств\w*|ведомств\w*|"
    r"служб\w*|агентств\w*|правительств\w*|власт(?:и|ей)|управлени\w*|комисси\w*|комитет\w*|"
    r"институт\w*|университет\w*|банк\w*|платформ\w*|инспек(?:ци|торат)\w*|ассоциаци\w*|"
    r"департамент\w*|секретариат\w*|канцеляри\w*|комиссариат\w*|комиссар\w*|"
    r"статистик\w*|пограничник\w*|полици\w*|организаци\w*|центр\w*|фонд\w*|президент\w*|"
    r"министр\w*|глав[аыеу] (?:МВД|МИД|ведомств\w*|служб\w*)|посольств\w*|парламент\w*|"
    r"администраци\w*|полпред\w*|бюро|издани\w*|газет\w*|журнал\w*|университет\w*|опрос\w*|"
    r"исследовател\w*|социолог\w*|экономист\w*|демограф\w*|аналитик\w*|эксперт\w*|"
    r"охран[аыеуо]\w{0,1}|страж[аиеу]|"
    r"(?:гос|рос|груз|гео|арм|бел|каз|уз|кырг|укр|евро|тур|нац)стат(?:а|у|ом|е|ком\w*)?|"
    r"мин(?:труд|эконом|юст|здрав|внутр|цифр|абсорб|соц)\w*|"
    r"(?:гос|нац)?погран(?:служб|охран|ведомств|комитет|контрол)\w*|(?:зам|вице-)министр\w*|"
    r"омбудсмен\w*)\b)(?!-[a-z])"
)

_KNOWN_BODIES_TEXT = """
eurostat frontex unhcr iom ocha reuters bloomberg cnn bbc afp ap forbes kremlin pentagon rosstat
caritas oxfam bamf euaa easo msf idmc mercy diakonie heks hias irc drc nrc reach acaps zsu ssb
cbos inps geostat armstat belstat stat ukrstat turkstat tüik tuik ine dane sjo unrwa destatis r4v
interpol europol unicef nato eu un wfp imf oecd acled insee istat frontext stats statcan uscis cbp
ons meduza tass ria interfax xinhua politico axios ukrinform unesco icrc deloitte pwc kpmg
mckinsey ipsos yougov kantar gfk gradus amnesty ditib gus dtm levada gallup pew afrobarometer
chatham brookings rand hrw alfa-bank оон увкб мвд мид мом фсб фмс росстат росстата росстату
евростат евростата рбк коммерсант ведомости рейтер тасс левада-центр би-би-си
"""

KNOWN_BODIES = frozenset(_KNOWN_BODIES_TEXT.split())

OUTFIT = (
    r"(?:firm|company|bank|group|agency|outlet|portal|organi[sz]ation|think tank|newspaper|"
    r"charity|platform|project|[Pp]ollster|"
    r"institute|network|initiative|consultancy|watchdog|nonprofit|non-profit|NGO|website|"
    r"collective)"
)
"""What a body is: the name that follows is its own."""

COLONED = re.compile(r"[A-Z][a-z]: [A-Z]\w+")
"""A name that holds a colon: "Re: Baltic"."""


@lru_cache(maxsize=4096)
def is_body(phrase: str) -> bool:
    """Whether a phrase names an institution, by its words or because it is well known.

    Examples
    --------
    >>> is_body("the Polish border guard"), is_body("Anna Example")
    (True, False)
    """
    words = re.findall(r"[\w.\-]+", phrase)
    if any(re.sub(r"[’']s$", "", word).replace(".", "").lower() in KNOWN_BODIES for word in words):
        return True
    if _ORG_WORD.search(phrase):
        return True
    return any(re.fullmatch(r"(?:[A-ZА-ЯЁ]\.){2,}|[A-ZА-ЯЁ]{2,7}", word) for word in words)


WORLD_BODY = re.compile(
    r"\b(?:UNHCR|IOM|OCHA|UNICEF|WFP|Frontex|Eurostat|DTM|R4V|IMF|OECD|EUAA|U\.?N\.?|"
    r"United Nations|International Organi[sz]ation|World Bank)\b"
)
"""Bodies that count in many countries."""

_SHORT_NAMES = {
    "unhcr": "un refugee agency",
    "iom": "international organization migration",
    "un": "united nations",
    "organisation": "organization",
    "destatis": "federal statistical office",
}

_SMALL = frozenset(["the", "of", "for", "and", "in", "a", "an", "to", "its", "by", "s"])


def same_body(first: str, second: str) -> bool:
    """Whether two names are likely of one body: half of the words of the shorter are shared.

    Examples
    --------
    >>> same_body("UNHCR", "UN refugee agency"), same_body("IOM", "UNHCR")
    (True, False)
    """
    one, other = _words_of(first), _words_of(second)
    return bool(one and other) and 2 * len(one & other) >= min(len(one), len(other))


@lru_cache(maxsize=1024)
def _words_of(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", name.lower().replace("u.n.", "un"))
    spelled = " ".join(_SHORT_NAMES.get(word, word) for word in words)
    return frozenset(_SHORT_NAMES.get(word, word) for word in spelled.split()) - _SMALL


def body_words(phrase: str) -> list[tuple[int, int]]:
    """Where a phrase has words for institutions.

    Examples
    --------
    >>> body_words("Chadian Red Cross")
    [(8, 17)]
    """
    return [match.span() for match in _ORG_WORD.finditer(phrase)]
