"""The command `review`: a person's word on each claim that waits in a case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from counterflow.cases import Case
    from counterflow.ledger import Claim
    from counterflow.reading import Library

_KEYS = "a accept   e edit   r reject   s skip   q quit"
_LETTERS = "aersq"
_END_OF_INPUT = ("", "\x04", "\x1a")


def review(
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="The folder of your case.", show_default=False)
    ],
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="What the claims were read from, to show their sentences; found without being "
            "named where the command is given in the same folder.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Accept, edit or reject the claims that wait in a case, one key each."""
    from rich.console import Console

    from counterflow.cases import load_case
    from counterflow.reading import Decision, Library, decide, proposed, require_own

    loaded = load_case(case)
    require_own(loaded)
    waiting = proposed(loaded)
    console = Console(highlight=False)
    if not waiting:
        console.print("No claim waits for review.")
        return
    library = Library(documents or [])
    tally = {"accepted": 0, "rejected": 0, "left": 0}
    for number, claim in enumerate(waiting, start=1):
        current: Claim = claim
        _print_claim(console, current, f"{number} of {len(waiting)}", library)
        while True:
            key = _key()
            if key == "e":
                current = _edit(loaded, current)
                _print_claim(console, current, "edited", library)
                continue
            break
        if key == "a":
            decided = decide(loaded, current, Decision.ACCEPT)
            assert decided is not None
            console.print(f"  {decided.status.value}")
            tally["accepted"] += 1
        elif key == "r":
            decide(loaded, current, Decision.REJECT)
            console.print("  rejected")
            tally["rejected"] += 1
        elif key == "q":
            break
    tally["left"] = len(waiting) - tally["accepted"] - tally["rejected"]
    console.print(", ".join(f"{count} {what}" for what, count in tally.items()))


def _print_claim(console: Console, claim: Claim, head: str, library: Library) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from counterflow.cli_tables import digits, when
    from counterflow.reading import printable

    console.print(f"\n{head}: {claim.id}", style="bold")
    console.print(Padding(_words(claim, library), (0, 0, 0, 2)))
    of = f" of {claim.of.value}" if claim.of else ""
    who = f" ({claim.population})" if claim.population else ""
    lines = (
        f"{claim.measure.value}{of}: {claim.hedge.value} {digits(claim)} {claim.unit.value}{who}",
        f"{claim.origin or '?'} → {claim.destination or 'any'}, {when(claim)}",
        f"source {claim.source}; {claim.title}, {claim.locator}",
        claim.note,
    )
    console.print(Padding(Text("\n".join(map(printable, lines))), (0, 0, 0, 2)))
    console.print(_KEYS, style="dim")


def _words(claim: Claim, library: Library) -> Text:
    """What was read, its quantity marked; the quantity alone where the document is not at hand."""
    from rich.text import Text

    from counterflow.reading import printable, words_of

    found = library.passage(claim)
    if found is not None:
        parts = ((found.before, ""), (found.quantity, "bold reverse"), (found.after, ""))
        return Text.assemble(*parts)
    words = printable(words_of(claim))
    return Text.assemble(
        (words, "bold reverse"),
        (f"{'  ' if words else ''}give the document after the case to see the sentence", "dim"),
    )


def _key() -> str:
    """The next key of a terminal, or the next letter of piped input; `q` at its end."""
    typed = sys.stdin.isatty()
    while True:
        try:
            pressed = str(typer.getchar()) if typed else sys.stdin.read(1)
        except EOFError:
            return "q"
        if pressed in _END_OF_INPUT:
            return "q"
        if len(pressed) == 1 and pressed.lower() in _LETTERS:
            return pressed.lower()
        if typed or not pressed.isspace():
            typer.echo(f"  {pressed!r} means nothing here: {_KEYS}")


def _edit(case: Case, claim: Claim) -> Claim:
    """Ask for a column and its new cell until the claim holds together; saved at once."""
    from pydantic import ValidationError

    from counterflow.reading import edited, save

    answer = typer.prompt("  column=value (blank to leave)", default="", show_default=False)
    column, _, value = answer.partition("=")
    if not value and not column:
        return claim
    if column.strip() not in type(claim).model_fields or column.strip() in ("id", "status"):
        typer.echo(f"  {column.strip()!r} is no column that can be edited")
        return claim
    try:
        new = edited(claim, {column.strip(): value.strip()})
    except ValidationError as error:
        typer.echo(f"  {error.errors()[0]['msg']}")
        return claim
    save(case, new)
    return new
