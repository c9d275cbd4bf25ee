"""Every word of the report is found by searching in its PDF, in each reader, and the Word file prints whole.

The words are those that python-docx reads in the Word file, cut by PyThaiNLP: neither knows anything of the PDF.
"""

import re
import subprocess
from collections.abc import Callable, Set
from pathlib import Path

import docx
import pikepdf
import pymupdf
import pypdfium2
import pytest
from pythainlp.tokenize import word_tokenize

from tests.support.report.printed_blocks import detail_pages, pdfium_pages, poppler_pages, seed_blocks, unread_in_pages
from tests.support.whole_way import HALF, YEAR, Published

SARA_AM = "\u0e33"
ADDRESS = re.compile(r"https?://\S+")
# Word names a chart and the table behind it in words; on the page one sees what they are. Dots are no words.
ONLY_IN_WORD = re.compile(r"แผนภูมิ : |ตารางข้อมูลของแผนภูมิ|[.…]{4,}")

# What newmm takes for a word after ไม่: a line may well end after ไม่มี.
NO_WORDS = {"มีเรื่อง"}


def words_of(path: Path) -> set[str]:
    """Return the words of a DOCX's paragraphs and tables, without web addresses, which break over lines."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    text = ONLY_IN_WORD.sub(" ", ADDRESS.sub(" ", text))
    return {word.strip() for word in word_tokenize(text, engine="newmm", keep_whitespace=False)} - {"", *NO_WORDS}


def unfound_in_poppler(path: Path, words: Set[str]) -> set[str]:
    """Return the words that `pdftotext` does not tell, line by line as they are placed on the page."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return {word for word in words if word not in told}


def unfound_in_pdfium(path: Path, words: Set[str]) -> set[str]:
    """Return the words that the search of Chrome's reader does not find."""
    left = set(words)
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            left -= {word for word in left if text.search(word).get_next()}
    return left


def unfound_in_mupdf(path: Path, words: Set[str]) -> set[str]:
    """Return the words that MuPDF's search does not find."""
    left = set(words)
    with pymupdf.open(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            left -= {word for word in left if page.search_for(word, textpage=text)}
    return left


def mupdf_pages(path: Path) -> list[str]:
    """Return the pages as MuPDF reads them."""
    with pymupdf.open(path) as pdf:
        return [page.get_text("text") for page in pdf]


SEARCHES = (unfound_in_poppler, unfound_in_pdfium, unfound_in_mupdf)


@pytest.mark.parametrize("unfound", SEARCHES)
@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_word_is_found(office: Published, round_code: str, unfound: Callable[[Path, Set[str]], set[str]]) -> None:
    words = words_of(office.document(round_code, "docx"))
    assert len(words) > 600 and len([word for word in words if SARA_AM in word]) > 25
    assert unfound(office.document(round_code, "pdf"), words) == set()


@pytest.mark.parametrize("unfound", SEARCHES)
def test_a_word_that_is_not_there_is_missed(office: Published, unfound: Callable[[Path, Set[str]], set[str]]) -> None:
    assert unfound(office.document(HALF, "pdf"), {"คำสั่ง", "น้ำพริกปลาร้า"}) == {"น้ำพริกปลาร้า"}


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_reader_reads_sara_am_equally_often(office: Published, round_code: str) -> None:
    path = office.document(round_code, "pdf")
    counts = [sum(page.count(SARA_AM) for page in read(path)) for read in (poppler_pages, pdfium_pages, mupdf_pages)]
    assert counts[0] > 200 and len(set(counts)) == 1


def test_every_heading_and_cell_stands_in_order_in_mupdf(office: Published) -> None:
    assert unread_in_pages(detail_pages(mupdf_pages(office.document(HALF, "pdf"))), seed_blocks()) == []


def test_words_are_lost_where_glyphs_say_no_letters(office: Published, tmp_path: Path) -> None:
    """The same pages without the maps from glyphs to letters: what the tests above would find if they were lost."""
    with pikepdf.open(office.document(HALF, "pdf")) as pdf:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Dictionary) and "/ToUnicode" in held:
                del held.ToUnicode
        pdf.save(tmp_path / "mute.pdf")
    words = {word for word in words_of(office.document(HALF, "docx")) if SARA_AM in word}
    for unfound in SEARCHES:
        assert unfound(tmp_path / "mute.pdf", words)


def test_libreoffice_prints_every_heading_and_cell_of_the_word_file_in_order(office: Published, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    document = office.document(HALF, "docx")
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(document)]
    subprocess.run(command, check=True, capture_output=True)
    printed = tmp_path / f"{document.stem}.pdf"
    assert unread_in_pages(detail_pages(poppler_pages(printed)), seed_blocks()) == []
