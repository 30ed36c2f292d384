"""The vocabulary: measures, hedges, definitions, places and periods; nothing else."""

from counterflow.terms.definition import Definition
from counterflow.terms.hedge import Hedge
from counterflow.terms.measure import CountingUnit, Measure, Unit
from counterflow.terms.period import DAYS_PER_MONTH, Period, month_starts
from counterflow.terms.place import ELSEWHERE, REGIONS, country_name, parse_places

__all__ = [
    "DAYS_PER_MONTH",
    "ELSEWHERE",
    "REGIONS",
    "CountingUnit",
    "Definition",
    "Hedge",
    "Measure",
    "Period",
    "Unit",
    "country_name",
    "month_starts",
    "parse_places",
]
