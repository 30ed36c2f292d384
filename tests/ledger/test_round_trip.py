"""CSV to ledger to CSV loses nothing, and the fingerprint is of the content alone."""

from __future__ import annotations

import csv
import random
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CLAIM_LISTS, SOURCE_LISTS

from counterflow.ledger import Claim, Source, export_csv, export_parquet, ledger_hash, store
from counterflow.ledger.canonical import export_sources_csv
from counterflow.ledger.problem import Problems
from counterflow.ledger.rows import read_claims, read_sources
from counterflow.terms import REGIONS


def by_id(records: list[Claim]) -> list[Claim]:
    return sorted(records, key=lambda record: record.id)


def claims_in(text: str, folder: Path) -> list[Claim]:
    path = folder / "claims.csv"
    path.write_text(text, encoding="utf-8", newline="")
    problems = Problems()
    read = read_claims(path, REGIONS, problems, [])
    assert not problems, problems.listed
    return [claim for _, claim in read.records]


@given(CLAIM_LISTS)
@settings(max_examples=30, deadline=None)
def test_csv_and_back(claims: list[Claim]) -> None:
    with TemporaryDirectory() as folder:
        assert claims_in(export_csv(claims), Path(folder)) == by_id(claims)


@given(SOURCE_LISTS)
@settings(max_examples=25, deadline=None)
def test_sources_csv_and_back(sources: list[Source]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "sources.csv")
        path.write_text(export_sources_csv(sources), encoding="utf-8", newline="")
        problems = Problems()
        read = [source for _, source in read_sources(path, problems, []).records]
        assert not problems, problems.listed
        assert read == sorted(sources, key=lambda source: source.id)


@given(CLAIM_LISTS, SOURCE_LISTS)
@settings(max_examples=15, deadline=None)
def test_csv_to_ledger_to_csv(claims: list[Claim], sources: list[Source]) -> None:
    with TemporaryDirectory() as folder:
        text = export_csv(claims)
        path = Path(folder, "ledger.duckdb")
        store.record(path, claims_in(text, Path(folder)), sources)
        assert export_csv(store.read_claims(path)) == text
        assert export_sources_csv(store.read_sources(path)) == export_sources_csv(sources)


@given(CLAIM_LISTS, SOURCE_LISTS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_row_order_separator_and_quoting_do_not_change_the_fingerprint(
    claims: list[Claim], sources: list[Source], rng: random.Random
) -> None:
    shuffled = rng.sample(claims, len(claims))
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(csv.reader(StringIO(export_csv(shuffled), newline="")))
    with TemporaryDirectory() as folder:
        again = claims_in(text.getvalue(), Path(folder))
    assert ledger_hash(again, sources[::-1]) == ledger_hash(claims, sources)


def test_line_breaks_of_another_platform_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    header = "id,name,kind,url,note"
    row = 'a,A,media,,"two\nlines"'
    hashes = set()
    for number, newline in enumerate(("\n", "\r\n")):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{header}\n{row}\n".replace("\n", newline), newline="")
        read = read_sources(path, Problems(), []).records
        hashes.add(ledger_hash([], [source for _, source in read]))
    assert len(hashes) == 1


@given(CLAIM_LISTS.filter(bool))
@settings(max_examples=20, deadline=None)
def test_any_change_changes_the_fingerprint(claims: list[Claim]) -> None:
    other = claims[0].model_copy(update={"note": claims[0].note + "!"})
    assert ledger_hash([other, *claims[1:]], []) != ledger_hash(claims, [])


@given(CLAIM_LISTS)
@settings(max_examples=10, deadline=None)
def test_parquet_and_back(claims: list[Claim]) -> None:
    import pyarrow.parquet as pq

    with TemporaryDirectory() as folder:
        path = Path(folder, "claims.parquet")
        export_parquet(claims, path)
        assert [Claim.model_validate(row) for row in pq.read_table(path).to_pylist()] == by_id(
            claims
        )
