"""`sarup export`: all tables of core, rollup and report as files or one workbook, with the dictionary beside them."""

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from sarup.assets import asset_path
from sarup.commands.export_workbook import write_workbook
from sarup.dictionary import load_dictionary
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.system import replace_file
from sarup.thai.figures import print_number
from sarup.warehouse_file import open_warehouse, published_warehouse

FORMATS = ("parquet", "csv", "xlsx")
WORKBOOK = "sarup.xlsx"
MANIFEST, DICTIONARY = "manifest.json", "dictionary.md"
BOM = b"\xef\xbb\xbf"
TABLES = """
select distinct schema_name || '.' || table_name as name from duckdb_columns()
where schema_name in ('core', 'rollup', 'report')
order by case split_part(name, '.', 1) when 'core' then 1 when 'rollup' then 2 else 3 end, name
"""
COLUMNS = """
select column_name, data_type from duckdb_columns() where schema_name || '.' || table_name = ? order by column_index
"""
# A spreadsheet takes such a text for a formula; a lone "-" is none.
LIKE_A_FORMULA = r"(?s)^[=+@\t\r-]."


@dataclass(frozen=True)
class ExportedTable:
    """One table as a file or a sheet: its rows, the file's hash, in a CSV the texts that got an apostrophe before them.

    `cut_count` are the texts that are longer than a cell of Excel and end in "…".
    """

    table: str
    file: str
    row_count: int
    sha256: str
    apostrophe_count: int = 0
    cut_count: int = 0


@dataclass(frozen=True)
class Export:
    """What was written where, and which program and rules made the numbers."""

    folder: str
    format: str
    code_version: str
    rule_set_version: str
    tables: tuple[ExportedTable, ...]


def export_tables(home: Path, format_name: str, output: Path | None, phrases: Phrases) -> Export:
    """Write core.*, rollup.* and report.* into `output` (default: HOME/export/FORMAT), dictionary and manifest beside.

    The same warehouse gives the same bytes. Raises UsageError for another format, before the first report, and for a
    folder that holds anything but an earlier export.
    """
    if format_name not in FORMATS:
        raise UsageError(phrases.say("cli.err.format", x=format_name))
    if not published_warehouse(home).is_file():
        raise UsageError(phrases.say("cli.err.nothing_published", home=home))
    folder = (output or home / "export" / format_name).resolve()
    if folder.exists() and not _is_export(folder):
        raise UsageError(phrases.say("cli.err.not_an_export", path=folder))
    unfinished = folder.with_name(f".unfinished-{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with closing(open_warehouse(published_warehouse(home), read_only=True)) as connection:
        export = _write(connection, format_name, unfinished, folder)
    shutil.copyfile(asset_path(f"warehouse/{DICTIONARY}"), unfinished / DICTIONARY)
    manifest = json.dumps({**asdict(export), "folder": folder.name}, ensure_ascii=False, indent=1)
    (unfinished / MANIFEST).write_text(manifest + "\n", encoding="utf-8", newline="\n")
    if folder.exists():
        shutil.rmtree(folder)
    replace_file(unfinished, folder)
    return export


def say_export(export: Export, phrases: Phrases) -> list[str]:
    """Return the closing lines in Thai."""
    rows = sum(table.row_count for table in export.tables)
    lines = [phrases.say("cli.exported", tables=len(export.tables), rows=print_number(rows), path=export.folder)]
    escaped = sum(table.apostrophe_count for table in export.tables)
    cut = sum(table.cut_count for table in export.tables)
    lines += [phrases.say("cli.apostrophes", n=escaped)] if escaped else []
    return [*lines, phrases.say("cli.cut_texts", n=cut)] if cut else lines


def _is_export(folder: Path) -> bool:
    """Tell whether a folder is empty or holds an export of ours and nothing else: it is about to be replaced."""
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    if not names:
        return True
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return names <= {MANIFEST, DICTIONARY, *(table["file"] for table in manifest["tables"])}
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(connection: duckdb.DuckDBPyConnection, format_name: str, target: Path, folder: Path) -> Export:
    code, rules = connection.execute("select code_version, rule_set_version from raw.run").fetchone() or ("", "")
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    if format_name == "xlsx":
        tables = _write_workbook(connection, names, target / WORKBOOK)
    else:
        tables = [_write_table(connection, name, format_name, target) for name in names]
    return Export(str(folder), format_name, code, rules, tuple(tables))


def _write_workbook(connection: duckdb.DuckDBPyConnection, names: Sequence[str], path: Path) -> list[ExportedTable]:
    columns = {name: connection.execute(COLUMNS, [name]).fetchall() for name in names}
    written = write_workbook(connection, columns, load_dictionary(), path)
    digest = sha256(path.read_bytes()).hexdigest()
    return [ExportedTable(one.table, path.name, one.row_count, digest, cut_count=one.cut_count) for one in written]


def _write_table(connection: duckdb.DuckDBPyConnection, table: str, format_name: str, target: Path) -> ExportedTable:
    columns = connection.execute(COLUMNS, [table]).fetchall()
    texts = [name for name, kind in columns if kind in ("VARCHAR", "JSON")]
    path, escaped = target / f"{table}.{format_name}", 0
    (rows,) = connection.execute(f"select count(*) from {table}").fetchone() or (0,)
    if format_name == "parquet":
        # Few tools know that a Parquet text is JSON.
        shown = ", ".join(
            f'cast("{name}" as {"varchar" if kind == "JSON" else kind}) as "{name}"' for name, kind in columns
        )
        _copy(connection, f"select {shown} from {table} order by all", path, "format parquet, compression zstd")
    else:
        shown = ", ".join(_safe(name) if name in texts else f'"{name}"' for name, _ in columns)
        likeness = " + ".join(f"count(*) filter (where {_is_like_a_formula(name)})" for name in texts)
        (escaped,) = connection.execute(f"select {likeness or 0} from {table}").fetchone() or (0,)
        _copy(connection, f"select {shown} from (select * from {table} order by all) as t", path, "format csv, header")
        path.write_bytes(BOM + path.read_bytes())
    return ExportedTable(table, path.name, rows, sha256(path.read_bytes()).hexdigest(), escaped)


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"copy ({query}) to '{quoted}' ({options})")


def _safe(name: str) -> str:
    """Return a column as SQL with an apostrophe before what looks like a formula."""
    column, mark = f'"{name}"', "''''"
    return f"case when {_is_like_a_formula(name)} then {mark} || {column} else {column} end as {column}"


def _is_like_a_formula(name: str) -> str:
    return f"regexp_matches(\"{name}\", '{LIKE_A_FORMULA}')"
