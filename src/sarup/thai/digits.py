"""Thai and Arabic digits."""

from __future__ import annotations

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def to_thai(text: str) -> str:
    """The text with 0-9 written ๐-๙; digits of other scripts stay.

    >>> to_thai("2564-6m")
    '๒๕๖๔-๖m'
    """
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """The text with ๐-๙ written 0-9; digits of other scripts stay.

    >>> to_arabic("ร้อยละ ๘๐")
    'ร้อยละ 80'
    """
    return text.translate(_TO_ARABIC)
