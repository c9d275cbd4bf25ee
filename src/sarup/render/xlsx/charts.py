"""Charts of Excel, drawn from the cells of the table beside them, with a text alternative."""

import re
from collections.abc import Sequence

from xlsxwriter.chart import Chart as Drawing  # type: ignore[import-untyped]

from sarup.render.content.document import Cell, Chart, Table
from sarup.render.xlsx.book import Book
from sarup.render.xlsx.sheets import FONT, Place, Sheet
from sarup.render.xlsx.text import cut_text, one_line

# Pixels. Below a table a chart is as wide as the sheet; beside one, both fit on the breadth of a page.
WIDTH, WIDTH_BESIDE = 1040, 720
FRAME_HEIGHT = 165  # title, axis and legend
BAR_HEIGHT, TALL_BAR_HEIGHT, NEXT_BAR_HEIGHT = 27, 62, 8
LONG_LABEL = 24  # letters, beyond which a label takes two lines
# Table and chart go on one page while they need no smaller letters than this makes; points at full size.
MOST_POINTS, HEAD_POINTS = 900.0, 160.0
# Between the luminance of the dark bars and of paper, so that it is seen on both.
MARK_COLOUR = "#e08a00"
EDGE = {"color": "#33404d", "width": 0.75}
PALE_LINES = {"visible": True, "line": {"color": "#c9ced4", "width": 0.75}}
STRONG_LINES = {"visible": True, "line": {"color": "#000000", "width": 1.5}}
# Behind the longest bar its printed text needs this share of the scale for each letter.
ROOM_A_LETTER = 0.016
LONGEST_TEXT = 250
REFERENCE = re.compile(r"[^!]+!\$?[A-Z]+\$?[0-9]")
LONGEST_ALT = 2000


def own_columns(table: Table, widths: Sequence[float]) -> list[int]:
    """Return the columns of a table that hold its chart's numbers row by row, none where they do not."""
    chart = table.chart
    if chart is None or chart.mark_name or len(chart.bars) != len(table.rows):
        return []
    texts = ((cell, width) for row in table.rows for cell, width in zip(row, widths, strict=True))
    if any(isinstance(cell, str) and len(cut_text(cell, width)) > 1 for cell, width in texts):
        return []
    columns = list(zip(*table.rows, strict=True))
    found = [_column_of(columns, [bar.values[n] for bar in chart.bars]) for n in range(len(chart.series))]
    return [place for place in found if place is not None] if None not in found else []


def unit_of(chart: Chart) -> str:
    """Return the unit of a chart's numbers: what its axis names in brackets, else the axis itself.

    >>> from decimal import Decimal
    >>> unit_of(Chart("c", "", "", (), (), (), "จำนวน (รายการ)", Decimal(1), "number"))
    'รายการ'
    """
    return chart.axis.rpartition("(")[2].removesuffix(")") if chart.axis.endswith(")") else chart.axis


def data_rows(chart: Chart) -> list[tuple[Cell, ...]]:
    """Return a chart's numbers as the rows of a table: label, series, then mark and printed text where it has them."""
    return [
        (
            bar.label,
            *bar.values,
            *((bar.mark,) if chart.mark_name else ()),
            *((bar.printed,) if _has_printed(chart) else ()),
        )
        for bar in chart.bars
    ]


def data_heads(book: Book, chart: Chart) -> list[tuple[str, str]]:
    """Return head and kind of each column of `data_rows`."""
    heads = [(book.say("xlsx.head.bar"), "text"), *((name, chart.kind) for name in chart.series)]
    heads += [(chart.mark_name, chart.kind)] if chart.mark_name else []
    return [*heads, (book.say("xlsx.head.printed"), "text")] if _has_printed(chart) else heads


def add_chart(book: Book, sheet: Sheet, chart: Chart, place: Place, columns: Sequence[int]) -> None:
    """Draw the chart whose series stand in these columns of the sheet's table, with its mark in the next.

    It stands below a table of its own and beside a table that was made for it.
    """
    is_stacked = chart.is_stacked and len(columns) > 1
    drawing = book.file.add_chart({"type": "bar", "subtype": "stacked" if is_stacked else "clustered"})
    for turn, column in enumerate(columns):
        drawing.add_series(
            {
                **_cells(place, column),
                "fill": {"color": chart.colours[turn]},
                "border": EDGE,
                "gap": 45,
                "overlap": 100 if chart.is_stacked else 0,
                "data_labels": _labels(chart, turn, sheet.styles.shape),
            }
        )
    if chart.mark_name:
        outline = {"color": MARK_COLOUR, "width": 2.25, "dash_type": "dash"}
        drawing.add_series({**_cells(place, columns[-1] + 1), "fill": {"none": True}, "border": outline})
    _set_axes(book, drawing, chart)
    drawing.set_title({"name": _literal(chart.heading), "name_font": _font(16, bold=True)})
    has_legend = len(columns) > 1 or bool(chart.mark_name)
    drawing.set_legend({"position": "bottom", "font": _font(14)} if has_legend else {"none": True})
    _insert(sheet, chart, drawing, place)


