"""What the line above labelled rows says that they count: "Syrians resettled in 2016"."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.evidence import counted_in
from counterflow.reading.governing import ELSEWHERE
from counterflow.reading.measures import LABELLED
from counterflow.reading.scene import Memory
from counterflow.reading.sentences import Sentence
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_LINES = 3  # a caption stands no farther above its rows
_FLOWS = frozenset({Measure.ARRIVALS, Measure.RETURNS, Measure.BORDER_ENTRIES})
_THERE = re.compile(
    r"\b(?:[Ss]till|[Rr]egistered|[Rr]emain\w*|[Dd]isplaced|[Ll]iving|[Rr]esid\w+|in the)\b"
)
"""What a row says itself of people who are somewhere."""
_ROW = re.compile(r"[^:]{2,80}:\s*[^:]*\d[\d.,]*[^:.]{0,30}$|[^:]{2,40}: [^:\d]+$")
"""A row, "Families: 1,020", or what stands at the head of rows, "Category: number of people"."""


def note_caption(sentence: Sentence, alone: bool, memory: Memory) -> None:
    """Remember the lines that stand above rows; a paragraph of several sentences ends them."""
    if not alone:
        memory.captions.clear()
    elif not sentence.text.endswith(".") and _ROW.fullmatch(sentence.text.strip()) is None:
        memory.captions.append(sentence.text)


def captioned(text: str, verdict: Verdict, memory: Memory) -> Verdict:
    """The verdict on a labelled number, with the flow that the lines above it tell of.

    Parameters
    ----------
    text, verdict
        The line, and what the number's own line says.
    memory
        What earlier lines leave.
    """
    if verdict.why != LABELLED or _THERE.search(text):
        return verdict
    for caption in reversed(memory.captions[-_LINES:]):
        told = counted_in(caption)
        if told is not None and told.why != ELSEWHERE:
            flow = told.measure in _FLOWS
            return (
                replace(verdict, measure=told.measure, why="caption of rows") if flow else verdict
            )
    return verdict
