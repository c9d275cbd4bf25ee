"""Settled rounds are carried over from the published file: a new round is a twentieth of ten years of a nation.

What is carried are the rows that an earlier run laid there from the editions; nothing is computed of them. A file that
is not as it was published, or was made by other SQL, is not used: the editions' Parquet is. Where nothing at all is new
the published file stands for the one that would be built.
"""

import shutil
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import duckdb

from sarup.rollup.frozen import Table, tables_of
from sarup.system import replace_file
from sarup.warehouse_file import log_of

STAMP = ".published"
# The same editions of the same round, settled in both files, and no plan of an agency that has not closed it.
SETTLED = """
select
    e.round_code,
    list((e.agency_code, e.edition_no, cast(e.closed_at as varchar)) order by e.agency_code) as editions,
    n.sql_version
from raw.edition as e
inner join raw.round as r on e.round_code = r.round_code
cross join raw.run as n
where n.sql_version is not null and not exists (
    select 1 from raw.plan as p
    where p.fiscal_year_be = r.fiscal_year_be and p.agency_code not in (
        select o.agency_code from raw.edition as o where o.round_code = e.round_code and o.is_settled
    )
)
group by e.round_code, n.sql_version
having bool_and(e.is_settled)
"""


def stamp(published: Path, key: str) -> None:
    """Note how a file just published looks, so that a later write is noticed, and the key of what it is made of."""
    published.with_name(STAMP).write_text(f"{_look(published)}\n{key}\n", encoding="utf-8", newline="\n")


def stands(published: Path, key: str) -> bool:
    """Tell whether the published file is the one that would be built of what has this key; "" is no key."""
    return bool(key) and _noted(published)[1:] == [key]


def _noted(published: Path) -> list[str]:
    """Return what was noted of a published file that is as it was published; nothing of any other."""
    note = published.with_name(STAMP)
    if log_of(published).exists():  # somebody has written into it
        return []
    if not (published.is_file() and note.is_file()):
        return []
    lines = note.read_text(encoding="utf-8").splitlines()
    return lines if lines[:1] == [_look(published)] else []


def carried_rounds(connection: duckdb.DuckDBPyConnection, published: Path) -> frozenset[str]:
    """Return the codes of the settled rounds that the published file holds as the database being built wants them."""
    if not _noted(published):
        return frozenset()
    wanted = _settled(connection)
    with closing(duckdb.connect(str(published), read_only=True)) as held:
        held.execute("set timezone = 'Asia/Bangkok'")
        try:
            known = _settled(held)
        except duckdb.Error:  # a file of an earlier release
            return frozenset()
    return frozenset(code for code, editions in wanted.items() if known.get(code) == editions)


def _settled(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    return {code: (editions, version) for code, editions, version in connection.execute(SETTLED).fetchall()}


def carry_over(building: Path, published: Path, rounds: Collection[str]) -> None:
    """Replace the database being built by a copy of the published one with all but the given rounds taken anew.

    The copy lies beside the database being built, under a name that the next run clears away.
    """
    copy = building.with_name(f"{building.stem}-carried.duckdb")
    shutil.copyfile(published, copy)
    names = ", ".join(f"'{code}'" for code in sorted(rounds))
    with closing(duckdb.connect(str(copy), config={"threads": 2})) as connection:
        connection.execute(f"attach '{str(building).replace(chr(39), chr(39) * 2)}' as built (read_only)")
        kept = f"select submission_id from built.raw.edition_submission where round_code in ({names})"
        connection.execute(f"create temp table kept as {kept}")
        connection.execute("begin")
        for table in tables_of(connection):
            _take_anew(connection, table, names)
        connection.execute("commit")
        connection.execute("detach built")
        connection.execute("force checkpoint")
    replace_file(copy, building)


def _take_anew(connection: duckdb.DuckDBPyConnection, table: Table, names: str) -> None:
    keeps = [f"round_code in ({names})"] if "round_code" in table.columns else []
    keeps += ["submission_id in (from kept)"] if "submission_id" in table.columns else []
    is_carried = f"coalesce({' or '.join(keeps)}, false)" if table.is_of_rounds and table.waits else "false"
    connection.execute(f"delete from {table.name} where not {is_carried}")
    columns = ", ".join(table.columns)
    connection.execute(
        f"insert into {table.name} ({columns}) select {columns} from built.{table.name} where not {is_carried}"
    )


def _look(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
