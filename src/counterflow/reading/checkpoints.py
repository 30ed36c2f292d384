"""Who is counted on the way in or out, let in by so many, and expected: a table."""

from __future__ import annotations

from counterflow.reading.motion import NUMBER_NEXT, Side
from counterflow.terms import Measure

_COUNTED = (
    r"(?:(?:register|record|count|log|not|check|report|stamp)(?:g?ed|s|ing)|seen|clocked)"
    r"(?: \w+ly)?"
)
_OUT = r"(?:exit(?:ing)?|departure|departing|leaving|the way out|(?:its|their) way out)"
_IN = r"(?:entry|entering|the way in|(?:its|their) way in)"
_ITS_PEOPLE = r"(?:own|its|their) (?:own )?(?:citizens|nationals|people|compatriots|countrymen)"
_LET = r"(?:allow|permit|admitt|let|tak)(?:e[dn])?"

CHECKPOINTS: tuple[tuple[Measure, Side, str], ...] = (
    (
        Measure.BORDER_EXITS,
        "subject",
        rf"{_COUNTED} (?:(?:on|at|upon|when|while) {_OUT}|as (?:leaving|departing|exiting|"
        rf"having left|having exited)|(?:leaving|exiting) (?:the country|again))\b|checked out",
    ),
    (
        Measure.BORDER_EXITS,
        "object",
        r"exits? of|exits? by",
    ),
    (
        Measure.BORDER_EXITS,
        "noun",
        rf"(?:on|at|upon) (?:exit|{_OUT})\b",
    ),
    (
        Measure.BORDER_ENTRIES,
        "subject",
        rf"{_COUNTED} (?:(?:on|at|upon|when|while) {_IN}|as (?:entering|having entered))\b|"
        r"checked in(?= at\b)",
    ),
    (
        Measure.BORDER_ENTRIES,
        "object",
        rf"(?:agents|guards|officers|patrols?) (?:have |had |has )?(?:met|encountered|stopped|caught|"
        rf"detained|intercepted){NUMBER_NEXT}",
    ),
    (
        Measure.BORDER_ENTRIES,
        "noun",
        rf"(?:on|at|upon) {_IN}\b",
    ),
    (
        Measure.RETURNS,
        "noun",
        rf"{_ITS_PEOPLE} (?:who (?:are|were|may be) )?{_LET} (?:back|in\b|to (?:enter|return|"
        rf"come)|home)",
    ),
    (
        Measure.RETURNS,
        "object",
        rf"(?:let|lets|letting|allow|allows|allowed|admit|admits|admitted|take|takes|took|taken)"
        rf"(?= (?:[^.;,]|,(?=\d)){{2,50}}?of {_ITS_PEOPLE})|"
        rf"let(?:s|ting)? back(?: in)?{NUMBER_NEXT}|"
        rf"t(?:ake|akes|ook|aking) back{NUMBER_NEXT}",
    ),
    (
        Measure.ARRIVALS,
        "subject",
        r"(?:allow|permitt?|admitt?|let)(?:ed)? in(?:side)?(?=[.,;]| (?:to (?:about|some|only|"
        r"just|around|approximately|nearly|no more|\d)|per|a|each|every|since|last|this|under|"
        r"so|with|during|by|from|through|on|at)\b)",
    ),
    (
        Measure.ARRIVALS,
        "object",
        rf"(?:will|would|can|could|may|might|shall|must|should|to) (?:only |now |soon |also |"
        rf"still )?(?:take(?: in)?|accept|admit|welcome|let in){NUMBER_NEXT}|"
        rf"let(?:s|ting)? in{NUMBER_NEXT}|"
        rf"(?:moved|paroled(?: in)?|shifted|lifted|buss?ed|shuttled|trucked){NUMBER_NEXT}|"
        rf"(?:(?:allow|let)(?:s|ting|ed|ing)?|permitt(?:ed|ing))(?= (?:[^.;,]|,(?=\d)){{2,60}}? (?:to )?"
        rf"(?:come in|enter|cross in|in(?:to)?|land|disembark)\b)",
    ),
    (
        Measure.ARRIVALS,
        "subject",
        r"(?:are|were|is|was|be) (?:still |also |now |soon )?(?:expected|awaited|due|"
        r"anticipated)(?=[.,;]| (?:in|by|on|at|this|next|before|over|within|during|from|soon|"
        r"there|here|later|to (?:come|join them|follow|arrive)|the)\b)|"
        r"(?:are|were|is|was|be) (?:now |already |still )?(?:on|making) their way(?! home| back|"
        r" out)|expected to (?:come|join them)|yet to come",
    ),
    (
        Measure.ARRIVALS,
        "object",
        rf"(?:expect(?:s|ed|ing)?|await(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|"
        rf"brac(?:es?|ed|ing) for){NUMBER_NEXT}"
        rf"(?!(?:[^.;,]|,(?=\d)){{2,60}}? (?:to|could|may|might|will|would|from)\b)",
    ),
)  # fmt: skip
