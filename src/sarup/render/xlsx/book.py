"""The workbook as a whole: its planned sheets, so that each can name the others, and what stands on top of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import xlsxwriter  # type: ignore[import-untyped]

from sarup.render.content.document import Document
from sarup.render.xlsx.sheets import Column, Sheet, Styles, set_page
from sarup.render.xlsx.text import SheetNames, TableNames


@dataclass(frozen=True)
class Page:
    """A planned sheet: its name, the heading in its first cell, what writes it, and the notes of its table."""

    name: str
    heading: str
    write: Callable[["Book", "Page"], None]
    notes: tuple[str, ...] = ()


@dataclass
class Book:
    """One workbook in the making."""

    file: xlsxwriter.Workbook
    document: Document
    styles: Styles
    pages: list[Page] = field(default_factory=list)
    names: SheetNames = field(default_factory=SheetNames)
    tables: TableNames = field(default_factory=TableNames)

    def say(self, key: str, **slots: str) -> str:
        """Return the fixed words of this key with their slots filled, an empty text where the document has none."""
        text = self.document.labels.get(key, "")
        for name, value in slots.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def plan(self, name: str, heading: str, write: Callable[["Book", "Page"], None], notes: Sequence[str] = ()) -> Page:
        """Add a sheet to the plan."""
        page = Page(self.names.give(name), heading, write, tuple(notes))
        self.pages.append(page)
        return page

    def add_sheet(
        self, page: Page, columns: Sequence[Column], is_for_chart: bool = False, is_cover: bool = False
    ) -> Sheet:
        """Make a planned sheet with its heading in the first cell."""
        made = self.file.add_worksheet(page.name)
        set_page(made, self.document)
        sheet = Sheet(made, columns, self.styles, self.document.continued, is_for_chart)
        # An empty first cell would leave a blind reader without the name of the sheet.
        heading = page.heading.strip() or page.name
        if is_cover:
            sheet.add_text(heading, "big")
        else:
            sheet.add_line(heading, "title")
        return sheet

    def add_lead(self, sheet: Sheet, *sentences: str) -> None:
        """Write what the sheet holds, where it comes from, and the way back to the contents."""
        document, (contents, *_) = self.document, self.pages[1:]
        sheet.add_line(_joined((*sentences, document.sample_note)))
        sheet.add_line(_joined((document.as_of, document.source)))
        sheet.add_link(self.say("xlsx.see", sheet=contents.name) or contents.name, contents.name)


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
