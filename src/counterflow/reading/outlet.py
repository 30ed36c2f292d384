"""The outlet of a page, as its metadata name it; never a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from counterflow.reading.bodies import is_body
from counterflow.reading.privacy import people_words

_OPENS = re.compile(
    r"<script\b[^>]{0,200}\btype=[\"']?application/ld\+json\b[^>]{0,200}>", re.IGNORECASE
)
_MOST = 20  # blocks of metadata


def outlet_of(page: str, site: str, author: str, text: str) -> str:
    """The name of a site, or of the body that publishes a page; blank where it is its author's own.

    Parameters
    ----------
    page
        HTML.
    site, author
        What the page calls its site and its author; may be blank.
    text
        Its words.

    Examples
    --------
    >>> outlet_of("", "Anna Example", "Anna Example", "")
    ''
    >>> outlet_of('<script type="application/ld+json">{"@type": "NewsArticle", "publisher": '
    ...           '{"@type": "Organization", "name": "The Gazette"}}</script>', "", "", "")
    'The Gazette'
    """
    name = site or next(_publishers(page), "")
    words = set(re.findall(r"\w{3,}", name.lower()))
    own = words & set(re.findall(r"\w{3,}", author.lower())) or (
        words and words <= people_words(text)
    )
    return "" if own and not is_body(name) else name


def _publishers(page: str) -> Iterator[str]:
    """Names of the organisations that the metadata of a page call its publisher."""
    nodes = [node for block in _blocks(page) for node in _nodes(block)]
    known = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node
    }
    for node in nodes:
        publisher = node.get("publisher")
        if isinstance(publisher, dict):
            publisher = known.get(str(publisher.get("@id")), publisher)
            kinds = publisher.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            name = publisher.get("name")
            if isinstance(name, str) and any(str(k).endswith("Organization") for k in kinds):
                yield " ".join(name.split())


def _blocks(page: str) -> Iterator[Any]:
    for number, opening in enumerate(_OPENS.finditer(page)):
        end = page.find("</script", opening.end())
        if end < 0 or number == _MOST:
            return
        try:
            yield json.loads(page[opening.end() : end])
        except (ValueError, RecursionError):
            continue


def _nodes(block: Any) -> list[dict[str, Any]]:
    """The things that a block describes, those of its graph included."""
    listed = block if isinstance(block, list) else [block]
    nodes = [node for node in listed if isinstance(node, dict)]
    graphs = [node["@graph"] for node in nodes if isinstance(node.get("@graph"), list)]
    return nodes + [node for graph in graphs for node in graph if isinstance(node, dict)]
