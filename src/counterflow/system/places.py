"""Cells of the account: every place a claim names, what is left of each region, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterflow.terms import ELSEWHERE, parse_places


@dataclass(frozen=True)
class PlaceTable:
    """Destinations of the account.

    Parameters
    ----------
    cells
        Labels in order: countries by code, rests of regions (`EU27-REST`), then `ELSEWHERE`.
    countries
        Country code to the index of the cell it lies in; codes not listed lie in `ELSEWHERE`.
    regions
        Region name to member codes.

    Examples
    --------
    >>> table = PlaceTable.of(["GEO", "BALTIC+EST"], {"BALTIC": ("EST", "LTU", "LVA")})
    >>> table.cells
    ('EST', 'GEO', 'BALTIC-REST', 'ELSEWHERE')
    """

    cells: tuple[str, ...]
    countries: Mapping[str, int]
    regions: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        expressions: Iterable[str],
        regions: Mapping[str, tuple[str, ...]],
        origin: str = "",
    ) -> PlaceTable:
        """Collect the places that claims name.

        Countries named on their own get a cell each; members that appear only through regions
        share one cell for every combination of regions they belong to.

        Parameters
        ----------
        expressions
            Place texts such as `GEO` or `TUR+EU27`; blanks are skipped.
        regions
            Region name to member codes.
        origin
            The country left, which is never a destination.
        """
        named: set[str] = set()
        used: set[str] = set()
        for expression in expressions:
            for part in filter(None, (part.strip() for part in expression.split("+"))):
                if part in regions:
                    used.add(part)
                else:
                    named.update(parse_places(part, regions))
        named.discard(origin)
        # A region that contains the origin means its other members.
        regions = {
            name: tuple(code for code in members if code != origin)
            for name, members in regions.items()
        }
        unnamed = {code for name in used for code in regions[name]} - named
        rests: dict[tuple[str, ...], list[str]] = {}
        for code in sorted(unnamed):
            signature = tuple(sorted(name for name in used if code in regions[name]))
            rests.setdefault(signature, []).append(code)
        countries = {code: index for index, code in enumerate(sorted(named))}
        cells = sorted(named)
        for signature, members in sorted(rests.items()):
            countries.update(dict.fromkeys(members, len(cells)))
            cells.append("-".join((*signature, "REST")))
        return cls((*cells, ELSEWHERE), countries, regions)

    @property
    def size(self) -> int:
        """Number of cells D."""
        return len(self.cells)

    def indices(self, expression: str) -> tuple[int, ...]:
        """Cells that a place text covers; empty for everywhere.

        Raises
        ------
        ValueError
            If the text names an unknown place.
        """
        codes = parse_places(expression, self.regions)
        return tuple(sorted({self.countries.get(code, self.size - 1) for code in codes}))

    def within(self, expression: str) -> tuple[int, ...]:
        """Cells that lie wholly in a place text, so that what holds there holds for all of them.

        Raises
        ------
        ValueError
            If the text names an unknown place.

        Examples
        --------
        >>> table = PlaceTable.of(["EST"], {"BALTIC": ("EST", "LTU", "LVA")})
        >>> [table.cells[cell] for cell in table.within("BALTIC")]
        ['EST']
        """
        codes = set(parse_places(expression, self.regions))
        # A rest may hold countries of the text together with others.
        outside = {cell for code, cell in self.countries.items() if code not in codes}
        return tuple(sorted({self.countries[c] for c in codes if c in self.countries} - outside))

    def unseen(self, expression: str) -> tuple[str, ...]:
        """Countries of a place text that have no cell but `ELSEWHERE`.

        Examples
        --------
        >>> PlaceTable.of(["GEO"], {}).unseen("GEO+ARM")
        ('ARM',)
        """
        codes = parse_places(expression, self.regions)
        return tuple(code for code in codes if code not in self.countries)
