"""Parts taken apart by patterns: the same cells, or the same refusal, as when the parser reads every byte."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sarup.gather.book_parts
import sarup.gather.sheet_part
from sarup.gather.container import Refusal
from sarup.gather.plain_parts import take_plain_rows, take_plain_strings
from sarup.gather.workbook import Workbook, read_workbook

FORM = next((Path(__file__).resolve().parents[2] / "examples/tpso-2564/inbox/legal").glob("*2564-6m.xlsx"))
SHEETS = ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml")
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


PARTS = parts_of(FORM)


def packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return data.getvalue()


def outcome(data: bytes) -> Workbook | tuple[str, str]:
    """Return what became of a file; refusals agree when rule and the kind of reason do."""
    try:
        return read_workbook(data)
    except Refusal as refusal:
        return refusal.rule, "refused"


def by_parser(data: bytes) -> Workbook | tuple[str, str]:
    """Return what becomes of a file when nothing is taken out of its parts beforehand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sarup.gather.sheet_part, "take_plain_rows", lambda _: None)
        patch.setattr(sarup.gather.book_parts, "take_plain_strings", lambda _: None)
        return outcome(data)


def test_the_rows_and_texts_of_our_form_are_plain_and_read_the_same() -> None:
    for name in SHEETS:
        taken = take_plain_rows(PARTS[name])
        assert taken is not None and b"<row" not in taken[0] and taken[1]
    strings = take_plain_strings(PARTS[STRINGS])
    assert strings is not None and b"<si>" not in strings[0]
    assert outcome(packed(PARTS)) == by_parser(packed(PARTS))


def sheet(rows: str, head: str = "", tail: str = "") -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"{head}><sheetData>'
    return f"{text}{rows}</sheetData>{tail}</worksheet>".encode()


CELL = '<c r="A1" s="1"/>'
ODD_SHEETS = {
    "rows that fall": sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
    "a row twice": sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
    "a cell twice": sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "a cell twice, once blank": sheet(f'<row r="1"><c r="A1"><v>1</v></c>{CELL}</row>'),
    "a blank cell twice": sheet(f'<row r="1">{CELL}{CELL}<c r="B1"><v>1</v></c></row>'),
    "a cell of another row": sheet('<row r="1"><c r="A2"><v>1</v></c></row>'),
    "a blank cell of another row": sheet('<row r="1"><c r="A2"/></row>'),
    "a cell of row 11 in row 1": sheet('<row r="1"><c r="A11"/></row>'),
    "columns that fall": sheet('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "a hidden row": sheet('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'),
    "a row of no height": sheet('<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row>'),
    "an attribute twice": sheet('<row r="1" ht="9" ht="9"><c r="A1"><v>1</v></c></row>'),
    "a row number twice": sheet('<row r="1" r="1"><c r="A1"><v>1</v></c></row>'),
    "a prefix nobody declared": sheet('<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>'),
    "a declared prefix": sheet(
        '<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>', ' xmlns:x14ac="http://example.org/x"'
    ),
    "a namespace of its own": sheet('<row r="1" xmlns="http://example.org/x"><c r="A1"><v>1</v></c></row>'),
    "another namespace": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(MAIN.encode(), b"http://x.org/y"),
    "data that stands too deep": sheet("").replace(
        b"<sheetData></sheetData>",
        b'<x><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></x>',
    ),
    "data twice": sheet('<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData>'),
    "a row behind the data": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>', tail='<x><row r="2"><c r="A2"><v>2</v></c></row></x>'
    ),
    "data in a comment": sheet('<row r="1"><c r="A1"><v>1</v></c></row>', tail="<!-- </sheetData> -->"),
    "a number that is none": sheet('<row r="1"><c r="A1"><v>1-2</v></c></row>'),
    "a number of no digit": sheet('<row r="1"><c r="A1"><v>.</v></c></row>'),
    "an empty value": sheet('<row r="1"><c r="A1"><v></v></c></row>'),
    "a shared text that is missing": sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
    "a shared text of a broken number": sheet('<row r="1"><c r="A1" t="s"><v>1.5</v></c></row>'),
    "a boolean of 2": sheet('<row r="1"><c r="A1" t="b"><v>2</v></c></row>'),
    "a far cell": sheet('<row r="200000"><c r="A200000"><v>1</v></c></row>'),
    "a far column": sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "a formula": sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
    "no end": sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-9],
    "another encoding": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"UTF-8", b"UTF-16"),
    "text between rows": sheet('<row r="1"><c r="A1"><v>1</v></c></row>x<row r="2"/>'),
    "nothing": sheet(""),
}
ODD_STRINGS = {
    "an entity": ("<t>a", "<t>&lt;a"),
    "a rich text": ("<si><t>", "<si><r><t>x</t></r><t>"),
    "an end of CDATA": ("<t>", "<t>]]>"),
    "a line end": ("<t>", "<t>a\r\nb"),
    "an escape": ("<t>", "<t>_x0041_"),
    "a control character": ("<t>", "<t>\x0b"),
    "a non-character": ("<t>", "<t>\uffff"),
    "a comment": ("<si>", "<!-- <si><t>x</t></si> --><si>"),
    "Latin-1 by its declaration": ('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    "no declaration": ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', ""),
    "a prefixed root": ("<sst xmlns=", "<x:sst xmlns:x="),
    "another end": ("</sst>", "</sst><x/>"),
    "white space": ("<si>", "\n<si>"),
}


