"""Recall: forms with one fault each; is it found, where it is, and nothing else told beside it?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import duckdb

from sarup.render.form.content import FormContent
from sarup.render.form.workbook import write_form
from tests.intake_quality.faults import Fault, in_turn, put_in
from tests.intake_quality.forms import PHRASES
from tests.intake_quality.honest import warehouse
from tests.support.honest.offices import HALF_CODE, YEAR_CODE, filled_forms, invent_offices, write_offices

TELLING = ("error", "warning")
# Said of a file as a whole because of what it is, and not of the fault in it.
OF_THE_FORMAT = frozenset({"S19", "S28"})


@dataclass(frozen=True)
class Told:
    """One finding: its rule, severity and place."""

    rule: str
    severity: str
    table: str
    row_no: int
    column: str
    cell: str
    sentence: str


@dataclass(frozen=True)
class Tried:
    """A form with a fault, and all that was told of it."""

    kind: str
    file: str
    fault: Fault
    told: tuple[Told, ...]

    @property
    def right(self) -> tuple[Told, ...]:
        """Return the findings that tell the fault at its place."""
        fault = self.fault
        return tuple(
            one
            for one in self.told
            if one.rule in fault.rules
            and (not fault.table or (one.table == fault.table and one.row_no == fault.row_no))
            and (not fault.table or one.column in fault.columns)
        )

    @property
    def beside(self) -> tuple[Told, ...]:
        """Return the errors and warnings that tell something else."""
        return tuple(one for one in self.told if one not in self.right and one.severity in TELLING)

    @property
    def is_found(self) -> bool:
        """Tell whether the fault was found at its place by one finding."""
        return len(self.right) == 1 and not self.beside


@dataclass(frozen=True)
class Judged:
    """The forms with a fault, and what was told of the honest ones beside them, by file."""

    tried: tuple[Tried, ...]
    told_of_honest: dict[str, list[Told]]


def judge_faults(count: int, folder: Path, tell: Callable[[str], None]) -> Judged:
    """Return what is told of so many forms with a fault each, kinds in turn, and of the honest forms beside them."""
    offices = invent_offices(max(4, count * 2 // 5), seed=41)
    write_offices(offices, folder)
    kinds: Iterator[str] = in_turn()
    tried: dict[str, tuple[str, Fault]] = {}
    waiting: list[str] = []
    spoilt: set[str] = set()
    for round_code in (HALF_CODE, YEAR_CODE):
        with warehouse(folder, round_code) as connection:
            for number, (_, content) in enumerate(filled_forms(offices, connection, round_code)):
                division = content.keys["division_code"]
                if division in spoilt:
                    continue
                path = folder / "inbox" / division / f"{round_code}.xlsx"
                is_turn = round_code == YEAR_CODE or number % 2 == 0
                chance = Random(f"{division} {round_code}")
                made = _first_that_fits(kinds, waiting, content, chance) if is_turn and len(tried) < count else None
                if made is None:
                    write_form(content, path, PHRASES)
                    continue
                name, changed, fault = made
                write_form(changed, path, PHRASES)
                if fault.in_file:
                    fault.in_file(path)
                tried[f"{division}/{path.name}"] = (name, fault)
                spoilt.add(division)
        tell(f"{len(tried)} forms with a fault written")
    with warehouse(folder, YEAR_CODE) as connection:
        told = _told(connection)
    found = (Tried(name, file, fault, tuple(told.get(file, ()))) for file, (name, fault) in tried.items())
    return Judged(tuple(found), {file: said for file, said in told.items() if file not in tried})


def _first_that_fits(
    kinds: Iterator[str], waiting: list[str], content: FormContent, chance: Random
) -> tuple[str, FormContent, Fault] | None:
    """Return the next kind that the form has room for: those that did not fit before come first."""
    for name in list(waiting):
        made = put_in(name, content, chance)
        if made:
            waiting.remove(name)
            return name, *made
    for _ in range(100):
        name = next(kinds)
        made = put_in(name, content, chance)
        if made:
            return name, *made
        if name not in waiting:
            waiting.append(name)
    return None


def _told(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Told]]:
    told: dict[str, list[Told]] = {}
    for file, *said in connection.execute(FOUND).fetchall():
        rule, severity, table, row_no, column, cell, sentence = said
        if rule not in OF_THE_FORMAT:
            one = Told(rule, severity, table or "", row_no or 0, column or "", cell or "", sentence)
            told.setdefault(file, []).append(one)
    return told


FOUND = """
select s.division_code || '/' || s.file_name, f.rule, f.severity, f.table_name, f.row_no, f.column_name, f.cell,
    f.message_th
from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id
"""
