"""Editions: what a closed round is frozen as, where it lies, and by which hashes it can be proved.

A closing is a decision of the journal; its manifest lies in the archive and, beside the data and the documents, in
`editions/<agency>/<round>/<number>/`. Numbers are never used again, also when a closing is taken back. Closings of the
first releases name no agency: they closed the round for every agency, and lie in `editions/<round>/<number>/`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sarup.codes import Verdict
from sarup.errors import BrokenEditionError
from sarup.record.decisions import Decision

CLOSING = "closing"
MANIFEST, DATA, DOCUMENTS = "manifest.json", "data", "documents"


@dataclass(frozen=True)
class Edition:
    """One edition of an agency's round, as the journal tells it; `manifest_sha256` names its manifest in the archive.

    `agency_code` is empty for an edition of the first releases, which is every agency's.
    """

    round_code: str
    number: int
    closed_at: datetime
    role: str
    reason: str
    manifest_sha256: str
    agency_code: str

    def folder(self, home: Path) -> Path:
        """Return where its data and documents lie."""
        return edition_folder(home, self.agency_code, self.round_code, self.number)


@dataclass(frozen=True)
class EditionPlan:
    """A plan that an edition was made from."""

    submission_id: str
    sha256: str
    division_code: str
    file_name: str
    received_at: str


@dataclass(frozen=True)
class EditionSubmission(EditionPlan):
    """A division's file that an edition knows, in force or not."""

    verdict: Verdict
    is_in_force: bool


@dataclass(frozen=True)
class EditionFile:
    """A file of an edition: its path in the edition's folder, its size in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Who closed what and why, from which inputs by which program, and what was frozen.

    `decisions` are numbers of the journal, `reference` are hashes by name; `change_count` counts what differs from the
    edition before. Manifests of the first releases name no agency.
    """

    round_code: str
    edition_no: int
    edition: str
    closed_at: str
    role: str
    reason: str
    code_version: str
    rule_set_version: str
    submissions: tuple[EditionSubmission, ...]
    plans: tuple[EditionPlan, ...]
    decisions: tuple[int, ...]
    reference: Mapping[str, str]
    agency_code: str = ""
    change_count: int = 0
    files: tuple[EditionFile, ...] = ()


def edition_folder(home: Path, agency_code: str, round_code: str, number: int) -> Path:
    """Return the folder of an edition, there or not."""
    return home / "editions" / agency_code / round_code / str(number)


def editions_in_force(decisions: Iterable[Decision], as_of: datetime | None = None) -> dict[tuple[str, str], Edition]:
    """Return (agency, round) -> the newest edition that nobody has taken back, as known at a time (default: now)."""
    held = {}
    for one in decisions:
        known = as_of is None or one.recorded_at <= as_of
        undone = one.undone_at is not None and (as_of is None or one.undone_at <= as_of)
        if one.kind == CLOSING and known and not undone:
            edition = edition_of(one)
            held[edition.agency_code, edition.round_code] = edition
    return held


def editions_of(decisions: Iterable[Decision], round_code: str, agency_code: str) -> list[Edition]:
    """Return every edition an agency's round ever had, also those taken back, in the order of their numbers."""
    known = [edition_of(one) for one in decisions if one.kind == CLOSING]
    return [one for one in known if one.round_code == round_code and one.agency_code in ("", agency_code)]


def next_number(editions: Sequence[Edition]) -> int:
    """Return the number of the edition that follows those of a round, given in the order of their numbers."""
    return editions[-1].number + 1 if editions else 1


def file_entries(folder: Path, paths: Iterable[Path]) -> tuple[EditionFile, ...]:
    """Return an entry for each file, the paths as seen from `folder`."""
    return tuple(
        EditionFile(
            path=path.relative_to(folder).as_posix(),
            size=path.stat().st_size,
            sha256=sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(paths)
    )


def write_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as bytes: the same content, the same bytes."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(edition: Edition, home: Path) -> Manifest:
    """Return the manifest in an edition's folder. Raises BrokenEditionError when it is not the one that was closed."""
    path = edition.folder(home) / MANIFEST
    if not path.is_file() or sha256(path.read_bytes()).hexdigest() != edition.manifest_sha256:
        raise BrokenEditionError(path)
    written = json.loads(path.read_bytes())
    parts = {
        "submissions": tuple(
            EditionSubmission(**{**one, "verdict": Verdict(one["verdict"])}) for one in written["submissions"]
        ),
        "plans": tuple(EditionPlan(**one) for one in written["plans"]),
        "decisions": tuple(written["decisions"]),
        "files": tuple(EditionFile(**one) for one in written["files"]),
    }
    return Manifest(**{field.name: written[field.name] for field in fields(Manifest) if field.name in written} | parts)


def verify(edition: Edition, home: Path) -> Manifest:
    """Return the manifest after every file was found as it says. Raises BrokenEditionError naming the first other."""
    manifest, folder = read_manifest(edition, home), edition.folder(home)
    for entry in manifest.files:
        path = folder / entry.path
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != entry.sha256:
            raise BrokenEditionError(path)
    return manifest


def edition_of(decision: Decision) -> Edition:
    """Return the edition that a closing made."""
    return Edition(
        round_code=decision.target["round_code"],
        number=int(decision.target["edition_no"]),
        closed_at=decision.recorded_at,
        role=decision.role,
        reason=decision.reason,
        manifest_sha256=decision.target["manifest_sha256"],
        agency_code=decision.target.get("agency_code", ""),
    )
