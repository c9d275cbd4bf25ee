"""Thai and Arabic digits."""

from __future__ import annotations

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"
_PAIRS = tuple(zip(ARABIC, THAI, strict=True))


def to_thai(text: str) -> str:
    """The text with 0-9 written ๐-๙; digits of other scripts stay.

    >>> to_thai("2564-6m")
    '๒๕๖๔-๖m'
    """
    # str.translate looks up every letter of a Thai text: some 20 times as slow on a long one.
    for arabic, thai in _PAIRS:
        text = text.replace(arabic, thai)
    return text


def to_arabic(text: str) -> str:
    """The text with ๐-๙ written 0-9; digits of other scripts stay.

    >>> to_arabic("ร้อยละ ๘๐")
    'ร้อยละ 80'
    """
    if not text.isascii():
        for arabic, thai in _PAIRS:
            text = text.replace(thai, arabic)
    return text
