"""A bounded streaming reader of Excel workbooks: every cell with its place, kind and text.

Standard library only, since the reader's process imports it.
"""

import math
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NoReturn, Self, cast
from xml.parsers import expat

from sarup.gather.container import Container, Limits, Refusal, check_container

Kind = Literal["text", "number", "boolean", "error", "date", "empty"]
State = Literal["visible", "hidden", "veryHidden"]
Attributes = Mapping[str, str]

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
LEVELS = 8
ENCODINGS = ("UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1")
PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
RANGE = re.compile(f"{PLACE.pattern}(:{PLACE.pattern})?")
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?")
ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?")
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
# Excel's own date formats; 71–74, 77 and 81 are those of a Thai Excel, 27–58 of the East Asian ones.
DATE_FORMATS = frozenset(
    {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58, *range(71, 75), 77, 81}
)
FORMAT_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|e[-+]', re.IGNORECASE)
# Longer ones are no one's numbers and formats, and would cost the patterns quadratic time.
NUMBER_CHARS, FORMAT_CHARS = 300, 255
PHANTOM_LEAP_DAY, LAST_DAY = 60, 2_958_465


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something, `row` and `column` from 1.

    `text` is a text as stored with line feeds for line ends, a number in plain digits, 1 or 0 for a boolean,
    the code of an error, a date as YYYY-MM-DD without its time of day. A formula never calculated is `empty`.
    """

    row: int
    column: int
    kind: Kind
    text: str
    formula: bool
    has_value: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; cells by row, then column. A merge may span a whole sheet: never walk through its cells."""

    name: str
    state: State
    cells: list[Cell]
    merges: list[str]
    hidden_rows: list[int]
    hidden_columns: list[int]


@dataclass(frozen=True)
class Workbook:
    """All sheets in the order of their tabs, hidden ones too; chart sheets have no cells."""

    date1904: bool
    sheets: tuple[Sheet, ...]
    has_macros: bool


def read_workbook(data: bytes, limits: Limits | None = None) -> Workbook:
    """Return everything a form may ask of a workbook's bytes, or raise Refusal."""
    limits = limits or Limits()
    container = check_container(data, limits)
    meter = _Meter(limits)
    book_name = _find_book(container, meter)
    relations = _relations(container, meter, book_name)
    book = _Book(meter).read(container, book_name)
    by_kind = dict(relations.values())
    strings: list[str] = []
    dates: frozenset[str] = frozenset()
    if "sharedStrings" in by_kind:
        strings = _Strings(meter).read(container, by_kind["sharedStrings"]).strings
    if "styles" in by_kind:
        dates = _Styles(meter).read(container, by_kind["styles"]).date_styles()
    sheets = []
    for name, state, kind, target in _sheet_parts(book, relations, limits):
        reader = _Cells(meter, strings, dates, book.date1904)
        sheets.append(
            (reader if kind == "xlMacrosheet" else reader.read(container, target)).sheet(name, state)
        )
    has_macros = any(kind in ("vbaProject", "xlMacrosheet") for kind in by_kind)
    return Workbook(book.date1904, tuple(sheets), has_macros)


def pack(workbook: Workbook) -> dict[str, Any]:
    """Return the workbook as plain lists for JSON; `unpack` gives it back."""
    sheets = [
        {
            **{name: getattr(sheet, name) for name in Sheet.__slots__},
            "cells": [[c.row, c.column, c.kind, c.text, c.formula, c.has_value] for c in sheet.cells],
        }
        for sheet in workbook.sheets
    ]
    return {"date1904": workbook.date1904, "has_macros": workbook.has_macros, "sheets": sheets}


def unpack(packed: Mapping[str, Any]) -> Workbook:
    """Return the workbook that `pack` took apart."""
    sheets = [Sheet(**{**sheet, "cells": [Cell(*c) for c in sheet["cells"]]}) for sheet in packed["sheets"]]
    return Workbook(packed["date1904"], tuple(sheets), packed["has_macros"])


