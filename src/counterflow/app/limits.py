"""How often a client may ask, and how much it may send."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 10_000


class Allowance:
    """A bucket of tokens for each client: bursts up to its size, refilled at a steady rate.

    Parameters
    ----------
    burst
        Requests that may come at once.
    per_second
        Requests a second in the long run.
    clock
        Seconds; for tests.

    Examples
    --------
    >>> allowance = Allowance(1, 0.5, clock=lambda: 0.0)
    >>> allowance.wait("a"), allowance.wait("a"), allowance.wait("b")
    (0, 2, 0)
    """

    def __init__(
        self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst = burst
        self.per_second = per_second
        self._clock = clock
        self._guard = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Take a token; the seconds to wait if there is none, else 0."""
        moment = self._clock()
        with self._guard:
            left, then = self._left.get(client, (self.burst, moment))
            left = min(self.burst, left + (moment - then) * self.per_second)
            taken = left >= 1
            self._left[client] = (left - 1 if taken else left, moment)
            self._left.move_to_end(client)
            while len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return 0 if taken else max(1, int((1 - left) / self.per_second + 0.999))
