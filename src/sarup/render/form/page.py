"""How a sheet of a form is printed: A4 across, wide sheets over several pages that begin with a part of the form."""

from collections.abc import Sequence
from typing import Any

from sarup.form.spec import Column

A4 = 9
FONT = "TH Sarabun New"
# Of a page 277 mm wide within its margins; what a column of n characters takes is a little less than n × 5.25 + 3.75.
PAGE_POINTS = 785.0
WIDE_SCALE = 75
LONGEST_HEADER = 255


def set_up_page(
    sheet: Any, columns: Sequence[Column], rows: tuple[int, int, int], page_head: tuple[str, str], page_no: str
) -> None:
    """Set paper, heads, breaks and page numbers; `rows` are those of the first head, the headings and the last cells.

    On a sheet wider than a page the first visible column stands again on every page, and what is above the first head
    is not printed: it would be cut at that column. The page's own head says the same.
    """
    top, header, last = rows
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_footer(f'&C&"{FONT}"&12{page_no}', {"margin": 0.25})
    breaks = page_breaks(columns)
    first = next(place for place, column in enumerate(columns) if not column.hidden)
    # Said, or LibreOffice leaves out a table of more than 84 rows that are all empty.
    sheet.print_area(top if breaks else 0, first, last, len(columns) - 1)
    if not breaks:
        sheet.set_margins(left=0.39, right=0.39, top=0.5, bottom=0.6)
        sheet.repeat_rows(header)
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_margins(left=0.39, right=0.39, top=0.85, bottom=0.6)
    sheet.set_header(head_code(*page_head), {"margin": 0.3})
    sheet.set_print_scale(WIDE_SCALE)
    sheet.set_v_pagebreaks(breaks)
    sheet.repeat_columns(first)
    sheet.repeat_rows(top, header)


def page_breaks(columns: Sequence[Column], scale: int = WIDE_SCALE) -> list[int]:
    """Return the places of the columns that begin a new page; none if the sheet fits on one at a readable size.

    A part that fits on a page of its own is not torn, unless that would leave more than two thirds of a page empty.
    """
    widths = [0.0 if column.hidden else column.width * 5.25 + 3.75 for column in columns]
    repeated = next((width for width in widths if width), 0.0)
    room = PAGE_POINTS / scale * 100
    if sum(widths) <= room:
        return []
    breaks: list[int] = []
    used, room = repeated, room - 1
    for place, column in enumerate(columns):
        if not widths[place] or (not breaks and used == repeated and widths[place] == repeated):
            continue
        ahead = _width_of_part(columns, widths, place) if column.part else widths[place]
        kept = used + ahead > room >= repeated + ahead and used > room / 3
        if used > repeated and (kept or used + widths[place] > room):
            breaks.append(place)
            used = repeated
        used += widths[place]
    return breaks


def _width_of_part(columns: Sequence[Column], widths: Sequence[float], start: int) -> float:
    later = (place for place in range(start + 1, len(columns)) if columns[place].part)
    return sum(widths[start : next(later, len(columns))])


def head_code(left: str, right: str) -> str:
    """Return the code of the page's head, at most the 255 characters that a workbook keeps; `&` stays a letter."""
    start, middle = f'&L&"{FONT}"&12', f'&R&"{FONT}"&12'
    room = LONGEST_HEADER - len(start) - len(middle)
    right = _within(right, room // 2)
    return start + _within(left, room - len(right)) + middle + right


def _within(text: str, room: int) -> str:
    """Return the text with its ampersands doubled, cut with … where it is longer than `room`."""
    code = text.replace("&", "&&")
    while len(code) > room:
        text = text[:-2] if text.endswith("…") else text[:-1]
        text += "…"
        code = text.replace("&", "&&")
    return code
