"""What each error asks for helps: the faulty file is edited as its remedy says, in an office program, and accepted.

The faulty files are those of the cases, where each rule is seen to fire at its cells.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.findings import load_rules
from sarup.form.spec import load_form_spec
from sarup.phrases import load_phrases
from sarup.render.form import workbook as forms
from tests.support.rules.case import Case
from tests.support.rules.case_batch import Outcome, judge
from tests.support.rules.every_case import CASES

RULES = load_rules(asset_path("expectations/rules.yaml")).rules
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
SHEETS = {s.table: PHRASES.texts[s.name] for kind in ("plan", "results") for s in load_form_spec(kind).sheets}
NO_CASES, AWAITED = "ไม่มีกรณีให้วัดผลในรอบนี้", "สิงหาคม 2566"
# In place of a cell's new content: its whole row is deleted; the cells that are merged there are merged no more; the
# whole sheet is filled in once more in the form that was received.
LINE, APART, RECEIVED = "delete the row", "unmerge the cells", "fill in the form received"

# Faulty case -> what the remedy has people put into which cells; None empties a cell.
EDITS: dict[str, dict[str, Any]] = {
    "P01-two-parts": {"plan_item!A3": "1.1.1"},
    "P02-no-kind": {"plan_measure!D3": "จำนวนในรอบ"},
    "P03-no-comparator": {"plan_measure!E3": "ไม่น้อยกว่า"},
    "P04-a-target-in-words": {"plan_measure!F3": 6},
    "P05-percentages-added": {"plan_measure!J5": "ค่าล่าสุด ณ สิ้นรอบ"},
    "P06-at-least-nothing": {"plan_measure!E3": "ไม่เกิน"},
    "P07-cancelled": {"plan_item!K4": "ท ๑/๒๕๖๖", "plan_item!L4": "1/12/2565"},
    "P14-two-conditions": {
        "plan_measure!A10": "1.1.1", "plan_measure!B10": 2, "plan_measure!D10": "จำนวนในรอบ",
        "plan_measure!E10": "ไม่น้อยกว่า", "plan_measure!F10": 2, "plan_measure!G10": "รุ่น",
    },
    "P19-last-year": {"plan_item!C3": "อบรมประจำปีงบประมาณ พ.ศ. ๒๕๖๖"},
    "P20-no-lead": {"plan_role!C5": "หลัก"},
    "P21-no-measure": {
        "plan_measure!A9": "1.1.2", "plan_measure!B9": 1, "plan_measure!D9": "อัตราส่วน",
        "plan_measure!E9": "ไม่น้อยกว่า", "plan_measure!F9": 80, "plan_measure!G9": "ร้อยละ",
    },
    "P22-an-unknown-division": {"plan_role!B4": "{case}-b"},
    "P26-a-strategy-twice": {"plan_structure!B8": LINE},
    "P27-a-tactic-twice": {"plan_structure!C8": LINE},
    "P28-an-item-twice": {"plan_item!A8": LINE},
    "P29-a-measure-twice": {"plan_measure!B10": LINE},
    "P30-a-division-twice": {"plan_role!B9": LINE},
    "P31-a-number-beyond-any-plan": {"plan_measure!B3": 1},
    "P32-an-item-that-is-not-there": {"plan_measure!A4": "1.1.2", "plan_role!A3": "1.1.1"},
    "P33-another-agency": {"plan!B3": "office"},
    "P35-two-plans-in-a-file": {"plan!A4": LINE},
    "P40-a-number": {"plan_measure!F5": "30/6/2566"},
    "P41-an-interim-number": {"plan_measure!I5": "31/3/2566"},
    "P42-days-added-up": {"plan_measure!J5": "ค่าล่าสุด ณ สิ้นรอบ", "plan_measure!K5": None},
    "R01-another-unit": {"results!O7": 3},
    "R01-words-in-an-event": {"event!G7": 60, "event!H7": 60},
    "R02-none-of-the-list": {
        "results!R9": "อยู่ระหว่างดำเนินการ", "results!U7": "อยู่ระหว่างดำเนินการ", "results!X7": "ใช้งบประมาณ",
        "results!AJ7": "แผน/รายงาน", "results!AL7": "ใช้ภายในเท่านั้น",
    },
    "R03-unreadable-days": {"results!S13": AWAITED, "results!AD7": "31/3/2566"},
    "R03-unreadable-days-of-an-event": {"event!C7": "21/12/2565", "event!D7": "21/12/2565"},
    "R03-a-month-for-a-topic": {"topic!C7": "21/12/2565"},
    "R03-a-dash-for-a-topic": {"topic!C7": None},
    "R04-below-zero-heads": {"event!G7": 1, "event!H7": 1},
    "R06-a-value-of-nothing-that-is-seen": {"results!O7": None, "results!R7": "อยู่ระหว่างดำเนินการ"},
    "R06-blank-in-the-first-half": {"results!O7": 3, "results!P8": 45, "results!Q8": 50},
    "R07-a-value-and-a-reason": {"results!R7": None, "results!R8": None},
    "R08-awaited-without-a-month": {"results!S13": AWAITED},
    "R09-no-state": {"results!U7": "อยู่ระหว่างดำเนินการ"},
    "R10-no-narrative": {"results!W7": "จัดอบรมสามครั้งตามกำหนด"},
    "R11-no-budget": {"results!X8": "ไม่ใช้งบประมาณ"},
    "R12-no-obstacle": {"results!AE7": "ไม่มี"},
    "R13-used-without-amount": {"results!Z7": 100000},
    "R15-restated-for-no-reason": {"results!V7": "นับใหม่"},
    "R18-ends-before-it-begins": {"event!D7": "15/12/2565"},
    "R33-a-row-twice": {"results!D14": LINE},
    "R35-over-a-hundred": {"results!O9": 60, "results!O13": 88},
    "R36-half-a-time": {"results!O7": 3, "results!O10": 3},
    "R37-another-number": {"results!V7": "๓ ครั้ง"},
    "R38-the-day-before": {"event!C7": "1/10/2565"},
    "R39-another-share": {"results!O8": 90},
    "R40-less-than-in-March": {"results!P9": 100},
    "R42-halves-that-do-not-add-up": {"results!O7": 2, "results!P7": 5},
    "R49-unfinished": {"results!AK9": "ร่างแผนต้องแก้ไข", "results!AL9": "เร่งแก้ไขร่างแผน", "results!AM9": "ธันวาคม 2566"},
    "R51-the-year-alone": {"results!O7": 2},
    "R63-too-great": {
        "results!O7": 3, "results!V7": "๓ ครั้ง", "results!P8": 45, "results!Q8": 50, "results!AC7": 60000,
    },
    "R65-the-numerator-alone": {"results!Q8": 50},
    "R66-nothing-of-nothing": {"results!P8": None, "results!Q8": None, "results!R8": NO_CASES},
    "R67-some-of-nothing": {"results!Q8": 50},
    "R68-120-of-100": {"results!P8": 90},
    "R70-a-number": {"results!O9": "28/2/2566"},
    "R83-a-percentage-of-a-count": {"results!O7": 3},
    "R84-a-dash-0": {"results!O7": None, "results!R7": "อยู่ระหว่างดำเนินการ"},
    "R84-a-dash-for-money": {"results!AC7": 0},
    "S07-a-lost-sheet": {"topic!": RECEIVED},
    "S08-a-renamed-column": {"results!": RECEIVED},
    "S11-an-error-in-a-number": {"results!O7": 3},
    "S12-a-formula-without-result": {"results!O7": 3},
    "S13-merged-answers": {"results!W7:W8": APART, "results!W8": "ผู้เข้าทดสอบผ่านเกณฑ์เกือบทั้งหมด"},
    "S22-a-heading-twice": {"results!AZ6": None},
    "S25-a-row-between-two-items": {"results!F14": LINE},
    "S25-a-row-without-its-code": {"results!D8": "1.1.2"},
    "S26-a-row-of-no-item": {"results!F14": LINE},
    "S33-a-text-in-the-last-row": {"results!W1048576": None},
    "S31-more-than-a-cell-holds": {"results!W7": "จัดอบรมสามครั้งตามกำหนด"},
    "T01-a-letter-of-another-script": {"results!W7": "จัดทดสอบความรู้"},
}  # fmt: skip

# Remedies that are followed elsewhere, or ask for another file, another folder or another person.
ELSEWHERE = {
    "R32": "test_rows_of_items", "R75": "test_rows_of_items", "R76": "test_rows_of_items", "R77": "test_rows_of_items",
    "R79": "test_rows_of_items",
}  # fmt: skip
ANOTHER_FILE = {"S01", "S02", "S03", "S04", "S05", "S06", "S09", "S10", "S15", "S16", "S17", "S18", "S27", "S29", "S30"}
ANOTHER_FILE |= {"X01", "X02", "P34", "R30", "R31", "R71", "R78", "S34", "S35", "S36", "S37"}


def mended(case: Case) -> Case:
    """Return the case whose file somebody edited as its remedies say."""
    return replace(case, id=f"mended-{case.id}", file_change=lambda path: _mend(case, path))


def _mend(case: Case, path: Path) -> None:
    received = openpyxl.load_workbook(path)
    if case.file_change:
        case.file_change(path)
    book = openpyxl.load_workbook(path)
    for place, content in EDITS[case.id].items():
        table, _, cell = place.partition("!")
        if content == RECEIVED:
            book = filled_in(received, book)
            continue
        sheet = book[SHEETS[table]]
        if content == LINE:
            sheet.delete_rows(sheet[cell].row)
        elif content == APART:
            sheet.unmerge_cells(cell)
        else:
            told = content.format(case=f"mended-{case.id}") if isinstance(content, str) else content
            sheet[cell].value = told
            if isinstance(content, int):
                sheet[cell].number_format = "0"
    book.save(path)


def filled_in(received: Workbook, faulty: Workbook) -> Workbook:
    """Return the form as it was received, into whose open cells somebody copied what they had typed."""
    for sheet in received:
        old = faulty[sheet.title] if sheet.title in faulty.sheetnames else None
        for cell in (cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked):
            cell.value = old[cell.coordinate].value if old else None
    return received


FAULTY = {case.id: case for case in CASES if case.id in EDITS}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))
        return judge([mended(case) for case in FAULTY.values()], tmp_path_factory.mktemp("mended"))


@pytest.mark.parametrize("name", list(EDITS))
def test_a_file_mended_as_its_remedy_says_is_accepted(name: str, outcome: Outcome) -> None:
    verdict = outcome[f"mended-{name}", FAULTY[name].subject]
    assert [(one.rule, one.place, one.message_th) for one in verdict.findings if one.severity == "error"] == []
    assert verdict.verdict in ("accepted", "accepted_with_warnings")


def test_every_error_has_a_remedy_that_was_followed_or_says_why_not() -> None:
    errors = {code for code, rule in RULES.items() if rule.severity == "error"}
    followed: Mapping[str, object] = {name[:3]: name for name in EDITS}
    accounted = [*followed, *ELSEWHERE, *ANOTHER_FILE]
    assert sorted(accounted) == sorted(errors)
