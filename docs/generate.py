"""Fill the parts of the pages in docs/ that are made from the code.

A page marks such a part with `<!-- made from the code: NAME -->` and `<!-- end -->`; what stands
between is replaced. `make docs` runs this; a test fails when a page has drifted.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from typer.main import get_command

from counterflow.cases.case import Effect, EventKind, Spec
from counterflow.cli import app
from counterflow.estimation.prior import BIAS_SD, NOISE, PRIORS
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import Source, SourceClass
from counterflow.observation.readings import WEIGHTS, WRONG_WEIGHT
from counterflow.terms import REGIONS, CountingUnit, Hedge, Measure, Unit, country_name
from counterflow.terms.measure import DefinedEnum

READ_AS = (
    ("left for a year or more", "`departures`", "media, compiler, business"),
    ("still abroad", "`departures`", "media, compiler, business"),
    ("border exits", "`departures`", "media, compiler, business"),
    ("border entries", "`arrivals`", "media, compiler, business, government"),
    ("still there", "`arrivals`", "media, compiler, business, government"),
    ("with earlier residents", "`stock`", "media"),
)

PAGES = Path(__file__).parent
WIDTH = 88

_PART = re.compile(r"(<!-- made from the code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """What `--help` says, of the program and of each command."""
    group: Any = get_command(app)
    group.rich_markup_mode = None
    top = group.context_class(group, info_name="counterflow", terminal_width=WIDTH)
    parts = [_help("counterflow", group.get_help(top))]
    for name, command in group.commands.items():
        command.rich_markup_mode = None
        context = command.context_class(command, info_name=name, parent=top, terminal_width=WIDTH)
        parts.append(_help(f"counterflow {name}", command.get_help(context)))
    return "\n".join(parts)


def _help(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


def _definitions(members: type[DefinedEnum]) -> str:
    return table(("word", "means"), ((f"`{m.value}`", m.definition) for m in members))


def regions() -> str:
    """Regions known by name and their members."""
    rows = (
        (f"`{name}`", ", ".join(country_name(code) or code for code in codes))
        for name, codes in REGIONS.items()
    )
    return table(("region", "members"), rows)


def priors() -> str:
    """Priors of the package with their reasons."""
    rows = ((f"`{n}`", f"{p.median:g}", f"{p.sd_log:g}", p.reason) for n, p in PRIORS.items())
    return table(("prior", "median", "sd of log", "reason"), rows)


def trust() -> str:
    """How far each class of source may be off, before any number is seen."""
    rows = ((f"`{k.value}`", f"{BIAS_SD[k]:g}", f"{NOISE[k.value]:g}") for k in SourceClass)
    own = ((f"`{kind}`", "", f"{NOISE[kind]:g}") for kind in NOISE if kind not in set(SourceClass))
    return table(("class of source, or way of counting", "bias", "noise"), [*rows, *own])


def readings() -> str:
    """Readings that a class of reporter gives rise to, with their prior weights."""
    rows = ((said, kinds, label, f"{WEIGHTS[label]:g}") for label, said, kinds in READ_AS)
    return table(("measure as written", "said by", "may mean", "prior weight"), rows)


def wrong() -> str:
    """How often a number is wrong, by class."""
    rows = ((f"`{kind.value}`", f"{weight:g}") for kind, weight in WRONG_WEIGHT.items())
    return table(("class of source", "prior weight"), rows)


def claim_columns() -> str:
    """Columns of claims.csv."""
    return _described(Claim, "column")


def source_columns() -> str:
    """Columns of sources.csv."""
    return _described(Source, "column")


def case_keys() -> str:
    """Keys of case.toml."""
    return _described(Spec, "key")


def _described(model: type[BaseModel], word: str) -> str:
    described = _parameters(model)
    listed = [name for names, _ in described for name in names]
    if sorted(listed) != sorted(model.model_fields):
        raise ValueError(f"the docstring of {model.__name__} does not describe every {word}")
    rows = ((", ".join(f"`{name}`" for name in names), text) for names, text in described)
    return table((word, "holds"), rows)


def _parameters(model: type[BaseModel]) -> list[tuple[list[str], str]]:
    """Names and description of each entry in the Parameters section of a docstring."""
    section = inspect.cleandoc(model.__doc__ or "").split("Parameters\n----------\n")[1]
    section = re.split(r"\n\n\w+\n-+\n", section)[0]
    entries = re.split(r"\n(?=\S)", section)
    found = []
    for entry in entries:
        names, _, text = entry.partition("\n")
        found.append((names.split(", "), " ".join(text.split())))
    return found


def table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "measures": lambda: _definitions(Measure),
    "hedges": lambda: _definitions(Hedge),
    "counting_units": lambda: _definitions(CountingUnit),
    "units": lambda: _definitions(Unit),
    "statuses": lambda: _definitions(Status),
    "source_classes": lambda: _definitions(SourceClass),
    "event_kinds": lambda: _definitions(EventKind),
    "effects": lambda: _definitions(Effect),
    "regions": regions,
    "priors": priors,
    "trust": trust,
    "readings": readings,
    "wrong": wrong,
    "claim_columns": claim_columns,
    "source_columns": source_columns,
    "case_keys": case_keys,
}


def filled(page: str) -> str:
    """A page with its marked parts as the code has them now."""
    return _PART.sub(lambda m: f"{m[1]}\n{PARTS[m[2]]().strip()}\n\n{m[3]}", page)


if __name__ == "__main__":
    for path in sorted(PAGES.glob("*.md")):
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
