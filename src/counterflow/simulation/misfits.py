"""What a scenario asks that its case does not have, and policies that cannot both hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from typing import NamedTuple

from counterflow.ledger.suggest import nearest
from counterflow.simulation.apply import Setting, cells_of, steps_of
from counterflow.simulation.scenario import Policy, Scenario, Surge, contradicts
from counterflow.terms import Period, country_name

Location = tuple[int | str, ...]


class Misfit(NamedTuple):
    """Where in a scenario, what is written there, what is wrong, and how to mend it.

    Examples
    --------
    >>> where = ("policies", 0, "destinations")
    >>> found = Misfit(where, "GOE", "names an unknown destination", "did you mean GEO?")
    >>> f"{found.value} {found.reason}: {found.remedy}"
    'GOE names an unknown destination: did you mean GEO?'
    """

    location: Location
    value: str
    reason: str
    remedy: str


class _Placed(NamedTuple):
    """A policy that fits the case: its number, window and cells."""

    number: int
    policy: Policy
    period: Period
    cells: list[int]


def misfits(scenario: Scenario, setting: Setting) -> list[Misfit]:
    """Hold a scenario against the setting it is to be played on.

    Parameters
    ----------
    scenario
        Sound in itself.
    setting
        Steps, destinations and surges of the case.

    Examples
    --------
    >>> from counterflow.system.places import PlaceTable
    >>> from counterflow.system.timegrid import TimeGrid
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> plan = Scenario(
    ...     title="Late", events=[Surge(kind="surge", date=date(2024, 1, 1), share=0.01)]
    ... )
    >>> misfits(plan, Setting(grid, PlaceTable.of(["GEO"], {}), {}))[0].reason
    'lies outside the window'
    """
    found: list[Misfit] = []
    if scenario.network and not scenario.events and not scenario.policies:
        remedy = "add [[events]] or [[policies]], or switch the network off: network = false"
        found.append(Misfit(("title",), scenario.title, "changes nothing", remedy))
    for index, event in enumerate(scenario.events):
        found += _of_event(index, event, setting)
    placed = []
    for index, policy in enumerate(scenario.policies):
        wrong = list(_of_policy(index, policy, setting))
        found += wrong
        if not wrong:
            period = Period(policy.start, policy.end or setting.window.end)
            cells = cells_of(policy, setting.places)
            placed.append(_Placed(index, policy, period, cells))
    return [*found, *_contradictions(placed)]


def _of_event(index: int, event: Surge, setting: Setting) -> Iterator[Misfit]:
    yield from _outside(("events", index, "date"), event.date, setting)
    if event.like and event.like not in setting.surges:
        known = nearest(event.like, list(setting.surges)) if setting.surges else "give a share"
        reason = "is not a surge of the case"
        yield Misfit(("events", index, "like"), event.like, reason, known)


def _of_policy(index: int, policy: Policy, setting: Setting) -> Iterator[Misfit]:
    yield from _outside(("policies", index, "start"), policy.start, setting)
    if policy.end is not None:
        yield from _outside(("policies", index, "end"), policy.end, setting)
    yield from _unknown(("policies", index, "destinations"), policy.destinations, setting)
    if policy.kind in ("capacity", "queue") and len(steps_of(policy, setting)) == 0:
        remedy = "lengthen it; limits hold for whole steps of the simulation"
        location = ("policies", index, "start")
        yield Misfit(location, f"{policy.start}", "covers half of no step", remedy)


def _outside(location: Location, day: date, setting: Setting) -> Iterator[Misfit]:
    window = setting.window
    if not window.start <= day <= window.end:
        remedy = f"choose a day from {window.start} to {window.end}, or ask for more months"
        yield Misfit(location, f"{day}", "lies outside the window", remedy)


def _unknown(location: Location, places: Iterable[str], setting: Setting) -> Iterator[Misfit]:
    """Places that are none, or that the account does not tell apart."""
    table = setting.places
    known = [cell for cell in table.cells[:-1] if not cell.endswith("-REST")]
    for place in places:
        try:
            unseen = table.unseen(place)
        except ValueError:
            reason = "names an unknown destination"
            yield Misfit(location, place, reason, _meant(place, known))
            continue
        if not place.strip():
            yield Misfit(location, place, "names no destination", "name one, or leave it out")
        elif unseen:
            reason = f"is not told apart by the account: {', '.join(unseen)}"
            remedy = f"no claim names it; the account knows {', '.join(known)}"
            yield Misfit(location, place, reason, remedy)


def _meant(word: str, known: Sequence[str]) -> str:
    """Advice naming the destinations whose code or name is close to a word, else all of them."""
    words = {code.casefold(): code for code in known}
    words |= {name.casefold(): code for code in known if (name := country_name(code))}
    close = get_close_matches(word.casefold(), words, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(words[one] for one in close))}?"
    return f"choose one of {', '.join(known)}"


def _contradictions(placed: Sequence[_Placed]) -> Iterator[Misfit]:
    for one, other in combinations(placed, 2):
        together = one.period.start <= other.period.end and other.period.start <= one.period.end
        if together and set(one.cells) & set(other.cells) and contradicts(one.policy, other.policy):
            kind = one.policy.kind
            yield Misfit(
                ("policies", other.number, "kind"),
                other.policy.kind,
                f"contradicts policy {one.number + 1} ({kind}) at the same place and time",
                "change the dates or the destinations, or delete one of the two",
            )
