"""The rounds of a fiscal year: what a round covers, what it asks for, when it is due."""

from dataclasses import dataclass
from datetime import date

from sarup.codes import RoundName


@dataclass(frozen=True)
class Round:
    """One reporting round. The covered months always begin on 1 October."""

    round_code: str
    fiscal_year_be: int
    round: RoundName
    label: str
    covers_from: date
    covers_to: date
    asks_from: date
    asks_to: date
    due_on: date
    state: str
