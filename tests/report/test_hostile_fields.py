"""Hostile text in every field of the report stays text: nothing runs, nothing is lost, no page is clipped.

Each field holds the hostile text with a number behind it; which numbers a format prints is known from the same report
with a harmless text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pikepdf
import pypdfium2
import pytest

from sarup.render.content.document import Document
from sarup.render.content.seen_texts import seen_text, seen_texts
from sarup.render.measure.lines import MISSING, printable
from sarup.render.outputs import MEMO_WRITERS, WRITERS
from tests.support.document_texts import page_of, read_text
from tests.support.render.sample_document import SHORT_ROW, document_with_row
from tests.support.report.hostile_report import HOSTILE, everywhere, numbered, rich_document, with_texts

NUMBER = re.compile(r"\[(\d+)\]")
HARMLESS = "ก"
# The header and footer of a page are cut, in the PDF after two lines, in Word after 150 letters; nothing else is.
RUNNING = {3, 4, 5, 6}
# A page ends inside its cells, or marks stand without a letter: of these the PDF's test reads the numbers alone.
READ_IN_PARTS = ("unbreakable", "marks")
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONG = "กรรมการประชุมเรื่องร้องเรียน ๔ ครั้ง " * 1082


@dataclass(frozen=True)
class Written:
    """One report in the four formats."""

    folder: Path

    def path(self, ending: str) -> Path:
        """Return the document with this ending."""
        return self.folder / f"report.{ending}"

    @cache  # noqa: B019
    def text(self, ending: str) -> str:
        """Return what an independent reader reads, without white space."""
        return squeezed(read_text(self.path(ending)))


def squeezed(text: str) -> str:
    """Return a text without white space and what is drawn in its place."""
    return re.sub(r"[\s⏎]+", "", text)


def written(document: Document, folder: Path) -> Written:
    """Write a report in every format, the way a run does."""
    for name, writers in (("report", WRITERS), ("letter", MEMO_WRITERS if document.memo else {})):
        for ending, write in writers.items():
            write(seen_texts(document), folder / f"{name}.{ending}")
    return Written(folder)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return the report with a harmless text in each field."""
    return written(numbered(rich_document(), HARMLESS), tmp_path_factory.mktemp("harmless"))


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Written]:
    """Return the name of a hostile text and the report with it in each field."""
    name = str(request.param)
    return name, written(numbered(rich_document(), HOSTILE[name]), tmp_path_factory.mktemp(name))


@pytest.mark.parametrize("ending", WRITERS)
def test_the_text_stands_in_every_field_as_text(hostile: tuple[str, Written], harmless: Written, ending: str) -> None:
    name, report = hostile
    text, shown = report.text(ending), squeezed(seen_text(HOSTILE[name]))
    fields = set(map(int, NUMBER.findall(harmless.text(ending))))
    if ending == "xlsx" and name == "unbreakable":
        shown = ""  # cut over rows where it is too high for one
    if ending == "docx":
        fields -= RUNNING
    if ending == "pdf":
        shown = printable(shown)
        if name in READ_IN_PARTS:
            fields, shown = fields - RUNNING, ""
    assert len(fields) > 60
    assert [number for number in sorted(fields) if f"{shown}[{number}]" not in text] == []


