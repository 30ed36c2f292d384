"""The commands `read` and `review`: documents to claims, and a person's word on each of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console, RenderableType

    from counterflow.cases import Case
    from counterflow.ledger import Claim
    from counterflow.reading import Context, Draft, Endpoint, Outcome

_PROGRESS_FROM = 20


def register(app: typer.Typer) -> None:
    """Add the two commands to the command line."""
    app.command(
        epilog="Examples: `counterflow read article.txt --published 2024-05-02`, "
        "`counterflow read archive/ --case my-case --out claims.jsonl --jobs 4`, "
        "`counterflow read article.txt --case my-case --add`. "
        "Exit code 2 if a document could not be read; the others are read all the same."
    )(read)
    app.command(
        epilog="Example: `counterflow review my-case`. Every decision is saved at once; quit and "
        "come back whenever you like."
    )(review)


def read(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Plain text, HTML or PDF; folders of them; or http addresses.",
            show_default=False,
        ),
    ],
    case: Annotated[
        str,
        typer.Option(metavar="CASE", help="The crisis: its origin, events and sources."),
    ] = "",
    published: Annotated[
        str,
        typer.Option(metavar="DATE", help="Day of publication, 2024-05-02, where none is printed."),
    ] = "",
    reporter: Annotated[str, typer.Option(metavar="NAME", help="The outlet.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Drafts as a JSON array.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Proposed claims as CSV.")] = False,
    add: Annotated[
        bool, typer.Option("--add", help="Append the claims to the case as proposed.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="One line of JSON a document; an interrupted run goes on where it stopped.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes on this machine.")] = 1,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Dask scheduler, tcp://host:8786.")
    ] = "",
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Send the sentences, names hidden, to the model of COUNTERFLOW_MODEL_URL and "
            "_NAME; what it proposes counts only where the grammar verifies it.",
        ),
    ] = False,
) -> None:
    """Read claims out of articles and reports. Names of persons are never put out."""
    if sum((as_json, as_csv, add, out is not None)) > 1:
        raise typer.BadParameter("choose one of --json, --csv, --add and --out")
    if add and not case:
        raise typer.BadParameter("--add needs --case, the folder of your case")
    if propose and scheduler:
        raise typer.BadParameter("--propose asks from this machine; leave --scheduler out")
    loaded, context = _context(case, published, reporter)
    if add and loaded is not None:
        from counterflow.reading import require_own

        require_own(loaded)
    outcomes = _outcomes(documents, context, jobs, scheduler, out, _endpoint() if propose else None)
    failed = 0
    kept: list[Draft] = []
    for outcome in outcomes:
        if outcome.error:
            failed += 1
            typer.echo(f"counterflow: {outcome.error}", err=True)
        if outcome.model:
            typer.echo(f"{outcome.doc}: {outcome.model}", err=True)
        if (outcome.drafts or not outcome.error) and out is None and not (as_json or as_csv or add):
            _print_reading(outcome, documents)
        if out is None:
            kept += outcome.drafts
    if as_json:
        import json

        typer.echo(json.dumps([d.record() for d in kept], ensure_ascii=False, indent=2))
    elif as_csv:
        _print_csv(kept)
    elif add and loaded is not None:
        _add(loaded, kept)
    if failed:
        raise typer.Exit(2)


def _context(case: str, published: str, reporter: str) -> tuple[Case | None, Context]:
    from counterflow.cases import load_case
    from counterflow.reading import Context, ReadingError, case_context

    day: date | None = None
    if published:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            raise ReadingError(
                f"--published {published!r} is not a day; write it as 2024-05-02"
            ) from None
    if not case:
        return None, Context(published=day, reporter=reporter)
    loaded = load_case(case)
    return loaded, case_context(loaded, day, reporter)


def _endpoint() -> Endpoint:
    from counterflow.reading import configured

    return configured()


def _outcomes(
    documents: list[str],
    context: Context,
    jobs: int,
    scheduler: str,
    out: Path | None,
    endpoint: Endpoint | None,
) -> Iterator[Outcome]:
    from counterflow.reading import (
        Outcome,
        ReadingError,
        fetch_document,
        find_documents,
        outcome_of,
        read_archive,
        resume,
    )

    addresses = [text for text in documents if "://" in text]
    found = find_documents(Path(text) for text in documents if "://" not in text)
    already = resume(out) if out is not None else set()
    waiting = [(name, path) for name, path in found if name not in already]
    for address in addresses:
        try:
            yield outcome_of(fetch_document(address), context, endpoint)
        except ReadingError as error:
            yield Outcome(address, error=str(error))
    if already:
        typer.echo(f"{len(already):,} of {len(found):,} documents were read before", err=True)
    outcomes = read_archive(waiting, context, jobs, scheduler, endpoint=endpoint)
    if len(waiting) >= _PROGRESS_FROM:
        outcomes = _with_progress(outcomes, len(waiting))
    if out is None:
        yield from outcomes
        return
    with out.open("a", encoding="utf-8") as file:
        for outcome in outcomes:
            file.write(outcome.line() + "\n")
            file.flush()
            yield outcome


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        outcomes, "reading", total=total, console=console, disable=not console.is_terminal
    )


def _print_reading(outcome: Outcome, documents: list[str]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(outcome.doc, style="bold", markup=False)
    if not outcome.drafts:
        console.print("  no claim about people on the move")
        return
    text = _text_of(outcome.doc, documents)
    for sentence in _by_sentence(outcome.drafts):
        console.print(_side_by_side(sentence, text))
    first = outcome.drafts[0]
    count = len(outcome.drafts)
    console.print(f"{count} claim{'' if count == 1 else 's'}, origin {first.origin or 'not found'}")
    if first.published is None:
        console.print("The day of publication is not printed: give --published YYYY-MM-DD.")


def _text_of(doc: str, documents: list[str]) -> str:
    """The text again, for the terminal only; blank where it came from the network."""
    from counterflow.reading import find_documents, load_document

    paths = dict(find_documents(Path(text) for text in documents if "://" not in text))
    return load_document(paths[doc]).text if doc in paths else ""


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
    table.add_row(left, "\n".join(describe(draft) for draft in drafts))
    return table


def _shown(drafts: list[Draft], text: str) -> list[tuple[str, bool]]:
    """The sentence in pieces, quantities apart, names of persons hidden."""
    from counterflow.reading import hide_names

    if not text:
        return [(draft.text + "  ", True) for draft in drafts]
    start, end = drafts[0].sentence_start, drafts[0].sentence_end
    sentence = " ".join(hide_names(text[start:end]).split())
    pieces: list[tuple[str, bool]] = []
    at = 0
    for draft in drafts:
        quantity = " ".join(draft.text.split())
        found = sentence.find(quantity, at)
        if found >= 0:
            pieces += [(sentence[at:found], False), (quantity, True)]
            at = found + len(quantity)
    return [*pieces, (sentence[at:], False)]


def describe(draft: Draft) -> str:
    """One draft in two lines: what, where, when; who measured, and how sure the reader is."""
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
        f"  source: {draft.source or 'none credited'}; confidence {draft.confidence:.2f}"
    )


def _print_csv(drafts: list[Draft]) -> None:
    from counterflow.ledger import export_csv
    from counterflow.reading import ReadingError

    try:
        claims = [draft.to_claim(f"P{number:04d}") for number, draft in enumerate(drafts, start=1)]
    except ValueError as error:
        raise ReadingError(str(error)) from None
    typer.echo(export_csv(claims), nl=False)


def _add(case: Case, drafts: list[Draft]) -> None:
    from counterflow.reading import add_drafts

    added = add_drafts(case, drafts)
    typer.echo(f"added {len(added.claims)} proposed claims to {case.folder}")
    if added.known:
        typer.echo(f"{added.known} were there already")
    if added.sources:
        typer.echo(f"new sources, to check in sources.csv: {', '.join(added.sources)}")
    if added.claims:
        typer.echo(f"Next: `counterflow review {case.folder}`.")


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