def _find_book(container: Container, meter: "_Meter") -> str:
    found = _relations(container, meter, "") if "_rels/.rels" in container.parts else {}
    for kind, target in found.values():
        if kind == "officeDocument" and target.lower().endswith(".xml"):
            return target
    raise Refusal("S02", "a zip without an Excel workbook")


def _sheet_parts(
    book: "_Book", relations: Mapping[str, tuple[str, str]], limits: Limits
) -> list[tuple[str, State, str, str]]:
    """Return name, state, kind and part of every sheet; a part read twice would multiply its cells."""
    if len(book.sheets) > limits.sheets:
        raise Refusal("S05", f"{len(book.sheets)} sheets")
    if any(relation not in relations for _, _, relation in book.sheets):
        raise Refusal("S01", "a sheet without a part")
    found = [(name, state, *relations[relation]) for name, state, relation in book.sheets]
    names = {name.casefold() for name, _, _, _ in found}
    if not found or len({target for *_, target in found}) != len(found) or len(names) != len(found):
        raise Refusal("S01", "no sheets, or two of one name or part")
    return found


def _relations(container: Container, meter: "_Meter", source: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(source)
    return _Relations(meter, folder).read(container, posixpath.join(folder, "_rels", f"{name}.rels")).found


class _Meter:
    """What one file has used so far of its limits, over all parts."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = self.cells = self.chars = 0


class _Part:
    """Reads one XML part. Elements count by name *and* depth: nothing smuggled in elsewhere is read."""

    def __init__(self, meter: _Meter) -> None:
        self.meter = meter
        self.depth = 0
        self.elements = 0
        self.text: list[str] = []
        self.pieces: list[str] = []
        self.phonetic = False
        self.opening: list[dict[str, Callable[[Attributes], object]]] = [{} for _ in range(LEVELS)]
        self.closing: list[dict[str, Callable[[], object]]] = [{} for _ in range(LEVELS)]

    def on(
        self,
        depth: int,
        tag: str,
        opening: Callable[[Attributes], object],
        closing: Callable[[], object] | None = None,
    ) -> None:
        """Have an element read; one at depth 1 allows the root."""
        for namespace in NAMESPACES:
            self.opening[depth][f"{namespace} {tag}"] = opening
            if closing:
                self.closing[depth][f"{namespace} {tag}"] = closing

    def on_text(self, depth: int) -> None:
        """Gather the texts and runs of a rich text standing at `depth`, without phonetic hints."""
        for level in (depth + 1, depth + 2):
            self.on(level, "t", self.start_text, self.end_text)
        self.on(
            depth + 1,
            "rPh",
            lambda _: setattr(self, "phonetic", True),
            lambda: setattr(self, "phonetic", False),
        )

    def start_text(self, _: Attributes) -> None:
        """Forget the white space between elements."""
        self.text.clear()

    def end_text(self) -> None:
        """Keep a run's text."""
        if not self.phonetic:
            self.pieces.append("".join(self.text))

    def joined(self) -> str:
        """Return the runs as one text and start anew."""
        text = _decode_escapes("".join(self.pieces))
        self.pieces.clear()
        return text

    def read(self, container: Container, name: str) -> Self:
        """Feed the part to a parser that refuses document types, and return self."""
        parser = expat.ParserCreate(None, " ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.XmlDeclHandler = _check_encoding
        try:
            self._feed(parser, container, name)
        except (expat.ExpatError, UnicodeError) as error:
            no_memory = getattr(error, "code", 0) == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
            raise Refusal("S05" if no_memory else "S01", f"{name}: {error}") from error
        return self

    def _feed(self, parser: expat.XMLParserType, container: Container, name: str) -> None:
        limits, fed = self.meter.limits, 0
        for piece in container.read(name):
            parser.Parse(piece, False)
            fed += len(piece)
            # Expat 2.5 scans an unfinished token again with every piece: quadratic time on a long one.
            if fed - max(parser.CurrentByteIndex, 0) > limits.token_bytes:
                raise Refusal("S05", f"{name} has a token of over {limits.token_bytes} bytes")
            if self.meter.elements + self.elements > limits.elements or len(self.text) > limits.elements:
                raise Refusal("S05", f"over {limits.elements} elements")
            # Expat and Python keep every name they meet until the end of the part.
            if len(parser.intern) > limits.names:
                raise Refusal("S05", f"over {limits.names} names of elements and attributes")
        parser.Parse(b"", True)
        self.meter.elements += self.elements

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        depth = self.depth = self.depth + 1
        action = self.opening[depth].get(name) if depth < LEVELS else None
        if action is not None:
            action(attributes)
        elif depth == 1:
            raise Refusal("S01", f"unexpected root {name}")
        elif depth > self.meter.limits.depth:
            raise Refusal("S05", f"over {self.meter.limits.depth} elements deep")

    def _end(self, name: str) -> None:
        depth = self.depth
        self.depth = depth - 1
        action = self.closing[depth].get(name) if depth < LEVELS else None
        if action is not None:
            action()


class _Relations(_Part):
    def __init__(self, meter: _Meter, folder: str) -> None:
        super().__init__(meter)
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}
        self.on(1, "Relationships", self.start_text)
        self.on(2, "Relationship", self.add)

    def add(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self.folder, attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, posixpath.normpath(target).lstrip("/"))


class _Book(_Part):
    def __init__(self, meter: _Meter) -> None:
        super().__init__(meter)
        self.date1904 = False
        self.sheets: list[tuple[str, State, str]] = []
        self.on(1, "workbook", self.start_text)
        self.on(2, "workbookPr", self.set_epoch)
        self.on(3, "sheet", self.add)

    def set_epoch(self, attributes: Attributes) -> None:
        self.date1904 = attributes.get("date1904") in ("1", "true")

    def add(self, attributes: Attributes) -> None:
        state = attributes.get("state", "visible")
        if state not in ("visible", "hidden", "veryHidden"):
            raise Refusal("S01", f"sheet state {state!r}")
        relation = next(
            (value for name, value in attributes.items() if name.endswith("/relationships id")), ""
        )
        self.sheets.append((_decode_escapes(attributes.get("name", "")), cast(State, state), relation))


class _Strings(_Part):
    def __init__(self, meter: _Meter) -> None:
        super().__init__(meter)
        self.strings: list[str] = []
        self.on(1, "sst", self.start_text)
        self.on(2, "si", self.start_text, lambda: self.strings.append(self.joined()))
        self.on_text(2)


class _Styles(_Part):
    def __init__(self, meter: _Meter) -> None:
        super().__init__(meter)
        self.codes: dict[str, str] = {}
        self.cell_formats: list[str] = []
        self.in_cell_formats = False
        self.on(1, "styleSheet", self.start_text)
        self.on(3, "numFmt", lambda a: self.codes.update({a.get("numFmtId", ""): a.get("formatCode", "")}))
        self.on(2, "cellXfs", lambda _: self.mark(True), lambda: self.mark(False))
        self.on(3, "xf", self.add)

    def mark(self, inside: bool) -> None:
        self.in_cell_formats = inside

    def add(self, attributes: Attributes) -> None:
        if self.in_cell_formats:
            self.cell_formats.append(attributes.get("numFmtId", "0"))

    def date_styles(self) -> frozenset[str]:
        """Return the style numbers, as cells write them, that show a date."""
        builtin = {str(number) for number in DATE_FORMATS}
        dates = {
            i
            for i in {*self.cell_formats}
            if (is_date_format(self.codes[i]) if i in self.codes else i in builtin)
        }
        return frozenset(str(index) for index, number in enumerate(self.cell_formats) if number in dates)


class _Cells(_Part):
    def __init__(
        self, meter: _Meter, strings: list[str], date_styles: frozenset[str], date1904: bool
    ) -> None:
        super().__init__(meter)
        self.strings, self.date_styles, self.date1904 = strings, date_styles, date1904
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = self.column = self.column_groups = 0
        self.row_text = "0"
        self.columns: dict[str, int] = {}
        self.start_cell({})
        for root in ("worksheet", "chartsheet", "dialogsheet"):
            self.on(1, root, self.start_text)
        self.on(3, "col", self.add_columns)
        self.on(3, "row", self.start_row)
        self.on(4, "c", self.start_cell, self.end_cell)
        self.on(5, "v", self.start_text, self.end_value)
        self.on(5, "f", self.mark_formula)
        self.on_text(5)
        self.on(3, "mergeCell", self.add_merge)

    def sheet(self, name: str, state: State) -> Sheet:
        cells = [self.cells[place] for place in sorted(self.cells)]
        return Sheet(name, state, cells, self.merges, sorted(self.hidden_rows), sorted(self.hidden_columns))

    def add_columns(self, attributes: Attributes) -> None:
        self.column_groups += 1
        if self.column_groups > self.meter.limits.columns:
            raise Refusal("S05", "too many column groups")
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            first, last = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, self.meter.limits.columns) + 1))

    def start_row(self, attributes: Attributes) -> None:
        self.row = _whole(attributes["r"]) if "r" in attributes else self.row + 1
        self.row_text = str(self.row)
        self.column = 0
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.hidden_rows.add(self.row)

    def start_cell(self, attributes: Attributes) -> None:
        self.column += 1
        place = attributes.get("r")
        if place:
            # Taking places apart by pattern was a fifth of the reading time.
            column = self.columns.get(place.removesuffix(self.row_text))
            self.column = column or self.learn_column(place)
        self.type = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        self.value: str | None = None
        self.formula = False
        if self.pieces:
            self.pieces.clear()

    def learn_column(self, place: str) -> int:
        row, column = _split_place(place)
        if row != self.row:
            raise Refusal("S01", f"cell {place} in row {self.row}")
        self.columns[place.removesuffix(self.row_text)] = column
        return column

    def mark_formula(self, _: Attributes) -> None:
        self.formula = True

    def end_value(self) -> None:
        self.value = "".join(self.text)

    def end_cell(self) -> None:
        value = self.joined() if self.type == "inlineStr" else self.value
        if value:
            kind, text = self.convert(value)
        elif self.formula:
            kind, text = ("text" if value == "" and self.type == "str" else "empty"), ""
        else:
            return
        if text or self.formula:
            place = (self.row, self.column)
            self.check(place, text)
            self.cells[place] = Cell(*place, kind, text, self.formula, kind != "empty")

    def check(self, place: tuple[int, int], text: str) -> None:
        """Raise Refusal for a cell too many, too far or given twice, and for too much text.

        Each use of a shared text counts: one long text behind many cells would swell whatever comes after.
        """
        meter, limits = self.meter, self.meter.limits
        meter.cells += 1
        meter.chars += len(text)
        if place in self.cells:
            raise Refusal("S01", f"two cells in row {place[0]}, column {place[1]}")
        if place[0] > limits.rows or place[1] > limits.columns:
            raise Refusal("S05", f"a value far outside any form, in row {place[0]}, column {place[1]}")
        if meter.cells > limits.cells:
            raise Refusal("S05", f"over {limits.cells} cells")
        if len(text) > limits.text_chars or meter.chars > limits.total_chars:
            raise Refusal("S05", "too much text in cells")

    def convert(self, value: str) -> tuple[Kind, str]:
        kind = self.type
        if kind == "s":
            index = _whole(value)
            if index >= len(self.strings):
                raise Refusal("S01", f"shared string {index} missing")
            return "text", self.strings[index]
        if kind == "n":
            return self.convert_number(value)
        if kind == "inlineStr":
            return "text", value
        return ("text", _decode_escapes(value)) if kind == "str" else _convert_rare(kind, value)

    def convert_number(self, value: str) -> tuple[Kind, str]:
        text = read_decimal(value)
        day = read_serial_date(float(text), self.date1904) if self.style in self.date_styles else None
        return ("date", day) if day else ("number", text)

    def add_merge(self, attributes: Attributes) -> None:
        merge = attributes.get("ref", "")
        if not RANGE.fullmatch(merge):
            raise Refusal("S01", f"merge {merge[:40]!r}")
        self.merges.append(merge)
        if len(self.merges) > self.meter.limits.merges:
            raise Refusal("S05", f"over {self.meter.limits.merges} merges")


