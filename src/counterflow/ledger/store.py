"""The DuckDB ledger: every version of every claim that was ever accepted."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterflow.errors import CounterflowError
from counterflow.ledger.canonical import content_hash
from counterflow.ledger.claim import Claim
from counterflow.ledger.rows import CLAIM_COLUMNS, SOURCE_COLUMNS
from counterflow.ledger.source import Source

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

SCHEMA_VERSION = "1"

_CLAIM_TYPES = {
    "period_start": "DATE",
    "period_end": "DATE",
    "value": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "duration_days": "INTEGER",
    "includes_before": "BOOLEAN",
}
_VERSIONING = (
    "content_hash TEXT NOT NULL, recorded_at TIMESTAMP NOT NULL, closed_at TIMESTAMP, "
    "closed_because TEXT CHECK (closed_because IN ('superseded', 'withdrawn'))"
)
_LOCK_PATIENCE_S = 2.0


class LedgerError(CounterflowError):
    """The ledger file cannot be used; the message says why and what to do.

    Examples
    --------
    >>> LedgerError("the ledger is open in another process").exit_code
    2
    """


class LedgerUnwritable(LedgerError):
    """The ledger cannot be written where it should lie.

    Examples
    --------
    >>> issubclass(LedgerUnwritable, LedgerError)
    True
    """


@dataclass(frozen=True)
class Changes:
    """How many rows of claims and sources a recording added, changed and withdrew.

    Examples
    --------
    >>> str(Changes(3, 0, 1))
    '3 added, 0 changed, 1 withdrawn'
    """

    added: int = 0
    changed: int = 0
    withdrawn: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.withdrawn} withdrawn"

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.withdrawn + other.withdrawn,
        )


def record(
    path: Path,
    claims: Sequence[Claim],
    sources: Sequence[Source],
    at: datetime | None = None,
) -> Changes:
    """Bring the ledger up to the given claims and sources, keeping every earlier version.

    New rows are added; of a changed row the old version is closed as superseded and the new one
    added; rows that are gone are closed as withdrawn. One transaction: all or nothing, whatever
    happens to the process.

    Parameters
    ----------
    path
        The ledger file; made if absent.
    claims, sources
        What the ledger shall hold now.
    at
        Moment of recording, UTC without zone; now if None.

    Raises
    ------
    LedgerUnwritable
        If nothing can be written at `path`.
    LedgerError
        If the file is open in another process or is not a ledger of this version.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     str(record(Path(folder, "ledger.duckdb"), [], [Source(id="a", name="A", kind="media")]))
    '1 added, 0 changed, 0 withdrawn'
    """
    from counterflow.ledger.arrow import claims_table, sources_table

    moment = at or datetime.now(UTC).replace(tzinfo=None)
    with _writable(path) as ledger:
        ledger.begin()
        changes = _bring_up_to_date(
            ledger, "claims", CLAIM_COLUMNS, claims_table(claims), _hashes(claims), moment
        )
        changes += _bring_up_to_date(
            ledger, "sources", SOURCE_COLUMNS, sources_table(sources), _hashes(sources), moment
        )
        ledger.commit()
    return changes


def read_claims(path: Path, as_of: date | None = None) -> list[Claim]:
    """The ledger's current claims, sorted by id.

    Parameters
    ----------
    path
        The ledger file.
    as_of
        Only claims published by this day; None for all.

    Raises
    ------
    LedgerError
        If the file cannot be read as a ledger.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = record(Path(folder, "ledger.duckdb"), [], [])
    ...     read_claims(Path(folder, "ledger.duckdb"))
    []
    """
    claims = [Claim.model_validate(row) for row in _current(path, "claims", CLAIM_COLUMNS)]
    return [claim for claim in claims if as_of is None or claim.published_on <= as_of]


def read_sources(path: Path) -> list[Source]:
    """The ledger's current sources, sorted by id.

    Raises
    ------
    LedgerError
        If the file cannot be read as a ledger.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = record(Path(folder, "l.duckdb"), [], [Source(id="a", name="A", kind="media")])
    ...     read_sources(Path(folder, "l.duckdb"))[0].name
    'A'
    """
    return [Source.model_validate(row) for row in _current(path, "sources", SOURCE_COLUMNS)]


def history(path: Path, claim_id: str) -> list[dict[str, Any]]:
    """Every version of one claim, oldest first, with when and why each was closed.

    Returns
    -------
    list of dict
        The columns of `claims.csv`, `content_hash`, `recorded_at`, `closed_at` and
        `closed_because`; the last two None for the version in force.

    Raises
    ------
    LedgerError
        If the file cannot be read as a ledger.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = record(Path(folder, "ledger.duckdb"), [], [])
    ...     history(Path(folder, "ledger.duckdb"), "R0001")
    []
    """
    query = "SELECT * FROM claims WHERE id = ? ORDER BY recorded_at"
    return _query(path, query, [claim_id])


def _hashes(records: Sequence[Claim] | Sequence[Source]) -> dict[str, str]:
    return {item.id: content_hash(item) for item in records}


def _bring_up_to_date(
    ledger: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: pa.Table,
    wanted: dict[str, str],
    moment: datetime,
) -> Changes:
    held = dict(
        ledger.execute(f"SELECT id, content_hash FROM {table} WHERE closed_at IS NULL").fetchall()
    )
    changed = [i for i, digest in held.items() if i in wanted and wanted[i] != digest]
    gone = [i for i in held if i not in wanted]
    fresh = [i for i, digest in wanted.items() if held.get(i) != digest]
    for ids, reason in ((changed, "superseded"), (gone, "withdrawn")):
        ledger.execute(
            f"UPDATE {table} SET closed_at = ?, closed_because = ? "
            "WHERE closed_at IS NULL AND list_contains(?::TEXT[], id)",
            [moment, reason, ids],
        )
    ledger.register("incoming", rows)
    ledger.execute(
        f"INSERT INTO {table} SELECT {_quoted(columns)}, hashes.digest, ?, NULL, NULL "
        "FROM incoming JOIN (SELECT unnest(?::TEXT[]) AS fresh_id, unnest(?::TEXT[]) AS digest) "
        'AS hashes ON incoming."id" = hashes.fresh_id',
        [moment, fresh, [wanted[i] for i in fresh]],
    )
    ledger.unregister("incoming")
    return Changes(len(fresh) - len(changed), len(changed), len(gone))


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _create(ledger: duckdb.DuckDBPyConnection) -> None:
    claims = ", ".join(f'"{c}" {_CLAIM_TYPES.get(c, "TEXT")}' for c in CLAIM_COLUMNS)
    sources = ", ".join(f'"{c}" TEXT' for c in SOURCE_COLUMNS)
    ledger.begin()
    ledger.execute(f"CREATE TABLE claims ({claims}, {_VERSIONING})")
    ledger.execute(f"CREATE TABLE sources ({sources}, {_VERSIONING})")
    ledger.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    ledger.execute("INSERT INTO meta VALUES ('schema_version', ?)", [SCHEMA_VERSION])
    ledger.commit()


@contextmanager
def _writable(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not path.exists():
        _make_empty(path)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise LedgerUnwritable(f"{path} is read-only; allow writing to it or copy the case")
    with _connect(path, read_only=False) as ledger:
        yield ledger


def _make_empty(path: Path) -> None:
    """Make an empty ledger in one step, so that a kill leaves no half-made file."""
    import duckdb

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".ledger-", dir=path.parent) as folder:
            new = Path(folder, path.name)
            with duckdb.connect(str(new)) as ledger:
                _create(ledger)
            # A link, unlike a rename, never replaces a ledger that another process has just made.
            try:
                os.link(new, path)
            except FileExistsError:
                return
            except OSError:
                new.replace(path)
    except OSError as error:
        raise LedgerUnwritable(f"cannot write the ledger {path}: {error.strerror}") from error


@contextmanager
def _connect(path: Path, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a ledger, waiting a moment where another process holds it."""
    import duckdb

    patience = time.monotonic() + _LOCK_PATIENCE_S
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
            break
        except duckdb.Error as error:
            if "lock" not in str(error):
                raise LedgerError(
                    f"{path} is not a ledger that can be read; it is rebuilt from claims.csv if "
                    f"you move it away ({str(error).splitlines()[0]})"
                ) from error
            if time.monotonic() > patience:
                raise LedgerError(
                    f"{path} is open in another process; close it there and run again"
                ) from error
            time.sleep(0.1)
    with connection:
        _check_version(connection, path)
        try:
            yield connection
        except duckdb.Error as error:
            raise LedgerError(
                f"{path} could not be used, and nothing was changed "
                f"({str(error).splitlines()[0]}); make room on the disk, or move the file away "
                "and it is rebuilt from claims.csv"
            ) from error


def _check_version(ledger: duckdb.DuckDBPyConnection, path: Path) -> None:
    import duckdb

    try:
        query = "SELECT value FROM meta WHERE key = 'schema_version'"
        found = ledger.execute(query).fetchone()
    except duckdb.Error:
        found = None
    if found != (SCHEMA_VERSION,):
        version = found[0] if found else "none"
        raise LedgerError(
            f"{path} has schema version {version}, this program reads {SCHEMA_VERSION}; move the "
            "file away and it is rebuilt from claims.csv"
        )


def _current(path: Path, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    query = f"SELECT {_quoted(columns)} FROM {table} WHERE closed_at IS NULL ORDER BY id"
    return _query(path, query, [])


def _query(path: Path, query: str, values: list[object]) -> list[dict[str, Any]]:
    if not path.is_file():
        raise LedgerError(f"there is no ledger at {path}; `counterflow validate` makes it")
    with _connect(path, read_only=True) as ledger:
        cursor = ledger.execute(query, values)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
