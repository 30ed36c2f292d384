"""Numba functions inside JAX programs, without a callback into Python.

XLA calls a foreign function with one pointer, to a call frame whose layout is a stable C interface
(`xla/ffi/api/c_api.h`, shipped with jaxlib). The functions below read that frame from machine
code. Every field fills one 8-byte word, so the frame and what it points to are arrays of words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numba
import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

_HANDLER = types.intp(types.intp)

_EXTENSION, _API, _INPUTS, _OUTPUTS, _FRAME_WORDS = 1, 2, 9, 14, 15
_EXTENSION_METADATA, _METADATA_VERSION, _API_VERSION = 3, 3, 4
_BYTES = 8
_BUFFER_DATA, _BUFFER_RANK, _BUFFER_SHAPE, _BUFFER_WORDS = 3, 4, 5, 6


@intrinsic
def _pointer(_typing: Any, address: Any) -> Any:
    """An integer as an address."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), build


@numba.njit(no_cpython_wrapper=True)
def _words(address: int, count: int) -> NDArray[np.int64]:
    return numba.carray(_pointer(address), (count,), np.int64)


@numba.njit(no_cpython_wrapper=True)
def only_asks_version(frame: int) -> bool:
    """Whether XLA asks for the interface's version; if so, it is told its own.

    Examples
    --------
    >>> frame = np.zeros(15, dtype=np.int64)
    >>> numba.njit(lambda at: only_asks_version(at))(frame.ctypes.data)
    False
    """
    fields = _words(frame, _FRAME_WORDS)
    if fields[_EXTENSION] == 0:
        return False
    metadata = _words(fields[_EXTENSION], _EXTENSION_METADATA + 1)[_EXTENSION_METADATA]
    version = _words(fields[_API], _API_VERSION + 1)[_API_VERSION]
    _words(metadata, _METADATA_VERSION + 1)[_METADATA_VERSION] = version
    return True


@numba.njit(no_cpython_wrapper=True)
def arguments(frame: int) -> int:
    """Address of the list of arguments.

    Examples
    --------
    >>> frame = np.zeros(15, dtype=np.int64)
    >>> frame[_INPUTS] = 4096
    >>> numba.njit(lambda at: arguments(at))(frame.ctypes.data)
    4096
    """
    return int(_words(frame, _FRAME_WORDS)[_INPUTS])


@numba.njit(no_cpython_wrapper=True)
def results(frame: int) -> int:
    """Address of the list of results.

    Examples
    --------
    >>> frame = np.zeros(15, dtype=np.int64)
    >>> frame[_OUTPUTS] = 8192
    >>> numba.njit(lambda at: results(at))(frame.ctypes.data)
    8192
    """
    return int(_words(frame, _FRAME_WORDS)[_OUTPUTS])


@numba.njit(no_cpython_wrapper=True)
def members(buffers: int, axes: int) -> int:
    """Size of the batch: what `jax.vmap` put before the `axes` axes of the first array.

    Examples
    --------
    >>> numbers, shape = np.zeros((5, 2, 3)), np.array([5, 2, 3])
    >>> buffer = np.array([0, 0, 0, numbers.ctypes.data, 3, shape.ctypes.data])
    >>> buffers = np.array([buffer.ctypes.data])
    >>> numba.njit(lambda at: members(at, 2))(buffers.ctypes.data)
    5
    """
    buffer = _words(_words(buffers, 1)[0], _BUFFER_WORDS)
    rank = buffer[_BUFFER_RANK]
    lengths = _words(buffer[_BUFFER_SHAPE], rank)
    found = 1
    for axis in range(rank - axes):
        found *= lengths[axis]
    return found


@numba.njit(no_cpython_wrapper=True)
def _member(buffers: int, index: int, axes: int, member: int) -> tuple[NDArray[np.int64], int]:
    """Length of each axis, and the address of one member's numbers."""
    buffer = _words(_words(buffers, index + 1)[index], _BUFFER_WORDS)
    rank = buffer[_BUFFER_RANK]
    lengths = _words(buffer[_BUFFER_SHAPE], rank)[rank - axes :]
    size = _BYTES
    for length in lengths:
        size *= length
    return lengths, buffer[_BUFFER_DATA] + member * size


