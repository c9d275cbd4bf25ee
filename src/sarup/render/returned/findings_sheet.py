"""The sheet that lists every finding of a returned workbook: places that lead to their cells, printed on A4."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sarup.codes import Severity
from sarup.render.measure.row_height import row_height
from sarup.render.returned.sheet_marks import COLOURS, add_to, edge_of, solid_fill, storable

# The place is the widest: an office program breaks no line of a link.
WIDTHS = (14, 58, 50, 46, 8)
FONT = "TH Sarabun New"
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(:[A-Z]{1,3}[1-9][0-9]{0,6})?")
Element = Any


@dataclass(frozen=True)
class Listed:
    """One line of the sheet that lists the findings; `target` is the sheet and cell that its place leads to."""

    severity: str
    place: str
    sentence: str
    remedy: str
    rule: str
    target: tuple[str, str] | None = None
    kind: Severity | None = None


@dataclass(frozen=True)
class ListStyles:
    """Numbers of the cell formats of the list; `severities` by severity."""

    head: int
    text: int
    link: int
    severities: dict[Severity, int]


def add_list_styles(styles: Element, namespace: str) -> ListStyles:
    """Add the formats of the list to a workbook's styles."""

    def font(**marks: str) -> int:
        """Add a font, bold or a link's of this colour, and return its number."""
        one = etree.Element(f"{{{namespace}}}font")
        if "bold" in marks:
            etree.SubElement(one, f"{{{namespace}}}b")
        if "colour" in marks:
            etree.SubElement(one, f"{{{namespace}}}u")
        etree.SubElement(one, f"{{{namespace}}}sz", val="14")
        etree.SubElement(one, f"{{{namespace}}}color", rgb=marks.get("colour", "FF000000"))
        etree.SubElement(one, f"{{{namespace}}}name", val=FONT)
        return add_to(styles, namespace, "fonts", one)

    thin = add_to(styles, namespace, "borders", edge_of(namespace, "thin", "FF8C8C8C"))
    plain, bold, link = font(), font(bold="1"), font(colour="FF0B4F9E")
    head = add_to(styles, namespace, "fills", solid_fill(namespace, "FFD9E2F3"))

    def cell(font_number: int, fill: int = 0) -> int:
        """Add a cell's style of these numbers of font and fill, and return its own."""
        one = etree.Element(
            f"{{{namespace}}}xf", numFmtId="49", xfId="0",
            fontId=str(font_number), fillId=str(fill), borderId=str(thin),
            applyNumberFormat="1", applyFont="1", applyFill="1", applyBorder="1", applyAlignment="1",
        )  # fmt: skip
        etree.SubElement(one, f"{{{namespace}}}alignment", vertical="top", wrapText="1")
        return add_to(styles, namespace, "cellXfs", one)

    fills = {
        name: add_to(styles, namespace, "fills", solid_fill(namespace, colour)) for name, colour in COLOURS.items()
    }
    severities = {name: cell(bold, fill) for name, fill in fills.items()}
    return ListStyles(cell(bold, head), cell(plain), cell(link), severities)


def findings_sheet(
    listed: Sequence[Listed], heads: Sequence[str], known: Sequence[str], styles: ListStyles, namespace: str
) -> Element:
    """Return the sheet's XML; every text is stored as text, never as a formula. `known` are the workbook's sheets."""

    def add(parent: Element, name: str, **attributes: str) -> Element:
        """Add an element of the workbook's own namespace."""
        return etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)

    sheet = etree.Element(f"{{{namespace}}}worksheet", nsmap={None: namespace})
    add(add(sheet, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = add(add(sheet, "sheetViews"), "sheetView", workbookViewId="0")
    add(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = add(sheet, "cols")
    for number, width in enumerate(WIDTHS, 1):
        add(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = add(sheet, "sheetData")
    _add_row(data, namespace, 1, heads, [styles.head] * 5)
    links = []
    for number, one in enumerate(listed, 2):
        location = _location(one.target, known)
        place = styles.link if location else styles.text
        severity = styles.text if one.kind is None else styles.severities[one.kind]
        texts = (one.severity, one.place, one.sentence, one.remedy, one.rule)
        _add_row(data, namespace, number, texts, [severity, place, styles.text, styles.text, styles.text])
        if location:
            links.append((f"B{number}", location))
    if links:
        group = add(sheet, "hyperlinks")
        for ref, location in links:
            add(group, "hyperlink", ref=ref, location=location)
    add(sheet, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.25")
    add(sheet, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    add(add(sheet, "headerFooter"), "oddFooter").text = f'&C&"{FONT}"&12&P / &N'
    return sheet


def _add_row(data: Element, namespace: str, number: int, texts: Sequence[str], formats: Sequence[int]) -> None:
    row = etree.SubElement(data, f"{{{namespace}}}row", r=str(number))
    kept = [storable(text) for text in texts]
    row.set("ht", f"{row_height(zip(kept, WIDTHS, strict=True)):.2f}")
    for letter, text, style in zip("ABCDE", kept, formats, strict=True):
        cell = etree.SubElement(row, f"{{{namespace}}}c", r=f"{letter}{number}", s=str(style), t="inlineStr")
        inside = etree.SubElement(etree.SubElement(cell, f"{{{namespace}}}is"), f"{{{namespace}}}t")
        inside.text = text
        inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _location(target: tuple[str, str] | None, known: Sequence[str]) -> str:
    """Return where a place leads within the workbook; nothing for a sheet or cell that is none."""
    if target is None or target[0] not in known or not CELL.fullmatch(target[1]):
        return ""
    name = target[0].replace("'", "''")
    return f"'{name}'!{target[1]}"
