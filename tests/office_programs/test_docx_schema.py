"""The Word documents against the schema and rules of the Open XML SDK, in an independent reader of them."""

import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from sarup.assets import asset_path
from sarup.render.docx.memo import write_memo_docx
from sarup.render.docx.report import write_docx
from tests.support.render.full_document import full_document
from tests.support.render.hostile_document import HOSTILE, hostile_document


def faults(path: Path) -> list[str]:
    return [f"{fault.part_uri}: {fault.description}" for fault in OpenXmlValidator().validate(str(path)).errors]


def test_report_and_cover_letter_follow_the_schema(tmp_path: Path) -> None:
    for write in (write_docx, write_memo_docx):
        write(full_document(), tmp_path / "full.docx")
        assert faults(tmp_path / "full.docx") == []


def test_the_template_that_offices_restyle_follows_it_too() -> None:
    assert faults(asset_path("templates/report/report.docx")) == []


@pytest.mark.parametrize("text", [HOSTILE[name] for name in HOSTILE if name != "forty thousand characters"])
def test_no_text_breaks_the_schema(tmp_path: Path, text: str) -> None:
    for write in (write_docx, write_memo_docx):
        write(hostile_document(text), tmp_path / "hostile.docx")
        assert faults(tmp_path / "hostile.docx") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<w:pPr><w:pStyle w:val="SarupTitle"/>', '<w:pPr><w:jc w:val="center"/><w:pStyle w:val="SarupTitle"/>'),
        ("<w:tc><w:tcPr>", "<w:tc/><w:tc><w:tcPr>"),
        ('<w:cols w:space="720"/>', '<w:cols w:space="720"/><w:pgNumType w:fmt="thaiNumbers"/>'),
        ('"SarupTitle"', '"NoSuchStyle"'),
    ],
    ids=["order in a paragraph", "a cell without paragraph", "order in a section", "a style that is missing"],
)
def test_the_reader_finds_what_word_would_repair(tmp_path: Path, old: str, new: str) -> None:
    write_docx(full_document(), tmp_path / "full.docx")
    with zipfile.ZipFile(tmp_path / "full.docx") as good, zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad:
        for name in good.namelist():
            part = good.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            bad.writestr(name, part)
    assert faults(tmp_path / "bad.docx") != []
