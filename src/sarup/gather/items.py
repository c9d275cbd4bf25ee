"""Which item and measure of the plan a row reports on, where the form's hidden keys do not tell.

By the code that people see, else by the words of guideline, indicator, activity and target. A doubtful row names its
candidates and is never guessed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from sarup.findings import Finding
from sarup.form.spec import Column, load_form_spec
from sarup.gather.plans import Plan, PlanItem
from sarup.submission import Row, Value
from sarup.thai.text import fold

# A guideline of the sample retyped with five slips scores 96 and more; other words about the same matter reach 91.
SURE, APART, FAINT = 93.0, 8.0, 55.0
CERTAIN = 100.0
WEIGHTS = {"guideline": 3.0, "indicator": 2.0, "activity": 1.0, "target": 1.0}
SHOWN_CANDIDATES = 3
_NUMERAL = re.compile(r"^\(?([0-9]{1,3})[.)]\s*")
_INDICATOR_AND_TARGET = re.compile(r"(?:ตัวชี้วัด\s*:?\s*)?(?P<indicator>.*?)\s*เป้าหมาย\s*:?\s*(?P<target>.*)", re.DOTALL)


@dataclass(frozen=True)
class Match:
    """The plan's items by how well a row's words fit, best first, each with its score from 0 to 100."""

    scores: tuple[tuple[float, PlanItem], ...]

    @property
    def item(self) -> PlanItem | None:
        """Return the item that fits, if it fits well and the next one clearly less."""
        if not self.scores or self.scores[0][0] < SURE:
            return None
        next_score = self.scores[1][0] if len(self.scores) > 1 else 0.0
        return self.scores[0][1] if self.scores[0][0] - next_score >= APART else None

    @property
    def candidates(self) -> tuple[PlanItem, ...]:
        """Return the items that a person should choose from."""
        return tuple(item for score, item in self.scores[:SHOWN_CANDIDATES] if score >= FAINT)


def name_rows(submission_id: str, rows: Sequence[Row], plan: Plan) -> tuple[list[Row], list[Finding]]:
    """Return the rows with item_key, measure_no and kind filled in where they lacked, and a finding for each doubt.

    A row that cannot be named is left without a key: it counts nowhere, and its finding returns the file.
    """
    named: list[Row] = []
    findings: list[Finding] = []
    last: PlanItem | None = None
    counts = Counter(str(row["item_key"]) for row in rows if row.get("item_key"))
    for row in rows:
        if row.get("item_key"):
            named.append(row)
            last = _by_code(str(row["item_key"]), plan)
            continue
        is_open = last is not None and counts[last.item_code] < len(last.measures)
        code, item, doubt = _name(submission_id, row, plan, last if is_open else None)
        last = item or last
        counts[code or ""] += 1
        findings += [doubt] if doubt else []
        named.append({**row, "item_key": code, "item_key_text": code, "item_code": row.get("item_code") or code})
    return _number_measures(named, plan), findings


def match_item(row: Mapping[str, Value], plan: Plan) -> Match:
    """Return how well the words of a row fit each item of the plan."""
    words = _words(row)
    if not words.get("guideline") and not words.get("indicator"):
        return Match(())
    own = _copied_from(words, plan)
    if own is not None:
        return Match(((CERTAIN, own),))
    scores = [(_score(words, item), item) for item in plan.items]
    return Match(tuple(sorted(scores, key=lambda scored: (-scored[0], scored[1].item_code))))


def _name(
    submission_id: str, row: Row, plan: Plan, last: PlanItem | None
) -> tuple[str | None, PlanItem | None, Finding | None]:
    """Return the row's item code, the plan's item if there is one, and the doubt if there is one.

    A row that says nothing of its item is one more of `last`, which has measures without a row; a remark is none.
    """
    typed = fold(str(row.get("item_code_text") or ""))
    if re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", typed):
        return typed, _by_code(typed, plan), None
    match = match_item(row, plan)
    if match.item is not None:
        return match.item.item_code, match.item, None
    if not match.scores and last is not None and not typed.strip('-–—"” '):
        return last.item_code, last, None
    return None, None, _doubt(submission_id, row, match)


def _doubt(submission_id: str, row: Row, match: Match) -> Finding:
    typed_in = [name for name in row if row.get(f"{name}_text")]
    naming = ("item_code", "guideline", "indicator", "activity", *typed_in)
    column = next((name for name in naming if name in typed_in), "narrative")
    row_no = int(str(row["row_no"]))
    typed = str(row.get(f"{column}_text") or "")[:60]
    candidates = " ".join(f"{item.item_code} “{item.guideline[:40]}”" for item in match.candidates)
    rule = "S25" if candidates else "S26"
    slots = {"candidates": candidates, "typed": typed}
    return Finding(submission_id, rule, "results", row_no, column, value=typed or None, slots=slots)


def _by_code(code: str, plan: Plan) -> PlanItem | None:
    return next((item for item in plan.items if item.item_code == code), None)


def _words(row: Mapping[str, Value]) -> dict[str, str]:
    """Return the row's words by column; a cell that holds indicator and target together is taken apart."""
    words = {name: str(row.get(f"{name}_text") or "") for name in WEIGHTS}
    both = _INDICATOR_AND_TARGET.fullmatch(words["indicator"]) if not words["target"] else None
    if both:
        words["indicator"], words["target"] = both["indicator"], both["target"]
    return words


