"""A division's own workbook again, with the cells to mend filled and commented, and one sheet that lists everything.

The package is patched part by part: what is not marked stays byte for byte, so that the division finds its extra
columns, its pictures and its choices as it left them. An office library that opens and saves would drop some of them.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sarup.render.returned.cell_comments import EMPTY_DRAWING, add_comments
from sarup.render.returned.findings_sheet import Listed, add_list_styles, findings_sheet
from sarup.render.returned.sheet_marks import Mark, SheetPatch, add_fills, column_number, split_place, styles_before

EPOCH = (1980, 1, 1, 0, 0, 0)
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
Element = Any
__all__ = ["Listed", "Mark", "mark_workbook"]


def mark_workbook(
    data: bytes, marks: Mapping[tuple[str, str], Mark], listed: Sequence[Listed], title: str, heads: Sequence[str]
) -> bytes | None:
    """Return the workbook with `marks` by (sheet, cell or range) and a last sheet named `title`; same bytes again.

    None for a package that cannot be patched: the letter then has its page only.
    """
    try:
        return _Package(data).marked(marks, listed, title, heads)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile):
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
        earlier = sheets.get(title)
        is_again = earlier is not None and self._first_texts(earlier) == list(heads)
        before = styles_before(styles, self.namespace) if is_again else {}
        fills = add_fills(styles, self.namespace)
        for sheet, part in sorted(sheets.items()):
            cells = {cell: mark for (name, cell), mark in marks.items() if name == sheet}
            if cells or (is_again and part != earlier):
                self._mark_sheet(part, cells, fills, before)
        list_styles = add_list_styles(styles, self.namespace)
        self._write(styles_name, styles)
        sheet = findings_sheet(listed, heads, tuple(sheets), list_styles, self.namespace)
        if earlier and is_again:
            self._write(earlier, sheet)
        else:
            self._add_list(sheet, self._free_title(title, sheets))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
            for name, part_data in self.parts.items():
                book.writestr(zipfile.ZipInfo(name, EPOCH), part_data, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _mark_sheet(self, part: str, cells: Mapping[str, Mark], fills: Any, before: Mapping[int, int]) -> None:
        """Mark the cells of a sheet; what an earlier return marked there is mended, or is marked again."""
        root = self._parse(part)
        if root.find(f"{{{self.namespace}}}sheetData") is None:
            return
        patch = SheetPatch(root, self.namespace)
        patch.restyle(before)
        for cell in sorted(cells, key=lambda place: (split_place(place)[1], column_number(split_place(place)[0]))):
            patch.fill(cell, fills(patch.style_of(cell), cells[cell]), cells[cell].shown)
        if cells or (self._related(part, "comments") and self._related(part, "vmlDrawing")):
            self._comment(part, patch, cells)
        self._write(part, root)

    def _comment(self, part: str, patch: SheetPatch, cells: Mapping[str, Mark]) -> None:
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
            patch.add_legacy_drawing(relation, self.office)
            self.parts[name] = (
                f'<comments xmlns="{self.namespace}"><authors><author>Sarup</author></authors><commentList/></comments>'
            ).encode()
            self.parts[shapes_name] = EMPTY_DRAWING
            self._declare(name, f"{SPREADSHEET_TYPE}comments+xml")
            self._declare_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        comments, shapes = self._parse(name), self._parse(shapes_name)
        add_comments(comments, shapes, patch, cells, self.namespace)
        self._write(name, comments)
        self._write(shapes_name, shapes)

    def _add_list(self, sheet: Element, title: str) -> None:
        """Add the sheet of all findings as the last one, its heads printed on every page."""
        name = self._free("xl/worksheets/sheet{}.xml")
        self._write(name, sheet)
        self._declare(name, f"{SPREADSHEET_TYPE}worksheet+xml")
        relation = self._relate(self.book_name, "worksheet", name)
        tabs = self.book.find(f"{{{self.namespace}}}sheets")
        number = max(int(tab.get("sheetId")) for tab in tabs) + 1
        tab = etree.SubElement(tabs, f"{{{self.namespace}}}sheet", name=title, sheetId=str(number))
        tab.set(f"{{{self.office}}}id", relation)
        self._repeat_heads(title, len(tabs) - 1)
        self._write(self.book_name, self.book)

    def _repeat_heads(self, title: str, place: int) -> None:
        names = self.book.find(f"{{{self.namespace}}}definedNames")
        if names is None:
            names = etree.Element(f"{{{self.namespace}}}definedNames")
            before = [f"{{{self.namespace}}}{name}" for name in ("sheets", "functionGroups", "externalReferences")]
            last = max(number for number, one in enumerate(self.book) if one.tag in before)
            self.book.insert(last + 1, names)
        print_titles = etree.SubElement(names, f"{{{self.namespace}}}definedName", name="_xlnm.Print_Titles")
        print_titles.set("localSheetId", str(place))
        print_titles.text = "'" + title.replace("'", "''") + "'!$1:$1"

    def _first_texts(self, part: str) -> list[str]:
        """Return the texts of a sheet's first row, which tell a list that an earlier return added."""
        row = self._parse(part).find(f"{{{self.namespace}}}sheetData/{{{self.namespace}}}row")
        texts = []
        for cell in row if row is not None else ():
            inside = cell
            if cell.get("t") == "s":
                shared = self._parse(self._related(self.book_name, "sharedStrings")[0])
                inside = shared[int(cell.findtext(f"{{{self.namespace}}}v"))]
            texts.append("".join(one.text or "" for one in inside.iter(f"{{{self.namespace}}}t")))
        return texts

    def _sheets(self) -> dict[str, str]:
        """Return sheet name -> part."""
        targets = {relation: target for relation, _, target in self._relations(self.book_name)}
        tabs = self.book.find(f"{{{self.namespace}}}sheets")
        return {tab.get("name"): targets[tab.get(f"{{{self.office}}}id")] for tab in tabs}

    def _free_title(self, title: str, sheets: Mapping[str, str]) -> str:
        used = {name.casefold() for name in sheets}
        titles = (title, *(f"{title} {number}" for number in range(2, 200)))
        return next(one for one in titles if one.casefold() not in used)

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
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/"),
            )
            for one in self._parse(name)
            if one.get("TargetMode") != "External"
        ]

    def _relate(self, source: str, kind: str, target: str) -> str:
        """Add a relation and return its id."""
        name = _relations_name(source)
        root = self._parse(name) if name in self.parts else etree.Element(f"{{{RELATIONS}}}Relationships")
        used = {one.get("Id") for one in root}
        identity = next(f"rIdS{number}" for number in range(1, 10_000) if f"rIdS{number}" not in used)
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
        used = {name.lower() for name in self.parts}
        return next(name for number in range(1, 10_000) if (name := pattern.format(number)).lower() not in used)

    def _parse(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.parts[name], parser)

    def _write(self, name: str, root: Element) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
