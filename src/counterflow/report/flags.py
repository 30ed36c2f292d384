"""Events above a chart: a pole at the day and its title, without collisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from counterflow.cases.case import Event
from counterflow.report import numbers, svg
from counterflow.report.axes import Layout
from counterflow.report.labels import flag_heights, shorten, text_width

LANE, NARROW_LANE = 17.0, 12.0
MAX_LANES = 7
SIZE = 12.0
TITLE_WIDTHS = (270.0, 200.0, 150.0, 115.0)
"""Titles are cut to the widest of these at which all fit into the lanes."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Placed event labels.

    Parameters
    ----------
    events, poles, texts, lanes
        One entry per event: the event, its pixel, its label and its lane, 0 the lowest.
    is_wide
        Whether the chart is for wide windows.

    Examples
    --------
    >>> Flags((), (), texts=("1", "2"), lanes=(0, 1), is_wide=False).height
    32.0
    """

    events: tuple[Event, ...]
    poles: tuple[float, ...]
    texts: tuple[str, ...]
    lanes: tuple[int, ...]
    is_wide: bool

    @property
    def lane(self) -> float:
        """Height of one label; narrow charts have numbers only, which may stand closer."""
        return LANE if self.is_wide else NARROW_LANE

    @property
    def height(self) -> float:
        """Height of the strip above the plot."""
        return 8 + self.lane * (max(self.lanes, default=-1) + 1)

    @property
    def numbered(self) -> bool:
        """Whether the labels are numbers, so that the titles must be listed elsewhere."""
        return self.texts[:1] == ("1",)

    def _tip(self, event: Event) -> list[Markup]:
        """What a pointer on the flag brings up; a list below the chart names numbered ones."""
        if self.numbered and not self.is_wide:
            return []
        return [svg.tag("title", f"{numbers.day(event.date)}: {event.title}")]

    def draw(self, bottom: float) -> list[Markup]:
        """Poles down to `bottom` and labels."""
        drawn = []
        for event, at, text, lane in zip(
            self.events, self.poles, self.texts, self.lanes, strict=True
        ):
            top = self.height - self.lane * (lane + 1)
            drawn.append(
                svg.group(
                    [
                        *self._tip(event),
                        svg.tag("line", x1=at, x2=at, y1=top - 2, y2=bottom),
                        svg.tag("text", text, x=at + 4, y=top + 8),
                    ],
                    class_="event",
                )
            )
        return drawn


def inside(events: Sequence[Event], window: tuple[date, date]) -> list[Event]:
    """Events of the window in order of time.

    Examples
    --------
    >>> inside([], (date(2022, 1, 1), date(2022, 12, 31)))
    []
    """
    kept = [event for event in events if window[0] <= event.date <= window[1]]
    return sorted(kept, key=lambda event: (event.date, event.id))


def place(events: Sequence[Event], layout: Layout, window: tuple[date, date]) -> Flags:
    """Labels of the events: their titles where there is room, else their numbers.

    Parameters
    ----------
    events
        Events inside the window, in order of time.
    layout
        Variant of the chart; the narrow one always numbers its events.
    window
        First and last day shown.

    Examples
    --------
    >>> from counterflow.report.axes import WIDE
    >>> surge = Event(id="s", date=date(2022, 2, 24), kind="surge", title="Invasion")
    >>> found = place([surge], WIDE, (date(2022, 1, 1), date(2022, 12, 31)))
    >>> found.texts, found.lanes
    (('Invasion',), (0,))
    """
    x = layout.time(window)
    poles = [x(event.date.toordinal()) for event in events]
    attempts = [
        [
            shorten(event.title, min(width, layout.width - pole - 4), SIZE)
            for event, pole in zip(events, poles, strict=True)
        ]
        for width in (TITLE_WIDTHS if layout.is_wide else ())
    ]
    attempts.append([str(k + 1) for k in range(len(events))])
    for texts in attempts:
        lanes = flag_heights(poles, [4 + text_width(text, SIZE) for text in texts], 5)
        if max(lanes, default=0) < MAX_LANES:
            break
    return Flags(tuple(events), tuple(poles), tuple(texts), tuple(lanes), layout.is_wide)
