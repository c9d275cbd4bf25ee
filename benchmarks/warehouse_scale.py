"""How long all layers of SQL take on national years, what one more round takes, and each query of warehouse/queries/.

`uv run python benchmarks/warehouse_scale.py [ROUNDS] [DIVISIONS]` fills raw.* of a file with invented rows (20 rounds
of 35,900 divisions and 718,000 rows: 14.4 million), rolls everything up on 2 threads with 8 GB, and prints a table of
seconds by model. Then all rounds are closed (their Parquet is written, which is not timed), one more round comes, and
the run after it is timed. Prints what is reached of: all layers in 300 s, one more round in 40 s, each query in 1 s.
"""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from sarup.assets import asset_path
from sarup.findings import load_rules
from sarup.form.spec import load_form_spec
from sarup.rollup import build
from sarup.rollup.carried import carried_rounds, carry_over, stamp
from sarup.rollup.frozen import FrozenRound, freeze
from sarup.rollup.models import Model
from sarup.warehouse_file import create_warehouse, open_warehouse, rewrite

REBUILD_SECONDS, ROUND_SECONDS, QUERY_SECONDS, MEMORY_GB = 300.0, 40.0, 1.0, 8.0
MEMORY = "7GB"  # of DuckDB; the process takes some more
DIVISIONS_AN_AGENCY, ITEMS = 100, 20
QUERIES = Path(__file__).resolve().parents[1] / "warehouse/queries"
# Long lines are rows of a table.
FILL = """
insert into raw.run (rule_set_version, code_version, sql_version) values ('benchmark', 'benchmark', 'benchmark');
insert into raw.round
select
    y || '-' || n, y, n, 'รอบ ' || n, make_date(y - 544, 10, 1), case n when '6m' then make_date(y - 543, 3, 31)
    else make_date(y - 543, 9, 30) end, case n when '6m' then make_date(y - 544, 10, 1) else make_date(y - 543, 4, 1) end,
    case n when '6m' then make_date(y - 543, 3, 31) else make_date(y - 543, 9, 30) end,
    case n when '6m' then make_date(y - 543, 4, 15) else make_date(y - 543, 10, 15) end, 'open'
from (select 2570 - r // 2 as y, ['6m', '12m'][(r + 2) % 2 + 1] as n from range($first, $last) as t (r));
insert into raw.agency (agency_code, ministry_code, ministry_name, agency_name, agency_short)
select 'a' || a, 'm' || a % 20, 'กระทรวงตัวอย่าง ' || a % 20, 'กรมตัวอย่าง ' || a, 'กต.' || a
from range($agencies) as t (a);
insert into raw.division (division_code, agency_code, division_name, sort_no)
select 'a' || d // $each || 'd' || d, 'a' || d // $each, 'กองตัวอย่าง ' || d, d % $each
from range($divisions) as t (d);
create temp table year as select distinct fiscal_year_be as y from raw.round;
insert into raw.submission (submission_id, sha256, division_code, file_name, received_at, kind, plan_code)
select
    'p' || a || '-' || y, md5('p' || a || '-' || y), 'a' || a || 'd' || a * $each, 'plan.xlsx',
    make_timestamp(y - 544, 10, 5, 9, 0, 0), 'plan', 'a' || a || '-' || y
from range($agencies) as t (a), year;
insert into raw.plan (submission_id, sheet, row_no, plan_code, agency_code, fiscal_year_be, plan_name, revision_no)
select 'p' || a || '-' || y, 'plan', 3, 'a' || a || '-' || y, 'a' || a, y, 'แผนตัวอย่าง', 1
from range($agencies) as t (a), year;
insert into raw.plan_structure (submission_id, sheet, row_no, level, strategy_no, printed_label, text)
select 'p' || a || '-' || y, 's', s, 'strategy', s, 'ยุทธศาสตร์ที่ ' || s, 'ข้อความ'
from range($agencies) as t (a), year, range(1, 6) as u (s);
create temp table item as
select i, (i // 4 + 1) || '.1.' || (i % 4 + 1) as code, ['count', 'stock', 'progress', 'ceiling'][i % 4 + 1] as kind
from range($items) as t (i);
insert into raw.plan_item (submission_id, sheet, row_no, item_code, printed_no, guideline, indicator, target_text)
select 'p' || a || '-' || y, 'i', i, code, i || '.', 'แนวทางตัวอย่าง ' || i, 'จำนวนตัวอย่าง', '๔ ครั้ง'
from range($agencies) as t (a), year, item;
insert into raw.plan_measure (submission_id, sheet, row_no, item_code, measure_no, kind, comparator, target_value, unit)
select 'p' || a || '-' || y, 'm', i, code, 1, kind, if(kind = 'ceiling', 'at_most', 'at_least'), 150 + a % 100, 'ครั้ง'
from range($agencies) as t (a), year, item;
insert into raw.plan_role (submission_id, sheet, row_no, item_code, division_code, role)
select
    'p' || a || '-' || y, 'r', i * $each + d, code, 'a' || a || 'd' || (a * $each + d), if(d = i, 'lead', 'support')
from range($agencies) as t (a), year, item, range($each) as u (d);
create temp table sent as
select
    round_code, round, y, d, 'f' || d || '-' || round_code as submission_id, 'a' || d // $each || 'd' || d as division,
    'a' || d // $each || '-' || y as plan
from (select round_code, round, fiscal_year_be as y from raw.round), range($divisions) as t (d);
insert into raw.submission (
    submission_id, sha256, division_code, file_name, received_at, kind, plan_code, round_code, form_division_code,
    annual_entry, container
)
select
    submission_id, md5(submission_id), division, 'รายงานผล.xlsx',
    make_timestamp(y - 543, if(round = '6m', 4, 10), 1 + d % 20, 9, 0, 0), 'results', plan, round_code, division, 'both',
    'xlsx'
from sent;
insert into raw.result_measure (
    submission_id, sheet, row_no, item_key, item_key_text, measure_no, kind, item_code, value, value_text, value_half,
    value_half_text, value_year, value_year_text, previous, no_value_code
)
select
    submission_id, 'ผลการดำเนินการ', 8 + i, code, code, 1, kind, code,
    case when round = '6m' then v end, case when round = '6m' then v::varchar end,
    case when round = '12m' and kind in ('count', 'ceiling') then v end,
    case when round = '12m' and kind in ('count', 'ceiling') then v::varchar end,
    case when round = '12m' then if(kind in ('count', 'ceiling'), 2 * v, v) end,
    case when round = '12m' then (if(kind in ('count', 'ceiling'), 2 * v, v))::varchar end,
    case when round = '12m' then v end,
    case when v is null then 'in_progress' end
from (select *, nullif((d * 7 + i * 3) % 11, 10) as v from sent, item);
insert into raw.result_item (
    submission_id, sheet, row_no, item_key, measure_no, guideline, activity, work_state, outcome_text, narrative, budget_use,
    obstacle, cause, resolve_by, evidence_kind, evidence, evidence_public
)
select
    submission_id, 'ผลการดำเนินการ', 8 + i, code, 1, i || '. แนวทางตัวอย่าง ' || i, 'กิจกรรมตัวอย่าง ' || i,
    if(round = '12m' and v is not null, 'completed', 'in_progress'), outcome,
    'ดำเนินการตัวอย่างครั้งที่ 1 ข้อ ' || i || ' ของหน่วยงาน ' || d || ' รอบ ' || round_code || ' โดยจัดประชุมและติดตามผลตามแผนที่กำหนดไว้ทุกเดือน',
    'none', if((d + i) % 20 = 0, 'บุคลากรไม่เพียงพอ', 'ไม่มี'),
    if(v is null, 'process', null), if(v is null, 'ธ.ค.', null), 'report', 'บันทึก ' || d, 'internal'
from (
    select
        *, nullif((d * 7 + i * 3) % 11, 10) as v,
        coalesce(if(round = '12m' and kind in ('count', 'ceiling'), 2 * v, v) || ' ครั้ง', 'อยู่ระหว่างดำเนินการ') as outcome
    from sent, item
);
insert into raw.column_place
select submission_id, 'results', field, 'ผลการดำเนินการ', letter, 1, 999999, 0 from sent, place;
drop table sent;
"""

