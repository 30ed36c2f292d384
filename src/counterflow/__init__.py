"""One account of a migration crisis from numbers that do not agree."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterflow.cases.case import Case
    from counterflow.cases.load import load_case
    from counterflow.cases.template import new_case
    from counterflow.estimation import SamplerSettings, estimate
    from counterflow.estimation.stored import load_posterior
    from counterflow.estimation.update import update
    from counterflow.ledger.claim import Claim
    from counterflow.ledger.problem import CaseError
    from counterflow.ledger.source import Source
    from counterflow.run import run_case

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "Claim",
    "SamplerSettings",
    "Source",
    "estimate",
    "load_case",
    "load_posterior",
    "new_case",
    "run_case",
    "update",
]

# Names are fetched on first use: `counterflow --help` need not wait for the sampler.
_HOMES = {
    "Case": "counterflow.cases.case",
    "CaseError": "counterflow.ledger.problem",
    "Claim": "counterflow.ledger.claim",
    "SamplerSettings": "counterflow.estimation.settings",
    "Source": "counterflow.ledger.source",
    "estimate": "counterflow.estimation.estimate",
    "load_case": "counterflow.cases.load",
    "load_posterior": "counterflow.estimation.stored",
    "new_case": "counterflow.cases.template",
    "run_case": "counterflow.run",
    "update": "counterflow.estimation.update",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
