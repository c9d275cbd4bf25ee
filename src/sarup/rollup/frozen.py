"""Closed rounds: their rows are written once, one Parquet file a table, and laid over what a later run computes.

A round is closed by an agency, for itself. Its rows in a table are those that bear the round_code and are the agency's,
and those of the submissions that its edition took in. What is no agency's (a round, a ministry, the nation) is computed
by every run.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

# What every run takes anew from the journal, the reference folder and the rules, also for rounds long closed.
INPUTS = frozenset({
    "run", "agency", "division", "round", "rule", "reference_line", "decision", "edition", "edition_submission",
    "edition_value",
})  # fmt: skip
# Columns that tell whose a row is, the surest first.
OWNERS = ("agency_code", "plan_code", "division_code", "submission_id")
# Holds the texts of all divisions: gigabytes in a nation.
TEXTS = "rollup.item_round"
# A row a division, and read by ministries.
READ_BY_ALL = "rollup.completeness"
# Personal data stay in the archive and in raw.*: an edition is handed on.
PERSONAL = frozenset({"signer_name", "signer_name_text", "phone", "phone_text"})
TABLES = """
select t.schema_name, t.table_name, list(c.column_name order by c.column_index)
from duckdb_tables() as t
inner join duckdb_columns() as c on t.table_oid = c.table_oid and t.database_name = c.database_name
where t.schema_name in ('raw', 'staging', 'core', 'rollup') and t.database_name = current_database()
group by t.schema_name, t.table_name
order by case t.schema_name when 'raw' then 1 when 'staging' then 2 when 'core' then 3 else 4 end, t.table_name
"""
# Not laid over anything: they follow from the tables below them.
VIEWS = """
select v.schema_name, v.view_name, list(c.column_name order by c.column_index)
from duckdb_views() as v
inner join duckdb_columns() as c on v.schema_name = c.schema_name and v.view_name = c.table_name
where v.schema_name in ('staging', 'core', 'rollup')
group by v.schema_name, v.view_name
order by v.schema_name, v.view_name
"""
MINE = "(select unnest($agencies))"
TAKEN = f"select submission_id from raw.edition_submission where round_code = $round and agency_code in {MINE}"
# The agency of a row that has a division only.
OF_DIVISION = """(
    select d.agency_code from raw.division as d where d.division_code = f.division_code
    order by d.valid_from desc nulls last limit 1
)"""
DIVISIONS = f"select division_code from raw.division where agency_code in {MINE}"
LATE = f"""
select submission_id from raw.submission
where round_code = $round and kind = 'results' and submission_id not in ({TAKEN})
"""


@dataclass(frozen=True)
class FrozenRound:
    """A round that an agency closed and the folder of its Parquet files; editions of the first releases hold several.

    `is_settled` when nothing of the agencies' year is computed again.
    """

    agencies: tuple[str, ...]
    round_code: str
    data: Path
    is_settled: bool

    @property
    def names(self) -> dict[str, object]:
        """Return the parameters of the queries below."""
        return {"agencies": list(self.agencies), "round": self.round_code}

    @property
    def plans(self) -> str:
        """Return the query for the plans that the edition knows of the agencies."""
        source = f"read_parquet('{_quoted(self.data / 'staging.plan_round.parquet')}')"
        return f"select plan_code from {source} where agency_code in {MINE}"


@dataclass(frozen=True)
class Table:
    """A table of the warehouse and its columns in order."""

    schema: str
    table: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the table's name with its schema, as SQL says it."""
        return f"{self.schema}.{self.table}"

    @property
    def file(self) -> str:
        """Return the name of the table's file in an edition's data folder."""
        return f"{self.name}.parquet"

    @property
    def is_of_rounds(self) -> bool:
        """Tell whether rows can belong to an agency's round, and are not taken anew by every run."""
        is_input = self.schema == "raw" and self.table in INPUTS
        dated, owned = ({*wanted} & {*self.columns} for wanted in (("round_code", "submission_id"), OWNERS))
        return not is_input and bool(dated and owned)

    @property
    def waits(self) -> bool:
        """Tell whether a settled round's rows may come last: nothing that is computed of other rounds reads them."""
        is_of_one = bool({"division_code", "submission_id"} & set(self.columns))
        return self.schema in ("raw", "staging") or self.name == TEXTS or (is_of_one and self.name != READ_BY_ALL)


def freeze(connection: duckdb.DuckDBPyConnection, agencies: Sequence[str], round_code: str, folder: Path) -> list[Path]:
    """Write the tables as they stand for a round of agencies and the rounds before it in its year; return the files.

    What no round owns (agencies, rules, the run) is written whole, so that the documents can be made from the folder
    alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables_of(connection) + tables_of(connection, VIEWS):
        path, condition = folder / table.file, _condition_of(table)
        names: dict[str, object] = {"agencies": list(agencies), "round": round_code}
        connection.execute(
            f"copy (select {_handed_on(table)} from {table.name} where {condition} order by all) "
            f"to '{_quoted(path)}' (format parquet, compression zstd)",
            {name: value for name, value in names.items() if f"${name}" in condition},
        )
        written.append(path)
    return written


def _handed_on(table: Table) -> str:
    return ", ".join(f'"{column}"' for column in table.columns if column not in PERSONAL)


def restore(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill an empty warehouse (its raw tables exist) with all tables of one edition."""
    for path in sorted(folder.glob("*.parquet")):
        name = path.stem
        connection.execute(f"create or replace table {name} as select * from read_parquet('{_quoted(path)}')")


