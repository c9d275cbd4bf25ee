"""`sarup explain`: the path of an item's figures for a person, from the printed value back to the cells."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from rapidfuzz import process

from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.pipeline import open_warehouse, warehouse_path
from sarup.render.status_labels import status_label
from sarup.thai.digits import format_number, to_arabic, to_thai

ITEMS = """
select
    i.plan_code, i.item_code, concat_ws(' ', i.printed_no, i.guideline) as guideline, i.target_text,
    t.label, t.state, t.round, r.status, r.outcome_text, r.narrative, r.deciding_measure_no,
    s.file_name, s.sha256, p.sheet, p.letter || (i.plan_row_no - p.row_offset) as cell
from core.item as i
inner join rollup.item_round as r
    on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code
inner join core.submission as s on i.plan_submission_id = s.submission_id
left join core.round as t on i.round_code = t.round_code
left join raw.column_place as p
    on
        i.plan_submission_id = p.submission_id and p.table_name = 'plan_item' and p.column_name = 'target_text'
        and i.plan_row_no between p.first_row and p.last_row
where i.round_code = $round and i.item_code = $item
order by i.plan_code
"""
MEASURES = """
select
    m.*, s.file_name, s.sha256, p.sheet, p.letter || (c.plan_row_no - p.row_offset) as cell
from rollup.measure_round as m
inner join core.measure as c
    on
        m.plan_code = c.plan_code and m.round_code = c.round_code
        and m.item_code = c.item_code and m.measure_no = c.measure_no
inner join core.submission as s on c.plan_submission_id = s.submission_id
left join raw.column_place as p
    on
        c.plan_submission_id = p.submission_id and p.table_name = 'plan_measure' and p.column_name = 'target_value'
        and c.plan_row_no between p.first_row and p.last_row
where m.plan_code = $plan and m.round_code = $round and m.item_code = $item
order by m.measure_no
"""
ANSWERS = """
with asked as (
    select b.round_code, b.label, b.covers_to from core.round as a
    inner join core.round as b on a.fiscal_year_be = b.fiscal_year_be and b.covers_to <= a.covers_to
    where a.round_code = $round
),

typed as (
    unpivot (
        select
            r.round_code, r.measure_no, r.division_code, r.role, r.submission_id, r.sheet, r.row_no,
            cast(r.value as varchar) as value,
            cast(r.value_half as varchar) as value_half,
            cast(r.value_year as varchar) as value_year,
            cast(r.numerator as varchar) as numerator,
            cast(r.denominator as varchar) as denominator,
            cast(r.restated as varchar) as restated,
            r.no_value_code
        from core.result as r
        inner join asked as a on r.round_code = a.round_code
        where r.plan_code = $plan and r.item_code = $item and r.row_no is not null
    ) on value, value_half, value_year, numerator, denominator, restated, no_value_code
    into name column_name value typed
)

select
    t.measure_no, t.division_code, coalesce(d.division_name, t.division_code) as division_name, t.role, a.label,
    t.column_name, t.typed, s.file_name, s.sha256, s.verdict, s.received_at, t.sheet,
    p.letter || (t.row_no - p.row_offset) as cell
from typed as t
inner join asked as a on t.round_code = a.round_code
inner join core.submission as s on t.submission_id = s.submission_id
left join core.division as d on t.division_code = d.division_code
left join raw.column_place as p
    on
        t.submission_id = p.submission_id and p.table_name = 'results' and t.column_name = p.column_name
        and t.row_no between p.first_row and p.last_row
order by t.measure_no, a.covers_to, t.role, d.sort_no, t.division_code, t.column_name
"""
MISSING = """
select r.measure_no, coalesce(d.division_name, r.division_code) as division_name
from core.result as r
left join core.division as d on r.division_code = d.division_code
where r.round_code = $round and r.plan_code = $plan and r.item_code = $item and not r.is_reported
order by r.measure_no, r.role, d.sort_no, r.division_code
"""
FINDINGS = """
select f.severity, f.rule, f.message_th, f.remedy_th, f.sheet, f.cell, s.file_name
from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id and s.is_in_force
inner join core.result_item as i
    on f.submission_id = i.submission_id and f.table_name = 'results' and f.row_no = i.row_no
where i.round_code = $round and i.plan_code = $plan and i.item_code = $item and not f.is_waived
order by f.severity, f.sheet, f.cell, f.rule, f.message_th
"""
NUMBERS = ("value", "value_half", "value_year", "numerator", "denominator", "restated")


@dataclass(frozen=True)
class Origin:
    """A cell of a received file."""

    file_name: str
    sha256: str
    sheet: str | None
    cell: str | None


@dataclass(frozen=True)
class TypedValue:
    """One value as a division typed it, with the round's name and the file's verdict."""

    division: str
    role: str
    round_label: str
    column: str
    typed: str
    received_at: str
    verdict: str
    origin: Origin


@dataclass(frozen=True)
class ExplainedMeasure:
    """One measure: its target in the plan, what was typed, how it was put together and judged."""

    measure_no: int
    comparator: str
    target_value: str
    unit: str | None
    target: Origin
    across_rounds: str
    across_divisions: str
    interim_rule: str
    outcome_value: str | None
    achievement_pct: str | None
    no_value_code: str | None
    is_partial: bool
    status: str
    answers: tuple[TypedValue, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ExplainedItem:
    """An item of one plan in a round, with the path of every figure."""

    plan_code: str
    round_code: str
    round_label: str
    round: str
    state: str
    item_code: str
    guideline: str
    target_text: str | None
    target: Origin
    status: str
    outcome_text: str | None
    narrative: str | None
    measures: tuple[ExplainedMeasure, ...]
    findings: tuple[dict[str, Any], ...]


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


def say_explained(item: ExplainedItem, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: the item, then each measure from target to status, then what was found."""
    code = to_thai(item.item_code)
    lines = [
        phrases.say("explain.item", item=code, guideline=item.guideline, round=item.round_label),
        f"  {phrases.texts['ed.field.status']}: {_status(item.status, {}, item, phrases)}",
        f"  {phrases.texts['ed.field.outcome_text']}: {item.outcome_text or '-'}",
        f"  {phrases.texts['ed.field.target_text']}: {item.target_text or '-'} — {_origin(item.target, phrases)}",
    ]
    for measure in item.measures:
        lines += _say_measure(measure, item, phrases)
    for finding in item.findings:
        place = f"{finding['file_name']} {finding['sheet'] or ''} {finding['cell'] or ''}".strip()
        severity = phrases.texts[f"severity.{finding['severity']}"]
        lines.append(f"  {severity} {place} — {finding['message_th']} {finding['remedy_th']} [{finding['rule']}]")
    return lines


