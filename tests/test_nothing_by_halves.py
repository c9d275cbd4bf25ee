"""What is refused or fails changes nothing that people see: documents, answers, editions, database stay so."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarup import pipeline
from sarup.commands import closing
from sarup.errors import UsageError
from sarup.record.journal import Journal
from sarup.render import outputs, round_documents
from sarup.render.returned import outbox
from sarup.warehouse_file import WAREHOUSE
from tests.support.office_at_work import OfficeAtWork, edited
from tests.support.whole_way import HALF, SAMPLE

FORM, LATE = "รายงานผล_pr_2564-6m.xlsx", "รายงานผล_pr_2564-6m_แก้ไข.xlsx"
CLOSED, CAME, CORRECTED = (f"2021-{day}T10:00:00+07:00" for day in ("05-03", "05-10", "05-12"))
ENDINGS = ("docx", "html", "pdf", "xlsx")


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return the sample with its six-month round closed, and a corrected form that is not yet sent."""
    root = tmp_path_factory.mktemp("closed")
    shutil.copytree(SAMPLE / "inbox", root / "inbox")
    office = OfficeAtWork(root / "home", root / "inbox")
    office.report(at=CLOSED, closing="ครบกำหนดแล้ว")
    # Six network channels become seven.
    edited(office.inbox / "pr" / FORM, root / LATE, {"O9": 7, "V9": "๗ ช่องทาง"})
    return office


@pytest.fixture
def office(closed: OfficeAtWork, tmp_path: Path) -> OfficeAtWork:
    """Return a copy of the closed office to go on with."""
    shutil.copytree(closed.home, tmp_path / "home")
    shutil.copytree(closed.inbox, tmp_path / "inbox")
    return OfficeAtWork(tmp_path / "home", tmp_path / "inbox")


def send_late(office: OfficeAtWork, closed: OfficeAtWork) -> None:
    """Put the corrected form of pr into the inbox."""
    shutil.copyfile(closed.inbox.parent / LATE, office.inbox / "pr" / LATE)


def seen(office: OfficeAtWork, *leave_out: str) -> dict[str, bytes]:
    """Return every file of the home but what arrived (archive, journal) and the lock."""
    kept = ("archive", "cache", "journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", ".lock", *leave_out)
    names = {path: path.relative_to(office.home) for path in sorted(office.home.rglob("*")) if path.is_file()}
    return {str(name): path.read_bytes() for path, name in names.items() if name.parts[0] not in kept}


def failing(*_: Any, **__: Any) -> Any:
    raise OSError("disk full")


def failing_for(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return Path.replace, failing where a file would come to bear this name."""

    def replace(path: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise OSError("disk full")
        moved: Path = call(path, target)
        return moved

    return replace


def break_render(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(outputs.WRITERS, "xlsx", failing)  # type: ignore[arg-type]


def break_answer(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outbox, "write_letters", failing)


def break_rollup(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pipeline, "comment_on_everything", failing)


def break_freezing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closing, "freeze", failing)


def break_journal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Journal, "record_decision", failing)


def break_last_document(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", failing_for(f"รายงาน_tpso_{HALF}_corrected-1.xlsx", Path.replace))


def break_database(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", failing_for(WAREHOUSE, Path.replace))


BEFORE_THE_DECISION = (break_rollup, break_render, break_answer, break_freezing, break_journal)
AFTER_THE_DECISION = (break_last_document, break_database)


def failing_run(office: OfficeAtWork, how: Callable[[pytest.MonkeyPatch], None], closing: str | None) -> None:
    """Run once, with a disk that is full at one place."""
    with pytest.MonkeyPatch.context() as patch:
        how(patch)
        with pytest.raises(OSError, match="disk full"):
            office.report(at=CORRECTED, closing=closing)


def test_a_closing_that_fails_before_it_is_decided_leaves_no_trace_and_is_done_again(
    office: OfficeAtWork, closed: OfficeAtWork
) -> None:
    send_late(office, closed)
    before = seen(office)
    for how in BEFORE_THE_DECISION:
        failing_run(office, how, "แก้ไข")
        assert seen(office) == before, how
    office.report(at=CORRECTED, closing="แก้ไข")
    assert office.ask("select edition_no from core.round_state where round_code = '2564-6m'") == [(2,)]
    assert sorted(office.documents()) == [f"รายงาน_tpso_{HALF}_corrected-1.{end}" for end in ENDINGS]


def test_what_fails_after_the_decision_shows_the_old_round_whole_and_the_next_run_the_new_one(
    office: OfficeAtWork, closed: OfficeAtWork
) -> None:
    send_late(office, closed)
    closing: str | None = "แก้ไข"
    before = seen(office, "editions")
    for how in AFTER_THE_DECISION:
        failing_run(office, how, closing)
        assert seen(office, "editions") == before, how
        closing = None  # it is decided by now: what follows only puts it in its place
    office.report(at=CORRECTED)
    assert office.ask("select edition_no from core.round_state where round_code = '2564-6m'") == [(2,)]
    edition = office.home / "editions" / "tpso" / HALF / "2" / "documents"
    assert office.documents() == {path.name: path.read_bytes() for path in edition.iterdir()}
    assert len(office.documents()) == 4


def test_a_refused_closing_is_told_before_anything_is_rendered_and_changes_nothing(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(office)
    monkeypatch.setattr(round_documents, "write_documents", failing)
    with pytest.raises(UsageError, match="ไม่มีสิ่งใดเปลี่ยนแปลงจากฉบับสมบูรณ์"):
        office.report(at=CORRECTED, closing="อีกครั้ง")
    assert seen(office) == before


def test_a_run_leaves_nothing_but_what_it_publishes(office: OfficeAtWork, closed: OfficeAtWork) -> None:
    send_late(office, closed)
    office.report(at=CAME)
    hidden = [path.name for path in office.home.rglob(".*")]
    assert sorted(hidden) == [".lock", ".published"]
