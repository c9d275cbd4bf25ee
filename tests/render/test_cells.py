"""Numbers of printed tables and heights of rows, at their bounds."""

from decimal import Decimal

import pytest

from sarup.render.content.cells import print_cell
from sarup.render.measure.row_height import row_height


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        ("0.125", "percent", "๐.๑๓"),
        ("0.135", "percent", "๐.๑๔"),
        ("-0.125", "money", "-๐.๑๓"),
        ("1234.5", "money", "๑,๒๓๔.๕๐"),
        ("84", "percent", "๘๔.๐๐"),
    ],
)
def test_halves_go_away_from_zero(value: str, kind: str, printed: str) -> None:
    assert print_cell(Decimal(value), kind, "thai") == printed


def test_a_row_is_as_high_as_excel_allows_and_no_higher() -> None:
    assert row_height([("บรรทัด\n" * 400, 40.0)]) == 409
