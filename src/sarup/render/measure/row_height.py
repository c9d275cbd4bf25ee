"""How high a spreadsheet row must be to show its whole text: Excel does not grow rows of files it did not write.

The forms name TH Sarabun New as the workbook's own font, and a column's width counts in its digits: where the font is
missing another stands in for text and columns alike, so that the lines break at the same words, only taller.
"""

from collections.abc import Iterable
from functools import lru_cache

from sarup.render.measure.lines import count_lines, pieces

FONT_POINTS = 14
# TH Sarabun New is the design of Sarabun, which is measured here, at two thirds of its size; the rest is for programs
# that break a line earlier and for fonts that stand in.
SIZE_OF_SARABUN = 0.72
# The tallest of the fonts that stand in for it in LibreOffice (Laksaman) needs so much a line.
LINE_EM = 1.66
PADDING_POINTS = 4.0
HIGHEST_POINTS = 409.0
# A character of a column's width is a digit of the font; the 5 pixels that Excel adds are the cell's inside edges.
CHARACTER_EM = 0.375


def row_height(cells: Iterable[tuple[str, float]], font_points: float = FONT_POINTS) -> float:
    """Return the height in points for cells of (text, column width in characters), at most Excel's 409.

    Bold text needs a column taken a twentieth narrower.
    """
    lines = max((lines_of(text, width, font_points) for text, width in cells if text), default=1)
    return min(HIGHEST_POINTS, lines * font_points * LINE_EM + PADDING_POINTS)


@lru_cache(maxsize=20_000)
def lines_of(text: str, width: float, font_points: float = FONT_POINTS) -> int:
    """Return how many lines a text takes in a column so many characters wide.

    >>> lines_of("ข้อ ๑\\nข้อ ๒", 20)
    2
    """
    room = width * CHARACTER_EM / SIZE_OF_SARABUN * FONT_POINTS / font_points
    return sum(count_lines(pieces(line, room), room) for line in text.split("\n"))
