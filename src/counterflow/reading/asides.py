"""What stands between a number and its verb and is no distance: brackets, dashes, ages."""

from __future__ import annotations

import re

MAY_STAND_ASIDE = re.compile(r"\(|\s[–—-]{1,2}\s")
ASIDE = re.compile(r"\s[–—-]{1,2}\s[^–—;]{3,90}?\s[–—-]{1,2}\s|\s?\([^()]{1,90}\)")
"""What stands between dashes or in brackets is no distance."""
AGES = re.compile(
    r",? (?:(?:aged|under|over)(?: (?:between|from|under|over|the age of))?|"
    r"(?:of|between|from) (?:the )?ages?(?: of)?)"
    r" \d\d(?: ?(?:-|–|and|to) ?\d\d)?(?: (?:and|or) (?:over|under|older|younger|above))?"
    r"(?: years?(?: old| of age)?)?\b(?![\d.,]*\d|%),?"
)
"""How old people are, which is no distance either."""
