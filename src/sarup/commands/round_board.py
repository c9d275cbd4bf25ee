"""A round's board: every division that is expected, what it sent, and what is to be mended, page by page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb

from sarup.rows import read_rows

ROWS_A_PAGE = 50


class BoardFilter(StrEnum):
    """Which divisions are shown."""

    ALL = "all"
    MISSING = "missing"
    TO_MEND = "to_mend"
    CHECK = "check"
    ACCEPTED = "accepted"
    LATE = "late"


@dataclass(frozen=True)
class BoardRow:
    """One division: `verdict` is that of the file in force, else of the newest one, None when nothing came."""

    division_code: str
    division_name: str
    item_count: int
    version_count: int
    received_on: date | None
    verdict: str | None
    is_accepted: bool
    is_on_time: bool
    days_late: int | None
    error_count: int
    warning_count: int


@dataclass(frozen=True)
class BoardCounts:
    """How many divisions each filter shows, whatever is searched for."""

    all: int
    missing: int
    to_mend: int
    check: int
    accepted: int
    late: int


@dataclass(frozen=True)
class Board:
    """One page of a board: its rows, how many rows the search and filter find, and the counts of the round."""

    rows: tuple[BoardRow, ...]
    found: int
    page: int
    pages: int
    counts: BoardCounts


@dataclass(frozen=True)
class _Found:
    found: int


DIVISIONS = """
with expected as (
    select
        division_code, any_value(division_name) as division_name, any_value(sort_no) as sort_no,
        cast(sum(item_count) as bigint) as item_count, cast(max(version_count) as bigint) as version_count,
        max(received_on) as received_on, any_value(verdict) as verdict, bool_and(is_accepted) as is_accepted,
        bool_or(is_received) as is_received, bool_and(is_on_time) as is_on_time,
        cast(max(days_late) as bigint) as days_late
    from rollup.completeness
    where round_code = $round and agency_code = $agency
    group by division_code
),

division as (
    select
        *,
        not is_received as missing,
        is_received and not is_accepted as to_mend,
        coalesce(is_accepted and verdict = 'accepted_with_warnings', false) as "check",
        is_accepted as accepted,
        coalesce(is_accepted and not is_on_time and days_late > 0, false) as late
    from expected
)
"""
COUNTS = f"""{DIVISIONS}
select
    count(*) as "all", count(*) filter (where missing) as missing, count(*) filter (where to_mend) as to_mend,
    count(*) filter (where "check") as "check", count(*) filter (where accepted) as accepted,
    count(*) filter (where late) as late
from division
"""
SHOWN = """
where (
    $filter = 'all' or ($filter = 'missing' and missing) or ($filter = 'to_mend' and to_mend)
    or ($filter = 'check' and "check") or ($filter = 'accepted' and accepted) or ($filter = 'late' and late)
) and (contains(lower(division_name), $search) or contains(lower(division_code), $search))
"""
FOUND = f"{DIVISIONS} select count(*) as found from division {SHOWN}"
ROWS = f"""{DIVISIONS},

shown as (
    select * from division {SHOWN}
    order by sort_no nulls last, division_code
    limit $size offset $begin
),

newest as (
    select division_code, arg_max(submission_id, (is_in_force, received_at, file_name, sha256)) as submission_id
    from core.submission
    where
        division_code in (select division_code from shown) and kind in ('results', 'unknown')
        and coalesce(round_code, $round) = $round
    group by division_code
),

problem as (
    select
        n.division_code,
        count(*) filter (where f.severity = 'error') as error_count,
        count(*) filter (where f.severity = 'warning') as warning_count
    from newest as n
    inner join core.finding as f on n.submission_id = f.submission_id and not f.is_waived
    group by n.division_code
)

select
    s.*, coalesce(p.error_count, 0) as error_count, coalesce(p.warning_count, 0) as warning_count
from shown as s
left join problem as p on s.division_code = p.division_code
order by s.sort_no nulls last, s.division_code
"""


def read_board(
    connection: duckdb.DuckDBPyConnection, round_code: str, agency: str, shown: BoardFilter, search: str, page: int
) -> Board:
    """Return one page of an agency's board; a page beyond the last one is the last one."""
    names = {"round": round_code, "agency": agency}
    (counts,) = read_rows(connection, BoardCounts, COUNTS, names)
    asked = {**names, "filter": str(shown), "search": search.strip().lower()}
    (total,) = read_rows(connection, _Found, FOUND, asked)
    pages = max(1, -(-total.found // ROWS_A_PAGE))
    page = min(max(1, page), pages)
    begin = {"size": ROWS_A_PAGE, "begin": (page - 1) * ROWS_A_PAGE}
    return Board(tuple(read_rows(connection, BoardRow, ROWS, {**asked, **begin})), total.found, page, pages, counts)
