"""What an invented nation writes beside an honest office: longer narratives, lists, reasons for no value, topics."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sarup.render.form.content import FormContent
from sarup.thai.dates import format_full
from sarup.thai.digits import to_thai
from tests.support.honest.offices import PHRASES

Row = dict[str, Any]
THEMES = (
    "ด้านการจัดซื้อจัดจ้าง", "ด้านการเงินและบัญชี", "ด้านทรัพยากรบุคคล", "ด้านการให้บริการประชาชน", "ด้านเทคโนโลยีดิจิทัล",
    "ด้านพัสดุและยานพาหนะ", "ด้านการอนุมัติอนุญาต", "ด้านการสื่อสารองค์กร",
)  # fmt: skip
DIVISIONS = (
    "กองแผนงาน", "กองคลัง", "กองการเจ้าหน้าที่", "กองกฎหมาย", "กลุ่มตรวจสอบภายใน", "กลุ่มพัฒนาระบบบริหาร", "ศูนย์เทคโนโลยีสารสนเทศ",
    "สำนักงานเลขานุการกรม", "กองพัสดุ", "กองวิชาการ", "กองมาตรฐาน", "กองส่งเสริมและเผยแพร่", "กองความร่วมมือ", "กองทะเบียน",
    "ศูนย์บริการประชาชน", "กลุ่มงานจริยธรรม", "กองติดตามและประเมินผล", "กองอนุญาต", "กองช่าง", "กองฝึกอบรม", "สำนักงานเขต ๑",
    "สำนักงานเขต ๒", "สำนักงานเขต ๓", "สำนักงานเขต ๔", "สำนักงานเขต ๕", "สำนักงานเขต ๖", "สำนักงานเขต ๗", "สำนักงานเขต ๘",
    "สำนักงานเขต ๙", "สำนักงานเขต ๑๐",
)  # fmt: skip
MORE = (
    "ทั้งนี้ ได้แจ้งเวียนผลการดำเนินงานให้บุคลากรในสังกัดทราบโดยทั่วกัน",
    "โดยมอบหมายผู้รับผิดชอบและกำหนดแนวปฏิบัติร่วมกันของทุกกลุ่มงาน",
    "พร้อมทั้งรวบรวมข้อเสนอแนะจากผู้เกี่ยวข้องเพื่อนำมาปรับปรุงการดำเนินงานต่อไป",
    "และได้ประชาสัมพันธ์ผ่านช่องทางของหน่วยงาน ทั้งเว็บไซต์ ป้ายประกาศ และสื่อสังคมออนไลน์",
    "ผู้บริหารให้ความสำคัญและร่วมติดตามความก้าวหน้าในที่ประชุมประจำเดือน",
    "หน่วยงานได้ถอดบทเรียนและจัดทำเป็นองค์ความรู้สำหรับเผยแพร่ภายในองค์กร",
    "มีการประสานงานกับหน่วยงานภายนอกเพื่อแลกเปลี่ยนประสบการณ์และแนวปฏิบัติที่ดี",
    "ผลการดำเนินงานช่วยลดความเสี่ยงและเพิ่มความเชื่อมั่นของผู้รับบริการ",
    "ได้นำข้อสังเกตของคณะทำงานมาปรับปรุงขั้นตอนให้กระชับและตรวจสอบได้",
    "คณะทำงานสรุปผลเสนอผู้บริหารเมื่อวันที่ {day} เพื่อทราบและสั่งการ",
    "จัดเก็บเอกสารหลักฐานไว้ในระบบสารบรรณอิเล็กทรอนิกส์เพื่อให้สืบค้นได้สะดวก",
    "บุคลากรให้ความร่วมมือเป็นอย่างดี และเสนอให้จัดกิจกรรมลักษณะนี้อย่างสม่ำเสมอ",
)
LISTS = (
    ("ทั้งนี้ ได้จัดทำเอกสารประกอบ จำนวน {n} รายการ ได้แก่",
     ("คู่มือการปฏิบัติงาน", "แบบประเมินตนเอง", "แผ่นพับความรู้", "สื่อวีดิทัศน์", "รายงานสรุปผล")),
    ("โดยมีหน่วยงานร่วมดำเนินการ จำนวน {n} แห่ง ได้แก่",
     ("สถานศึกษาในพื้นที่", "องค์กรปกครองส่วนท้องถิ่น", "ภาคเอกชน", "ภาคประชาสังคม")),
    ("กำหนดแนวทางเพิ่มเติม จำนวน {n} แนวทาง ได้แก่",
     ("ทบทวนขั้นตอนการปฏิบัติงาน", "เปิดเผยข้อมูลต่อสาธารณะ", "สอบทานโดยหน่วยงานกลาง", "รายงานผลรายไตรมาส")),
)  # fmt: skip
# Reasons for no value, and what is told of them.
REASONS = {
    "in_progress": "เตรียมการและแต่งตั้งคณะทำงานแล้ว กำหนดดำเนินการในครึ่งหลังของปีงบประมาณ",
    "not_due": "แผนกำหนดให้ดำเนินการในครึ่งหลังของปีงบประมาณ",
    "not_started": "ยังไม่ดำเนินการ เนื่องจากรอการจัดสรรงบประมาณ",
    "awaiting_external_result": "ส่งข้อมูลให้หน่วยงานผู้ประเมินแล้ว และรอผลการประเมิน",
}
NO_VALUE = dict.fromkeys(("value", "numerator", "denominator", "outcome_text"))


def elaborate(content: FormContent, digits: str, chance: Random, reasons: float = 0.05) -> FormContent:
    """Return a filled form of six months with more to read; `reasons` is the share of rows without a value."""
    rows, topics = [], []
    for row in content.tables["results"]:
        if chance.random() < reasons and row["kind"] not in ("count", "document", "ratio", "ceiling"):
            rows.append({**row, **_reason(row, chance)})
            continue
        said = _longer(str(row["narrative"]), digits, chance)
        rows.append({**row, "narrative": said})
        if row["unit"] == "เรื่อง" and row["kind"] == "count":
            topics += [_topic(row, number, chance) for number in range(1, chance.randint(1, 5))]
    return replace(content, tables={**content.tables, "results": tuple(rows), "topic": tuple(topics[:40])})


def _reason(row: Row, chance: Random) -> Row:
    awaits = row["kind"] == "score"
    code = "awaiting_external_result" if awaits else chance.choice(("in_progress", "not_due", "not_started"))
    state = code if code in ("not_due", "not_started") else "in_progress"
    return {
        **NO_VALUE, "no_value_code": PHRASES.options("list.no_value.6m")[code], "narrative": REASONS[code],
        "work_state": PHRASES.options("list.work_state")[state],
        "expected_month": "ส.ค. 2566" if awaits else None, "assessor": "หน่วยงานผู้ประเมินภายนอก" if awaits else None,
    }  # fmt: skip


def _longer(said: str, digits: str, chance: Random) -> str:
    """Return a narrative with up to four sentences more, and sometimes a list, one thing a line."""
    day = date(2022, 11, 1) + timedelta(days=chance.randrange(140))
    more = " ".join(chance.sample(MORE, chance.randrange(5))).format(day=format_full(day))
    if chance.random() < 0.3:
        head, things = chance.choice(LISTS)
        many = chance.randint(2, len(things))
        listed = "".join(f"\n{n}) {thing}" for n, thing in enumerate(chance.sample(things, many), 1))
        more = f"{more}\n{head.format(n=many)}{listed}"
    more = to_thai(more) if digits == "thai" else more
    return f"{said} {more}".strip()


def _topic(row: Row, number: int, chance: Random) -> Row:
    day = date(2022, 11, 1) + timedelta(days=chance.randrange(140))
    return {
        "item_code": row["item_code"], "topic": f"{row['activity']} ตอนที่ {to_thai(str(number))}",
        "published_on": f"{day.day}/{day.month}/{day.year + 543}", "channel": "เว็บไซต์ของหน่วยงาน",
        "link": f"https://www.example.go.th/news/{chance.randint(1000, 9999)}",
    }  # fmt: skip
