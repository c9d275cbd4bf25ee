"""What the report of 2564 underlines is underlined in our documents, and nothing else of the items is."""

import re

import docx
import pymupdf

from tests.support.whole_way import HALF, Published

# Paragraphs between <u> and </u> in the published report.
UNDERLINED = ["แผนบริหารความเสี่ยง มีผลการดำเนินการ ดังนี้", "แผนควบคุมภายใน มีผลการดำเนินการ ดังนี้"]


def test_in_word(office: Published) -> None:
    document = docx.Document(str(office.document(HALF, "docx")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [line for cell in cells for line in cell.paragraphs if any(run.underline for run in line.runs)]
    assert [line.text for line in lines] == UNDERLINED
    assert all(run.underline for line in lines for run in line.runs if run.text.strip())


def test_on_the_page(office: Published) -> None:
    page = office.document(HALF, "html").read_text(encoding="utf-8")
    said = [re.sub("<[^>]*>", "", found) for found in re.findall("<u>(.*?)</u>", page)]
    assert said == UNDERLINED


def test_in_the_pdf(office: Published) -> None:
    """A thin line stands just below each of the words' lines, as long as they are."""
    found = []
    with pymupdf.open(office.document(HALF, "pdf")) as document:
        for page in document:
            ruled = [drawn["rect"] for drawn in page.get_drawings() if drawn["rect"].height < 1]
            for text in UNDERLINED:
                for place in page.search_for(text):
                    under = [
                        rule
                        for rule in ruled
                        if place.y0 < rule.y0 < place.y1 + 2 and abs(rule.x0 - place.x0) < 2 and rule.width < 400
                    ]
                    found += [text] if under else []
    assert found == UNDERLINED
