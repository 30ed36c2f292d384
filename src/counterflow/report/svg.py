"""Writing SVG: elements with escaped text, paths and the marks every chart shares."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Point = tuple[float, float]


def px(value: float) -> str:
    """A coordinate to a tenth of a pixel, without needless zeros.

    Examples
    --------
    >>> px(10.50), px(-0.04), px(3)
    ('10.5', '0', '3')
    """
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def tag(name: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """An element. Text and attributes are escaped; `class_` and `data_x` lose their underscores.

    Examples
    --------
    >>> tag("text", "a < b", x=1.04, class_="m")
    Markup('<text x="1" class="m">a &lt; b</text>')
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"),
            value if isinstance(value, str) else px(value),
        )
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(escape(child) for child in children)
    if not children:
        return Markup("<{}{}/>").format(Markup(name), written)
    return Markup("<{}{}>{}</{}>").format(Markup(name), written, inside, Markup(name))


WIDE, NARROW = "-wide", "-narrow"
"""How the keys of the two variants of a chart end."""


def group(children: Iterable[Markup], **attributes: str | float | None) -> Markup:
    """A `g` element around the children.

    Examples
    --------
    >>> group([tag("circle", r=3)], class_="event")
    Markup('<g class="event"><circle r="3"/></g>')
    """
    return tag("g", Markup("").join(children), **attributes)


def canvas(
    key: str,
    size: tuple[float, float],
    title: str,
    description: str,
    body: Iterable[Markup],
    *,
    interactive: bool = False,
    **attributes: str | float | None,
) -> Markup:
    """The `svg` element of a chart, with its role, title and description.

    A chart that holds links is a group to assistive technology: an image may not. The narrow
    variant of a chart borrows the words of the wide one, which stands in the page before it.

    Examples
    --------
    >>> drawn = canvas("stock-wide", (300, 200), "People abroad", "About 10,000.", [])
    >>> str(drawn[:60]), "<title" in drawn, "<title" in canvas("stock-narrow", (90, 60), "", "", [])
    ('<svg viewBox="0,0,300,200" role="img" aria-labelledby="stock', True, False)
    """
    told = key.removesuffix(NARROW) + WIDE if key.endswith(NARROW) else key
    said = (tag("title", title, id=f"{key}-title"), tag("desc", description, id=f"{key}-desc"))
    return tag(
        "svg",
        *(said if told == key else ()),
        *body,
        viewBox=f"0,0,{px(size[0])},{px(size[1])}",
        role="group" if interactive else "img",
        aria_labelledby=f"{told}-title",
        aria_describedby=f"{told}-desc",
        **attributes,
    )


def labelled(
    size: tuple[float, float], words: str, body: Iterable[Markup], *, interactive: bool = False
) -> Markup:
    """A small chart whose description fits into one attribute.

    Examples
    --------
    >>> labelled((10, 20), "Nothing", [])
    Markup('<svg viewBox="0,0,10,20" role="img" aria-label="Nothing"></svg>')
    """
    return tag(
        "svg",
        Markup(""),
        *body,
        viewBox=f"0,0,{px(size[0])},{px(size[1])}",
        role="group" if interactive else "img",
        aria_label=words,
    )


def line(points: Sequence[Point]) -> str:
    """Path data of a polyline, in steps; a point with a NaN coordinate breaks it.

    Examples
    --------
    >>> line([(0, 0), (10, 0.5), (20, -1)])
    'M0,0l10,.5,10-1.5'
    """
    parts: list[str] = []
    pen: Point | None = None
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)):
            pen = None
            continue
        if pen is None:
            parts.append(f"M{px(x)},{px(y)}")
            pen = (round(x, 1), round(y, 1))
            continue
        # Steps start where the rounded pen stands, so that roundings do not pile up.
        across, down = _short(x - pen[0]), _short(y - pen[1])
        letter = "l" if parts[-1].startswith("M") else "" if across.startswith("-") else ","
        parts.append(f"{letter}{across}{'' if down.startswith('-') else ','}{down}")
        pen = (round(pen[0] + float(across), 1), round(pen[1] + float(down), 1))
    return "".join(parts)


