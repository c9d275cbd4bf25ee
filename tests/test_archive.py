"""The archive keeps every byte under its own hash, once."""

from hashlib import sha256
from pathlib import Path

import pytest

from sarup.record.archive import Archive


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
