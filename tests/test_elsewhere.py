"""A chunk worked through away from its home, over a folder that both see: no Dask, no Prefect."""

import pickle
from pathlib import Path

import pytest

from sarup import elsewhere
from sarup.elsewhere import Carrier, chosen_cluster, plan_chunks, work_elsewhere
from sarup.judging.chunks import ReadingRequest, read_chunk
from sarup.record.archive import Archive
from sarup.render.processes import PlanRequest
from sarup.settings import Settings
from sarup.shared_storage import SharedStorage

TEXTS = (b"no workbook", b"nor is this")


@pytest.fixture
def request_of_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadingRequest:
    """Return what is to be read in a home of two files; chunks are read by this process."""
    monkeypatch.setattr(elsewhere, "in_processes", lambda stage, requests: [read_chunk(one) for one in requests])
    home = tmp_path / "home"
    digests = tuple(Archive(home / "archive").keep(text) for text in TEXTS)
    return ReadingRequest(home / "archive", digests, home / "cache" / "read" / "code" / "chunk.parquet")


def test_what_is_made_elsewhere_is_what_is_made_here(request_of_home: ReadingRequest, tmp_path: Path) -> None:
    carrier = Carrier(tmp_path / "home", str(tmp_path / "shared"))
    made = work_elsewhere(carrier.send("read", request_of_home))
    assert made == ("cache/read/code/chunk.parquet",)
    assert not request_of_home.target.exists()
    carrier.receive(request_of_home, made)
    received = request_of_home.target.read_bytes()
    read_chunk(request_of_home)
    assert request_of_home.target.read_bytes() == received
    assert [path.name for path in request_of_home.target.parent.iterdir()] == ["chunk.parquet"]


def test_only_the_archive_stays_in_the_storage_and_is_not_sent_again(
    request_of_home: ReadingRequest, tmp_path: Path
) -> None:
    carrier, storage = Carrier(tmp_path / "home", str(tmp_path / "shared")), SharedStorage(str(tmp_path / "shared"))
    made = work_elsewhere(carrier.send("read", request_of_home))
    carrier.clear([request_of_home], made)
    digests = request_of_home.digests
    assert storage.sizes("") == {f"archive/{one[:2]}/{one}": 11 for one in digests}
    stored = [tmp_path / "shared" / "archive" / one[:2] / one for one in digests]
    before = [path.stat().st_mtime_ns for path in stored]
    Carrier(tmp_path / "home", str(tmp_path / "shared")).send("read", request_of_home)
    assert [path.stat().st_mtime_ns for path in stored] == before


def test_half_a_file_in_the_storage_is_sent_again_and_a_changed_one_is_no_finding(
    request_of_home: ReadingRequest, tmp_path: Path
) -> None:
    home, shared, digest = tmp_path / "home", tmp_path / "shared", request_of_home.digests[0]
    stored = shared / "archive" / digest[:2] / digest
    stored.parent.mkdir(parents=True)
    stored.write_bytes(TEXTS[0][:4])
    sent = Carrier(home, str(shared)).send("read", request_of_home)
    assert stored.read_bytes() == TEXTS[0]
    stored.write_bytes(b"not workboo")
    with pytest.raises(RuntimeError, match="is not what was put there"):
        work_elsewhere(sent)


def test_a_worker_with_other_code_does_not_work(request_of_home: ReadingRequest, tmp_path: Path) -> None:
    sent = Carrier(tmp_path / "home", str(tmp_path / "shared")).send("read", request_of_home)
    parcel = pickle.loads(sent)
    object.__setattr__(parcel, "code", "another")
    with pytest.raises(RuntimeError, match="another copy of Sarup"):
        work_elsewhere(pickle.dumps(parcel))


@pytest.mark.parametrize(("plans", "sizes"), [(1, [1]), (9, [1] * 9), (16, [2] * 8), (170, [20] * 8 + [10]), (0, [])])
def test_plans_go_in_chunks_worth_a_task(plans: int, sizes: list[int], tmp_path: Path) -> None:
    requests = [PlanRequest(tmp_path, "2564-6m", f"p{number}", tmp_path, {}) for number in range(plans)]
    chunks = plan_chunks(requests)
    assert [chunk.size for chunk in chunks] == sizes
    assert [one for chunk in chunks for one in chunk.requests] == requests


def test_without_a_word_of_a_cluster_this_machine_does_it_all() -> None:
    assert chosen_cluster(Settings(dask_address="tcp://host:8786", shared_storage="/mnt/sarup")) is None
    chosen = chosen_cluster(Settings(task_runner="dask", dask_address="tcp://host:8786", shared_storage="/mnt/sarup"))
    assert chosen is not None and (chosen.address, chosen.storage) == ("tcp://host:8786", "/mnt/sarup")
