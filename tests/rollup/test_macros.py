"""The macros that every layer uses, one by one: what each gives for the words that people type."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.warehouse_file import create_warehouse


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return an empty warehouse, which has the macros."""
    with create_warehouse(":memory:", asset_path("sql")) as made:
        yield made


def given(connection: duckdb.DuckDBPyConnection, call: str, *values: object) -> object:
    row = connection.execute(f"select {call}", list(values)).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("๔ ครั้ง", 4), ("๑๒ เรื่อง", 12), ("ร้อยละ 84.25", Decimal("84.25")), ("รวม 1,250 คน", 1250), ("ไม่มี", None),
        ("๐ เรื่อง", 0), ("๙๘๗๖๕๔๓๒๑", 987654321), (None, None),
    ],
)  # fmt: skip
def test_the_first_number_of_a_text(
    connection: duckdb.DuckDBPyConnection, typed: str | None, number: Decimal | None
) -> None:
    assert given(connection, "first_number(?)", typed) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("๑. จัดอบรม", "จัดอบรม"), ("(12) จัดอบรม", "จัดอบรม"), ("123) จัดอบรม", "จัดอบรม"),
        # Four digits are a year and no number of an item.
        ("๒๕๖๖) จัดอบรม", "2566)จัดอบรม"), ("ตัวชี้วัด : จำนวนครั้ง", "จำนวนครั้ง"), ("จัด  อบรม", "จัดอบรม"),
    ],
)  # fmt: skip
def test_a_guideline_is_compared_without_its_number(
    connection: duckdb.DuckDBPyConnection, typed: str, words: str
) -> None:
    assert given(connection, "compared_words(?)", typed) == words
