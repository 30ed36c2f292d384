"""What offices do with people on the move: papers asked for, given and taken away, and checks."""

from __future__ import annotations

from counterflow.reading.motion import NUMBER_NEXT, Side
from counterflow.terms import Measure

_WORDS = r"(?:[\w“”\"'’&-]+ )"
_PAPER = (
    r"(?:status(?:es)?|protection|asylum|permits?|visas?|residen(?:ce|cy)|papers)"
    r"(?: status)?(?: \([^()]{1,20}\))?"
)
_STATUS = rf"(?:{_WORDS}{{0,4}}?{_PAPER})"
_PAPERS_SOUGHT = (
    rf"{_WORDS}{{0,4}}?(?:citizenship|nationality|naturali[sz]ation|passports?|"
    rf"(?:residence|work|stay) permits?|"
    r"permits?|visas?|residen(?:ce|cy)|registration|resident status|(?:temporary|permanent) stay)\b"
)
_AT_THE_BORDER = (
    r"(?= (?:[^.;,]|,(?=\d)){2,70}?\b(?:at|on|along|near) (?:the|its|their|"
    r"that) (?:[\w-]+ ){0,3}?(?:borders?|frontier)\b)"
)
_SELF_EMPLOYED = (
    r"(?:self-employed|freelancers?|sole (?:traders?|proprietors?)|entrepreneurs?|traders?|"
    r"(?:individual|private) entrepreneurs?|business ?(?:people|men|owners)|contractors?)"
)
_TO_TRAVEL = r"(?:travel|fly|enter|come|board|cross|settle|move)\b"

