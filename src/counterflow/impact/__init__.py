"""Impact: what the movements of an account do to the economies at both ends."""

from counterflow.impact.account import AccountDraws, ImpactError, stored_account
from counterflow.impact.assess import Assessment, assess, difference, require_impact
from counterflow.impact.checks import Finding, Verdict, check_all
from counterflow.impact.contrast import Contrast, contrast_table, contrasts
from counterflow.impact.series import Series, tidy
from counterflow.impact.summary import Line, Summary, summarise
from counterflow.impact.tornado import Bar, Tornado, tornadoes

__all__ = [
    "AccountDraws",
    "Assessment",
    "Bar",
    "Contrast",
    "Finding",
    "ImpactError",
    "Line",
    "Series",
    "Summary",
    "Tornado",
    "Verdict",
    "assess",
    "check_all",
    "contrast_table",
    "contrasts",
    "difference",
    "require_impact",
    "stored_account",
    "summarise",
    "tidy",
    "tornadoes",
]
