"""Draw the pictures of the gallery from a finished run: `python docs/gallery.py CASE OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from counterflow.cases import load_case
from counterflow.report.notebook import Charts
from counterflow.report.stored import read_run

PICTURES = Path(__file__).parent / "images"

if __name__ == "__main__":
    case = load_case(sys.argv[1])
    run = read_run(case, Path(sys.argv[2]))
    charts = Charts(case, run.account, run.claims)
    charts.map().save(PICTURES / "map.svg")
    charts.stock().save(PICTURES / "stock.svg")
    charts.stock("GEO").save(PICTURES / "georgia.svg")
    charts.flows().save(PICTURES / "flows.svg")
    charts.waterfall().save(PICTURES / "waterfall.svg")
