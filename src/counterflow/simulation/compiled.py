"""Compilation to machine code, with the types kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function at its first call, keep the machine code on disk, let threads run it.

    Examples
    --------
    >>> @compiled
    ... def twice(count: int) -> int:
    ...     return 2 * count
    >>> twice(21)
    42
    """
    try:
        machine = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no folder to keep it in, for instance on a read-only disk
        machine = numba.njit(nogil=True, error_model="numpy")(function)
    return cast(Function, machine)
