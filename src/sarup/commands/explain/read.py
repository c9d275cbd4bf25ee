"""Reads an item's path from the published warehouse: from the printed value back to the cells."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
from rapidfuzz import process

from sarup.commands.explain.item import (
    DAYS,
    NUMBERS,
    PARTS,
    ExplainedEvent,
    ExplainedFinding,
    ExplainedItem,
    ExplainedMeasure,
    TypedValue,
)
from sarup.commands.explain.queries import ANSWERS, EVENTS, FINDINGS, ITEMS, MEASURES, MISSING, TEXTS
from sarup.commands.explain.rows import FoundAnswer, FoundEvent, FoundItem, FoundMeasure, FoundMissing, FoundText
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.render.content.cells import judged_by
from sarup.rows import read_rows
from sarup.thai.dates import format_day, format_slashed
from sarup.thai.digits import to_arabic
from sarup.thai.figures import print_number, print_share
from sarup.warehouse_file import open_warehouse, published_warehouse


def explain_item(
    home: Path, round_code: str, item_code: str, phrases: Phrases, as_of: datetime | None = None
) -> list[ExplainedItem]:
    """Return the item as every plan of the round has it; the item code may be typed in Thai digits.

    Raises UsageError before the first report, for an unknown round, and for an item that no plan has, naming the
    nearest ones.
    """
    warehouse, item = published_warehouse(home, as_of), to_arabic(item_code).strip()
    if not warehouse.is_file():
        raise UsageError(phrases.say("cli.err.nothing_published", home=warehouse.parent))
    with closing(open_warehouse(warehouse, read_only=True)) as connection:
        names = {"round": round_code}
        if not connection.execute("select 1 from core.round where round_code = $round", names).fetchall():
            raise UsageError(phrases.say("cli.err.round", x=round_code))
        found = read_rows(connection, FoundItem, ITEMS, names | {"item": item})
        if not found:
            query = "select distinct item_code from core.item where round_code = $round"
            near = process.extract(item, [code for (code,) in connection.execute(query, names).fetchall()], limit=3)
            raise UsageError(
                phrases.say("cli.err.item", item=item_code, near=" ".join(name for name, *_ in near) or "-")
            )
        return [_item(connection, row, round_code, item) for row in found]


def _item(connection: duckdb.DuckDBPyConnection, row: FoundItem, round_code: str, item: str) -> ExplainedItem:
    names = {"plan": row.plan_code, "round": round_code, "item": item}
    answers = read_rows(connection, FoundAnswer, ANSWERS, names)
    missing = read_rows(connection, FoundMissing, MISSING, names)
    measures = read_rows(connection, FoundMeasure, MEASURES, names)
    return ExplainedItem(
        plan_code=row.plan_code,
        round_code=round_code,
        round_label=row.label,
        round=row.round,
        state=row.state,
        item_code=item,
        guideline=row.guideline,
        target_text=row.target_text,
        target=row.origin,
        status=row.status,
        outcome_text=row.outcome_text,
        narrative=row.narrative,
        measures=tuple(_measure(measure, answers, missing) for measure in measures),
        texts=tuple(_typed(one) for one in read_rows(connection, FoundText, TEXTS, names)),
        events=tuple(_event(one) for one in read_rows(connection, FoundEvent, EVENTS, names)),
        findings=tuple(read_rows(connection, ExplainedFinding, FINDINGS, names)),
    )


def _measure(row: FoundMeasure, answers: Sequence[FoundAnswer], missing: Sequence[FoundMissing]) -> ExplainedMeasure:
    number, value, goal = row.measure_no, row.outcome_value, row.target_value
    return ExplainedMeasure(
        measure_no=number,
        comparator=row.comparator,
        target_value=_day(row.target_on) or ("-" if goal is None else print_number(goal, row.unit)),
        unit=None if row.target_on else row.unit,
        target=row.origin,
        across_rounds=row.across_rounds,
        across_divisions=row.across_divisions,
        interim_rule=row.interim_rule,
        outcome_value=_day(row.outcome_on) or (None if value is None else print_number(value, *judged_by(row))),
        achievement_pct=None if row.achievement_pct is None else print_share(row.achievement_pct),
        no_value_code=row.no_value_code,
        is_partial=row.is_partial,
        status=row.status,
        answers=tuple(_typed(one, row.unit) for one in answers if one.measure_no == number),
        missing=tuple(one.division_name for one in missing if one.measure_no == number),
    )


def _typed(row: FoundText, unit: str | None = None) -> TypedValue:
    column, typed = row.column_name, row.typed
    if column in DAYS:
        column, typed = column.removesuffix("_on"), to_arabic(format_slashed(date.fromisoformat(typed)))
    elif column in NUMBERS:
        typed = print_number(Decimal(typed), None if column in PARTS else unit)
    return TypedValue(
        division=row.division_name,
        role=row.role,
        round_label=row.label,
        column=column,
        typed=typed,
        received_at=row.received_at.isoformat(),
        verdict=row.verdict,
        origin=row.origin,
    )


def _day(day: date | None) -> str | None:
    return to_arabic(format_day(day)) if day else None


def _event(row: FoundEvent) -> ExplainedEvent:
    return ExplainedEvent(
        division=row.division_name,
        round_label=row.label,
        name=row.event_name,
        starts_on=row.starts_on.isoformat() if row.starts_on else None,
        ends_on=row.ends_on.isoformat() if row.ends_on else None,
        attendee_count=row.attendee_count,
        origin=row.origin,
    )
