"""Invented offices whose people fill in their forms honestly: reference, plans, and forms of a round as they would be.

The same seed gives the same offices. Nothing here knows the rules: numbers and days are written in the several ways
that officials use.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from sarup.assets import asset_path
from sarup.form.choices import options_key
from sarup.form.spec import load_form_spec
from sarup.phrases import load_phrases
from sarup.render.form.content import FormContent, form_contents
from sarup.render.form.workbook import write_plan
from sarup.thai.dates import FULL_MONTHS, format_full, format_short
from sarup.thai.digits import to_thai
from tests.support.honest.catalogue import LISTED, MATTERS, OBSTACLES, STRATEGIES, Matter

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
YEAR = 2566
HALF_CODE, YEAR_CODE = f"{YEAR}-6m", f"{YEAR}-12m"
SEEN_AT = datetime.fromisoformat("2023-11-01T09:00:00+07:00")
SPANS = {
    HALF_CODE: (date(2022, 10, 1), date(2023, 3, 31)),
    YEAR_CODE: (date(2023, 4, 1), date(2023, 9, 30)),
}
ROUNDS = """round_code,fiscal_year_be,round,label,covers_from,covers_to,asks_from,asks_to,due_on,state
2566-6m,2566,6m,รอบ ๖ เดือน,2022-10-01,2023-03-31,2022-10-01,2023-03-31,2023-04-15,open
2566-12m,2566,12m,รอบ ๑๒ เดือน,2022-10-01,2023-09-30,2023-04-01,2023-09-30,2023-10-15,open
"""
SINCE = {"valid_from": "2022-10-01", "valid_to": ""}
Row = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """An item of an office's plan and who answers for it, the lead first."""

    code: str
    matter: Matter
    divisions: tuple[str, ...]


@dataclass(frozen=True)
class HonestOffice:
    """An agency with its divisions and its plan; `digits` is how its people write numbers."""

    number: int
    divisions: tuple[str, ...]
    items: tuple[Item, ...]
    digits: str

    @property
    def code(self) -> str:
        return f"a{self.number:03}"

    def items_of(self, division: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if division in item.divisions)


def invent_offices(count: int, seed: int = 14) -> list[HonestOffice]:
    """Return so many offices of two to four divisions and five to nine items."""
    return [_invent(number, Random(f"{seed} {number}")) for number in range(1, count + 1)]


def _invent(number: int, chance: Random) -> HonestOffice:
    divisions = tuple(f"a{number:03}-{letter}" for letter in "bcde"[: chance.randint(2, 4)])
    matters = chance.sample(MATTERS, chance.randint(5, 9))
    items = []
    for place, matter in enumerate(matters):
        strategy, within = place // 3 + 1, place % 3 + 1
        many = matter.kind == "count" and chance.random() < 0.4
        owners = tuple(chance.sample(divisions, 2 if many else 1))
        items.append(Item(f"{strategy}.1.{within}", matter, owners))
    return HonestOffice(number, divisions, tuple(items), chance.choice(("thai", "arabic")))


def write_offices(offices: Sequence[HonestOffice], folder: Path) -> None:
    """Write folder/reference and every office's plan below folder/inbox."""
    reference = folder / "reference"
    reference.mkdir(parents=True)
    (reference / "rounds.csv").write_text(ROUNDS, encoding="utf-8")
    (reference / "report.yaml").write_text("office: ข้อมูลตัวอย่าง\n", encoding="utf-8")
    _write_csv(reference / "agencies.csv", [_agency(office) for office in offices])
    _write_csv(reference / "divisions.csv", [row for office in offices for row in _divisions(office)])
    for office in offices:
        tables = {name: labelled("plan", name, rows, None) for name, rows in plan_tables(office).items()}
        write_plan(tables, folder / "inbox" / f"{office.code}-a" / f"plan-{YEAR}.xlsx", PHRASES)


