"""Invents a round as it lies in an inbox: an office's, a ministry's, a nation's. Same seed, same bytes.

`uv run python benchmarks/nation.py FOLDER [--size SIZE] [--seed N]` writes FOLDER/reference, FOLDER/inbox and
FOLDER/round.json, which says of every file what must become of it; a size is office, ministry, departments, nation or a
number of files. Agencies have one plan and 8 to 30 divisions that answer for 8 to 32 of its items each; the nation's
35,900 files are those of some 1,430 agencies of 20 ministries. Of the divisions 3 % send a faulty form, 1 % a broken
file, 0.1 % a hostile one, 8 % a form with something to look at, and 15 % one and then a corrected one. A smaller round
is the beginning of a larger one, but for its last agency.
"""

import argparse
import csv
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from random import Random

from filled_books import BookWriter
from nation_agencies import SHAPES, Agency, Sent, Shares, invent
from nation_texts import DIVISIONS, elaborate

from sarup.codes import Kind, RoundName
from sarup.office.holidays import yearly_holidays
from sarup.render.form.content import FormContent, FormDivision, FormMeasure, FormTitle, make_content
from sarup.render.form.workbook import plan_content
from sarup.thai.digits import to_thai
from tests.intake_quality.faults import put_in
from tests.support.corpus import kinds_of_attacks, kinds_of_containers
from tests.support.honest.offices import (
    HALF_CODE,
    PHRASES,
    ROUNDS,
    SINCE,
    YEAR,
    HonestOffice,
    fill,
    labelled,
    plan_tables,
)

SIZES = {"office": 10, "ministry": 110, "departments": 1_500, "nation": 35_900}
MINISTRIES = 20
SEEN_AT = datetime.fromisoformat("2023-04-12T09:00:00+07:00")
FIRST_CAME, SECOND_CAME = "2023-03-30T10:00:00+07:00", "2023-04-07T14:30:00+07:00"
FAULTS = (
    "a number in words", "no narrative", "value and reason", "a day that does not exist", "a row lost",
    "a dash for a number",
    "an outcome that is not the value", "no state of work", "one part of two", "a letter of another alphabet",
    "money used, no amount", "neither value nor reason", "a state of work of their own", "half a thing", "a row twice",
    "more than a hundred per cent", "an unknown plan",
)  # fmt: skip
# What is told and taken all the same.
ODDITIES = (
    "more spent than given", "a list that is too short", "a certifier without a position", "a link in Thai digits",
    "a meeting without people", "a citizen's number",
)  # fmt: skip
BROKEN = (
    "cut after 8192 bytes", "a password", "a PDF named xlsx", "a byte changed in the middle", "an old workbook",
    "a web page named xls", "encrypted entries", "no shared strings", "a photograph",
)  # fmt: skip
HOSTILE = (
    "an external entity", "a bomb of one part", "a program", "overlapping entries", "a billion laughs",
    "nested a hundred thousand deep",
)  # fmt: skip
CORPUS = {kind.name: kind for kind in (*kinds_of_containers.KINDS, *kinds_of_attacks.KINDS)}
TAKEN = ("accepted", "accepted_with_warnings")


@dataclass(frozen=True)
class Expected:
    """A file and what must become of it: one of the verdicts, and a finding of one of the rules where there are any."""

    path: str
    fate: str
    verdicts: tuple[str, ...]
    rules: tuple[str, ...] = ()
    is_in_force: bool = True


