"""The annex of a corrected edition: what it changed, value by value, against the edition it replaces."""

from sarup.codes import Status
from sarup.phrases import Phrases
from sarup.render.content.document import Table
from sarup.render.content.edition_labels import edition_label
from sarup.render.content.queries import ReportSource
from sarup.render.content.rows import ReportEditionChange, ReportTitle
from sarup.render.content.status_labels import status_label
from sarup.thai.text import mend_links

NUMBERS = ("target_value", "outcome_value", "budget_baht", "spent_baht")
ORDER = "strategy_no nulls last, tactic_no, guideline_no, sort_no nulls first, division_code, measure_no, field"


def change_table(source: ReportSource, title: ReportTitle, phrases: Phrases) -> Table | None:
    """Return the table of changes with its reason; None for an edition that replaces none."""
    number = title.edition_no
    if not number or number == 1:
        return None
    previous = edition_label(number - 1, phrases)
    rows = source.rows(ReportEditionChange, ORDER)
    notes = (phrases.say("ed.replaces", previous_edition=previous),)
    return Table(
        name="edition_changes",
        heading=phrases.say("ed.changes_title", previous_edition=previous),
        heads=phrases.entries("th.changes"),
        kinds=("text",) * 6,
        widths=(0.8, 1, 2.4, 4.6, 4.6, 2.2),
        rows=tuple(
            (
                phrases.number(n),
                phrases.number(row.item_code) if row.item_code else None,
                _field(row, phrases),
                _value(row, row.before_value, title, phrases),
                _value(row, row.after_value, title, phrases),
                row.reason,
            )
            for n, row in enumerate(rows, 1)
        ),
        notes=notes if rows else (*notes, phrases.texts["ed.no_change"]),
    )


def _field(row: ReportEditionChange, phrases: Phrases) -> str:
    """Return what was changed: the column's heading, the measure where an item has several, the division."""
    parts = [phrases.texts[f"ed.field.{row.field}"]]
    if row.measure_no and row.measure_no > 1:
        parts.append(phrases.say("import.measure", n=phrases.number(row.measure_no)))
    if row.division_name:
        parts.append(row.division_name)
    return " ".join(parts)


def _value(row: ReportEditionChange, value: str | None, title: ReportTitle, phrases: Phrases) -> str | None:
    if value is None:
        return None
    if row.field == "status":
        return status_label(Status(value), title.round, title.state, phrases)
    if row.field == "verdict":
        return phrases.texts["time.none" if value == "none" else f"verdict.{value}"]
    return phrases.number(value) if row.field in NUMBERS else mend_links(value)
