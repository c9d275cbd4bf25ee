"""What a program prints is UTF-8, whatever the bytes of a file's name are and whatever the terminal speaks."""

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = (sys.executable, "-c", "from sarup.cli.app import run_as_program; run_as_program()")


def check(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run `sarup check` in a folder without a home, its output in the encoding of an old Thai terminal."""
    environment = {**os.environ, "SARUP_HOME": str(folder / "home"), "PYTHONIOENCODING": "cp874"}
    return subprocess.run([*PROGRAM, "check", *words], capture_output=True, env=environment, cwd=folder, timeout=100)


def test_json_is_utf_8_whatever_a_file_is_called(tmp_path: Path) -> None:
    name = b"\xc3\xd2\xc2-\xe0\xb8\x81.xlsx"
    (tmp_path / os.fsdecode(name)).write_bytes(b"no workbook")
    ended = check(tmp_path, os.fsdecode(name), "--json")
    assert ended.returncode == 2
    (told,) = json.loads(ended.stdout.decode("utf-8"))
    assert told["file"] == r"\xc3\xd2\xc2-ก.xlsx"


def test_a_name_that_cannot_be_printed_ends_no_command(tmp_path: Path) -> None:
    ended = check(tmp_path, os.fsdecode(b"\xff-nowhere.xlsx"))
    assert ended.returncode == 64
    assert b"Traceback" not in ended.stderr and b"nowhere.xlsx" in ended.stderr
