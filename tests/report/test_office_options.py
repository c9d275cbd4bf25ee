"""The office's choices in the documents: digits, further columns, signatures, emblem, cover letter."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from sarup.assets import asset_path
from sarup.gather.reference_folder import read_reference
from sarup.phrases import load_phrases
from sarup.render.content.document import Document
from sarup.render.content.queries import ReportSource, find_plans
from sarup.render.content.read import read_document
from sarup.render.pdf.memo import write_memo_pdf
from sarup.render.pdf.report import write_pdf
from sarup.thai.digits import to_arabic
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, YEAR, Published, publish_judged

THAI_DIGIT = re.compile("[๐-๙]")


def read(office: Published, round_code: str = HALF, **chosen: Any) -> Document:
    reference = read_reference(SAMPLE / "reference")
    options = type(reference.report).model_validate(reference.report.model_dump() | chosen)
    files = {**reference.files, "emblem.png": emblem()}
    with office.warehouse() as connection:
        source = ReportSource(connection, find_plans(connection, round_code)[0], round_code)
        return read_document(source, options, files, load_phrases(asset_path("templates/phrases.yaml")))


def emblem() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 60), "gold").save(held, "PNG")
    return held.getvalue()


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]


def rows_of(document: Document) -> list[tuple[str, ...]]:
    return [row.cells for part in document.strategies for section in part.sections for row in section.rows]


def test_arabic_digits_switch_all_our_own_text_and_no_text_of_divisions(office: Published) -> None:
    thai, arabic = read(office), read(office, digits="arabic")
    assert arabic.summary[0].startswith(
        "ในรอบ 6 เดือน (ต.ค.63 – มี.ค.64) สนค. มีรายการที่ต้องรายงานผล 18 รายการ ใน 6 ยุทธศาสตร์ บรรลุเป้าหมายแล้ว 9 รายการ "
        "คิดเป็นร้อยละ 50 ยังไม่บรรลุเป้าหมาย 5 รายการ"
    )
    ours = (*arabic.title_lines, arabic.short_header, arabic.edition, arabic.as_of, arabic.source, *arabic.item_heads)
    heads = [head for table in (arabic.status_table, *arabic.annexes) for head in (table.heading, *table.heads)]
    charts = [table.chart for table in (arabic.status_table, *arabic.annexes) if table.chart]
    drawn = [text for chart in charts for text in (chart.alt, *chart.series, *(bar.printed for bar in chart.bars))]
    codes = [str(row[0]) for row in arabic.annexes[0].rows]
    assert [text for text in (*ours, *heads, *drawn, *codes) if THAI_DIGIT.search(text)] == []
    assert len(charts) == 3 and codes[0] == "1.1.1"
    notes = [
        re.sub("“[^”]*”", "", str(row[1])) for table in arabic.annexes if table.name == "notes" for row in table.rows
    ]
    assert len(notes) > 20 and [note for note in notes if THAI_DIGIT.search(note)] == []
    # The outcome of two divisions is the only one that Sarup composed.
    (composed,) = [(own, other) for own, other in zip(rows_of(arabic), rows_of(thai), strict=True) if own != other]
    assert composed[0] == tuple(to_arabic(text) if n == 3 else text for n, text in enumerate(composed[1]))
    assert THAI_DIGIT.search(composed[1][3])


def test_further_columns_stand_behind_the_five_in_the_order_chosen(office: Published) -> None:
    document = read(office, YEAR, columns=("suggestion", "budget", "obstacle"))
    assert document.item_heads[5:] == ("ข้อเสนอแนะ/แนวทางแก้ไข", "งบประมาณ", "ปัญหา อุปสรรค")
    assert len(document.item_widths) == 8
    rows = {row[0][:2]: row[5:] for row in rows_of(document)}
    by_item = {item.item_code: item for part in document.strategies for s in part.sections for item in s.rows}
    assert by_item["1.1.1"].extras == ("-", "ได้รับจัดสรร ๑๒๐,๐๐๐.๐๐ บาท\nเบิกจ่ายสะสม ๑๑๒,๓๐๐.๐๐ บาท", "-")
    assert by_item["1.1.2"].extras[1] == "ไม่ใช้งบประมาณ"
    assert by_item["2.1.1"].extras[2] != "-"
    assert rows


def test_signatures_stand_at_the_end_and_an_open_name_is_dotted(office: Published, tmp_path: Path) -> None:
    signatures = [
        {"role": "propose", "position": "นักวิเคราะห์นโยบายและแผน"},
        {"role": "approve", "position": "ผู้อำนวยการสำนักงาน", "name": "ชื่อสำหรับทดสอบ"},
    ]
    document = read(office, signatures=signatures)
    write_pdf(document, tmp_path / "report.pdf")
    last = pages(tmp_path / "report.pdf")[-1]
    assert "ผู้จัดทำ" in last and "ผู้เห็นชอบ" in last and "(ชื่อสำหรับทดสอบ)" in last
    assert last.index("นักวิเคราะห์นโยบายและแผน") > last.index("ผู้จัดทำ")
    assert "ผู้จัดทำ" not in pages_without_signatures(document, tmp_path)


def pages_without_signatures(document: Document, folder: Path) -> str:
    write_pdf(replace(document, signatures=()), folder / "open.pdf")
    return "".join(pages(folder / "open.pdf"))


def test_the_emblem_stands_on_the_first_page_and_says_what_it_is(office: Published, tmp_path: Path) -> None:
    document = read(office, emblem="emblem.png")
    assert document.emblem is not None and document.emblem.alt == "ตราสัญลักษณ์ของสำนักงานนโยบายและยุทธศาสตร์การค้า"
    write_pdf(document, tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pdf:
        pictures = [len([o for o in page.get_objects(max_depth=4) if o.type == 3]) for page in pdf]
    assert pictures[0] == 1 and sum(pictures) == 1


@pytest.mark.parametrize("close", ["inform", "approve"])
def test_the_cover_letter_is_one_page_with_its_lines_in_order(office: Published, tmp_path: Path, close: str) -> None:
    document = read(office, memo={"number": "พณ ๐๐๐๐/", "close": close}, emblem="emblem.png")
    write_memo_pdf(document, tmp_path / "memo.pdf")
    (page,) = pages(tmp_path / "memo.pdf")
    asked = "ขอส่งรายงาน" if close == "inform" else "ขอความเห็นชอบรายงาน"
    said = [
        *("บันทึกข้อความ", "ส่วนราชการ", "พณ๐๐๐๐/", "วันที่", "เรื่อง", f"{asked}ผลการดำเนินการตามแผนปฏิบัติการ", "เรียน"),
        *("ผู้อำนวยการสำนักงานนโยบายและยุทธศาสตร์การค้า", "มีรายการที่ต้องรายงานผล๑๘รายการ"),
        "เพื่อโปรดทราบ" if close == "inform" else "เพื่อโปรดพิจารณาให้ความเห็นชอบ",
    ]
    places = [page.find(one) for one in said]
    assert min(places) >= 0 and places == sorted(places)


def test_a_chosen_cover_letter_is_written_beside_the_report(office: Published, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "reference", tmp_path / "reference")
    with (tmp_path / "reference" / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("memo: {signer_position: หัวหน้ากลุ่ม}\n")
    chosen = publish_judged(
        SAMPLE / "inbox", tmp_path / "home", office.submissions, office.findings, (HALF,), tmp_path / "reference"
    )
    names = sorted(path.name for path in chosen.documents[HALF])
    assert [name for name in names if name.startswith("บันทึกข้อความ")] == [
        f"บันทึกข้อความ_tpso_{HALF}_preliminary.{ending}" for ending in ("docx", "pdf")
    ]
    assert len(names) == 6
    plain = publish_judged(SAMPLE / "inbox", tmp_path / "home", office.submissions, office.findings, (HALF,))
    assert sorted(path.name for path in plain.documents[HALF][0].parent.iterdir()) == [
        f"รายงาน_tpso_{HALF}_preliminary.{ending}" for ending in ENDINGS
    ]
