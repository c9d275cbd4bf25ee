"""Letters that do not belong: foreign scripts inside Thai words, and characters nobody can see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sarup.thai.words import split_words

# Seen in the wild where a Thai letter should stand; a longer sequence goes first.
_LOOKALIKES = {
    "\u0ba4\u0e48": "ท",  # Tamil TA followed by a stray tone mark
    "\u0ba4": "ท",  # Tamil TA
    "\u0bbe": "า",  # Tamil vowel sign AA
    "\u17b6": "า",  # Khmer vowel sign AA
    "\u102c": "า",  # Myanmar vowel sign AA
}
_LAO_OFFSET = 0x80
# The world's scripts from Greek on, without Thai, symbols, Latin supplements and variation selectors.
_SCRIPTS = (
    "\u0370-\u0dff\u0e80-\u1cff\u1f00-\u1fff\u2c80-\u2dff\u2e80-\ua6ff\ua800-\uab2f\uab70-\ud7ff"
    "\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0001cfff\U00020000-\U0003ffff"
)
_THAI_LETTERS = "\u0e01-\u0e3a\u0e40-\u0e4e"
_FOREIGN = re.compile(f"[{_SCRIPTS}]")
_THAI = re.compile(f"[{_THAI_LETTERS}]")
_RUN = re.compile(f"[{_THAI_LETTERS}{_SCRIPTS}]+")
# What nearly every text is written with: none of it is odd.
_PLAIN = re.compile("[\t\n\r\x20-\x7e\u0e01-\u0e3a\u0e3f-\u0e5b“”‘’–—…•]*")
_ZERO_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class ForeignLetter:
    """A word with letters of a foreign script, their code points, and what was probably meant."""

    word: str
    codepoints: str
    suggestion: str | None


@dataclass(frozen=True)
class OddCharacter:
    """A character that no reader sees; `kind` is zero-width, bidi, control, private-use, replacement or format."""

    position: int
    codepoint: str
    kind: str


def foreign_letters(text: str) -> list[ForeignLetter]:
    """Words that hold both Thai letters and letters of a script that is neither Thai nor Latin."""
    found: list[ForeignLetter] = []
    is_plain = _PLAIN.fullmatch(text) is not None  # the ranges of all scripts take forty times as long
    for run in _RUN.findall(text) if not is_plain and _FOREIGN.search(text) else ():
        if _THAI.search(run) and any(map(_is_foreign, run)):
            found.extend(_foreign_words(run))
    return found


def odd_characters(text: str) -> list[OddCharacter]:
    """Characters that no reader sees or that stand for none, in order; tab and newline are fine."""
    if _PLAIN.fullmatch(text):
        return []
    return [
        OddCharacter(position, f"U+{ord(letter):04X}", kind)
        for position, letter in enumerate(text)
        if (kind := _odd_kind(letter)) is not None
    ]


def show_odd(text: str) -> str:
    r"""The text with every character that no reader sees shown by its code point.

    >>> show_odd("ก\u200bข")
    'ก[U+200B]ข'
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(f"[U+{ord(letter):04X}]" if _odd_kind(letter) else letter for letter in text)


def _odd_kind(letter: str) -> str | None:
    if letter in _ZERO_WIDTH:
        return "zero-width"
    if letter in _BIDI:
        return "bidi"
    if letter == "\ufffd":
        return "replacement"
    category = unicodedata.category(letter)
    if category == "Cc" and letter not in "\t\n\r":
        return "control"
    if category in ("Cf", "Zl", "Zp"):  # format characters, and line ends that only Unicode knows
        return "format"
    return "private-use" if category in ("Co", "Cs") or _is_no_character(letter) else None


def _is_no_character(letter: str) -> bool:
    return "\ufdd0" <= letter <= "\ufdef" or ord(letter) & 0xFFFE == 0xFFFE


def _is_foreign(letter: str) -> bool:
    """Whether the character is a letter or mark of a script other than Thai and Latin."""
    if not _FOREIGN.match(letter) or unicodedata.category(letter)[0] not in "LM":
        return False
    return "LATIN" not in unicodedata.name(letter, "")


def _foreign_words(run: str) -> list[ForeignLetter]:
    """The words with foreign letters in a run that has no spaces, each as typed and as probably meant."""
    mended, origin = _mend(run)
    words = split_words(mended)
    ends = list(accumulate(map(len, words)))
    starts = [0, *ends[:-1]]
    bad = [any(map(_is_foreign, run[origin[start] : origin[end]])) for start, end in zip(starts, ends, strict=True)]
    found: list[ForeignLetter] = []
    for first, last in _stretches(bad):
        meant = "".join(words[first : last + 1])
        is_mended = not any(map(_is_foreign, meant))
        # a foreign letter cuts an unmended word in pieces: show its neighbours too
        start = starts[first if is_mended else max(first - 1, 0)]
        end = ends[last if is_mended else min(last + 1, len(words) - 1)]
        typed = run[origin[start] : origin[end]]
        points = " ".join(f"U+{ord(letter):04X}" for letter in typed if _is_foreign(letter))
        found.append(ForeignLetter(typed, points, meant if is_mended else None))
    return found


def _mend(run: str) -> tuple[str, list[int]]:
    """The run with lookalikes replaced, and for each of its offsets the offset in the run."""
    mended: list[str] = []
    origin: list[int] = []
    position = 0
    while position < len(run):
        typed = next((seen for seen in _LOOKALIKES if run.startswith(seen, position)), run[position])
        mended.append(_LOOKALIKES.get(typed) or _thai_of_lao(typed))
        origin.append(position)
        position += len(typed)
    return "".join(mended), [*origin, len(run)]


def _thai_of_lao(letter: str) -> str:
    """Lao letters stand in Unicode where their Thai sisters do, one block on."""
    if "\u0e81" <= letter <= "\u0ece":
        sister = chr(ord(letter) - _LAO_OFFSET)
        if _THAI.match(sister):
            return sister
    return letter


def _stretches(bad: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last index of each stretch of true values."""
    found: list[tuple[int, int]] = []
    for index, is_bad in enumerate(bad):
        if is_bad and found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        elif is_bad:
            found.append((index, index))
    return found
