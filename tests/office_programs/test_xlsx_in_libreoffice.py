"""The workbook in another program than Excel: LibreOffice opens it, prints it, and keeps what it holds."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.workbook import Workbook

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.content.document import Bar, Chart
from sarup.render.xlsx.report import write_xlsx
from tests.support.document_texts import letters
from tests.support.render.sample_document import MONEY_TABLE, STATUS_TABLE, sample_document
from tests.support.whole_way import YEAR, Published

STATUS, DETAIL, MONEY, CHART = 4, 5, 6, 7
TEXTS = load_phrases(asset_path("templates/phrases.yaml")).texts
ALT = "แผนภูมิแท่งแสดงร้อยละความสำเร็จของ ๒ ตัวชี้วัด"
BUDGET_CHART = Chart(
    name="achievement",
    heading="ผลลัพธ์เทียบเป้าหมาย",
    alt=ALT,
    series=("ผลที่ทำได้",),
    colours=("#1b4f8a",),
    bars=(
        Bar("๑.๑.๑", (Decimal("50.00"),), printed="๕๐.๐๐", mark=Decimal("40.00")),
        Bar("๑.๑.๒", (Decimal("90.00"),), printed="๙๐.๐๐"),
    ),
    axis="ร้อยละ",
    most=Decimal(150),
    kind="percent",
    line=Decimal(100),
    line_name="เป้าหมายประจำปี",
    mark_name="เกณฑ์ของรอบ",
)


@dataclass(frozen=True)
class Opened:
    """What was written, what LibreOffice saved of it, its own format, and the text of each page that it printed."""

    written: Workbook
    saved: Workbook
    flat: str
    pages: list[str]


def convert(path: Path, ending: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of a workbook; it fails where the program is missing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.fail("LibreOffice (soffice) is missing: install the package libreoffice-calc")
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", ending, "--outdir", str(folder / ending), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = folder / ending / f"{path.stem}.{ending}"
    assert made.exists(), done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return the sample report after its way through LibreOffice."""
    folder = tmp_path_factory.mktemp("libreoffice")
    labels: Mapping[str, str] = {key: text for key, text in TEXTS.items() if key.startswith(("xlsx.", "head."))}
    path = folder / "report.xlsx"
    write_xlsx(sample_document(labels=labels, annexes=(replace(MONEY_TABLE, chart=BUDGET_CHART),)), path)
    saved = convert(path, "xlsx", folder)
    printed = pypdfium2.PdfDocument(convert(path, "pdf", folder))
    pages = [page.get_textpage().get_text_bounded() for page in printed]
    flat = convert(path, "fods", folder).read_text(encoding="utf-8")
    return Opened(openpyxl.load_workbook(path), openpyxl.load_workbook(saved), flat, pages)


def squeezed(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def test_every_sheet_and_cell_survives(opened: Opened) -> None:
    assert opened.saved.sheetnames == opened.written.sheetnames
    for before, after in zip(opened.written, opened.saved, strict=True):
        cells = {cell.coordinate: cell.value for row in before for cell in row if cell.value is not None}
        kept = {cell.coordinate: cell.value for row in after for cell in row if cell.value is not None}
        assert kept == cells, before.title


def test_numbers_stay_numbers_in_thai_digits(opened: Opened) -> None:
    cells = [cell for row in opened.saved.worksheets[MONEY] for cell in row if isinstance(cell.value, float | int)]
    assert len(cells) == len(MONEY_TABLE.rows) + 1
    assert cells[-1].value == 574073887.5
    printed = "".join(opened.pages)
    assert "๕๗๔,๐๗๓,๘๘๗.๕๐" in printed and "๓๓.๓๓" in printed


def test_tables_and_filters_survive(opened: Opened) -> None:
    for before, after in zip(opened.written, opened.saved, strict=True):
        assert {table.name: table.ref for table in after.tables.values()} == {
            table.name: table.ref for table in before.tables.values()
        }
        # It filters the total too, which changes nothing until somebody filters.
        heads = [table.autoFilter.ref.partition(":")[0] for table in after.tables.values()]
        assert heads == [table.autoFilter.ref.partition(":")[0] for table in before.tables.values()]


def test_thai_is_printed_whole_and_the_heads_on_every_page(opened: Opened) -> None:
    printed = squeezed("".join(opened.pages))
    for text in (*sample_document().title_lines, *sample_document().summary, *STATUS_TABLE.heads):
        assert squeezed(text) in printed
    first, last = (next(page for page in opened.pages if code in page) for code in ("1.1.10", "1.1.30"))
    assert first != last
    assert "งบประมาณ (บาท)" in first and "งบประมาณ (บาท)" in last


def test_the_chart_survives_with_its_text_alternative(opened: Opened) -> None:
    (chart,) = opened.saved.worksheets[CHART]._charts
    assert [series.val.numRef.f.rpartition("!")[2] for series in chart.series] == ["$B$6:$B$7", "$C$6:$C$7"]
    # It does not write text alternatives into a workbook; its own format shows that it has read them.
    assert f"<svg:desc>{ALT}</svg:desc>" in opened.flat
    page = next(page for page in opened.pages if BUDGET_CHART.heading in page and "๑.๑.๑" in page)
    assert "๙๐.๐๐" in page and "เกณฑ์ของรอบ" in page


def test_every_text_of_the_samples_annex_is_on_its_printed_pages(office: Published, tmp_path: Path) -> None:
    """LibreOffice leaves out the lines for which a row has no room, and what is wider than the page."""
    path = office.document(YEAR, "xlsx")
    pages = pypdfium2.PdfDocument(convert(path, "pdf", tmp_path))
    printed = letters("".join(page.get_textpage().get_text_bounded() for page in pages))
    texts = [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row]
    words = {letters(word)[-6:] for text in texts if isinstance(text, str) for word in text.split()}
    assert len(words) > 400 and {word for word in words if word not in printed} == set()
