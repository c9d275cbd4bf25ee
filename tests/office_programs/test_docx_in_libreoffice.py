"""The Word documents in another program: LibreOffice opens them, prints every text, and saves them with their order."""

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sarup.assets import asset_path
from sarup.render.docx.memo import write_memo_docx
from sarup.render.docx.report import write_docx
from tests.support.render.full_document import CHART, MEMO, full_document
from tests.support.render.hostile_document import HOSTILE, MARKUP, hostile_document
from tests.support.render.sample_document import SHORT_ROW, document_with_row

LONG = HOSTILE["forty thousand characters"]
ENDLESS = HOSTILE["a word without an end"]
# Whatever letters this machine has, the official ones are drawn from the repository's.
FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
    "<cachedir>{cache}</cachedir><alias binding='same'><family>TH Sarabun New</family>"
    "<prefer><family>Sarabun</family></prefer></alias></fontconfig>"
)
SECONDS = 240


@dataclass(frozen=True)
class Opened:
    """The folders of our documents, of their PDFs, and of the documents as LibreOffice saved them again."""

    ours: Path
    pdf: Path
    again: Path

    def text(self, name: str) -> str:
        """Return the text of a document's PDF as poppler finds it, without white space."""
        told = subprocess.run(
            ["pdftotext", "-raw", str(self.pdf / f"{name}.pdf"), "-"], capture_output=True, check=True
        )
        return squeeze(told.stdout.decode())

    def pages(self, name: str) -> int:
        told = subprocess.run(["pdfinfo", str(self.pdf / f"{name}.pdf")], capture_output=True, text=True, check=True)
        (count,) = re.findall(r"Pages:\s+(\d+)", told.stdout)
        return int(count)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return what LibreOffice makes of our documents; it starts twice for all tests."""
    away = tmp_path_factory.mktemp("libreoffice")
    folders = Opened(away / "ours", away / "pdf", away / "again")
    folders.ours.mkdir()
    write_docx(full_document(), folders.ours / "report.docx")
    write_memo_docx(full_document(), folders.ours / "memo.docx")
    write_docx(hostile_document(MARKUP), folders.ours / "markup.docx")
    write_docx(hostile_document(HOSTILE["emoji"]), folders.ours / "emoji.docx")
    write_docx(hostile_document(HOSTILE["control characters"]), folders.ours / "controls.docx")
    write_docx(document_with_row(replace(SHORT_ROW, narrative=LONG)), folders.ours / "long.docx")
    write_docx(document_with_row(replace(SHORT_ROW, outcome=ENDLESS)), folders.ours / "endless.docx")
    heads = replace(document_with_row(SHORT_ROW), item_heads=(ENDLESS,) * 5)
    write_docx(heads, folders.ours / "heads.docx")
    every = sorted(folders.ours.glob("*.docx"))
    convert(every, "pdf", folders.pdf, away)
    convert([folders.ours / "report.docx"], "docx:MS Word 2007 XML", folders.again, away)
    return folders


def convert(files: list[Path], kind: str, target: Path, away: Path) -> None:
    """Let LibreOffice save files as another kind, with a profile and fonts of its own."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing: install libreoffice-writer-nogui (see .ci/run)")
    fonts = away / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=asset_path("templates/fonts"), cache=away / "cache"), encoding="utf-8")
    command = [program, f"-env:UserInstallation=file://{away}/profile", "--headless", "--convert-to", kind]
    started = subprocess.Popen(
        [*command, "--outdir", str(target), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        told, _ = started.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        pytest.fail(f"LibreOffice did not finish {[path.name for path in files]} in {SECONDS} seconds")
    ending = kind.partition(":")[0]
    missing = [path.name for path in files if not (target / f"{path.stem}.{ending}").exists()]
    assert not missing, f"LibreOffice could not open {missing}: {told.decode(errors='replace')}"


def squeeze(text: str) -> str:
    """Return the text without white space; the vowel ำ is one letter or two, as the font drew it."""
    return re.sub(r"\s+", "", text).replace("\u0e4d\u0e32", "\u0e33").replace("\u0e4d", "\u0e33")


def outline(document: Any) -> list[tuple[str, str]]:
    return [(line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Heading")]


def cells(document: Any) -> list[list[list[str]]]:
    return [[[squeeze(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]


def test_every_text_of_the_report_is_found_in_its_printed_pages(opened: Opened) -> None:
    text = squeeze_marks(opened.text("report"))
    document = docx.Document(str(opened.ours / "report.docx"))
    held = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = [line for part in (*(line.text for line in document.paragraphs), *held) for line in part.splitlines()]
    wanted = [squeeze_marks(squeeze(line)) for line in lines if line.strip()]
    assert len(wanted) > 100
    assert [line for line in wanted if not is_printed(line, text)] == []


def is_printed(line: str, text: str) -> bool:
    """Return whether a text holds a line, whole or in two parts: where a page ends, its margins stand between."""
    return line in text or any(line[:place] in text and line[place:] in text for place in range(1, len(line)))


def squeeze_marks(text: str) -> str:
    """Return the text without the marks that stand above each other, which a PDF may name in any order."""
    return re.sub("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]", "", text)


def test_the_report_has_as_many_pages_as_it_needs(opened: Opened) -> None:
    # Title and summary, the chart and its table, two strategies, the annex with its chart, the places to sign.
    assert 4 <= opened.pages("report") <= 9


def test_the_cover_letter_fits_on_one_page(opened: Opened) -> None:
    assert opened.pages("memo") == 1
    text = squeeze_marks(opened.text("memo"))
    for wanted in (MEMO.title, *MEMO.paragraphs, *(value for _, value in MEMO.fields)):
        assert squeeze_marks(squeeze(wanted)) in text


def test_hostile_text_stays_text_on_the_page(opened: Opened) -> None:
    assert squeeze_marks(squeeze(MARKUP)) in squeeze_marks(opened.text("markup"))


def test_very_long_texts_are_printed_to_their_end(opened: Opened) -> None:
    assert squeeze_marks(opened.text("long")).count(squeeze_marks(squeeze("ผลการดำเนินการ"))) >= 2667
    assert opened.text("endless").count("กา") >= 1000


def test_headings_header_rows_and_texts_survive_a_way_through_libreoffice(opened: Opened) -> None:
    ours = docx.Document(str(opened.ours / "report.docx"))
    again = docx.Document(str(opened.again / "report.docx"))
    assert outline(again) == outline(ours)
    assert cells(again) == cells(ours)
    for table in again.tables[:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pictures_keep_their_texts_on_a_way_through_libreoffice(opened: Opened) -> None:
    body = docx.Document(str(opened.again / "report.docx")).element
    assert CHART.alt in [told.get("descr") for told in body.iter(qn("wp:docPr"))]