CLOSE = """
insert into raw.edition (agency_code, round_code, edition_no, closed_at, role, reason, is_frozen, is_settled)
select agency_code, round_code, 1, '2040-01-01', 'role', 'reason', true, true from raw.round, raw.agency;
insert into raw.edition_submission (submission_id, round_code, agency_code)
select s.submission_id, s.round_code, d.agency_code
from raw.submission as s inner join raw.division as d on s.division_code = d.division_code where s.kind = 'results';
"""


def main(rounds: int, divisions: int) -> int:
    """Print the tables; return 1 when a limit is not reached."""
    with TemporaryDirectory() as folder:
        published = Path(folder) / "scale.duckdb"
        with opened(published) as connection:
            with told("filled"):
                fill(connection, 0, rounds, divisions)
            print(f"{rounds} rounds, {count(connection, 'raw.result_measure'):,} result rows")
            with timed_models() as seconds, told("all layers") as whole:
                build.roll_up(connection, asset_path("sql"))
            for name, spent in sorted(seconds.items(), key=lambda pair: -pair[1])[:20]:
                print(f"  {name:36} {spent:8.2f} s")
            slow = time_queries(connection)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"peak memory {peak:.1f} GB of 8; file {published.stat().st_size / 1e9:.1f} GB")
        added = add_a_round(Path(folder), published, divisions)
    reached = whole[0] <= REBUILD_SECONDS and added <= ROUND_SECONDS and peak <= MEMORY_GB and not slow
    print(
        f"all layers {whole[0]:.1f} s of {REBUILD_SECONDS:g}; one more round {added:.1f} s of {ROUND_SECONDS:g}; "
        f"limits: {'reached' if reached else 'not reached'}"
    )
    return int(not reached)


