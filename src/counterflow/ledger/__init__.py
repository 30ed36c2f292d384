"""Claims and sources, checked on the way in, kept with their vintages."""

from counterflow.ledger.canonical import export_csv, export_parquet, ledger_hash
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.problem import CaseError, Problem
from counterflow.ledger.source import Source, SourceClass

__all__ = [
    "CaseError",
    "Claim",
    "Problem",
    "Source",
    "SourceClass",
    "Status",
    "export_csv",
    "export_parquet",
    "ledger_hash",
]
