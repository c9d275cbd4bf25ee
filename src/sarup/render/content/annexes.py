"""The annexes behind the report: targets, rounds, completeness, obstacles, budget, notes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sarup.codes import Comparator, RoundName, Status
from sarup.phrases import Phrases
from sarup.render.content.cells import judged_by, measured_cell
from sarup.render.content.charts import achievement_chart, completeness_chart, rounds_chart
from sarup.render.content.document import Cell, Table
from sarup.render.content.edition_changes import change_table
from sarup.render.content.guideline_names import name_guidelines
from sarup.render.content.origins import division_origin
from sarup.render.content.queries import ORDER, ReportSource
from sarup.render.content.rows import (
    Judged,
    ReportBudget,
    ReportChange,
    ReportCheck,
    ReportCompleteness,
    ReportCorrection,
    ReportItem,
    ReportObstacle,
    ReportRestatement,
    ReportSummary,
    ReportTarget,
    ReportTitle,
    ReportWaiver,
)
from sarup.render.content.status_labels import JUDGED_BETWEEN, status_label
from sarup.thai.dates import format_day, format_month, format_short
from sarup.thai.figures import round_figure
from sarup.thai.text import mend_links


def read_annexes(source: ReportSource, title: ReportTitle, phrases: Phrases) -> tuple[Table, ...]:
    """Return every annex that has rows, in printed order."""
    reader = _AnnexReader(source, title, phrases)
    changes = change_table(source, title, phrases)
    return (*((changes,) if changes else ()), *(table for table in reader.annexes() if table.rows))


def printed(text: str | None) -> str:
    """Return a division's text as printed: links with Arabic digits, nothing as "-"."""
    return mend_links(text) if text and text.strip() else "-"


def _change(row: ReportChange, phrases: Phrases) -> Cell:
    """Return the difference of two values of a measure, rounded as they are; of a deadline how much later it is."""
    change, days = row.change_value, row.change_days
    if days:
        return phrases.say("change.later" if days > 0 else "change.earlier", n=phrases.figure(abs(days)))
    if days == 0:
        return 0
    return None if change is None else round_figure(change, row.unit, bool(row.is_computed))


