"""Libraries that log what a reader already says in words of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silenced(*loggers: str) -> Iterator[None]:
    """Keep loggers still, and give them back as they were.

    Examples
    --------
    >>> with silenced("pypdf"):
    ...     logging.getLogger("pypdf.reader").isEnabledFor(logging.ERROR)
    False
    """
    levels = {name: logging.getLogger(name).level for name in loggers}
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def unheard(*loggers: str) -> None:
    """Keep what loggers write off the terminal, unless somebody has set up logging.

    Examples
    --------
    >>> unheard("pypdf")
    >>> logging.getLogger("pypdf").handlers
    [<NullHandler ...>]
    """
    for name in loggers:
        if not logging.getLogger(name).handlers:
            logging.getLogger(name).addHandler(logging.NullHandler())
