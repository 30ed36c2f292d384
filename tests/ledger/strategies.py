"""Hypothesis strategies for claims and sources."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from counterflow.ledger import Claim, Source, SourceClass, Status
from counterflow.terms import CountingUnit, Hedge, Measure, Unit

# Anything a person may type: no control characters but line breaks and tabs, no lone surrogates.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30
).map(str.strip)
NUMBER = st.floats(min_value=0, max_value=1e12, allow_nan=False) | st.integers(0, 10**9).map(float)
IDENTIFIER = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_.\-]{0,8}\Z")
DAY = st.dates(date(1990, 1, 1), date(2040, 12, 31))
PLACE = st.sampled_from(["", "GEO", "EU27", "TUR+GEO", "ITA"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start, end = sorted((draw(DAY), draw(DAY)))
    low, high = sorted((draw(NUMBER), draw(NUMBER)))
    return Claim(
        id=draw(IDENTIFIER),
        measure=draw(st.sampled_from(Measure)),
        of=draw(st.sampled_from(Measure)),
        population=draw(TEXT),
        origin=draw(PLACE),
        destination=draw(PLACE),
        period_start=start,
        period_end=end,
        value=draw(NUMBER),
        low=low,
        high=high,
        unit=draw(st.sampled_from(Unit)),
        hedge=draw(st.sampled_from(Hedge)),
        counts=draw(st.none() | st.sampled_from(CountingUnit)),
        duration_days=draw(st.none() | st.integers(0, 36_525)),
        includes_before=draw(st.none() | st.booleans()),
        reporter=draw(TEXT),
        source=draw(IDENTIFIER),
        published=draw(st.sampled_from(["2022", "2022-07", "2022-07-15"])),
        title=draw(TEXT),
        url=draw(TEXT),
        locator=draw(TEXT),
        status=draw(st.sampled_from(Status)),
        note=draw(TEXT),
    )


@st.composite
def sources(draw: st.DrawFn) -> Source:
    return Source(
        id=draw(IDENTIFIER),
        name=draw(TEXT.filter(bool)),
        kind=draw(st.sampled_from(SourceClass)),
        url=draw(TEXT),
        note=draw(TEXT),
    )


CLAIM_LISTS = st.lists(claims(), max_size=4, unique_by=lambda claim: claim.id)
SOURCE_LISTS = st.lists(sources(), max_size=3, unique_by=lambda source: source.id)