class _AnnexReader:
    """Reads the annexes of one document."""

    def __init__(self, source: ReportSource, title: ReportTitle, phrases: Phrases) -> None:
        self.source, self.title, self.phrases = source, title, phrases
        self.round = title.round

    def annexes(self) -> tuple[Table, ...]:
        """Return every annex, also the empty ones."""
        return (self._targets(), self._rounds(), self._completeness(), self._obstacles(), self._budget(), self._notes())

    def label(self, status: Status, comparator: Comparator | None = None, interim_rule: str | None = None) -> str:
        """Return the status label in this report's round."""
        return status_label(status, self.round, self.title.state, self.phrases, comparator, interim_rule)

    def _targets(self) -> Table:
        rows = self.source.rows(ReportTarget, f"{ORDER}, measure_no")
        return Table(
            name="targets",
            heading=self.phrases.texts["head.annex_targets"],
            heads=self.phrases.entries("th.annex_targets"),
            kinds=("text", "text", "number", "text", "number", "percent", "status", "text"),
            widths=(1.1, 4, 1.3, 1.5, 1.2, 1.4, 2.2, 4.3),
            rows=tuple(self._target(row) for row in rows),
            origins=tuple(row.item_code for row in rows),
            notes=(self.phrases.texts["note.not_capped"], self.phrases.texts["note.rounding"]),
            chart=achievement_chart(rows, self.round, self.phrases),
        )

    def _target(self, row: ReportTarget) -> tuple[Cell, ...]:
        return (
            self.phrases.number(row.item_code),
            row.indicator,
            row.target_on if row.target_value is None else round_figure(row.target_value, row.unit),
            row.unit,
            measured_cell(row, row.outcome_value, row.outcome_on),
            row.achievement_pct,
            self.label(row.status, row.comparator, row.interim_rule),
            self._remark(row),
        )

    def _remark(self, row: ReportTarget) -> str | None:
        """Return the note beside a figure: which rule judged it, what is missing, what the value is made of."""
        notes = []
        if row.status in JUDGED_BETWEEN:
            notes.append(self._interim_note(row))
        if row.status == Status.AWAITING_EXTERNAL_RESULT and row.expected_month:
            month = self.phrases.number(format_month(row.expected_month))
            notes.append(self.phrases.say("status.awaiting_external_result.expected", month_year=month))
        if row.status == Status.NO_CASES:
            notes.append(self.phrases.texts["note.no_cases"])
        if row.is_partial:
            notes.append(self.phrases.texts[f"status.{self.round}.partial"])
        if row.unit_printed:
            notes.append(self.phrases.say("note.unit_fixed", printed=row.target_text, unit=row.unit))
        has_value = measured_cell(row, row.outcome_value, row.outcome_on) is not None
        if self.round == RoundName.YEAR and has_value:
            base = "_same_base" if row.across_rounds == "ratio" and row.same_base else ""
            notes.append(self.phrases.texts[f"note.{row.across_rounds}{base}"])
        if row.stopped_code:
            notes.append(self.phrases.texts[f"note.stopped.{row.stopped_code}"])
        divisions = row.division_count or 0
        if has_value and divisions > 1 and row.across_divisions == "sum":
            notes.append(self.phrases.say("note.divisions_sum", n=self.phrases.figure(divisions)))
        return "\n".join(notes) or None

    def _interim_note(self, row: ReportTarget) -> str:
        if row.interim_rule == "half" and row.target_value is not None:
            half = self.phrases.amount(row.target_value / 2, row.unit)
            return self.phrases.say("note.interim_half", half=half)
        return self.phrases.texts[f"note.interim_{row.interim_rule}"]

    def _rounds(self) -> Table:
        rows = self.source.rows(ReportChange, f"{ORDER}, measure_no")
        return Table(
            name="rounds",
            heading=self.phrases.texts["head.annex_rounds"],
            heads=self.phrases.entries("th.rounds"),
            kinds=("text", "text", "number", "number", "number", "status"),
            widths=(1, 4, 1.5, 1.5, 1.5, 3),
            rows=tuple(
                (
                    self.phrases.number(row.item_code),
                    self._target_then_and_now(row),
                    measured_cell(row, row.first_half_value, row.first_half_on),
                    measured_cell(row, row.year_value, row.year_on),
                    _change(row, self.phrases),
                    self.label(row.year_status),
                )
                for row in rows
            ),
            origins=tuple(row.item_code for row in rows),
            chart=rounds_chart(rows, self.phrases.entries("th.rounds")[2:4], self.phrases),
        )

    def _target_then_and_now(self, row: ReportChange) -> str:
        """Return the target as printed, and what it was before where it is another one."""
        if not row.is_target_changed or row.previous_comparator is None:
            return row.target_text or "-"
        comparator = self.phrases.options("list.comparator")[row.previous_comparator]
        day, value = row.previous_target_on, row.previous_target_value
        amount = "-" if value is None else self.phrases.amount(value, row.previous_unit)
        before = f"{comparator} {self.phrases.number(format_day(day)) if day else amount}"
        return self.phrases.say("cell.target_changed", target=row.target_text, before=before)

    def _completeness(self) -> Table:
        rows = self.source.rows(ReportCompleteness, "sort_no, division_code")
        return Table(
            name="completeness",
            heading=self.phrases.texts["head.annex_completeness"],
            heads=self.phrases.entries("th.completeness"),
            kinds=("text", "number", "text", "status", "status"),
            widths=(4, 1.2, 1.5, 2.5, 2),
            rows=tuple(
                (
                    row.division_name,
                    row.item_count,
                    self._received(row),
                    self.phrases.texts[f"verdict.{row.verdict}"] if row.verdict else None,
                    self._timeliness(row),
                )
                for row in rows
            ),
            origins=tuple(division_origin(row.division_code) for row in rows),
            chart=completeness_chart(rows, self.phrases),
        )

    def _received(self, row: ReportCompleteness) -> str | None:
        """Return when the division reported, and when the version in force came where that is another day."""
        first, newest = (
            self.phrases.number(format_short(day)) if day else None for day in (row.first_accepted_on, row.received_on)
        )
        if first is None or first == newest:
            return newest
        return self.phrases.say("cell.corrected_on", first=first, newest=newest)

    def _timeliness(self, row: ReportCompleteness) -> str:
        if not row.is_accepted:
            return self.phrases.texts["time.not_accepted" if row.is_received else "time.none"]
        if row.days_late:
            return self.phrases.say("time.late", n=self.phrases.figure(row.days_late))
        return self.phrases.texts["time.on_time"]

    def _obstacles(self) -> Table:
        return Table(
            name="obstacles",
            heading=self.phrases.texts["head.annex_obstacles"],
            heads=self.phrases.entries("th.obstacles"),
            kinds=("text",) * 6,
            widths=(1, 2.5, 4, 4, 4, 2),
            rows=tuple(
                (
                    self.phrases.number(row.item_code),
                    row.division_name,
                    printed(row.obstacle),
                    printed(row.cause),
                    printed(row.suggestion),
                    row.resolve_by,
                )
                for row in self.source.rows(ReportObstacle, f"{ORDER}, role, sort_no")
            ),
        )

    def _budget(self) -> Table:
        rows, total = self.source.rows(ReportBudget, ORDER), self.source.row(ReportSummary)
        names = name_guidelines(self.source.rows(ReportItem, ORDER), self.phrases)
        return Table(
            name="budget",
            heading=self.phrases.texts["head.annex_budget"],
            heads=self.phrases.entries("th.budget"),
            kinds=("text", "money", "money", "percent"),
            widths=(5, 2, 2, 1.5),
            rows=tuple(
                (
                    self._paid_item(row, names),
                    row.budget_baht,
                    row.spent_baht,
                    row.spent_pct,
                )
                for row in rows
            ),
            total=(
                self.phrases.texts["row.total"],
                total.budget_baht,
                total.spent_baht,
                total.spent_pct,
            ),
            origins=tuple(row.item_code for row in rows),
        )

    def _paid_item(self, row: ReportBudget, names: Mapping[str, str]) -> str:
        """Return the item's name, with the day of its figures where an earlier round told them."""
        text = self.phrases.say("s.item", s=self.phrases.number(row.strategy_no), g=names[row.item_code])
        if row.earlier_on is None:
            return text
        return self.phrases.say("cell.earlier", text=text, date=self.phrases.number(format_short(row.earlier_on)))

    def _notes(self) -> Table:
        notes = [self.phrases.texts[f"note.{name}"] for name in ("event_once", "digits_in_links")]
        for row in self.source.rows(ReportRestatement, "item_code, measure_no, division_code"):
            note = self.phrases.say(
                "note.restated",
                a=self._half(row, row.reported_value, row.reported_on),
                b=self._half(row, row.restated, row.restated_on),
                reason=row.restated_reason or "-",
            )
            notes.append(f"{self.phrases.say('note.item', item=self.phrases.number(row.item_code))} {note}")
        for waiver in self.source.rows(ReportWaiver, "number"):
            until = self.phrases.number(format_short(waiver.until_on))
            note = self.phrases.say("note.waiver", rule=waiver.rule, date=until, reason=waiver.reason)
            notes.append(" ".join(part for part in (waiver.division_name, note) if part))
        notes += [
            self.phrases.say(
                "note.correction",
                division=row.division_name,
                field=row.field,
                a=row.from_text or "-",
                b=row.to_text,
                reason=row.reason,
            )
            for row in self.source.rows(ReportCorrection, "line_no, division_code")
        ]
        notes += [
            self._check(row) for row in self.source.rows(ReportCheck, "sort_no, division_code, sheet, cell, rule")
        ]
        return Table(
            name="notes",
            heading=self.phrases.texts["head.annex_notes"],
            heads=self.phrases.entries("th.notes"),
            kinds=("text", "text"),
            widths=(1, 14),
            rows=tuple((self.phrases.number(n), note) for n, note in enumerate(notes, 1)),
        )

    def _half(self, row: Judged, value: Decimal | None, day: date | None) -> str:
        """Return a six-month value in a sentence, of a deadline its day."""
        if day is not None:
            return self.phrases.number(format_day(day))
        return "-" if value is None else self.phrases.figure(value, *judged_by(row))

    def _check(self, row: ReportCheck) -> str:
        where = [row.division_name, row.file_name, row.cell and f"{row.sheet} {row.cell}"]
        place = " ".join(part for part in where if part)
        sentence = self.phrases.sentence(row.message_th)
        return f"{self.phrases.texts['severity.warning']}: {place} — {sentence} [{row.rule}]"
