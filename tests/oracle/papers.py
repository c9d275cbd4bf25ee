"""What the documents of a plan and round must print: rows of its tables, sentences, and every other number."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from changing import Change, round_changes
from expecting import achieved, as_money, change_cells, charted_cells, summary_cells
from inventing import holding
from judging import ItemValue, MeasureValue, goal, judge_round
from kept import kept
from offices import HALF, YEAR, Office, Plan
from outcomes import outcome_text
from printing import is_computed, printed, printed_value, with_places
from raw_offices import INDICATOR, TARGET_TEXT, strategy_label
from sections import PHRASES
from timeliness import Sender, received_on, senders
from totalling import Money, add, earlier_on, item_counts, money_of, obstacles, spent_share

from sarup.thai.digits import to_arabic

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)*")
# A row of a table: the text of each cell, or None for a cell of words that is not compared.
Row = tuple[str | None, ...]
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """What the report of a plan in a round says."""

    office: Office
    plan: Plan
    name: str
    items: tuple[ItemValue, ...]
    senders: tuple[Sender, ...]
    changes: tuple[Change, ...]

    def rows(self) -> dict[str, list[Row]]:
        """Return the rows of every table by section; a table without rows is not printed."""
        tables: dict[str, list[Row]] = {
            "chart.status": list(self._status()),
            "head.detail": list(self._detail()),
            "head.annex_targets": [self._target(item, one) for item in self.items for one in item.measures],
            "head.annex_rounds": [self._change(change) for change in self.changes],
            "head.annex_completeness": [self._sender(sender) for sender in self.senders],
            "head.annex_obstacles": [(o.item, self.office.names[o.division], None, None, None, None)
                                     for o in obstacles(self.plan, self.name)],
            "head.annex_budget": list(self._budget()),
        }  # fmt: skip
        return {section: rows for section, rows in tables.items() if rows}

    def _status(self) -> Iterator[Row]:
        for strategy in sorted({item.item.strategy_no for item in self.items if item.is_applicable}):
            counts = item_counts(item for item in self.items if item.item.strategy_no == strategy)
            yield (f"{strategy_label(strategy)} งานโปร่งใส", *shown_counts(counts))
        yield (PHRASES.texts["row.total"], *shown_counts(item_counts(self.items)))

    def _detail(self) -> Iterator[Row]:
        for item in self.items:
            text = outcome_text(self.plan, self.name, item)
            number = item.item.code.split(".")[2]
            yield (f"{number}. {item.item.guideline}", None, None, to_arabic(text or "-"), None)

    def _target(self, item: ItemValue, one: MeasureValue) -> Row:
        target = printed(goal(one.measure), one.measure.unit)
        pct = with_two(achieved(one))
        value = printed_value(one, one.value)
        return (item.item.code, INDICATOR, target, one.measure.unit, value, pct, None, None)

    def _change(self, change: Change) -> Row:
        first = printed_value(change.before, change.first)
        moved = change_cells(change)["change_value"]
        shown = "-" if moved is None else self._moved(change, Fraction(moved))
        target = TARGET_TEXT if change.is_comparable else None
        return (change.item.item.code, target, first, printed_value(change.now, change.now.value), shown, None)

    def _moved(self, change: Change, moved: Fraction) -> str:
        if is_computed(change.now):
            return with_places(kept(moved, 2), 2 if moved.denominator != 1 else 0)
        return printed(moved, change.now.measure.unit)

    def _sender(self, sender: Sender) -> Row:
        return (self.office.names[sender.division], str(sender.item_count), came_on(sender), None, None)

    def _budget(self) -> Iterator[Row]:
        told = {i.item.code: [m for m in money_of(self.plan, self.name, i.item.code) if m.is_used] for i in self.items}
        for code, used in told.items():
            if used:
                strategy, _, number = code.split(".")
                named = f"ยุทธศาสตร์ที่ {strategy} ข้อ {number}"
                yield (with_day(named, earlier_on(used, self.name)), *shown_money(used))
        everything = [money for used in told.values() for money in used]
        if everything:
            yield (PHRASES.texts["row.total"], *shown_money(everything))

    # Sentences

    def sentences(self) -> dict[str, Mapping[str, str]]:
        """Return the figures of the sentences that the summary says, by the key of the sentence.

        Sentences of words that are not in use are nobody's: a key that phrases.yaml does not have is not asked.
        """
        cells = summary_cells(self.plan, self.name, list(self.items), list(self.senders))
        said: dict[str, Mapping[str, str]] = {}
        for key, slots in (*self._overall(cells), *self._told(cells), *self._money(cells)):
            if all(value != "-" for value in slots.values()):
                said[key] = slots
        counts = Counter(item.status for item in self.items)
        for status, key in LISTED[self.name].items():
            if counts[status]:
                said[key] = shown({"n": counts[status]})
        breached, not_met = counts["breached"], counts["not_met"]
        if breached and not_met and "s.notmet.parts" in PHRASES.texts:
            del said["s.breached"], said["s.notmet"]
            said["s.notmet.parts"] = shown({"total": breached + not_met, "n": breached, "m": not_met})
        return said

    def _overall(self, cells: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
        total, met = cells["item_count"], cells["met_count"]
        if not total or met == total:
            return
        counts = {
            "total": total, "k": cells["strategy_count"], "met": met, "notyet": cells["not_yet_met_count"],
            "notmet": cells["not_yet_met_count"], "none": cells["no_value_count"],
        }  # fmt: skip
        yield f"s.overall.{self.name}", {**shown(counts), "pct": shown_pct(cells["met_pct"])}
        yield "s.overall.items", shown({"total": total, "k": cells["strategy_count"]})
        if met:
            yield f"s.overall.met.{self.name}", {**shown({"n": met}), "pct": shown_pct(cells["met_pct"])}
        if cells["not_yet_met_count"]:
            yield f"s.overall.not_yet_met.{self.name}", shown({"n": cells["not_yet_met_count"]})
        if cells["no_value_count"] and cells["no_value_count"] != total:
            yield "s.overall.no_value", shown({"n": cells["no_value_count"]})

    def _told(self, cells: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
        expected, accepted = cells["division_count"], cells["accepted_count"]
        on_time, late = cells["on_time_count"], cells["late_count"]
        if accepted:
            counts = {"expected": expected, "received": accepted, "ontime": on_time, "late": late}
            yield "s.complete", {**shown(counts), "pct": shown_pct(cells["accepted_pct"])}
            way = "both" if on_time and late else "on_time" if on_time else "late"
            yield f"s.complete.{way}", shown({"ontime": on_time, "late": late})
        if 0 < cells["missing_count"] < expected:
            yield "s.missing", shown({"n": cells["missing_count"]})
        if cells["not_accepted_count"]:
            yield "s.returned", shown({"n": cells["not_accepted_count"]})
        if cells["obstacle_item_count"]:
            yield "s.obstacles", shown({"n": cells["obstacle_item_count"]})
        if cells["warning_count"]:
            yield "s.check", shown({"n": cells["warning_count"]})

    def _money(self, cells: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
        events, told, attendees = cells["event_count"], cells["told_event_count"], cells["attendee_count"]
        if events and attendees:
            key = "s.events" if told == events or "s.events.known" not in PHRASES.texts else "s.events.known"
            yield key, shown({"n": events, "m": attendees, "k": told})
        budget, spent = cells["budget_baht"], cells["spent_baht"]
        known = cells["spent_pct"] is not None and cells["money_earlier_on"] is None
        if budget and known and (spent or "s.budget.unspent" not in PHRASES.texts):
            amounts = {"a": with_two(budget), "b": with_two(spent)}
            yield "s.budget", {**amounts, "pct": shown_pct(cells["spent_pct"])}

    # Whatever else may be said

    def explained(self, section: str) -> set[str]:
        """Return the numbers that a section may print besides the rows of its table."""
        always = {"6", "12", str(self.plan.year), str(self.plan.year)[2:], str(self.plan.year - 1)[2:], "100", "2"}
        always |= {"0", "50", "150"} if section in CHARTED else set()
        of_tables = {n for row in self.rows().get(section, []) for cell in row if cell for n in numbers(cell)}
        return always | of_tables | self._of_files() | set(self._own(section))

    def _of_files(self) -> set[str]:
        """Return what stands in codes that are ours: of the agency, the plan and its files."""
        return set(numbers(self.office.code)) | {n for f in range(60) for n in numbers(f"{self.plan.code}-f{f}")}

    def _own(self, section: str) -> Iterator[str]:
        measures = [one for item in self.items for one in item.measures]
        if section in ("head.detail", *CHARTED):
            yield from (item.item.code for item in self.items)
        if section == "head.summary":
            yield from self._of_summary(measures)
        if section in ("head.annex_targets", "head.annex_rounds", "chart.achievement", "chart.rounds"):
            for change in self.changes:
                yield printed(goal(change.before.measure), change.before.measure.unit)
                cells = change_cells(change)
                yield from (with_two(cells[c]) for c in ("first_half_achievement_pct", "year_achievement_pct"))
            yield from (with_two(achieved(one)) for one in measures)
            yield from (shown_pct(achieved(one)) for one in measures)
            yield from (with_two(charted_cells(one)["interim_pct"]) for one in measures)
            yield from (str(n) for n in range(len(measures) + 1))
            yield from (printed(goal(one.measure) / 2, one.measure.unit) for one in measures)
            yield from (str(len(one.divisions)) for one in measures)
            yield from ("2564", "8")
        if section in ("chart.status", "head.annex_completeness", "chart.completeness"):
            yield from (str(n) for n in range(len(self.items) + len(self.senders) + 1))
            yield from (str(s.days_late) for s in self.senders)
        if section == "head.annex_notes":
            yield from self._of_notes()
        if section == "head.annex_completeness":
            for sender in self.senders:
                for version in sender.versions:
                    yield from numbers(short_date(received_on(version)))

    def _of_summary(self, measures: list[MeasureValue]) -> Iterator[str]:
        for figures in self.sentences().values():
            yield from figures.values()
        cells = summary_cells(self.plan, self.name, list(self.items), list(self.senders))
        yield from (with_two(cells[column]) for column in ("budget_baht", "spent_baht"))
        yield from (printed(Fraction(v)) for v in cells.values() if isinstance(v, int | Decimal))
        yield from (str(n) for n in range(len(self.items) + len(self.senders) + 1))
        yield from (part for item in self.items for part in item.item.code.split("."))
        for one in measures:
            yield printed_value(one, one.value)
            yield printed(goal(one.measure), one.measure.unit)
            if one.value is not None:
                yield printed_value(one, abs(goal(one.measure) - one.value), Fraction(-1))
        yield from ("31", "30", "2564", "63", "64")

    def _of_notes(self) -> Iterator[str]:
        yield from (str(n) for n in range(200))
        yield from ("98",)
        yield from (item.item.code for item in self.items)
        for item in self.items:
            for one in item.measures:
                for division in one.divisions:
                    yield printed_value(one, division.first)
                for half in judge_round(self.plan, HALF):
                    for then in half.measures:
                        yield from (printed_value(then, d.value) for d in then.divisions)


CHARTED = ("head.annex_targets", "head.annex_rounds", "chart.achievement", "chart.rounds")
IN_BOTH = {"breached": "s.breached", "awaiting_external_result": "s.awaiting", "cancelled": "s.cancelled"}
LISTED = {
    HALF: {**IN_BOTH, "behind": "s.behind", "in_progress": "s.inprogress"},
    YEAR: {**IN_BOTH, "not_met": "s.notmet", "in_progress": "s.unfinished"},
}


def paper(office: Office, plan: Plan, name: str) -> Paper:
    """Return what the report of a plan in a round must say."""
    changes = tuple(round_changes(plan)) if name == YEAR else ()
    assert holding(plan, name)
    return Paper(office, plan, name, tuple(judge_round(plan, name)), tuple(senders(office, plan, name)), changes)


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are printed, without a sign."""
    return NUMBER.findall(text)


