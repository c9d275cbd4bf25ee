"""Gathered rows → the tables that the suites in expectations/ speak of, one pandas frame for a whole chunk."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from pathlib import Path

import pandas as pd

from sarup.codes import RoundName
from sarup.form.kinds import kinds_that_ask, load_kinds
from sarup.form.spec import load_form_spec, written_fields
from sarup.office.holidays import Holidays
from sarup.office.rounds import Round
from sarup.submission import Row, Submission
from sarup.thai.dates import find_dates, format_full
from sarup.thai.garbled import garbled_texts
from sarup.thai.lost_letters import lost_letters
from sarup.thai.numbers import read_number
from sarup.thai.text import (
    claimed_lists,
    fold,
    foreign_letters,
    html_tags,
    links,
    odd_characters,
    unbalanced_brackets,
)
from sarup.validate.calendar_subject import CALENDAR_ODDITIES, calendar_rows
from sarup.validate.subject import SUBJECT_ODDITIES, SUBJECT_QUOTED, SubjectLists, read_lists, subject_rows
from sarup.yaml_files import read_yaml

WRITTEN = written_fields("prose", "paragraphs", "link")
PARAGRAPHS = frozenset(field for fields in written_fields("paragraphs").values() for field in fields)
ASKS = {code: kind.asks for code, kind in load_kinds().items()}
SHARES = kinds_that_ask("parts")
ASKED_TWICE = frozenset(code for code, kind in load_kinds().items() if kind.asks_half)
# What is typed into the cells that answer: those of a share's two parts come first.
ANSWERS = ("numerator_text", "denominator_text", "value_text", "value_half_text", "value_year_text")
ODDITIES = (
    "foreign_word", "thai_digit_link", "open_bracket", "html_tag", "misspelt_word", "odd_character",
    "miscounted_list", "date_outside", "lost_letter", "wrong_encoding", "letters_gone",
)  # fmt: skip
# Of the words that a copied text lost letters of, so many are quoted.
MOST_WORDS, WORDS_BETWEEN = 3, ", "
QUOTED = ("codepoints", "suggestion", "claimed", "unit", "listed")


def build_frames(
    submissions: Sequence[Submission],
    rounds: Sequence[Round],
    holidays: Holidays,
    folder: Path,
    planned: Set[str],
) -> dict[str, "pd.DataFrame"]:
    """Return suite name -> frame; every frame has row_id, submission_id, table_name and row_no beside its columns.

    `folder` holds the lists that texts are compared with. `planned` are the plans' own texts: where a form repeats one,
    it is the plan's and not judged again.
    """
    frames = {}
    for kind in ("results", "plan"):
        for spec in load_form_spec(kind).sheets:
            fields = [name for c in spec.columns for name in c.fields]
            rows = list(_table_rows(submissions, spec.table))
            numbers = [c.field for c in spec.columns if c.kind == "number"]
            frames[spec.table] = _frame(rows, fields, numbers)
    for table in ("results", "plan_measure"):
        frames[table]["asks"] = [ASKS.get(kind) for kind in frames[table]["kind"]]
    results = frames["results"]
    answered = results[["kind", "round_code", *ANSWERS]].to_dict("records")
    results["place"] = [_answer_column(row) for row in answered]
    results["answer_text"] = pd.Series([_answer_text(row) for row in answered], dtype=object)
    frames["item"] = _first_rows(results)
    signoff = frames["signoff"]
    signoff["is_certifier"] = signoff.groupby("submission_id").cumcount() == 1
    frames["text"] = _frame(
        [
            *_text_rows(submissions, rounds, _read_spelling(folder / "spelling.yaml"), planned),
            *_subject_rows(submissions, read_lists(folder), planned),
            *_calendar_rows(submissions, rounds, holidays, planned),
        ],
        ["text", *ODDITIES, *SUBJECT_ODDITIES, *CALENDAR_ODDITIES, *QUOTED, *SUBJECT_QUOTED, "date"],
        [],
    )
    return frames


def _table_rows(submissions: Sequence[Submission], table: str) -> Iterable[Row]:
    for submission in submissions:
        for row in submission.tables.get(table, ()):
            round_code = submission.keys.get("round_code")
            yield {
                "submission_id": submission.submission_id,
                "round_code": round_code,
                "table_name": table,
                **row,
            }


def _frame(rows: Sequence[Row], fields: Sequence[str], numbers: Sequence[str]) -> "pd.DataFrame":
    frame = pd.DataFrame(
        rows, columns=["submission_id", "round_code", "table_name", "row_no", "place", *fields], dtype=object
    )
    frame = frame.astype(object).where(frame.notna(), None)
    for name in numbers:
        cells = zip(frame[name], frame[f"{name}_text"], strict=True)
        numbers_read = [_typed_number(text) if value is None and text else value for value, text in cells]
        frame[name] = pd.to_numeric(pd.Series(numbers_read, dtype=object), errors="coerce")
    frame.insert(0, "row_id", range(len(frame)))
    return frame


def _typed_number(text: object) -> float | None:
    """Return the number that a text is, one too great to be kept included; None for what is none."""
    reading = read_number(str(text))
    return float(reading.value) if reading else None


def _answer_text(row: Mapping[Hashable, object]) -> object:
    """Return what stands in a cell that the row's kind may answer in; None where nothing does."""
    typed = (row.get(name) for name in (ANSWERS if row.get("kind") in SHARES else ANSWERS[2:]))
    return next((text for text in typed if text), None)


