"""What cannot be computed again, as one file: a plain tar with the hash of everything in it, last `manifest.json`.

The journal is copied first, as it stands at one moment; archive and editions only ever grow, so that what it names is
there however many runs go on. The same home gives the same bytes.
"""

import io
import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO, cast

from sarup.errors import BrokenArchiveError, BrokenBackupError, BrokenEditionError
from sarup.record.archive import Archive
from sarup.record.damage import ARCHIVE, EDITIONS
from sarup.record.editions import MANIFEST as EDITION_MANIFEST
from sarup.record.editions import Edition, read_manifest
from sarup.record.journal_file import JOURNAL, copy_journal, read_state
from sarup.system import keep_private, remove_file, replace_file, sync_folder

MANIFEST, FORMAT = "manifest.json", 1
REFERENCE, SETTINGS = "reference", "sarup.toml"
PIECE = 1 << 20
_PLACE = re.compile(rf"({ARCHIVE}|{EDITIONS}|{REFERENCE})/.+|{re.escape(JOURNAL)}|{re.escape(SETTINGS)}")


@dataclass(frozen=True)
class PackedFile:
    """A file of a backup: where it lies in a home, its size in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """What was packed or unpacked, in the order of the paths, and which version of Sarup packed it."""

    made_by: str
    files: tuple[PackedFile, ...]

    @property
    def byte_count(self) -> int:
        """Return how much all files come to."""
        return sum(one.size for one in self.files)


def pack(home: Path, beside: Mapping[str, bytes], target: Path, made_by: str) -> Backup:
    """Write a backup of a home; `beside` are the files to go with it by their path in the restored home.

    `target` is there whole or not at all. Raises BrokenArchiveError or BrokenEditionError where a file is not what it
    should be: a backup of it would take the place of a good one.
    """
    unfinished = target.with_name(f".unfinished-{target.name}")
    try:
        with unfinished.open("wb") as file:
            keep_private(unfinished)
            backup = _pack(home, beside, file, made_by)
            file.flush()
            os.fsync(file.fileno())
        replace_file(unfinished, target)
    finally:
        remove_file(unfinished)
    sync_folder(target.parent)
    return backup


def unpack(source: Path, folder: Path) -> Backup:
    """Unpack a backup into an empty folder and return what it holds.

    Raises BrokenBackupError, naming what is wrong, for a file that is no whole backup; the folder then holds a part.
    """
    try:
        with tarfile.TarFile.open(source, mode="r:") as tar:
            found = list(_unpacked(tar, folder))
    except (tarfile.TarError, EOFError) as error:
        raise BrokenBackupError(source.name) from error
    backup = _read_manifest(folder / MANIFEST) if found and found[-1].path == MANIFEST else None
    if backup is None:
        raise BrokenBackupError(MANIFEST)
    if differing := {*backup.files} ^ {*found[:-1]}:
        raise BrokenBackupError(min(one.path for one in differing))
    (folder / MANIFEST).unlink()
    return backup


def _pack(home: Path, beside: Mapping[str, bytes], file: BinaryIO, made_by: str) -> Backup:
    with (
        TemporaryDirectory() as scratch,
        tarfile.TarFile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        journal = Path(scratch) / JOURNAL
        copy_journal(home / JOURNAL, journal)
        state = read_state(journal)
        packed = [
            *_pack_archive(tar, home, state.named),
            *_pack_editions(tar, home, state.editions),
            _add(tar, JOURNAL, journal),
            *(_add(tar, name, io.BytesIO(data)) for name, data in sorted(beside.items())),
        ]
        backup = Backup(made_by, tuple(packed))
        text = json.dumps({"format": FORMAT, **asdict(backup)}, ensure_ascii=False, indent=1) + "\n"
        _add(tar, MANIFEST, io.BytesIO(text.encode()))
    return backup


def _pack_archive(tar: tarfile.TarFile, home: Path, named: Iterable[str]) -> Iterator[PackedFile]:
    archive = Archive(home / ARCHIVE)
    for digest in sorted(named):
        path = archive.path(digest)
        packed = _add(tar, path.relative_to(home).as_posix(), path) if path.is_file() else None
        if packed is None or packed.sha256 != digest:
            raise BrokenArchiveError(path)
        yield packed


def _pack_editions(tar: tarfile.TarFile, home: Path, editions: Iterable[Edition]) -> Iterator[PackedFile]:
    for edition in editions:
        folder = edition.folder(home)
        entries = {one.path: one.sha256 for one in read_manifest(edition, home).files}
        for name, digest in {EDITION_MANIFEST: edition.manifest_sha256, **entries}.items():
            path = folder / name
            packed = _add(tar, path.relative_to(home).as_posix(), path) if path.is_file() else None
            if packed is None or packed.sha256 != digest:
                raise BrokenEditionError(path)
            yield packed


def _add(tar: tarfile.TarFile, name: str, source: Path | BinaryIO) -> PackedFile:
    """Add a file under a name, without owner, rights and time; return its size and hash as they were written."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            return _add(tar, name, file)
    info, reading = tarfile.TarInfo(name), _Hashing(source)
    info.size, info.mode = source.seek(0, os.SEEK_END), 0o644
    source.seek(0)
    tar.addfile(info, cast(IO[bytes], reading))
    return PackedFile(name, info.size, reading.digest.hexdigest())


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.digest = source, sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self.source.read(size)
        self.digest.update(piece)
        return piece


def _unpacked(tar: tarfile.TarFile, folder: Path) -> Iterator[PackedFile]:
    """Write each file of a backup into a folder, on the disk; nothing else, and nothing outside, is ever written."""
    for info in tar:
        target = folder / info.name
        is_place = info.name == MANIFEST or _PLACE.fullmatch(info.name)
        if not (info.isreg() and is_place and _is_within(info.name)) or target.exists():
            raise BrokenBackupError(info.name)
        source = tar.extractfile(info)
        assert source is not None  # a regular file has its bytes
        target.parent.mkdir(parents=True, exist_ok=True)
        reading = _Hashing(cast(BinaryIO, source))
        with target.open("wb") as file:  # the folder was empty
            while piece := reading.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if info.name == SETTINGS:
            keep_private(target)  # it may have a password
        yield PackedFile(info.name, info.size, reading.digest.hexdigest())


def _is_within(name: str) -> bool:
    return not {"..", "."} & {*name.split("/")} and not {"\\", ":", "\0"} & {*name}


def _read_manifest(path: Path) -> Backup | None:
    """Return what a manifest says; None for one that is none of ours."""
    try:
        written = json.loads(path.read_bytes())
        files = tuple(PackedFile(**one) for one in written["files"])
        return Backup(written["made_by"], files) if written["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError):
        return None
