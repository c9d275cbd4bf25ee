"""Cases of rows whose hidden keys and visible texts do not say the same item. A7:C13 are keys, D and on is visible."""

from openpyxl.workbook import Workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from tests.support.rules.case import FileChange, answer, case, lost_row, row
from tests.support.rules.cases_of_files import RESULTS, blank, edited

SIX, OTHER = "a-6m", "b-6m"
KEYS, FIRST_VISIBLE, LAST = 3, 4, 45


def rearranged(columns: range, order: dict[int, int]) -> FileChange:
    """Put into each row what stands in these columns of another one, row -> other row."""

    def change(book: Workbook) -> None:
        sheet = book[RESULTS]
        before = {(row, column): sheet.cell(row, column).value for row in order.values() for column in columns}
        for target, source in order.items():
            for column in columns:
                sheet.cell(target, column).value = before[source, column]

    return edited(change)


def visible(order: dict[int, int]) -> FileChange:
    """Rearrange the visible columns alone, as sorting a selection does."""
    return rearranged(range(FIRST_VISIBLE, LAST), order)


def keys(order: dict[int, int]) -> FileChange:
    """Rearrange the hidden columns alone."""
    return rearranged(range(1, KEYS + 1), order)


def whole(order: dict[int, int]) -> FileChange:
    """Rearrange whole rows."""
    return rearranged(range(1, LAST), order)


def typed_keys(number: int, *values: str) -> FileChange:
    """Type other hidden keys into a row."""
    return edited(lambda book: _type(book[RESULTS], number, 1, *values))


def copied_row(source: int, target: int) -> FileChange:
    """Copy a row with its keys."""
    return whole({target: source})


def inserted(before: int, **cells: object) -> FileChange:
    """Insert a row without keys in the middle, and type into it: column letter -> value."""

    def change(book: Workbook) -> None:
        book[RESULTS].insert_rows(before)
        for letter, value in cells.items():
            book[RESULTS][f"{letter}{before}"] = value

    return edited(change)


def renamed(old: str, new: str) -> FileChange:
    """Rename a sheet."""
    return edited(lambda book: setattr(book[old], "title", new))


def _type(sheet: Worksheet, number: int, first: int, *values: str) -> None:
    for column, value in enumerate(values, first):
        sheet.cell(number, column).value = value


WHOSE_ROW = [
    case("R75 two rows swapped in what is visible", SIX, "results!D7 results!D9", file=visible({7: 9, 9: 7})),
    case("R75 two rows swapped in their keys", SIX, "results!D7 results!D8", file=keys({7: 8, 8: 7})),
    case("R75 three rows sorted", SIX, "results!D7 results!D8 results!D9", file=visible({7: 8, 8: 9, 9: 7})),
    case("R75 two measures that differ by unit", SIX, "results!D10 results!D11", file=visible({10: 11, 11: 10})),
    case(
        "R75 what is left visible is another's",
        SIX,
        "results!D7 results!D9",
        file=edited(lambda b: [_swap(b[RESULTS], 7, 9), blank(b[RESULTS], "D7", "F7", "D9", "J9")]),
    ),
    case("R75 whole rows backwards", SIX, "", file=whole(dict(zip(range(7, 14), range(13, 6, -1), strict=True)))),
    case(
        "R75 other digits and spaces",
        SIX,
        "",
        answer(SIX, "1.1.3", item_code=" ๑.๑.๓", guideline="๓.  จัดทำแผน พัฒนาความรู้"),
    ),
    case("R75 nothing visible", SIX, "", file=edited(lambda book: blank(book[RESULTS], "D9", "F9", "J9"))),
    case("R76 another item's code", SIX, "results!D9", answer(SIX, "1.1.3", item_code="1.1.2")),
    case("R76 another item's guideline", SIX, "results!F9", answer(SIX, "1.1.3", guideline="ทดสอบความรู้หลังอบรม")),
    case(
        "R76 another item's guideline and indicator",
        SIX,
        "results!F9 results!J9",
        answer(SIX, "1.1.3", guideline="2. ทดสอบความรู้หลังอบรม", indicator="ร้อยละของผู้เข้าอบรมที่ผ่านการทดสอบ"),
    ),
    case(
        "R76 an item of another division",
        OTHER,
        "results!D7 results!F7 results!J7",
        answer(
            OTHER,
            "1.1.1",
            item_code="1.1.2",
            guideline="2. ทดสอบความรู้หลังอบรม",
            indicator="ร้อยละของผู้เข้าอบรมที่ผ่านการทดสอบ",
        ),
    ),
    case("R76 a mended slip", SIX, "", answer(SIX, "1.1.3", guideline="3. จัดทำแผนการพัฒนาความรู้")),
    case("R77 a key filled down", SIX, "results!D8", file=keys({8: 7})),
    case("R77 a key counted on", SIX, "results!D9", file=typed_keys(9, "1.1.9")),
    case("R77 another division's key", OTHER, "results!D7", file=typed_keys(7, "1.1.2", "1", "ratio")),
    case("R77 a key of its own", SIX, "", file=typed_keys(9, "1.1.3")),
    case(
        "R78 a row of another year",
        SIX,
        "results!D9",
        answer(SIX, "1.1.3", item_code="5.5.5", guideline="งานของปีก่อน", indicator="ตัวชี้วัดของปีก่อน"),
    ),
    case(
        "R78 no code and other words",
        SIX,
        "results!D9",
        answer(
            SIX,
            "1.1.3",
            item_code=None,
            guideline="งานของปีก่อน",
            indicator="ตัวชี้วัดของปีก่อน",
        ),
    ),
    case(
        "R78 no indicator and other words",
        SIX,
        "results!D9",
        answer(SIX, "1.1.3", item_code="5.5.5", guideline="งานของปีก่อน", indicator=None),
    ),
    case(
        "R78 the code speaks for the key",
        SIX,
        "",
        answer(SIX, "1.1.3", guideline="งานของปีก่อน", indicator="ตัวชี้วัดของปีก่อน"),
    ),
    case("R79 a renamed sheet", SIX, "Sheet1!", file=renamed(RESULTS, "Sheet1")),
    case("R79 a renamed sheet of the plan", "plan", "Sheet1!", file=renamed("ตัวชี้วัดและเป้าหมาย", "Sheet1")),
    case("R79 a sheet of notes", SIX, "", file=edited(lambda b: b.create_sheet("Sheet1").__setitem__("A1", "จด"))),
]

