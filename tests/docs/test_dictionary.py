"""Every table and column is explained, in the file itself and on the page; nothing is explained that is not there."""

from collections import Counter
from pathlib import Path

import duckdb
import yaml

from sarup.assets import asset_path
from sarup.dictionary import SCHEMAS, load_dictionary
from sarup.pages.documentation import main

RELATIONS = """
select distinct schema_name || '.' || table_name from duckdb_columns() where list_contains($schemas, schema_name)
"""
COLUMNS = """
select schema_name || '.' || table_name, column_name, comment from duckdb_columns()
where list_contains($schemas, schema_name)
"""
COMMENTS = """
select schema_name || '.' || table_name, comment from duckdb_tables() where list_contains($schemas, schema_name)
union all
select schema_name || '.' || view_name, comment from duckdb_views() where list_contains($schemas, schema_name)
"""
ASKED = {"schemas": list(SCHEMAS)}


def test_every_table_and_view_is_explained_and_no_other(warehouse: duckdb.DuckDBPyConnection) -> None:
    there = {row[0] for row in warehouse.execute(RELATIONS, ASKED).fetchall()}
    explained = set(load_dictionary().tables)
    assert sorted(there - explained) == [], "add these to the tables.yaml of their folder in sql/"
    assert sorted(explained - there) == [], "these tables are gone: take them out of their tables.yaml"


def test_every_key_is_made_of_columns_that_are_there(warehouse: duckdb.DuckDBPyConnection) -> None:
    there: dict[str, set[str]] = {}
    for table, name, _ in warehouse.execute(COLUMNS, ASKED).fetchall():
        there.setdefault(table, set()).add(name)
    for table, meaning in load_dictionary().tables.items():
        assert meaning.key and set(meaning.key) <= there[table] and set(meaning.nullable) <= set(meaning.key), table


def test_no_column_is_explained_that_is_not_there(warehouse: duckdb.DuckDBPyConnection) -> None:
    there = {(table, name) for table, name, _ in warehouse.execute(COLUMNS, ASKED).fetchall()}
    names = {name for _, name in there}
    assert sorted(set(load_dictionary().own) - there) == []
    assert sorted(set(load_dictionary().everywhere) - names) == []


def test_a_column_that_means_the_same_in_several_tables_is_explained_once() -> None:
    columns = yaml.safe_load((asset_path("sql") / "columns.yaml").read_text(encoding="utf-8"))
    folders = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in asset_path("sql").glob("*/tables.yaml")]
    assert len(folders) == len(SCHEMAS)
    of_some = [group["columns"] for group in columns["tables_named"]]
    of_one = [table["columns"] for folder in folders for table in folder.values() if "columns" in table]
    said = Counter(
        (name, meaning["th"], meaning["en"])
        for explained in (columns["everywhere"], *of_some, *of_one)
        for name, meaning in explained.items()
    )
    assert [column for column, times in said.items() if times > 1] == []


def test_a_tables_own_column_wins_over_that_of_its_name_and_this_over_that_of_all() -> None:
    column = load_dictionary().column
    assert column("report.obstacle", "kind").en.startswith("Kind of measure")
    assert column("raw.submission", "kind").en == column("core.submission", "kind").en == "results, plan or unknown"
    assert column("core.event", "kind").en == "planned (in the plan's list of events) or added"


def test_the_file_itself_says_in_thai_and_english_what_everything_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    comments = warehouse.execute(COMMENTS, ASKED).fetchall()
    columns = warehouse.execute(COLUMNS, ASKED).fetchall()
    assert len(comments) > 70 and len(columns) > 1000
    said = [(name, comment) for name, comment in comments] + [(f"{t}.{c}", comment) for t, c, comment in columns]
    for name, comment in said:
        thai, _, english = str(comment).partition(" — ")
        assert any("\u0e01" <= letter <= "\u0e5b" for letter in thai) or thai.endswith(".csv"), name
        assert any("a" <= letter <= "z" for letter in english), name


def test_the_committed_page_is_fresh_and_bears_the_forms_headings(root: Path, tmp_path: Path) -> None:
    arguments = ["--check", "--docs", str(root / "docs"), "--warehouse", str(root / "warehouse")]
    assert main(arguments) == 0
    page = (root / "warehouse/dictionary.md").read_text(encoding="utf-8")
    (line,) = [
        one for one in page.split("### raw.result_measure")[1].split("###")[0].splitlines() if "| value |" in one
    ]
    assert line.endswith("| ผลที่ทำได้ (ตัวเลข) |")
