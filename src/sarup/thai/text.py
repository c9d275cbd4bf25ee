"""Thai text as divisions type it: compared, and looked over. Nothing here rewrites silently.

The parts live in letters, links, lists and markup; this module adds comparison and brackets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sarup.thai.digits import to_arabic
from sarup.thai.letters import ForeignLetter, OddCharacter, foreign_letters, odd_characters
from sarup.thai.links import Link, links, mend_links
from sarup.thai.lists import ClaimedList, claimed_list, claimed_lists, list_length
from sarup.thai.marks import mend_marks
from sarup.thai.markup import drop_tags, html_tags

__all__ = [
    "ClaimedList",
    "ForeignLetter",
    "Link",
    "OddCharacter",
    "claimed_list",
    "claimed_lists",
    "drop_tags",
    "fold",
    "foreign_letters",
    "html_tags",
    "links",
    "list_length",
    "mend_links",
    "odd_characters",
    "unbalanced_brackets",
]

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_SPELT_OTHERWISE = re.compile("[“”„‟«»‘’‚‛‐‑‒–—―−]")
_BRACKET = re.compile(r"[()\[\]]")
_CLOSING = {")": "(", "]": "["}
_LIST_NUMERAL = re.compile(r"(?<!\S)(?:(?P<number>[0-9]{1,3})|[ก-ฮa-zA-Z])\)")


@lru_cache(2_048)
def fold(text: str) -> str:
    """The text for comparison only: what readers take for the same text becomes the same string.

    NFC, one spelling of ำ and แ, Arabic digits, straight quotes, plain dashes, single spaces, and
    nothing invisible.

    >>> fold(" รอบ  ๖\u00a0เดือน ") == fold("รอบ 6 เดือน")
    True
    """
    plain = to_arabic(mend_marks(unicodedata.normalize("NFC", _INVISIBLE.sub("", text))))
    if _SPELT_OTHERWISE.search(plain):  # translate takes its time
        plain = plain.translate(_ONE_SPELLING)
    return " ".join(plain.split())


def unbalanced_brackets(text: str) -> bool:
    """Whether a round or square bracket lacks its partner; the numeral of a list entry ("๑)") needs none."""
    brackets = [(found.start(), found[0]) for found in _BRACKET.finditer(text)]
    if not brackets:
        return False
    arabic = to_arabic(text)
    numerals = {matched.end() - 1: matched["number"] for matched in _LIST_NUMERAL.finditer(arabic)}
    opened: list[str] = []
    last_number = 0
    for position, mark in brackets:
        if mark in "([":
            opened.append(mark)
        elif opened:
            if opened.pop() != _CLOSING[mark]:
                return True
        else:
            if position not in numerals or not _goes_on(numerals[position], last_number):
                return True
            last_number = int(numerals[position] or 0)
    return bool(opened)


def _goes_on(number: str | None, last_number: int) -> bool:
    """Whether a numeral begins a list or is its next; letters are taken as they come."""
    return number is None or int(number) in (1, last_number + 1)
