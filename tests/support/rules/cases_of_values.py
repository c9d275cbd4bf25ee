"""Cases of values as people type them: beside a unit, among letters nobody sees, a percentage, a dash, a day."""

from typing import Any

from tests.support.rules.case import Case, answer, case, row

SIX, YEAR = "a-6m", "a-12m"
UNSEEN = {"ZWSP": "\u200b", "LRM": "\u200e", "BOM": "\ufeff", "NBSP": "\u00a0", "soft hyphen": "\u00ad"}


def value(typed: Any, outcome: str = "๓ ครั้ง") -> Any:
    """Return the change of the value of 1.1.1, which the plan counts in ครั้ง."""
    return answer(SIX, "1.1.1", value=typed, outcome_text=outcome)


def _plain(rule: str) -> list[Case]:
    """Return the near misses: what each of these says is read without a word."""
    return [case(f"{rule} a plain number", SIX, "", value(3), answer(SIX, "1.1.1", spent_baht="60,000.50"))]


UNITS = [
    case("R81 beside a word", "a-6m", "", answer("a-6m", "1.1.1", value="หก\u200b"), instead="R01"),
    case("R80 its own unit", SIX, "results!O7", value("๓ ครั้ง")),
    case("R80 its own unit with its number word", SIX, "results!O7", value("จำนวน 3 ครั้ง")),
    case("R80 a percentage in words", SIX, "results!O9", answer(SIX, "1.1.3", value="ร้อยละ ๖๐")),
    case("R80 a percent sign", SIX, "results!O9", answer(SIX, "1.1.3", value="60%")),
    case("R80 a unit unseen", SIX, "results!O7", value("3\u200b ครั้ง")),
    case(
        "R80 money and people",
        SIX,
        "results!Z7 results!AA7 results!AB7 results!AC7 event!G7 event!H7",
        answer(SIX, "1.1.1", budget_baht="100,000 บาท", revised_baht="฿100,000", obligated_baht="๗๐,๐๐๐.-"),
        answer(SIX, "1.1.1", spent_baht="60,000.50 บาท"),
        row(SIX, "event", 0, planned_count="๔๐ คน", attendee_count="38 ท่าน"),
    ),
    case("R80 nought as accounting formats show it", SIX, "results!AC7", answer(SIX, "1.1.1", spent_baht=" -   ")),
    case(
        "R80 both cells of a year",
        YEAR,
        "results!O7 results!P7 results!S7",
        answer(YEAR, "1.1.1", value_half="2 ครั้ง", value_year="๕ ครั้ง", restated="3 ครั้ง", restated_reason="นับใหม่"),
    ),
    *_plain("R80"),
    case("R01 another unit", SIX, "results!O7", value("3 เดือน")),
    case("R01 a part of a share as a percentage", SIX, "results!P8", answer(SIX, "1.1.2", numerator="ร้อยละ 45")),
    case("R01 a part of a share with a unit", SIX, "results!P8", answer(SIX, "1.1.2", numerator="45 คน")),
    *[
        case(f"R01 uncertain {number}", SIX, "results!O7", value(typed))
        for number, typed in enumerate(("6/6", "หกครั้ง", "ประมาณ 3 ครั้ง", "3-4", "3 ครั้ง 2 วัน", "NaN", "1e999"))
    ],
    case("R01 a kept number of a plan", "plan", "plan!E3", row("plan", "plan", 0, revision_no="หนึ่ง")),
    case("R01 an interim target", "plan", "plan_measure!I3", row("plan", "plan_measure", 0, interim_target="สาม")),
]

LETTERS = [
    *[case(f"R81 {name} beside a number", SIX, "results!O7", value(f"{letter}3")) for name, letter in UNSEEN.items()],
    *[
        case(f"R81 {name} beside a day", SIX, "event!C7", row(SIX, "event", 0, starts_on=f"15/12/2565{letter}"))
        for name, letter in UNSEEN.items()
    ],
    case(
        "R81 beside a month and a choice",
        SIX,
        "results!R13 results!S13",
        answer(SIX, "2.1.1", 2, value=None, no_value_code="\u200bรอผลการประเมินจากหน่วยงานภายนอก"),
        answer(SIX, "2.1.1", 2, expected_month="สิงหาคม\u200b 2566"),
    ),
    *_plain("R81"),
]

