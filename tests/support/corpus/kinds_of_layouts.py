"""What happens to a form's rows, columns and sheets while people work with it."""

import io

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from tests.support.corpus.book import (
    BOOK,
    EVENTS,
    KEYS,
    RESULTS,
    STRINGS,
    after_rows,
    before_end,
    both,
    by_hand,
    by_office,
    edited,
    named,
    new_row,
    plain_row,
    replaced,
    text,
)
from tests.support.corpus.kind import SHEETS, Make, accepted, kind, refused, returned, warned

NAME = SHEETS["results"]
COLUMNS = [get_column_letter(number) for number in range(4, 40)]


def on_results(edit: object) -> Make:
    """Edit the sheet of results as another program does."""
    return by_office(lambda book: edit(book[NAME]))  # type: ignore[operator]


def rearranged(order: list[int]) -> Make:
    """Write the sheet of results with its columns in another order."""

    def edit(sheet: Worksheet) -> None:
        rows = [list(row) for row in sheet.values]
        for row_number, row in enumerate(rows, 1):
            for column, source in enumerate(order, 1):
                sheet.cell(row_number, column).value = row[source - 1]

    return on_results(edit)


def swap_rows(sheet: Worksheet, one: int, other: int) -> None:
    """Exchange two rows, as sorting does."""
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value


def swapped(sheet: Worksheet) -> None:
    """Exchange the headings of the outcome and the narrative, and leave the texts below them."""
    sheet["V6"].value, sheet["W6"].value = sheet["W6"].value, sheet["V6"].value


def unhide(sheet: Worksheet) -> None:
    """Show all columns: openpyxl leaves what was hidden where it was."""
    for dimension in sheet.column_dimensions.values():
        dimension.hidden = False


def copy_row(sheet: Worksheet, source: int, target: int) -> None:
    """Copy a row's values."""
    for column in range(1, sheet.max_column + 1):
        sheet.cell(target, column).value = sheet.cell(source, column).value


