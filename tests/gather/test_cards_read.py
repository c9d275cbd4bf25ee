"""Cards are read into the rows that tables are read into, each answer with its cell, wherever a card stands."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sarup.codes import Layout
from sarup.form.cards import load_card_spec
from sarup.form.choices import options_key
from sarup.form.spec import Column, load_form_spec
from sarup.gather.form import read_submission
from sarup.gather.pool import Reading
from sarup.gather.sheet_part import Sheet
from sarup.gather.workbook import Workbook, read_workbook
from sarup.render.form.content import FormContent, FormRow
from sarup.render.form.workbook import write_form
from sarup.submission import Arrival, Submission
from tests.gather.test_write_read import AT, NUMBERS, TEXTS, openpyxl_keeps, rows_of
from tests.support.render.sample_form import KINDS, PHRASES, form_content

CARDS = PHRASES.texts["sheet.cards"]
RESULTS = {column.field: column for column in load_form_spec("results").sheets[0].columns}


def read(book: Workbook) -> Submission:
    return read_submission(Arrival("0" * 64, "a", "form.xlsx", AT, "test"), Reading(book), PHRASES)


def book_of(content: FormContent) -> bytes:
    with TemporaryDirectory() as folder:
        write_form(content, Path(folder) / "form.xlsx", PHRASES)
        return (Path(folder) / "form.xlsx").read_bytes()


def typed_of(submission: Submission) -> list[dict[str, str]]:
    """Return what was typed in each row of results, by measure."""
    rows = sorted(submission.tables["results"], key=lambda row: (str(row["item_key"]), str(row["measure_no"])))
    return [{name: str(row[f"{name}_text"]) for name in RESULTS if row.get(f"{name}_text")} for row in rows]


def shown_of(content: FormContent) -> list[dict[str, str]]:
    """Return what stands in each row that was written, where a card shows it; numbers in their shortest digits."""
    card, shown = load_card_spec(), []
    for row in sorted(content.tables["results"], key=lambda row: (str(row["item_key"]), str(row["measure_no"]))):
        kind, levels = str(row["kind"]), ["measure", *(["item"] if row["is_first"] else [])]
        lines = [
            line for level in levels for line in card.lines_of(level, content.round_name, kind, content.annual_entry)
        ]
        names = {one.column.field for line in lines for one in line.fields} | {
            "item_key",
            "measure_no",
            "kind",
            "item_code",
        }
        shown.append({name: _shown(row[name]) for name in names if row.get(name) not in (None, "")})
    return shown


def differences(submission: Submission, content: FormContent) -> list[tuple[str, str, str | None, str | None]]:
    """Return item, field, what was typed and what was read, where they differ."""
    pairs = zip(shown_of(content), typed_of(submission), strict=True)
    return [
        (one["item_key"], name, one.get(name), two.get(name))
        for one, two in pairs
        for name in sorted({*one, *two})
        if one.get(name) != two.get(name)
    ]


def _shown(value: object) -> str:
    return f"{Decimal(value).normalize():f}" if isinstance(value, int | Decimal) else str(value).strip()


def answer_of(column: Column, kind: str, round_name: str) -> st.SearchStrategy[Any]:
    """Return what a person may type into a cell of a card."""
    if column.options:
        return st.sampled_from(list(PHRASES.options(options_key(column, round_name, PHRASES)).values()))
    if column.kind == "date" or (column.date_field and kind == "deadline"):
        return st.sampled_from(["21/12/2563", "1/3/2564"])
    if column.kind == "month":
        return st.just("สิงหาคม 2564")
    return NUMBERS if column.kind == "number" else TEXTS


@st.composite
def contents(draw: st.DrawFn) -> FormContent:
    """Return a form of cards of any round, kinds and numbers of items and measures, filled in as it comes."""
    round_name, entry = draw(
        st.sampled_from([("6m", "both"), *(("12m", e) for e in ("both", "cumulative", "second_half"))])
    )
    content = form_content(round_name, Layout.CARD, entry)
    pattern, rows = content.tables["results"][0], []
    for item in range(draw(st.integers(0, 3))):
        for measure in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(KINDS))
            asked = [c for c in RESULTS.values() if not c.locked and (measure == 0 or c.level == "measure")]
            answers = {c.field: draw(st.none() | answer_of(c, kind, round_name)) for c in asked}
            code = {"item_key": f"1.1.{item + 1}", "item_code": f"1.1.{item + 1}", "measure_no": measure + 1}
            rows.append({**pattern, **code, "kind": kind, "is_first": int(not measure), **answers})
    lists = {table: tuple(draw(rows_of(table))) for table in ("event", "topic")}
    return replace(content, tables={**content.tables, **lists, "results": tuple(rows)})


@settings(max_examples=12, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(contents())
def test_any_cards_come_back_equal_and_every_cell_stands_where_its_place_says(content: FormContent) -> None:
    book = read_workbook(book_of(content))
    submission = read(book)
    assert differences(submission, content) == []
    assert [len(submission.tables[table]) for table in ("event", "topic")] == [
        len(content.tables[table]) for table in ("event", "topic")
    ]
    assert_in_place(submission, book)


def assert_in_place(submission: Submission, book: Workbook) -> None:
    """Assert that each answer is the text of the cell to which its column's place leads."""
    (sheet,) = [sheet for sheet in book.sheets if sheet.name == CARDS]
    texts = {(cell.row, cell.column): cell.text.strip() for cell in sheet.cells}
    for row in submission.tables["results"]:
        for name in RESULTS:
            places = [
                one
                for one in submission.places
                if (one.table, one.field) == ("results", name) and one.holds(int(str(row["row_no"])))
            ]
            if row.get(f"{name}_text"):
                (place,) = places
                at = (int(str(row["row_no"])) - place.row_offset, column_number(place.letter))
                assert texts[at] == row[f"{name}_text"], name
            assert len(places) == (
                0 if RESULTS[name].rounds not in ((), (submission.keys["round_code"][5:],)) else 1
            ), name


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@settings(max_examples=4, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(contents().filter(lambda content: openpyxl_keeps({**content.tables})))
def test_any_cards_come_back_equal_after_another_program_saved_them(content: FormContent) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(book_of(content))).save(saved)
    assert differences(read(read_workbook(saved.getvalue())), content) == []