def load_frozen_rows(connection: duckdb.DuckDBPyConnection, frozen: Sequence[FrozenRound]) -> None:
    """Put the raw rows of closed rounds beside those of files just read, where their year is still computed."""
    for table in tables_of(connection):
        if table.schema == "raw" and table.is_of_rounds:
            for one in frozen:
                if not one.is_settled:
                    _insert(connection, table, one)


def load_previous_values(connection: duckdb.DuckDBPyConnection, previous: FrozenRound) -> None:
    """Fill raw.edition_value with what an earlier edition of a round said, to be compared with what stands now."""
    source = f"read_parquet('{_quoted(previous.data / 'rollup.edition_value.parquet')}')"
    connection.execute(
        f"insert into raw.edition_value by name select * from {source} "
        f"where round_code = $round and plan_code in ({previous.plans})",
        previous.names,
    )


class Overlay:
    """Lays closed rounds over tables as they are built; without closed rounds it does nothing."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, frozen: Sequence[FrozenRound], carried: Collection[str] = ()
    ) -> None:
        self.connection, self.frozen, self.carried = connection, frozen, carried

    def lay(self, name: str) -> None:
        """Replace the closed rounds' rows of a table just built; a settled round's may wait."""
        for table in self._of_rounds():
            if table.name == name:
                for one in self.frozen:
                    if not (one.is_settled and table.waits):
                        self._replace(table, one)

    def finish(self) -> None:
        """Bring the rows that waited, but those that are carried over from the published file."""
        for table in self._of_rounds():
            for one in self.frozen:
                if one.is_settled and table.waits and one.round_code not in self.carried:
                    self._replace(table, one)

    def _of_rounds(self) -> list[Table]:
        return [table for table in tables_of(self.connection) if table.is_of_rounds] if self.frozen else []

    def _replace(self, table: Table, one: FrozenRound) -> None:
        if not (one.data / table.file).is_file():
            return  # an edition older than the table: what is computed now stands
        self.connection.execute(f"delete from {table.name} where {_to_replace(table, one)}", one.names)
        _insert(self.connection, table, one)


def tables_of(connection: duckdb.DuckDBPyConnection, query: str = TABLES) -> list[Table]:
    """Return the tables of a warehouse, those that others are made of first."""
    return [Table(schema, table, tuple(columns)) for schema, table, columns in connection.execute(query).fetchall()]


def _owned(columns: Collection[str], plans: str) -> str:
    """Return which rows are the agency's, where a column tells."""
    conditions = {
        "agency_code": f"agency_code in {MINE}",
        "plan_code": f"plan_code in ({plans})",
        "division_code": f"division_code in ({DIVISIONS})",
    }
    return next((conditions[name] for name in OWNERS[:-1] if name in columns), "true")


def _to_replace(table: Table, one: FrozenRound) -> str:
    """Return which rows are the frozen round's; those of files that came after its closing are not."""
    by_file = f"submission_id in ({TAKEN})"
    if "round_code" not in table.columns:
        return by_file
    of_round = f"round_code = $round and {_owned(table.columns, one.plans)}"
    if "submission_id" not in table.columns:
        return of_round
    return f"({of_round} and coalesce(submission_id not in ({LATE}), true)) or {by_file}"


def _condition_of(table: Table) -> str:
    """Return which rows an edition keeps: the agency's, of its round and those before it in the year, with plans."""
    if table.schema == "raw" and table.table in INPUTS - {"decision"}:
        return "true"
    rounds = """
        select b.round_code from raw.round as a
        inner join raw.round as b on a.fiscal_year_be = b.fiscal_year_be and b.covers_to <= a.covers_to
        where a.round_code = $round
    """
    files = f"""
        select submission_id from core.submission
        where round_code in ({rounds}) and agency_code in {MINE} and not is_after_close
        union all
        select submission_id from staging.plan_round where round_code in ({rounds}) and agency_code in {MINE}
    """
    owned = _owned(table.columns, f"select plan_code from staging.plan_round where agency_code in {MINE}")
    # A decision of a journal older than agencies is everybody's.
    mine = f"coalesce({owned}, true)" if table.table == "decision" else owned
    wanted = {"round_code": f"(round_code in ({rounds}) and {mine})", "submission_id": f"submission_id in ({files})"}
    if "submission_id" in table.columns and table.table == "submission":
        return wanted["submission_id"]
    return " or ".join(condition for column, condition in wanted.items() if column in table.columns) or "true"


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, one: FrozenRound) -> None:
    """Insert a frozen round's rows by column name: an edition older than a column leaves it empty.

    But for the agency, which an edition of the first releases tells by the division.
    """
    path = one.data / table.file
    if not path.is_file():
        return
    source = f"read_parquet('{_quoted(path)}')"
    known = {row[0] for row in connection.execute(f"describe select * from {source}").fetchall()}
    names = [column for column in table.columns if column in known]
    values = list(names)
    if "agency_code" in table.columns and "agency_code" not in known:
        names, values = [*names, "agency_code"], [*values, OF_DIVISION]
    mine = [f"submission_id in ({TAKEN})"] if "submission_id" in known else []
    mine += [f"(round_code = $round and {_owned(known, one.plans)})"] if "round_code" in known else []
    query = f"select {', '.join(values)} from {source} as f where {' or '.join(mine)}"
    connection.execute(f"insert into {table.name} ({', '.join(names)}) {query}", one.names)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
