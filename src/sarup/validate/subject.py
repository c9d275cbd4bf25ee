"""What knowledge of the subject sees in a file: against lists kept in expectations/, and between its own items."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from sarup.codes import Kind
from sarup.submission import Row, Submission
from sarup.thai.digits import to_thai
from sarup.thai.text import fold
from sarup.thai.words import split_words
from sarup.yaml_files import read_yaml

SUBJECT_ODDITIES = (
    "unknown_index", "near_name", "other_wording", "other_unit", "outside_scope", "abbreviation", "other_figure",
)  # fmt: skip
SUBJECT_QUOTED = ("a", "b", "year", "scope", "abbr", "cited", "reference")
# A slip of the pen is a letter or two; what differs by more is another name.
SLIP_LETTERS = 2
SAME_ENTRY = 85  # per cent alike, of the letters alone
SHORTEST_ENTRY = 12
QUOTED_LETTERS = 80
_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_LETTERS = re.compile(r"[^0-9A-Za-z\u0e01-\u0e4e]+")
_ENTRY = re.compile(r"(?:(?<=\s)|^)[0-9]{1,2}[.)]\s*")
_INDEX = re.compile(r"ดัชนี\s*(?P<name>\S+)")
_SCOPE = re.compile(r"\((?P<scope>[^()]*/[^()]*)\)?")
_COUNTED = re.compile(r"[0-9][0-9,.]*\s*(?P<unit>[^\s0-9/,()]+)")
_NONE_OF = re.compile(r"(?:ไม่มี|ไม่พบ|ยังไม่มี)(?:การ)?(?:แจ้ง|รับแจ้ง|รับ)?(?P<unit>\S+)")
# Words that count the same thing as a measure's unit.
_SAME_UNITS = (frozenset({"คน", "ราย", "ท่าน"}), frozenset({"เรื่อง", "กรณี", "ข้อร้องเรียน"}))
_UNITS = ("ครั้ง", "คน", "ราย", "เรื่อง", "ช่องทาง", "ระบบ", "เครือข่าย", "โครงการ", "กิจกรรม", "หลักสูตร", "ฉบับ")

# Table, row, field, and the column of SUBJECT_ODDITIES with what its sentence quotes.
Odd = tuple[str, Row, str, Mapping[str, str]]


@dataclass(frozen=True)
class SubjectLists:
    """The lists of expectations/: indices and master plans by year, figures of regulations, abbreviations."""

    indices: Mapping[int, tuple[str, ...]]
    names: Mapping[int, tuple[str, ...]]
    figures: tuple[tuple[re.Pattern[str], str, str], ...]
    abbreviations: Mapping[str, tuple[str, ...]]


def read_lists(folder: Path) -> SubjectLists:
    """Return the lists that stand in a folder."""

    def read(name: str) -> dict[str, list[dict[str, object]]]:
        content: dict[str, list[dict[str, object]]] = read_yaml(folder / name)
        return content

    def by_year(entries: Sequence[Mapping[str, object]]) -> dict[int, tuple[str, ...]]:
        pairs = [(year, _texts(entry["names"])) for entry in entries for year in _years(entry["years"])]
        return {year: tuple(name for one, names in pairs if one == year for name in names) for year, _ in pairs}

    return SubjectLists(
        indices=by_year(read("ita_indices.yaml")["indices"]),
        names=by_year(read("master_plan.yaml")["plans"]),
        figures=tuple(
            (re.compile(f"{one['words']}\\s*(?P<figure>[0-9.]+)"), str(one["figure"]), str(one["reference"]))
            for one in read("regulations.yaml")["thresholds"]
        ),
        abbreviations={str(one["short"]): _texts(one["full"]) for one in read("abbreviations.yaml")["abbreviations"]},
    )


def subject_rows(submission: Submission, written: Mapping[str, Sequence[str]], lists: SubjectLists) -> Iterable[Odd]:
    """Yield table, row, field and what is odd there: one column of SUBJECT_ODDITIES and what its sentence quotes."""
    if submission.kind == "plan":
        yield from _of_the_plan(submission, lists)
    if submission.kind == "results":
        for row in submission.tables.get("results", ()):
            yield from _outside_scope(row)
        yield from _other_units(submission)
    yield from _other_figures(submission, written, lists)
    yield from _abbreviations(submission, written, lists)


def _of_the_plan(submission: Submission, lists: SubjectLists) -> Iterable[Odd]:
    head = next(iter(submission.tables.get("plan", ())), {})
    year = int(str(head.get("fiscal_year_be") or 0))
    items = submission.tables.get("plan_item", ())
    for row in items:
        indicator = fold(str(row.get("indicator") or ""))
        for found in _INDEX.finditer(indicator) if "ITA" in indicator and year in lists.indices else ():
            if not found["name"].startswith(lists.indices[year]):
                quoted = {"unknown_index": found[0][:QUOTED_LETTERS], "year": to_thai(str(year))}
                yield "plan_item", row, "indicator", quoted
    for row in submission.tables.get("plan_structure", ()):
        typed = str(row.get("text") or "")
        for name in lists.names.get(year, ()) if row.get("level") in ("strategy", "tactic") else ():
            distance = Levenshtein.distance(_bare(typed), _bare(name), score_cutoff=SLIP_LETTERS)
            if 0 < distance <= SLIP_LETTERS:
                yield "plan_structure", row, "text", {"near_name": typed, "a": typed, "b": name}
    yield from _other_wordings(items)
    yield from _more_of_a_stock(items, submission.tables.get("plan_measure", ()))


def _other_wordings(items: Sequence[Row]) -> Iterable[Odd]:
    """Yield entries of lists that stand in two items and differ by little."""
    entries = [(row, entry) for row in items for entry in _entries(str(row.get("activity") or ""))]
    for number, (row, entry) in enumerate(entries):
        for other_row, other in entries[:number]:
            if other_row is row or _letters(entry) == _letters(other):
                continue
            if fuzz.ratio(_letters(entry), _letters(other)) >= SAME_ENTRY:
                quoted = {"other_wording": entry, "a": other[:QUOTED_LETTERS], "b": entry[:QUOTED_LETTERS]}
                yield "plan_item", row, "activity", quoted


def _more_of_a_stock(items: Sequence[Row], measures: Sequence[Row]) -> Iterable[Odd]:
    """Yield activities that add to what another item counts as complete: six channels there, one more here."""
    by_code = {row.get("item_code"): row for row in items}
    for measure in measures:
        counted = by_code.get(measure.get("item_code"))
        unit = str(measure.get("unit") or "")
        if measure.get("kind") != Kind.STOCK or counted is None or not unit:
            continue
        for row in items:
            activity = fold(str(row.get("activity") or ""))
            at = activity.find(f"เพิ่ม{unit}")
            if row is counted or at < 0:
                continue
            subject = {word for word in split_words(fold(str(counted.get("indicator") or ""))) if len(word) > 5}
            if not subject & {*split_words(activity[at:])} - {unit}:
                continue
            quote = activity[at : at + QUOTED_LETTERS]
            quoted = {"other_wording": quote, "a": str(counted.get("target_text") or ""), "b": quote}
            yield "plan_item", row, "activity", quoted


def _outside_scope(row: Row) -> Iterable[Odd]:
    """Yield listed documents of which none names what the indicator's brackets name."""
    scope = _SCOPE.search(fold(str(row.get("indicator_text") or "")))
    entries = _entries(str(row.get("narrative") or "")) if scope else ()
    if scope is None or len(entries) < 2:
        return
    terms = [_letters(term).removeprefix("การ") for term in scope["scope"].split("/")]
    if terms and not any(term in _letters(entry) for term in terms for entry in entries):
        yield "results", row, "narrative", {"outside_scope": scope["scope"], "scope": scope["scope"]}


