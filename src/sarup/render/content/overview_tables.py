"""The tables of a ministry's or the nation's report: items by agency and strategy, submissions, worst and best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sarup.codes import Level
from sarup.phrases import Phrases
from sarup.render.content.charts import AMBER, BUCKETS, DARK, PALE
from sarup.render.content.document import Bar, Cell, Chart, Table
from sarup.render.content.overview_rows import Overview, OverviewAgency, OverviewMinistry, OverviewStrategy

# So many lines fit on the first page beside the summary.
MOST_ON_FIRST_PAGE = 22
# With their chart, so many.
MOST_CHARTED = 10
# Of more agencies than fit there so many are named at either end.
ENDS = 10
COUNTS = ("number", "number", "number", "number", "percent")
Line = OverviewAgency | OverviewMinistry


@dataclass(frozen=True)
class OverviewLines:
    """What the tables are made of, in printed order."""

    agencies: tuple[OverviewAgency, ...]
    strategies: tuple[OverviewStrategy, ...] = ()
    ministries: tuple[OverviewMinistry, ...] = ()


def overview_tables(overview: Overview, lines: OverviewLines, phrases: Phrases) -> tuple[Table, tuple[Table, ...]]:
    """Return the table of the first page and the annexes that have rows, lettered in their order.

    The first page has the ministries, or agencies, with their chart; of too many agencies those that reached most and
    least.
    """
    writer = _TableWriter(overview, phrases)
    members, ranking = writer.members(lines), writer.ranking(lines.agencies)
    fits = len(members.rows) <= MOST_ON_FIRST_PAGE
    first, moved = (members, ranking) if fits else (ranking, members)
    annexes = [[moved], [writer.strategies(lines)], [writer.completeness(lines)], writer.agencies(lines)]
    lettered = zip(phrases.entries("overview.letters"), filter(_has_rows, annexes), strict=False)
    return first, tuple(
        replace(table, heading=phrases.say("overview.annex", letter=letter, heading=table.heading))
        for letter, tables in lettered
        for table in tables
    )


def _has_rows(tables: Sequence[Table]) -> bool:
    return any(table.rows for table in tables)


class _TableWriter:
    """Holds what every table needs."""

    def __init__(self, overview: Overview, phrases: Phrases) -> None:
        self.overview, self.phrases = overview, phrases
        self.is_nation = overview.level == Level.NATION
        self.buckets = tuple(phrases.texts[f"bucket.{overview.round}.{name}"] for name in BUCKETS)

    def members(self, lines: OverviewLines) -> Table:
        """Return the items of every ministry of the nation, or of every agency of the ministry."""
        kind, members = ("ministry", lines.ministries) if self.is_nation else ("agency", lines.agencies)
        table = self._counts("members", kind, members, self.overview)
        return replace(table, chart=self._chart(members) if len(members) <= MOST_CHARTED else None)

    def agencies(self, lines: OverviewLines) -> list[Table]:
        """Return the items of the nation's agencies, a table a ministry: Typst takes the square of a table's rows."""
        tables = []
        for number, ministry in enumerate(lines.ministries, 1):
            mine = [one for one in lines.agencies if one.ministry_code == ministry.ministry_code]
            table = self._counts(f"agencies-{number}", "agency", mine, ministry)
            heading = self.phrases.say("overview.head.agencies", ministry=self._name(ministry))
            notes = (*table.notes, self.phrases.texts["overview.note.strategies"])
            tables.append(replace(table, heading=heading, notes=notes))
        return tables

    def _counts(self, name: str, kind: str, members: Sequence[Line], total: Overview | OverviewMinistry) -> Table:
        return Table(
            name=name,
            heading=self.phrases.texts[f"overview.head.{kind}"],
            heads=(self.phrases.texts[f"overview.col.{kind}"], *self._count_heads()),
            kinds=("text", *COUNTS),
            widths=(2.4, 1, 1, 1, 1, 1),
            rows=tuple((self._name(one), *_counts(one)) for one in members),
            total=(self.phrases.texts["row.total"], *_counts(total)),
            notes=tuple(self.phrases.texts[f"overview.note.{key}"] for key in ("share", "register", "narratives")),
        )

    def ranking(self, agencies: Sequence[OverviewAgency]) -> Table:
        """Return the agencies by their share of items met; of many those at either end."""
        ranked = [(rank, one) for one in agencies if (rank := self._rank(one)) is not None]
        ranked.sort(key=lambda placed: (placed[0], placed[1].agency_code))
        is_cut = len(ranked) > 2 * ENDS
        shown = [*ranked[:ENDS], *ranked[-ENDS:]] if is_cut else ranked
        notes = [self.phrases.texts["overview.note.rank"]]
        if is_cut:
            ends, total = self.phrases.figure(ENDS), self.phrases.figure(len(ranked))
            notes.append(self.phrases.say("overview.note.ends", n=ends, total=total))
        return Table(
            name="ranking",
            heading=self.phrases.texts["overview.head.ranking.ends" if is_cut else "overview.head.ranking"],
            heads=tuple(self.phrases.texts[f"overview.col.{name}"] for name in ("rank", "agency"))
            + self._count_heads(),
            kinds=("number", "text", *COUNTS),
            widths=(0.7, 3, 1, 1, 1, 1, 1),
            rows=tuple((rank, one.agency_name, *_counts(one)) for rank, one in shown),
            notes=tuple(notes),
        )

    def strategies(self, lines: OverviewLines) -> Table:
        """Return the items of every strategy of every agency of a ministry; the nation has none."""
        names = {one.agency_code: one.agency_name for one in lines.agencies}
        return Table(
            name="strategies",
            heading=self.phrases.texts["overview.head.strategy"],
            heads=(
                self.phrases.texts["overview.col.agency"],
                self.phrases.entries("th.status_by_strategy")[0],
                *self._count_heads(),
            ),
            kinds=("text", "text", *COUNTS),
            widths=(2.5, 4, 1, 1, 1, 1, 1),
            rows=tuple(
                (names[one.agency_code], one.printed or self.phrases.number(one.strategy_no), *_counts(one))
                for one in lines.strategies
            ),
            total=(self.phrases.texts["row.total"], None, *_counts(self.overview)),
        )

    def completeness(self, lines: OverviewLines) -> Table:
        """Return how the divisions of every ministry, or agency, have reported."""
        kind, members = ("ministry", lines.ministries) if self.is_nation else ("agency", lines.agencies)
        return Table(
            name="completeness",
            heading=self.phrases.texts["overview.head.completeness"],
            heads=(self.phrases.texts[f"overview.col.{kind}"], *self.phrases.entries("th.overview_completeness")),
            kinds=("text", "number", "number", "percent", "number", "number", "number", "number"),
            widths=(3, 1, 1, 1, 1, 1, 1, 1),
            rows=tuple((self._name(one), *_sent(one)) for one in members),
            total=(self.phrases.texts["row.total"], *_sent(self.overview)),
        )

    def _chart(self, members: Sequence[Line]) -> Chart | None:
        if not any(one.item_count for one in members):
            return None
        count, phrases = self.overview, self.phrases
        return Chart(
            name="members",
            heading=phrases.texts[f"overview.head.{'ministry' if self.is_nation else 'agency'}"],
            alt=phrases.say(
                "overview.alt",
                total=phrases.figure(count.item_count),
                k=phrases.figure(count.agency_count),
                met=phrases.figure(count.met_count),
                notyet=phrases.figure(count.not_yet_met_count),
                none=phrases.figure(count.no_value_count),
            ),
            series=self.buckets,
            colours=(DARK, AMBER, PALE),
            axis=phrases.texts["axis.items"],
            bars=tuple(
                Bar(self._name(one), (one.met_count, one.not_yet_met_count, one.no_value_count)) for one in members
            ),
            most=Decimal(max(one.item_count for one in members)),
            kind="number",
        )

    def _name(self, line: Line) -> str:
        if isinstance(line, OverviewAgency):
            return line.agency_name
        return line.ministry_name or line.ministry_code or self.phrases.texts["overview.no_ministry"]

    def _rank(self, agency: OverviewAgency) -> int | None:
        return agency.nation_rank if self.is_nation else agency.ministry_rank

    def _count_heads(self) -> tuple[str, ...]:
        total = self.phrases.entries("th.status_by_strategy")[1]
        return (total, *self.buckets, self.phrases.texts["overview.col.met_pct"])


def _counts(row: Line | OverviewStrategy | Overview) -> tuple[Cell, ...]:
    return row.item_count, row.met_count, row.not_yet_met_count, row.no_value_count, row.met_pct


def _sent(row: Line | Overview) -> tuple[Cell, ...]:
    return (
        row.division_count,
        row.accepted_count,
        row.accepted_pct,
        row.on_time_count,
        row.late_count,
        row.not_accepted_count,
        row.missing_count,
    )
