"""The charts of a report, read from the report views: status, achievement, both rounds, and who has reported."""

from collections.abc import Sequence
from decimal import Decimal

from sarup.codes import RoundName
from sarup.phrases import Phrases
from sarup.render.content.cells import PLACES, print_cell
from sarup.render.content.document import Bar, Chart
from sarup.render.content.rows import (
    ReportChange,
    ReportCompleteness,
    ReportStrategy,
    ReportSummary,
    ReportTarget,
)
from sarup.render.content.status_labels import short_status

# As chart_cap() of sql/macros.sql, by which report.target and report.change cut the values.
CAP, TARGET = Decimal(150), Decimal(100)
# Told apart by colour-blind readers and, from dark to light, in grey print.
DARK, AMBER, PALE = "#1b4f8a", "#e08a00", "#cfd6de"
BUCKETS = ("met", "not_yet_met", "no_value")


def status_chart(
    rows: Sequence[ReportStrategy], total: ReportSummary, round_name: RoundName, phrases: Phrases
) -> Chart | None:
    """Return items by bucket for every strategy; None without strategies."""
    if not rows:
        return None
    return Chart(
        name="status",
        heading=phrases.texts["chart.status"],
        alt=phrases.say(
            "alt.status",
            total=phrases.figure(total.item_count),
            k=phrases.figure(total.strategy_count),
            met=phrases.figure(total.met_count),
            notyet=phrases.figure(total.not_yet_met_count),
            none=phrases.figure(total.no_value_count),
        ),
        series=tuple(phrases.texts[f"bucket.{round_name}.{bucket}"] for bucket in BUCKETS),
        colours=(DARK, AMBER, PALE),
        axis=phrases.texts["axis.items"],
        bars=tuple(
            Bar(
                phrases.say("head.strategy", n=phrases.figure(row.strategy_no), name="").rstrip(" :"),
                (row.met_count, row.not_yet_met_count, row.no_value_count),
            )
            for row in rows
        ),
        most=Decimal(max(row.item_count for row in rows)),
        kind="number",
    )


def achievement_chart(rows: Sequence[ReportTarget], round_name: RoundName, phrases: Phrases) -> Chart | None:
    """Return the achievement of every measure in percent of its annual target; None without measures."""
    applicable = [row for row in rows if not row.status.is_in_no_total]
    if not applicable:
        return None
    reached = [row.achievement_pct for row in applicable if row.achievement_pct is not None]
    alt = phrases.texts["alt.all_measures"]
    if reached:
        alt = phrases.say(
            "alt.achievement",
            n=phrases.figure(len(reached)),
            max=phrases.share(max(reached)),
            min=phrases.share(min(reached)),
        )
    has_mark = any(row.interim_pct is not None for row in applicable)
    return Chart(
        name="achievement",
        heading=phrases.texts["chart.achievement"],
        alt=alt,
        series=(phrases.texts["legend.value"],),
        colours=(DARK,),
        axis=phrases.texts["axis.pct"],
        bars=tuple(
            Bar(
                phrases.number(row.item_code),
                (row.charted_pct,),
                row.indicator or "",
                short_status(row.status, round_name, phrases)
                if row.achievement_pct is None
                else phrases.share(row.achievement_pct, PLACES),
                row.interim_pct,
            )
            for row in applicable
        ),
        most=CAP,
        kind="percent",
        line=TARGET,
        line_name=phrases.texts["legend.target"],
        mark_name=phrases.texts["chart.interim_mark"] if has_mark else "",
        notes=_capped(reached, phrases),
    )


def rounds_chart(rows: Sequence[ReportChange], heads: Sequence[str], phrases: Phrases) -> Chart | None:
    """Return both achievements of every measure that has one, below each other; None where there is none."""
    pairs = [row for row in rows if (row.first_half_achievement_pct, row.year_achievement_pct) != (None, None)]
    if not pairs:
        return None
    changes = [row.achievement_change_pct for row in pairs if row.achievement_change_pct is not None]
    reached = [pct for row in pairs for pct in (row.first_half_achievement_pct, row.year_achievement_pct)]
    return Chart(
        name="rounds",
        heading=phrases.texts["chart.rounds"],
        alt=phrases.say(
            "alt.rounds",
            n=phrases.figure(len(pairs)),
            up=phrases.figure(sum(change > 0 for change in changes)),
            down=phrases.figure(sum(change < 0 for change in changes)),
        ),
        series=tuple(heads),
        colours=(PALE, DARK),
        axis=phrases.texts["axis.pct"],
        bars=tuple(
            Bar(
                phrases.number(row.item_code),
                (row.charted_first_half_pct, row.charted_year_pct),
                row.indicator or "",
                " → ".join(
                    print_cell(pct, "percent", phrases.digits)
                    for pct in (row.first_half_achievement_pct, row.year_achievement_pct)
                ),
            )
            for row in pairs
        ),
        most=CAP,
        kind="percent",
        is_stacked=False,
        line=TARGET,
        line_name=phrases.texts["legend.target"],
        notes=_capped([pct for pct in reached if pct is not None], phrases),
    )


def completeness_chart(rows: Sequence[ReportCompleteness], phrases: Phrases) -> Chart | None:
    """Return the items of every division by how its report came: on time, late, not yet; None without divisions."""
    if not rows:
        return None
    ways = ("time.on_time", "time.late", "time.none")
    returned = any(row.is_received and not row.is_accepted for row in rows)
    names = (
        phrases.texts["time.on_time"],
        phrases.texts["time.late"].partition("{")[0].strip(),
        phrases.texts["time.none_or_not_accepted" if returned else "time.none"],
    )
    return Chart(
        name="completeness",
        heading=phrases.texts["chart.completeness"],
        alt=phrases.say(
            "alt.completeness",
            received=phrases.figure(sum(bool(row.is_accepted) for row in rows)),
            expected=phrases.figure(len(rows)),
        ),
        series=names,
        colours=(DARK, AMBER, PALE),
        axis=phrases.texts["axis.items"],
        bars=tuple(
            Bar(
                row.division_name,
                tuple(row.item_count if way == _way(row) else 0 for way in ways),
            )
            for row in rows
        ),
        most=Decimal(max(row.item_count for row in rows)),
        kind="number",
    )


def _way(row: ReportCompleteness) -> str:
    if not row.is_accepted:
        return "time.none"
    return "time.on_time" if row.is_on_time else "time.late"


def _capped(reached: Sequence[Decimal], phrases: Phrases) -> tuple[str, ...]:
    return (phrases.say("legend.capped", n=phrases.figure(CAP)),) if any(pct > CAP for pct in reached) else ()
