"""A fiscal year of a small office, acted out: Prefect's server, mail servers and reading processes are real.

The tests go on where the one before ended. The clock is told; nobody types a command but who closes a round.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.support.corpus.kinds_of_formats import delimited, open_document, strict, word
from tests.support.mail_servers import imap_server, make_authority, smtp_server
from tests.support.office_at_work import edited
from tests.support.office_of_a_year import ADDRESSES, OfficeOfAYear, found_office
from tests.support.rules.invented_office import A, B

pytestmark = pytest.mark.long
HALF, YEAR = "2566-6m", "2566-12m"
FILES = "select file_name, verdict, is_in_force, channel from core.submission where round_code = '{}'"


@pytest.fixture(scope="module")
def office(server: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeOfAYear]:
    """Return the office on the first day of its fiscal year."""
    folder = tmp_path_factory.mktemp("year")
    authority = make_authority(folder)
    with smtp_server(authority) as post, imap_server(authority) as store, pytest.MonkeyPatch.context() as patch:
        yield found_office(folder / "office", post, store, authority, patch)


def sent(office: OfficeOfAYear) -> list[tuple[str, str]]:
    """Return to whom what was sent since this was last asked: the subjects before their colon."""
    return sorted((to, subject.partition(":")[0].partition(" รอบ")[0]) for to, subject in office.subjects())


def test_the_round_is_opened_and_its_forms_are_mailed(office: OfficeOfAYear) -> None:
    assert office.look("2023-03-15T08:35") == [f"report_changes {HALF} +0", f"open {HALF} -20"]
    forms = [("a", "แบบรายงานผลการดำเนินการ"), ("b", "แบบรายงานผลการดำเนินการ")]
    assert sent(office) == sorted([*forms, ("a", "รับแผนปฏิบัติการแล้ว")])


def test_a_faulty_file_is_returned(office: OfficeOfAYear) -> None:
    office.drop(A, "รายงาน.docx", word()((office.filled / "a-6m.xlsx").read_bytes()))
    office.report(HALF, "2023-03-31T09:00")
    assert sent(office) == [("a", "ขอให้แก้ไขรายงาน")]
    assert office.ask(FILES.format(HALF)) == [("รายงาน.docx", "returned", False, "inbox")]


def test_mended_files_come_in_other_formats_by_folder_and_mail_and_a_stranger_is_held(office: OfficeOfAYear) -> None:
    form = (office.filled / "a-6m.xlsx").read_bytes()
    office.drop(A, "แก้ไข.csv", delimited()(form))
    office.drop(A, "แก้ไข.txt", delimited("utf-16", "\t")(form))
    office.mail(ADDRESSES[A], "mended.ods", open_document()(form), "2023-04-04T10:00")
    office.mail(ADDRESSES[A], "strict.xlsx", strict(form), "2023-04-04T11:00")
    office.mail("stranger@elsewhere.example", "mended.csv", delimited()(form), "2023-04-04T12:00")
    assert office.look("2023-04-05T09:05") == [f"report_changes {HALF} +0", f"remind {HALF} -7"]
    assert Counter(told for to, told in sent(office) if to == "a") == {
        "รับรายงานแล้ว": 2, "รับรายงานแล้ว มีข้อที่โปรดตรวจสอบ": 2,
    }  # fmt: skip
    assert sorted(office.ask(FILES.format(HALF))) == [
        ("mended.ods", "accepted", False, "mail"),
        ("strict.xlsx", "accepted", False, "mail"),
        ("รายงาน.docx", "returned", False, "inbox"),
        ("แก้ไข.csv", "accepted_with_warnings", False, "inbox"),
        ("แก้ไข.txt", "accepted_with_warnings", True, "inbox"),
    ]
    assert len(list((office.home / "held").glob("*.eml"))) == 1


def test_only_who_still_owes_is_reminded_and_the_office_gets_its_digest(office: OfficeOfAYear) -> None:
    assert office.look("2023-04-12T16:35") == [f"remind {HALF} -1"]
    assert sent(office) == [("a", "สรุปการส่งรายงาน"), ("b", "ครบกำหนดส่งรายงานวันที่ ๑๗ เมษายน ๒๕๖๖")]
    assert office.look("2023-04-12T16:40") == [] == sent(office)


def test_the_report_is_there_in_the_morning_after_the_due_day_and_who_is_late_is_told(office: OfficeOfAYear) -> None:
    """The due day, 15 April, is a Saturday: it moved to Monday."""
    assert office.look("2023-04-18T02:05") == [f"report {HALF} +0"]
    assert len(list((office.home / "output" / HALF).iterdir())) == 4
    assert office.look("2023-04-18T08:35") == [f"remind {HALF} +1"]
    assert sent(office) == [("b", "เลยกำหนดส่งรายงาน")]
    office.mail(ADDRESSES[B], "late.xlsx", (office.filled / "b-6m.xlsx").read_bytes(), "2023-04-19T10:00")
    assert office.look("2023-04-19T10:05") == [f"report_changes {HALF} +0"]
    assert sent(office) == [("b", "รับรายงานแล้ว")]
    on_time = (
        "select division_code, is_accepted, is_on_time from rollup.completeness where round_code = '{}' order by 1"
    )
    assert office.ask(on_time.format(HALF)) == [(A, True, True), (B, True, False)]


def test_after_days_off_closing_is_asked_for_and_a_person_closes(office: OfficeOfAYear) -> None:
    assert office.look("2023-05-05T08:35") == [f"ask_closing {HALF} +13"]
    assert sent(office) == [("a", "ขอให้พิจารณาปิดรอบ")]
    assert office.close(HALF, "ครบกำหนดแล้ว", "2023-05-08T10:00") == 1


def test_a_correction_waits_for_the_second_edition(office: OfficeOfAYear) -> None:
    edited(office.filled / "a-6m.xlsx", office.inbox / A / "correct.xlsx", {"O10": 4, "V10": "๔ ช่องทาง"})
    office.report(HALF, "2023-05-10T09:00")
    assert sent(office) == [("a", "ได้รับไฟล์หลังปิดรอบ ยังไม่นำไปรวม")]
    assert office.close(HALF, "หน่วยงานส่งข้อมูลที่ถูกต้อง", "2023-05-12T10:00") == 2
    changes = "select edition_no, item_code, before_value, after_value from report.edition_change order by field"
    assert (2, "1.2.1", "๓ ช่องทาง", "๔ ช่องทาง") in office.ask(changes)


def test_the_annual_round_follows(office: OfficeOfAYear) -> None:
    assert f"open {YEAR} -20" in office.look("2023-09-15T08:35")
    assert ("b", "แบบรายงานผลการดำเนินการ") in sent(office)
    for division, name in ((A, "a-12m.xlsx"), (B, "b-12m.xlsx")):
        office.drop(division, name, (office.filled / name).read_bytes())
    assert f"report {YEAR} +0" in office.look("2023-10-17T02:05")
    assert {name for name, verdict, _, _ in office.ask(FILES.format(YEAR)) if "accepted" in str(verdict)} == {
        "a-12m.xlsx", "b-12m.xlsx",
    }  # fmt: skip
    assert office.close(YEAR, "ครบกำหนดแล้ว", "2023-11-06T10:00") == 1
    sent(office)


def test_the_next_year_needs_its_lines_and_its_plan(office: OfficeOfAYear) -> None:
    office.drop(A, "plan-2567.xlsx", office.next_year())
    assert "open 2567-6m -20" in office.look("2024-03-18T08:35")
    assert [to for to, told in sent(office) if told == "แบบรายงานผลการดำเนินการ"] == ["a", "b"]


def test_every_run_ended_well_and_nobody_was_alarmed(office: OfficeOfAYear) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        runs = [
            (run.name, run.state_name)
            for run in client.read_flow_runs()
            if "2566" in run.name or run.name.startswith(("due 2022-", "due 2023-", "due 2024-"))
        ]
    assert {state for _, state in runs} == {"Completed"}
    assert {f"{HALF} closing 2023-05-08 10:00", f"{HALF} due 2023-04-18 02:05", "due 2023-04-12 16:40"} <= {
        name for name, _ in runs
    }
    assert not (office.home / "alarms").exists()
