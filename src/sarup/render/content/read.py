"""From the report.* views to the document: every text as printed, links mended, dates in Thai."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sarup.office.report_options import ReportOptions, picture_kind
from sarup.phrases import Phrases, year_slots
from sarup.render.content.annexes import printed, read_annexes
from sarup.render.content.cells import print_cell
from sarup.render.content.charts import status_chart
from sarup.render.content.document import Document, ItemRow, Picture, Section, Signature, StrategyPart, Table
from sarup.render.content.edition_labels import edition_label
from sarup.render.content.memo import compose_memo
from sarup.render.content.origins import read_origins, strategy_origin
from sarup.render.content.queries import ORDER, ReportSource
from sarup.render.content.status_labels import short_status, status_label
from sarup.render.content.summary import compose_summary
from sarup.thai.dates import (
    format_full,
    format_months_joined,
    format_months_spaced,
    format_short,
)
from sarup.thai.text import fold, mend_links

Rows = list[dict[str, Any]]
# Fixed words that a renderer prints around the content, and the names of the filters in the order of ui.filters.
LABELS = (
    "head.contents",
    "head.charts",
    "data_table",
    "filter.all",
    "ui.back",
    "ui.skip",
    "ui.shown",
    "ui.none",
    "ui.origin",
    "ui.table_region",
    "sign.signed",
)
FILTERS = ("filter.strategy", "filter.status", "filter.division", "filter.clear")
LEAD_FIRST = "role, sort_no, division_code"
# Shares of the page: guideline, activity, indicator, outcome, narrative.
EXTRAS = {"budget": "col.item_budget", "obstacle": "col.obstacle", "suggestion": "col.suggestion"}
EXTRA_WIDTHS = {"budget": 16.0, "obstacle": 17.0, "suggestion": 17.0}
ITEM_WIDTHS = (21.5, 20.0, 17.0, 9.5, 32.0)


def read_document(
    source: ReportSource, options: ReportOptions, files: Mapping[str, bytes], phrases: Phrases
) -> Document:
    """Return the consolidated report of a plan and round. Raises KeyError when the round has no plan."""
    title = source.row("title")
    if title is None:
        raise KeyError(f"no plan of round {source.round_code} in the warehouse")
    phrases = phrases.in_digits(options.digits)
    reader = _Reader(source, title, options, phrases)
    summary = compose_summary(source, title, phrases)
    return Document(
        title_lines=reader.title_lines(),
        short_header=phrases.say(
            "report.short_header",
            agency_short=title["agency_short"],
            year=phrases.number(title["fiscal_year_be"]),
            round_label=phrases.number(title["label"]),
        ),
        sample_note=phrases.texts["form.sample"] if title["is_sample"] else "",
        edition=edition_label(title["edition_no"], phrases, title["state"]),
        as_of=_as_of(title, phrases),
        source=phrases.say("source", office=options.office),
        summary_heading=phrases.texts["head.summary"],
        summary=summary.paragraphs,
        summary_items=summary.items,
        status_table=reader.status_table(),
        detail_heading=phrases.texts["head.detail"],
        item_heads=(*phrases.entries("th.five"), *(phrases.texts[EXTRAS[name]] for name in options.columns)),
        item_widths=(*ITEM_WIDTHS, *(EXTRA_WIDTHS[name] for name in options.columns)),
        continued=phrases.texts["continued"],
        strategies=reader.strategies(),
        annexes=read_annexes(source, title, phrases),
        page_label=phrases.texts["page"],
        digits=options.digits,
        language="th",
        author=str(title["agency_name"]),
        dated=title["dated_on"],
        labels={key: phrases.texts[key] for key in LABELS}
        | {key: text for key, text in phrases.texts.items() if key.startswith("xlsx.")}
        | dict(zip(FILTERS, phrases.entries("ui.filters"), strict=True)),
        emblem=_emblem(options, files, title, phrases),
        signatures=tuple(
            Signature(phrases.texts[f"sign.{one.role}"], one.name, one.position) for one in options.signatures
        ),
        memo=compose_memo(options, title, summary.paragraphs, phrases),
        origins_heading=phrases.texts["origin.heading"],
        origin_heads=phrases.entries("th.origins"),
        origins=read_origins(source, str(title["round"]), phrases),
    )


def _as_of(title: Mapping[str, Any], phrases: Phrases) -> str:
    """Return up to which day the data is known, or that nothing has come yet."""
    if title["as_of_on"] is None:
        return phrases.texts["asof.none"]
    return phrases.say("asof", date=phrases.number(format_full(title["as_of_on"])))


def _emblem(
    options: ReportOptions, files: Mapping[str, bytes], title: Mapping[str, Any], phrases: Phrases
) -> Picture | None:
    if not options.emblem:
        return None
    data = files[options.emblem]
    alt = phrases.say("emblem.alt", agency=title["agency_name"])
    return Picture(data, picture_kind(options.emblem, data), alt)


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, source: ReportSource, title: dict[str, Any], options: ReportOptions, phrases: Phrases) -> None:
        self.source, self.title, self.options, self.phrases = source, title, options, phrases
        self.round = str(title["round"])
        budget = {row["item_code"]: row for row in source.rows("budget", ORDER)}
        obstacles: dict[str, Rows] = {}
        for row in source.rows("obstacle", f"{ORDER}, role, sort_no"):
            obstacles.setdefault(row["item_code"], []).append(row)
        silent = {row["item_code"] for row in source.rows("unreported", ORDER)}
        self.extras: dict[str, Callable[[str], str]] = {
            "budget": lambda code: self._budget(budget.get(code), code in silent),
            "obstacle": lambda code: self._told(obstacles.get(code, []), "obstacle"),
            "suggestion": lambda code: self._told(obstacles.get(code, []), "suggestion"),
        }
        self.underlined = {fold(row["line"]) for row in source.rows("underlined_line", "line")}
        self.divisions: dict[str, tuple[str, ...]] = {}
        for row in source.rows("item_division", f"item_code, {LEAD_FIRST}"):
            self.divisions[row["item_code"]] = (*self.divisions.get(row["item_code"], ()), row["division_name"])

    def title_lines(self) -> tuple[str, ...]:
        """Return the two lines of the title, in the office's style of writing months."""
        slots = year_slots(self.title["fiscal_year_be"], self.phrases)
        key = f"report.subtitle.{self.round}"
        used = {name: value for name, value in slots.items() if f"{{{name}}}" in self.phrases.texts[key]}
        second = self.phrases.say(key, agency=self.title["agency_name"], **used)
        if self.options.period_style == "spaced":
            months = (self.title["covers_from"], self.title["covers_to"])
            joined, spaced = format_months_joined(*months), format_months_spaced(*months)
            second = second.replace(self.phrases.number(joined), self.phrases.number(spaced))
        return (self.phrases.say("report.title", plan_name=self.title["plan_name"]), second)

    def strategies(self) -> tuple[StrategyPart, ...]:
        """Return the report proper: strategies, objectives, tactics and their items, in the plan's order."""
        structure = self.source.rows("structure", "row_no")
        items = self.source.rows("item", ORDER)
        return tuple(self._strategy(row, structure, items) for row in structure if row["level"] == "strategy")

    def status_table(self) -> Table:
        """Return the summary page's table: items by bucket for every strategy, with the total."""
        rows, total = self.source.rows("status_by_strategy", "strategy_no"), self.source.row("summary") or {}
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
            widths=(1.65, 1, 1, 1, 1),
            rows=tuple((names[row["strategy_no"]]["printed"], *(row[c] for c in counts)) for row in rows),
            total=(self.phrases.texts["row.total"], *(total[c] for c in counts)),
            origins=tuple(strategy_origin(row["strategy_no"]) for row in rows),
            chart=status_chart(rows, total, self.round, self.phrases),
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
        row = ItemRow(
            item_code=item["item_code"],
            guideline=printed(item["guideline"]),
            activity=printed(item["activity"]),
            indicator=mend_links(f"{indicator[:goal].rstrip()}\n{indicator[goal:]}"),
            outcome=self._outcome(item),
            narrative=printed(item["narrative"] or status_label(item["status"], {}, self.title, self.phrases)),
            extras=tuple(self.extras[name](item["item_code"]) for name in self.options.columns),
            status=short_status(item["status"], self.title, self.phrases),
            divisions=self.divisions.get(item["item_code"], ()),
        )
        lines = (line.strip() for text in row.cells for line in text.splitlines())
        return replace(row, underlined=tuple(line for line in lines if fold(line) in self.underlined))

    def _outcome(self, item: dict[str, Any]) -> str:
        """Return the outcome as a division wrote it; one that Sarup composed has the office's digits."""
        text = printed(item["outcome_text"])
        return self.phrases.number(text) if item["is_composed"] else text

    def _budget(self, row: dict[str, Any] | None, is_silent: bool) -> str:
        """Return what an item was given and has spent, or that it uses no money; "-" while a division is silent."""
        if row is None:
            return "-" if is_silent else self.phrases.texts["cell.no_budget"]
        given, spent = (print_cell(row[name], "money", self.options.digits) for name in ("budget_baht", "spent_baht"))
        said = self.phrases.say("cell.budget", given=given, spent=spent)
        if row["earlier_on"] is None:
            return said
        return self.phrases.say("cell.earlier", said=said, date=self.phrases.number(format_short(row["earlier_on"])))

    def _told(self, rows: Rows, column: str) -> str:
        """Return what divisions say of an item, each under its name where several do."""
        said = [(row["division_name"], row[column]) for row in rows if row[column]]
        if len(said) > 1:
            return "\n".join(
                self.phrases.say("cell.by_division", division=name, text=printed(text)) for name, text in said
            )
        return printed(said[0][1]) if said else "-"