def read_decimal(stored: str) -> str:
    """Return the shortest plain digits of a stored number: 1.1 where Excel writes 1.1000000000000001.

    >>> read_decimal("2.0"), read_decimal("1.1000000000000001"), read_decimal("1E-7"), read_decimal("-0")
    ('2', '1.1', '0.0000001', '0')
    """
    if stored.isascii() and stored.isdigit() and len(stored) <= NUMBER_CHARS:
        return stored.lstrip("0") or "0"
    stored = stored.strip(" \t\n")
    if (
        len(stored) > NUMBER_CHARS
        or not NUMBER.fullmatch(stored)
        or not math.isfinite(number := float(stored))
    ):
        raise Refusal("S01", f"number {stored[:40]!r}")
    if number.is_integer():
        digits = stored.removeprefix("-").removeprefix("+")
        return f"{number:.0f}" if not digits.isdigit() else f"{'-' * (number < 0)}{digits.lstrip('0') or '0'}"
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa
    return f"{number:.{len(mantissa.partition('.')[2]) - int(exponent)}f}"


def read_serial_date(serial: float, date1904: bool) -> str | None:
    """Return a serial's ISO date; None for what Excel shows as no date, and for its 29 February 1900.

    >>> read_serial_date(44186.75, False), read_serial_date(42724, True), read_serial_date(60, False)
    ('2020-12-21', '2020-12-21', None)
    """
    day = math.floor(serial)
    if date1904:
        first = date(1904, 1, 1)
    else:
        if day == PHANTOM_LEAP_DAY or day < 1:
            return None
        first = date(1899, 12, 31) if day < PHANTOM_LEAP_DAY else date(1899, 12, 30)
    if not 0 <= day <= LAST_DAY - (1462 if date1904 else 0):
        return None
    return (first + timedelta(days=day)).isoformat()


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date; a time alone or an elapsed time is a number.

    >>> [is_date_format(code) for code in ("d mmm bbbb", '[Red]0" days"', "h:mm", "mmm")]
    [True, False, False, True]
    """
    letters = FORMAT_LITERALS.sub("", code[:FORMAT_CHARS]).partition(";")[0].lower()
    return any(letter in letters for letter in "ydb") or ("m" in letters and not {"h", "s"} & {*letters})


def _convert_rare(kind: str, value: str) -> tuple[Kind, str]:
    value = value.strip(" \t\n")
    if kind == "b" and value in ("0", "1", "false", "true"):
        return "boolean", "1" if value in ("1", "true") else "0"
    if kind == "e":
        return "error", value
    if kind == "d":
        return _convert_iso_date(value)
    raise Refusal("S01", f"cell of type {kind[:20]!r} with {value[:20]!r}")


def _convert_iso_date(value: str) -> tuple[Kind, str]:
    found = ISO_DATE.fullmatch(value)
    try:
        return ("date", date.fromisoformat(found[1]).isoformat()) if found else ("text", value)
    except ValueError:
        return "text", value


def _split_place(place: str) -> tuple[int, int]:
    found = PLACE.fullmatch(place)
    if not found:
        raise Refusal("S01", f"cell {place[:20]!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _whole(text: str) -> int:
    """Return a number of rows, columns or strings; nine digits are more than any of them has."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise Refusal("S01", f"{text[:20]!r} is no whole number")


def _decode_escapes(text: str) -> str:
    """Return the text with Excel's _xHHHH_ as characters and one kind of line end."""
    if "_x" in text:
        text = ESCAPE.sub(_decode_escape, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode_escape(found: re.Match[str]) -> str:
    """Half surrogates and NUL stay as typed: no table or document downstream could hold them."""
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: int) -> NoReturn:
    raise Refusal("S05", f"document type {name[:40]!r}")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if encoding and encoding.upper() not in ENCODINGS:
        raise Refusal("S01", f"encoding {encoding[:40]!r}")
