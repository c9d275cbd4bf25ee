"""Day one of each round: an inbox with only the plan makes the four documents, which say that nobody has reported."""

import shutil
from collections.abc import Iterator

import pytest

from tests.support.document_texts import read_text
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, YEAR, Published, publish_judged, publish_office

SILENT = {
    HALF: "ในรอบ ๖ เดือน (ต.ค.๖๓ – มี.ค.๖๔) สนค. มีรายการที่ต้องรายงานผล ๑๘ รายการ ใน ๖ ยุทธศาสตร์ ยังไม่ได้รับรายงานผลของรายการใด",
    YEAR: "ในปีงบประมาณ พ.ศ. ๒๕๖๔ สนค. มีรายการที่ต้องรายงานผล ๑๘ รายการ ใน ๖ ยุทธศาสตร์ ยังไม่ได้รับรายงานผลของรายการใด",
}
NOT_KNOWN = (
    "ไม่มีรายการที่ผลต่ำกว่าเกณฑ์", "ไม่ใช้งบประมาณ", "ไม่มีรายการที่รายงานปัญหา", " ๐ รายการ", " ๐ หน่วยงาน", " 0 รายการ",
    "เมื่อเทียบกับรอบ", "ไม่เปลี่ยนแปลง", "ลดลงจากรอบ",
)  # fmt: skip


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Return the office before anybody has reported: the sample's plan and nothing else, both rounds."""
    inbox = tmp_path_factory.mktemp("day-one") / "inbox"
    (inbox / "plan").mkdir(parents=True)
    shutil.copy(SAMPLE / "inbox/plan/plan-2564.xlsx", inbox / "plan")
    yield publish_office(inbox, tmp_path_factory.mktemp("home"), (HALF, YEAR))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("code", [HALF, YEAR])
def test_every_document_says_that_nobody_has_reported(planned: Published, code: str, ending: str) -> None:
    text = " ".join(read_text(planned.document(code, ending)).split()).replace("/ ", "/")
    plain = text.replace(" ", "")
    for sentence in (SILENT[code], "๑๑ หน่วยงาน ยังไม่มีหน่วยงานใดส่งรายงาน", "ยังไม่ได้รับไฟล์รายงานของหน่วยงานใด"):
        assert sentence.replace(" ", "") in plain
    for sentence in NOT_KNOWN:
        assert sentence not in text


def test_no_table_holds_what_nobody_told(planned: Published) -> None:
    query = (
        "select attendee_count, budget_baht, spent_baht, spent_pct, gained_count, event_count, reported_item_count "
        "from report.summary"
    )
    assert {tuple(row.values()) for row in planned.rows(query)} == {(None, None, None, None, None, 0, 0)}
    assert planned.summaries[HALF].not_accepted == () and len(planned.summaries[HALF].missing) == 11


@pytest.fixture(scope="module")
def without_annual_file(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the sample's year as if the division that spends most had sent no annual file."""
    kept = [
        one for one in office.submissions if (one.arrival.division_code, one.keys.get("round_code")) != ("it", YEAR)
    ]
    names = {one.submission_id for one in kept}
    found = [one for one in office.findings if one.submission_id in names]
    return publish_judged(SAMPLE / "inbox", tmp_path_factory.mktemp("without"), kept, found, (YEAR,))


def test_annual_money_without_an_annual_file_is_the_halfs_with_its_day(without_annual_file: Published) -> None:
    query = (
        "select budget_baht, spent_baht, cast(earlier_on as varchar) as day from report.budget "
        "where item_code = '4.2.1' and round_code = '2564-12m'"
    )
    assert without_annual_file.rows(query) == [{"budget_baht": 2_500_000, "spent_baht": 750_000, "day": "2021-03-31"}]


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_the_documents_mark_what_is_of_the_half_and_name_the_item(without_annual_file: Published, ending: str) -> None:
    """112,300 and 750,000 of 2,620,000 baht are 32.91 percent."""
    text = read_text(without_annual_file.document(YEAR, ending))
    for sentence in (
        "ยุทธศาสตร์ที่ ๔ ข้อ ๑ ของกลยุทธ์ที่ ๒ (ข้อมูล ณ วันที่ ๓๑ มี.ค. ๖๔) | ๒,๕๐๐,๐๐๐.๐๐ | ๗๕๐,๐๐๐.๐๐ | ๓๐.๐๐",
        "งบประมาณที่ได้รับจัดสรรรวม ๒,๖๒๐,๐๐๐.๐๐ บาท เบิกจ่ายสะสม ๘๖๒,๓๐๐.๐๐ บาท คิดเป็นร้อยละ ๓๒.๙๑ "
        "(มีรายการที่ใช้ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๔ เพราะยังไม่มีรายงานของรอบนี้)",
        "รายการที่ยังไม่ได้รับรายงานจากหน่วยงานรับผิดชอบ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๔ ข้อ ๑ ของกลยุทธ์ที่ ๒ "
        "ในส่วนของกลุ่มเทคโนโลยีสารสนเทศ (ข้อมูลตัวอย่าง)",
        "(เทียบได้ ๑๗ จาก ๑๘ รายการ)",
    ):
        assert sentence in text
