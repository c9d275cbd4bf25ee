"""The filters of the page: what a reader may choose, and what each item answers to."""

from collections.abc import Mapping
from dataclasses import dataclass

from sarup.render.content.document import Document, ItemRow, StrategyPart
from sarup.thai.digits import ARABIC, THAI

STRATEGY, STATUS, DIVISION = "strategy", "status", "division"


@dataclass(frozen=True)
class Filter:
    """One choice of the reader: its name, its label, and its options in the order in which they are offered."""

    name: str
    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Filters:
    """All choices, and 0 to 9 as the page writes them."""

    choices: tuple[Filter, ...]
    digits: str

    def answers(self, part: StrategyPart, row: ItemRow) -> Mapping[str, str]:
        """Return by filter the places of the options that an item of this strategy answers to."""
        options = _options_of(part, row)
        return {
            choice.name: " ".join(str(choice.options.index(option)) for option in options[choice.name])
            for choice in self.choices
        }


def read_filters(document: Document) -> Filters:
    """Return the filters that tell items apart: none where its label or a second option is missing."""
    every = [
        _options_of(part, row) for part in document.strategies for section in part.sections for row in section.rows
    ]
    choices = []
    for name in (STRATEGY, STATUS, DIVISION):
        options = tuple(dict.fromkeys(option for one in every for option in one[name]))
        label = document.labels.get(f"filter.{name}", "")
        if label and len(options) > 1:
            choices.append(Filter(name, label, options))
    return Filters(tuple(choices), THAI if document.digits == "thai" else ARABIC)


def _options_of(part: StrategyPart, row: ItemRow) -> Mapping[str, tuple[str, ...]]:
    return {STRATEGY: (part.heading,), STATUS: (row.status,) if row.status else (), DIVISION: row.divisions}
