"""docs/rules.md says what expectations/rules.yaml says, and `--check` notices when it does not."""

from pathlib import Path

import pytest

from sarup.codes import Severity
from sarup.findings import Rule
from sarup.pages.documentation import main, rules_page

RULE = Rule("T99", Severity.WARNING, "file", "พบ “{a|b}” <หนึ่ง>", "โปรดแก้\nสองบรรทัด", "A bar would end the cell.")


def test_the_committed_page_is_fresh(root: Path) -> None:
    assert main(["--check", "--docs", str(root / "docs")]) == 0


def test_a_stale_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--docs", str(tmp_path), "--warehouse", str(tmp_path)])
    page = tmp_path / "rules.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert main(["--check", "--docs", str(tmp_path), "--warehouse", str(tmp_path)]) == 1
    assert "is stale" in capsys.readouterr().err


def test_a_missing_page_is_told_and_not_written(tmp_path: Path) -> None:
    assert main(["--check", "--docs", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_rule_is_one_line_of_five_cells() -> None:
    lines = [line for line in rules_page([RULE]).splitlines() if line.startswith("| T99")]
    assert lines == [r"| T99 | warning | พบ “{a\|b}” \<หนึ่ง> | โปรดแก้ สองบรรทัด | A bar would end the cell. |"]


def test_a_scope_lists_errors_first_then_by_code() -> None:
    rules = [Rule(code, Severity(severity), "plan", "ก", "ข", "c") for code, severity in
             [("P02", "notice"), ("P03", "error"), ("P01", "warning"), ("P04", "error")]]  # fmt: skip
    codes = [line.split(" | ")[0] for line in rules_page(rules).splitlines() if line.startswith("| P")]
    assert codes == ["| P03", "| P04", "| P01", "| P02"]
