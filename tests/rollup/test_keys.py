"""The key of every table names one row; a run whose keys are broken publishes nothing."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sarup import pipeline
from sarup.dictionary import TableMeaning
from sarup.rollup.build import roll_up
from sarup.rollup.keys import BrokenKeyError, assert_keys
from sarup.warehouse_file import WAREHOUSE
from tests.support.whole_way import HALF, SAMPLE, Published, publish_judged

MEANING = TableMeaning("ก", "a", "a thing of a shop", key=("shop", "thing"), nullable=("thing",))


@pytest.fixture
def shop() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database of one table: two things of shop a, one that has no name, and one of shop b."""
    with duckdb.connect() as connection:
        connection.execute("create schema core; create table core.thing (shop varchar, thing varchar, price integer)")
        connection.execute("insert into core.thing values ('a', 'x', 1), ('a', 'y', 1), ('a', null, 2), ('b', 'x', 3)")
        yield connection


def test_a_key_with_a_part_that_may_be_null_names_one_row(shop: duckdb.DuckDBPyConnection) -> None:
    assert_keys(shop, {"core.thing": MEANING}, ("core",))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("('b', 'x', 4)", "core.thing: key (shop, thing) has 2 rows of shop='b', thing='x'"),
        ("('a', null, 5)", "core.thing: key (shop, thing) has 2 rows of shop='a', thing=None"),
        ("(null, 'z', 6)", "core.thing: key (shop, thing) has 1 rows of shop=None, thing='z'"),
    ],
)
def test_a_row_twice_or_without_its_key_is_told_with_table_key_and_example(
    shop: duckdb.DuckDBPyConnection, row: str, said: str
) -> None:
    shop.execute(f"insert into core.thing values {row}")
    with pytest.raises(BrokenKeyError) as told:
        assert_keys(shop, {"core.thing": MEANING}, ("core",))
    assert str(told.value) == said


def test_views_are_asked_too(shop: duckdb.DuckDBPyConnection) -> None:
    shop.execute("create schema report; create view report.shop as select shop from core.thing")
    with pytest.raises(BrokenKeyError, match=r"report\.shop: key \(shop\) has 3 rows of shop='a'"):
        assert_keys(shop, {"report.shop": TableMeaning("ก", "a", "a shop", key=("shop",))}, ("report",))


def test_a_run_whose_key_is_broken_publishes_nothing(
    office: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def roll_up_twice(connection: duckdb.DuckDBPyConnection, *rest: object) -> None:
        roll_up(connection, *rest)  # type: ignore[arg-type]
        connection.execute("insert into core.item from core.item where item_code = '1.1.1' and round_code = '2564-6m'")

    monkeypatch.setattr(pipeline, "roll_up", roll_up_twice)
    with pytest.raises(
        BrokenKeyError, match=r"core\.item: key \(plan_code, round_code, item_code\) has 2 rows of .*'1\.1\.1'"
    ):
        publish_judged(SAMPLE / "inbox", tmp_path, office.submissions, office.findings, (HALF,))
    assert not (tmp_path / WAREHOUSE).exists() and not (tmp_path / "output").exists()
