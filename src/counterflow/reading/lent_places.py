"""Where the people of a claim are, taken from the claims before it."""

from __future__ import annotations

import re

from counterflow.reading.amended import why as place_why
from counterflow.reading.comparisons import COUNTED_THERE, goes_on, in_bracket_of
from counterflow.reading.draft import Draft
from counterflow.reading.keyed import Keyed
from counterflow.reading.leaning import (
    among_leavers,
    counted_there,
    just_returned,
    leaves,
    names_no_place,
    names_only,
    tacked_on,
)
from counterflow.reading.listed import OF_APPLICANTS
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Lent, Memory, Scene
from counterflow.reading.surveys import survey_of
from counterflow.terms import Measure, Unit

_OF_THEM = re.compile(
    r"\s*(?:of|из)\s+(?:them|these|those(?! (?:who|that|aged|in|from|at|with|under|holding|without|seeking|abroad|now|still|of|"
    r"\w+ed|\w+ing)\b)|whom|the (?:total|arrivals)|них|которых)\b", re.IGNORECASE)  # fmt: skip

_WENT_ABROAD = re.compile(
    r"[^.;]{0,120}?\b(?:went|gone|go|moved|transferred|sent|taken|flowed) (?:abroad|overseas|"
    r"out of the country)\b"
)
_OF_WHOM = re.compile(r"\s*of whom\b")
_OF_ARRIVALS = re.compile(
    r"\s*(?:of (?:the |all |those )?)?(?:new )?(?:arrivals|newcomers|(?:came|come|were|are) from|"
    r"who (?:came|arrived))\b",
    re.IGNORECASE,
)

_WHO_LEFT = re.compile(
    r"\s*of (?:all )?(?:those|people|the people) (?:\w+ )?(?:living )?abroad\b|"
    r"\s*(?:of|из) (?:all |the )?(?:those|people|"
    r"уехавших)?[^.;,]{0,20}\b(?:who (?:have |had )?(?:left|fled)|уехавших)\b",
    re.IGNORECASE,
)

_HAVE_LEFT = re.compile(
    r"\s*of (?:all |the |its |their )?(?:country['’]s )?(?:[A-Z]\w+s|people|population|citizens|"
    r"inhabitants|nationals)\s(?:have|had|has)\s(?:\w+ )?(?:been )?"
    r"(?:left|fled|emigrated|gone|driven|uprooted|displaced|forced|"
    r"moved)\b(?! (?:to|into|in) [A-Z])"
)  # "a third of Ukrainians have been driven from their homes"
_HOUSEHOLDS = re.compile(
    r"\s*of (?:all |the |[A-Z]\w+ )*(?:households|families|homes|respondents|adults)\b[^.;,]{0,60}"
    r"\b(?:relative|member|somebody|someone|son|child|children|parent|kin)s?\b[^.;,]{0,40}"
    r"\b(?:left|leave|gone|emigrated|moved away|fled|departed|abroad)\b(?! (?:to|into|in) [A-Z])"
)  # "9% of Cuban households said that a relative had left"
_THE_FIGURE = re.compile(
    r"\b[Tt]he (?:same )?(?:figure|share|proportion|percentage|rate) (?:was|is|had been|stood at|"
    r"reached|rose to|fell to|had (?:risen|fallen) to)\s+(?:only |just )?$"
)
_TOOK = re.compile(
    r"\b(?:took|taken|received|hosts?|hosted|accepted|absorbed|welcomed|sheltered|has|"
    r"for)(?: in)?(?: \w+)?\s+$"
)

_NET_INTO = re.compile(
    r"\bnet (?:\w+ )?(?:immigration|inflow|arrivals|gain|relocation|intake|entries|influx)\b|"
    r"миграционн\w+ прирост",
    re.IGNORECASE,
)

_SUCH = re.compile(r"\s*such\b", re.IGNORECASE)

_TOTAL = Keyed(
    r"\b(?:the (?:\w+ )?total(?! population)|worldwide|globally|в мире)\b[^.;,]{0,40}$", after=""
)

