"""How high a spreadsheet row must be to show its whole text: Excel does not grow rows of files it did not write."""

import unicodedata
from collections.abc import Iterable

LINE_POINTS = 20.0
HIGHEST_POINTS = 409.0


def row_height(cells: Iterable[tuple[str, float]], line_points: float = LINE_POINTS) -> float:
    """Return the height in points for cells of (text, column width in characters), at most Excel's 409."""
    lines = max((_line_count(text, width) for text, width in cells), default=1)
    return min(HIGHEST_POINTS, line_points * lines + 4)


def _line_count(text: str, width: float) -> int:
    """Count wrapped lines: marks above and below take no room, and a Thai line ends some letters short of the edge."""
    room = max(1.0, width - 2.5)
    return sum(max(1, -(-int(_letters(line) / room * 100) // 100)) for line in text.split("\n"))


def _letters(line: str) -> int:
    return sum(1 for letter in line if unicodedata.category(letter) not in ("Mn", "Cf"))
