"""What other systems need, tested here by the switches of sarup/system.py; no other system was at hand."""

import errno
import io
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from sarup import placement, system
from sarup.cli.progress import Stages
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.pipeline import open_run

SAMPLE = Path(__file__).resolve().parents[1] / "examples/tpso-2564"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the branches of Windows."""
    monkeypatch.setattr(system, "IS_WINDOWS", True)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "PAUSES", (0.0,) * 6)


def refusing(call: Callable[..., object], times: int, number: int = errno.EACCES) -> Callable[..., object]:
    """Return the call, refused so many times as Windows refuses it for a file that is held open."""
    left = [times]

    def refused(*arguments: object, **options: object) -> object:
        if left[0]:
            left[0] -= 1
            raise OSError(number, "The process cannot access the file")
        return call(*arguments, **options)

    return refused


def pair(folder: Path) -> tuple[Path, Path]:
    new, old = folder / "new", folder / "old"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    return new, old


@pytest.mark.parametrize("times", [1, 6])
def test_what_is_held_open_for_moments_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_pauses: None, times: int
) -> None:
    new, old = pair(tmp_path)
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, times))
    system.replace_file(new, old)
    assert (old.read_bytes(), new.exists()) == (b"new", False)


def test_what_stays_held_open_is_refused_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_pauses: None
) -> None:
    new, old = pair(tmp_path)
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, 7))
    with pytest.raises(PermissionError):
        system.replace_file(new, old)
    assert (old.read_bytes(), new.read_bytes()) == (b"old", b"new")


def test_what_fails_for_another_reason_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = pair(tmp_path)
    monkeypatch.setattr(system.time, "sleep", pytest.fail)
    for name, call in (("replace", lambda: system.replace_file(new, old)), ("unlink", lambda: system.remove_file(old))):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, refusing(getattr(Path, name), 1, errno.EIO))
            with pytest.raises(OSError, match="cannot access"):
                call()


def test_what_is_held_open_is_not_deleted_and_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, old = pair(tmp_path)
    monkeypatch.setattr(Path, "unlink", refusing(Path.unlink, 1))
    assert (system.remove_file(old), old.exists()) == (False, True)
    assert (system.remove_file(old), old.exists()) == (True, False)
    assert system.remove_file(old)


def test_a_folder_that_cannot_be_opened_is_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: None
) -> None:
    monkeypatch.setattr(os, "open", refusing(os.open, 1))
    system.sync_folder(tmp_path)
    monkeypatch.setattr(system, "IS_WINDOWS", False)
    with pytest.raises(PermissionError):
        system.sync_folder(tmp_path)


def test_a_file_is_synced_with_the_right_to_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: None
) -> None:
    new, _ = pair(tmp_path)
    modes: list[int] = []

    def sync(handle: int) -> None:
        import fcntl

        modes.append(fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE)

    monkeypatch.setattr(os, "fsync", sync)
    system.sync_file(new)
    monkeypatch.setattr(system, "IS_WINDOWS", False)
    system.sync_file(new)
    assert modes == [os.O_RDWR, os.O_RDONLY]
    assert new.read_bytes() == b"new"


def test_what_is_published_is_read_only_but_where_that_would_keep_the_next_from_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = pair(tmp_path)
    system.make_read_only(new)
    monkeypatch.setattr(system, "IS_WINDOWS", True)
    system.make_read_only(old)
    assert [stat.S_IMODE(path.stat().st_mode) & 0o222 > 0 for path in (new, old)] == [False, True]


def test_a_reparse_point_is_a_link() -> None:
    folder = SimpleNamespace(st_mode=stat.S_IFDIR, st_file_attributes=stat.FILE_ATTRIBUTE_DIRECTORY)
    junction = SimpleNamespace(st_mode=stat.S_IFDIR, st_file_attributes=stat.FILE_ATTRIBUTE_REPARSE_POINT | 16)
    assert [system.is_link(one) for one in (folder, junction)] == [False, True]  # type: ignore[arg-type]


def test_a_link_is_not_opened_where_the_system_cannot_be_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, _ = pair(tmp_path)
    (tmp_path / "link").symlink_to(new)
    for flag in (system.NO_LINKS, 0):
        monkeypatch.setattr(system, "NO_LINKS", flag)
        with pytest.raises(OSError, match="link"):
            system.open_no_link(os.fsencode(tmp_path / "link"))
        handle = system.open_no_link(os.fsencode(new))
        assert os.read(handle, 9) == b"new"
        os.close(handle)


def test_an_entry_is_looked_at_itself_where_its_folder_does_not_tell_its_inode(tmp_path: Path, windows: None) -> None:
    new, _ = pair(tmp_path)
    (tmp_path / "link").symlink_to(new)
    with os.scandir(os.fsencode(tmp_path)) as found:
        entries = {entry.name: system.status_of(entry) for entry in found}
    assert entries[b"new"].st_ino == new.stat().st_ino
    assert stat.S_ISLNK(entries[b"link"].st_mode)


def test_an_inode_of_64_bits_can_be_kept() -> None:
    status = os.stat_result((0, (1 << 64) - 1, *(0,) * 8))
    assert system.file_number(status) == (1 << 63) - 1


def test_a_process_is_known_to_run_or_not(windows: None) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert [system.is_running(process) for process in (os.getpid(), ended.pid)] == [True, False]


def test_a_path_is_too_long_for_windows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/" + "ก" * 259
    assert not system.is_too_long(path)
    monkeypatch.setattr(system, "_longest_path", lambda: system.LONGEST_PATH)
    assert [system.is_too_long(one) for one in (path, path[:-1])] == [True, False]


@pytest.mark.parametrize(("is_windows", "told"), [(False, "กอง\\U0001f600".encode("cp874")), (True, "กอง😀".encode())])
def test_output_is_utf8_on_windows_and_as_the_user_set_it_elsewhere(
    monkeypatch: pytest.MonkeyPatch, is_windows: bool, told: bytes
) -> None:
    monkeypatch.setattr(system, "IS_WINDOWS", is_windows)
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding="cp874")
    system.speak(stream)
    stream.write("กอง😀")
    stream.flush()
    assert held.getvalue() == told


# As python.exe of a venv on Windows: it starts another program, and that one takes the memory and the time.
PARENT = """
import subprocess, sys
child = "import sys, time\\nheld = bytearray(80 << 20)\\nend = time.process_time() + 0.3\\n" \\
    "while time.process_time() < end: pass\\nprint('up', flush=True)\\nsys.stdin.read()"
subprocess.run([sys.executable, "-c", child])
"""


def test_what_is_watched_is_a_process_with_its_children() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == b"up\n"
        watch = system.Watch(process.pid)
        memory, cpu = watch.used()
        assert memory > 80 << 20
        assert cpu == pytest.approx(0, abs=0.2)
        process.stdin.close()
        process.wait()
        deadline = time.monotonic() + 10
        while watch.used()[0] and time.monotonic() < deadline:
            time.sleep(0.05)
        assert watch.used()[0] == 0


def test_a_home_too_deep_for_windows_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_longest_path", lambda: len(str(tmp_path)) + 100)
    with pytest.raises(UsageError, match="LongPathsEnabled"):
        open_run("2564-6m", SAMPLE / "inbox", SAMPLE / "reference", tmp_path / "home", None, None, datetime.now(UTC))
    assert list(tmp_path.iterdir()) == []


def test_what_stands_under_another_name_reaches_who_waits_for_the_run() -> None:
    with Stages(known_phrases()) as stages:
        placement.LOGGER.warning("held open", extra={"aside": ("report.docx", "report-2.docx")})
    assert stages.handler.aside == [("report.docx", "report-2.docx")]