_WHOLE = Keyed(
    r"\b(?:the|a) (?:\w+ )?total (?:number )?of\s+$", after="", flags=re.NOFLAG
)  # of all, everywhere

_BEYOND = 5.0

_CROSSING = (Measure.BORDER_ENTRIES, Measure.ARRIVALS, Measure.ONWARD, Measure.BORDER_EXITS)

_AT_HOME = (Measure.RETURNS, Measure.RETURNED_SHARE, Measure.DEPARTURES)

_ABOUT_THOSE_THERE = COUNTED_THERE | {
    Measure.NET,
    Measure.SHARE,
    Measure.PERMITS_ISSUED,
    Measure.PERMITS_VALID,
    Measure.ASYLUM_APPLICATIONS,
    Measure.OTHER,
    Measure.DEPOSITS,
    Measure.COMPANIES,
    Measure.CITIZENSHIPS,
    Measure.GROWTH,
    Measure.WORKERS,
    Measure.RENT_INDEX,
}


_WEAK = ("", "elsewhere in the sentence", "pointed back to", "counted by that country")

_BRINGS_TO = re.compile(
    r"\s*(?:that|this|it|which|these) (?:\w+ )?(?:brings?|brought|takes?|took|pushe[sd]|"
    r"raise[sd]|lift(?:s|ed)) the\b",
    re.IGNORECASE,
)
_ARE_WOMEN = re.compile(
    r"\s+(?:of (?:them|whom) )?(?:are|were) (?:women|girls|children|minors|boys|men|under|"
    r"unaccompanied|families|aged|elderly)\b"
)
_ITS_POPULATION = re.compile(
    r"\s+of (?:its|the|the total|the local|the whole|the entire) (?:population|inhabitants|"
    r"residents)\b"
)

_AMONG_THEM = re.compile(
    r"(?:\b(?:of|among) (?:whom|them|these|those),?|% of the total of|"
    r"per ?cent of the total of)\s+(?:\w+ )?$"
)

_THEIR = re.compile(
    r"\s*their (?:\w+ )?(?:share|number|numbers|proportion|count|total|ranks)\b", re.IGNORECASE
)


_DO_SO = re.compile(r"[^.;,\d]{0,40}?\b(?:do|did|done|doing) so\b")
_NEAR = 50
_OTHER_WAY = re.compile(
    r"\b(?:opposite|other|reverse) (?:direction|way)\b|\bобратн\w+ (?:направлени|сторон)",
    re.IGNORECASE,
)


