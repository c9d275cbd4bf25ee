"""Every rule, through a real workbook, to the cell it names: it fires there, and nowhere else."""

from collections import Counter

import pytest
import yaml

from sarup.assets import asset_path
from sarup.findings import load_rules
from tests.support.rules.case import Case
from tests.support.rules.case_batch import Outcome
from tests.support.rules.every_case import CASES
from tests.support.rules.invented_office import TOKEN

RULES = load_rules(asset_path("expectations/rules.yaml")).rules
SUITES = ("plan_item", "plan_measure", "results", "item", "event", "signoff", "text")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_rule_names_exactly_the_cells_that_break_it(case: Case, outcome: Outcome) -> None:
    said = [finding.place for finding in outcome[case.id, case.subject].findings if finding.rule == case.rule]
    assert sorted(said) == sorted(case.places)


@pytest.mark.parametrize("case", [case for case in CASES if not case.places], ids=lambda case: case.id)
def test_a_rule_is_not_silent_because_something_else_stopped_the_file(case: Case, outcome: Outcome) -> None:
    verdict = outcome[case.id, case.subject]
    errors = {finding.rule for finding in verdict.findings if finding.severity == "error"}
    assert errors == ({case.instead} if case.instead else set())
    assert verdict.is_in_force != bool(case.instead)


def test_the_correct_office_is_silent_and_in_force(outcome: Outcome) -> None:
    office = {workbook: verdict for (case, workbook), verdict in outcome.items() if case == TOKEN}
    assert sorted(office) == ["a-12m", "a-6m", "b-12m", "b-6m", "plan"]
    assert [finding for verdict in office.values() for finding in verdict.findings] == []
    assert all(verdict.verdict == "accepted" and verdict.is_in_force for verdict in office.values())


def test_every_rule_of_the_register_fires_somewhere() -> None:
    assert {case.rule for case in CASES if case.places} == set(RULES)


@pytest.mark.parametrize("suite", SUITES)
def test_every_expectation_fires_at_the_column_it_names(suite: str, outcome: Outcome) -> None:
    said = {(one.rule, one.column) for verdict in outcome.values() for one in verdict.findings}
    entries = yaml.safe_load(asset_path(f"expectations/{suite}.yaml").read_text(encoding="utf-8"))["expectations"]
    for entry in entries:
        places = entry["meta"]["place"]
        for place in [places] if isinstance(places, str) else places:
            found = {column for rule, column in said if rule == entry["meta"]["rule"]}
            assert found if place == "text" else place in found, entry


ALONE = [
    case for case in CASES if case.places and case.rule in ("S09", "S10", "S15", "S16", "S26", "S29", "S30", "S33")
]


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.id)
def test_one_fault_of_a_file_gives_one_finding(case: Case, outcome: Outcome) -> None:
    assert [finding.rule for finding in outcome[case.id, case.subject].findings] == [case.rule]


# What a sentence says of the numbers it found, by case and place.
NUMBERS = [
    ("R36-half-a-time", "results!O7", "2.5"),
    ("R36-half-a-time", "results!O10", "0.999"),
    ("R35-over-a-hundred", "results!O9", "100.01"),
]


@pytest.mark.parametrize(("case", "place", "number"), NUMBERS)
def test_a_sentence_says_a_number_as_it_was_typed(case: str, place: str, number: str, outcome: Outcome) -> None:
    (said,) = [one for one in outcome[case, "a-6m"].findings if (one.rule, one.place) == (case[:3], place)]
    assert said.message_th.endswith(f" {number}")


def test_a_choice_that_is_none_is_told_the_choices_and_the_nearest(outcome: Outcome) -> None:
    said = {one.place: one for one in outcome["R02-none-of-the-list", "a-6m"].findings if one.rule == "R02"}
    near = {one.place: one for one in outcome["R02-a-slip-of-a-choice", "a-6m"].findings if one.rule == "R02"}
    assert said["results!AL7"].message_th == "“บางส่วน” ไม่อยู่ในรายการตัวเลือก"
    assert near["results!U7"].message_th.endswith(" ไม่อยู่ในรายการตัวเลือก (ใกล้เคียงกับ “อยู่ระหว่างดำเนินการ”)")
    assert "“อยู่ระหว่างดำเนินการ”" in near["results!U7"].remedy_th
    assert "“ยังไม่ดำเนินการ”" in near["results!U7"].remedy_th


def test_case_names_are_unique() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []


def test_no_sentence_is_empty_or_left_with_a_slot(outcome: Outcome) -> None:
    said = [finding for verdict in outcome.values() for finding in verdict.findings]
    assert said
    for finding in said:
        for text in (finding.message_th, finding.remedy_th):
            assert text.strip() and "{" not in text and "}" not in text, finding


@pytest.mark.parametrize("case", [case for case in CASES if case.places], ids=lambda case: case.id)
def test_a_verdict_follows_from_the_severity(case: Case, outcome: Outcome) -> None:
    verdict = outcome[case.id, case.subject]
    severities = {RULES[finding.rule].severity for finding in verdict.findings if RULES[finding.rule].scope != "across"}
    refusals = {RULES[finding.rule].refuses for finding in verdict.findings} - {None}
    if "quarantined" in refusals or "refused" in refusals:
        expected = "quarantined" if "quarantined" in refusals else "refused"
    elif "error" in severities:
        expected = "returned"
    else:
        expected = "accepted_with_warnings" if "warning" in severities else "accepted"
    assert verdict.verdict == expected
