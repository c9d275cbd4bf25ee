"""Marks on one sheet of a workbook: fills laid over a cell's own style, cells made where there were none."""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sarup.codes import Severity

# Light enough to read on. In a grey print, and to eyes that do not tell the colours apart, the edges differ.
COLOURS = {Severity.ERROR: "FFF4A6A0", Severity.WARNING: "FFFFF0B3", Severity.NOTICE: "FFE3ECF7"}
EDGES = {
    Severity.ERROR: ("thick", "FF9B1C1C"),
    Severity.WARNING: ("mediumDashed", "FF7A5B00"),
    Severity.NOTICE: ("dotted", "FF33507A"),
}
# A workbook holds no longer text in a cell, counted in UTF-16.
LONGEST_TEXT = 32_767
LAST_COLUMN, LAST_ROW, MOST_STEPS = 16_384, 1_048_576, 60
AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
BEFORE_PATTERN = re.compile("([A-Z]+)([0-9]+)")
# What a mark changes of a style.
LAID_OVER = ("fillId", "applyFill", "borderId", "applyBorder")
Element = Any


@dataclass(frozen=True)
class Mark:
    """What is to be seen at a cell: the worst severity found there, and the words of its comment.

    `number_format` is what the cell's own gives way to where it caused the fault: Excel's number of a built-in one.
    Then `shown` stands there as a text, so that what nobody mends is not taken for a number of that format.
    """

    severity: Severity
    text: str
    number_format: int | None = None
    shown: str | None = None


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


