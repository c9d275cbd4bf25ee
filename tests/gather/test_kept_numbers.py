"""Digits that are not kept never carry a number onto a target, and what is kept is near to what was typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarup.assets import asset_path
from sarup.form.spec import Column
from sarup.gather.typed import doubt_of, kept_number, read_value
from sarup.phrases import load_phrases

VALUE, MONEY = Column("value", "", 1, kind="number"), Column("spent_baht", "", 1, kind="number")
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
PLAIN = st.decimals(0, 9_999_999_999, places=5)
TYPED = st.one_of(st.decimals(0, 9_999_999_999, places=9), PLAIN.map(lambda n: n + Decimal("0.00000004")))


@given(TYPED, PLAIN)
def test_a_number_stays_on_its_side_of_a_target(typed: Decimal, target: Decimal) -> None:
    kept = kept_number(typed, VALUE)
    assert abs(kept - typed) <= Decimal("0.000001")
    if len(typed.as_tuple().digits) <= 15:
        assert (kept > target, kept < target) == (typed > target, typed < target)


@pytest.mark.parametrize(
    ("typed", "column", "rule", "kept"),
    [
        ("9999999999.999999", VALUE, None, "9999999999.999999"),
        ("10000000000", VALUE, "R63", None),
        ("๑๐,๐๐๐,๐๐๐,๐๐๐", VALUE, "R63", None),
        ("9999999999999.99", MONEY, None, "9999999999999.99"),
        ("10000000000000", MONEY, "R63", None),
        ("-10000000000", VALUE, "R63", None),
        ("0.0000001", VALUE, "R64", "0.000001"),
        ("0.005", MONEY, "R64", "0.01"),
        ("60.0000000", VALUE, None, "60.000000"),
        ("66.66666666666667", VALUE, "R64", "66.666667"),
    ],
)
def test_what_is_kept_and_what_is_told(typed: str, column: Column, rule: str | None, kept: str | None) -> None:
    doubt = doubt_of("text", typed, column)
    assert (doubt.rule if doubt else None) == rule
    assert read_value(typed, column, "6m", PHRASES) == kept
