"""Claims and system to posterior."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterflow.estimation.estimate import NotConverged, estimate
    from counterflow.estimation.posterior import Posterior
    from counterflow.estimation.settings import SamplerSettings

__all__ = ["NotConverged", "Posterior", "SamplerSettings", "estimate"]

# Fetched on first use: the names of the outputs must not cost a start of JAX.
_HOMES = {
    "NotConverged": "counterflow.estimation.estimate",
    "Posterior": "counterflow.estimation.posterior",
    "SamplerSettings": "counterflow.estimation.settings",
    "estimate": "counterflow.estimation.estimate",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
