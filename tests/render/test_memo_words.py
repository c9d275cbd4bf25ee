"""A memo says the year once, is about what it asks for; months are written as the office writes them."""

from datetime import date
from typing import Any

import pytest

from sarup.codes import RoundName
from sarup.office.report_options import MemoOption, ReportOptions
from sarup.phrases import known_phrases
from sarup.render.content.memo import compose_memo
from sarup.render.content.rows import ReportTitle
from sarup.render.content.title_lines import print_months
from tests.support.render.report_rows import row_of

PHRASES = known_phrases()
AGENCY = "สำนักงานทดสอบ (ส่วนกลาง)"
TITLE = {
    "plan_name": "แผนป้องกันการทุจริต",
    "agency_name": AGENCY,
    "agency_short": "สนท.",
    "fiscal_year_be": 2565,
    "round": RoundName.HALF,
    "label": "รอบ ๖ เดือน",
    "covers_from": date(2021, 10, 1),
    "covers_to": date(2022, 3, 31),
}


def title(**values: Any) -> ReportTitle:
    return row_of(ReportTitle, {**TITLE, **values})


def test_months_are_written_as_the_office_writes_them() -> None:
    assert print_months(title(), ReportOptions(period_style="spaced"), PHRASES) == "ต.ค. ๖๔ – มี.ค. ๖๕"
    assert print_months(title(), ReportOptions(), PHRASES) == "ต.ค.๖๔ – มี.ค.๖๕"


@pytest.mark.parametrize(
    ("close", "plan_name", "subject"),
    [
        ("inform", "แผน", "ขอส่งรายงานผลการดำเนินการตามแผน รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๕"),
        ("approve", "แผน ปี ๒๕๖๕", "ขอความเห็นชอบรายงานผลการดำเนินการตามแผน ปี ๒๕๖๕ รอบ ๖ เดือน"),
    ],
)
def test_the_memo_is_about_what_it_asks_and_leaves_a_space_behind_brackets(
    close: Any, plan_name: str, subject: str
) -> None:
    memo = compose_memo(ReportOptions(memo=MemoOption(close=close)), title(plan_name=plan_name), ["สรุป"], PHRASES)
    assert memo is not None
    assert dict(memo.fields)["เรื่อง"] == subject
    assert memo.paragraphs[0].startswith(f"ตามที่{AGENCY} มี{plan_name} และ")
