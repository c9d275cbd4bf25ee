"""warehouse/README.md names tables that exist, and its example opens the file."""

import re
from pathlib import Path

import duckdb
import pytest

TABLE = re.compile(r"`((?:raw|staging|core|rollup|report)\.\w+)`")
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    """Return the guide."""
    return (root / "warehouse" / "README.md").read_text(encoding="utf-8")


def test_its_tables_exist(guide: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    named = set(TABLE.findall(guide))
    assert len(named) >= 10
    assert named - {row[0] for row in rows} == set()


def test_its_example_reads_the_eighteen_items(guide: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    ((place,),) = warehouse.execute("select path from duckdb_databases() where not internal").fetchall()
    (example,) = EXAMPLE.findall(guide)
    names: dict[str, object] = {}
    exec(example.replace("warehouse/sarup.duckdb", place), names)
    assert len(names["table"]) == 18  # type: ignore[arg-type]
