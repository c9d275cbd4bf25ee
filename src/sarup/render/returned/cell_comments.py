"""Comments at cells of a workbook, in boxes as large as their text."""

from collections.abc import Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sarup.render.measure.row_height import lines_of
from sarup.render.returned.sheet_marks import Mark, SheetPatch, column_number, split_place, storable

AUTHOR = "Sarup"
BOX_WIDTH, LINE, HIGHEST_BOX = 360, 26, 620
# So many characters of a column's width go into a box.
BOX_CHARACTERS = 46
VML = "urn:schemas-microsoft-com:vml"
EXCEL = "urn:schemas-microsoft-com:office:excel"
EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" '
    b'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
Element = Any


def add_comments(
    comments: Element, shapes: Element, patch: SheetPatch, cells: Mapping[str, Mark], namespace: str
) -> None:
    """Add a comment and its box for each cell; a cell's own comment keeps its text and gets ours below it.

    What an earlier return said is taken away first: it has been mended, or is said again.
    """
    author = _forget_ours(comments, shapes, namespace)
    items = comments.find(f"{{{namespace}}}commentList")
    for number, (cell, mark) in enumerate(sorted(cells.items()), 1):
        letters, row = split_place(cell)
        column = column_number(letters)
        text = _add_comment(items, namespace, f"{letters}{row}", author, mark.text)
        _remove_shape(shapes, column - 1, row - 1)
        height = min(HIGHEST_BOX, lines_of(text, BOX_CHARACTERS) * LINE + 12)
        shapes.append(_shape(column - 1, row - 1, number, patch.box(column, row, BOX_WIDTH, height)))
    items[:] = sorted(
        items, key=lambda one: (split_place(one.get("ref"))[1], column_number(split_place(one.get("ref"))[0]))
    )


def _forget_ours(comments: Element, shapes: Element, namespace: str) -> str:
    """Remove the comments that an earlier return left, and return the number of our author."""
    authors = comments.find(f"{{{namespace}}}authors")
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{namespace}}}author").text = AUTHOR
        return str(len(names))
    ours = str(names.index(AUTHOR))
    items = comments.find(f"{{{namespace}}}commentList")
    for one in [one for one in items if one.get("authorId") == ours]:
        letters, row = split_place(one.get("ref"))
        _remove_shape(shapes, column_number(letters) - 1, row - 1)
        items.remove(one)
    return ours


def _remove_shape(shapes: Element, column: int, row: int) -> None:
    for shape in shapes.findall(f"{{{VML}}}shape"):
        at = [shape.findtext(f".//{{{EXCEL}}}{name}") for name in ("Row", "Column")]
        if at == [str(row), str(column)]:
            shapes.remove(shape)


def _add_comment(items: Element, namespace: str, place: str, author: str, text: str) -> str:
    """Add a comment, or its text below that of the comment which the cell already has; return all its text."""
    there = next((one for one in items if one.get("ref") == place), None)
    if there is None:
        there = etree.SubElement(items, f"{{{namespace}}}comment", ref=place, authorId=author)
        etree.SubElement(there, f"{{{namespace}}}text")
    else:
        text = f"\n{text}"
    run = etree.SubElement(there.find(f"{{{namespace}}}text"), f"{{{namespace}}}r")
    look = etree.SubElement(run, f"{{{namespace}}}rPr")
    etree.SubElement(look, f"{{{namespace}}}sz", val="14")
    etree.SubElement(look, f"{{{namespace}}}color", rgb="FF000000")
    etree.SubElement(look, f"{{{namespace}}}rFont", val="TH Sarabun New")
    letters = etree.SubElement(run, f"{{{namespace}}}t")
    letters.text = storable(text)
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return "".join(there.find(f"{{{namespace}}}text").itertext())


def _shape(column: int, row: int, number: int, anchor: str) -> Element:
    """Return the box of one comment; column and row are counted from 0."""
    return etree.fromstring(
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_sarup_{number}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        f'<x:ClientData ObjectType="Note"><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
