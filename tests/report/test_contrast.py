"""Colours are legible in light and dark: text at 4.5 to 1, marks at 3 to 1."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CSS = resources.files("counterflow.report").joinpath("templates/report.css").read_text("utf-8")
THEMES = {
    name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for name, block in zip(
        ("light", "dark"), re.findall(r":root \{(.*?)\}", CSS, re.S), strict=False
    )
}


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "least"),
    [
        *((text, 4.5) for text in ("ink", "mute", "abroad", "left", "returned-text")),
        *((verdict, 4.5) for verdict in ("inside", "high", "low", "else", "uncompared")),
        *((mark, 3.0) for mark in ("returned", "rule", "focus")),
    ],
)
def test_contrast_with_the_paper(theme: str, name: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[name], colours["paper"]) >= least
    if name in ("ink", "mute", "inside", "high", "low", "else", "uncompared", "abroad"):
        assert contrast(colours[name], colours["glow"]) >= 4.5
