"""Where a printed number stands, and which rows of report.crosswalk may explain it there.

A cell of a table is explained only by the column and the row that it prints; a sentence only by what its section speaks
of. Readers that know nothing of ours give rows of cells; a PDF gives lines, which know their section and their row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.thai.digits import to_arabic

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
ITEM = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
MENTION = re.compile(r"ยุทธศาสตร์ที่ ([0-9]+) ข้อ ([0-9]+)(?: ของกลยุทธ์ที่ ([0-9]+))?")
STRATEGY = re.compile(r"ยุทธศาสตร์ที่ ([0-9]+)")
ON_EVERY_PAGE = re.compile(r"รายงานผลฯ|ฉบับ|\s*\(?ข้อมูลตาม")
PAGE = re.compile(r"หน้า\s*[0-9]+\s*(?:จาก|/)\s*[0-9]+")
TITLES = ("plan_name", "agency_name", "agency_short", "label", "fiscal_year_be", "covers", "as_of_on", "edition_no")
HEADINGS = ("printed_label", "text")
GUIDELINE = ("printed_no", "guideline")
TARGET = ("indicator", "target_text")
OUTCOME = ("outcome_text", "outcome_value", "unit", "label")
NARRATIVE = ("narrative", "label", "expected_month")
REMARK = ("half_target_value", "division_count", "expected_month", "target_text", "unit")
# The sheets of charts in the spreadsheet.
CHARTS = ("chart.achievement", "chart.rounds", "chart.completeness")
# Section -> the columns of report.crosswalk that each column of its table prints.
TABLES: Mapping[str, Sequence[Sequence[str]]] = {
    "chart.status": (HEADINGS, ("item_count",), ("met_count",), ("not_yet_met_count",), ("no_value_count",)),
    "head.detail": (GUIDELINE, ("activity",), TARGET, OUTCOME, NARRATIVE),
    "head.annex_targets": (
        ("item_code_printed",),
        ("measure_text", "indicator"),
        ("target_value",),
        ("unit",),
        ("outcome_value",),
        ("achievement_pct",),
        (),
        REMARK,
    ),
    "head.annex_rounds": (
        ("item_code_printed",),
        ("target_text",),
        ("first_half_value",),
        ("year_value",),
        ("change_value",),
        (),
    ),
    "head.annex_completeness": (("division_name",), ("item_count",), ("received_on",), (), ("days_late",)),
    # The sheets of charts; where the last columns are missing, as the mark of a year, the row is shorter.
    "chart.achievement": (
        ("item_code_printed",),
        ("achievement_pct",),
        ("achievement_pct", "interim_pct"),
        ("achievement_pct",),
    ),
    "chart.rounds": (
        ("item_code_printed",),
        ("first_half_achievement_pct",),
        ("year_achievement_pct",),
        ("first_half_achievement_pct", "year_achievement_pct"),
    ),
    "chart.completeness": (("division_name",), ("item_count",), ("item_count",), ("item_count",)),
    "head.annex_obstacles": (
        ("item_code_printed",),
        (),
        ("obstacle",),
        ("cause",),
        ("suggestion",),
        ("resolve_by",),
    ),
    "head.annex_budget": ((), ("budget_baht",), ("spent_baht",), ("spent_pct",)),
}
# What charts print beside the columns of their table, and at which percentage a bar ends.
CHARTED = {"head.annex_rounds": ("indicator", "measure_text", "first_half_achievement_pct", "year_achievement_pct")}
CAP = ("chart_cap",)
# What a bar of a chart prints on a page, by the section of its table.
BARS: Mapping[str, Sequence[Sequence[str]]] = {
    "chart.status": (HEADINGS, ("item_count", "met_count", "not_yet_met_count", "no_value_count")),
    "head.annex_targets": (("item_code_printed", "measure_text", "indicator"), ("achievement_pct", "interim_pct")),
    "head.annex_rounds": (("item_code_printed",), CHARTED["head.annex_rounds"]),
    "head.annex_completeness": (("division_name",), ("item_count",)),
}
SENTENCES = {
    "front": TITLES,
    "head.summary": (
        *TITLES,
        *("measure_text", "indicator", "unit", "target_value", "outcome_value", "gap_value", "expected_month", "cause"),
    ),
    "head.detail": HEADINGS,
    # The note under a chart.
    "head.annex_targets": CAP,
    "head.annex_rounds": CAP,
    "head.annex_notes": ("reported_value", "restated", "restated_reason", "finding_place", "message_th", "rule"),
}
# In the spreadsheet the first columns of the detail say where an item stands, and its status and divisions.
BEFORE_THE_FIVE = (HEADINGS, HEADINGS, ("item_code_printed",), (), ("division_name",))
SECTIONS = ("head.summary", "head.detail", "head.annex_notes", *(key for key in TABLES if key not in CHARTS))


class Bar(list[str]):
    """What one bar of a chart prints: its label with what it measures, and all that stands in or behind it."""


@dataclass(frozen=True)
class Crosswalk:
    """The rows of report.crosswalk of a round, some left out where a test wants it so."""

    rows: Sequence[Mapping[str, Any]]
    names: Mapping[str, str]
    items: Mapping[str, str]
    known: dict[tuple[object, ...], set[str]] = field(default_factory=dict)

    def numbers(self, columns: Iterable[str], **key: object) -> set[str]:
        """Return the numbers that rows of these columns and this key explain."""
        found: set[str] = set()
        for column in columns:
            asked = (column, *sorted(key.items()))
            if asked not in self.known:
                self.known[asked] = {
                    number
                    for row in self.rows
                    if row["column_name"] == column and all(row[name] == value for name, value in key.items())
                    for number in numbers(row["printed"] or "")
                }
            found |= self.known[asked]
        return found


@dataclass(frozen=True)
class Printed:
    """A printed number, its row for a message, and the numbers that explain it there."""

    number: str
    row: str
    explained: frozenset[str]


def numbers(text: str) -> list[str]:
    """Return the numbers of a text without commas and trailing zeros."""
    found = (one.replace(",", "") for one in NUMBER.findall(PAGE.sub("", to_arabic(text))))
    return [one.rstrip("0").rstrip(".") if "." in one else one for one in found]


def printed_numbers(rows: Iterable[Sequence[str]], crosswalk: Crosswalk, by_line: bool = False) -> Iterator[Printed]:
    """Yield every number of a document's rows with what may explain it; `by_line` for a PDF."""
    places = _Places(crosswalk)
    for row in rows:
        cells = [without_fixed_words(cell) for cell in row]
        places.enter(row)
        allowed = places.of_line(cells) if by_line else places.of_bar(cells) if isinstance(row, Bar) else None
        allowed = allowed or places.of_row(cells)
        for cell, explained in zip(cells, allowed, strict=True):
            for number in numbers(MENTION.sub("", to_arabic(cell))):
                yield Printed(number, " | ".join(row)[:120], frozenset(explained))