@pytest.fixture(scope="module")
def filled() -> tuple[FormContent, Workbook]:
    """Return three items, the second with two measures, and the workbook of their cards."""
    content = form_content("12m", Layout.CARD)
    first, second, third = content.tables["results"][:3]
    more = {**second, "measure_no": 2, "is_first": 0, "value_year": 7}
    rows: tuple[FormRow, ...] = tuple(
        {**row, "narrative": f"ผลของ {row['item_key']}"} for row in (first, second, third)
    )
    content = replace(content, tables={**content.tables, "results": (rows[0], rows[1], more, rows[2])})
    return content, read_workbook(book_of(content))


def in_order(book: Workbook, order: Sequence[int]) -> Workbook:
    """Return the workbook with its cards in another order, some of them more than once or left out."""
    (sheet,) = [sheet for sheet in book.sheets if sheet.name == CARDS]
    starts = [cell.row for cell in sheet.cells if cell.text.startswith("รายการที่ ")]
    ends = [*starts[1:], max(cell.row for cell in sheet.cells) + 1]
    cells, at = [cell for cell in sheet.cells if cell.row < starts[0]], starts[0]
    for number in order:
        moved = [cell for cell in sheet.cells if starts[number] <= cell.row < ends[number]]
        cells += [cell._replace(row=cell.row - starts[number] + at) for cell in moved]
        at += ends[number] - starts[number]
    others = [one for one in book.sheets if one.name != CARDS]
    return replace(book, sheets=(Sheet(CARDS, "visible", cells, [], [], []), *others))


def test_cards_that_were_moved_are_known_by_their_keys(filled: tuple[FormContent, Workbook]) -> None:
    content, book = filled
    moved = in_order(book, (2, 0, 1))
    assert typed_of(read(moved)) == shown_of(content)
    assert_in_place(read(moved), moved)


def test_a_card_that_stands_twice_is_two_rows_and_one_that_is_gone_is_none(
    filled: tuple[FormContent, Workbook],
) -> None:
    _, book = filled
    keys = [
        [row["item_key"] for row in read(in_order(book, order)).tables["results"]] for order in ((0, 0, 1, 2), (0, 2))
    ]
    assert keys == [["1.1.1", "1.1.1", "1.1.2", "1.1.2", "1.1.3"], ["1.1.1", "1.1.3"]]


