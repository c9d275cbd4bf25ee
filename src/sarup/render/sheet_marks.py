"""Marks on one sheet of a workbook: fills laid over a cell's own style, cells made where there were none."""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

# Light enough to read on, apart in colour and in grey print.
FILLS = {"error": "FFF4A6A0", "warning": "FFFFF0B3", "notice": "FFE3ECF7"}
AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
BEFORE_PATTERN = re.compile("([A-Z]+)([0-9]+)")
Element = Any


@dataclass(frozen=True)
class Mark:
    """What is to be seen at a cell: the worst severity found there, and the words of its comment."""

    severity: str
    text: str


def split_place(place: str) -> tuple[str, int]:
    """Return column letters and row of a cell, the first of a range. Raises ValueError for what is no cell.

    >>> split_place("W7:W8")
    ('W', 7)
    """
    found = BEFORE_PATTERN.match(place)
    if not found:
        raise ValueError(f"{place!r} is no cell")
    return found[1], int(found[2])


def column_number(letters: str) -> int:
    """Return a column's number, A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def add_fills(styles: Element, namespace: str) -> Callable[[int, str], int]:
    """Add a fill for each severity; return what gives a style's number with that fill laid over it."""
    fills = styles.find(f"{{{namespace}}}fills")
    formats = styles.find(f"{{{namespace}}}cellXfs")
    numbers = {severity: _add_fill(fills, namespace, colour) for severity, colour in FILLS.items()}
    made: dict[tuple[int, str], int] = {}

    def filled(style: int, severity: str) -> int:
        if (style, severity) not in made:
            new = copy.deepcopy(formats[style])
            new.set("fillId", str(numbers[severity]))
            new.set("applyFill", "1")
            formats.append(new)
            formats.set("count", str(len(formats)))
            made[style, severity] = len(formats) - 1
        return made[style, severity]

    return filled


def _add_fill(fills: Element, namespace: str, colour: str) -> int:
    pattern = etree.SubElement(
        etree.SubElement(fills, f"{{{namespace}}}fill"), f"{{{namespace}}}patternFill", patternType="solid"
    )
    etree.SubElement(pattern, f"{{{namespace}}}fgColor", rgb=colour)
    etree.SubElement(pattern, f"{{{namespace}}}bgColor", indexed="64")
    fills.set("count", str(len(fills)))
    return len(fills) - 1


class SheetPatch:
    """One sheet's XML; rows and cells are made in their order where they are missing."""

    def __init__(self, root: Element, namespace: str) -> None:
        self.root, self.namespace = root, namespace
        self.data = root.find(f"{{{namespace}}}sheetData")
        self.rows = {int(row.get("r") or number): row for number, row in enumerate(self.data, 1)}

    def style_of(self, place: str) -> int:
        """Return the style of a cell: its own, else its row's, else its column's."""
        letters, number = split_place(place)
        row = self.rows.get(number)
        cell = self._cell(row, letters, number) if row is not None else None
        if cell is not None and cell.get("s"):
            return int(cell.get("s"))
        if row is not None and row.get("s") and row.get("customFormat") in ("1", "true"):
            return int(row.get("s"))
        column = column_number(letters)
        for group in self.root.iterfind(f"{{{self.namespace}}}cols/{{{self.namespace}}}col"):
            if int(group.get("min")) <= column <= int(group.get("max")):
                return int(group.get("style", "0"))
        return 0

    def fill(self, place: str, style: int) -> None:
        """Give a cell a style, and make it first where there is none."""
        letters, number = split_place(place)
        row = self.rows.get(number)
        if row is None:
            row = etree.Element(f"{{{self.namespace}}}row", r=str(number))
            self.data.insert(sum(known < number for known in self.rows), row)
            self.rows[number] = row
        cell = self._cell(row, letters, number)
        if cell is None:
            cell = etree.Element(f"{{{self.namespace}}}c", r=f"{letters}{number}")
            before = [one for one in row if column_number(split_place(one.get("r", "A1"))[0]) < column_number(letters)]
            row.insert(len(before), cell)
        cell.set("s", str(style))

    def add_legacy_drawing(self, relation: str, office: str) -> None:
        """Relate the sheet to the boxes of its comments, at the place that the schema asks for."""
        drawing = etree.Element(f"{{{self.namespace}}}legacyDrawing")
        drawing.set(f"{{{office}}}id", relation)
        after = [f"{{{self.namespace}}}{name}" for name in AFTER_LEGACY_DRAWING]
        place = next((number for number, one in enumerate(self.root) if one.tag in after), len(self.root))
        self.root.insert(place, drawing)

    def _cell(self, row: Element, letters: str, number: int) -> Element | None:
        wanted = f"{letters}{number}"
        return next((cell for cell in row if cell.get("r") == wanted), None)
