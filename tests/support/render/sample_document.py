"""A report of invented Thai texts, so that a test of a renderer states only what matters to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sarup.render.content.document import Document, ItemRow, Section, StrategyPart, Table

FIVE_HEADS = ("แนวทางปฏิบัติ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "ผลลัพธ์", "ผลการดำเนินการ")

SHORT_ROW = ItemRow(
    item_code="1.1.1",
    guideline="๑. จัดทำคู่มือการปลูกต้นไม้ริมทางเดินของสวนสาธารณะ",
    activity="โครงการอบรมคนสวน",
    indicator="ตัวชี้วัด : จำนวนครั้งที่จัดอบรม\nเป้าหมาย : ๔ ครั้ง",
    outcome="๒ ครั้ง",
    narrative="จัดอบรมแล้ว จำนวน ๒ ครั้ง มีผู้เข้าร่วม ๔๐ คน",
)

LISTED_ROW = ItemRow(
    item_code="1.1.2",
    guideline="๒. เผยแพร่ตารางรดน้ำต้นไม้ เพื่อให้ประชาชนติดตามการดูแลสวนได้ทุกวันตลอดปีงบประมาณ",
    activity="๑. ติดป้ายหน้าสวน\n๒. ลงประกาศทางเว็บไซต์ และสื่ออื่น ๆ ที่ประชาชนเข้าถึงได้",
    indicator="ตัวชี้วัด : ร้อยละของป้ายที่ติดตั้งแล้ว\nเป้าหมาย : ร้อยละ ๘๐",
    outcome="ร้อยละ ๖๐",
    narrative=(
        "ดำเนินการติดตั้งป้ายแล้ว ได้แก่\n๑. ป้ายหน้าประตูทิศเหนือ ซึ่งทำจากไม้สักและทาสีเขียวให้เข้ากับรั้วเดิม\n"
        "๒. ป้ายริมสระน้ำ\n   (ก) ฝั่งศาลา\n   (ข) ฝั่งสะพานไม้\nดูได้ที่ "
        "https://garden.example.go.th/notice/watering-table?year=2564&month=03&lang=th-TH-long-parameter"
    ),
)

NARROW_ROW = ItemRow(
    item_code="1.2.1",
    guideline="๓. ขอความร่วมมือชุมชนโดยรอบช่วยกันเก็บใบไม้แห้งมาทำปุ๋ยหมัก (ไม่เผาใบไม้ในที่โล่ง)",
    activity="-",
    indicator="ตัวชี้วัด : ปริมาณปุ๋ยหมักที่ผลิตได้\nเป้าหมาย : ไม่น้อยกว่า ๑๒๐ กิโลกรัม",
    outcome="-",
    narrative="อยู่ระหว่างดำเนินการ",
)

_SENTENCES = (
    "เจ้าหน้าที่สำรวจต้นไม้ใหญ่ในสวนจนครบทุกต้นและจัดทำทะเบียนพร้อมภาพถ่าย",
    "ผู้เชี่ยวชาญให้คำแนะนำเรื่องการตัดแต่งกิ่งก่อนถึงฤดูฝน เพื่อความปลอดภัยของผู้มาออกกำลังกาย",
    "คณะทำงานประชุมเมื่อวันที่ ๙ กุมภาพันธ์ ๒๕๖๔ และกำหนดให้ตรวจสอบระบบน้ำหยดเป็นประจำทุกเดือน",
    "ชาวบ้านร่วมกันปลูกไม้ดอกสองข้างทาง ทั้งนี้ จำนวนต้นกล้าที่ได้รับมอบทั้งสิ้น ๑,๒๕๐ ต้น",
)

LONG_ROW = ItemRow(
    item_code="2.0.1",
    guideline="๑. พัฒนาแหล่งเรียนรู้พรรณไม้พื้นเมือง สำหรับนักเรียน ครู และผู้สนใจทั่วไป",
    activity="กิจกรรมเดินชมสวนกับผู้รู้",
    indicator="ตัวชี้วัด : ระดับความสำเร็จ\nเป้าหมาย : ระดับ ๕",
    outcome="ระดับ ๓",
    narrative="\n".join(
        f"ครั้งที่ {'๑๒๓๔๕๖๗๘๙'[turn]} {_SENTENCES[turn % 4]} {_SENTENCES[(turn + 1) % 4]}" for turn in range(9)
    ),
)

STATUS_TABLE = Table(
    name="status_by_strategy",
    heading="สถานะของรายการจำแนกตามยุทธศาสตร์",
    heads=("ยุทธศาสตร์", "รายการทั้งหมด", "บรรลุเป้าหมายแล้ว", "ร้อยละ"),
    kinds=("text", "number", "number", "percent"),
    widths=(0.52, 0.16, 0.16, 0.16),
    rows=(
        ("ยุทธศาสตร์ที่ ๑ : ดูแลสวนให้ร่มรื่น", 3, 1, Decimal("33.333")),
        ("ยุทธศาสตร์ที่ ๒ : เรียนรู้จากธรรมชาติ", 1, 0, None),
    ),
    total=("รวม", 4, 1, Decimal("25")),
)

MONEY_TABLE = Table(
    name="budget",
    heading="ภาคผนวก ก งบประมาณและผลการเบิกจ่าย",
    heads=("ข้อ", "กิจกรรม/โครงการ", "งบประมาณ (บาท)", "สถานะ"),
    kinds=("text", "text", "money", "status"),
    widths=(0.08, 0.52, 0.2, 0.2),
    rows=tuple(
        (f"1.1.{n}", f"โครงการอบรมคนสวน รุ่นที่ {n}", Decimal("1234567.5") * n, "อยู่ระหว่างดำเนินการ") for n in range(1, 31)
    ),
    total=(None, "รวม", Decimal("574073887.50"), None),
    notes=("หมายเหตุ : จำนวนเงินเป็นข้อมูลสมมติ", "เครื่องหมาย - หมายถึง ไม่มีข้อมูล"),
)

STRATEGIES = (
    StrategyPart(
        number=1,
        heading="ยุทธศาสตร์ที่ ๑ : ดูแลสวนให้ร่มรื่น",
        objectives=(
            "วัตถุประสงค์ ๑.๑ เพื่อให้ประชาชนมีที่พักผ่อนใกล้บ้าน และมีส่วนร่วมในการดูแลต้นไม้ทุกต้นอย่างสม่ำเสมอ",
            "๑.๒ เพื่อลดฝุ่นละอองในเขตเมือง",
        ),
        sections=(
            Section("กลยุทธ์ที่ ๑ ปลูกและบำรุงรักษาอย่างเป็นระบบ", (SHORT_ROW, LISTED_ROW)),
            Section("กลยุทธ์ที่ ๒ ชวนชุมชนร่วมทำ", (NARROW_ROW,)),
        ),
    ),
    StrategyPart(
        number=2,
        heading="ยุทธศาสตร์ที่ ๒ : เรียนรู้จากธรรมชาติ",
        objectives=("วัตถุประสงค์ เพื่อให้ความรู้เรื่องพรรณไม้แก่เยาวชน",),
        sections=(Section(None, (LONG_ROW,)),),
    ),
)

SAMPLE = Document(
    title_lines=(
        "รายงานผลการดำเนินการตามแผนดูแลสวนสาธารณะ",
        "ของสำนักงานสวนตัวอย่าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ รอบ ๖ เดือน (ต.ค.๖๓ – มี.ค.๖๔)",
    ),
    short_header="แผนดูแลสวนสาธารณะ พ.ศ. ๒๕๖๔ รอบ ๖ เดือน",
    sample_note="ข้อมูลตัวอย่างสำหรับทดสอบระบบ",
    edition="ฉบับที่ ๑",
    as_of="ข้อมูล ณ วันที่ ๒๐ เมษายน ๒๕๖๔",
    source="ที่มา : แบบรายงานของหน่วยงานภายใน",
    summary_heading="สรุปสำหรับผู้บริหาร",
    summary=(
        "แผนมีรายการทั้งหมด ๔ ข้อ บรรลุเป้าหมายแล้ว ๑ ข้อ คิดเป็นร้อยละ ๒๕",
        "รายการที่ต้องติดตาม ได้แก่ การทำปุ๋ยหมัก และการติดตั้งป้ายอื่น ๆ ที่ยังไม่แล้วเสร็จ",
    ),
    status_table=STATUS_TABLE,
    detail_heading="รายละเอียดผลการดำเนินการ",
    item_heads=FIVE_HEADS,
    item_widths=(21.5, 20, 17, 9.5, 32),
    continued="(ต่อ)",
    strategies=STRATEGIES,
    annexes=(MONEY_TABLE,),
    page_label="หน้า {p} จาก {n}",
    digits="thai",
    language="th",
    author="สำนักงานสวนตัวอย่าง",
    dated=date(2021, 4, 20),
)


def sample_document(**changes: Any) -> Document:
    """Return the sample report with the named fields changed."""
    return replace(SAMPLE, **changes)


def document_with_row(row: ItemRow) -> Document:
    """Return the sample report with this row alone in its official tables."""
    section = Section(None, (row,))
    return sample_document(strategies=(replace(STRATEGIES[0], sections=(section,)),))