def test_what_is_asked_once_stands_on_the_first_measures_row(filled: tuple[FormContent, Workbook]) -> None:
    rows = [(row["item_key"], row["measure_no"], row["narrative"]) for row in read(filled[1]).tables["results"]]
    one, two, three = ("ผลของ 1.1.1", "ผลของ 1.1.2", "ผลของ 1.1.3")
    assert rows == [("1.1.1", "1", one), ("1.1.2", "1", two), ("1.1.2", "2", None), ("1.1.3", "1", three)]


def test_a_label_that_is_gone_is_told_by_its_name(filled: tuple[FormContent, Workbook]) -> None:
    book = filled[1]
    head = PHRASES.texts["col.narrative"]
    sheets = [
        replace_cells(sheet, lambda text: text != head) if sheet.name == CARDS else sheet for sheet in book.sheets
    ]
    found = read(replace(book, sheets=tuple(sheets)))
    assert {(one.rule, one.value) for one in found.problems} == {("S08", head)}
    assert [row["narrative"] for row in found.tables["results"]] == [None] * 4


def replace_cells(sheet: Sheet, keep: Any) -> Sheet:
    return Sheet(sheet.name, sheet.state, [cell for cell in sheet.cells if keep(cell.text)], [], [], [])


def test_a_column_put_in_between_moves_labels_and_answers_together(filled: tuple[FormContent, Workbook]) -> None:
    content, book = filled

    def moved(sheet: Sheet) -> Sheet:
        cells = [cell._replace(column=cell.column + (cell.column > 4)) for cell in sheet.cells]
        return Sheet(sheet.name, sheet.state, cells, [], [], [])

    shifted = replace(book, sheets=tuple(moved(one) if one.name == CARDS else one for one in book.sheets))
    assert typed_of(read(shifted)) == shown_of(content)
    assert_in_place(read(shifted), shifted)


def test_the_signers_are_read_from_the_cover(filled: tuple[FormContent, Workbook]) -> None:
    content, _ = filled
    signed: Mapping[str, Any] = {
        "signer": PHRASES.texts["sign.reporter"],
        "signer_name": "(ตัวอย่าง)",
        "signed_on": "1/10/2564",
    }
    found = read(read_workbook(book_of(replace(content, tables={**content.tables, "signoff": (dict(signed),)}))))
    assert [(row["signer_name"], row["signed_on"]) for row in found.tables["signoff"]] == [("(ตัวอย่าง)", "2021-10-01")]


def test_forms_of_cards_without_doubt_have_no_problem(filled: tuple[FormContent, Workbook]) -> None:
    assert read(filled[1]).problems == ()


def named(book: Workbook, name: str | None) -> Workbook:
    """Return the workbook with its sheet of cards under another name, or without it."""
    sheets = [replace(one, name=name) if one.name == CARDS and name else one for one in book.sheets]
    return replace(book, sheets=tuple(one for one in sheets if name or one.name != CARDS))


def test_a_sheet_of_cards_that_was_renamed_is_told_by_both_names(filled: tuple[FormContent, Workbook]) -> None:
    found = read(named(filled[1], "Sheet9"))
    assert [(one.rule, one.sheet, one.slots["name"]) for one in found.problems] == [("R79", "Sheet9", CARDS)]
    assert "results" not in found.tables


def test_a_sheet_of_cards_that_is_gone_is_none_of_the_tables(filled: tuple[FormContent, Workbook]) -> None:
    found = read(named(filled[1], None))
    assert found.problems == ()
    assert sorted(found.tables) == ["event", "signoff", "topic"]


def test_what_lacks_before_the_first_card_has_a_place(filled: tuple[FormContent, Workbook]) -> None:
    found = read(filled[1])
    before = min(int(str(row["row_no"])) for row in found.tables["results"]) - 1
    (place,) = [one for one in found.places if (one.table, one.field) == ("results", "item_code") and one.holds(before)]
    assert (place.letter, before - place.row_offset) == ("G", 2)
