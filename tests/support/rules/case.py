"""What a case is: one rule, one change to the correct office, and the places the finding must name."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.rules.invented_office import Tables, answers, plan_tables

FILE = "file"  # the place of a finding about the file as a whole
SENT_BEFORE = {
    "plan": (),
    "a-6m": ("plan",),
    "b-6m": ("plan",),
    "a-12m": ("plan", "a-6m"),
    "b-12m": ("plan", "b-6m"),
}


@dataclass
class Draft:
    """The office's tables and hidden keys, by workbook ("plan", "a-6m", …), while a case changes them."""

    tables: dict[str, Tables] = field(default_factory=lambda: deepcopy({"plan": plan_tables(), **answers()}))
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    extra_rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    lost_rows: dict[str, set[tuple[str, int]]] = field(default_factory=dict)


Change = Callable[[Draft], None]
FileChange = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A submission (`subject`) and the places where `rule` must be found on it; no places: it must be silent.

    A place is "<table>!<cell>", "<table>!" for a sheet as a whole, or FILE. `sent` are the workbooks that
    exist beside the subject. `folder` is the division whose folder the subject lies in, when not its own. `instead` is
    the rule whose error is told in place of this one.
    """

    id: str
    rule: str
    subject: str
    places: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    file_change: FileChange | None = None
    sent: tuple[str, ...] | None = None
    folder: str | None = None
    reader: str = "real"
    instead: str | None = None

    @property
    def workbooks(self) -> tuple[str, ...]:
        """Return every workbook of the case, the subject last."""
        before = SENT_BEFORE[self.subject] if self.sent is None else self.sent
        return (*before, self.subject)


def case(name: str, subject: str, places: str, *changes: Change, file: FileChange | None = None, **more: Any) -> Case:
    """Return a case whose name begins with its rule ("R01 …") and whose places stand in one string."""
    return Case(name.replace(" ", "-"), name[:3], subject, tuple(places.split()), changes, file, **more)


def answer(form: str, item: str, measure: int = 1, **cells: Any) -> Change:
    """Return the change of a row of the sheet of results, found by item and measure."""

    def change(draft: Draft) -> None:
        for row in draft.tables[form]["results"]:
            if (row["item_key"], row["measure_no"]) == (item, measure):
                row.update(cells)

    return change


def row(workbook: str, table: str, number: int, **cells: Any) -> Change:
    """Return the change of the row of any other sheet, counted from 0."""
    return lambda draft: draft.tables[workbook][table][number].update(cells)


def without(workbook: str, table: str, number: int) -> Change:
    """Return the loss of a row of the plan."""

    def change(draft: Draft) -> None:
        del draft.tables[workbook][table][number]

    return change


def again(workbook: str, table: str, number: int, **cells: Any) -> Change:
    """Return the addition of a row of the plan once more, below the others, perhaps with other cells."""

    def change(draft: Draft) -> None:
        rows = draft.tables[workbook][table]
        rows.append({**rows[number], **cells})

    return change


def renumbered(old: str, new: str) -> Change:
    """Return the change of an item's code in every sheet of the plan."""

    def change(draft: Draft) -> None:
        for table in ("plan_item", "plan_measure", "plan_role"):
            for entry in draft.tables["plan"][table]:
                entry["item_code"] = new if entry["item_code"] == old else entry["item_code"]

    return change


def key(form: str, **keys: str) -> Change:
    """Return the change of a hidden key."""
    return lambda draft: draft.keys.setdefault(form, {}).update(keys)


def lost_row(form: str, item: str, measure: int = 1) -> Change:
    """Return the deletion of a prefilled row."""
    return lambda draft: draft.lost_rows.setdefault(form, set()).add((item, measure))


def extra_row(form: str, **cells: Any) -> Change:
    """Return a row below the prefilled ones."""
    return lambda draft: draft.extra_rows.setdefault(form, []).append(cells)
