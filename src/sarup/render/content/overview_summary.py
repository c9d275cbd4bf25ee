"""The sentences of the summary page of a ministry's or the nation's report."""

from collections.abc import Sequence

from sarup.codes import RoundName
from sarup.phrases import Phrases
from sarup.render.content.counted import say_buckets, say_events, say_received
from sarup.render.content.overview_rows import Overview, OverviewAgency
from sarup.render.content.summary import join_names
from sarup.thai.dates import format_months_joined

# More agencies than these are counted and stand in the annexes.
MOST_NAMED = 5


def compose_overview_summary(
    overview: Overview, agencies: Sequence[OverviewAgency], whose: str, phrases: Phrases
) -> tuple[str, ...]:
    """Return the paragraphs: what was reached, who reached most and least, who has reported."""
    silent = [one for one in agencies if one.plan_code and one.division_count and not one.accepted_count]
    paragraphs = (
        " ".join([_overall(overview, whose, phrases), *_short(overview, phrases)]),
        " ".join(_extremes(agencies, phrases)),
        " ".join([*_received(overview, phrases), *_named("overview.s.silent", silent, phrases)]),
        "".join(_named("overview.s.planless", [one for one in agencies if one.plan_code is None], phrases)),
        say_events(overview, phrases),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _overall(overview: Overview, whose: str, phrases: Phrases) -> str:
    agencies, total = phrases.figure(overview.agency_count), phrases.figure(overview.item_count)
    if not overview.agency_count:
        text = phrases.texts["overview.s.no_plans"]
    elif not overview.item_count:
        text = phrases.say("overview.s.no_items", k=agencies)
    else:
        said = say_buckets(overview, overview.round, phrases)
        if overview.met_count == overview.item_count:
            said = phrases.say("s.overall.all_met", total=total)
        text = phrases.say("overview.s.items", k=agencies, total=total, text=said)
    if overview.round == RoundName.YEAR:
        year = phrases.number(overview.fiscal_year_be)
        return phrases.say("s.overall.12m", year=year, agency_short=whose, text=text)
    months = phrases.number(format_months_joined(overview.covers_from, overview.covers_to))
    return phrases.say("s.overall.6m", period=months, agency_short=whose, text=text)


def _short(overview: Overview, phrases: Phrases) -> list[str]:
    """Return how many items are on track, behind and beyond their ceiling; of none nothing is said."""
    counts = {
        "s.ontrack": overview.on_track_count,
        "overview.s.behind": overview.behind_count,
        "overview.s.breached": overview.breached_count,
    }
    return [phrases.say(key, n=phrases.figure(count)) for key, count in counts.items() if count]


def _extremes(agencies: Sequence[OverviewAgency], phrases: Phrases) -> list[str]:
    """Return whose share of items met is the highest and the lowest; nothing where it is the same everywhere."""
    ranked = sorted(
        (one for one in agencies if one.nation_rank is not None),
        key=lambda one: (one.nation_rank or 0, one.agency_code),
    )
    if not ranked or ranked[0].nation_rank == ranked[-1].nation_rank:
        return []
    said = []
    for key, end in (("overview.s.highest", ranked[0]), ("overview.s.lowest", ranked[-1])):
        same = [one for one in ranked if one.nation_rank == end.nation_rank]
        said += _named(key, same, phrases, pct=phrases.share(end.met_pct or 0))
    return said


def _received(overview: Overview, phrases: Phrases) -> list[str]:
    if not overview.division_count:
        return []
    counts = {"overview.s.returned": overview.not_accepted_count, "overview.s.missing": overview.missing_count}
    more = [phrases.say(key, n=phrases.figure(count)) for key, count in counts.items() if count]
    return [say_received(overview, phrases), *(more or [phrases.texts["s.missing.none"]])]


def _named(key: str, agencies: Sequence[OverviewAgency], phrases: Phrases, **slots: str) -> list[str]:
    """Return what is said of some agencies, by name where they are few; of none nothing is."""
    if not agencies:
        return []
    number = phrases.figure(len(agencies))
    if len(agencies) > MOST_NAMED:
        return [phrases.say(f"{key}.many", n=number, **slots)]
    return [phrases.say(key, n=number, names=join_names([one.agency_name for one in agencies], phrases), **slots)]
