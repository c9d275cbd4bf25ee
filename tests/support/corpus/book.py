"""Changes to a workbook's bytes: parts, cells, and whole workbooks written by hand in the manner of other programs."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import IO
from xml.sax.saxutils import escape

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]

from tests.support.corpus.kind import Make

RESULTS, EVENTS, TOPICS, SIGNOFF, KEYS = (f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4, 5, 7))
STRINGS, BOOK, STYLES = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Edit = Callable[[str], str]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, out: IO[bytes] | None = None) -> bytes:
    """Return a zip of parts; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(out or buffer, "w", method) as book:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            book.writestr(info, data)
    return buffer.getvalue()


def named(changes: Mapping[str, bytes | None]) -> Make:
    """Return the addition, change or (with None) loss of parts."""

    def make(data: bytes) -> bytes:
        parts = {**parts_of(data), **changes}
        return packed({name: content for name, content in parts.items() if content is not None})

    return make


def edited(part: str, edit: Edit) -> Make:
    """Return the change of one part's text; a change that changes nothing is a mistake of ours."""

    def make(data: bytes) -> bytes:
        parts = parts_of(data)
        before = parts[part].decode()
        after = edit(before)
        assert after != before, part
        return packed({**parts, part: after.encode()})

    return make


def replaced(part: str, old: str, new: str, count: int = -1) -> Make:
    """Return the replacement of a text in one part."""
    return edited(part, lambda text: text.replace(old, new, count))


def both(*makes: Make) -> Make:
    """Return several changes after each other."""
    return lambda data: reduce(lambda done, make: make(done), makes, data)


def cell(place: str, xml: str, part: str = RESULTS) -> Make:
    """Put a whole cell element in another's place."""
    pattern = re.compile(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    return edited(part, lambda text: pattern.sub(lambda _: xml, text, count=1))


def number(place: str, stored: str, part: str = RESULTS, style: int = 7, more: str = "") -> Make:
    """Store a number, spelt exactly so."""
    return cell(place, f'<c r="{place}" s="{style}"{more}><v>{stored}</v></c>', part)


def text(place: str, typed: str, part: str = RESULTS) -> Make:
    """Type a text."""
    inline = f'<is><t xml:space="preserve">{escape(typed)}</t></is>'
    return cell(place, f'<c r="{place}" s="6" t="inlineStr">{inline}</c>', part)


def blank(place: str, part: str = RESULTS) -> Make:
    """Empty a cell but for its style."""
    return cell(place, f'<c r="{place}" s="6"/>', part)


def new_row(row: int, cells: Mapping[str, str], part: str = RESULTS) -> Make:
    """Add a row of texts at the end."""
    filled = "".join(
        f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(typed)}</t></is></c>' for column, typed in cells.items()
    )
    return before_end(f'<row r="{row}">{filled}</row>', part)


def before_end(xml: str, part: str = RESULTS) -> Make:
    """Add to the end of a sheet's rows."""
    return edited(part, lambda sheet: sheet.replace("</sheetData>", f"{xml}</sheetData>"))


def after_rows(xml: str, part: str = RESULTS) -> Make:
    """Add after a sheet's rows."""
    return edited(part, lambda sheet: sheet.replace("</sheetData>", f"</sheetData>{xml}"))


def by_office(edit: Callable[[Workbook], object]) -> Make:
    """Open the form as another program does, edit and save it."""

    def make(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        edit(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def rows_of(data: bytes, sheet: str) -> list[list[str]]:
    """Return a sheet's texts as a rectangle, read by openpyxl; numbers as they are written."""
    found = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return [["" if value is None else str(value) for value in row] for row in found.iter_rows(values_only=True)]


def by_hand(write_row: Callable[[int, list[object]], str], prefix: str = "") -> Make:
    """Write the whole workbook anew in the least of parts, each row as `write_row` says."""

    def make(data: bytes) -> bytes:
        source = openpyxl.load_workbook(io.BytesIO(data))
        space = f'xmlns:{prefix.rstrip(":")}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
        parts, tabs, links = {}, "", ""
        for number, sheet in enumerate(source, 1):
            rows = "".join(write_row(row, list(values)) for row, values in enumerate(sheet.values, 1))
            content = f"<{prefix}worksheet {space}><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
            parts[f"xl/worksheets/sheet{number}.xml"] = content.encode()
            tabs += (
                f'<{prefix}sheet name="{sheet.title}" sheetId="{number}" state="{sheet.sheet_state}" r:id="s{number}"/>'
            )
            links += _relation(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml")
        book = (
            f'<{prefix}workbook {space} xmlns:r="{OFFICE}"><{prefix}sheets>{tabs}</{prefix}sheets></{prefix}workbook>'
        )
        return packed(
            {
                "_rels/.rels": _relations(_relation("r1", "officeDocument", "xl/workbook.xml")),
                BOOK_RELATIONS: _relations(links),
                BOOK: book.encode(),
                **parts,
            }
        )

    return make


def plain_row(row: int, values: Iterable[object], prefix: str = "", placed: bool = True) -> str:
    """Return a row of inline texts and numbers, without styles, with or without the places of its cells."""
    cells = ""
    for column, value in enumerate(values, 1):
        place = f' r="{get_column_letter(column)}{row}"' if placed else ""
        if isinstance(value, int | float):
            cells += f"<{prefix}c{place}><{prefix}v>{value}</{prefix}v></{prefix}c>"
        elif value is None:
            cells += "" if placed else f"<{prefix}c/>"
        else:
            typed = f"<{prefix}is><{prefix}t>{escape(str(value))}</{prefix}t></{prefix}is>"
            cells += f'<{prefix}c{place} t="inlineStr">{typed}</{prefix}c>'
    row_place = f' r="{row}"' if placed else ""
    return f"<{prefix}row{row_place}>{cells}</{prefix}row>"


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(links: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode()


def related(kind: str, target: str, content: bytes = b"x", external: bool = False) -> Make:
    """Add a part that the workbook relates to, or a link out of the file."""
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    added = replaced(BOOK_RELATIONS, "</Relationships>", link)
    return added if external else both(added, named({f"xl/{target}": content}))


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole_file(stream: str) -> bytes:
    """Return the least of an OLE2 file that names one stream."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, 2, 1) + b"\0" * 60
    return OLE2.ljust(512, b"\0") + entry.ljust(512, b"\0")
