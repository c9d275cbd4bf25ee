"""The sample office, published once a session for everybody who asks about it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.at_start.sitecustomize import TOUCHED
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published, publish_office

# Files of few tests that each take long: they begin first, or one process would run them alone at the end.
SLOW_FILES = (
    "test_any_way.py", "test_editions.py", "test_every_rule.py", "test_corpus.py", "test_readers_and_writers.py",
    "test_cli.py", "test_serve.py", "test_decisions.py", "test_consolidated_report.py", "test_ministry.py",
    "test_import.py",
)  # fmt: skip

# Two looks at an inbox that nobody writes into need no time between them.
os.environ.setdefault("SARUP_SETTLE_SECONDS", "0")

# Nobody connects to another machine: here by the import above, in the processes that tests start by their own start.
_touched = Path(tempfile.mkstemp(prefix="addresses-")[1])
os.environ[TOUCHED] = str(_touched)
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parent / "support" / "at_start"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


def pytest_unconfigure() -> None:
    """Take away the file of what was touched."""
    _touched.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_request_leaves_the_machine() -> Iterator[None]:
    """Fail the test that touched another machine, itself or by a process that it started."""
    yield
    if _touched.stat().st_size:
        told = _touched.read_text(encoding="utf-8")
        _touched.write_text("", encoding="utf-8")
        pytest.fail(f"touched another machine: {told}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of slow files first, in the order above; all else stays as it was collected."""
    place = {name: number for number, name in enumerate(SLOW_FILES)}
    items.sort(key=lambda item: place.get(Path(item.path).name, len(SLOW_FILES)))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the sample's home with the documents of both rounds; nobody writes into it."""
    return publish_office(SAMPLE / "inbox", tmp_path_factory.mktemp("home"), (HALF, YEAR))
