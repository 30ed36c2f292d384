"""Draws of the account as the impact reads them: months, places, flows and stocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from counterflow.errors import CounterflowError
from counterflow.terms import Period

if TYPE_CHECKING:
    from counterflow.estimation.posterior import Posterior

Array = NDArray[np.float64]

FLOWS = ("departures", "arrivals", "returns", "stock")
POSTERIOR_FILE = "posterior.nc"


class ImpactError(CounterflowError):
    """The impact cannot be computed from what was given.

    Examples
    --------
    >>> ImpactError("the case has no section on impact").exit_code
    2
    """


class Flows(Protocol):
    """What holds draws of an account by month and place.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> one = np.ones((2, 1, 1), dtype=int)
    >>> flows: Flows = SimpleNamespace(departures=one, arrivals=one, returns=0 * one, stock=one)
    >>> AccountDraws.of_flows((date(2022, 10, 1),), ("GEO",), flows).left.tolist()
    [[1.0], [1.0]]
    """

    @property
    def departures(self) -> NDArray[Any]: ...
    @property
    def arrivals(self) -> NDArray[Any]: ...
    @property
    def returns(self) -> NDArray[Any]: ...
    @property
    def stock(self) -> NDArray[Any]: ...


@dataclass(frozen=True, eq=False)
class AccountDraws:
    """S draws of an account of M months and D places, persons.

    Parameters
    ----------
    months
        First days of the months, in order and without gap.
    places
        Cells of the account.
    departures, arrivals, returns, stock : (S, M, D)
        Monthly flows by host, and leavers present at each month's end.

    Raises
    ------
    ValueError
        If the shapes do not agree.

    Examples
    --------
    >>> one = np.ones((2, 3, 1))
    >>> months = date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)
    >>> AccountDraws(months, ("GEO",), one, one, 0 * one, one.cumsum(1)).left[0].tolist()
    [1.0, 1.0, 1.0]
    """

    months: tuple[date, ...]
    places: tuple[str, ...]
    departures: Array
    arrivals: Array
    returns: Array
    stock: Array

    def __post_init__(self) -> None:
        wanted = self.departures.shape[0], len(self.months), len(self.places)
        for name in FLOWS:
            if getattr(self, name).shape != wanted:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {wanted}")

    @classmethod
    def of(cls, posterior: Posterior) -> Self:
        """The draws of an estimate."""
        return cls.of_flows(posterior.months, posterior.destinations, posterior.replay)

    @classmethod
    def of_flows(cls, months: tuple[date, ...], places: tuple[str, ...], flows: Flows) -> Self:
        """Draws that an estimate or a simulation holds, made floating-point.

        Parameters
        ----------
        months, places
            As of the account.
        flows
            (S, M, D) each.
        """
        return cls(
            months,
            places,
            *(np.asarray(getattr(flows, name), dtype=np.float64) for name in FLOWS),
        )

    @property
    def count(self) -> int:
        """Number of draws."""
        return int(self.departures.shape[0])

    @property
    def left(self) -> Array:
        """Departures to all places, (S, M)."""
        return np.asarray(self.departures.sum(2), dtype=np.float64)

    @property
    def came_back(self) -> Array:
        """Returns from all places, (S, M)."""
        return np.asarray(self.returns.sum(2), dtype=np.float64)

    def weights(self, period: Period) -> Array:
        """Part of each month that a period covers, by days, (M,)."""
        days = []
        for first in self.months:
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            start, stop = max(first, period.start), min(after, period.stop)
            days.append(max((stop - start).days, 0) / (after - first).days)
        return np.array(days)


def stored_account(folder: Path) -> AccountDraws:
    """Draws of the account from the outputs of a run.

    Parameters
    ----------
    folder
        Where `counterflow run` wrote `posterior.nc`.

    Raises
    ------
    ImpactError
        If the file is absent or is not such a file.

    Examples
    --------
    >>> stored_account(Path("nowhere"))
    Traceback (most recent call last):
    counterflow.impact.account.ImpactError: nowhere/posterior.nc is not there; estimate first: ...
    >>> stored_account(Path("out/russia-2022")).left.shape  # doctest: +SKIP
    (..., 36)
    """
    path = folder / POSTERIOR_FILE
    if not path.is_file():
        raise ImpactError(
            f"{path} is not there; estimate first: `counterflow run CASE --out {folder}`"
        )
    try:
        with xr.open_dataset(path, engine="h5netcdf", group="posterior") as kept:
            draws = {
                name: np.asarray(kept[name], dtype=np.float64).reshape(
                    -1, kept.sizes["month"], kept.sizes["destination"]
                )
                for name in FLOWS
            }
            months = tuple(date.fromisoformat(f"{month}-01") for month in kept["month"].values)
            places = tuple(map(str, kept["destination"].values))
    except (OSError, KeyError, ValueError) as error:
        raise ImpactError(
            f"{path} holds no draws of an account ({error}); run the case again"
        ) from None
    return AccountDraws(months, places, **draws)
