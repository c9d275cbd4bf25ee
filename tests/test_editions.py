"""Closing a round: what is frozen stays, what comes later waits, and each further edition lists what it changed."""

import json
import re
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from sarup import pipeline
from sarup.assets import asset_path
from sarup.commands.closing import render_edition, reopen_round
from sarup.commands.deciding import waive, withdraw
from sarup.commands.status import read_status, say_status
from sarup.errors import BrokenEditionError, UsageError
from sarup.gather.reference_folder import read_reference
from sarup.office.document_choice import NO_DOCUMENTS
from sarup.phrases import load_phrases
from sarup.record.decisions import DecisionReason
from sarup.record.journal import Journal
from sarup.warehouse_file import WAREHOUSE
from tests.support.office_at_work import ROLE, OfficeAtWork, edited
from tests.support.whole_way import HALF, SAMPLE, YEAR

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
FORM, LATE = "รายงานผล_pr_2564-6m.xlsx", "รายงานผล_pr_2564-6m_แก้ไข.xlsx"
CLOSED, CAME, CORRECTED = (f"2021-{day}T10:00:00+07:00" for day in ("05-03", "05-10", "05-12"))
WAITS = "ได้รับไฟล์นี้หลังปิดรอบแล้ว"
# Which rounds are frozen and what was decided is told anew by every run. An edition has no names: where a round comes
# from its edition, those of raw.signoff are gone; core.signoff stays as it is.
OF_THE_RUN = (
    "raw.edition", "raw.edition_submission", "raw.edition_value", "raw.decision", "core.edition", "core.decision",
    "raw.signoff",
)  # fmt: skip


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return the sample with its six-month round closed; nobody writes into it."""
    root = tmp_path_factory.mktemp("closed")
    shutil.copytree(SAMPLE / "inbox", root / "inbox")
    office = OfficeAtWork(root / "home", root / "inbox")
    office.report(at=CLOSED, closing="ครบกำหนดแล้ว")
    return office


@pytest.fixture
def office(closed: OfficeAtWork, tmp_path: Path) -> OfficeAtWork:
    """Return a copy of the closed office to go on with."""
    shutil.copytree(closed.home, tmp_path / "home")
    shutil.copytree(closed.inbox, tmp_path / "inbox")
    return OfficeAtWork(tmp_path / "home", tmp_path / "inbox")


def edition(office: OfficeAtWork, number: int, round_code: str = HALF) -> Path:
    return office.home / "editions" / "tpso" / round_code / str(number)


def text_of(office: OfficeAtWork, name: str) -> str:
    """Return a page's text without its tags."""
    return re.sub("<[^>]+>", "", office.documents()[name].decode())


def send_late(office: OfficeAtWork) -> None:
    """Put a corrected form of pr into the inbox: six network channels become seven."""
    folder = office.inbox / "pr"
    edited(folder / FORM, folder / LATE, {"O9": 7, "V9": "๗ ช่องทาง"})


