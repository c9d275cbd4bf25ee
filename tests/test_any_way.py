"""Laws: however the same files came and whatever was interrupted, the same tables and documents stand at the end."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarup.office.document_choice import ALL_AGENCIES, NO_DOCUMENTS
from tests.support.office_at_work import OfficeAtWork
from tests.support.whole_way import HALF, SAMPLE

SCRIPT = Path(__file__).parent / "support" / "killed_run.py"
RECEIPTS = "receipts.csv"
FILES = sorted(path.relative_to(SAMPLE / "inbox") for path in (SAMPLE / "inbox").glob("*/*"))
REASON = "ครบกำหนด"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return the sample after one undisturbed run; nobody writes into it."""
    office = OfficeAtWork(tmp_path_factory.mktemp("whole"), SAMPLE / "inbox")
    office.report()
    return office


@pytest.fixture(scope="module")
def counted(whole: OfficeAtWork, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return how many renames, fsyncs and models an undisturbed run has."""
    home = tmp_path_factory.mktemp("counted")
    shutil.copytree(whole.home / "cache", home / "cache")
    counts: dict[str, int] = json.loads(run_killed(home, "fsync:0").stdout)
    return counts


@pytest.mark.long
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(FILES), cuts=st.sets(st.integers(1, len(FILES) - 1), min_size=1, max_size=2))
def test_any_order_and_any_grouping_of_the_files_into_runs_ends_the_same(
    whole: OfficeAtWork, tmp_path_factory: pytest.TempPathFactory, order: Sequence[Path], cuts: set[int]
) -> None:
    root = tmp_path_factory.mktemp("grouped")
    (root / "inbox").mkdir()
    shutil.copyfile(SAMPLE / "inbox" / RECEIPTS, root / "inbox" / RECEIPTS)
    office = replace(whole, home=root / "home", inbox=root / "inbox")
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(bounds):
        for path in order[start:end]:
            (office.inbox / path.parent).mkdir(exist_ok=True)
            shutil.copyfile(SAMPLE / "inbox" / path, office.inbox / path)
        office.report(choice=ALL_AGENCIES if end == len(order) else NO_DOCUMENTS)
    assert office.hashes() == whole.hashes()
    assert office.documents() == whole.documents()


# A file is archived but not yet renamed; what was judged is half written; the SQL is half done; one document of four is
# renamed (23 files, 5 of the reference folder and the rewritten database are renamed before); the database is whole but
# not yet in its place (what the cache keeps of letters and documents comes after it).
@pytest.mark.parametrize("moment", ["fsync:16", "parquet:6", "model:60", "rename:31", "rename:database"])
def test_a_killed_run_followed_by_another_ends_the_same(
    whole: OfficeAtWork, counted: dict[str, int], tmp_path: Path, moment: str
) -> None:
    home = tmp_path / "home"
    if not moment.startswith("parquet"):
        shutil.copytree(whole.home / "cache", home / "cache")
    killed = run_killed(home, moment.replace("database", str(counted["rename"] - 2)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not (home / "sarup.duckdb").exists()
    office = replace(whole, home=home)
    # Before the first rename of a document none was begun.
    office.report(choice=ALL_AGENCIES if moment.startswith("rename") else NO_DOCUMENTS)
    assert office.hashes() == whole.hashes()
    if moment.startswith("rename"):
        assert office.documents() == whole.documents()
    assert leftovers(home) == []


def test_a_closing_killed_before_the_journal_has_it_is_done_again(whole: OfficeAtWork, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(whole.home / "cache", home / "cache")
    assert run_killed(home, "rename:30", REASON).returncode == -signal.SIGKILL
    assert [path.name for path in (home / "editions" / "tpso" / HALF).iterdir()] == [".unfinished-1"]
    office = replace(whole, home=home)
    office.report(closing=REASON)
    assert (home / "editions" / "tpso" / HALF / "1" / "manifest.json").is_file()
    assert office.ask("select edition_no from core.round_state where round_code = '2564-6m'") == [(1,)]
    assert leftovers(home) == []


def run_killed(home: Path, moment: str, *closing: str) -> "subprocess.CompletedProcess[str]":
    words = [str(home), str(SAMPLE / "inbox"), moment, *closing]
    return subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True)


def leftovers(home: Path) -> list[str]:
    """Return what a run should not leave: databases being built, documents and files not renamed."""
    return [path.name for path in home.rglob(".*") if path.name.startswith((".building", ".unfinished", ".incoming"))]
