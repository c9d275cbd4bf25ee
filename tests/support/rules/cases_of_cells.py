"""Cases of one form by itself: what is typed, and what is left blank. Data begin in row 7 of every sheet."""

from typing import Any

from tests.support.rules.case import answer, case, key, row

SIX, YEAR = "a-6m", "a-12m"
NUMBERS = "results!O7 results!P8 results!Q8 results!Z7 results!AA7 results!AB7 results!AC7"
AWAITED: dict[str, Any] = {"value": None, "no_value_code": "awaiting_external_result"}

TYPED_BADLY: dict[str, Any] = {
    "budget_baht": "แสน",
    "revised_baht": "แสน",
    "obligated_baht": "แสน",
    "spent_baht": "แสน",
}
BELOW_ZERO: dict[str, Any] = {name: -1 for name in TYPED_BADLY}
MIXED: dict[str, Any] = {name: "1๐" for name in TYPED_BADLY}

SEVEN_DECIMALS = (
    answer(SIX, "1.1.3", value="60.1234567", outcome_text=None),
    answer(SIX, "1.1.1", spent_baht="60000.125"),
)

TYPED = [
    case(
        "R01 words in the first half",
        SIX,
        NUMBERS,
        answer(SIX, "1.1.1", value="สามครั้ง", **TYPED_BADLY),
        answer(SIX, "1.1.2", numerator="มาก", denominator="๕๐ คน"),
    ),
    case(
        "R01 words in the year",
        YEAR,
        "results!O7 results!P7 results!S7 results!T8 results!U8",
        answer(YEAR, "1.1.1", value_half="สอง", value_year="ห้า", restated="สาม", restated_reason="นับใหม่"),
        answer(YEAR, "1.1.2", restated_numerator="มาก", restated_denominator="น้อย", restated_reason="นับใหม่"),
    ),
    case(
        "R01 words in an event",
        SIX,
        "event!G7 event!H7",
        row(SIX, "event", 0, planned_count="มาก", attendee_count="น้อย"),
    ),
    case("R01 Thai digits", SIX, "", answer(SIX, "1.1.1", value="๓", spent_baht="๖๐,๐๐๐.๕๐")),
    case(
        "R02 none of the list",
        SIX,
        "results!R9 results!U7 results!X7 results!AJ7 results!AL7",
        answer(SIX, "1.1.3", value=None, no_value_code="ไม่ทราบ"),
        answer(
            SIX,
            "1.1.1",
            work_state="เรื่อย ๆ",
            budget_use="บ้าง",
            evidence_kind="คำบอกเล่า",
            evidence_public="บางส่วน",
        ),
    ),
    case("R02 a slip of a choice", SIX, "results!U7", answer(SIX, "1.1.1", work_state="อยู่ในระหว่างการดำเนินการ")),
    case(
        "R02 a choice of the other round",
        YEAR,
        "results!W9",
        answer(YEAR, "1.1.3", value_year=None, no_value_code="ยังไม่ถึงกำหนดดำเนินการ"),
    ),
    case(
        "R03 unreadable days",
        SIX,
        "results!S13 results!AD7",
        answer(SIX, "2.1.1", 2, **AWAITED, expected_month="เร็ว ๆ นี้"),
        answer(SIX, "1.1.1", spent_on="สิ้นเดือน"),
    ),
    case(
        "R03 unreadable days of an event",
        SIX,
        "event!C7 event!D7",
        row(SIX, "event", 0, starts_on="31/2/2566", ends_on="?"),
    ),
    case("R03 an unreadable signature", SIX, "signoff!E8", row(SIX, "signoff", 1, signed_on="เมื่อวาน")),
    case("R03 a written month", SIX, "", answer(SIX, "1.1.1", spent_on="๓๑ มีนาคม ๒๕๖๖")),
    case(
        "R04 below zero",
        SIX,
        NUMBERS,
        answer(SIX, "1.1.1", value=-1, **BELOW_ZERO),
        answer(SIX, "1.1.2", numerator=-1, denominator=-2),
    ),
    case(
        "R04 below zero in the year",
        YEAR,
        "results!O7 results!P7 results!S7 results!T8 results!U8",
        answer(YEAR, "1.1.1", value_half=-1, value_year=-2, restated=-1, restated_reason="นับใหม่"),
        answer(YEAR, "1.1.2", restated_numerator=-1, restated_denominator=-1, restated_reason="นับใหม่"),
    ),
    case(
        "R04 below zero heads",
        SIX,
        "event!G7 event!H7",
        row(SIX, "event", 0, planned_count=-1, attendee_count=-1),
    ),
    case("R04 zero", SIX, "", answer(SIX, "1.1.1", value=0, outcome_text="๐ ครั้ง", spent_baht=0)),
    case(
        "R05 mixed digits",
        SIX,
        NUMBERS,
        answer(SIX, "1.1.1", value="1๐", outcome_text=None, **MIXED),
        answer(SIX, "1.1.2", numerator="4๕", denominator="๕0"),
    ),
    case(
        "R05 mixed digits in the year",
        YEAR,
        "results!O7 results!P7 results!S7 results!T8 results!U8",
        answer(YEAR, "1.1.1", value_half="1๐", value_year="1๓", restated="๐3", restated_reason="นับใหม่"),
        answer(YEAR, "1.1.2", restated_numerator="4๐", restated_denominator="๕0", restated_reason="นับใหม่"),
    ),
    case(
        "R63 too great",
        SIX,
        "results!O7 results!P8 results!Q8 results!AC7",
        answer(SIX, "1.1.1", value=100000000000, outcome_text=None, spent_baht=10**13),
        answer(SIX, "1.1.2", numerator=10**10, denominator="๑๐,๐๐๐,๐๐๐,๐๐๐", outcome_text=None),
    ),
    case(
        "R63 as great as can be",
        SIX,
        "",
        answer(SIX, "1.1.3", value=100, outcome_text=None, **dict.fromkeys(TYPED_BADLY, "9,999,999,999,999.99")),
        answer(SIX, "1.1.1", value=9999999999, outcome_text=None),
    ),
    case("R63 too great an event", SIX, "event!H7", row(SIX, "event", 0, attendee_count=10**10)),
    case("R63 too great a target", "plan", "plan_measure!F3", row("plan", "plan_measure", 0, target_value=10**10)),
    case("R63 too great a number", "plan", "plan_structure!B3", row("plan", "plan_structure", 0, strategy_no=10**12)),
    case("R64 seven decimals", SIX, "results!O9 results!AC7", *SEVEN_DECIMALS),
    case("R64 six decimals", SIX, "", answer(SIX, "1.1.3", value="60.123456", outcome_text=None)),
    case("R05 Thai digits", SIX, "", answer(SIX, "1.1.1", value="๑๐", outcome_text=None)),
]

