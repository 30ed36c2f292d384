"""The command `review`: a person's word on each claim that waits in a case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from counterflow.cases import Case
    from counterflow.ledger import Claim


def review(
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="The folder of your case.", show_default=False)
    ],
) -> None:
    """Accept, edit or reject the claims that wait in a case, one key each."""
    from rich.console import Console

    from counterflow.cases import load_case
    from counterflow.reading import Decision, decide, proposed, require_own

    loaded = load_case(case)
    require_own(loaded)
    waiting = proposed(loaded)
    console = Console(highlight=False)
    if not waiting:
        console.print("No claim waits for review.")
        return
    tally = {"accepted": 0, "rejected": 0, "left": 0}
    for number, claim in enumerate(waiting, start=1):
        current: Claim = claim
        _print_claim(console, current, f"{number} of {len(waiting)}")
        while True:
            key = _key()
            if key == "e":
                current = _edit(loaded, current)
                _print_claim(console, current, "edited")
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


def _print_claim(console: Console, claim: Claim, head: str) -> None:
    from counterflow.cli_tables import number, when

    console.print(f"\n{head}: {claim.id}", style="bold")
    of = f" of {claim.of.value}" if claim.of else ""
    console.print(
        f"  {claim.measure.value}{of}: {claim.hedge.value} {number(claim)} {claim.unit.value}\n"
        f"  {claim.origin or '?'} → {claim.destination or 'any'}, {when(claim)}\n"
        f"  source {claim.source}; {claim.title}, {claim.locator}\n  {claim.note}",
        markup=False,
    )
    console.print("a accept   e edit   r reject   s skip   q quit", style="dim")


def _key() -> str:
    """The next key of a terminal, or the next letter of piped input; `q` at its end."""
    if sys.stdin.isatty():
        pressed = str(typer.getchar())
        return pressed.lower() if pressed.lower() in "aersq" else _key()
    while True:
        letter = sys.stdin.read(1)
        if not letter:
            return "q"
        if letter.lower() in "aersq":
            return letter.lower()


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
