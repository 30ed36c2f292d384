"""Draw the pictures of the gallery from a finished run: `python docs/gallery.py CASE OUT`.

Parts that `counterflow forecast` and `counterflow scenario` keep beside the run are drawn too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from counterflow.cases import load_case
from counterflow.reissue import stored_input
from counterflow.report.figure import Figure
from counterflow.report.notebook import Charts, standalone
from counterflow.report.waterfall import waterfall_figure

PICTURES = Path(__file__).parent / "images"


def draw(figure: Figure | None, name: str) -> None:
    """Write the wide drawing of a figure."""
    if figure is None or figure.wide is None:
        raise SystemExit(f"the run has nothing to draw for {name}")
    (PICTURES / f"{name}.svg").write_text(standalone(str(figure.wide)), encoding="utf-8")


if __name__ == "__main__":
    case = load_case(sys.argv[1])
    run = stored_input(case, Path(sys.argv[2]))
    charts = Charts(case, run.account, run.claims)
    charts.map().save(PICTURES / "map.svg")
    charts.stock().save(PICTURES / "stock.svg")
    charts.stock("GEO").save(PICTURES / "georgia.svg")
    charts.flows().save(PICTURES / "flows.svg")
    charts.waterfall().save(PICTURES / "waterfall.svg")
    draw(waterfall_figure(run.rooms.waterfall), "numbers")
    draw(run.rooms.scoreboard[0], "sources")
    draw(run.rooms.narrowing[0], "narrowing")
    draw(run.rooms.forecast[0], "forecast")
    draw(run.rooms.scenarios[0], "scenario")
    draw(run.rooms.impact[0], "impact")
