"""The command `lineage`: which claims copy or are computed from which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counterflow.cases import Case
    from counterflow.ledger import Claim
    from counterflow.lineage import Chain, Proposal


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Examples: `counterflow lineage my-case`, `counterflow lineage my-case --chains`, "
        "`counterflow lineage my-case --accept A7=A2 --accept A9=A2`, `counterflow lineage my-case "
        "--accept-all --at-least 0.9`. Look at the proposals before you accept them all: one in "
        "ten may be a coincidence. Exit code 0 if all is well, 2 if nothing could be written."
    )(lineage)


def lineage(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            help="A bundled case (russia-2022) or a folder with case.toml, claims.csv, "
            "sources.csv.",
            show_default=False,
        ),
    ],
    chains: Annotated[
        bool,
        typer.Option(
            "--chains", help="Show how numbers changed along the lineages already accepted."
        ),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=PARENT",
            help="Write PARENT into the lineage column of claim ID; may be given many times.",
            show_default=False,
        ),
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Write every proposal that is listed.")
    ] = False,
    at_least: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="Least confidence of what is listed or accepted."),
    ] = 0.5,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header row.")] = False,
) -> None:
    """Propose which claims copy others or are computed from them: one measurement counts once.

    Finds equal numbers, roundings, ends of ranges, lost digits, differences, ratios, percentages
    and sums, and says for each how likely it is no coincidence. Nothing is written unless you
    accept it; the model then hears the measurement once, however often it was printed.
    """
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv, not both")
    if sum((chains, bool(accept), accept_all)) > 1:
        raise typer.BadParameter("choose one of --chains, --accept and --accept-all")
    from counterflow.cases import load_case
    from counterflow.lineage import chains as chains_of
    from counterflow.lineage import propose

    loaded = load_case(case)
    if chains:
        _show_chains(chains_of(loaded.claims), as_json, as_csv)
        return
    if accept:
        _write(loaded, _pairs(accept))
        return
    found = propose(loaded.claims, loaded.spec.origin, loaded.regions, loaded.sources, at_least)
    if accept_all:
        _write(loaded, {one.claim: one.parent for one in found})
    elif as_json or as_csv:
        _print_records([_record(one) for one in found], as_json)
    else:
        _show_proposals(found, loaded, case, at_least)


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        claim, sign, parent = (part.strip() for part in word.partition("="))
        if not (claim and sign and parent):
            raise typer.BadParameter(f"--accept {word}: write ID=PARENT, for instance A7=A2")
        if pairs.setdefault(claim, parent) != parent:
            raise typer.BadParameter(f"--accept {word}: {claim} is given {pairs[claim]} as well")
    return pairs


def _write(case: Case, lineages: dict[str, str]) -> None:
    from counterflow.lineage import accept

    if not lineages:
        typer.echo("Nothing to accept; a lower --at-least lists more. Nothing was written.")
        return
    path = accept(case, lineages)
    plural = "" if len(lineages) == 1 else "s"
    typer.echo(f"wrote the lineage of {len(lineages)} claim{plural} to {path}")


def _record(proposal: Proposal) -> dict[str, Any]:
    return {
        "claim": proposal.claim,
        "parent": proposal.parent,
        "behind": list(proposal.behind),
        "kind": proposal.kind.value,
        "confidence": round(proposal.confidence, 4),
        "by_chance": float(f"{proposal.by_chance:.3g}"),
        "reason": proposal.reason,
    }


def _print_records(records: Sequence[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    import csv
    import io

    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    if records:
        writer.writerow(records[0])
    for record in records:
        writer.writerow(
            "+".join(cell) if isinstance(cell, list) else cell for cell in record.values()
        )
    typer.echo(lines.getvalue(), nl=False)


def _show_proposals(found: Sequence[Proposal], case: Case, name: str, at_least: float) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from counterflow.lineage import MOST_COMBINATIONS

    console = Console(highlight=False)
    held = sum(1 for claim in case.claims if claim.lineage)
    if found:
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
        table.add_column("sure", justify="right", no_wrap=True)
        table.add_column("claim", no_wrap=True)
        table.add_column("from", overflow="fold")
        table.add_column("why", overflow="fold")
        for one in found:
            table.add_row(
                f"{one.confidence:.2f}", Text(one.claim), Text(one.parent), Text(one.reason)
            )
        console.print(table)
    plural = "" if len(found) == 1 else "s"
    console.print(
        f"{len(found)} proposal{plural} with confidence {at_least:g} or more; {held} of "
        f"{len(case.claims)} claims have a lineage already",
        style="bold",
    )
    console.print(
        f"Sums were sought among {MOST_COMBINATIONS:,} combinations of rows for each total and "
        "each way of adding up.",
        style="dim",
    )
    if found:
        pair, command = f"{found[0].claim}={found[0].parent}", f"counterflow lineage {name}"
        console.print(f"Accept one: {command} --accept {pair}")
        console.print(f"Accept all: {command} --accept-all --at-least {at_least:g}")


def _show_chains(found: Sequence[Chain], as_json: bool, as_csv: bool) -> None:
    if as_json or as_csv:
        _print_records(
            [
                {
                    "root": chain.root.id,
                    "claim": link.claim.id,
                    "parent": link.claim.lineage if link.parent else "",
                    "published": link.claim.published,
                    "reporter": link.claim.reporter,
                    "said": _said(link.claim),
                    "computed": link.is_computed,
                    "changes": list(link.changes) if as_json else "; ".join(link.changes),
                }
                for chain in found
                for link in chain.links
            ],
            as_json,
        )
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for chain in found:
        console.print(Text(chain.summary, style="bold"))
        for link in chain.links:
            claim = link.claim
            how = "computed from" if link.is_computed else "from"
            source = claim.source if link.parent is None else f"{how} {claim.lineage}"
            console.print(
                Text(f"  {claim.id}  {claim.published}  {claim.reporter or '-'}  ({source})")
            )
            for change in link.changes:
                console.print(Text(f"      {change}", style="dim"))
    total = sum(len(chain.links) - 1 for chain in found)
    console.print(f"{len(found)} chains, {total} copies and derivations", style="bold")


def _said(claim: Claim) -> str:
    from counterflow.lineage import said_as

    return said_as(claim)
