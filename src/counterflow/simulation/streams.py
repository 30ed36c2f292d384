"""Random numbers by address: the same draw for the same person-group, whoever asks and when.

Every number is a hash of what it is for: seed, member, day, then profile, place, duration and
purpose. Nothing is consumed in order, so threads, batches and other members change nothing, and
two scenarios that differ in one policy share every number (Salmon et al., 2011).
"""

from __future__ import annotations

import numpy as np

from counterflow.simulation.compiled import compiled

FIRST, AGAIN, DEPART, LEAVE, HOME, POOLED, ONWARD, SERVED, TURNED = range(9)
"""Purposes of a draw."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(0xBF58476D1CE4E5B9)
_TWO = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S12 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(12)
_TO_UNIT = 2.0**-52


@compiled
def mixed(bits: np.uint64) -> np.uint64:
    """Spread 64 bits: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).

    Examples
    --------
    >>> [f"{mixed(np.uint64(bits)):x}" for bits in (1, 2)]
    ['5692161d100b05e5', 'dbd238973a2b148a']
    """
    bits = (bits ^ (bits >> _S30)) * _ONE
    bits = (bits ^ (bits >> _S27)) * _TWO
    return bits ^ (bits >> _S31)


@compiled
def keyed(key: np.uint64, index: int) -> np.uint64:
    """The key of a branch of a stream, for instance of one member or one day.

    Examples
    --------
    >>> [f"{keyed(np.uint64(1), member):x}" for member in (0, 1)]
    ['dce423fc82c0d5b8', '5e41ab087439611e']
    """
    return mixed(mixed(key + _GOLDEN) + np.uint64(index) * _GOLDEN)


@compiled
def uniform(key: np.uint64, profile: int, place: int, duration: int, purpose: int) -> float:
    """A number strictly between 0 and 1 for one purpose of one cell.

    Parameters
    ----------
    key
        Key of the seed, member and day.
    profile, place, duration, purpose
        Address: below 2**16, 2**16, 2**8 and 2**4.

    Examples
    --------
    >>> key = np.uint64(keyed(np.uint64(1), 17))
    >>> uniform(key, 0, 3, 1, LEAVE) == uniform(key, 0, 3, 1, LEAVE)
    True
    """
    address = (((profile << 16) + place) << 12) + (duration << 4) + purpose
    bits = mixed(key + np.uint64(address + 1) * _GOLDEN)
    return (np.float64(bits >> _S12) + 0.5) * _TO_UNIT