def lent_hosts(
    scene: Scene,
    quantity: Quantity,
    lent: Lent,
    memory: Memory,
    earlier: list[Draft],
    own: tuple[tuple[str, ...], str],
    origin: str,
) -> tuple[tuple[str, ...], str]:
    """Where a claim's people are, taken from the claims before it where its own words do not say."""
    text, measure = scene.sentence.text, lent.verdict.measure
    apposed = quantity.kind == "percent" and earlier and tacked_on(scene, quantity, earlier[-1])
    if own[1] == "hosts without a name" and not apposed:
        return own
    paired = own[1] == "respectively"
    if not paired and earlier and in_bracket_of(text, quantity, earlier[-1], scene.sentence.start):
        return earlier[-1].destinations, "same brackets"
    going = measure is Measure.DEPARTURES and memory.last and memory.last.measure is not measure
    if _SUCH.match(text, quantity.end) and not going and memory.last is not None and not own[0]:
        return memory.last.destinations, "such as before"
    if (
        earlier
        and (quantity.kind != "count" or (measure is Measure.CHANGE and earlier[-1].destinations))
        and own[1] != "list item"
        and tacked_on(scene, quantity, earlier[-1])
    ):
        return earlier[-1].destinations, "the number before"
    if measure in _CROSSING and origin and _OTHER_WAY.search(text[: quantity.end + _NEAR]):
        return (origin,), "home"
    if measure is Measure.BORDER_EXITS and leaves(scene, origin):
        return own
    hosts, why = own
    if earlier and why == "pointed back to" and _OF_WHOM.match(text, quantity.end):
        return earlier[-1].destinations, "same people"
    took = why == "subject" and _TOOK.search(text[: quantity.start]) is not None
    if (
        measure is Measure.SHARE
        and not took
        and why not in ("list item", "named after", "home")
        and (
            _WHO_LEFT.match(text, quantity.end)
            or _HAVE_LEFT.match(text, quantity.end)
            or _HOUSEHOLDS.match(text, quantity.end)
        )
    ):
        return (), ""
    if lent.parallel is not None and (why in _WEAK or why == "subject"):
        hosts, why = lent.parallel.destinations, "parallel"
    last = memory.last
    if not hosts and measure not in _AT_HOME and _OF_THEM.match(text, quantity.end):
        among = earlier[-1] if earlier else last
        at_home = among is not None and measure is Measure.SHARE and among.destinations == (origin,)
        if among is not None and among.destinations and not at_home:
            return among.destinations, "same people"
    if not hosts and last is not None and measure not in _AT_HOME:
        if earlier and measure is Measure.SHARE and _ARE_WOMEN.match(text, quantity.end):
            return earlier[-1].destinations, "same people"
        if not earlier and _BRINGS_TO.match(text) and names_no_place(scene, origin):
            return last.destinations, "as before"
    if earlier and why in _WEAK and _AMONG_THEM.search(text[: quantity.start]):
        return earlier[-1].destinations, "same people"
    if (
        not hosts
        and (_OF_THEM.match(text) or _THEIR.match(text))
        and last is not None
        and last.destinations
        and measure not in _AT_HOME
    ):
        hosts, why = last.destinations, "same people"
    if not hosts and measure is Measure.SHARE:
        if among_leavers(text, quantity, earlier):
            return (), "the same share"
        shares = [d for d in earlier if d.unit is Unit.PERCENT]
        if shares and lent.verdict.why == "as before":
            return shares[-1].destinations, "the same share"
        back = memory.counted is not None and memory.counted.measure is Measure.RETURNS
        back = back or _DO_SO.match(text, quantity.end) is not None
        shares = [d for d in shares if d.destinations and (back or d.destinations != (origin,))]
        if shares:
            return shares[-1].destinations, "the same share"
        if lent.verdict.why == "as before" and last is not None and not earlier:
            return last.destinations, "as before"
        if memory.counted is not None and counted_there(memory.counted, memory, scene, origin):
            return memory.counted.destinations, "those counted before"
        applied = OF_APPLICANTS.match(text, quantity.end) is not None
        if applied and (there := memory.only_host or memory.topic):
            return there, "the document's host"
        if _OF_ARRIVALS.match(text, quantity.end) and len(memory.register.last) == 1:
            return memory.register.last, "carried on"
    of_population = not hosts and _ITS_POPULATION.match(text, quantity.end) is not None
    if of_population and last is not None and last.destinations not in ((), (origin,)):
        return last.destinations, "same people"
    if hosts or why in ("home", "inside the origin"):
        return hosts, why
    if _WENT_ABROAD.match(text, quantity.end):
        return (), ""
    if origin and last is not None and last.measure is measure and last.destinations == (origin,):
        near = scene.sentence.paragraph - memory.last_paragraph <= 1 and measure in _CROSSING
        if near and not leaves(scene, origin) and names_no_place(scene, origin):
            return (origin,), "carried on"
    if measure is Measure.SHARE and _THE_FIGURE.search(text, 0, quantity.start):
        share, paragraph = memory.kept.get("share", (None, -1))
        if share is not None and paragraph == scene.sentence.paragraph:
            return share.destinations, "the share before"
    carried = _carried_share(scene, memory, origin) if measure is Measure.SHARE else ()
    if carried:
        return carried, "the share before"
    survey = survey_of(scene, quantity, memory) if measure is Measure.SHARE else None
    if survey is not None and survey.hosts is not None:
        return survey.hosts, "those asked"
    shared = _whole_told(scene, memory, origin)
    if measure is Measure.SHARE and shared is not None:
        return shared, "the share before"
    if lent.verdict.why == "as before" and memory.counted is not None and not earlier:
        before = memory.counted.destinations
        total = measure is not Measure.CHANGE and _TOTAL.search(text, 0, quantity.start) is not None
        if before and not total and names_no_place(scene, origin):
            return before, "as before"
    total = _TOTAL.search(text, 0, quantity.start) is not None
    whole = _WHOLE.search(text, 0, quantity.start) is not None
    counted = lent.verdict.of or measure
    uprooted = memory.counted is not None and _is_inside(memory.counted)
    if uprooted and counted is Measure.STOCK and names_no_place(scene, origin):
        return (origin,), "inside the origin"
    if memory.turned and counted in _ABOUT_THOSE_THERE and names_no_place(scene, origin):
        return memory.turned, "carried on"
    if measure in COUNTED_THERE and last is not None and goes_on(scene, memory) and not whole:
        return last.destinations, "carried on"
    if counted is Measure.NET and not _NET_INTO.search(text):
        return hosts, why  # more left than came: nobody's destination
    if counted in _ABOUT_THOSE_THERE and names_no_place(scene, origin):
        if total:
            return hosts, why
        elsewhere = memory.only_host or memory.topic
        if elsewhere and counted in _OF_RETURNEES and just_returned(memory, scene, origin):
            return (origin,), "carried on"
        if len(memory.section) == 1:
            return memory.section, "the heading"
        register = memory.register
        fresh = register.paragraph == scene.sentence.paragraph and not register.several
        other = len(register.last) == 1 and register.last != memory.only_host
        if memory.only_host and not (fresh and other and not memory.claimed):
            return memory.only_host, "the document's host"
        near = scene.sentence.paragraph - memory.register.paragraph <= 1
        before = memory.register.last
        if (
            near
            and len(before) == 1
            and not memory.register.several
            and counted is not Measure.SHARE
        ):
            most = memory.most.get(before[0], 0.0)
            # A number far beyond all of that host's is about more than that host.
            if quantity.size <= _BEYOND * most or not most:
                return before, "carried on"
        if memory.topic:
            return memory.topic, "the document's country"
        told = memory.counted
        close = scene.sentence.paragraph - memory.last_paragraph <= 1
        alone = set(memory.hosts) == {told.destinations} if told is not None else False
        if counted is Measure.SHARE and told is not None and close and alone:
            return told.destinations, "those counted before"
        if memory.union and counted is not Measure.NET:
            return memory.union, "the union told of"
    if (
        counted in _ABOUT_THOSE_THERE
        and memory.topic
        and names_only(scene, (*memory.topic, memory.origin), origin)
    ):
        return memory.topic, "the document's country"
    return hosts, why


