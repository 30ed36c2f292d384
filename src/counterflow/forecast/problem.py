"""What a forecast cannot be made of."""

from __future__ import annotations

from counterflow.errors import CounterflowError


class ForecastError(CounterflowError):
    """A forecast, a comparison or a score cannot be made as asked.

    Examples
    --------
    >>> ForecastError("no account before 2022").exit_code
    2
    """
