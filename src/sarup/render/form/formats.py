"""How the cells of a form look, and how they show what is typed into them."""

from collections.abc import Mapping
from typing import Any

from sarup.form.kinds import load_kinds
from sarup.form.spec import Column
from sarup.render.form.page import FONT
from sarup.render.measure.row_height import FONT_POINTS
from sarup.thai.numbers import PERCENT_WORDS

# A cell that bears a format keeps it, whatever is typed or was pasted before.
AS_TEXT, AS_WHOLE, AS_DECIMAL = "@", "#,##0", "#,##0.00"
GUIDE_POINTS = 16
EDGE, GREY, BLUE = "#8C8C8C", "#EDEDED", "#D9E2F3"


class Formats:
    """The formats of one workbook, by what they are for; `inputs` by how a cell shows what is typed."""

    def __init__(self, book: Any) -> None:
        # Without a scheme of its own a font is that of the workbook's theme, whatever its name.
        plain = {"font_name": FONT, "font_size": FONT_POINTS, "font_scheme": False}
        base = {**plain, "valign": "top", "text_wrap": True, "border": 1, "border_color": EDGE}
        self.title = book.add_format({**plain, "font_size": 18, "bold": True})
        self.wrapped_title = book.add_format({**plain, "font_size": 18, "bold": True, "text_wrap": True})
        self.line = book.add_format(plain)
        self.plain = book.add_format({**plain, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({**plain, "font_size": GUIDE_POINTS, "text_wrap": True, "valign": "top"})
        self.strong = book.add_format({**plain, "font_size": GUIDE_POINTS, "bold": True})
        self.link = book.add_format({**plain, "font_size": GUIDE_POINTS, "font_color": "#0B4F9E", "underline": 1})
        self.small_link = book.add_format({**plain, "font_color": "#0B4F9E", "underline": 1, "valign": "top"})
        self.underlined = book.add_format({**plain, "underline": 1})
        self.part = book.add_format({**plain, "bold": True, "bg_color": "#B4C6E7"})
        head = {**base, "bold": True, "align": "center", "valign": "vcenter"}
        self.open_head = book.add_format({**head, "bg_color": BLUE})
        self.grey_head = book.add_format({**head, "bg_color": "#D0D0D0"})
        self.grey = book.add_format({**base, "bg_color": GREY, "locked": True})
        self.open = book.add_format({**base, "locked": False})
        self.inputs = {
            shown: book.add_format({**base, "locked": False, "num_format": shown})
            for shown in (AS_TEXT, AS_WHOLE, AS_DECIMAL)
        }


def input_format(formats: Formats, column: Column, row: Mapping[str, object], kind_of_form: str) -> Any:
    """Return the format of a cell that people fill in; the numbers of a plan are of many kinds and have none."""
    if column.kind != "number":
        return formats.inputs[AS_TEXT]
    if kind_of_form == "plan":
        return formats.open
    counts = column.field.endswith("_count") or is_counted_whole(column, row)
    return formats.inputs[AS_WHOLE if counts else AS_DECIMAL]


def is_counted_whole(column: Column, row: Mapping[str, object]) -> bool:
    """Tell whether a measure's value counts things: neither parts of a ratio nor money, nor a percentage."""
    kind = load_kinds().get(str(row.get("kind", "")))
    is_whole = kind is not None and kind.is_whole and row.get("unit") not in PERCENT_WORDS
    return is_whole and column.asked != "parts" and not column.is_money
