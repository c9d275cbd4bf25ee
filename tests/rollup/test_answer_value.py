"""What a row says: the typed value, or the share of its two parts where the plan asks for parts (docs/meaning.md)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.rollup.files_of_a_plan import Sent, ask, roll_up_plan

PERCENT = {"kind": "percent", "unit": "ร้อยละ", "target_value": 80}
OF_PARTS = {**PERCENT, "across_rounds": "ratio"}
RATIO = {**PERCENT, "kind": "ratio"}

ANSWERS: tuple[tuple[str, dict[str, Any], dict[str, Any], Decimal | None], ...] = (
    ("one of one", OF_PARTS, {"numerator": 1, "denominator": 1}, Decimal(100)),
    ("parts before a typed value", OF_PARTS, {"numerator": 3, "denominator": 4, "value": 70}, Decimal(75)),
    ("half of the parts and a typed value", OF_PARTS, {"denominator": 4, "value": 70}, Decimal(70)),
    ("a base of nothing and a typed value", OF_PARTS, {"numerator": 3, "denominator": 0, "value": 70}, Decimal(70)),
    ("a typed value alone", OF_PARTS, {"value": 70}, Decimal(70)),
    ("a ratio never takes what is typed", RATIO, {"denominator": 4, "value": 70}, None),
    ("a ratio of one", RATIO, {"numerator": 1, "denominator": 1}, Decimal(100)),
    ("parts that nobody asked for", PERCENT, {"numerator": 1, "denominator": 4, "value": 70}, Decimal(70)),
)  # fmt: skip


@pytest.mark.parametrize(("measure", "cells", "value"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_the_value_of_a_row(measure: dict[str, Any], cells: dict[str, Any], value: Decimal | None) -> None:
    sent = Sent("a", values={"1.1.1": cells})
    with roll_up_plan({"1.1.1": ["a"]}, [sent], measures={"1.1.1": measure}) as connection:
        assert ask(connection, "select answer_value from staging.result_measure") == [(value,)]
