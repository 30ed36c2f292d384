"""Every page is there, says what it should, and escapes what it shows."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = ("/", "/read", "/review", "/claims", "/lineage", "/case", "/scenarios", "/runs")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text
