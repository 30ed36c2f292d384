"""A strip for one claim: the account's interval with the claimed number on it."""

from __future__ import annotations

from markupsafe import Markup

from counterflow.report import svg
from counterflow.report.ledger import Row
from counterflow.report.scale import Linear

WIDTH = 120.0
"""The style of the page sets this width, and a height of 16."""


def strip(claim: Row) -> Markup:
    """Interval of 50 and 90% and the claim's mark, on a scale of its own.

    The same numbers stand beside it in words, so it is hidden from assistive technology.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.tables import claims_table
    >>> case, said = load_case("syria-2011"), np.linspace(4000.0, 7000.0, 9)[:, None]
    >>> one = case.claims[:1]
    >>> table = claims_table(one, case.sources, one, said, said[[0, -1]].T, {})
    >>> from counterflow.report.ledger import rows
    >>> "#m-inside" in strip(rows(table, "SYR")[0])
    True
    """
    if not claim.is_predicted or not claim.has_value:
        return Markup("")
    low, high = claim.predicted["q05"], claim.predicted["q95"]
    first, last = min(low, claim.low), max(high, claim.high)
    room = (last - first) * 0.08 or 1.0
    x = Linear(first - room, last + room, 6, WIDTH - 6)
    # The style of the page tells the wide interval, which comes first, from the narrow one.
    parts = [
        svg.tag("path", d=f"M{x(claim.predicted[a]):.0f},8H{x(claim.predicted[b]):.0f}")
        for a, b in (("q05", "q95"), ("q25", "q75"))
    ]
    if claim.high > claim.low:
        parts.append(svg.tag("path", d=f"M{x(claim.low):.0f},8H{x(claim.high):.0f}", class_="span"))
    parts.append(svg.tag("use", href=f"#m-{claim.told.look}", x=round(x(claim.value))))
    return svg.tag(
        "svg",
        *parts,
        aria_hidden="true",
    )
