"""What Word shows and does not store as text: automatic numbers, hidden text, placeholders, boxes and symbols.

The numbers are those that Word shows; LibreOffice shows the same, but for Thai digits and "legal" levels.
"""

import io
import zipfile

import pytest

from sarup.gather.read_file import read_file
from sarup.gather.workbook import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SPACES = f'xmlns:w="{W}" xmlns:w14="{W14}"'


def level(number: int, number_format: str, text: str, more: str = "", start: int = 1) -> str:
    """Return a level of a list."""
    said = f'<w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/>{said}</w:lvl>'


def style(code: str, inside: str, kind: str = "paragraph") -> str:
    """Return a style."""
    return f'<w:style w:type="{kind}" w:styleId="{code}">{inside}</w:style>'


def named(code: str) -> str:
    """Return what ties a level to a paragraph style."""
    return f'<w:pStyle w:val="{code}"/>'


def definition(number: int, *levels: str) -> str:
    """Return an abstract list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, abstract: int, more: str = "") -> str:
    """Return a list of an abstract one."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


THAI = level(0, "thaiNumbers", "%1.")
CLOSE = '<w:suff w:val="nothing"/>'
IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = "".join(
    [
        definition(0, THAI, level(1, "thaiNumbers", "%1.%2"), level(2, "thaiLetters", "(%3)")),
        definition(1, level(0, "decimal", "%1)", start=3), level(1, "lowerRoman", "%2.")),
        definition(2, level(0, "bullet", "\uf0b7"), level(1, "bullet", "-")),
        definition(3, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
        definition(4, level(0, "decimal", "%1.", named("H1")), level(1, "decimal", "%1.%2", named("H2"))),
        definition(5, level(0, "decimal", "%1.", CLOSE), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')),
        definition(6, "").replace("></w:abstractNum>", '><w:numStyleLink w:val="S"/></w:abstractNum>'),
        definition(7, level(0, "decimalZero", "%1")).replace('Id="7">', 'Id="7"><w:styleLink w:val="S"/>'),
        listed(1, 0), listed(2, 1),
        listed(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        listed(4, 2), listed(5, 3), listed(6, 4), listed(7, 5), listed(8, 6),
        listed(9, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "[%1]")}</w:lvlOverride>'),
    ]
)  # fmt: skip
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
    + style("H1", '<w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr>')
    + style("L", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
    + style("H2", '<w:basedOn w:val="H1"/>')
    + style("Hidden", "<w:rPr><w:vanish/></w:rPr>", "character")
    + style("Shown", '<w:basedOn w:val="Hidden"/><w:rPr><w:vanish w:val="0"/></w:rPr>', "character")
    + style("Note", "<w:rPr><w:vanish/></w:rPr>")
)


def document(body: str, numbering: str = NUMBERING) -> Workbook:
    """Return a document as it is read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        book.writestr("word/styles.xml", f"<w:styles {SPACES}>{STYLES}</w:styles>")
        if numbering:
            book.writestr("word/numbering.xml", f"<w:numbering {SPACES}>{numbering}</w:numbering>")
    return read_file(packed.getvalue())


def lines(body: str, numbering: str = NUMBERING) -> list[str]:
    """Return the paragraphs of a document as they are read."""
    return [cell.text for cell in document(body, numbering).sheets[0].cells]


def paragraph(text: str, number: int | None = None, depth: int = 0, style: str = "", mark: str = "") -> str:
    """Return a paragraph, perhaps of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{styled}{numbered}<w:rPr>{mark}</w:rPr></w:pPr>{run}</w:p>"


def run(inside: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def said(*runs: str) -> list[str]:
    """Return what is read of one paragraph of runs."""
    return lines(f"<w:p>{''.join(runs)}</w:p>")


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 1, 2), ("e", 1, 0), ("f", 1, 1)],
         ["๑. a", "๑.๑ b", "๑.๒ c", "(ก) d", "๒. e", "๒.๑ f"]),
        ([("a", 2, 0), ("b", 2, 0), ("c", 2, 1), ("d", 3, 0), ("e", 3, 0)], ["3) a", "4) b", "i. c", "1) d", "2) e"]),
        ([("a", 4, 0), ("b", 4, 1)], ["• a", "- b"]),
        ([("a", 5, 0), ("b", 5, 1)], ["I. a", "1.1 b"]),
        ([("a", 7, 0), ("b", 7, 1), ("c", 7, 0), ("d", 7, 1)], ["1.a", "1) b", "2.c", "2) d"]),
        ([("a", 8, 0)], ["01 a"]),
        ([("a", 1, 0), ("b", 9, 0)], ["๑. a", "[B] b"]),
        ([("a", 0, 0), ("b", 99, 0)], ["a", "b"]),
    ],
)  # fmt: skip
def test_a_paragraph_bears_the_number_that_word_shows(
    paragraphs: list[tuple[str, int, int]], expected: list[str]
) -> None:
    assert lines("".join(paragraph(text, number, depth) for text, number, depth in paragraphs)) == expected


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_leave_its_list() -> None:
    body = [
        paragraph("a", style="H1"),
        paragraph("b", style="H2"),
        paragraph("c", 0, style="H1"),
        paragraph("d", style="H1"),
    ]
    assert lines("".join(body)) == ["1. a", "1.1 b", "c", "2. d"]
    assert lines(paragraph("a", style="L")) == ["3) a"]  # of no level that bears its name: the first