@numba.njit(no_cpython_wrapper=True)
def row(buffers: int, index: int, member: int) -> NDArray[np.float64]:
    """A member's array of one axis.

    Examples
    --------
    >>> numbers, shape = np.arange(6.0), np.array([2, 3])
    >>> buffer = np.array([0, 0, 0, numbers.ctypes.data, 2, shape.ctypes.data])
    >>> buffers = np.array([buffer.ctypes.data])
    >>> numba.njit(lambda at: row(at, 0, 1))(buffers.ctypes.data).tolist()
    [3.0, 4.0, 5.0]
    """
    n, address = _member(buffers, index, 1, member)
    return numba.carray(_pointer(address), (n[0],), np.float64)


@numba.njit(no_cpython_wrapper=True)
def table(buffers: int, index: int, member: int) -> NDArray[np.float64]:
    """A member's array of two axes.

    Examples
    --------
    >>> numbers, shape = np.arange(8.0), np.array([2, 2, 2])
    >>> buffer = np.array([0, 0, 0, numbers.ctypes.data, 3, shape.ctypes.data])
    >>> buffers = np.array([buffer.ctypes.data])
    >>> numba.njit(lambda at: table(at, 0, 1))(buffers.ctypes.data).tolist()
    [[4.0, 5.0], [6.0, 7.0]]
    """
    n, address = _member(buffers, index, 2, member)
    return numba.carray(_pointer(address), (n[0], n[1]), np.float64)


@numba.njit(no_cpython_wrapper=True)
def cube(buffers: int, index: int, member: int) -> NDArray[np.float64]:
    """A member's array of three axes.

    Examples
    --------
    >>> numbers, shape = np.arange(8.0), np.array([2, 1, 2, 2])
    >>> buffer = np.array([0, 0, 0, numbers.ctypes.data, 4, shape.ctypes.data])
    >>> buffers = np.array([buffer.ctypes.data])
    >>> numba.njit(lambda at: cube(at, 0, 1))(buffers.ctypes.data).tolist()
    [[[4.0, 5.0], [6.0, 7.0]]]
    """
    n, address = _member(buffers, index, 3, member)
    return numba.carray(_pointer(address), (n[0], n[1], n[2]), np.float64)


@numba.njit(no_cpython_wrapper=True)
def block(buffers: int, index: int, member: int) -> NDArray[np.float64]:
    """A member's array of four axes.

    Examples
    --------
    >>> numbers, shape = np.arange(4.0), np.array([2, 1, 1, 1, 2])
    >>> buffer = np.array([0, 0, 0, numbers.ctypes.data, 5, shape.ctypes.data])
    >>> buffers = np.array([buffer.ctypes.data])
    >>> numba.njit(lambda at: block(at, 0, 1))(buffers.ctypes.data).tolist()
    [[[[2.0, 3.0]]]]
    """
    n, address = _member(buffers, index, 4, member)
    return numba.carray(_pointer(address), (n[0], n[1], n[2], n[3]), np.float64)


def register(name: str, handler: Callable[[int], int]) -> None:
    """Compile a handler and make it known to JAX.

    Parameters
    ----------
    name
        Name of the foreign function.
    handler
        Takes the address of a call frame; returns the address of an error, or 0.

    Examples
    --------
    >>> def fill(frame: int) -> int:
    ...     if not only_asks_version(frame):
    ...         row(results(frame), 0, 0)[:] = 2.0 * row(arguments(frame), 0, 0)
    ...     return 0
    >>> register("twice", fill)  # doctest: +SKIP
    """
    try:
        compiled = numba.cfunc(_HANDLER, cache=True)(handler)
    except RuntimeError:  # no folder to keep machine code in, for instance on a read-only disk
        compiled = numba.cfunc(_HANDLER)(handler)
    jax.ffi.register_ffi_target(name, jax.ffi.pycapsule(compiled.ctypes), platform="cpu")
