"""Whose row it is: forms of an office whose rows were sorted, swapped, deleted or renamed, and what helps.

Remedies are followed to the letter with another program's hands, and the file is then accepted. Whatever the order of
whole rows, the warehouse has the same rows; whatever the order of what is visible, no value stands under another item.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import openpyxl  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from sarup.assets import asset_path
from sarup.findings import load_rules
from sarup.form.spec import load_form_spec
from sarup.gather.collect import to_submissions
from sarup.gather.pool import Reading
from sarup.gather.reference_folder import read_reference
from sarup.gather.workbook import read_workbook
from sarup.load.frames import frames_of
from sarup.load.warehouse import load, load_files
from sarup.phrases import load_phrases
from sarup.rollup.build import FINDING_TABLE, _run
from sarup.rollup.models import CHECKS, Model, order_models
from sarup.submission import Arrival, Row, Submission
from sarup.thai.marks import mend_marks
from sarup.thai.text import fold
from sarup.validate.faults import find_faults
from sarup.warehouse_file import create_warehouse
from tests.support.suites_here import SuitesHere

OFFICE = Path(__file__).parent / "health_office"
RESULTS = "ผลการดำเนินการ"
AT = datetime.fromisoformat("2022-04-05T09:00:00+07:00")
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
RULES = load_rules(asset_path("expectations/rules.yaml"))
REFERENCE = read_reference(OFFICE / "reference")
JUDGE = SuitesHere()
FIRST_ROW = 7
HIDDEN = ("item_key", "measure_no", "kind")


@dataclass(frozen=True)
class Answer:
    """What the division is told: the verdict, and rule, cell, sentence and remedy of each finding but notices."""

    verdict: str
    told: tuple[tuple[str, str, str, str], ...]

    @property
    def rules(self) -> list[str]:
        """Return rule and cell of each finding."""
        return [f"{rule} {cell}" for rule, cell, _, _ in self.told]


def gathered(*files: tuple[str, Path]) -> list[Submission]:
    """Return the submissions of division and file, read in this process."""
    arrivals, readings = [], {}
    for division, path in files:
        arrivals.append(Arrival(sha256(path.read_bytes()).hexdigest(), division, path.name, AT, "inbox"))
        readings[arrivals[-1].sha256] = Reading(read_workbook(path.read_bytes()), None, None)
    return to_submissions(arrivals, readings, REFERENCE.rounds, REFERENCE.agency_of(), PHRASES)


@lru_cache(maxsize=1)
def plan() -> Submission:
    """Return the office's plan."""
    return gathered(("pln", OFFICE / "plan-2565.xlsx"))[0]


def warehouse(submissions: Sequence[Submission], judge: SuitesHere | None) -> duckdb.DuckDBPyConnection:
    """Return staging and its checks over the plan and these files; without a judge no suite is asked."""
    every = [plan(), *submissions]
    found = find_faults(every, REFERENCE, RULES, PHRASES, judge) if judge else []
    connection = create_warehouse(":memory:", asset_path("sql"))
    load_files(connection, frames_of(every, found))
    load(connection, REFERENCE, RULES, None, "test")
    connection.execute(asset_path("sql/temporary_macros.sql").read_text(encoding="utf-8"))
    for table in CHECKS.values():
        connection.execute(FINDING_TABLE.format(table=table))
    for model in models():
        _run(connection, model)
    return connection


@lru_cache(maxsize=1)
def models() -> tuple[Model, ...]:
    """Return what makes staging and its checks, in order."""
    fed = ("staging.check_finding", "staging.plan_check_finding")
    every = order_models(asset_path("sql"))
    return tuple(model for model in every if model.name.startswith("staging.") or model.feeds in fed)


def answered(division: str, path: Path) -> Answer:
    """Return what a division is told about one file."""
    (read,) = gathered(("pln", OFFICE / "plan-2565.xlsx"), (division, path))[1:]
    connection = warehouse([read], JUDGE)
    (verdict,) = connection.execute(
        "select verdict from staging.verdict where submission_id = ?", [read.submission_id]
    ).fetchone() or ("",)
    told = connection.execute(
        """
        select
            f.rule, coalesce(f.cell, p.letter || f.row_no, f.sheet, ''), fill_json(r.sentence_th, f.slots),
            fill_json(r.remedy_th, f.slots)
        from (
            select submission_id, rule, table_name, row_no, column_name, sheet, cell, slots from staging.file_finding
            union all by name
            select submission_id, rule, table_name, row_no, column_name, slots from staging.result_finding
        ) as f
        inner join raw.rule as r on f.rule = r.code
        left join raw.column_place as p
            on f.submission_id = p.submission_id and f.table_name = p.table_name and f.column_name = p.column_name
        where f.submission_id = ? and r.severity <> 'notice'
        order by f.rule, f.row_no
        """,
        [read.submission_id],
    ).fetchall()
    return Answer(verdict, tuple(told))


def form(name: str) -> tuple[str, Path]:
    """Return division and path of one of the office's forms."""
    return name.partition("_")[0], OFFICE / "forms" / f"{name}.xlsx"