def shown(counts: Mapping[str, int | Decimal]) -> dict[str, str]:
    return {name: printed(Fraction(count)) for name, count in counts.items()}


def shown_counts(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{counts[c]:,}" for c in ("item_count", "met_count", "not_yet_met_count", "no_value_count"))


def shown_money(used: Sequence[Money]) -> tuple[str, ...]:
    budget, spent = add(money.budget for money in used), add(money.spent for money in used)
    return (with_two(as_money(budget)), with_two(as_money(spent)), with_two(spent_share(used)))


def shown_pct(pct: Decimal | None) -> str:
    """Return a percentage of a sentence: whole, or with two decimals."""
    return "-" if pct is None else printed(Fraction(pct), "ร้อยละ")


def with_two(number: Decimal | None) -> str:
    return "-" if number is None else f"{number:,.2f}"


def came_on(sender: Sender) -> str:
    """Return when a report came: by its first accepted version, with the day of the one that counts now."""
    first, newest = sender.first_accepted, sender.in_force or (sender.versions[-1] if sender.versions else None)
    if newest is None:
        return "-"
    days = [short_date(received_on(version)) for version in (first or newest, newest)]
    if days[0] == days[1] or "cell.corrected_on" not in PHRASES.texts:
        return days[0]
    return to_arabic(PHRASES.say("cell.corrected_on", first=days[0], newest=days[1]))


def with_day(said: str, day: date | None) -> str:
    """Return what is said with the day of which it is true, where that is not this round's."""
    if day is None or "cell.earlier" not in PHRASES.texts:
        return said
    return to_arabic(PHRASES.say("cell.earlier", text=said, date=short_date(day)))


def short_date(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + 543) % 100:02d}"
