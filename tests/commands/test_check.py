"""A file is checked against the plan that lies in the inbox, whatever the plan's file is called."""

import shutil
from datetime import datetime
from pathlib import Path

from sarup.assets import asset_path
from sarup.commands.check import CheckInputs, check_files
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
    (checked,) = check_files([form], inputs, PHRASES)

    assert checked.verdict == "accepted"


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