OFFICES: tuple[tuple[Measure, Side, str], ...] = (
    (
        Measure.OTHER,
        "subject",
        r"(?:(?:ask|apply|appl(?:ie)?|petition|fil|lodg|submitt?|put in)(?:ed|ing|s|es)?|"
        r"s(?:ought|eek(?:s|ing)?)|request(?:ed|ing|s)?)"
        r"(?: (?:an? |the |their )?(?:applications?|requests?|bids?|papers|petitions?))?"
        rf"(?: (?:for|to (?:obtain|get|receive|acquire|take|be given|"
        rf"be granted)))? {_PAPERS_SOUGHT}"
        rf"|turn(?:ed|ing)? to (?:[\w’'-]+ ){{1,12}}?to (?:obtain|get|receive|acquire|"
        rf"take) {_PAPERS_SOUGHT}",
    ),
    (
        Measure.OTHER,
        "subject",
        r"appl(?:y|ies|ied|ying) to (?:be naturali[sz]ed|become citizens|stay|remain|settle|extend|"
        r"renew|immigrate|emigrate|have|be|get)\b|(?:asked|requested) to (?:have|be|get) |"
        r"apply(?=\s*(?:$|\n|[.;,]))",
    ),
    (
        Measure.OTHER,
        "object",
        r"(?:permits?|visas?|citizenship|passports?|residen(?:ce|cy)|registration|nationality|"
        r"applications?[^.;,\d]{0,40}) "
        r"(?:(?:was|were|is|are|has been|have been|had been) )?(?:requested|sought|applied for|"
        r"asked for|filed|made|lodged|submitted) by",
    ),
    (
        Measure.ASYLUM_APPLICATIONS,
        "object",
        r"(?:asylum|refugee status|(?:international|temporary) protection) (?:was|were|has been|"
        r"had been) (?:requested|sought|claimed|applied for|asked for) by",
    ),
    (
        Measure.OTHER,
        "subject",
        rf"opted for (?:local )?integration|pre-?registered|(?:sign(?:ed|ing)? up|register(?:ed|ing)?|enroll?ed|"
        rf"set up) as (?:[\w-]+ )?{_SELF_EMPLOYED}",
    ),
    (
        Measure.OTHER,
        "subject",
        r"(?:(?:book|ma[dk]|secur|obtain|schedul|request|receiv)(?:e|ed|ing)|got|given) (?:an )?"
        r"(?:\w+ )?appointments?",
    ),
    (
        Measure.OTHER,
        "object",
        rf"(?:has|have|had) (?:since |now |also |meanwhile )?been (?:withdrawn|revoked) (?:from|"
        rf"for)|{_PAPER} (?:(?:has|have|had|was|were|been|meanwhile|since|now|already|"
        rf"also) )+(?:ended|withdrawn|revoked|cancelled|canceled|terminated|annulled) (?:for|"
        rf"from)",
    ),
    (
        Measure.OTHER,
        "object",
        rf"(?:ended|ending|withdr[ae]wn?|revoked|revoking|cancelled|canceled|terminated|"
        rf"annulled) {_STATUS} (?:for|from|of)",
    ),
    (
        Measure.OTHER,
        "object",
        rf"(?:refus|deny|deni)(?:e[ds]|ing) entry to|"
        rf"(?:ended|revoked|cancell?ed|withdrawn|terminated) for{NUMBER_NEXT}|"
        rf"(?:given up|handed in|renounced|surrendered) by",
    ),
    (
        Measure.OTHER,
        "object",
        r"(?:check|review|examin|reassess|re-examin|investigat|look)(?:s|ed|"
        r"ing)?(?: into)? (?:the )?(?:cases|files|claims|status|(?:[\w-]+ )?(?:permits?|papers|documents|visas?)) of",
    ),
    (
        Measure.PERMITS_ISSUED,
        "object",
        rf"(?:gave|given|giv(?:es|ing)|(?<!has )(?<!have )grant(?:ed|s|ing)|award(?:ed|s|ing)|"
        rf"extend(?:ed|s|ing)) (?:the |its |an? )?{_STATUS} to{NUMBER_NEXT}",
    ),
    (
        Measure.PERMITS_ISSUED,
        "subject",
        r"(?:received|obtained|got|gained|won|collected|given|granted|issued) (?:(?:the|this|such|"
        r"that) (?:new |same |special )?(?:status|papers?|documents?|cards?|visas?|permits?|"
        r"protection|numbers?)|one(?= (?:so far|by|in|since|last|this|already)\b|[.,;]|$))|"
        r"(?:were|was|been|are) (?:allowed|permitted|authori[sz]ed|cleared) to (?:stay|remain|settle|"
        r"live|reside)|"
        r"(?:were|was|been) recogni[sz]ed(?! as\b)|"
        rf"(?:won|w[io]n|got|gained|received|obtained|secured|given|granted) approval|"
        rf"(?:as )?(?:cleared|authori[sz]ed|approved|vetted|"
        rf"screened)(?: and (?:authori[sz]ed|approved|cleared))? to {_TO_TRAVEL}",
    ),
    (
        Measure.PERMITS_VALID,
        "noun",
        r"(?:(?<=ns )|(?<=le )|(?<=is )|(?<=es )|(?<=ts )|(?<=ls ))with (?:an? |valid |"
        r"[\w“”\"'-]+ ){0,2}?(?:permits?|residence cards?|(?:residence|residency)\b|"
        r"(?:pre-)?settled status)(?! (?:arrived|entered|left|returned|"
        r"moved))|(?<=\d )with (?:[\w-]+ ){0,2}?(?:residence|residency)\b(?! permit| visa)",
    ),
    (
        Measure.BORDER_ENTRIES,
        "object",
        rf"(?:c[ao]me (?:upon|across)|met(?: with)?|r[au]n into|picked up|spotted|"
        rf"came face to face with){_AT_THE_BORDER}",
    ),
    (
        Measure.ARRIVALS,
        "subject",
        r"(?:relocated|resettled)(?= from\b)|ma(?:de|king|ke) (?:the|that|this) (?:journey|trip|"
        r"move)(?! (?:home|back|in reverse))|(?:have|has|had) (?:actually |already |since |"
        r"now )?(?:travell?ed|moved|relocated)(?=[.,;]| by | since| so far| under | on )",
    ),
    (
        Measure.ARRIVALS,
        "object",
        rf"(?:resettle|relocate|relocated|(?:will|would|to) (?:transport|carry|fly|bring|"
        rf"transfer|airlift|evacuate)){NUMBER_NEXT}|"
        rf"(?:relocat|resettl)(?:ed|ing) (?:another|a further|an additional)|"
        rf"(?:number|total) of (?:relocations|resettlements) to|"
        rf"(?:legal )?(?:pathways?|ways?|routes?) (?:was |were |been )?offered to",
    ),
    (
        Measure.OTHER,
        "object",
        r"(?:submit(?:ted|s|ting)?|referr(?:ed|ing)|put forward|"
        r"proposed)(?= (?:[^.;,]|,(?=\d)){2,60}? for (?:resettlement|relocation))",
    ),
    (
        Measure.ARRIVALS,
        "subject",
        r"(?:flew|flown|flying|sailed|drove|walked|slipped|streamed|poured|flooded|rushed|"
        r"travell?ed) in(?=[.,;]| (?:with|on|under|by|from|through|via|over|last|this|since|"
        r"during|between|each|every)\b)",
    ),
    (
        Measure.ARRIVALS,
        "object",
        rf"(?:agreed|willing|ready|promised|offered|vowed|undertaken|undertook|pledged|expects?|"
        rf"plans?|intends?|wants?) to (?:take(?: in)?|accept|receive|admit|welcome|"
        rf"resettle){NUMBER_NEXT}|landing(?=[.,;])",
    ),
    (
        Measure.RETURNS,
        "object",
        rf"(?:deport|expel|repatriate|remove|send back|send home){NUMBER_NEXT}",
    ),
    (
        Measure.NET,
        "subject",
        r"(?:left|gone|went|departed|exited|emigrated)(?:[^.;,\d]|,(?=\d)|"
        r"\d){0,40}? and (?:(?:did|have|has|had) (?:not|never)|never|failed to|are yet to|"
        r"have yet to) (?:yet )?(?:return(?:ed)?|c[ao]me (?:back|home)|go(?:ne)? (?:back|home)|"
        r"went (?:back|home))",
    ),
    (
        Measure.OTHER,
        "subject",
        r"open(?:ed|ing)? (?:an? |new |their |personal |bank |savings )*accounts?\b|"
        r"(?:had|have|saw|seen) (?:their|its) (?:[\w-]+ ){0,2}?(?:requests?|applications?|claims?|"
        r"visas?|permits?|status)(?: for (?:[\w-]+ ){0,3}?\w+)? (?:turned down|rejected|refused|"
        r"denied|revoked|cancelled|withdrawn|annulled)",
    ),
    (
        Measure.OTHER,
        "object",
        r"(?:accounts?|(?:bank|SIM) cards?) (?:(?:was|were|had|have|has|been) )+(?:opened|issued) "
        r"(?:for|by|to)",
    ),
    (
        Measure.BORDER_ENTRIES,
        "subject",
        r"(?:detained|picked up|arrested|rounded up|stopped|found) (?:by (?:[\w’'-]+ ){0,3}?"
        r"(?:im)?migration\b|on (?:[\w’'-]+ ){1,2}(?:soil|territory)\b)",
    ),
    (
        Measure.STOCK,
        "subject",
        r"pay(?:s|ing)? (?:[\w-]+ ){0,2}?(?:contributions|taxes|social insurance)\b|"
        r"(?:are|were) (?:[\w-]+ )?insured\b|had (?:an? )?(?:[\w-]+ )?jobs?\b|"
        r"(?:claim|draw|receiv|collect)(?:e|ed|ing|s|es)? (?:[\w-]+ )?(?:income|social|"
        r"unemployment|housing|child|disability) (?:support|benefits?|assistance|allowances?)",
    ),
    (
        Measure.BORDER_ENTRIES,
        "subject",
        r"(?:used|took|taken|chose|chosen) (?:the |its |this |that )(?:[\w’'-]+ ){0,3}?"
        r"(?:frontiers?|borders?|crossings?|checkpoints?|border (?:posts?|points?)|routes?|"
        r"corridor|ferry|ferries|bridges?|tunnel)\b(?! (?:of|out of|home|back))"
        r"|(?:went|gone|walked|passed|came|streamed|poured|surged) (?:over|across) (?:the|this|that)"
        r" (?:[\w’'-]+ ){0,2}?(?:bridge|river|strait|pass)\b(?! (?:of|home|back))",
    ),
    (
        Measure.DEPARTURES,
        "object",
        r"put(?:s|ting)? (?:the|its|their|that) (?:loss(?:es)?|exodus|(?:brain )?drain|outflow)"
        r"(?: there| abroad)? at",
    ),
    (
        Measure.BORDER_ENTRIES,
        "noun",
        r"(?:cross-border )?movements? (?:across|over) the (?:\w+ )?(?:border|frontier)|"
        r"cross-border movements?",
    ),
    (
        Measure.PERMITS_ISSUED,
        "object",
        rf"recogni[sz](?:ed|es|ing){NUMBER_NEXT}|"
        r"(?:issued?|given|gave|granted|assigned|allocated|offered)(?= (?:[^.;,]|,(?=\d)){1,60}? "
        r"(?:(?:identification|identity|tax|personal|insurance|registration) (?:numbers?|codes?)|"
        r"the right to|permission to|leave to (?:stay|remain|enter)|work permits|residence permits)\b)",
    ),
    (
        Measure.COMPANIES,
        "subject",
        r"(?:register|open|found|set up|start|launch)(?:ed|ing)? (?:(?:their|an?|own|new) )*"
        r"(?:[a-z-]+ )?(?:business(?:es)?|compan(?:y|ies)|firms?|start-?ups?)\b",
    ),
    (
        Measure.OTHER,
        "subject",
        r"(?:received|got|sent|given|handed|served) (?:an? )?(?:\w+ )?(?:letters?|orders?|"
        r"notices?|notifications?)\b|(?:were|was|been|are|being) (?:ordered|told|asked|"
        r"instructed|required) to (?:leave|depart|go home|quit)",
    ),
    (
        Measure.OTHER,
        "subject",
        r"waiting for (?:it|them|one|their (?:papers|permits?|cards?|visas?))\b|"
        r"(?:refused|denied) entry|(?:were|was|been|are) (?:rejected|turned down|dismissed|refused(?! entry)|"
        r"denied(?! entry))",
    ),
    (Measure.DEPARTURES, "noun", 
        r"flight(?: from (?:the )?(?-i:[A-Z])\w+)?(?= (?:reach|pass|exceed|top|hit)\w*)"),
)  # fmt: skip
