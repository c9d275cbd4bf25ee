"""Printed texts cut into paragraphs, with the list numeral that somebody typed told apart from the words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

NO_TEXT = "-"

_NUMERAL = r"[0-9๐-๙]{1,3}"
_MARKER = re.compile(
    rf"(?P<indent>[ \t]*)"
    rf"(?P<marker>{_NUMERAL}(?:\.{_NUMERAL})*[.)]|{_NUMERAL}(?:\.{_NUMERAL})+|\((?:{_NUMERAL}|[ก-ฮ])\)|[-–•])"
    rf"[ \t]+(?P<text>\S.*)"
)


@dataclass(frozen=True)
class Paragraph:
    """One printed paragraph: a typed list numeral or "", the words after it, how deep indented, whether underlined."""

    marker: str
    text: str
    depth: int = 0
    is_underlined: bool = False


def split_paragraphs(text: str, underlined: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text whose lines end in newlines; empty lines go, an empty text is "-".

    Those that stand among the lines of `underlined` are underlined.

    >>> [(one.marker, one.text, one.depth) for one in split_paragraphs("ได้แก่\\n๑. สวน\\n  (ก) ศาลา")[1:]]
    [('๑.', 'สวน', 0), ('(ก)', 'ศาลา', 1)]
    """
    lines = (line for line in re.split(r"\r\n?|[\n\v\f\x85\u2028\u2029]", text) if line.strip())
    return tuple(_read_line(line, line.strip() in underlined) for line in lines) or (Paragraph("", NO_TEXT),)


def _read_line(line: str, is_underlined: bool) -> Paragraph:
    found = _MARKER.fullmatch(line.rstrip())
    depth = 1 if line[:2].isspace() or line.startswith("\t") else 0
    if found is None:
        return Paragraph("", line.strip(), depth, is_underlined)
    return Paragraph(found["marker"], found["text"], depth, is_underlined)
