"""The report as a workbook for reading on and reckoning with: one table a sheet, figures as numbers, texts as text.

In the manner of the good practice for spreadsheets of official statistics: a cover, contents and notes come first,
every sheet says in its first cell what it holds, nothing is merged or said by colour alone.
"""

from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.image import Image  # type: ignore[import-untyped]
from xlsxwriter.theme import THEME_XML_2007  # type: ignore[import-untyped]

from sarup.render.content.document import Document, Picture
from sarup.render.xlsx.book import Book, Page
from sarup.render.xlsx.sheets import FONT, FONT_SIZE, SHEET_WIDTH, Column, Sheet, Styles
from sarup.render.xlsx.tables import plan_detail, plan_table
from sarup.render.xlsx.text import one_line

EMBLEM_POINTS, EMBLEM_WIDTH = 80.0, 20.0
FRONT_WIDTHS = (45.0, 105.0)
EMBLEM_KINDS = ("png", "jpeg")
LONGEST_PROPERTY = 250


def write_xlsx(document: Document, path: Path) -> None:
    """Write the report as a workbook; same document, same bytes. Its own words are the document's labels xlsx.*."""
    # In memory, because only then are the parts of the zip dated by xlsxwriter and not by the file system.
    # Excel measures columns by the digit of the book's own font, so that widths fit whatever font stands in for it.
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE}}
    file = xlsxwriter.Workbook(str(path), options)
    file.use_custom_theme(StringIO(_thai_theme()))
    _describe(file, document)
    book = Book(file, document, Styles(file, document.digits))
    _plan(book)
    for page in book.pages:
        page.write(book, page)
    file.worksheets()[0].activate()
    file.close()


def _plan(book: Book) -> None:
    """Plan every sheet; cover, contents and notes are the first three."""
    document = book.document
    book.plan(book.say("xlsx.sheet.cover"), "".join(document.title_lines[:1]), _write_cover)
    book.plan(book.say("head.contents"), book.say("head.contents"), _write_contents)
    book.plan(book.say("xlsx.sheet.notes"), book.say("xlsx.heading.notes"), _write_notes)
    book.plan(document.summary_heading, document.summary_heading, _write_summary)
    plan_table(book, document.status_table)
    if document.detail_heading:
        plan_detail(book)
    for table in document.annexes:
        plan_table(book, table)


def _write_cover(book: Book, page: Page) -> None:
    document, (contents, notes) = book.document, book.pages[1:3]
    columns = [Column("", "text", SHEET_WIDTH - EMBLEM_WIDTH), Column("", "text", EMBLEM_WIDTH)]
    sheet = book.add_sheet(page, columns, is_cover=True)
    for line in document.title_lines[1:]:
        sheet.add_text(line, "big")
    for line in (document.sample_note, document.edition, document.as_of, document.source):
        sheet.add_text(line)
    sheet.add_text(book.say("xlsx.author", author=document.author) or document.author)
    sheet.add_text(book.say("xlsx.about"))
    for other in (contents, notes):
        sheet.add_link(book.say("xlsx.see", sheet=other.name) or other.name, other.name)
    if document.emblem and document.emblem.kind in EMBLEM_KINDS:
        _add_emblem(sheet, document.emblem)
    sheet.end_texts()


def _write_contents(book: Book, page: Page) -> None:
    others = book.pages[2:]
    sheet = book.add_sheet(page, _front_columns(book.say("xlsx.head.sheet"), book.say("xlsx.head.content")))
    sheet.add_line(book.say("xlsx.one_table"))
    place = sheet.add_table(
        book.tables.give("contents"), page.heading, [(other.name, other.heading) for other in others]
    )
    for row, other in enumerate(others, place.first):
        sheet.write_link(row, 0, other.name, other.name, "cell_link")


def _write_notes(book: Book, page: Page) -> None:
    sheet = book.add_sheet(page, _front_columns(book.say("xlsx.head.mark"), book.say("xlsx.head.meaning")))
    book.add_lead(sheet, book.say("xlsx.one_table"))
    rows = [
        ("-", book.say("xlsx.mark.none")),
        (book.document.continued, book.say("xlsx.mark.continued")),
        *((other.name, note) for other in book.pages for note in other.notes),
    ]
    sheet.add_table(book.tables.give("notes_of_tables"), page.heading, rows)


def _write_summary(book: Book, page: Page) -> None:
    sheet = book.add_sheet(page, [Column("", "text", SHEET_WIDTH)])
    book.add_lead(sheet, book.say("xlsx.text_only"))
    for paragraph in book.document.summary:
        sheet.add_text(paragraph)
    sheet.end_texts()


def _front_columns(*heads: str) -> list[Column]:
    return [Column(head, "text", width) for head, width in zip(heads, FRONT_WIDTHS, strict=True)]


def _add_emblem(sheet: Sheet, emblem: Picture) -> None:
    """Put the emblem beside the title, whose cell stays the first that is read."""
    picture = Image(BytesIO(emblem.data))
    scale = EMBLEM_POINTS / (picture.height * 72 / picture.y_dpi)
    options = {"x_scale": scale, "y_scale": scale, "description": one_line(emblem.alt), "object_position": 3}
    sheet.page.insert_image(0, 1, picture, options)


def _describe(file: xlsxwriter.Workbook, document: Document) -> None:
    says = (document.sample_note, document.edition, document.as_of, document.source)
    texts = {
        "title": " ".join(document.title_lines),
        "subject": document.short_header,
        "author": document.author,
        "company": document.author,
        "comments": " ".join(text for text in says if text),
    }
    created = datetime(document.dated.year, document.dated.month, document.dated.day)
    shortened = {name: one_line(text)[:LONGEST_PROPERTY] for name, text in texts.items()}
    file.set_properties({**shortened, "created": created})


def _thai_theme() -> str:
    """Return the theme with the report's font for Thai letters; texts of charts have theirs from here."""
    theme = str(THEME_XML_2007).replace('<a:cs typeface=""/>', f'<a:cs typeface="{FONT}"/>')
    return theme.replace('script="Thai" typeface="Tahoma"', f'script="Thai" typeface="{FONT}"')
