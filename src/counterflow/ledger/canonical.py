"""One canonical text for a ledger, whatever the order, quoting or format it came in."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from counterflow.ledger.claim import Claim
from counterflow.ledger.rows import CLAIM_COLUMNS, SOURCE_COLUMNS
from counterflow.ledger.source import Source

if TYPE_CHECKING:
    from pathlib import Path

_DIGITS_A_FLOAT_HOLDS = 1e15


def cell(value: object) -> str:
    r"""The canonical text of one value: shortest digits, ISO 8601 dates, `\n` for line breaks.

    Examples
    --------
    >>> cell(650000.0), cell(True), cell(None)
    ('650000', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _DIGITS_A_FLOAT_HOLDS
        return str(int(value)) if whole else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def canonical_row(record: Claim | Source) -> list[str]:
    """Canonical cells of a claim or source, in the order of the file's columns.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> canonical_row(load_case("syria-2011").claims[0])[:2]
    ['S001', 'stock']
    """
    columns = CLAIM_COLUMNS if isinstance(record, Claim) else SOURCE_COLUMNS
    return [cell(getattr(record, column)) for column in columns]


def content_hash(record: Claim | Source) -> str:
    """SHA-256 of the canonical row, in hexadecimal.

    Examples
    --------
    >>> len(content_hash(Source(id="a", name="A", kind="media")))
    64
    """
    text = json.dumps(canonical_row(record), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def ledger_hash(claims: Iterable[Claim], sources: Iterable[Source]) -> str:
    """Fingerprint of a ledger: SHA-256 in hexadecimal, independent of the order of rows.

    Parameters
    ----------
    claims, sources
        What the ledger holds.

    Examples
    --------
    >>> a, b = (Source(id=i, name=i, kind="media") for i in "ab")
    >>> ledger_hash([], [a, b]) == ledger_hash([], [b, a])
    True
    """
    lines = ["claims", *sorted(map(content_hash, claims))]
    lines += ["sources", *sorted(map(content_hash, sources))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def export_csv(claims: Iterable[Claim]) -> str:
    """The claims as canonical CSV: comma, minimal quoting, sorted by id.

    Examples
    --------
    >>> export_csv([]).split(",")[:3]
    ['id', 'measure', 'of']
    """
    return _csv(claims, CLAIM_COLUMNS)


def export_sources_csv(sources: Iterable[Source]) -> str:
    """The sources as canonical CSV: comma, minimal quoting, sorted by id.

    Examples
    --------
    >>> print(export_sources_csv([Source(id="a", name="A, B", kind="media")]), end="")
    id,name,kind,url,note
    a,"A, B",media,,
    """
    return _csv(sources, SOURCE_COLUMNS)


def _csv(records: Iterable[Claim | Source], columns: Sequence[str]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(canonical_row(record) for record in sorted(records, key=lambda r: r.id))
    return text.getvalue()


def export_parquet(claims: Iterable[Claim], path: Path) -> None:
    """Write the claims to a Parquet file with typed columns, sorted by id.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> export_parquet([], Path("claims.parquet"))  # doctest: +SKIP
    """
    import pyarrow.parquet as pq

    from counterflow.ledger.arrow import claims_table

    pq.write_table(claims_table(sorted(claims, key=lambda claim: claim.id)), path)
