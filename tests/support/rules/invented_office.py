"""An invented office: a plan of five items and seven measures, and the correct answers of its two divisions.

Division A leads every item, B supports the first. Row numbers of A's sheet of results: 1.1.1 stands in row 7,
1.1.2 in 8, 1.1.3 in 9, the two measures of 1.2.1 in 10 and 11, those of 2.1.1 in 12 and 13.
"""

from typing import Any

Tables = dict[str, list[dict[str, Any]]]

YEAR = 2566
TOKEN = "base"  # stands in every code of the office, so that a copy of a workbook can be given to another case
PLAN_CODE = f"plan-{TOKEN}"
A, B = f"{TOKEN}-a", f"{TOKEN}-b"


def plan_tables() -> Tables:
    """Return the rows of the plan workbook by table; data begin in row 3 of every sheet."""
    return {
        "plan": [
            {
                "plan_code": PLAN_CODE,
                "agency_code": "office",
                "fiscal_year_be": YEAR,
                "plan_name": "แผนส่งเสริมความโปร่งใส",
                "revision_no": 1,
                "holds_from_round": "2566-6m",
                "approved_by": "หัวหน้าสำนักงานทดสอบ",
                "approved_on": "3/10/2565",
            }
        ],
        "plan_structure": [
            _structure("strategy", 1, None, "ยุทธศาสตร์ที่ ๑ :", "คนทำงานโปร่งใส"),
            _structure("tactic", 1, 1, "กลยุทธ์ที่ ๑", "ให้ความรู้"),
            _structure("tactic", 1, 2, "กลยุทธ์ที่ ๒", "รับฟังความเห็น"),
            _structure("strategy", 2, None, "ยุทธศาสตร์ที่ ๒ :", "งานโปร่งใส"),
            _structure("tactic", 2, 1, "กลยุทธ์ที่ ๑", "ประกาศนโยบาย"),
        ],
        "plan_item": [
            _item("1.1.1", "จัดอบรมเรื่องความโปร่งใส", "จำนวนครั้งที่จัดอบรม", "๖ ครั้ง"),
            _item("1.1.2", "ทดสอบความรู้หลังอบรม", "ร้อยละของผู้เข้าอบรมที่ผ่านการทดสอบ", "ร้อยละ ๘๐"),
            _item("1.1.3", "จัดทำแผนพัฒนาความรู้", "ร้อยละความสำเร็จของการจัดทำแผน", "ร้อยละ ๑๐๐"),
            _item("1.2.1", "เปิดช่องทางรับฟังความเห็น", "จำนวนช่องทางและจำนวนเรื่องร้องเรียน", "๓ ช่องทาง และไม่เกิน ๒ เรื่อง"),
            _item("2.1.1", "ประกาศนโยบายงดรับของขวัญ", "ร้อยละความสำเร็จของการออกประกาศ", "ร้อยละ ๑๐๐ และคะแนน ๘๕"),
        ],
        "plan_measure": [
            _measure("1.1.1", 1, "count", 6, "ครั้ง"),
            _measure("1.1.2", 1, "ratio", 80, "ร้อยละ", definition="ผู้ผ่านการทดสอบ หารด้วย ผู้เข้าทดสอบ"),
            _measure("1.1.3", 1, "progress", 100, "ร้อยละ", definition="ร่างแผนร้อยละ ๖๐ เห็นชอบร้อยละ ๑๐๐"),
            _measure("1.2.1", 1, "stock", 3, "ช่องทาง"),
            _measure("1.2.1", 2, "ceiling", 2, "เรื่อง", comparator="at_most"),
            _measure("2.1.1", 1, "document", 100, "ร้อยละ"),
            _measure("2.1.1", 2, "score", 85, "ร้อยละ"),
        ],
        "plan_role": [
            {"item_code": "1.1.1", "division_code": A, "role": "lead"},
            {"item_code": "1.1.1", "division_code": B, "role": "support"},
            {"item_code": "1.1.2", "division_code": A, "role": "lead"},
            {"item_code": "1.1.3", "division_code": A, "role": "lead"},
            {"item_code": "1.2.1", "division_code": A, "role": "lead"},
            {"item_code": "2.1.1", "division_code": A, "role": "lead"},
        ],
        "plan_event": [{"event_code": "EV-1", "event_name": "อบรมครั้งแรกของปี", "item_codes": "1.1.1"}],
    }


def answers() -> dict[str, Tables]:
    """Return the correct answers by division and round ("a-6m")."""
    return {
        "a-6m": {"results": _first_half(), "event": [_event("EV-1", "15/12/2565")], **_signed("5/4/2566")},
        "b-6m": {
            "results": [_result("1.1.1", "จัดอบรมหนึ่งครั้งที่สาขา", value=1, outcome_text="๑ ครั้ง")],
            "event": [_event("EV-2", "20/1/2566")],
            **_signed("5/4/2566"),
        },
        "a-12m": {"results": _whole_year(), "event": [_event("EV-3", "10/7/2566")], **_signed("5/10/2566")},
        "b-12m": {
            "results": [_result("1.1.1", "ทั้งปีจัดอบรมที่สาขา", value_half=1, value_year=2, outcome_text="๒ ครั้ง")],
            "event": [],
            **_signed("5/10/2566"),
        },
    }


