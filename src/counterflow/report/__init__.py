"""The report: one self-contained HTML file."""

from counterflow.report.data import Headline, ReportInput
from counterflow.report.dots import Dot, Interval
from counterflow.report.ledger import Verdict
from counterflow.report.page import render_report
from counterflow.report.rooms import Absent, ClaimVerdict, Rooms, dots_figure
from counterflow.report.waterfall import Level, Step, Waterfall

__all__ = [
    "Absent",
    "ClaimVerdict",
    "Dot",
    "Headline",
    "Interval",
    "Level",
    "ReportInput",
    "Rooms",
    "Step",
    "Verdict",
    "Waterfall",
    "dots_figure",
    "render_report",
]
