"""Charts as the page draws them: every place a share of the scale, so that bars fit any width and texts keep theirs."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count

from sarup.render.content.cells import print_cell
from sarup.render.content.document import Bar, Chart

# Wide enough for a number in small print, in shares of the narrowest scale that a phone shows.
ROOM_OF_PIECE, ROOM_OF_DIGIT = Decimal("0.03"), Decimal("0.045")
# Longer labels stand above their bars where the page is narrow.
SHORT_LABEL = 16
MOST_TICKS = 6
# WCAG 1.4.11: a shape is told from the dark page (#14181d) by this contrast at least.
LEAST_CONTRAST, DARK_PAGE = 3.0, 0.009


@dataclass(frozen=True)
class Colour:
    """A series' fill on white and on dark paper, and the ink that can be read on each of them."""

    light: str
    dark: str
    ink_on_light: str
    ink_on_dark: str


@dataclass(frozen=True)
class Piece:
    """One coloured piece of a bar; `number` is empty where the piece has no room for it."""

    series: int
    start: str
    width: str
    middle: str
    number: str


@dataclass(frozen=True)
class Line:
    """A row of the chart: one lane for a stacked bar, one for each series otherwise; `mark` is a place or empty."""

    label: str
    text: str
    lanes: tuple[tuple[Piece, ...], ...]
    printed: str
    mark: str

    @property
    def is_bare(self) -> bool:
        """Return whether there is nothing to draw, so that what is printed may stand where the bar would."""
        return not any(self.lanes)


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be drawn; `ticks` are places and numbers, `goal` is the place of the value to be reached."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[str, str], ...]
    goal: str
    colours: tuple[Colour, ...]
    has_long_labels: bool


def draw_chart(chart: Chart, digits: str) -> Drawing:
    """Return the places of everything the chart shows, with numbers in the document's digits."""
    most = chart.most if chart.most > 0 else Decimal(1)
    return Drawing(
        lines=tuple(_line(bar, chart, most, digits) for bar in chart.bars),
        ticks=tuple((_place(tick, most), print_cell(tick, "number", digits)) for tick in _ticks(most)),
        goal="" if chart.line is None else _place(chart.line, most),
        colours=tuple(_colour(colour) for colour in chart.colours),
        has_long_labels=any(len(bar.label + bar.text) > SHORT_LABEL for bar in chart.bars),
    )


def _line(bar: Bar, chart: Chart, most: Decimal, digits: str) -> Line:
    drawn = [(series, Decimal(value)) for series, value in enumerate(bar.values) if value is not None]
    if chart.is_stacked:
        lanes = [_stacked(drawn, most, digits, has_number=not bar.printed)]
    else:
        lanes = [
            tuple(_piece(series, Decimal(0), value, most, "") for series, value in drawn if series == lane)
            for lane in range(len(chart.series))
        ]
    mark = "" if bar.mark is None else _place(bar.mark, most)
    return Line(bar.label, bar.text, tuple(lanes), bar.printed, mark)


def _stacked(drawn: list[tuple[int, Decimal]], most: Decimal, digits: str, has_number: bool) -> tuple[Piece, ...]:
    pieces, start = [], Decimal(0)
    for series, value in drawn:
        number = print_cell(value, "number", digits) if has_number else ""
        # A bar of nothing behind another one is not there; alone it stands for its zero.
        if value > 0 or len(drawn) == 1:
            pieces.append(_piece(series, start, value, most, number))
        start += max(value, Decimal(0))
    return tuple(pieces)


def _piece(series: int, start: Decimal, value: Decimal, most: Decimal, number: str) -> Piece:
    end = min(start + max(value, Decimal(0)), most)
    width = max(end - start, Decimal(0))
    has_room = width / most >= ROOM_OF_PIECE + ROOM_OF_DIGIT * len(number)
    return Piece(
        series,
        _place(start, most),
        _place(width, most),
        _place(start + width / 2, most),
        number if has_room else "",
    )


def _place(value: Decimal, most: Decimal) -> str:
    share = min(max(value / most, Decimal(0)), Decimal(1)) * 100
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _ticks(most: Decimal) -> list[Decimal]:
    """Return round numbers from 0 to the end of the scale, few enough to stand beside each other."""
    step = next(
        Decimal(base).scaleb(power) for power in count() for base in (1, 2, 5) if most / base <= MOST_TICKS * 10**power
    )
    return [step * n for n in range(int(most / step) + 1)]


def _colour(colour: str) -> Colour:
    light = _channels(colour)
    dark = light
    while _contrast(_luminance(dark), DARK_PAGE) < LEAST_CONTRAST:
        dark = tuple(channel + (1 - channel) * 0.05 for channel in dark)
    return Colour(colour, _hex(dark), _ink(light), _ink(dark))


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _ink(channels: tuple[float, ...]) -> str:
    """Return white or black, whichever is read better on the colour."""
    luminance = _luminance(channels)
    return "#ffffff" if _contrast(1.0, luminance) > _contrast(0.0, luminance) else "#000000"


def _luminance(channels: tuple[float, ...]) -> float:
    """Return the relative luminance of WCAG 2."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
