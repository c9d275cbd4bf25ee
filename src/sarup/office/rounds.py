"""The rounds of a fiscal year: what a round covers, what it asks for, when it is due."""

from dataclasses import dataclass
from datetime import date

from sarup.codes import RoundName


@dataclass(frozen=True)
class Round:
    """One reporting round. The covered months always begin on 1 October.

    `due_on` is a working day: the announced one, or where that is a holiday the next on which offices work.
    """

    round_code: str
    fiscal_year_be: int
    round: RoundName
    label: str
    covers_from: date
    covers_to: date
    asks_from: date
    asks_to: date
    announced_due_on: date
    due_on: date
    state: str
