"""An earlier report → a plan workbook and a results workbook, in our own forms, for people to review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sarup.codes import Kind, RoundName
from sarup.commands.earlier_report.events import PrintedEvent, find_events
from sarup.commands.earlier_report.outline import Outline, PrintedItem
from sarup.commands.earlier_report.targets import ProposedMeasure, propose_measures
from sarup.gather.printed_outcome import Answer, read_outcome
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.render.form.content import FormContent, FormDivision, FormMeasure, FormRow, FormTitle, make_content
from sarup.render.form.workbook import write_form, write_plan
from sarup.thai.dates import ERA_OFFSET, format_month


@dataclass(frozen=True)
class Owner:
    """Whose report it is, and the division that reviews it."""

    plan_code: str
    agency_code: str
    agency_name: str
    division_code: str
    division_name: str


@dataclass(frozen=True)
class ImportedItem:
    """One item with its proposed measures and what the printed outcome says of each."""

    item: PrintedItem
    measures: tuple[ProposedMeasure, ...]
    answers: tuple[Answer, ...]


def propose_items(outline: Outline) -> list[ImportedItem]:
    """Return every item with measures and answers; without any complaint no time of reply can be measured."""
    items = [(item, propose_measures(item.indicator, item.target)) for item in outline.items]
    ceilings = [
        answer.value
        for item, measures in items
        for measure, answer in zip(measures, read_outcome(item.outcome, item.narrative, measures), strict=True)
        if measure.kind == Kind.CEILING
    ]
    without_cases = bool(ceilings) and all(value == 0 for value in ceilings)
    return [
        ImportedItem(item, tuple(measures), tuple(read_outcome(item.outcome, item.narrative, measures, without_cases)))
        for item, measures in items
    ]


def write_workbooks(
    outline: Outline, items: Sequence[ImportedItem], owner: Owner, period: Round, output: Path, phrases: Phrases
) -> tuple[Path, Path]:
    """Write plan-<plan_code>.xlsx and <division>_<round>.xlsx into `output`; return their paths."""
    output.mkdir(parents=True, exist_ok=True)
    plan, results = output / f"plan-{owner.plan_code}.xlsx", output / f"{owner.division_code}_{period.round_code}.xlsx"
    events = find_events([one.item for one in items], period.fiscal_year_be)
    write_plan(_plan_tables(outline, items, events, owner, period, phrases), plan, phrases)
    content = _results(outline, items, owner, period, phrases)
    tables = {**content.tables, "event": tuple(map(_event, events))}
    write_form(replace(content, tables=tables), results, phrases)
    return plan, results


def _plan_tables(
    outline: Outline,
    items: Sequence[ImportedItem],
    events: Sequence[PrintedEvent],
    owner: Owner,
    period: Round,
    phrases: Phrases,
) -> dict[str, list[FormRow]]:
    head: FormRow = {
        "plan_code": owner.plan_code,
        "agency_code": owner.agency_code,
        "fiscal_year_be": period.fiscal_year_be,
        "plan_name": outline.plan_name,
        "revision_no": 1,
        "holds_from_round": f"{period.fiscal_year_be}-6m",
    }
    levels, states = phrases.options("list.level"), phrases.options("list.item_state")
    return {
        "plan": [head],
        "plan_structure": [
            {
                "level": levels[one.level],
                "strategy_no": one.strategy_no,
                "tactic_no": one.tactic_no,
                "printed_label": one.printed_label,
                "text": one.text,
            }
            for one in outline.sections
        ],
        "plan_item": [_plan_item(one.item, states["active"]) for one in items],
        "plan_measure": [row for one in items for row in _plan_measures(one, phrases)],
        "plan_role": [
            {
                "item_code": one.item.item_code,
                "division_code": owner.division_code,
                "role": phrases.options("list.role")["lead"],
            }
            for one in items
        ],
        "plan_event": _plan_events(events),
    }


def _plan_events(events: Sequence[PrintedEvent]) -> list[FormRow]:
    """Return each event once, under its first name and with every item that tells of it."""
    codes = list(dict.fromkeys(event.event_code for event in events))
    by_code = {code: [event for event in events if event.event_code == code] for code in codes}
    return [
        {
            "event_code": code,
            "event_name": group[0].name,
            "item_codes": ", ".join(dict.fromkeys(item for event in group for item in event.item_codes)),
        }
        for code, group in by_code.items()
    ]


def _event(event: PrintedEvent) -> FormRow:
    day = f"{event.day.day}/{event.day.month}/{event.day.year + ERA_OFFSET}" if event.day else None
    return {
        "event_code": event.event_code,
        "event_name": event.name,
        "starts_on": day,
        "ends_on": day,
        "attendee_count": event.attendee_count,
        "item_codes": ", ".join(event.item_codes),
    }


def _plan_item(item: PrintedItem, state: str) -> FormRow:
    return {
        "item_code": item.item_code,
        "printed_no": item.printed_no,
        "guideline": item.guideline,
        "activity": item.activity,
        "indicator": item.indicator,
        "target_text": item.target,
        "state": state,
    }


def _plan_measures(one: ImportedItem, phrases: Phrases) -> list[FormRow]:
    labels = {name: phrases.options(f"list.{name}") for name in ("kind", "comparator", "across", "across_divisions")}
    return [
        {
            "item_code": one.item.item_code,
            "measure_no": number,
            "measure_text": measure.text,
            "kind": labels["kind"][measure.kind] if measure.kind else None,
            "comparator": labels["comparator"][measure.comparator] if measure.comparator else None,
            "target_value": measure.value,
            "unit": measure.unit,
            "unit_printed": measure.unit_printed,
            "across_rounds": labels["across"].get(measure.across_rounds),
            "across_divisions": labels["across_divisions"].get(measure.across_divisions),
        }
        for number, measure in enumerate(one.measures, 1)
    ]


def _results(
    outline: Outline, items: Sequence[ImportedItem], owner: Owner, period: Round, phrases: Phrases
) -> FormContent:
    title = FormTitle(
        plan_code=owner.plan_code,
        round_code=period.round_code,
        round=period.round,
        plan_name=outline.plan_name,
        fiscal_year_be=period.fiscal_year_be,
        due_on=None,
        is_sample=False,
    )
    division = FormDivision(owner.division_code, owner.division_name)
    content = make_content(title, division, _measure_rows(outline, items), phrases, "cumulative")
    answers = [(one, number) for one in items for number in range(len(one.measures))]
    filled = [
        {**row, **_answer(one, number, period, phrases)}
        for row, (one, number) in zip(content.tables["results"], answers, strict=True)
    ]
    underlined = tuple(line for one in items for line in one.item.underlined)
    return replace(content, tables={**content.tables, "results": tuple(filled)}, underlined=underlined)


def _measure_rows(outline: Outline, items: Sequence[ImportedItem]) -> list[FormMeasure]:
    strategies = {one.strategy_no: one for one in outline.sections if one.level == "strategy"}
    tactics = {(one.strategy_no, one.tactic_no): one for one in outline.sections if one.level == "tactic"}
    rows = []
    for one in items:
        strategy_no, tactic_no, _ = map(int, one.item.item_code.split("."))
        strategy, tactic = strategies.get(strategy_no), tactics.get((strategy_no, tactic_no))
        for number, measure in enumerate(one.measures, 1):
            rows.append(
                FormMeasure(
                    item_code=one.item.item_code,
                    measure_no=number,
                    kind=measure.kind,
                    unit=measure.unit,
                    interim_target=None,
                    interim_on=None,
                    strategy_label=strategy.printed_label if strategy else None,
                    strategy_name=strategy.text if strategy else None,
                    tactic_label=tactic.printed_label if tactic else None,
                    tactic_name=tactic.text if tactic else None,
                    guideline=" ".join(part for part in (one.item.printed_no, one.item.guideline) if part),
                    activity=one.item.activity,
                    starts_on=None,
                    ends_on=None,
                    indicator=measure.text,
                    target_text=one.item.target,
                    role="lead",
                    previous=None,
                    previous_on=None,
                    is_first=number == 1,
                )
            )
    return rows


def _answer(one: ImportedItem, number: int, period: Round, phrases: Phrases) -> FormRow:
    """Return what the report says, typed as a person would; a share without its halves stays empty."""
    answer, kind = one.answers[number], one.measures[number].kind
    row: FormRow = {}
    if answer.value is not None and kind == Kind.RATIO:
        row |= {"remark": one.item.outcome}
    elif answer.value is not None:
        row |= {"value" if period.round == RoundName.HALF else "value_year": answer.value}
    elif answer.no_value_code:
        labels = phrases.options(f"list.no_value.{period.round}")
        row |= {"no_value_code": labels.get(answer.no_value_code)}
        if answer.expected_month:
            row |= {"expected_month": format_month(answer.expected_month)}
    if number == 0:
        row |= {"outcome_text": one.item.outcome, "narrative": one.item.narrative}
    return row
