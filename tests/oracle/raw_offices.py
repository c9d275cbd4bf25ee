"""Invented offices as rows of raw.*, many in one warehouse, rolled up: one roll-up serves hundreds of plans.

No rule of the register is loaded, only two that stand for "has an error" and "has a warning": what the rules find is
tested elsewhere, here a version is returned because the office says so.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
from offices import HALF, YEAR, Event, File, ItemAnswer, Office, Plan, Revision, due_on

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse

Cells = dict[str, Any]
YEARS = (2563, 2564)
INDICATOR, TARGET_TEXT = "จำนวนงาน", "ตามแผน"
ERROR, WARNING = "S07", "S98"
VERDICT_RULE = {"returned": ERROR, "accepted_with_warnings": WARNING}
MONTHS = {HALF: ((10, 1), (3, 31)), YEAR: ((4, 1), (9, 30))}


def rolled_up(offices: Sequence[Office]) -> duckdb.DuckDBPyConnection:
    """Return the rolled-up warehouse of the offices."""
    connection = create_warehouse(":memory:", asset_path("sql"))
    rows: dict[str, list[Cells]] = {}
    for table, cells in (*inputs(), *(row for office in offices for row in office_rows(office))):
        rows.setdefault(table, []).append(cells)
    for table, of_table in rows.items():
        insert_many(connection, table, of_table)
    roll_up(connection, asset_path("sql"))
    return connection


def insert_many(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Cells]) -> None:
    """Insert rows by column name. A column that raw.* does not know is left out, as the loader leaves it."""
    known = {row[0] for row in connection.execute(f"describe raw.{table}").fetchall()}
    columns = sorted({column for row in rows for column in row} & known)
    frame = pl.DataFrame(
        {c: [typed(row.get(c)) for row in rows] for c in columns}, schema=dict.fromkeys(columns, pl.String)
    )
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into raw.{table} by name select * from incoming")
    connection.unregister("incoming")


def typed(value: Any) -> str | None:
    """Return a cell as text; a decimal never with an exponent."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def inputs() -> Iterator[tuple[str, Cells]]:
    """Yield the rows of the run, of the rounds of two years, and of the two rules."""
    yield "run", {"rule_set_version": "none", "code_version": "none"}
    for code, severity in ((ERROR, "error"), (WARNING, "warning")):
        texts = dict.fromkeys(("sentence_th", "remedy_th", "reason"), "ก")
        yield "rule", {"code": code, "severity": severity, "scope": "file", "is_waivable": True, "follows": "", **texts}
    for year in YEARS:
        for name in (HALF, YEAR):
            yield "round", round_row(year, name)


def round_row(year: int, name: str) -> Cells:
    (from_month, from_day), (to_month, to_day) = MONTHS[name]
    end = date(year - 543, to_month, to_day)
    return {
        "round_code": f"{year}-{name}",
        "fiscal_year_be": year,
        "round": name,
        "label": {HALF: "รอบ ๖ เดือน", YEAR: "รอบ ๑๒ เดือน"}[name],
        "covers_from": date(year - 544, 10, 1),
        "covers_to": end,
        "asks_from": date(year - 544 if from_month > 9 else year - 543, from_month, from_day),
        "asks_to": end,
        "due_on": due_on(year, name),
        "state": "open",
    }


def office_rows(office: Office) -> Iterator[tuple[str, Cells]]:
    """Yield (table, row) of an office: the reference folder's rows, its plan workbooks and its divisions' files."""
    yield (
        "agency",
        {
            "agency_code": office.code,
            "ministry_code": office.ministry,
            "ministry_name": f"กระทรวง{office.ministry}",
            "agency_name": f"สำนักงาน{office.code}",
            "agency_short": office.code,
            "head_title": "ผู้อำนวยการ",
        },
    )
    for n, division in enumerate(office.divisions, 1):
        names = {"division_code": division, "agency_code": office.code, "division_name": office.names[division]}
        yield "division", {**names, "sort_no": n, "planning_office": n == 1, "is_sample": False}
    for plan in office.plans:
        for n, revision in enumerate(plan.revisions):
            yield from revision_rows(office, plan, revision, f"{plan.code}-r{n}")
        for n, file in enumerate(plan.files):
            yield from file_rows(plan, file, f"{plan.code}-f{n}")


