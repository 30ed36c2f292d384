"""Everything the pages and the API work with, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from starlette.requests import Request

from counterflow.app.jobs import Jobs
from counterflow.app.problem import Missing
from counterflow.app.runs import Notebook, Record
from counterflow.app.scenarios import Scenarios
from counterflow.app.session import Sessions
from counterflow.app.views import View, Views
from counterflow.app.workspace import Workspace
from counterflow.cases import Case, load_case
from counterflow.cases.casefile import CASE_FILE
from counterflow.ledger import Claim, Status
from counterflow.report.ledger import Row, rows
from counterflow.report.levels import LEVELS

_MOST = 64
NO_RUN = (
    "There is no finished run of this case yet. Start one on the page of runs, or with "
    "`counterflow run`; until then there is no account to look at."
)


@dataclass
class Desk:
    """The live case, its runs, and what is shown of them.

    Parameters
    ----------
    workspace
        The live case and the app's folder.
    sessions
        Tokens of forms.
    is_secure
        Whether clients come over TLS.
    """

    workspace: Workspace
    sessions: Sessions
    is_secure: bool = False
    views: Views = field(default_factory=Views)
    jobs: Jobs = field(init=False)
    notebook: Notebook = field(init=False)
    scenarios: Scenarios = field(init=False)
    _stale: dict[tuple[object, ...], bool] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.workspace.home)
        self.notebook = Notebook(self.workspace, self.jobs)
        self.scenarios = Scenarios(self.workspace, self.jobs)
        self.notebook.all()  # keeps the case of a run made before, ahead of any change to it

    def current(self) -> View | None:
        """The newest finished run; None if there is none."""
        record = self.notebook.current()
        return self.views.of(record) if record else None

    def needed(self) -> View:
        """The newest finished run.

        Raises
        ------
        Missing
            If there is none.
        """
        found = self.current()
        if found is None:
            raise Missing(NO_RUN)
        return found

    def claim(self, identifier: str) -> Claim:
        """A claim of the live case.

        Raises
        ------
        Missing
            If there is none of that id.
        """
        for claim in self.workspace.case().claims:
            if claim.id == identifier:
                return claim
        raise Missing(f"There is no claim {identifier[:40]!r} in this case.")

    def is_stale(self, record: Record) -> bool:
        """Whether what a run learns from has changed since; claims that wait for review have not.

        A case that cannot be read as it was counts as changed.
        """
        case = self.workspace.case()
        key = (record.id, record.ledger_hash, self.workspace.stamp())
        if key not in self._stale:
            self._stale = {key: _differs(case, record)} | dict(list(self._stale.items())[:_MOST])
        return self._stale[key]

    def rows(self, claims: tuple[Claim, ...]) -> list[Row]:
        """Claims as the report shows them, with what the newest run says of each."""
        view = self.current()
        known = view.predictions if view else pd.DataFrame()
        records = [{**claim.model_dump(mode="json"), **_said(claim, known)} for claim in claims]
        return rows(pd.DataFrame(records), self.workspace.case().spec.origin)


def _differs(case: Case, record: Record) -> bool:
    # Events lie in the case file, which the fingerprint of the ledger does not cover.
    files = [(folder / CASE_FILE).read_bytes() for folder in (record.case, case.folder)]
    if files[0] != files[1]:
        return True
    if record.ledger_hash == case.ledger_hash:
        return False
    then = load_case(record.case)
    if then.ledger_hash != record.ledger_hash:
        return True
    heard = [
        [claim for claim in one.claims if claim.status is not Status.PROPOSED]
        for one in (then, case)
    ]
    return heard[0] != heard[1]


def _said(claim: Claim, known: pd.DataFrame) -> Mapping[str, Any]:
    """What a run says of a claim, if it knew it as it is now."""
    blank = {f"pred_{level}": None for level in LEVELS}
    unknown = {**blank, "used": False, "why_unused": "not in the latest run", "inside_90": None}
    if claim.id not in known.index:
        return unknown
    row = known.loc[claim.id]
    written = claim.model_dump(mode="json")
    same = all(
        _text(row[name]) == _text(written[name])
        for name in ("measure", "destination", "period_end", "unit", "value", "low", "high")
    )
    if not same:
        return {**unknown, "why_unused": "changed since the latest run"}
    return {name: row[name] for name in (*blank, "used", "why_unused", "inside_90")}


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{float(value):g}" if isinstance(value, int | float) else str(value)[:10]


def desk_of(request: Request) -> Desk:
    """The desk of the app that a request came to."""
    found: Desk = request.app.state.desk
    return found
