"""Numbers beside their unit: "๕ ช่องทาง" in the cell of a measure that the plan counts in ช่องทาง is 5, and told."""

from collections.abc import Iterable
from dataclasses import replace

from sarup.findings import Finding
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import Column, load_form_spec
from sarup.gather.plans import KnownPlans, Plan
from sarup.gather.typed import doubt_of_number, kept_value
from sarup.submission import Row, Submission
from sarup.thai.numbers import PERCENT_WORDS, NumberReading, read_number, units_of


def read_units(submission: Submission, office: KnownPlans) -> Submission:
    """Return the submission with the numbers that stand beside their measure's unit, each with its notice.

    The unit is the plan's, never that of a form's grey cell, which anybody may have changed. A percentage is the value
    of a measure in ร้อยละ and never one of its parts, which are counted.
    """
    period = {r.round_code: r for r in office.rounds}.get(submission.keys.get("round_code", ""))
    rows = submission.tables.get("results", ())
    if submission.kind != "results" or period is None or not any(_unread(row) for row in rows):
        return submission
    plan = office.plan_of(period, submission.arrival.division_code)
    if plan is None:
        return submission
    units = _units(plan)
    filled: list[Row] = []
    notices: list[Finding] = []
    for row in rows:
        for column, reading in _readings(row, units):
            row = {**row, column.field: kept_value(reading, column)}
            notices += _notices(submission.submission_id, row, column, reading)
        filled.append(row)
    tables = {**submission.tables, "results": filled}
    return replace(submission, tables=tables, problems=(*submission.problems, *notices))


def _columns() -> Iterable[Column]:
    """Yield the columns in which a measure is answered by numbers."""
    (spec,) = (sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    return (c for c in spec.columns if c.kind == "number" and c.level == "measure" and not c.locked)


def _unread(row: Row) -> list[Column]:
    return [column for column in _columns() if row.get(f"{column.field}_text") and row.get(column.field) is None]


def _units(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return item and measure -> the words of its unit; what is asked for a day has none."""
    days = kinds_that_ask("day")
    return {
        (item.item_code, measure.measure_no): units_of(measure.unit)
        for item in plan.items
        for measure in item.measures
        if measure.kind not in days
    }


def _readings(row: Row, units: dict[tuple[str, str], tuple[str, ...]]) -> Iterable[tuple[Column, NumberReading]]:
    own = units.get((str(row.get("item_key") or ""), str(row.get("measure_no") or "")), ())
    for column in _unread(row) if own else ():
        is_part = column.date_field is None
        reading = None if is_part and own == PERCENT_WORDS else read_number(str(row[f"{column.field}_text"]), own)
        if reading is not None:
            yield column, reading


def _notices(submission_id: str, row: Row, column: Column, reading: NumberReading) -> Iterable[Finding]:
    typed, row_no = str(row[f"{column.field}_text"]), row["row_no"]
    doubt = doubt_of_number(typed, reading, column) if reading.unit else None
    if doubt is not None and isinstance(row_no, int):
        yield Finding(submission_id, doubt.rule, "results", row_no, column.field, value=typed, slots=doubt.slots)
