"""Questions of verdict: what each number measures, whether it holds, and what would tell more."""

from counterflow.verdicts.basis import Basis
from counterflow.verdicts.check import CheckError, check, check_claims, check_text
from counterflow.verdicts.claimreview import claim_review
from counterflow.verdicts.influence import influence, narrowing
from counterflow.verdicts.questions import Questions
from counterflow.verdicts.reconcile import (
    HEADLINES,
    ReconcileError,
    Reconciliation,
    reconcile,
    waterfall_svg,
)
from counterflow.verdicts.verdict import Kind, Verdict, Verdicts

__all__ = [
    "HEADLINES",
    "Basis",
    "CheckError",
    "Kind",
    "Questions",
    "ReconcileError",
    "Reconciliation",
    "Verdict",
    "Verdicts",
    "check",
    "check_claims",
    "check_text",
    "claim_review",
    "influence",
    "narrowing",
    "reconcile",
    "waterfall_svg",
]