def storable(text: str) -> str:
    """Return the text as a workbook can hold it: what XML has no character for is shown by its code, the end is cut."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", lambda one: f"U+{ord(one[0]):04X}", text)
    if len(kept) * 2 <= LONGEST_TEXT or len(kept.encode("utf-16-le")) <= LONGEST_TEXT * 2:
        return kept
    return kept.encode("utf-16-le")[: LONGEST_TEXT * 2 - 2].decode("utf-16-le", "ignore") + "…"


def add_to(styles: Element, namespace: str, group: str, made: Element) -> int:
    """Add a font, fill, border or format to its group and return its number. Raises ValueError without the group."""
    found = styles.find(f"{{{namespace}}}{group}")
    if found is None:
        raise ValueError(f"styles without {group}")
    found.append(made)
    found.set("count", str(len(found)))
    return len(found) - 1


def solid_fill(namespace: str, colour: str) -> Element:
    """Return a fill of one colour."""
    fill = etree.Element(f"{{{namespace}}}fill")
    pattern = etree.SubElement(fill, f"{{{namespace}}}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{{{namespace}}}fgColor", rgb=colour)
    etree.SubElement(pattern, f"{{{namespace}}}bgColor", indexed="64")
    return fill


def edge_of(namespace: str, style: str, colour: str) -> Element:
    """Return a border that is alike on all four sides."""
    border = etree.Element(f"{{{namespace}}}border")
    for side in ("left", "right", "top", "bottom"):
        edge = etree.SubElement(border, f"{{{namespace}}}{side}", style=style)
        etree.SubElement(edge, f"{{{namespace}}}color", rgb=colour)
    etree.SubElement(border, f"{{{namespace}}}diagonal")
    return border


def styles_before(styles: Element, namespace: str) -> dict[int, int]:
    """Return each style that an earlier return laid over a cell -> the style without it, the same in all else.

    Where several styles differ in fill and edges alone, which of them it was cannot be told: those are left out.
    """
    colours = [
        _colour_of(one, namespace) for one in styles.find(f"{{{namespace}}}fills").iterchildren(tag=etree.Element)
    ]
    ours = {number for number, colour in enumerate(colours) if colour in COLOURS.values()}
    plain: dict[tuple[object, ...], dict[tuple[str, str], int]] = {}
    laid: dict[int, tuple[object, ...]] = {}
    for number, one in enumerate(styles.find(f"{{{namespace}}}cellXfs").iterchildren(tag=etree.Element)):
        kept = {name: value for name, value in one.items() if name not in LAID_OVER}
        key = (*sorted(kept.items()), *map(etree.tostring, one))
        fill, border = one.get("fillId", "0"), one.get("borderId", "0")
        if int(fill) in ours:
            laid[number] = key
        else:
            plain.setdefault(key, {}).setdefault((fill, border), number)
    known = {number: [*plain.get(key, {}).values()] for number, key in laid.items()}
    return {number: styles_of[0] for number, styles_of in known.items() if len(styles_of) == 1}


def _colour_of(fill: Element, namespace: str) -> str:
    return next((one.get("rgb", "").upper() for one in fill.iter(f"{{{namespace}}}fgColor")), "")


def add_fills(styles: Element, namespace: str) -> Callable[[int, Mark], int]:
    """Add fill and edge of each severity; return what gives a style's number with those of a mark laid over it."""
    fills = {
        name: add_to(styles, namespace, "fills", solid_fill(namespace, colour)) for name, colour in COLOURS.items()
    }
    edges = {name: add_to(styles, namespace, "borders", edge_of(namespace, *edge)) for name, edge in EDGES.items()}
    formats = styles.find(f"{{{namespace}}}cellXfs")
    made: dict[tuple[int, Severity], int] = {}
    reset: dict[tuple[int, int], int] = {}

    def in_format(style: int, number: int) -> int:
        """Return the number of a style with another number format, made once."""
        if (style, number) not in reset:
            new = copy.deepcopy(formats[style])
            new.set("numFmtId", str(number))
            new.set("applyNumberFormat", "1")
            reset[style, number] = add_to(styles, namespace, "cellXfs", new)
        return reset[style, number]

    def filled(style: int, mark: Mark) -> int:
        """Return the number of a style with the fill, edges and number format of a mark, made once."""
        severity = mark.severity
        if mark.number_format is not None:
            style = in_format(style, mark.number_format)
        if (style, severity) not in made:
            new = copy.deepcopy(formats[style])
            new.set("fillId", str(fills[severity]))
            new.set("applyFill", "1")
            new.set("borderId", str(edges[severity]))
            new.set("applyBorder", "1")
            made[style, severity] = add_to(styles, namespace, "cellXfs", new)
        return made[style, severity]

    return filled


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

    def restyle(self, styles: Mapping[int, int]) -> None:
        """Give every cell of these styles the other one."""
        for cell in self.data.iter(f"{{{self.namespace}}}c"):
            before = styles.get(int(cell.get("s", "0")))
            if before is not None:
                cell.set("s", str(before))

    def fill(self, place: str, style: int, shown: str | None = None) -> None:
        """Give a cell a style, and make it first where there is none; with `shown` it holds that text."""
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
        if shown is not None:
            for part in list(cell):
                cell.remove(part)
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{self.namespace}}}is"), f"{{{self.namespace}}}t")
            text.text = storable(shown)

    def add_legacy_drawing(self, relation: str, office: str) -> None:
        """Relate the sheet to the boxes of its comments, at the place that the schema asks for."""
        drawing = etree.Element(f"{{{self.namespace}}}legacyDrawing")
        drawing.set(f"{{{office}}}id", relation)
        after = [f"{{{self.namespace}}}{name}" for name in AFTER_LEGACY_DRAWING]
        place = next((number for number, one in enumerate(self.root) if one.tag in after), len(self.root))
        self.root.insert(place, drawing)

    def box(self, column: int, row: int, width: int, height: int) -> str:
        """Return the anchor of a box of this size in pixels beside a cell; columns and rows are counted from 1."""
        left = min(column + 1, LAST_COLUMN - MOST_STEPS)
        top = min(max(row - 1, 1), LAST_ROW - MOST_STEPS)
        right, room = _end(left, width + 12, self._column_pixels)
        bottom, deep = _end(top, height + 4, self._row_pixels)
        return f"{left - 1}, 12, {top - 1}, 4, {right - 1}, {room}, {bottom - 1}, {deep}"

    def _column_pixels(self, number: int) -> int:
        for group in self.root.iterfind(f"{{{self.namespace}}}cols/{{{self.namespace}}}col"):
            if int(group.get("min")) <= number <= int(group.get("max")):
                return 0 if group.get("hidden") in ("1", "true") else _pixels(group.get("width") or "9.14", 7)
        return 64

    def _row_pixels(self, number: int) -> int:
        row = self.rows.get(number)
        if row is None:
            return 20
        return 0 if row.get("hidden") in ("1", "true") else _pixels(row.get("ht") or "15", 4 / 3)

    def _cell(self, row: Element, letters: str, number: int) -> Element | None:
        wanted = f"{letters}{number}"
        return next((cell for cell in row if cell.get("r") == wanted), None)


def _end(start: int, pixels: int, size_of: Callable[[int], int]) -> tuple[int, int]:
    """Return the column or row in which so many pixels end, and how far into it."""
    for number in range(start, start + MOST_STEPS):
        size = size_of(number)
        if pixels <= size:
            return number, pixels
        pixels -= size
    return start + MOST_STEPS, 0


def _pixels(length: str, factor: float) -> int:
    return round(min(max(float(length), 0.0), 2_000.0) * factor)
