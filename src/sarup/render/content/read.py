"""From the report.* views to the document: every text as printed, links mended, dates in Thai."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sarup.office.report_options import ReportOptions, picture_kind
from sarup.phrases import Phrases
from sarup.render.content.annexes import printed, read_annexes
from sarup.render.content.cells import print_cell
from sarup.render.content.charts import status_chart
from sarup.render.content.document import Document, ItemRow, Picture, Section, Signature, StrategyPart, Table
from sarup.render.content.edition_labels import edition_label
from sarup.render.content.memo import compose_memo
from sarup.render.content.origins import read_origins, strategy_origin
from sarup.render.content.queries import ORDER, ReportSource
from sarup.render.content.rows import (
    ReportBudget,
    ReportHeading,
    ReportItem,
    ReportItemDivision,
    ReportObstacle,
    ReportStrategy,
    ReportSummary,
    ReportTitle,
    ReportUnderlined,
    ReportUnreported,
)
from sarup.render.content.status_labels import short_status, status_label
from sarup.render.content.summary import compose_summary
from sarup.render.content.title_lines import title_lines
from sarup.thai.dates import (
    format_full,
    format_months_joined,
    format_months_spaced,
    format_short,
)
from sarup.thai.text import fold, mend_links

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
    title = source.row(ReportTitle)
    phrases = phrases.in_digits(options.digits)
    reader = _Reader(source, title, options, phrases)
    summary = compose_summary(source, title, phrases)
    return Document(
        title_lines=reader.title_lines(),
        short_header=phrases.say(
            "report.short_header",
            agency_short=title.agency_short,
            year=phrases.number(title.fiscal_year_be),
            round_label=phrases.number(title.label),
        ),
        sample_note=phrases.texts["form.sample"] if title.is_sample else "",
        edition=edition_label(title.edition_no, phrases, title.state),
        as_of=print_as_of(title.as_of_on, phrases),
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
        author=title.agency_name,
        dated=title.dated_on,
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
        origins=read_origins(source, title.round, phrases),
    )


def print_as_of(day: date | None, phrases: Phrases) -> str:
    """Return up to which day the data is known, or that nothing has come yet."""
    if day is None:
        return phrases.texts["asof.none"]
    return phrases.say("asof", date=phrases.number(format_full(day)))


def _emblem(options: ReportOptions, files: Mapping[str, bytes], title: ReportTitle, phrases: Phrases) -> Picture | None:
    if not options.emblem:
        return None
    data = files[options.emblem]
    alt = phrases.say("emblem.alt", agency=title.agency_name)
    return Picture(data, picture_kind(options.emblem, data), alt)


def _counts(row: ReportStrategy | ReportSummary) -> tuple[int, ...]:
    return row.item_count, row.met_count, row.not_yet_met_count, row.no_value_count


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, source: ReportSource, title: ReportTitle, options: ReportOptions, phrases: Phrases) -> None:
        self.source, self.title, self.options, self.phrases = source, title, options, phrases
        self.round = title.round
        budget = {row.item_code: row for row in source.rows(ReportBudget, ORDER)}
        obstacles: defaultdict[str, list[ReportObstacle]] = defaultdict(list)
        for row in source.rows(ReportObstacle, f"{ORDER}, role, sort_no"):
            obstacles[row.item_code].append(row)
        silent = {row.item_code for row in source.rows(ReportUnreported, ORDER)}
        self.extras: dict[str, Callable[[str], str]] = {
            "budget": lambda code: self._budget(budget.get(code), code in silent),
            "obstacle": lambda code: self._by_name((one.division_name, one.obstacle) for one in obstacles[code]),
            "suggestion": lambda code: self._by_name((one.division_name, one.suggestion) for one in obstacles[code]),
        }
        self.underlined = {fold(row.line) for row in source.rows(ReportUnderlined, "line")}
        self.divisions: dict[str, tuple[str, ...]] = {}
        for one in source.rows(ReportItemDivision, f"item_code, {LEAD_FIRST}"):
            self.divisions[one.item_code] = (*self.divisions.get(one.item_code, ()), one.division_name)

    def title_lines(self) -> tuple[str, ...]:
        """Return the two lines of the title, in the office's style of writing months."""
        title = self.title
        first, second = title_lines(
            "report.title", title.plan_name, title.agency_name, title.fiscal_year_be, self.round, self.phrases
        )
        if self.options.period_style == "spaced":
            months = (title.covers_from, title.covers_to)
            joined, spaced = format_months_joined(*months), format_months_spaced(*months)
            second = second.replace(self.phrases.number(joined), self.phrases.number(spaced))
        return first, second

    def strategies(self) -> tuple[StrategyPart, ...]:
        """Return the report proper: strategies, objectives, tactics and their items, in the plan's order."""
        structure = self.source.rows(ReportHeading, "row_no")
        items = self.source.rows(ReportItem, ORDER)
        return tuple(self._strategy(row, structure, items) for row in structure if row.level == "strategy")

    def status_table(self) -> Table:
        """Return the summary page's table: items by bucket for every strategy, with the total."""
        rows, total = self.source.rows(ReportStrategy, "strategy_no"), self.source.row(ReportSummary)
        names = {row.strategy_no: row for row in self.source.rows(ReportHeading, "row_no") if row.level == "strategy"}
        heads = list(self.phrases.entries("th.status_by_strategy"))
        heads[2:] = [self.phrases.texts[f"bucket.{self.round}.{name}"] for name in ("met", "not_yet_met", "no_value")]
        return Table(
            name="status",
            heading=self.phrases.texts["chart.status"],
            heads=tuple(heads),
            kinds=("text", "number", "number", "number", "number"),
            widths=(1.65, 1, 1, 1, 1),
            rows=tuple((names[row.strategy_no].printed, *_counts(row)) for row in rows),
            total=(self.phrases.texts["row.total"], *_counts(total)),
            origins=tuple(strategy_origin(row.strategy_no) for row in rows),
            chart=status_chart(rows, total, self.round, self.phrases),
        )

    def _strategy(
        self, strategy: ReportHeading, structure: Sequence[ReportHeading], items: Sequence[ReportItem]
    ) -> StrategyPart:
        number = strategy.strategy_no
        mine = [item for item in items if item.strategy_no == number]
        tactics = {
            row.tactic_no: row.printed
            for row in structure
            if row.level == "tactic" and row.strategy_no == number and row.tactic_no is not None
        }
        order = sorted({item.tactic_no for item in mine} | tactics.keys())
        return StrategyPart(
            number=number,
            heading=strategy.printed,
            objectives=tuple(
                row.printed for row in structure if row.level == "objective" and row.strategy_no == number
            ),
            sections=tuple(
                Section(tactics.get(no), tuple(self._item(item) for item in mine if item.tactic_no == no))
                for no in order
            ),
        )

    def _item(self, item: ReportItem) -> ItemRow:
        indicator = self.phrases.say("cell.indicator", indicator=item.indicator, target=item.target_text)
        goal = indicator.rfind(self.phrases.texts["cell.indicator.target"])
        row = ItemRow(
            item_code=item.item_code,
            guideline=printed(item.guideline),
            activity=printed(item.activity),
            indicator=mend_links(f"{indicator[:goal].rstrip()}\n{indicator[goal:]}"),
            outcome=self._outcome(item),
            narrative=printed(item.narrative or status_label(item.status, self.round, self.title.state, self.phrases)),
            extras=tuple(self.extras[name](item.item_code) for name in self.options.columns),
            status=short_status(item.status, self.round, self.phrases),
            divisions=self.divisions.get(item.item_code, ()),
        )
        lines = (line.strip() for text in row.cells for line in text.splitlines())
        return replace(row, underlined=tuple(line for line in lines if fold(line) in self.underlined))

    def _outcome(self, item: ReportItem) -> str:
        """Return the outcome as a division wrote it; one that Sarup composed has the office's digits."""
        text = printed(item.outcome_text)
        return self.phrases.number(text) if item.is_composed else text

    def _budget(self, row: ReportBudget | None, is_silent: bool) -> str:
        """Return what an item was given and has spent, or that it uses no money; "-" while a division is silent."""
        if row is None:
            return "-" if is_silent else self.phrases.texts["cell.no_budget"]
        given, spent = (print_cell(baht, "money", self.options.digits) for baht in (row.budget_baht, row.spent_baht))
        text = self.phrases.say("cell.budget", given=given, spent=spent)
        if row.earlier_on is None:
            return text
        return self.phrases.say("cell.earlier", text=text, date=self.phrases.number(format_short(row.earlier_on)))

    def _by_name(self, texts: Iterable[tuple[str, str | None]]) -> str:
        """Return what divisions say of an item, each under its name where several do."""
        given = [(division, text) for division, text in texts if text]
        if len(given) > 1:
            return "\n".join(
                self.phrases.say("cell.by_division", division=name, text=printed(text)) for name, text in given
            )
        return printed(given[0][1]) if given else "-"
