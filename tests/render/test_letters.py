"""Letters: the returned workbook with its marks and nothing else changed, and the page that says what to mend."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.styles import PatternFill  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.codes import Severity, Verdict
from sarup.gather.pool import WorkerPool
from sarup.gather.workbook import Cell, read_workbook
from sarup.office.report_options import ReportOptions
from sarup.phrases import load_phrases
from sarup.record.archive import Archive
from sarup.render.returned.letter_page import LetterFinding
from sarup.render.returned.outbox import Source, _closing, _marked, write_letters
from sarup.render.returned.plain_copy import write_plain_copy
from sarup.render.returned.returned_workbook import Listed, Mark, mark_workbook
from sarup.render.returned.told_files import SentFile, ToldFile, safe_name
from sarup.warehouse_file import open_warehouse
from tests.support.whole_way import HALF, SAMPLE, Published

RESULTS, LIST = "ผลการดำเนินการ", "ข้อที่ตรวจพบ"
HEADS = ("ระดับ", "ตำแหน่ง", "ข้อที่ตรวจพบ", "วิธีแก้ไข", "เกณฑ์")
FORM = SAMPLE / "inbox/legal/รายงานผล_legal_2564-6m.xlsx"
OPTIONS = ReportOptions(office="กลุ่มแผนงาน", phone="02-000-0000")
PLAIN = ("00000000", "thin")
LINE = Listed("ต้องแก้ไข", "เซลล์ O8", "=1+1", "โปรดแก้ไข", "R01")


def marked(data: bytes, *places: tuple[str, str]) -> bytes:
    """Return the workbook with an error at each place."""
    marks = {place: Mark("error", "ต้องแก้ไข: ผลไม่ใช่ตัวเลข [R01]") for place in places}
    made = mark_workbook(data, marks, [LINE], LIST, HEADS)
    assert made is not None
    return made


def test_marked_cells_are_filled_and_commented_and_keep_all_else_of_their_style() -> None:
    before = openpyxl.load_workbook(FORM)[RESULTS]
    book = openpyxl.load_workbook(io.BytesIO(marked(FORM.read_bytes(), (RESULTS, "O8"))))
    cell = book[RESULTS]["O8"]
    assert cell.fill.fgColor.rgb == "FFF4A6A0"
    assert cell.comment.text == "ต้องแก้ไข: ผลไม่ใช่ตัวเลข [R01]"
    assert (cell.value, cell.number_format, cell.protection.locked) == (
        before["O8"].value, before["O8"].number_format, before["O8"].protection.locked,
    )  # fmt: skip
    assert (cell.font.name, cell.alignment.wrap_text) == (before["O8"].font.name, before["O8"].alignment.wrap_text)
    assert book[RESULTS]["P8"].fill.fgColor.rgb == before["P8"].fill.fgColor.rgb


def test_a_format_that_caused_the_fault_is_reset_and_the_cell_says_what_it_showed() -> None:
    faulty = io.BytesIO()
    book = openpyxl.load_workbook(FORM)
    book[RESULTS]["O8"].value, book[RESULTS]["O8"].number_format = 0.06, "0%"
    book.save(faulty)
    marks = {(RESULTS, "O8"): Mark("error", "-", number_format=4, shown="6%")}
    made = mark_workbook(faulty.getvalue(), marks, [LINE], LIST, HEADS)
    assert made
    # What nobody mends is told again.
    assert [cell[2:4] for cell in typed(made, 8, 15)] == [("text", "6%")]
    book = openpyxl.load_workbook(io.BytesIO(made))
    cell = book[RESULTS]["O8"]
    assert (cell.number_format, cell.fill.fgColor.rgb) == ("#,##0.00", "FFF4A6A0")
    # A number that is typed into it stays one.
    cell.value = 6
    again = io.BytesIO()
    book.save(again)
    assert [cell[2:4] for cell in typed(again.getvalue(), 8, 15)] == [("number", "6")]
    # Returned once more for another cell, it has no fill left and keeps its format.
    more = openpyxl.load_workbook(io.BytesIO(marked(again.getvalue(), (RESULTS, "O9"))))[RESULTS]["O8"]
    assert (more.fill.fgColor.rgb, more.border.left.style) == PLAIN
    assert more.number_format == "#,##0.00"


def typed(data: bytes, row: int, column: int) -> list[Cell]:
    """Return what is read of a cell of the results."""
    (sheet,) = [sheet for sheet in read_workbook(data).sheets if sheet.name == RESULTS]
    return [cell for cell in sheet.cells if (cell.row, cell.column) == (row, column)]


def test_severities_differ_by_edge_and_not_by_colour_alone() -> None:
    marks = {(RESULTS, f"O{row}"): Mark(kind, "-") for row, kind in ((8, "error"), (9, "warning"), (10, "notice"))}
    made = mark_workbook(FORM.read_bytes(), marks, [LINE], LIST, HEADS)
    assert made
    sheet = openpyxl.load_workbook(io.BytesIO(made))[RESULTS]
    assert [sheet[place].border.left.style for place in ("O8", "O9", "O10")] == ["thick", "mediumDashed", "dotted"]


def test_the_list_leads_to_the_cells_and_prints_across_with_its_heads_repeated() -> None:
    listed = [
        Listed("ต้องแก้ไข", "เซลล์ O8", "ก", "ข", "R01", (RESULTS, "O8"), "error"),
        Listed("ต้องแก้ไข", "ไม่มี", "ก", "ข", "R01", ("ไม่มีแผ่นงานนี้", "O8"), "error"),
        Listed("ต้องแก้ไข", "ไม่ใช่เซลล์", "ก", "ข", "R01", (RESULTS, "O8';DROP"), "error"),
        Listed("เพื่อทราบ", "ทั้งไฟล์", "ก" * 700, "ข", "R01", None, "notice"),
    ]
    made = mark_workbook(FORM.read_bytes(), {}, listed, LIST, HEADS)
    assert made
    sheet = openpyxl.load_workbook(io.BytesIO(made))[LIST]
    assert {cell.coordinate: cell.hyperlink.location for (cell,) in sheet["B2:B5"] if cell.hyperlink} == {
        "B2": f"'{RESULTS}'!O8"
    }
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert sheet["C5"].alignment.wrap_text and sheet.row_dimensions[5].height > 10 * sheet["C5"].font.sz


def test_a_returned_file_that_comes_back_and_is_returned_again_has_one_list_and_no_old_comment() -> None:
    once = marked(FORM.read_bytes(), (RESULTS, "O8"), (RESULTS, "O9"))
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(once)).save(saved)
    for data in (once, saved.getvalue()):
        book = openpyxl.load_workbook(io.BytesIO(marked(data, (RESULTS, "O9"))))
        assert [name for name in book.sheetnames if name.startswith(LIST)] == [LIST]
        assert book[RESULTS]["O8"].comment is None
        assert (book[RESULTS]["O8"].fill.fgColor.rgb, book[RESULTS]["O8"].border.left.style) == PLAIN
        assert book[RESULTS]["O9"].fill.fgColor.rgb == "FFF4A6A0"
        assert book[RESULTS]["O9"].comment.text == "ต้องแก้ไข: ผลไม่ใช่ตัวเลข [R01]"


def test_marks_of_an_earlier_return_leave_a_sheet_that_is_in_order_now() -> None:
    events = "กิจกรรมที่จัด"
    once = marked(FORM.read_bytes(), (events, "B8"), (RESULTS, "O8"))
    sheet = openpyxl.load_workbook(io.BytesIO(marked(once, (RESULTS, "O9"))))[events]
    assert sheet["B8"].comment is None
    assert (sheet["B8"].fill.fgColor.rgb, sheet["B8"].border.left.style) == PLAIN


def test_colours_that_cannot_be_told_from_others_stay() -> None:
    """Two styles of a handmade workbook differ in fill alone: taking the mark off would guess."""
    book = openpyxl.Workbook()
    book.active.title = RESULTS
    for place, colour in (("A1", "FFFFFF00"), ("A2", "FF00FF00")):
        book.active[place] = place
        book.active[place].fill = PatternFill("solid", fgColor=colour)
    saved = io.BytesIO()
    book.save(saved)
    sheet = openpyxl.load_workbook(io.BytesIO(marked(marked(saved.getvalue(), (RESULTS, "A1")), (RESULTS, "A3"))))[
        RESULTS
    ]
    assert [sheet[place].fill.fgColor.rgb for place in ("A1", "A2", "A3")] == ["FFF4A6A0", "FF00FF00", "FFF4A6A0"]


def test_a_sheet_of_the_division_with_the_lists_name_is_not_touched() -> None:
    book = openpyxl.load_workbook(FORM)
    book.create_sheet(LIST)["A1"] = "ของเราเอง"
    packed = io.BytesIO()
    book.save(packed)
    after = openpyxl.load_workbook(io.BytesIO(marked(packed.getvalue(), (RESULTS, "O8"))))
    assert (after[LIST]["A1"].value, after.sheetnames[-1]) == ("ของเราเอง", f"{LIST} 2")


def test_boxes_of_comments_are_as_high_as_their_text_and_one_a_cell() -> None:
    heights = []
    for text in ("สั้น", "ข้อความยาวที่ต้องใช้หลายบรรทัด " * 30, "ก" * 40_000):
        made = mark_workbook(FORM.read_bytes(), {(RESULTS, "O8"): Mark("error", text)}, [], LIST, HEADS)
        assert made
        comment = openpyxl.load_workbook(io.BytesIO(made))[RESULTS]["O8"].comment
        assert len(comment.text) <= 32_767
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
        anchor = re.findall("<x:Anchor>(.*?)</x:Anchor>", drawing)
        assert len(anchor) == 1
        heights.append(rows_of(anchor[0], made))
    assert heights[0] < 60 < 400 < heights[1] <= heights[2] < 700


def rows_of(anchor: str, data: bytes) -> float:
    """Return the height of a box in pixels."""
    numbers = [int(number) for number in anchor.split(",")]
    sheet = openpyxl.load_workbook(io.BytesIO(data))[RESULTS]
    rows = range(numbers[2] + 1, numbers[6] + 1)
    return sum((sheet.row_dimensions[row].height or 15) * 4 / 3 for row in rows) - numbers[3] + numbers[7]


def test_heights_that_are_no_heights_do_not_hold_the_marking_up() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(FORM) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = re.sub(rb' ht="[0-9.]+"', b' ht="-1E300"', data)
            after.writestr(name, data)
    assert marked(packed.getvalue(), (RESULTS, "O8"), (RESULTS, "XFD1048576"))


def test_every_cell_of_the_division_comes_back_and_the_list_stands_last() -> None:
    before = read_workbook(FORM.read_bytes())
    after = read_workbook(marked(FORM.read_bytes(), (RESULTS, "O8"), (RESULTS, "AZ99"), ("กิจกรรมที่จัด", "C8")))
    assert [sheet.name for sheet in after.sheets] == [*(sheet.name for sheet in before.sheets), LIST]
    for one, other in zip(before.sheets, after.sheets, strict=False):
        assert (one.cells, one.merges, one.hidden_columns) == (other.cells, other.merges, other.hidden_columns)
    assert [cell.text for cell in after.sheets[-1].cells[5:]] == ["ต้องแก้ไข", "เซลล์ O8", "=1+1", "โปรดแก้ไข", "R01"]
    assert not any(cell.formula for cell in after.sheets[-1].cells)


def test_parts_that_are_not_marked_stay_byte_for_byte() -> None:
    with (
        zipfile.ZipFile(FORM) as before,
        zipfile.ZipFile(io.BytesIO(marked(FORM.read_bytes(), (RESULTS, "O8")))) as after,
    ):
        same = {name for name in before.namelist() if before.read(name) == after.read(name)}
        changed = set(before.namelist()) - same
    assert {"xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "docProps/core.xml"} <= same
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
    }  # fmt: skip


def test_a_column_that_the_division_added_and_its_own_comment_come_back() -> None:
    book = openpyxl.load_workbook(FORM)
    book[RESULTS]["AZ8"] = "คอลัมน์ของเราเอง"
    book[RESULTS]["O8"].comment = openpyxl.comments.Comment("ของเดิม", "ผู้กรอก")
    packed = io.BytesIO()
    book.save(packed)
    after = openpyxl.load_workbook(io.BytesIO(marked(packed.getvalue(), (RESULTS, "O8"), (RESULTS, "W8"))))[RESULTS]
    assert after["AZ8"].value == "คอลัมน์ของเราเอง"
    assert after["O8"].comment.text == "ของเดิม\nต้องแก้ไข: ผลไม่ใช่ตัวเลข [R01]"
    assert after["W8"].comment.text == "ต้องแก้ไข: ผลไม่ใช่ตัวเลข [R01]"


def test_the_same_marks_make_the_same_bytes() -> None:
    assert marked(FORM.read_bytes(), (RESULTS, "O8")) == marked(FORM.read_bytes(), (RESULTS, "O8"))


def test_a_range_is_marked_at_its_first_cell() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(FORM.read_bytes(), (RESULTS, "W8:W9"))))
    assert book[RESULTS]["W8"].comment and not book[RESULTS]["W9"].comment


def test_what_cannot_be_patched_gives_no_workbook() -> None:
    assert mark_workbook(b"PK\x03\x04 broken", {}, [], LIST, HEADS) is None


def test_a_plain_copy_of_other_files_holds_their_texts_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    path.write_bytes("รหัส,ผล\n1.1.1,=HYPERLINK(1)\n".encode())
    with WorkerPool(size=1) as pool:
        (reading,) = pool.read_many([path])
    assert reading.workbook
    cells = read_workbook(marked(write_plain_copy(reading.workbook.sheets), ("CSV", "B2"))).sheets[0].cells
    assert [(cell.text, cell.kind, cell.formula) for cell in cells[2:]] == [
        ("1.1.1", "text", False), ("=HYPERLINK(1)", "text", False),
    ]  # fmt: skip


class Page(HTMLParser):
    """The texts of a page, and its tags."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.text = "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.tags or self.tags[-1] != "style":
            self.texts.append(data)


