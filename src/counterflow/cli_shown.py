"""What was read, shown in a terminal: the sentence, its quantities marked, the claims beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType

    from counterflow.reading import Draft, Outcome


def print_reading(outcome: Outcome, text_of: Callable[[], str]) -> None:
    """Show the claims of a document.

    Parameters
    ----------
    outcome
        What was read.
    text_of
        Called for the text only if there is a claim to show.
    """
    from rich.console import Console

    from counterflow.reading import FROM_FILE, printable

    console = Console(highlight=False)
    console.print(printable(outcome.doc), style="bold", markup=False)
    if not outcome.drafts:
        console.print("  no claim about people on the move")
        return
    text = text_of()
    for sentence in _by_sentence(outcome.drafts):
        console.print(_side_by_side(sentence, text))
    first = outcome.drafts[0]
    count = len(outcome.drafts)
    console.print(f"{count} claim{'' if count == 1 else 's'}, origin {first.origin or 'not found'}")
    if first.published is None:
        console.print("The day of publication is not printed: give --published YYYY-MM-DD.")
    elif FROM_FILE in first.reasons:
        console.print(
            f"The day of publication is not printed; the file was made on {first.published}, which "
            "stands in. If it is another day, give --published YYYY-MM-DD."
        )


def _by_sentence(drafts: Iterable[Draft]) -> list[list[Draft]]:
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.sentence_start, []).append(draft)
    return list(groups.values())


def _side_by_side(drafts: list[Draft], text: str) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    left = Text()
    for words, is_quantity in _shown(drafts, text):
        left.append(words, style="bold reverse" if is_quantity else "")
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(left, Text("\n".join(describe(draft) for draft in drafts)))
    return table


def _shown(drafts: list[Draft], text: str) -> list[tuple[str, bool]]:
    """The sentence in pieces, quantities apart, names of persons hidden."""
    from counterflow.reading import hide_names, printable

    start, end = drafts[0].sentence_start, drafts[0].sentence_end
    sentence = " ".join(hide_names(printable(text[start:end])).split())
    pieces: list[tuple[str, bool]] = []
    at = 0
    for draft in drafts:
        quantity = " ".join(printable(draft.text).split())
        found = sentence.find(quantity, at)
        if found >= 0:
            pieces += [(sentence[at:found], False), (quantity, True)]
            at = found + len(quantity)
    return [*pieces, (sentence[at:], False)]


def describe(draft: Draft) -> str:
    """One draft in three lines: what; where, when; who measured, and how sure the reader is."""
    from counterflow.reading import printable

    number = (
        f"{draft.value:,g}" if draft.value is not None else f"{draft.low:,.10g}–{draft.high:,.10g}"
    )
    if draft.value is not None and draft.value >= 1000:
        number = f"{draft.value:,.0f}"
    of = f" of {draft.of.value}" if draft.of is not None else ""
    where = f"{draft.origin or '?'} → {'+'.join(draft.destinations) or 'any'}"
    when = f"{draft.period_start or '?'} to {draft.period_end or '?'}"
    extra = " forecast" if draft.forecast else ""
    extra += f" per {draft.per}" if draft.per else ""
    return (
        f"{draft.measure.value}{of}: {draft.hedge.value} {number} {draft.unit.value}{extra}\n"
        f"  {where}, {when}\n"
        f"  source: {printable(draft.source) or 'none credited'}; confidence {draft.confidence:.2f}"
    )
