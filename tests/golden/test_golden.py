"""The text of every document of the sample stands in a file beside this one, so that a change is read in its diff."""

import difflib
from pathlib import Path

import pytest

from tests.support.document_texts import read_text
from tests.support.whole_way import ENDINGS, HALF, YEAR, Published

HERE = Path(__file__).parent
ANEW = "if this is meant: uv run python tests/golden, then read the diff"
MOST_LINES = 60


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_a_document_says_what_its_golden_text_says(office: Published, round_code: str, ending: str) -> None:
    golden = HERE / f"{round_code}.{ending}.txt"
    changed = difference(golden.read_text(encoding="utf-8"), read_text(office.document(round_code, ending)))
    if changed:
        pytest.fail(f"{golden.name}: {ANEW}\n{changed}", pytrace=False)


def test_every_golden_text_belongs_to_a_document() -> None:
    assert {path.name for path in HERE.glob("*.txt")} == {
        f"{code}.{end}.txt" for code in (HALF, YEAR) for end in ENDINGS
    }


def test_the_difference_shows_the_changed_line() -> None:
    assert difference("ก\nข\n", "ก\nค\n").splitlines()[-2:] == ["-ข", "+ค"]


def difference(golden: str, now: str) -> str:
    """Return what changed as a unified diff, cut after its first lines; nothing if nothing did."""
    lines = list(difflib.unified_diff(golden.splitlines(), now.splitlines(), "golden", "now", lineterm="", n=1))
    more = [f"… and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])
