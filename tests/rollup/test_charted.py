"""How long a bar of a chart is: the share of the target, cut where the chart ends."""

from decimal import Decimal

import duckdb
import pytest

from sarup.assets import asset_path


@pytest.mark.parametrize(
    ("pct", "drawn"), [("0", 0), ("149.99", "149.99"), ("150", 150), ("150.01", 150), ("900", 150), (None, None)]
)
def test_a_bar_ends_at_150_and_without_a_value_there_is_none(pct: str | None, drawn: str | None) -> None:
    connection = duckdb.connect()
    connection.execute(asset_path("sql/macros.sql").read_text(encoding="utf-8"))
    (found,) = connection.execute("select charted(cast(? as decimal(18, 2)))", [pct]).fetchone() or (0,)
    assert found == (None if drawn is None else Decimal(drawn))