def test_no_page_of_the_pdf_is_clipped_and_nothing_in_it_acts(hostile: tuple[str, Written]) -> None:
    path = hostile[1].path("pdf")
    assert list(letters_outside(path)) == []
    with pikepdf.open(path) as pdf:
        actions = [held for held in pdf.objects if isinstance(held, pikepdf.Dictionary) and "/S" in held]
        kinds = {str(action.S) for action in actions if "/Type" not in action or action.Type == "/Action"}
        links = [str(action.URI) for action in actions if "/URI" in action]
    assert not kinds & {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []


def letters_outside(path: Path) -> Iterator[str]:
    """Yield the letters that are drawn over an edge of their page."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            width, height = page.get_size()
            text = page.get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                if left < 0 or bottom < 0 or right > width or top > height:
                    yield text.get_text_range(at, 1)


def test_letters_over_the_edge_are_seen(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.Contents = pdf.make_stream(b"BT /F 20 Tf 80 50 Td (MMM) Tj ET")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        pdf.save(tmp_path / "wide.pdf")
    assert "M" in "".join(letters_outside(tmp_path / "wide.pdf"))


def test_the_page_has_the_elements_and_attributes_of_a_harmless_one(
    hostile: tuple[str, Written], harmless: Written
) -> None:
    made, expected = (markup(report.path("html")) for report in (hostile[1], harmless))
    assert made <= expected | {("wbr", ""), ("span", ""), ("p", ""), ("p", "class"), ("p", "style")}
    targets = page_of(hostile[1].path("html")).xpath("//@href | //@src | //@action | //@formaction")
    assert [target for target in targets if not target.startswith(("#", "http://", "https://", "data:"))] == []


def markup(path: Path) -> set[tuple[str, str]]:
    """Return each element of a page with the name of each of its attributes."""
    elements = [one for one in page_of(path).iter() if isinstance(one.tag, str)]
    return {(one.tag, name) for one in elements for name in ("", *one.keys())}


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile: tuple[str, Written]) -> None:
    book = openpyxl.load_workbook(hostile[1].path("xlsx"))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 60
    assert [cell.value for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)] == []


def test_the_word_file_has_no_other_fields_and_links_than_a_harmless_one(
    hostile: tuple[str, Written], harmless: Written
) -> None:
    made, expected = (word_parts(report.path("docx")) for report in (hostile[1], harmless))
    assert made == expected


def word_parts(path: Path) -> tuple[list[str], list[str]]:
    """Return the field instructions of a DOCX and the targets of its links."""
    part = docx.Document(str(path)).part
    sections = docx.Document(str(path)).sections
    stories = [part.element, *(story._element for one in sections for story in (one.header, one.footer))]
    codes = [node.text or "" for story in stories for node in story.iter() if str(node.tag).endswith("}instrText")]
    return codes, sorted(rel.target_ref for rel in part.rels.values() if rel.is_external)


@pytest.mark.parametrize("ending", WRITERS)
def test_nothing_turns_the_order_of_letters_around(hostile: tuple[str, Written], ending: str) -> None:
    assert TURNS.findall(read_text(hostile[1].path(ending))) == []


@pytest.mark.parametrize("name", ["html", "typst", "control"])
def test_hostile_names_and_codes_do_not_stop_the_report(name: str, tmp_path: Path) -> None:
    report = written(everywhere(rich_document(), HOSTILE[name]), tmp_path)
    assert markup(report.path("html")) and len(report.text("docx")) > 100


def test_forty_thousand_letters_in_a_cell_are_all_there(tmp_path: Path) -> None:
    assert len(LONG) > 40_000
    report = written(document_with_row(replace(SHORT_ROW, narrative=LONG)), tmp_path)
    for ending in WRITERS:
        assert read_text(report.path(ending)).count("๔") >= 1082, ending
    assert list(letters_outside(report.path("pdf"))) == []


def test_a_glyph_that_the_font_lacks_is_seen_to_be_missing() -> None:
    assert printable(seen_text("ก😀中\x07ข")) == f"ก{MISSING * 3}ข"


def test_every_field_of_the_model_is_hostile() -> None:
    """But for names by which parts find each other; a field that is added to the model is reached as well."""
    left: list[str] = []
    with_texts(numbered(rich_document(), ""), lambda text: left.append(text) or text)
    assert len(left) > 100
    assert {text for text in left if not re.fullmatch(r"\[\d+\]", text)} == {
        "1", "2", "1.1.1", "1.1.2", "targets", "budget", "status_by_strategy", "ยุทธศาสตร์ที่ ๑ ข้อ ๑",
    }  # fmt: skip
