"""The flow around the pipeline: it completes, leaves its table of verdicts, and refuses what is no round."""

import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sarup import pipeline
from sarup.commands.run_summary import RunSummary
from sarup.errors import StorageError, UsageError
from sarup.record.decisions import DecisionReason
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, Published


@pytest.fixture(scope="module")
def summary(server: None, tmp_path_factory: pytest.TempPathFactory) -> RunSummary:
    """Return the summary of one run of the flow over the sample."""
    from flows.consolidated_report import ReportRequest, consolidated_report

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SARUP_HOME", str(tmp_path_factory.mktemp("flow")))
        patch.setenv("SARUP_INBOX", str(SAMPLE / "inbox"))
        patch.setenv("SARUP_REFERENCE", str(SAMPLE / "reference"))
        state = consolidated_report(ReportRequest(round_code=HALF), return_state=True)
    assert state.is_completed(), state
    result: RunSummary = state.result()
    return result


def test_the_flow_completes_with_the_same_files_as_without_prefect(summary: RunSummary, office: Published) -> None:
    expected = office.summaries[HALF]
    assert summary.files == expected.files
    assert (summary.item_count, summary.met_count, summary.not_yet_met_count, summary.no_value_count) == (18, 9, 5, 4)
    assert summary.missing == expected.missing
    documents = {Path(path).suffix.removeprefix("."): Path(path) for path in summary.written}
    for ending in ENDINGS:
        assert documents[ending].read_bytes() == office.document(HALF, ending).read_bytes()


def test_every_stage_ran_once_and_completed(summary: RunSummary) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        runs = client.read_task_runs()
    stages = {run.name: run.state_name for run in runs}
    names = ("gather", "validate", "load", "roll_up", "render", "answer", "publish")
    assert stages == dict.fromkeys(names, "Completed")
    assert len(runs) == len(names)


def test_what_came_of_it_is_shown_in_thai_with_links_and_progress(summary: RunSummary) -> None:
    from prefect.artifacts import Artifact

    verdicts = Artifact.get(f"verdicts-{HALF}")
    assert verdicts is not None and verdicts.type == "table" and verdicts.description is not None
    rows = json.loads(str(verdicts.data))
    assert list(rows[0]) == ["หน่วยงาน", "ชื่อไฟล์", "ผลการตรวจ", "เหตุผล"]
    assert rows[0]["ผลการตรวจ"] == "รับแผนแล้ว มีข้อที่โปรดตรวจสอบ"
    assert verdicts.description.startswith("สรุปการประมวลผล รอบ ๖ เดือน")
    links, progress = Artifact.get(f"documents-{HALF}"), Artifact.get(f"progress-{HALF}")
    assert links is not None and progress is not None
    assert all(Path(path).name in str(links.data) for path in (*summary.written, *summary.letters))
    assert progress.data == 100.0


def test_a_refused_closing_changes_nothing_that_people_see(server: None, tmp_path: Path) -> None:
    from flows.consolidated_report import run_at_hand

    why = DecisionReason("หัวหน้ากลุ่มแผนงาน", "ครบกำหนดแล้ว", None, datetime(2021, 5, 3, tzinfo=UTC))
    words = {"round_code": HALF, "inbox": SAMPLE / "inbox", "reference": SAMPLE / "reference", "closing": why}
    assert run_at_hand(tmp_path, **words).edition_no == 1
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    assert any("_final." in path.name for path in before)
    with pytest.raises(UsageError, match="ไม่มีสิ่งใดเปลี่ยนแปลง"):
        run_at_hand(tmp_path, **words)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    assert after == before


@pytest.mark.parametrize("text", ["2599-6m", "", "../2564-6m", "อะไรก็ได้"])
def test_what_it_cannot_work_with_is_said_in_thai_by_its_last_state(
    server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    from flows.consolidated_report import ReportRequest, consolidated_report

    monkeypatch.setenv("SARUP_HOME", str(tmp_path))
    monkeypatch.setenv("SARUP_INBOX", str(SAMPLE / "inbox"))
    monkeypatch.setenv("SARUP_REFERENCE", str(SAMPLE / "reference"))
    state = consolidated_report(ReportRequest(round_code=text), return_state=True)
    assert (state.name, state.message) == ("Refused", f"ไม่รู้จักรอบ “{text}” โปรดระบุเช่น 2564-6m")
    (alarm,) = (tmp_path / "alarms").iterdir()
    assert f"ไม่รู้จักรอบ “{text}”" in alarm.read_text(encoding="utf-8")


def test_where_storage_fails_its_last_state_says_place_and_remedy_in_thai(
    server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.consolidated_report import ReportRequest, consolidated_report

    def fail(*_: object) -> None:
        raise StorageError("/srv/home/archive/ab", OSError(errno.ENOSPC, "refused"))

    monkeypatch.setenv("SARUP_HOME", str(tmp_path))
    monkeypatch.setenv("SARUP_INBOX", str(SAMPLE / "inbox"))
    monkeypatch.setenv("SARUP_REFERENCE", str(SAMPLE / "reference"))
    monkeypatch.setattr(pipeline, "open_run", fail)
    state = consolidated_report(ReportRequest(round_code=HALF), return_state=True)
    assert state.is_failed() and state.name == "Failed" and state.message is not None
    assert state.message.startswith("พื้นที่เก็บข้อมูลที่ /srv/home/archive/ab เต็ม")


@pytest.mark.parametrize(
    ("error", "tries"),
    [(OSError("the share is gone"), 2), (StorageError("a", OSError()), 2), (RuntimeError("our fault"), 1)],
)
def test_only_a_failure_of_the_outside_is_tried_again(
    server: None, monkeypatch: pytest.MonkeyPatch, error: Exception, tries: int
) -> None:
    from prefect import flow

    from flows.consolidated_report import gather
    from sarup import pipeline

    calls: list[object] = []

    def fail_once(run: object, each: object) -> list[object]:
        calls.append(run)
        if len(calls) == 1:
            raise error
        return []

    monkeypatch.setattr(pipeline, "gather_inbox", fail_once)
    flow(lambda: gather(None), name="only-gather")(return_state=True)  # type: ignore[arg-type]
    assert len(calls) == tries
