"""The place right beside a number: "Poland (1.5 million)", "Germany: 1.1 million", "Peru with 1.5 million"."""

from __future__ import annotations

import re

from counterflow.reading.chains import last_group
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed

_BESIDE = re.compile(
    r"\s+|(?:\s+(?:leads?|led|tops?|topped|comes?|came|ranks?|ranked|follows?|followed|stands?|"
    r"stood)(?: (?:the )?(?:list|table|ranking|field|way|first|second|third|fourth|fifth|next|"
    r"top))?)?\s*(?:\(|:|[-–—]|,|,?\s*with|to|['’]s?|has|had|have|hosts?|hosted|hosting|"
    r"accounting for|sheltering|having|\(with|,?\s*at)\s*[+−-]?(?:a total of\s+|"
    r"(?:just )?(?:about|over|under|some)\s+|the most, at\s+)?"
)
_DISTRICT = re.compile(
    r" (?:[Rr]egion|[Pp]rovince|[Cc]ounty|[Gg]overnorate|[Ss]tate|[Dd]istrict|[Oo]blast|"
    r"[Vv]oivodeship|[Pp]refecture|[Dd]epartment|[Cc]anton|[Ii]sland)\b"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{2,40}?(?:,| or|;)\s+(?:or\s+)?")  # "Sweden (42 500, or 10%)"
_CITIZENS = re.compile(r"\b(?:[Cc]itizens|[Nn]ationals|[Nn]atives) of [^.;]{0,120}$")
_TOOK = re.compile(r"\s*(?:has|had|have|host|hosts|hosted|hosting|sheltering)\s")
_RANKED = re.compile(
    r"\b(?:ahead|in front|followed by|trailed by|behind|before) (?:of )?(?:the )?$"
)
_LEFT_OUT = re.compile(r" (?:to|has|had|hosts?)(?: \w+)? ")  # "from Mali and Togo to 5,000"
_GOES_TO = re.compile(
    r"\s*(?:people\s+|refugees\s+|more\s+)?(?:(?:\w+\s+){0,2}?(?:reaching|reached|entering|"
    r"fleeing to|going to)|in|to|into)\s+(?:the\s+)?[A-Z]"
)

OF_APPLICANTS = re.compile(
    r"\s+of (?:all |the |all the |these )?(?:asylum )?(?:applicants|seekers|claimants|newcomers|"
    r"new arrivals)\b"
    r"(?![^.;]*\b(?:EU|European Union|Europe|bloc)\b)"
)
_MORE = re.compile(r"\s+(?:more|fewer|less|higher|lower|up|down|above|below)\b")
_OUT_OF = re.compile(r"\W*(?:Of|Among|Out of) (?:the |these |those |all |its )*[^,;]*")


def adjacent_place(
    text: str, quantity: Quantity, usable: list[Placed], start: int
) -> tuple[tuple[str, ...], str] | None:
    """The places a number of a list belongs to, and why; None if it is in no list.

    Parameters
    ----------
    text, quantity
        The sentence and the number.
    usable
        Its places, those of origin left out.
    start
        Where the number before it ends.
    """
    for p in reversed(usable):
        m = p.mention
        if m.kind == "demonym" or m.end > quantity.start:
            continue
        named = _DISTRICT.match(text, m.end) if m.kind == "city" else None
        between = text[named.end() if named else m.end : quantity.start]
        if p.role == "from" and (between.strip() == "(" and _CITIZENS.search(text, 0, m.start)):
            continue  # "citizens of India (49,800)": whose they are
        if p.role == "from" and (quantity.kind == "percent" or not _LEFT_OUT.fullmatch(between)):
            continue  # "24% from Niger, 22% from Egypt": where they came from
        if between == ", " and _OUT_OF.match(text, 0, m.start):
            continue  # "Of the refugees in Chad, 30% are children": no list
        if _IN_BRACKETS.fullmatch(between):
            return m.codes, "list item"
        if m.start < start or (quantity.kind != "count" and _MORE.match(text, quantity.end)):
            continue  # "20,000 entered Chad, 36% more than a year before": no row
        opened = between.lstrip().startswith("(") or _RANKED.search(text[: m.start])
        if p.role == "none" and m.kind == "country" and not opened:
            continue  # "since the war in Ukraine, 150,000 have settled"
        if not _BESIDE.fullmatch(between):
            continue
        following = text[quantity.end : quantity.end + 60]
        if following.lstrip().startswith(("each", "apiece")):
            return last_group(text, [p for p in usable if p.mention.end <= m.end]), "list item"
        if _GOES_TO.match(following) and not between.strip().startswith("("):
            continue
        if not between.strip() and p.role == "to":
            chain = last_group(
                text, [p for p in usable if p.role == "to" and p.mention.end <= m.end]
            )
            return chain or m.codes, "list item"
        if _TOOK.fullmatch(between):  # "Chile, Ecuador and Peru had 2 million"
            return last_group(
                text, [q for q in usable if q.mention.end <= m.end and q.role == p.role]
            ), "list item"
        return m.codes, "list item"
    return None
