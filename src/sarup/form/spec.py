"""The columns of the two workbooks, read from templates/submission/: the writer and the reader follow the same file."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sarup.assets import asset_path
from sarup.yaml_files import read_yaml


@dataclass(frozen=True)
class Column:
    """One column of a form's sheet. `kind` is text, number, date or month; `options` names a list of phrases.

    `units` are words that may stand beside a number of this column, whatever its measure is.
    `also` are headings under which tables made by hand have it; `part` names the part of the form that begins here.
    `date_field` takes what the cell says as a date: that is what a measure of kind deadline is asked for.
    `written` is a text in people's own words, which rules of texts read; `paragraphs` have lists of their own.
    A `traced` one is printed, and the crosswalk leads from the print to its cell.
    An `optional` column may be missing: forms made before it was added are still good.
    `asked` tells which measures are asked for it: see sarup.form.asked. A day `in_round` lies within the round's.
    """

    field: str
    head: str
    width: float
    level: str = "row"
    kind: str = "text"
    locked: bool = False
    hidden: bool = False
    options: str | None = None
    prompt: str | None = None
    rounds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    part: str | None = None
    date_field: str | None = None
    written: Literal["prose", "paragraphs", "link"] | None = None
    traced: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that a cell fills: as read, as typed, and its date where it may be one."""
        return (self.field, f"{self.field}_text", *([self.date_field] if self.date_field else []))

    optional: bool = False
    asked: Literal["always", "value", "parts", "half", "year"] = "always"
    in_round: bool = False

    @property
    def is_money(self) -> bool:
        """Tell a column of baht, which has two decimals and greater numbers than others."""
        return self.field.endswith("_baht")


@dataclass(frozen=True)
class SheetSpec:
    """One sheet of a form: a table with a header row."""

    table: str
    name: str
    columns: tuple[Column, ...]

    def columns_of(self, round_name: str | None) -> tuple[Column, ...]:
        """Return the columns this round's form has; None means every column."""
        return tuple(c for c in self.columns if not c.rounds or round_name is None or round_name in c.rounds)


@dataclass(frozen=True)
class FormSpec:
    """A workbook's form: `kind` is results or plan."""

    kind: str
    version: int
    sheets: tuple[SheetSpec, ...]


@lru_cache(maxsize=2)
def load_form_spec(kind: str) -> FormSpec:
    """Read templates/submission/results.yaml or plan.yaml."""
    raw = read_yaml(asset_path(f"templates/submission/{kind}.yaml"))
    sheets = tuple(
        SheetSpec(table, sheet["name"], tuple(_column(c) for c in sheet["columns"]))
        for table, sheet in raw["sheets"].items()
    )
    return FormSpec(kind, raw["version"], sheets)


def written_fields(*ways: str) -> dict[str, tuple[str, ...]]:
    """Return sheet -> fields written in one of these ways, of both workbooks; sheets without any are left out."""
    sheets = [sheet for kind in ("results", "plan") for sheet in load_form_spec(kind).sheets]
    fields = {sheet.table: tuple(c.field for c in sheet.columns if c.written in ways) for sheet in sheets}
    return {table: named for table, named in fields.items() if named}


def _column(raw: dict[str, object]) -> Column:
    entry = dict(raw)
    entry["options"] = entry.pop("list", None)
    for name in ("rounds", "also", "units"):
        entry[name] = tuple(entry.get(name, ()))  # type: ignore[arg-type]
    return Column(**entry)  # type: ignore[arg-type]
