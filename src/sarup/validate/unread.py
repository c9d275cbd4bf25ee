"""Cells that say something which is not what their column holds: no number, no date, no month.

Choices that stand in no list are told by the suites (R02).
"""

import re
from collections.abc import Iterable

from sarup.findings import Finding
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import Column, load_form_spec
from sarup.phrases import Phrases
from sarup.submission import Row, Submission
from sarup.thai.numbers import read_number
from sarup.thai.unseen import show_unseen, without_unseen

# What rules of their own ask of a plan's cells, blank or not to be read alike.
OWN_RULES = {
    ("plan", "fiscal_year_be"): "P31",
    ("plan_structure", "level"): "P31",
    ("plan_structure", "strategy_no"): "P31",
    ("plan_measure", "measure_no"): "P31",
    ("plan_measure", "kind"): "P02",
    ("plan_measure", "comparator"): "P03",
    ("plan_measure", "target_value"): "P04",
    ("plan_role", "role"): "P31",
    ("results", "measure_no"): "R30",
}
# How a day is written, and how a month.
WAYS = {"date": "prompt.date.message", "month": "prompt.expected_month.message"}
_PERCENT = re.compile(r"-?[0-9.]+%")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DASH = re.compile(r"[-–—‐‑−]+")


def unread_cells(submission: Submission, phrases: Phrases) -> Iterable[Finding]:
    """Yield a finding for each cell of a number, date or month that was filled in and could not be read."""
    for spec in load_form_spec(submission.kind).sheets:
        columns = [c for c in spec.columns if not c.options and rule_of(spec.table, c)]
        columns = [c for c in columns if (spec.table, c.field) not in OWN_RULES]
        for row in submission.tables.get(spec.table, ()):
            for column in columns:
                yield from _unread(submission.submission_id, spec.table, row, column, phrases)


def rule_of(table: str, column: Column) -> str | None:
    """Return the rule that tells a cell of this column which cannot be read; None for texts."""
    rule = "R02" if column.options else {"number": "R01", "date": "R03", "month": "R03"}.get(column.kind)
    return OWN_RULES.get((table, column.field), rule)


def _unread(submission_id: str, table: str, row: Row, column: Column, phrases: Phrases) -> Iterable[Finding]:
    typed, row_no = row.get(f"{column.field}_text"), row["row_no"]
    if not typed or row.get(column.field) is not None or not isinstance(row_no, int):
        return
    if column.date_field and row.get("kind") in kinds_that_ask("day"):
        return  # rules about deadlines judge it
    rule = rule_of(table, column)
    if rule == "R01":
        if read_number(str(typed), column.units):
            return  # too great to be kept, which is told
        rule = _rule_of_number(without_unseen(str(typed)))
    slots = {"typed": show_unseen(str(typed))}
    if rule == "R03":
        slots["way"] = phrases.texts[WAYS[column.kind]]
    yield Finding(submission_id, rule or "", table, row_no, column.field, value=str(typed), slots=slots)


def _rule_of_number(typed: str) -> str:
    """Return the rule for a cell that holds no number: its format shows another thing, it is a dash, it is a text."""
    if _PERCENT.fullmatch(typed) or _DAY.fullmatch(typed):
        return "R83"
    return "R84" if _DASH.fullmatch(typed) else "R01"
