"""`sarup init`: what it makes is valid at once, and what is there already is left alone."""

import csv
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml

from sarup.cli import app as cli
from sarup.cli import looking_after
from sarup.commands.init import OfficeToBe, make_office
from sarup.errors import UsageError
from sarup.gather.reference_folder import read_reference
from sarup.phrases import known_phrases
from sarup.settings import CONFIG, Settings

PHRASES = known_phrases()
OFFICE = OfficeToBe(
    agency_code="smp",
    agency_name="สำนักงาน “ตัวอย่าง”, (ข้อมูลตัวอย่าง)",
    agency_short="สตย.",
    divisions=(("plan", 'กลุ่มแผน: "งาน" # ๑'), ("fin", "กลุ่มคลัง, พัสดุ"), ("กจ", "กลุ่มกฎหมาย")),
    fiscal_year_be=2569,
)
ENDING = {"plan", "fin", "กจ"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_office(tmp_path / "office", OFFICE, PHRASES)
    return tmp_path / "office"


def test_the_reference_folder_is_read_as_it_was_asked_for(folder: Path) -> None:
    known = read_reference(folder / "reference")
    assert known.agencies[0]["agency_name"] == OFFICE.agency_name
    assert known.agencies[0]["agency_short"] == "สตย."
    assert known.division_names() == dict(OFFICE.divisions)
    assert [row["planning_office"] for row in known.divisions] == ["true", "false", "false"]
    assert known.report.office == 'กลุ่มแผน: "งาน" # ๑'


def test_its_rounds_are_those_of_the_fiscal_year(folder: Path) -> None:
    half, year = read_reference(folder / "reference").rounds
    assert (half.round_code, half.covers_from, half.asks_to, half.due_on) == (
        "2569-6m",
        date(2025, 10, 1),
        date(2026, 3, 31),
        date(2026, 4, 16),  # the 15th is Songkran
    )
    assert (year.round_code, year.asks_from, year.covers_to, year.due_on) == (
        "2569-12m",
        date(2026, 4, 1),
        date(2026, 9, 30),
        date(2026, 10, 15),
    )


def test_its_settings_lead_to_its_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SARUP_HOME", raising=False)
    monkeypatch.setenv(CONFIG, str(folder / "sarup.toml"))
    settings = Settings()
    assert (settings.home, settings.inbox, settings.reference) == tuple(
        folder / name for name in ("home", "inbox", "reference")
    )
    assert {path.name for path in (folder / "inbox").iterdir()} == ENDING


def test_every_example_in_its_files_is_valid_once_its_mark_is_taken_away(folder: Path) -> None:
    def unmarked(path: Path, separator: str) -> str:
        """Return a file with its examples in force and its other comments gone."""
        lines = [line.removeprefix("# ") for line in path.read_text(encoding="utf-8").splitlines()[2:]]
        keys = [line for line in lines if line.split(separator)[0].strip().replace("_", "").isascii()]
        return "\n".join(line for line in keys if separator in line)

    settings = tomllib.loads(unmarked(folder / "sarup.toml", " = "))
    options = yaml.safe_load(unmarked(folder / "reference" / "report.yaml", ": "))
    assert settings.keys() == Settings.model_fields.keys()
    assert {"columns", "emblem", "signatures", "memo"} < options.keys()
    for name, value in (("settings", settings), ("report", options)):
        schema = yaml.safe_load((folder / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.validate(value, schema)


def test_each_table_opens_in_excel_with_a_line_that_says_what_it_is(folder: Path) -> None:
    tables = sorted((folder / "reference").glob("*.csv"))
    assert [path.stem for path in tables] == ["agencies", "contacts", "divisions", "holidays", "rounds"]
    for path in tables:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf# ")
        (about, heads, *_) = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        assert len(about) == 1 and all(heads)


def test_a_folder_that_holds_anything_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "note").write_bytes(b"mine")
    with pytest.raises(UsageError, match="จึงไม่สร้างทับ"):
        make_office(tmp_path, OFFICE, PHRASES)
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"fiscal_year_be": 2026}, "ปีงบประมาณ “2026”"),
        ({"divisions": (("a/b", "กอง"),)}, "divisions.csv"),
        ({"divisions": (("a", "กอง"), ("a", "กลุ่ม"))}, "divisions.csv"),
        ({"agency_code": "..", "divisions": (("a", "กอง"),)}, "agencies.csv"),
    ],
    ids=["year", "no folder", "twice", "agency"],
)
def test_what_cannot_be_is_told_and_nothing_is_left(tmp_path: Path, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        make_office(tmp_path / "office", replace(OFFICE, **wrong), PHRASES)  # type: ignore[arg-type]
    assert [*tmp_path.iterdir()] == []


def ended(*words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["sarup", *words])
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return int(ending.value.code or 0)


def test_the_command_asks_nobody_where_nobody_sits_and_names_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("init", str(tmp_path / "o"), "--agency-code", "smp")
    assert ended(*words, monkeypatch=monkeypatch) == 64
    assert "--agency-name --division" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_person_is_asked_for_all_that_no_option_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["สำนักงาน", "", "smp", "plan=กลุ่มแผนงาน", "fin = กลุ่มคลัง", "", 2570])
    monkeypatch.setattr(looking_after.typer, "prompt", lambda *_, **__: next(answers))
    monkeypatch.setattr("sys.argv", ["sarup", "init", str(tmp_path / "o")])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    cli.app(standalone_mode=False)
    known = read_reference(tmp_path / "o" / "reference")
    assert [row["agency_code"] for row in known.agencies] == ["smp"]
    assert known.division_names() == {"plan": "กลุ่มแผนงาน", "fin": "กลุ่มคลัง"}
    assert [one.round_code for one in known.rounds] == ["2570-6m", "2570-12m"]
    assert "inbox/plan" in capsys.readouterr().out


def test_the_forms_command_works_at_once_in_the_new_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SARUP_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    words = ("init", "--agency-name", "ก", "--agency-code", "a", "--division", "plan=แผน", "--year", "2569")
    assert ended(*words, monkeypatch=monkeypatch) == 0
    monkeypatch.chdir(tmp_path / "office")
    assert ended("forms", "--plan", monkeypatch=monkeypatch) == 0
    assert [path.name for path in Path("forms").iterdir()] == ["plan-new.xlsx"]
    assert ended("doctor", monkeypatch=monkeypatch) == 0
    assert "[ต้องแก้ไข]" not in capsys.readouterr().out
