"""Cases of a form against its plan and its first half. Data begin in row 7 of every sheet."""

from typing import Any

from tests.support.rules.case import Change, answer, case, extra_row, key, lost_row, row

SIX, YEAR = "a-6m", "a-12m"
AWAITED_IN_AUGUST: dict[str, Any] = {
    "no_value_code": "awaiting_external_result",
    "expected_month": "ส.ค. 2566",
    "assessor": "สำนักงาน ป.ป.ช.",
    "outcome_text": None,
}
UNFINISHED: dict[str, Any] = {"value_year": None, "no_value_code": "in_progress", "outcome_text": None}
NO_CASES: dict[str, Any] = {
    "numerator": None, "denominator": None, "outcome_text": None, "no_value_code": "no_cases",
}  # fmt: skip
THE_SAME_BASE: dict[str, Any] = {"numerator": 5, "denominator": 50, "outcome_text": None}  # 45 of 50 in March
RESTATED_BASE: dict[str, Any] = {
    "restated_numerator": 4, "restated_denominator": 40, "restated_reason": "นับใหม่", "outcome_text": None,
}  # fmt: skip
OF_THE_THIRD: dict[str, Any] = {
    "item_code": "1.1.3", "guideline": "จัดทำแผนพัฒนาความรู้", "indicator": "ร้อยละความสำเร็จของการจัดทำแผน",
    "target_text": "ร้อยละ ๑๐๐", "unit": "ร้อยละ",
}  # fmt: skip


def _third(outcome: str) -> Change:
    """Return the answer 1 of 3 beside a printed outcome."""
    return answer(SIX, "1.1.2", numerator=1, denominator=3, outcome_text=outcome)


def _on(form: str, **cells: object) -> tuple[Change, ...]:
    """Return a plan that asks for a day in 1.1.3, both forms of it, and what one of them answers."""
    usual: dict[str, dict[str, object]] = {SIX: {"value": "15/3/2566"}, YEAR: {"value_year": "15/3/2566"}}
    usual[YEAR]["previous"] = "15/3/2566"
    usual[form].update(cells)
    return (
        row("plan", "plan_measure", 2, kind="deadline", comparator="at_most", target_value="31/3/2566", unit="วันที่"),
        *(answer(name, "1.1.3", kind="deadline", **{"outcome_text": None, **usual[name]}) for name in (SIX, YEAR)),
    )


def _later(outcome: str) -> Change:
    """Return 30 of 40 in the second half, after 45 of 50 in the first, beside a printed outcome of the year."""
    return answer(YEAR, "1.1.2", numerator=30, denominator=40, outcome_text=outcome)


def awaited(month: str) -> dict[str, Any]:
    """Return an annual answer that awaits an outside result in a month."""
    return {**AWAITED_IN_AUGUST, "value_half": None, "value_year": None, "expected_month": month}