def _copied_from(words: Mapping[str, str], plan: Plan) -> PlanItem | None:
    """Return the item that a row was copied from word for word: its own or a measure's indicator, and its guideline.

    Where no item has that guideline, indicator and target together tell; words of two items tell neither.
    """
    typed = {name: _plain(text) for name, text in words.items() if text}
    same = [(item, {name for name, text in typed.items() if text in _own_words(item)[name]}) for item in plan.items]
    guided = any("guideline" in names for _, names in same)
    asked = {"guideline", "indicator"} if guided else {"indicator", "target"}
    found = [(item, names) for item, names in same if asked <= names]
    most = max((len(names) for _, names in found), default=0)
    best = [(item, names) for item, names in found if len(names) == most]
    if len(best) != 1:
        return None
    ((item, names),) = best
    is_elsewhere = any({"indicator", "target"} <= others for other, others in same if other is not item)
    return None if is_elsewhere and "target" not in names else item


def _own_words(item: PlanItem) -> dict[str, set[str]]:
    """Return the words by which the form names an item, and each of its measures."""
    own = {
        "guideline": {item.guideline},
        "indicator": {item.indicator, *(measure.text for measure in item.measures)},
        "activity": {item.activity},
        "target": {item.target, *(f"{measure.target_value} {measure.unit}" for measure in item.measures)},
    }
    return {name: {_plain(text) for text in texts if text.strip()} for name, texts in own.items()}


def _score(words: Mapping[str, str], item: PlanItem) -> float:
    known = {"guideline": item.guideline, "indicator": item.indicator, "activity": item.activity, "target": item.target}
    pairs = [(weight, words[name], known[name]) for name, weight in WEIGHTS.items() if words[name] and known[name]]
    whole = sum(weight for weight, _, _ in pairs)
    return sum(weight * ratio(_plain(a), _plain(b)) for weight, a, b in pairs) / whole if whole else 0.0


def _plain(text: str) -> str:
    return _NUMERAL.sub("", fold(text)).replace(" ", "")


def _number_measures(rows: Sequence[Row], plan: Plan) -> list[Row]:
    """Return the rows with measure_no and kind: of one item each takes the measure that its words name, else the next.

    One row for an item of several measures stands for all of them: it is repeated, its answer kept by the first.
    """
    answered: dict[str, list[str]] = {}
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        if row.get("item_key") and row.get("measure_no"):
            answered.setdefault(str(row["item_key"]), []).append(str(row["measure_no"]))
        elif row.get("item_key"):
            waiting.setdefault(str(row["item_key"]), []).append(row)
    filled: dict[int, list[Row]] = {}
    for code, same in waiting.items():
        item = _by_code(code, plan)
        numbers = [m.measure_no for m in item.measures] if item else ["1"]
        free = [number for number in numbers if number not in answered.get(code, ())] or numbers[-1:]
        is_joint = len(same) == 1 and free == numbers and _measure_of(same[0], item) is None
        chosen = [free] if is_joint else _choose_measures(same, item, free)
        for row, mine in zip(same, chosen, strict=True):
            filled[id(row)] = [_numbered(row, number, item, first=number == mine[0]) for number in mine]
    return [ready for row in rows for ready in filled.get(id(row), [row])]


def _choose_measures(rows: Sequence[Row], item: PlanItem | None, free: Sequence[str]) -> list[list[str]]:
    """Return for each row of an item the measure whose words or unit it alone shows; the others take what is left."""
    chosen = [_measure_of(row, item) for row in rows]
    left = [number for number in free if number not in chosen]
    return [[number or (left.pop(0) if left else free[-1])] for number in chosen]


def _measure_of(row: Row, item: PlanItem | None) -> str | None:
    """Return the one measure that a row's indicator, or its unit, is the plan's text of; None where it is not one."""
    measures = item.measures if item else ()
    for shown, texts in (
        (_words(row)["indicator"], [(m.measure_no, m.text) for m in measures]),
        (str(row.get("unit_text") or ""), [(m.measure_no, m.unit) for m in measures]),
    ):
        fitting = [number for number, text in texts if shown and text and _plain(text) == _plain(shown)]
        if len(fitting) == 1:
            return fitting[0]
    return None


ANSWERS = (
    "value", "value_half", "value_year", "numerator", "denominator", "restated", "restated_numerator",
    "restated_denominator", "no_value_code", "expected_month",
)  # fmt: skip


def _answer_columns() -> list[Column]:
    (results,) = (sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    return [column for column in results.columns if column.field in ANSWERS]


def _numbered(row: Row, number: str, item: PlanItem | None, first: bool) -> Row:
    kind = next((m.kind for m in item.measures if m.measure_no == number), None) if item else None
    blanks: Row = {} if first else {name: None for column in _answer_columns() for name in column.fields}
    return {**row, **blanks, "measure_no": number, "measure_no_text": number, "kind": kind, "kind_text": kind}