def _short(value: float) -> str:
    """A coordinate without the zero before its point."""
    text = px(value)
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def band(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """Path data of the area between two lines over the same x.

    Examples
    --------
    >>> band([(0, 10), (30, 20)], [(0, 40), (30, 50)])
    'M0,10l30,10,0,30-30-10Z'
    """
    pairs = [
        (high, low)
        for high, low in zip(upper, lower, strict=True)
        if all(map(math.isfinite, (*high, *low)))
    ]
    if len(pairs) < 2:
        return ""
    outline = [high for high, _ in pairs] + [low for _, low in reversed(pairs)]
    return line(outline) + "Z"


BAND_GRAIN = 4
"""Steps per pixel of the heights of `bands`, which so are whole numbers."""


def bands(
    xs: Sequence[float], sides: Iterable[tuple[Sequence[float], Sequence[float], str]]
) -> Markup:
    """Areas over the same x, from the widest to the narrowest.

    Parameters
    ----------
    xs
        Pixels.
    sides
        Of each area the pixels of its upper and lower side, and its class.

    Examples
    --------
    >>> bands([0, 30], [([10, 20], [40, 50], "b80")])
    Markup('<g transform="scale(1,0.25)"><path d="M0,40l30,40,0,120-30-40Z" class="b80"/></g>')
    """

    def whole(heights: Sequence[float]) -> list[Point]:
        return [
            (x, float(round(BAND_GRAIN * y)) if math.isfinite(y) else math.nan)
            for x, y in zip(xs, heights, strict=True)
        ]

    drawn = [
        tag("path", d=band(whole(upper), whole(lower)), class_=name) for upper, lower, name in sides
    ]
    return group(drawn, transform=f"scale(1,{1 / BAND_GRAIN:g})")


_GLYPHS = {
    "high": "M0-5.5L5.5,4.5H-5.5Z",
    "low": "M0,5.5L5.5-4.5H-5.5Z",
    "else": "M-4.5-4.5H4.5V4.5H-4.5Z",
    "uncompared": "M0-5.5L5.5,0L0,5.5L-5.5,0Z",
}
LOOKS = ("inside", *_GLYPHS)


def glyph(look: str, **attributes: str) -> Markup:
    """The mark of a claim: shape and colour both tell its verdict.

    Examples
    --------
    >>> glyph("inside")
    Markup('<circle r="4.5" class="mark inside"/>')
    """
    name = f"mark {look}"
    if look in _GLYPHS:
        return tag("path", d=_GLYPHS[look], class_=name, **attributes)
    return tag("circle", r=4.5, class_=name, **attributes)


def claim_mark(
    href: str, words: str, look: str, at: Point, *more: Markup, is_other: bool = False
) -> Markup:
    """A claim on a chart, with room for a finger, leading to its row in the ledger.

    Parameters
    ----------
    href, words
        Where it leads, and what it says to who cannot see it.
    look
        Of its glyph.
    at
        Pixel of its number.
    more
        Drawn below the glyph, relative to that pixel.
    is_other
        Whether it counts something else than the axis.

    Examples
    --------
    >>> claim_mark("#claim-A1", "A1: 62,304", "inside", (40, 60))[:43]
    Markup('<a href="#claim-A1" aria-label="A1: 62,304"')
    """
    return tag(
        "a",
        tag("circle", r=12),
        *more,
        glyph(look),
        href=href,
        aria_label=words,
        class_="hit other" if is_other else "hit",
        transform=f"translate({px(at[0])},{px(at[1])})",
    )


def symbols() -> list[Markup]:
    """The marks of claims for `use` in the strips of a long table, 8 pixels down.

    Examples
    --------
    >>> len(symbols()) == len(LOOKS), str(symbols()[0])
    (True, '<circle r="4.5" class="mark inside" transform="translate(0,8)" id="m-inside"/>')
    """
    return [glyph(look, transform="translate(0,8)", id=f"m-{look}") for look in LOOKS]
