"""Documents written from copied rows, by this process or by another: the same bytes as from the views themselves."""

from pathlib import Path

import pytest

from sarup.render import processes
from sarup.render.content.report_copy import copy_report
from sarup.render.processes import PlanRequest, write_requests
from tests.support.whole_way import HALF, Published


def test_two_processes_write_from_copied_rows_what_was_published(
    office: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "WORTH_MORE", 2)
    copy = tmp_path / "copy.duckdb"
    with office.warehouse() as connection:
        (plan,) = copy_report(connection, copy, HALF)
    files = {path.name: path.read_bytes() for path in office.reference.iterdir() if path.is_file()}
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    written = write_requests([PlanRequest(copy, HALF, plan, folder, files) for folder in folders], workers=2)
    published = {path.name: path.read_bytes() for path in office.documents[HALF]}
    for paths in written:
        assert {path.name: path.read_bytes() for path in paths} == published


def test_the_hash_of_a_plans_rows_is_that_of_the_rows(office: Published, tmp_path: Path) -> None:
    with office.warehouse() as connection:
        first = copy_report(connection, tmp_path / "first.duckdb", HALF)
        assert copy_report(connection, tmp_path / "again.duckdb", HALF) == first
        assert copy_report(connection, tmp_path / "other.duckdb", "2564-12m") != first
