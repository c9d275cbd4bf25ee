"""What a reference folder may not say: the same thing twice, or nothing of what it is about."""

import shutil
from pathlib import Path

import pytest

from sarup.office.reference import FaultyReference, read_reference
from tests.support.whole_way import SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE / "reference", tmp_path / "reference"))


def add_line(folder: Path, name: str, line: str) -> int:
    """Add a line at a file's end and return its number."""
    path = folder / name
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    return text.count("\n") + 2


@pytest.mark.parametrize("name", ["agencies.csv", "divisions.csv", "rounds.csv"])
def test_a_line_that_stands_twice_is_told_by_both_places(folder: Path, name: str) -> None:
    again = (folder / name).read_text(encoding="utf-8").splitlines()[1]
    number = add_line(folder, name, again)
    with pytest.raises(FaultyReference, match=f"{name} บรรทัดที่ 2 และ {number} .*ซ้ำกัน"):
        read_reference(folder)


def test_another_time_of_one_division_is_another_line(folder: Path) -> None:
    before = len(read_reference(folder).divisions)
    columns = (folder / "divisions.csv").read_text(encoding="utf-8").splitlines()
    heads, first = columns[0].split(","), columns[1].split(",")
    first[heads.index("valid_from")] = "2029-10-01"
    add_line(folder, "divisions.csv", ",".join(first))
    assert len(read_reference(folder).divisions) == before + 1


def test_a_line_of_commas_says_nothing(folder: Path) -> None:
    before = read_reference(folder)
    for name in ("agencies.csv", "divisions.csv", "rounds.csv"):
        heads = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        add_line(folder, name, "," * heads.count(","))
    after = read_reference(folder)
    assert (after.agencies, after.divisions, after.rounds) == (before.agencies, before.divisions, before.rounds)


def test_a_line_without_its_code_is_told(folder: Path) -> None:
    heads = (folder / "divisions.csv").read_text(encoding="utf-8").splitlines()[0]
    number = add_line(folder, "divisions.csv", ",x" + "," * (heads.count(",") - 1))
    with pytest.raises(FaultyReference, match=f"บรรทัดที่ {number} ไม่มี division_code"):
        read_reference(folder)
