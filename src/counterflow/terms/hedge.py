"""How firmly a number is said."""

from __future__ import annotations

from counterflow.terms.measure import DefinedEnum


class Hedge(DefinedEnum):
    """How the phrase relates to what its author believes.

    Examples
    --------
    >>> Hedge("at_least").is_lower_bound
    True
    """

    EXACT = ("exact", "A full count given to the last digit.")
    ABOUT = ("about", 'A rounded number: "about", "some", "nearly", or a round figure alone.')
    AT_LEAST = ("at_least", 'A lower bound: "more than", "at least", "over".')
    AT_MOST = ("at_most", 'A firm upper bound: "no more than", "at most", "fewer than".')
    UP_TO = ("up_to", 'A loose upper bound: "up to", "as many as".')
    RANGE = ("range", 'Two ends: "between 600,000 and 1 million", "40-45%".')
    ORDER_OF_MAGNITUDE = (
        "order_of_magnitude",
        'A bare order: "tens of thousands", "hundreds of thousands".',
    )

    @property
    def is_lower_bound(self) -> bool:
        """Whether the truth is believed to lie above the number."""
        return self is Hedge.AT_LEAST

    @property
    def is_upper_bound(self) -> bool:
        """Whether the truth is believed to lie below the number."""
        return self in (Hedge.AT_MOST, Hedge.UP_TO)

    @property
    def has_two_ends(self) -> bool:
        """Whether `low` and `high` say what `value` says for the other hedges."""
        return self in (Hedge.RANGE, Hedge.ORDER_OF_MAGNITUDE)
