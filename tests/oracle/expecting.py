"""What the published tables must say of invented offices: table by table, row by row, column by column."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from changing import Change, YearChange, round_changes, year_changes
from inventing import holding, in_force
from judging import DivisionValue, ItemValue, MeasureValue, as_number, goal, judge_round, said
from kept import MONEY, PERCENT, VALUE, kept, percent, share
from offices import HALF, YEAR, Answer, File, Office, Plan, due_on
from outcomes import outcome_text
from printing import kept_value
from timeliness import Sender, days_after, received_on, senders
from totalling import (
    COUNTED,
    add,
    compared_items,
    earlier_on,
    event_counts,
    happenings,
    is_reported,
    item_counts,
    money_of,
    obstacles,
    sender_counts,
    spent_share,
    told_of,
    unreported,
    warnings,
)

Key = tuple[Any, ...]
Row = Mapping[str, Any]
ROUNDS = (HALF, YEAR)


@dataclass(frozen=True)
class Expected:
    """A row of a table that must be there, with the columns that are compared."""

    table: str
    key: Row
    cells: Row


def expected_of_all(offices: Sequence[Office]) -> Iterator[Expected]:
    """Yield every row that a warehouse of these offices must have."""
    for office in offices:
        yield from expected_of(office)
    yield from expected_sums(offices)


def expected_of(office: Office) -> Iterator[Expected]:
    """Yield every row that an office must have, of all plans and rounds."""
    yield from submissions(office)
    for plan in office.plans:
        for name in ROUNDS:
            place = {"plan_code": plan.code, "round_code": plan.round_code(name)}
            items = judge_round(plan, name)
            for item in items:
                yield from measures(plan, name, place, item)
                yield from plan_rows(plan, name, place, item)
                yield item_round(plan, name, place, item)
            yield from totals(office, plan, name, place, items)
            yield from told_rows(plan, name, place)
            yield from event_rows(plan, name, place)
        yield from changes(plan)
    for plan, earlier, change in year_changes(office):
        yield year_change_row(office, plan, earlier, change)


def measures(plan: Plan, name: str, place: Row, item: ItemValue) -> Iterator[Expected]:
    for one in item.measures:
        key = {**place, "item_code": item.item.code, "measure_no": one.measure.no}
        yield Expected("rollup.measure_round", key, measure_cells(one))
        yield Expected("report.target", key, {**measure_cells(one), **charted_cells(one)})
        for division in one.divisions:
            yield division_row(key, one, division)
            yield Expected("core.result", {**key, "division_code": division.division}, typed_cells(one, division))


def measure_cells(one: MeasureValue) -> Row:
    return {
        "kind": one.measure.kind,
        "comparator": one.measure.comparator,
        "unit": one.measure.unit,
        **figure(one, "target_value", as_kept(goal(one.measure))),
        "interim_target": as_kept(as_number(one.measure.interim)),
        "across_rounds": one.across_rounds,
        "across_divisions": one.across_divisions,
        **figure(one, "outcome_value", beside_target(one, one.value)),
        **figure(one, "period_value", beside_target(one, one.period)),
        "no_value_code": one.no_value_code,
        "stopped_code": one.stopped_code,
        "achievement_pct": achieved(one),
        "status": one.status,
        "interim_rule": one.interim_rule,
        "is_partial": one.is_partial,
        "division_count": len(one.divisions),
    }


def figure(one: MeasureValue, column: str, number: Decimal | None) -> Row:
    """Return a column of values; the days of a deadline stand in a column of their own, the other is null."""
    if one.measure.kind != "deadline":
        return {column: number}
    return {column: None, f"{column.removesuffix('_value')}_on": number and date.fromordinal(int(number))}


def division_row(key: Row, one: MeasureValue, division: DivisionValue) -> Expected:
    cells = {
        "is_reported": division.is_reported,
        **figure(one, "outcome_value", beside_target(one, division.value)),
        "no_value_code": division.code,
        "stopped_code": division.stopped_code,
        "is_one_half": division.is_one_half,
        **figure(one, "first_value", beside_target(one, division.first)),
        **figure(one, "period_value", beside_target(one, division.period)),
    }
    return Expected("rollup.division_measure", {**key, "division_code": division.division}, cells)


def item_round(plan: Plan, name: str, place: Row, item: ItemValue) -> Expected:
    cells = {
        "status": item.status,
        "deciding_measure_no": item.deciding_no,
        "is_applicable": item.is_applicable,
        "is_partial": item.is_partial,
        "bucket": item.bucket or "no_value",
        **printed_outcome(plan, name, item),
    }
    return Expected("rollup.item_round", {**place, "item_code": item.item.code}, cells)


def printed_outcome(plan: Plan, name: str, item: ItemValue) -> Row:
    """Return the outcome of the official table; how a day is written there is not the oracle's to say."""
    if any(one.measure.kind == "deadline" for one in item.measures):
        return {}
    return {"outcome_text": outcome_text(plan, name, item)}


