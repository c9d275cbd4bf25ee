"""Thai that was read in another encoding than it was written in: ´Óà¹Ô¹¡ÒÃ for ดำเนินการ, and what is lost for good."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Thai bytes read as Western letters, UTF-8 read as Western letters, and UTF-8 read as Thai Windows.
_WESTERN = re.compile("[\u00a1-\u00ff]{4,}(?:[\\s0-9.,()-]{1,3}[\u00a1-\u00ff]+)*")
_UTF8_WESTERN = re.compile("(?:\u00e0[\u00b8\u00b9][^\\s][\\s0-9.,()-]{0,3}){2,}")
_UTF8_THAI = re.compile("(?:เ[ธน][^\\s][\\s0-9.,()-]{0,3}){3,}")
# Marks that stand for letters which a program could not write.
_LOST = re.compile("\ufffd+|[?]{4,}|[?]{2,}(?:\\s+[?]{2,}){2,}")
# What text in a wrong encoding begins with.
_PERHAPS = re.compile("[\u00a1-\u00ff]|เ[ธน]")
_THAI = re.compile("[\u0e01-\u0e2e]")
_NO_THAI = re.compile("[^\u0e01-\u0e3a\u0e40-\u0e5b\\s0-9.,()-]")
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class GarbledText:
    """A stretch of text as it stands and what it was; `meant` is empty where its letters are lost."""

    typed: str
    meant: str


def garbled_texts(text: str) -> list[GarbledText]:
    """Return what of a text is Thai in a wrong encoding, or marks in the place of lost letters, each once.

    >>> garbled_texts("´Óà¹Ô¹¡ÒÃ และ café")
    [GarbledText(typed='´Óà¹Ô¹¡ÒÃ', meant='ดำเนินการ')]
    """
    found = []
    for pattern, meaning in _WAYS if _PERHAPS.search(text) else ():
        for stretch in pattern.finditer(text):
            meant = meaning(stretch[0])
            if _THAI.search(meant) and not _NO_THAI.search(meant):
                found.append(GarbledText(_short(stretch[0]), _short(meant)))
        if found:
            break
    if "??" in text or "\ufffd" in text:
        found += [GarbledText(_short(stretch[0]), "") for stretch in _LOST.finditer(text)]
    return list(dict.fromkeys(found))


def _of_western(typed: str) -> str:
    return _bytes(typed, "cp1252").decode("cp874", "replace")


def _of_utf8_western(typed: str) -> str:
    return _bytes(typed, "cp1252").decode("utf-8", "replace")


def _of_utf8_thai(typed: str) -> str:
    return _bytes(typed, "cp874").decode("utf-8", "replace")


_WAYS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_UTF8_WESTERN, _of_utf8_western),
    (_WESTERN, _of_western),
    (_UTF8_THAI, _of_utf8_thai),
)


def _bytes(typed: str, encoding: str) -> bytes:
    """Return the bytes that were read so; what the encoding lacks was read as the control of the same number."""
    return b"".join(_byte(letter, encoding) for letter in typed)


def _byte(letter: str, encoding: str) -> bytes:
    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:
        return bytes([ord(letter)]) if ord(letter) < 256 else b"?"


def _short(text: str) -> str:
    stripped = text.strip()
    return stripped if len(stripped) <= LONGEST_SHOWN else f"{stripped[:LONGEST_SHOWN]}…"
