"""A report with one hostile text in every place that holds a text."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from sarup.render.content.document import Document
from tests.support.render.full_document import full_document

MARKUP = "{{ 7*7 }} {% for x in y %} {_{ }_} %_} <w:p/> &amp; </w:t> \"q\" 'a' =1+1 {#c#} <b>ก</b> ]]> &#0;"
HOSTILE = {
    "markup": MARKUP,
    "control characters": "ก\x00ข\x07ค\x1b\x7f\x85\ufffe\uffff",
    "lone surrogates": "ก\ud800ข\udfffค",
    "bidirectional marks": "ก\u202eขค\u2066ง\u200fจ",
    "forty thousand characters": "ผลการดำเนินการ " * 2667,
    "a word without an end": "กา" * 1000,
    "emoji": "ก 👩\u200d👩\u200d👧 \U0001f600\U000e0041 ข",
    "nothing": "",
    "spaces": " \t \n\n ",
    "lines": "๑. ก\n๒. ข\r\n(ก) ค\u2028ง\v\f",
}
# What names a thing of the program, not of an office.
_NAMES = frozenset(("name", "kind", "digits", "language", "colours", "kinds", "item_code"))


def hostile_document(text: str) -> Document:
    """Return a report with signatures, emblem, cover letter and charts whose every text is `text`."""
    changed: Document = _changed(full_document(), text)
    return changed


def _changed(held: Any, text: str) -> Any:
    if is_dataclass(held) and not isinstance(held, type):
        names = [field.name for field in fields(held) if field.name not in _NAMES]
        return replace(held, **{name: _changed(getattr(held, name), text) for name in names})
    if isinstance(held, tuple):
        return tuple(_changed(part, text) for part in held)
    if isinstance(held, dict):
        return {key: _changed(value, text) for key, value in held.items()}
    return text if isinstance(held, str) else held
