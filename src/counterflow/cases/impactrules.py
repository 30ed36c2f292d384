"""What an `[impact]` section must fulfil beyond the form of each entry, by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from counterflow.cases.impact import PARAMETERS, Assumption, Check, ImpactSpec, Quantity, Scale
from counterflow.ledger.claim import Claim
from counterflow.ledger.suggest import nearest
from counterflow.terms import Measure, Unit, country_name

Location = tuple[int | str, ...]


class Fault(NamedTuple):
    """One mistake in the section: where, the offending text, what is wrong, how to mend it.

    Examples
    --------
    >>> Fault._fields
    ('location', 'value', 'reason', 'remedy')
    """

    location: Location
    value: str
    reason: str
    remedy: str


_UNITS = {
    Quantity.WORKERS_LOST: {Unit.PERSONS, Unit.PERCENT},
    Quantity.WORKERS_REGAINED: {Unit.PERSONS, Unit.PERCENT},
    Quantity.GROWTH_FROM_RETURNS: {Unit.PERCENT},
    Quantity.DEPARTURES: {Unit.PERSONS},
    Quantity.STOCK: {Unit.PERSONS},
    Quantity.RENT: {Unit.PERCENT_CHANGE},
    Quantity.COMPANIES: {Unit.COMPANIES},
}
_SHARE_UNITS = {Unit.PERCENT, Unit.RATIO}


def impact_faults(impact: ImpactSpec) -> Iterator[Fault]:
    """What is wrong in the section alone.

    Examples
    --------
    >>> import counterflow as cf
    >>> list(impact_faults(cf.load_case("russia-2022").spec.impact))
    []
    """
    yield from _parameter_faults(impact.parameters)
    for name, profile in impact.profiles.items():
        at = ("impact", "profiles", name)
        yield from _unit_faults(profile.expected, Scale.SHARE, (*at, "expected"))
        yield from _unit_faults(profile.at_home, Scale.SHARE, (*at, "at_home"))
        yield from _unit_faults(profile.pay, Scale.RATIO, (*at, "pay"))
    for code, host in impact.hosts.items():
        at = ("impact", "hosts", code)
        if country_name(code) is None:
            yield Fault(at, code, "is not an alpha-3 code", "write one such as GEO")
        yield from _unit_faults(host.city_share, Scale.SHARE, (*at, "city_share"))
        yield from _unit_faults(host.renting_share, Scale.SHARE, (*at, "renting_share"))
        yield from _unit_faults(
            host.other_rent_growth, Scale.PERCENT_A_YEAR, (*at, "other_rent_growth")
        )
    for index, check in enumerate(impact.checks):
        yield from _check_faults(check, impact, index)


def impact_claim_faults(impact: ImpactSpec, claims: Mapping[str, Claim]) -> Iterator[Fault]:
    """What is wrong between the section and the claims it names.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> list(impact_claim_faults(case.spec.impact, {claim.id: claim for claim in case.claims}))
    []
    """
    for name, profile in impact.profiles.items():
        for key in ("claims", "complement"):
            for id_ in getattr(profile, key):
                listed = ("impact", "profiles", name, key)
                yield from _unknown(id_, claims, listed)
                if id_ in claims and not _is_share(claims[id_]):
                    yield Fault(
                        listed,
                        id_,
                        "is not a share in percent or a ratio",
                        "name claims of shares",
                    )
    for index, check in enumerate(impact.checks):
        at = ("impact", "checks", index)
        yield from _unknown(check.claim, claims, (*at, "claim"))
        if check.of:
            yield from _unknown(check.of, claims, (*at, "of"))
        if check.claim in claims:
            yield from _check_unit_faults(check, impact.currency, claims[check.claim], at)


def _parameter_faults(given: Mapping[str, Assumption]) -> Iterator[Fault]:
    at = ("impact", "parameters")
    for name, assumption in given.items():
        if name in PARAMETERS:
            yield from _unit_faults(assumption, PARAMETERS[name].unit, (*at, name))
        else:
            yield Fault((*at, name), name, "is not a parameter", nearest(name, list(PARAMETERS)))
    for name, term in PARAMETERS.items():
        if name not in given:
            yield Fault(
                at,
                "",
                f"the parameter {name} is missing ({term.meaning})",
                f"add [impact.parameters.{name}]; `counterflow impact --template` shows how",
            )


def _unit_faults(given: Assumption | None, wanted: Scale, at: Location) -> Iterator[Fault]:
    if given is not None and given.unit is not wanted:
        yield Fault((*at, "unit"), given.unit.value, "is the wrong unit", f'write "{wanted.value}"')


def _check_faults(check: Check, impact: ImpactSpec, index: int) -> Iterator[Fault]:
    at = ("impact", "checks", index)
    needs_profile = check.quantity in {Quantity.DEPARTURES, Quantity.STOCK}
    needs_host = check.quantity in {Quantity.RENT, Quantity.COMPANIES}
    for key, needed, known in (
        ("profile", needs_profile, impact.profiles),
        ("host", needs_host, impact.hosts),
    ):
        given = getattr(check, key)
        if needed and given not in known:
            yield Fault(
                (*at, key),
                given,
                f"a check of {check.quantity.value} needs a {key} of the section",
                nearest(given, list(known)) if given and known else f"add `{key} = ...`",
            )
    if check.quantity is Quantity.GROWTH_FROM_RETURNS and not check.of:
        yield Fault((*at, "of"), "", "names no claim of growth", 'add `of = "..."`, an id')


def _unknown(id_: str, claims: Collection[str], at: Location) -> Iterator[Fault]:
    if id_ not in claims:
        yield Fault(at, id_, "names no claim", nearest(id_, list(claims)))


def _is_share(claim: Claim) -> bool:
    is_fraction = claim.measure is Measure.SHARE and claim.unit in _SHARE_UNITS
    return is_fraction and _states_a_number(claim)


def _states_a_number(claim: Claim) -> bool:
    return claim.value is not None or (claim.low is not None and claim.high is not None)


def _check_unit_faults(check: Check, currency: str, claim: Claim, at: Location) -> Iterator[Fault]:
    if check.quantity is Quantity.DEPOSITS_WITHDRAWN:
        allowed = {currency, Unit.USD.value}
    else:
        allowed = {unit.value for unit in _UNITS[check.quantity]}
    if not _states_a_number(claim):
        yield Fault((*at, "claim"), check.claim, "states no number", "choose another claim")
    if claim.unit.value not in allowed:
        yield Fault(
            (*at, "claim"),
            check.claim,
            f"is in {claim.unit.value}, and {check.quantity.value} is in "
            f"{' or '.join(sorted(allowed))}",
            "choose another claim or another quantity",
        )