def _other_units(submission: Submission) -> Iterable[Odd]:
    """Yield printed outcomes that count something that no measure of their item counts."""
    units: dict[object, set[str]] = {}
    for row in submission.tables.get("results", ()):
        typed = fold(str(row.get("unit_text") or row.get("unit") or ""))
        units.setdefault(row.get("item_key"), set()).update(typed.split("/") if typed else ())
    for row in submission.tables.get("results", ()):
        asked = units.get(row.get("item_key"), set())
        outcome = fold(str(row.get("outcome_text") or ""))
        if not asked or "ร้อยละ" in asked:
            continue
        for found in (*_COUNTED.finditer(outcome), *_NONE_OF.finditer(outcome)):
            unit = next((unit for unit in _UNITS if found["unit"].startswith(unit)), None)
            if unit and not any(_is_same(unit, one) for one in asked):
                shown = "/".join(sorted(asked))
                yield "results", row, "outcome_text", {"other_unit": unit, "a": unit, "b": shown}


def _other_figures(submission: Submission, written: Mapping[str, Sequence[str]], lists: SubjectLists) -> Iterable[Odd]:
    for table, row, field, text in _texts_of(submission, written):
        for pattern, figure, reference in lists.figures:
            for found in pattern.finditer(fold(text)):
                if float(found["figure"].rstrip(".")) != float(figure):
                    yield table, row, field, {"other_figure": text, "cited": to_thai(found[0]), "reference": reference}


def _abbreviations(submission: Submission, written: Mapping[str, Sequence[str]], lists: SubjectLists) -> Iterable[Odd]:
    """Yield each abbreviation at its first place, in a file that nowhere spells it out."""
    texts = list(_texts_of(submission, written))
    everything = " ".join(text for *_, text in texts)
    used = [short for short in lists.abbreviations if short in everything]
    spelt = fold(everything).casefold() if used else ""
    for short in used:
        if any(fold(form).casefold() in spelt for form in lists.abbreviations[short]):
            continue
        pattern = re.compile(rf"(?<![A-Za-z]){re.escape(short)}(?![A-Za-z])")
        for table, row, field, text in texts:
            if pattern.search(text):
                yield table, row, field, {"abbreviation": short, "abbr": short}
                break


def _texts_of(submission: Submission, written: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Row, str, str]]:
    for table, fields in written.items():
        for row in submission.tables.get(table, ()):
            for field in fields:
                text = row.get(f"{field}_text")
                if text:
                    yield table, row, field, str(text)


def _entries(text: str) -> list[str]:
    """Return the entries of a numbered list, those that say enough to be compared."""
    parts = [part.strip() for part in _ENTRY.split(fold(text))[1:]]
    return [part for part in parts if len(_letters(part)) >= SHORTEST_ENTRY]


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _bare(name: str) -> str:
    return fold(_BRACKETS.sub("", name)).replace(" ", "")


def _is_same(unit: str, asked: str) -> bool:
    return unit in asked or asked in unit or any({unit, asked} <= same for same in _SAME_UNITS)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _years(value: object) -> tuple[int, ...]:
    return tuple(map(int, value)) if isinstance(value, list) else ()
