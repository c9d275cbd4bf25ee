"""The report of a ministry, or of the nation: its agencies' counts in tables, no narratives."""

import duckdb

from sarup.codes import Level
from sarup.dictionary import load_dictionary
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.render.content.document import Document, Origin, Origins
from sarup.render.content.edition_labels import edition_label
from sarup.render.content.origins import SUMMARY
from sarup.render.content.overview_rows import (
    Overview,
    OverviewAgency,
    OverviewMinistry,
    OverviewStrategy,
    OverviewTotal,
)
from sarup.render.content.overview_summary import compose_overview_summary
from sarup.render.content.overview_tables import OverviewLines, overview_tables
from sarup.render.content.queries import rows_of
from sarup.render.content.read import LABELS, print_as_of
from sarup.render.content.title_lines import title_lines


def find_overviews(connection: duckdb.DuckDBPyConnection, round_code: str, level: Level) -> list[Overview]:
    """Return the ministries of a round, or the nation."""
    return rows_of(connection, Overview, {"round_code": round_code, "level": level.value}, "ministry_code")


def read_overview(
    connection: duckdb.DuckDBPyConnection, overview: Overview, options: ReportOptions, phrases: Phrases
) -> Document:
    """Return the report of a ministry or of the nation."""
    phrases = phrases.in_digits(options.digits)
    lines = _read_lines(connection, overview)
    first, annexes = overview_tables(overview, lines, phrases)
    whose = phrases.say(f"overview.short.{overview.level}", ministry=overview.ministry_name or "")
    return Document(
        title_lines=_title_lines(overview, phrases),
        short_header=phrases.say(
            "overview.short_header",
            whose=whose,
            year=phrases.number(overview.fiscal_year_be),
            round_label=phrases.number(overview.label),
        ),
        sample_note=phrases.texts["form.sample"] if overview.is_sample else "",
        edition=edition_label(None, phrases, overview.state),
        as_of=print_as_of(overview.as_of_on, phrases),
        source=phrases.say("source", office=options.office),
        summary_heading=phrases.texts["head.summary"],
        summary=compose_overview_summary(overview, lines.agencies, whose, phrases),
        status_table=first,
        # It has no items.
        detail_heading="",
        item_heads=(),
        item_widths=(),
        strategies=(),
        continued=phrases.texts["continued"],
        annexes=annexes,
        page_label=phrases.texts["page"],
        digits=options.digits,
        language="th",
        author=options.office or whose,
        dated=overview.dated_on,
        labels={key: phrases.texts[key] for key in LABELS}
        | {key: text for key, text in phrases.texts.items() if key.startswith("xlsx.")},
        origins_heading=phrases.texts["origin.heading"],
        origin_heads=phrases.entries("th.origins"),
        origins=(_origins(connection, overview, phrases),),
    )


def _read_lines(connection: duckdb.DuckDBPyConnection, overview: Overview) -> OverviewLines:
    """Return what the tables are made of; a ministry's strategies, the nation's ministries."""
    held: dict[str, object] = {"round_code": overview.round_code}
    if overview.level == Level.NATION:
        ministries = rows_of(connection, OverviewMinistry, held, "ministry_code nulls last")
        agencies = rows_of(connection, OverviewAgency, held, "ministry_code nulls last, agency_code")
        return OverviewLines(tuple(agencies), ministries=tuple(ministries))
    held["ministry_code"] = overview.ministry_code
    agencies = rows_of(connection, OverviewAgency, held, "agency_code")
    strategies = rows_of(connection, OverviewStrategy, held, "agency_code, strategy_no")
    return OverviewLines(tuple(agencies), strategies=tuple(strategies))


def _title_lines(overview: Overview, phrases: Phrases) -> tuple[str, ...]:
    plan_name = overview.plan_name or phrases.texts["overview.plan_name"]
    whose = phrases.say(f"overview.whose.{overview.level}", ministry=overview.ministry_name or "")
    return title_lines("overview.title", plan_name, whose, overview.fiscal_year_be, overview.round, phrases)


def _origins(connection: duckdb.DuckDBPyConnection, overview: Overview, phrases: Phrases) -> Origins:
    """Return of which agencies, or ministries, each count of the report is the sum."""
    held = {"round_code": overview.round_code, "level": overview.level.value, "ministry_code": overview.ministry_code}
    columns = load_dictionary()
    return Origins(
        SUMMARY,
        phrases.texts["head.summary"],
        tuple(
            Origin(
                columns.column("report.overview_agency", row.column_name).th,
                phrases.figure(row.total_count),
                phrases.say("origin.sum", model=row.sql_model, parts=row.adds_up or "-"),
                "",
            )
            for row in rows_of(connection, OverviewTotal, held, "column_name")
        ),
    )
