"""What the documents of the sample say stands in a file beside this one, so that a change is read in its diff."""

import difflib
from pathlib import Path

import docx
import pytest

from tests.golden.said import said_of_a_round
from tests.support.whole_way import HALF, YEAR, Published

HERE = Path(__file__).parent
ANEW = "if this is meant: uv run python -m tests.golden, then read the diff"
MOST_LINES = 60


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_the_documents_say_what_their_golden_text_says(office: Published, round_code: str) -> None:
    golden = HERE / f"{round_code}.txt"
    changed = difference(golden.read_text(encoding="utf-8"), said_of_a_round(office.documents[round_code]))
    if changed:
        pytest.fail(f"{golden.name}: {ANEW}\n{changed}", pytrace=False)


def test_every_golden_text_is_of_a_round() -> None:
    assert {path.name for path in HERE.glob("*.txt")} == {f"{code}.txt" for code in (HALF, YEAR)}


def test_a_word_more_in_one_format_is_seen(office: Published, tmp_path: Path) -> None:
    before = said_of_a_round(office.documents[HALF])
    again = {path.suffix: tmp_path / path.name for path in office.documents[HALF]}
    for path in office.documents[HALF]:
        again[path.suffix].write_bytes(path.read_bytes())
    page = again[".html"].read_text(encoding="utf-8")
    again[".html"].write_text(page.replace("</main>", "<p>คำที่เกินมา</p></main>"), encoding="utf-8")
    assert changed_lines(before, said_of_a_round([*again.values()])) == ["+คำที่เกินมา"]
    document = docx.Document(str(again[".docx"]))
    document.paragraphs[-1].text += " คำที่เกินมา"
    document.save(str(again[".docx"]))
    changed = changed_lines(before, said_of_a_round([*again.values()]))
    assert len([line for line in changed if line.startswith("+") and line.endswith("คำที่เกินมา")]) == 3


def changed_lines(before: str, now: str) -> list[str]:
    return [line for line in difference(before, now).splitlines()[2:] if line[0] in "+-"]


def test_the_difference_shows_the_changed_line() -> None:
    assert difference("ก\nข\n", "ก\nค\n").splitlines()[-2:] == ["-ข", "+ค"]


def difference(golden: str, now: str) -> str:
    """Return what changed as a unified diff, cut after its first lines; nothing if nothing did."""
    lines = list(difflib.unified_diff(golden.splitlines(), now.splitlines(), "golden", "now", lineterm="", n=1))
    more = [f"… and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])
