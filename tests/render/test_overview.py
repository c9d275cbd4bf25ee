"""The report of a ministry or of the nation: what its summary says, and which tables it has in which order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sarup.assets import asset_path
from sarup.codes import Level, RoundName
from sarup.phrases import load_phrases
from sarup.render.content.overview_rows import Overview, OverviewAgency, OverviewMinistry, OverviewStrategy
from sarup.render.content.overview_summary import compose_overview_summary
from sarup.render.content.overview_tables import OverviewLines, overview_tables

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
MINISTRY = Overview(
    level=Level.MINISTRY, ministry_code="m", ministry_name="กระทรวงตัวอย่าง", round_code="2566-6m", fiscal_year_be=2566,
    round=RoundName.HALF, label="รอบ ๖ เดือน", covers_from=date(2022, 10, 1), covers_to=date(2023, 3, 31),
    state="open", as_of_on=date(2023, 4, 12), dated_on=date(2023, 4, 12), is_sample=True, plan_name=None,
    agency_count=2, planless_agency_count=0, division_count=8, accepted_count=6, accepted_pct=Decimal("75.00"),
    on_time_count=5, late_count=1, not_accepted_count=1, missing_count=1, item_count=10, met_count=4,
    met_pct=Decimal("40.00"), not_yet_met_count=5, no_value_count=1, on_track_count=3, behind_count=0,
    breached_count=0, event_count=0, told_event_count=0, attendee_count=None,
)  # fmt: skip
NATION = replace(MINISTRY, level=Level.NATION, ministry_code=None, ministry_name=None)


def agency(code: str, met: int, rank: int | None, items: int = 5, ministry: str | None = "m") -> OverviewAgency:
    """Return an agency with so many of its items met; without a rank it has no plan."""
    pct = Decimal(100 * met) / items if items else None
    return OverviewAgency(
        ministry, code, f"กรม{code}", None if rank is None else f"{code}-2566", items, met, items - met, 0, pct,
        4, 3, Decimal(75), 3, 0, 0, 1, rank, rank,
    )  # fmt: skip


def said(*agencies: OverviewAgency, overview: Overview = MINISTRY) -> tuple[str, ...]:
    return compose_overview_summary(overview, agencies, "กระทรวงตัวอย่าง", PHRASES)


def test_the_summary_says_what_was_reached_by_whom_and_who_has_reported() -> None:
    assert said(agency("ก", 3, 1), agency("ข", 1, 2)) == (
        "ในรอบ ๖ เดือน (ต.ค.๖๕ – มี.ค.๖๖) กระทรวงตัวอย่าง มีส่วนราชการที่มีแผนในรอบนี้ ๒ ส่วนราชการ "
        "รวมรายการที่ต้องรายงานผล ๑๐ รายการ "
        "บรรลุเป้าหมายแล้ว ๔ รายการ คิดเป็นร้อยละ ๔๐ ยังไม่บรรลุเป้าหมาย ๕ รายการ และยังไม่มีผลที่วัดได้ ๑ รายการ "
        "ในรายการที่ยังไม่บรรลุเป้าหมาย มี ๓ รายการที่ผลอยู่ในเกณฑ์ของรอบ ๖ เดือน",
        "ส่วนราชการที่มีร้อยละของรายการที่บรรลุเป้าหมายสูงสุด (ร้อยละ ๖๐) ได้แก่ กรมก "
        "ส่วนราชการที่มีร้อยละของรายการที่บรรลุเป้าหมายต่ำสุด (ร้อยละ ๒๐) ได้แก่ กรมข",
        "จากหน่วยงานที่ต้องรายงาน ๘ หน่วยงาน ได้รับรายงานแล้ว ๖ หน่วยงาน คิดเป็นร้อยละ ๗๕ "
        "ส่งภายในกำหนด ๕ หน่วยงาน และส่งล่าช้า ๑ หน่วยงาน "
        "หน่วยงานที่ส่งรายงานแล้วและรอแก้ไข มี ๑ หน่วยงาน หน่วยงานที่ยังไม่ส่งรายงาน มี ๑ หน่วยงาน",
    )


def test_nobody_is_highest_or_lowest_where_all_reached_the_same() -> None:
    assert not any("สูงสุด" in paragraph for paragraph in said(agency("ก", 2, 1), agency("ข", 2, 1)))
    assert not any("สูงสุด" in paragraph for paragraph in said(agency("ก", 2, 1)))


def test_all_of_equal_rank_are_named_and_too_many_are_counted() -> None:
    low = agency("ฮ", 0, 9)
    five = said(*(agency(name, 2, 1) for name in "กขคงจ"), low)[1]
    assert five.startswith("ส่วนราชการที่มีร้อยละของรายการที่บรรลุเป้าหมายสูงสุด (ร้อยละ ๔๐) ได้แก่ กรมก กรมข กรมค กรมง และกรมจ ")
    six = said(*(agency(name, 2, 1) for name in "กขคงจฉ"), low)[1]
    assert six.startswith("ส่วนราชการที่มีร้อยละของรายการที่บรรลุเป้าหมายสูงสุด (ร้อยละ ๔๐) มี ๖ ส่วนราชการ ")


def test_agencies_without_a_plan_and_without_an_accepted_report_are_named() -> None:
    silent = replace(agency("ข", 0, 2), accepted_count=0)
    paragraphs = said(agency("ก", 3, 1), silent, agency("ค", 0, None, items=0))
    assert paragraphs[2].endswith("ส่วนราชการที่ยังไม่มีรายงานที่รับไว้ มี ๑ ส่วนราชการ ได้แก่ กรมข")
    assert paragraphs[3] == "ส่วนราชการที่ยังไม่มีแผนในรอบนี้ มี ๑ ส่วนราชการ ได้แก่ กรมค"


def test_a_ministry_without_plans_says_so() -> None:
    empty = replace(MINISTRY, agency_count=0, item_count=0, division_count=0, on_track_count=0)
    assert said(overview=empty) == ("ในรอบ ๖ เดือน (ต.ค.๖๕ – มี.ค.๖๖) กระทรวงตัวอย่าง ยังไม่มีส่วนราชการที่มีแผนในรอบนี้",)


def test_a_ministry_has_its_agencies_first_then_ranks_strategies_and_submissions() -> None:
    strategy = OverviewStrategy("ข", 1, "ยุทธศาสตร์ที่ ๑ : งานโปร่งใส", 5, 1, 4, 0, Decimal(20))
    first, annexes = overview_tables(
        MINISTRY, OverviewLines((agency("ก", 1, 2), agency("ข", 3, 1)), strategies=(strategy,)), PHRASES
    )
    assert [row[:3] for row in first.rows] == [("กรมก", 5, 1), ("กรมข", 5, 3)]
    assert first.total == ("รวม", 10, 4, 5, 1, Decimal("40.00"))
    assert first.chart and [bar.values for bar in first.chart.bars] == [(1, 4, 0), (3, 2, 0)]
    assert [table.heading for table in annexes] == [
        "ภาคผนวก ก ส่วนราชการเรียงตามร้อยละของรายการที่บรรลุเป้าหมาย",
        "ภาคผนวก ข ผลรายส่วนราชการและยุทธศาสตร์",
        "ภาคผนวก ค การส่งรายงานของหน่วยงานภายใน",
    ]
    assert [row[:2] for row in annexes[0].rows] == [(1, "กรมข"), (2, "กรมก")]
    assert annexes[1].rows == (("กรมข", "ยุทธศาสตร์ที่ ๑ : งานโปร่งใส", 5, 1, 4, 0, Decimal(20)),)
    assert annexes[2].rows[0] == ("กรมก", 4, 3, Decimal(75), 3, 0, 0, 1)


def test_of_more_agencies_than_a_page_holds_the_first_page_has_both_ends() -> None:
    many = tuple(agency(f"{number:02}", 0, number) for number in range(1, 24))
    first, annexes = overview_tables(MINISTRY, OverviewLines(many), PHRASES)
    assert [row[0] for row in first.rows] == [*range(1, 11), *range(14, 24)]
    assert first.notes[1] == "แสดง ๑๐ ส่วนราชการแรกและ ๑๐ ส่วนราชการสุดท้าย จากทั้งหมด ๒๓ ส่วนราชการ"
    assert len(annexes[0].rows) == 23 and annexes[0].chart is None


def test_the_nation_has_a_table_of_agencies_a_ministry_and_one_of_those_without() -> None:
    counts = (5, 1, 4, 0, Decimal(20), 4, 3, Decimal(75), 3, 0, 0, 1)
    ministries = (OverviewMinistry("m", "กระทรวงตัวอย่าง", *counts), OverviewMinistry(None, None, *counts))
    agencies = (agency("ก", 1, 1), agency("ข", 1, 1, ministry=None))
    first, annexes = overview_tables(NATION, OverviewLines(agencies, ministries=ministries), PHRASES)
    assert [row[0] for row in first.rows] == ["กระทรวงตัวอย่าง", "ไม่สังกัดกระทรวง"]
    assert [(table.heading, [row[0] for row in table.rows]) for table in annexes[2:]] == [
        ("ภาคผนวก ค ผลรายส่วนราชการ กระทรวงตัวอย่าง", ["กรมก"]),
        ("ภาคผนวก ค ผลรายส่วนราชการ ไม่สังกัดกระทรวง", ["กรมข"]),
    ]
    assert annexes[2].total == ("รวม", 5, 1, 4, 0, Decimal(20))
