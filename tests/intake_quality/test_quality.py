"""Each kind of fault once, among honest forms: it is found at its cell by one finding, and nothing is on the others.

`python -m tests.intake_quality` tries a thousand, and hundreds of honest offices in all writers and formats.
"""

from pathlib import Path

import pytest

from tests.intake_quality.faults import KINDS
from tests.intake_quality.recall import Judged, Tried, judge_faults


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Return what is told of a form of each kind of fault, and of the honest forms beside them."""
    return judge_faults(len(KINDS), tmp_path_factory.mktemp("faults"), lambda _: None)


def test_every_kind_of_fault_is_found_at_its_cell_by_one_finding(judged: Judged) -> None:
    assert len({one.kind for one in judged.tried}) > 60
    missed = {one.kind: shown(one) for one in judged.tried if not one.is_found}
    assert missed == {}


def test_honest_forms_beside_them_are_let_through(judged: Judged) -> None:
    told = [(file, one) for file, found in judged.told_of_honest.items() for one in found]
    assert [(file, one.rule, one.sentence) for file, one in told if one.severity == "error"] == []
    warned = {file for file, one in told if one.severity == "warning"}
    assert len(warned) <= 3, sorted((file, one.rule, one.sentence) for file, one in told if file in warned)


def shown(tried: Tried) -> list[str]:
    """Return what was told instead, for a message."""
    return [f"{one.rule} {one.table}!{one.cell} {one.sentence}" for one in tried.told if one.severity != "notice"]


def test_the_places_are_really_looked_at(tmp_path: Path, judged: Judged) -> None:
    one = next(one for one in judged.tried if one.is_found and one.fault.table)
    moved = Tried(
        one.kind, one.file, one.fault.__class__(one.fault.rules, one.fault.table, 99, one.fault.columns), one.told
    )
    assert not moved.is_found
