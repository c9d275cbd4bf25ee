"""A division's own workbook again, with the cells to mend filled and commented, and one sheet that lists everything.

The package is patched part by part: what is not marked stays byte for byte, so that the division finds its extra
columns, its pictures and its choices as it left them. An office library that opens and saves would drop some of them.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sarup.render.sheet_marks import Mark, SheetPatch, add_fills, column_number, split_place

EPOCH = (1980, 1, 1, 0, 0, 0)
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
Element = Any
__all__ = ["Listed", "Mark", "mark_workbook"]


@dataclass(frozen=True)
class Listed:
    """One line of the sheet that lists the findings."""

    severity: str
    place: str
    sentence: str
    remedy: str
    rule: str


def mark_workbook(
    data: bytes, marks: Mapping[tuple[str, str], Mark], listed: Sequence[Listed], title: str, heads: Sequence[str]
) -> bytes | None:
    """Return the workbook with `marks` by (sheet, cell or range) and a last sheet named `title`; same bytes again.

    None for a package that cannot be patched: the letter then has its page only.
    """
    try:
        return _Package(data).marked(marks, listed, title, heads)
    except (KeyError, ValueError, IndexError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return None


class _Package:
    """The parts of a workbook; those that change are parsed, written back and nothing else."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            self.parts = {name: book.read(name) for name in book.namelist()}
        self.book_name = self._related("", "officeDocument")[0]
        self.book = self._parse(self.book_name)
        self.namespace = etree.QName(self.book).namespace or ""
        self.office = STRICT_OFFICE if self.namespace == STRICT else OFFICE

    def marked(
        self, marks: Mapping[tuple[str, str], Mark], listed: Sequence[Listed], title: str, heads: Sequence[str]
    ) -> bytes:
        """Return the package with everything added."""
        sheets = self._sheets()
        styles_name = self._related(self.book_name, "styles")[0]
        styles = self._parse(styles_name)
        fills = add_fills(styles, self.namespace)
        for sheet, part in sorted(sheets.items()):
            cells = {cell: mark for (name, cell), mark in marks.items() if name == sheet}
            if cells:
                self._mark_sheet(part, cells, fills)
        self._write(styles_name, styles)
        self._add_list(listed, self._free_title(title, sheets), heads)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
            for name, part_data in self.parts.items():
                book.writestr(zipfile.ZipInfo(name, EPOCH), part_data, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _mark_sheet(self, part: str, cells: Mapping[str, Mark], fills: Any) -> None:
        root = self._parse(part)
        patch = SheetPatch(root, self.namespace)
        for cell in sorted(cells, key=lambda place: (split_place(place)[1], column_number(split_place(place)[0]))):
            patch.fill(cell, fills(patch.style_of(cell), cells[cell].severity))
        self._comment(part, root, cells)
        self._write(part, root)

    def _comment(self, part: str, root: Element, cells: Mapping[str, Mark]) -> None:
        """Add comments to those that the sheet has, or a comments part and its drawing."""
        known = self._related(part, "comments")
        drawing = self._related(part, "vmlDrawing")
        if bool(known) != bool(drawing):
            raise ValueError("comments without their drawing")
        name = known[0] if known else self._free("xl/comments{}.xml")
        shapes_name = drawing[0] if drawing else self._free("xl/drawings/vmlDrawing{}.vml")
        if not known:
            relation = self._relate(part, "comments", name)
            relation = self._relate(part, "vmlDrawing", shapes_name)
            SheetPatch(root, self.namespace).add_legacy_drawing(relation, self.office)
            self.parts[name] = (
                f'<comments xmlns="{self.namespace}"><authors><author>Sarup</author></authors><commentList/></comments>'
            ).encode()
            self.parts[shapes_name] = _EMPTY_DRAWING
            self._declare(name, f"{SPREADSHEET_TYPE}comments+xml")
            self._declare_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        comments, shapes = self._parse(name), self._parse(shapes_name)
        author = _add_author(comments, self.namespace)
        items = comments.find(f"{{{self.namespace}}}commentList")
        for number, (cell, mark) in enumerate(sorted(cells.items()), 1):
            column, row = split_place(cell)
            _add_comment(items, self.namespace, f"{column}{row}", author, mark.text)
            shapes.append(_shape(column_number(column) - 1, row - 1, number))
        items[:] = sorted(items, key=lambda one: (int(re.sub("[A-Z]", "", one.get("ref"))), one.get("ref")))
        self._write(name, comments)
        self._write(shapes_name, shapes)

    def _add_list(self, listed: Sequence[Listed], title: str, heads: Sequence[str]) -> None:
        """Add the sheet of all findings; every text is stored as text, never as a formula."""
        name = self._free("xl/worksheets/sheet{}.xml")
        rows = [list(heads), *([one.severity, one.place, one.sentence, one.remedy, one.rule] for one in listed)]
        sheet = etree.Element(f"{{{self.namespace}}}worksheet", nsmap={None: self.namespace})
        columns = etree.SubElement(sheet, f"{{{self.namespace}}}cols")
        for number, width in enumerate((16, 40, 60, 60, 8), 1):
            etree.SubElement(
                columns, f"{{{self.namespace}}}col", min=str(number), max=str(number), width=str(width), customWidth="1"
            )
        data = etree.SubElement(sheet, f"{{{self.namespace}}}sheetData")
        for row_no, texts in enumerate(rows, 1):
            row = etree.SubElement(data, f"{{{self.namespace}}}row", r=str(row_no))
            for letter, text in zip("ABCDE", texts, strict=True):
                cell = etree.SubElement(row, f"{{{self.namespace}}}c", r=f"{letter}{row_no}", t="inlineStr")
                inside = etree.SubElement(etree.SubElement(cell, f"{{{self.namespace}}}is"), f"{{{self.namespace}}}t")
                inside.text = _storable(text)
                inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self._write(name, sheet)
        self._declare(name, f"{SPREADSHEET_TYPE}worksheet+xml")
        relation = self._relate(self.book_name, "worksheet", name)
        tabs = self.book.find(f"{{{self.namespace}}}sheets")
        number = max(int(tab.get("sheetId")) for tab in tabs) + 1
        tab = etree.SubElement(tabs, f"{{{self.namespace}}}sheet", name=title, sheetId=str(number))
        tab.set(f"{{{self.office}}}id", relation)
        self._write(self.book_name, self.book)

    def _sheets(self) -> dict[str, str]:
        """Return sheet name -> part."""
        targets = {relation: target for relation, _, target in self._relations(self.book_name)}
        tabs = self.book.find(f"{{{self.namespace}}}sheets")
        return {tab.get("name"): targets[tab.get(f"{{{self.office}}}id")] for tab in tabs}

    def _free_title(self, title: str, sheets: Mapping[str, str]) -> str:
        taken = {name.casefold() for name in sheets}
        titles = (title, *(f"{title} {number}" for number in range(2, 200)))
        return next(one for one in titles if one.casefold() not in taken)

    def _related(self, source: str, kind: str) -> list[str]:
        return [target for _, found, target in self._relations(source) if found == kind]

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        """Return id, kind and part of each relation of a part."""
        name = _relations_name(source)
        if name not in self.parts:
            return []
        folder = posixpath.dirname(source)
        return [
            (
                one.get("Id"),
                one.get("Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/"),
            )
            for one in self._parse(name)
            if one.get("TargetMode") != "External"
        ]

    def _relate(self, source: str, kind: str, target: str) -> str:
        """Add a relation and return its id."""
        name = _relations_name(source)
        root = self._parse(name) if name in self.parts else etree.Element(f"{{{RELATIONS}}}Relationships")
        taken = {one.get("Id") for one in root}
        identity = next(f"rIdS{number}" for number in range(1, 10_000) if f"rIdS{number}" not in taken)
        attributes = {"Id": identity, "Type": f"{self.office}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
        self._write(name, root)
        return identity

    def _declare(self, part: str, content_type: str) -> None:
        root = self._parse("[Content_Types].xml")
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self._write("[Content_Types].xml", root)

    def _declare_ending(self, ending: str, content_type: str) -> None:
        root = self._parse("[Content_Types].xml")
        if not any(one.get("Extension", "").lower() == ending for one in root):
            root.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension=ending, ContentType=content_type))
            self._write("[Content_Types].xml", root)

    def _free(self, pattern: str) -> str:
        taken = {name.lower() for name in self.parts}
        return next(name for number in range(1, 10_000) if (name := pattern.format(number)).lower() not in taken)

    def _parse(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.parts[name], parser)

    def _write(self, name: str, root: Element) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _add_author(comments: Element, namespace: str) -> str:
    authors = comments.find(f"{{{namespace}}}authors")
    names = [author.text for author in authors]
    if "Sarup" not in names:
        etree.SubElement(authors, f"{{{namespace}}}author").text = "Sarup"
        names.append("Sarup")
    return str(names.index("Sarup"))


def _add_comment(items: Element, namespace: str, place: str, author: str, text: str) -> None:
    """Add a comment, or its text below that of the comment which the cell already has."""
    there = next((one for one in items if one.get("ref") == place), None)
    if there is not None:
        inside = there.find(f"{{{namespace}}}text")
        run = etree.SubElement(inside, f"{{{namespace}}}r")
        etree.SubElement(run, f"{{{namespace}}}t").text = _storable(f"\n{text}")
        return
    comment = etree.SubElement(items, f"{{{namespace}}}comment", ref=place, authorId=author)
    inside = etree.SubElement(etree.SubElement(comment, f"{{{namespace}}}text"), f"{{{namespace}}}r")
    run = etree.SubElement(inside, f"{{{namespace}}}t")
    run.text = _storable(text)
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _storable(text: str) -> str:
    """Return the text without characters that XML cannot hold; they are shown by their code."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", lambda one: f"U+{ord(one[0]):04X}", text)


_EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" '
    b'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def _shape(column: int, row: int, number: int) -> Element:
    """Return the box of one comment, beside its cell; column and row are counted from 0."""
    anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 4, {column + 4}, 40, {row + 4}, 4"
    return etree.fromstring(
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_sarup_{number}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