FORMATS = [
    case("R82 nine tenths", SIX, "results!O9", answer(SIX, "1.1.3", value=0.6, outcome_text=None)),
    case("R82 all of it", SIX, "results!O9", answer(SIX, "1.1.3", value=1, outcome_text=None)),
    case("R82 nothing of it", SIX, "", answer(SIX, "1.1.3", value=0, outcome_text=None)),
    case("R82 a little more than one", SIX, "", answer(SIX, "1.1.3", value=1.01, outcome_text=None)),
    case("R82 a count of one", SIX, "", value(1, "๑ ครั้ง")),
    case("R83 a percentage of a count", SIX, "results!O7", value("300%")),
    case("R83 a day for a number", SIX, "results!O7", value("2023-01-03")),
    *_plain("R83"),
    *[
        case(f"R84 a dash {number}", SIX, "results!O7", value(dash))
        for number, dash in enumerate(("-", "–", "--", "\u200b-"))
    ],
    case("R84 a dash for money", SIX, "results!AC7", answer(SIX, "1.1.1", spent_baht="-")),
    case("R84 nought", SIX, "", value(0, "๐ ครั้ง")),
    case("R88 a dash", SIX, "results!AE7", answer(SIX, "1.1.1", obstacle="-")),
    case("R88 a dot", SIX, "results!AE8", answer(SIX, "1.1.2", obstacle=" . ")),
    case("R88 none", SIX, "", answer(SIX, "1.1.1", obstacle="ไม่มี")),
]

DAYS = [
    case("R03 a month for a topic", SIX, "topic!C7", row(SIX, "topic", 0, published_on="ธ.ค. 65")),
    case("R03 a dash for a topic", SIX, "topic!C7", row(SIX, "topic", 0, published_on="-")),
    case(
        "R03 days of a plan",
        "plan",
        "plan!H3 plan_item!L3",
        row("plan", "plan", 0, approved_on="ต้นปี"),
        row("plan", "plan_item", 0, approval_on="ปลายปี"),
    ),
    case("R02 a state of a plan", "plan", "plan_item!J3", row("plan", "plan_item", 0, state="ค้าง")),
    *[
        case(f"R03 a day in full {number}", SIX, "", row(SIX, "event", 0, starts_on=typed))
        for number, typed in enumerate(
            (
                "วันที่ ๑๕ เดือน ธันวาคม พ.ศ. ๒๕๖๕",
                "วันพฤหัสบดีที่ ๑๕ ธันวาคม พุทธศักราช ๒๕๖๕",
                "15/12/2565 00:00:00",
                "15/12/2565 09:00 น.",
                "15 ธค 65",
            )
        )
    ],
    case("R03 an end before its beginning in words", SIX, "", row(SIX, "event", 0, ends_on="๑๕ ธ.ค. ๖๕ เวลา ๑๖.๓๐ น.")),
    *[
        case(
            f"R08 a month in its shapes {number}",
            SIX,
            "",
            answer(SIX, "2.1.1", 2, value=None, no_value_code="awaiting_external_result", expected_month=typed),
        )
        for number, typed in enumerate(("ภายในเดือนสิงหาคม พ.ศ. ๒๕๖๖", "8/66", "สค 66", "31/8/2566"))
    ],
    *[
        case(
            f"T08 a long day outside the round {number}",
            SIX,
            "results!W7",
            answer(SIX, "1.1.1", narrative=f"จัดอบรม{told}"),
        )
        for number, told in enumerate(
            (
                "วันที่ ๑๗ เดือน พฤษภาคม พ.ศ. ๒๕๖๖",
                "วันที่ ๑๗ พฤษภาคม พุทธศักราช ๒๕๖๖",
                "วันที่ 17 พค 66",
                "วันที่ ๓๐ มีนาคม – ๒ เมษายน ๒๕๖๖",
            )
        )
    ],
    case("T08 a long day of the round", SIX, "", answer(SIX, "1.1.1", narrative="จัดอบรมวันที่ ๑๗ เดือน มกราคม พ.ศ. ๒๕๖๖")),
]

BLANK = "\u00a0\u200b "
BLANKS = [
    case("R06 a value of nothing that is seen", SIX, "results!O7", value(BLANK, "")),
    case("R09 a state of nothing that is seen", SIX, "results!U7", answer(SIX, "1.1.1", work_state=BLANK)),
    case("R10 a narrative of nothing that is seen", SIX, "results!W7", answer(SIX, "1.1.1", narrative=BLANK)),
    case("R11 a choice of nothing that is seen", SIX, "results!X8", answer(SIX, "1.1.2", budget_use=BLANK)),
    case("R12 an obstacle of nothing that is seen", SIX, "results!AE7", answer(SIX, "1.1.1", obstacle=BLANK)),
    case("R13 an amount of nothing that is seen", SIX, "results!Z7", answer(SIX, "1.1.1", budget_baht=BLANK)),
    case("R16 heads of nothing that is seen", SIX, "event!H7", row(SIX, "event", 0, attendee_count=BLANK)),
    case("R17 a position of nothing that is seen", SIX, "signoff!C8", row(SIX, "signoff", 1, position=BLANK)),
    case("R15 a reason of nothing that is seen", YEAR, "results!V7",
         answer(YEAR, "1.1.1", restated=3, restated_reason=BLANK)),
]  # fmt: skip

CASES = [*UNITS, *LETTERS, *FORMATS, *DAYS, *BLANKS]
