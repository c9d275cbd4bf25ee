"""A returned workbook in LibreOffice: its marks are seen, its list is printed whole, it comes back mended."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
import pytest

from sarup.gather.workbook import read_workbook
from sarup.render.returned.returned_workbook import Listed, Mark, mark_workbook
from tests.support.document_texts import letters
from tests.support.whole_way import SAMPLE

FORM = SAMPLE / "inbox/pr/รายงานผล_pr_2564-6m_ฉบับที่1.xlsx"
RESULTS, LIST = "ผลการดำเนินการ", "ข้อที่ตรวจพบ"
HEADS = ("ระดับ", "ตำแหน่ง", "ข้อที่ตรวจพบ", "วิธีแก้ไข", "เกณฑ์")
LONG = "ผลไม่ใช่ตัวเลข (“๖ ช่องทาง”) โปรดกรอกเฉพาะตัวเลข เช่น 60 โดยไม่ใส่หน่วยนับ " * 6
MARKS = {
    (RESULTS, "O8"): Mark("error", LONG),
    (RESULTS, "O9"): Mark("warning", "ก" * 40_000),
    (RESULTS, "F9"): Mark("notice", "สั้น"),
    ("กิจกรรมที่จัด", "B12"): Mark("error", "สั้น"),
}
PLACE = "แผ่นงาน “ผลการดำเนินการ” เซลล์ O{}"
LISTED = [
    Listed("ต้องแก้ไข", PLACE.format(row), f"ที่ {row} {LONG}", "แก้", f"R{row}", (RESULTS, f"O{row}"), "error")
    for row in range(8, 48)
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the returned workbook as we write it, as LibreOffice saves it, and as it prints it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-calc fonts-thai-tlwg", pytrace=False)
    home = tmp_path_factory.mktemp("returned")
    ours = home / "returned.xlsx"
    made = mark_workbook(FORM.read_bytes(), MARKS, LISTED, LIST, HEADS)
    assert made
    ours.write_bytes(made)
    for kind in ("xlsx", "pdf"):
        subprocess.run(
            [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", kind,
             "--outdir", str(home / kind), str(ours)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return {"ours": ours, "saved": home / "xlsx/returned.xlsx", "printed": home / "pdf/returned.pdf"}


@pytest.mark.parametrize("name", ["ours", "saved"])
def test_cells_keep_colour_edge_and_comment(kept: Mapping[str, Path], name: str) -> None:
    book = openpyxl.load_workbook(kept[name])
    for (sheet, place), mark in MARKS.items():
        cell = book[sheet][place]
        assert cell.fill.fgColor.rgb in ("FFF4A6A0", "FFFFF0B3", "FFE3ECF7"), place
        assert cell.border.left.style in ("thick", "mediumDashed", "dotted"), place
        assert cell.comment.text[:200].strip() == mark.text[:200].strip(), place


def test_the_list_keeps_its_texts_and_its_links(kept: Mapping[str, Path]) -> None:
    before, after = (openpyxl.load_workbook(kept[name])[LIST] for name in ("ours", "saved"))
    told = [[cell.value for cell in row] for row in after.iter_rows(max_col=5)]
    assert told == [[cell.value for cell in row] for row in before.iter_rows()]
    assert len(told) == 41
    assert [cell.hyperlink.location for (cell,) in after["B2:B41"]] == [f"'{RESULTS}'!O{row}" for row in range(8, 48)]
    assert after.print_title_rows == "$1:$1"


def test_every_line_of_the_list_is_printed_under_its_heads(kept: Mapping[str, Path]) -> None:
    pages = [letters(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(kept["printed"])]
    ours = [page for page in pages if letters("วิธีแก้ไข") in page and letters("เกณฑ์") in page]
    assert len(ours) > 1
    text = "".join(ours)
    for row in range(8, 48):
        assert letters(f"ที่ {row} ผลไม่ใช่") in text
        assert f"R{row}" in text
    assert text.count(letters("โดยไม่ใส่หน่วยนับ")) >= 40 * 6


def test_what_libreoffice_saved_is_read_as_the_division_filled_it_in(kept: Mapping[str, Path]) -> None:
    before, after = read_workbook(FORM.read_bytes()), read_workbook(kept["saved"].read_bytes())
    for one, other in zip(before.sheets, after.sheets, strict=False):
        assert [(c.row, c.column, c.text) for c in one.cells] == [(c.row, c.column, c.text) for c in other.cells]
        assert (one.name, one.hidden_columns) == (other.name, other.hidden_columns)
        assert (one.state == "visible") is (other.state == "visible")


def test_a_file_that_libreoffice_saved_can_be_returned_again(kept: Mapping[str, Path]) -> None:
    made = mark_workbook(kept["saved"].read_bytes(), {(RESULTS, "O9"): Mark("error", "ใหม่")}, LISTED[:1], LIST, HEADS)
    assert made
    path = kept["ours"].with_name("again.xlsx")
    path.write_bytes(made)
    book = openpyxl.load_workbook(path)
    assert [name for name in book.sheetnames if name.startswith(LIST)] == [LIST]
    assert book[LIST].max_row == 2
    assert (
        book[RESULTS]["O8"].fill.fgColor.rgb in ("00000000", "FFFFFFFF") or book[RESULTS]["O8"].fill.patternType is None
    )
    # LibreOffice forgets whose comments they are, so that what was said before cannot be told from the division's.
    assert book[RESULTS]["O9"].comment.text.endswith("\nใหม่")
