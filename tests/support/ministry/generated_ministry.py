"""A ministry of invented agencies, written as real workbooks, and what its rounds must come to, counted while writing.

Every agency has three divisions and a plan of four items: trainings that two divisions count together, channels of one,
a plan's progress of another, and a ceiling of complaints. One agency's third division never sends anything.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sarup.assets import asset_path
from sarup.form.choices import options_key
from sarup.form.spec import Column, load_form_spec
from sarup.phrases import Phrases, load_phrases
from sarup.pipeline import build_in_memory, open_run
from sarup.render.form.content import FormContent, form_contents
from sarup.render.form.workbook import write_form, write_plan
from sarup.thai.digits import to_thai

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
YEAR, HALF_CODE, YEAR_CODE = 2566, "2566-6m", "2566-12m"
SEEN_AT = datetime.fromisoformat("2023-11-01T09:00:00+07:00")
ROUNDS = """round_code,fiscal_year_be,round,label,covers_from,covers_to,asks_from,asks_to,due_on,state
2566-6m,2566,6m,รอบ ๖ เดือน,2022-10-01,2023-03-31,2022-10-01,2023-03-31,2023-04-15,open
2566-12m,2566,12m,รอบ ๑๒ เดือน,2022-10-01,2023-09-30,2023-04-01,2023-09-30,2023-10-15,open
"""
ITEMS = {
    "1.1.1": ("จัดอบรมเรื่องความโปร่งใส", "จำนวนครั้งที่จัดอบรม", "count", "at_least", "ครั้ง"),
    "1.1.2": ("เปิดช่องทางรับฟังความเห็น", "จำนวนช่องทางที่เปิด", "stock", "at_least", "ช่องทาง"),
    "2.1.1": ("จัดทำแผนพัฒนาความรู้", "ร้อยละความสำเร็จของการจัดทำแผน", "progress", "at_least", "ร้อยละ"),
    "2.1.2": ("ลดเรื่องร้องเรียน", "จำนวนเรื่องร้องเรียน", "ceiling", "at_most", "เรื่อง"),
}
LEAD = {"1.1.1": "b", "1.1.2": "b", "2.1.1": "c", "2.1.2": "c"}
Figures = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Agency:
    """One agency: its targets, and what each division gives in the first half and in the whole year, by item."""

    code: str
    targets: Mapping[str, int]
    figures: Mapping[str, Figures]
    silent: str | None = None

    @property
    def plan_code(self) -> str:
        return f"{self.code}-{YEAR}"

    def division(self, letter: str) -> str:
        return f"{self.code}-{letter}"

    def buckets(self, round_name: str) -> Counter[str]:
        """Return how many items are met, not yet met and without a value, from the figures alone."""
        return Counter(self._bucket(item, round_name) for item in ITEMS)

    def trainings(self, round_name: str) -> int:
        """Return the trainings of all divisions that reported, since the year began."""
        half = round_name == "6m"
        return sum(
            given["1.1.1"][0 if half else 1]
            for letter, given in self.figures.items()
            if "1.1.1" in given and letter != self.silent
        )

    def _bucket(self, item: str, round_name: str) -> str:
        if LEAD[item] == self.silent:
            return "no_value"
        value = self.trainings(round_name) if item == "1.1.1" else self.figures[LEAD[item]][item][round_name == "12m"]
        if ITEMS[item][3] == "at_most":
            return "met" if value <= self.targets[item] else "not_yet_met"
        return "met" if value >= self.targets[item] else "not_yet_met"


@dataclass
class Ministry:
    """All agencies and where their files lie."""

    folder: Path
    agencies: list[Agency] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def reference(self) -> Path:
        return self.folder / "reference"


def generate(folder: Path, seed: int, count: int = 11) -> Ministry:
    """Write reference, plans and the divisions' files of both rounds; the same seed gives the same ministry."""
    chance = random.Random(seed)
    ministry = Ministry(folder, [_agency(number, chance, silent=number == 3) for number in range(1, count + 1)])
    _write_reference(ministry)
    for agency in ministry.agencies:
        write_plan(
            {name: _labelled("plan", name, rows, None) for name, rows in _plan(agency).items()},
            ministry.inbox / agency.division("a") / f"plan-{YEAR}.xlsx",
            PHRASES,
        )
    for round_code in (HALF_CODE, YEAR_CODE):
        _write_round(ministry, round_code)
    return ministry