def revision_rows(office: Office, plan: Plan, revision: Revision, name: str) -> Iterator[tuple[str, Cells]]:
    yield (
        "submission",
        {**submission(name, office.divisions[0], "plan", plan.code), "received_at": revision.received_at.isoformat()},
    )
    if revision.is_returned:
        yield "finding", {"submission_id": name, "rule": ERROR, "slots": "{}"}
    place = {"submission_id": name, "sheet": "plan"}
    yield (
        "plan",
        {
            **place, "row_no": 3, "plan_code": plan.code, "agency_code": office.code, "fiscal_year_be": plan.year,
            "plan_name": "แผนปฏิบัติการ", "revision_no": revision.no, "holds_from_round": revision.holds_from,
        },
    )  # fmt: skip
    for n, cells in enumerate(structure(revision), 3):
        yield "plan_structure", {**place, "row_no": n, **cells}
    row, roles = 2, 2
    for n, item in enumerate(revision.items, 3):
        texts = {"guideline": item.guideline, "activity": "กิจกรรม", "indicator": INDICATOR, "target_text": TARGET_TEXT}
        number = item.code.split(".")[2]
        yield (
            "plan_item",
            {**place, "row_no": n, "item_code": item.code, "printed_no": f"{number}.", "state": item.state, **texts},
        )
        for measure in item.measures:
            row += 1
            dated = isinstance(measure.target, date)
            yield (
                "plan_measure",
                {
                    **place, "row_no": row, "item_code": item.code, "measure_no": measure.no, "kind": measure.kind,
                    "comparator": measure.comparator, "unit": measure.unit, "interim_target": measure.interim,
                    "across_rounds": measure.across_rounds, "across_divisions": measure.across_divisions,
                    "target_on" if dated else "target_value": measure.target,
                    "may_exceed": "yes" if measure.may_exceed else None,
                    "same_base": "yes" if measure.same_base else None,
                },
            )  # fmt: skip
        for division in item.divisions:
            roles += 1
            role = "lead" if division == item.lead else "support"
            yield (
                "plan_role",
                {**place, "row_no": roles, "item_code": item.code, "division_code": division, "role": role},
            )


def structure(revision: Revision) -> Iterator[Cells]:
    """Yield the headings of the strategies, and of the tactics that are not 0."""
    for strategy in sorted({item.strategy_no for item in revision.items}):
        yield {
            "level": "strategy",
            "strategy_no": strategy,
            "printed_label": strategy_label(strategy),
            "text": "งานโปร่งใส",
        }
        if any(item.code.startswith(f"{strategy}.1.") for item in revision.items):
            cells = {"level": "tactic", "strategy_no": strategy, "tactic_no": 1}
            yield {**cells, "printed_label": "กลยุทธ์", "text": "ให้ความรู้"}


def strategy_label(number: int) -> str:
    """Return the label that the plan prints before a strategy's name."""
    return f"ยุทธศาสตร์ที่ {number} :"


def file_rows(plan: Plan, file: File, name: str) -> Iterator[tuple[str, Cells]]:
    sent = submission(name, file.division, "results", plan.code)
    yield (
        "submission",
        {
            **sent, "received_at": file.received_at.isoformat(), "round_code": plan.round_code(file.round),
            "form_division_code": file.division,
        },
    )  # fmt: skip
    if file.verdict in VERDICT_RULE:
        yield "finding", {"submission_id": name, "rule": VERDICT_RULE[file.verdict], "slots": "{}"}
    row = 6
    for code, told in file.items.items():
        for no, answer in told.answers.items():
            row += 1
            place = {"submission_id": name, "sheet": "results", "row_no": row, "item_key": code, "item_code": code}
            cells = answer_cells(answer)
            yield "result_measure", {**place, "measure_no": no, **cells}
            yield "result_item", {**place, **(item_cells(told) if no == min(told.answers) else {})}
    for n, event in enumerate(file.events, 7):
        yield "event", {"submission_id": name, "sheet": "events", "row_no": n, **event_cells(event)}


def answer_cells(answer: Any) -> Cells:
    """Return the cells of an answer; dates stand in columns of their own."""
    numbers = {"value": answer.value, "value_half": answer.half, "value_year": answer.year, "restated": answer.restated}
    dates = {f"{name}_on": value for name, value in numbers.items() if isinstance(value, date)}
    return {
        **{name: value for name, value in numbers.items() if not isinstance(value, date)},
        **dates,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "restated_numerator": answer.restated_numerator,
        "restated_denominator": answer.restated_denominator,
        "restated_reason": "นับผิด" if answer.restated is not None or answer.restated_numerator is not None else None,
        "no_value_code": answer.code,
        "expected_month": answer.month,
        "assessor": answer.assessor,
    }


def item_cells(told: ItemAnswer) -> Cells:
    return {
        "work_state": "in_progress",
        "outcome_text": told.outcome_text,
        "narrative": told.narrative,
        "budget_use": told.budget_use,
        "budget_source": "งบดำเนินงาน" if told.budget_use == "used" else None,
        "budget_baht": told.budget,
        "revised_baht": told.revised,
        "spent_baht": told.spent,
        "spent_on": told.spent_on,
        "obstacle": told.obstacle,
        "cause": told.cause,
        "suggestion": told.suggestion,
        "evidence_kind": "report",
        "evidence": "บันทึกภายใน",
        "evidence_public": "internal",
    }


def event_cells(event: Event) -> Cells:
    return {
        "event_code": event.code,
        "event_name": event.name,
        "starts_on": event.starts_on,
        "ends_on": event.starts_on,
        "attendee_count": event.attendees,
        "item_codes": ", ".join(event.items),
    }


def submission(name: str, division: str, kind: str, plan: str) -> Cells:
    names = {"submission_id": name, "sha256": name, "file_name": f"{name}.xlsx", "division_code": division}
    return {**names, "kind": kind, "plan_code": plan, "channel": "inbox", "container": "xlsx"}
