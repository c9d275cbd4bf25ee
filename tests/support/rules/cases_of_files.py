"""Cases of the structure gate: the file, its sheets, its cells. Most change the written file."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from tests.support.rules.case import FILE, FileChange, case, key, row

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RESULTS, EVENTS, TOPICS, KEYS = "ผลการดำเนินการ", "กิจกรรมที่จัด", "เรื่องที่เผยแพร่", "_sarup"
# Every cell above the headings where a title may stand.
ABOVE = [f"{letter}{row}" for letter in "ABCDEFGH" for row in range(1, 6)]


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


def column_hidden(letter: str) -> FileChange:
    """Hide a column of the sheet of results."""
    return edited(lambda book: setattr(book[RESULTS].column_dimensions[letter], "hidden", True))


def merged(cells: str) -> FileChange:
    """Merge cells of the sheet of results."""
    return edited(lambda book: book[RESULTS].merge_cells(cells))


def without_keys(edit: Callable[[Worksheet], object] = lambda _: None) -> FileChange:
    """Lose the hidden sheet, and change the sheet of results."""

    def both(book: Workbook) -> None:
        book.remove(book[KEYS])
        edit(book[RESULTS])

    return edited(both)


def blank(sheet: Worksheet, *places: str) -> None:
    """Empty some cells."""
    for place in places:
        sheet[place].value = None


def unnamed(sheet: Worksheet) -> None:
    """Leave of an item's row only other words about the same matter."""
    blank(sheet, "A8", "B8", "C8", "D8", "I8", "J8", "K8")
    sheet["F8"].value = "ทดสอบความรู้ของผู้ที่อบรมแล้ว"


