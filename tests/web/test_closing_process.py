"""A closing asked for on the page waits for a run at work, and why it is refused is told in the command's own words."""

import sys
from pathlib import Path

import pytest

from sarup.web.closing_process import PAUSE_SECONDS, close_by_command
from sarup.web.office import ClosingAsked

ASKED = ClosingAsked("2564-6m", "tpso", "ผู้อำนวยการ", "--undo ครบถ้วน")
# Busy as often as its file has letters, then as told.
PROGRAM = """
import pathlib, sys
left = pathlib.Path(sys.argv[1])
text = left.read_text() if left.exists() else ""
left.write_text(text[1:])
if text: sys.exit(75)
print(" ".join(sys.argv[2:]), file=sys.stderr)
sys.exit(int(left.with_name("code").read_text()))
"""


@pytest.mark.parametrize(("busy", "code", "waited"), [("", "0", 0), ("bb", "0", 2), ("b", "64", 1)])
def test_it_waits_for_a_run_at_work(tmp_path: Path, busy: str, code: str, waited: int) -> None:
    (tmp_path / "left").write_text(busy)
    (tmp_path / "code").write_text(code)
    pauses: list[float] = []
    program = (sys.executable, "-c", PROGRAM, str(tmp_path / "left"))
    said = close_by_command({"home": tmp_path}, ASKED, program, pauses.append)
    assert pauses == [PAUSE_SECONDS] * waited
    words = f"close 2564-6m --role=ผู้อำนวยการ --reason=--undo ครบถ้วน --agency=tpso --home={tmp_path}"
    assert said == ("" if code == "0" else words)
