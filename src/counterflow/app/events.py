"""A new event, written at the end of the case file; every other byte stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

from counterflow.cases import Event
from counterflow.cases.casefile import CASE_FILE


def add_event(folder: Path, event: Event) -> None:
    """Append an event to a case file.

    Parameters
    ----------
    folder
        Of the case.
    event
        The event; that the case still loads is for the caller to check.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> event = Event(id="flood", date="2030-03-10", kind="mark", title='A "great" flood')
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "case.toml")
    ...     _ = path.write_text('id = "x"\\n')
    ...     add_event(Path(folder), event)
    ...     print(path.read_text())
    id = "x"
    <BLANKLINE>
    [[events]]
    id = "flood"
    date = 2030-03-10
    kind = "mark"
    title = "A \\"great\\" flood"
    <BLANKLINE>
    """
    path = folder / CASE_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n\n{_table(event)}", encoding="utf-8")


def _table(event: Event) -> str:
    lines = ["[[events]]", f"id = {quoted(event.id)}", f"date = {event.date.isoformat()}"]
    lines += [f"kind = {quoted(event.kind.value)}", f"title = {quoted(event.title)}"]
    for name, values in (
        ("destinations", event.destinations),
        ("effects", [effect.value for effect in event.effects]),
    ):
        if values:
            lines.append(f"{name} = [{', '.join(map(quoted, values))}]")
    lines += [
        f"{name} = {quoted(value)}"
        for name, value in (("source", event.source), ("url", event.url))
        if value
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as a basic string of TOML, whose escapes are those of JSON.

    Examples
    --------
    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
