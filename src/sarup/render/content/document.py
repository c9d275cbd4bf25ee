"""What a rendered report holds: every text already as it is printed, in printed order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class ItemRow:
    """One row of the official table; texts may hold newlines and typed list numerals.

    `extras` are the cells of the further columns that the office chose. `status` is the short label and `divisions`
    the names by which a page may filter. `underlined` are the lines of its texts that are set underlined.
    """

    item_code: str
    guideline: str
    activity: str
    indicator: str
    outcome: str
    narrative: str
    extras: tuple[str, ...] = ()
    status: str = ""
    divisions: tuple[str, ...] = ()
    underlined: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the row's texts in the order of the document's `item_heads`."""
        return (self.guideline, self.activity, self.indicator, self.outcome, self.narrative, *self.extras)


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
class Bar:
    """One line of a chart: a value for each series, None where there is none, and what is printed behind the bar.

    `text` says in words what a short label stands for. `mark` is where the round's own criterion stands on the same
    scale.
    """

    label: str
    values: tuple[Decimal | int | None, ...]
    text: str = ""
    printed: str = ""
    mark: Decimal | None = None


@dataclass(frozen=True)
class Chart:
    """A bar chart; it stands before the table that holds its numbers.

    Series stand behind each other where `is_stacked`, else below each other; `colours` has one "#rrggbb" for each.
    `most` is the end of the scale, `line` a value to be reached. `alt` says in one sentence what the picture shows.
    """

    name: str
    heading: str
    alt: str
    series: tuple[str, ...]
    colours: tuple[str, ...]
    bars: tuple[Bar, ...]
    axis: str
    most: Decimal
    kind: str
    is_stacked: bool = True
    line: Decimal | None = None
    line_name: str = ""
    mark_name: str = ""
    notes: tuple[str, ...] = ()


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
    chart: Chart | None = None


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
class Picture:
    """An office's emblem: the bytes of a PNG, JPEG or SVG file (`kind` png, jpeg or svg) and what it shows."""

    data: bytes
    kind: str
    alt: str


@dataclass(frozen=True)
class Signature:
    """One place to sign: what the person does (ผู้จัดทำ), a name or an empty text to leave it open, a position."""

    role: str
    name: str
    position: str


@dataclass(frozen=True)
class Memo:
    """The cover letter (บันทึกข้อความ) that goes with the report to the head of the agency: one portrait page.

    `fields` are its labelled lines (ส่วนราชการ, ที่, วันที่, เรื่อง, เรียน) in order.
    """

    title: str
    fields: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True)
class Document:
    """The consolidated report of one agency and round; the renderers print it and compute nothing.

    That of a ministry or the nation has no items: its `detail_heading` is empty, and there is no such part.
    """

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
    item_heads: tuple[str, ...]
    item_widths: tuple[float, ...]
    continued: str
    strategies: tuple[StrategyPart, ...]
    annexes: tuple[Table, ...]
    page_label: str
    digits: str
    language: str
    author: str
    dated: date
    # Fixed words around the content (contents, filters, chart tables), by their key in templates/phrases.yaml.
    labels: Mapping[str, str] = field(default_factory=dict)
    emblem: Picture | None = None
    signatures: tuple[Signature, ...] = ()
    memo: Memo | None = None
    origins_heading: str = ""
    origin_heads: tuple[str, ...] = ()
    origins: tuple[Origins, ...] = ()
    # What the summary says of an item, and the item: its figures lead to that item's origins.
    summary_items: tuple[tuple[str, str], ...] = ()

    @property
    def item_cells(self) -> list[tuple[str, ...]]:
        """Return the cells of every row of the official table, whose columns are as wide in all its parts."""
        return [row.cells for part in self.strategies for section in part.sections for row in section.rows]