@pytest.fixture(scope="module")
def outbox(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the letters of the sample's first half."""
    archive, folder = Archive(office.home / "archive"), tmp_path_factory.mktemp("outbox")
    source = Source(lambda digest: archive.path(digest).read_bytes(), lambda _: None)
    with open_warehouse(office.home / "sarup.duckdb", read_only=True) as connection:
        phrases = load_phrases(asset_path("templates/phrases.yaml"))
        write_letters(connection, HALF, folder, source, OPTIONS, phrases)
    return folder


def test_every_file_of_the_round_is_answered(outbox: Path) -> None:
    letters = sorted(path.relative_to(outbox).as_posix().partition("-")[0] for path in outbox.rglob("*.html"))
    divisions = ["aud", "eth", "fin", "hr", "it", "legal", "plan", "pr", "pr", "psd", "risk"]
    assert letters == sorted([*(f"{name}/2564" for name in divisions), "plan/plan/01"])


def test_a_returned_file_gets_its_workbook_and_a_page_with_errors_first(outbox: Path) -> None:
    (page,) = (outbox / "pr" / HALF).glob("01-*-returned.html")
    (book,) = (outbox / "pr" / HALF).glob("01-*.xlsx")
    text = Page(page).text
    places = [text.index(f"เซลล์ {place}") for place in ("O8", "O9", "O10", "W9")]
    assert places == sorted(places)
    for place in ("O8", "O9", "O10", "W9"):
        assert f"เซลล์ {place}" in text
        assert openpyxl.load_workbook(book)[RESULTS][place].comment


def test_a_receipt_bears_the_whole_hash(outbox: Path, office: Published) -> None:
    for row in office.rows("select * from core.submission where is_in_force and round_code = ?", HALF):
        (page,) = (outbox / row["division_code"] / HALF).glob(f"*-{row['sha256'][:8]}-receipt.html")
        assert row["sha256"] in Page(page).text


def test_no_text_of_a_file_becomes_a_tag(outbox: Path) -> None:
    allowed = {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "div", "b", "br", "dl", "dt", "dd",
        "span", "wbr", "header", "footer", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert {tag for path in outbox.rglob("*.html") for tag in Page(path).tags} <= allowed


def test_what_was_told_is_not_told_again(outbox: Path, office: Published, tmp_path: Path) -> None:
    archive = Archive(office.home / "archive")
    source = Source(lambda digest: archive.path(digest).read_bytes(), lambda _: None)
    with open_warehouse(office.home / "sarup.duckdb", read_only=True) as connection:
        phrases = load_phrases(asset_path("templates/phrases.yaml"))
        told = write_letters(connection, HALF, tmp_path / "first", source, OPTIONS, phrases)
        again = write_letters(connection, HALF, tmp_path / "again", source, OPTIONS, phrases, told)
        other = ReportOptions(office="กองอื่น", phone="02-000-0000")
        changed = write_letters(connection, HALF, tmp_path / "changed", source, other, phrases, told)
    names = {str(path.relative_to(outbox)): path.read_bytes() for path in outbox.rglob("*.*")}
    first = {path: (tmp_path / "first" / path).read_bytes() for path in names}
    assert first == names
    assert {path for page, one in told.items() for path in (page, one.workbook) if path} == names.keys()
    assert (again, (tmp_path / "again").exists()) == (told, False)
    assert changed.keys() == told.keys()
    assert {str(path.relative_to(tmp_path / "changed")) for path in (tmp_path / "changed").rglob("*.*")} == names.keys()


def test_a_percentage_among_counts_comes_back_as_the_text_it_showed_in_a_format_of_numbers() -> None:
    faulty = io.BytesIO()
    book = openpyxl.load_workbook(FORM)
    book[RESULTS]["O8"].value, book[RESULTS]["O8"].number_format = 0.06, "0%"
    book.save(faulty)
    at = datetime(2021, 4, 8, tzinfo=UTC)
    file = SentFile(
        "f", "0" * 64, "legal", "กลุ่มนิติการ", None, "f.xlsx", "xlsx", "results", 1, at, Verdict.RETURNED, False, None,
        None, HALF, "รอบ ๖ เดือน", 2564, None,
    )  # fmt: skip
    findings = tuple(
        LetterFinding(severity, rule, "ข้อ", "โปรดแก้ไข", RESULTS, cell, "value", "results", value)
        for severity, rule, cell, value in (
            (Severity.ERROR, "R83", "O8", "6%"),
            (Severity.NOTICE, "R34", "O8", None),
            (Severity.ERROR, "R03", "AD8", "44286"),
            (Severity.ERROR, "R36", "O9", "2.5"),
        )
    )
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    made = _marked(ToldFile(file, findings, Path()), Source(lambda _: faulty.getvalue(), lambda _: None), phrases)
    assert made
    sheet = openpyxl.load_workbook(io.BytesIO(made))[RESULTS]
    assert (sheet["O8"].value, sheet["O8"].number_format) == ("6%", "#,##0.00")
    assert sheet["AD8"].number_format == "@"
    assert sheet["O9"].number_format == openpyxl.load_workbook(FORM)[RESULTS]["O9"].number_format


@pytest.mark.parametrize(("hours", "is_replaced"), [(-1, False), (0, False), (1, True)])
def test_a_returned_file_asks_for_another_unless_one_came_after_it(hours: int, is_replaced: bool) -> None:
    came = datetime(2021, 4, 9, 3, tzinfo=UTC)
    file = SentFile(
        "a-pr", "a" * 64, "pr", "กอง", None, "a.xlsx", "xlsx", "results", 1, came, Verdict.RETURNED, False,
        came + timedelta(hours=hours), None, HALF, "รอบ ๖ เดือน", 2564, came.date(),
    )  # fmt: skip
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    lines = _closing(file, file.letter, phrases)
    assert (phrases.texts["letter.superseded"] in lines) is is_replaced
    assert (phrases.texts["letter.how_to_resubmit"] in lines) is not is_replaced


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("../a\\b:c?.", "_a_b_c_"),
        ("กองกลาง", "กองกลาง"),
        (". .", "_"),
        ("ก" * 90, "ก" * 66),  # 198 bytes, and the workbook's whole name below the 255 that a folder takes
    ],
)
def test_a_name_is_one_part_of_a_path_on_every_system(name: str, part: str) -> None:
    assert safe_name(name) == part
