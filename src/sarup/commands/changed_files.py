"""Which files got another answer by a run than by the one before: what there is to tell about them, each once."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sarup.codes import Verdict
from sarup.pipeline import Run
from sarup.rows import read_rows
from sarup.warehouse_file import open_warehouse

LOGGER = logging.getLogger("sarup.files")


@dataclass(frozen=True)
class ChangedFile:
    """A received file with its verdict; `rule` is the first that it breaks, empty where it breaks none.

    `round_code` is None for a plan, and for what names no round.
    """

    submission_id: str
    sha256: str
    division: str
    file_name: str
    round_code: str | None
    verdict: Verdict
    rule: str


ANSWERED = """
select
    s.submission_id, s.sha256, s.division_code as division, s.file_name, s.round_code, s.verdict,
    coalesce(min(f.rule) filter (where f.severity = 'error'), '') as rule
from core.submission as s
left join core.finding as f on s.submission_id = f.submission_id and not f.is_waived
group by all
order by s.division_code, s.file_name, s.sha256
"""


def changed_files(run: Run) -> list[ChangedFile]:
    """Return the files that the database about to be published answers otherwise than the one that is live."""
    before = {(one.submission_id, one.verdict) for one in _answered(run.live)} if run.live.is_file() else set()
    return [one for one in _answered(run.building) if (one.submission_id, one.verdict) not in before]


def tell_changed(changed: Sequence[ChangedFile]) -> None:
    """Write a line a file into the log, with file, division, round, verdict and rule as fields of the record."""
    for one in changed:
        LOGGER.info(
            "%s/%s: %s%s",
            one.division,
            one.file_name,
            one.verdict,
            f" ({one.rule})" if one.rule else "",
            extra={
                "file": one.file_name,
                "division": one.division,
                "round": one.round_code,
                "verdict": str(one.verdict),
                "rule": one.rule,
            },
        )


def _answered(database: Path) -> list[ChangedFile]:
    """Return every file of a database with its verdict; none of one that another release left behind."""
    try:
        with open_warehouse(database, read_only=True) as connection:
            return list(read_rows(connection, ChangedFile, ANSWERED))
    except duckdb.CatalogException:
        return []
