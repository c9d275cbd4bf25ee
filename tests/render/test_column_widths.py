"""No column cuts a word of its head or a number it holds; what is longer than any number gives way."""

import pytest

from sarup.render.measure.column_widths import SHORT_CELL, fit_columns
from sarup.render.measure.lines import width

EM, EDGES = 0.02, 0.01
LONGEST = "999,999,999.99"


def first_of(cell: str) -> float:
    """Return the share of a narrow first column beside a wide one, once its only cell is this one."""
    return fit_columns([0.02, 0.98], ["ก", "ข"], [[cell, "ข้อความ"]], EM, EDGES)[0]


def test_the_longest_amount_is_never_cut() -> None:
    assert len(LONGEST) == SHORT_CELL
    assert first_of(LONGEST) == pytest.approx(width(LONGEST, bold=True) * EM + EDGES)


@pytest.mark.parametrize("cell", [f"{LONGEST}9", "ยี่สิบบาทถ้วน", "12 รายการ"])
def test_what_is_longer_or_no_figure_may_be_broken(cell: str) -> None:
    assert first_of(cell) == pytest.approx(max(0.02, width("ก", bold=True) * EM + EDGES))


def test_shares_stay_where_there_is_no_room() -> None:
    assert fit_columns([0.5, 0.5], ["ก", "ข"], [[LONGEST, LONGEST]], 0.1, 0.0) == [0.5, 0.5]
