"""The sample's warehouse, published as `sarup report` publishes it; only Prefect and the documents are left out."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sarup import pipeline
from sarup.validate.process import Validator

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "tpso-2564"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the sample's warehouse the way warehouse/README.md tells analysts to."""
    home = tmp_path_factory.mktemp("home")
    run = pipeline.open_run("2564-6m", SAMPLE / "inbox", SAMPLE / "reference", home, None, None, SEEN_AT)
    validator = Validator()
    try:
        submissions = pipeline.gather_inbox(run)
        findings = pipeline.validate_submissions(run, submissions, validator)
    finally:
        validator.stop()
    pipeline.load_warehouse(run, submissions, findings)
    pipeline.roll_up_warehouse(run)
    with duckdb.connect(str(pipeline.publish_warehouse(run)), read_only=True) as connection:
        yield connection
