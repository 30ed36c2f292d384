"""A stored run becomes a report, a PDF and single charts, without an estimate."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterflow.cases.case import Case, Spec
from counterflow.cli import app
from counterflow.report import ReportInput, pdf, render_report
from counterflow.report.notebook import Charts
from counterflow.report.stored import StoredRunError, read_run


@pytest.fixture
def case(data: ReportInput, tmp_path: Path) -> Case:
    spec = Spec(
        id="invented",
        title=data.title,
        description=data.description,
        origin=data.origin,
        start=data.start,
        end=data.end,
        population=1_000_000,
        events=tuple(data.events),
    )
    return Case(spec, (), {}, tmp_path)


@pytest.fixture
def stored(data: ReportInput, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    data.account.to_parquet(folder / "account.parquet", index=False)
    data.claims.to_csv(folder / "claims.csv", index=False)
    run = {
        **data.run,
        "case": "invented",
        "as_of": "2025-06-30",
        "headline": [asdict(figure) for figure in data.headline],
    }
    (folder / "run.json").write_text(json.dumps(run))
    return folder


def test_a_stored_run_gives_the_report_of_the_run(case: Case, stored: Path, page: str) -> None:
    again = render_report(read_run(case, stored))
    assert again == page


@pytest.mark.parametrize("name", ["run.json", "account.parquet", "claims.csv"])
def test_a_missing_file_is_named_with_the_remedy(case: Case, stored: Path, name: str) -> None:
    (stored / name).unlink()
    with pytest.raises(StoredRunError, match=f"holds no {name}; name the folder that"):
        read_run(case, stored)


def test_a_run_of_another_case_is_refused(case: Case, stored: Path) -> None:
    run = json.loads((stored / "run.json").read_text())
    (stored / "run.json").write_text(json.dumps({**run, "case": "other"}))
    with pytest.raises(StoredRunError, match="holds a run of 'other', not of 'invented'"):
        read_run(case, stored)


def test_a_damaged_file_is_said(case: Case, stored: Path) -> None:
    (stored / "run.json").write_text("{")
    with pytest.raises(StoredRunError, match="cannot be read"):
        read_run(case, stored)


def test_the_command_asks_for_a_folder_that_is_a_run(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", "russia-2022", "--from", str(tmp_path)])
    assert isinstance(result.exception, StoredRunError)
    assert result.exception.exit_code == 2


def test_without_a_browser_the_pdf_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(pdf.PdfError, match="none is installed; install one"):
        pdf.print_pdf(tmp_path / "report.html", tmp_path / "report.pdf")


@pytest.mark.skipif(
    not any(map(shutil.which, pdf.BROWSERS)), reason="no Chromium or Chrome is installed"
)
def test_the_report_prints_to_pdf(tmp_path: Path, page: str) -> None:
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    pdf.print_pdf(tmp_path / "report.html", tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_single_charts_are_whole_files(case: Case, data: ReportInput, tmp_path: Path) -> None:
    charts = Charts(case, data.account, data.claims)
    for chart in (charts.stock(), charts.stock("GEO"), charts.flows(), charts.map()):
        ET.fromstring(chart.svg)
        assert chart._repr_svg_() == chart.svg
        assert chart._repr_html_().startswith('<img alt="')
        assert len(chart.finding) > 20
        assert "http://www.w3.org/2000/svg" in chart.svg
    charts.waterfall().save(tmp_path / "waterfall.svg")
    assert (tmp_path / "waterfall.svg").read_text().startswith("<svg xmlns=")
    assert repr(charts.stock("GEO")).startswith("<Chart: About ")


def test_an_unknown_destination_names_the_known_ones(case: Case, data: ReportInput) -> None:
    with pytest.raises(KeyError, match="no destination XYZ; it has KAZ, ARM"):
        Charts(case, data.account, data.claims).stock("XYZ")


def test_a_posterior_offers_its_charts() -> None:
    from counterflow.estimation.posterior import Posterior

    assert {"plot_stock", "plot_flows", "plot_map", "plot_waterfall"} <= set(dir(Posterior))
