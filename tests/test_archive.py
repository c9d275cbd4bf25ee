"""The archive keeps every byte under its own hash, once."""

import errno
import io
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from sarup.errors import StorageError
from sarup.record import archive as archive_module
from sarup.record.archive import Archive, UnreadableSourceError


@pytest.mark.parametrize("data", [b"", b"form", bytes(range(256)) * 999])
def test_bytes_come_back_as_they_were(tmp_path: Path, data: bytes) -> None:
    archive = Archive(tmp_path)
    digest = archive.keep(data)
    assert digest == sha256(data).hexdigest()
    assert archive.path(digest).read_bytes() == data
    assert archive.path(digest).parent.name == digest[:2]


def test_the_same_bytes_again_change_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = archive.path(archive.keep(b"form"))
    before = path.stat()
    assert archive.keep(b"form") == path.name
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


class SpoiltAfter(io.BytesIO):
    """A file of which the disk gives the first piece only."""

    def read(self, size: int | None = -1) -> bytes:
        """Return some bytes once, then fail."""
        if self.tell():
            raise OSError(errno.EIO, "the share is gone")
        return super().read(size)


def test_a_source_that_cannot_be_read_is_no_fault_of_the_archive(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as refused:
        Archive(tmp_path).keep_file(SpoiltAfter(b"form"))
    assert refused.value.errno == errno.EIO


def refuse(number: int) -> Callable[..., None]:
    """Return a call of the system that is refused."""

    def call(*_: object, **__: object) -> None:
        raise OSError(number, "refused")

    return call


@pytest.mark.parametrize(
    ("name", "number"),
    [("fsync", errno.EIO), ("write", errno.ENOSPC), ("rename", errno.EROFS), ("mkdir", errno.EDQUOT)],
)
def test_an_archive_that_cannot_be_written_is_a_fault_of_storage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    calls = {"fsync": (os, "fsync"), "write": (archive_module, "_copy"), "rename": (Path, "replace")}
    where = calls.get(name, (Path, name))
    with monkeypatch.context() as patch:
        patch.setattr(*where, refuse(number))
        with pytest.raises(StorageError) as refused:
            Archive(tmp_path / "archive").keep(b"form")
    assert refused.value.reason.errno == number
    assert refused.value.place.startswith(str(tmp_path / "archive"))
    assert Archive(tmp_path / "archive").path(Archive(tmp_path / "archive").keep(b"form")).read_bytes() == b"form"
