"""Where the figures of a page come from: one list an item, one for the summary, read from report.crosswalk."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarup.dictionary import load_dictionary
from sarup.phrases import Phrases
from sarup.render.document import Origin, Origins
from sarup.render.queries import ReportSource
from sarup.thai.digits import to_thai

SUMMARY = "summary"
# What an item's row and its lines in the annexes print as figures, in the order in which a person follows them.
FIGURES = {
    "target_value": "rollup.measure_round",
    "value": "core.result",
    "value_half": "core.result",
    "value_year": "core.result",
    "numerator": "core.result",
    "denominator": "core.result",
    "restated": "core.result",
    "no_value_code": "core.result",
    "outcome_text": "core.result_item",
    "outcome_value": "rollup.measure_round",
    "achievement_pct": "rollup.measure_round",
    "first_half_value": "rollup.round_change",
    "year_value": "rollup.round_change",
    "change_value": "rollup.round_change",
    "budget_baht": "report.budget",
    "spent_baht": "report.budget",
    "spent_pct": "report.budget",
}


def read_origins(source: ReportSource, round_name: str, phrases: Phrases) -> tuple[Origins, ...]:
    """Return the origins of the summary's figures, then those of each item in the report's order."""
    rows = source.rows("crosswalk", "file_name nulls last, sheet, cell, column_name, printed")
    codes = [row["item_code"] for row in source.rows("item", "strategy_no, tactic_no, guideline_no")]
    summed = [row for row in rows if row["sql_model"] == "report.summary"]
    by_item: dict[str, list[dict[str, Any]]] = {code: [] for code in codes}
    for row in rows:
        if row["item_code"] in by_item and row["column_name"] in FIGURES:
            by_item[row["item_code"]].append(row)
    order, reasons = list(FIGURES), phrases.options(f"list.no_value.{round_name}")
    return (
        Origins(SUMMARY, phrases.texts["head.summary"], _lines(summed, "report.summary", reasons, phrases)),
        *(
            Origins(
                code,
                phrases.say("note.item", item=to_thai(code)),
                _lines(sorted(found, key=lambda row: order.index(row["column_name"])), None, reasons, phrases),
            )
            for code, found in by_item.items()
        ),
    )


def _lines(
    rows: Sequence[dict[str, Any]], table: str | None, reasons: Mapping[str, str], phrases: Phrases
) -> tuple[Origin, ...]:
    """Return one line a figure; the same figure of the same place stands once."""
    lines = (_line(row, table or FIGURES[row["column_name"]], reasons, phrases) for row in rows)
    return tuple(dict.fromkeys(lines))


def _line(row: dict[str, Any], table: str, reasons: Mapping[str, str], phrases: Phrases) -> Origin:
    what = load_dictionary().column(table, row["column_name"]).th
    if row["file_name"] is None:
        return Origin(what, row["printed"], phrases.say("origin.model", model=row["sql_model"]), "")
    place = phrases.say("origin.cell", file=row["file_name"], sheet=row["sheet"] or "-", cell=row["cell"] or "-")
    printed = row["printed"]
    if row["column_name"] == "no_value_code":
        printed = reasons.get(printed, printed)
    return Origin(what, _short(printed), place, row["sha256"])


def _short(printed: str) -> str:
    """Return a number of the database without the zeros that nobody typed; any other text as it is."""
    head, dot, tail = printed.partition(".")
    return printed.rstrip("0").rstrip(".") if dot and head.lstrip("-").isdigit() and tail.isdigit() else printed
