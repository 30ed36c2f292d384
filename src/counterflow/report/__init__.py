"""The report: one self-contained HTML file."""

from counterflow.report.data import Headline, ReportInput
from counterflow.report.page import render_report

__all__ = ["Headline", "ReportInput", "render_report"]