def without_fixed_words(text: str) -> str:
    """Return a text without the numbers of our own fixed words ("รอบ ๖ เดือน")."""
    for words in _FIXED:
        text = text.replace(words, " ")
    return text


def _fixed_words() -> list[str]:
    texts = [text for key, text in PHRASES.texts.items() if not key.startswith(("list.", "rule"))]
    pieces = {piece.strip() for text in texts for piece in re.split(r"\{[a-z_]+\}", text)}
    with_numbers = {piece for piece in pieces if len(piece) > 4 and NUMBER.search(to_arabic(piece))}
    return sorted(with_numbers, key=len, reverse=True)


_FIXED = _fixed_words()


class _Places:
    """Follows a document from heading to heading."""

    def __init__(self, crosswalk: Crosswalk) -> None:
        self.crosswalk = crosswalk
        self.section, self.key = "front", dict[str, object]()
        self.before = self.section
        self.headings = {squeezed(PHRASES.texts[key]): key for key in SECTIONS}
        self.headings |= {
            squeezed(PHRASES.say("xlsx.heading.chart", heading=PHRASES.texts[key])): key for key in CHARTS
        }
        self.label = crosswalk.numbers(TITLES)

    def enter(self, row: Sequence[str]) -> None:
        """Notice a heading: it stands alone in its row, on a later page with (ต่อ) behind it."""
        filled = [cell for cell in row if cell.strip()]
        heading = squeezed(filled[0]).removesuffix(squeezed(PHRASES.texts["continued"])) if len(filled) == 1 else ""
        if heading in self.headings:
            self.before = self.before if self.section in CHARTS else self.section
            self.section, self.key = self.headings[heading], {}
        elif self.section in CHARTS and len(row) == len(TABLES.get(self.before, ())):
            self.section = self.before  # a chart stands above its table

    def of_row(self, cells: Sequence[str]) -> list[set[str]]:
        """Return for each cell of a row what may explain it."""
        if len(cells) == 1 and ON_EVERY_PAGE.match(cells[0]):
            return [self.label]
        columns = TABLES.get(self.section, ())
        if self.section in CHARTS:
            return self._of_chart(cells, columns)
        if self.section == "head.detail" and len(cells) == len(columns) + len(BEFORE_THE_FIVE):
            key = {"item_code": to_arabic(cells[2]).strip()}
            if not ITEM.fullmatch(key["item_code"]):
                return [set() for _ in cells]
            place = {"strategy_no": int(str(key["item_code"]).split(".")[0])}
            return [
                self.crosswalk.numbers(names, **(place if n < 2 else key))
                for n, names in enumerate((*BEFORE_THE_FIVE, *columns))
            ]
        if len(cells) == len(columns):
            key = self._key(cells)
            if key is not None:
                return [self._explained(names, key) for names in columns]
        if self.section == "head.annex_notes" and len(cells) == 2:
            return [set(numbers(cells[0])), self._sentence(cells[1])]
        return [self._sentence(cell) for cell in cells]

    def of_bar(self, cells: Sequence[str]) -> list[set[str]]:
        """Return what may explain a bar of a chart: what the crosswalk has of the row that it draws."""
        key = self._key(cells)
        return [self._explained(names, key) if key else set[str]() for names in BARS[self.section]]

    def _of_chart(self, cells: Sequence[str], columns: Sequence[Sequence[str]]) -> list[set[str]]:
        """Return what may explain a row of a chart's numbers, or a line above them."""
        key = self._key(cells) if len(cells) > 1 else None
        # No item of a division came in the ways in which its report did not.
        always = {"0"} if self.section == "chart.completeness" else self.crosswalk.numbers(CAP)
        if key is None:
            return [always for _ in cells]
        mine = columns if len(cells) == len(columns) else (*columns[:2], *columns[3:])
        return [self._explained(names, key) | always for names in mine]

    def of_line(self, cells: Sequence[str]) -> list[set[str]]:
        """Return what may explain a line: a line that begins no row belongs to the row before it."""
        (line,) = cells
        if ON_EVERY_PAGE.match(line):
            return [self.label]
        columns = TABLES.get(self.section, ())
        if self.section == "head.annex_notes":
            own = set(numbers(line.split()[0])) if line[:3].strip() and line.strip() else set()
            return [self._sentence(line) | own]
        if not columns or self.section == "head.detail":
            names = {name for column in columns for name in column}
            return [self._sentence(line) | self.crosswalk.numbers(names)]
        key = self._key([line.strip()])
        self.key = self.key if key is None else key
        if self.section == "chart.status" and not self.key:
            return [set()]
        charted = self.crosswalk.numbers(CHARTED.get(self.section, ()), **self.key) if self.key else set[str]()
        return [charted.union(*(self._explained(names, self.key) for names in columns), self.crosswalk.numbers(CAP))]

    def _key(self, cells: Sequence[str]) -> dict[str, object] | None:
        """Return which rows of the crosswalk a row of a table prints; None where it is no row of the table."""
        first = to_arabic(cells[0]).strip()
        if first.startswith(PHRASES.texts["row.total"]):
            return {"sql_model": "report.summary"}
        if self.section == "chart.status":
            found = STRATEGY.match(first)
            return {"strategy_no": int(found[1])} if found else None
        if self.section in ("head.annex_completeness", "chart.completeness"):
            codes = [code for name, code in self.crosswalk.names.items() if squeezed(first).startswith(squeezed(name))]
            return {"division_code": codes[0]} if codes else None
        if self.section == "head.detail":
            item = self.crosswalk.items.get(squeezed(cells[0]))
            return {"item_code": item} if item else None
        if self.section == "head.annex_budget":
            mention = MENTION.match(first)
            return {"item_code": self._mentioned(mention)} if mention else None
        found = ITEM.match(first)
        return {"item_code": found[0]} if found else None

    def _explained(self, names: Sequence[str], key: Mapping[str, object]) -> set[str]:
        if "label" in names:
            return self.crosswalk.numbers(names, **key) | self.crosswalk.numbers(("label",))
        models = {"chart.status": "rollup.strategy_round", "head.annex_completeness": "rollup.completeness"}
        if self.section in models and names is not HEADINGS and "sql_model" not in key:
            key = {**key, "sql_model": models[self.section]}
        return self.crosswalk.numbers(names, **key)

    def _sentence(self, text: str) -> set[str]:
        said = self.crosswalk.numbers(SENTENCES.get(self.section, ()))
        if self.section == "head.summary":
            summed = {row["column_name"] for row in self.crosswalk.rows if row["sql_model"] == "report.summary"}
            said |= self.crosswalk.numbers(summed, sql_model="report.summary")
            reached = {row["strategy_no"] for row in self.crosswalk.rows if row["sql_model"] == "rollup.strategy_round"}
            said |= {str(number) for number in reached}
        if self.section == "head.annex_notes":
            said |= {number for name in self.crosswalk.names for number in numbers(name)}
            said |= {part for item in self.crosswalk.items.values() for part in numbers(f"ข้อ {item}")}
        return said

    def _mentioned(self, mention: re.Match[str]) -> str:
        strategy, guideline, tactic = mention.groups()
        codes = [item.split(".") for item in self.crosswalk.items.values()]
        (code,) = {
            ".".join(code)
            for code in codes
            if (code[0], code[2]) == (strategy, guideline) and tactic in (None, code[1])
        }
        return code


def squeezed(text: str) -> str:
    """Return a text without white space, in Arabic digits."""
    return re.sub(r"\s", "", to_arabic(text))
