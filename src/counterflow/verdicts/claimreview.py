"""Verdicts as schema.org ClaimReview, for search engines and fact-check feeds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from counterflow.verdicts import words
from counterflow.verdicts.basis import Basis
from counterflow.verdicts.verdict import Kind, Verdict

CONTEXT = "https://schema.org"

RATING = {
    Kind.CONSISTENT: 5,
    Kind.SOMETHING_ELSE: 3,
    Kind.HIGH: 2,
    Kind.LOW: 2,
    Kind.DISTORTED: 1,
}
"""From 1, garbled, to 5, consistent. Claims that cannot be checked get no review."""


def claim_review(verdicts: Iterable[Verdict], basis: Basis, day: date, url: str) -> dict[str, Any]:
    """A JSON-LD graph with one `ClaimReview` per claim that could be checked.

    Parameters
    ----------
    verdicts
        Of claims of the ledger or of a text.
    basis
        The estimate they rest on.
    day
        Day of the review.
    url
        Where the reviews are published; each gets a fragment of its own.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> found = check_claims(basis.case.claims[:1], basis)  # doctest: +SKIP
    >>> day, url = date(2024, 8, 1), "https://example.org/verdicts"
    >>> claim_review(found, basis, day, url)["@graph"][0]["@type"]  # doctest: +SKIP
    'ClaimReview'
    """
    checked = [verdict for verdict in verdicts if verdict.kind is not Kind.NOT_CHECKABLE]
    return {"@context": CONTEXT, "@graph": [_review(v, basis, day, url) for v in checked]}


def _review(verdict: Verdict, basis: Basis, day: date, url: str) -> dict[str, Any]:
    claim, spec = verdict.claim, basis.case.spec
    said = f"{words.said(claim)}: {words.counted(claim, spec.origin, spec.start)}"
    reporter = claim.reporter or basis.sources[claim.source].name
    item: dict[str, Any] = {
        "@type": "Claim",
        "name": said,
        "author": {"@type": "Organization", "name": reporter},
        "datePublished": claim.published,
    }
    if claim.url:
        item["appearance"] = {"@type": "CreativeWork", "url": claim.url}
    return {
        "@type": "ClaimReview",
        "@id": f"{url}#{claim.id}",
        "url": f"{url}#{claim.id}",
        "datePublished": day.isoformat(),
        "author": {"@type": "Organization", "name": "Counterflow"},
        "claimReviewed": said,
        "reviewBody": verdict.sentence,
        "itemReviewed": item,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATING[verdict.kind],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": verdict.kind.value,
            "ratingExplanation": verdict.kind.definition,
        },
    }


def problems(graph: dict[str, Any]) -> list[str]:
    """What schema.org and the feeds that read `ClaimReview` would refuse; empty if all is well.

    Examples
    --------
    >>> problems({"@context": "https://schema.org", "@graph": []})
    []
    """
    found = [] if graph.get("@context") == CONTEXT else ["@context is not schema.org"]
    for number, review in enumerate(graph.get("@graph", [])):
        for path, wanted in _REQUIRED:
            value: Any = review
            for key in path.split("."):
                value = value.get(key) if isinstance(value, dict) else None
            if value in (None, "") or (wanted and value != wanted):
                found.append(f"review {number}: {path} is {value!r}")
        rating = review.get("reviewRating", {})
        if (
            not rating.get("worstRating", 1)
            <= rating.get("ratingValue", 0)
            <= rating.get("bestRating", 5)
        ):
            found.append(f"review {number}: ratingValue lies outside its scale")
    return found


_REQUIRED = (
    ("@type", "ClaimReview"),
    ("url", ""),
    ("datePublished", ""),
    ("author.@type", "Organization"),
    ("author.name", ""),
    ("claimReviewed", ""),
    ("itemReviewed.@type", "Claim"),
    ("itemReviewed.author.name", ""),
    ("reviewRating.@type", "Rating"),
    ("reviewRating.ratingValue", ""),
    ("reviewRating.alternateName", ""),
)
