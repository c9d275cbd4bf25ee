"""Where the figures of a page come from: a list for each item, strategy and division and for the summary, read from
report.crosswalk."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sarup.dictionary import load_dictionary
from sarup.phrases import Phrases
from sarup.render.content.document import Origin, Origins
from sarup.render.content.queries import ORDER, ReportSource
from sarup.render.content.rows import ReportCompleteness, ReportHeading, ReportItem, ReportOrigin

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
    "restated_numerator": "core.result",
    "restated_denominator": "core.result",
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


def strategy_origin(strategy_no: int) -> str:
    """Return the name of the list of origins of a strategy's row in the summary's table."""
    return f"strategy-{strategy_no}"


def division_origin(division_code: str) -> str:
    """Return the name of the list of origins of a division's row in the annex of submissions; fit for a link."""
    return f"division-{quote(division_code, safe='')}"


def read_origins(source: ReportSource, round_name: str, phrases: Phrases) -> tuple[Origins, ...]:
    """Return the origins of the summary's figures, of each strategy and division, then of each item in its order."""
    rows = source.rows(ReportOrigin, "file_name nulls last, sheet, cell, column_name, printed")
    writer = _OriginWriter(phrases, phrases.options(f"list.no_value.{round_name}"))
    structure = source.rows(ReportHeading, "row_no")
    summed = writer.group(SUMMARY, phrases.texts["head.summary"], _of(rows, "report.summary"))
    return (
        summed,
        *(
            writer.group(
                strategy_origin(row.strategy_no),
                row.printed,
                _of(rows, "rollup.strategy_round", strategy_no=row.strategy_no),
                f"strategy-{row.strategy_no}",
            )
            for row in structure
            if row.level == "strategy"
        ),
        *(
            writer.group(
                division_origin(row.division_code),
                row.division_name,
                _of(rows, "rollup.completeness", division_code=row.division_code),
                "annex-completeness",
            )
            for row in source.rows(ReportCompleteness, "sort_no, division_code")
        ),
        *(
            writer.group(
                row.item_code,
                phrases.say("note.item", item=phrases.number(row.item_code)),
                _of_item(rows, row.item_code),
                f"item-{row.item_code}",
            )
            for row in source.rows(ReportItem, ORDER)
        ),
    )


def _of(
    rows: Sequence[ReportOrigin], model: str, strategy_no: int | None = None, division_code: str | None = None
) -> list[ReportOrigin]:
    """Return the figures that a model computed, of one strategy or division; a name is no figure."""
    return [
        row
        for row in rows
        if row.sql_model == model
        and row.column_name != "division_name"
        and strategy_no in (None, row.strategy_no)
        and division_code in (None, row.division_code)
    ]


def _of_item(rows: Sequence[ReportOrigin], item_code: str) -> list[ReportOrigin]:
    order = list(FIGURES)
    mine = [row for row in rows if row.item_code == item_code and row.column_name in FIGURES]
    return sorted(mine, key=lambda row: order.index(row.column_name))


class _OriginWriter:
    """Says in Thai what a figure is and where it comes from."""

    def __init__(self, phrases: Phrases, reasons: Mapping[str, str]) -> None:
        self.phrases, self.reasons = phrases, reasons

    def group(self, name: str, heading: str, rows: Sequence[ReportOrigin], place: str = "") -> Origins:
        """Return one line a figure; the same figure of the same place stands once."""
        return Origins(name, heading, tuple(dict.fromkeys(self._line(row) for row in rows)), place)

    def _line(self, row: ReportOrigin) -> Origin:
        column = row.column_name
        what = load_dictionary().column(FIGURES.get(column) or str(row.sql_model), column).th
        if row.file_name is None or row.sha256 is None:
            return Origin(what, row.printed, self.phrases.say("origin.model", model=row.sql_model), "")
        place = self.phrases.say(
            "origin.cell",
            file=row.file_name,
            sheet=row.sheet or "-",
            cell=row.cell or "-",
            hash=row.sha256[:8],
        )
        printed = row.printed
        if column == "no_value_code":
            printed = self.reasons.get(printed, printed)
        return Origin(what, printed, place, row.sha256)
