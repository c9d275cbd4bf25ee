"""What a rendered report holds: every text already as it is printed, in printed order."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | None


@dataclass(frozen=True)
class ItemRow:
    """One row of a five-column table; texts may hold newlines and typed list numerals."""

    item_code: str
    guideline: str
    activity: str
    indicator: str
    outcome: str
    narrative: str


@dataclass(frozen=True)
class Section:
    """A tactic with its items; strategies without tactics have one section without a heading."""

    heading: str | None
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class StrategyPart:
    """One strategy: its heading, objectives as printed, and its sections."""

    number: int
    heading: str
    objectives: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Table:
    """A summary or annex table.

    `kinds` holds text, number, percent, money or status for each column; `widths` are shares of the page's width.
    A None in a row is printed as "-". `origins` names for each row the list of origins that its figures lead to.
    """

    name: str
    heading: str
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """One figure and where it comes from: a cell of a file (with its SHA-256), or the SQL model that computed it."""

    what: str
    printed: str
    place: str
    sha256: str


@dataclass(frozen=True)
class Origins:
    """The origins of one item's figures, of a strategy's or division's row, or of the summary's (`name` "summary")."""

    name: str
    heading: str
    lines: tuple[Origin, ...]
    place: str = ""


@dataclass(frozen=True)
class Document:
    """The consolidated report of one agency and round; the renderers print it and compute nothing."""

    title_lines: tuple[str, ...]
    short_header: str
    sample_note: str
    edition: str
    as_of: str
    source: str
    summary_heading: str
    summary: tuple[str, ...]
    status_table: Table
    detail_heading: str
    five_heads: tuple[str, ...]
    continued: str
    strategies: tuple[StrategyPart, ...]
    annexes: tuple[Table, ...]
    page_label: str
    digits: str
    language: str
    author: str
    dated: date
    origins_heading: str = ""
    origin_heads: tuple[str, ...] = ()
    origins: tuple[Origins, ...] = ()
    # What the summary says of an item, and the item: its figures lead to that item's origins.
    summary_items: tuple[tuple[str, str], ...] = ()
