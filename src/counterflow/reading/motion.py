"""Verbs of motion in all their forms, and where the words after them lead: home, out, in, over."""

from __future__ import annotations

from typing import Literal

Side = Literal["subject", "object", "noun"]
"""Where the number stands: before the verb, after it, or beside a noun."""

_IRREGULAR = """
go goes going gone went come comes coming came get gets getting got gotten fly flies flying flew
flown drive drives driving drove driven ride rides riding rode ridden run runs running ran swim
swims swimming swam swum sweep swept creep crept slip slips slipped slipping steal stole stolen
spill spills spilled spilt spilling flee flees fleeing fled
"""
_REGULAR = """
walk march trek trekk hike sail row wade rac rush hurr hurri dash pour stream flood flock surg swarm
trickl fil sneak drift head journey ventur push press cross pass mov migrat relocat travel travell
float trudg scrambl squeez climb bolt stumbl paddl cycl flow pack filter troop throng gravitat
emigrat immigrat transfer transferr resettl tumbl barrel roll embark commut bus buss crowd arriv pull clear
"""
_ROADS = (
    r"ma(?:ke|kes|de|king) (?:it|(?:the|their|its|this|that) (?:\w+ )?(?:way|journey|trip|trek|"
    r"voyage))|(?:find|found|finding|work|worked|fought) (?:their|its) way|"
    r"(?:set|sets|setting|start|started|strike|struck) (?:off|out)|"
    r"(?:took|taken|take|taking) (?:the road|a boat|boats|buses|trains|flights|ferries)|"
    r"(?:driven|swept|spilled|flown)"
)


def _forms() -> str:
    """Every form of the verbs, as one pattern."""
    known = [*_IRREGULAR.split()]
    known += [rf"{stem}(?:e|es|s|ed|ied|ies|y|ing|ying)?" for stem in _REGULAR.split()]
    by_letter: dict[str, list[str]] = {}
    for form in known:
        by_letter.setdefault(form[0], []).append(form[1:])
    # One branch a letter: most words that are no verb of motion are done with after one look.
    return "|".join([*(f"{a}(?:{'|'.join(rest)})" for a, rest in by_letter.items()), _ROADS])


MOVE = f"(?:{_forms()})"
"""Any verb of motion."""

_WISHES = (
    "would could might may want-to wants-to wanted-to hope-to plan-to planned-to planning-to "
    "like-to intend-to prefer-to wish-to going-to hoping-to"
)
NOT_WISHED = "".join(f"(?<!{words.replace('-', ' ')} )" for words in _WISHES.split())
"""What must not stand before a verb of what has happened."""

_CARRIED = (
    r"(?:taken|brought|flown|driven|buss?ed|ferried|shipped|sent|airlifted|evacuated|transported|"
    r"transferred|moved|relocated|escorted|carried|led|guided|helped|assisted|allowed|let|"
    r"permitted|admitted|whisked|smuggled|trafficked|pushed|forced|pressured|cleared|accepted|"
    r"resettled|rescued|turned|invited|drawn|lured|redirected|steered|led)"
)

CARRIED = (
    rf"(?:were|was|been|being|are|is|be|get|got) (?:\w+ly |also |later |then |first )?{_CARRIED}"
)
"""Being moved by others."""

_PAUSE = (
    r"(?: (?:straight|all|again|safely|quickly|voluntarily|freely|permanently|directly|en masse|"
    r"by (?:sea|land|air|boat|bus|train|plane|road)|on foot|in (?:large|great|growing) numbers))?"
)
"""What may stand between a verb and its direction."""

NO_LEVEL = (
    r"(?!(?: up| down)?(?: to| at| above| below| under| over| past| near|"
    r" around)?(?: (?:about|some|around|almost|nearly|only|just|over|under))?"
    r" \d[\d.,]*(?: (?:million|thousand))?(?:[.,;:)]|$|"
    r" (?:in|by|a|and|then|but|on|during|last|this|the|at|from|for|after|before|through|with)\b))"
)
"""What makes a number come back to a level, and nobody come home: "went back up to 1,200 in May"."""
HOMEWARD = (
    rf"{_PAUSE} (?:over |across |to come |to go )?(?:back|home|homewards?)(?! and forth){NO_LEVEL}"
)
OUTWARD = (
    rf"{_PAUSE} (?:out(?! to sea| of (?:work|pocket|money|reach))|away|abroad|overseas|"
    rf"into exile|into neighbou?ring)"
)
NUMBER_NEXT = (
    r"(?= (?:(?:about|around|some|nearly|almost|approximately|more|over|at least|an|just|only|"
    r"roughly|up to|no more than|no fewer than|fewer than|at most|as (?:many|few)|close to|another|"
    r"a (?:further|maximum|total|few)|tens|hundreds|thousands|millions|half|one|two|three|four|"
    r"five|six|seven|eight|nine|ten)\b|\d))"
)
"""What a verb is of that has a number for its object."""
ROUND = (
    r"(?:about |some |nearly |almost |around |only |just |over |more than |at least |up to |"
    r"an estimated |roughly |approximately |close to |fewer than |less than |a total of )?"
)
"""What may stand before a number, if anything."""
INWARD = (
    rf"{_PAUSE} (?:(?:via|from|through) (?:the )?(?-i:[A-Z])\w+ (?:in)?to|"
    rf"(?:(?:north|south|east|west)(?:wards?)? |over |across |down |up |"
    rf"through )?(?:to(?! {ROUND}(?:\d|half)|"
    rf" (?:return|leave|flee|go|work|study|stay|remain|live|apply|the road|exile)|"
    rf" (?:[\w-]+ )?(?:schools?|class(?:es)?|universit(?:y|ies)|college|hospitals?|courts?)\b)|"
    rf"into(?! exile| neighbou?ring| (?:the picture|play|force|effect|question|view|being)\b| the (?:dozens|tens|hundreds|thousands|millions|low|high))|"
    rf"in to|onto|towards?|ashore|there|here|(?:in|for|"
    rf"on)(?= (?:the )?(?!January|February|March|April|May\b|June|July|August|September|October|"
    rf"November|December)(?-i:[A-Z]))))"
)
OVER_BORDER = (
    rf"{_PAUSE} (?:over |across |through |past )(?:the |a |an |its |their |that |this |one |"
    rf"several )?(?:[\w-]+ ){{0,3}}?(?:borders?|frontiers?|crossings?|checkpoints?|"
    rf"frontier posts?|jungle|gap|river|strait|channel|desert)"
)
