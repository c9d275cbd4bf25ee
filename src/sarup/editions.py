"""Editions: what a closed round is frozen as, where it lies, and by which hashes it can be proved.

A closing is a decision of the journal; its manifest lies in the archive and, beside the data and the documents, in
`editions/<round>/<number>/`. Numbers are never used again, also when a closing is taken back.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sarup.decisions import Decision
from sarup.errors import BrokenEditionError

CLOSING = "closing"
MANIFEST, DATA, DOCUMENTS = "manifest.json", "data", "documents"


@dataclass(frozen=True)
class Edition:
    """One edition of a round, as the journal tells it; `manifest_sha256` names its manifest in the archive."""

    round_code: str
    number: int
    closed_at: datetime
    role: str
    reason: str
    manifest_sha256: str

    def folder(self, home: Path) -> Path:
        """Return where its data and documents lie."""
        return edition_folder(home, self.round_code, self.number)


def edition_folder(home: Path, round_code: str, number: int) -> Path:
    """Return the folder of an edition, there or not."""
    return home / "editions" / round_code / str(number)


def editions_in_force(decisions: Iterable[Decision], as_of: datetime | None = None) -> dict[str, Edition]:
    """Return round code -> the newest edition that nobody has taken back, as known at a time (default: now)."""
    held = {}
    for one in decisions:
        known = as_of is None or one.recorded_at <= as_of
        undone = one.undone_at is not None and (as_of is None or one.undone_at <= as_of)
        if one.kind == CLOSING and known and not undone:
            held[one.target["round_code"]] = _edition(one)
    return held


def editions_of(decisions: Iterable[Decision], round_code: str) -> list[Edition]:
    """Return every edition a round ever had, also those taken back, in the order of their numbers."""
    closings = [one for one in decisions if one.kind == CLOSING and one.target["round_code"] == round_code]
    return [_edition(one) for one in closings]


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


def _edition(decision: Decision) -> Edition:
    return Edition(
        round_code=decision.target["round_code"],
        number=int(decision.target["edition_no"]),
        closed_at=decision.recorded_at,
        role=decision.role,
        reason=decision.reason,
        manifest_sha256=decision.target["manifest_sha256"],
    )
