"""The report as PDF, printed by a browser that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from counterflow.errors import CounterflowError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 180


class PdfError(CounterflowError):
    """A PDF could not be printed.

    Examples
    --------
    >>> PdfError("no browser").exit_code
    2
    """


def print_pdf(page: Path, target: Path) -> None:
    """Print a page to PDF with a headless Chromium or Chrome.

    Parameters
    ----------
    page
        The report.
    target
        The PDF to write.

    Raises
    ------
    PdfError
        If no browser is installed, or it fails.

    Examples
    --------
    >>> print_pdf(Path("report.html"), Path("report.pdf"))  # doctest: +SKIP
    """
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise PdfError(
            "a PDF is printed by Chromium or Chrome, and none is installed; install one (on "
            "Debian and Ubuntu: chromium), or open report.html and print it from any browser"
        )
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            "--headless",
            # The page is our own and may load nothing; root needs this in containers.
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--no-pdf-header-footer",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target.resolve()}",
            page.resolve().as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PdfError(f"{browser} could not print {page}: {error}") from None
    if done.returncode or not target.is_file():
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise PdfError(f"{browser} could not print {page}: {' '.join(said) or 'no reason given'}")
