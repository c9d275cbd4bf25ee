"""The examples in docstrings, of every module that has some: what they show is what one gets."""

import doctest
import importlib
from pathlib import Path

import pytest

import sarup

ROOT = Path(sarup.__file__).parent
MODULES = sorted(
    ".".join(("sarup", *path.relative_to(ROOT).with_suffix("").parts))
    for path in ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_there_are_examples() -> None:
    assert len(MODULES) > 5


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_shows(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.attempted > 0
    assert done.failed == 0
