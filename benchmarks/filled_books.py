"""Filled forms in milliseconds: the product's own writer writes one of each shape, all others are filled in after it.

A shape is what the writer makes differently: the round, the kinds of the rows, how many rows a table has. In the one
workbook that it writes every cell of the tables bears a mark; the parts of the file are cut at these marks, and what
has none is packed once. Cells say what the writer would say; only the rows are as high as the marks are.
"""

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sarup.form.spec import load_form_spec
from sarup.phrases import Phrases
from sarup.render.form.content import FormContent
from sarup.render.form.workbook import EMPTY_ROWS, write_form

MARK = re.compile("\ue000([0-9]{5})")
CELL = re.compile(r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="s"><v>([0-9]+)</v></c>')
STRING = re.compile("<si>(.*?)</si>", re.DOTALL)
STRINGS = "xl/sharedStrings.xml"
# Where a mark's value stands in a content: its table, row and field; or what, and which of them.
Place = tuple[str, int, str]


@dataclass
class Marks:
    """Marks in the order in which they were given out."""

    places: list[Place] = field(default_factory=list)

    def new(self, place: Place) -> str:
        """Return a mark for the value of a place."""
        self.places.append(place)
        return f"\ue000{len(self.places) - 1:05}"


@dataclass(frozen=True)
class Packed:
    """An entry of a zip."""

    name: str
    crc: int
    size: int
    data: bytes


@dataclass(frozen=True)
class Shape:
    """One workbook, cut: parts that are always the same, packed, and the pieces of those that are filled.

    A piece is text whose marks stand for texts, or (beginning of a cell, number of its mark). `fixed` are the shared
    strings that every file of the shape has, `fixed_uses` is how often they are used.
    """

    parts: Mapping[str, Packed | tuple[str | tuple[str, int], ...]]
    fixed: tuple[str, ...]
    fixed_uses: int
    strings_head: str
    places: tuple[Place, ...]


class BookWriter:
    """Writes forms; keeps what it learnt of every shape."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.shapes: dict[Hashable, Shape] = {}

    def write(self, content: FormContent) -> bytes:
        """Return the workbook of a content; the same content gives the same bytes."""
        key = _shape_key(content)
        if key not in self.shapes:
            self.shapes[key] = _learn(content, self.phrases)
        return _fill(self.shapes[key], content)


def _shape_key(content: FormContent) -> Hashable:
    rows = tuple((row.get("kind"), row.get("is_first")) for row in content.tables.get("results", ()))
    counts = tuple(_row_count(content, sheet.table) for sheet in load_form_spec(content.kind).sheets)
    heads = (len(content.head_lines), content.guide, tuple(content.slots.items()), tuple(content.keys))
    return content.kind, content.round_name, content.annual_entry, rows, counts, heads


def _row_count(content: FormContent, table: str) -> int:
    return max(len(content.tables.get(table, ())), EMPTY_ROWS.get(table, 0))


def _learn(content: FormContent, phrases: Phrases) -> Shape:
    """Let the writer write a form full of marks, and cut it."""
    marks = Marks()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(_marked(content, marks), path, phrases)
        with zipfile.ZipFile(path) as book:
            texts = {name: book.read(name).decode() for name in book.namelist()}
    strings = STRING.findall(texts[STRINGS])
    is_cell = [_mark_of_cell(string, marks.places) for string in strings]
    fixed = [number for number, mark in enumerate(is_cell) if mark is None]
    numbers = {old: new for new, old in enumerate(fixed)}
    parts: dict[str, Packed | tuple[str | tuple[str, int], ...]] = {}
    uses = 0
    for name, text in texts.items():
        pieces = list(_cut(text, is_cell, numbers))
        uses += sum(piece.count(' t="s"><v>') for piece in pieces if isinstance(piece, str))
        is_same = len(pieces) == 1 and not MARK.search(text) and name != STRINGS
        parts[name] = _packed(name, str(pieces[0])) if is_same else tuple(pieces)
    head = texts[STRINGS][: texts[STRINGS].index("<sst ")]
    return Shape(parts, tuple(strings[number] for number in fixed), uses, head, tuple(marks.places))


def _marked(content: FormContent, marks: Marks) -> FormContent:
    """Return a content that says marks wherever another content of the shape could say something else."""
    tables: dict[str, Any] = {}
    for sheet in load_form_spec(content.kind).sheets:
        rows = content.tables.get(sheet.table, ())
        fields = [column.field for column in sheet.columns_of(content.round_name) if column.field != "kind"]
        tables[sheet.table] = tuple(
            {**row, **{name: marks.new((sheet.table, number, name)) for name in fields}}
            for number, row in enumerate([*rows, *[{}] * (_row_count(content, sheet.table) - len(rows))])
        )
    return replace(
        content,
        tables=tables,
        head_lines=tuple(marks.new(("", number, "head")) for number in range(len(content.head_lines))),
        keys={name: marks.new(("", 0, name)) for name in content.keys},
        page_head=(marks.new(("", 0, "page")), marks.new(("", 1, "page"))),
    )


def _mark_of_cell(string: str, places: Sequence[Place]) -> int | None:
    """Return the number of a shared string's mark where it is the mark of a table's cell."""
    found = MARK.search(string)
    return int(found[1]) if found and places[int(found[1])][0] else None


def _cut(text: str, is_cell: Sequence[int | None], numbers: Mapping[int, int]) -> Iterator[str | tuple[str, int]]:
    """Yield a part's pieces; strings that stay are numbered anew."""
    at, said = 0, ""
    for cell in CELL.finditer(text):
        said += text[at : cell.start()]
        at, mark = cell.end(), is_cell[int(cell[2])]
        if mark is None:
            said += f'{cell[1]} t="s"><v>{numbers[int(cell[2])]}</v></c>'
        else:
            yield said
            yield cell[1], mark
            said = ""
    yield said + text[at:]


def _fill(shape: Shape, content: FormContent) -> bytes:
    values = [_value(place, content) for place in shape.places]
    own: dict[str, int] = {}
    uses = shape.fixed_uses
    entries: dict[str, Packed] = {}
    for name, pieces in shape.parts.items():
        if isinstance(pieces, Packed):
            entries[name] = pieces
        elif name != STRINGS:
            said = []
            for piece in pieces:
                if isinstance(piece, str):
                    said.append(_with_texts(piece, values, shape.places))
                    continue
                value = values[piece[1]]
                if value is None or value == "":
                    said.append(f"{piece[0]}/>")
                elif isinstance(value, str):
                    uses += 1
                    number = own.setdefault(value, len(shape.fixed) + len(own))
                    said.append(f'{piece[0]} t="s"><v>{number}</v></c>')
                else:
                    said.append(f"{piece[0]}><v>{value:.16G}</v></c>")
            entries[name] = _packed(name, "".join(said))
    entries[STRINGS] = _packed(STRINGS, _strings(shape, values, list(own), uses))
    return _zip([entries[name] for name in shape.parts])


def _value(place: Place, content: FormContent) -> str | int | float | Decimal | None:
    table, number, name = place
    if table:
        rows = content.tables.get(table, ())
        return rows[number].get(name) if number < len(rows) else None
    if name == "head":
        return content.head_lines[number]
    return content.page_head[number].replace("&", "&&") if name == "page" else content.keys[name]


def _with_texts(piece: str, values: Sequence[object], places: Sequence[Place]) -> str:
    """Return a piece with texts in place of its marks."""
    return (
        MARK.sub(lambda mark: escape(str(values[int(mark[1])]), {'"': "&quot;"}), piece) if "\ue000" in piece else piece
    )


def _strings(shape: Shape, values: Sequence[object], own: Sequence[str], uses: int) -> str:
    said = [f"<si>{_with_texts(string, values, shape.places)}</si>" for string in shape.fixed]
    for text in own:
        keep = ' xml:space="preserve"' if text != text.strip() else ""
        said.append(f"<si><t{keep}>{escape(text)}</t></si>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{shape.strings_head}<sst xmlns="{main}" count="{uses}" uniqueCount="{len(said)}">{"".join(said)}</sst>'


def _packed(name: str, text: str) -> Packed:
    data = text.encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(name, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def _zip(entries: Sequence[Packed]) -> bytes:
    """Return a zip of entries that are packed already, dated as the writer dates them: 1 January 1980."""
    files, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.name.encode()
        known = struct.pack("<5H3L2H", 20, 0, 8, 0, 33, entry.crc, len(entry.data), entry.size, len(name), 0)
        directory += (
            struct.pack("<4s2B", b"PK\1\2", 20, 3) + known + struct.pack("<3H2L", 0, 0, 0, 0o600 << 16, len(files))
        )
        directory += name
        files += b"PK\3\4" + known + name + entry.data
    count = len(entries)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(files), 0)
    return bytes(files + directory + end)
