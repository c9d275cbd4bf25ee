"""The status of a measure by comparator, kind and round; of an item; and the buckets that make the totals."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.support.rollup.invented_round import HALF, YEAR, Answer, Measure, Office, Rolled, roll_up_offices, said

COUNT, PROGRESS = Measure("count", 4), Measure("progress", 100, unit="ร้อยละ")
STOCK, SCORE = Measure("stock", 2, unit="ช่องทาง"), Measure("score", 85, unit="ร้อยละ")
PLANNED = Measure("stock", 4, unit="ช่องทาง", interim_target=3)
CEILING, DURATION = Measure("ceiling", 2, "at_most", unit="เรื่อง"), Measure("duration", 10, "at_most", unit="วัน")
EXACT = Measure("count", 3, "exactly")


@dataclass(frozen=True)
class Judged:
    """A value, or a code, of a measure in a round: its status, its interim rule and its achievement."""

    name: str
    measure: Measure
    round_code: str
    cells: Answer
    status: str
    rule: str
    pct: str | None


def half(name: str, measure: Measure, value: float, status: str, rule: str, pct: str) -> Judged:
    return Judged(f"6m {name}", measure, HALF, {"value": value}, status, rule, pct)


def year(name: str, measure: Measure, value: float, status: str, pct: str) -> Judged:
    return Judged(f"12m {name}", measure, YEAR, {"value_year": value}, status, "final", pct)


def code(round_code: str, said_code: str, status: str) -> Judged:
    rule = "half" if round_code == HALF else "final"
    return Judged(f"{round_code} {said_code}", COUNT, round_code, {"no_value_code": said_code}, status, rule, None)


JUDGED = (
    half("count reached", COUNT, 4, "met", "half", "100"),
    half("count beyond", COUNT, 9, "met", "half", "225"),
    half("count at half", COUNT, 2, "on_track", "half", "50"),
    half("count below half", COUNT, 1, "behind", "half", "25"),
    half("half of 3 is not rounded, below", Measure("count", 3), 1, "behind", "half", "33.33"),
    half("half of 3 is not rounded, above", Measure("count", 3), 2, "on_track", "half", "66.67"),
    half("progress at half", PROGRESS, 50, "on_track", "half", "50"),
    half("progress below half", PROGRESS, 49.99, "behind", "half", "49.99"),
    half("progress reached", PROGRESS, 100, "met", "half", "100"),
    half("planned interim kept", PLANNED, 3, "on_track", "plan", "75"),
    half("planned interim missed", PLANNED, 2, "behind", "plan", "50"),
    half("stock above nothing", STOCK, 1, "on_track", "progress", "50"),
    half("stock at nothing", STOCK, 0, "behind", "progress", "0"),
    half("score below target", SCORE, 84.99, "on_track", "progress", "99.99"),
    half("score at target", SCORE, 85, "met", "progress", "100"),
    half("half up", Measure("count", 800), 5, "behind", "half", "0.63"),
    half("ceiling kept", CEILING, 2, "met", "ceiling", "100"),
    half("ceiling passed", CEILING, 3, "breached", "ceiling", "0"),
    half("time kept", DURATION, 10, "met", "ceiling", "100"),
    half("time passed", DURATION, 10.01, "breached", "ceiling", "0"),
    half("exactly", EXACT, 3, "met", "half", "100"),
    half("exactly, not yet", EXACT, 2, "on_track", "half", "0"),
    half("exactly, too many", EXACT, 4, "behind", "half", "0"),
    year("count reached", COUNT, 4, "met", "100"),
    year("count short", COUNT, 3, "not_met", "75"),
    year("progress short", PROGRESS, 99.99, "not_met", "99.99"),
    year("score short", SCORE, 84.2, "not_met", "99.06"),
    year("score at target", SCORE, 85, "met", "100"),
    year("planned", PLANNED, 3, "not_met", "75"),
    year("ceiling kept", CEILING, 2, "met", "100"),
    year("ceiling passed", CEILING, 3, "breached", "0"),
    year("exactly", EXACT, 3, "met", "100"),
    year("exactly, too few", EXACT, 2, "not_met", "0"),
    year("exactly, too many", EXACT, 4, "not_met", "0"),
    code(HALF, "in_progress", "in_progress"),
    code(HALF, "awaiting_external_result", "awaiting_external_result"),
    code(HALF, "not_due", "not_due"),
    code(HALF, "not_started", "not_started"),
    code(HALF, "no_cases", "no_cases"),
    code(HALF, "cancelled", "cancelled"),
    code(HALF, "not_applicable", "not_applicable"),
    code(YEAR, "in_progress", "in_progress"),
    code(YEAR, "awaiting_external_result", "awaiting_external_result"),
    code(YEAR, "not_started", "not_started"),
    code(YEAR, "not_due", "not_started"),
    code(YEAR, "no_cases", "no_cases"),
)
BUCKETS = {
    "met": "met",
    **dict.fromkeys(("not_met", "breached", "behind", "on_track"), "not_yet_met"),
    **dict.fromkeys(("not_reported", "not_started", "awaiting_external_result", "in_progress", "not_due"), "no_value"),
}
NEUTRAL = ("no_cases", "cancelled", "not_applicable")


@pytest.fixture(scope="module")
def judged() -> Rolled:
    """Return one office a line; the other round's file is not there, or says nothing that counts."""
    offices = []
    for line in JUDGED:
        if line.round_code == HALF:
            offices.append(Office(line.name, (line.measure,), ((line.cells,),)))
        else:
            offices.append(Office(line.name, (line.measure,), (said(no_value_code="not_due"),), ((line.cells,),)))
    return roll_up_offices(offices)


