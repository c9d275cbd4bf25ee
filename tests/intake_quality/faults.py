"""Recall: kinds of faults that people make, each put into an honest form at a place that is remembered.

A kind takes a filled form and changes one thing in it; it returns where the finding must stand and by which rule, or
None where the form has nothing that the fault could happen to. Some are made in the written file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from sarup.form.spec import load_form_spec
from sarup.render.form.content import FormContent
from tests.intake_quality.forms import PHRASES, RESULTS

Row = dict[str, Any]
FIRST_ROW = 8  # of the data of every sheet of a sample's form


@dataclass
class Form:
    """A filled form while a fault is put into it; `matters` tells a row's kind, unit and target."""

    content: FormContent
    chance: Random
    tables: dict[str, list[Row]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def is_half(self) -> bool:
        return self.content.round_name == "6m"

    @property
    def value(self) -> str:
        """Return the column that asks for the value of the round."""
        return "value" if self.is_half else "value_year"

    def rows(self, *kinds: str) -> list[tuple[int, Row]]:
        """Return (place, row) of the results, of these kinds of measures or of all but deadlines."""
        return [(n, row) for n, row in enumerate(self.tables["results"]) if not kinds or row["kind"] in kinds]

    def one(self, *kinds: str) -> tuple[int, Row] | None:
        """Return one of those rows by chance."""
        rows = self.rows(*kinds)
        return self.chance.choice(rows) if rows else None


@dataclass(frozen=True)
class Fault:
    """Where the finding must stand, and which rules may tell it; `in_file` changes the file once it is written."""

    rules: frozenset[str]
    table: str
    row_no: int
    columns: frozenset[str]
    in_file: Callable[[Path], object] | None = None


Kind = Callable[[Form], Fault | None]
KINDS: dict[str, Kind] = {}
VALUED = ("count", "stock", "progress", "ceiling", "duration", "level", "score", "document")
WHOLE = ("count", "stock", "ceiling", "duration", "level")


def kind(name: str) -> Callable[[Kind], Kind]:
    """Register a kind of fault by its name."""

    def register(function: Kind) -> Kind:
        KINDS[name] = function
        return function

    return register


def at(rules: str, place: int, columns: str, table: str = "results") -> Fault:
    return Fault(frozenset(rules.split()), table, FIRST_ROW + place, frozenset(columns.split()))


def _typed(name: str, rules: str, typed: str, *kinds: str) -> None:
    """Register a kind: something else than a number in the cell of a value."""

    @kind(name)
    def put(form: Form) -> Fault | None:
        found = form.one(*(kinds or VALUED))
        if found is None:
            return None
        place, row = found
        row[form.value] = typed
        return at(rules, place, form.value)


_typed("a number in words", "R01", "หกครั้ง")
_typed("the unit of something else", "R01 R83", "5 กิโลกรัม")
_typed("a share of what was planned", "R01", "6/6")
_typed("a dash for a number", "R84", "-")
_typed("a range", "R01", "5-6")
_typed("about", "R01", "ประมาณ 5")
_typed("a sentence for a number", "R01 R71", "ดำเนินการแล้วตามแผน")
_typed("a question mark", "R01", "?")
_typed("two numbers", "R01", "3 และ 4")
_typed("a date for a number", "R01 R71", "5 มีนาคม 2566")
_typed("a negative number", "R04", "-2")
_typed("half a thing", "R36", "2.5", *WHOLE)
_typed("more than a hundred per cent", "R35", "120", "progress", "score", "document")
_typed("a number beyond all measure", "R63", "100000000000", "count", "stock")
_typed("not a number", "R01", "NaN")
_typed("an endless number", "R01 R63", "1e999")


@kind("neither value nor reason")
def _(form: Form) -> Fault | None:
    found = form.one(*VALUED)
    if found is None:
        return None
    place, row = found
    for column in ("value", "value_half", "value_year"):
        row[column] = None
    row["outcome_text"] = None
    return at("R06", place, f"{form.value} value_half no_value_code")


@kind("value and reason")
def _(form: Form) -> Fault | None:
    found = form.one(*VALUED)
    if found is None:
        return None
    place, row = found
    row["no_value_code"] = "อยู่ระหว่างดำเนินการ" if form.is_half else "ดำเนินการไม่แล้วเสร็จ"
    return at("R07", place, f"{form.value} value_half no_value_code")


@kind("awaits a result, no month")
def _(form: Form) -> Fault | None:
    found = form.one("score")
    if found is None:
        return None
    place, row = found
    row[form.value], row["outcome_text"], row["no_value_code"] = None, None, "รอผลการประเมินจากหน่วยงานภายนอก"
    return at("R08", place, "expected_month")


def _lost(name: str, rules: str, column: str) -> None:
    """Register a kind: a cell that every item needs left empty, or filled with what nobody sees."""

    @kind(name)
    def lose(form: Form) -> Fault | None:
        place, row = form.chance.choice(form.rows())
        row[column] = form.chance.choice((None, " ", "\u00a0", "\u200b", "  \u200b "))
        return at(rules, place, column)


_lost("no state of work", "R09", "work_state")
_lost("no narrative", "R10", "narrative")
_lost("nothing of money", "R11", "budget_use")
_lost("nothing of obstacles", "R12", "obstacle")


def _wrong_choice(name: str, column: str, typed: str) -> None:
    """Register a kind: a drop-down typed over."""

    @kind(name)
    def choose(form: Form) -> Fault | None:
        place, row = form.chance.choice(form.rows())
        row[column] = typed
        return at("R02", place, column)


_wrong_choice("a state of work of their own", "work_state", "เกือบเสร็จแล้ว")
_wrong_choice("a use of money of their own", "budget_use", "ใช้เงินนอกงบประมาณ")
_wrong_choice("a kind of evidence of their own", "evidence_kind", "หนังสือราชการภายใน")
_wrong_choice("a yes for publishing", "evidence_public", "ได้")
_wrong_choice("a tick for a state", "work_state", "✓")


@kind("a reason of their own")
def _(form: Form) -> Fault | None:
    found = form.one(*VALUED)
    if found is None:
        return None
    place, row = found
    for column in ("value", "value_half", "value_year", "outcome_text"):
        row[column] = None
    row["no_value_code"] = "รอผู้บริหารสั่งการ"
    return at("R02", place, "no_value_code")


@kind("money used, no amount")
def _(form: Form) -> Fault | None:
    place, row = form.chance.choice(form.rows())
    row.update(budget_use="ใช้งบประมาณ", budget_source="งบดำเนินงาน", spent_on=None)
    row.update(dict.fromkeys(("budget_baht", "revised_baht", "obligated_baht", "spent_baht")))
    return at("R13", place, "budget_baht spent_baht")


@kind("more spent than given")
def _(form: Form) -> Fault | None:
    place, row = form.chance.choice(form.rows())
    row.update(budget_use="ใช้งบประมาณ", budget_source="งบดำเนินงาน", budget_baht=10000, revised_baht=10000)
    row.update(obligated_baht=10000, spent_baht=25000, spent_on="31/3/2566" if form.is_half else "30/9/2566")
    return at("R14", place, "spent_baht")


@kind("no money, and some spent")
def _(form: Form) -> Fault | None:
    place, row = form.chance.choice(form.rows())
    row.update(budget_use="ไม่ใช้งบประมาณ", budget_source=None, budget_baht=None, revised_baht=None)
    row.update(obligated_baht=None, spent_baht=5000, spent_on=None)
    return at("R54", place, "spent_baht budget_use")


@kind("money in words")
def _(form: Form) -> Fault | None:
    place, row = form.chance.choice(form.rows())
    row.update(budget_use="ใช้งบประมาณ", budget_source="งบดำเนินงาน", budget_baht="หนึ่งแสนบาทถ้วน")
    row.update(revised_baht=100000, obligated_baht=100, spent_baht=100, spent_on="1/3/2566")
    return at("R01", place, "budget_baht")


@kind("a day that does not exist")
def _(form: Form) -> Fault | None:
    events = form.tables["event"]
    if not events:
        return None
    events[0]["starts_on"] = "31/2/2566"
    return at("R03", 0, "starts_on", "event")


@kind("a day of another year")
def _(form: Form) -> Fault | None:
    events = form.tables["event"]
    if not events:
        return None
    events[0]["starts_on"] = "12/1/2561"
    return at("R38", 0, "starts_on", "event")


@kind("an end before its beginning")
def _(form: Form) -> Fault | None:
    events = form.tables["event"]
    if not events:
        return None
    first, last = ("8/2/2566", "7/2/2566") if form.is_half else ("8/8/2566", "3/8/2566")
    events[0].update(starts_on=first, ends_on=last)
    return at("R18", 0, "ends_on starts_on", "event")


@kind("a meeting without people")
def _(form: Form) -> Fault | None:
    events = form.tables["event"]
    if not events:
        return None
    events[0]["attendee_count"] = None
    return at("R16", 0, "attendee_count starts_on", "event")


@kind("people in words")
def _(form: Form) -> Fault | None:
    events = form.tables["event"]
    if not events:
        return None
    events[0]["attendee_count"] = "หลายคน"
    return at("R01", 0, "attendee_count", "event")


@kind("a day of signing that is none")
def _(form: Form) -> Fault | None:
    form.tables["signoff"][1]["signed_on"] = "เมื่อวานนี้"
    return at("R03", 1, "signed_on", "signoff")


@kind("a certifier without a position")
def _(form: Form) -> Fault | None:
    form.tables["signoff"][1]["position"] = None
    return at("R17", 1, "position signed_on", "signoff")


@kind("a month that is none")
def _(form: Form) -> Fault | None:
    found = form.one("score")
    if found is None:
        return None
    place, row = found
    row[form.value], row["outcome_text"], row["no_value_code"] = None, None, "รอผลการประเมินจากหน่วยงานภายนอก"
    row["expected_month"] = "เร็ว ๆ นี้"
    return at("R03", place, "expected_month")


@kind("an outcome that is not the value")
def _(form: Form) -> Fault | None:
    found = form.one("count", "stock")
    if found is None:
        return None
    place, row = found
    row["outcome_text"] = f"97 {row['unit']}"
    return at("R37", place, "outcome_text")


@kind("one part of two")
def _(form: Form) -> Fault | None:
    found = form.one("ratio")
    if found is None:
        return None
    place, row = found
    row["denominator"], row["outcome_text"] = None, None
    return at("R65", place, "denominator")


@kind("nought of nought")
def _(form: Form) -> Fault | None:
    found = form.one("ratio")
    if found is None:
        return None
    place, row = found
    row.update(numerator=0, denominator=0, outcome_text=None)
    return at("R66", place, "numerator denominator")


@kind("more of less")
def _(form: Form) -> Fault | None:
    found = form.one("ratio")
    if found is None:
        return None
    place, row = found
    row.update(numerator=120, denominator=100, outcome_text=None)
    return at("R68", place, "numerator")


@kind("of nought")
def _(form: Form) -> Fault | None:
    found = form.one("ratio")
    if found is None:
        return None
    place, row = found
    row.update(numerator=5, denominator=0, outcome_text=None)
    return at("R67", place, "denominator numerator")


@kind("a share that is not its parts")
def _(form: Form) -> Fault | None:
    found = form.one("ratio")
    if found is None:
        return None
    place, row = found
    row["outcome_text"] = "ร้อยละ 11.11"
    return at("R37 R39", place, "outcome_text")


@kind("the year below its half")
def _(form: Form) -> Fault | None:
    found = form.one("progress")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(value_year=5, outcome_text=None)
    return at("R40", place, "value_year")


@kind("halves that do not make a year")
def _(form: Form) -> Fault | None:
    found = form.one("count")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(value_half=1, value_year=50, outcome_text=None)
    return at("R42", place, "value_year value_half")


@kind("one half of a year")
def _(form: Form) -> Fault | None:
    found = form.one("count", "ceiling")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(value_half=None)
    return at("R51", place, "value_half")


@kind("a restatement without a reason")
def _(form: Form) -> Fault | None:
    found = form.one("stock", "level")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(restated=2)
    return at("R15", place, "restated_reason restated")


@kind("short, and no obstacle")
def _(form: Form) -> Fault | None:
    found = form.one("stock")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(obstacle="ไม่มี", cause=None, suggestion=None, resolve_by=None, outcome_text=None)
    row["value_year"] = row["previous"]
    if not row["previous"] or float(row["previous"]) >= 4:
        return None
    return at("R48", place, "obstacle")


@kind("done in full, and below the target")
def _(form: Form) -> Fault | None:
    found = form.one("progress")
    if form.is_half or found is None:
        return None
    place, row = found
    row.update(narrative="จัดทำแผนครบถ้วนตามแผน", outcome_text=None, obstacle="บุคลากรไม่เพียงพอ", value_year=90)
    return at("R50", place, "narrative")


@kind("met, and still at work")
def _(form: Form) -> Fault | None:
    found = form.one("progress")
    if found is None:
        return None
    place, row = found
    row.update(narrative="อยู่ระหว่างดำเนินการ", outcome_text=None)
    row[form.value] = 100
    return at("R45", place, "narrative")


def _worded(name: str, rules: str, text: str, column: str = "narrative") -> None:
    """Register a kind: something in a text that a reader would stumble over."""

    @kind(name)
    def word(form: Form) -> Fault | None:
        place, row = form.chance.choice(form.rows())
        row[column] = text
        return at(rules, place, column)


_worded("a letter of another alphabet", "T01", "ดำเนินการกล่อมเกลาдทางสังคมแล้ว")
_worded("a link in Thai digits", "T02", "เผยแพร่ข้อมูลที่ https://www.example.go.th/news/๒๕๖๖ แล้ว")
_worded("a letter that nobody sees", "T06", "ดำเนิน\u200fการประชุมชี้แจงแก่บุคลากรแล้ว")
_worded(
    "a list that is too short", "T07", "จัดทำคู่มือแล้ว จำนวน ๕ เรื่อง ได้แก่ ๑) คู่มือการรับเรื่อง ๒) คู่มือการสอบสวน ๓) คู่มือการรายงาน"
)
_worded("a day long past in a text", "T08", "ประชุมคณะทำงานเมื่อวันที่ ๑๒ มกราคม ๒๕๖๑ เพื่อพิจารณาแนวทาง")
_worded("text of a PDF", "T13", "ส านักงานได้ด าเนินการจัดท าแผนและก าหนดแนวทางแล้ว")
_worded("text of a PDF, closed up", "T13", "สานักงานได้ดาเนินการและกาหนดแนวทางแล้ว")
_worded("text in a broken encoding", "T14 T16", "´Óà¹Ô¹¡ÒÃªÕéá¨§ºØ¤ÅÒ¡ÃáÅéÇ")
_worded("question marks for letters", "T14 T16", "????????????????")


@kind("a citizen's number")
def _(form: Form) -> Fault | None:
    found = form.one("ceiling")
    if found is None:
        return None
    place, row = found
    row["narrative"] = "รับเรื่องร้องเรียนจากผู้ร้อง เลขประจำตัวประชาชน 1-1002-00345-67-0"
    return at("R59", place, "narrative")


_worded("a dash for an obstacle", "R88", "-", "obstacle")


@kind("a row lost")
def _(form: Form) -> Fault | None:
    rows = form.tables["results"]
    if len(rows) < 2:
        return None
    place = form.chance.randrange(1, len(rows))
    del rows[place]
    return at("R32", place - 1, "item_code item_key")


@kind("a row twice")
def _(form: Form) -> Fault | None:
    rows = form.tables["results"]
    rows.append(dict(rows[0]))
    return at("R33", len(rows) - 1, "item_code item_key")


@kind("a target in grey rewritten")
def _(form: Form) -> Fault | None:
    place, row = form.chance.choice(form.rows())
    row["target"] = "ไม่กำหนดเป้าหมาย"
    return at("R34", place, "target")


@kind("an unknown round")
def _(form: Form) -> Fault | None:
    form.keys["round_code"] = "2599-6m"
    return Fault(frozenset({"S10"}), *_whole())


@kind("an unknown division")
def _(form: Form) -> Fault | None:
    form.keys["division_code"] = "nowhere"
    return Fault(frozenset({"S16", "S09"}), *_whole())


@kind("an unknown plan")
def _(form: Form) -> Fault | None:
    form.keys["plan_code"] = "some-plan"
    return Fault(frozenset({"S17"}), *_whole())


def _whole() -> tuple[str, int, frozenset[str]]:
    return "", 0, frozenset({""})


def _in_file(name: str, rules: str, change: Callable[[Any, str], None]) -> None:
    """Register a kind: something done to a cell of the written workbook."""

    @kind(name)
    def put(form: Form) -> Fault | None:
        found = form.one(*VALUED)
        if found is None:
            return None
        place, _ = found
        cell = f"{_letter(form, form.value)}{FIRST_ROW + place}"

        def edit(path: Path) -> None:
            book = openpyxl.load_workbook(path)
            change(book[RESULTS], cell)
            book.save(path)

        fault = at(rules, place, form.value)
        return Fault(fault.rules, fault.table, fault.row_no, fault.columns, edit)


def _letter(form: Form, field_name: str) -> str:
    spec = next(sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    fields = [c.field for c in spec.columns if not c.rounds or form.content.round_name in c.rounds]
    return str(openpyxl.utils.get_column_letter(fields.index(field_name) + 1))


def _set(sheet: Any, cell: str, value: str) -> None:
    sheet[cell] = value


_in_file("an error of Excel's", "S11", lambda sheet, cell: _set(sheet, cell, "#DIV/0!"))
_in_file("a formula never computed", "S12", lambda sheet, cell: _set(sheet, cell, "=1+1"))


@kind("a sheet renamed")
def _(form: Form) -> Fault | None:
    def edit(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        book[RESULTS].title = "Sheet1"
        book.save(path)

    return Fault(frozenset({"R79"}), "", 0, frozenset({""}), edit)


@kind("a file cut off")
def _(form: Form) -> Fault | None:
    return Fault(frozenset({"S01"}), *_whole(), lambda path: path.write_bytes(path.read_bytes()[:-3000]))


@kind("a page named as a workbook")
def _(form: Form) -> Fault | None:
    page = f"<html><body><table><tr><td>{PHRASES.texts['sheet.results']}</td></tr></table></body></html>"
    return Fault(FILES, *_whole(), lambda path: path.write_text(page, encoding="utf-8"))


@kind("a picture named as a workbook")
def _(form: Form) -> Fault | None:
    return Fault(FILES, *_whole(), lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)))


# The words for other sorts of files.
FILES = frozenset({"S02", *(f"S{n}" for n in range(33, 46))})


def put_in(name: str, content: FormContent, chance: Random) -> tuple[FormContent, Fault] | None:
    """Return a form with one fault of a kind, and what must be found; None where the form has no room for it."""
    tables = {table: [dict(row) for row in rows] for table, rows in content.tables.items()}
    form = Form(content, chance, tables, dict(content.keys))
    fault = KINDS[name](form)
    if fault is None:
        return None
    filled = {table: tuple(rows) for table, rows in form.tables.items()}
    return replace(content, tables=filled, keys=form.keys), fault


def in_turn() -> Iterator[str]:
    """Yield the kinds' names, over and over."""
    while True:
        yield from KINDS
