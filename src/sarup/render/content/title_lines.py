"""The title of a report in two lines: of which plan, and whose, of which year and round, with its months."""

import re

from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases, year_slots
from sarup.render.content.rows import ReportTitle
from sarup.thai.dates import format_months_joined, format_months_spaced
from sarup.thai.digits import to_arabic
from sarup.thai.text import fold


def title_lines(
    heading: str, plan_name: str, whose: str, fiscal_year_be: int, round_: str, phrases: Phrases
) -> tuple[str, str]:
    """Return the first line, under the phrase `heading`, and the second, which says what the plan's name does not.

    Many offices adopt a plan under a name that ends in their own and the fiscal year: those are not printed twice. A
    span of years in a name is not the fiscal year.
    """
    slots = year_slots(fiscal_year_be, phrases)
    of_agency = phrases.say("report.subtitle.agency", agency=whose)
    of_year = phrases.say("report.subtitle.year", year=slots["year"])
    of_round = phrases.say(f"report.subtitle.{round_}", yy=slots["yy"], yy0=slots["yy0"])
    is_said = ((of_agency, fold(whose) in fold(plan_name)), (of_year, names_year(plan_name, fiscal_year_be)))
    second = [text for text, is_told in is_said if not is_told]
    return phrases.say(heading, plan_name=plan_name), " ".join([*second, of_round])


def names_year(plan_name: str, fiscal_year_be: int) -> bool:
    """Whether a plan's name bears this fiscal year, and not as the first of several years.

    >>> names_year("แผน ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", 2565), names_year("แผน ปีงบประมาณ พ.ศ. ๒๕๖๕ – ๒๕๗๐", 2565)
    (True, False)
    """
    ours = rf"ปี\s*(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.)?\s*{fiscal_year_be}(?![0-9])(?!\s*(?:[-–—]|ถึง))"
    return re.search(ours, to_arabic(plan_name)) is not None


def print_months(title: ReportTitle, options: ReportOptions, phrases: Phrases) -> str:
    """Return the months of a round in the office's style of writing them."""
    write = format_months_spaced if options.period_style == "spaced" else format_months_joined
    return phrases.number(write(title.covers_from, title.covers_to))
