"""Letters with as many findings as a test asks for, of the length that rules say them in."""

from dataclasses import replace
from pathlib import Path

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.returned.letter_page import Letter, Line, Part, letter_page

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
SENTENCES = (
    ("กรอกผล (10) และเลือกเหตุผลที่ไม่มีตัวเลข (“อยู่ระหว่างดำเนินการ”) พร้อมกัน", "โปรดเก็บไว้เพียงอย่างเดียว"),
    ("ลิงก์มีเลขไทย (http://www.oic.go.th/INFOCENTER๖๖/๖๖๑๓/#) จึงเปิดไม่ได้", "โปรดแก้เป็น http://www.oic.go.th/INFOCENTER66/6613/#"),
    (
        "ผลรอบ ๖ เดือน (4) รวมกับผลเฉพาะ ๖ เดือนหลัง (3) ไม่เท่ากับผลสะสมทั้งปี (8)",
        "โปรดตรวจสอบทั้งสามช่อง หากผลรอบ ๖ เดือนคลาดเคลื่อน โปรดกรอกช่อง “ผลรอบ ๖ เดือนที่แก้ไข” อื่น ๆ โปรดคงไว้",
    ),
)  # fmt: skip

PLACE = "แผ่นงาน “ผลการดำเนินการ” เซลล์ O{} (ผลที่ทำได้ (ตัวเลข))"
CLOSING = ("letter.how_to_resubmit", "mail.returned_none", "mail.thanks")


def sample_letter(findings: int, **other: object) -> Letter:
    """Return a returned file's letter with so many findings."""
    lines = tuple(
        Line(PHRASES.number(number), *SENTENCES[number % 3], PLACE.format(number + 7), "R07")
        for number in range(1, findings + 1)
    )  # fmt: skip
    half = (findings + 1) // 2
    parts = (Part("ต้องแก้ไข", lines[:half]), Part("โปรดตรวจสอบ", lines[half:]))
    letter = Letter(
        sender="สำนักงานนโยบายและยุทธศาสตร์การค้า กลุ่มแผนงานและงบประมาณ",
        dated="ได้รับไฟล์เมื่อวันที่ ๘ เมษายน ๒๕๖๔",
        subject_label="เรื่อง",
        subject="ขอให้แก้ไขรายงาน: กลุ่มประชาสัมพันธ์",
        salutation="เรียน กลุ่มประชาสัมพันธ์",
        opening=PHRASES.say("mail.returned", division="กลุ่มประชาสัมพันธ์", e="๖", w="๖", due_date="๑๕ เมษายน ๒๕๖๔"),
        verdict="returned",
        verdict_label="ส่งกลับเพื่อแก้ไข",
        explanation="ยังไม่นำไปรวมในรายงาน โปรดแก้ไขตามรายการแล้วส่งใหม่",
        facts=(
            ("ชื่อไฟล์", "รายงานผล.xlsx"), ("รอบรายงาน", "รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔"),
            ("วันที่ได้รับ", "๘ เมษายน ๒๕๖๔ (ฉบับที่ส่ง ครั้งที่ ๑)"), ("เลขอ้างอิงไฟล์ (SHA-256)", "0123456789abcdef" * 4),
        ),
        found="ข้อที่ต้องแก้ไข ๖ ข้อ ข้อที่โปรดตรวจสอบ ๖ ข้อ และข้อเพื่อทราบ ๐ ข้อ",
        heads=PHRASES.entries("th.letter_page"),
        parts=tuple(part for part in parts if part.lines),
        closing=tuple(PHRASES.texts[key] for key in CLOSING),
        foot=("สอบถามเพิ่มเติม: กลุ่มแผนงานและงบประมาณ โทรศัพท์ ๐๒-๐๐๐-๐๐๐๐", PHRASES.texts["mail.automatic"]),
    )  # fmt: skip
    return replace(letter, **other)  # type: ignore[arg-type]


def written_letter(letter: Letter, folder: Path) -> Path:
    """Write a letter's page and return its path."""
    path = folder / "letter.html"
    path.write_text(letter_page(letter, PHRASES), encoding="utf-8")
    return path
