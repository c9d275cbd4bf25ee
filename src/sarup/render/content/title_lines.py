"""The title of a report in two lines: of which plan, and whose, of which year and round."""

from sarup.phrases import Phrases, year_slots
from sarup.thai.text import fold


def title_lines(
    heading: str, plan_name: str, whose: str, fiscal_year_be: int, round_: str, phrases: Phrases
) -> tuple[str, str]:
    """Return the first line, under the phrase `heading`, and the second, which says what the plan's name does not.

    Many offices adopt a plan under a name that ends in their own and the fiscal year: those are not printed twice. A
    span of years in a name is not the fiscal year.
    """
    slots, told = year_slots(fiscal_year_be, phrases), fold(plan_name)
    of_agency = phrases.say("report.subtitle.agency", agency=whose)
    of_year = phrases.say("report.subtitle.year", year=slots["year"])
    of_round = phrases.say(f"report.subtitle.{round_}", yy=slots["yy"], yy0=slots["yy0"])
    second = [text for text in (of_agency, of_year) if fold(text) not in told]
    return phrases.say(heading, plan_name=plan_name), " ".join([*second, of_round])
