"""Submissions and what is known beside them → findings, verdicts and a warehouse: the one way to a verdict.

`sarup report` takes it in steps, with its database in a file; check, forms and import take it at once, in memory.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

import duckdb
import polars as pl

from sarup.assets import asset_path
from sarup.findings import RuleSet
from sarup.judging.cache import code_hash
from sarup.load.frames import frames_of
from sarup.load.warehouse import load, load_editions, load_files, sql_version
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.record.decisions import Decision
from sarup.record.editions import DATA, Edition, editions_of
from sarup.rollup.build import roll_up
from sarup.rollup.closed_rounds import ClosedRounds, edition_row, frozen_rounds
from sarup.rollup.frozen import FrozenRound, load_frozen_rows, load_previous_values
from sarup.submission import Submission
from sarup.validate.faults import Suites, find_faults
from sarup.warehouse_file import create_warehouse

VERDICTS = ("core.submission", "core.finding")


@dataclass(frozen=True)
class JudgingInputs:
    """What a verdict rests on beside the submissions.

    `closed` are the rounds whose editions hold what was decided (None: judge the files on their own merits), `coming`
    is the edition that this run will close its round with.
    """

    reference: Reference
    rules: RuleSet
    phrases: Phrases
    decisions: Sequence[Decision] = ()
    as_of: datetime | None = None
    closed: ClosedRounds | None = None
    coming: Edition | None = None


def judge(submissions: Sequence[Submission], inputs: JudgingInputs, suites: Suites) -> duckdb.DuckDBPyConnection:
    """Return a warehouse in memory with what tells verdicts, core.submission, and findings, core.finding."""
    findings = find_faults(submissions, inputs.reference, inputs.rules, inputs.phrases, suites)
    return build(lambda connection: load_files(connection, frames_of(submissions, findings)), inputs, VERDICTS)


def build(
    load_them: Callable[[duckdb.DuckDBPyConnection], None], inputs: JudgingInputs, wanted: Collection[str] = ()
) -> duckdb.DuckDBPyConnection:
    """Return a warehouse in memory of files that are judged; `load_them` fills their tables.

    All layers are built, or the wanted tables and what they are computed from.
    """
    connection = create_warehouse(":memory:", asset_path("sql"))
    try:
        load_them(connection)
        load_inputs(connection, inputs)
        frozen = frozen_rounds(connection, inputs.closed.home) if inputs.closed else ()
        roll_up(connection, asset_path("sql"), frozen, wanted=wanted)
    except BaseException:
        connection.close()
        raise
    return connection


def warehouse_key(judged: pl.DataFrame, inputs: JudgingInputs) -> str:
    """Return the hash of all that a warehouse is made of, the code of Sarup, rules, phrases, SQL and DuckDB with it.

    `judged` has a row a file: its submission_id, and the key of its rows and findings.
    """
    editions = inputs.closed.editions if inputs.closed else {}
    parts = [
        code_hash(),
        sql_version(asset_path("sql")),
        duckdb.__version__,
        judged.select("submission_id", "key").rows(),
        sorted((name, sha256(data).hexdigest()) for name, data in inputs.reference.files.items()),
        [vars(decision) for decision in inputs.decisions],
        sorted((*whose, vars(edition)) for whose, edition in editions.items()),
        inputs.as_of,
        inputs.coming and vars(inputs.coming),
    ]
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()


def load_inputs(connection: duckdb.DuckDBPyConnection, inputs: JudgingInputs) -> None:
    """Fill what of raw.* is not told by files, and the rows of closed rounds; the files are there already."""
    load(connection, inputs.reference, inputs.rules, inputs.as_of, version("sarup"), inputs.decisions)
    closed, coming = inputs.closed, inputs.coming
    if closed is None:
        return
    came = connection.execute("select distinct division_code, round_code from raw.submission").fetchall()
    editions = closed.rows(inputs.reference.rounds, came)
    if coming is not None:
        editions.append(edition_row(coming, coming.agency_code, is_frozen=False, is_settled=False))
    load_editions(connection, editions, closed.submissions_held())
    load_frozen_rows(connection, frozen_rounds(connection, closed.home))
    if coming is None:
        return
    for edition in editions_of(inputs.decisions, coming.round_code, coming.agency_code)[-1:]:
        previous = FrozenRound((coming.agency_code,), coming.round_code, edition.folder(closed.home) / DATA, False)
        load_previous_values(connection, previous)