def _answer_column(row: Mapping[Hashable, object]) -> str:
    """Return the cell that an unanswered row should have filled, by its measure's kind and the round."""
    if row.get("kind") in SHARES:
        return "numerator"
    if not str(row.get("round_code")).endswith(RoundName.YEAR):
        return "value"
    return "value_half" if row.get("kind") in ASKED_TWICE else "value_year"


def _first_rows(results: "pd.DataFrame") -> "pd.DataFrame":
    """Return the row of each item's first measure, which bears what is asked once: sorted rows may have it below."""
    by_measure = results.sort_values("measure_no", kind="stable")
    first = by_measure.drop_duplicates(["submission_id", "item_key"]).sort_index().copy()
    first["allocated_baht"] = first["revised_baht"].fillna(first["budget_baht"])
    first["row_id"] = range(len(first))
    return first


def _text_rows(
    submissions: Sequence[Submission],
    rounds: Sequence[Round],
    spelling: Sequence[tuple[re.Pattern[str], str]],
    planned: Set[str],
) -> Iterable[Row]:
    """Yield one row an oddity of a written cell.

    A form's text that stands so in a plan is the plan's, not the division's.
    """
    periods = {r.round_code: r for r in rounds}
    known: dict[tuple[object, ...], list[Row]] = {}  # many divisions write the same
    for submission in submissions:
        period = periods.get(submission.keys.get("round_code", ""))
        for table, fields in WRITTEN.items():
            for row in submission.tables.get(table, ()):
                for field in fields:
                    text = row.get(f"{field}_text")
                    if not text:
                        continue
                    same = (text, field in PARAGRAPHS, field == "narrative" and period)
                    if same not in known:
                        known[same] = list(_oddities(str(text), field, period, spelling))
                    if known[same] and (submission.kind == "plan" or fold(str(text)) not in planned):
                        place = {
                            "submission_id": submission.submission_id,
                            "table_name": table,
                            "row_no": row["row_no"],
                        }
                        yield from ({**place, "place": field, "text": text, **oddity} for oddity in known[same])


def _subject_rows(submissions: Sequence[Submission], lists: SubjectLists, planned: Set[str]) -> Iterable[Row]:
    """Yield one row an oddity that knowledge of the subject sees, but for the plan's texts that a form repeats."""
    for submission in submissions:
        for table, row, field, oddity in subject_rows(submission, WRITTEN, lists):
            text = row.get(f"{field}_text")
            if submission.kind == "plan" or fold(str(text)) not in planned:
                yield {
                    "submission_id": submission.submission_id,
                    "table_name": table,
                    "row_no": row["row_no"],
                    "place": field,
                    "text": text,
                    **oddity,
                }


def _calendar_rows(
    submissions: Sequence[Submission], rounds: Sequence[Round], holidays: Holidays, planned: Set[str]
) -> Iterable[Row]:
    """Yield one row an oddity that the calendar sees, or the law on personal data."""
    periods = {r.round_code: r for r in rounds}
    for submission in submissions:
        for table, row, field, oddity in calendar_rows(submission, periods, holidays):
            text = row.get(f"{field}_text")
            if fold(str(text)) not in planned:
                place = {"submission_id": submission.submission_id, "table_name": table, "row_no": row["row_no"]}
                yield {**place, "place": field, "text": text, **oddity}


def _oddities(
    text: str, field: str, period: Round | None, spelling: Sequence[tuple[re.Pattern[str], str]]
) -> Iterable[Row]:
    """Yield what is odd in a text: the column of the suite that must be null, and what its sentence quotes.

    A text in a wrong encoding is that and nothing else: every other oddity of it comes from there.
    """
    garbled = garbled_texts(text)
    for one in [one for one in garbled if one.meant][:1]:
        yield {"wrong_encoding": one.typed, "suggestion": one.meant}
        return
    yield from _lost(text, [one.typed for one in garbled])
    for letter in foreign_letters(text):
        suggestion = letter.suggestion or ""
        yield {"foreign_word": letter.word, "codepoints": letter.codepoints, "suggestion": suggestion}
    for link in links(text):
        if link.has_thai_digits:
            yield {"thai_digit_link": link.typed, "suggestion": link.mended}
    if unbalanced_brackets(text):
        yield {"open_bracket": text[:40]}
    for tag in sorted(set(html_tags(text))):
        yield {"html_tag": tag}
    for slip, word in spelling:
        for match in slip.finditer(text):
            yield {"misspelt_word": match[0], "suggestion": word}
    for code in sorted({odd.codepoint for odd in odd_characters(text) if odd.kind != "replacement"}):
        yield {"odd_character": code, "codepoints": code}
    if field in PARAGRAPHS:
        for claim in claimed_lists(text):
            if claim.claimed != claim.listed:
                claimed = str(claim.claimed)
                yield {
                    "miscounted_list": claimed,
                    "claimed": claimed,
                    "unit": claim.unit,
                    "listed": str(claim.listed),
                }
    if field == "narrative" and period is not None:
        for day in find_dates(text):
            if not period.covers_from <= day.date <= period.covers_to:
                yield {"date_outside": format_full(day.date)}


def _lost(text: str, marks: Sequence[str]) -> Iterable[Row]:
    """Yield once what a text lost when it was copied: letters that only marks are left of, and parts of letters."""
    for mark in marks[:1]:
        yield {"letters_gone": mark}
    if words := lost_letters(text)[:MOST_WORDS]:
        typed, mended = (WORDS_BETWEEN.join(side) for side in zip(*((w.typed, w.mended) for w in words), strict=True))
        yield {"lost_letter": typed, "suggestion": mended}


def _read_spelling(path: Path) -> list[tuple[re.Pattern[str], str]]:
    entries = read_yaml(path)["words"]
    return [(re.compile(entry["slip"]), entry["word"]) for entry in entries]
