"""What earlier runs read and judged is taken as it is, and makes no difference: only to how long a run takes."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sarup import pipeline
from sarup.commands.deciding import waive
from sarup.gather.pool import Reading
from sarup.gather.reference_folder import read_reference
from sarup.judging import chunks, files
from sarup.judging.cache import Cache
from sarup.judging.files import in_processes
from sarup.office.document_choice import ALL_AGENCIES, NO_DOCUMENTS, DocumentChoice
from sarup.phrases import known_phrases
from sarup.record.decisions import DecisionReason
from sarup.rollup.carried import STAMP, stamp
from sarup.warehouse_file import WAREHOUSE
from tests.support.office_at_work import OfficeAtWork, edited
from tests.support.whole_way import SAMPLE

FORM = "รายงานผล_pr_2564-6m.xlsx"
LATER = "2021-11-02T09:00:00+07:00"
# What a run says of itself.
OF_THE_RUN = ("raw.run", "core.run")


class Counted:
    """Works through chunks in processes, and tells how many files each stage had to do."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int]] = []

    def __call__(self, stage: str, requests: Sequence[Any]) -> None:
        self.stages.append((stage, sum(request.size for request in requests)))
        in_processes(stage, requests)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return the sample after one run; nobody writes into it."""
    root = tmp_path_factory.mktemp("known")
    shutil.copytree(SAMPLE / "inbox", root / "inbox")
    shutil.copytree(SAMPLE / "reference", root / "reference")
    counted = Counted()
    office = OfficeAtWork(root / "home", root / "inbox", counted)
    office.report(reference=root / "reference")
    assert counted.stages == [("read", 23), ("judge", 23)]
    return office


@pytest.fixture
def office(known: OfficeAtWork, tmp_path: Path) -> OfficeAtWork:
    """Return a copy to go on with, and to count in."""
    shutil.copytree(known.home.parent, tmp_path / "office")
    database = tmp_path / "office/home" / WAREHOUSE
    _look, key = database.with_name(STAMP).read_text(encoding="utf-8").splitlines()
    stamp(database, key)  # a copy looks otherwise
    return OfficeAtWork(tmp_path / "office/home", tmp_path / "office/inbox", Counted())


def report(office: OfficeAtWork, choice: DocumentChoice = NO_DOCUMENTS) -> list[tuple[str, int]]:
    """Run once more and return what had to be done."""
    office.report(at=LATER, reference=office.inbox.parent / "reference", choice=choice)
    assert isinstance(office.each, Counted)
    return office.each.stages


def test_a_run_with_nothing_new_reads_and_judges_nothing_and_writes_the_letter_that_is_gone(
    known: OfficeAtWork, office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = sorted(path for path in (office.home / "outbox").rglob("*") if path.is_file())
    told = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in letters}
    letters[0].unlink()
    monkeypatch.setattr(pipeline, "roll_up", None)  # the published file stands
    assert report(office, choice=ALL_AGENCIES) == []
    assert office.hashes(OF_THE_RUN) == known.hashes(OF_THE_RUN)
    assert office.documents() == known.documents()
    assert [path for path in letters if path.stat().st_mtime_ns != told[path][0]] == letters[:1]
    assert {path: path.read_bytes() for path in letters} == {path: data for path, (_, data) in told.items()}


def test_one_file_more_is_read_and_judged_alone(office: OfficeAtWork) -> None:
    edited(office.inbox / "pr" / FORM, office.inbox / "pr/again.xlsx", {"O9": 7, "V9": "๗ ช่องทาง"})
    assert report(office, choice=ALL_AGENCIES) == [("read", 1), ("judge", 1)]
    without = replace(office, home=office.home.parent / "other", each=Counted())
    shutil.copytree(office.home, without.home)
    shutil.rmtree(without.home / "cache")
    without.forget()
    assert report(without, choice=ALL_AGENCIES) == [("read", 24), ("judge", 24)]
    assert office.hashes(OF_THE_RUN) == without.hashes(OF_THE_RUN)
    assert office.documents() == without.documents()


def test_another_reference_file_has_everything_judged_again_and_what_no_file_needs_is_deleted(
    office: OfficeAtWork,
) -> None:
    (office.home / "cache/read/older").mkdir()
    path = office.inbox.parent / "reference/divisions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("กลุ่มบริหารความเสี่ยง", "กลุ่มความเสี่ยง"), encoding="utf-8")
    before = set((office.home / "cache/judged").iterdir())
    assert report(office) == [("judge", 23)]
    after = set((office.home / "cache/judged").iterdir())
    assert (len(before), len(after), before & after) == (1, 1, set())
    assert [folder.name for folder in (office.home / "cache/read").iterdir()] == [Cache(office.home).read_folder.name]


def test_a_receipt_that_says_another_day_has_that_file_judged_again(office: OfficeAtWork) -> None:
    path = office.inbox / "receipts.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    (number,) = [at for at, line in enumerate(lines) if f"pr/{FORM}" in line]
    lines[number] = f"pr/{FORM},2021-04-09T10:00:00+07:00,email"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert report(office) == [("judge", 1)]
    assert office.ask(
        f"select cast(received_at as date)::varchar from core.submission where file_name = '{FORM}' and is_in_force"
    ) == [("2021-04-09",)]


def test_many_chunks_come_to_the_same_as_one(
    known: OfficeAtWork, office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "CHUNK_FILES", 6)
    shutil.rmtree(office.home / "cache")
    office.forget()
    assert report(office, choice=ALL_AGENCIES) == [("read", 23), ("judge", 23)]
    assert len(list((office.home / "cache/judged").iterdir())) == 4
    assert office.hashes(OF_THE_RUN) == known.hashes(OF_THE_RUN)
    assert office.documents() == known.documents()


def test_what_a_disk_has_spoilt_is_made_anew(known: OfficeAtWork, office: OfficeAtWork) -> None:
    cache = office.home / "cache"
    for path in (*cache.glob("read/*/*"), *cache.glob("judged/*/keys.parquet"), *cache.glob("letters-*")):
        path.write_bytes(b"")
    office.forget()
    assert report(office) == [("read", 23), ("judge", 23)]
    assert office.hashes(OF_THE_RUN) == known.hashes(OF_THE_RUN)


def test_the_published_file_stands_for_what_it_was_built_of_and_for_nothing_else(office: OfficeAtWork) -> None:
    built: list[str] = []
    database = office.home / WAREHOUSE

    def number_of_runs_that_build(at: str, **options: Any) -> int:
        really = pipeline.roll_up
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "roll_up", lambda *words: (built.append(at), really(*words)))
            before = database.read_bytes()
            office.report(at=at, reference=office.inbox.parent / "reference", choice=NO_DOCUMENTS, **options)
            assert (database.read_bytes() == before) or built
        return len(built)

    assert number_of_runs_that_build(LATER) == 0
    # Written into by somebody.
    database.chmod(0o644)
    with duckdb.connect(str(database)) as connection:
        connection.execute("update core.result set value = 99")
    assert number_of_runs_that_build(LATER) == 1
    # A decision.
    why = DecisionReason("หัวหน้ากลุ่มแผนงาน", "ไม่มีข้อมูล", date(2021, 4, 30), datetime.fromisoformat(LATER))
    target = {"rule": "R12", "round_code": "2564-6m", "division_code": "fin"}
    waive(office.home, target, why, read_reference(SAMPLE / "reference"), known_phrases())
    assert number_of_runs_that_build(LATER) == 2
    assert number_of_runs_that_build(LATER) == 2


def test_what_only_a_slow_machine_said_of_a_file_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [Reading(None, "X02", "no whole reply within 20 s"), Reading(None, "S01", "")]
    monkeypatch.setattr(chunks.WorkerPool, "read_many", lambda _pool, _paths: said)
    cache = Cache(tmp_path)
    chunks.read_chunk(chunks.ReadingRequest(tmp_path, ("slow", "foreign"), cache.read_folder / "one.parquet"))
    assert cache.readings(["slow", "foreign"]).keys() == {"foreign"}
    assert cache.readings(["slow", "foreign"], with_passing=True).keys() == {"slow", "foreign"}
