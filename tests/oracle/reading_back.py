"""Reads every number back out of the four documents and compares it with what the oracle says stands there."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from tempfile import TemporaryDirectory

from comparing import Compared, Difference
from offices import HALF, YEAR, Office
from papers import Paper, Row, numbers, paper
from raw_offices import rolled_up
from sections import PHRASES, Line, read_lines

from sarup.render.outputs import render_outputs
from sarup.thai.digits import to_arabic

REFERENCE = {"report.yaml": "office: กองแผนงาน\n".encode()}
# The origins name files, cells and hashes: tests/report/test_crosswalk.py reads them.
NOT_READ = ("origin.heading", "head.contents")
ENDINGS = (".docx", ".html", ".pdf", ".xlsx")
# What an office of documents does not have: a number that fills two lines of a narrow column is read as two, and how a
# day of a deadline is written is not the oracle's to say.
LEFT_OUT = ("large", "deadline")


def read_back(offices: Sequence[Office]) -> Compared:
    """Render the documents of some offices, each in one of its rounds, and compare all that is read in them."""
    figures, differences = 0, []
    for n, name in enumerate((HALF, YEAR)):
        mine = [office for office in offices if office.seed % 2 == n]
        compared = read_back_together(mine, name) if mine else Compared(0, [])
        figures += compared.figures
        differences += compared.differences
    return Compared(figures, differences)


def read_back_together(offices: Sequence[Office], name: str) -> Compared:
    """Render the offices' documents of a round.

    Where the reports of all of them cannot be rendered, each office is tried alone: a report that is not there is a
    difference of its office.
    """
    try:
        return read_documents(offices, name)
    except Exception as error:
        if len(offices) == 1:
            key = {"office": offices[0].seed, "round": name}
            return Compared(
                1, [Difference("documents", key, "rendered", f"{type(error).__name__}: {error}", "a report")]
            )
    told = [read_back_together([office], name) for office in offices]
    return Compared(sum(one.figures for one in told), [difference for one in told for difference in one.differences])


def read_documents(offices: Sequence[Office], name: str) -> Compared:
    figures, differences = 0, []
    with closing(rolled_up(offices)) as connection, TemporaryDirectory() as folder:
        for year in sorted({plan.year for office in offices for plan in office.plans}):
            render_outputs(connection, f"{year}-{name}", Path(folder), REFERENCE, PHRASES)
        for office, path, expected in documents_of(offices, name, Path(folder)):
            compared = compare_document(office, path, expected)
            figures += compared.figures
            differences += compared.differences
    return Compared(figures, differences)


def documents_of(offices: Sequence[Office], name: str, folder: Path) -> Iterator[tuple[Office, Path, Paper]]:
    for office in offices:
        for plan in office.plans:
            found = sorted(folder.glob(f"*_{office.code}_{plan.round_code(name)}_*"), key=lambda path: path.suffix)
            assert [path.suffix for path in found] == list(ENDINGS), (office.seed, name, found)
            expected = paper(office, plan, name)
            yield from ((office, path, expected) for path in found)


def compare_document(office: Office, path: Path, expected: Paper) -> Compared:
    """Compare the tables, the sentences and all other numbers of one document."""
    by_section: dict[str, list[Line]] = {}
    for line in read_lines(path):
        by_section.setdefault(line.section, []).append(line)
    place = {"office": office.seed, "plan_code": expected.plan.code, "round": expected.name}
    figures = 0
    differences: list[Difference] = []

    def tell(section: str, where: object, found: object, wanted: object) -> None:
        table = f"{path.suffix[1:]}:{section}"
        differences.append(Difference(table, {**place, "where": where}, kind_of(wanted), found, wanted))

    for section, rows in expected.rows().items():
        lines = by_section.get(section, [])
        figures += sum(len(numbers(cell)) for row in rows for cell in row if cell)
        compare = rows_in_page if path.suffix == ".pdf" else rows_in_table
        for where, found, wanted in compare(lines, rows, path.suffix == ".xlsx"):
            tell(section, where, found, wanted)
    summary = "".join(squeezed(line.text) for line in by_section.get("head.summary", []))
    for key, slots in expected.sentences().items():
        figures += len(slots)
        for where, found, wanted in sentence(summary, key, slots):
            tell("head.summary", where, found, wanted)
    for section, lines in by_section.items():
        if section not in NOT_READ:
            for where, found in unexplained(lines, expected.explained(section), path.suffix == ".xlsx"):
                tell(section, where, found, "nothing that the oracle cannot explain")
    return Compared(figures, differences)


def kind_of(wanted: object) -> str:
    return "unexplained" if str(wanted).startswith("nothing") else "cell"


def rows_in_table(lines: Sequence[Line], rows: Sequence[Row], is_book: bool) -> Iterator[tuple[str, object, object]]:
    """Yield the cells of a table that differ; heads, which hold no number of ours, are found by their words."""
    table = [line.cells for line in lines if len(line.cells) > 1 and not is_head(line.cells)]
    if is_book:
        table = [cells[5:] if len(cells) >= 10 else cells for cells in table]
    if len(table) != len(rows):
        yield "rows", len(table), len(rows)
    for found, wanted in zip(table, rows, strict=False):
        cells = (*found, *("",) * (len(wanted) - len(found)))
        for place, (is_so, should) in enumerate(zip(cells, wanted, strict=False)):
            if should is not None and not same_cell(is_so, should, is_book):
                yield f"{wanted[0]} column {place + 1}", is_so, should


HEADS = {
    to_arabic(heads[0])
    for key, heads in PHRASES.lists.items()
    if key in ("th.five", "th.annex_targets", "th.rounds", "th.completeness", "th.obstacles", "th.notes", "th.budget")
} | {"ยุทธศาสตร์", "รายการ"}  # fmt: skip


def is_head(cells: Sequence[str]) -> bool:
    return cells[0] in HEADS


def same_cell(found: str, wanted: str, is_book: bool) -> bool:
    """Tell whether two cells say the same; a spreadsheet holds numbers, without commas and zeros at their end."""
    if squeezed(found) == squeezed(wanted):
        return True
    if not is_book:
        return False
    try:
        return Decimal(found) == Decimal(wanted.replace(",", ""))
    except InvalidOperation:
        return False


def squeezed(text: str) -> str:
    return "".join(text.split())


def rows_in_page(lines: Sequence[Line], rows: Sequence[Row], _: bool) -> Iterator[tuple[str, object, object]]:
    """Yield the rows that a page does not print one after the other, each cell behind the one before it."""
    text = "".join(squeezed(line.text) for line in lines)
    start = text.rfind(squeezed(rows[0][0] or ""), 0) if len(rows) == 1 else 0
    at = max(start, 0)
    for row in rows:
        for piece in pieces(row):
            found = text.find(piece, at)
            if found < 0:
                yield f"{row[0]}", f"…{text[at : at + 60]}", piece
                break
            at = found + len(piece)


def pieces(row: Row) -> Iterator[str]:
    """Yield what stands together in a row: the cells between those that are not compared."""
    joined = ""
    for cell in row:
        if cell is None:
            if joined:
                yield joined
            joined = ""
        else:
            joined += squeezed(cell)
    if joined:
        yield joined


def sentence(summary: str, key: str, slots: object) -> Iterator[tuple[str, object, object]]:
    """Yield the figures of a sentence that are others; a sentence whose words are not in use any more is not asked."""
    assert isinstance(slots, dict)
    template = PHRASES.texts.get(key)
    if template is None:
        return
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    mine = [name for name in names if name in slots]
    if not mine:
        return
    found = re.search(pattern(template, set(mine)), summary)
    if found is None:
        yield key, "not said", {name: slots[name] for name in mine}
        return
    for name in mine:
        if found[name] != slots[name]:
            yield f"{key} {name}", found[name], slots[name]


def pattern(template: str, wanted: set[str]) -> str:
    """Return a sentence as a pattern: the figures that are asked for by name, anything in the other places."""
    parts = []
    for words, name, _, _ in Formatter().parse(to_arabic(template)):
        parts.append(re.escape(squeezed(words)))
        if name in wanted:
            parts.append(rf"(?P<{name}>-?[0-9][0-9,.]*|-)")
            wanted = wanted - {name}
        elif name:
            parts.append(".*?" if any(parts) else "")
    return "".join(parts)


def unexplained(lines: Sequence[Line], explained: set[str], is_book: bool) -> Iterator[tuple[str, str]]:
    """Yield each number that is none of those explained."""
    known = explained | {plain(number) for number in explained} if is_book else explained
    for line in lines:
        for number in numbers(line.text):
            told = number.rstrip(",")
            if told not in known and not (is_book and plain(told) in known):
                yield line.text[:120], told


def plain(number: str) -> str:
    """Return a number as a spreadsheet holds it."""
    try:
        return f"{Decimal(number.replace(',', '')).normalize() + 0:f}"
    except InvalidOperation:
        return number
