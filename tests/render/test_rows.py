"""Rows of the report views as dataclasses: every type fits its view, and what does not fit is told by its name."""

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.codes import Status
from sarup.render.content import rows as report_rows
from sarup.render.content.queries import ReportSource
from sarup.rollup.build import roll_up
from sarup.rows import read_rows
from sarup.warehouse_file import create_warehouse

ROW_TYPES = [one for name, one in vars(report_rows).items() if name.startswith("Report") and is_dataclass(one)]


@pytest.fixture(scope="module")
def empty() -> Iterator[ReportSource]:
    with create_warehouse(":memory:", asset_path("sql")) as connection:
        roll_up(connection, asset_path("sql"))
        yield ReportSource(connection, "p", "2564-6m")


@dataclass(frozen=True)
class Code:
    """One column of each kind."""

    view: ClassVar = "code"
    name: str
    status: Status
    value: Decimal | None
    count: int
    is_whole: bool
    day: date | None


GOOD = "'a' as name, 'met' as status, 2.50 as value, 3 as count, true as is_whole, date '2021-03-31' as day"


def read(columns: str) -> list[Code]:
    return read_rows(duckdb.connect(), Code, f"select {columns}, 'left' as more", source="report.code")


@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda one: one.view)
def test_every_row_type_fits_its_view(empty: ReportSource, row_type: Any) -> None:
    assert empty.rows(row_type, "1") == []


def test_no_view_has_two_row_types() -> None:
    views = [one.view for one in ROW_TYPES]
    assert len(views) == len(set(views))


def test_a_row_is_taken_by_the_names_of_its_columns() -> None:
    (row,) = read(GOOD)
    assert row == Code("a", Status.MET, Decimal("2.50"), 3, True, date(2021, 3, 31))
    assert row.status is Status.MET


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("3 as count", "3.5 as count", r"report\.code\.count is DECIMAL\(2,1\), which is no int"),
        ("'a' as name", "1 as name", r"report\.code\.name is INTEGER, which is no str"),
        ("2.50 as value", "2.5::double as value", r"report\.code\.value is DOUBLE, which is no Decimal"),
        ("true as is_whole", "1 as is_whole", r"report\.code\.is_whole is INTEGER, which is no bool"),
        ("3 as count", "true as count", r"report\.code\.count is BOOLEAN, which is no int"),
        ("date '2021-03-31'", "timestamp '2021-03-31 00:00'", r"report\.code\.day is TIMESTAMP, which is no date"),
        ("as day", "as days", "report.code has no column day"),
        ("3 as count", "null::integer as count", "report.code.count is null"),
    ],
)
def test_what_does_not_fit_names_the_view_and_the_column(good: str, bad: str, told: str) -> None:
    assert good in GOOD
    with pytest.raises(TypeError, match=told):
        read(GOOD.replace(good, bad))


def test_a_wrong_column_is_told_before_there_is_a_row() -> None:
    with pytest.raises(TypeError, match="count is VARCHAR"):
        read_rows(duckdb.connect(), Code, f"select {GOOD.replace('3 as', 'cast(3 as varchar) as')} where false")


def test_a_code_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="'reached' is not a valid Status"):
        read(GOOD.replace("'met'", "'reached'"))


def test_null_stays_null() -> None:
    assert read(GOOD.replace("2.50 as", "cast(null as decimal(9, 2)) as"))[0].value is None


def test_a_view_that_lacks_a_column_is_named(empty: ReportSource) -> None:
    @dataclass(frozen=True)
    class Other:
        view: ClassVar = "item"
        item_code: str
        item_colour: str

    with pytest.raises(TypeError, match=r"report\.item lacks a column of Other: .*item_colour"):
        empty.rows(Other, "1")


def test_a_plan_that_does_not_report_has_no_row(empty: ReportSource) -> None:
    with pytest.raises(KeyError, match="no plan p of round 2564-6m"):
        empty.row(report_rows.ReportTitle)