def many_events(data: bytes) -> bytes:
    """Fill in 5,000 events."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{column}{row}" t="inlineStr"><is><t>{typed}</t></is></c>'
            for column, typed in (
                ("A", f"EV-{row}"),
                ("B", f"กิจกรรมที่ {row}"),
                ("C", "15/12/2565"),
                ("D", "15/12/2565"),
                ("G", "40"),
                ("H", "38"),
                ("I", "1.1.1"),
            )
        )
        + "</row>"
        for row in range(10, 5010)
    )
    return before_end(rows, EVENTS)(data)


def without_keys(data: bytes) -> bytes:
    """Lose the hidden sheet, as a copy into a new workbook does."""
    return by_office(lambda book: book.remove(book["_sarup"]))(data)


def keys(old: str, new: str) -> Make:
    """Change a hidden key."""
    return replaced(STRINGS, f">{old}<", f">{new}<")


def only_values(data: bytes) -> bytes:
    """Paste the values of the sheet of results into a new workbook: no hidden columns, no styles, no other sheet."""
    rows = openpyxl.load_workbook(io.BytesIO(data))[NAME].iter_rows(min_col=4, values_only=True)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [
    kind("a hidden row", "accepted", "S14 results!A9", on_results(lambda s: setattr(s.row_dimensions[9], "hidden", True))),
    kind("a row of no height", "accepted", "S14 results!A9", replaced(RESULTS, 'r="9" spans="1:39" ht="50.25"', 'r="9" spans="1:39" ht="0" customHeight="1"')),
    accepted("a hidden title row", on_results(lambda s: setattr(s.row_dimensions[2], "hidden", True))),
    accepted("a row above the headings", on_results(lambda s: s.insert_rows(3))),
    accepted("the title's rows deleted", on_results(lambda s: s.delete_rows(1, 5))),
    accepted("a blank row between", on_results(lambda s: s.insert_rows(9))),
    accepted("rows in another order", on_results(lambda s: swap_rows(s, 8, 9))),
    accepted("rows backwards in the file", edited(RESULTS, lambda x: _backwards(x))),
    accepted("phantom rows", before_end('<row r="1048576"><c r="A1048576" s="5"/></row>')),
    accepted("ten thousand formatted rows", before_end("".join(f'<row r="{n}" s="5" customFormat="1"/>' for n in range(20, 10020)))),
    accepted("phantom columns", before_end('<row r="30"><c r="XFD30" s="5"/></row>')),
    accepted("rows of spaces", new_row(20, {"D": " ", "O": "  ", "W": " "})),
    accepted("5,000 events", many_events),
    accepted("headings again on the second page", on_results(lambda s: copy_row(s, 6, 14))),
    returned("a deleted row", "R32 results!D8", on_results(lambda s: s.delete_rows(9))),
    returned("a row twice", "R33 results!D14", on_results(lambda s: copy_row(s, 9, 14))),
    returned("a row of no item", "S26 results!F14", new_row(14, {"F": "ขอบคุณสำหรับความร่วมมือ", "W": "ไม่มี"})),
    returned("a sum below", "S26 results!F14", new_row(14, {"F": "รวมทั้งสิ้น", "O": "250"})),
]  # fmt: skip

COLUMN_KINDS = [
    kind("a hidden column", "accepted", "S24 results!W6", on_results(lambda s: setattr(s.column_dimensions["W"], "hidden", True))),
    kind(
        "all columns hidden",
        "accepted",
        ", ".join(f"S24 results!{letter}6" for letter in COLUMNS),
        edited(RESULTS, lambda x: x[: x.index("<cols>")] + '<cols><col min="1" max="16384" hidden="1"/></cols>' + x[x.index("</cols>") + 7 :]),
    ),
    warned("two headings swapped", "S32 results!", on_results(swapped)),
    warned("columns in another order", "S32 results!", rearranged([*range(1, 4), *range(39, 3, -1)])),
    accepted("an added column", by_office(lambda b: [b[NAME].__setitem__("AP6", "ผู้ประสานงาน"), b[NAME].__setitem__("AP7", "โทร 1234")])),
    accepted("an added column between", on_results(lambda s: s.insert_cols(9))),
    accepted("headings on more lines", on_results(lambda s: s.__setitem__("V6", "ผลลัพธ์\n(ข้อความที่พิมพ์\nในรายงาน)"))),
    accepted("headings between spaces", on_results(lambda s: s.__setitem__("W6", "  ผลการดำเนินการ  "))),
    warned("the hidden columns of keys lost", "S19 file", on_results(lambda s: [s.insert_cols(40, 3), s.delete_cols(1, 3), unhide(s)])),
    returned("a renamed heading", "S08 results!", text("W6", "รายละเอียด")),
    returned("a deleted column", "S08 results!", on_results(lambda s: s.delete_cols(23))),
    returned("a heading twice", "S22 results!AP6", on_results(lambda s: s.__setitem__("AP6", "ผลการดำเนินการ"))),
    returned("merged answers", "S13 results!W7:W8", after_rows('<mergeCells><mergeCell ref="W7:W8"/></mergeCells>')),
    returned("answers merged across", "S13 results!V9:W9", after_rows('<mergeCells><mergeCell ref="V9:W9"/></mergeCells>')),
    returned("everything merged", "S13 results!A1:XFD1048576", after_rows('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    accepted("a merged title", after_rows('<mergeCells><mergeCell ref="D1:J1"/></mergeCells>')),
]  # fmt: skip

SHEET_KINDS = [
    kind("a hidden sheet", "accepted", "S23 topic!", replaced(BOOK, 'sheetId="4"', 'sheetId="4" state="hidden"')),
    kind("a very hidden sheet", "accepted", "S23 event!", replaced(BOOK, 'sheetId="3"', 'sheetId="3" state="veryHidden"')),
    accepted("sheets in another order", by_office(lambda b: b.move_sheet(NAME, 3))),
    accepted("a sheet of notes", by_office(lambda b: b.create_sheet("บันทึก").__setitem__("A1", "โทรถามแล้ว"))),
    accepted("a sheet name between spaces", replaced(BOOK, f'name="{SHEETS["topic"]}"', f'name=" {SHEETS["topic"]} "')),
    warned("a copied sheet", "S21 สำเนา!", by_office(lambda b: setattr(b.copy_worksheet(b[SHEETS["topic"]]), "title", "สำเนา"))),
    returned("a lost sheet", "S07 topic!", by_office(lambda b: b.remove(b[SHEETS["topic"]]))),
    returned("a renamed sheet", "R79 ข่าว!", replaced(BOOK, f'name="{SHEETS["topic"]}"', 'name="ข่าว"')),
    refused("no table at all", "S06", by_office(lambda b: [b.remove(b[n]) for n in b.sheetnames[1:]])),
    warned("lost keys", "S19 file", without_keys),
    warned("values pasted into a new workbook", "S19 file", only_values),
    refused("keys of another version", "S15", edited(KEYS, lambda x: _key(x, 2, "9"))),
    refused("keys of an unknown round", "S10", keys("2566-6m", "2599-6m")),
    refused("keys of a round of nonsense", "S10", keys("2566-6m", "๒๕๖๖ รอบแรก")),
    refused("keys without a round", "S10", edited(KEYS, lambda x: _key(x, 4, ""))),
    refused("keys of another division", "S09", keys("base-a", "base-b")),
    refused("keys of another plan", "S17", keys("plan-base", "plan-other")),
]  # fmt: skip

HANDS = [
    accepted("saved by another program", by_office(lambda book: None)),
    accepted("inline strings", by_hand(plain_row)),
    accepted("a prefix for every element", by_hand(lambda n, row: plain_row(n, row, "x:"), "x:")),
    accepted("cells without places", by_hand(lambda n, row: plain_row(n, row, placed=False))),
    accepted("nothing but cells", both(by_hand(plain_row), named({"[Content_Types].xml": b"<Types/>"}))),
]

KINDS = [*ROWS, *COLUMN_KINDS, *SHEET_KINDS, *HANDS]


def _backwards(xml: str) -> str:
    head, _, rest = xml.partition("<sheetData>")
    body, _, tail = rest.partition("</sheetData>")
    rows = [f"{row}</row>" for row in body.split("</row>")[:-1]]
    return f"{head}<sheetData>{''.join(reversed(rows))}</sheetData>{tail}"


def _key(xml: str, row: int, value: str) -> str:
    start = xml.index(f'<c r="B{row}"')
    end = xml.index("</c>", start) + 4
    return f'{xml[:start]}<c r="B{row}" t="inlineStr"><is><t>{value}</t></is></c>{xml[end:]}'
