"""From a case to the fixed part of its model: grid, places, evidence, blocks of parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case, Effect, EventKind, Prior
from counterflow.estimation.knots import (
    HALF_YEAR,
    QUARTER,
    WALK_SD,
    knot_basis,
    years_from_middle,
)
from counterflow.estimation.pack import Block, Packing
from counterflow.estimation.prior import (
    BIAS_SD,
    BREAK_SD,
    NOISE,
    NOISE_SPREAD,
    SOURCE_NOISE_SPREAD,
    VISITOR_YEAR_SD,
    priors_of,
)
from counterflow.estimation.utterances import utterances
from counterflow.ledger.claim import Claim
from counterflow.observation.bias import CLASSES, NOISE_KINDS, Reliability, reliability
from counterflow.observation.components import Compiler, Functional, Unmeasurable, cohort_window
from counterflow.observation.evidence import Evidence, gather
from counterflow.observation.mixture import Candidate, Mixture, mixture
from counterflow.observation.nuisance import Nuisance, number_series, underlying, windows
from counterflow.observation.pairs import pair_exits
from counterflow.observation.readings import Reader, Reading
from counterflow.observation.tables import Layout, TableKey, Tabulator
from counterflow.system.account import PHASE_MONTHS
from counterflow.system.places import PlaceTable
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import Measure

Array = NDArray[np.float64]

_CLAIMS_FOR_WALK = 8
_MOST_COHORTS = 4
_FEATURE_MEAN, _FEATURE_SD = 0.5, 0.4


class EmptyEvidence(ValueError):
    """No claim of the case can be learnt from.

    Examples
    --------
    >>> str(EmptyEvidence("no observation"))
    'no observation'
    """


@dataclass(frozen=True)
class Structure:
    """Everything about a case's model that does not change while sampling.

    Attributes
    ----------
    grid, places
        Steps and cells of the account.
    population
        Persons at risk at the start.
    surges
        Days of the surges.
    evidence, reliability
        Claims of the fit.
    shown, shown_reliability
        All claims that the account speaks of, used or not.
    readings, shown_readings
        All readings of the claims of the fit, and of those shown.
    unused
        Claim id to the reason why it did not enter the likelihood.
    tabulator
        Account to flat vector.
    nuisance
        Series of coverages, visitors and bases.
    cohort_of_step : (T,)
        Departure cohort of each step.
    packing
        Blocks of parameters.
    features : (D, F)
        Features of the places; `feature_names` in order.
    attraction_level
        Log sum of the places' prior attraction, so that the base hazard is about the total.
    walk_cells
        Cells whose attraction and exits may drift.
    walk_basis : (T, W)
        Linear interpolation from half-year knots to steps, of the sums of increments.
    base_basis : (T, Q)
        The same for quarterly knots of the base hazard.
    trend_years : (T,)
        Years from the middle of the account to each step, for trends.
    attraction_jumps, exit_jumps
        (T, D) steps of each policy event, one slice per event: shape (events, T, D).

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> s = build_structure(load_case("syria-2011"))
    >>> len(s.grid.months), s.places.cells[-1]
    (70, 'ELSEWHERE')
    """

    grid: TimeGrid
    places: PlaceTable
    population: float
    surges: tuple[date, ...]
    evidence: Evidence
    reliability: Reliability
    shown: Evidence
    shown_reliability: Reliability
    readings: Mixture
    shown_readings: Mixture
    unused: Mapping[str, str]
    tabulator: Tabulator
    nuisance: Nuisance
    cohort_of_step: NDArray[np.int64]
    packing: Packing
    features: Array
    attraction_level: float
    feature_names: tuple[str, ...]
    walk_cells: tuple[int, ...]
    walk_basis: Array
    base_basis: Array
    trend_years: Array
    attraction_jumps: Array
    exit_jumps: Array

    @property
    def learnt(self) -> frozenset[str]:
        """Ids of the claims of the fit."""
        return frozenset(claim.id for claim in self.evidence.claims)


def build_structure(case: Case) -> Structure:
    """Fix the shape of a case's model.

    Raises
    ------
    EmptyEvidence
        If no claim can be learnt from.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> build_structure(load_case("russia-2022")).places.cells[-1]
    'ELSEWHERE'
    """
    spec = case.spec
    surges = tuple(
        event.date
        for event in spec.events
        if event.kind is EventKind.SURGE and spec.start <= event.date <= spec.end
    )
    grid = TimeGrid.monthly(spec.start, spec.end, surges)
    said = _said(case, grid)
    places, nuisance, layout = said.compiler.places, said.compiler.nuisance, said.compiler.layout
    cohort_edges, known = said.compiler.cohort_edges, said.known
    learnt = pair_exits({c: known[c.id] for c in said.speakers if c.id in known}, spec.origin)
    if not learnt:
        raise EmptyEvidence(
            f"case {case.id!r} has no observation to learn from; add rows with status "
            "`observation` to claims.csv"
        )
    unused = said.unused | {
        claim.id: f"status {claim.status.value}"
        for claim in case.claims
        if not claim.is_observation
    }
    sizes = len(nuisance.permit_jumps), len(spec.breaks)
    fit_claims = list(learnt)
    shown = pair_exits({c: known[c.id] for c in case.claims if c.id in known}, spec.origin)
    feature_names = tuple(sorted({name for row in spec.features.values() for name in row}))
    features = np.asarray(
        [
            [spec.features.get(cell, {}).get(name, 0.0) for name in feature_names]
            for cell in places.cells
        ]
    ).reshape(places.size, len(feature_names))
    priors = priors_of(spec.priors)
    spread = priors["attraction_spread"].median
    means = np.full(len(feature_names), _FEATURE_MEAN)
    walk_cells = _walk_cells(fit_claims, places)
    built = {
        "walk_basis": knot_basis(grid, HALF_YEAR),
        "base_basis": knot_basis(grid, QUARTER),
        "attraction_jumps": policy_steps(case, grid, places, Effect.ATTRACTION),
        "exit_jumps": policy_steps(case, grid, places, Effect.EXITS),
    }
    fit_reliability = reliability(fit_claims, case.sources, fit_claims)
    shown_reliability = reliability(list(shown), case.sources, fit_claims)
    packing = Packing(
        _blocks(
            priors,
            grid,
            places,
            len(surges),
            nuisance,
            len(spec.breaks),
            fit_reliability,
            len(feature_names),
            len(walk_cells),
            {name: array.shape[1] for name, array in built.items() if array.ndim == 2},
            {name: len(array) for name, array in built.items() if array.ndim == 3},
        )
    )
    return Structure(
        grid=grid,
        places=places,
        population=float(spec.population),
        surges=surges,
        evidence=gather(learnt, *sizes),
        reliability=fit_reliability,
        shown=gather(shown, *sizes),
        shown_reliability=shown_reliability,
        readings=mixture(learnt, said.others, fit_reliability, sizes),
        shown_readings=mixture(shown, said.others, shown_reliability, sizes),
        unused=unused,
        tabulator=Tabulator(layout, _asked([*known.values(), *_read(said.others)])),
        nuisance=nuisance,
        cohort_of_step=np.repeat(np.arange(len(cohort_edges) - 1), np.diff(cohort_edges)),
        packing=packing,
        features=features,
        attraction_level=float(np.log(np.exp(features @ means).sum()) + 0.5 * spread**2),
        feature_names=feature_names,
        walk_cells=walk_cells,
        trend_years=years_from_middle(grid),
        **built,
    )


class _Said(NamedTuple):
    """What the claims of a case say.

    Attributes
    ----------
    speakers
        Observations that count.
    compiler
        Made for what they ask for.
    known
        Claim id to functional, for every claim that the account speaks of.
    others
        Claim id to its readings beside the one as written.
    unused
        Claim id to the reason why it is not known or does not count.
    """

    speakers: tuple[Claim, ...]
    compiler: Compiler
    known: dict[str, Functional]
    others: dict[str, list[Candidate]]
    unused: dict[str, str]


def _said(case: Case, grid: TimeGrid) -> _Said:
    """Every measurement once, by a claim the account speaks of where there is one."""
    silent: set[str] = set()
    while True:
        repeats, speakers = utterances(case.claims, silent)
        reader = Reader(
            case.spec.origin, case.spec.start, case.sources, case.spec.readings, speakers
        )
        others = {
            claim.id: reader.others(claim)
            for claim in case.claims
            if claim.is_observation and not claim.population
        }
        compiler = _compiler(case, speakers, others, grid)
        known, unused = _functionals(case.claims, compiler)
        mute = {claim.id for claim in speakers if claim.id not in known} - silent
        if not mute:
            repeated = {id_: f"repeats {by}" for id_, by in repeats.items() if id_ not in silent}
            return _Said(
                speakers, compiler, known, _candidates(others, compiler), unused | repeated
            )
        silent |= mute


def _candidates(
    others: Mapping[str, Sequence[Reading]], compiler: Compiler
) -> dict[str, list[Candidate]]:
    """The readings that the account speaks of, with their functionals."""
    found: dict[str, list[Candidate]] = {}
    for id_, readings in others.items():
        for reading in readings:
            known, _ = _functionals((reading.claim,), compiler)
            if id_ in known:
                found.setdefault(id_, []).append(Candidate(*reading, known[id_]))
    return found


def _read(others: Mapping[str, Sequence[Candidate]]) -> list[Functional]:
    return [candidate.functional for found in others.values() for candidate in found]


def _compiler(
    case: Case,
    speakers: tuple[Claim, ...],
    others: Mapping[str, Sequence[Reading]],
    grid: TimeGrid,
) -> Compiler:
    spec = case.spec
    asked = (*case.claims, *(reading.claim for found in others.values() for reading in found))
    places = PlaceTable.of(_place_texts(speakers, spec.origin), case.regions, spec.origin)
    nuisance = number_series(speakers, spec.events, places, spec.origin, spec.start)
    cohort_edges = _cohort_edges(speakers, grid)
    layout = Layout(
        grid=grid,
        cells=places.size,
        cohorts=len(cohort_edges) - 1,
        thresholds=_thresholds(asked),
        followed=_followed(asked),
        returned=_returned(asked),
        series=len(nuisance.visitors),
        months=len(nuisance.calendar),
        bases=len(nuisance.bases),
    )
    return Compiler(spec.origin, grid, places, layout, nuisance, cohort_edges, spec.breaks)


def _place_texts(claims: tuple[Claim, ...], origin: str) -> list[str]:
    texts = [claim.destination for claim in claims]
    return texts + [claim.origin for claim in claims if claim.origin != origin]


def _functionals(
    claims: tuple[Claim, ...], compiler: Compiler
) -> tuple[dict[str, Functional], dict[str, str]]:
    known, reasons = {}, {}
    for claim in claims:
        if claim.population or (claim.value is None and claim.low is None):
            reasons[claim.id] = "about a group or without a number"
            continue
        try:
            known[claim.id] = compiler.functional(claim)
        except Unmeasurable as reason:
            reasons[claim.id] = str(reason)
        except KeyError:
            reasons[claim.id] = "no observation of the same series"
    return known, reasons


def _asked(functionals: Iterable[Functional]) -> frozenset[int]:
    """Positions of the flat vector that any claim asks for."""
    components = [
        part for found in functionals for part in (found.first, found.second) if part is not None
    ]
    return frozenset(
        position
        for part in components
        for weights in (part.scaled, part.plain)
        for position in weights
    )


def _thresholds(claims: tuple[Claim, ...]) -> tuple[TableKey, ...]:
    """Tables by duration threshold that any claim asks for."""
    names = {
        Measure.ARRIVALS: "arrivals",
        Measure.DEPARTURES: "departures",
    }
    keys = set()
    for claim in claims:
        measure = underlying(claim)
        if measure in names and claim.duration_days:
            keys.add(TableKey(names[measure], claim.duration_days))
    return tuple(sorted(keys))


def _followed(claims: tuple[Claim, ...]) -> tuple[int, ...]:
    days = {
        window.stop.toordinal()
        for claim in claims
        if underlying(claim) is Measure.STAYED
        or (underlying(claim) is Measure.STOCK and claim.duration_days)
        for window in windows(claim)
    }
    return tuple(sorted(days))


def _returned(claims: tuple[Claim, ...]) -> tuple[int, ...]:
    """Days on which a closed cohort of arrivals in one place is asked for those who went home."""
    days = {
        claim.period.stop.toordinal()
        for claim in claims
        if claim.measure is Measure.RETURNED_SHARE and claim.destination and claim.duration_days
    }
    return tuple(sorted(days))


def _cohort_edges(claims: tuple[Claim, ...], grid: TimeGrid) -> tuple[int, ...]:
    """Edges where a returned share's cohort opens or closes; the most used ones if too many."""
    edges = Counter(
        edge
        for claim in claims
        if claim.measure is Measure.RETURNED_SHARE and not claim.destination
        for edge in cohort_window(claim, grid)
    )
    inner = [edge for edge, _ in edges.most_common() if 0 < edge < grid.steps]
    return (0, *sorted(inner[: _MOST_COHORTS - 1]), grid.steps)


