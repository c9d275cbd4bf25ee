"""sarup export: the tables as other tools read them, cell by cell as the warehouse has them."""

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from sarup.assets import asset_path
from sarup.commands import export_workbook
from sarup.commands.export import export_tables, say_export
from sarup.errors import UsageError
from sarup.phrases import load_phrases
from sarup.warehouse_file import WAREHOUSE, open_warehouse
from tests.support.whole_way import Published

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
TABLES = (
    "select distinct schema_name || '.' || table_name as name from duckdb_columns() "
    "where schema_name in ('core', 'rollup', 'report')"
)


@pytest.fixture
def home(office: Published, tmp_path: Path) -> Path:
    """Return a home that shares the office's published warehouse."""
    (tmp_path / WAREHOUSE).symlink_to(office.home / WAREHOUSE)
    return tmp_path


def test_parquet_gives_every_table_back_as_it_is(office: Published, home: Path) -> None:
    export = export_tables(home, "parquet", None, PHRASES)
    assert {table.table for table in export.tables} == {row["name"] for row in office.rows(TABLES)}
    with office.warehouse() as connection:
        for table in export.tables:
            read = pl.read_parquet(home / "export/parquet" / table.file)
            expected = connection.sql(f"select * from {table.table} order by all").pl()
            assert read.rows() == expected.rows(), table.table
            assert table.row_count == read.height


def test_csv_has_a_mark_that_excel_knows_and_every_text(office: Published, home: Path) -> None:
    export_tables(home, "csv", None, PHRASES)
    path = home / "export/csv/rollup.item_round.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    read = pl.read_csv(path, infer_schema=False).sort("round_code", "item_code")
    expected = office.rows("select * from rollup.item_round order by round_code, item_code")
    assert read["narrative"].to_list() == [row["narrative"] for row in expected]
    assert read["status"].to_list() == [row["status"] for row in expected]


def test_no_text_of_a_csv_is_a_formula_and_parquet_keeps_it(tmp_path: Path, office: Published) -> None:
    (tmp_path / WAREHOUSE).write_bytes((office.home / WAREHOUSE).read_bytes())
    texts = ["=1+1", "+66", "-", "-5", "@a", "\t=1", "=\n1", "ปกติ"]
    with open_warehouse(tmp_path / WAREHOUSE) as connection:
        connection.execute("delete from core.agency")
        for number, text in enumerate(texts):
            connection.execute("insert into core.agency (agency_code, agency_name) values (?, ?)", [str(number), text])
    exported = export_tables(tmp_path, "csv", None, PHRASES)
    names = pl.read_csv(tmp_path / "export/csv/core.agency.csv", infer_schema=False)["agency_name"].to_list()
    assert names == ["'=1+1", "'+66", "-", "'-5", "'@a", "'\t=1", "'=\n1", "ปกติ"]
    (table,) = [one for one in exported.tables if one.table == "core.agency"]
    assert table.apostrophe_count == 6
    export_tables(tmp_path, "parquet", None, PHRASES)
    assert pl.read_parquet(tmp_path / "export/parquet/core.agency.parquet")["agency_name"].to_list() == texts


def test_a_workbook_has_the_dictionary_first_and_every_table_with_its_values(office: Published, home: Path) -> None:
    export = export_tables(home, "xlsx", None, PHRASES)
    book = openpyxl.load_workbook(home / "export/xlsx/sarup.xlsx", read_only=True)
    assert book.sheetnames == ["dictionary", *(table.table for table in export.tables)]
    assert {table.table for table in export.tables} == {row["name"] for row in office.rows(TABLES)}
    meanings = {(row[0], row[1] or ""): row[3] for row in book["dictionary"].values}
    assert meanings["rollup.item_round", "status"] == "สถานะผล"
    assert set(meanings) > {(table.table, "") for table in export.tables}
    for table in export.tables:
        heads, *rows = book[table.table].values
        assert len(rows) == table.row_count
        expected = office.rows(f"select * from {table.table} order by all")
        for row, known in zip(rows, expected, strict=True):
            assert [typed(value) for value in known.values()] == list(row) + [None] * (len(known) - len(row)), heads


