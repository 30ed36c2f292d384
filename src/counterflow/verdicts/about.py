"""What a text is about: whose numbers it holds, and what is said where it holds none."""

from __future__ import annotations

from datetime import date

from counterflow.terms import country_name

_SHOWN = 3
"""Numbers quoted where none of a text is understood."""


def people_of(text: str, origin: str) -> str | None:
    """Whom a text is about, where it never names the country that the case is about.

    Parameters
    ----------
    text
        The text.
    origin
        Alpha-3 code of the case's country.

    Returns
    -------
    str or None
        None where the text names the case's country or its people; else the country most of the
        text's people come from, blank where it names none.

    Examples
    --------
    >>> people_of("Lebanon hosts a million refugees who fled Syria.", "RUS")
    'SYR'
    >>> people_of("Some 300,000 people left in 2022.", "RUS")
    ''
    """
    from counterflow.reading.origins import document_origin
    from counterflow.reading.places import find_places
    from counterflow.reading.sentences import split_sentences

    if any(mention.code == origin for mention in find_places(text)):
        return None
    return document_origin([sentence.text for sentence in split_sentences(text)])


def nothing_read(text: str, origin: str) -> str:
    """What is said of a text without a number that could be checked.

    Parameters
    ----------
    text
        The text.
    origin
        Alpha-3 code of the case's country, for the example.

    Examples
    --------
    >>> nothing_read("The weather was fine.", "SYR")
    'This text holds no number about people on the move: there is nothing to check.'
    """
    from counterflow.reading.dates import find_dates
    from counterflow.reading.quantities import find_quantities

    dates = [(found.start, found.end) for found in find_dates(text, date.max)]
    counts = [q for q in find_quantities(text, dates) if q.kind in ("count", "percent")]
    told = "This text holds no number about people on the move: there is nothing to check."
    if not counts:
        return told
    home = country_name(origin) or origin
    shown = ", ".join(f"\u201c{text[q.start : q.end].strip()}\u201d" for q in counts[:_SHOWN])
    more = f" and {len(counts) - _SHOWN} more" if len(counts) > _SHOWN else ""
    return (
        f"{told} Numbers seen but not understood as such: {shown}{more}. If one counts people who "
        f"moved, say who, from where, where to and when: \u201cIn 2022, 300,000 people left {home}."
        "\u201d"
    )