AGAINST_THE_PLAN = [
    case(
        "R31 another's item",
        "b-6m",
        "results!D8",
        extra_row(
            "b-6m",
            item_key="1.1.2",
            measure_no=1,
            item_code="1.1.2",
            kind="ratio",
            numerator=1,
            denominator=1,
        ),
    ),
    case(
        "R31 another's item under the words of a third",
        "b-6m",
        "results!D8",
        extra_row("b-6m", item_key="1.1.2", measure_no=1, kind="ratio", numerator=1, denominator=1, **OF_THE_THIRD),
    ),
    case("R32 a lost row", SIX, "results!D8", lost_row(SIX, "1.1.3")),
    case(
        "R32 an item that was cancelled",
        SIX,
        "",
        lost_row(SIX, "1.1.3"),
        row("plan", "plan_item", 2, state="cancelled", approval_ref="ท ๑/๒๕๖๖"),
    ),
    case(
        "R33 a row twice",
        SIX,
        "results!D14",
        extra_row(SIX, item_key="1.1.3", measure_no=1, item_code="1.1.3", kind="progress", value=60),
    ),
    case("R34 a changed text", SIX, "results!F7", answer(SIX, "1.1.1", guideline="จัดอบรมเรื่องอื่น")),
    case("R34 a changed code", SIX, "results!D9", answer(SIX, "1.1.3", item_code="1.1.9")),
    case("R34 more spaces", SIX, "", answer(SIX, "1.1.1", guideline=" 1.  จัดอบรมเรื่องความโปร่งใส ")),
    case(
        "R35 over a hundred",
        SIX,
        "results!O9 results!O13",
        answer(SIX, "1.1.3", value=100.01, outcome_text=None),
        answer(SIX, "2.1.1", 2, value=101),
    ),
    case("R35 a hundred", SIX, "", answer(SIX, "1.1.3", value=100, outcome_text="ร้อยละ ๑๐๐")),
    case("R35 a hundred times", SIX, "", answer(SIX, "1.1.1", value=101, outcome_text="๑๐๑ ครั้ง")),
    case(
        "R36 half a time",
        SIX,
        "results!O7 results!O10",
        answer(SIX, "1.1.1", value=2.5, outcome_text=None),
        answer(SIX, "1.2.1", value=0.999, outcome_text=None),
    ),
    case(
        "R36 half a time in the year",
        YEAR,
        "results!O7 results!P7",
        answer(YEAR, "1.1.1", value_half=1.5, value_year=4.5, outcome_text=None),
    ),
    case("R36 a whole number with a point", SIX, "", answer(SIX, "1.1.1", value="3.0")),
    case("R36 half a percentage", SIX, "", answer(SIX, "1.1.3", value=60.5, outcome_text="ร้อยละ ๖๐.๕")),
    # One slip is told once: what follows from a value that is impossible, or is none, is left unsaid.
    case("R37 beside a share that cannot be", SIX, "", answer(SIX, "1.1.3", value=160), instead="R35"),
    case("R42 beside half a training", YEAR, "", answer(YEAR, "1.1.1", value_half=1, value_year=5.5), instead="R36"),
    case(
        "R42 beside another item's slip",
        YEAR,
        "results!P7",
        answer(YEAR, "1.1.1", value_year=6, outcome_text="๖ ครั้ง"),
        answer(YEAR, "1.2.1", value_year=4.5, outcome_text="๔.๕ ช่องทาง"),
    ),
    case(
        "R45 beside more of less",
        SIX,
        "",
        answer(SIX, "1.1.2", numerator=60, denominator=50, outcome_text=None, narrative="อยู่ระหว่างดำเนินการ"),
        instead="R68",
    ),
    case(
        "R40 beside less than nothing",
        YEAR,
        "",
        answer(YEAR, "1.1.3", value_year=-5, outcome_text="ร้อยละ -๕"),
        instead="R04",
    ),
    case(
        "R45 beside a share that cannot be",
        SIX,
        "",
        answer(SIX, "1.1.3", value=120, narrative="อยู่ระหว่างดำเนินการ"),
        instead="R35",
    ),
    case("R48 beside less than nothing", SIX, "", answer(SIX, "1.1.1", value=-1, outcome_text=None), instead="R04"),
    case(
        "R50 beside less than nothing",
        YEAR,
        "",
        answer(YEAR, "1.1.3", value_year=-5, narrative="ทำครบถ้วนตามแผน"),
        instead="R04",
    ),
    case(
        "R51 beside a year in words",
        YEAR,
        "",
        answer(YEAR, "1.1.1", value_year="ห้าครั้ง", outcome_text=None),
        instead="R01",
    ),
    case("R37 another number", SIX, "results!V7", answer(SIX, "1.1.1", outcome_text="๔ ครั้ง")),
    case("R37 another share", SIX, "results!V8", answer(SIX, "1.1.2", outcome_text="ร้อยละ ๙๑")),
    case("R37 parts that add up", SIX, "", answer(SIX, "1.1.1", outcome_text="ภายใน ๒ ครั้ง และภายนอก ๑ ครั้ง")),
    case("R37 rounded to the places written", SIX, "", answer(SIX, "1.1.3", value=89.5, outcome_text="ร้อยละ ๙๐")),
    case("R37 a third", SIX, "", _third("ร้อยละ ๓๓")),
    case("R37 a third with one decimal", SIX, "", _third("ร้อยละ ๓๓.๓")),
    case("R37 a third with a slip", SIX, "results!V8", _third("ร้อยละ ๓๓.๓๔")),
    case(
        "R37 rounded to a target that was not reached",
        SIX,
        "results!V9",
        answer(SIX, "1.1.3", value=99.6, outcome_text="ร้อยละ ๑๐๐"),
    ),
    case("R37 of the second measure alone", SIX, "", answer(SIX, "1.2.1", outcome_text="ร้องเรียน ๑ เรื่อง")),
    case("R37 of neither measure", SIX, "results!V10", answer(SIX, "1.2.1", outcome_text="๙ ช่องทาง")),
    case("R37 another second", SIX, "results!V10", answer(SIX, "1.2.1", outcome_text="๓ ช่องทาง ร้องเรียน ๒ เรื่อง")),
    case("R37 of both measures", SIX, "", answer(SIX, "1.2.1", outcome_text="๓ ช่องทาง ร้องเรียน ๑ เรื่อง")),
    case("R37 the share of the year", YEAR, "", _later("ร้อยละ ๘๓.๓๓")),
    case("R37 the share of the half", YEAR, "", _later("ร้อยละ ๗๕")),
    case("R37 a share of neither", YEAR, "results!AA8", _later("ร้อยละ ๘๔")),
    case("R37 no number", SIX, "", answer(SIX, "1.1.1", outcome_text="จัดแล้ว")),
    case("R38 the day before", SIX, "event!C7", row(SIX, "event", 0, starts_on="30/9/2565")),
    case(
        "R38 the day after",
        SIX,
        "event!C7 event!D7",
        row(SIX, "event", 0, starts_on="1/4/2566", ends_on="1/4/2566"),
    ),
    case(
        "R38 the first and last day",
        SIX,
        "",
        row(SIX, "event", 0, starts_on="1/10/2565", ends_on="31/3/2566"),
    ),
    case("R39 another share", SIX, "results!O8", answer(SIX, "1.1.2", value=90.02, outcome_text=None)),
    case(
        "R39 a rounded share",
        SIX,
        "",
        answer(SIX, "1.1.2", value=66.67, numerator=2, denominator=3, outcome_text=None),
    ),
    case(
        "R39 a share without its decimals",
        SIX,
        "",
        answer(SIX, "1.1.2", value=67, numerator=2, denominator=3, outcome_text=None),
    ),
    case(
        "R39 a share cut off",
        SIX,
        "results!O8",
        answer(SIX, "1.1.2", value=66, numerator=2, denominator=3, outcome_text=None),
    ),
    case(
        "R65 a percentage alone",
        SIX,
        "results!P8",
        answer(SIX, "1.1.2", value=90, numerator=None, denominator=None),
    ),
    case("R65 the numerator alone", SIX, "results!Q8", answer(SIX, "1.1.2", denominator=None, outcome_text=None)),
    case("R65 the denominator alone", SIX, "results!P8", answer(SIX, "1.1.2", numerator=None, outcome_text=None)),
    case("R65 parts and their share", SIX, "", answer(SIX, "1.1.2", value=90)),
    case(
        "R66 nothing of nothing", SIX, "results!P8", answer(SIX, "1.1.2", numerator=0, denominator=0, outcome_text=None)
    ),
    case("R66 no cases", SIX, "", answer(SIX, "1.1.2", **NO_CASES)),
    case("R67 some of nothing", SIX, "results!Q8", answer(SIX, "1.1.2", numerator=5, denominator=0, outcome_text=None)),
    case("R67 nothing of some", SIX, "", answer(SIX, "1.1.2", numerator=0, denominator=5, outcome_text=None)),
    case("R68 120 of 100", SIX, "results!P8", answer(SIX, "1.1.2", numerator=120, denominator=100, outcome_text=None)),
    case("R68 100 of 100", SIX, "", answer(SIX, "1.1.2", numerator=100, denominator=100, outcome_text=None)),
    case(
        "R68 120 of 100 where the plan allows it",
        SIX,
        "",
        answer(SIX, "1.1.2", numerator=120, denominator=100, outcome_text=None),
        row("plan", "plan_measure", 1, may_exceed="ใช่"),
    ),
    case("R70 a number", SIX, "results!O9", *_on(SIX, value=60)),
    case("R70 words", SIX, "results!O9", *_on(SIX, value="สิ้นเดือนมีนาคม")),
    case("R70 no such day", SIX, "results!O9", *_on(SIX, value="31/2/2566")),
    case("R70 a day", SIX, "", *_on(SIX)),
    case("R70 a day in words", SIX, "", *_on(SIX, value="๑๕ มี.ค. ๖๖")),
    case("R70 a reason", SIX, "", *_on(SIX, value=None, no_value_code="in_progress")),
    case(
        "R70 numbers in the year",
        YEAR,
        "results!O9 results!P9 results!S9",
        *_on(YEAR, value_half=1, value_year=2, restated=3, restated_reason="พิมพ์ผิด"),
    ),
    case(
        "R70 a restated day",
        YEAR,
        "",
        *_on(YEAR, restated="14/3/2566", restated_reason="พิมพ์ผิด"),
    ),
    case("R71 a day for a number", SIX, "results!O9", answer(SIX, "1.1.3", kind="deadline", value="15/3/2566")),
    case("R71 a number", SIX, "", answer(SIX, "1.1.3", kind="deadline")),
    case("R01 a day for a number", SIX, "results!O9", answer(SIX, "1.1.3", value="15/3/2566", outcome_text=None)),
    case("R72 eight digits", SIX, "results!O9", *_on(SIX, value="25660315")),
    case("R72 a day", SIX, "", *_on(SIX)),
    case("R73 before the half", YEAR, "results!P9", *_on(YEAR, value_year="14/3/2566")),
    case("R73 the same day", YEAR, "", *_on(YEAR)),
    case(
        "R73 the half was restated",
        YEAR,
        "",
        *_on(YEAR, value_year="14/3/2566", restated="14/3/2566", restated_reason="พิมพ์ผิด"),
    ),
    case("R74 after the round", SIX, "results!O9", *_on(SIX, value="1/4/2566")),
    case("R74 before the year", SIX, "results!O9", *_on(SIX, value="30/9/2565")),
    case("R74 the last day", SIX, "", *_on(SIX, value="31/3/2566")),
    case("R74 the first day", SIX, "", *_on(SIX, value="1/10/2565")),
    case("R37 the day", SIX, "", *_on(SIX, outcome_text="ประกาศเมื่อวันที่ ๑๕ มีนาคม ๒๕๖๖ จำนวน ๓ ฉบับ")),
    case("R37 another day", SIX, "results!V9", *_on(SIX, outcome_text="ประกาศเมื่อวันที่ ๑๖ มีนาคม ๒๕๖๖")),
    case("R37 no day", SIX, "", *_on(SIX, outcome_text="ประกาศแล้ว ๑ ฉบับ")),
    case("R37 a number of a day", SIX, "", answer(SIX, "1.1.1", outcome_text="จัดเมื่อ ๔ มีนาคม ๒๕๖๖")),
    case(
        "R39 one of one",
        SIX,
        "results!O8",
        answer(SIX, "1.1.2", numerator=1, denominator=1, value=99, outcome_text=None),
    ),
    case(
        "R48 nothing of many", SIX, "results!AE8", answer(SIX, "1.1.2", numerator=0, denominator=10, outcome_text=None)
    ),
    case("R48 late", SIX, "results!AE9", *_on(SIX, value="1/4/2566")),
    case("R48 on the day", SIX, "", *_on(SIX, value="31/3/2566")),
    case("R48 under half the way", SIX, "results!AE9", answer(SIX, "1.1.3", value=49.99, outcome_text=None)),
    case(
        "R48 a dash is no obstacle", SIX, "results!AE9", answer(SIX, "1.1.3", value=1, outcome_text=None, obstacle="-")
    ),
    case("R48 half the way", SIX, "", answer(SIX, "1.1.3", value=50, outcome_text=None)),
    case("R48 over the ceiling", SIX, "results!AE10", answer(SIX, "1.2.1", 2, value=3)),
    case("R48 short in the year", YEAR, "results!AJ9", answer(YEAR, "1.1.3", value_year=99, outcome_text=None)),
    case("R48 short and why", SIX, "", answer(SIX, "1.1.3", value=10, outcome_text=None, obstacle="คนไม่พอ")),
    case("R48 of several divisions", SIX, "", answer(SIX, "1.1.1", value=1, outcome_text=None)),
]

