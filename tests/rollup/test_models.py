"""The order of SQL files: from what they read; a circle or a table that nobody makes is told by name."""

from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.rollup.models import order_models, tables_in


def sql_folder(folder: Path, files: dict[str, str]) -> Path:
    """Write SQL files into a folder laid out as the project's own."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return [model.name for model in order_models(folder)]


def test_a_model_stands_behind_what_it_reads_whatever_its_file_is_called(tmp_path: Path) -> None:
    sql = sql_folder(
        tmp_path,
        {
            "2_staging/a.sql": "create table staging.a as select * from staging.b",
            "2_staging/b.sql": "create table staging.b as select * from raw.c",
        },
    )
    assert names(sql) == ["staging.b", "staging.a"]


def test_a_reader_of_findings_stands_behind_every_check_that_feeds_them(tmp_path: Path) -> None:
    sql = sql_folder(
        tmp_path,
        {
            "2_staging/a.sql": "create table staging.a as select * from staging.check_finding",
            "2_staging/z.sql": "create table staging.z as select 1 as one",
            "checks/results/r99_last.sql": "select * from staging.z",
        },
    )
    assert names(sql) == ["staging.z", "check:R99", "staging.a"]


def test_a_circle_is_told_with_its_tables(tmp_path: Path) -> None:
    sql = sql_folder(
        tmp_path,
        {
            "2_staging/a.sql": "create table staging.a as select * from core.b",
            "3_core/b.sql": "create table core.b as select * from staging.a",
        },
    )
    with pytest.raises(ValueError, match=r"circle.*staging\.a"):
        order_models(sql)


def test_a_table_that_nobody_makes_is_told_with_its_reader(tmp_path: Path) -> None:
    sql = sql_folder(tmp_path, {"3_core/b.sql": "create table core.b as select * from staging.nowhere"})
    with pytest.raises(ValueError, match=r"core\.b reads staging\.nowhere"):
        order_models(sql)


def test_a_statement_that_fails_is_told_with_its_file(tmp_path: Path) -> None:
    sql = sql_folder(tmp_path, {"3_core/b.sql": "create table core.b as select no_such_column from (select 1)"})
    (sql / "temporary_macros.sql").touch()
    connection = duckdb.connect()
    for schema in ("staging", "rollup", "core"):
        connection.execute(f"create schema {schema}")
    with pytest.raises(RuntimeError, match=r"core\.b: .*no_such_column"):
        roll_up(connection, sql)


def test_every_file_of_the_project_has_its_place() -> None:
    sql = asset_path("sql")
    folders = ("2_staging", "3_core", "4_rollup", "5_report", "checks/plan", "checks/results", "checks/across")
    files = [file for folder in folders for file in (sql / folder).glob("*.sql")]
    assert len(names(sql)) == len(files) > 60


def test_the_tables_of_every_file_are_those_that_a_parser_finds() -> None:
    files = [file for file in asset_path("sql").rglob("*.sql") if "macros" not in file.name]
    for file in files:
        text = file.read_text(encoding="utf-8")
        trees = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
        parsed = {f"{one.db}.{one.name}" for tree in trees for one in tree.find_all(exp.Table) if one.db}
        assert tables_in(text) == parsed, file.name


def test_of_wanted_tables_only_what_they_stand_on_is_built(tmp_path: Path) -> None:
    sql = sql_folder(
        tmp_path,
        {
            "2_staging/a.sql": "create table staging.a as select * from raw.c",
            "2_staging/b.sql": "create table staging.b as select * from staging.check_finding",
            "3_core/b.sql": "create table core.b as select * from staging.b",
            "3_core/c.sql": "create table core.c as select * from staging.b",
            "checks/results/r99_last.sql": "select * from staging.a",
        },
    )
    ordered = [model.name for model in order_models(sql, wanted=["core.b"])]
    assert ordered == ["staging.a", "check:R99", "staging.b", "core.b"]
