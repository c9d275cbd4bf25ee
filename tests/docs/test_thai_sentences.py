"""Thai sentences stand in templates/phrases.yaml and expectations/rules.yaml alone: the code has words and patterns."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
THAI = re.compile(r"[\u0e00-\u0e7f]")
# What makes a text a pattern of regular expressions, which reads sentences and says none.
PATTERN = re.compile(r"[\\\[(|?*+]")
# A part of an f-string may be the middle of a sentence: two words with a space between are enough.
SENTENCE = re.compile(r"[\u0e00-\u0e7f]{2,} +[\u0e00-\u0e7f]{2,}|โปรด")


def said_in(source: str) -> list[str]:
    """Return the texts of a module that are Thai sentences; docstrings tell examples and do not count."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    return [text for text in texts if SENTENCE.search(text) and not PATTERN.search(text)]


@pytest.mark.parametrize("module", MODULES, ids=[path.relative_to(ROOT).as_posix() for path in MODULES])
def test_a_module_says_no_sentence(module: Path) -> None:
    assert said_in(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 'โปรดระบุ'", ["โปรดระบุ"]),
        ("x = f'ไฟล์อ้างอิง {name} บรรทัดที่ {line} ไม่มี รหัส'", [" ไม่มี รหัส"]),
        ("x = 'ร้อยละ'", []),
        ("x = r'ระดับ (?:ที่) ใด'", []),
        ("def f():\n    'กอง ก'", []),
    ],
)
def test_what_counts_as_a_sentence(source: str, found: list[str]) -> None:
    assert said_in(source) == found