def generate(folder: Path, files: int, seed: int, shares: Shares | None = None, processes: int = 2) -> list[Expected]:
    """Write a round of so many files and return what must become of each, in the order of their paths."""
    agencies = invent(files, seed, shares or Shares())
    write_reference(folder / "reference", agencies)
    by_shape = defaultdict(list)
    for agency in agencies:
        by_shape[agency.office.number % SHAPES].append(agency)
    write = partial(write_agencies, inbox=folder / "inbox", seed=seed)
    if processes == 1:
        expected = write(agencies)
    else:
        with ProcessPoolExecutor(processes) as pool:
            expected = [one for written in pool.map(write, by_shape.values()) for one in written]
    expected.sort(key=lambda one: one.path)
    write_receipts(folder / "inbox" / "receipts.csv", expected)
    told = {"round": HALF_CODE, "seen_at": SEEN_AT.isoformat(), "files": [asdict(one) for one in expected]}
    (folder / "round.json").write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return expected


def write_agencies(agencies: Sequence[Agency], inbox: Path, seed: int) -> list[Expected]:
    """Write the plan and the files of every agency."""
    books = BookWriter(PHRASES)
    return [one for agency in agencies for one in _write_agency(agency, inbox, seed, books)]


def _write_agency(agency: Agency, inbox: Path, seed: int, books: BookWriter) -> Iterator[Expected]:
    office = agency.office
    tables = {name: labelled("plan", name, rows, None) for name, rows in plan_tables(office).items()}
    plan = Expected(f"{office.code}-00/plan-{YEAR}.xlsx", "plan", TAKEN)
    _put(inbox / plan.path, books.write(plan_content(tables, PHRASES)))
    yield plan
    for sent in agency.sent:
        blank = blank_form(office, sent.division)
        for expected, data in _files(sent, blank, office, seed, books):
            _put(inbox / expected.path, data)
            yield expected


def blank_form(office: HonestOffice, division: str) -> FormContent:
    """Return a division's form as it is sent out, before it is filled in."""
    tables = plan_tables(office)
    heads = {(r["level"], r["strategy_no"]): (r["printed_label"], r["text"]) for r in tables["plan_structure"]}
    items = {row["item_code"]: row for row in tables["plan_item"]}
    measures = []
    for item in office.items_of(division):
        row, strategy_no = items[item.code], int(item.code[0])
        strategy, tactic = heads["strategy", strategy_no], heads["tactic", strategy_no]
        measures.append(
            FormMeasure(
                item.code,
                1,
                Kind(item.matter.kind),
                item.matter.unit,
                None,
                None,
                *strategy,
                *tactic,
                f"{row['printed_no']} {row['guideline']}",
                row["activity"],
                date(YEAR - 544, 10, 1),
                date(YEAR - 543, 9, 30),
                row["indicator"],
                row["target_text"],
                "lead" if item.divisions[0] == division else "support",
                None,
                None,
                True,
            )
        )
    (plan,) = tables["plan"]
    due_on = yearly_holidays().moved(date(YEAR - 543, 4, 15))
    title = FormTitle(plan["plan_code"], HALF_CODE, RoundName.HALF, plan["plan_name"], YEAR, due_on, is_sample=True)
    return make_content(title, FormDivision(division, _name(office, division)), measures, PHRASES, "both")


def _files(
    sent: Sent, blank: FormContent, office: HonestOffice, seed: int, books: BookWriter
) -> Iterator[tuple[Expected, bytes]]:
    """Yield the files that a division sends, in the order in which it sends them."""
    division, fate = sent.division, sent.fate
    path = f"{division}/รายงานผล_{division}_{HALF_CODE}"
    chance = Random(f"{seed} {division}")
    content = fill(blank, office, division, chance)
    if fate in ("faulty", "odd"):
        kinds, verdict = (FAULTS, "returned") if fate == "faulty" else (ODDITIES, "accepted_with_warnings")
        in_turn = (kinds[(sent.turn + number) % len(kinds)] for number in range(len(kinds)))
        content = elaborate(content, office.digits, chance, reasons=0)
        changed, fault = next(made for name in in_turn if (made := put_in(name, content, chance)))
        expected = Expected(f"{path}.xlsx", fate, (verdict,), tuple(sorted(fault.rules)), fate == "odd")
        yield expected, books.write(changed)
        return
    data = books.write(elaborate(content, office.digits, chance))
    if fate in ("broken", "hostile"):
        names = BROKEN if fate == "broken" else HOSTILE
        kind = CORPUS[names[sent.turn % len(names)].replace(" ", "-")]
        rules = tuple(rule for rule, _, _ in kind.findings)
        yield Expected(f"{path}{kind.ending}", fate, (kind.verdict,), rules, False), kind.make(data)
        return
    yield Expected(f"{path}.xlsx", "superseded" if fate == "twice" else fate, TAKEN, (), fate != "twice"), data
    if fate == "twice":
        chance = Random(f"{seed} {division} corrected")
        again = elaborate(fill(blank, office, division, chance), office.digits, chance)
        yield Expected(f"{path}_แก้ไข.xlsx", "corrected", TAKEN), books.write(again)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (SEEN_AT.timestamp() - 86_400,) * 2)


