"""What an office chooses for its documents: reference/report.yaml, read strictly, every fault told in Thai."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Literal

import yaml
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sarup.phrases import known_phrases
from sarup.thai.encodings import decode_text

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
    approval: Literal["one", "two"] | None = Field(
        default=None, description="How many approve a report on the page before its round is closed; none unless told."
    )
    memo: MemoOption | None = Field(default=None, description="A cover letter; without this there is none.")


def read_options(files: Mapping[str, bytes]) -> ReportOptions:
    """Return the choices of report.yaml among reference files by name. Raises FaultyOptions with place and remedy."""
    entries = _read_yaml(files[OPTIONS_FILE])
    try:
        options = ReportOptions.model_validate(entries)
    except ValidationError as error:
        raise _fault("ref.options", faults=" · ".join(_message(one) for one in error.errors())) from error
    if len(set(options.columns)) < len(options.columns):
        raise _fault("ref.options_columns")
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
    if data is None:
        raise _fault("ref.emblem_missing", name=name)
    if len(data) > LARGEST_EMBLEM_BYTES:
        raise _fault("ref.emblem_large", name=name)
    try:
        with Image.open(io.BytesIO(data), formats=tuple(PICTURES)) as picture:
            kind, size = PICTURES[str(picture.format)], picture.size
            if max(size) <= MOST_PIXELS:
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _fault("ref.emblem_kind", name=name) from error
    if max(size) > MOST_PIXELS:
        raise _fault("ref.emblem_pixels", name=name, most=MOST_PIXELS)
    return kind


def _read_yaml(data: bytes) -> dict[str, Any]:
    """Return what the file says as it stands there: ReportOptions tells what of it cannot be."""
    text = decode_text(data)
    if text is None:
        raise _fault("ref.options_not_utf8")
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise _fault("ref.options_yaml") from error
        raise _fault("ref.options_yaml_line", line=mark.line + 1) from error
    if entries is None:
        return {}
    if not isinstance(entries, dict):
        raise _fault("ref.options_mapping")
    # An empty line "phone:" means nothing was chosen.
    return {str(key): value for key, value in entries.items() if value is not None}


def _message(error: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"])
    say, x = known_phrases().say, error["input"]
    match error["type"]:
        case "extra_forbidden":
            return say("ref.key_unknown", place=place)
        case "literal_error":
            either = known_phrases().texts["ref.or"]
            known = error["ctx"]["expected"].replace("'", "").replace(" or ", either).replace(", ", either)
            return say("ref.key_literal", place=place, x=x, known=known)
        case "missing":
            return say("ref.key_missing", place=place)
        case "string_too_long" | "too_long":
            return say("ref.key_long", place=place, most=error["ctx"]["max_length"])
        case "string_too_short":
            return say("ref.key_empty", place=place)
        case "string_pattern_mismatch":
            return say("ref.key_picture", place=place, x=x)
        case "string_type":
            return say("ref.key_text", place=place)
        case _:
            return say("ref.key_other", place=place)


def _fault(key: str, **slots: object) -> FaultyOptions:
    return FaultyOptions(known_phrases().say(key, **slots))
