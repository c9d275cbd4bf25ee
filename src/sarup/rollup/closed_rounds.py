"""The rounds that are closed, as a run meets them: what it need not read again, and what it takes from the editions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sarup.office.rounds import Round
from sarup.record.decisions import Decision
from sarup.record.editions import DATA, DOCUMENTS, Edition, edition_folder, editions_in_force, read_manifest, verify
from sarup.rollup.frozen import FrozenRound
from sarup.submission import Row


@dataclass(frozen=True)
class ClosedRounds:
    """The editions in force by agency and round, and where they lie; `agency_of` maps divisions to their agency."""

    home: Path
    agency_of: Mapping[str, str]
    editions: Mapping[tuple[str, str], Edition]

    def submissions_held(self) -> list[Row]:
        """Return the rows of raw.edition_submission: the files that editions hold.

        Raises BrokenEditionError for a manifest that is not the one that was closed.
        """
        return [
            {"agency_code": agency, "round_code": code, "submission_id": one.submission_id}
            for (agency, code), edition in self.editions.items()
            for one in read_manifest(edition, self.home).submissions
            if self.agency_of.get(one.division_code) == agency
        ]

    def rows(self, rounds: Sequence[Round], came_in: Iterable[tuple[str, str | None]]) -> list[Row]:
        """Return the rows of raw.edition: nothing is computed of an agency's year that is closed and got no file.

        `came_in` are the divisions that sent files, each with the round that a file is of.
        """
        came = {(self.agency_of.get(division), code) for division, code in came_in}
        year_of = {r.round_code: r.fiscal_year_be for r in rounds}
        moving = {
            (agency, year_of[code])
            for agency in {agency for agency, _ in self.editions}
            for code in year_of
            if (agency, code) not in self.editions or (agency, code) in came
        }
        return [
            edition_row(edition, agency, is_frozen=True, is_settled=(agency, year_of.get(code)) not in moving)
            for (agency, code), edition in self.editions.items()
        ]

    def agencies(self, round_code: str) -> list[str]:
        """Return the agencies that have closed a round."""
        return sorted(agency for agency, code in self.editions if code == round_code)

    def documents(self, agency_code: str, round_code: str) -> list[Path]:
        """Return the published documents of a closed round. Raises BrokenEditionError when one was changed since."""
        edition = self.editions[agency_code, round_code]
        files = verify(edition, self.home).files
        return [edition.folder(self.home) / one.path for one in files if one.path.startswith(f"{DOCUMENTS}/")]


def closed_rounds(
    home: Path,
    decisions: Sequence[Decision],
    agency_of: Mapping[str, str],
    as_of: datetime | None = None,
    closing: tuple[str, str] | None = None,
) -> ClosedRounds:
    """Return the rounds closed at a time (default: now), without the agency and round that this run closes anew."""
    held = editions_in_force(decisions, as_of)
    of_all = {
        (agency, code): one
        for (owner, code), one in held.items()
        if not owner
        for agency in _agencies_in(one, home, agency_of)
    }
    known = {**of_all, **{place: one for place, one in held.items() if place[0]}}
    return ClosedRounds(home, agency_of, {place: one for place, one in known.items() if place != closing})


def edition_row(edition: Edition, agency_code: str, is_frozen: bool, is_settled: bool) -> Row:
    """Return a row of raw.edition."""
    return {
        "agency_code": agency_code,
        "round_code": edition.round_code,
        "edition_no": edition.number,
        "closed_at": edition.closed_at.isoformat(),
        "role": edition.role,
        "reason": edition.reason,
        "is_frozen": is_frozen,
        "is_settled": is_settled,
    }


def frozen_rounds(connection: duckdb.DuckDBPyConnection, home: Path) -> list[FrozenRound]:
    """Return the closed rounds that a loaded database names, one an edition, with the folders of their data."""
    rows = connection.execute(
        "select agency_code, round_code, edition_no, is_settled from raw.edition where is_frozen order by 2, 1"
    ).fetchall()
    held: dict[tuple[str, Path, bool], list[str]] = {}
    for agency, code, number, settled in rows:
        held.setdefault((code, _data(home, agency, code, number), settled), []).append(agency)
    return [FrozenRound(tuple(agencies), code, data, settled) for (code, data, settled), agencies in held.items()]


def _agencies_in(edition: Edition, home: Path, agency_of: Mapping[str, str]) -> set[str]:
    """Return the agencies whose files or plans an edition of the first releases took in."""
    manifest = read_manifest(edition, home)
    sent = {one.division_code for one in (*manifest.submissions, *manifest.plans)}
    return {agency_of[division] for division in sent if division in agency_of}


def _data(home: Path, agency_code: str, round_code: str, number: int) -> Path:
    """Return where an edition's data lie; numbers are never used again, so one of the two folders is there."""
    own = edition_folder(home, agency_code, round_code, number)
    return (own if own.is_dir() else edition_folder(home, "", round_code, number)) / DATA
