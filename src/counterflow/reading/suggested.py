"""What a model proposes, checked against the text by the grammar; nothing of it is taken on trust."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from counterflow.reading.bodies import is_body
from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.endpoint import Suggestion
from counterflow.reading.places import find_places
from counterflow.reading.privacy import hide_names, names_person, people_words
from counterflow.reading.quantity import Kind
from counterflow.reading.reader import read_text
from counterflow.reading.scene import Wish
from counterflow.reading.sentences import Sentence, split_sentences
from counterflow.reading.topic import about_people_on_the_move
from counterflow.reading.wrapping import unwrapped
from counterflow.terms import Measure

WHY = "proposed by a model"
"""The reason that marks such a draft."""

HIGHEST_CONFIDENCE = 0.4
"""No proposal of a model is surer than this."""

_SHARES = frozenset({Measure.SHARE, Measure.RETURNED_SHARE, Measure.WORKERS, Measure.GROWTH,
                     Measure.RENT_INDEX})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """A text read with a model's help.

    Parameters
    ----------
    drafts
        The grammar's claims, and among them the proposals that it could verify.
    taken
        How many proposals were verified.
    refused
        How often each reason for a refusal was met; no word of the model is repeated.

    Examples
    --------
    >>> Suggested([], 0).refused
    {}
    """

    drafts: list[Draft]
    taken: int
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Counts in one line.

        Examples
        --------
        >>> Suggested([], 1, {"the measure is unknown": 2}).summary
        '1 proposal verified, 2 refused: the measure is unknown (2)'
        """
        verified = f"{self.taken} proposal{'' if self.taken == 1 else 's'} verified"
        if not self.refused:
            return verified
        reasons = ", ".join(f"{reason} ({count})" for reason, count in self.refused.items())
        return f"{verified}, {sum(self.refused.values())} refused: {reasons}"


def read_suggested(
    text: str,
    context: Context,
    doc: str,
    propose: Callable[[Sequence[str]], list[Suggestion]],
) -> Suggested:
    """Read a text, then ask for what the grammar may have missed and verify every answer.

    The number must stand in the sentence named, and the grammar reads it again: its span, value,
    unit and hedge, its period and its origin are the grammar's. A destination is believed where
    the document names it, a source where it is an institution that the document names. A claim of
    the grammar is never changed.

    Parameters
    ----------
    text, context, doc
        As for `read_text`.
    propose
        Called once with the sentences, names hidden; not called where the text is not about
        people on the move.

    Examples
    --------
    >>> text = "Refugees are many. Camps of Chad: 5,000 souls."
    >>> found = read_suggested(text, Context(origin="SDN"), "a.txt",
    ...                        lambda _: [Suggestion(1, "6,000", "stock")])
    >>> found.refused
    {'the number is not in the sentence': 1}
    """
    text = unwrapped(text).rstrip()
    own = read_text(text, context, doc)
    if not about_people_on_the_move(text):
        return Suggested(own, 0)
    sentences = split_sentences(text)
    proposals = propose([" ".join(hide_names(sentence.text).split()) for sentence in sentences])
    refused: Counter[str] = Counter()
    people = people_words(text)
    named = {code for mention in find_places(text) for code in mention.codes}
    wishes: dict[int, list[Wish]] = {}
    meant: list[tuple[Wish, Suggestion]] = []
    for proposal in dict.fromkeys(proposals):
        known = 0 <= proposal.sentence < len(sentences)
        sentence = sentences[proposal.sentence] if known else Sentence(0, 0, "", 0)
        wish = _wish(proposal, sentence, own)
        if isinstance(wish, str):
            refused[wish] += 1
        else:
            wishes.setdefault(proposal.sentence, []).append(wish)
            meant.append((wish, proposal))
    new = [draft for draft in read_text(text, context, doc, wishes) if draft not in own]
    for wish, proposal in meant:
        draft = next((d for d in new if d.start < wish.end and wish.start < d.end), None)
        if draft is None:
            refused["the grammar reads no claim there"] += 1
            continue
        new.remove(draft)
        own.append(_checked(draft, proposal, named, people, text))
    taken = len(meant) - refused["the grammar reads no claim there"]
    return Suggested(sorted(own, key=lambda d: d.start), taken, dict(+refused))


def _wish(proposal: Suggestion, sentence: Sentence, own: list[Draft]) -> Wish | str:
    """The place to read again, or why there is none."""
    measure = next((m for m in Measure if m.value == proposal.measure), None)
    if measure is None:
        return "the measure is unknown"
    spans = _spans(sentence.text, proposal.number)
    if not spans:
        return "the number is not in the sentence"
    for first, last in spans:
        start, end = sentence.start + first, sentence.start + last
        if not any(start < draft.end and draft.start < end for draft in own):
            return Wish(start, end, measure, _kinds(measure), WHY)
    return "the number is read already"


def _spans(sentence: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in a sentence as whole words, whatever the white space."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.finditer(rf"(?<![\w.,])(?:{pattern})(?!\w|[.,]\d)", sentence, re.IGNORECASE)
    return [match.span() for match in found if pattern]


def _kinds(measure: Measure) -> frozenset[Kind]:
    if measure in _SHARES:
        return frozenset({"percent"})
    if measure is Measure.CHANGE:
        return frozenset({"count", "percent", "ratio"})
    return frozenset({"money"} if measure is Measure.DEPOSITS else {"count"})


def _checked(
    draft: Draft, proposal: Suggestion, named: set[str], people: frozenset[str], text: str
) -> Draft:
    """The draft with what can be believed of the proposal where the grammar found nothing."""
    reasons = list(draft.reasons)
    hosts, source = draft.destinations, draft.source
    if not hosts and proposal.destinations:
        if set(proposal.destinations) <= named - {draft.origin}:
            hosts = tuple(dict.fromkeys(proposal.destinations))
            reasons.append(f"place: {WHY}")
        else:
            reasons.append("a place proposed is not in the text")
    if not source and proposal.source:
        if (
            _spans(text, proposal.source)
            and is_body(proposal.source)
            and not names_person(proposal.source, people)
        ):
            source = proposal.source
            reasons.append(f"source: {WHY}")
        else:
            reasons.append("a source proposed is no institution in the text")
    return replace(
        draft,
        destinations=hosts,
        source=source,
        confidence=min(draft.confidence, HIGHEST_CONFIDENCE),
        reasons=tuple(reasons),
    )