def add_a_round(folder: Path, published: Path, divisions: int) -> float:
    """Close all rounds of the published file, then return the seconds of a run with one more round."""
    with opened(published) as connection, told("closed"):
        connection.execute(CLOSE)
        codes = [
            row[0] for row in connection.execute("select distinct round_code from raw.edition order by 1").fetchall()
        ]
        agencies = [row[0] for row in connection.execute("select agency_code from raw.agency").fetchall()]
        for code in codes:
            freeze(connection, agencies, code, folder / "editions" / code)
    stamp(published, "all rounds but one")
    building = folder / ".building-1.duckdb"
    with opened(building) as connection:
        fill(connection, -2, -1, divisions)
        connection.execute(f"attach '{published}' as published (read_only)")
        for table in ("round", "edition"):
            connection.execute(f"insert into raw.{table} from published.raw.{table}")
        connection.execute("create temp table taken as from published.raw.edition_submission; detach published")
        with told("one more round") as spent:
            connection.execute("insert into raw.edition_submission from taken")
            frozen = [FrozenRound(tuple(agencies), code, folder / "editions" / code, True) for code in codes]
            carried = carried_rounds(connection, published)
            build.roll_up(connection, asset_path("sql"), frozen, carried)
    if len(carried) < len(codes):
        raise RuntimeError(f"carried over are {sorted(carried)} of {codes}")
    with told("carried over") as carrying:
        carry_over(building, published, carried)
    with opened(building) as connection:
        print(f"{count(connection, 'core.result'):,} results in {len(codes) + 1} rounds")
    with told("written as it is published"):
        rewrite(building)
    print(f"published file {building.stat().st_size / 1e9:.1f} GB")
    return spent[0] + carrying[0]


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse, made if it is not there, with the memory that is allowed."""
    connection = open_warehouse(path) if path.exists() else create_warehouse(path, asset_path("sql"))
    connection.execute(f"set memory_limit = '{MEMORY}'; set temp_directory = '{path.parent}/spill'")
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def told(what: str) -> Iterator[list[float]]:
    """Time a block, say how long it took, and leave the seconds in the list that it gives."""
    started, spent = time.perf_counter(), [0.0]
    yield spent
    spent[0] = time.perf_counter() - started
    print(f"{what}: {spent[0]:.1f} s", flush=True)


def fill(connection: duckdb.DuckDBPyConnection, first: int, last: int, divisions: int) -> None:
    """Fill raw.* with invented rows of rounds, counted back from 2570-6m, the same for the same numbers."""
    connection.execute("create temp table place (field varchar, letter varchar)")
    columns = load_form_spec("results").sheets[0].columns
    connection.executemany("insert into place values (?, ?)", [(c.field, f"C{n}") for n, c in enumerate(columns)])
    rules = [vars(rule) for rule in load_rules(asset_path("expectations/rules.yaml")).rules.values()]
    named = ", ".join(f"${name}" for name in rules[0])
    connection.executemany(f"insert into raw.rule ({', '.join(rules[0])}) values ({named})", rules)
    numbers = {
        "first": first,
        "last": last,
        "divisions": divisions,
        "agencies": divisions // DIVISIONS_AN_AGENCY,
        "each": DIVISIONS_AN_AGENCY,
        "items": ITEMS,
    }
    for statement in FILL.split(";\n"):
        if statement.strip():
            for name, number in numbers.items():
                statement = statement.replace(f"${name}", str(number))
            connection.execute(statement)


@contextmanager
def timed_models() -> Iterator[dict[str, float]]:
    """Measure every model and check while the block runs; gives name -> seconds."""
    seconds: dict[str, float] = {}
    run = build._run

    def timed(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
        started = time.perf_counter()
        run(connection, model)
        seconds[model.name] = time.perf_counter() - started

    build._run = timed
    try:
        yield seconds
    finally:
        build._run = run


def time_queries(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Run every query of warehouse/queries/ twice, print the second time, return those over the limit.

    Rows are taken as Arrow: a million Python tuples would measure Python.
    """
    slow = []
    for path in sorted(QUERIES.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        connection.sql(text.rstrip().rstrip(";")).to_arrow_table()
        started = time.perf_counter()
        found = connection.sql(text.rstrip().rstrip(";")).to_arrow_table().num_rows
        spent = time.perf_counter() - started
        print(f"  {path.stem:36} {spent:8.2f} s {found:10,} rows")
        if spent > QUERY_SECONDS:
            slow.append(path.stem)
    return slow


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    (rows,) = connection.execute(f"select count(*) from {table}").fetchone() or (0,)
    return int(rows)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [20, 35_900][len(given) :])))
