"""What a process that Sarup starts is given: neither passwords nor open files."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sarup.asked_process import AskedProcess
from sarup.gather.pool import WorkerPool

SECRETS = {
    "SARUP_SMTP_PASSWORD": "s3cret-1",
    "SARUP_IMAP_PASSWORD": "s3cret-2",
    "SARUP_ALARM_URLS": "line://s3cret-3",
    "PREFECT_API_KEY": "s3cret-4",
    "PREFECT_API_DATABASE_CONNECTION_URL": "postgresql://sarup:s3cret-5@db/prefect",
}


@contextmanager
def reader() -> Iterator[int]:
    with WorkerPool(size=1) as pool:
        pool._workers[0].wait_until_ready()
        yield pool._workers[0]._process.pid


@contextmanager
def asked() -> Iterator[int]:
    process = AskedProcess("sarup.render.worker", "writing")
    try:
        yield process._process.pid
    finally:
        process.stop()


def environment_of(process: int) -> bytes:
    """Return what a process was given; for a moment after it was started the system shows nothing."""
    for _ in range(500):
        if given := Path(f"/proc/{process}/environ").read_bytes():
            return given
        time.sleep(0.01)
    return b""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system does not show what a process was given")
@pytest.mark.parametrize("child", [reader, asked])
def test_a_child_inherits_neither_secrets_nor_handles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, child: object
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TZ", "Asia/Bangkok")
    opened = os.open(tmp_path, os.O_RDONLY)
    try:
        with child() as pid:  # type: ignore[operator]
            given = environment_of(pid)
            handles = [os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()]
    finally:
        os.close(opened)
    assert b"s3cret" not in given and b"TZ=Asia/Bangkok" in given
    assert str(tmp_path) not in handles
