"""The fourth verb: raw.* → staging → checks → core → rollup → report."""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb

from sarup.rollup.frozen import FrozenRound, Overlay, tables_of
from sarup.rollup.models import CHECKS, Model, order_models

PLACE = "submission_id, table_name, row_no, column_name"
# A table made by hand may lack a column of the form: that is told once, and not again for each row.
LEAVE_OUT_UNPLACED = """
delete from {table} as f
where f.row_no is not null and f.column_name is not null and not exists (
    select 1 from raw.column_place as p
    where p.submission_id = f.submission_id and p.table_name = f.table_name and p.column_name = f.column_name
)
"""
# Every column but the place is quoted in the finding's sentence, as text.
CHECK = """
insert into {table}
select '{rule}', {place}, found, expected, to_json(struct_pack(*columns(* exclude ({place}))))
from (select {place}, cast(columns(* exclude ({place})) as varchar) from ({query}))
"""
FINDING_TABLE = """
create table {table} (
    rule varchar not null, submission_id varchar not null, table_name varchar, row_no bigint,
    column_name varchar, found varchar, expected varchar, slots json
)
"""


def roll_up(
    connection: duckdb.DuckDBPyConnection,
    sql: Path,
    frozen: Sequence[FrozenRound] = (),
    carried: Collection[str] = (),
    wanted: Collection[str] = (),
) -> None:
    """Build every model and run every check, each after what it reads; closed rounds keep their editions' rows.

    Where tables are wanted, only they are built and what they are computed from.

    Of the carried rounds only what others are computed from is laid; carry_over brings the rest.

    Raises RuntimeError naming the file that fails.
    """
    connection.execute((sql / "temporary_macros.sql").read_text(encoding="utf-8"))
    for table in CHECKS.values():
        connection.execute(FINDING_TABLE.format(table=table))
    overlay = Overlay(connection, frozen, carried)
    fed = set(CHECKS.values())
    for model in order_models(sql, wanted):
        for table in sorted(fed & model.reads):
            connection.execute(LEAVE_OUT_UNPLACED.format(table=table))
            overlay.lay(table)
            fed.remove(table)
        try:
            _run(connection, model)
        except duckdb.Error as error:
            raise RuntimeError(f"{model.name}: {error}") from error
        overlay.lay(model.name)
    overlay.finish()


def build_views(connection: duckdb.DuckDBPyConnection, sql: Path) -> None:
    """Build the report.* views alone, over tables that are there already.

    An edition has no report of a ministry: a view over a table that is younger than the edition is left out.
    """
    known = {table.name for table in tables_of(connection)}
    for model in order_models(sql):
        if model.name.startswith("report.") and model.reads <= known:
            _run(connection, model)
            known.add(model.name)


def _run(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    if model.is_by_round:
        _run_by_round(connection, model)
    elif model.feeds is None:
        connection.execute(model.sql)
    else:
        _run_check(connection, model)


def _run_by_round(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Build a table one round after the other: no round at first, which makes it empty."""
    rounds = connection.execute("select round_code from raw.round order by covers_to, round_code").fetchall()
    query = model.sql.split(" as\n", 1)[1]
    connection.execute("reset variable round_code")
    connection.execute(model.sql)
    for (round_code,) in rounds:
        connection.execute("set variable round_code = $round", {"round": round_code})
        connection.execute(f"insert into {model.name} {query}")
    connection.execute("reset variable round_code")


def _run_check(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    query = model.sql.rstrip().rstrip(";")
    connection.execute(CHECK.format(table=model.feeds, rule=model.rule, place=PLACE, query=query))
