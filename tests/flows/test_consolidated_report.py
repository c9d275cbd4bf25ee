"""The flow around the pipeline: it completes, leaves its table of verdicts, and its schedules are Bangkok's.

The only tests that start a Prefect server.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sarup.commands.run_summary import RunSummary
from sarup.errors import UsageError
from sarup.record.decisions import DecisionReason
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, Published


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    """Start a server that keeps its data to itself and asks nobody on the network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("DO_NOT_TRACK", "1")
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=120):
            yield


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


def test_both_rounds_are_scheduled_on_working_evenings_in_bangkok(server: None) -> None:
    from flows.deployments import build_deployments

    folders = {"inbox": "/box", "reference": "/register", "home": "/home"}
    deployments = {deployment.name: deployment for deployment in build_deployments(2565, folders)}
    assert sorted(deployments) == ["2565-12m", "2565-6m"]
    for name, months in (("2565-6m", "4-5"), ("2565-12m", "10-11")):
        (schedule,) = deployments[name].schedules
        assert (schedule.schedule.cron, schedule.schedule.timezone) == (f"0 18 * {months} 1-5", "Asia/Bangkok")
        assert deployments[name].parameters == {"round_code": name, **folders}


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
