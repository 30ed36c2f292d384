"""Small files of the app: JSON that is whole or absent, and names that are never a client's."""

from __future__ import annotations

import json
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from counterflow.estimation.files import replace_file

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")


def new_id() -> str:
    """An identifier that sorts by time and that nobody guesses.

    Examples
    --------
    >>> is_id(new_id())
    True
    """
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def is_id(text: str) -> bool:
    """Whether a text is an identifier made here, and so safe as the name of a folder.

    Examples
    --------
    >>> is_id("../etc"), is_id("20261122-071500-abc123")
    (False, True)
    """
    return _ID.fullmatch(text) is not None


def now() -> str:
    """This moment, in UTC, to the second.

    Examples
    --------
    >>> now().endswith("Z")
    True
    """
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def write_json(path: Path, content: Any) -> None:
    """Write a file of JSON, whole or not at all.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_json(Path(folder, "a.json"), {"b": 1})
    ...     read_json(Path(folder, "a.json"))
    {'b': 1}
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)

    def write(draft: Path) -> None:
        draft.write_text(text, encoding="utf-8")

    replace_file(path, write)


def read_json(path: Path) -> dict[str, Any]:
    """Content of a file of JSON; empty if it is not there or broken.

    Examples
    --------
    >>> read_json(Path("nowhere.json"))
    {}
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
