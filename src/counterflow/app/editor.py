"""The scenario editor: what may be supposed, as sliders, and a form back to a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from counterflow.app.problem import AppError
from counterflow.simulation.scenario import POLICIES, Scenario


@dataclass(frozen=True)
class Slider:
    """One number of a supposition.

    Parameters
    ----------
    name, label
        Of the field, and for people.
    low, high, step, usual
        Range and starting point.
    suffix
        Behind the number, for instance `%`.
    scale
        By which the slider's number is divided.

    Examples
    --------
    >>> Slider("share", "How much of it", 5, 100, 5, 100, "%", 100).value("50")
    0.5
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    usual: float
    suffix: str = "×"
    scale: float = 1.0

    def value(self, text: str) -> float:
        """The number that a form gives."""
        return min(max(float(text), self.low), self.high) / self.scale


@dataclass(frozen=True)
class Supposition:
    """Something that may be supposed.

    Parameters
    ----------
    kind
        As in a scenario file.
    title, text
        For people.
    sliders
        Its numbers.
    has_places
        Whether it acts at destinations.

    Examples
    --------
    >>> SUPPOSITIONS[1].kind
    'close'
    """

    kind: str
    title: str
    text: str
    sliders: tuple[Slider, ...]
    has_places: bool = True


_RETURNS = Slider("returns", "Going home", 0.5, 3, 0.1, 1.5)

SUPPOSITIONS = (
    Supposition(
        "surge",
        "Another wave",
        "Departures rise at once and fade, as in an earlier wave.",
        (Slider("strength", "Strength against the earlier one", 0.1, 2, 0.1, 0.5),),
        has_places=False,
    ),
    Supposition(
        "close",
        "A destination closes",
        "Newcomers are turned away, all or a share of them; they choose elsewhere.",
        (Slider("share", "Turned away", 5, 100, 5, 100, "%", 100),),
    ),
    Supposition(
        "open",
        "A destination opens",
        "It draws more people than it did.",
        (Slider("multiple", "Its pull", 1.1, 5, 0.1, 1.5),),
    ),
    Supposition(
        "refuse_renewals",
        "Renewals are refused",
        "Permits, renewed about once a year, are refused to a share of their holders.",
        (Slider("probability", "Refused", 5, 100, 5, 35, "%", 100),),
    ),
    Supposition(
        "recession",
        "A recession",
        "A destination draws fewer people, and more of those there leave.",
        (
            Slider("pull", "Its pull", 0.1, 1, 0.05, 0.7),
            Slider("exits", "Leaving it", 1, 3, 0.1, 1.3),
        ),
    ),
    Supposition(
        "capacity",
        "A destination is full",
        "It holds no more leavers than this; others choose again.",
        (Slider("persons", "Room for", 0, 300_000, 5_000, 50_000, " people"),),
    ),
    Supposition(
        "amnesty",
        "An amnesty at home",
        "Those who left go home more often, wherever they are.",
        (_RETURNS,),
        has_places=False,
    ),
    Supposition(
        "peace",
        "What drove people out ends",
        "Fewer leave, more go home.",
        (Slider("departures", "Leaving", 0, 1, 0.05, 0.5), _RETURNS),
        has_places=False,
    ),
)
"""What the editor offers; a scenario file may hold more."""


def scenario_of(form: Mapping[str, str], places: Mapping[str, Sequence[str]]) -> Scenario:
    """What a form supposes.

    Parameters
    ----------
    form
        Fields by name; a supposition counts where its box, `KIND`, is ticked.
    places
        Kind to the destinations chosen for it.

    Raises
    ------
    AppError
        If it is no scenario.

    Examples
    --------
    >>> form = {"title": "T", "amnesty": "yes", "amnesty.start": "2025-07-01",
    ...         "amnesty.returns": "2"}
    >>> scenario_of(form, {}).policies[0].returns
    2.0
    """
    events: list[dict[str, Any]] = []
    policies: list[dict[str, Any]] = []
    for supposed in SUPPOSITIONS:
        if form.get(supposed.kind) != "yes":
            continue
        row = _row(supposed, form, places.get(supposed.kind, ()))
        (events if supposed.kind == "surge" else policies).append(row)
    if not (events or policies) and form.get("no_network") != "yes":
        raise AppError("Nothing is supposed yet: tick at least one box.", 422)
    try:
        return Scenario.model_validate(
            {
                "title": form.get("title", "")[:120] or "Scenario without a name",
                "description": form.get("description", "")[:500],
                "events": events,
                "policies": policies,
                "network": form.get("no_network") != "yes",
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"] if str(part) not in POLICIES]
        raise AppError(f"{'.'.join(where)}: {first['msg']}", 422) from None


def _row(supposed: Supposition, form: Mapping[str, str], places: Sequence[str]) -> dict[str, Any]:
    def given(name: str) -> str:
        return form.get(f"{supposed.kind}.{name}", "")

    row: dict[str, Any] = {"kind": supposed.kind, "title": supposed.title}
    try:
        begins = date.fromisoformat(given("start"))
        for slider in supposed.sliders:
            number = slider.value(given(slider.name))
            row[slider.name] = int(number) if slider.name == "persons" else number
    except ValueError:
        raise AppError(
            f"{supposed.title}: give a first day as 2025-07-01, and a number for each slider.", 422
        ) from None
    if supposed.kind == "surge":
        return {**row, "date": begins, "like": given("like")}
    if supposed.has_places:
        if not places:
            raise AppError(f"{supposed.title}: choose a destination.", 422)
        row["destinations"] = tuple(places)
    return {**row, "start": begins}


def told(row: BaseModel) -> str:
    """The numbers of something supposed, in words.

    Examples
    --------
    >>> from counterflow.simulation.scenario import Amnesty
    >>> told(Amnesty(kind="amnesty", start=date(2025, 7, 1), returns=1.5))
    'going home 1.5×'
    """
    values = row.model_dump(exclude=_NOT_NUMBERS, exclude_none=True)
    sliders = {
        slider.name: slider
        for supposed in SUPPOSITIONS
        if supposed.kind == getattr(row, "kind", "")
        for slider in supposed.sliders
    }
    parts = []
    for name, value in values.items():
        if name in sliders:
            slider = sliders[name]
            parts.append(f"{slider.label.lower()} {value * slider.scale:,g}{slider.suffix}")
        elif isinstance(value, int | float):
            parts.append(f"{name.replace('_', ' ')} {value:,g}")
    return ", ".join(parts)


_NOT_NUMBERS = {"kind", "title", "start", "end", "date", "like", "destinations"}
