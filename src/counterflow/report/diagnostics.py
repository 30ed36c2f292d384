"""Whether the estimate can be trusted, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterflow.report import numbers

MAX_RHAT = 1.01
MIN_ESS = 400


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the sampler: what it asks, what came out, whether it passed.

    Examples
    --------
    >>> Check("Do the chains agree?", "R-hat 1.002", True).passed
    True
    """

    question: str
    result: str
    passed: bool


def _number(diagnostics: Mapping[str, object], name: str) -> float | None:
    value = diagnostics.get(name)
    return float(value) if isinstance(value, int | float) and value == value else None


def checks(run: Mapping[str, object]) -> list[Check]:
    """The checks that `run.json` records, in reading order; missing ones are left out.

    Examples
    --------
    >>> checks({"diagnostics": {"max_rhat": 1.003}})[0].passed
    True
    """
    diagnostics = run.get("diagnostics")
    if not isinstance(diagnostics, Mapping):
        return []
    found = []
    if (rhat := _number(diagnostics, "max_rhat")) is not None:
        found.append(
            Check(
                "Do independent chains agree?",
                f"Largest R-hat {rhat:.3f}; {MAX_RHAT} or less is good.",
                rhat <= MAX_RHAT,
            )
        )
    for name, part in (("min_ess_bulk", "the middle"), ("min_ess_tail", "the tails")):
        if (size := _number(diagnostics, name)) is not None:
            found.append(
                Check(
                    f"Are there enough independent draws for {part}?",
                    f"Smallest effective sample size {numbers.digits(size)}; "
                    f"{MIN_ESS} or more is good.",
                    size >= MIN_ESS,
                )
            )
    if (divergences := _number(diagnostics, "divergences")) is not None:
        found.append(
            Check(
                "Did the sampler reach every corner?",
                f"{numbers.digits(divergences)} divergent transitions; 0 is good.",
                divergences == 0,
            )
        )
    return found
