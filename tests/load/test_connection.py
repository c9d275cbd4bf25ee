"""The functions of Python that models call: the same print in SQL, and nothing of them in the file."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.thai.figures import print_number
from sarup.warehouse_file import create_warehouse, open_warehouse


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(":memory:") as opened:
        yield opened


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ("print_number(84.995)", "84.995"),
        ("print_number(84.995, 'ร้อยละ', is_computed := true)", "85.00"),
        ("print_number(84.995, 'ร้อยละ', true, 85, 'at_least')", "84.99"),
        ("print_number(50, least_places := 2)", "50.00"),
        ("print_number(cast(5 as bigint))", "5"),
        ("print_number(cast(84.2 as double), unit := 'ร้อยละ')", "84.20"),
        ("print_amount(84.2, 'ร้อยละ')", "ร้อยละ 84.20"),
        ("print_amount(3, 'ระดับ')", "ระดับ 3"),
        ("print_amount(3, null)", "3"),
        ("print_number(null, 'ร้อยละ')", None),
        ("to_thai(2564)", "๒๕๖๔"),
        ("to_thai(null)", None),
    ],
)
def test_sql_prints_as_python_does(connection: duckdb.DuckDBPyConnection, call: str, printed: str | None) -> None:
    assert connection.execute(f"select {call}").fetchall() == [(printed,)]


def test_a_column_of_many_values_is_printed_row_by_row(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "select i, print_number(cast(i as decimal(38, 6)) / 1000, is_computed := i % 2 = 1) from range(5000) as r(i)"
    ).fetchall()
    assert len(rows) == 5000
    assert all(said == print_number(Decimal(i) / 1000, is_computed=i % 2 == 1) for i, said in rows)


def test_the_file_holds_no_function_of_python(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    create_warehouse(path, asset_path("sql")).close()
    with duckdb.connect(str(path)) as opened:
        with pytest.raises(duckdb.CatalogException, match="print_number"):
            opened.execute("select print_number(0.5)")
        opened.execute("select * from duckdb_functions() where function_name like '%_of_python'")
        assert opened.fetchall() == []
    with open_warehouse(path, read_only=True) as reader:
        assert reader.execute("select print_number(0.5)").fetchall() == [("0.5",)]
