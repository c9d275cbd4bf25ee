"""Rows of the report views of one plan and round."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

import duckdb

from sarup.rows import read_rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    class ReportRow(DataclassInstance, Protocol):
        """A dataclass whose fields are columns of a view of the schema report."""

        view: ClassVar[str]


R = TypeVar("R", bound="ReportRow")
ORDER = "strategy_no, tactic_no, guideline_no"


@dataclass(frozen=True)
class ReportSource:
    """The report.* views of one plan and round in an open warehouse."""

    connection: duckdb.DuckDBPyConnection
    plan_code: str
    round_code: str

    def rows(self, row_type: type[R], order: str) -> list[R]:
        """Return the rows of a view of this plan and round in the given order, equal ones by all they hold.

        Raises TypeError naming the view and the column where the view is not as the row type expects it.
        """
        mine = {"plan_code": self.plan_code, "round_code": self.round_code}
        return rows_of(self.connection, row_type, mine, order)

    def row(self, row_type: type[R]) -> R:
        """Return the only row of a view. Raises KeyError when the round has no such plan."""
        for row in self.rows(row_type, "1"):
            return row
        raise KeyError(f"no plan {self.plan_code} of round {self.round_code} in report.{row_type.view}")


def rows_of(
    connection: duckdb.DuckDBPyConnection, row_type: type[R], held: Mapping[str, object], order: str
) -> list[R]:
    """Return the rows of a view whose columns hold these values, in the given order, equal ones by all they hold.

    Raises TypeError naming the view and the column where the view is not as the row type expects it.
    """
    source = f"report.{row_type.view}"
    columns = ", ".join(f"v.{field.name}" for field in fields(row_type))
    condition = " and ".join(f"v.{name} is not distinct from ?" for name in held)
    query = f"select {columns} from {source} as v where {condition} order by {order}, v"
    try:
        return read_rows(connection, row_type, query, list(held.values()), source)
    except duckdb.BinderException as error:
        raise TypeError(f"{source} lacks a column of {row_type.__name__}: {error}") from error


def find_plans(connection: duckdb.DuckDBPyConnection, round_code: str) -> list[str]:
    """Return the codes of the plans that report in a round."""
    return [
        str(row[0])
        for row in connection.execute(
            "select plan_code from report.title where round_code = ? order by 1", [round_code]
        ).fetchall()
    ]
