"""The file that analysts open: with old and new clients, small, not to be written, whatever somebody did beside it."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sarup.office.document_choice import NO_DOCUMENTS
from sarup.warehouse_file import WAREHOUSE
from tests.support.whole_way import SAMPLE, Published, publish_judged

HERE = Path(__file__).parent
QUERIES = sorted((HERE.parent / "warehouse" / "queries").glob("*.sql"))
# The oldest release that knows small blocks; what the registry has now.
CLIENTS = {"oldest": "duckdb==1.1.0", "last of its kind": "duckdb==1.1.3", "newest": "duckdb"}
RELATIONS = """
select distinct schema_name || '.' || table_name as name from duckdb_columns()
where schema_name in ('raw', 'staging', 'core', 'rollup', 'report') order by 1
"""
WRITER = """
import os, signal, sys
import duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("set checkpoint_threshold = '1GB'")
connection.execute("create table core.mine as select 1 as a; update core.result set value = 99")
os.kill(os.getpid(), signal.SIGKILL)
"""


def in_an_environment_with(packages: Sequence[str], *words: str) -> str:
    """Run a program where only these packages of the registry are installed; return what it printed."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "uv runs these tests, and makes the environments of other clients"
    chosen = [word for package in packages for word in ("--with", package)]
    place = ("run", "--quiet", "--isolated", "--no-project", "--python", sys.executable)
    ended = subprocess.run([uv, *place, *chosen, *words], capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("client", CLIENTS)
def test_every_table_view_query_and_comment_is_read_by_other_clients(office: Published, client: str) -> None:
    database, queries = str(office.home / WAREHOUSE), [str(path) for path in QUERIES]
    # The older clients hand times on as pytz tells them.
    said = in_an_environment_with(
        [CLIENTS[client], "pytz"], "python", str(HERE / "support" / "other_client.py"), database, *queries
    )
    told: dict[str, Any] = json.loads(said)
    assert client == "newest" or told["version"] == CLIENTS[client].partition("==")[2]
    with office.warehouse() as connection:
        expected = {name: count(connection, f"from {name}") for name in told["rows"]}
        answers = {path.stem: count(connection, path.read_text(encoding="utf-8")) for path in QUERIES}
    assert told["rows"] == expected and len(expected) > 90
    assert told["queries"] == answers
    assert told["unexplained"] == [] and told["columns"][0] == told["columns"][1] > 1_000
    assert "charted" in told["macros"]


def test_the_command_line_client_reads_it_too(office: Published) -> None:
    database = str(office.home / WAREHOUSE)
    rows = office.rows(RELATIONS)
    names = [row["name"] for row in rows]
    # A hash of whole rows reads every column.
    asked = [f"select '{name}', bit_xor(hash(t)) is not null or count(*) = 0 from {name} as t" for name in names]
    asked += [path.read_text(encoding="utf-8").rstrip().rstrip(";") for path in QUERIES]
    said = in_an_environment_with(
        ["duckdb-cli"], "duckdb", "-readonly", "-bail", "-csv", "-noheader", database, "; ".join(asked)
    )
    lines = said.splitlines()
    assert [f"{name},true" for name in names] == lines[: len(names)]
    assert len(lines) > len(names) + len(QUERIES)


def test_it_is_small(office: Published) -> None:
    # Three times as much in blocks of the usual size. Each of 1,200 columns of tables takes 3 KB in the storage that
    # 1.1 opens; which blocks stay free is the affair of threads: the size differs by some hundredths.
    assert (office.home / WAREHOUSE).stat().st_size < 8_000_000


def test_nobody_may_write_into_it_and_the_next_run_replaces_it_all_the_same(office: Published, tmp_path: Path) -> None:
    published = publish_judged(SAMPLE / "inbox", tmp_path, office.submissions, office.findings, choice=NO_DOCUMENTS)
    path = tmp_path / WAREHOUSE
    before = path.stat()
    assert stat.S_IMODE(before.st_mode) == 0o444
    shutil.copy(path, tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as copy:
        assert count(copy, "from core.item") == 36
    publish_judged(SAMPLE / "inbox", tmp_path, published.submissions, published.findings, choice=NO_DOCUMENTS)
    assert path.stat().st_ino != before.st_ino and stat.S_IMODE(path.stat().st_mode) == 0o444
    assert path.stat().st_nlink == 1


def test_a_writer_killed_beside_it_breaks_neither_the_next_run_nor_its_readers(
    office: Published, tmp_path: Path
) -> None:
    publish_judged(SAMPLE / "inbox", tmp_path, office.submissions, office.findings, choice=NO_DOCUMENTS)
    path = tmp_path / WAREHOUSE
    path.chmod(0o644)
    killed = subprocess.run([sys.executable, "-c", WRITER, str(path)])
    assert killed.returncode == -signal.SIGKILL
    log = path.with_name(f"{WAREHOUSE}.wal")
    assert log.is_file()
    publish_judged(SAMPLE / "inbox", tmp_path, office.submissions, office.findings, choice=NO_DOCUMENTS)
    assert not log.exists()
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("select count(*) from core.result where value = 99").fetchone() == (0,)
        assert connection.execute("select count(*) from duckdb_tables() where table_name = 'mine'").fetchone() == (0,)


def test_whole_numbers_are_bigint_and_decimals_of_one_width(office: Published) -> None:
    allowed = {
        "VARCHAR", "VARCHAR[]", "JSON", "BIGINT", "DECIMAL(38,6)", "DECIMAL(38,2)", "DATE", "BOOLEAN",
        "TIMESTAMP WITH TIME ZONE",
    }  # fmt: skip
    rows = office.rows(
        "select schema_name || '.' || table_name as name, column_name, data_type from duckdb_columns() "
        "where schema_name in ('raw', 'staging', 'core', 'rollup', 'report')"
    )
    assert len(rows) > 1_000
    # What a value was before it was rounded is as wide, with more decimals.
    exact = [row for row in rows if row["column_name"].endswith(("exact_value", "answer_value"))]
    assert exact and {row["data_type"] for row in exact} == {"DECIMAL(38,16)"}
    assert [row for row in rows if row["data_type"] not in allowed and row not in exact] == []
    numbered = ("_no", "_be", "_count")
    # A printed number is a text, and several lines of a file are named in one.
    texts = {"printed_no", "line_no"}
    whole = [
        row
        for row in rows
        if row["column_name"].endswith(numbered)
        and not row["name"].startswith("raw.")
        and (row["column_name"] not in texts or row["data_type"] != "VARCHAR")
    ]
    assert whole and {row["data_type"] for row in whole} == {"BIGINT"}
    money = [row for row in rows if row["column_name"].endswith(("_baht", "_pct"))]
    assert money and {row["data_type"] for row in money} == {"DECIMAL(38,2)"}


def count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return how many rows a query gives."""
    return len(connection.execute(query).fetchall())