def _is_inside(counted: Draft) -> bool:
    """Whether those counted before have left their homes, but not their country."""
    return place_why(counted, "place") == "inside the origin"


def _carried_share(scene: Scene, memory: Memory, origin: str) -> tuple[str, ...]:
    """The one host of the shares before it in a paragraph: "In Chad, 88% ... 66% have no shelter"."""
    last, register = memory.last, memory.register
    if last is None or last.measure is not Measure.SHARE or register.several:
        return ()
    if not (memory.last_paragraph == register.paragraph == scene.sentence.paragraph):
        return ()
    alone = len(register.last) == 1 and register.last == last.destinations
    return register.last if alone and names_no_place(scene, origin) else ()


def _whole_told(scene: Scene, memory: Memory, origin: str) -> tuple[str, ...] | None:
    """The hosts of the share before, where a sentence goes on about returnees or scattered people."""
    last = memory.last
    if last is None or last.measure is not Measure.SHARE or not origin:
        return None
    here = memory.last_paragraph == scene.sentence.paragraph
    if not here or last.sentence_start == scene.sentence.start:
        return None
    back = memory.counted is not None and memory.counted.measure is Measure.RETURNS
    known = ((origin,), ()) if back else ((),)
    return (
        last.destinations if last.destinations in known and names_no_place(scene, origin) else None
    )


_OF_RETURNEES = (Measure.SHARE, Measure.BORDER_ENTRIES, Measure.ARRIVALS)