@pytest.mark.parametrize("line", JUDGED, ids=lambda line: line.name)
def test_status_rule_and_achievement(judged: Rolled, line: Judged) -> None:
    row = judged.measure(line.name, line.round_code)
    assert (row["status"], row["interim_rule"]) == (line.status, line.rule)
    assert row["achievement_pct"] == (None if line.pct is None else Decimal(line.pct))


@pytest.mark.parametrize("line", JUDGED, ids=lambda line: line.name)
def test_every_status_has_its_bucket_and_neutral_ones_are_in_no_total(judged: Rolled, line: Judged) -> None:
    item = judged.item(line.name, line.round_code)
    assert item["is_applicable"] == (line.status not in NEUTRAL)
    assert judged.strategies(line.name, line.round_code) == int(line.status not in NEUTRAL)
    if line.status not in NEUTRAL:
        assert item["bucket"] == BUCKETS[line.status]


# An answer that leads to each status, weakest first; not_met exists in the annual round only.
ANSWERS: dict[str, tuple[Measure, Answer]] = {
    "not_reported": (COUNT, None),
    "breached": (CEILING, {"value": 3}),
    "not_started": (COUNT, {"no_value_code": "not_started"}),
    "behind": (COUNT, {"value": 1}),
    "awaiting_external_result": (SCORE, {"no_value_code": "awaiting_external_result"}),
    "in_progress": (COUNT, {"no_value_code": "in_progress"}),
    "not_due": (COUNT, {"no_value_code": "not_due"}),
    "on_track": (COUNT, {"value": 2}),
    "met": (COUNT, {"value": 4}),
}
ANNUAL: dict[str, tuple[Measure, Answer]] = {
    "not_reported": (STOCK, None),
    "breached": (CEILING, {"value_year": 3}),
    "not_met": (STOCK, {"value_year": 1}),
    "not_started": (STOCK, {"no_value_code": "not_started"}),
    "awaiting_external_result": (SCORE, {"no_value_code": "awaiting_external_result"}),
    "in_progress": (STOCK, {"no_value_code": "in_progress"}),
    "met": (STOCK, {"value_year": 2}),
}
PAIRS = [
    (round_code, weaker, stronger)
    for round_code, table in ((HALF, ANSWERS), (YEAR, ANNUAL))
    for n, weaker in enumerate(table)
    for stronger in list(table)[n + 1 :]
]


