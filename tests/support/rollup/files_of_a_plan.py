"""One invented plan of counts and the files that its divisions send, straight in raw.*: who sent what, when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import duckdb

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import HALF, ROUNDS, YEAR, insert

__all__ = ["HALF", "YEAR", "Sent", "ask", "roll_up_plan"]

Cells = Mapping[str, Any]
RETURNS: Cells = {
    "code": "R01",
    "severity": "error",
    "scope": "results",
    "sentence_th": "-",
    "remedy_th": "-",
    "is_waivable": True,
    "follows": "",
}


@dataclass(frozen=True)
class Sent:
    """A file: `items` and `values` hold the cells of the form by item, `events` the rows of its sheet of events."""

    division: str
    at: str = "2021-04-10T09:00:00+07:00"
    round_code: str = HALF
    name: str = ""
    sha256: str = ""
    is_returned: bool = False
    is_withdrawn: bool = False
    items: Mapping[str, Cells] = field(default_factory=dict)
    values: Mapping[str, Cells] = field(default_factory=dict)
    events: Sequence[Cells] = ()

    @property
    def submission_id(self) -> str:
        return f"{self.division}-{self.round_code}-{self.at}-{self.name}-{self.sha256}"


def roll_up_plan(
    roles: Mapping[str, Sequence[str]],
    files: Sequence[Sent],
    cancelled: Collection[str] = (),
    measures: Mapping[str, Cells] = MappingProxyType({}),
    as_of: str | None = None,
    more: Sequence[tuple[str, Cells]] = (),
    rounds: Sequence[tuple[str, ...]] = ROUNDS,
) -> duckdb.DuckDBPyConnection:
    """Return the warehouse of a plan whose items have these divisions, the first in the lead.

    The target of an item is 4 ครั้ง but where `measures` says otherwise. `as_of` looks into the past; `more` are rows of
    further raw tables.
    """
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none", "as_of_at": as_of})
    insert(connection, "rule", RETURNS)
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in rounds:
        insert(connection, "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))})
    insert(connection, "agency", {"agency_code": "a", "agency_name": "กรมตัวอย่าง", "ministry_code": "m"})
    _insert_plan(connection, roles, cancelled, measures)
    for number, sent in enumerate(files):
        _insert_file(connection, number, sent)
    for table, cells in more:
        insert(connection, table, cells)
    roll_up(connection, asset_path("sql"))
    return connection


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Return a query's rows."""
    return connection.execute(query).fetchall()


def _insert_plan(
    connection: duckdb.DuckDBPyConnection,
    roles: Mapping[str, Sequence[str]],
    cancelled: Collection[str],
    measures: Mapping[str, Cells],
) -> None:
    insert(connection, "submission", _submission("plan", "planner", "plan", None, "2020-10-20T09:00:00+07:00"))
    place = {"submission_id": "plan", "sheet": "plan"}
    plan = {"plan_code": "p", "agency_code": "a", "fiscal_year_be": 2564, "revision_no": 1}
    insert(connection, "plan", {**place, "row_no": 1, **plan})
    measure = {"kind": "count", "comparator": "at_least", "target_value": 4, "unit": "ครั้ง"}
    for n, (item, divisions) in enumerate(roles.items()):
        state = "cancelled" if item in cancelled else "active"
        insert(connection, "plan_item", {**place, "row_no": n, "item_code": item, "guideline": item, "state": state})
        own = {**place, "row_no": n, "item_code": item, "measure_no": 1, **measure, **measures.get(item, {})}
        insert(connection, "plan_measure", own)
        for rank, division in enumerate(divisions):
            role = {"division_code": division, "role": "support" if rank else "lead"}
            insert(connection, "plan_role", {**place, "row_no": n, "item_code": item, **role})


def _insert_file(connection: duckdb.DuckDBPyConnection, number: int, sent: Sent) -> None:
    name = sent.submission_id
    own = {"file_name": sent.name or f"{number}.xlsx", "sha256": sent.sha256 or f"{number}"}
    insert(connection, "submission", _submission(name, sent.division, "results", sent.round_code, sent.at) | own)
    if sent.is_returned:
        insert(connection, "finding", {"submission_id": name, "rule": "R01"})
    if sent.is_withdrawn:
        decision = {"number": number, "kind": "withdrawal", "submission_id": name, "role": "-", "reason": "-"}
        insert(connection, "decision", {**decision, "recorded_at": sent.at})
    place = {"submission_id": name, "sheet": "results"}
    for n, item in enumerate(sorted({*sent.items, *sent.values})):
        row = {**place, "row_no": n, "item_key": item, "measure_no": 1}
        insert(connection, "result_item", {**row, **sent.items.get(item, {})})
        insert(connection, "result_measure", {**row, **sent.values.get(item, {})})
    for n, event in enumerate(sent.events):
        insert(connection, "event", {**place, "row_no": n, **event})
    for column in ("event_code", "attendee_count"):
        stretch = {"letter": "A", "first_row": 0, "last_row": 99, "row_offset": 0}
        of_events = {"table_name": "event", "column_name": column, "sheet": "events"}
        insert(connection, "column_place", {"submission_id": name, **of_events, **stretch})


def _submission(name: str, division: str, kind: str, round_code: str | None, at: str) -> dict[str, Any]:
    known = {"submission_id": name, "sha256": name, "division_code": division, "file_name": f"{name}.xlsx"}
    return {**known, "received_at": at, "kind": kind, "plan_code": "p", "round_code": round_code}
