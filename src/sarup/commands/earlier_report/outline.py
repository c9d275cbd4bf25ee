"""The blocks of a published report → its plan, strategies, objectives, tactics and items, as printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sarup.commands.earlier_report.blocks import Block, UnreadableReport
from sarup.gather.underlined import underlined_lines
from sarup.phrases import known_phrases
from sarup.thai.digits import to_arabic
from sarup.thai.markup import drop_tags, html_tags, underlined_runs
from sarup.thai.text import fold

HEADS = ("แนวทางปฏิบัติ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "ผลลัพธ์", "ผลการดำเนินการ")
_STRATEGY = re.compile(r"(ยุทธศาสตร์ที่\s*([๐-๙0-9]+)\s*:?)\s*(.+)", re.DOTALL)
_TACTIC = re.compile(r"(กลยุทธ์ที่\s*([๐-๙0-9]+)\s*:?)\s*(.+)", re.DOTALL)
_OBJECTIVE = re.compile(r"((?:-\s*)?(?:วัตถุประสงค์)?\s*(?:[๐-๙0-9]+(?:\.[๐-๙0-9]*)*\.?)?)\s*(เพื่อ.+)", re.DOTALL)
_NUMBERED = re.compile(r"([๐-๙0-9]{1,3})\s*[.)]\s*(.+)", re.DOTALL)
_INDICATOR = re.compile(r"(?:ตัวชี้วัด\s*:?\s*)?(?P<indicator>.*?)\s*เป้าหมาย\s*:?\s*(?P<target>.*)", re.DOTALL)
_PLAN_NAME = re.compile(r"ตาม\s*(แผน.+?)\s*(?:ของ|ประจำปี|$)")
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?|ปีงบประมาณ)\s*(25[0-9]{2})")
_MONTHS = re.compile(r"รอบ\s*([0-9]{1,2})\s*เดือน")
_CONTINUED = re.compile(r"\s*\(ต่อ\)\s*$")


@dataclass(frozen=True)
class Section:
    """A strategy, objective or tactic as printed; numbers are None where the level has none."""

    level: str
    strategy_no: int
    tactic_no: int | None
    printed_label: str
    text: str


@dataclass(frozen=True)
class PrintedItem:
    """One row of a five-column table: its texts without markup, and the first tag of each column that had some.

    `underlined` are the lines of its texts that stand between <u> and </u>.
    """

    item_code: str
    printed_no: str
    guideline: str
    activity: str
    indicator: str
    target: str
    outcome: str
    narrative: str
    tags: tuple[tuple[str, str], ...] = ()
    underlined: tuple[str, ...] = ()


@dataclass
class Outline:
    """What the document says; `notes` name what had to be decided while reading."""

    plan_name: str = ""
    fiscal_year_be: int | None = None
    months: int | None = None
    sections: list[Section] = field(default_factory=list)
    items: list[PrintedItem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, level: str) -> int:
        """Return how many strategies, objectives or tactics there are."""
        return sum(section.level == level for section in self.sections)


def read_outline(blocks: Sequence[Block]) -> Outline:
    """Return the outline of a report. Raises UnreadableReport when it has no table of the five columns."""
    outline = Outline()
    strategy, tactic = 0, None
    in_table, titles = False, []
    for block in blocks:
        if block.is_row:
            heads = [fold(cell) for cell in block.cells[: len(HEADS)]]
            if heads == [fold(head) for head in HEADS]:
                in_table = bool(strategy)
            elif in_table and len(block.cells) == len(HEADS):
                outline.items.append(_item(block.cells, strategy, tactic, outline))
            continue
        text = _CONTINUED.sub("", block.cells[0].strip("*").strip())
        if (found := _STRATEGY.fullmatch(text)) and not _is_known(outline, "strategy", found[2], None):
            in_table, strategy, tactic = False, _number(found[2]), None
            outline.sections.append(Section("strategy", strategy, None, found[1], found[3].strip()))
        elif strategy and (found := _TACTIC.fullmatch(text)):
            in_table, tactic = False, _number(found[2])
            if not _is_known(outline, "tactic", found[2], strategy):
                outline.sections.append(Section("tactic", strategy, tactic, found[1], found[3].strip()))
        elif strategy and not _has_items(outline, strategy) and (found := _OBJECTIVE.fullmatch(text)):
            outline.sections.append(Section("objective", strategy, None, found[1].strip(), found[2].strip()))
        else:
            in_table = False
            if not strategy:
                titles.append(text)
    _read_title(" ".join(titles), outline)
    if not outline.items:
        raise UnreadableReport("no table of five columns below a strategy")
    return outline


def _has_items(outline: Outline, strategy_no: int) -> bool:
    """Tell whether the tables of a strategy have begun: its objectives are printed before them."""
    return any(item.item_code.startswith(f"{strategy_no}.") for item in outline.items)


def _is_known(outline: Outline, level: str, number: str, strategy_no: int | None) -> bool:
    """Tell a heading that stands again, as in a list of contents or on a next page."""
    for section in outline.sections:
        if section.level != level:
            continue
        if level == "strategy" and section.strategy_no == _number(number):
            return True
        if level == "tactic" and (section.strategy_no, section.tactic_no) == (strategy_no, _number(number)):
            return True
    return False


def _item(cells: Sequence[str], strategy: int, tactic: int | None, outline: Outline) -> PrintedItem:
    names = ("guideline", "activity", "indicator", "outcome", "narrative")
    tags = tuple((name, found[0]) for name, cell in zip(names, cells, strict=True) if (found := html_tags(cell)))
    guideline, activity, both, outcome, narrative = (drop_tags(cell).strip() for cell in cells)
    numbered = _NUMBERED.fullmatch(guideline)
    number = _number(numbered[1]) if numbered else 1
    code = f"{strategy}.{tactic or 0}.{number}"
    used = {item.item_code for item in outline.items}
    while code in used:
        number += 1
        code = f"{strategy}.{tactic or 0}.{number}"
    if numbered and number != _number(numbered[1]):
        outline.notes.append(known_phrases().say("import.numbered_twice", number=numbered[1], code=code))
    parted = _INDICATOR.fullmatch(both)
    return PrintedItem(
        item_code=code,
        printed_no=f"{numbered[1]}." if numbered else "",
        guideline=numbered[2].strip() if numbered else guideline,
        activity=activity,
        indicator=(parted["indicator"] if parted else re.sub(r"^ตัวชี้วัด\s*:?\s*", "", both)).strip(),
        target=parted["target"].strip() if parted else "",
        outcome=outcome,
        narrative=narrative,
        tags=tags,
        underlined=tuple(line for cell in cells for line in underlined_lines(underlined_runs(cell))),
    )


def _read_title(title: str, outline: Outline) -> None:
    text = to_arabic(title)
    name, year, months = _PLAN_NAME.search(title), _YEAR.search(text), _MONTHS.search(text)
    outline.plan_name = name[1].strip() if name else ""
    outline.fiscal_year_be = int(year[1]) if year else None
    outline.months = int(months[1]) if months else None


def _number(text: str) -> int:
    return int(to_arabic(text))
