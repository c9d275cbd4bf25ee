"""Vowels and tone marks in the order that Thai is written in: what looks right but is typed wrongly is not found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TONE = "\u0e48-\u0e4b"
_VOWEL = "\u0e31\u0e34-\u0e39"  # above or below a consonant
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MENDS = (
    # NFC leaves nikhahit and aa apart, and NFKC would split every sara am, so the rules are our own.
    (re.compile(f"\u0e4d([{_TONE}]?)\u0e32"), "\\1\u0e33"),
    (re.compile(f"([{_TONE}])\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile(f"\u0e33([{_TONE}])"), "\\1\u0e33"),
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"([{_MARK}])\\1+"), "\\1"),
    (re.compile(f"([{_TONE}])([{_VOWEL}])"), "\\2\\1"),
)
# Hardly any text needs mending: one look finds those that do.
_WRONG = re.compile(
    f"\u0e4d[{_TONE}]?\u0e32|[{_TONE}]\u0e4d\u0e32|\u0e33[{_TONE}]|\u0e40\u0e40|([{_MARK}])\\1|[{_TONE}][{_VOWEL}]"
)
_WORD = re.compile(r"\S+")
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class MendedWord:
    """A stretch of text as typed and as it is written."""

    typed: str
    mended: str


@lru_cache(4_096)  # the plan's words stand in every form, and a cell is asked for more than once
def mend_marks(text: str) -> str:
    """The text with sara am and sara ae in one letter, each mark once, and tones after their vowels.

    >>> mend_marks("ท\u0e48\u0e35") == "ท\u0e35\u0e48", mend_marks("น\u0e4d\u0e49\u0e32") == "น\u0e49\u0e33"
    (True, True)
    """
    if _WRONG.search(text):
        for pattern, mended in _MENDS:
            text = pattern.sub(mended, text)
    return text


def first_mended(text: str) -> MendedWord | None:
    """The first stretch of a text whose marks stand wrongly, or None."""
    if mend_marks(text) == text:
        return None
    for found in _WORD.finditer(text):
        if (mended := mend_marks(found[0])) != found[0]:
            at = next((n for n, (a, b) in enumerate(zip(found[0], mended, strict=False)) if a != b), len(mended))
            start = max(0, at - LONGEST_SHOWN // 2)
            return MendedWord(found[0][start : start + LONGEST_SHOWN], mended[start : start + LONGEST_SHOWN])
    return None
