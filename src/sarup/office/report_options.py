"""What an office chooses for its documents: reference/report.yaml, read strictly, every fault told in Thai."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Literal

import yaml
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, ValidationError

OPTIONS_FILE = "report.yaml"
# An emblem is printed at most 20 mm high: more than this only makes every document heavy.
LARGEST_EMBLEM_BYTES = 2_000_000
MOST_PIXELS = 4_000
PICTURES = {"PNG": "png", "JPEG": "jpeg"}
MOST_SIGNATURES = 4


class FaultyOptions(ValueError):
    """report.yaml or a picture it names says something impossible; the message is for the office, in Thai."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SignatureOption(_Strict):
    """A place to sign; without a name it is left open."""

    role: Literal["propose", "check", "approve"] = Field(description="Who proposes, checks or approves the report.")
    position: str = Field(min_length=1, max_length=200, description="The position, printed under the place to sign.")
    name: str = Field(default="", max_length=200, description="The name in brackets; left open when empty.")


class MemoOption(_Strict):
    """The cover letter: what the office knows beforehand of its lines; the empty ones are left open.

    `sender` is the line ส่วนราชการ, `to` the one addressed (the head of the agency unless told otherwise).
    """

    sender: str = Field(default="", max_length=300)
    number: str = Field(default="", max_length=100)
    date: str = Field(default="", max_length=100)
    to: str = Field(default="", max_length=300)
    close: Literal["inform", "approve"] = "inform"
    signer_name: str = Field(default="", max_length=200)
    signer_position: str = Field(default="", max_length=200)


class ReportOptions(_Strict):
    """An office's choices. `columns` are further columns of the official table, in the order printed."""

    office: str = Field(default="", max_length=300, description="Stands at the foot of letters.")
    phone: str = Field(default="", max_length=100, description="Stands at the foot of letters.")
    period_style: Literal["joined", "spaced"] = Field(
        default="joined", description="joined: (ต.ค.๖๓ – มี.ค.๖๔); spaced: (ต.ค. ๖๓ – มี.ค. ๖๔)"
    )
    digits: Literal["thai", "arabic"] = Field(
        default="thai", description="Of our own text; what divisions wrote stays as typed."
    )
    annual_entry: Literal["both", "cumulative", "second_half"] = Field(
        default="both", description="What the 12-month form asks of a count: both cells, or one of them."
    )
    columns: tuple[Literal["budget", "obstacle", "suggestion"], ...] = Field(
        default=(), description="Further columns of the official table.", json_schema_extra={"uniqueItems": True}
    )
    emblem: str = Field(
        default="",
        pattern=r"^$|^[^/\\]+\.(png|jpg|jpeg)$",
        description="A picture beside this file, printed above the title.",
    )
    signatures: tuple[SignatureOption, ...] = Field(
        default=(), max_length=MOST_SIGNATURES, description="Places to sign at the end, in the order printed."
    )
    memo: MemoOption | None = Field(default=None, description="A cover letter; without this there is none.")


def read_options(files: Mapping[str, bytes]) -> ReportOptions:
    """Return the choices of report.yaml among reference files by name. Raises FaultyOptions with place and remedy."""
    told = _read_yaml(files[OPTIONS_FILE])
    try:
        options = ReportOptions.model_validate(told)
    except ValidationError as error:
        raise FaultyOptions(f"ไฟล์อ้างอิง {OPTIONS_FILE} {' · '.join(_fault(one) for one in error.errors())}") from error
    if len(set(options.columns)) < len(options.columns):
        raise FaultyOptions(f"ไฟล์อ้างอิง {OPTIONS_FILE} ช่อง columns ระบุคอลัมน์ซ้ำ โปรดระบุคอลัมน์ละครั้ง")
    if options.emblem:
        picture_kind(options.emblem, files.get(options.emblem))
    return options


def emblem_name(report_yaml: bytes) -> str:
    """Return the name of the picture that a report.yaml asks for, an empty text if it asks for none or is faulty."""
    try:
        name = _read_yaml(report_yaml).get("emblem")
    except FaultyOptions:
        return ""
    return name if isinstance(name, str) and "/" not in name and "\\" not in name else ""


def picture_kind(name: str, data: bytes | None) -> str:
    """Return png or jpeg for a whole picture that can be drawn. Raises FaultyOptions for any other file."""
    where = f"ไฟล์อ้างอิง {OPTIONS_FILE} ช่อง emblem"
    if data is None:
        raise FaultyOptions(f"{where} ไม่พบไฟล์ {name} ในโฟลเดอร์อ้างอิง โปรดวางไฟล์ภาพ หรือลบบรรทัดนี้")
    if len(data) > LARGEST_EMBLEM_BYTES:
        raise FaultyOptions(f"{where} ไฟล์ {name} ใหญ่เกิน 2 ล้านไบต์ โปรดย่อภาพ")
    try:
        with Image.open(io.BytesIO(data), formats=tuple(PICTURES)) as picture:
            kind, size = PICTURES[str(picture.format)], picture.size
            if max(size) <= MOST_PIXELS:
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FaultyOptions(f"{where} เปิดไฟล์ {name} เป็นภาพไม่ได้ โปรดใช้ภาพ PNG หรือ JPEG") from error
    if max(size) > MOST_PIXELS:
        raise FaultyOptions(f"{where} ภาพ {name} กว้างหรือสูงเกิน {MOST_PIXELS} จุด โปรดย่อภาพ")
    return kind


def _read_yaml(data: bytes) -> dict[str, Any]:
    try:
        told = yaml.safe_load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FaultyOptions(f"ไฟล์อ้างอิง {OPTIONS_FILE} ไม่ได้บันทึกแบบ UTF-8 โปรดบันทึกเป็น UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" บรรทัดที่ {mark.line + 1}" if mark else ""
        raise FaultyOptions(
            f"ไฟล์อ้างอิง {OPTIONS_FILE}{line} อ่านไม่ได้ โปรดตรวจสอบการย่อหน้าและเครื่องหมาย : ตามไฟล์ตัวอย่าง"
        ) from error
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise FaultyOptions(f"ไฟล์อ้างอิง {OPTIONS_FILE} ต้องเป็นรายการ “ชื่อ: ค่า” โปรดแก้ไขตามไฟล์ตัวอย่าง")
    # An empty line "phone:" means nothing was chosen.
    return {str(key): value for key, value in told.items() if value is not None}


def _fault(error: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return f"ไม่รู้จักช่อง {place} โปรดลบหรือแก้ชื่อช่อง"
        case "literal_error":
            known = error["ctx"]["expected"].replace("'", "").replace(" or ", " หรือ ").replace(",", " หรือ")
            return f"ช่อง {place} เป็น “{error['input']}” โปรดระบุ {known}"
        case "missing":
            return f"ไม่ได้ระบุช่อง {place} โปรดเพิ่ม"
        case "string_too_long" | "too_long":
            return f"ช่อง {place} ยาวเกินกำหนด ({error['ctx']['max_length']}) โปรดย่อ"
        case "string_too_short":
            return f"ช่อง {place} ว่างอยู่ โปรดกรอก"
        case "string_pattern_mismatch":
            return f"ช่อง {place} เป็น “{error['input']}” โปรดระบุชื่อไฟล์ภาพ .png หรือ .jpg ในโฟลเดอร์เดียวกัน"
        case "string_type":
            return f'ช่อง {place} ต้องเป็นข้อความ โปรดใส่เครื่องหมาย " คร่อมค่า'
        case _:
            return f"ช่อง {place} ไม่ถูกต้อง โปรดแก้ไขตามไฟล์ตัวอย่าง"
