"""The sample report with all that an office may choose: charts, emblem, places to sign, columns, a cover letter."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sarup.render.content.document import Bar, Chart, Document, Memo, Picture, Section, Signature, StrategyPart
from tests.support.render.sample_document import FIVE_HEADS, MONEY_TABLE, SAMPLE, STATUS_TABLE, STRATEGIES

# A picture of one blue pixel, twice as high as wide.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000002080200000016e321700000000e4944415478da6390f6ef6200620006ca01e915"
    "cb09fa0000000049454e44ae426082"
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"><path d="M15 0 L30 40 L0 40 Z" fill="#1b4f8a"/></svg>'
)

CHART = Chart(
    name="status",
    heading="จำนวนรายการตามสถานะ",
    alt="แผนภูมิแท่งแสดงจำนวนรายการ ๔ รายการใน ๒ ยุทธศาสตร์",
    series=("บรรลุเป้าหมาย", "ยังไม่บรรลุเป้าหมาย"),
    colours=("#1b4f8a", "#e08a00"),
    bars=(Bar("ยุทธศาสตร์ที่ ๑", (1, 2)), Bar("ยุทธศาสตร์ที่ ๒", (0, 1))),
    axis="จำนวน (รายการ)",
    most=Decimal(3),
    kind="number",
    notes=("นับเฉพาะรายการที่มีผลแล้ว",),
)
BUDGET_CHART = replace(CHART, name="budget", heading="การเบิกจ่าย", alt="แผนภูมิแท่งแสดงการเบิกจ่าย", notes=())

MEMO = Memo(
    title="บันทึกข้อความ",
    fields=(
        ("ส่วนราชการ", "กลุ่มแผนงาน สำนักงานสวนตัวอย่าง โทร. ๐ ๒๐๐๐ ๐๐๐๐"),
        ("ที่", "สต ๐๑๐๑/"),
        ("วันที่", "      เมษายน ๒๕๖๔"),
        ("เรื่อง", "ขอส่งรายงานผลการดำเนินการตามแผนดูแลสวนสาธารณะ รอบ ๖ เดือน"),
        ("เรียน", "ผู้อำนวยการสำนักงานสวนตัวอย่าง"),
    ),
    paragraphs=(
        "ด้วยสำนักงานกำหนดให้หน่วยงานภายในรายงานผลการดำเนินการตามแผนดูแลสวนสาธารณะ ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ รอบ ๖ เดือน",
        "กลุ่มแผนงานได้รวบรวมรายงานแล้ว มีรายการทั้งหมด ๔ ข้อ บรรลุเป้าหมายแล้ว ๑ ข้อ คิดเป็นร้อยละ ๒๕",
        "จึงเรียนมาเพื่อโปรดทราบ",
    ),
    signature=Signature("ผู้จัดทำ", "", "หัวหน้ากลุ่มแผนงาน"),
)

SIGNATURES = (
    Signature("ผู้จัดทำ", "", "นักวิชาการสวน"),
    Signature("ผู้ตรวจสอบ", "ชื่อผู้ตรวจสอบ", "หัวหน้ากลุ่มแผนงาน"),
    Signature("ผู้เห็นชอบ", "", "ผู้อำนวยการสำนักงานสวนตัวอย่าง"),
    Signature("ผู้รับทราบ", "", "ผู้อำนวยการเขต"),
)


def full_document(**changes: Any) -> Document:
    """Return the report with every choice taken, the named fields changed."""
    document = replace(
        SAMPLE,
        strategies=tuple(map(_with_extras, STRATEGIES)),
        item_heads=(*FIVE_HEADS, "หน่วยงาน", "หมายเหตุ"),
        item_widths=(19, 17, 15, 8, 25, 8, 8),
        status_table=replace(STATUS_TABLE, chart=CHART),
        annexes=(replace(MONEY_TABLE, rows=MONEY_TABLE.rows[:3], chart=BUDGET_CHART),),
        labels={"head.charts": "แผนภูมิ", "data_table": "ตารางข้อมูลของแผนภูมิ"},
        emblem=Picture(PNG, "png", "ตราของสำนักงานสวนตัวอย่าง"),
        signatures=SIGNATURES,
        memo=MEMO,
    )
    return replace(document, **changes)


def _with_extras(part: StrategyPart) -> StrategyPart:
    return replace(part, sections=tuple(map(_section_with_extras, part.sections)))


def _section_with_extras(section: Section) -> Section:
    rows = tuple(replace(row, extras=("กลุ่มสวน", "ไม่มี")) for row in section.rows)
    return Section(section.heading, rows)
