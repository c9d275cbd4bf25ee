"""The cover of a form of cards: what to fill in and how, what is left of each item, what happens next, who signs."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from sarup.form.spec import Column
from sarup.phrases import Phrases
from sarup.render.form.content import FormContent
from sarup.render.form.formats import Formats, input_format
from sarup.render.form.page import A4, FONT
from sarup.render.form.validation import Lists, strict_validation
from sarup.render.measure.row_height import FONT_POINTS, row_height

# Of those who sign: role, name, position, telephone, day. An item has its code, its guideline and what is left.
WIDTHS = (14.0, 26.0, 25.0, 16.0, 26.0)
LAST = len(WIDTHS) - 1
SIGNERS = 2
# An item's code -> row, cell and value, where it is known, of the count of what is left in its card.
Counts = Mapping[str, tuple[int, str, int | str]]


class Cover:
    """Writes the cover; `at` is the next free row."""

    def __init__(self, sheet: Any, content: FormContent, phrases: Phrases, formats: Formats, count: Any) -> None:
        self.sheet, self.content, self.phrases, self.formats, self.count = sheet, content, phrases, formats, count
        self.at = 0

    def write(
        self, counts: Counts, lists_of: Sequence[tuple[str, str]], signers: Sequence[Column], lists: Lists
    ) -> None:
        """Write the whole cover; `lists_of` are the sheets of lists with what they are for."""
        texts, heads = self.phrases.texts, self.content.head_lines
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)
        for line in heads:
            self._write_line(line, self.formats.wrapped_title if line == heads[0] else self.formats.line)
        self._write_line(texts["card.cover.items"], self.formats.part)
        self._write_items(counts)
        for name, about in lists_of:
            self.sheet.merge_range(self.at, 0, self.at, LAST, "", self.formats.small_link)
            self.sheet.write_url(self.at, 0, f"internal:'{name}'!A1", self.formats.small_link, f"{name}: {about}")
            self._set_height([(f"{name}: {about}", sum(WIDTHS))])
        self._write_line(texts["form.guide.head"], self.formats.part)
        for text, style in ((texts["form.open_cell"], self.formats.open), (texts["form.grey_cell"], self.formats.grey)):
            self.sheet.merge_range(self.at, 0, self.at, 1, text, style)
            self._set_height([])
        for line in self.content.guide:
            self._write_line(line)
        self._write_line(texts["card.next.head"], self.formats.part)
        for line in self.content.next_steps:
            self._write_line(line)
        self._write_signers(signers, lists)
        self._set_up()

    def _write_line(self, text: str, style: Any = None) -> None:
        """Write a line over the whole width."""
        self.sheet.merge_range(self.at, 0, self.at, LAST, text, style or self.formats.plain)
        self._set_height([(text, sum(WIDTHS) / 1.05)], 18 if style is self.formats.wrapped_title else FONT_POINTS)

    def _set_height(self, texts: Sequence[tuple[str, float]], size: float = FONT_POINTS) -> None:
        """Make the row as high as its texts need, and go on to the next."""
        self.sheet.set_row(self.at, row_height(texts, size))
        self.at += 1

    def _write_items(self, counts: Counts) -> None:
        """List the items, each a link to its card, with how much is left to fill in or mend."""
        texts, cards = self.phrases.texts, self.phrases.texts["sheet.cards"]
        for first, last, key in ((0, 0, "col.item_code"), (1, 3, "col.guideline"), (LAST, LAST, "card.cover.left")):
            self._merge(first, last, texts[key], self.formats.grey_head)
        self._set_height([(texts["card.cover.left"], WIDTHS[LAST] / 1.05)])
        start = self.at
        rows = {str(row["item_key"]): row for row in reversed(self.content.tables["results"])}
        for code, (top, cell, left) in counts.items():
            guideline = str(rows[code].get("guideline") or "")
            self.sheet.write_url(
                self.at,
                0,
                f"internal:'{cards}'!{xl_rowcol_to_cell(top, 4)}",
                self.formats.small_link,
                code,
            )
            self._merge(1, 3, guideline, self.formats.grey)
            self.sheet.write_formula(self.at, LAST, f"='{cards}'!{cell}", self.count, left)
            self._set_height([(guideline, sum(WIDTHS[1:4]))])
        self._merge(0, 3, texts["card.cover.total"], self.formats.grey_head)
        area = f"{xl_rowcol_to_cell(start, LAST)}:{xl_rowcol_to_cell(self.at - 1, LAST)}"
        known = [left for _, _, left in counts.values() if isinstance(left, int)]
        left = sum(known) if len(known) == len(counts) else ""
        self.sheet.write_formula(self.at, LAST, f"=SUM({area})" if counts else "=0", self.count, left)
        self._set_height([])

    def _merge(self, first: int, last: int, text: str, style: Any) -> None:
        if last > first:
            self.sheet.merge_range(self.at, first, self.at, last, "", style)
        self.sheet.write_string(self.at, first, text, style)

    def _write_signers(self, columns: Sequence[Column], lists: Lists) -> None:
        """Write who reports and who certifies, as a table of its own."""
        self._write_line(self.phrases.texts["sign.statement"], self.formats.part)
        for place, column in enumerate(columns):
            style = self.formats.grey_head if column.locked else self.formats.open_head
            self.sheet.write_string(self.at, place, self.phrases.texts[column.head], style)
        self.sheet.set_row(self.at, row_height([("", 1)]))
        rows = self.content.tables.get("signoff", ())
        for number in range(max(SIGNERS, len(rows))):
            self.at += 1
            row = rows[number] if number < len(rows) else {}
            self.sheet.set_row(self.at, 26)
            for place, column in enumerate(columns):
                style = self.formats.grey if column.locked else input_format(self.formats, column, row, "results")
                self.sheet.write_string(self.at, place, str(row.get(column.field) or ""), style)
                if column.kind == "date":
                    cell = xl_rowcol_to_cell(self.at, place)
                    options = strict_validation(column, {}, self.content, cell, self.phrases, lists)
                    self.sheet.data_validation(self.at, place, self.at, place, options)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_portrait()
        sheet.set_paper(A4)
        sheet.hide_gridlines(2)
        sheet.set_margins(left=0.39, right=0.39, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&C&"{FONT}"&12{self.phrases.say("page", p="&P", n="&N")}', {"margin": 0.2})
        sheet.print_area(0, 0, self.at, LAST)
        sheet.protect("", {"format_rows": True})
