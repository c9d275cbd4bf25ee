"""A bounded streaming reader of Excel workbooks: every cell with its place, kind and text.

Standard library only, since the reader's process imports it.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sarup.gather.book_parts import Book, Relations, Strings, Styles
from sarup.gather.container import Container, Limits, Refusal, check_container
from sarup.gather.sheet_part import Cell, Sheet, SheetPart, State
from sarup.gather.xml_part import Meter

__all__ = ["BOOK", "Cell", "Sheet", "Workbook", "pack", "read_book", "read_workbook", "unpack"]

BOOK = "xl/workbook.xml"
# What a sheet says of single places beside its cells.
PLACED = ("far", "clocks")


@dataclass(frozen=True)
class Workbook:
    """All sheets in the order of their tabs, hidden ones too; chart sheets have no cells.

    `container` is what the file is by its content: xlsx (macros or not), ods, docx or csv. `underlined` are the
    lines of its texts whose every letter is underlined.
    """

    date1904: bool
    sheets: tuple[Sheet, ...]
    has_macros: bool
    container: str = "xlsx"
    underlined: tuple[str, ...] = ()


def read_workbook(data: bytes, limits: Limits | None = None) -> Workbook:
    """Return everything a form may ask of a workbook's bytes, or raise Refusal."""
    return read_book(check_container(data, limits))


def read_book(container: Container) -> Workbook:
    """Return the sheets of an Excel workbook, or raise Refusal: S02 for a zip that holds none."""
    limits = container.limits
    meter = Meter(limits)
    book_name = _find_book(container, meter)
    relations = _relations(container, meter, book_name)
    book = Book(meter).read(container, book_name)
    by_kind = dict(relations.values())
    strings: list[str] = []
    underlined: set[str] = set()
    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    if "sharedStrings" in by_kind:
        shared = Strings(meter).read(container, by_kind["sharedStrings"])
        strings, underlined = shared.strings, shared.underlined
    if "styles" in by_kind:
        dates, percents = _styles(container, meter, by_kind["styles"])
    sheets = []
    for name, state, kind, target in _sheet_parts(book, relations, limits):
        reader = SheetPart(meter, strings, dates, percents, book.date1904)
        sheets.append((reader if kind == "xlMacrosheet" else reader.read(container, target)).sheet(name, state))
        underlined |= reader.underlined
    has_macros = any(kind in ("vbaProject", "xlMacrosheet") for kind in by_kind)
    return Workbook(book.date1904, tuple(sheets), has_macros, underlined=tuple(sorted(underlined)))


def pack(workbook: Workbook) -> dict[str, Any]:
    """Return the workbook as JSON takes it, the cells of a sheet as one list a field; `unpack` gives it back."""
    return {
        "date1904": workbook.date1904,
        "has_macros": workbook.has_macros,
        "container": workbook.container,
        "underlined": workbook.underlined,
        "sheets": [{**_without_cells(sheet), "cells": [*zip(*sheet.cells, strict=True)]} for sheet in workbook.sheets],
    }


def unpack(packed: Mapping[str, Any]) -> Workbook:
    """Return the workbook that `pack` took apart. Raises LookupError, ValueError or TypeError for anything else."""
    sheets = [
        Sheet(**{**sheet, "cells": _cells(sheet["cells"]), **{name: _placed(sheet[name]) for name in PLACED}})
        for sheet in packed["sheets"]
    ]
    underlined = tuple(packed["underlined"])
    if not all(isinstance(line, str) for line in underlined):
        raise TypeError("underlined lines are texts")
    return Workbook(packed["date1904"], tuple(sheets), packed["has_macros"], packed["container"], underlined)


def _without_cells(sheet: Sheet) -> dict[str, object]:
    return {name: getattr(sheet, name) for name in Sheet.__slots__ if name != "cells"}


def _placed(texts: Sequence[Sequence[Any]]) -> list[tuple[int, int, str]]:
    """Return texts with their rows and columns. Raises ValueError or TypeError for anything else."""
    return [(int(row), int(column), str(text)) for row, column, text in texts]


def _cells(fields: Sequence[Sequence[Any]]) -> list[Cell]:
    """Return the cells of six lists of one length. Raises ValueError or TypeError for others."""
    if fields and len(fields) != len(Cell._fields):
        raise ValueError(f"{len(fields)} fields of cells")
    # A third of the time of Cell._make, which counts the fields of each cell again.
    return [*map(partial(tuple.__new__, Cell), zip(*fields, strict=True))]


def _find_book(container: Container, meter: Meter) -> str:
    found = _relations(container, meter, "") if "_rels/.rels" in container.parts else {}
    for kind, target in found.values():
        if kind == "officeDocument" and target.lower().endswith(".xml"):
            return target
    raise Refusal("S02", "a zip without an Excel workbook")


def _sheet_parts(
    book: Book, relations: Mapping[str, tuple[str, str]], limits: Limits
) -> list[tuple[str, State, str, str]]:
    """Return name, state, kind and part of every sheet; a part read twice would multiply its cells."""
    if len(book.sheets) > limits.sheets:
        raise Refusal("S34", f"{len(book.sheets)} sheets", "sheets")
    if any(relation not in relations for _, _, relation in book.sheets):
        raise Refusal("S01", "a sheet without a part")
    found = [(name, state, *relations[relation]) for name, state, relation in book.sheets]
    names = {name.casefold() for name, _, _, _ in found}
    if not found or len({target for *_, target in found}) != len(found) or len(names) != len(found):
        raise Refusal("S01", "no sheets, or two of one name or part")
    return found


# The forms of a round have one and the same part of styles: its bytes -> its date and percent styles, its elements.
_known_styles: dict[bytes, tuple[frozenset[str], frozenset[str], int]] = {}
KNOWN_STYLES, KNOWN_BYTES = 16, 1 << 18


def _styles(container: Container, meter: Meter, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the style numbers of dates and of percentages."""
    declared = container.parts.get(name.lower())
    if declared is None or declared.plain_bytes > KNOWN_BYTES:
        styles = Styles(meter).read(container, name)
        return styles.date_styles(), styles.percent_styles()
    content = b"".join(container.read(name))
    if content not in _known_styles:
        before = meter.elements
        styles = Styles(meter).read(container, name)
        if len(_known_styles) == KNOWN_STYLES:
            _known_styles.clear()
        _known_styles[content] = styles.date_styles(), styles.percent_styles(), meter.elements - before
    else:
        meter.elements += _known_styles[content][2]
    dates, percents, _ = _known_styles[content]
    return dates, percents


def _relations(container: Container, meter: Meter, source: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(source)
    return Relations(meter, folder).read(container, posixpath.join(folder, "_rels", f"{name}.rels")).found
