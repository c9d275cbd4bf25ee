"""The sheets of the report's own tables and charts: one table each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from sarup.render.content.document import Chart, Document, ItemRow, Table
from sarup.render.xlsx.book import Book, Page
from sarup.render.xlsx.charts import add_chart, data_heads, data_rows, own_columns, unit_of
from sarup.render.xlsx.sheets import SHEET_WIDTH, Column
from sarup.render.xlsx.text import is_long_head

# In characters; the official columns share what one page leaves them at a size that can be read.
KEY_WIDTHS = (16.0, 17.0, 9.0)
FILTER_WIDTHS = (12.0, 17.0)
ITEM_WIDTH = 145.0
LEAST_WIDTH = 9.0
LABEL_WIDTH, NUMBER_WIDTH, PRINTED_WIDTH = (12.0, 40.0), 20.0, 26.0


def plan_table(book: Book, table: Table) -> None:
    """Plan the sheet of a table, and one for its chart where the table does not hold the chart's numbers."""
    columns = _columns(book, table)
    chart, own = table.chart, own_columns(table, [column.width for column in columns])
    if chart and own:
        unit = unit_of(chart)
        columns = [_with_unit(column, unit) if n in own else column for n, column in enumerate(columns)]
    chart_name = book.names.give(f"{book.say('head.charts')} {chart.heading}") if chart and not own else ""
    write = partial(_write_table, table=table, columns=columns, own=own, chart_name=chart_name)
    book.plan(table.heading, table.heading, write, (*table.notes, *_long_heads(columns)))
    if chart and not own:
        heading = book.say("xlsx.heading.chart", heading=chart.heading) or chart.heading
        columns = _chart_columns(book, chart)
        write = partial(_write_chart, name=table.name, chart=chart, columns=columns)
        book.pages.append(Page(chart_name, heading, write, _long_heads(columns)))


def plan_detail(book: Book) -> None:
    """Plan the sheet of the report proper: one row an item."""
    columns = _detail_columns(book)
    write = partial(_write_detail, columns=columns)
    book.plan(book.document.detail_heading, book.document.detail_heading, write, _long_heads(columns))


def _write_table(
    book: Book, page: Page, table: Table, columns: Sequence[Column], own: Sequence[int], chart_name: str
) -> None:
    sheet = book.add_sheet(page, columns)
    chart_line = book.say("xlsx.chart_below") if own else ""
    if chart_name:
        chart_line = book.say("xlsx.chart_elsewhere", sheet=chart_name)
    book.add_lead(sheet, book.say("xlsx.one_table"), chart_line, _marks_line(book, page))
    place = sheet.add_table(book.tables.give(table.name), table.heading, table.rows, table.total)
    if table.chart and own:
        add_chart(book, sheet, table.chart, place, own)


def _write_chart(book: Book, page: Page, name: str, chart: Chart, columns: Sequence[Column]) -> None:
    sheet = book.add_sheet(page, columns, is_for_chart=True)
    book.add_lead(sheet, book.say("xlsx.chart_data"), *chart.notes, _marks_line(book, page))
    place = sheet.add_table(book.tables.give(f"chart_{name}"), page.heading, data_rows(chart))
    if place.last - place.first + 1 == len(chart.bars):
        add_chart(book, sheet, chart, place, range(1, 1 + len(chart.series)))


def _chart_columns(book: Book, chart: Chart) -> list[Column]:
    heads = data_heads(book, chart)
    longest = max((len(bar.label) for bar in chart.bars), default=0)
    widths = [min(max(float(longest), LABEL_WIDTH[0]), LABEL_WIDTH[1])]
    widths += [PRINTED_WIDTH if kind == "text" else NUMBER_WIDTH for _, kind in heads[1:]]
    return [
        _with_unit(Column(head, kind, width), unit_of(chart) if kind != "text" else "")
        for (head, kind), width in zip(heads, widths, strict=True)
    ]


def _write_detail(book: Book, page: Page, columns: Sequence[Column]) -> None:
    document, has_filters = book.document, _has_filters(book.document)
    sheet = book.add_sheet(page, columns)
    book.add_lead(sheet, book.say("xlsx.one_table"), _marks_line(book, page))
    rows = [
        (part.heading, section.heading, row.item_code, *(_filters(row) if has_filters else ()), *row.cells)
        for part in document.strategies
        for section in part.sections
        for row in section.rows
    ]
    sheet.add_table(book.tables.give("items"), document.detail_heading, rows, keys=len(KEY_WIDTHS))


def _detail_columns(book: Book) -> list[Column]:
    document, has_filters = book.document, _has_filters(book.document)
    names = ["strategy", "tactic", "item", *(("status", "divisions") if has_filters else ())]
    heads = [*(book.say(f"xlsx.head.{name}") for name in names), *document.item_heads]
    widths = [*KEY_WIDTHS, *(FILTER_WIDTHS if has_filters else ()), *_item_widths(document)]
    return [Column(head, "text", width) for head, width in zip(heads, widths, strict=True)]


def _long_heads(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the heads that a table of Excel must cut; the notes have them whole."""
    return tuple(column.head for column in columns if is_long_head(column.head))


def _has_filters(document: Document) -> bool:
    return any(row.status or row.divisions for row in _items(document))


def _items(document: Document) -> Iterator[ItemRow]:
    return (row for part in document.strategies for section in part.sections for row in section.rows)


def _filters(row: ItemRow) -> tuple[str, str]:
    return row.status, "\n".join(row.divisions)


def _item_widths(document: Document) -> list[float]:
    whole = sum(document.item_widths) or 1.0
    return [max(LEAST_WIDTH, width / whole * ITEM_WIDTH) for width in document.item_widths]


def _columns(book: Book, table: Table) -> list[Column]:
    units = {kind: book.say(f"xlsx.unit.{kind}") for kind in ("percent", "money")}
    whole = sum(table.widths) or 1.0
    return [
        _with_unit(Column(head, kind, max(LEAST_WIDTH, width / whole * SHEET_WIDTH)), units.get(kind, ""))
        for head, kind, width in zip(table.heads, table.kinds, table.widths, strict=True)
    ]


def _with_unit(column: Column, unit: str) -> Column:
    return column if unit in column.head else replace(column, head=f"{column.head} ({unit})")


def _marks_line(book: Book, page: Page) -> str:
    return book.say("xlsx.has_notes" if page.notes else "xlsx.marks", sheet=book.pages[2].name)
