"""Numbered lists in running text: how many entries they have, and how many were claimed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from sarup.thai.digits import to_arabic
from sarup.thai.markup import drop_tags

# Only this phrase introduces a list; a bare "จำนวน ๔๐ คน" counts something that is not listed.
_CLAIM = re.compile(r"จำนวน\s*(?P<claimed>[0-9]{1,4})\s*(?P<unit>[^\s0-9]{1,60}?)\s*ได้แก่\s*:?\s*")
_NUMERAL = re.compile(r"(?<!\S)(?:(?P<bracket>\()?(?P<number>[0-9]{1,3})(?P<close>[.)]))(?![0-9])")
# A list that says so names only some of its things.
_OPEN = re.compile(r"ฯ\s?ล\s?ฯ|เป็นต้น|อื่น\s?ๆ")
_EXAMPLE = re.compile(r"เช่น|อาทิ")
_DASH = re.compile(r"^[ \t]*[-–•][ \t]*(?=\S)", re.MULTILINE)
# A list may jump (๑. ๒. ๔.) and still be that list; a number further on is something else.
_LARGEST_JUMP = 3


@dataclass(frozen=True)
class ClaimedList:
    """A sentence that claims `claimed` things, and how many entries its list has."""

    claimed: int
    unit: str
    listed: int


def claimed_lists(text: str) -> list[ClaimedList]:
    """Every "จำนวน N <unit> ได้แก่" that a numbered or dashed list follows, in order.

    A list that ends in ฯลฯ or เป็นต้น names fewer things than there are, and is none.
    """
    plain = to_arabic(drop_tags(text))
    found: list[ClaimedList] = []
    claims = list(_CLAIM.finditer(plain))
    for claim, following in zip_longest(claims, claims[1:]):
        end = following.start() if following else len(plain)
        entries = plain[claim.end() : end]
        listed = _count_entries(entries)
        if listed is not None and not (listed < int(claim["claimed"]) and _is_open(entries)):
            found.append(ClaimedList(int(claim["claimed"]), claim["unit"], listed))
    return found


def claimed_list(text: str) -> ClaimedList | None:
    """The first claim that its list contradicts, else the first that holds; None without such a list."""
    found = claimed_lists(text)
    differing = [one for one in found if one.claimed != one.listed]
    return next(iter(differing or found), None)


def list_length(text: str) -> int | None:
    """The number of entries of the list that "จำนวน N <unit> ได้แก่" introduces, or None without one."""
    found = claimed_list(text)
    return None if found is None else found.listed


def _count_entries(text: str) -> int | None:
    """Entries of the list the text begins with; None for prose and for numbering that starts anew."""
    first = _NUMERAL.match(text)
    if first is not None and int(first["number"]) == 1:
        return _count_numerals(text, _style(first))
    return len(_DASH.findall(text)) if _DASH.match(text) else None


def _count_numerals(text: str, style: tuple[bool, str]) -> int | None:
    """Numerals of one style that go on from 1. A second 1 makes it unclear which list was claimed: None."""
    numbers = [int(one["number"]) for one in _NUMERAL.finditer(text) if _style(one) == style]
    if numbers.count(1) > 1:
        return None
    count = 1
    last = 1
    for number in numbers[1:]:
        if last <= number <= last + _LARGEST_JUMP:
            count += 1
            last = number
    return count


def _is_open(entries: str) -> bool:
    """Whether a list's last entry says that more could be named; "สื่อ เช่น แผ่นพับ เป็นต้น" is about that entry alone."""
    marks = [*_NUMERAL.finditer(entries), *_DASH.finditer(entries)]
    last = entries[max(mark.end() for mark in marks) :]
    opening = _OPEN.search(last)
    return opening is not None and not _EXAMPLE.search(last[: opening.start()])


def _style(numeral: re.Match[str]) -> tuple[bool, str]:
    return numeral["bracket"] is not None, numeral["close"]
