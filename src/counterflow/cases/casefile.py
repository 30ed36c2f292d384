"""`case.toml` to a `Spec`, with every problem noted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from counterflow.cases.case import Alternative, Break, Effect, Event, EventKind, Prior, Spec
from counterflow.cases.impact import Assumption, Check, Host, ImpactSpec, Profile, Quantity, Scale
from counterflow.cases.impactrules import Fault, impact_claim_faults, impact_faults
from counterflow.ledger.cells import NOT_AN_IDENTIFIER, check_place
from counterflow.ledger.claim import Claim
from counterflow.ledger.problem import Problems
from counterflow.ledger.suggest import nearest
from counterflow.terms import REGIONS, CountingUnit, Measure, country_name
from counterflow.terms.measure import DefinedEnum

CASE_FILE = "case.toml"

Location = tuple[int | str, ...]


def read_spec(path: Path, problems: Problems) -> Spec | None:
    """Read `case.toml`; None if it cannot stand, with the reasons noted.

    Parameters
    ----------
    path
        The file.
    problems
        Receives what is wrong.

    Examples
    --------
    >>> found = Problems()
    >>> read_spec(Path("nowhere/case.toml"), found) is None
    True
    """
    text = _text(path, problems)
    content = None if text is None else _toml(text, problems)
    if text is None or content is None:
        return None
    spec = _spec(content, text, problems)
    if spec is None or not _places_known(spec, text, problems):
        return None
    faults = list(impact_faults(spec.impact)) if spec.impact is not None else []
    _note(faults, text, problems)
    return None if faults else spec


def check_impact_claims(
    impact: ImpactSpec, claims: Mapping[str, Claim], path: Path, problems: Problems
) -> None:
    """Note what the section on impact says of claims that are not there or do not fit.

    Examples
    --------
    >>> import counterflow as cf
    >>> case, found = cf.load_case("russia-2022"), Problems()
    >>> claims = {claim.id: claim for claim in case.claims}
    >>> check_impact_claims(case.spec.impact, claims, case.folder / CASE_FILE, found)
    >>> bool(found)
    False
    """
    faults = list(impact_claim_faults(impact, claims))
    if faults:
        _note(faults, path.read_text(encoding="utf-8-sig"), problems)


def check_basemap(folder: Path, name: str, problems: Problems) -> None:
    """Note a basemap that is not in the folder, before an estimate is spent on it.

    Examples
    --------
    >>> check_basemap(Path("nowhere"), "", Problems())
    """
    if not name or (folder / name).is_file():
        return
    text = (folder / CASE_FILE).read_text(encoding="utf-8-sig")
    row = find_line(text, ("basemap",))
    remedy = "copy the file beside case.toml, or delete the line to use the package's own map"
    problems.add(CASE_FILE, row, "basemap", name, "is not in the folder", remedy)


def tell_events(spec: Spec) -> list[str]:
    """What to tell of events that can move nothing, since they lie outside the account.

    Examples
    --------
    >>> tell_events(Spec(id="x", title="X", origin="RUS", start="2022-01-01", end="2022-12-31",
    ...                  population=1))
    []
    """
    return [
        f"the event {event.id} of {event.date} lies outside the account, {spec.start} to "
        f"{spec.end}, and moves nothing in it: correct its date, or make it a mark"
        for event in spec.events
        if (event.kind is not EventKind.MARK and event.date > spec.end)
        or (event.kind is EventKind.SURGE and event.date < spec.start)
    ]


def _note(faults: Sequence[Fault], text: str, problems: Problems) -> None:
    for fault in faults:
        row = find_line(text, fault.location)
        problems.add(
            CASE_FILE, row, _dotted(fault.location), fault.value, fault.reason, fault.remedy
        )


def case_regions(path: Path) -> dict[str, tuple[str, ...]]:
    """The package's regions and those a case file names, as far as it can be read.

    Examples
    --------
    >>> case_regions(Path("nowhere/case.toml")) == REGIONS
    True
    """
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("regions", {})
    except (OSError, ValueError):
        return dict(REGIONS)
    if not isinstance(own, dict):
        return dict(REGIONS)
    named = {name: tuple(map(str, codes)) for name, codes in own.items() if isinstance(codes, list)}
    return {**REGIONS, **named}


def _text(path: Path, problems: Problems) -> str | None:
    if not path.is_file():
        problems.add(
            CASE_FILE,
            0,
            "",
            "",
            "is not in the folder",
            "`counterflow new DIR` writes a commented example",
        )
        return None
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        problems.add(
            CASE_FILE, row, "", "", f"is not UTF-8: byte 0x{byte:02X}", "save it again as UTF-8"
        )
        return None


def _toml(text: str, problems: Problems) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place.group(1)) if place else text.count("\n") + 1
        problems.add(
            CASE_FILE,
            row,
            "",
            "",
            f"is not TOML: {error}",
            'check quotation marks, brackets and commas; texts and codes need quotes: "RUS"',
        )
        return None


def _spec(content: dict[str, Any], text: str, problems: Problems) -> Spec | None:
    try:
        return Spec.model_validate(content)
    except ValidationError as error:
        for detail in error.errors():
            location = detail["loc"]
            reason, remedy = _explain(detail["type"], detail["msg"], location)
            given = detail["input"]
            value = "" if isinstance(given, dict | list | None) else str(given)
            # A missing key has no line of its own: point at what lacks it.
            row = find_line(text, location[:-1] if detail["type"] == "missing" else location)
            problems.add(CASE_FILE, row, _dotted(location), value, reason, remedy)
        return None


def _explain(kind: str, message: str, location: Location) -> tuple[str, str]:
    key = str(location[-1]) if location else ""
    if kind == "missing" and location[:1] == ("impact",):
        return "the key is missing", f"add `{key} = ...`; `counterflow impact --template` shows how"
    if kind == "missing":
        return "the key is missing", f"add `{key} = ...`; `counterflow new DIR` shows how"
    if kind == "extra_forbidden":
        return "is not a key of the case file", nearest(key, _keys_beside(location))
    if kind == "enum":
        members = _CHOICES[key if key in _CHOICES else "effects"]
        return message, f"choose one of {', '.join(member.value for member in members)}"
    if kind == "string_pattern_mismatch" and key in _IDENTIFIERS:
        return NOT_AN_IDENTIFIER.reason, str(NOT_AN_IDENTIFIER.remedy)
    return message.removeprefix("Value error, "), "correct the value"


_IDENTIFIERS = frozenset({"id", "claim", "source", "series"})

_CHOICES: dict[str, type[DefinedEnum]] = {
    "kind": EventKind,
    "effects": Effect,
    "measure": Measure,
    "counts": CountingUnit,
    "unit": Scale,
    "quantity": Quantity,
}


def _keys_beside(location: Location) -> list[str]:
    """Keys that may stand where an unknown one was found."""
    sections = [str(part) for part in location[:-1]]
    if sections[:1] == ["impact"]:
        model = _IMPACT_MODELS.get(sections[1] if len(sections) > 1 else "", ImpactSpec)
        if len(sections) > 3:
            model = Assumption
    else:
        nested: dict[str, type[BaseModel]] = {
            "events": Event,
            "priors": Prior,
            "readings": Alternative,
            "breaks": Break,
        }
        model = nested.get(sections[0], Spec) if sections else Spec
    return list(model.model_fields)


_IMPACT_MODELS: dict[str, type[BaseModel]] = {
    "parameters": Assumption,
    "profiles": Profile,
    "hosts": Host,
    "checks": Check,
}


def _places_known(spec: Spec, text: str, problems: Problems) -> bool:
    """Note every code in regions, events and features that names no place."""
    known = {**REGIONS, **spec.regions}
    sound = True
    for location, places, regions in _named_places(spec, known):
        for place in places:
            fault = check_place(place, regions)
            if fault is not None:
                sound = False
                row = find_line(text, location)
                problems.add(CASE_FILE, row, _dotted(location), place, *fault)
    for name in spec.regions:
        if "+" in name or country_name(name) is not None:
            sound = False
            problems.add(
                CASE_FILE,
                find_line(text, ("regions", name)),
                f"regions.{name}",
                name,
                "cannot name a region",
                "choose a name without + that is no country code",
            )
    return sound


def _named_places(
    spec: Spec, known: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[Location, Iterable[str], Mapping[str, tuple[str, ...]]]]:
    """Where places are named, which, and the regions that may stand there."""
    for name, members in spec.regions.items():
        yield ("regions", name), members, {}
    for index, event in enumerate(spec.events):
        yield ("events", index, "destinations"), event.destinations, known
    for index, broken in enumerate(spec.breaks):
        if broken.place:
            yield ("breaks", index, "place"), broken.place.split("+"), known
    for place in spec.features:
        yield ("features", place), [place], {}


def _dotted(location: Location) -> str:
    """A location as people write it: `events[2].date`, events counted from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")


def find_line(text: str, location: Location) -> int:
    """Line of a TOML text, from 1, where the key at `location` most likely stands; 0 if nowhere.

    Examples
    --------
    >>> find_line('id = "x"\\n\\n[[events]]\\ndate = 1\\n', ("events", 0, "date"))
    4
    """
    lines = text.splitlines()
    at, found = 0, 0
    for position, part in enumerate(location):
        if isinstance(part, int):
            continue
        index = location[position + 1] if position + 1 < len(location) else 0
        skip = index if isinstance(index, int) else 0
        pattern = re.compile(
            rf'^\s*(?:\[+[^\]]*?"?{re.escape(part)}"?\s*\]|"?{re.escape(part)}"?\s*=)|'
            rf'[{{,]\s*"?{re.escape(part)}"?\s*='
        )
        hits = [number for number in range(at, len(lines)) if pattern.search(lines[number])]
        if len(hits) > skip:
            at = hits[skip]
            found = at + 1
    return found
