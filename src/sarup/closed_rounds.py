"""The rounds that are closed, as a run meets them: what it need not read again, and what it takes from the editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sarup.decisions import Decision
from sarup.editions import DATA, DOCUMENTS, Edition, edition_folder, editions_in_force, read_manifest, verify
from sarup.rollup.frozen import FrozenRound
from sarup.rounds import Round
from sarup.submission import Row, Submission


@dataclass(frozen=True)
class ClosedRounds:
    """The editions in force by round code, and where they lie."""

    home: Path
    editions: Mapping[str, Edition]

    def taken(self) -> dict[str, str]:
        """Return submission_id -> round code of the files that editions hold.

        Raises BrokenEditionError for a manifest that is not the one that was closed.
        """
        return {
            one["submission_id"]: code
            for code, edition in self.editions.items()
            for one in read_manifest(edition, self.home)["submissions"]
        }

    def rows(self, rounds: Sequence[Round], submissions: Sequence[Submission]) -> list[Row]:
        """Return the rows of raw.edition: nothing is computed of a year that is closed and got no further file."""
        came = {one.keys.get("round_code") for one in submissions}
        moving = {r.fiscal_year_be for r in rounds if r.round_code not in self.editions or r.round_code in came}
        year_of = {r.round_code: r.fiscal_year_be for r in rounds}
        return [
            edition_row(edition, is_frozen=True, is_settled=year_of.get(code) not in moving)
            for code, edition in self.editions.items()
        ]

    def documents(self, round_code: str) -> list[Path]:
        """Return the published documents of a closed round. Raises BrokenEditionError when one was changed since."""
        edition = self.editions[round_code]
        files = verify(edition, self.home)["files"]
        return [edition.folder(self.home) / one["path"] for one in files if one["path"].startswith(f"{DOCUMENTS}/")]


def closed_rounds(
    home: Path, decisions: Sequence[Decision], as_of: datetime | None = None, closing: str | None = None
) -> ClosedRounds:
    """Return the rounds closed at a time (default: now), without the one that this run closes anew."""
    held = editions_in_force(decisions, as_of)
    return ClosedRounds(home, {code: one for code, one in held.items() if code != closing})


def edition_row(edition: Edition, is_frozen: bool, is_settled: bool) -> Row:
    """Return a row of raw.edition."""
    return {
        "round_code": edition.round_code,
        "edition_no": edition.number,
        "closed_at": edition.closed_at.isoformat(),
        "role": edition.role,
        "reason": edition.reason,
        "is_frozen": is_frozen,
        "is_settled": is_settled,
    }


def frozen_rounds(connection: duckdb.DuckDBPyConnection, home: Path) -> list[FrozenRound]:
    """Return the closed rounds that a loaded database names, with the folders of their data."""
    rows = connection.execute(
        "select round_code, edition_no, is_settled from raw.edition where is_frozen order by round_code"
    ).fetchall()
    return [FrozenRound(code, edition_folder(home, code, number) / DATA, settled) for code, number, settled in rows]
