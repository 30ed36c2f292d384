"""The questions of this room as one object, for notebooks: `posterior.questions.check("...")`."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from counterflow.cases.case import Case
from counterflow.verdicts.basis import Basis
from counterflow.verdicts.check import check, check_claims
from counterflow.verdicts.claimreview import claim_review
from counterflow.verdicts.influence import influence, narrowing
from counterflow.verdicts.reconcile import Reconciliation, reconcile
from counterflow.verdicts.verdict import Verdicts

if TYPE_CHECKING:
    from counterflow.estimation.posterior import Posterior


class Questions:
    """Everything that may be asked of an estimate.

    Parameters
    ----------
    basis
        The estimate.

    Examples
    --------
    >>> import counterflow as cf
    >>> ask = Questions.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> ask.check("More than 1.3 million people left Russia in 2022.")  # doctest: +SKIP
    <N1: ...>
    """

    def __init__(self, basis: Basis) -> None:
        self.basis = basis

    @classmethod
    def of(cls, posterior: Posterior) -> Questions:
        """Of an estimate in memory."""
        return cls(Basis.of(posterior))

    @classmethod
    def load(cls, folder: str | Path, case: Case) -> Questions:
        """Of a finished run; the first time takes seconds, later ones a fraction of one.

        Raises
        ------
        StoredError
            If there is no posterior in the folder, or it is of other claims.
        """
        return cls(Basis.load(folder, case))

    def __repr__(self) -> str:
        case = self.basis.case
        return (
            f"<Questions on {case.id}: check, verdicts, claim_review, reconcile, influence, "
            f"narrowing; {len(case.claims)} claims, {self.basis.worlds.size} draws>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self)[1:-1])}</p>"

    def check(self, what: str | Path, published: date | None = None) -> Verdicts:
        """Verdicts on every number of an article, a CSV of claims, or a sentence."""
        return check(what, self.basis, published)

    @cached_property
    def verdicts(self) -> Verdicts:
        """Verdicts on every claim of the ledger, each learnt without its own lineage."""
        return check_claims(self.basis.case.claims, self.basis)

    def claim_review(self, day: date, url: str) -> dict[str, Any]:
        """The ledger's verdicts as schema.org ClaimReview."""
        return claim_review(self.verdicts, self.basis, day, url)

    def reconcile(
        self, at: str, start: str | None = None, end: str = "still_abroad"
    ) -> Reconciliation:
        """From one headline number to another, in steps that add up."""
        return reconcile(self.basis, at, start, end)

    @cached_property
    def influence(self) -> pd.DataFrame:
        """What each source and lineage did to the headline figures."""
        return influence(self.basis)

    def narrowing(self, figure: str = "still_abroad") -> pd.DataFrame:
        """Statistics not yet published, by how much each would narrow a figure's interval."""
        return narrowing(self.basis, figure)