def filled_forms(
    offices: Sequence[HonestOffice], connection: duckdb.DuckDBPyConnection, round_code: str, seed: int = 14
) -> Iterator[tuple[HonestOffice, FormContent]]:
    """Yield every division's form of a round, filled in; `connection` is a warehouse that knows the plans."""
    contents = form_contents(connection, round_code, PHRASES)
    for office in offices:
        for division in office.divisions:
            if division in contents:
                chance = Random(f"{seed} {division} {round_code}")
                yield office, fill(contents[division], office, division, chance)


def fill(content: FormContent, office: HonestOffice, division: str, chance: Random) -> FormContent:
    """Return a form with its rows filled in; drop-downs hold their labels."""
    round_code = content.keys["round_code"]
    matters = {item.code: item for item in office.items_of(division)}
    rows, events = [], []
    for row in content.tables["results"]:
        item = matters[str(row["item_code"])]
        answer, meetings = _answer(item, office, division, round_code, chance)
        rows.append({**row, **answer})
        events += meetings
    day = date(2023, 4, 5) if round_code == HALF_CODE else date(2023, 10, 5)
    signed = [
        {
            "signer": PHRASES.texts[f"sign.{who}"], "signer_name": "(ตัวอย่าง)", "position": position,
            "signed_on": _written(day, chance),
        }
        for who, position in (("reporter", "นักวิเคราะห์นโยบายและแผน"), ("certifier", "ผู้อำนวยการกอง"))
    ]  # fmt: skip
    tables: dict[str, Any] = {
        "results": tuple(labelled("results", "results", rows, content.round_name)),
        "event": tuple(events),
        "topic": (),
        "signoff": tuple(signed),
    }
    return replace(content, tables=tables)