def _say_measure(measure: ExplainedMeasure, item: ExplainedItem, phrases: Phrases) -> list[str]:
    comparator = phrases.options("list.comparator")[measure.comparator]
    target = f"{comparator} {measure.target_value} {measure.unit or ''}".strip()
    lines = [
        f"  {phrases.say('import.measure', n=to_thai(str(measure.measure_no)))}: {target}"
        f" — {_origin(measure.target, phrases)}"
    ]
    for answer in measure.answers:
        lines.append(
            "    "
            + phrases.say(
                "explain.typed",
                division=answer.division,
                role=phrases.options("list.role")[answer.role],
                round=answer.round_label,
                column=phrases.texts[f"explain.{answer.column}"],
                value=_typed(answer, phrases),
                origin=_origin(answer.origin, phrases),
            )
        )
    lines += [f"    {division}: {phrases.texts['time.none']}" for division in measure.missing]
    across = phrases.options("list.across_divisions").get(measure.across_divisions, measure.across_divisions)
    rounds = phrases.options("list.across").get(measure.across_rounds, measure.across_rounds)
    value = f"{measure.outcome_value} {measure.unit or ''}".strip() if measure.outcome_value else "-"
    pct = phrases.say("explain.pct", pct=measure.achievement_pct) if measure.achievement_pct else ""
    partial = f" ({phrases.texts[f'status.{item.round}.partial']})" if measure.is_partial else ""
    lines.append(f"    {phrases.say('explain.together', rounds=rounds, divisions=across, value=value)}{partial}{pct}")
    rule = phrases.texts[f"explain.rule.{measure.interim_rule}"]
    status = _status(measure.status, asdict(measure), item, phrases)
    lines.append(f"    {phrases.say('explain.judged', rule=rule, status=status)}")
    return lines


def _typed(answer: TypedValue, phrases: Phrases) -> str:
    if answer.column in NUMBERS:
        return answer.typed
    return phrases.options("list.no_value.12m").get(answer.typed, answer.typed)


def _status(status: str, measure: Mapping[str, Any], item: ExplainedItem, phrases: Phrases) -> str:
    return status_label(status, measure, {"round": item.round, "state": item.state}, phrases)


def _origin(origin: Origin, phrases: Phrases) -> str:
    place = phrases.say("place.cell", sheet=origin.sheet, cell=origin.cell) if origin.cell else ""
    return phrases.say("explain.origin", file=origin.file_name, hash=origin.sha256[:8], place=place).strip()


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
        findings=tuple(_rows(connection, FINDINGS, **names)),
    )


def _measure(
    row: dict[str, Any], answers: Sequence[dict[str, Any]], missing: Sequence[dict[str, Any]]
) -> ExplainedMeasure:
    number = row["measure_no"]
    return ExplainedMeasure(
        measure_no=number,
        comparator=row["comparator"],
        target_value=format_number(row["target_value"], thai=False),
        unit=row["unit"],
        target=_cell(row),
        across_rounds=row["across_rounds"],
        across_divisions=row["across_divisions"],
        interim_rule=row["interim_rule"],
        outcome_value=None if row["outcome_value"] is None else format_number(row["outcome_value"], thai=False),
        achievement_pct=None if row["achievement_pct"] is None else format_number(row["achievement_pct"], thai=False),
        no_value_code=row["no_value_code"],
        is_partial=row["is_partial"],
        status=row["status"],
        answers=tuple(_answer(one) for one in answers if one["measure_no"] == number),
        missing=tuple(one["division_name"] for one in missing if one["measure_no"] == number),
    )


def _answer(row: dict[str, Any]) -> TypedValue:
    return TypedValue(
        division=row["division_name"],
        role=row["role"],
        round_label=row["label"],
        column=row["column_name"],
        typed=row["typed"].rstrip("0").rstrip(".") if row["column_name"] in NUMBERS else row["typed"],
        received_at=row["received_at"].isoformat(),
        verdict=row["verdict"],
        origin=_cell(row),
    )


def _cell(row: dict[str, Any]) -> Origin:
    return Origin(row["file_name"], row["sha256"], row["sheet"], row["cell"])


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **names: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query, names)
    heads = [column[0] for column in cursor.description or ()]
    return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
