"""Ranks, their histograms and envelopes, by hand and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from counterflow.calibration.ranks import Ranks, envelope, ranks_of

L = 99


def drawn(sd: float, shift: float = 0.0, replications: int = 400) -> Ranks:
    """Ranks of standard normal truths in posteriors of the given spread around them."""
    rng = np.random.default_rng(1)
    mean = rng.normal(size=(replications, 1, 20))
    truth = (mean + rng.normal(size=mean.shape))[:, 0]
    draws = mean + shift + sd * rng.normal(size=(replications, L, 20))
    return Ranks(tuple(map(str, range(20))), ranks_of(truth, draws), L)


def test_ranks_count_the_draws_below() -> None:
    truth = np.array([[0.5, -1.0], [9.0, 2.0]])
    draws = np.array([[[0.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [1.0, 3.0]]])
    assert ranks_of(truth, draws).tolist() == [[1, 0], [2, 1]]


def test_honest_intervals_cover_as_they_say_and_stay_in_the_envelope() -> None:
    ranks = drawn(1.0)
    for level in (0.5, 0.8, 0.9):
        assert ranks.coverage(level).mean() == pytest.approx(level, abs=0.015)
    assert ranks.outside(20).mean() <= 0.2


@pytest.mark.parametrize(("sd", "shift"), [(0.6, 0.0), (1.7, 0.0), (1.0, 0.5)])
def test_intervals_too_narrow_too_wide_or_beside_the_truth_leave_the_envelope(
    sd: float, shift: float
) -> None:
    ranks = drawn(sd, shift)
    assert ranks.outside(20).mean() > 0.8
    if not shift:
        assert (ranks.coverage(0.8).mean() > 0.8) == (sd > 1)


def test_the_envelope_holds_all_bins_at_once() -> None:
    low, high = envelope(480, 20)
    rng = np.random.default_rng(2)
    counts = rng.multinomial(480, np.full(20, 0.05), size=4000)
    kept = ((counts >= low) & (counts <= high)).all(axis=1).mean()
    # Counts are whole, so the band may hold a little more than it must.
    assert 0.945 <= kept <= 0.98


def test_bins_must_share_the_ranks_evenly() -> None:
    with pytest.raises(ValueError, match="do not fill 7 bins evenly"):
        drawn(1.0, replications=10).histogram(7)
