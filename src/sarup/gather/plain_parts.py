"""Rows of a sheet and shared texts taken apart by patterns, where every byte is what programs write for plain ones.

Thousands of cells through a parser's callbacks are most of what reading a form costs. What these patterns cover from
end to end, in order and without a place given twice, means the same to any parser; the rest of the part still goes
through ours, emptied of them. Whatever differs by one byte is left to the parser whole.
Standard library only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

PLAIN_BYTES = 1 << 20
OPEN, CLOSE = b"<sheetData>", b"</sheetData>"
# Texts stand in the shared strings, so that values are numbers; formulas, rich texts and errors are the parser's.
CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="([snb])")?'
    r"(?:/>|>(?:<v>([0-9.eE+-]{0,300})</v>)?</c>)"
)
CELLS = re.compile(CELL)
ROWS = re.compile(
    r'<row r="([1-9][0-9]{0,6})"((?: (?:x14ac:)?[A-Za-z]{1,40}="[A-Za-z0-9.: ]{0,100}")*+)>((?:'
    + re.sub(r"\((?!\?)", "(?:", CELL)
    + r")*+)</row>"
)
# A row without cells may be written short; it means the same as one that is closed.
EMPTY_ROW = re.compile(r'(<row r="[1-9][0-9]{0,6}"(?: (?:x14ac:)?[A-Za-z]{1,40}="[A-Za-z0-9.: ]{0,100}")*+)/>')
STRINGS = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*)</t></si>")
STRINGS_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml version=\"1\.0\" encoding=\"UTF-8\"[^?<>]*\?>\s*<sst(?: [^<>]*)?>")
ATTRIBUTES = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
PREFIX, DECLARED_PREFIX = b"x14ac:", b' xmlns:x14ac="http'
UNNUMBERED = re.compile('<c r="([A-Z]{1,3})"')
# What a row's pattern matches besides its three groups.
AROUND = len('<row r=""></row>')


# Only where the next row says its own number: one that does not is counted from the row before it.
FAR_ROW = re.compile(rb'<row r="[1-9][0-9]{5,6}"(?: [^<>]*)?(?:/>|></row>)(?=<row r="|</sheetData>)')
LONGEST_TAG = 1 << 16
FAR_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{5,6}"(?: s="[0-9]{1,5}")? ?/>')

# Column from 1, style and type as written ("" for none), value.
PlainCell = tuple[int, str, str, str]


class PlainRow(NamedTuple):
    """One row from 1: its cells that hold a value, and how many elements it was with all that stood in it."""

    number: int
    cells: list[PlainCell]
    elements: int


def take_plain_rows(part: bytes) -> tuple[bytes, list[PlainRow]] | None:
    """Return the part without its rows, and those rows; None where the parser must read it all."""
    if len(part) > PLAIN_BYTES or b"<!" in part or part.count(b"<?") > 1:
        return None
    head, _, rest = part.partition(OPEN)
    body, close, tail = rest.partition(CLOSE)
    if not close or not body.isascii() or OPEN in tail or CLOSE in tail:
        return None
    closed = EMPTY_ROW.sub(r"\1></row>", body.decode("ascii"))
    rows = ROWS.findall(closed)
    if sum([len(number) + len(rest) + len(cells) for number, rest, cells in rows]) + len(rows) * AROUND != len(closed):
        return None
    plain = [_take_row(*row) for row in rows]
    if None in plain or (PREFIX in body and DECLARED_PREFIX not in head):
        return None
    sound = [row for row in plain if row is not None]
    in_order = all(one.number < other.number for one, other in pairwise(sound))
    return (b"".join((head, OPEN, CLOSE, tail)), sound) if in_order else None


def without_far_blanks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a part's pieces without the empty cells and rows below the 99,999th, where formats are dragged by millions.

    They say nothing, and nothing that is kept stands around them. Behind a comment or CDATA all is left as it is.
    """
    rest, is_plain = b"", True
    for piece in pieces:
        is_plain = is_plain and b"<!" not in rest + piece and len(rest) < LONGEST_TAG
        if not is_plain:
            yield rest + piece
            rest = b""
            continue
        whole, bracket, rest = (rest + piece).rpartition(b"<")
        rest = bracket + rest
        yield FAR_ROW.sub(b"", FAR_BLANK.sub(b"", whole))
    yield rest


def take_plain_strings(part: bytes) -> tuple[bytes, list[str]] | None:
    """Return the part of shared texts emptied of them, and those texts; None where the parser must read it all."""
    if len(part) > PLAIN_BYTES or b"<!" in part or b"]]>" in part or not (head := STRINGS_HEAD.match(part)):
        return None
    body, close, tail = part[head.end() :].partition(b"</sst>")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    if not close or len(STRINGS.sub("", text)):
        return None
    return head[0] + close + tail, STRINGS.findall(text)


def _take_row(number: str, attributes: str, cells: str) -> PlainRow | None:
    """Return a row; None where it is hidden, a cell names another row, or columns do not rise."""
    if not _are_plain(attributes):
        return None
    if "<v>" not in cells:
        elements = _count_blanks(cells.replace(f'{number}"', '"'))
        return None if elements is None else PlainRow(int(number), [], 1 + elements)
    letters, numbers, styles, types, values = zip(*CELLS.findall(cells), strict=True)
    columns = _columns(letters)
    if columns is None or numbers.count(number) != len(numbers):
        return None
    every = zip(columns, styles, types, values, strict=True)
    held = [cell for cell in every if cell[3]]
    return PlainRow(int(number), held, 1 + len(letters) + cells.count("<v>"))


@lru_cache(maxsize=1024)
def _are_plain(attributes: str) -> bool:
    """Tell whether a row's further attributes stand once each and do not hide it."""
    names = [name for name, _ in ATTRIBUTES.findall(attributes)]
    return len({*names, "r", "hidden"}) == len(names) + 2 and ("ht", "0") not in ATTRIBUTES.findall(attributes)


@lru_cache(maxsize=256)
def _count_blanks(cells: str) -> int | None:
    """Return how many cells stand in a row without values, its number taken out of their places."""
    letters = tuple(UNNUMBERED.findall(cells))
    return len(letters) if len(letters) == cells.count("<c ") and _columns(letters) is not None else None


@lru_cache(maxsize=256)
def _columns(letters: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the numbers of columns; None where they do not rise."""
    columns = []
    for name in letters:
        column = 0
        for letter in name:
            column = column * 26 + ord(letter) - 64
        columns.append(column)
    return tuple(columns) if all(one < other for one, other in pairwise(columns)) else None
