"""Cases of the structure gate: the file, its sheets, its cells. Most change the written file."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
from case import FILE, FileChange, case, key, row
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RESULTS, TOPICS, KEYS = "ผลการดำเนินการ", "เรื่องที่เผยแพร่", "_sarup"


def cut_short(path: Path) -> None:
    """Lose the last bytes, as a broken copy does."""
    path.write_bytes(path.read_bytes()[:-40])


def replaced_by(data: bytes) -> FileChange:
    """Put other bytes in the file's place."""

    def change(path: Path) -> None:
        path.write_bytes(data)

    return change


def ole_file(stream: str) -> bytes:
    """Return the least of an OLE2 file that names one stream."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, 2, 1) + b"\0" * 60
    return OLE2.ljust(512, b"\0") + entry.ljust(512, b"\0")


def with_entities(path: Path) -> None:
    """Declare an entity in the shared strings."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    head, _, rest = parts["xl/sharedStrings.xml"].partition(b"?>")
    parts["xl/sharedStrings.xml"] = head + b'?><!DOCTYPE a [<!ENTITY b "c">]>' + rest
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)


def edited(edit: Callable[[Workbook], object]) -> FileChange:
    """Open the file as an office program does, edit and save it."""

    def change(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)

    return change


def put(cell: str, value: str) -> FileChange:
    """Type into a cell of the sheet of results."""
    return edited(lambda book: book[RESULTS].__setitem__(cell, value))


def hidden(number: int) -> FileChange:
    """Hide a row of the sheet of results."""
    return edited(lambda book: setattr(book[RESULTS].row_dimensions[number], "hidden", True))


def merged(cells: str) -> FileChange:
    """Merge cells of the sheet of results."""
    return edited(lambda book: book[RESULTS].merge_cells(cells))


CASES = [
    case("S01 a file cut short", "a-6m", FILE, file=cut_short),
    case("S01 an empty file", "a-6m", FILE, file=replaced_by(b"")),
    case("S02 a text file", "a-6m", FILE, file=replaced_by("รายการ,ผล\n".encode())),
    case("S02 a page description", "a-6m", FILE, file=replaced_by(b"%PDF-1.7\n")),
    case("S03 a password", "a-6m", FILE, file=replaced_by(ole_file("EncryptedPackage"))),
    case("S04 an old workbook", "a-6m", FILE, file=replaced_by(ole_file("Workbook"))),
    case("S05 an entity", "a-6m", FILE, file=with_entities),
    case("S06 no keys", "a-6m", FILE, file=edited(lambda book: book.remove(book[KEYS]))),
    case("S07 a lost sheet", "a-6m", "topic!", file=edited(lambda book: book.remove(book[TOPICS]))),
    case("S08 a renamed column", "a-6m", "results!", file=put("W6", "อื่น ๆ")),
    case(
        "S08 a heading with more spaces",
        "a-6m",
        "",
        file=edited(lambda book: book[RESULTS].__setitem__("W6", f"  {book[RESULTS]['W6'].value} ")),
    ),
    case("S09 another's folder", "a-6m", FILE, folder="b"),
    case("S10 an unknown round", "a-6m", FILE, key("a-6m", round_code="2599-6m")),
    case("S11 an error in a number", "a-6m", "results!O7", file=put("O7", "#DIV/0!")),
    case("S11 an error above the table", "a-6m", "", file=put("O2", "#DIV/0!")),
    case("S12 a formula without result", "a-6m", "results!O7", file=put("O7", "=1+2")),
    case("S13 merged answers", "a-6m", "results!W7:W8", file=merged("W7:W8")),
    case("S13 a merged title", "a-6m", "", file=merged("D1:F1")),
    case("S14 a hidden answer", "a-6m", "results!A9", file=hidden(9)),
    case("S14 a hidden title", "a-6m", "", file=hidden(2)),
    case("S15 another version", "a-6m", FILE, key("a-6m", form_version="2")),
    case("S16 a folder of nobody", "a-6m", FILE, folder="nobody"),
    case("S17 another plan", "a-6m", FILE, key("a-6m", plan_code="plan-of-nobody")),
    case("S17 a plan with an error", "a-6m", FILE, row("plan", "plan_measure", 0, target_value="หก")),
    case("X01 a reader that fails", "a-6m", FILE, reader="fails"),
    case("X02 a reader that dies", "a-6m", FILE, reader="dies"),
]