def _agency(number: int, chance: random.Random, silent: bool) -> Agency:
    halves = {letter: chance.randint(1, 4) for letter in "bc"}
    trainings = {letter: (half, half + chance.randint(1, 4)) for letter, half in halves.items()}
    channels, steps, complaints = chance.randint(1, 3), chance.choice((25, 50, 75)), chance.randint(0, 2)
    return Agency(
        code=f"dep{number:02}",
        targets={"1.1.1": chance.randint(4, 14), "1.1.2": chance.randint(2, 4), "2.1.1": 100, "2.1.2": 3},
        figures={
            "b": {"1.1.1": trainings["b"], "1.1.2": (channels, channels + chance.randint(0, 2))},
            "c": {
                "1.1.1": trainings["c"],
                "2.1.1": (steps, chance.choice((steps, 100))),
                "2.1.2": (complaints, complaints + chance.randint(0, 3)),
            },
        },
        silent="c" if silent else None,
    )


def _write_reference(ministry: Ministry) -> None:
    ministry.reference.mkdir(parents=True)
    (ministry.reference / "rounds.csv").write_text(ROUNDS, encoding="utf-8")
    (ministry.reference / "report.yaml").write_text("annual_entry: both\noffice: ข้อมูลตัวอย่าง\n", encoding="utf-8")
    since = {"valid_from": "2022-10-01", "valid_to": ""}
    agencies = [
        {
            "agency_code": agency.code, "ministry_code": "sample", "ministry_name": "กระทรวงตัวอย่าง",
            "agency_name": f"กรมตัวอย่างที่ {to_thai(agency.code[3:].lstrip('0'))}", "agency_short": f"กต.{number}",
            "head_title": "อธิบดีกรมตัวอย่าง", "website": "example.go.th", **since,
        }
        for number, agency in enumerate(ministry.agencies, 1)
    ]  # fmt: skip
    divisions = [
        {
            "division_code": agency.division(letter), "agency_code": agency.code, "sort_no": str(number),
            "division_name": f"กองตัวอย่าง {agency.code} {letter} (ข้อมูลตัวอย่าง)",
            "planning_office": str(letter == "a").lower(), "is_sample": "true", **since,
        }
        for agency in ministry.agencies for number, letter in enumerate("abc", 1)
    ]  # fmt: skip
    for name, rows in (("agencies", agencies), ("divisions", divisions)):
        with (ministry.reference / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _plan(agency: Agency) -> dict[str, list[dict[str, Any]]]:
    heads = (
        ("strategy", 1, None, "ยุทธศาสตร์ที่ ๑ :", "คนทำงานโปร่งใส"),
        ("tactic", 1, 1, "กลยุทธ์ที่ ๑", "ให้ความรู้"),
        ("strategy", 2, None, "ยุทธศาสตร์ที่ ๒ :", "งานโปร่งใส"),
        ("tactic", 2, 1, "กลยุทธ์ที่ ๑", "ปรับปรุงงาน"),
    )
    names = ("level", "strategy_no", "tactic_no", "printed_label", "text")
    return {
        "plan": [
            {
                "plan_code": agency.plan_code, "agency_code": agency.code, "fiscal_year_be": YEAR, "revision_no": 1,
                "plan_name": "แผนส่งเสริมความโปร่งใส (ข้อมูลตัวอย่าง)", "holds_from_round": HALF_CODE,
                "approved_by": "อธิบดีกรมตัวอย่าง", "approved_on": "3/10/2565",
            }
        ],
        "plan_structure": [dict(zip(names, head, strict=True)) for head in heads],
        "plan_item": [
            {
                "item_code": code, "printed_no": f"{code[-1]}.", "guideline": guideline, "indicator": indicator,
                "activity": f"โครงการ{guideline}", "target_text": f"{to_thai(str(agency.targets[code]))} {unit}",
                "starts_on": "1/10/2565", "ends_on": "30/9/2566", "state": "active",
            }
            for code, (guideline, indicator, _, _, unit) in ITEMS.items()
        ],
        "plan_measure": [
            {
                "item_code": code, "measure_no": 1, "kind": kind, "comparator": comparator, "unit": unit,
                "target_value": agency.targets[code],
                "definition": "ร่างแผนร้อยละ ๕๐ เห็นชอบร้อยละ ๑๐๐" if kind == "progress" else None,
            }
            for code, (_, _, kind, comparator, unit) in ITEMS.items()
        ],
        "plan_role": [
            *({"item_code": c, "division_code": agency.division(who), "role": "lead"} for c, who in LEAD.items()),
            {"item_code": "1.1.1", "division_code": agency.division("c"), "role": "support"},
        ],
    }  # fmt: skip


def _write_round(ministry: Ministry, round_code: str) -> None:
    home = ministry.folder / f"home-{round_code}"
    run = open_run(round_code, ministry.inbox, ministry.reference, home, None, None, SEEN_AT)
    with build_in_memory(run) as connection:
        contents = form_contents(connection, round_code, PHRASES)
    for agency in ministry.agencies:
        for letter, figures in agency.figures.items():
            if letter != agency.silent:
                division = agency.division(letter)
                content = _filled(contents[division], figures)
                write_form(content, ministry.inbox / division / f"{round_code}.xlsx", PHRASES)


def _filled(content: FormContent, figures: Figures) -> FormContent:
    rows = [{**row, **_answer(str(row["item_code"]), content, figures)} for row in content.tables["results"]]
    day = "5/4/2566" if content.round_name == "6m" else "5/10/2566"
    signers = [
        {"signer": who, "signer_name": "(ตัวอย่าง)", "position": "ตัวอย่าง", "signed_on": day}
        for who in ("ผู้รายงาน", "ผู้รับรองข้อมูล")
    ]
    tables: dict[str, Any] = {"results": tuple(_labelled("results", "results", rows, content.round_name))}
    return replace(content, tables={**tables, "event": (), "topic": (), "signoff": tuple(signers)})


def _answer(code: str, content: FormContent, figures: Figures) -> dict[str, Any]:
    guideline, _, kind, _, unit = ITEMS[code]
    half, year = figures[code]
    value = half if content.round_name == "6m" else year
    shown = f"{unit} {value}" if unit == "ร้อยละ" else f"{value} {unit}"
    cells: dict[str, Any] = {"value": half}
    if content.round_name == "12m":
        flow = kind in ("count", "ceiling")
        cells = {"value_half": year - half, "value_year": year} if flow else {"value_year": year}
    return {
        **cells, "narrative": f"{guideline}ของ{content.keys['division_code']} {content.round_name}",
        "outcome_text": to_thai(shown), "work_state": "completed", "budget_use": "none", "obstacle": "ไม่มี",
        "evidence_kind": "report", "evidence": "บันทึก (ตัวอย่าง)", "evidence_public": "internal",
    }  # fmt: skip


def _labelled(kind: str, table: str, rows: list[dict[str, Any]], round_name: str | None) -> list[dict[str, Any]]:
    """Put the labels of drop-downs in place of codes."""
    (spec,) = (sheet for sheet in load_form_spec(kind).sheets if sheet.table == table)
    columns = {column.field: column for column in spec.columns}
    return [
        {name: _label(columns.get(name), value, round_name, PHRASES) for name, value in row.items()} for row in rows
    ]


def _label(column: Column | None, value: Any, round_name: str | None, phrases: Phrases) -> Any:
    if column is None or not column.options:
        return value
    return phrases.options(options_key(column, round_name, phrases)).get(value, value)


def letters_of(ministry: Ministry) -> Iterator[str]:
    """Yield the divisions that should have sent a file each round."""
    for agency in ministry.agencies:
        yield from (agency.division(letter) for letter in agency.figures if letter != agency.silent)
