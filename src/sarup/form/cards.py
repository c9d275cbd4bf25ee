"""How the columns of a results form stand on cards, read from templates/submission/results.yaml: one item, one card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from sarup.assets import asset_path
from sarup.form.asked import is_asked
from sarup.form.spec import Column, SheetSpec, load_form_spec
from sarup.yaml_files import read_yaml

CARDS_VERSION = "2"
# Hidden columns that tell whose a line is, and which fields stand there in their order; then the grid.
KEYS = ("key.item", "key.measure", "key.kind", "key.fields")
# Where a form of cards has what is a sheet of its own in a form of tables.
SHEETS = {"results": "sheet.cards", "signoff": "sheet.cover"}


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

    def spans(self, first: int, grid: int) -> list[tuple[int, int, int]]:
        """Return of each field the label's first column, the answer's first and its last; `first` is the grid's."""
        spans, at = [], first
        for one in self.fields:
            answer = at + one.label
            end = answer + one.answer - 1 if one.answer else first + grid - 1
            spans.append((at, answer, end))
            at = end + 1
        return spans


@dataclass(frozen=True)
class CardSpec:
    """The sheet of cards: `grid` columns of `width` characters each."""

    name: str
    grid: int
    width: float
    lines: tuple[CardLine, ...]

    def lines_of(self, level: str, round_name: str | None, kind: str, annual_entry: str) -> tuple[CardLine, ...]:
        """Return the lines of a level with what is asked in a round and of a measure's kind; no line is empty."""
        lines = (
            replace(line, fields=tuple(f for f in line.fields if _stands(f.column, round_name, kind, annual_entry)))
            for line in self.lines
            if line.level == level and line.round in (None, round_name)
        )
        return tuple(line for line in lines if line.fields)

    def line_of(self, names: Sequence[str], round_name: str | None) -> CardLine | None:
        """Return the line on which these fields stand together; None where no line has them all."""
        for line in self.lines:
            known = {one.column.field: one for one in line.fields}
            if line.round in (None, round_name) and known.keys() >= set(names):
                return replace(line, fields=tuple(known[name] for name in names))
        return None


def sheet_key(spec: SheetSpec, form_version: str | None) -> str:
    """Return the key of the name of the sheet on which a table stands in a form of this version."""
    return SHEETS.get(spec.table, spec.name) if form_version == CARDS_VERSION else spec.name


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