def typed(value: object) -> object:
    """Return a value as openpyxl reads it from a cell."""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo("Asia/Bangkok")).replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def test_no_text_of_a_workbook_is_a_formula_or_lost_and_a_long_table_goes_on(
    tmp_path: Path, office: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / WAREHOUSE
    path.write_bytes((office.home / WAREHOUSE).read_bytes())
    texts = ["=1+1", "+66", "@a", "https://example.go.th", "ก" * 32_767, "ก" * 32_768, "-", "a\x00b"]
    with open_warehouse(path) as connection:
        connection.execute("delete from core.agency")
        for number, text in enumerate(texts):
            connection.execute(
                "insert into core.agency (agency_code, agency_name, valid_from) values (?, ?, ?)",
                [str(number), text, "1899-12-31"],
            )
    monkeypatch.setattr(export_workbook, "MOST_ROWS", 3)
    exported = export_tables(tmp_path, "xlsx", None, PHRASES)
    book = openpyxl.load_workbook(tmp_path / "export/xlsx/sarup.xlsx")
    sheets = [book[name] for name in ("core.agency", "core.agency 2", "core.agency 3")]
    assert [sheet.max_row for sheet in sheets] == [4, 4, 3]
    cells = [cell for sheet in sheets for cell in sheet["D"][1:]]
    assert [cell.value for cell in cells] == [*texts[:5], "ก" * 32_766 + "…", "-", "a\ufffdb"]
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)
    assert sheets[0]["H2"].value == "1899-12-31"
    (table,) = [one for one in exported.tables if one.table == "core.agency"]
    assert (table.row_count, table.cut_count) == (8, 1)
    assert any("ตัดข้อความ 1 แห่ง" in line for line in say_export(exported, PHRASES))


@pytest.mark.parametrize("format_name", ["parquet", "csv", "xlsx"])
def test_the_same_warehouse_gives_the_same_bytes_and_the_manifest_names_them(home: Path, format_name: str) -> None:
    export = export_tables(home, format_name, home / "one", PHRASES)
    export_tables(home, format_name, home / "two", PHRASES)
    for table in export.tables:
        data = (home / "one" / table.file).read_bytes()
        assert data == (home / "two" / table.file).read_bytes(), table.table
        assert sha256(data).hexdigest() == table.sha256
    manifest = json.loads((home / "one/manifest.json").read_text(encoding="utf-8"))
    assert [entry["sha256"] for entry in manifest["tables"]] == [table.sha256 for table in export.tables]
    assert (home / "one/dictionary.md").read_bytes() == asset_path("warehouse/dictionary.md").read_bytes()


def test_an_export_replaces_an_earlier_one_and_nothing_else(home: Path) -> None:
    export_tables(home, "csv", home / "files", PHRASES)
    export_tables(home, "parquet", home / "files", PHRASES)
    assert not list((home / "files").glob("*.csv"))
    (home / "mine").mkdir()
    (home / "mine" / "manifest.json").write_text('{"name": "a web site of mine"}')
    (home / "files" / "letter.txt").write_text("keep")
    (home / "a file").touch()
    for name in ("mine", "files", "a file"):
        with pytest.raises(UsageError, match="มีไฟล์อื่นอยู่"):
            export_tables(home, "csv", home / name, PHRASES)
    assert (home / "files" / "letter.txt").read_text() == "keep" and (home / "mine" / "manifest.json").exists()


def test_wrong_use_is_told(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet csv หรือ xlsx"):
        export_tables(home, "xml", None, PHRASES)
    with pytest.raises(UsageError, match="ยังไม่มีข้อมูล"):
        export_tables(tmp_path / "new", "csv", None, PHRASES)


def test_the_closing_line_counts(home: Path) -> None:
    (line, *_) = say_export(export_tables(home, "csv", None, PHRASES), PHRASES)
    assert line.startswith("ส่งออก ") and str(home / "export/csv") in line
