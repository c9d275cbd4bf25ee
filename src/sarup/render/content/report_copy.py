"""The rows that a round's documents are written from, copied once and hashed by plan.

A view computed for each agency anew would cost a nation the square of its agencies.
"""

from pathlib import Path

import duckdb

from sarup.render.content import rows

# Everything that `read_document` asks for.
VIEWS = sorted({held.view for held in vars(rows).values() if isinstance(held, type) and hasattr(held, "view")})


def copy_report(connection: duckdb.DuckDBPyConnection, target: Path, round_code: str) -> dict[str, str]:
    """Copy what a round's documents read from the views of an open warehouse into a new file, plan by plan.

    Returns the SHA-256 of each plan's rows: the same rows, the same hash.
    """
    connection.execute(f"attach '{str(target).replace(chr(39), chr(39) * 2)}' as copied (read_write)")
    connection.execute("create schema copied.report")
    for view in VIEWS:
        connection.execute(
            f"create table copied.report.{view} as select * from report.{view} where round_code = $round "
            "order by plan_code",
            {"round": round_code},
        )
    each = " union all ".join(
        f"select plan_code, '{view}' as view, string_agg(v::varchar, chr(10) order by v::varchar) as held "
        f"from copied.report.{view} as v group by plan_code"
        for view in VIEWS
    )
    hashed = "select plan_code, sha256(string_agg(view || chr(10) || held, chr(10) order by view))"
    held = dict(connection.execute(f"{hashed} from ({each}) group by plan_code").fetchall())
    connection.execute("detach copied")
    return held
