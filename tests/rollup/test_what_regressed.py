"""What went backwards: by the value and by what was met, never by the words that two rounds have for a status."""

from decimal import Decimal
from typing import Any

import pytest

from sarup.render.content.charts import CAP
from tests.support.rollup.invented_round import JUDGED, File, Measure, Office, Rolled, roll_up_offices, said

STOCK = Measure("stock", 2, unit="ระบบ")
DURATION = Measure("duration", 10, "at_most", "วัน")
# case: measure, half, year, (is_regressed, has_moved)
CASES: dict[str, tuple[Measure, File, File, tuple[bool | None, bool | None]]] = {
    "more than before and still short": (
        *(Measure("count", 3), said(value=1), said(value_half=1, value_year=2)),
        (False, True),
    ),
    "nothing known before": (
        *(Measure("score", 85, unit="ร้อยละ"), said(no_value_code="awaiting_external_result"), said(value_year=80)),
        (None, True),
    ),
    "a ceiling kept and then broken": (
        *(Measure("ceiling", 0, "at_most"), said(value=0), said(value_half=1, value_year=1)),
        (True, True),
    ),
    "a sum under its ceiling grows": (
        *(Measure("ceiling", 5, "at_most"), said(value=1), said(value_half=2, value_year=3)),
        (False, True),
    ),
    "less, though still enough": (STOCK, said(value=6), said(value_year=5), (True, True)),
    "longer, though still in time": (DURATION, said(value=5), said(value_year=8), (True, True)),
    "as before": (DURATION, said(value=5), said(value_year=5), (False, False)),
    "silent": (STOCK, said(value=2), None, (None, None)),
    "silent, with the half's value": (DURATION, said(value=5), None, (None, None)),
    "met, then not finished": (STOCK, said(value=2), said(no_value_code="in_progress"), (True, True)),
    "met, then nothing to measure": (DURATION, said(value=5), said(no_value_code="no_cases"), (False, False)),
    "met, then no longer theirs": (STOCK, said(value=2), said(no_value_code="not_applicable"), (False, False)),
    "short, then no longer theirs": (STOCK, said(value=1), said(no_value_code="not_applicable"), (None, True)),
    "met only before the half was restated": (
        *(Measure("stock", 5), said(value=6), said(value_year=4, restated=4)),
        (False, True),
    ),
    "exactly, then one too many": (
        *(Measure("count", 2, "exactly"), said(value=2), said(value_half=1, value_year=3)),
        (True, True),
    ),
    "exactly at last": (
        *(Measure("count", 2, "exactly"), said(value=1), said(value_half=1, value_year=2)),
        (False, True),
    ),
}


@pytest.fixture(scope="module")
def rolled() -> Rolled:
    """Return the warehouse of an office a case, and of two whose bars are too long for a chart."""
    offices = [Office(name, [measure], [half], [year]) for name, (measure, half, year, _) in CASES.items()]
    offices.append(Office("beyond", [Measure("count", 2)], [said(value=4)], [said(value_half=4, value_year=8)]))
    offices.append(Office("at the end", [Measure("count", 2)], [said(value=2)], [said(value_half=1, value_year=3)]))
    return roll_up_offices(offices, wanted=[*JUDGED, "report.change", "report.target"])


@pytest.mark.parametrize("case", CASES)
def test_regressed_is_told_by_value_and_by_what_was_met(rolled: Rolled, case: str) -> None:
    row = rolled.change(case)
    assert (row["is_regressed"], row["has_moved"]) == CASES[case][-1]
    assert row["is_target_changed"] is False


def test_a_restated_half_counts_in_its_achievement_and_in_what_was_met(rolled: Rolled) -> None:
    row = rolled.change("met only before the half was restated")
    assert (row["first_half_value"], row["change_value"]) == (4, 0)
    assert (row["first_half_achievement_pct"], row["achievement_change_pct"]) == (80, 0)


@pytest.mark.parametrize(("office", "half"), [("beyond", 150), ("at the end", 100)])
def test_a_bar_ends_at_150_percent(rolled: Rolled, office: str, half: int) -> None:
    """200 and 400 percent of the target end both at 150; 150 itself is drawn whole."""
    assert ask(rolled, "charted_first_half_pct, charted_year_pct", "change", office) == (half, 150)
    assert ask(rolled, "charted_pct", "target", office) == (150,)
    assert Decimal(150) == CAP


def ask(rolled: Rolled, columns: str, view: str, office: str) -> tuple[Any, ...] | None:
    query = f"select {columns} from report.{view} where plan_code = ? and round_code = '2564-12m'"
    return rolled.connection.execute(query, [office]).fetchone()
