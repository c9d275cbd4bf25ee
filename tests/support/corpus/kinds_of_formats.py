"""Other formats that hold a form: OpenDocument, Word, delimited texts, strict Office, encodings."""

import csv
import io
from xml.sax.saxutils import escape

import docx
import openpyxl  # type: ignore[import-untyped]

from tests.support.corpus.book import RESULTS, STRINGS, edited, named, packed, parts_of, rows_of
from tests.support.corpus.kind import SHEETS, Make, accepted, kind, refused, returned, warned

NAME = SHEETS["results"]
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
# What the published report prints of a form: guideline, activity, indicator, outcome, narrative.
PRINTED = ("F", "I", "J", "V", "W")
HEADS = ("แนวทางปฏิบัติ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "ผลลัพธ์", "ผลการดำเนินการ")
TITLE = "รายงานผล ปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ ๖ เดือน"


def strict(data: bytes) -> bytes:
    """Write every part in the namespaces of the strict standard."""
    parts = parts_of(data)
    for old, new in STRICT:
        parts = {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}
    return packed(parts)


def utf16(data: bytes) -> bytes:
    """Write the shared strings in UTF-16."""
    text = parts_of(data)[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return named({STRINGS: text.encode("utf-16")})(data)


def open_document(mimetype: bytes = ODS, encrypted: bool = False, repeated: str = "") -> Make:
    """Write the form as an OpenDocument spreadsheet."""

    def make(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        tables = ""
        for sheet in book:
            rows = "".join(
                "<table:table-row>" + "".join(_open_cell(value) for value in row) + "</table:table-row>"
                for row in sheet.values
            )
            tables += f'<table:table table:name="{sheet.title}">{rows}{repeated}</table:table>'
        spaces = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
        content = (
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>"
        )
        parts = {"mimetype": mimetype, "content.xml": content.encode()}
        if encrypted:
            space = f'xmlns:manifest="{OASIS}:manifest:1.0"'
            parts["META-INF/manifest.xml"] = (
                f'<manifest:manifest {space}><manifest:file-entry manifest:full-path="content.xml">'
                "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
            ).encode()
        return packed(parts)

    return make


def _open_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def delimited(encoding: str = "utf-8", delimiter: str = ",", ends: str = "\r\n") -> Make:
    """Write the sheet of results as a delimited text."""

    def make(data: bytes) -> bytes:
        out = io.StringIO()
        quoting = csv.QUOTE_ALL if ends == "\r" else csv.QUOTE_MINIMAL  # else line feeds inside stay bare
        csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(rows_of(data, NAME))
        return out.getvalue().encode(encoding)

    return make


def printed(data: bytes) -> list[list[str]]:
    """Return the five columns of the published report, an item a row."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[NAME]
    rows = [[str(sheet[f"{letter}{row}"].value or "") for letter in PRINTED] for row in (7, 8, 9, 10, 12)]
    return [list(HEADS), *rows]


def word(*outcomes: tuple[int, str]) -> Make:
    """Write the five columns as a Word table, some outcomes changed."""

    def make(data: bytes) -> bytes:
        document = docx.Document()
        document.add_paragraph(TITLE)
        rows = printed(data)
        for row, outcome in outcomes:
            rows[row][3] = outcome
        table = document.add_table(len(rows), len(HEADS))
        for number, row in enumerate(rows):
            for column, typed in enumerate(row):
                table.cell(number, column).text = typed
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def of_words(typed: str) -> Make:
    """Write a Word document without any table."""

    def make(_: bytes) -> bytes:
        document = docx.Document()
        document.add_paragraph(typed)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


BOTH_MEASURES = ((4, "๓ ช่องทาง และ ๑ เรื่อง"), (5, "ร้อยละ ๑๐๐ และร้อยละ ๘๘"))
NO_SHARE_YET = (2, "อยู่ระหว่างดำเนินการ")
KINDS = [
    accepted("the form itself", lambda data: data),
    accepted("strict Office", strict),
    accepted("UTF-16 strings", utf16),
    accepted("a byte order mark before XML", edited(RESULTS, lambda x: "\ufeff" + x)),
    accepted("an OpenDocument form", open_document(), ending=".ods"),
    accepted("an OpenDocument named xlsx", open_document()),
    accepted(
        "an OpenDocument of a million empty rows",
        open_document(repeated='<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'),
        ending=".ods",
    ),
    refused(
        "an OpenDocument that repeats a text",
        "S34",
        open_document(repeated='<table:table-row table:number-rows-repeated="90000"><table:table-cell office:value-type="string" table:number-columns-repeated="900"><text:p>ก</text:p></table:table-cell></table:table-row>'),
        ".ods",
    ),
    refused("an encrypted OpenDocument", "S03", open_document(encrypted=True), ".ods"),
    refused("an OpenDocument text", "S35", open_document(b"application/vnd.oasis.opendocument.text"), ".odt"),
    warned("a text with commas", "S19 file", delimited(), ".csv"),
    warned("a text with commas and a mark", "S19 file", delimited("utf-8-sig"), ".csv"),
    warned("a text with semicolons", "S19 file", delimited(delimiter=";"), ".csv"),
    warned("a text with tabs in UTF-16", "S19 file", delimited("utf-16", "\t"), ".txt"),
    warned("a text of Thai Windows", "S19 file", lambda d: delimited("cp874")(_without_dashes(d)), ".csv"),
    warned("a text with the line ends of a Macintosh", "S19 file", delimited(ends="\r"), ".csv"),
    refused("a text with a broken quote", "S01", lambda d: delimited()(d) + b'"never closed,', ".csv"),
    returned(
        "a Word table of five columns",
        "S19 file, S28 file, R65 ตารางที่ 1!D3, R01 ตารางที่ 1!D5, R01 ตารางที่ 1!D6", word(), ".docx",
    ),
    returned("a Word table with a share without parts", "S19 file, S28 file, R65 ตารางที่ 1!D3", word(*BOTH_MEASURES), ".docx"),
    warned("a Word table that answers everything", "S19 file, S28 file", word(*BOTH_MEASURES, NO_SHARE_YET), ".docx"),
    refused("a Word document without a table", "S06", of_words("ดำเนินการแล้ว"), ".docx"),
    kind("a plan's workbook without its tables", "refused", "S06 file", lambda _: _book_of(["รายการ", "จำนวน"])),
]  # fmt: skip


def _without_dashes(data: bytes) -> bytes:
    return edited(STRINGS, lambda x: x.replace("–", "-").replace("…", "..."))(data)


def _book_of(row: list[str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
