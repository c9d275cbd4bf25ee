"""A file is checked as a run would judge it: its division and its plan are found as a run finds them."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from sarup.assets import asset_path
from sarup.commands.check import CheckInputs, check_files, say_checked
from sarup.commands.checked_arrival import checked_arrival
from sarup.gather.pool import Reading
from sarup.gather.read_file import read_file
from sarup.gather.reference_folder import read_reference
from sarup.phrases import load_phrases

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tpso-2564"
CHECKED_AT = datetime.fromisoformat("2021-04-01T09:00:00+07:00")
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))


def test_a_plan_is_known_by_its_content(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    shutil.copytree(SAMPLE / "inbox", inbox)
    (plan,) = inbox.glob("*/plan-*.xlsx")
    plan.rename(plan.with_name("แผนปฏิบัติการ-2564.xlsx"))
    division = next(path for path in sorted(inbox.iterdir()) if path.is_dir() and path != plan.parent)
    (form,) = division.glob("*_2564-6m.xlsx")

    inputs = CheckInputs(tmp_path / "home", SAMPLE / "reference", inbox, None, CHECKED_AT)
    checked, its_plan = check_files([form, plan.with_name("แผนปฏิบัติการ-2564.xlsx")], inputs, PHRASES)

    assert checked.verdict == "accepted"
    assert [say_checked(one, PHRASES)[0].rpartition(": ")[2] for one in (checked, its_plan)] == [
        "รับรายงานแล้ว",
        "รับแผนแล้ว มีข้อที่โปรดตรวจสอบ",
    ]


def test_without_a_plan_the_same_file_is_not_accepted(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    shutil.copytree(SAMPLE / "inbox", inbox)
    (plan,) = inbox.glob("*/plan-*.xlsx")
    plan.unlink()
    division = next(path for path in sorted(inbox.iterdir()) if path.is_dir() and path != plan.parent)
    (form,) = division.glob("*_2564-6m.xlsx")

    inputs = CheckInputs(tmp_path / "home", SAMPLE / "reference", inbox, None, CHECKED_AT)
    (checked,) = check_files([form], inputs, PHRASES)

    assert checked.verdict == "returned"


@pytest.mark.parametrize(
    ("place", "division", "folder"),
    [
        ("inbox/pr/a.xlsx", "pr", ""),
        ("inbox/pr/2564-6m/a.xlsx", "pr", "2564-6m"),
        ("inbox/unknown/a.xlsx", "unknown", ""),
        ("mail/pr/2564-6m/a.xlsx", "pr", "2564-6m"),
        ("mail/รายงานผล_pr_2564-6m.xlsx", "pr", ""),
        ("mail/a.xlsx", "mail", ""),
    ],
)
def test_a_file_is_of_the_division_that_a_run_would_find(
    tmp_path: Path, place: str, division: str, folder: str
) -> None:
    known, unread = read_reference(SAMPLE / "reference"), Reading(None, None)
    arrival = checked_arrival(tmp_path / place, "0" * 64, unread, known, tmp_path / "inbox", None, CHECKED_AT)
    assert (arrival.division_code, arrival.folder) == (division, folder)


def test_the_form_says_whose_it_is_before_its_name_does(tmp_path: Path) -> None:
    form = SAMPLE / "inbox/legal/รายงานผล_legal_2564-6m.xlsx"
    reading = Reading(read_file(form.read_bytes()), None)
    known = read_reference(SAMPLE / "reference")
    arrival = checked_arrival(tmp_path / "pr.xlsx", "0" * 64, reading, known, None, None, CHECKED_AT)
    assert arrival.division_code == "legal"


def test_a_plan_outside_the_inbox_is_of_the_planning_office_of_its_agency(tmp_path: Path) -> None:
    (plan,) = (SAMPLE / "inbox").glob("plan/plan-*.xlsx")
    known, reading = read_reference(SAMPLE / "reference"), Reading(read_file(plan.read_bytes()), None)
    arrival = checked_arrival(tmp_path / "desk/แผน.xlsx", "0" * 64, reading, known, None, None, CHECKED_AT)
    assert [row["division_code"] for row in known.divisions if row["planning_office"] == "true"] == ["plan"]
    assert (arrival.division_code, arrival.folder) == ("plan", "")
