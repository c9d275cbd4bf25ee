"""Reads an item's path from the published warehouse: from the printed value back to the cells."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rapidfuzz import process

from sarup.commands.explain.item import (
    DAYS,
    NUMBERS,
    PARTS,
    ExplainedEvent,
    ExplainedItem,
    ExplainedMeasure,
    Origin,
    TypedValue,
)
from sarup.commands.explain.queries import ANSWERS, EVENTS, FINDINGS, ITEMS, MEASURES, MISSING, TEXTS
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.render.content.cells import judged_by
from sarup.thai.dates import format_day, format_slashed
from sarup.thai.digits import to_arabic
from sarup.thai.figures import print_number, print_share
from sarup.warehouse_file import open_warehouse, warehouse_path


def explain_item(
    home: Path, round_code: str, item_code: str, phrases: Phrases, as_of: datetime | None = None
) -> list[ExplainedItem]:
    """Return the item as every plan of the round has it; the item code may be typed in Thai digits.

    Raises UsageError before the first report, for an unknown round, and for an item that no plan has, naming the
    nearest ones.
    """
    warehouse, item = warehouse_path(home, as_of), to_arabic(item_code).strip()
    if not warehouse.is_file():
        raise UsageError(phrases.say("cli.err.nothing_published", home=warehouse.parent))
    with closing(open_warehouse(warehouse, read_only=True)) as connection:
        if not _rows(connection, "select 1 from core.round where round_code = $round", round=round_code):
            raise UsageError(phrases.say("cli.err.round", x=round_code))
        found = _rows(connection, ITEMS, round=round_code, item=item)
        if not found:
            known = _rows(connection, "select distinct item_code from core.item where round_code = $r", r=round_code)
            near = process.extract(item, [row["item_code"] for row in known], limit=3)
            raise UsageError(
                phrases.say("cli.err.item", item=item_code, near=" ".join(name for name, *_ in near) or "-")
            )
        return [_item(connection, row, round_code, item) for row in found]


def _item(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], round_code: str, item: str) -> ExplainedItem:
    names = {"plan": row["plan_code"], "round": round_code, "item": item}
    answers = _rows(connection, ANSWERS, **names)
    missing = _rows(connection, MISSING, **names)
    measures = _rows(connection, MEASURES, **names)
    return ExplainedItem(
        plan_code=row["plan_code"],
        round_code=round_code,
        round_label=row["label"],
        round=row["round"],
        state=row["state"],
        item_code=item,
        guideline=row["guideline"],
        target_text=row["target_text"],
        target=_cell(row),
        status=row["status"],
        outcome_text=row["outcome_text"],
        narrative=row["narrative"],
        measures=tuple(_measure(measure, answers, missing) for measure in measures),
        texts=tuple(_answer(one) for one in _rows(connection, TEXTS, **names)),
        events=tuple(_event(one) for one in _rows(connection, EVENTS, **names)),
        findings=tuple(_rows(connection, FINDINGS, **names)),
    )


def _measure(
    row: dict[str, Any], answers: Sequence[dict[str, Any]], missing: Sequence[dict[str, Any]]
) -> ExplainedMeasure:
    number = row["measure_no"]
    return ExplainedMeasure(
        measure_no=number,
        comparator=row["comparator"],
        target_value=_day(row["target_on"]) or print_number(row["target_value"], row["unit"]),
        unit=None if row["target_on"] else row["unit"],
        target=_cell(row),
        across_rounds=row["across_rounds"],
        across_divisions=row["across_divisions"],
        interim_rule=row["interim_rule"],
        outcome_value=_day(row["outcome_on"])
        or (None if row["outcome_value"] is None else print_number(row["outcome_value"], *judged_by(row))),
        achievement_pct=None if row["achievement_pct"] is None else print_share(row["achievement_pct"]),
        no_value_code=row["no_value_code"],
        is_partial=row["is_partial"],
        status=row["status"],
        answers=tuple(_answer(one, row["unit"]) for one in answers if one["measure_no"] == number),
        missing=tuple(one["division_name"] for one in missing if one["measure_no"] == number),
    )


def _answer(row: dict[str, Any], unit: str | None = None) -> TypedValue:
    column, typed = row["column_name"], row["typed"]
    if column in DAYS:
        column, typed = column.removesuffix("_on"), to_arabic(format_slashed(date.fromisoformat(typed)))
    elif column in NUMBERS:
        typed = print_number(Decimal(typed), None if column in PARTS else unit)
    return TypedValue(
        division=row["division_name"],
        role=row["role"],
        round_label=row["label"],
        column=column,
        typed=typed,
        received_at=row["received_at"].isoformat(),
        verdict=row["verdict"],
        origin=_cell(row),
    )


def _day(day: date | None) -> str | None:
    return to_arabic(format_day(day)) if day else None


def _event(row: dict[str, Any]) -> ExplainedEvent:
    return ExplainedEvent(
        division=row["division_name"],
        round_label=row["label"],
        name=row["event_name"],
        starts_on=row["starts_on"].isoformat() if row["starts_on"] else None,
        ends_on=row["ends_on"].isoformat() if row["ends_on"] else None,
        attendee_count=row["attendee_count"],
        origin=_cell(row),
    )


def _cell(row: dict[str, Any]) -> Origin:
    return Origin(row["file_name"], row["sha256"], row["sheet"], row["cell"])


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **names: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query, names)
    heads = [column[0] for column in cursor.description or ()]
    return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