def test_the_manifest_names_every_file_of_the_edition_by_its_hash(closed: OfficeAtWork) -> None:
    manifest = json.loads((edition(closed, 1) / "manifest.json").read_bytes())
    files = {path.relative_to(edition(closed, 1)).as_posix() for path in edition(closed, 1).rglob("*.*")}
    assert {entry["path"] for entry in manifest["files"]} == files - {"manifest.json"}
    for entry in manifest["files"]:
        assert sha256((edition(closed, 1) / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (manifest["role"], manifest["reason"], manifest["closed_at"]) == (ROLE, "ครบกำหนดแล้ว", CLOSED)
    received = {one["sha256"] for one in manifest["submissions"]}
    assert received == {sha256(path.read_bytes()).hexdigest() for path in closed.inbox.glob("*/*6m*.xlsx")}
    with Journal(closed.home / "journal.sqlite") as journal:
        (closing,) = journal.decisions()
    digest = sha256((edition(closed, 1) / "manifest.json").read_bytes()).hexdigest()
    assert closing.target == {
        "agency_code": "tpso", "round_code": HALF, "edition_no": "1", "manifest_sha256": digest,
    }  # fmt: skip


def test_a_closed_round_bears_the_final_label_and_its_preliminary_documents_go(office: OfficeAtWork) -> None:
    assert sorted(office.documents()) == [f"รายงาน_tpso_{HALF}_final.{end}" for end in ("docx", "html", "pdf", "xlsx")]
    assert "ฉบับสมบูรณ์" in text_of(office, f"รายงาน_tpso_{HALF}_final.html")


def test_running_again_changes_no_table_and_no_document(office: OfficeAtWork) -> None:
    before, documents = office.hashes(OF_THE_RUN), office.documents()
    office.forget()
    summary = office.report(at=CAME)
    assert office.hashes(OF_THE_RUN) == before
    assert office.documents() == documents
    assert (summary.edition_no, summary.after_close_count) == (1, 0)


def test_an_edition_is_rendered_again_to_the_same_bytes_from_its_folder_alone(
    office: OfficeAtWork, tmp_path: Path
) -> None:
    (office.home / "sarup.duckdb").unlink()
    again = render_edition(office.home, HALF, 1, tmp_path / "again", PHRASES)
    assert again.differing == ()
    assert {path.name: path.read_bytes() for path in again.paths} == office.documents()


def test_a_file_that_comes_after_closing_is_kept_answered_so_and_counts_in_the_next_edition(
    office: OfficeAtWork,
) -> None:
    documents, kept = office.documents(), office.hashes(OF_THE_RUN)
    send_late(office)
    summary = office.report(at=CAME)
    assert summary.after_close_count == 1
    assert office.documents() == documents
    (late,) = office.ask(
        f"select verdict, is_in_force, sha256 from core.submission where file_name = '{LATE}' and is_after_close"
    )
    assert late[1] is False and (office.home / "archive" / str(late[2])[:2] / str(late[2])).is_file()
    (letter,) = (office.home / "outbox" / "pr" / HALF).glob(f"*-{str(late[2])[:8]}-receipt.html")
    assert WAITS in re.sub("<[^>]+>", "", letter.read_text(encoding="utf-8"))
    changed = {name for name, hashed in office.hashes(OF_THE_RUN).items() if hashed != kept[name]}
    assert {name for name in changed if name.startswith("rollup.")} == set()
    assert {name for name in changed if name.startswith("core.")} <= {"core.submission", "core.finding"}

    office.report(at=CORRECTED, closing="หน่วยงานส่งข้อมูลที่ถูกต้อง")
    assert office.ask(f"select is_in_force, is_after_close from core.submission where file_name = '{LATE}'") == [
        (True, False)
    ]
    assert WAITS not in re.sub("<[^>]+>", "", letter.read_text(encoding="utf-8"))
    changes = office.ask(
        "select edition_no, item_code, field, before_value, after_value, reason from report.edition_change order by 3"
    )
    reason = "หน่วยงานส่งข้อมูลที่ถูกต้อง"
    assert changes == [
        (2, "3.0.3", "outcome_text", "๖ ช่องทาง", "๗ ช่องทาง", reason),
        (2, "3.0.3", "outcome_value", "6", "7", reason),
    ]
    names = sorted(office.documents())
    assert names == [f"รายงาน_tpso_{HALF}_corrected-1.{end}" for end in ("docx", "html", "pdf", "xlsx")]
    page = text_of(office, names[1])
    assert "ฉบับแก้ไขครั้งที่ ๑" in page and "รายการที่แก้ไขจากฉบับสมบูรณ์" in page and reason in page
    for number in (1, 2):
        assert render_edition(office.home, HALF, number, office.home / f"again-{number}", PHRASES).differing == ()
    undoing = DecisionReason(ROLE, "ส่งผิด", None, datetime.fromisoformat("2021-05-13T10:00:00+07:00"))
    gone, previous = reopen_round(office.home, HALF, undoing, PHRASES)
    assert previous is not None and (gone.number, previous.number) == (2, 1)


def test_an_edition_that_would_say_the_same_is_not_made(office: OfficeAtWork) -> None:
    with pytest.raises(UsageError, match="ไม่มีสิ่งใดเปลี่ยนแปลงจากฉบับสมบูรณ์"):
        office.report(at=CORRECTED, closing="อีกครั้ง")
    assert not edition(office, 2).exists() and list(edition(office, 1).parent.iterdir()) == [edition(office, 1)]


def test_a_withdrawal_after_closing_waits_for_the_next_edition(office: OfficeAtWork) -> None:
    before = office.hashes(OF_THE_RUN)
    ((name,),) = office.ask(f"select submission_id from core.submission where file_name = '{FORM}'")
    withdraw(office.home, str(name), DecisionReason(ROLE, "ส่งผิด", None, datetime.fromisoformat(CAME)), PHRASES)
    office.report(at=CAME, choice=NO_DOCUMENTS)
    changed = {name for name, hashed in office.hashes(OF_THE_RUN).items() if hashed != before[name]}
    assert {one for one in changed if one.startswith(("core.", "rollup."))} == set()
    office.report(at=CORRECTED, closing="ถอนไฟล์ที่ส่งผิด")
    assert office.ask(f"select is_withdrawn, is_in_force from core.submission where file_name = '{FORM}'") == [
        (True, False)
    ]


def test_a_reopened_round_is_computed_again_and_its_number_is_not_used_again(office: OfficeAtWork) -> None:
    undoing = DecisionReason(ROLE, "ปิดผิดรอบ", None, datetime.fromisoformat(CAME))
    gone, previous = reopen_round(office.home, HALF, undoing, PHRASES)
    assert (gone.number, previous) == (1, None)
    send_late(office)
    summary = office.report(at=CAME)
    assert (summary.edition_no, summary.after_close_count) == (None, 0)
    assert all("_preliminary." in name for name in office.documents())
    office.report(at=CORRECTED, closing="ปิดอีกครั้ง")
    assert edition(office, 1).exists() and edition(office, 2).exists()
    with pytest.raises(UsageError, match="ยังไม่ปิด"):
        reopen_round(office.home, YEAR, DecisionReason(ROLE, "-", None, datetime.fromisoformat(CAME)), PHRASES)


def test_the_status_tells_the_editions_and_what_waits(office: OfficeAtWork) -> None:
    send_late(office)
    office.report(at=CAME, choice=NO_DOCUMENTS)
    status = read_status(office.home, HALF, PHRASES)
    assert [(one.edition_no, one.label, one.reason) for one in status.editions] == [(1, "ฉบับสมบูรณ์", "ครบกำหนดแล้ว")]
    (pr,) = [one for one in status.divisions if one.division_code == "pr"]
    assert [(one.file_name, one.in_force, one.after_close) for one in pr.versions][-2:] == [
        (FORM, True, False),
        (LATE, False, True),
    ]
    said = say_status(status, PHRASES)
    assert any(line.startswith("ฉบับสมบูรณ์ ปิดเมื่อ 2021-05-03T10:00+07:00") for line in said)
    assert any(LATE in line and "มาหลังปิดรอบ" in line for line in said)


def test_a_look_into_the_past_knows_no_later_closing_and_leaves_the_live_files_alone(office: OfficeAtWork) -> None:
    live = (office.home / "sarup.duckdb").read_bytes()
    summary = office.report(at=CAME, as_of="2021-04-15T23:59:00+07:00")
    past = [Path(name) for name in summary.written]
    assert (office.home / "sarup.duckdb").read_bytes() == live
    assert {path.relative_to(office.home).parts[:2] for path in past} == {("as-of", "20210415T165900Z")}
    assert {path.name for path in past if path.suffix == ".pdf"} == {f"รายงาน_tpso_{HALF}_preliminary.pdf"}
    assert office.ask("select count(*) from raw.edition", past[-1]) == [(0,)]


def test_a_look_into_the_past_uses_the_reference_files_of_then(office: OfficeAtWork, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "reference", tmp_path / "reference")
    path = tmp_path / "reference/agencies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("สนค.", "สนค.ใหม่"), encoding="utf-8")
    office.report(YEAR, "2021-10-20T10:00:00+07:00", reference=tmp_path / "reference", choice=NO_DOCUMENTS)
    query = f"select agency_short from report.title where round_code = '{YEAR}'"
    assert office.ask(query) == [("สนค.ใหม่",)]
    for as_of, name in (("2021-10-19T10:00:00+07:00", "สนค."), ("2021-10-21T10:00:00+07:00", "สนค.ใหม่")):
        past = office.report(YEAR, CAME, as_of=as_of, reference=tmp_path / "reference", choice=NO_DOCUMENTS).written
        assert office.ask(query, Path(past[-1])) == [(name,)]
    # Having looked back changes nothing for the next run.
    office.report(YEAR, "2021-10-22T10:00:00+07:00", reference=tmp_path / "reference", choice=NO_DOCUMENTS)
    assert office.ask(query) == [("สนค.ใหม่",)]


@pytest.mark.parametrize(
    "name", ["manifest.json", "data/core.result.parquet", f"documents/รายงาน_tpso_{HALF}_final.pdf"]
)
def test_an_edition_whose_files_were_changed_is_never_passed_off(
    office: OfficeAtWork, name: str, tmp_path: Path
) -> None:
    path = edition(office, 1) / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BrokenEditionError, match=path.name):
        render_edition(office.home, HALF, 1, tmp_path / "again", PHRASES)


def test_an_edition_of_a_journal_older_than_agencies_holds_as_before(office: OfficeAtWork) -> None:
    """Closings named no agency, and editions lay in editions/<round>/<number>/."""
    kept, documents = office.hashes(OF_THE_RUN), office.documents()
    old = office.home / "editions" / HALF
    edition(office, 1).parent.rename(old)
    with Journal(office.home / "journal.sqlite") as journal, journal.connection as connection:
        connection.execute("update decision set target = json_remove(target, '$.agency_code')")
    summary = office.report(at=CAME)
    assert summary.editions == {"tpso": 1}
    assert office.hashes(OF_THE_RUN) == kept and office.documents() == documents
    assert render_edition(office.home, HALF, 1, office.home / "again", PHRASES).differing == ()
    send_late(office)
    office.report(at=CORRECTED, closing="หน่วยงานส่งข้อมูลที่ถูกต้อง")
    assert edition(office, 2).exists() and [one.name for one in old.iterdir()] == ["1"]
    changed = office.ask("select edition_no, field from report.edition_change order by 2")
    assert changed == [(2, "outcome_text"), (2, "outcome_value")]


def decide(office: OfficeAtWork) -> None:
    """Decide something of no file: the next run builds its database anew, and every row stays as it was."""
    why = DecisionReason(ROLE, "ไม่มีผล", date(2020, 1, 1), datetime.fromisoformat(CORRECTED))
    target = {"rule": "R12", "round_code": YEAR, "division_code": "fin", "item_code": ""}
    waive(office.home, target, why, read_reference(SAMPLE / "reference"), PHRASES)


def test_when_all_rounds_of_a_year_are_closed_nothing_of_it_is_computed_and_all_of_it_is_there(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.report(YEAR, CAME, closing="สิ้นปี")
    before = office.hashes(OF_THE_RUN)
    decide(office)
    office.report(YEAR, CORRECTED, choice=NO_DOCUMENTS)
    assert office.ask("select round_code, is_settled from raw.edition order by 1") == [(YEAR, True), (HALF, True)]
    after = office.hashes(OF_THE_RUN)
    assert {name: (hashed, after[name]) for name, hashed in before.items() if hashed != after[name]} == {}
    carried: list[Sequence[str]] = []

    def carry_over(building: Path, published: Path, rounds: frozenset[str]) -> None:
        carried.append(sorted(rounds))
        really_carry_over(building, published, rounds)

    really_carry_over = pipeline.carry_over
    monkeypatch.setattr(pipeline, "carry_over", carry_over)
    decide(office)
    office.report(YEAR, CORRECTED, choice=NO_DOCUMENTS)
    assert carried == [[YEAR, HALF]]
    assert office.hashes(OF_THE_RUN) == after
    # Who writes into the published file is not carried on.
    with duckdb.connect(str(office.home / WAREHOUSE)) as connection:
        connection.execute("update core.result set value = 99")
    office.report(YEAR, CORRECTED, choice=NO_DOCUMENTS)
    assert len(carried) == 1 and office.hashes(OF_THE_RUN) == after
    assert render_edition(office.home, YEAR, 1, office.home / "again", PHRASES).differing == ()