def mended(name: str, folder: Path, mend: Callable[[Any], None]) -> Answer:
    """Return the answer to a form after somebody followed its remedies in an office program."""
    division, path = form(name)
    book = openpyxl.load_workbook(path)
    mend(book)
    target = folder / f"{name}_again.xlsx"
    book.save(target)
    return answered(division, target)


def move(sheet: Any, rows: dict[int, int]) -> None:
    """Move all visible cells of rows at once, row -> where it goes."""
    columns = range(4, sheet.max_column + 1)
    cells = {(row, column): sheet.cell(row, column).value for row in rows for column in columns}
    for row, target in rows.items():
        for column in columns:
            sheet.cell(target, column).value = cells[row, column]


def test_swapped_rows_are_told_by_both_items_and_the_remedy_helps(tmp_path: Path) -> None:
    told = answered(*form("ict_rows_swapped"))
    assert (told.verdict, told.rules) == ("returned", ["R75 D9", "R75 D10"])
    names = ("4.1.1 “ระดับความพร้อมของระบบสารสนเทศ” (ระดับ)", "4.1.3 “จำนวนเรื่องที่เผยแพร่” (เรื่อง)")
    for (_, _, sentence, remedy), (key, shown), row in zip(told.told, (names, names[::-1]), (10, 9), strict=True):
        assert sentence == f"แถวนี้เป็นแถวของรายการ {key} แต่ข้อความที่เห็นเป็นของรายการ {shown}"
        assert f"ไปไว้แถวที่ {row} ซึ่งเป็นแถวของรายการที่เห็น" in remedy
    again = mended("ict_rows_swapped", tmp_path, lambda book: move(book[RESULTS], {9: 10, 10: 9}))
    assert again == Answer("accepted", ())


def test_sorted_visible_columns_are_told_where_they_moved_and_the_remedy_helps(tmp_path: Path) -> None:
    told = answered(*form("pln_columns_sorted"))
    assert (told.verdict, told.rules) == ("returned", ["R75 D7", "R75 D9"])
    again = mended("pln_columns_sorted", tmp_path, lambda book: move(book[RESULTS], {7: 9, 9: 7}))
    assert [rule for rule in again.rules if rule.startswith("R7")] == []


def test_whole_rows_sorted_are_accepted_with_what_is_asked_once_an_item() -> None:
    assert answered(*form("hrd_rows_sorted")) == Answer("accepted", ())


def test_a_deleted_measure_is_named_at_the_row_before_and_the_remedy_helps(tmp_path: Path) -> None:
    told = answered(*form("leg_row_deleted"))
    assert (told.verdict, told.rules) == ("returned", ["R32 D8"])
    assert told.told[0][2].startswith("ไม่พบแถวของรายการ 2.0.3 “ระยะเวลาตอบสนองเรื่องร้องเรียน” (วันทำการ) ")

    def mend(book: Any) -> None:
        book[RESULTS].insert_rows(9)
        for letter, value in {"D": "2.0.3", "J": "ระยะเวลาตอบสนองเรื่องร้องเรียน", "O": 9}.items():
            book[RESULTS][f"{letter}9"] = value

    assert mended("leg_row_deleted", tmp_path, mend) == Answer("accepted", ())


def test_a_target_overwritten_is_told_as_a_changed_guideline_is() -> None:
    division, path = form("leg_target_overwritten")
    assert answered(division, path) == Answer("accepted", ())  # notices are left out here
    (read,) = gathered(("pln", OFFICE / "plan-2565.xlsx"), (division, path))[1:]
    rows = warehouse([read], None).execute(
        "select rule, row_no, column_name, found, expected from staging.check_finding where rule = 'R34'"
    )
    assert rows.fetchall() == [("R34", 7, "target", "ไม่เกิน ๕ เรื่อง", "ไม่เกิน ๒ เรื่อง")]


def test_a_renamed_sheet_is_one_finding_with_both_names_and_the_remedy_helps(tmp_path: Path) -> None:
    told = answered(*form("leg_sheet_renamed"))
    assert (told.verdict, told.rules) == ("returned", ["R79 Sheet1"])
    assert told.told[0][2:] == (
        f"แผ่นงาน “Sheet1” ถูกเปลี่ยนชื่อจาก “{RESULTS}”",
        f"โปรดเปลี่ยนชื่อแผ่นงานกลับเป็น “{RESULTS}”",
    )
    again = mended("leg_sheet_renamed", tmp_path, lambda book: setattr(book["Sheet1"], "title", RESULTS))
    assert again == Answer("accepted", ())


def test_keys_filled_down_are_told_once_a_row_and_the_remedy_helps(tmp_path: Path) -> None:
    def fill_down(book: Any) -> None:
        for row in (8, 9, 10, 11):
            for column in (1, 2, 3):
                book[RESULTS].cell(row, column).value = book[RESULTS].cell(7, column).value

    told = mended("hrd_rows_sorted", tmp_path, fill_down)
    assert told.verdict == "returned"
    assert [rule for rule in told.rules if rule[:2] == "R7"] == ["R77 D8", "R77 D9", "R77 D10", "R77 D11"]
    assert "(A8 B8 C8)" in told.told[[rule.startswith("R77") for rule in told.rules].index(True)][3]
    assert not {rule[:3] for rule in told.rules} & {"R30", "R31", "R32", "R33"}

    def clear(book: Any) -> None:
        fill_down(book)
        for row in (8, 9, 10, 11):
            for column in (1, 2, 3):
                book[RESULTS].cell(row, column).value = None

    assert mended("hrd_rows_sorted", tmp_path, clear) == Answer("accepted", ())


