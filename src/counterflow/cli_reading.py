"""The command `read`: documents to claims."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterflow.cli_review import review
from counterflow.cli_shown import print_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counterflow.cases import Case
    from counterflow.reading import Context, Document, Draft, Endpoint, Outcome

STDIN = "-"
_PROGRESS_FROM = 20
_STEPS = 10  # lines of progress where there is no terminal to draw on


def register(app: typer.Typer) -> None:
    """Add the two commands to the command line."""
    app.command(
        epilog="Examples: `counterflow read article.txt --published 2024-05-02`, "
        "`counterflow read archive/ --case my-case --out claims.jsonl --jobs 4`, "
        "`counterflow read article.txt --case my-case --add`. "
        "Exit code 2 if a document could not be read; the others are read all the same."
    )(read)
    app.command(
        epilog="Examples: `counterflow review my-case`, `counterflow review my-case archive/`. "
        "Every decision is saved at once; quit and come back whenever you like."
    )(review)


def read(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Plain text, HTML or PDF; folders of them; http addresses; - for standard input.",
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
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Dask scheduler, tcp://host:8786.", show_default=False
        ),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Send the sentences, names hidden, to the model of COUNTERFLOW_MODEL_URL and "
            "_NAME; what it proposes counts only where the grammar verifies it.",
        ),
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --propose: TOML with `url`, `name` and `timeout` of the model.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read claims out of articles and reports. Names of persons are never put out."""
    if sum((as_json, as_csv, add, out is not None)) > 1:
        raise typer.BadParameter("choose one of --json, --csv, --add and --out")
    if add and not case:
        raise typer.BadParameter("--add needs --case, the folder of your case")
    if scheduler is not None and not scheduler.strip():
        raise typer.BadParameter("--scheduler needs an address, for instance tcp://host:8786")
    if out is not None and STDIN in documents:
        raise typer.BadParameter("--out goes on with files; save standard input as one")
    if propose and scheduler:
        raise typer.BadParameter("--propose asks from this machine; leave --scheduler out")
    if model is not None and not propose:
        raise typer.BadParameter("--model says which model --propose asks; give both")
    from counterflow.reading import printable

    loaded, context = _context(case, published, reporter)
    if add and loaded is not None:
        from counterflow.reading import require_own

        require_own(loaded)
    endpoint = _endpoint(model) if propose else None
    outcomes = _outcomes(documents, context, jobs, scheduler or "", out, endpoint)
    failed = 0
    kept: list[Draft] = []
    for outcome, text_of in outcomes:
        if outcome.error:
            failed += 1
            typer.echo(f"counterflow: {printable(outcome.error)}", err=True)
        if outcome.model:
            typer.echo(f"{printable(outcome.doc)}: {outcome.model}", err=True)
        if (outcome.drafts or not outcome.error) and out is None and not (as_json or as_csv or add):
            print_reading(outcome, text_of)
        if out is None:
            kept += outcome.drafts
    if as_json:
        import json

        typer.echo(json.dumps([d.record() for d in kept], ensure_ascii=False, indent=2))
    elif as_csv:
        _print_csv(kept)
    elif add and loaded is not None:
        _add(loaded, kept, documents)
    if failed:
        raise typer.Exit(2)


def _context(case: str, published: str, reporter: str) -> tuple[Case | None, Context]:
    from counterflow.cases import load_case
    from counterflow.reading import Context, ReadingError, case_context, latest_today

    day: date | None = None
    if published:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            raise ReadingError(
                f"--published {published!r} is not a day; write it as 2024-05-02"
            ) from None
        if day > latest_today():
            raise ReadingError(f"--published {published} is yet to come; check the year")
    if not case:
        return None, Context(published=day, reporter=reporter)
    loaded = load_case(case)
    return loaded, case_context(loaded, day, reporter)


def _endpoint(file: Path | None) -> Endpoint:
    from counterflow.reading import configured

    return configured(file=file)


Read = tuple["Outcome", Callable[[], str]]
"""What became of a document, and how to get at its text again, for the terminal only."""


