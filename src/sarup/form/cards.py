"""How the columns of a results form stand on cards, read from templates/submission/results.yaml: one item, one card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from sarup.assets import asset_path
from sarup.form.asked import is_asked
from sarup.form.spec import Column, load_form_spec
from sarup.yaml_files import read_yaml

CARDS_VERSION = "2"


@dataclass(frozen=True)
class CardField:
    """A field of a line: how many columns of the grid its label takes, and its answer; 0 is the rest of the line."""

    column: Column
    label: int
    answer: int


@dataclass(frozen=True)
class CardLine:
    """A line of a card: `level` measure stands once a measure; `lines` of text have room in its answers."""

    level: Literal["item", "measure"]
    fields: tuple[CardField, ...]
    lines: int = 1
    round: str | None = None


@dataclass(frozen=True)
class CardSpec:
    """The sheet of cards: `grid` columns of `width` characters each."""

    name: str
    grid: int
    width: float
    lines: tuple[CardLine, ...]

    def lines_of(self, level: str, round_name: str | None, kind: str, annual_entry: str) -> tuple[CardLine, ...]:
        """Return the lines of a level with what is asked in a round, and of a measure's kind; empty lines are left out."""
        lines = (
            replace(line, fields=tuple(f for f in line.fields if _stands(f.column, round_name, kind, annual_entry)))
            for line in self.lines
            if line.level == level and line.round in (None, round_name)
        )
        return tuple(line for line in lines if line.fields)


def _stands(column: Column, round_name: str | None, kind: str, annual_entry: str) -> bool:
    in_round = not column.rounds or round_name is None or round_name in column.rounds
    return in_round and is_asked(column, kind, annual_entry)


@lru_cache(1)
def load_card_spec() -> CardSpec:
    """Read the cards of results.yaml. Raises KeyError for a field that is no column of the form."""
    raw = read_yaml(asset_path("templates/submission/results.yaml"))["card"]
    (results,) = (sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    columns = {column.field: column for column in results.columns}
    return CardSpec(raw["name"], raw["grid"], raw["width"], tuple(_line(line, columns) for line in raw["lines"]))


def _line(raw: Mapping[str, Any], columns: Mapping[str, Column]) -> CardLine:
    fields = tuple(CardField(columns[name], *spans) for name, spans in raw["fields"].items())
    return CardLine(raw["level"], fields, raw.get("lines", 1), raw.get("round"))
