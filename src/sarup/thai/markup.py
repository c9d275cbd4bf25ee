"""HTML that was pasted into cells."""

from __future__ import annotations

import re

_BLOCK = "p|li|br|div|tr|ol|ul|table|tbody|thead|h[1-6]|hr|blockquote|pre"
_INLINE = "u|b|i|s|a|em|strong|span|td|th|font|sup|sub|img|o:p|small|big|center|code"
_ACTIVE = "script|style|iframe|object|embed|form|input|button|svg|meta|link|html|body|head"
# Only names of HTML: "<ชื่อ>" and "a < b" are text.
_TAG = re.compile(rf"</?(?:(?P<block>{_BLOCK})|{_INLINE}|{_ACTIVE})(?:\s[^<>]*|/)?>|<!--[^<>]*-->", re.IGNORECASE)


def html_tags(text: str) -> list[str]:
    """The HTML tags in the text as typed, in order."""
    return [matched[0] for matched in _TAG.finditer(text)]


def drop_tags(text: str) -> str:
    """The text without HTML tags; paragraphs, entries and <br> become lines. Without tags it is untouched."""
    if not _TAG.search(text):
        return text
    bare = _TAG.sub(lambda tag: "\n" if tag["block"] else "", text)
    lines = [line.strip() for line in bare.split("\n")]
    return "\n".join(line for line in lines if line)
