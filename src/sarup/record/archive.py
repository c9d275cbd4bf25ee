"""Every received file, byte for byte, under the name of its SHA-256; written once, never changed."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sarup.errors import StorageError
from sarup.system import is_running, remove_file, replace_file, sync_folder

# A SHA-256 as it is written here.
DIGEST = re.compile("[0-9a-f]{64}")
PIECE = 1 << 20


class UnreadableSourceError(OSError):
    """What is to be kept cannot be read: a fault of where it lies, not of the archive."""


class Archive:
    """The folder `archive/` of a home: `ab/abcdef….` holds the bytes whose SHA-256 is abcdef…."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Store the bytes durably and return their SHA-256; the same bytes again change nothing."""
        return self.keep_file(io.BytesIO(data))

    def keep_file(self, source: BinaryIO) -> str:
        """Store what is left of an open file durably, without ever holding it in memory; return its SHA-256.

        Raises UnreadableSourceError where the source cannot be read, StorageError where the archive cannot be written.
        """
        incoming = self.folder / f".incoming-{os.getpid()}"
        with _storing(incoming):
            self.folder.mkdir(parents=True, exist_ok=True)
            digest = _copy(source, incoming)
        path = self.path(digest)
        with _storing(path):
            if path.exists():
                remove_file(incoming)
            else:
                is_new = not path.parent.exists()
                path.parent.mkdir(exist_ok=True)
                replace_file(incoming, path)
                sync_folder(path.parent)
                if is_new:
                    sync_folder(self.folder)
        return digest

    def remove_leftovers(self) -> None:
        """Delete what killed processes had not finished; what another process is at work on stays."""
        for path in self.folder.glob(".incoming-*"):
            if not is_running(int(path.name.rpartition("-")[2])):
                remove_file(path)

    def path(self, digest: str) -> Path:
        """Return where the bytes with this SHA-256 lie, kept or not."""
        return self.folder / digest[:2] / digest

    def is_place(self, path: Path) -> bool:
        """Tell whether a path is where bytes of some SHA-256 lie, and nothing else."""
        return DIGEST.fullmatch(path.name) is not None and path == self.path(path.name)


@contextmanager
def _storing(path: Path) -> Iterator[None]:
    """Tell what the system refuses at a place of the archive as a fault of ours."""
    try:
        yield
    except UnreadableSourceError:
        raise
    except OSError as error:
        raise StorageError(str(path), error) from error


def _copy(source: BinaryIO, target: Path) -> str:
    """Copy an open file onto the disk; return the SHA-256 of what was read."""
    digest = sha256()
    with target.open("wb") as file:
        while piece := _read(source):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(PIECE)
    except OSError as error:
        raise UnreadableSourceError(*error.args) from error
