"""Whatever runs make in the home of a clone, git does not see it; what lies there for analysts, it does."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.whole_way import Published

ROOT = Path(__file__).resolve().parents[2]
FOR_ANALYSTS = ("warehouse/README.md", "warehouse/dictionary.md", "warehouse/queries/awaited_results.sql")
MADE_BY_OTHER_COMMANDS = (
    "warehouse/outbox/pr/2564-6m/01-38fc5fcb-returned.html",
    "warehouse/editions/tpso/2564-6m/1/manifest.json",
    "warehouse/as-of/20210415T093000Z/sarup.duckdb",
    "warehouse/export/csv/core.item.csv",
    "warehouse/.building-1/sarup.duckdb",
    "warehouse/journal.sqlite-wal",
    "forms/pr/pr_2564-6m.xlsx",
    "imported/plan.xlsx",
    "office/reference/agencies.csv",
    "sarup-20261127T204500.tar",
)
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


def test_git_ignores_every_path_that_a_run_makes_in_a_home(clone: Path, office: Published) -> None:
    made = {path.relative_to(office.home).as_posix() for path in office.home.rglob("*") if path.is_file()}
    names = {Path(path).parts[0] for path in made}
    assert {"archive", "journal.sqlite", "output", "sarup.duckdb", ".lock", ".published"} <= names
    assert seen_by_git(clone, [f"warehouse/{path}" for path in sorted(made)]) == []


@pytest.mark.parametrize("path", MADE_BY_OTHER_COMMANDS)
def test_git_ignores_what_other_commands_make(clone: Path, path: str) -> None:
    assert seen_by_git(clone, [path]) == []


def test_git_ignores_what_tests_leave(clone: Path) -> None:
    assert seen_by_git(clone, MADE_BY_TESTS) == []


def test_git_sees_what_lies_there_for_analysts(clone: Path) -> None:
    assert [path for path in FOR_ANALYSTS if not (ROOT / path).is_file()] == []
    assert seen_by_git(clone, FOR_ANALYSTS) == list(FOR_ANALYSTS)
