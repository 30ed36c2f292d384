"""How an estimate is sampled."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class SamplerSettings(BaseModel):
    """Settings of the sampler.

    Parameters
    ----------
    seed
        Seed of all randomness.
    chains
        Independent chains.
    warmup
        Iterations per chain to find the step size; thrown away.
    draws
        Draws per chain that are kept, at least: sampling goes on, up to `most_draws`, until the
        headline quantities have converged.
    most_draws
        Draws per chain after which sampling stops whatever the diagnostics say.
    target_accept
        Acceptance rate that the step size aims at.
    trajectory
        Mean length of trajectories, in standard deviations of a well scaled posterior.
    most_steps
        Leapfrog steps of a trajectory at most, however small they have to be.

    Examples
    --------
    >>> SamplerSettings(seed=1).chains
    4
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int = Field(default=20220224, ge=0, lt=2**32)
    chains: int = Field(default=4, ge=2, le=64)
    warmup: int = Field(default=75, ge=50)
    draws: int = Field(default=250, ge=50, le=10_000)
    most_draws: int = Field(default=1500, ge=50)
    target_accept: float = Field(default=0.8, gt=0.5, lt=1.0)
    trajectory: float = Field(default=3.0, gt=0.0, le=100.0)
    most_steps: int = Field(default=64, ge=1)
