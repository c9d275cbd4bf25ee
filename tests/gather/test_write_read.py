"""Any submission that is written comes back equal, cell by cell: from our form, and after another program saved it.

What Excel's file format cannot hold is no part of the law: control characters, lone surrogates, U+FFFE and U+FFFF, a
text of more than 32,767 characters, and white space at the ends and texts that nobody sees, which a form does not keep.
"""

import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from sarup.assets import asset_path
from sarup.form.choices import options_key
from sarup.form.spec import Column, load_form_spec
from sarup.gather.form import read_submission
from sarup.gather.pool import Reading
from sarup.gather.workbook import read_workbook
from sarup.phrases import Phrases, load_phrases, year_slots
from sarup.render.form.content import FormContent, FormRow
from sarup.render.form.workbook import write_form
from sarup.submission import Arrival
from sarup.thai.unseen import is_blank

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
KEYS = {
    "form": "results", "form_version": "1", "plan_code": "test-2564", "round_code": "2564-6m", "division_code": "a",
}  # fmt: skip
AT = datetime.fromisoformat("2021-04-10T09:00:00+07:00")
LETTERS = st.characters(
    blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff\u2028\u2029", whitelist_characters="\n\t"
)
HARD = st.sampled_from(
    [
        "=1+1",
        "+ผล",
        "-",
        "@a",
        "'ผล",
        "_x0041_",
        "๒ ครั้ง",
        "๑)\tอบรม\n๒)\tประชุม",
        '"ก", ข',
        "<b>&amp;",
        "🙂",
        "0012",
        "1e5",
    ]
)
ANY_TEXTS = st.one_of(HARD, st.text(LETTERS, min_size=1, max_size=60)).map(str.strip)
TEXTS = ANY_TEXTS.filter(lambda text: not is_blank(text))
NUMBERS = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=2))


def cells_of(column: Column) -> st.SearchStrategy[Any]:
    """Return what a person may type into a column."""
    if column.field in ("item_key", "item_code"):
        return st.just("1.1.1")
    if column.field == "measure_no":
        return st.just(1)
    if column.options:
        return st.sampled_from(list(PHRASES.options(options_key(column, "6m", PHRASES)).values()))
    if column.kind == "number":
        return NUMBERS
    if column.kind in ("date", "month"):
        return st.dates(min_value=AT.date().replace(year=2015), max_value=AT.date()).map(
            lambda day: f"{day.day}/{day.month}/{day.year + 543}"
        )
    return TEXTS


def rows_of(table: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return rows of a sheet in which any cell may be blank, but not all of them."""
    spec = next(spec for spec in load_form_spec("results").sheets if spec.table == table)
    cells = {column.field: st.none() | cells_of(column) for column in spec.columns_of("6m")}
    row = st.fixed_dictionaries(cells).filter(lambda row: any(value is not None for value in row.values()))
    return st.lists(row, max_size=3)


SUBMISSIONS = st.fixed_dictionaries({name: rows_of(name) for name in ("results", "event", "topic", "signoff")})


def written(tables: dict[str, list[FormRow]], phrases: Phrases = PHRASES) -> bytes:
    """Return the workbook of a submission."""
    content = FormContent(
        kind="results",
        round_name="6m",
        keys=KEYS,
        head_lines=("แบบทดสอบ",),
        guide=(),
        slots=year_slots(2564, phrases),
        tables={name: tuple(rows) for name, rows in tables.items()},
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(content, path, phrases)
        return path.read_bytes()


def read(data: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the texts of every gathered row, as typed; blank cells are left out."""
    arrival = Arrival("0" * 64, "a", "form.xlsx", AT, "test")
    submission = read_submission(arrival, Reading(read_workbook(data)), PHRASES)
    assert submission.kind == "results"
    return {
        table: [
            {field_of(name): str(value) for name, value in row.items() if name.endswith("_text") and value}
            for row in rows
        ]
        for table, rows in submission.tables.items()
    }


def typed(tables: dict[str, list[FormRow]]) -> dict[str, list[dict[str, str]]]:
    """Return the texts that a person sees in the form; numbers in their shortest digits."""
    return {
        table: [{field_of(k): _shown(v) for k, v in row.items() if v is not None} for row in rows]
        for table, rows in tables.items()
    }


def field_of(name: str) -> str:
    """Return a column's name as both sides know it: a gathered `value_text` is the form's `value`."""
    return name.removesuffix("_text").removesuffix("_text")


def _shown(value: object) -> str:
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def openpyxl_keeps(tables: dict[str, list[FormRow]]) -> bool:
    """Say whether openpyxl itself writes what it read: it makes a formula of "=…" and does not escape "_x0041_"."""
    texts = [value for rows in tables.values() for row in rows for value in row.values() if isinstance(value, str)]
    return not any(text.startswith("=") or "_x" in text for text in texts)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SUBMISSIONS)
def test_any_submission_comes_back_equal(tables: dict[str, list[FormRow]]) -> None:
    assert read(written(tables)) == typed(tables)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(SUBMISSIONS)
def test_a_form_of_an_office_with_arabic_digits_comes_back_equal(tables: dict[str, list[FormRow]]) -> None:
    data = written(tables, PHRASES.in_digits("arabic"))
    told = {value for rows in tables.values() for row in rows for value in row.values()}
    sheet = openpyxl.load_workbook(io.BytesIO(data))["ผลการดำเนินการ"]
    ours = [
        cell.value for row in sheet["A1:AZ6"] for cell in row if isinstance(cell.value, str) and cell.value not in told
    ]
    assert [text for text in ours if any("๐" <= letter <= "๙" for letter in text)] == []
    assert read(data) == typed(tables)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SUBMISSIONS.filter(openpyxl_keeps))
def test_any_submission_comes_back_equal_after_another_program_saved_it(tables: dict[str, list[FormRow]]) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(written(tables))).save(saved)
    assert read(saved.getvalue()) == typed(tables)
