"""The sample's warehouse as `sarup report` publishes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sarup.warehouse_file import warehouse_path
from tests.support.whole_way import Published

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def warehouse(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the sample's warehouse the way warehouse/README.md tells analysts to.

    A copy: a process that has a file open in one way cannot open it in another.
    """
    copy = shutil.copy(warehouse_path(office.home), tmp_path_factory.mktemp("analyst"))
    with duckdb.connect(str(copy), read_only=True) as connection:
        yield connection
