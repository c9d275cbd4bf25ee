"""What a table as a whole is told, and what of its cells: the small ways apart, one by one."""

import io
from datetime import UTC, datetime

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.assets import asset_path
from sarup.form.spec import load_form_spec
from sarup.gather.form import _cell_problems, _hides_rows, read_submission
from sarup.gather.headings import FormSheet
from sarup.gather.pool import Reading
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.workbook import read_workbook
from sarup.phrases import load_phrases
from sarup.submission import Arrival
from tests.support.whole_way import SAMPLE

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
(RESULTS,) = [spec for spec in load_form_spec("results").sheets if spec.table == "results"]
(VALUE,) = [column for column in RESULTS.columns if column.field == "value"]


def form_of(*cells: Cell) -> FormSheet:
    """Return a table of one column, B, whose heading stands in row 2."""
    return FormSheet(RESULTS, Sheet("ผล", "visible", list(cells), [], [], []), 2, {2: VALUE})


@pytest.mark.parametrize(
    ("merge", "hides"),
    [("B5:D6", True), ("A5:B6", True), ("A5:D6", True), ("C5:D6", False), ("A1:D2", False), ("", False)],
)
def test_a_merge_below_the_headings_hides_rows_where_it_touches_a_column(merge: str, hides: bool) -> None:
    assert _hides_rows(form_of(), merge) is hides


@pytest.mark.parametrize(("typed", "rules"), [("5\u200b", ["R81"]), ("ห้า\u200b", []), ("5", [])])
def test_what_nobody_sees_is_told_where_the_rest_is_read(typed: str, rules: list[str]) -> None:
    found = _cell_problems(form_of(Cell(3, 2, "text", typed, False, True)), "s", "6m", PHRASES)
    assert [one.rule for one in found] == rules


@pytest.mark.parametrize(("letters", "rules"), [(32_767, []), (32_768, ["S31"])])
def test_a_text_as_long_as_a_cell_holds_is_a_text_and_a_longer_one_is_told(letters: int, rules: list[str]) -> None:
    found = _cell_problems(form_of(Cell(3, 2, "text", "ก" * letters, False, True)), "s", "6m", PHRASES)
    assert [one.rule for one in found] == rules


def test_a_renamed_sheet_of_a_plan_without_keys_is_told_by_its_name() -> None:
    book = openpyxl.load_workbook(SAMPLE / "inbox/plan/plan-2564.xlsx")
    del book["_sarup"]
    book["แผนและแนวทางปฏิบัติ"].title = "Sheet9"
    mended = io.BytesIO()
    book.save(mended)
    reading = Reading(read_workbook(mended.getvalue()))
    read = read_submission(Arrival("a" * 64, "plan", "a.xlsx", datetime(2021, 1, 1, tzinfo=UTC), ""), reading, PHRASES)
    told = [(one.rule, one.value) for one in read.problems if one.rule in ("R79", "S21")]
    assert (read.kind, read.has_keys, told) == ("plan", False, [("R79", "Sheet9")])