@pytest.mark.parametrize("name", ODD_SHEETS)
def test_an_odd_sheet_is_read_or_refused_as_by_the_parser_alone(name: str) -> None:
    data = packed({**PARTS, SHEETS[0]: ODD_SHEETS[name]})
    assert outcome(data) == by_parser(data)


@pytest.mark.parametrize("name", ODD_STRINGS)
def test_odd_shared_texts_are_read_or_refused_as_by_the_parser_alone(name: str) -> None:
    old, new = (text.encode() for text in ODD_STRINGS[name])
    assert old in PARTS[STRINGS]
    data = packed({**PARTS, STRINGS: PARTS[STRINGS].replace(old, new, 1)})
    assert outcome(data) == by_parser(data)


TOKENS = sorted({*re.findall(rb"<[^<>]*>|[^<>]+", PARTS[SHEETS[0]])})
DROPPED: Callable[[bytes, bytes], bytes] = lambda token, other: b""  # noqa: E731
CHANGES: tuple[Callable[[bytes, bytes], bytes], ...] = (
    DROPPED,
    lambda token, other: token + token,
    lambda token, other: other,
    lambda token, other: token + other,
    lambda token, other: token[: len(token) // 2] + token[len(token) // 2 + 1 :],
    lambda token, other: token.replace(b'"', b"'"),
    lambda token, other: re.sub(rb"[0-9]+", lambda found: str(int(found[0]) + 1).encode(), token),
    lambda token, other: token.replace(b"/>", b">"),
)


@settings(max_examples=400, deadline=None)
@given(
    name=st.sampled_from((*SHEETS, STRINGS)),
    place=st.floats(0, 1, exclude_max=True),
    change=st.sampled_from(CHANGES),
    other=st.sampled_from(TOKENS),
)
def test_a_part_with_any_token_changed_is_read_or_refused_as_by_the_parser_alone(
    name: str, place: float, change: Callable[[bytes, bytes], bytes], other: bytes
) -> None:
    tokens = re.findall(rb"<[^<>]*>|[^<>]+", PARTS[name])
    at = int(place * len(tokens))
    part = b"".join([*tokens[:at], change(tokens[at], other), *tokens[at + 1 :]])
    data = packed({**PARTS, name: part})
    assert outcome(data) == by_parser(data)


@pytest.mark.parametrize("name", SHEETS)
def test_rows_taken_apart_are_of_as_many_elements_as_the_part_was(name: str) -> None:
    taken = take_plain_rows(PARTS[name])
    assert taken is not None
    rest, rows = taken
    elements = [re.findall(rb"<(?:row|c|v)[ >]", part) for part in (PARTS[name], rest)]
    assert sum(row.elements for row in rows) == len(elements[0]) - len(elements[1]) > 100