def values_of(item: Item, division: str) -> tuple[int, int, tuple[int, int], tuple[int, int]]:
    """Return what a division comes to: first half, whole year, and the parts of each half's ratio."""
    chance = Random(f"{item.code} {division} {item.matter.indicator}")
    half = chance.randint(*item.matter.half)
    year = max(half, chance.randint(*item.matter.year))
    if item.matter.kind == "ceiling":
        year = max(half, min(year, item.matter.target))
    whole, later = chance.randint(40, 200), chance.randint(40, 200)
    return half, year, (whole * half // 100, whole), (later * year // 100, later)


def _answer(item: Item, office: HonestOffice, division: str, round_code: str, chance: Random) -> tuple[Row, list[Row]]:
    matter, is_half = item.matter, round_code == HALF_CODE
    half, year, first_parts, later_parts = values_of(item, division)
    value = half if is_half else year
    parts = first_parts if is_half else later_parts
    if matter.kind == "ratio":
        cells: Row = dict(zip(("numerator", "denominator"), parts, strict=True))
    elif is_half:
        cells = {"value": _typed(value, chance)}
    elif matter.kind in ("count", "ceiling"):
        cells = {"value_half": _typed(year - half, chance), "value_year": _typed(year, chance)}
    else:
        cells = {"value_year": _typed(year, chance)}
    share = str((Decimal(100 * parts[0]) / parts[1]).quantize(Decimal("0.01"), ROUND_HALF_UP))
    shown = share if matter.kind == "ratio" else str(value)
    outcome = f"{matter.unit} {shown}" if matter.unit in ("ร้อยละ", "ระดับ") else f"{shown} {matter.unit}"
    day = _working_day(round_code, chance)
    listed = " ".join(f"{n}) {name}" for n, name in enumerate(LISTED[:value], 1))
    worded = matter.first if is_half else matter.second
    place = item.divisions.index(division) if len(item.divisions) > 1 else chance.randrange(len(worded))
    narrative = worded[place % len(worded)].format_map(
        {
            "n": value, "day": format_full(day), "list": listed,
            "month": f"{FULL_MONTHS[day.month - 1]} {day.year + 543}",
            "a": parts[0], "d": parts[1], "m": chance.randint(100, 999),
        }
    )  # fmt: skip
    obstacle, cause, suggestion = chance.choice(OBSTACLES)
    wanted = matter.target if not is_half else matter.target / 2 if matter.kind in ("count", "progress") else 0
    if float(shown) < wanted and matter.comparator == "at_least" and obstacle == "ไม่มี":
        obstacle, cause, suggestion = OBSTACLES[3]
    kind, evidence = matter.evidence
    evidence = evidence.format_map({"day": format_full(day), "m": chance.randint(100, 999)})
    money = _money(chance, is_half)
    answer = {
        **cells, **money, "outcome_text": _digits(outcome, office), "narrative": _digits(narrative, office),
        "work_state": "completed" if not is_half else "in_progress",
        "obstacle": obstacle, "cause": cause, "suggestion": suggestion,
        "resolve_by": None if suggestion is None or is_half else "ปีงบประมาณถัดไป",
        "evidence_kind": kind, "evidence": _digits(evidence, office),
        "evidence_public": "public" if kind == "link" else chance.choice(("public", "internal")),
    }  # fmt: skip
    if not matter.event:
        return answer, []
    held = half if is_half else year - half
    days = sorted({_working_day(round_code, chance) for _ in range(held)})
    meetings = [
        {
            "event_code": f"{division}-{item.code}-{round_code[-3:]}-{k}",
            "event_name": _digits(matter.event.format(k=k if is_half else half + k), office) + f" {division}",
            "starts_on": _written(held_on, chance), "ends_on": None, "place": "ห้องประชุมชั้น ๕",
            "target_group": "บุคลากร", "planned_count": 40, "attendee_count": _typed(chance.randint(25, 60), chance),
            "item_codes": item.code,
        }
        for k, held_on in enumerate(days, 1)
    ]  # fmt: skip
    for meeting in meetings:
        meeting["ends_on"] = meeting["starts_on"]
    return answer, meetings


def _money(chance: Random, is_half: bool) -> Row:
    if chance.random() < 0.6:
        return {"budget_use": "none"}
    given = chance.randrange(20_000, 400_000, 500)
    spent = given * chance.randint(10, 60 if is_half else 100) // 100
    return {
        "budget_use": "used", "budget_source": "งบดำเนินงาน", "budget_baht": given, "revised_baht": given,
        "obligated_baht": spent, "spent_baht": spent, "spent_on": "31/3/2566" if is_half else "30/9/2566",
    }  # fmt: skip


def _typed(value: int, chance: Random) -> int | str:
    """Return a number as people type it: mostly a number, sometimes in Thai digits."""
    return to_thai(str(value)) if chance.random() < 0.2 else value


def _written(day: date, chance: Random) -> str:
    """Return a day as people write it."""
    return chance.choice(
        (
            f"{day.day}/{day.month}/{day.year + 543}",
            f"{day.day:02}/{day.month:02}/{day.year + 543}",
            to_thai(f"{day.day}/{day.month}/{day.year + 543}"),
            to_thai(format_short(day)),
            to_thai(format_full(day)),
        )
    )


def _digits(text: str, office: HonestOffice) -> str:
    """Return a text in the office's digits, addresses left alone."""
    if office.digits == "arabic":
        return text
    return " ".join(word if "://" in word else to_thai(word) for word in text.split(" "))


def _working_day(round_code: str, chance: Random) -> date:
    """Return a Tuesday to Thursday inside the round, away from new year and Songkran."""
    start, end = SPANS[round_code]
    while True:
        day = start + timedelta(days=chance.randrange((end - start).days))
        if day.weekday() in (1, 2, 3) and (day.month, day.day) not in _FREE and day.month != 4:
            return day


# Public holidays of the fiscal year that fall on the days above.
_FREE = {
    (10, 13),
    (12, 5),
    (12, 12),
    (1, 2),
    (1, 3),
    (3, 6),
    (5, 4),
    (6, 5),
    (7, 28),
    (8, 1),
    (8, 2),
    (12, 29),
    (12, 28),
}


def labelled(kind: str, table: str, rows: Sequence[Mapping[str, Any]], round_name: str | None) -> list[Row]:
    """Put the labels of drop-downs in place of codes."""
    (spec,) = (sheet for sheet in load_form_spec(kind).sheets if sheet.table == table)
    lists = {c.field: PHRASES.options(options_key(c, round_name, PHRASES)) for c in spec.columns if c.options}
    return [{**row, **{name: lists[name].get(row[name], row[name]) for name in lists if name in row}} for row in rows]


def _agency(office: HonestOffice) -> Row:
    return {
        "agency_code": office.code, "ministry_code": f"m{office.number % 7}",
        "ministry_name": f"กระทรวงตัวอย่างที่ {to_thai(str(office.number % 7 + 1))}",
        "agency_name": f"กรมตัวอย่างที่ {to_thai(str(office.number))}", "agency_short": f"กต.{office.number}",
        "head_title": "อธิบดีกรมตัวอย่าง", "website": "example.go.th", **SINCE,
    }  # fmt: skip


def _divisions(office: HonestOffice) -> list[Row]:
    return [
        {
            "division_code": code, "agency_code": office.code, "sort_no": number, "is_sample": "true",
            "division_name": f"กองตัวอย่าง {code} (ข้อมูลตัวอย่าง)", "planning_office": str(number == 1).lower(), **SINCE,
        }
        for number, code in enumerate((f"{office.code}-a", *office.divisions), 1)
    ]  # fmt: skip


def plan_tables(office: HonestOffice) -> dict[str, list[Row]]:
    """Return the rows of an office's plan workbook by table, codes not yet labelled."""
    numbers = sorted({int(item.code[0]) for item in office.items})
    heads: list[tuple[str, int, int | None, str, str]] = []
    for number in numbers:
        heads.append(("strategy", number, None, f"ยุทธศาสตร์ที่ {to_thai(str(number))} :", STRATEGIES[number - 1]))
        heads.append(("tactic", number, 1, "กลยุทธ์ที่ ๑", f"งานด้าน{STRATEGIES[number - 1]}"))
    names = ("level", "strategy_no", "tactic_no", "printed_label", "text")
    return {
        "plan": [
            {
                "plan_code": f"{office.code}-{YEAR}", "agency_code": office.code, "fiscal_year_be": YEAR,
                "revision_no": 1, "plan_name": "แผนปฏิบัติการป้องกันการทุจริต (ข้อมูลตัวอย่าง)",
                "holds_from_round": HALF_CODE, "approved_by": "อธิบดีกรมตัวอย่าง", "approved_on": "3/10/2565",
            }
        ],
        "plan_structure": [dict(zip(names, head, strict=True)) for head in heads],
        "plan_item": [_item_row(item) for item in office.items],
        "plan_measure": [
            {
                "item_code": item.code, "measure_no": 1, "kind": item.matter.kind, "comparator": item.matter.comparator,
                "unit": item.matter.unit, "target_value": item.matter.target, "definition": item.matter.definition,
            }
            for item in office.items
        ],
        "plan_role": [
            {"item_code": item.code, "division_code": division, "role": "lead" if number == 0 else "support"}
            for item in office.items for number, division in enumerate(item.divisions)
        ],
    }  # fmt: skip


def _item_row(item: Item) -> Row:
    matter, number = item.matter, to_thai(str(item.matter.target))
    usual = f"{matter.unit} {number}" if matter.unit in ("ร้อยละ", "ระดับ") else f"{number} {matter.unit}"
    return {
        "item_code": item.code, "printed_no": f"{to_thai(item.code[-1])}.", "guideline": matter.guideline,
        "activity": matter.activity, "indicator": matter.indicator,
        "target_text": (matter.target_text or usual).format(n=number),
        "starts_on": "1/10/2565", "ends_on": "30/9/2566", "state": "active",
    }  # fmt: skip


def _write_csv(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