def _outcomes(
    documents: list[str],
    context: Context,
    jobs: int,
    scheduler: str,
    out: Path | None,
    endpoint: Endpoint | None,
) -> Iterator[Read]:
    from counterflow.reading import find_documents, resume, settings_digest

    # What is no file comes first: it is read here, one by one.
    fetched = [text for text in documents if _is_no_file(text)]
    found = find_documents(Path(text) for text in documents if not _is_no_file(text))
    settings = settings_digest(context, endpoint)
    done: set[int] = set()
    if out is not None:
        done = resume(out, settings, [*((text, None) for text in fetched), *found])
    if done:
        total = len(fetched) + len(found)
        typer.echo(f"{len(done):,} of {total:,} documents were read before", err=True)
    first = len(fetched)
    files = [item for at, item in enumerate(found) if at + first not in done]
    outcomes = chain(
        (_fetched(text, context, endpoint) for at, text in enumerate(fetched) if at not in done),
        _from_files(files, context, jobs, scheduler, endpoint),
    )
    if out is None:
        yield from outcomes
        return
    with out.open("a", encoding="utf-8") as file:
        for outcome, text_of in outcomes:
            file.write(outcome.line(settings) + "\n")
            file.flush()
            yield outcome, text_of


def _is_no_file(text: str) -> bool:
    return text == STDIN or "://" in text


def _fetched(where: str, context: Context, endpoint: Endpoint | None) -> Read:
    from counterflow.reading import Outcome, ReadingError, fetch_document, read_safely

    try:
        document = _from_stdin() if where == STDIN else fetch_document(where)
    except ReadingError as error:
        return Outcome(where, error=str(error)), str
    outcome = read_safely(document.name, lambda: document, context, endpoint)
    return outcome, lambda: document.text


def _from_stdin() -> Document:
    """Standard input, named by its content, so that two texts are not taken for one."""
    from hashlib import sha256

    from counterflow.reading import MAX_BYTES, read_document

    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    return read_document(f"Standard input {sha256(content).hexdigest()[:6]}", content)


def _from_files(
    files: list[tuple[str, Path]],
    context: Context,
    jobs: int,
    scheduler: str,
    endpoint: Endpoint | None,
) -> Iterator[Read]:
    from counterflow.reading import read_archive

    outcomes = read_archive(files, context, jobs, scheduler, endpoint=endpoint)
    if len(files) >= _PROGRESS_FROM:
        outcomes = _with_progress(outcomes, len(files))
    for outcome, (_, path) in zip(outcomes, files, strict=True):
        yield outcome, partial(_text_in, path)


def _text_in(path: Path) -> str:
    from counterflow.reading import load_document

    return load_document(path).text


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(outcomes, "reading", total=total, console=console)
        return
    for count, outcome in enumerate(outcomes, start=1):
        yield outcome
        if count * _STEPS // total > (count - 1) * _STEPS // total:
            typer.echo(f"read {count:,} of {total:,}", err=True)


def _print_csv(drafts: list[Draft]) -> None:
    from counterflow.ledger import export_csv
    from counterflow.reading import ReadingError

    try:
        claims = [draft.to_claim(f"P{number:04d}") for number, draft in enumerate(drafts, start=1)]
    except ValueError as error:
        raise ReadingError(str(error)) from None
    typer.echo(export_csv(claims), nl=False)


def _add(case: Case, drafts: list[Draft], documents: list[str]) -> None:
    from counterflow.reading import add_drafts, printable

    added = add_drafts(case, drafts)
    typer.echo(f"added {len(added.claims)} proposed claims to {case.folder}")
    if added.known:
        typer.echo(f"{added.known} were there already")
    if added.rejected:
        typer.echo(
            f"{added.rejected} were rejected before and stay out; to have one back, delete its row "
            f"from {case.folder / 'rejected.csv'}"
        )
    if added.sources:
        typer.echo(f"new sources, to check in sources.csv: {', '.join(added.sources)}")
    if added.claims:
        named = shlex.join([str(case.folder), *(d for d in documents if d != STDIN)])
        typer.echo(f"Next: `counterflow review {printable(named)}`.")
