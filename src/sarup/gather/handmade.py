"""Files without the form's hidden keys: a form that lost them, a table made by hand, a document's five columns.

What such a file is must be said by it: its round by file name, folder or title, its items by number and words. What
cannot be known is a finding.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sarup.codes import RoundName
from sarup.findings import Finding
from sarup.form.spec import load_form_spec
from sarup.gather.form import make_submission, unread
from sarup.gather.headings import FormSheet, find_tables
from sarup.gather.items import name_rows
from sarup.gather.plans import KnownPlans, Plan
from sarup.gather.printed_outcome import Answer, read_outcome
from sarup.gather.workbook import Workbook
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.submission import Arrival, Row, Submission, Value
from sarup.thai.text import fold

ANSWER_COLUMNS = frozenset({"value", "value_half", "value_year", "numerator", "no_value_code"})
STAND_INS = {
    "item_code": ("guideline", "indicator"),
    "value": ("outcome_text", "narrative"),
    "value_half": ("outcome_text", "narrative"),
    "value_year": ("outcome_text", "narrative"),
    "no_value_code": ("outcome_text", "narrative"),
}
TITLE_ROWS = 20
TITLE_CELLS = 200
_ROUND_CODE = re.compile(r"(?<![0-9])(25[0-9]{2})\s*[-_]\s*(6m|9m|12m|q[1-4])(?![0-9a-z])", re.IGNORECASE)
_MONTHS = re.compile(r"รอบ\s*(?:ที่\s*)?([0-9]{1,2})\s*เดือน")
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?|ปีงบประมาณ|ประจำปี)\s*(25[0-9]{2})")


def read_handmade(arrival: Arrival, workbook: Workbook, office: KnownPlans, phrases: Phrases) -> Submission:
    """Return what a file without hidden keys says, its rows named by the plan's items.

    Problems: S06 no table of results in it; S27 its round is not to be known; S16 its division neither;
    S18 no plan for that round.
    """
    if not find_tables(workbook, None, phrases):
        return unread(arrival, Finding(arrival.submission_id, "S06"), workbook.container)
    named = tuple(_named_rounds(arrival, workbook, office.rounds))
    still_open = [period for period in office.rounds if period.state == "open"]
    periods = named or still_open
    if len(periods) != 1:
        candidates = " ".join(period.round_code for period in periods or office.rounds)
        problem = Finding(arrival.submission_id, "S27", slots={"rounds": candidates})
        return unread(arrival, problem, workbook.container)
    plan = office.plan_of(periods[0], arrival.division_code)
    if plan is None and arrival.division_code not in office.agency_of:
        problem = Finding(arrival.submission_id, "S16", slots={"division": arrival.division_code})
        return unread(arrival, problem, workbook.container)
    if plan is None:
        missing = phrases.say("check.plan", round=periods[0].round_code)
        problem = Finding(arrival.submission_id, "S18", slots={"missing": missing})
        return unread(arrival, problem, workbook.container)
    keys = {
        "form": "results",
        "form_version": "1",
        "plan_code": plan.plan_code,
        "round_code": periods[0].round_code,
        "division_code": arrival.division_code,
    }
    forms = find_tables(workbook, periods[0].round, phrases)
    submission = _with_stand_ins(make_submission(arrival, workbook, keys, forms, phrases, has_keys=False))
    slots = {"round": phrases.round_of_year(periods[0].label, periods[0].fiscal_year_be)}
    found = [Finding(arrival.submission_id, "S19", slots=slots), *_missing_columns(arrival, forms, periods[0], phrases)]
    return replace(submission, problems=(*found, *submission.problems))


def name_items(submission: Submission, office: KnownPlans) -> Submission:
    """Return the submission with every row of results named by an item of the plan, or its doubt among the problems."""
    rows = submission.tables.get("results", [])
    if submission.kind != "results" or all(row.get("item_key") and row.get("measure_no") for row in rows):
        return submission
    period = {r.round_code: r for r in office.rounds}.get(submission.keys.get("round_code", ""))
    plan = office.plan_of(period, submission.arrival.division_code) if period else None
    if plan is None:
        return submission
    named, doubts = name_rows(submission.submission_id, rows, plan)
    if is_answered_in_words(submission):
        named = _with_answers(named, plan, submission.keys["round_code"].endswith(RoundName.YEAR))
    tables = {**submission.tables, "results": named}
    return replace(submission, tables=tables, problems=(*submission.problems, *doubts))


def is_answered_in_words(submission: Submission) -> bool:
    """Tell a table made by hand whose values stand in its printed outcomes alone: no column of it asks for them."""
    rows = submission.tables.get("results", [])
    return not submission.has_keys and not any(ANSWER_COLUMNS & row.keys() for row in rows)


def _with_answers(rows: Sequence[Row], plan: Plan, is_annual: bool) -> list[Row]:
    """Return the rows with the values that their printed outcomes tell, which have no column of their own.

    What the outcome does not say in so many words is not taken from the narrative: the division should say it.
    """
    column = "value_year" if is_annual else "value"
    measures = {item.item_code: item.measures for item in plan.items}
    filled: list[Row] = []
    for row in rows:
        asked = measures.get(str(row.get("item_key")), ())
        printed = row.get("outcome_text_text")
        answers = read_outcome(str(printed or ""), str(row.get("narrative_text") or ""), asked)
        for measure, answer in zip(asked, answers, strict=True):
            if measure.measure_no == row.get("measure_no") and not answer.is_inferred:
                row = {**row, **_cells(column, answer, printed)}
        filled.append(row)
    return filled


def _cells(column: str, answer: Answer, printed: Value) -> Row:
    """Return the cells of an answer; what was typed is the outcome as printed."""
    if answer.value is not None:
        return {column: format(answer.value, "f"), f"{column}_text": printed}
    if answer.on is not None:
        return {f"{column}_on": answer.on.isoformat(), f"{column}_text": printed}
    if answer.no_value_code is None:
        return {column: None, f"{column}_text": printed}
    month = answer.expected_month
    return {
        "no_value_code": answer.no_value_code,
        "no_value_code_text": printed,
        "expected_month": month,
        "expected_month_text": month and printed,
    }


def _with_stand_ins(submission: Submission) -> Submission:
    """Return the submission with a place for codes and answers that stand in another column of a table made by hand.

    A finding on an item's code then names the cell that names the item, one on a value the printed outcome.
    """
    places = list(submission.places)
    present = {(place.sheet, place.field) for place in places if place.table == "results"}
    for field, others in STAND_INS.items():
        for place in submission.places:
            key = (place.sheet, field)
            if place.table == "results" and key not in present and place.field in others:
                places.append(replace(place, field=field))
                present.add(key)
    return replace(submission, places=tuple(places))


def _named_rounds(arrival: Arrival, workbook: Workbook, rounds: Sequence[Round]) -> Iterable[Round]:
    """Yield the rounds that the file's name or folder names, else those of its title."""
    named = {
        f"{year}-{name.lower()}"
        for year, name in _ROUND_CODE.findall(fold(f"{arrival.folder} {arrival.file_name}".replace("_", " _ ")))
    }
    found = [period for period in rounds if period.round_code in named]
    if found:
        yield from found
        return
    titles = fold(" ".join(_titles(workbook)))
    months, years = set(_MONTHS.findall(titles)), set(_YEAR.findall(titles))
    for period in rounds:
        if {period.round.removesuffix("m")} == months and {str(period.fiscal_year_be)} == years:
            yield period


def _titles(workbook: Workbook) -> Iterable[str]:
    """Yield the short texts that stand at the top of the sheets, where a title is."""
    for sheet in workbook.sheets:
        for cell in sheet.cells[:TITLE_CELLS]:
            if cell.row <= TITLE_ROWS and cell.kind == "text" and len(cell.text) < 300:
                yield cell.text


def _missing_columns(
    arrival: Arrival, forms: Sequence[FormSheet], period: Round, phrases: Phrases
) -> Iterable[Finding]:
    """Yield one finding that names the columns to fill in which the file does not have."""
    present = {column.field for form in forms if form.spec.table == "results" for column in form.places.values()}
    spec = next(spec for spec in load_form_spec("results").sheets if spec.table == "results")
    heads = [
        f"“{phrases.texts[column.head].partition(' {')[0]}”"
        for column in spec.columns_of(period.round)
        if not column.locked and not column.optional and column.prompt and column.field not in present
    ]
    if heads:
        yield Finding(arrival.submission_id, "S28", slots={"heads": " ".join(heads)})