def as_kept(number: Fraction | None) -> Decimal | None:
    """Return a number as a column of values keeps it."""
    return None if number is None else kept(number, VALUE)


def beside_target(one: MeasureValue, number: Fraction | None) -> Decimal | None:
    """Return a value as kept: it never says that a target is reached or kept which is not."""
    return None if number is None else kept_value(one, number)


def achieved(one: MeasureValue) -> Any:
    return None if one.achievement is None else percent(one.achievement)


def charted_cells(one: MeasureValue) -> Row:
    pct, criterion = achieved(one), None
    target = goal(one.measure)
    if one.measure.comparator == "at_least" and one.interim_rule in ("plan", "half"):
        interim = Fraction(one.measure.interim or 0) if one.interim_rule == "plan" else target / 2
        criterion = kept(100 * interim / target, PERCENT)
    return {"charted_pct": None if pct is None else min(pct, 150), "interim_pct": criterion}


# The plan and what was typed


def plan_rows(plan: Plan, name: str, place: Row, item: ItemValue) -> Iterator[Expected]:
    key = {**place, "item_code": item.item.code}
    strategy, tactic, guideline = map(int, item.item.code.split("."))
    numbers = {"strategy_no": strategy, "tactic_no": tactic, "guideline_no": guideline}
    yield Expected("core.item", key, {"state": item.item.state, **numbers})
    told = {
        "status": item.status, "bucket": item.bucket or "no_value", "is_applicable": item.is_applicable,
        "deciding_measure_no": item.deciding_no, **printed_outcome(plan, name, item),
    }  # fmt: skip
    yield Expected("report.item", key, {**numbers, **told})
    for division in item.item.divisions:
        role = "lead" if division == item.item.lead else "support"
        yield Expected("report.item_division", {**key, "division_code": division}, {"role": role})
    for one in item.measures:
        cells = {name: value for name, value in measure_cells(one).items() if name in OF_PLAN}
        yield Expected("core.measure", {**key, "measure_no": one.measure.no}, cells)


OF_PLAN = (
    "kind", "comparator", "unit", "target_value", "target_on", "interim_target", "across_rounds", "across_divisions",
)  # fmt: skip


def typed_cells(one: MeasureValue, division: DivisionValue) -> Row:
    """Return the cells of core.result: what was typed, or null all through."""
    answer = division.answer or Answer()
    cells = {
        "value": answer.value, "value_half": answer.half, "value_year": answer.year, "numerator": answer.numerator,
        "denominator": answer.denominator, "restated": answer.restated,
        "restated_numerator": answer.restated_numerator, "restated_denominator": answer.restated_denominator,
    }  # fmt: skip
    if one.measure.kind == "deadline":
        days = {f"{name}_on": value for name, value in cells.items() if name in TYPED_DAYS}
        typed: dict[str, Any] = {**dict.fromkeys(cells), **days}
    else:
        typed = {name: as_kept(as_number(value)) for name, value in cells.items()}
    return {
        **typed,
        "is_reported": division.is_reported,
        "no_value_code": answer.code,
        "expected_month": answer.month,
        "assessor": answer.assessor,
    }


TYPED_DAYS = ("value", "value_half", "value_year", "restated")


def submissions(office: Office) -> Iterator[Expected]:
    versions: Counter[Any] = Counter()
    arrivals: list[tuple[Any, str, Plan, Any]] = []
    for plan in office.plans:
        arrivals += [(r.received_at, f"{plan.code}-r{n}", plan, r) for n, r in enumerate(plan.revisions)]
        arrivals += [(f.received_at, f"{plan.code}-f{n}", plan, f) for n, f in enumerate(plan.files)]
    for _, name, plan, sent in sorted(arrivals, key=lambda arrival: arrival[0]):
        key = {"submission_id": name}
        if isinstance(sent, File):
            kind = (sent.division, plan.round_code(sent.round))
            versions[kind] += 1
            yield Expected("core.submission", key, {**file_cells(plan, sent), "version_no": versions[kind]})
        else:
            versions["plan"] += 1
            holds = any(holding(plan, round_name) == sent for round_name in ROUNDS)
            verdict = "returned" if sent.is_returned else "accepted"
            cells = {"verdict": verdict, "is_in_force": holds, "version_no": versions["plan"], "days_late": None}
            yield Expected("core.submission", key, cells)


