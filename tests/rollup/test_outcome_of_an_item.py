"""The outcome that the official table prints for an item: each line worked out by hand from docs/meaning.md."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.support.rollup.invented_round import HALF, YEAR, File, Measure, Office, Rolled, roll_up_offices, said

COUNT, PEOPLE = Measure("count", 4), Measure("count", 100, unit="คน")
STOCK = Measure("stock", 5, unit="ช่องทาง")
RATIO, SCORE = Measure("ratio", 80, unit="ร้อยละ"), Measure("score", 85, unit="ร้อยละ")
LEVEL = Measure("level", 3, unit="ระดับ")
MEAN = Measure("score", 80, unit="ร้อยละ", across_divisions="mean")
NONE: File = None


@dataclass(frozen=True)
class Line:
    """One item: its measures, the files of its divisions (the lead first) in a round, and what is printed."""

    name: str
    measures: tuple[Measure, ...]
    half: tuple[File, ...]
    year: tuple[File, ...]
    printed: str | None

    @property
    def round_code(self) -> str:
        return YEAR if self.year else HALF


LINES = (
    Line(
        "the year's share, not the half's text", (RATIO,),
        (said(numerator=43, denominator=50, outcome_text="ร้อยละ ๘๖"),), (said(numerator=30, denominator=50),),
        "ร้อยละ ๗๓",
    ),
    Line(
        "a share that is not whole", (RATIO,),
        (said(numerator=30, denominator=40),), (said(numerator=45, denominator=50),), "ร้อยละ ๘๓.๓๓",
    ),
    Line(
        "its own text", (COUNT,),
        (said(value=2),), (said(value_half=1, value_year=3, outcome_text="รวม ๓ ครั้ง"),), "รวม ๓ ครั้ง",
    ),
    Line("a dash is no text", (COUNT,), (said(value=2, outcome_text="-"),), (), "๒ ครั้ง"),
    Line("neither value nor text", (COUNT,), (said(no_value_code="in_progress"),), (), None),
    Line("a text without a value", (COUNT,), (said(no_value_code="in_progress", outcome_text="ร่างแล้ว"),), (), "ร่างแล้ว"),
    Line(
        "neither value nor text in the year", (STOCK,), (said(value=5, outcome_text="๕ ช่องทาง"),), (NONE,), None,
    ),
    Line("carried from the half", (COUNT,), (said(value=2, outcome_text="๒ ครั้ง"),), (NONE,), "๒ ครั้ง"),
    Line(
        "all measures of an only division", (COUNT, PEOPLE, LEVEL),
        ((dict(value=1), dict(value=1200), dict(value=3)),), (), "๑ ครั้ง / ๑,๒๐๐ คน / ระดับ ๓",
    ),
    Line(
        "three measures of two divisions", (COUNT, PEOPLE, SCORE), (),
        (
            (dict(value_half=1, value_year=2, outcome_text="๒ ครั้ง ๖๐ คน"), dict(value_year=60), dict(value_year=88)),
            (
                dict(value_half=0, value_year=0, outcome_text="๔๕ คน"),
                dict(value_year=45),
                dict(no_value_code="no_cases"),
            ),
        ),
        "๒ ครั้ง / ๑๐๕ คน / ร้อยละ ๘๘",
    ),
    Line(
        "a measure without a value", (COUNT, SCORE),
        (
            (dict(value=1), dict(no_value_code="awaiting_external_result")),
            (dict(value=2), dict(no_value_code="no_cases")),
        ),
        (), "๓ ครั้ง / รอผลการประเมินจากหน่วยงานภายนอก",
    ),
    Line(
        "a measure nobody reported", (COUNT, SCORE), ((dict(value=1), None), (dict(value=2), None)), (),
        "๓ ครั้ง / ยังไม่รายงานผล",
    ),
    Line(
        "the lead's text where its values are all there is", (STOCK, PEOPLE),
        (
            (dict(value=6, outcome_text="๖ ช่องทาง ผู้ใช้ ๙ คน"), dict(value=9)),
            (dict(value=5, outcome_text="๕ ช่องทาง"), dict(value=0)),
        ),
        (), "๖ ช่องทาง ผู้ใช้ ๙ คน",
    ),
    Line(
        "the lead's silence", (STOCK,),
        (said(no_value_code="in_progress"), said(value=5, outcome_text="๕ ช่องทาง")), (), None,
    ),
    Line(
        "texts of several divisions, the lead first", (COUNT,),
        (
            said(no_value_code="in_progress", outcome_text="ร่างแล้ว"),
            said(no_value_code="not_started", outcome_text="ยังไม่เริ่ม"),
        ),
        (), "ร่างแล้ว / ยังไม่เริ่ม",
    ),
    Line("a mean that does not reach", (MEAN,), (said(value=80), said(value="79.999")), (), "ร้อยละ ๗๙.๙๙"),
)  # fmt: skip


@pytest.fixture(scope="module")
def rolled() -> Rolled:
    return roll_up_offices([Office(line.name, line.measures, line.half, line.year) for line in LINES])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_the_outcome_that_the_table_prints(line: Line, rolled: Rolled) -> None:
    assert rolled.item(line.name, line.round_code)["outcome_text"] == line.printed


def test_the_narrative_of_the_half_stands_under_its_name_beside_the_years_value() -> None:
    texts = {"outcome_text": "๒ ครั้ง", "narrative": "จัดแล้วสองครั้ง"}
    rolled = roll_up_offices(
        [Office("halves", (COUNT,), (said(value=2, **texts),), (said(value_half=2, value_year=4),))]
    )
    item = rolled.item("halves", YEAR)
    assert (item["narrative"], item["outcome_text"]) == ("6m: จัดแล้วสองครั้ง", "๔ ครั้ง")
    assert rolled.measure("halves", YEAR)["outcome_value"] == Decimal(4)
