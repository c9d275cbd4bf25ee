"""What is wrong with the truth of a home: each file of archive and editions held against its hash, its name, its place.

Nothing is mended here: what a disk has lost comes back from a backup.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path

from sarup.errors import BrokenEditionError
from sarup.record.archive import Archive
from sarup.record.editions import MANIFEST, Edition, read_manifest
from sarup.record.journal_file import JOURNAL, read_state

ARCHIVE, EDITIONS = "archive", "editions"


class Damage(StrEnum):
    """What can be wrong, and where."""

    JOURNAL_MISSING = "journal_missing"
    JOURNAL_BROKEN = "journal_broken"
    ARCHIVE_ALTERED = "archive_altered"
    ARCHIVE_MISSING = "archive_missing"
    ARCHIVE_FOREIGN = "archive_foreign"
    EDITION_ALTERED = "edition_altered"
    EDITION_MISSING = "edition_missing"
    EDITION_FOREIGN = "edition_foreign"
    PUBLISHED_UNREADABLE = "published_unreadable"
    PUBLISHED_WRITTEN = "published_written"
    PUBLISHED_UNKNOWN = "published_unknown"
    DOCUMENT_ALTERED = "document_altered"


@dataclass(frozen=True)
class Damaged:
    """One fault: the file it is about, seen from the home, and what was found in it besides."""

    damage: Damage
    path: str
    detail: str = ""


def find_damage(home: Path) -> list[Damaged]:
    """Return every fault of a home's journal, archive and editions, in the order of their paths."""
    path = home / JOURNAL
    if not path.is_file():
        return [Damaged(Damage.JOURNAL_MISSING, JOURNAL), *_archive_damage(home, frozenset())]
    state = read_state(path)
    if state.fault:
        return [Damaged(Damage.JOURNAL_BROKEN, JOURNAL, state.fault), *_archive_damage(home, frozenset())]
    return [*_archive_damage(home, state.named), *_edition_damage(home, state.editions)]


def _archive_damage(home: Path, named: Iterable[str]) -> Iterator[Damaged]:
    archive = Archive(home / ARCHIVE)
    for path in sorted(_files_below(archive.folder)):
        shown = path.relative_to(home).as_posix()
        if path.is_symlink() or not archive.is_place(path):
            if not path.name.startswith(".incoming-"):  # what a run is just taking, or a killed one left
                yield Damaged(Damage.ARCHIVE_FOREIGN, shown)
        elif _hash(path) != path.name:
            yield Damaged(Damage.ARCHIVE_ALTERED, shown)
    for digest in sorted(named):
        if not archive.path(digest).is_file():
            yield Damaged(Damage.ARCHIVE_MISSING, archive.path(digest).relative_to(home).as_posix())


def _edition_damage(home: Path, editions: Iterable[Edition]) -> Iterator[Damaged]:
    known = set()
    for edition in editions:
        folder = edition.folder(home)
        known.add(folder)
        yield from _damage_of(edition, home, folder)
    for manifest in sorted((home / EDITIONS).rglob(MANIFEST)):
        folder = manifest.parent
        if folder not in known and not folder.name.startswith(".unfinished-"):
            yield Damaged(Damage.EDITION_FOREIGN, folder.relative_to(home).as_posix())


def _damage_of(edition: Edition, home: Path, folder: Path) -> Iterator[Damaged]:
    shown = folder.relative_to(home)
    manifest_path = folder / MANIFEST
    try:
        manifest = read_manifest(edition, home)
    except BrokenEditionError:
        damage = Damage.EDITION_ALTERED if manifest_path.is_file() else Damage.EDITION_MISSING
        yield Damaged(damage, (shown / MANIFEST).as_posix())
        return
    entries = {entry.path: entry.sha256 for entry in manifest.files}
    for name, digest in entries.items():
        if not (folder / name).is_file():
            yield Damaged(Damage.EDITION_MISSING, (shown / name).as_posix())
        elif _hash(folder / name) != digest:
            yield Damaged(Damage.EDITION_ALTERED, (shown / name).as_posix())
    for path in sorted(_files_below(folder)):
        name = path.relative_to(folder).as_posix()
        if name not in entries and name != MANIFEST:
            yield Damaged(Damage.EDITION_FOREIGN, (shown / name).as_posix())


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder that is no folder, links as they stand."""
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, sha256).hexdigest()
