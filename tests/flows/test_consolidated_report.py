"""The flow around the pipeline: it completes, leaves its table of verdicts, and refuses what is no round."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sarup.commands.run_summary import RunSummary
from sarup.errors import UsageError
from sarup.record.decisions import DecisionReason
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, Published


@pytest.fixture(scope="module")
def summary(server: None, tmp_path_factory: pytest.TempPathFactory) -> RunSummary:
    """Return the summary of one run of the flow over the sample."""
    from flows.consolidated_report import consolidated_report

    home = tmp_path_factory.mktemp("flow")
    state = consolidated_report(HALF, SAMPLE / "inbox", SAMPLE / "reference", home, return_state=True)
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
    stages = {run.name.rpartition("-")[0]: run.state_name for run in runs}
    names = ("gather", "validate", "load", "roll_up", "render", "answer", "publish")
    assert stages == dict.fromkeys(names, "Completed")
    assert len(runs) == len(names)


def test_a_refused_closing_changes_nothing_that_people_see(server: None, tmp_path: Path) -> None:
    from flows.consolidated_report import consolidated_report

    why = DecisionReason("หัวหน้ากลุ่มแผนงาน", "ครบกำหนดแล้ว", None, datetime(2021, 5, 3, tzinfo=UTC))
    words = (HALF, SAMPLE / "inbox", SAMPLE / "reference", tmp_path)
    assert consolidated_report(*words, closing=why, return_state=True).is_completed()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    assert any("_final." in path.name for path in before)
    with pytest.raises(UsageError, match="ไม่มีสิ่งใดเปลี่ยนแปลง"):
        consolidated_report(*words, closing=why)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    assert after == before


def test_the_table_of_verdicts_has_a_row_a_file(summary: RunSummary) -> None:
    from prefect.artifacts import Artifact

    artifact = Artifact.get("verdicts")
    assert artifact is not None and artifact.type == "table"
    rows = json.loads(str(artifact.data))
    assert [(row["division"], row["file_name"], row["verdict"]) for row in rows] == [
        (file.division, file.file_name, file.verdict) for file in summary.files
    ]
    assert len(rows) == 12


@pytest.mark.parametrize("text", ["2564-9m", "", "../2564-6m", "อะไรก็ได้"])
def test_a_text_that_is_no_round_of_rounds_csv_is_refused_and_leaves_nothing(
    server: None, tmp_path: Path, text: str
) -> None:
    from flows.consolidated_report import consolidated_report

    state = consolidated_report(text, SAMPLE / "inbox", SAMPLE / "reference", tmp_path / "home", return_state=True)
    assert state.is_failed()
    with pytest.raises(UsageError, match=f"ไม่รู้จักรอบ “{re.escape(text)}”"):
        state.result()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(("error", "tries"), [(OSError("the share is gone"), 2), (RuntimeError("our fault"), 1)])
def test_only_a_failure_of_the_outside_is_tried_again(
    server: None, monkeypatch: pytest.MonkeyPatch, error: Exception, tries: int
) -> None:
    from prefect import flow

    from flows.consolidated_report import gather
    from sarup import pipeline

    calls: list[object] = []

    def fail_once(run: object) -> list[object]:
        calls.append(run)
        if len(calls) == 1:
            raise error
        return []

    monkeypatch.setattr(pipeline, "gather_inbox", fail_once)
    flow(lambda: gather(None), name="only-gather")(return_state=True)  # type: ignore[arg-type]
    assert len(calls) == tries
