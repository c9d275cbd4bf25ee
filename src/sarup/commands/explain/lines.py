"""The lines of `sarup explain` that a person reads."""

from datetime import date, datetime

from sarup.commands.explain.item import NUMBERS, ExplainedEvent, ExplainedItem, ExplainedMeasure, Origin, TypedValue
from sarup.phrases import Phrases
from sarup.render.content.status_labels import status_label
from sarup.thai.dates import format_full, format_short
from sarup.thai.digits import to_thai
from sarup.thai.figures import join_unit, print_number

LONGEST = 80


def say_explained(item: ExplainedItem, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: the item, then each measure from target to status, then what was found."""
    code = to_thai(item.item_code)
    lines = [
        phrases.say("explain.item", item=code, guideline=item.guideline, round=item.round_label),
        f"  {phrases.texts['ed.field.status']}: {status_label(item.status, item.round, item.state, phrases)}",
        f"  {phrases.texts['ed.field.outcome_text']}: {item.outcome_text or '-'}",
        f"  {phrases.texts['ed.field.target_text']}: {item.target_text or '-'} — {_origin(item.target, phrases)}",
    ]
    for measure in item.measures:
        lines += _say_measure(measure, item, phrases)
    lines += [
        _say_typed(text, phrases.texts[f"ed.field.{text.column}"], _short(text.typed), phrases, "  ")
        for text in item.texts
    ]
    lines += [_say_event(event, phrases) for event in item.events]
    lines += _say_files(item, phrases)
    for finding in item.findings:
        place = f"{finding.file_name} {finding.sheet or ''} {finding.cell or ''}".strip()
        severity = phrases.texts[f"severity.{finding.severity}"]
        lines.append(f"  {severity} {place} — {finding.message_th} {finding.remedy_th} [{finding.rule}]")
    return lines


def _say_measure(measure: ExplainedMeasure, item: ExplainedItem, phrases: Phrases) -> list[str]:
    comparator = phrases.options("list.comparator")[measure.comparator]
    target = f"{comparator} {join_unit(measure.target_value, measure.unit)}"
    lines = [
        f"  {phrases.say('import.measure', n=to_thai(str(measure.measure_no)))}: {target}"
        f" — {_origin(measure.target, phrases)}"
    ]
    for answer in measure.answers:
        lines.append(_say_typed(answer, phrases.texts[f"explain.{answer.column}"], _typed(answer, phrases), phrases))
    lines += [f"    {division}: {phrases.texts['time.none']}" for division in measure.missing]
    across = phrases.options("list.across_divisions").get(measure.across_divisions, measure.across_divisions)
    rounds = phrases.options("list.across").get(measure.across_rounds, measure.across_rounds)
    value = join_unit(measure.outcome_value, measure.unit) if measure.outcome_value else "-"
    pct = phrases.say("explain.pct", pct=measure.achievement_pct) if measure.achievement_pct else ""
    partial = f" ({phrases.texts[f'status.{item.round}.partial']})" if measure.is_partial else ""
    lines.append(f"    {phrases.say('explain.together', rounds=rounds, divisions=across, value=value)}{partial}{pct}")
    rule = phrases.texts[f"explain.rule.{measure.interim_rule}"]
    judged = (measure.comparator, measure.interim_rule)
    status = status_label(measure.status, item.round, item.state, phrases, *judged)
    lines.append(f"    {phrases.say('explain.judged', rule=rule, status=status)}")
    return lines


def _say_typed(answer: TypedValue, column: str, value: str, phrases: Phrases, indent: str = "    ") -> str:
    return indent + phrases.say(
        "explain.typed",
        division=answer.division,
        role=phrases.options("list.role")[answer.role],
        round=answer.round_label,
        column=column,
        value=value,
        origin=_origin(answer.origin, phrases),
    )


def _say_event(event: ExplainedEvent, phrases: Phrases) -> str:
    days = dict.fromkeys(format_short(date.fromisoformat(day)) for day in (event.starts_on, event.ends_on) if day)
    return "  " + phrases.say(
        "explain.event",
        division=event.division,
        round=event.round_label,
        name=event.name or "-",
        days=" – ".join(days) or "-",
        n="-" if event.attendee_count is None else print_number(event.attendee_count),
        origin=_origin(event.origin, phrases),
    )


def _say_files(item: ExplainedItem, phrases: Phrases) -> list[str]:
    """Return one line a file that the item's values come from: when it was received, and its verdict."""
    answers = [answer for measure in item.measures for answer in measure.answers] + list(item.texts)
    files = {answer.origin.sha256: answer for answer in answers}
    return [
        "  "
        + phrases.say(
            "explain.file",
            file=one.origin.file_name,
            hash=one.origin.sha256[:8],
            received=phrases.say(
                "time.received",
                day=format_full(datetime.fromisoformat(one.received_at).date()),
                time=to_thai(f"{datetime.fromisoformat(one.received_at):%H.%M}"),
            ),
            verdict=phrases.texts[f"verdict.{one.verdict}"],
        )
        for one in sorted(files.values(), key=lambda one: (one.received_at, one.origin.file_name))
    ]


def _short(text: str) -> str:
    """Return a text as one line of at most 80 letters and marks; the cell has all of it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _typed(answer: TypedValue, phrases: Phrases) -> str:
    if answer.column in NUMBERS:
        return answer.typed
    return phrases.options("list.no_value.12m").get(answer.typed, answer.typed)


def _origin(origin: Origin, phrases: Phrases) -> str:
    place = phrases.say("place.cell", sheet=origin.sheet, cell=origin.cell) if origin.cell else ""
    return phrases.say("explain.origin", file=origin.file_name, hash=origin.sha256[:8], place=place).strip()
