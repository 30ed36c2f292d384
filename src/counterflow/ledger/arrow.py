"""Claims and sources as Arrow tables, the form DuckDB and Parquet take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from pydantic import BaseModel

from counterflow.ledger.claim import Claim
from counterflow.ledger.rows import CLAIM_COLUMNS, SOURCE_COLUMNS
from counterflow.ledger.source import Source

_TYPES = {
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "duration_days": pa.int32(),
    "includes_before": pa.bool_(),
}


def claims_table(claims: Sequence[Claim]) -> pa.Table:
    """The claims as a table, one typed column per column of `claims.csv`.

    Examples
    --------
    >>> claims_table([]).schema.field("value").type
    DataType(double)
    """
    return _table(claims, CLAIM_COLUMNS)


def sources_table(sources: Sequence[Source]) -> pa.Table:
    """The sources as a table of texts.

    Examples
    --------
    >>> sources_table([]).num_rows
    0
    """
    return _table(sources, SOURCE_COLUMNS)


def _table(records: Sequence[BaseModel], columns: tuple[str, ...]) -> pa.Table:
    schema = pa.schema([(column, _TYPES.get(column, pa.string())) for column in columns])
    arrays: list[Any] = [
        pa.array([_plain(getattr(r, column)) for r in records], schema.field(column).type)
        for column in columns
    ]
    return pa.table(arrays, schema=schema)


def _plain(value: Any) -> Any:
    """Enum members as their text."""
    return str(value) if isinstance(value, str) else value
