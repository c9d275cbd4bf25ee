"""Whatever runs make in the home of a clone, git does not see it; what lies there for analysts, it does."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from office_at_work import OfficeAtWork
from whole_way import HALF

from sarup.record.journal import Journal
from sarup.warehouse_file import BUILDING, publishing

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "tpso-2564"
FOR_ANALYSTS = ("warehouse/README.md", "warehouse/dictionary.md", "warehouse/queries/awaited_results.sql")
MADE_BY_TESTS = (".hypothesis/x", ".pytest_cache/x", ".venv/x", "src/sarup/__pycache__/x.pyc", ".ci/readers.log")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that ignores what ours does."""
    folder = tmp_path_factory.mktemp("clone")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    shutil.copy(ROOT / ".gitignore", folder)
    return folder


def seen_by_git(clone: Path, paths: Iterable[str]) -> list[str]:
    """Return those of the paths that git does not ignore."""
    asked = "\0".join(paths)
    command = ["git", "-C", str(clone), "check-ignore", "--no-index", "-z", "--stdin"]
    ignored = subprocess.run(command, input=asked, capture_output=True, text=True, check=False).stdout.split("\0")
    return [path for path in asked.split("\0") if path not in ignored]


def test_git_ignores_every_path_that_runs_make_in_a_home(clone: Path, tmp_path: Path) -> None:
    home = tmp_path / "warehouse"
    office = OfficeAtWork(home, SAMPLE / "inbox")
    office.report(HALF, closing="ครบกำหนดแล้ว")
    office.report(HALF, as_of="2021-04-15T16:30:00+07:00")
    with publishing(home), Journal(home / "journal.sqlite"):
        (home / f"{BUILDING}1").mkdir()
        (home / f"{BUILDING}1" / "sarup.duckdb").touch()
        made = {path.relative_to(tmp_path).as_posix() for path in home.rglob("*") if path.is_file()}
    names = {Path(path).parts[1] for path in made}
    assert {"archive", "as-of", "editions", "journal.sqlite", "output", "outbox", "sarup.duckdb"} <= names
    assert {".lock", ".published"} <= names
    assert seen_by_git(clone, sorted(made)) == []


@pytest.mark.parametrize(
    "path", ["warehouse/export/csv/core.item.csv", "forms/pr/pr_2564-6m.xlsx", "imported/plan.xlsx"]
)
def test_git_ignores_where_commands_write_unless_told_otherwise(clone: Path, path: str) -> None:
    assert seen_by_git(clone, [path]) == []


def test_git_ignores_what_tests_leave(clone: Path) -> None:
    assert seen_by_git(clone, MADE_BY_TESTS) == []


def test_git_sees_what_lies_there_for_analysts(clone: Path) -> None:
    assert [path for path in FOR_ANALYSTS if not (ROOT / path).is_file()] == []
    assert seen_by_git(clone, FOR_ANALYSTS) == list(FOR_ANALYSTS)
