"""A report that has everything a report may have, and the same report with a hostile text in each of its fields."""

import base64
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from sarup.render.content.document import (
    Bar,
    Chart,
    Document,
    Memo,
    Origin,
    Origins,
    Picture,
    Section,
    Signature,
    StrategyPart,
    Table,
)
from tests.support.render.sample_document import SAMPLE, SHORT_ROW

# Words of the program, not of an office: nobody types them.
CODES = frozenset(
    {"Table.kinds", "Chart.kind", "Chart.colours", "Picture.kind", "Document.digits", "Document.language"}
    | {"Document.page_label"}
)
# By these a row, a chart and an item know what belongs to them.
NAMES = frozenset(
    {"Table.name", "Table.origins", "Chart.name", "Origins.name", "ItemRow.item_code", "Document.summary_items"}
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; <b>ก</b> \"'><!-- </style></td></table>",
    "typst": '#panic("x") $x^2$ \\u{41} "] ) #read("/etc/passwd") @ref // */ -- `code` = *ก* _ข_ <a> #let x=1;',
    "jinja": "{{ 7*7 }} {% raw %} {# ก #} {%tr for x in y %} {{r x }} {{ self.__init__ }} {{% }} }} %}",
    "formula": "=1+1",
    "command": "@SUM(1,2)+cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://evil.example.org","กด") javascript:alert(1) file:///etc/passwd &P %s {0} {p} ${x} \\1',
    "bidi": "ก\u202eกลับ \u2066abc \u202dข\u061c\u200f \u2067ค",
    "unbreakable": "W" * 100 + "ก" * 100,
    "emoji": "😀 👩‍👩‍👧 🇹🇭 中文 ☃ \ue000 שלום \u0bbe ก",
    "control": "ก\x00\x07\x1b\x7f\x85\ud800\ufffe\u2028ข\x0bค\r\nง\tจ",
    "marks": "่้๊๋ ก่้๊๋็็็์์์ำำ a\u0301\u0301\u0301 ำ ฺฺฺ",
}


def chart(kind: str) -> Chart:
    """Return a chart of each kind's shape."""
    bars = (
        Bar("ยุทธศาสตร์ที่ ๑", (Decimal(2), 1), "จำนวนครั้ง", "๒ รายการ", Decimal(50)),
        Bar("ยุทธศาสตร์ที่ ๒", (None, 3), printed="๓ รายการ"),
    )
    return Chart(
        name=kind, heading="แผนภูมิ", alt="แผนภูมิแสดงจำนวน", series=("บรรลุ", "ไม่บรรลุ"), colours=("#1f6f43", "#a23b3b"),
        bars=bars, axis="จำนวน", most=Decimal(100), kind="number", line=Decimal(80), line_name="เป้าหมาย",
        mark_name="เกณฑ์", notes=("หมายเหตุแผนภูมิ",),
    )  # fmt: skip


def table(name: str, with_chart: bool = False) -> Table:
    """Return a table with every kind of column, a total and notes."""
    return Table(
        name=name, heading=f"ตาราง {name}", heads=("ชื่อ", "จำนวน", "ร้อยละ", "บาท", "สถานะ"),
        kinds=("text", "number", "percent", "money", "status"), widths=(0.4, 0.15, 0.15, 0.15, 0.15),
        rows=(("แถวที่ ๑", 1, Decimal("33.333"), Decimal("1234.5"), "บรรลุ"), ("แถวที่ ๒", None, None, None, "-ก")),
        total=("รวม", 1, None, Decimal("1234.5"), "ข"), notes=("หมายเหตุ",), origins=("1", "2"),
        chart=chart(name) if with_chart else None,
    )  # fmt: skip


def rich_document() -> Document:
    """Return a small report in which no field is empty."""
    row = replace(SHORT_ROW, extras=("ผู้รับผิดชอบ",), status="บรรลุ", divisions=("กองสวน", "กองน้ำ"))
    other = replace(row, item_code="1.1.2", status="รอผล", divisions=("กองสวน",))
    part = StrategyPart(1, "ยุทธศาสตร์ที่ ๑", ("วัตถุประสงค์ ๑",), (Section("กลยุทธ์ที่ ๑", (row, other)),))
    signature = Signature("ผู้จัดทำ", "ชื่อ", "ตำแหน่ง")
    return replace(
        SAMPLE, status_table=table("status_by_strategy", with_chart=True),
        item_heads=(*SAMPLE.item_heads, "ผู้รับผิดชอบ"), item_widths=(20, 18, 16, 10, 26, 10), strategies=(part,),
        annexes=(table("targets", with_chart=True), table("budget")), emblem=Picture(PIXEL, "png", "ตราสัญลักษณ์"),
        signatures=(signature, signature),
        memo=Memo("บันทึกข้อความ", (("ส่วนราชการ", "สวน"), ("เรื่อง", "ขอส่งรายงาน")), ("ย่อหน้า",), signature),
        origins_heading="ที่มาของตัวเลข", origin_heads=("ตัวเลข", "ที่พิมพ์", "ที่มา", "รหัสตรวจสอบ"),
        origins=(Origins("1.1.1", "ข้อ ๑", (Origin("ผล", "๒", "ก.xlsx แผ่น A1", "ab12"),), "ที่เดียว"),),
        summary_items=(("ยุทธศาสตร์ที่ ๑ ข้อ ๑", "1.1.1"),),
    )  # fmt: skip


def with_texts(value: Any, change: Callable[[str], str], leave: frozenset[str] = CODES) -> Any:
    """Return a value of the report's model with each text in it changed, but for what a field to leave holds."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_texts(held, change, leave) for held in value)
    if isinstance(value, dict):
        return {key: with_texts(held, change, leave) for key, held in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = [field.name for field in fields(value) if f"{type(value).__name__}.{field.name}" not in leave]
        return replace(value, **{name: with_texts(getattr(value, name), change, leave) for name in kept})
    return value


def numbered(document: Document, hostile: str) -> Document:
    """Return the report with each text a numbered one: the hostile text first, and its number in brackets."""
    numbers = count(1)
    return with_texts(document, lambda text: f"{hostile}[{next(numbers)}]", CODES | NAMES)


def everywhere(document: Document, hostile: str) -> Document:
    """Return the report with the hostile text alone in each field, names included."""
    return with_texts(document, lambda text: hostile)
