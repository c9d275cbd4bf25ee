"""No request leaves the machine: the guard of all tests holds, and a report needs no network at all."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.at_start.sitecustomize import TOUCHED
from tests.support.whole_way import HALF, SAMPLE

# An address that is kept for documents (RFC 5737); nobody answers there.
NOBODY = ("192.0.2.1", 80)


@pytest.fixture
def touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file in which the guard writes here what would fail any other test."""
    monkeypatch.setenv(TOUCHED, str(tmp_path / "touched"))
    return tmp_path / "touched"


def test_whoever_touches_another_machine_is_refused_and_told(touched: Path) -> None:
    with pytest.raises(PermissionError), socket.socket() as one:
        one.connect(NOBODY)
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.go.th", 80)
    assert touched.read_text(encoding="utf-8") == "socket.connect 192.0.2.1\nsocket.getaddrinfo example.go.th\n"


def test_so_is_a_process_that_a_test_starts(touched: Path) -> None:
    code = f"import socket; socket.create_connection({NOBODY!r})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 1
    assert "192.0.2.1" in touched.read_text(encoding="utf-8")


def test_this_machine_may_be_asked(touched: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    assert not touched.exists()


# A network of its own that has nothing but this machine in it, which is not up at first (SIOCSIFFLAGS: IFF_UP).
CUT_OFF = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    fcntl.ioctl(one, 0x8914, struct.pack("16sh", b"lo", 1))
os.execv(sys.argv[1], sys.argv[1:])
"""
UNSHARE = ("unshare", "--map-root-user", "--net")


def can_cut_off() -> bool:
    """Tell whether this system lets a user have a network of his own."""
    return (
        shutil.which("unshare") is not None and subprocess.run([*UNSHARE, "true"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not can_cut_off(), reason="this system lets no user cut off the network")
def test_a_report_is_made_with_the_network_cut_off(tmp_path: Path) -> None:
    for path in ("plan/plan-2564.xlsx", "hr/รายงานผล_hr_2564-6m.xlsx"):
        (tmp_path / "inbox" / path).parent.mkdir(parents=True)
        shutil.copy(SAMPLE / "inbox" / path, tmp_path / "inbox" / path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    sarup = Path(sys.executable).with_name("sarup")
    folders = ("--inbox", tmp_path / "inbox", "--reference", SAMPLE / "reference", "--home", tmp_path / "home")
    done = subprocess.run(
        [*UNSHARE, sys.executable, "-c", CUT_OFF, sarup, "report", HALF, *folders],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.suffix for path in (tmp_path / "home" / "output" / HALF).iterdir()}
    assert made == {".docx", ".html", ".pdf", ".xlsx"}