ANSWERED = [
    case(
        "R06 blank in the first half",
        SIX,
        "results!O7 results!P8",
        answer(SIX, "1.1.1", value=None),
        answer(SIX, "1.1.2", numerator=None, denominator=None),
    ),
    case(
        "R06 blank in the year",
        YEAR,
        "results!O7 results!Q8 results!P10",
        answer(YEAR, "1.1.1", value_half=None, value_year=None),
        answer(YEAR, "1.1.2", numerator=None, denominator=None),
        answer(YEAR, "1.2.1", value_year=None),
    ),
    case(
        "R06 parts that are not asked", SIX, "results!O7", answer(SIX, "1.1.1", value=None, numerator=3, denominator=3)
    ),
    case("R06 the year alone", YEAR, "", key(YEAR, annual_entry="cumulative"), answer(YEAR, "1.1.1", value_half=None)),
    case("R06 a reason instead", SIX, "", answer(SIX, "1.1.1", value=None, no_value_code="in_progress")),
    case(
        "R07 a value and a reason",
        SIX,
        "results!O7 results!P8",
        answer(SIX, "1.1.1", no_value_code="in_progress"),
        answer(SIX, "1.1.2", no_value_code="in_progress"),
    ),
    case("R07 both in the year", YEAR, "results!O7 results!P7", answer(YEAR, "1.1.1", no_value_code="no_cases")),
    case("R08 awaited without a month", SIX, "results!S13", answer(SIX, "2.1.1", 2, **AWAITED)),
    case("R08 awaited in August", SIX, "", answer(SIX, "2.1.1", 2, **AWAITED, expected_month="สิงหาคม 2566")),
    case("R09 no state", SIX, "results!U7", answer(SIX, "1.1.1", work_state=None)),
    case("R10 no narrative", SIX, "results!W7", answer(SIX, "1.1.1", narrative=None)),
    case("R11 no budget", SIX, "results!X8", answer(SIX, "1.1.2", budget_use=None)),
    case("R12 no obstacle", SIX, "results!AE7", answer(SIX, "1.1.1", obstacle=None)),
    case("R13 used without amount", SIX, "results!Z7", answer(SIX, "1.1.1", budget_baht=None)),
    case("R13 none used", SIX, "", answer(SIX, "1.1.1", budget_use="none", budget_baht=None)),
    case("R14 more than allocated", SIX, "results!AC7", answer(SIX, "1.1.1", spent_baht=100000.01)),
    case("R14 all of it", SIX, "", answer(SIX, "1.1.1", spent_baht=100000)),
    case("R14 within the revised budget", SIX, "", answer(SIX, "1.1.1", revised_baht=150000, spent_baht=150000)),
    case(
        "R15 restated for no reason",
        YEAR,
        "results!V7",
        answer(YEAR, "1.1.1", restated=4, value_year=6, outcome_text="๖ ครั้ง"),
    ),
    case(
        "R15 parts restated for no reason",
        YEAR,
        "results!V8",
        answer(YEAR, "1.1.2", restated_numerator=40, restated_denominator=50),
    ),
    case(
        "R15 restated for a reason",
        YEAR,
        "",
        answer(YEAR, "1.1.1", restated=4, restated_reason="นับใหม่", value_year=6, outcome_text="๖ ครั้ง"),
    ),
    case("R16 no day", SIX, "event!C7", row(SIX, "event", 0, starts_on=None, ends_on=None)),
    case("R16 no heads", SIX, "event!H7", row(SIX, "event", 0, attendee_count=None)),
    case(
        "R17 no position and day",
        SIX,
        "signoff!C8 signoff!E8",
        row(SIX, "signoff", 1, position=None, signed_on=None),
    ),
    case("R17 a reporter without position", SIX, "", row(SIX, "signoff", 0, position=None, signed_on=None)),
    case("R18 ends before it begins", SIX, "event!D7", row(SIX, "event", 0, ends_on="14/12/2565")),
    case("R18 several days", SIX, "", row(SIX, "event", 0, ends_on="16/12/2565")),
]


CASES = TYPED + ANSWERED