def file_cells(plan: Plan, file: File) -> Row:
    return {
        "division_code": file.division,
        "plan_code": plan.code,
        "round_code": plan.round_code(file.round),
        "verdict": file.verdict,
        "is_in_force": in_force(list(plan.files), file.division, file.round) == file,
        "received_on": received_on(file),
        "days_late": days_after(file, due_on(plan.year, file.round)),
    }


# Totals


def totals(office: Office, plan: Plan, name: str, place: Row, items: list[ItemValue]) -> Iterator[Expected]:
    asked = list(senders(office, plan, name))
    for sender in asked:
        key = {**place, "division_code": sender.division}
        yield Expected("rollup.completeness", key, completeness_cells(office, sender))
        yield Expected("report.completeness", key, completeness_cells(office, sender))
    yield Expected("rollup.agency_round", place, item_counts(items))
    for strategy in sorted({item.item.strategy_no for item in items if item.is_applicable}):
        counts = item_counts(item for item in items if item.item.strategy_no == strategy)
        key = {**place, "strategy_no": strategy}
        yield Expected("rollup.strategy_round", key, counts)
        yield Expected("report.status_by_strategy", key, {k: v for k, v in counts.items() if k in BY_BUCKET})
    yield Expected("report.summary", place, summary_cells(plan, name, items, asked))
    yield from budget_rows(plan, name, place, items)
    yield from silent_rows(plan, name, place, items)


BY_BUCKET = ("item_count", "met_count", "not_yet_met_count", "no_value_count")


def completeness_cells(office: Office, sender: Sender) -> Row:
    newest = sender.in_force or (sender.versions[-1] if sender.versions else None)
    return {
        "division_name": office.names[sender.division],
        "sort_no": office.divisions.index(sender.division) + 1,
        "item_count": sender.item_count,
        "is_expected": True,
        "is_received": bool(sender.versions),
        "is_accepted": sender.in_force is not None,
        "is_on_time": sender.is_on_time,
        "version_count": len(sender.versions),
        "received_on": newest and received_on(newest),
        "first_accepted_on": sender.first_accepted and received_on(sender.first_accepted),
        "days_late": sender.days_late,
        "verdict": newest and newest.verdict,
    }


def summary_cells(plan: Plan, name: str, items: list[ItemValue], asked: list[Sender]) -> Row:
    counts, divisions = item_counts(items), sender_counts(asked)
    events, attendees = event_counts(plan, name)
    told = [money for item in items for money in money_of(plan, name, item.item.code)]
    used = [money for money in told if money.is_used]
    compared = compared_items(plan) if name == YEAR else []
    gained = sum((now.status == "met") - (then.status == "met") for then, now in compared)
    lost = sum(then.status == "met" and now.status != "met" for then, now in compared)
    reported = [is_reported(plan, item, name) for item in items if item.is_applicable]
    happened = happenings(plan, ROUNDS if name == YEAR else (HALF,))
    return {
        "strategy_count": len({item.item.strategy_no for item in items if item.is_applicable}),
        **{k: v for k, v in counts.items() if k not in ("not_due_count", "not_started_count", "not_reported_count")},
        "met_pct": share(counts["met_count"], counts["item_count"]),
        "cancelled_count": sum(item.status == "cancelled" for item in items),
        "gained_count": gained if compared else None,
        "lost_count": lost if compared else None,
        "compared_count": len(compared) or None,
        "reported_item_count": sum(reported),
        "unreported_item_count": len(reported) - sum(reported),
        "division_count": divisions["division_count"],
        "accepted_count": divisions["accepted_count"],
        "accepted_pct": share(divisions["accepted_count"], divisions["division_count"]),
        "on_time_count": divisions["on_time_count"],
        "late_count": divisions["accepted_count"] - divisions["on_time_count"],
        "missing_count": divisions["division_count"] - divisions["received_count"],
        "not_accepted_count": divisions["received_count"] - divisions["accepted_count"],
        "event_count": events,
        "told_event_count": sum(event.attendees is not None for event in happened),
        "attendee_count": attendees,
        "budget_baht": as_money(add(money.budget for money in used)),
        "spent_baht": as_money(add(money.spent for money in used)),
        "spent_pct": spent_share(used),
        "money_earlier_on": earlier_on(told, name),
        "money_item_count": sum(any(m.is_used for m in money_of(plan, name, i.item.code)) for i in items),
        "obstacle_item_count": len({obstacle.item for obstacle in obstacles(plan, name)}),
        "warning_count": warnings(plan, asked),
    }