def _walk_cells(claims: list[Claim], places: PlaceTable) -> tuple[int, ...]:
    """Cells with enough claims for their attraction and exits to drift."""
    counts: Counter[int] = Counter()
    for claim in claims:
        for text in (claim.destination, claim.origin):
            cells = places.indices(text) if text else ()
            if len(cells) == 1:
                counts[cells[0]] += 1
    return tuple(sorted(cell for cell, n in counts.items() if n >= _CLAIMS_FOR_WALK))


def policy_steps(case: Case, grid: TimeGrid, places: PlaceTable, effect: Effect) -> Array:
    """For each policy event with an effect, where and when it holds, (events, T, D).

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2023, 12, 31))
    >>> case = load_case("russia-2022")
    >>> policy_steps(case, grid, PlaceTable.of(["TUR"], {}), Effect.EXITS)[0, 11:13, 0].round(2)
    array([0.19, 1.  ])
    """
    events = [
        event
        for event in case.spec.events
        if effect in event.effects and event.date <= case.spec.end
    ]
    found = np.zeros((len(events), grid.steps, places.size))
    edges = np.asarray(grid.edges, dtype=float)
    for index, event in enumerate(events):
        since = np.clip((edges[1:] - event.date.toordinal()) / np.diff(edges), 0.0, 1.0)
        for cell in places.within("+".join(event.destinations)):
            found[index, :, cell] = since
    return found


