"""A second office's whole year: honest forms are accepted, and what the official table prints of them."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.support.whole_way import Published, publish_office

OFFICE = Path(__file__).resolve().parents[1] / "health_office"
SEEN_AT = datetime.fromisoformat("2022-10-20T09:00:00+07:00")
HALF, YEAR = "2565-6m", "2565-12m"
# Worked out from the forms: 3 + 2 + 1 events; 43 + 30 of 50 + 50; 2 + 0 courses, 60 + 45 people and the lead's score.
PRINTED = {
    "1.1.1": "๖ ครั้ง",
    "1.1.2": "ร้อยละ ๗๓",
    "2.0.3": "๖ ช่องทาง ตอบสนองภายใน ๒๐ วันทำการ",
    "3.0.3": "วันที่ ๒๐ มิถุนายน ๒๕๖๕",
    "4.1.2": "๒ หลักสูตร / ๑๐๕ คน / ร้อยละ ๘๘",
}
OUTCOMES = "select item_code, outcome_text from rollup.item_round where round_code = ?"
FINDINGS = """
select distinct s.file_name, f.rule
from core.finding as f inner join core.submission as s on f.submission_id = s.submission_id
where f.severity = 'error'
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    home = tmp_path_factory.mktemp("health")
    yield publish_office(OFFICE / "inbox", home, (HALF, YEAR), OFFICE / "reference", SEEN_AT)


def test_no_honest_form_is_returned(year: Published) -> None:
    # It has two rows sorted away from their keys.
    assert {tuple(row.values()) for row in year.rows(FINDINGS)} == {("ict_2565-6m.xlsx", "R75")}
    verdicts = year.rows("select verdict from core.submission where round_code = ?", YEAR)
    assert {row["verdict"] for row in verdicts} == {"accepted", "accepted_with_warnings"}


def test_the_outcome_is_that_of_the_year_and_of_all_measures(year: Published) -> None:
    outcomes = {row["item_code"]: row["outcome_text"] for row in year.rows(OUTCOMES, YEAR)}
    assert {code: outcomes[code] for code in PRINTED} == PRINTED


def test_the_page_prints_what_the_table_says(year: Published) -> None:
    page = year.document(YEAR, "html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))
    for outcome in PRINTED.values():
        assert outcome in text
    assert "ร้อยละ ๘๖" not in "".join(row["outcome_text"] or "" for row in year.rows(OUTCOMES, YEAR))


def test_the_workbook_holds_days_as_dates(year: Published) -> None:
    book = openpyxl.load_workbook(year.document(YEAR, "xlsx"))
    days = {cell.value.date() for sheet in book for row in sheet.iter_rows() for cell in row if cell.is_date}
    assert {date(2022, 6, 30), date(2022, 6, 20)} <= days
