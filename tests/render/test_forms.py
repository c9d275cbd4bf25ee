"""Forms: every text fits its row, rows grow, pages begin with a part, prompts keep to what Excel shows."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from PIL import ImageFont

from sarup.form.spec import load_form_spec
from sarup.render.form.page import page_breaks
from sarup.render.form.workbook import write_plan
from sarup.thai.words import split_words
from tests.support.render.sample_form import KINDS, PHRASES, form_content, written_form
from tests.support.whole_way import SAMPLE

# What TH Sarabun New measures beside Sarabun, its twin that is committed; a line of it is 1.331 of its size.
TWIN, LINE = 0.658, 1.331
PIXEL = 0.75


@pytest.fixture(scope="module", params=["6m", "12m", "plan", "sample plan", "sample results"])
def form(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a form of each sort: two new ones, the plan's empty one, and two with texts of a published report."""
    path = tmp_path_factory.mktemp("forms") / "form.xlsx"
    match request.param:
        case "sample plan":
            return SAMPLE / "inbox/plan/plan-2564.xlsx"
        case "sample results":
            return SAMPLE / "inbox/eth/รายงานผล_eth_2564-12m.xlsx"
        case "plan":
            write_plan({}, path, PHRASES)
            return path
        case round_name:
            return written_form(form_content(round_name), path)


@cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(f"templates/fonts/Sarabun-{'Bold' if bold else 'Regular'}.ttf")), 1000)


@cache
def points_of(text: str, size: float, bold: bool) -> float:
    return float(font(bold).getlength(text)) / 1000 * size * TWIN


def lines_of(text: str, room: float, size: float, bold: bool) -> int:
    """Return the lines of a text by another way than the forms': word after word, measured with the font itself."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, at = lines + 1, 0.0
        for word in split_words(paragraph):
            for piece in word if points_of(word, size, bold) > room else [word]:
                width = points_of(piece, size, bold)
                if at and at + width > room and not piece.isspace():
                    lines, at = lines + 1, 0.0
                at += width
    return lines


def test_every_text_of_every_cell_fits_its_row_and_column(form: Path) -> None:
    for sheet in openpyxl.load_workbook(form):
        if sheet.sheet_state != "visible":
            continue
        for row in sheet.iter_rows():
            for cell in (cell for cell in row if isinstance(cell.value, str) and cell.alignment.wrap_text):
                column = sheet.column_dimensions[column_of(sheet, cell.column)]
                if column.hidden:
                    continue
                room = (round(column.width * 7) - 5) * PIXEL
                lines = lines_of(cell.value, room, cell.font.sz, bool(cell.font.b))
                height = sheet.row_dimensions[cell.row].height
                assert height >= 409 or lines * cell.font.sz * LINE + 2 <= height, (sheet.title, cell.coordinate)


def column_of(sheet: object, number: int) -> str:
    """Return the letter under which openpyxl keeps a column's width: that of the first of a group."""
    groups = sheet.column_dimensions.items()  # type: ignore[attr-defined]
    return next((key for key, one in groups if one.min <= number <= one.max), get_column_letter(number))


def test_rows_grow_when_more_is_typed(form: Path) -> None:
    with zipfile.ZipFile(form) as book:
        for name in book.namelist():
            assert b"customHeight" not in book.read(name) or "worksheets" not in name, name


def test_the_columns_count_in_the_font_of_the_cells(form: Path) -> None:
    with zipfile.ZipFile(form) as book:
        styles = book.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]*)"', styles)) == {"TH Sarabun New"}
    assert "<scheme" not in styles


def test_every_page_is_across_and_says_its_number(form: Path) -> None:
    for sheet in openpyxl.load_workbook(form):
        if sheet.sheet_state != "visible" or sheet.title == "คำชี้แจง":
            continue
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.oddFooter.center.text == "หน้า &P จาก &N"
        assert sheet.print_title_rows and sheet.freeze_panes
        # One page wide, or broken by hand at a size that can be read.
        assert sheet.sheet_properties.pageSetUpPr or (sheet.page_setup.scale == 75 and sheet.col_breaks.brk)


@pytest.mark.parametrize("kind", ["results", "plan"])
@pytest.mark.parametrize("round_name", ["6m", "12m", None])
def test_no_page_is_wider_than_paper(kind: str, round_name: str | None) -> None:
    for spec in load_form_spec(kind).sheets:
        columns = spec.columns_of(round_name)
        breaks = page_breaks(columns)
        shown = [0 if c.hidden else (c.width * 7 + 5) * PIXEL * 0.75 for c in columns]
        code = next(filter(None, shown))
        pages = [shown[a:b] for a, b in zip([0, *breaks], [*breaks, len(columns)], strict=True)]
        millimetres = [(sum(page) + (code if number else 0)) / 72 * 25.4 for number, page in enumerate(pages)]
        assert all(width <= 277 for width in millimetres), (spec.table, millimetres)
        assert sum(len(page) for page in pages) == len(columns)


def test_parts_have_names_above_their_columns(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written_form(form_content("6m"), tmp_path / "form.xlsx"))
    sheet = book["ผลการดำเนินการ"]
    named = {cell.value: sheet.cell(7, cell.column).value for cell in sheet[6] if cell.value}
    assert named["ส่วนที่ ๑ รายการตามแผน"] == "ยุทธศาสตร์/กลยุทธ์"
    assert named["ส่วนที่ ๓ ผลที่ทำได้หรือเหตุผล"] == "สิ่งที่ขอให้กรอก"
    assert [sheet.cell(row, 4).value for row in (4, 5)] == [
        "รายงานผลตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๓ ถึงวันที่ ๓๑ มีนาคม ๒๕๖๔ โปรดส่งภายในวันที่ ๑๕ เมษายน ๒๕๖๔",
        "ข้อมูลตัวอย่างสำหรับทดสอบระบบ มิใช่ข้อมูลจริงของหน่วยงาน",
    ]


