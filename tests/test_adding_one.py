"""One more column of a form, one more kind of measure: at most four files, and everything knows it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "sql", "templates", "expectations", "tests/support", "tests/__init__.py")
MOST_FILES = 4

COLUMN = {
    "templates/submission/results.yaml": (
        "      - {field: remark,",
        "      - {field: partner, head: col.partner, level: item, width: 30, written: prose, optional: true}\n"
        "      - {field: remark,",
    ),
    "templates/phrases.yaml": ("col.remark: ", "col.partner: หน่วยงานร่วมดำเนินการ\ncol.remark: "),
    "sql/columns.yaml": (
        "  remark: {th:",
        "  partner: {th: หน่วยงานร่วมดำเนินการ, en: Who worked along}\n  remark: {th:",
    ),
}
# The seats that divisions hold at the end of a round add up; fewer at the year's end is asked about.
KIND = {
    "templates/submission/kinds.yaml": (
        "stock: {",
        "seats: {asks: value, is_whole: true, falls: told, across_rounds: latest, across_divisions: sum, "
        "interim: half}\nstock: {",
    ),
    "templates/phrases.yaml": (
        "  stock: จำนวน ณ สิ้นรอบ\n",
        "  seats: จำนวนที่นั่ง\n  stock: จำนวน ณ สิ้นรอบ\n",
    ),
    "src/sarup/codes.py": ('    STOCK = "stock"\n', '    SEATS = "seats"\n    STOCK = "stock"\n'),
}


def with_one_more(folder: Path, changes: Mapping[str, tuple[str, str]], *words: str) -> Any:
    """Return what a copy of the tree with these changes says of itself."""
    assert len(changes) <= MOST_FILES
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for name, (before, after) in changes.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, before)
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder / "src"), str(folder)))}
    command = [sys.executable, str(folder / "tests" / "support" / "one_more.py"), *words]
    said = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_a_column_is_written_read_kept_and_explained(tmp_path: Path) -> None:
    said = with_one_more(tmp_path / "tree", COLUMN, "column", str(tmp_path))
    assert said["read"] == [["กรมตัวอย่าง", "กรมตัวอย่าง"]]
    assert said["comment"] == "หน่วยงานร่วมดำเนินการ — Who worked along"
    assert said["is_written"]


def test_a_kind_adds_up_as_its_line_says(tmp_path: Path) -> None:
    """3 and 4 of 12 are over the half of it; 5 and 6 in the year are not 12."""
    said = with_one_more(tmp_path / "tree", KIND, "kind")
    assert said["rolled"] == [["6m", 7, "half", "on_track"], ["12m", 11, "final", "not_met"]]