def _first_half() -> list[dict[str, Any]]:
    return [
        _result(
            "1.1.1", "จัดอบรมสามครั้งตามกำหนด", value=3, outcome_text="๓ ครั้ง", budget_use="used",
            budget_source="งบดำเนินงาน", budget_baht=100000, revised_baht=100000, obligated_baht=70000,
            spent_baht=60000, spent_on="31/3/2566",
        ),
        _result("1.1.2", "ผู้เข้าทดสอบผ่านเกณฑ์เกือบทั้งหมด", numerator=45, denominator=50, outcome_text="ร้อยละ ๙๐"),
        _result("1.1.3", "ร่างแผนเสร็จและส่งให้ทุกฝ่ายอ่าน", value=60, outcome_text="ร้อยละ ๖๐"),
        _result("1.2.1", "เปิดตู้รับความเห็น โทรศัพท์ และเว็บไซต์", value=3, outcome_text="๓ ช่องทาง"),
        {"item_key": "1.2.1", "measure_no": 2, "value": 1},
        _result("2.1.1", "ลงนามประกาศและติดที่ทำการ", value=100, outcome_text="ร้อยละ ๑๐๐"),
        {"item_key": "2.1.1", "measure_no": 2, "value": 88},
    ]  # fmt: skip


def _whole_year() -> list[dict[str, Any]]:
    return [
        _result("1.1.1", "ทั้งปีจัดอบรมห้าครั้ง", value_half=2, value_year=5, outcome_text="๕ ครั้ง"),
        _result("1.1.2", "ทดสอบครึ่งปีหลังครบทุกรุ่น", numerator=36, denominator=40, outcome_text="ร้อยละ ๙๐"),
        _result("1.1.3", "ผู้บริหารเห็นชอบแผนแล้ว", value_year=100, outcome_text="ร้อยละ ๑๐๐"),
        _result("1.2.1", "เพิ่มช่องทางจดหมายอีกหนึ่ง", value_year=4, outcome_text="๔ ช่องทาง"),
        {"item_key": "1.2.1", "measure_no": 2, "value_half": 1, "value_year": 2},
        _result("2.1.1", "แปลประกาศเป็นภาษาอังกฤษ", value_year=100, outcome_text="ร้อยละ ๑๐๐"),
        {"item_key": "2.1.1", "measure_no": 2, "value_year": 90},
    ]


def _structure(level: str, strategy: int, tactic: int | None, label: str, text: str) -> dict[str, Any]:
    return {
        "level": level,
        "strategy_no": strategy,
        "tactic_no": tactic,
        "printed_label": label,
        "text": text,
    }


def _item(code: str, guideline: str, indicator: str, target: str) -> dict[str, Any]:
    return {
        "item_code": code,
        "printed_no": f"{code.rpartition('.')[2]}.",
        "guideline": guideline,
        "activity": f"โครงการ{guideline}",
        "indicator": indicator,
        "target_text": target,
        "starts_on": "1/10/2565",
        "ends_on": "30/9/2566",
        "state": "active",
    }


def _measure(
    item: str,
    number: int,
    kind: str,
    target: int,
    unit: str,
    comparator: str = "at_least",
    definition: str | None = None,
) -> dict[str, Any]:
    return {
        "item_code": item,
        "measure_no": number,
        "kind": kind,
        "comparator": comparator,
        "target_value": target,
        "unit": unit,
        "definition": definition,
    }


def _result(item: str, narrative: str, **cells: Any) -> dict[str, Any]:
    usual = {
        "work_state": "in_progress",
        "budget_use": "none",
        "obstacle": "ไม่มี",
        "evidence_kind": "report",
        "evidence": "บันทึกภายในของสำนักงานทดสอบ",
        "evidence_public": "internal",
    }
    return {"item_key": item, "measure_no": 1, "narrative": narrative, **usual, **cells}


def _event(code: str, day: str) -> dict[str, Any]:
    return {
        "event_code": code,
        "event_name": "อบรมเรื่องความโปร่งใส",
        "starts_on": day,
        "ends_on": day,
        "planned_count": 40,
        "attendee_count": 38,
        "item_codes": "1.1.1",
    }


def _signed(day: str) -> Tables:
    return {
        "topic": [
            {
                "item_code": "1.1.1",
                "topic": "ข่าวอบรม",
                "published_on": "16/12/2565",
                "link": "https://example.go.th/1",
            }
        ],
        "signoff": [
            {"signer": "ผู้รายงาน", "signer_name": "ผู้หนึ่ง", "position": "เจ้าหน้าที่", "signed_on": day},
            {"signer": "ผู้รับรองข้อมูล", "signer_name": "ผู้สอง", "position": "หัวหน้าฝ่าย", "signed_on": day},
        ],
    }
