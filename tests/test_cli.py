"""The command line as a person meets it: exit codes for programs, Thai for people, nothing published by halves."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock
from openpyxl import load_workbook

from sarup import pipeline
from sarup.assets import asset_path
from sarup.cli import app as cli
from sarup.warehouse_file import WAREHOUSE
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published, publish_judged

PROGRAM = (sys.executable, "-c", "from sarup.cli.app import run_as_program; run_as_program()")
INBOX, REFERENCE = str(SAMPLE / "inbox"), str(SAMPLE / "reference")


def sarup(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program with its own home and current folder."""
    environment = {**os.environ, "SARUP_HOME": str(home), "COLUMNS": "160", "PREFECT_HOME": str(home / "prefect")}
    return subprocess.run(
        [*PROGRAM, *words], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home, timeout=200
    )


def folder(tmp_path: Path, name: str, *files: str) -> str:
    """Make a folder with empty files and return it."""
    for file in files:
        (tmp_path / name / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name / file).touch()
    (tmp_path / name).mkdir(exist_ok=True)
    return str(tmp_path / name)


WRONG = {
    "an unknown round": (("report", "2564-9m", "--inbox", INBOX, "--reference", REFERENCE), "ไม่รู้จักรอบ"),
    "a missing inbox": (("report", HALF, "--inbox", "nowhere", "--reference", REFERENCE), "ไม่พบโฟลเดอร์ nowhere"),
    "a missing reference": (("report", HALF, "--inbox", INBOX, "--reference", "nowhere"), "ไม่พบโฟลเดอร์ nowhere"),
    "an empty inbox": (("report", HALF, "--inbox", "empty", "--reference", REFERENCE), "ไม่พบไฟล์รายงาน"),
    "no reference file": (("report", HALF, "--inbox", INBOX, "--reference", "empty"), "ไม่พบไฟล์อ้างอิง agencies.csv"),
    "no folder ever named": (("report", HALF), "--inbox"),
    "forms of nothing": (("forms",), "sarup forms"),
    "forms of an unknown round": (
        ("forms", "2564-9m", "--inbox", INBOX, "--reference", REFERENCE, "--output", "out"),
        "ไม่รู้จักรอบ",
    ),
    "forms without a plan": (
        ("forms", HALF, "--inbox", "planless", "--reference", REFERENCE, "--output", "out"),
        "ไม่พบแผน",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_ends_with_64_and_says_in_thai_what_to_do(tmp_path: Path, case: str) -> None:
    folder(tmp_path, "empty")
    folder(tmp_path, "planless", "pr/form.xlsx")
    words, sentence = WRONG[case]
    ended = sarup(tmp_path, *words)
    assert ended.returncode == 64, ended.stderr
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    assert not (tmp_path / "out").exists() and not (tmp_path / "sarup.duckdb").exists()


def test_a_misspelt_option_ends_with_64(tmp_path: Path) -> None:
    ended = sarup(tmp_path, "report", HALF, "--inbok", INBOX)
    assert ended.returncode == 64
    assert "Traceback" not in ended.stderr


def test_help_lists_the_commands(tmp_path: Path) -> None:
    ended = sarup(tmp_path, "--help")
    assert ended.returncode == 0
    assert all(command in ended.stdout for command in ("report", "forms", "64", "70", "75"))


def test_a_home_in_use_ends_with_75(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"):
        ended = sarup(tmp_path, "report", HALF, "--inbox", INBOX, "--reference", REFERENCE)
    assert ended.returncode == 75, ended.stderr
    assert "การประมวลผลอื่น" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "sarup.duckdb").exists()


def test_forms_are_one_workbook_a_division(tmp_path: Path) -> None:
    ended = sarup(tmp_path, "forms", YEAR, "--inbox", INBOX, "--reference", REFERENCE, "--output", "out")
    assert ended.returncode == 0, ended.stderr
    written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.xlsx"))
    divisions = ["aud", "data", "eth", "fin", "hr", "it", "legal", "plan", "pr", "psd", "risk"]
    assert written == [f"{division}/{division}_{YEAR}.xlsx" for division in divisions]
    assert all(name in ended.stdout for name in written)
    assert previous_values(tmp_path / "out" / "pr" / f"pr_{YEAR}.xlsx") == {"1.2.4": 10, "3.0.3": 6, "4.2.3": None}


def test_the_plan_workbook_is_written_again_or_empty(tmp_path: Path) -> None:
    known = sarup(tmp_path, "forms", "--plan", "--inbox", INBOX, "--reference", REFERENCE, "--output", "out")
    empty = sarup(tmp_path, "forms", "--plan", "--output", "out")
    assert (known.returncode, empty.returncode) == (0, 0), known.stderr + empty.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["plan-new.xlsx", "plan-tpso-2564.xlsx"]
    assert "1.1.1" in texts(tmp_path / "out" / "plan-tpso-2564.xlsx")
    assert "1.1.1" not in texts(tmp_path / "out" / "plan-new.xlsx")


def previous_values(path: Path) -> dict[str, object]:
    """Return item code -> the six-month value locked beside; the returned first file of `pr` must not be its source."""
    rows = list(load_workbook(path)["ผลการดำเนินการ"].values)
    header = next(row for row in rows if "รหัสรายการ" in row)
    code = header.index("รหัสรายการ")
    value = next(n for n, head in enumerate(header) if str(head).startswith("ผลสะสมรอบ ๖ เดือน"))
    return {str(row[code]): row[value] for row in rows[rows.index(header) + 1 :] if row[code]}


def texts(path: Path) -> set[str]:
    return {str(value) for sheet in load_workbook(path).worksheets for row in sheet.values for value in row}


def kept_files(home: Path) -> dict[str, str]:
    """Return the live database and the archive by hash."""
    files = [home / WAREHOUSE, *(path for path in (home / "archive").rglob("*") if path.is_file())]
    return {str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest() for path in files}


def test_an_internal_failure_publishes_nothing(
    office: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, broken = tmp_path / "home", tmp_path / "sql"
    shutil.copytree(office.home, home)
    shutil.copytree(asset_path("sql"), broken)
    (broken / "5_report" / "item.sql").write_text("create view report.item as select nothing from core.item")
    before, documents = kept_files(home), [path.read_bytes() for path in office.documents[HALF]]
    monkeypatch.setattr(pipeline, "asset_path", lambda name: broken if name == "sql" else asset_path(name))
    with pytest.raises(RuntimeError, match=r"report\.item"):
        publish_judged(SAMPLE / "inbox", home, office.submissions, office.findings)
    assert kept_files(home) == before
    assert [(home / "output" / HALF / path.name).read_bytes() for path in office.documents[HALF]] == documents


def test_the_run_after_a_failure_clears_what_it_left(office: Published, tmp_path: Path) -> None:
    (tmp_path / ".building-1.duckdb").write_bytes(b"half a database")
    (tmp_path / ".building-1.duckdb.wal").write_bytes(b"half a log")
    publish_judged(SAMPLE / "inbox", tmp_path, office.submissions, office.findings)
    assert list(tmp_path.glob(".building-*")) == []


def test_a_failure_of_ours_ends_with_70_and_a_thai_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(pipeline, "open_run", fail)
    words = ["sarup", "report", HALF, "--inbox", INBOX, "--reference", REFERENCE, "--home", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ending:
        cli.main()
    said = capsys.readouterr().err
    assert ending.value.code == 70
    assert "ไม่มีการเผยแพร่ข้อมูล" in said and "disk on fire" in said
