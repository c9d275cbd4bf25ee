"""What the documents of a plan and round must print: rows of its tables, sentences, and every other number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from changing import Change, round_changes
from expecting import achieved, as_money, change_cells, summary_cells
from inventing import holding
from judging import ItemValue, MeasureValue, Number, as_number, judge_round
from kept import kept, share
from offices import HALF, YEAR, Office, Plan
from outcomes import outcome_text
from printing import is_computed, printed, printed_value, with_places
from raw_offices import INDICATOR, TARGET_TEXT, strategy_label
from sections import PHRASES
from timeliness import Sender, received_on, senders
from totalling import add, item_counts, money_of, obstacles

from sarup.thai.digits import to_arabic

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)*")
# A row of a table: the text of each cell, or None for a cell of words that is not compared.
Row = tuple[str | None, ...]
SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
IN_NO_CHART = ("cancelled", "not_applicable", "no_cases")


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
        tables = {
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

    def chart_rows(self) -> dict[str, list[Row]]:
        """Return the rows of the spreadsheet's sheets of charts."""
        charted = [(i, m) for i in self.items for m in i.measures if m.status not in IN_NO_CHART]
        return {
            "chart.achievement": [(i.item.code, capped(achieved(m)), None, None) for i, m in charted],
        }

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
        target = printed(exact(as_number(one.measure.target)), one.measure.unit)
        pct = with_two(achieved(one))
        value = printed_value(one, one.value)
        return (item.item.code, INDICATOR, target, one.measure.unit, value, pct, None, None)

    def _change(self, change: Change) -> Row:
        first = printed_value(change.before, change.first)
        moved = change_cells(change)["change_value"]
        shown = "-" if moved is None else self._moved(change, Fraction(moved))
        return (change.item.item.code, TARGET_TEXT, first, printed_value(change.now, change.now.value), shown, None)

    def _moved(self, change: Change, moved: Fraction) -> str:
        if is_computed(change.now):
            return with_places(kept(moved, 2), 2 if moved.denominator != 1 else 0)
        return printed(moved, change.now.measure.unit)

    def _sender(self, sender: Sender) -> Row:
        came = sender.first_accepted or (sender.versions[-1] if sender.versions else None)
        day = short_date(received_on(came)) if came else "-"
        return (self.office.names[sender.division], str(sender.item_count), day, None, None)

    def _budget(self) -> Iterator[Row]:
        told = {i.item.code: [m for m in money_of(self.plan, self.name, i.item.code) if m.is_used] for i in self.items}
        for code, used in told.items():
            if used:
                strategy, _, number = code.split(".")
                budget, spent = add(m.budget for m in used), add(m.spent for m in used)
                yield (f"ยุทธศาสตร์ที่ {strategy} ข้อ {number}", *shown_money(budget, spent))
        everything = [money for used in told.values() for money in used]
        if everything:
            budget, spent = add(m.budget for m in everything), add(m.spent for m in everything)
            yield (PHRASES.texts["row.total"], *shown_money(budget, spent))

    # Sentences

    def sentences(self) -> dict[str, Mapping[str, str]]:
        """Return the figures of the sentences that the summary says, by the key of the sentence."""
        cells = summary_cells(self.plan, self.name, list(self.items), list(self.senders))
        said: dict[str, Mapping[str, str]] = {}
        overall = {
            "total": cells["item_count"], "k": cells["strategy_count"], "met": cells["met_count"],
            "notyet": cells["not_yet_met_count"], "notmet": cells["not_yet_met_count"], "none": cells["no_value_count"],
        }  # fmt: skip
        if cells["item_count"] and cells["met_count"] != cells["item_count"]:
            said[f"s.overall.{self.name}"] = {**shown(overall), "pct": shown_pct(cells["met_pct"])}
        counted = {
            "expected": cells["division_count"], "received": cells["accepted_count"],
            "ontime": cells["on_time_count"], "late": cells["late_count"],
        }  # fmt: skip
        if cells["accepted_count"]:
            said["s.complete"] = {**shown(counted), "pct": shown_pct(cells["accepted_pct"])}
        if cells["event_count"] and cells["attendee_count"]:
            said["s.events"] = shown({"n": cells["event_count"], "m": cells["attendee_count"]})
        if cells["budget_baht"] and cells["spent_baht"]:
            money = {"a": with_two(cells["budget_baht"]), "b": with_two(cells["spent_baht"])}
            said["s.budget"] = {**money, "pct": shown_pct(cells["spent_pct"])}
        if cells["obstacle_item_count"]:
            said["s.obstacles"] = shown({"n": cells["obstacle_item_count"]})
        if cells["warning_count"]:
            said["s.check"] = shown({"n": cells["warning_count"]})
        for status, key in LISTED[self.name].items():
            count = sum(item.status == status for item in self.items)
            if count:
                said[key] = shown({"n": count})
        return said

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
        if section == "head.summary":
            yield from self._of_summary(measures)
        if section in ("head.annex_targets", "head.annex_rounds", "chart.achievement", "chart.rounds"):
            for change in self.changes:
                cells = change_cells(change)
                yield from (with_two(cells[c]) for c in ("first_half_achievement_pct", "year_achievement_pct"))
            yield from (with_two(achieved(one)) for one in measures)
            yield from (str(n) for n in range(len(measures) + 1))
            yield from (printed(number / 2, one.measure.unit)
                        for one in measures if isinstance(number := as_number(one.measure.target), Fraction))  # fmt: skip
            yield from (str(len(one.divisions)) for one in measures)
            yield from ("2564", "8", *(("2021",)))
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
        yield from (printed(Fraction(v)) for v in cells.values() if isinstance(v, int | Decimal))
        yield from (str(n) for n in range(len(self.items) + len(self.senders) + 1))
        yield from (part for item in self.items for part in item.item.code.split("."))
        for one in measures:
            target = as_number(one.measure.target)
            yield printed_value(one, one.value)
            yield printed(exact(target), one.measure.unit)
            if isinstance(one.value, Fraction) and isinstance(target, Fraction):
                yield printed_value(one, abs(target - one.value), Fraction(-1))
        yield from ("31", "30", "2564", "63", "64")

    def _of_notes(self) -> Iterator[str]:
        yield from (str(n) for n in range(200))
        yield from ("98",)
        yield from (item.item.code for item in self.items)
        for item in self.items:
            for one in item.measures:
                for division in one.divisions:
                    yield printed_value(one, division.first, Fraction(-1))
                for half in judge_round(self.plan, HALF):
                    for then in half.measures:
                        yield from (printed_value(then, d.value, Fraction(-1)) for d in then.divisions)


