"""How the width of a table is shared, so that no column cuts a word of its head or a number it holds."""

import re
from collections.abc import Iterable, Sequence

from sarup.render.measure.lines import printable, width
from sarup.thai.words import split_words

# Cells of so few letters with a digit among them, a code or a short date, are never cut.
SHORT_CELL = 14
# Nor is an amount of so many letters, wherever in a cell it stands: 9,999,999,999,999.99 is more than a nation spends.
LONGEST_AMOUNT = 20
_FIGURE = re.compile(r"[^\s]*[0-9๐-๙][^\s]*")
_AMOUNT = re.compile(r"[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+(?:\.[0-9๐-๙]+)?")


def fit_columns(
    shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]], em: float, edges: float
) -> list[float]:
    """Return the columns' shares of a table's width, none narrower than a word of its head or a figure it holds.

    `em` and `edges` are the shares that one em and the edges of a cell take. Shares stay as they were where there is
    no room for that.
    """
    columns: list[Sequence[str]] = [*zip(*rows, strict=True)] or [()] * len(heads)
    widest = (_widest_word(head, cells) for head, cells in zip(heads, columns, strict=True))
    return share_out([share / sum(shares) for share in shares], [one * em + edges for one in widest])


def share_out(shares: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Return shares of one, none below what it needs; as they were where the needs are more than all.

    >>> share_out([0.2, 0.4, 0.4], [0.5, 0.1, 0.1])
    [0.5, 0.25, 0.25]
    """
    if sum(needs) > 1:
        return [*shares]
    narrow: set[int] = set()
    fitted = [*shares]
    while more := {n for n, share in enumerate(fitted) if share < needs[n]} - narrow:
        narrow |= more
        left = 1 - sum(needs[n] for n in narrow)
        others = sum(share for n, share in enumerate(shares) if n not in narrow)
        fitted = [needs[n] if n in narrow else share / others * left for n, share in enumerate(shares)]
    return fitted


def _widest_word(head: str, cells: Iterable[str]) -> float:
    """Return the width in em of the widest word of a head, which is bold, and of a column's figures."""
    words = [word for word in split_words(printable(head)) if not word.isspace()]
    cells = [*cells]
    short = [cell for cell in cells if len(cell) <= SHORT_CELL and _FIGURE.fullmatch(cell)]
    amounts = [amount for cell in cells for amount in _AMOUNT.findall(cell) if len(amount) <= LONGEST_AMOUNT]
    figures = {*short, *amounts}
    return max((width(printable(word), bold=True) for word in [*words, *figures]), default=0.0)
