"""The report by a Dask cluster over an S3-compatible store, one of its workers killed in the midst of a chunk."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sarup.commands.run_summary import RunSummary
from sarup.errors import UsageError
from sarup.judging import files
from sarup.shared_storage import SharedStorage
from tests.support.cluster import BUCKET, s3_store, workers_at_work
from tests.support.office_at_work import OfficeAtWork
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, Published

pytestmark = pytest.mark.long
# Files in a chunk: two chunks of the sample.
IN_CHUNK = 12


@dataclass(frozen=True)
class Clustered:
    """What a run by the cluster left."""

    home: Path
    summary: RunSummary
    workers_left: int
    stored: dict[str, int]


@pytest.fixture(scope="module")
def clustered(server: None, tmp_path_factory: pytest.TempPathFactory) -> Clustered:
    """Return what a run left whose files were read and judged in chunks by two workers, of which one died."""
    from flows.consolidated_report import run_at_hand

    home, folder, url = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("cluster"), f"s3://{BUCKET}/office"
    with pytest.MonkeyPatch.context() as patch, s3_store() as variables:
        for name, value in variables.items():
            patch.setenv(name, value)
        with workers_at_work(folder, 2) as workers:
            patch.setenv("SARUP_TASK_RUNNER", "dask")
            patch.setenv("SARUP_DASK_ADDRESS", workers.address)
            patch.setenv("SARUP_SHARED_STORAGE", url)
            patch.setattr(files, "CHUNK_FILES", IN_CHUNK)
            killing = workers.kill_the_first_at_work()
            places = {"inbox": SAMPLE / "inbox", "reference": SAMPLE / "reference"}
            summary = run_at_hand(home, round_code=HALF, **places)
            killing.join(1)
            left = workers.alive()
        return Clustered(home, summary, left, SharedStorage(url).sizes(""))


def test_one_worker_was_killed_in_the_midst_of_its_chunk(clustered: Clustered) -> None:
    assert clustered.workers_left == 1


def test_documents_are_those_of_this_machine_alone(clustered: Clustered, office: Published) -> None:
    written = {Path(path).suffix.removeprefix("."): Path(path) for path in clustered.summary.written}
    assert {ending: written[ending].read_bytes() for ending in ENDINGS} == {
        ending: office.document(HALF, ending).read_bytes() for ending in ENDINGS
    }


def test_tables_are_those_of_this_machine_alone(clustered: Clustered, office: Published) -> None:
    of_the_run = ("raw.run", "core.run")
    here = OfficeAtWork(office.home, office.inbox).hashes(of_the_run)
    assert OfficeAtWork(clustered.home, office.inbox).hashes(of_the_run) == here


def test_the_archive_stays_in_the_store_and_nothing_else(clustered: Clustered) -> None:
    digests = OfficeAtWork(clustered.home, SAMPLE / "inbox").ask("select distinct sha256 from raw.submission")
    assert sorted(clustered.stored) == sorted(f"archive/{str(one)[:2]}/{one}" for (one,) in digests)


def test_chunks_are_tasks_that_prefect_shows(clustered: Clustered) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        chunks = [run for run in client.read_task_runs() if run.name == "chunk"]
    ((arrivals,),) = OfficeAtWork(clustered.home, SAMPLE / "inbox").ask("select count(*) from raw.submission")
    read, judged, written = -(-len(clustered.stored) // IN_CHUNK), -(-int(str(arrivals)) // IN_CHUNK), 1
    assert len(chunks) == read + judged + written
    assert {run.state_name for run in chunks} == {"Completed"}


def test_a_cluster_without_a_storage_is_refused_in_thai(
    server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.consolidated_report import run_at_hand

    monkeypatch.setenv("SARUP_TASK_RUNNER", "dask")
    monkeypatch.setenv("SARUP_DASK_ADDRESS", "tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="ยังไม่ได้ระบุ SARUP_SHARED_STORAGE"):
        run_at_hand(tmp_path, round_code=HALF, inbox=SAMPLE / "inbox", reference=SAMPLE / "reference")
