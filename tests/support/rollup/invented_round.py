"""Small invented offices straight in raw.*: one plan with one item each, so that one roll-up serves a whole table."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse

HALF, YEAR = "2564-6m", "2564-12m"
ITEM = "1.1.1"
TEXTS = ("outcome_text", "narrative", "activity")  # asked on an item's first row
ROUNDS = (
    (HALF, "6m", "2020-10-01", "2021-03-31", "2020-10-01", "2021-03-31", "2021-04-15"),
    (YEAR, "12m", "2020-10-01", "2021-09-30", "2021-04-01", "2021-09-30", "2021-10-15"),
)
Answer = Mapping[str, Any] | None
File = Sequence[Answer] | None


@dataclass(frozen=True)
class Measure:
    """A measure of a plan; a kind decides how rounds and divisions combine unless the plan says otherwise."""

    kind: str = "count"
    target_value: float | Decimal | None = 4
    comparator: str = "at_least"
    unit: str = "ครั้ง"
    interim_target: float | None = None
    target_on: str | None = None
    interim_on: str | None = None
    across_rounds: str | None = None
    across_divisions: str | None = None
    same_base: str | None = None


@dataclass(frozen=True)
class Office:
    """One item with its measures, and the file of each division by round; the first division leads.

    A file holds one answer a measure: the cells of the form, or None for a row that is not there. None in place of a
    file means that the division sent nothing in that round.
    """

    name: str
    measures: Sequence[Measure]
    half: Sequence[File] = ((),)
    year: Sequence[File] = field(default=())
    state: str = "active"


def said(**cells: Any) -> File:
    """Return the file of a division that answers one measure."""
    return (cells,)


# The tables that Rolled answers from.
JUDGED = ("rollup.measure_round", "rollup.round_change", "rollup.item_round", "rollup.strategy_round")


@dataclass(frozen=True)
class Rolled:
    """A warehouse of many offices, rolled up."""

    connection: duckdb.DuckDBPyConnection

    def measure(self, office: str, round_code: str, no: int = 1) -> dict[str, Any]:
        """Return a measure of an office's only item in a round."""
        return self._row("rollup.measure_round", office, f"round_code = '{round_code}' and measure_no = {no}")

    def change(self, office: str) -> dict[str, Any]:
        """Return what became of an office's only measure from the half to the year."""
        return self._row("rollup.round_change", office, f"round_code = '{YEAR}'")

    def item(self, office: str, round_code: str) -> dict[str, Any]:
        """Return an office's only item in a round."""
        return self._row("rollup.item_round", office, f"round_code = '{round_code}'")

    def strategies(self, office: str, round_code: str) -> int:
        """Return how many totals there are of an office's only strategy: none when nothing applies."""
        return self._count("rollup.strategy_round", office, round_code)

    def _count(self, table: str, office: str, round_code: str) -> int:
        query = f"select count(*) from {table} where plan_code = ? and round_code = ?"
        (count,) = self.connection.execute(query, [office, round_code]).fetchone() or (0,)
        return int(count)

    def _row(self, table: str, office: str, where: str) -> dict[str, Any]:
        answer = self.connection.execute(f"select * from {table} where plan_code = ? and {where}", [office])
        names = [column[0] for column in answer.description or ()]
        (row,) = answer.fetchall()
        return dict(zip(names, row, strict=True))


def roll_up_offices(
    offices: Sequence[Office],
    more: Sequence[tuple[str, Mapping[str, Any]]] = (),
    wanted: Collection[str] = JUDGED,
) -> Rolled:
    """Return the rolled-up warehouse of all offices and of `more` rows. No rule is loaded: here values are judged.

    Built is what is wanted and what that is computed from: every table takes its time to plan.
    """
    assert len({office.name for office in offices}) == len(offices)
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in ROUNDS:
        insert(connection, "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))})
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, cells in (row for office in offices for row in office_rows(office)):
        rows.setdefault(table, []).append(cells)
    for table, cells_of in rows.items():
        insert_many(connection, table, cells_of)
    for table, more_cells in more:
        insert(connection, table, more_cells)
    roll_up(connection, asset_path("sql"), wanted=wanted)
    return Rolled(connection)


def insert(connection: duckdb.DuckDBPyConnection, table: str, cells: Mapping[str, Any]) -> None:
    """Insert one row by column name."""
    marks = ", ".join("?" for _ in cells)
    connection.execute(f"insert into raw.{table} ({', '.join(cells)}) values ({marks})", list(cells.values()))


def insert_many(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows by column name at once; what a row lacks is null."""
    columns = sorted({column for row in rows for column in row})
    frame = pl.DataFrame(
        {c: [None if row.get(c) is None else str(row[c]) for row in rows] for c in columns},
        schema=dict.fromkeys(columns, pl.String),
    )
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into raw.{name} by name select * from incoming")
    connection.unregister("incoming")


def office_rows(office: Office) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of the plan and of every file."""
    yield from plan_rows(office)
    for round_code, files in ((HALF, office.half), (YEAR, office.year)):
        for n, answers in enumerate(files):
            yield from file_rows(office, round_code, n, answers)


def plan_rows(office: Office) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of the plan workbook."""
    place = {"submission_id": f"plan-{office.name}", "sheet": "plan"}
    yield "submission", submission(f"plan-{office.name}", "planner", "plan", office.name, None)
    yield "plan", {**place, "row_no": 3, "plan_code": office.name, "fiscal_year_be": 2564, "revision_no": 1}
    item = {"item_code": ITEM, "state": office.state, "guideline": office.name}
    yield "plan_item", {**place, "row_no": 3, **item}
    for n, measure in enumerate(office.measures, 1):
        yield "plan_measure", {**place, "row_no": n, "item_code": ITEM, "measure_no": n, **vars(measure)}
    for n in range(max(len(office.half), len(office.year))):
        role = "lead" if n == 0 else "support"
        yield "plan_role", {**place, "row_no": n, "item_code": ITEM, "division_code": division(office, n), "role": role}


def file_rows(office: Office, round_code: str, n: int, answers: File) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of one division's file."""
    if answers is None:
        return
    name = f"{division(office, n)}-{round_code}"
    yield "submission", submission(name, division(office, n), "results", office.name, round_code)
    for no, cells in enumerate(answers, 1):
        if cells is not None:
            place = {"submission_id": name, "sheet": "results", "row_no": no, "item_key": ITEM, "measure_no": no}
            yield "result_measure", {**place, **{key: cell for key, cell in cells.items() if key not in TEXTS}}
            yield "result_item", {**place, **{key: cell for key, cell in cells.items() if key in TEXTS}}


def division(office: Office, n: int) -> str:
    return f"{office.name}-{n:02}"


def submission(name: str, sender: str, kind: str, plan: str, round_code: str | None) -> dict[str, Any]:
    return {
        "submission_id": name,
        "sha256": name,
        "division_code": sender,
        "file_name": f"{name}.xlsx",
        "received_at": "2021-04-01T09:00:00+07:00",
        "kind": kind,
        "plan_code": plan,
        "round_code": round_code,
    }