AGAIN = {"restated_reason": "นับใหม่"}
OF_THE_YEAR = [
    case("R65 restated without parts", YEAR, "results!T8", answer(YEAR, "1.1.2", restated=90, **AGAIN)),
    case("R65 one part restated", YEAR, "results!U8", answer(YEAR, "1.1.2", restated_numerator=40, **AGAIN)),
    case("R65 both restated", YEAR, "", answer(YEAR, "1.1.2", restated_numerator=40, restated_denominator=50, **AGAIN)),
    case(
        "R66 restated as nothing",
        YEAR,
        "results!T8",
        answer(YEAR, "1.1.2", restated_numerator=0, restated_denominator=0, **AGAIN),
    ),
    case(
        "R67 restated of nothing",
        YEAR,
        "results!U8",
        answer(YEAR, "1.1.2", restated_numerator=1, restated_denominator=0, **AGAIN),
    ),
    case(
        "R68 restated as more than all",
        YEAR,
        "results!T8",
        answer(YEAR, "1.1.2", restated_numerator=51, restated_denominator=50, **AGAIN),
    ),
    case("R69 the base of March", YEAR, "results!R8", answer(YEAR, "1.1.2", **THE_SAME_BASE)),
    case("R69 the base as restated", YEAR, "results!R8", answer(YEAR, "1.1.2", **RESTATED_BASE)),
    case("R69 more than one base", YEAR, "", answer(YEAR, "1.1.2", numerator=6, denominator=50, outcome_text=None)),
    case(
        "R69 one base by the plan",
        YEAR,
        "",
        answer(YEAR, "1.1.2", **THE_SAME_BASE),
        row("plan", "plan_measure", 1, same_base="ใช่"),
    ),
    case(
        "R69 two bases by the plan",
        YEAR,
        "",
        answer(YEAR, "1.1.2", **THE_SAME_BASE),
        row("plan", "plan_measure", 1, same_base="ไม่ใช่"),
    ),
    case("R40 less than in March", YEAR, "results!P9", answer(YEAR, "1.1.3", value_year=59, outcome_text=None)),
    case("R40 as in March", YEAR, "", answer(YEAR, "1.1.3", value_year=60, outcome_text=None)),
    case(
        "R40 as restated",
        YEAR,
        "",
        answer(YEAR, "1.1.3", value_year=50, restated=50, restated_reason="นับใหม่", outcome_text=None),
    ),
    case("R41 a smaller stock", YEAR, "results!P10", answer(YEAR, "1.2.1", value_year=2, outcome_text=None)),
    case("R41 the same stock", YEAR, "", answer(YEAR, "1.2.1", value_year=3, outcome_text=None)),
    case(
        "R42 halves that do not add up",
        YEAR,
        "results!P7",
        answer(YEAR, "1.1.1", value_year=6, outcome_text=None),
    ),
    case(
        "R42 halves that add up to a restated year",
        YEAR,
        "",
        answer(YEAR, "1.1.1", restated=4, restated_reason="นับใหม่", value_year=6, outcome_text=None),
    ),
    case(
        "R43 nothing more",
        YEAR,
        "results!P7",
        key(YEAR, annual_entry="cumulative"),
        answer(YEAR, "1.1.1", value_half=None, value_year=3, outcome_text=None),
    ),
    case(
        "R43 nothing more and said so",
        YEAR,
        "",
        answer(YEAR, "1.1.1", value_half=0, value_year=3, outcome_text=None),
    ),
    case(
        "R44 over three times",
        YEAR,
        "results!O7",
        answer(YEAR, "1.1.1", value_half=10, value_year=13, outcome_text=None),
    ),
    case("R44 three times", YEAR, "", answer(YEAR, "1.1.1", value_half=9, value_year=12, outcome_text=None)),
    case(
        "R51 the year alone",
        YEAR,
        "results!O7",
        answer(YEAR, "1.1.1", value_half=None, outcome_text=None),
    ),
    case(
        "R51 the second half alone",
        YEAR,
        "results!P7",
        answer(YEAR, "1.1.1", value_year=None, outcome_text=None),
    ),
    case(
        "R51 one cell where the office asks for one",
        YEAR,
        "",
        key(YEAR, annual_entry="second_half"),
        answer(YEAR, "1.1.1", value_year=None, outcome_text=None),
    ),
    case("R49 unfinished", YEAR, "results!AK9", answer(YEAR, "1.1.3", **UNFINISHED)),
    case(
        "R49 unfinished until when",
        YEAR,
        "results!AM9",
        answer(YEAR, "1.1.3", **UNFINISHED, cause="รอผู้รับจ้าง"),
    ),
    case(
        "R49 unfinished with both",
        YEAR,
        "",
        answer(YEAR, "1.1.3", **UNFINISHED, cause="รอผู้รับจ้าง", resolve_by="ธันวาคม"),
    ),
    case("R55 awaited since August", YEAR, "results!X9", answer(YEAR, "1.1.3", **awaited("ส.ค. 2566"))),
    case("R55 awaited in the last month", YEAR, "", answer(YEAR, "1.1.3", **awaited("ก.ย. 2566"))),
    case("R55 awaited after March", SIX, "", answer(SIX, "1.1.3", value=None, **AWAITED_IN_AUGUST)),
    case("R56 only December", YEAR, "results!AB7", answer(YEAR, "1.1.1", narrative="จัดเดือนธันวาคม ๒๕๖๕")),
    case("R56 December and May", YEAR, "", answer(YEAR, "1.1.1", narrative="จัด ธ.ค. ๖๕ และ พ.ค. ๖๖")),
    case("R56 no month at all", YEAR, "", answer(YEAR, "1.1.1", narrative="จัดอบรมแล้ว")),
    case(
        "R49 unfinished in March",
        SIX,
        "",
        answer(SIX, "1.1.3", value=None, no_value_code="in_progress", outcome_text=None),
    ),
]


CASES = AGAINST_THE_PLAN + OF_THE_YEAR
