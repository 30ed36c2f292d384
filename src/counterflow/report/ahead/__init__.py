"""Pictures of what may come: forecasts, scenarios beside a baseline, and scores."""

from counterflow.report.ahead.differences import Difference, difference_figure
from counterflow.report.ahead.fans import (
    departures_figure,
    feedback_figure,
    places_figure,
    stock_figure,
)
from counterflow.report.ahead.page import Page, render_page
from counterflow.report.ahead.skill import coverage_figure, skill_figure

__all__ = [
    "Difference",
    "Page",
    "coverage_figure",
    "departures_figure",
    "difference_figure",
    "feedback_figure",
    "places_figure",
    "render_page",
    "skill_figure",
    "stock_figure",
]
