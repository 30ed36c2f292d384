"""A scenario file to a `Scenario`, with every problem noted by line and remedy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from counterflow.cases.casefile import find_line
from counterflow.ledger.problem import Problems
from counterflow.ledger.suggest import nearest
from counterflow.simulation.apply import Setting
from counterflow.simulation.misfits import Location, misfits
from counterflow.simulation.scenario import POLICIES, Scenario, Surge


def read_scenario(path: Path, setting: Setting) -> Scenario:
    """Read a scenario and hold it against the setting it is to be played on.

    Parameters
    ----------
    path
        The TOML file.
    setting
        Steps, destinations and surges of the case.

    Raises
    ------
    CaseError
        With every problem: what is no scenario, lies outside the window, names no destination or
        surge of the case, or contradicts itself.

    Examples
    --------
    >>> read_scenario(Path("second-mobilisation.toml"), setting)  # doctest: +SKIP
    """
    problems = Problems()
    scenario = _read(path, setting, problems)
    problems.raise_if_any(f"scenario {path.name}")
    assert scenario is not None
    return scenario


def _read(path: Path, setting: Setting, problems: Problems) -> Scenario | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        problems.add(path.name, 0, "", "", "cannot be read", "check the path of the file")
        return None
    except UnicodeDecodeError:
        problems.add(path.name, 0, "", "", "is not UTF-8", "save it again as UTF-8")
        return None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place.group(1)) if place else text.count("\n") + 1
        remedy = "check quotation marks, brackets and commas; texts and codes need quotes"
        problems.add(path.name, row, "", "", f"is not TOML: {error}", remedy)
        return None
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as error:
        _note_faults(error, path.name, text, problems)
        return None
    for misfit in misfits(scenario, setting):
        row, column = find_line(text, misfit.location), _dotted(misfit.location)
        problems.add(path.name, row, column, misfit.value, misfit.reason, misfit.remedy)
    return scenario


def _note_faults(error: ValidationError, file: str, text: str, problems: Problems) -> None:
    """Note what no scenario may hold, key by key."""
    for detail in error.errors():
        # The kind of a policy stands in the location of its faults, but not in the file.
        location = tuple(
            part
            for position, part in enumerate(detail["loc"])
            if not (position == 2 and detail["loc"][0] == "policies" and part in POLICIES)
        )
        missing = detail["type"] in ("missing", "union_tag_not_found")
        row = find_line(text, location[:-1] if missing else location) or 1
        given = detail["input"]
        value = "" if isinstance(given, dict | list | None) else str(given)
        reason, remedy = _explained(detail["type"], detail["msg"], location, detail["loc"])
        problems.add(file, row, _dotted(location), value, reason, remedy)


def _explained(kind: str, message: str, location: Location, where: Location) -> tuple[str, str]:
    key = str(location[-1]) if location else ""
    if kind == "missing":
        return "the key is missing", f"add `{key} = ...`"
    if kind == "union_tag_not_found":
        return "the policy has no kind", f"add `kind = ...`, one of {', '.join(POLICIES)}"
    if kind == "union_tag_invalid":
        return "is not a kind of policy", f"choose one of {', '.join(POLICIES)}"
    if kind == "extra_forbidden":
        return "is not a key here", nearest(key, _keys_beside(where))
    if kind in ("less_than_equal", "greater_than_equal") and key in ("probability", "share"):
        return "is not a probability", "write a number from 0 to 1: 0.4 for 40%"
    if kind.startswith("date"):
        return "is not a date", "write it without quotes: 2023-03-01"
    if kind == "value_error":
        reason, _, remedy = message.removeprefix("Value error, ").partition("; ")
        return reason, remedy
    return "is not possible here", message.replace("Input should", "it should")


def _keys_beside(where: Location) -> list[str]:
    if where[0] == "events" and len(where) > 1:
        return list(Surge.model_fields)
    if where[0] == "policies" and len(where) > 2:
        return list(POLICIES[str(where[2])].model_fields)
    return list(Scenario.model_fields)


def _dotted(location: Location) -> str:
    """A location as people write it: `policies[2].start`, counted from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")
