"""What tests of the app send, as the pages would."""

from __future__ import annotations

import re
from typing import Any

ARTICLE = (
    "Evening paper, 2 January 2023\n\n"
    "About 95,000 Venezuelans were living in Colombia at the end of 2022, "
    "the statistical office said.\n"
)


def token(client: Any, path: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found is not None, path
    return found[1]


def add(client: Any, text: str = ARTICLE, **fields: str) -> Any:
    """Paste a text and read its claims."""
    form = {"csrf": token(client, "/read"), "text": text, "action": "read", **fields}
    return client.post("/read", data=form, files={"file": ("", b"")})
