"""Editions: what a closed round is frozen as, where it lies, and by which hashes it can be proved.

A closing is a decision of the journal; its manifest lies in the archive and, beside the data and the documents, in
`editions/<agency>/<round>/<number>/`. Numbers are never used again, also when a closing is taken back. Closings of the
first releases name no agency: they closed the round for every agency, and lie in `editions/<round>/<number>/`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

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


def file_entries(folder: Path, paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return path, size in bytes and SHA-256 of each file, the paths as seen from `folder`."""
    return [
        {
            "path": path.relative_to(folder).as_posix(),
            "size": path.stat().st_size,
            "sha256": sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(paths)
    ]


def write_manifest(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest as bytes: the same content, the same bytes."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(edition: Edition, home: Path) -> dict[str, Any]:
    """Return the manifest in an edition's folder. Raises BrokenEditionError when it is not the one that was closed."""
    path = edition.folder(home) / MANIFEST
    if not path.is_file() or sha256(path.read_bytes()).hexdigest() != edition.manifest_sha256:
        raise BrokenEditionError(path)
    manifest: dict[str, Any] = json.loads(path.read_bytes())
    return manifest


def verify(edition: Edition, home: Path) -> dict[str, Any]:
    """Return the manifest after every file was found as it says. Raises BrokenEditionError naming the first other."""
    manifest, folder = read_manifest(edition, home), edition.folder(home)
    for entry in manifest["files"]:
        path = folder / entry["path"]
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
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