def _insert(sheet: Sheet, chart: Chart, drawing: Drawing, place: Place) -> None:
    is_beside = sheet.is_for_chart
    width, height = WIDTH_BESIDE if is_beside else WIDTH, _height(chart, place)
    drawing.set_size({"width": width, "height": height})
    row, column = (place.first, len(sheet.columns)) if is_beside else (sheet.row, 0)
    offsets = {"x_offset": 16 if is_beside else 2, "y_offset": 0 if is_beside else 12}
    options = {"description": one_line(chart.alt)[:LONGEST_ALT], "object_position": 2, **offsets}
    sheet.page.insert_chart(row, column, drawing, options)
    points = height * 0.75 + 24
    whole = max(sheet.points, HEAD_POINTS + points) if is_beside else sheet.points + points
    if whole <= MOST_POINTS:
        sheet.page.fit_to_pages(1, 1)
    elif not is_beside:
        sheet.page.set_h_pagebreaks([sheet.row])


def _height(chart: Chart, place: Place) -> int:
    """Return the pixels that the bars need so that none of their labels is left out."""
    one = TALL_BAR_HEIGHT if place.longest_label > LONG_LABEL else BAR_HEIGHT
    more = 0 if chart.is_stacked else NEXT_BAR_HEIGHT * (len(chart.series) - 1)
    return FRAME_HEIGHT + max(len(chart.bars), 3) * (one + more)


def _column_of(columns: Sequence[Sequence[Cell]], values: Sequence[Cell]) -> int | None:
    numbers = [None if isinstance(value, str) else value for value in values]
    return next((place for place, cells in enumerate(columns) if list(cells) == numbers), None)


def _has_printed(chart: Chart) -> bool:
    return any(bar.printed for bar in chart.bars)


def _cells(place: Place, column: int) -> dict[str, object]:
    """Return name, labels and values of a series as references, so that no text can be taken for a formula."""
    return {
        "name": [place.sheet, place.head, column],
        "categories": [place.sheet, place.first, 0, place.last, 0],
        "values": [place.sheet, place.first, column, place.last, column],
    }


def _labels(chart: Chart, turn: int, shape: str) -> dict[str, object]:
    """Return what stands at the bars: their printed text behind the last series, else each number but 0."""
    if _has_printed(chart):
        texts = [{"value": _literal(bar.printed)} if bar.printed else {"delete": True} for bar in chart.bars]
        is_last = turn == len(chart.series) - 1
        return {"value": True, "custom": texts, "position": "outside_end", "font": _font(13)} if is_last else {}
    is_inside = chart.is_stacked and len(chart.series) > 1
    ink = "#ffffff" if is_inside and _is_dark(chart.colours[turn]) else "#000000"
    return {
        "value": True,
        # Nothing for negative numbers, which there are none of, and for 0.
        "num_format": f"{shape}{'#,##0.00' if chart.kind == 'percent' else '#,##0'};;",
        "position": "center" if is_inside else "outside_end",
        "font": {**_font(14), "color": ink},
    }


def _set_axes(book: Book, drawing: Drawing, chart: Chart) -> None:
    # The labels' axis stands upright; reversed, the first label is on top and the numbers must be sent below.
    drawing.set_y_axis(
        {"reverse": True, "num_font": _font(12), "line": EDGE, "major_tick_mark": "none", "interval_unit": 1}
    )
    axis: dict[str, object] = {
        "name_font": _font(14),
        "num_font": _font(14),
        "num_format": f"{book.styles.shape}#,##0",
        "min": 0,
        "max": float(chart.most) * (1 + ROOM_A_LETTER * max(len(bar.printed) for bar in chart.bars)),
        "label_position": "high",
    }
    if chart.line is None:
        axis |= {"name": _literal(chart.axis), "major_unit": _step(chart), "major_gridlines": PALE_LINES}
    else:
        # The strong lines of the grid are those of the value to be reached: 0 and the value.
        name = book.say("xlsx.axis", axis=chart.axis, line=chart.line_name) or chart.axis
        axis |= {"name": _literal(name), "major_unit": float(chart.line), "major_gridlines": STRONG_LINES}
        axis |= {"minor_unit": float(chart.line) / 2, "minor_gridlines": PALE_LINES}
    drawing.set_x_axis(axis)


def _step(chart: Chart) -> int:
    """Return the distance of the axis' numbers: whole, and at most ten of them."""
    return max(1, -(-int(chart.most) // 10))


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red * 299 + green * 587 + blue * 114 < 128_000


def _literal(text: str) -> str:
    """Return a text that xlsxwriter does not take for a reference to cells, as it takes "=…" and "ก!A1"."""
    plain = one_line(text)[:LONGEST_TEXT]
    plain = f" {plain}" if plain.startswith("=") else plain
    return plain.replace("!", "! ") if REFERENCE.match(plain) else plain


def _font(size: int, bold: bool = False) -> dict[str, object]:
    return {"name": FONT, "size": size, "bold": bold}
