"""What the app refuses, with the status a browser or program is told."""

from __future__ import annotations

from counterflow.errors import CounterflowError


class AppError(CounterflowError):
    """A request that cannot be met; says why, and what to do.

    Parameters
    ----------
    message
        For the person who asked.
    status
        Of the answer, as HTTP has it.

    Examples
    --------
    >>> AppError("there is no claim X9").status
    400
    """

    def __init__(self, message: str, status: int = 400) -> None:
        self.status = status
        super().__init__(message)


class Busy(AppError):
    """Somebody else is writing.

    Examples
    --------
    >>> Busy("another change is being written").status
    409
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, 409)


class Missing(AppError):
    """There is no such claim, run, scenario or document.

    Examples
    --------
    >>> Missing("there is no claim X9").status
    404
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, 404)
