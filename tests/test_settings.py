"""Settings: the environment wins over sarup.toml, paths are seen from it, and what is wrong is told with its place."""

import os
from pathlib import Path

import pytest

from sarup.cli import app as cli
from sarup.commands.faulty_settings import say_faulty_settings
from sarup.commands.places import find_places
from sarup.phrases import known_phrases
from sarup.settings import CONFIG, HOME, FaultySettings, Settings, settings_file, unknown_variables


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the place of a sarup.toml beside the home that the environment names."""
    for name in [name for name in os.environ if name.startswith("SARUP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    return tmp_path / "sarup.toml"


def told(file: Path, text: str) -> str:
    """Return what is said of a file with this text."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultySettings) as raised:
        Settings()
    return say_faulty_settings(raised.value, known_phrases())


def test_a_file_beside_the_home_is_read_and_its_paths_are_seen_from_it(file: Path, tmp_path: Path) -> None:
    file.write_text("# ไทย\ninbox = 'in'\nreference = '/ref'\nworkers = 5\n", encoding="utf-8-sig")
    settings = Settings()
    assert (settings.inbox, settings.reference, settings.workers) == (tmp_path / "in", Path("/ref"), 5)
    assert settings.home == tmp_path / "home"
    assert settings.outbox_days == 730


def test_the_environment_wins_over_the_file_and_what_is_given_over_both(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("workers = 5\nas_of_days = 7\nfree_disk_mb = 9\n", encoding="utf-8")
    monkeypatch.setenv("SARUP_WORKERS", "6")
    monkeypatch.setenv("SARUP_AS_OF_DAYS", "8")
    settings = Settings(workers=7)
    assert (settings.workers, settings.as_of_days, settings.free_disk_mb) == (7, 8, 9)


def test_the_file_of_sarup_config_wins_over_the_one_beside_the_home(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("workers = 5\n", encoding="utf-8")
    other = tmp_path / "elsewhere" / "office.toml"
    other.parent.mkdir()
    other.write_text("workers = 6\ninbox = 'in'\n", encoding="utf-8")
    monkeypatch.setenv(CONFIG, str(other))
    assert (settings_file(), Settings().workers, Settings().inbox) == (other, 6, other.parent / "in")


def test_a_named_file_that_is_not_there_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONFIG, "nowhere.toml")
    with pytest.raises(FaultySettings) as raised:
        Settings()
    assert say_faulty_settings(raised.value, known_phrases()).startswith("ไม่พบไฟล์การตั้งค่า nowhere.toml")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("workers = 2\nworkres = 3\n", 2, "ไม่รู้จักการตั้งค่า “workres”"),
        ("\n[mail]\nhost = 'x'\n", 2, "ไม่รู้จักการตั้งค่า “mail”"),
        ("workers = 'สอง'\n", 1, "workers ต้องเป็นตัวเลข มิใช่ “สอง”"),
        ("workers = 0\n", 1, "workers ต้องมากกว่า 0 มิใช่ “0”"),
        ("grace_seconds = -1\n", 1, "grace_seconds ต้องไม่น้อยกว่า 0.0 มิใช่ “-1”"),
        ("inbox = 5\n", 1, "ใช้ค่า “5” กับ inbox ไม่ได้"),
        ("workers = 2\n\nhome = [1,\n", 3, "เขียนไม่ถูกรูปแบบ"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_line_and_remedy(file: Path, text: str, line: int, words: str) -> None:
    said = told(file, text)
    assert said.startswith(f"{file} บรรทัดที่ {line}: {words}")
    assert "โปรด" in said


def test_everything_wrong_is_told_at_once(file: Path) -> None:
    assert len(told(file, "workers = 0\nworkres = 1\n").splitlines()) == 2


def test_a_file_in_another_encoding_is_told(file: Path) -> None:
    file.write_bytes("home = 'ข้อมูล'".encode("cp874"))
    with pytest.raises(FaultySettings) as raised:
        Settings()
    assert "UTF-8" in say_faulty_settings(raised.value, known_phrases())


def test_a_wrong_value_of_the_environment_is_told_by_the_name_of_its_variable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SARUP_WORKERS", "many")
    said = told(file, "workers = 2\n")
    assert said.startswith("SARUP_WORKERS: workers ต้องเป็นตัวเลข มิใช่ “many”")


def test_a_misspelt_variable_is_known_as_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SARUP_WORKRES", "3")
    assert unknown_variables() == ["SARUP_WORKRES"]


def test_folders_are_taken_as_given_else_as_set_up(file: Path, tmp_path: Path) -> None:
    file.write_text("inbox = 'in'\nreference = 'ref'\n", encoding="utf-8")
    places = find_places(None, {"inbox": Path("given"), "reference": None})
    assert places == {"home": tmp_path / "home", "inbox": Path("given"), "reference": tmp_path / "ref"}


def test_the_command_line_ends_with_64_and_takes_the_home_that_it_names(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("workers = 0\n", encoding="utf-8")
    monkeypatch.setenv(HOME, "elsewhere/home")
    monkeypatch.setattr("sys.argv", ["sarup", "report", "2564-6m", "--home", str(tmp_path / "home")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 64
    assert f"{file} บรรทัดที่ 1" in " ".join(capsys.readouterr().err.split())


def test_every_setting_is_told_in_thai() -> None:
    assert known_phrases().options("settings.about").keys() == Settings.model_fields.keys()
