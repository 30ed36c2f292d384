"""Scores: forecasts that are right beat those that need no model; what is done is not redone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from jobs import Fitted

from counterflow.estimation.tables import TOTAL
from counterflow.forecast import ForecastError, Scorecard, origins, score
from counterflow.forecast.origins import SCORED, Origin
from counterflow.forecast.rolling import MODEL, _rows
from counterflow.outlook import write_scores

AS_OF = date(2022, 6, 30)


def made(fitted: Fitted, wrong: float = 1.0) -> Origin:
    """A forecast from the middle of the year: the truth times a factor, with some spread."""
    post = fitted.posterior
    spread = np.exp(np.random.default_rng(4).normal(0.0, 0.05, (200, 1, 1)))
    return Origin(
        AS_OF,
        post.destinations,
        True,
        {
            name: wrong * spread * np.median(getattr(post.replay, name), axis=0)[None, 6:]
            for name in SCORED
        },
        {name: getattr(post.replay, name)[:20, :6] for name in SCORED},
    )


def card(fitted: Fitted, wrong: float) -> Scorecard:
    rows = pd.DataFrame(_rows(made(fitted, wrong), fitted.posterior))
    return Scorecard(fitted.posterior.case, rows, (AS_OF,), {"months": 6})


def test_a_right_forecast_has_skill_and_a_wrong_one_has_none(
    fitted: Fitted, tmp_path: Path
) -> None:
    right, wrong = card(fitted, 1.0), card(fitted, 3.0)

    def stock(found: Scorecard) -> pd.DataFrame:
        rows = found.summary
        return rows[(rows["quantity"] == "stock") & (rows["scope"] == "places")]

    assert list(stock(right)["ahead"]) == [1, 2, 3, 4, 5, 6]
    assert stock(right)["skill"].iloc[-1] > 0 > stock(wrong)["skill"].max()
    assert stock(right)["in_80%"].min() > stock(wrong)["in_80%"].max()
    rows = right.rows
    own = rows[(rows["forecaster"] == MODEL) & (rows["destination"] == TOTAL)]
    truth = np.median(fitted.posterior.replay.stock.sum(2), axis=0)[6:]
    np.testing.assert_allclose(own[own["quantity"] == "stock"]["came"], truth)
    page = write_scores(right, tmp_path)["scores.html"].read_text(encoding="utf-8")
    assert "Skill: all destinations together" in page
    assert "did not converge" in page


def test_a_vintage_that_was_forecast_is_not_estimated_again(
    fitted: Fitted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def estimate(*asked: Any, **options: Any) -> Any:
        calls.append(asked)
        return fitted.posterior

    monkeypatch.setattr(origins, "estimate", estimate)
    monkeypatch.setattr(origins, "_origin", lambda *asked: made(fitted))
    asked = {"origins": [AS_OF], "months": 6, "members": 200}
    first = score(fitted.posterior, tmp_path, **asked)
    again = score(fitted.posterior, tmp_path, **asked)
    assert len(calls) == 1
    pd.testing.assert_frame_equal(first.rows, again.rows)
    score(fitted.posterior, tmp_path, **{**asked, "members": 100})
    assert len(calls) == 2  # another forecast


def test_a_vintage_after_which_nothing_came_is_refused(fitted: Fitted, tmp_path: Path) -> None:
    with pytest.raises(ForecastError, match="nothing in the account came after"):
        score(fitted.posterior, tmp_path, origins=[date(2023, 1, 31)])
    with pytest.raises(ForecastError, match="too short"):
        score(fitted.posterior, tmp_path)
