"""Many readers, one writer: real processes read while runs publish, and of two runs at one moment one publishes."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sarup.errors import BusyError
from sarup.office.document_choice import NO_DOCUMENTS
from sarup.warehouse_file import WAREHOUSE, publishing
from tests.support.office_at_work import OfficeAtWork
from tests.support.whole_way import SAMPLE

HERE = Path(__file__).parent
TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from sarup.errors import BusyError
from sarup.warehouse_file import publishing
home, ready, other = (Path(name) for name in sys.argv[1:])
ready.touch()
while not other.exists():
    time.sleep(0.001)
try:
    with publishing(home):
        (home / f".building-{ready.name}").touch()
        while not (home / "told").exists():
            time.sleep(0.001)
        (home / f".building-{ready.name}").replace(home / "sarup.duckdb")
except BusyError:
    (home / "told").touch()
    print("busy")
else:
    print("published")
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return a published office of which one division's files have not come yet."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(SAMPLE / "inbox", root / "inbox", ignore=shutil.ignore_patterns("pr"))
    office = OfficeAtWork(root / "home", root / "inbox")
    office.report(choice=NO_DOCUMENTS)
    return office


def test_readers_in_other_processes_always_see_one_whole_run(small: OfficeAtWork, tmp_path: Path) -> None:
    database, stop = small.home / WAREHOUSE, tmp_path / "stop"
    before = look(database)
    words = [sys.executable, str(HERE / "support" / "reader.py"), str(database), str(stop)]
    readers = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        shutil.copytree(SAMPLE / "inbox" / "pr", small.inbox / "pr")
        small.report(choice=NO_DOCUMENTS)
        after = look(database)
        small.report(choice=NO_DOCUMENTS)
    finally:
        stop.touch()
    assert before != after
    for reader in readers:
        out, _ = reader.communicate(timeout=60)
        assert reader.returncode == 0
        seen = [json.loads(line) for line in out.splitlines()]
        assert all(first == again for first, again in seen), "a connection saw the run change under it"
        assert {tuple(first) for first, _ in seen} == {before, after}


def test_of_two_runs_at_the_same_moment_exactly_one_publishes_and_the_other_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    names = [tmp_path / "one", tmp_path / "two"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", TWO_AT_ONCE, str(home), str(mine), str(other)], stdout=subprocess.PIPE, text=True
        )
        for mine, other in (names, names[::-1])
    ]
    said = sorted(run.communicate(timeout=60)[0].strip() for run in runs)
    assert said == ["busy", "published"]
    assert sorted(path.name for path in home.iterdir()) == [".lock", "sarup.duckdb", "told"]


def test_a_run_that_finds_another_at_work_takes_nothing_from_the_inbox(small: OfficeAtWork, tmp_path: Path) -> None:
    office = replace(small, home=tmp_path / "home")
    with publishing(office.home), pytest.raises(BusyError):
        office.report(choice=NO_DOCUMENTS)
    assert [path.name for path in office.home.iterdir()] == [".lock"]


def look(database: Path) -> tuple[object, ...]:
    """Return what a reader sees now."""
    stop = database.parent / "look"
    words = [sys.executable, str(HERE / "support" / "reader.py"), str(database), str(stop)]
    reader = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    first = json.loads(reader.stdout.readline())[0]
    stop.touch()
    reader.communicate(timeout=60)
    stop.unlink()
    return tuple(first)