def of_five_columns(path: Path) -> None:
    """Keep only what the published report prints, under the report's own headings."""
    sheet = openpyxl.load_workbook(path)[RESULTS]
    book = Workbook()
    table = book.active
    table.append(["รายงานผล ปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ ๖ เดือน"])
    table.append(["แนวทางปฏิบัติ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "ผลลัพธ์", "ผลการดำเนินการ"])
    for number in range(7, 14):
        table.append([sheet[f"{letter}{number}"].value for letter in ("F", "I", "J", "V", "W")])
    book.save(path)


def with_macros(path: Path) -> None:
    """Relate the workbook to a project of macros, as .xlsm files do."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    relation = (
        b'<Relationship Id="rIdM" Target="vbaProject.bin" '
        b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
    )
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation)
    parts["xl/vbaProject.bin"] = b"macros"
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)


def swapped(book: Workbook) -> None:
    """Exchange two headings and leave the texts below them."""
    sheet = book[RESULTS]
    sheet["V6"].value, sheet["W6"].value = sheet["W6"].value, sheet["V6"].value


def long_narrative(path: Path) -> None:
    """Store a text of 40,000 letters, as other programs than Excel do."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/sharedStrings.xml"
    parts[name] = parts[name].replace("จัดอบรมสามครั้งตามกำหนด".encode(), ("อบรม " * 8000).encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)


def dated(day: date) -> FileChange:
    """Put a date cell where an event begins."""
    return edited(lambda book: book[EVENTS].__setitem__("C7", day))


def copied(book: Workbook) -> None:
    """Copy a sheet of the form."""
    book.copy_worksheet(book[TOPICS]).title = "สำเนา"


def noted(*texts: str) -> Callable[[Workbook], None]:
    """Return what adds a sheet of somebody's own with these texts in its first row."""

    def add(book: Workbook) -> None:
        book.create_sheet("จดไว้").append(list(texts))

    return add


def untitled(book: Workbook) -> None:
    """Leave the bare table of results."""
    for name in [name for name in book.sheetnames if name != RESULTS]:
        book.remove(book[name])
    for place in ABOVE:
        book[RESULTS][place].value = None


def crowded(book: Workbook) -> None:
    """Add a hundred sheets."""
    for number in range(100):
        book.create_sheet(f"x{number}")


def overlapping(path: Path) -> None:
    """Let the directory name the bytes of one part as those of the next, too."""
    data = bytearray(path.read_bytes())
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    path.write_bytes(data)


def titles_only(book: Workbook) -> None:
    """Leave nothing that looks like a table."""
    for name in book.sheetnames[1:]:
        book.remove(book[name])
    book.active["A1"] = "สวัสดี"


CASES = [
    case("S01 a file cut short", "a-6m", FILE, file=cut_short),
    case("S01 an empty file", "a-6m", FILE, file=replaced_by(b"")),
    case("S02 a text file", "a-6m", FILE, file=replaced_by("ดำเนินการแล้ว".encode())),
    case("S03 a password", "a-6m", FILE, file=replaced_by(ole_file("EncryptedPackage"))),
    case("S04 an old workbook", "a-6m", FILE, file=replaced_by(ole_file("Workbook"))),
    case("S05 an entity", "a-6m", FILE, file=with_entities),
    case("S06 a workbook without any table", "a-6m", FILE, file=edited(titles_only)),
    case("S06 lost keys", "a-6m", "", file=without_keys()),
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
    case("S13 merged beyond the table", "a-6m", "results!AM9:AZ9", file=merged("AM9:AZ9")),
    case("S13 a merged title", "a-6m", "", file=merged("D1:F1")),
    case("S14 a hidden answer", "a-6m", "results!A9", file=hidden(9)),
    case("S14 a hidden title", "a-6m", "", file=hidden(2)),
    case("S15 another version", "a-6m", FILE, key("a-6m", form_version="3")),
    case("S16 a folder of nobody", "a-6m", FILE, folder="nobody"),
    case("S16 a table without keys of nobody", "a-6m", FILE, file=without_keys(), folder="nobody"),
    case("S17 another plan", "a-6m", FILE, key("a-6m", plan_code="plan-of-nobody")),
    case("S18 its own plan with an error", "a-6m", FILE, row("plan", "plan_measure", 0, target_value="หก")),
    case("S18 a round without a plan", "a-6m", FILE, key("a-6m", round_code="2567-6m")),
    case("S19 lost keys", "a-6m", FILE, file=without_keys()),
    case("S19 lost key columns", "a-6m", FILE, file=without_keys(lambda sheet: sheet.delete_cols(1, 3))),
    case("S19 keys kept, key columns lost", "a-6m", FILE, file=edited(lambda book: book[RESULTS].delete_cols(1, 3))),
    case("S20 macros", "a-6m", FILE, file=with_macros),
    case("S21 a copied sheet", "a-6m", "สำเนา!", file=edited(copied)),
    case("S21 three headings", "a-6m", "จดไว้!", file=edited(noted("ลิงก์", "ช่องทางที่เผยแพร่", "วันที่เผยแพร่"))),
    case("S21 two headings", "a-6m", "", file=edited(noted("ลิงก์", "ช่องทางที่เผยแพร่", "อื่น"))),
    case("S22 a heading twice", "a-6m", "results!AZ6", file=put("AZ6", "ผลการดำเนินการ")),
    case(
        "S23 a hidden sheet", "a-6m", "topic!", file=edited(lambda book: setattr(book[TOPICS], "sheet_state", "hidden"))
    ),
    case("S24 a hidden column", "a-6m", "results!W6", file=column_hidden("W")),
    case("S24 our own hidden columns", "a-6m", "", file=put("A1", "")),
    case("S25 a row between two items", "a-6m", "results!F14", file=put("F14", "จัดทำแผนอบรมเรื่องความโปร่งใส")),
    case("S25 a row without its code", "a-6m", "results!F8", file=without_keys(unnamed)),
    case("S26 a row of no item", "a-6m", "results!F14", file=put("F14", "ขอบคุณสำหรับความร่วมมือ")),
    case("S26 a remark in the column of codes", "a-6m", "results!D15", file=put("D15", "หมายเหตุ: ข้อมูล ณ สิ้นรอบ")),
    case("S26 a remark among the narratives", "a-6m", "results!W15", file=put("W15", "ข้อมูล ณ สิ้นรอบ")),
    case("S26 a sum among the outcomes", "a-6m", "results!V15", file=put("V15", "รวม ๑๒ ครั้ง")),
    case("S26 a row named by its code", "a-6m", "", file=without_keys(lambda sheet: blank(sheet, "A7", "F7", "J7"))),
    case("S27 no round is told", "a-6m", FILE, file=edited(untitled)),
    case("S28 five columns", "a-6m", FILE, file=of_five_columns),
    case("S28 every column", "a-6m", "", file=without_keys()),
    case("S29 another round's folder", "a-6m", FILE, folder="a/2566-12m"),
    case("S29 its own round's folder", "a-6m", "", folder="a/2566-6m"),
    case("S29 a folder of no meaning", "a-6m", "", folder="a/ร่าง"),
    case("S30 another plan's folder", "a-6m", FILE, folder="a/plan-base"),
    case("S31 more than a cell holds", "a-6m", "results!W7", file=long_narrative),
    case("S31 as much as a cell holds", "a-6m", "", file=put("W7", "อบรม " * 6553)),
    case("S32 two headings swapped", "a-6m", "results!", file=edited(swapped)),
    case("S32 a column between", "a-6m", "", file=edited(lambda book: book[RESULTS].insert_cols(9))),
    case("S33 a text in the last row", "a-6m", "results!W1048576", file=put("W1048576", "อบรมแล้ว")),
    case("S33 a space in the last row", "a-6m", "", file=put("A1048576", " ")),
    case("S33 a space in the last column", "a-6m", "", file=put("XFD9", " ")),
    case("S34 more sheets than any form has", "a-6m", FILE, file=edited(crowded)),
    case("S35 a page description", "a-6m", FILE, file=replaced_by(b"%PDF-1.7\n")),
    case("S36 one part behind two names", "a-6m", FILE, file=overlapping),
    case("S37 a program", "a-6m", FILE, file=replaced_by(b"MZ\x90\0" + bytes(60))),
    case("R60 Thai digits", "a-6m", "results!O7", file=put("O7", "๓")),
    case("R61 a Buddhist year in a date cell", "a-6m", "event!C7", file=dated(date(2565, 12, 15))),
    case("R61 a date cell", "a-6m", "", file=dated(date(2022, 12, 15))),
    case(
        "R62 a Christian year", "a-6m", "event!C7", file=edited(lambda book: book[EVENTS].__setitem__("C7", "6/2/2023"))
    ),
    case("X01 a reader that fails", "a-6m", FILE, reader="fails"),
    case("X02 a reader that dies", "a-6m", FILE, reader="dies"),
]