# What a row that shows another item is not told as well.
TOLD_ONCE = [
    case("R30 key and code of nowhere", SIX, "results!D9", answer(SIX, "1.1.3", typed_key="9.9.9", item_code="9.9.9")),
    case("R32 the first row", SIX, "results!D6", lost_row(SIX, "1.1.1")),
    case("R32 the second measure", SIX, "results!D10", lost_row(SIX, "1.2.1", 2)),
    case(
        "R32 a row put back without keys",
        SIX,
        "",
        lost_row(SIX, "1.2.1", 2),
        file=inserted(
            11,
            D="1.2.1",
            J="จำนวนช่องทางและจำนวนเรื่องร้องเรียน",
            L="เรื่อง",
            O=1,
        ),
    ),
    case("R33 a copied row", SIX, "results!D14", file=copied_row(8, 14)),
    case("R33 a row without keys for an item that is there", SIX, "results!D8", file=inserted(8, D="1.1.1", O=3)),
    case(
        "R34 a changed indicator target and unit",
        SIX,
        "results!J9 results!K9 results!L9",
        answer(
            SIX,
            "1.1.3",
            indicator="ความสำเร็จ",
            target="ร้อยละ ๙๐",
            unit="เรื่อง",
        ),
    ),
    case("R34 other digits and spaces", SIX, "", answer(SIX, "1.1.2", target=" ร้อยละ  80", item_code="๑.๑.๒")),
    case("R34 the same words in a changed plan", SIX, "", row("plan", "plan_item", 2, target_text="ร้อยละ 100")),
]


def _swap(sheet: Worksheet, one: int, two: int) -> None:
    for column in range(FIRST_VISIBLE, LAST):
        first, second = sheet.cell(one, column), sheet.cell(two, column)
        first.value, second.value = second.value, first.value


# Two headings of a form's sheet stand in many a sheet of notes, three do not.
NOTES = [
    case("S21 a sheet with three headings", SIX, "Sheet1!", file=edited(lambda book: _head(book, 3))),
    case("S21 a sheet with two headings", SIX, "", file=edited(lambda book: _head(book, 2))),
]


def _head(book: Workbook, count: int) -> None:
    sheet = book.create_sheet("Sheet1")
    for column, text in enumerate(["เรื่องที่เผยแพร่", "วันที่เผยแพร่", "ช่องทางที่เผยแพร่"][:count], 1):
        sheet.cell(1, column).value = text


CASES = [*WHOSE_ROW, *TOLD_ONCE, *NOTES]
