"""Cases: one crisis each, with its events, places, sources and claims."""

from counterflow.cases.case import Case, Event, Spec
from counterflow.cases.load import load_case, require_observations
from counterflow.cases.record import record_case
from counterflow.cases.select import select_claims

__all__ = [
    "Case",
    "Event",
    "Spec",
    "load_case",
    "record_case",
    "require_observations",
    "select_claims",
]