CHARTED = ("head.annex_targets", "head.annex_rounds", "chart.achievement", "chart.rounds")
LISTED = {
    HALF: {"behind": "s.behind", "breached": "s.breached", "awaiting_external_result": "s.awaiting",
           "in_progress": "s.inprogress", "cancelled": "s.cancelled"},
    YEAR: {"breached": "s.breached", "awaiting_external_result": "s.awaiting", "in_progress": "s.unfinished",
           "cancelled": "s.cancelled"},
}  # fmt: skip


def paper(office: Office, plan: Plan, name: str) -> Paper:
    """Return what the report of a plan in a round must say."""
    changes = tuple(round_changes(plan)) if name == YEAR else ()
    assert holding(plan, name)
    return Paper(office, plan, name, tuple(judge_round(plan, name)), tuple(senders(office, plan, name)), changes)


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are printed, without a sign."""
    return NUMBER.findall(text)


def exact(number: Number | None) -> Fraction | None:
    return number if isinstance(number, Fraction) else None


def shown(counts: Mapping[str, int | Decimal]) -> dict[str, str]:
    return {name: printed(Fraction(count)) for name, count in counts.items()}


def shown_counts(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{counts[c]:,}" for c in ("item_count", "met_count", "not_yet_met_count", "no_value_count"))


def shown_money(budget: Fraction | None, spent: Fraction | None) -> tuple[str, ...]:
    return (with_two(as_money(budget)), with_two(as_money(spent)), with_two(share(spent, budget)))


def shown_pct(pct: Decimal | None) -> str:
    """Return a percentage of a sentence: whole, or with two decimals."""
    return "-" if pct is None else printed(Fraction(pct), "ร้อยละ")


def with_two(number: Decimal | None) -> str:
    return "-" if number is None else f"{number:,.2f}"


def capped(pct: Decimal | None) -> str:
    return "-" if pct is None else f"{min(pct, Decimal(150)):,.2f}"


def short_date(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + 543) % 100:02d}"