def _blocks(
    priors: Mapping[str, Prior],
    grid: TimeGrid,
    places: PlaceTable,
    surges: int,
    nuisance: Nuisance,
    breaks: int,
    trust: Reliability,
    features: int,
    walks: int,
    knots: Mapping[str, int],
    policies: Mapping[str, int],
) -> dict[str, Block]:
    """All parameters of the model with their priors."""

    def positive(name: str, shape: tuple[int, ...] = ()) -> Block:
        return Block.lognormal(priors[name].median, priors[name].sd_log, shape)

    cells, phases = places.size, ("0_3", "3_12", "12")
    assert len(phases) == len(PHASE_MONTHS)
    hazards = {
        kind: Block.lognormal(
            [priors[f"{kind}_{phase}"].median for phase in phases],
            [priors[f"{kind}_{phase}"].sd_log for phase in phases],
            (len(phases),),
        )
        for kind in ("return", "onward")
    }
    coverage = [priors[f"coverage_{measure}"] for _, _, measure in nuisance.coverages]
    crossing = [priors["extra_crossings"]] * len(nuisance.crossings)
    factors = [*crossing, *coverage]
    series = len(nuisance.visitors)
    return {
        "base_hazard": positive("base_hazard"),
        "base_walk_sd": positive("base_walk"),
        "base_walk": Block.normal(0.0, 1.0, (knots["base_basis"],)),
        "surge_mass": positive("surge_mass", (surges,)),
        "surge_at_once": Block.normal(0.8, 0.5, (surges,)),
        "surge_fast": positive("surge_fast", (surges,)),
        "surge_slow": positive("surge_slow", (surges,)),
        "repeat_ratio": positive("repeat_ratio"),
        "feature": Block.normal(_FEATURE_MEAN, _FEATURE_SD, (features,)),
        "attraction_spread": positive("attraction_spread"),
        "attraction": Block.normal(0.0, 1.0, (cells,)),
        "attraction_walk": Block.normal(0.0, WALK_SD, (knots["walk_basis"], walks)),
        "attraction_jump": Block.normal(0.0, 0.7, (policies["attraction_jumps"],)),
        "surge_shift": Block.normal(0.0, 0.6, (surges, cells)),
        "network": positive("network"),
        "return": hazards["return"],
        "onward": hazards["onward"],
        "exit_place": Block.normal(0.0, 0.4, (cells,)),
        "return_trend": Block.normal(0.0, 0.3, ()),
        "exit_walk": Block.normal(0.0, WALK_SD, (knots["walk_basis"], walks)),
        "exit_jump": Block.normal(0.0, 0.5, (policies["exit_jumps"],)),
        "factor": Block.lognormal(
            [prior.median for prior in factors],
            [prior.sd_log for prior in factors],
            (len(factors),),
        ),
        "permit_jump": Block.normal(0.0, 0.5, (len(nuisance.permit_jumps),)),
        "break": Block.normal(0.0, BREAK_SD, (breaks,)),
        "visitor_level": Block.lognormal(nuisance.visitor_level, 1.0, (series,)),
        "visitor_year": Block.normal(0.0, VISITOR_YEAR_SD, (int(nuisance.visitor_years.sum()),)),
        "season": Block.normal(0.0, 0.2, (4,)),
        "visits_per_visitor": positive("visits_per_visitor", (len(nuisance.distinct),)),
        "base": Block.lognormal(nuisance.base_level, 0.5, (len(nuisance.bases),)),
        "class_bias": Block.normal(
            0.0, np.tile([0.6 * BIAS_SD[c] for c in CLASSES], 2), (2 * len(CLASSES),)
        ),
        "source_bias": Block.normal(0.0, 1.0, (len(trust.biased),)),
        "class_noise": Block.lognormal(
            [NOISE[kind] for kind in NOISE_KINDS], NOISE_SPREAD, (len(NOISE_KINDS),)
        ),
        "source_noise": Block.lognormal(1.0, SOURCE_NOISE_SPREAD, (len(trust.noisy),)),
        "slack": Block.lognormal(
            [priors[f"slack_{name}"].median for name in ("at_least", "at_most", "up_to")],
            [priors[f"slack_{name}"].sd_log for name in ("at_least", "at_most", "up_to")],
            (3,),
        ),
    }
