"""Every column of a number, a day, a month or a choice has a rule that says when its cell cannot be read."""

from datetime import UTC, datetime

import pytest
import yaml

from sarup.assets import asset_path
from sarup.findings import load_rules
from sarup.form.spec import Column, load_form_spec
from sarup.phrases import load_phrases
from sarup.submission import Arrival, Submission
from sarup.validate.unread import OWN_RULES, rule_of, unread_cells
from tests.support.rules.every_case import CASES

RULES = load_rules(asset_path("expectations/rules.yaml")).rules
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
READ = [
    (kind, sheet.table, column)
    for kind in ("plan", "results")
    for sheet in load_form_spec(kind).sheets
    for column in sheet.columns
    if column.options or column.kind != "text"
]
# Beside a plan's tactic the number may be missing; what it says there is judged by P31 and P27.
KINDS = {
    "number": {"R01", "P31", "P04", "R30"},
    "date": {"R03"},
    "month": {"R03"},
    "text": {"R02", "P31", "P02", "P03"},
}


def test_the_columns_that_are_read_are_all_of_four_kinds() -> None:
    assert {column.kind for *_, column in READ if not column.options} == {"number", "date", "month"}
    assert len(READ) == 47


@pytest.mark.parametrize(("form", "table", "column"), READ, ids=lambda one: getattr(one, "field", one))
def test_a_cell_that_cannot_be_read_is_told(form: str, table: str, column: Column) -> None:
    rule = rule_of(table, column)
    assert rule in KINDS[column.kind] and RULES[rule].severity == "error"
    arrival = Arrival("0" * 64, "a", "f.xlsx", datetime(2022, 4, 1, tzinfo=UTC), "inbox")
    row = {"row_no": 7, column.field: None, f"{column.field}_text": "อ่านไม่ออก"}
    submission = Submission(arrival, form, {}, {table: [row]}, (), ())
    said = [(one.rule, one.table_name, one.row_no, one.column_name) for one in unread_cells(submission, PHRASES)]
    of_its_own = (table, column.field) in OWN_RULES or column.options
    assert said == ([] if of_its_own else [(rule, table, 7, column.field)])
    if rule == "R02":
        suite = yaml.safe_load(asset_path(f"expectations/{table}.yaml").read_text(encoding="utf-8"))["expectations"]
        assert {"rule": "R02", "place": column.field} in [entry["meta"] for entry in suite]


@pytest.mark.parametrize("place", sorted(OWN_RULES))
def test_a_rule_of_its_own_is_seen_to_fire_in_that_sheet(place: tuple[str, str]) -> None:
    assert [
        case
        for case in CASES
        if case.rule == OWN_RULES[place] and any(at.startswith(f"{place[0]}!") for at in case.places)
    ]
