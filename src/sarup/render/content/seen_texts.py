"""A report whose texts hold nothing that a reader cannot see and that would still change what is seen."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

Held = TypeVar("Held")

# They turn the order of letters around, also of those that stand behind them.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Not every file format can hold them, nor does every program end a line there.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# No file format can hold them all: controls, half surrogates, what is no character.
_NO_CHARACTERS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
REPLACED = "\ufffd"


def seen_text(text: str) -> str:
    r"""Return the text without marks that turn its order around; what is no character is shown as U+FFFD.

    Every line ends in a newline.

    >>> seen_text("ก\u202eข\x07\u2028ค") == "กข\ufffd\nค"
    True
    """
    if text.isprintable():  # neither controls nor marks of direction are
        return text
    return _NO_CHARACTERS.sub(REPLACED, _LINE_ENDS.sub("\n", _DIRECTIONS.sub("", text)))


def seen_texts(value: Held) -> Held:
    """Return a report, or any part of it, with each text in it as `seen_text` has it."""
    if isinstance(value, str):
        return seen_text(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(seen_texts, value))  # type: ignore[return-value]
    if isinstance(value, dict):
        return {name: seen_texts(held) for name, held in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: seen_texts(getattr(value, field.name)) for field in fields(value)})
    return value
