"""Every comparator, way across rounds, way across divisions, answer and round: judged by four tables made by hand.

expected/year_of_a_division.csv says what two halves come to, for a lead that gives 2 and then 3 (30 of 40 and then 45
of 50 where ratios are asked), and a supporting division that gives 1 and then 6 (10 of 40, then 30 of 50).
expected/divisions_together.csv says whose values count. expected/status.csv says what a value is called,
expected/no_value.csv what the lack of one is called.
All cases are items of one plan with two divisions, so that one roll-up judges them all.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import HALF, ROUNDS, YEAR, insert, insert_many

EXPECTED = Path(__file__).with_name("expected")
CARRIES, DROPS = ("no_cases", "completed_earlier"), ("cancelled", "not_applicable")
PLAIN = ("in_progress", "awaiting_external_result", "not_due", "not_started")
CODES = (*PLAIN, *CARRIES, *DROPS)
CLASS_OF = {**dict.fromkeys(PLAIN, "plain"), **dict.fromkeys(CARRIES, "carries"), **dict.fromkeys(DROPS, "drops")}
# What another division may answer beside: enough to meet each line of divisions_together.csv.
BESIDE = ("value", "in_progress", "no_cases", "no file")
ACROSS_ROUNDS = ("sum", "latest", "max", "min", "mean", "ratio")
ACROSS_DIVISIONS = ("sum", "min", "max", "mean", "lead", "latest", "ratio")
TARGETS = {"at_least": Decimal(4), "at_most": Decimal(4), "exactly": Decimal(5)}
FIRST = {"lead": (2, 30, 40), "support": (1, 10, 40)}
SECOND = {"lead": (3, 45, 50), "support": (6, 30, 50)}


def table(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


YEARS = {(row["across_rounds"], row["first"], row["second"]): row for row in table("year_of_a_division")}
TOGETHER = {(row["across_divisions"], row["lead"], row["support"]): row for row in table("divisions_together")}
NO_VALUE = {(row["round"], row["code"]): row["status"] for row in table("no_value")}
STATUS = {(row["round"], row["comparator"], row["missing"]): row for row in table("status")}


@dataclass(frozen=True)
class Case:
    """One item: how it is combined and judged, and what each division answered in each half."""

    number: int
    comparator: str
    across_rounds: str
    across_divisions: str
    halves: Mapping[str, tuple[str, str]]

    @property
    def item(self) -> str:
        return f"1.{self.number // 1000 + 1}.{self.number % 1000 + 1}"

    @property
    def is_of_ratios(self) -> bool:
        return "ratio" in (self.across_rounds, self.across_divisions)


def cases() -> Iterator[Case]:
    """Yield every legal combination; a ratio across divisions needs the parts that a ratio across rounds asks for."""
    number = 0
    answers = ("value", *CODES, "no file")
    for comparator, rounds, divisions in product(TARGETS, ACROSS_ROUNDS, ACROSS_DIVISIONS):
        if (rounds == "ratio") != (divisions in ("ratio",)) and "ratio" in (rounds, divisions):
            continue
        for first, second, beside in product(("value", "in_progress", "no file"), answers, BESIDE):
            yield Case(number, comparator, rounds, divisions, {"lead": (first, second), "support": ("value", beside)})
            yield Case(
                number + 1, comparator, rounds, divisions, {"lead": (beside, beside), "support": (first, second)}
            )
            number += 2
        for answer in CODES:
            yield Case(
                number, comparator, rounds, divisions, {"lead": (answer, "value"), "support": ("value", "value")}
            )
            number += 1


CASES = tuple(cases())


@dataclass(frozen=True)
class Division:
    """What one division comes to at the end of a round."""

    value: Decimal | None
    code: str | None
    lacks_a_half: bool
    is_reported: bool
    parts: tuple[Decimal, Decimal] | None

    @property
    def state(self) -> str:
        if self.code in (*DROPS, "no_cases"):
            return "left out" if self.value is None else "kept"
        return "none" if self.value is None else "value"


def division_of(case: Case, who: str, round_name: str) -> Division:
    """Return what a division comes to, read from the table of its halves."""
    first, second = case.halves[who]
    if round_name == "6m":
        ratio = case.is_of_ratios
        value = None if first != "value" else Decimal(FIRST[who][0]) if not ratio else percent(FIRST[who][1:])
        code = first if first in CODES else None
        return Division(value, code, False, first != "no file", parts_of(who, first, "no file"))
    kind = "value" if second == "value" else "no file" if second == "no file" else CLASS_OF[second]
    row = YEARS[case.across_rounds, "code" if first in CODES else first, kind]
    value = Decimal(row[who]) if row[who] else None
    code = second if second in CODES else None
    return Division(value, code, row["one_half"] == "yes", second != "no file", parts_of(who, first, second))


def parts_of(who: str, first: str, second: str) -> tuple[Decimal, Decimal] | None:
    given = [numbers[who][1:] for numbers, said in ((FIRST, first), (SECOND, second)) if said == "value"]
    return (Decimal(sum(n for n, _ in given)), Decimal(sum(d for _, d in given))) if given else None


def percent(parts: Sequence[int | Decimal]) -> Decimal:
    return (Decimal(100) * parts[0] / parts[1]).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def together(case: Case, lead: Division, support: Division) -> tuple[Decimal | None, bool]:
    """Return the value of both, and whether a division lacks."""
    way = "mean" if case.across_divisions == "ratio" else case.across_divisions
    row = TOGETHER[way, lead.state, support.state]
    used = {"both": [lead, support], "lead": [lead], "support": [support], "nobody": []}[row["counts"]]
    values = [one.value for one in used if one.value is not None]
    if not values:
        return None, row["is_partial"] == "yes"
    if case.across_divisions == "ratio":
        parts = [one.parts for one in used if one.parts]
        return percent((sum(n for n, _ in parts), sum(d for _, d in parts))), row["is_partial"] == "yes"
    value = {
        "sum": sum(values, Decimal(0)), "min": min(values), "max": max(values), "mean": sum(values) / len(values),
    }.get(case.across_divisions, values[0])  # fmt: skip
    return value, row["is_partial"] == "yes"


def expected(case: Case, round_name: str) -> dict[str, Any]:
    """Return value, status, achievement and whether something is missing, as the tables have it."""
    lead, support = (division_of(case, who, round_name) for who in ("lead", "support"))
    value, lacks = together(case, lead, support)
    lead_only = case.across_divisions in ("lead", "latest")
    able = [lead] if lead_only else [lead, support]
    asked = [one for one in able if one.state in ("value", "none")]
    half = any(one.lacks_a_half for one in asked)
    # A division that is left out gives no reason while another is asked.
    reasons = [one.code for one in asked or [lead, support] if one.code]
    code = lead.code if lead_only else next(iter(reasons), None)
    stopped = [one.code for one in able if one.code in DROPS]
    status = named(case, round_name, value, lacks, half, able, code, stopped if not asked else [])
    marked = [one.code for one in able if one.code in DROPS and one.value is not None]
    return {
        "outcome_value": value,
        "status": status,
        "achievement_pct": achievement(case, value, status),
        "is_partial": lacks or half,
        "no_value_code": code if value is None else None,
        "stopped_code": next(iter(marked), None),
    }


def named(
    case: Case, round_name: str, value: Decimal | None, lacks: bool, half: bool, able: Sequence[Division],
    code: str | None, stopped: Sequence[str],
) -> str:  # fmt: skip
    """Return the status: a value is called by one table, a missing one by the table of reasons.

    `stopped` are the reasons of divisions that stopped, where nobody is asked any more: they go before a value that is
    neither reached nor broken.
    """
    target = TARGETS[case.comparator]
    reported = any(one.is_reported for one in able)
    if value is None:
        return NO_VALUE[round_name, "" if not reported or half else code or ""]
    row = STATUS[round_name, case.comparator, "a half" if half else "a division" if lacks else "nothing"]
    status = row[relation(value, target)]
    if (case.comparator == "at_least" and value >= target) or (case.comparator == "at_most" and value > target):
        return status
    return stopped[0] if stopped else status if reported else "not_reported"


def relation(value: Decimal, target: Decimal) -> str:
    if value == target:
        return "equal"
    return "above" if value > target else "from half on" if value >= target / 2 else "below half"


def achievement(case: Case, value: Decimal | None, status: str) -> Decimal | None:
    if value is None:
        return None
    if case.comparator != "at_least":
        return Decimal(100 if status == "met" else 0)
    return (100 * value / TARGETS[case.comparator]).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, str], dict[str, Any]]:
    """Return (item, round) -> row of rollup.measure_round for all cases."""
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in ROUNDS:
        insert(connection, "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))})
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, cells in (*plan_rows(), *file_rows()):
        rows.setdefault(name, []).append(cells)
    for name, cells_of in rows.items():
        insert_many(connection, name, cells_of)
    roll_up(connection, asset_path("sql"))
    cursor = connection.execute("select * from rollup.measure_round")
    heads = [column[0] for column in cursor.description or ()]
    found = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    return {(row["item_code"], row["round"]): row for row in found}


def plan_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    place = {"submission_id": "plan", "sheet": "plan"}
    yield "submission", sent("plan", "lead", "plan", None)
    yield "plan", {**place, "row_no": 1, "plan_code": "p", "fiscal_year_be": 2564, "revision_no": 1}
    for n, case in enumerate(CASES):
        yield "plan_item", {**place, "row_no": n, "item_code": case.item, "guideline": case.item}
        yield "plan_measure", {
            **place, "row_no": n, "item_code": case.item, "measure_no": 1, "kind": "count", "unit": "ครั้ง",
            "comparator": case.comparator, "target_value": TARGETS[case.comparator],
            "across_rounds": case.across_rounds, "across_divisions": case.across_divisions,
        }  # fmt: skip
        for who in ("lead", "support"):
            yield "plan_role", {**place, "row_no": n, "item_code": case.item, "division_code": who, "role": who}


def file_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for who, (half, round_code) in product(("lead", "support"), enumerate((HALF, YEAR))):
        name = f"{who}-{round_code}"
        yield "submission", sent(name, who, "results", round_code)
        for n, case in enumerate(CASES):
            answer = case.halves[who][half]
            if answer != "no file":
                place = {"submission_id": name, "sheet": "results", "row_no": n, "item_key": case.item, "measure_no": 1}
                yield "result_measure", {**place, **cells(case, who, half, answer)}


def cells(case: Case, who: str, half: int, answer: str) -> dict[str, Any]:
    """Return what a division types: a flow's second half and whole year, a ratio's parts, or a reason."""
    if answer != "value":
        return {"no_value_code": answer}
    value, numerator, denominator = (SECOND if half else FIRST)[who]
    if case.is_of_ratios:
        return {"numerator": numerator, "denominator": denominator}
    if not half:
        return {"value": value}
    if case.across_rounds != "sum":
        return {"value_year": value}
    before = FIRST[who][0] if case.halves[who][0] == "value" else 0
    return {"value_half": value, "value_year": value + before}


def sent(name: str, who: str, kind: str, round_code: str | None) -> dict[str, Any]:
    return {
        "submission_id": name, "sha256": name, "division_code": who, "file_name": name, "kind": kind,
        "received_at": "2021-04-01T09:00:00+07:00", "plan_code": "p", "round_code": round_code,
    }  # fmt: skip


def test_the_cases_are_all_combinations_that_a_plan_may_have() -> None:
    ways = {(case.comparator, case.across_rounds, case.across_divisions) for case in CASES}
    # 3 comparators; 5 ways across rounds by 6 across divisions without ratios, and ratio with ratio.
    assert len(ways) == 3 * (5 * 6 + 1)
    for way in ways:
        mine = [case for case in CASES if (case.comparator, case.across_rounds, case.across_divisions) == way]
        for who, half in product(("lead", "support"), (0, 1)):
            assert {case.halves[who][half] for case in mine} >= {"value", "in_progress", "no file"}
        for who in ("lead", "support"):
            assert {case.halves[who][1] for case in mine} == {"value", "no file", *CODES}
        assert {case.halves["lead"][0] for case in mine} == {"value", "no file", *CODES}


@pytest.mark.parametrize("round_name", ["6m", "12m"])
@pytest.mark.parametrize("across_divisions", ACROSS_DIVISIONS)
@pytest.mark.parametrize("across_rounds", ACROSS_ROUNDS)
def test_every_case_comes_out_as_the_tables_say(
    judged: dict[tuple[str, str], dict[str, Any]], across_rounds: str, across_divisions: str, round_name: str
) -> None:
    mine = [c for c in CASES if (c.across_rounds, c.across_divisions) == (across_rounds, across_divisions)]
    wrong = []
    for case in mine:
        row, should = judged[case.item, round_name], expected(case, round_name)
        is_so = {name: row[name] for name in should}
        if is_so != should:
            wrong.append(
                (case.comparator, dict(case.halves), {k: (v, should[k]) for k, v in is_so.items() if v != should[k]})
            )
    assert wrong[:3] == [], f"{len(wrong)} of {len(mine)}: found, expected"
