"""The title of a report, and the months of its round: what the plan's own name says already is not said again."""

import re

from sarup.codes import RoundName
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases, year_slots
from sarup.render.content.rows import ReportTitle
from sarup.thai.dates import format_months_joined, format_months_spaced
from sarup.thai.digits import to_arabic


def compose_title(title: ReportTitle, options: ReportOptions, phrases: Phrases) -> tuple[str, str]:
    """Return the title's two lines: of which plan, and of whom, which year and which round with its months.

    A plan whose name bears its agency or its year keeps its name whole; the second line then leaves these out.
    """
    second = subtitle(title.plan_name, title.agency_name, title.fiscal_year_be, title.round, phrases)
    joined, spaced = _months(title, phrases, "joined"), _months(title, phrases, options.period_style)
    return phrases.say("report.title", plan_name=title.plan_name), second.replace(joined, spaced)


def print_months(title: ReportTitle, options: ReportOptions, phrases: Phrases) -> str:
    """Return the months of a round in the office's style of writing them."""
    return _months(title, phrases, options.period_style)


def subtitle(plan_name: str, agency: str, year: int, round_name: RoundName | str, phrases: Phrases) -> str:
    """Return the second line of a title, without what the plan's name, its first line, bears already."""
    parts = []
    if agency not in plan_name:
        parts.append(phrases.say("report.of_agency", agency=agency))
    if not names_year(plan_name, year):
        parts.append(phrases.say("report.of_year", year=phrases.number(year)))
    key = f"report.of_round.{round_name}"
    slots = {name: value for name, value in year_slots(year, phrases).items() if f"{{{name}}}" in phrases.texts[key]}
    return " ".join([*parts, phrases.say(key, **slots)])


def names_year(plan_name: str, year: int) -> bool:
    """Whether a plan's name bears this fiscal year, not one of several years that it holds for.

    >>> names_year("แผน ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", 2565), names_year("แผน ปีงบประมาณ พ.ศ. ๒๕๖๕ – ๒๕๗๐", 2565)
    (True, False)
    """
    ours = rf"ปี\s*(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.)?\s*{year}(?![0-9])(?!\s*(?:[-–—]|ถึง))"
    return re.search(ours, to_arabic(plan_name)) is not None


def _months(title: ReportTitle, phrases: Phrases, style: str) -> str:
    write = format_months_spaced if style == "spaced" else format_months_joined
    return phrases.number(write(title.covers_from, title.covers_to))
