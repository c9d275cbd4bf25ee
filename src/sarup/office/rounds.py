"""The rounds of a fiscal year: what a round covers, what it asks for, when it is due."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Round:
    """One reporting round. `round` is "6m" or "12m"; the covered months always begin on 1 October."""

    round_code: str
    fiscal_year_be: int
    round: str
    label: str
    covers_from: date
    covers_to: date
    asks_from: date
    asks_to: date
    due_on: date
    state: str
