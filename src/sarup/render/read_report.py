"""From the report.* views to the document: every text as printed, links mended, dates in Thai."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarup.phrases import Phrases
from sarup.render.document import Cell, Document, ItemRow, Section, StrategyPart, Table
from sarup.render.form_content import year_slots
from sarup.render.queries import ORDER, ReportSource
from sarup.render.summary import compose_summary
from sarup.thai.dates import (
    format_full,
    format_month,
    format_months_joined,
    format_months_spaced,
    format_short,
)
from sarup.thai.digits import format_number, to_thai
from sarup.thai.text import mend_links

Rows = list[dict[str, Any]]
UNITS_BEFORE = ("ร้อยละ", "ระดับ")


def read_document(source: ReportSource, options: Mapping[str, str], phrases: Phrases) -> Document:
    """Return the consolidated report of a plan and round. Raises KeyError when the round has no plan."""
    title = source.row("title")
    if title is None:
        raise KeyError(f"no plan of round {source.round_code} in the warehouse")
    reader = _Reader(source, title, options, phrases)
    office = options.get("office", "")
    return Document(
        title_lines=reader.title_lines(),
        short_header=phrases.say(
            "report.short_header",
            agency_short=title["agency_short"],
            year=to_thai(str(title["fiscal_year_be"])),
            round_label=title["label"],
        ),
        sample_note=phrases.texts["form.sample"] if title["is_sample"] else "",
        edition=phrases.texts["ed.preliminary" if title["state"] == "open" else "ed.final"],
        as_of=phrases.say("asof", date=format_full(title["as_of_on"])),
        source=phrases.say("source", office=office),
        summary_heading=phrases.texts["head.summary"],
        summary=compose_summary(source, title, phrases),
        status_table=reader.status_table(),
        detail_heading=phrases.texts["head.detail"],
        five_heads=phrases.entries("th.five"),
        continued=phrases.texts["continued"],
        strategies=reader.strategies(),
        annexes=tuple(table for table in reader.annexes() if table.rows),
        page_label=phrases.texts["page"],
        digits=options.get("digits", "thai"),
        language="th",
        author=str(title["agency_name"]),
        dated=title["as_of_on"],
    )


class _Reader:
    """Reads the parts of one document."""

    def __init__(
        self, source: ReportSource, title: dict[str, Any], options: Mapping[str, str], phrases: Phrases
    ) -> None:
        self.source, self.title, self.options, self.phrases = source, title, options, phrases
        self.round = str(title["round"])

    def title_lines(self) -> tuple[str, ...]:
        """Return the two lines of the title, in the office's style of writing months."""
        slots = year_slots(self.title["fiscal_year_be"])
        key = f"report.subtitle.{self.round}"
        used = {name: value for name, value in slots.items() if f"{{{name}}}" in self.phrases.texts[key]}
        second = self.phrases.say(key, agency=self.title["agency_name"], **used)
        if self.options.get("period_style") == "spaced":
            months = (self.title["covers_from"], self.title["covers_to"])
            second = second.replace(format_months_joined(*months), format_months_spaced(*months))
        return (self.phrases.say("report.title", plan_name=self.title["plan_name"]), second)

    def strategies(self) -> tuple[StrategyPart, ...]:
        """Return the report proper: strategies, objectives, tactics and their items, in the plan's order."""
        structure = self.source.rows("structure", "row_no")
        items = self.source.rows("item", ORDER)
        return tuple(self._strategy(row, structure, items) for row in structure if row["level"] == "strategy")

    def status_table(self) -> Table:
        """Return the summary page's table: items by bucket for every strategy, with the total."""
        rows = self.source.rows("status_by_strategy", "strategy_no")
        names = {
            row["strategy_no"]: row for row in self.source.rows("structure", "row_no") if row["level"] == "strategy"
        }
        counts = ("item_count", "met_count", "not_yet_met_count", "no_value_count")
        heads = list(self.phrases.entries("th.status_by_strategy"))
        heads[2:] = [self.phrases.texts[f"bucket.{self.round}.{name}"] for name in ("met", "not_yet_met", "no_value")]
        return Table(
            name="status",
            heading=self.phrases.texts["chart.status"],
            heads=tuple(heads),
            kinds=("text", "number", "number", "number", "number"),
            widths=(5, 1, 1, 1, 1),
            rows=tuple((names[row["strategy_no"]]["printed"], *(row[c] for c in counts)) for row in rows),
            total=(self.phrases.texts["row.total"], *(sum(row[c] for row in rows) for c in counts)),
        )

    def annexes(self) -> Sequence[Table]:
        """Return every annex; the caller leaves the empty ones out."""
        return (
            self._targets(),
            self._rounds(),
            self._completeness(),
            self._obstacles(),
            self._budget(),
            self._notes(),
        )

    def _strategy(self, strategy: dict[str, Any], structure: Rows, items: Rows) -> StrategyPart:
        number = strategy["strategy_no"]
        mine = [item for item in items if item["strategy_no"] == number]
        tactics = {
            row["tactic_no"]: row["printed"]
            for row in structure
            if row["level"] == "tactic" and row["strategy_no"] == number
        }
        order = sorted({item["tactic_no"] for item in mine} | tactics.keys())
        return StrategyPart(
            number=number,
            heading=strategy["printed"],
            objectives=tuple(
                row["printed"] for row in structure if row["level"] == "objective" and row["strategy_no"] == number
            ),
            sections=tuple(
                Section(tactics.get(no), tuple(self._item(item) for item in mine if item["tactic_no"] == no))
                for no in order
            ),
        )

    def _item(self, item: dict[str, Any]) -> ItemRow:
        indicator = self.phrases.say("cell.indicator", indicator=item["indicator"], target=item["target_text"])
        goal = indicator.rfind(self.phrases.texts["cell.indicator.target"])
        return ItemRow(
            item_code=item["item_code"],
            guideline=_printed(item["guideline"]),
            activity=_printed(item["activity"]),
            indicator=mend_links(f"{indicator[:goal].rstrip()}\n{indicator[goal:]}"),
            outcome=_printed(item["outcome_text"]),
            narrative=_printed(item["narrative"]) if item["narrative"] else self._status_label(item["status"], {}),
        )

    def _targets(self) -> Table:
        return Table(
            name="targets",
            heading=self.phrases.texts["head.annex_targets"],
            heads=self.phrases.entries("th.annex_targets"),
            kinds=("text", "text", "number", "text", "number", "percent", "status", "text"),
            widths=(1.1, 4, 1.3, 1.5, 1.2, 1.4, 2.2, 4.3),
            rows=tuple(self._target(row) for row in self.source.rows("target", f"{ORDER}, measure_no")),
            notes=(self.phrases.texts["note.not_capped"], self.phrases.texts["note.rounding"]),
        )

    def _target(self, row: dict[str, Any]) -> tuple[Cell, ...]:
        return (
            _number(row["item_code"]),
            row["indicator"],
            row["target_value"],
            row["unit"],
            row["outcome_value"],
            row["achievement_pct"],
            self._status_label(row["status"], row),
            self._remark(row),
        )

    def _status_label(self, status: str, row: Mapping[str, Any]) -> str:
        key = f"status.{self.round}.{status}"
        if status == "met" and row.get("comparator") == "at_most":
            key += ".ceiling"
        if status in ("on_track", "behind") and f"{key}.{row.get('interim_rule')}" in self.phrases:
            key += f".{row['interim_rule']}"
        if status == "not_reported" and self.round == "12m" and self.title["state"] == "closed":
            key += ".closed"
        return self.phrases.texts[key]

    def _remark(self, row: Mapping[str, Any]) -> str | None:
        """Return the note beside a figure: which rule judged it, what is missing, what the value is made of."""
        notes = []
        if row["status"] in ("on_track", "behind"):
            notes.append(self._interim_note(row))
        if row["status"] == "awaiting_external_result" and row["expected_month"]:
            month = format_month(row["expected_month"])
            notes.append(self.phrases.say("status.awaiting_external_result.expected", month_year=month))
        if row["status"] == "no_cases":
            notes.append(self.phrases.texts["note.no_cases"])
        if row["is_partial"]:
            notes.append(self.phrases.texts[f"status.{self.round}.partial"])
        if row["unit_printed"]:
            notes.append(self.phrases.say("note.unit_fixed", printed=row["target_text"], unit=row["unit"]))
        if self.round == "12m" and row["outcome_value"] is not None:
            notes.append(self.phrases.texts[f"note.{row['across_rounds']}"])
        if row["division_count"] > 1 and row["across_divisions"] == "sum":
            notes.append(self.phrases.say("note.divisions_sum", n=_number(row["division_count"])))
        return "\n".join(notes) or None

    def _interim_note(self, row: Mapping[str, Any]) -> str:
        if row["interim_rule"] == "half":
            half, unit = format_number(row["target_value"] / 2), row["unit"]
            first, second = (unit, half) if unit in UNITS_BEFORE else (half, unit)
            return self.phrases.say("note.interim_half", half=first, unit=second)
        return self.phrases.texts[f"note.interim_{row['interim_rule']}"]

    def _rounds(self) -> Table:
        return Table(
            name="rounds",
            heading=self.phrases.texts["head.annex_rounds"],
            heads=self.phrases.entries("th.rounds"),
            kinds=("text", "text", "number", "number", "number", "status"),
            widths=(1, 4, 1.5, 1.5, 1.5, 3),
            rows=tuple(
                (
                    _number(row["item_code"]),
                    row["target_text"],
                    row["first_half_value"],
                    row["year_value"],
                    row["change_value"],
                    self._status_label(row["year_status"], {}),
                )
                for row in self.source.rows("change", f"{ORDER}, measure_no")
            ),
        )

    def _completeness(self) -> Table:
        return Table(
            name="completeness",
            heading=self.phrases.texts["head.annex_completeness"],
            heads=self.phrases.entries("th.completeness"),
            kinds=("text", "number", "text", "status", "status"),
            widths=(4, 1.2, 1.5, 2.5, 2),
            rows=tuple(
                (
                    row["division_name"],
                    row["item_count"],
                    format_short(row["received_on"]) if row["received_on"] else None,
                    self.phrases.texts[f"verdict.{row['verdict']}"] if row["verdict"] else None,
                    self._timeliness(row),
                )
                for row in self.source.rows("completeness", "sort_no, division_code")
            ),
        )

    def _timeliness(self, row: Mapping[str, Any]) -> str:
        if not row["is_accepted"]:
            return self.phrases.texts["time.none"]
        if row["is_on_time"]:
            return self.phrases.texts["time.on_time"]
        return self.phrases.say("time.late", n=_number(row["days_late"]))

    def _obstacles(self) -> Table:
        return Table(
            name="obstacles",
            heading=self.phrases.texts["head.annex_obstacles"],
            heads=self.phrases.entries("th.obstacles"),
            kinds=("text",) * 6,
            widths=(1, 2.5, 4, 4, 4, 2),
            rows=tuple(
                (
                    _number(row["item_code"]),
                    row["division_name"],
                    _printed(row["obstacle"]),
                    _printed(row["cause"]),
                    _printed(row["suggestion"]),
                    row["resolve_by"],
                )
                for row in self.source.rows("obstacle", f"{ORDER}, role, sort_no")
            ),
        )

    def _budget(self) -> Table:
        rows = self.source.rows("budget", ORDER)
        totals = [sum((row[c] or Decimal(0) for row in rows), Decimal(0)) for c in ("budget_baht", "spent_baht")]
        return Table(
            name="budget",
            heading=self.phrases.texts["head.annex_budget"],
            heads=self.phrases.entries("th.budget"),
            kinds=("text", "money", "money", "percent"),
            widths=(5, 2, 2, 1.5),
            rows=tuple(
                (
                    self.phrases.say("s.item", s=_number(row["strategy_no"]), g=_number(row["guideline_no"])),
                    row["budget_baht"],
                    row["spent_baht"],
                    row["spent_pct"],
                )
                for row in rows
            ),
            total=(
                self.phrases.texts["row.total"],
                *totals,
                100 * totals[1] / totals[0] if totals[0] else None,
            ),
        )

    def _notes(self) -> Table:
        said = [self.phrases.texts[f"note.{name}"] for name in ("event_once", "digits_in_links")]
        for row in self.source.rows("restatement", "item_code, measure_no, division_code"):
            note = self.phrases.say(
                "note.restated",
                a=format_number(row["reported_value"]) if row["reported_value"] is not None else "-",
                b=format_number(row["restated"]),
                reason=row["restated_reason"] or "-",
            )
            said.append(f"{self.phrases.say('note.item', item=_number(row['item_code']))} {note}")
        said += [
            self._check(row) for row in self.source.rows("check_finding", "sort_no, division_code, sheet, cell, rule")
        ]
        return Table(
            name="notes",
            heading=self.phrases.texts["head.annex_notes"],
            heads=self.phrases.entries("th.notes"),
            kinds=("text", "text"),
            widths=(1, 14),
            rows=tuple((_number(n), note) for n, note in enumerate(said, 1)),
        )

    def _check(self, row: Mapping[str, Any]) -> str:
        where = [row["division_name"], row["file_name"], row["cell"] and f"{row['sheet']} {row['cell']}"]
        place = " ".join(part for part in where if part)
        return f"{self.phrases.texts['severity.warning']}: {place} — {row['message_th']} [{row['rule']}]"


def _printed(text: str | None) -> str:
    return mend_links(text) if text and text.strip() else "-"


def _number(value: object) -> str:
    return to_thai(str(value))
