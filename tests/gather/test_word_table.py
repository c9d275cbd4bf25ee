"""How many columns of the grid a cell of Word spans."""

import pytest

from sarup.gather.container import Refusal
from sarup.gather.word_table import grid_columns


@pytest.mark.parametrize(("typed", "columns"), [("2", 2), ("0", 1), ("999999999", 999_999_999)])
def test_a_number_of_columns_is_one_at_least(typed: str, columns: int) -> None:
    assert grid_columns(typed) == columns


@pytest.mark.parametrize("typed", ["", "-1", "๒", "two", "9" * 10])
def test_what_is_no_number_of_columns_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        grid_columns(typed)
    assert refused.value.rule == "S01"