def as_money(number: Fraction | None) -> Any:
    return None if number is None else kept(number, MONEY)


def budget_rows(plan: Plan, name: str, place: Row, items: list[ItemValue]) -> Iterator[Expected]:
    for item in items:
        used = [money for money in money_of(plan, name, item.item.code) if money.is_used]
        if used:
            budget, spent = add(m.budget for m in used), add(m.spent for m in used)
            cells = {
                "budget_baht": as_money(budget), "spent_baht": as_money(spent), "spent_pct": spent_share(used),
                "earlier_on": earlier_on(used, name),
            }  # fmt: skip
            yield Expected("report.budget", {**place, "item_code": item.item.code}, cells)


def silent_rows(plan: Plan, name: str, place: Row, items: list[ItemValue]) -> Iterator[Expected]:
    for item in items:
        for division in unreported(plan, item, name) if item.is_applicable else ():
            yield Expected("report.unreported", {**place, "item_code": item.item.code, "division_code": division}, {})
        for money in money_of(plan, name, item.item.code):
            key = {**place, "item_code": item.item.code, "division_code": money.division}
            is_earlier = money.round != name
            cells = {
                "told_round_code": plan.round_code(money.round), "is_earlier": is_earlier, "as_of_on": money.as_of,
            }  # fmt: skip
            amounts = {"allocated_baht": as_money(money.budget), "spent_baht": as_money(money.spent)}
            yield Expected("rollup.item_money", key, {**cells, **amounts})


# Texts and events


def told_rows(plan: Plan, name: str, place: Row) -> Iterator[Expected]:
    for one in obstacles(plan, name):
        key = {**place, "item_code": one.item, "division_code": one.division}
        cells = {"obstacle": one.told.obstacle, "cause": one.told.cause, "suggestion": one.told.suggestion}
        yield Expected("report.obstacle", key, cells)
    if name != YEAR:
        return
    for item in judge_round(plan, YEAR):
        for measure in item.measures:
            for division in measure.divisions:
                yield from restatement(plan, place, item, measure, division)


def restatement(
    plan: Plan, place: Row, item: ItemValue, measure: MeasureValue, division: DivisionValue
) -> Iterator[Expected]:
    answer = division.answer
    if answer is None or (answer.restated is None and answer.restated_numerator is None):
        return
    before = told_of(plan, HALF, division.division, item.item.code)
    half = before.answers.get(measure.measure.no) if before else None
    reported = said(measure.measure, half.value, half.numerator, half.denominator)[0] if half else None
    key = {**place, "item_code": item.item.code, "measure_no": measure.measure.no, "division_code": division.division}
    cells = {
        **figure(measure, "reported_value", beside_target(measure, reported)),
        **figure(measure, "restated", beside_target(measure, division.first)),
    }
    yield Expected("report.restatement", key, cells)


def event_rows(plan: Plan, name: str, place: Row) -> Iterator[Expected]:
    for event in happenings(plan, (name,)):
        key = {**place, "is_coded": event.code is not None, "folded_name": event.name, "starts_on": event.starts_on}
        yield Expected("core.event", key, {"attendee_count": event.attendees, "report_count": event.report_count})
    count, attendees = event_counts(plan, name)
    if count:
        cells = {"event_count": count, "attendee_count": attendees}
        yield Expected("rollup.event_round", place, cells)


# Changes


def changes(plan: Plan) -> Iterator[Expected]:
    place = {"plan_code": plan.code, "round_code": plan.round_code(YEAR)}
    half = {item.item.code: item for item in judge_round(plan, HALF)}
    for item in judge_round(plan, YEAR):
        before = half.get(item.item.code)
        if before is not None:
            cells = {"half_bucket": before.bucket or "no_value", "year_bucket": item.bucket or "no_value"}
            yield Expected("report.item_change", {**place, "item_code": item.item.code}, cells)
    for change in round_changes(plan):
        key = {**place, "item_code": change.item.item.code, "measure_no": change.now.measure.no}
        yield Expected("rollup.round_change", key, change_cells(change))
        yield Expected("report.change", key, change_cells(change))


