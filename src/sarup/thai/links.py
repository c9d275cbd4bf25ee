"""Web addresses in Thai text: where they end, and Thai digits inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sarup.thai.digits import to_arabic

# ASCII without < > " and braces, and the Thai digits that people type there; a Thai letter ends it.
_ADDRESS = re.compile(r"(?<![A-Za-z0-9@./-])(?:https?://|www\.)[!#-;=?-\[\]_a-z~\\๐-๙]+", re.IGNORECASE)
_TRAILING_MARKS = ".,;:!?'"
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True)
class Link:
    """A web address as typed, and with Arabic digits."""

    typed: str
    mended: str
    has_thai_digits: bool

    @property
    def host(self) -> str:
        """The name of the site, in small letters and without its port."""
        rest = re.sub(r"^https?://", "", self.mended, flags=re.IGNORECASE)
        return re.split(r"[/?#:]", rest, maxsplit=1)[0].lower()


def links(text: str) -> list[Link]:
    """The web addresses in the text, in order; marks of the sentence behind an address are not part of it."""
    found: list[Link] = []
    for matched in _ADDRESS.finditer(text):
        typed = _without_trailing_marks(matched[0])
        mended = to_arabic(typed)
        found.append(Link(typed, mended, mended != typed))
    return found


def mend_links(text: str) -> str:
    """The text with Arabic digits inside web addresses; every other character stays."""
    return _ADDRESS.sub(lambda matched: _mend_address(matched[0]), text)


def _mend_address(matched: str) -> str:
    typed = _without_trailing_marks(matched)
    return to_arabic(typed) + matched[len(typed) :]


def _without_trailing_marks(address: str) -> str:
    """The address without full stops, commas and brackets that belong to the sentence around it."""
    while address:
        last = address[-1]
        is_unopened = last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        if last not in _TRAILING_MARKS and not is_unopened:
            break
        address = address[:-1]
    return address
