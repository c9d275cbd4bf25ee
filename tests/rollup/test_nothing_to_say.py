"""Where nothing can be said there is null: who decides an item, how late a division is."""

import pytest

from sarup.assets import asset_path
from tests.support.rollup.invented_round import HALF, Measure, Office, roll_up_offices, said

SQL = asset_path("sql")
COUNT, CEILING = Measure("count", 4), Measure("ceiling", 2, "at_most", "เรื่อง")
DECIDING = [
    # Nobody reported: no measure decides. One was reported: the other one does, by its silence.
    (Office("silent", (COUNT, CEILING), (None,)), "not_reported", None),
    (Office("half", (COUNT, CEILING), (({"value": 4}, None),)), "not_reported", 2),
    (Office("none applies", (COUNT, CEILING), (({"no_value_code": "no_cases"},) * 2,)), "no_cases", None),
    (Office("cancelled", (COUNT,), (said(value=4),), state="cancelled"), "cancelled", None),
    (Office("one applies", (COUNT, CEILING), (({"no_value_code": "no_cases"}, {"value": 3}),)), "breached", 2),
    (Office("both alike", (COUNT, COUNT), (({"value": 1}, {"value": 1}),)), "behind", 1),
]


def test_nothing_decides_an_item_that_nobody_reported_or_that_does_not_apply() -> None:
    rolled = roll_up_offices([office for office, *_ in DECIDING])
    found = [rolled.item(office.name, HALF) for office, *_ in DECIDING]
    expected = [(status, deciding) for _, status, deciding in DECIDING]
    assert [(item["status"], item["deciding_measure_no"]) for item in found] == expected


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        # The files of the invented offices come on 1 April 2021; the second division sends none.
        ("2021-04-01", [(True, 0), (False, None)]),
        ("2021-03-29", [(False, 3), (False, None)]),
        (None, [(None, None), (False, None)]),
    ],
)
def test_a_division_without_a_file_or_a_due_day_is_not_late_by_any_days(
    due_on: str | None, expected: list[tuple[bool | None, int | None]]
) -> None:
    rolled = roll_up_offices([Office("two", (COUNT,), (said(value=4), None))])
    connection = rolled.connection
    connection.execute("update raw.round set due_on = $due where round_code = $round", {"due": due_on, "round": HALF})
    for model in ("2_staging/plan_round", "3_core/submission", "4_rollup/completeness"):
        connection.execute((SQL / f"{model}.sql").read_text(encoding="utf-8"))
    rows = connection.execute(
        "select is_on_time, days_late from rollup.completeness where round_code = $round order by division_code",
        {"round": HALF},
    ).fetchall()
    assert rows == expected