def test_a_cell_that_names_another_item_is_told_what_it_must_say_and_the_remedy_helps(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(form("hrd_rows_sorted")[1])[RESULTS]
    own, other = sheet["F10"].value, sheet["F11"].value
    told = mended("hrd_rows_sorted", tmp_path, lambda book: book[RESULTS].__setitem__("F10", other))
    assert (told.verdict, told.rules) == ("returned", ["R76 F10"])
    assert f"โปรดแก้ข้อความในช่องนี้เป็น “{own}”" in told.told[0][3]


@lru_cache(maxsize=1)
def staff_form() -> Submission:
    """Return a form of five measures in three items, one item of three measures, as it was filled in."""
    return gathered(("pln", OFFICE / "plan-2565.xlsx"), form("hrd_rows_sorted"))[1]


def with_rows(number: int, rows: Sequence[Row]) -> Submission:
    """Return another file with the form's answers in these rows."""
    numbered = [{**row, "row_no": place} for place, row in enumerate(rows, FIRST_ROW)]
    arrival = replace(staff_form().arrival, sha256=f"{number:064}"[::-1])
    tables = {**staff_form().tables, "results": numbered}
    return replace(staff_form(), arrival=arrival, tables=tables)


def staged(connection: duckdb.DuckDBPyConnection, submission: Submission) -> list[list[tuple[Any, ...]]]:
    """Return what staging has of a form, but for its name and the numbers of its rows."""
    query = "select * exclude (submission_id, row_no) from {} where submission_id = ? order by all"
    tables = ("staging.result_measure", "staging.result_item")
    return [connection.execute(query.format(table), [submission.submission_id]).fetchall() for table in tables]


ORDERS = st.permutations(range(5))


@settings(max_examples=3, deadline=None, derandomize=True)
@given(st.lists(ORDERS, min_size=12, max_size=12))
def test_any_order_of_whole_rows_gives_the_same_warehouse(orders: list[list[int]]) -> None:
    rows = staff_form().tables["results"]
    files = [with_rows(number, [rows[place] for place in order]) for number, order in enumerate([[*range(5)], *orders])]
    connection = warehouse(files, None)
    (straight, *others) = [staged(connection, file) for file in files]
    assert [len(table) for table in straight] == [5, 3]
    assert all(other == straight for other in others)


def moved(rows: Sequence[Row], order: Sequence[int], blanks: set[tuple[int, str]]) -> list[Row]:
    """Return the rows with the visible cells of others, keys left where they are and some cells emptied."""
    keys = {f"{name}{end}" for name in HIDDEN for end in ("", "_text")}
    return [
        {
            name: None
            if (place, name.removesuffix("_text")) in blanks
            else (row if name in keys else rows[other])[name]
            for name in row
        }
        for place, (row, other) in enumerate(zip(rows, order, strict=True))
    ]


BLANKS = st.sets(st.tuples(st.integers(0, 4), st.sampled_from(["item_code", "guideline", "target"])))


@settings(max_examples=3, deadline=None, derandomize=True)
@given(st.lists(st.tuples(ORDERS, BLANKS), min_size=15, max_size=15))
def test_no_order_of_what_is_visible_puts_a_value_under_another_item(
    changes: list[tuple[list[int], set[tuple[int, str]]]],
) -> None:
    rows = staff_form().tables["results"]
    files = [with_rows(number, moved(rows, order, blanks)) for number, (order, blanks) in enumerate(changes)]
    told = warehouse(files, None).execute(
        "select submission_id, row_no from staging.result_finding "
        "where severity = 'error' and rule between 'R75' and 'R78'"
    )
    expected = {
        (file.submission_id, FIRST_ROW + place)
        for file, (order, _) in zip(files, changes, strict=True)
        for place in range(5)
        if order[place] != place
    }
    assert set(told.fetchall()) == expected


WORDS = st.lists(st.sampled_from([*"๖6–-’ \n\u00a0\u200b\u2003", "“ก”", '"ก"', "เดือน", "น้ำ", "แผน"]), max_size=12).map(
    "".join
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WORDS)
def test_sql_compares_texts_as_python_does(text: str) -> None:
    (said,) = SQL.execute("select compared(?)", [mend_marks(text)]).fetchone() or ("",)
    assert said == fold(text).replace(" ", "")


SQL = duckdb.connect()
SQL.execute(asset_path("sql/macros.sql").read_text(encoding="utf-8"))


def test_keys_are_the_hidden_columns_of_the_form() -> None:
    (spec,) = [sheet for sheet in load_form_spec("results").sheets if sheet.table == "results"]
    assert tuple(column.field for column in spec.columns if column.hidden) == HIDDEN
