"""Characters that nobody sees, around what people type: left out of what is read, and told."""

from __future__ import annotations

import re
import unicodedata

# Fillers and selectors that Unicode counts as letters, marks or symbols, and that show nothing.
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
# Control and format characters, line ends that only Unicode knows; tab and line feeds are white space.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"\U000e0001-\U000e007f{_FILLERS}]"
)


_SEEN = re.compile(rf"(?!{_UNSEEN.pattern})\S")


# White space and what shows nothing; the plain space and line ends are no doubt.
_PERHAPS_UNSEEN = re.compile(rf"{_UNSEEN.pattern}|[^\S \t\n\r]")


def is_blank(text: str) -> bool:
    r"""Whether a text shows nothing at all: white space of any kind, and characters that nobody sees.

    >>> is_blank(" \u00a0\u200b"), is_blank("-")
    (True, False)
    """
    return not _SEEN.search(text)


def without_unseen(text: str) -> str:
    r"""The text as it looks: without characters that show nothing, and without white space around it.

    >>> without_unseen("\ufeff 6\u200b\u00a0"), without_unseen("\u00a0\u200b ")
    ('6', '')
    """
    return _UNSEEN.sub("", text).strip()


def unseen_codes(text: str) -> str:
    r"""The codes of what nobody sees in a text: characters that show nothing, and spaces other than the plain one.

    >>> unseen_codes("\u200b6\u00a0"), unseen_codes(" 6 ")
    ('U+200B U+00A0', '')
    """
    if not _PERHAPS_UNSEEN.search(text):
        return ""
    odd = [
        one for one in dict.fromkeys(text) if _UNSEEN.match(one) or (one != " " and unicodedata.category(one) == "Zs")
    ]
    return " ".join(f"U+{ord(one):04X}" for one in odd)


def show_unseen(text: str) -> str:
    r"""The text with each character that nobody sees shown by its code.

    >>> show_unseen("6\u200b/6")
    '6[U+200B]/6'
    """
    return _UNSEEN.sub(lambda one: f"[U+{ord(one[0]):04X}]", text)