def write_reference(folder: Path, agencies: Sequence[Agency]) -> None:
    """Write the register of agencies and divisions, the rounds and the options."""
    folder.mkdir(parents=True)
    (folder / "rounds.csv").write_text(ROUNDS, encoding="utf-8")
    (folder / "report.yaml").write_text("office: ข้อมูลตัวอย่าง\n", encoding="utf-8")
    offices = [agency.office for agency in agencies]
    _write_csv(folder / "agencies.csv", [_agency_row(office) for office in offices])
    _write_csv(folder / "divisions.csv", [row for office in offices for row in _division_rows(office)])


def write_receipts(path: Path, expected: Sequence[Expected]) -> None:
    """Write when the files of those came who sent two: the last one received is the one that counts."""
    came = {"superseded": FIRST_CAME, "corrected": SECOND_CAME}
    rows = [
        {"path": one.path, "received_at": came[one.fate], "channel": "email"} for one in expected if one.fate in came
    ]
    if rows:
        _write_csv(path, rows)


def _agency_row(office: HonestOffice) -> dict[str, str]:
    ministry, number = office.number // 80 % MINISTRIES + 1, to_thai(str(office.number))
    return {
        "agency_code": office.code, "ministry_code": f"m{ministry:02}",
        "ministry_name": f"กระทรวงตัวอย่างที่ {to_thai(str(ministry))}", "agency_name": f"กรมตัวอย่างที่ {number}",
        "agency_short": f"กต.{office.number}", "head_title": "อธิบดีกรมตัวอย่าง", "website": "example.go.th", **SINCE,
    }  # fmt: skip


def _division_rows(office: HonestOffice) -> Iterator[dict[str, str]]:
    for number, code in enumerate((f"{office.code}-00", *office.divisions)):
        yield {
            "division_code": code, "agency_code": office.code, "sort_no": str(number + 1), "is_sample": "true",
            "division_name": _name(office, code), "planning_office": str(number == 0).lower(), **SINCE,
        }  # fmt: skip


def _name(office: HonestOffice, division: str) -> str:
    number = int(division.rpartition("-")[2])
    name = DIVISIONS[number - 1] if number else "กลุ่มแผนงานกลาง"
    return f"{name} กรมตัวอย่างที่ {to_thai(str(office.number))} (ข้อมูลตัวอย่าง)"


def _write_csv(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def file_count(size: str) -> int:
    """Return how many files a size has: one by name, or a number. Raises ValueError for anything else."""
    return SIZES.get(size) or int(size)


def main() -> None:
    """Write the round that the command line asks for, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--size", type=file_count, default="ministry", help=f"a number of files or {', '.join(SIZES)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    started = time.perf_counter()
    given.folder.mkdir(parents=True)
    expected = generate(given.folder, given.size, given.seed, processes=given.processes)
    plans = sum(one.fate == "plan" for one in expected)
    size = sum((given.folder / "inbox" / one.path).stat().st_size for one in expected)
    print(f"{len(expected):,} files of {plans:,} agencies, {size / 1e6:,.0f} MB, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