def change_cells(change: Change) -> Row:
    now, before = change.now, change.before
    first, year = beside_target(before, change.first), beside_target(now, now.value)
    first_pct = None if change.first_achievement is None else percent(change.first_achievement)
    return {
        **figure(now, "first_half_value", first),
        **figure(now, "year_value", year),
        "change_value": less(year, first) if change.is_comparable and now.measure.kind != "deadline" else None,
        "first_half_achievement_pct": first_pct,
        "year_achievement_pct": achieved(now),
        "achievement_change_pct": less(achieved(now), first_pct) if change.is_comparable else None,
        "first_half_status": before.status,
        "year_status": now.status,
        "has_moved": change.has_moved,
        "is_regressed": change.is_regressed,
    }


def less(now: Any, before: Any) -> Any:
    """Return the difference of two figures as kept, which a reader can check; none of dates."""
    return now - before if isinstance(now, Decimal) and isinstance(before, Decimal) else None


def year_change_row(office: Office, plan: Plan, earlier: Plan, change: YearChange) -> Expected:
    now, before = change.now, change.before
    key = {
        "agency_code": office.code, "fiscal_year_be": plan.year, "round": change.round, "item_code": change.code,
        "measure_no": change.no,
    }  # fmt: skip
    is_compared = change.is_target_changed is False and now is not None and now.measure.kind != "deadline"
    value = beside_target(now, now.value) if now else None
    earlier_value = beside_target(before, before.value) if before else None
    cells = {
        "link": change.link,
        "previous_plan_code": earlier.code if before else None,
        "outcome_value": None if now and now.measure.kind == "deadline" else value,
        "previous_outcome_value": None if before and before.measure.kind == "deadline" else earlier_value,
        "change_value": less(value, earlier_value) if is_compared else None,
        "achievement_pct": now and achieved(now),
        "previous_achievement_pct": before and achieved(before),
        "status": now and now.status,
        "previous_status": before and before.status,
        "is_target_changed": change.is_target_changed,
        "is_wording_changed": change.is_wording_changed,
    }
    return Expected("rollup.year_change", key, cells)


# Ministries and the nation


def expected_sums(offices: Sequence[Office]) -> Iterator[Expected]:
    for year in (2563, 2564):
        for name in ROUNDS:
            key = {"round_code": f"{year}-{name}"}
            for ministry in sorted({office.ministry for office in offices}):
                of_it = [office for office in offices if office.ministry == ministry]
                cells = sums(of_it, year, name)
                if cells["agency_count"] + cells["planless_agency_count"]:
                    yield Expected("rollup.ministry_round", {**key, "ministry_code": ministry}, cells)
            with_plan = {office.ministry for office in offices if any(p.year == year for p in office.plans)}
            cells = {**sums(offices, year, name), "ministry_count": len(with_plan)}
            yield Expected("rollup.nation_round", key, cells)


def sums(offices: Sequence[Office], year: int, name: str) -> dict[str, Any]:
    """Return the figures of some agencies in a round."""
    plans = [(office, plan) for office in offices for plan in office.plans if plan.year == year]
    counts: Counter[str] = Counter()
    attendees: list[Fraction | None] = []
    for office, plan in plans:
        asked = list(senders(office, plan, name))
        counts.update(item_counts(judge_round(plan, name)))
        counts.update(sender_counts(asked))
        counts["reporting_agency_count"] += any(sender.in_force for sender in asked)
        events, attended = event_counts(plan, name)
        counts["event_count"] += events
        attendees.append(attended)
    return {
        "agency_count": len({office.code for office, _ in plans}),
        "planless_agency_count": len(offices) - len({office.code for office, _ in plans}),
        **{column: counts[column] for column in SUMMED},
        "attendee_count": add(attendees),
    }


SUMMED = (
    "reporting_agency_count", "division_count", "received_count", "accepted_count", "on_time_count", "item_count",
    "met_count", "not_yet_met_count", "no_value_count", *(f"{status}_count" for status in COUNTED), "event_count",
)  # fmt: skip
