"""A form whose texts are hostile goes the whole way: it is judged, the round is published, the texts stay texts."""

import shutil
from itertools import cycle
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from tests.support.document_texts import read_text
from tests.support.office_at_work import OfficeAtWork
from tests.support.report.hostile_report import HOSTILE
from tests.support.whole_way import ENDINGS, HALF, SAMPLE

FORM = "pr/รายงานผล_pr_2564-6m.xlsx"
PLAN = "plan/plan-2564.xlsx"
FREE = (
    "กิจกรรม/โครงการ", "ผลการดำเนินการ", "ปัญหา อุปสรรค", "สาเหตุ", "ข้อเสนอแนะ/แนวทางแก้ไข",
    "หลักฐานอ้างอิง (ลิงก์หรือเลขที่หนังสือ)", "หมายเหตุ",
)  # fmt: skip
HEAD_ROW, NARRATIVE = 7, "ผลการดำเนินการ"
# Excel writes what no XML can hold like this.
ESCAPED = "ดำเนินการ_x0007_แล้ว_xD800_ _xFFFE_"
SEEN = ("<script>alert(1)</script>", "{{ 7*7 }}", '#read("/etc/passwd")', "=1+1")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return an office whose one form holds hostile texts in all its free cells, after a run."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in (PLAN, FORM):
        (folder / "inbox" / name).parent.mkdir(parents=True)
    shutil.copy(SAMPLE / "inbox" / PLAN, folder / "inbox" / PLAN)
    fill_with_hostile_texts(SAMPLE / "inbox" / FORM, folder / "inbox" / FORM)
    office = OfficeAtWork(folder / "home", folder / "inbox")
    office.report()
    return office


def fill_with_hostile_texts(source: Path, target: Path) -> None:
    """Save a form with all hostile texts in its first narrative, and one in each other free cell."""
    book = openpyxl.load_workbook(source)
    sheet = book[NARRATIVE]
    texts = [*(text for name, text in HOSTILE.items() if name != "control"), ESCAPED]
    columns = [cell.column for cell in sheet[HEAD_ROW] if cell.value in FREE]
    assert len(columns) == len(FREE)
    turn = cycle(texts)
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        for column in columns if sheet.cell(row, 1).value else ():
            sheet.cell(row, column, next(turn)).data_type = "s"
    (narrative,) = [cell.column for cell in sheet[HEAD_ROW] if cell.value == NARRATIVE]
    sheet.cell(HEAD_ROW + 1, narrative, " ".join(texts)).data_type = "s"
    book.save(target)


def test_the_form_is_taken_with_its_oddities_named_and_the_round_published(office: OfficeAtWork) -> None:
    assert office.ask("select verdict from core.submission where division_code = 'pr'") == [("accepted_with_warnings",)]
    named = office.ask("select distinct rule from core.finding where division_code = 'pr' order by 1")
    assert {("T04",), ("T06",)} <= set(named)  # tags, and characters that nobody sees
    assert sorted(Path(name).suffix[1:] for name in office.documents()) == sorted(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_its_texts_stand_in_the_documents_as_texts(office: OfficeAtWork, ending: str) -> None:
    (path,) = (office.home / "output" / HALF).glob(f"*.{ending}")
    text = "".join(read_text(path).split())
    assert [one for one in SEEN if "".join(one.split()) not in text] == []
