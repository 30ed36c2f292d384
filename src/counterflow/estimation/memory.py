"""How much memory the process has needed."""

from __future__ import annotations

import sys


def peak_memory() -> int | None:
    """Largest resident memory of this process so far, in bytes; None where it is not counted.

    Examples
    --------
    >>> peak_memory() > 1_000_000
    True
    """
    try:
        import resource
    except ImportError:  # not a POSIX system
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most  # elsewhere in kilobytes