def test_a_document_without_lists_has_no_numbers() -> None:
    assert lines(paragraph("a", 1), numbering="") == ["a"]


def test_an_empty_paragraph_shows_its_number_but_no_bullet_and_none_that_was_deleted() -> None:
    gone = paragraph("", 1, mark='<w:del w:id="1"/>')
    assert lines(paragraph("a", 1) + gone + paragraph("", 1) + paragraph("", 4) + paragraph("b", 1)) == [
        "๑. a",
        "๒. ",
        "๓. b",
    ]


def test_numbers_count_on_through_the_cells_of_a_table() -> None:
    a, b, c = (paragraph(text, 1) for text in "abc")
    table = f"<w:tbl><w:tr><w:tc>{a}{b}</w:tc><w:tc>{c}</w:tc></w:tr></w:tbl>"
    assert [cell.text for cell in document(table).sheets[1].cells] == ["๑. a\n๒. b", "๓. c"]


def test_a_numbered_line_that_is_underlined_is_so_with_its_number() -> None:
    heading = run("<w:t>หัวข้อ</w:t>", '<w:u w:val="single"/>')
    assert document(f"<w:p><w:pPr>{IN_LIST}</w:pPr>{heading}</w:p>").underlined == ("๑. หัวข้อ",)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("<w:vanish/>", "๖ ช่องทาง"),
        ('<w:vanish w:val="true"/>', "๖ ช่องทาง"),
        ('<w:rStyle w:val="Hidden"/>', "๖ ช่องทาง"),
        ('<w:vanish w:val="0"/>', "๕ ๖ ช่องทาง"),
        ('<w:rStyle w:val="Shown"/>', "๕ ๖ ช่องทาง"),
        ('<w:rStyle w:val="Hidden"/><w:vanish w:val="false"/>', "๕ ๖ ช่องทาง"),
        ("<w:webHidden/>", "๕ ๖ ช่องทาง"),
    ],
)
def test_hidden_text_is_not_read(properties: str, expected: str) -> None:
    assert said(run("<w:t>๕ </w:t>", properties), run("<w:t>๖ ช่องทาง</w:t>")) == [expected]


def test_a_paragraph_of_a_hidden_style_is_not_read() -> None:
    assert lines(paragraph("x", style="Note") + paragraph("a")) == ["a"]


OLD_BOX = '<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar>'


def control(inside: str, properties: str = "") -> str:
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_a_placeholder_is_no_answer_and_what_replaced_it_is() -> None:
    prompt = control(run("<w:t>คลิกเพื่อกรอก</w:t>"), "<w:showingPlcHdr/><w:text/>")
    filled = control(run("<w:t>๖</w:t>"), "<w:placeholder><w:docPart w:val='x'/></w:placeholder><w:text/>")
    assert said(run("<w:t>ผล </w:t>"), prompt, filled) == ["ผล ๖"]


@pytest.mark.parametrize(
    ("state", "shown", "expected"),
    [
        ("1", "<w:t>\u2612</w:t>", "☑"),
        ("1", '<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ("0", "<w:t>\u2610</w:t>", "☐"),
        ("true", "<w:t>X</w:t>", "☑"),
    ],
)
def test_a_box_of_word_is_told_by_its_state(state: str, shown: str, expected: str) -> None:
    box = control(run(shown), f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>')
    assert said(box, run("<w:t> ใช่</w:t>")) == [f"{expected} ใช่"]


@pytest.mark.parametrize(
    ("inside", "properties", "expected"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t> ๖</w:t>', "", "☑ ๖"),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', "", "☐"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "", "☑"),
        ('<w:sym w:font="Wingdings 2" w:char="F050"/>', "", "✓"),
        ("<w:t>\uf0fc</w:t>", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "✓"),
        ("<w:t>\u2611 ใช่</w:t>", "", "☑ ใช่"),
        ("<w:t>ช่อง</w:t><w:softHyphen/><w:t>ทาง</w:t>", "", "ช่องทาง"),
        ("<w:t>6</w:t><w:noBreakHyphen/><w:t>7</w:t>", "", "6-7"),
        ("<w:t>๖</w:t><w:tab/><w:t>ช่องทาง</w:t>", "", "๖\tช่องทาง"),
        (OLD_BOX.format("<w:checked/>"), "", "☑"),
        (OLD_BOX.format(""), "", "☐"),
        (OLD_BOX.format('<w:checked w:val="0"/>'), "", "☐"),
        (f"<w:ruby><w:rt>{run('<w:t>x</w:t>')}</w:rt><w:rubyBase>{run('<w:t>6</w:t>')}</w:rubyBase></w:ruby>", "", "6"),
    ],
)  # fmt: skip
def test_ticks_hyphens_and_tabs_are_what_one_sees(inside: str, properties: str, expected: str) -> None:
    assert said(run(inside, properties)) == [expected]


def test_what_a_paragraph_was_before_a_change_says_nothing() -> None:
    changed = f'<w:pPr><w:pPrChange w:id="1"><w:pPr>{IN_LIST}</w:pPr></w:pPrChange></w:pPr>'
    assert lines(f"<w:p>{changed}<w:r><w:t>a</w:t></w:r></w:p>") == ["a"]
