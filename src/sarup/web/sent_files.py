"""The files that a division sent for a round, and what it got back for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from starlette.responses import Response

from sarup.codes import Verdict
from sarup.pipeline import OUTBOX
from sarup.render.returned.told_files import safe_name
from sarup.rows import read_rows
from sarup.web.guards import DOCUMENT_POLICY
from sarup.web.office import Office
from sarup.web.pages import NotFound, file_answer

VERSIONS = """
select
    submission_id, sha256, file_name, received_at, version_no, verdict, is_in_force, is_withdrawn, is_after_close
from core.submission
where
    division_code = $division and kind in ('results', 'unknown')
    and (round_code = $round or (round_code is null and received_on between
        (select asks_from from core.round where round_code = $round)
        and (select due_on + interval 60 day from core.round where round_code = $round)))
order by received_at, file_name, sha256
"""
HEX = re.compile("[0-9a-f]{64}")
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class SentVersion:
    """One file of a division as the published database knows it."""

    submission_id: str
    sha256: str
    file_name: str
    received_at: datetime
    version_no: int
    verdict: Verdict
    is_in_force: bool
    is_withdrawn: bool
    is_after_close: bool

    @property
    def shown_verdict(self) -> str:
        """Return what its verdict is called: withdrawn wins."""
        return "withdrawn" if self.is_withdrawn else str(self.verdict)


def read_versions(connection: duckdb.DuckDBPyConnection, round_code: str, division: str) -> list[SentVersion]:
    """Return a division's files of a round, and those that name none and came in its time; the newest last."""
    return read_rows(connection, SentVersion, VERSIONS, {"round": round_code, "division": division})


def letters_of(
    office: Office, division: str, round_code: str, versions: Sequence[SentVersion]
) -> Mapping[str, Mapping[str, str]]:
    """Return hash -> {letter, workbook} -> name, of what lies in the division's outbox."""
    found = {}
    for one in versions:
        paths = _letter_paths(office, division, round_code, one.sha256)
        found[one.sha256] = {("letter" if path.suffix == ".html" else "workbook"): path.name for path in paths}
    return found


def letter_answer(office: Office, division: str, round_code: str, digest: str, part: str) -> Response:
    """Return a division's letter to be read, or its marked workbook to be kept. Raises NotFound for neither."""
    if not HEX.fullmatch(digest):
        raise NotFound
    ending = {"letter": ".html", "workbook": ".xlsx"}.get(part)
    path = next((one for one in _letter_paths(office, division, round_code, digest) if one.suffix == ending), None)
    if path is None:
        raise NotFound
    if part == "letter":
        headers = {"Content-Security-Policy": DOCUMENT_POLICY}
        return Response(path.read_bytes(), media_type="text/html; charset=utf-8", headers=headers)
    return file_answer(path.read_bytes(), path.name, BOOK)


def _letter_paths(office: Office, division: str, round_code: str, digest: str) -> list[Path]:
    folder = office.home / OUTBOX / safe_name(division)
    pattern = f"*-{digest[:8]}-*"
    return sorted(path for part in (round_code, "other") for path in (folder / part).glob(pattern) if path.is_file())
