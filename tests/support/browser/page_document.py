"""A small report that has everything a page can show: labels, charts, filters, further columns, origins, signatures."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.content.document import Bar, Chart, Document, ItemRow, Origin, Origins, Picture, Section, Signature
from sarup.render.content.read import FILTERS, LABELS
from tests.support.render.sample_document import MONEY_TABLE, SAMPLE, STATUS_TABLE, STRATEGIES

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
WORDS = {key: PHRASES.texts[key] for key in LABELS} | dict(zip(FILTERS, PHRASES.entries("ui.filters"), strict=True))
EMBLEM = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
# Fields that choose among our own ways, by which nobody's text gets in.
OURS = frozenset({"kind", "kinds", "colours", "digits", "language", "data"})

STACKED = Chart(
    name="status",
    heading="ต้นไม้แต่ละแปลง",
    alt="แผนภูมิแท่งแสดงจำนวนต้นไม้สองแปลง",
    series=("รดน้ำแล้ว", "ยังไม่รดน้ำ"),
    colours=("#1b4f8a", "#cfd6de"),
    bars=(Bar("แปลงที่ ๑", (3, 1)), Bar("แปลงที่ ๒ ริมสระน้ำฝั่งทิศเหนือของสวนสาธารณะ", (0, 2))),
    axis="จำนวน (ต้น)",
    most=Decimal(4),
    kind="number",
)
GROUPED = Chart(
    name="rounds",
    heading="ปุ๋ยสองครั้ง",
    alt="แผนภูมิแท่งคู่แสดงปุ๋ยสองครั้ง",
    series=("ครั้งแรก", "ครั้งหลัง"),
    colours=("#cfd6de", "#1b4f8a"),
    bars=(
        Bar("๑.๑.๑", (Decimal(50), Decimal(125)), "จำนวนครั้งที่รดน้ำ", "๕๐.๐๐ → ๑๒๕.๐๐", Decimal(40)),
        Bar("๑.๑.๒", (None, None), printed="อยู่ระหว่างดำเนินการ"),
    ),
    axis="ร้อยละ",
    most=Decimal(150),
    kind="percent",
    is_stacked=False,
    line=Decimal(100),
    line_name="เป้าหมาย",
    mark_name="เกณฑ์ของรอบ",
    notes=("แสดงไม่เกินร้อยละ ๑๕๐",),
)


def page_document() -> Document:
    """Return the sample report with one of everything."""
    origin = Origin("ผลที่ทำได้", "๒", "ไฟล์ แบบรายงาน.xlsx เซลล์ O8", "ab" * 32)
    return replace(
        SAMPLE,
        labels=WORDS,
        emblem=Picture(EMBLEM, "svg", "ตราสวน"),
        signatures=(Signature("ผู้จัดทำ", "", "คนสวน"), Signature("ผู้ตรวจ", "ชื่อสมมติ", "หัวหน้าคนสวน")),
        status_table=replace(STATUS_TABLE, chart=STACKED),
        annexes=(replace(MONEY_TABLE, rows=MONEY_TABLE.rows[:3], chart=GROUPED),),
        item_heads=(*SAMPLE.item_heads, "หน่วยงาน"),
        item_widths=(*SAMPLE.item_widths, 10),
        strategies=tuple(
            replace(part, sections=tuple(_with_filters(section) for section in part.sections)) for part in STRATEGIES
        ),
        origins_heading="ที่มาของตัวเลข",
        origin_heads=("ตัวเลข", "ค่า", "ที่มา"),
        origins=(Origins("summary", "สรุป", (origin,)), Origins("1.1.1", "ข้อ ๑.๑.๑", (origin,), "item-1.1.1")),
    )


def _with_filters(section: Section) -> Section:
    return replace(section, rows=tuple(_with_answers(row) for row in section.rows))


def _with_answers(row: ItemRow) -> ItemRow:
    division = f"กลุ่มงานที่ {row.item_code[0]}"
    return replace(row, extras=(division,), status=f"สถานะ {row.item_code[-1]}", divisions=(division, "กลุ่มงานกลาง"))


def with_text_everywhere(value: Any, text: str) -> Any:
    """Return a document, or a part of one, with this text at the end of every text that somebody may have typed."""
    if isinstance(value, str):
        return value + text
    if isinstance(value, tuple):
        return tuple(with_text_everywhere(one, text) for one in value)
    if isinstance(value, dict):
        return {key: with_text_everywhere(one, text) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: with_text_everywhere(getattr(value, one.name), text)
            for one in fields(value)
            if one.name not in OURS
        }
        return replace(value, **changed)
    return value
