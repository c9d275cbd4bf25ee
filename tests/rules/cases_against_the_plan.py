"""Cases of a form against its plan and its first half. Data begin in row 7 of every sheet."""

from typing import Any

from case import answer, case, extra_row, key, lost_row, row

SIX, YEAR = "a-6m", "a-12m"
AWAITED_IN_AUGUST: dict[str, Any] = {
    "no_value_code": "awaiting_external_result",
    "expected_month": "ส.ค. 2566",
    "assessor": "สำนักงาน ป.ป.ช.",
    "outcome_text": None,
}
UNFINISHED: dict[str, Any] = {"value_year": None, "no_value_code": "in_progress", "outcome_text": None}


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
        answer(SIX, "1.2.1", value=3.5, outcome_text=None),
    ),
    case(
        "R36 half a time in the year",
        YEAR,
        "results!O7 results!P7",
        answer(YEAR, "1.1.1", value_half=1.5, value_year=4.5, outcome_text=None),
    ),
    case("R36 a whole number with a point", SIX, "", answer(SIX, "1.1.1", value="3.0")),
    case("R36 half a percentage", SIX, "", answer(SIX, "1.1.3", value=60.5, outcome_text="ร้อยละ ๖๐.๕")),
    case("R37 another number", SIX, "results!V7", answer(SIX, "1.1.1", outcome_text="๔ ครั้ง")),
    case("R37 another share", SIX, "results!V8", answer(SIX, "1.1.2", outcome_text="ร้อยละ ๙๑")),
    case("R37 parts that add up", SIX, "", answer(SIX, "1.1.1", outcome_text="ภายใน ๒ ครั้ง และภายนอก ๑ ครั้ง")),
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
    case("R48 under half the way", SIX, "results!AE9", answer(SIX, "1.1.3", value=49.99, outcome_text=None)),
    case("R48 half the way", SIX, "", answer(SIX, "1.1.3", value=50, outcome_text=None)),
    case("R48 over the ceiling", SIX, "results!AE10", answer(SIX, "1.2.1", 2, value=3)),
    case("R48 short in the year", YEAR, "results!AH9", answer(YEAR, "1.1.3", value_year=99, outcome_text=None)),
    case("R48 short and why", SIX, "", answer(SIX, "1.1.3", value=10, outcome_text=None, obstacle="คนไม่พอ")),
    case("R48 of several divisions", SIX, "", answer(SIX, "1.1.1", value=1, outcome_text=None)),
]

OF_THE_YEAR = [
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
    case("R49 unfinished", YEAR, "results!AI9", answer(YEAR, "1.1.3", **UNFINISHED)),
    case(
        "R49 unfinished until when",
        YEAR,
        "results!AK9",
        answer(YEAR, "1.1.3", **UNFINISHED, cause="รอผู้รับจ้าง"),
    ),
    case(
        "R49 unfinished with both",
        YEAR,
        "",
        answer(YEAR, "1.1.3", **UNFINISHED, cause="รอผู้รับจ้าง", resolve_by="ธันวาคม"),
    ),
    case("R55 awaited since August", YEAR, "results!V9", answer(YEAR, "1.1.3", **awaited("ส.ค. 2566"))),
    case("R55 awaited in the last month", YEAR, "", answer(YEAR, "1.1.3", **awaited("ก.ย. 2566"))),
    case("R55 awaited after March", SIX, "", answer(SIX, "1.1.3", value=None, **AWAITED_IN_AUGUST)),
    case("R56 only December", YEAR, "results!Z7", answer(YEAR, "1.1.1", narrative="จัดเดือนธันวาคม ๒๕๖๕")),
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
