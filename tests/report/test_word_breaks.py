"""No line of the printed report ends inside a word or where Thai typesetting forbids it.

MuPDF reads the lines, PyThaiNLP's newmm the words; the typesetter's own splitter is not asked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from pythainlp.corpus.common import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from sarup.assets import asset_path
from sarup.gather.reference_folder import read_reference
from sarup.office.report_options import read_options
from sarup.phrases import load_phrases
from sarup.render.content.document import Document
from sarup.render.content.paragraphs import split_paragraphs
from sarup.render.content.queries import ReportSource, find_plans
from sarup.render.content.read import read_document
from sarup.render.pdf import report as pdf
from sarup.thai.words import CUSTOM_WORDS
from tests.support.render.sample_document import LONG_ROW, document_with_row
from tests.support.report.printed_lines import LineEnd, line_ends, printed_lines
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published

ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
# Words of the general dictionary that cut a commoner one before them.
WRONG_WORDS = {"ใจถึง", "การทบทวน"}
NEVER_FIRST, NEVER_LAST = tuple("ๆฯ)”]’,.:;!?"), tuple("(“[‘")


@cache
def dictionary() -> Trie:
    """Return the general dictionary with the terms of these reports."""
    return Trie((thai_words() | set(CUSTOM_WORDS)) - WRONG_WORDS)


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_no_line_ends_inside_a_word(office: Published, round_code: str) -> None:
    paragraphs = texts_of(report_of(office, round_code))
    found, unknown = line_ends(printed_lines(office.document(round_code, "pdf")), paragraphs)
    assert len(found) > 300 and len(unknown) < len(found) / 50, unknown
    assert [str(end) for end in found if is_inside_a_word(end, paragraphs)] == []


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_no_line_begins_or_ends_with_a_mark_that_must_not(office: Published, round_code: str) -> None:
    lines = [line.text for line in printed_lines(office.document(round_code, "pdf")) if line.text]
    assert len(lines) > 500
    assert [text for text in lines if text.startswith(NEVER_FIRST) or text.endswith(NEVER_LAST)] == []


def test_lines_end_inside_words_when_words_are_not_boxed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst alone cuts Thai words: the tests above would see it."""
    document = document_with_row(replace(LONG_ROW, narrative=LONG_ROW.narrative * 3))
    boxed, unboxed = tmp_path / "boxed.pdf", tmp_path / "unboxed.pdf"
    pdf.write_pdf(document, boxed)
    monkeypatch.setattr(pdf, "typeset_source", unboxed_source(pdf.typeset_source))
    pdf.write_pdf(document, unboxed)
    paragraphs = texts_of(document)
    told = [line_ends(printed_lines(path), paragraphs)[0] for path in (boxed, unboxed)]
    inside = [[str(end) for end in found if is_inside_a_word(end, paragraphs)] for found in told]
    assert inside[0] == [] and inside[1] != []


def test_a_cut_word_is_told_from_a_whole_one() -> None:
    text = "เจ้าหน้าที่รดน้ำต้นไม้ ดู https://a.go.th/b"
    bare = text.replace(" ", "")
    places = [bare.index(after) for after in ("รดน้ำ", "หน้าที่", "ไม้", "ดู", "go.th")]
    assert [is_inside_a_word(LineEnd(bare, at), [text]) for at in places] == [False, True, True, False, False]


def unboxed_source(source: Callable[[Document], str]) -> Callable[[Document], str]:
    """Return the maker of the Typst source with its boxes taken away."""
    return lambda document: source(document).replace("else { box(part) }", "else { part }")


def report_of(office: Published, round_code: str) -> Document:
    """Return what the renderers printed for a round."""
    files = read_reference(SAMPLE / "reference", None).files
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    with office.warehouse() as connection:
        (plan,) = find_plans(connection, round_code)
        return read_document(ReportSource(connection, plan, round_code), read_options(files), files, phrases)


def texts_of(document: Document) -> list[str]:
    """Return every paragraph that the report prints: its texts one by one, and those put together while printing."""
    headings = [part.heading for part in document.strategies] + [table.heading for table in document.annexes]
    together = [f"{heading} {document.continued}" for heading in headings]
    together.append(" · ".join((document.edition, document.as_of)))
    return [line for text in [*strings(document), *together] for line in paragraphs_of(text)]


def paragraphs_of(text: str) -> list[str]:
    """Return the lines of a text, each with its list numeral."""
    return [f"{line.marker} {line.text}".strip() for line in split_paragraphs(text)]


def strings(value: object) -> Iterator[str]:
    """Yield every text inside a value of the report's model."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for held in value:
            yield from strings(held)
    elif isinstance(value, dict):
        yield from strings(list(value.values()))


def is_inside_a_word(end: LineEnd, paragraphs: list[str]) -> bool:
    """Tell whether a place lies between two letters of one word; inside an address it may."""
    text = next(text for text in paragraphs if "".join(text.split()) == end.paragraph)
    if any(start < end.at < stop for start, stop in bare_addresses(text)):
        return False
    return end.at not in word_ends(text)


@cache
def word_ends(text: str) -> frozenset[int]:
    """Return where the words of a text end, counted without its white space."""
    words = word_tokenize(text, engine="newmm", custom_dict=dictionary())
    return frozenset(accumulate(len("".join(word.split())) for word in words))


def bare_addresses(text: str) -> list[tuple[int, int]]:
    """Return where addresses stand in the text without its white space."""
    spans = (found.span() for found in ADDRESS.finditer(text))
    return [(len("".join(text[:start].split())), len("".join(text[:stop].split()))) for start, stop in spans]