@pytest.fixture(scope="module")
def pairs() -> Rolled:
    """Return an office for each pair of statuses, the stronger measure first, and those with neutral measures."""
    return roll_up_offices([*map(pair_office, PAIRS), *NEUTRAL_OFFICES])


def pair_office(pair: tuple[str, str, str]) -> Office:
    round_code, weaker, stronger = pair
    table = ANSWERS if round_code == HALF else ANNUAL
    measures, answers = zip(table[stronger], table[weaker], strict=True)
    if round_code == HALF:
        return Office(" ".join(pair), measures, (answers,))
    nothing = tuple({"no_value_code": "not_due"} for _ in answers)
    return Office(" ".join(pair), measures, (nothing,), (answers,))


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_an_item_is_as_strong_as_its_weakest_measure(pairs: Rolled, pair: tuple[str, str, str]) -> None:
    round_code, weaker, stronger = pair
    assert pairs.measure(" ".join(pair), round_code, 1)["status"] == stronger
    item = pairs.item(" ".join(pair), round_code)
    assert (item["status"], item["deciding_measure_no"]) == (weaker, 2)


ASSESSED = Measure("count", 4, across_divisions="sum")
REASONS = (
    # what the lead and two others say (None: no file), and the reason of all together: the lead's, else the weakest
    (("in_progress", "not_started", "awaiting_external_result"), "in_progress"),
    ((None, "not_due", "in_progress"), "in_progress"),
    ((None, "in_progress", "awaiting_external_result"), "awaiting_external_result"),
    ((None, "awaiting_external_result", "not_started"), "not_started"),
    (("no_cases", "in_progress", "not_due"), "in_progress"),
)


def test_the_reason_of_several_divisions_is_the_leads_else_the_weakest() -> None:
    offices = [
        Office(str(n), (ASSESSED,), tuple(said(no_value_code=one) if one else None for one in codes))
        for n, (codes, _) in enumerate(REASONS)
    ]
    rolled = roll_up_offices(offices)
    assert [rolled.measure(office.name, HALF)["no_value_code"] for office in offices] == [code for _, code in REASONS]


def test_what_may_not_grow_regresses_by_growing_unless_it_is_a_sum() -> None:
    duration, ceiling = Measure("duration", 10, "at_most"), Measure("ceiling", 5, "at_most")
    rolled = roll_up_offices(
        [
            Office("longer", (duration,), (said(value=3),), (said(value_year=9),)),
            Office("as long", (duration,), (said(value=3),), (said(value_year=3),)),
            Office("a sum", (ceiling,), (said(value=1),), (said(value_half=1, value_year=2),)),
        ]
    )
    found = rolled.connection.execute("select plan_code, is_regressed from rollup.round_change order by 1").fetchall()
    assert found == [("a sum", False), ("as long", False), ("longer", True)]


NO_CASES = {"no_value_code": "no_cases"}
NEUTRAL_OFFICES = (
    Office("channels, and no complaint", (STOCK, DURATION), (({"value": 2}, NO_CASES),)),
    Office("work going on, and no complaint", (STOCK, DURATION), (({"no_value_code": "in_progress"}, NO_CASES),)),
    Office("nothing applies", (DURATION, DURATION), ((NO_CASES, NO_CASES),)),
    Office("cancelled by the plan", (COUNT,), (({"value": 1},),), state="cancelled"),
)


@pytest.mark.parametrize(
    ("name", "status", "counts"),
    [
        ("channels, and no complaint", "met", True),
        ("work going on, and no complaint", "in_progress", True),
        ("nothing applies", "no_cases", False),
        ("cancelled by the plan", "cancelled", False),
    ],
)
def test_a_measure_that_does_not_apply_is_neutral(pairs: Rolled, name: str, status: str, counts: bool) -> None:
    item = pairs.item(name, HALF)
    assert (item["status"], item["is_applicable"]) == (status, counts)
    assert pairs.strategies(name, HALF) == int(counts)
