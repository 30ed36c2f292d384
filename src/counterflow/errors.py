"""What a person can mend: errors that end in a message and an exit code, not a traceback."""

from __future__ import annotations


class CounterflowError(Exception):
    """Root of the errors that say what is wrong, where, and how to mend it.

    Examples
    --------
    >>> CounterflowError("no such case").exit_code
    2
    """

    exit_code = 2
