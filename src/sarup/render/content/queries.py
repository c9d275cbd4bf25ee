"""Rows of the report views as dictionaries, for one plan and round."""

from dataclasses import dataclass
from typing import Any

import duckdb

ORDER = "strategy_no, tactic_no, guideline_no"


@dataclass(frozen=True)
class ReportSource:
    """The report.* views of one plan and round in an open warehouse."""

    connection: duckdb.DuckDBPyConnection
    plan_code: str
    round_code: str

    def rows(self, view: str, order: str) -> list[dict[str, Any]]:
        """Return the rows of report.<view> of this plan and round in the given order, equal ones by all they hold."""
        cursor = self.connection.execute(
            f"select v.* from report.{view} as v where plan_code = ? and round_code = ? order by {order}, v",
            [self.plan_code, self.round_code],
        )
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, view: str) -> dict[str, Any] | None:
        """Return the only row of a view, or None."""
        rows = self.rows(view, "1")
        return rows[0] if rows else None


def find_plans(connection: duckdb.DuckDBPyConnection, round_code: str) -> list[str]:
    """Return the codes of the plans that report in a round."""
    return [
        str(row[0])
        for row in connection.execute(
            "select plan_code from report.title where round_code = ? order by 1", [round_code]
        ).fetchall()
    ]
