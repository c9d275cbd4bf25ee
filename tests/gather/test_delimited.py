"""Delimited texts: every encoding and delimiter offices save, read strictly or refused with its reason."""

import pytest

from sarup.gather.container import Limits, Refusal
from sarup.gather.read_file import read_file
from sarup.gather.sheet_part import Cell

TABLE = "รหัสรายการ,ผลลัพธ์\n1.1.1,๒ ครั้ง\n"
CELLS = [
    Cell(1, 1, "text", "รหัสรายการ", False, True),
    Cell(1, 2, "text", "ผลลัพธ์", False, True),
    Cell(2, 1, "text", "1.1.1", False, True),
    Cell(2, 2, "text", "๒ ครั้ง", False, True),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_delimiter_gives_the_same_cells(encoding: str, delimiter: str) -> None:
    book = read_file(TABLE.replace(",", delimiter).encode(encoding))
    assert book.container == "csv"
    assert [sheet.name for sheet in book.sheets] == ["CSV"]
    assert book.sheets[0].cells == CELLS


def test_a_quoted_field_keeps_its_lines_quotes_and_delimiters() -> None:
    book = read_file('a,b\r\n"บรรทัดหนึ่ง\r\nบรรทัดสอง, ""ในคำพูด""",2\r\n'.encode())
    assert book.sheets[0].cells[2].text == 'บรรทัดหนึ่ง\nบรรทัดสอง, "ในคำพูด"'
    assert book.sheets[0].cells[3] == Cell(2, 2, "text", "2", False, True)


def test_a_comma_inside_a_number_does_not_beat_the_real_delimiter() -> None:
    book = read_file(b"item;budget;spent\n1.1.1;1,000;500\n1.1.2;2,000;700\n")
    assert [cell.text for cell in book.sheets[0].cells[3:6]] == ["1.1.1", "1,000", "500"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"%PDF-1.7\n1 0 obj", "S35"),
        (b"{\\rtf1\\ansi a,b}", "S35"),
        (b"<html><body><table><tr><td>1,2</td></tr></table>", "S35"),
        ("ข้อความหนึ่งบรรทัด".encode(), "S02"),
        (b"a,b\n1,\x002\n", "S02"),
        (b"\x81\x82\x83,\xff\xfe\n", "S02"),
        (b'a,b\n"1,2\n', "S01"),
        (b'a,b\n"1"2,3\n', "S01"),
        (b"a,b\n" + b"x" * 1_000_001 + b",1\n", "S34"),
    ],
)
def test_what_is_no_sound_table_is_refused_with_its_rule(data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(data)
    assert refused.value.rule == rule


def test_a_text_over_the_limits_is_too_large() -> None:
    with pytest.raises(Refusal) as refused:
        read_file(b"a,b\n" * 50, Limits(cells=40))
    assert (refused.value.rule, refused.value.kind) == ("S34", "cells")


def test_bare_commas_far_off_are_nothing_and_a_text_there_is_told() -> None:
    sheet = read_file(b"a,b\n1,2\n" + b",\n" * 40 + b", \n" + b"," * 30 + b"\n,x\n", Limits(rows=5, columns=3)).sheets[
        0
    ]
    assert [cell.text for cell in sheet.cells] == ["a", "b", "1", "2"]
    assert sheet.far == [(45, 2, "x")]


def test_latin_text_of_another_code_page_is_not_taken_for_thai() -> None:
    with pytest.raises(Refusal) as refused:
        read_file("né,à\n".encode("latin-1") + b"\xfc,\xdb\n")
    assert refused.value.rule == "S02"


def test_all_cells_together_may_hold_as_many_letters_as_the_limit_says_and_no_more() -> None:
    letters = sum(len(cell.text) for cell in CELLS)
    assert read_file(TABLE.encode(), Limits(total_chars=letters)).sheets[0].cells == CELLS
    with pytest.raises(Refusal, match="too much text"):
        read_file(TABLE.encode(), Limits(total_chars=letters - 1))