def test_grey_is_locked_and_white_is_open(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written_form(form_content("12m"), tmp_path / "form.xlsx"))
    for sheet in (sheet for sheet in book if sheet.sheet_state == "visible" and sheet.title != "คำชี้แจง"):
        assert sheet.protection.sheet
        for row in sheet.iter_rows(min_row=8):
            assert {(cell.fill.fgColor.rgb == "FFEDEDED", cell.protection.locked) for cell in row} <= {
                (True, True), (False, False),
            }  # fmt: skip


def test_prompts_and_alerts_are_as_short_as_excel_shows() -> None:
    for key, text in PHRASES.texts.items():
        if re.fullmatch(r"(prompt|alert)\..*\.title", key):
            assert len(text) <= 32, key
        elif re.fullmatch(r"(prompt|alert)\..*\.message", key):
            assert len(text) <= 255, key


def test_a_long_name_with_signs_leaves_the_page_head_within_its_255_characters(tmp_path: Path) -> None:
    content = form_content("6m", division_name="สำนัก & กอง &P " * 40)
    with zipfile.ZipFile(written_form(content, tmp_path / "form.xlsx")) as book:
        (head,) = re.findall("(?s)<oddHeader>(.*)</oddHeader>", book.read("xl/worksheets/sheet2.xml").decode())
    told = head.replace("&amp;", "&").replace("&quot;", '"')
    assert len(told) <= 255
    assert "สำนัก && กอง &&P" in told and told.endswith("มิใช่ข้อมูลจริงของหน่วยงาน")


def test_the_guide_shows_both_colours_and_leads_to_every_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written_form(form_content("6m"), tmp_path / "form.xlsx"))
    guide = book.worksheets[0]
    fills = {cell.value: cell.fill.fgColor.rgb for (cell,) in guide.iter_rows()}
    assert fills["ช่องสีเทา ไม่ต้องแก้ไข"] == "FFEDEDED" != fills["ช่องสีขาว กรอกได้"]
    targets = [cell.hyperlink.location for (cell,) in guide.iter_rows() if cell.hyperlink]
    assert targets == [f"'{sheet.title}'!A1" for sheet in book.worksheets[1:5]]


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    one = written_form(form_content("12m"), tmp_path / "1.xlsx").read_bytes()
    assert one == written_form(form_content("12m"), tmp_path / "2.xlsx").read_bytes()
    assert openpyxl.load_workbook(io.BytesIO(one)).properties.created.year == 2020


def test_a_ratio_is_restated_by_its_parts_and_other_kinds_by_their_value(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written_form(form_content("12m"), tmp_path / "form.xlsx"))
    sheet = book[PHRASES.texts["sheet.results"]]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
    fields = ("restated", "restated_numerator", "restated_denominator")
    places = {field: heads[PHRASES.texts[f"col.{field}"]] for field in fields}
    open_to: dict[str, set[str]] = {field: set() for field in fields}
    for row in range(7, sheet.max_row + 1):
        kind = sheet.cell(row, heads[PHRASES.texts["key.kind"]]).value
        for field, place in places.items():
            open_to[field] |= set() if sheet.cell(row, place).protection.locked else {str(kind)}
    assert open_to["restated_numerator"] == open_to["restated_denominator"] == {"ratio"}
    assert open_to["restated"] == set(KINDS) - {"ratio"}


def test_a_deadline_asks_for_a_day_where_other_measures_have_a_number(tmp_path: Path) -> None:
    path = written_form(form_content("12m"), tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(path)[PHRASES.texts["sheet.results"]]
    columns = load_form_spec("results").sheets[0].columns_of("12m")
    letters = {column.field: get_column_letter(place) for place, column in enumerate(columns, 1)}
    (row,) = [cell.row for cell in sheet[letters["kind"]] if cell.value == "deadline"]
    assert sheet[f"{letters['previous']}{row}"].value == "15/3/2564"
    for field in ("value_year", "restated"):
        cell = sheet[f"{letters[field]}{row}"]
        (rule,) = [one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref]
        assert (cell.number_format, rule.type, rule.promptTitle) == ("@", None, PHRASES.texts["prompt.date.title"])
        above_format = "#,##0"  # a stock in ช่องทาง
        above = sheet[f"{letters[field]}{row - 1}"]
        (rule,) = [one for one in sheet.data_validations.dataValidation if above.coordinate in one.sqref]
        assert (above.number_format, rule.type) == (above_format, "decimal")


def test_a_deadlines_interim_target_is_a_day(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written_form(form_content("6m"), tmp_path / "form.xlsx"))[
        PHRASES.texts["sheet.results"]
    ]
    assert "๑ มี.ค. ๖๔" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_what_is_above_the_heads_is_printed_on_a_sheet_of_one_page_and_on_a_wide_one_by_the_pages_head(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(written_form(form_content("6m"), tmp_path / "form.xlsx"))
    first = {name: re.search(r"\$([0-9]+):", str(book[name].print_area)) for name in ("ผลการดำเนินการ", "กิจกรรมที่จัด")}
    assert {name: found and int(found[1]) for name, found in first.items()} == {"ผลการดำเนินการ": 6, "กิจกรรมที่จัด": 1}
