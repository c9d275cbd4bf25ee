"""What cells of a form take: drop-downs, prompts, and alerts for what the register is sure to refuse."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sarup.form.kinds import load_kinds
from sarup.form.spec import Column
from sarup.phrases import Phrases
from sarup.render.form.content import FormContent
from sarup.render.form.formats import is_counted_whole
from sarup.thai.dates import format_month
from sarup.thai.digits import to_arabic
from sarup.thai.numbers import PERCENT_WORDS

# As XlsxWriter takes them: each kind of validation has keys of its own.
Options = dict[str, Any]
Lists = dict[str, list[str]]
LARGEST, LARGEST_BAHT = 9_999_999_999, 9_999_999_999_999
# Days of a division's own, of which the register says nothing: any that it can read.
ANY_DAY = (date(1957, 1, 1), date(2056, 12, 31))
DAY_ZERO = date(1899, 12, 30)
EXPECTED_MONTHS = 24
# Whole days of d/m/yyyy of the Buddhist era; one comparison, since Excel takes 255 characters.
DAY = (
    'ABS(DATE(RIGHT({c},4)-543,SUBSTITUTE(MID({c},FIND("/",{c})+1,2),"/",""),SUBSTITUTE(LEFT({c},2),"/",""))'
    "-{middle})<={reach}"
)


def list_name(key: str) -> str:
    """Return the name by which the workbook's cells know a list."""
    return "sarup_" + key.replace(".", "_")


def validation_of(column: Column, content: FormContent, phrases: Phrases, lists: Lists) -> Options:
    """Return a column's drop-down, prompt and alert; `lists` takes the entries of its drop-down."""
    options: Options = {"validate": "any"}
    if column.options:
        key = f"{column.options}.{content.round_name}"
        key = key if key in phrases else column.options
        lists.setdefault(key, list(phrases.options(key).values()))
        options = {"validate": "list", "source": f"={list_name(key)}", **_alert("list", phrases)}
    elif column.kind == "number" and not (column.date_field and content.kind == "plan"):
        options = {"validate": "decimal", "criteria": ">=", "value": 0, **_alert("number", phrases)}
        options["error_type"] = "warning"
    if column.prompt:
        options["input_title"] = phrases.texts[f"{column.prompt}.title"]
        options["input_message"] = phrases.texts[f"{column.prompt}.message"]
    return options


def strict_validation(
    column: Column, row: Mapping[str, object], content: FormContent, cell: str, phrases: Phrases, lists: Lists
) -> Options:
    """Return `validation_of` with alerts that nobody can pass over; `cell` is the first cell that it is given to."""
    options = validation_of(column, content, phrases, lists)
    options.pop("error_type", None)
    if column.kind == "number":
        options |= {**_number(column, row), **_alert("number", phrases)}
    elif column.kind == "date":
        for name in ("criteria", "source"):
            options.pop(name, None)
        options |= {"validate": "custom", "value": f"={_day(column, content, cell)}", **_alert("date", phrases)}
    elif column.kind == "month" and content.covers:
        lists.setdefault("months", _months(content.covers[1]))
        options |= {"validate": "list", "source": f"={list_name('months')}", **_alert("list", phrases)}
    return options


def stretches_of(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each stretch of rising numbers without a gap.

    >>> stretches_of([7, 8, 9, 12])
    [(7, 9), (12, 12)]
    """
    starts = [n for place, n in enumerate(numbers) if not place or numbers[place - 1] != n - 1]
    ends = [n for place, n in enumerate(numbers) if place + 1 == len(numbers) or numbers[place + 1] != n + 1]
    return list(zip(starts, ends, strict=True))


def _number(column: Column, row: Mapping[str, object]) -> Options:
    kind = load_kinds().get(str(row.get("kind", "")))
    is_share = kind is not None and kind.at_most_100 and row.get("unit") in PERCENT_WORDS
    is_value = bool(column.date_field)
    largest = 100 if is_share and is_value else LARGEST_BAHT if column.is_money else LARGEST
    whole = is_value and is_counted_whole(column, row)
    return {"validate": "integer" if whole else "decimal", "criteria": "between", "minimum": 0, "maximum": largest}


def _day(column: Column, content: FormContent, cell: str) -> str:
    """Return the formula that a text cell's day holds to: the round's days for events, any day elsewhere."""
    first, last = content.covers if column.in_round and content.covers else ANY_DAY
    middle = ((first - DAY_ZERO).days + (last - DAY_ZERO).days) / 2
    reach = (last - first).days / 2
    return DAY.format(c=cell, middle=f"{middle:g}", reach=f"{reach:g}")


def _months(last: date) -> list[str]:
    """Return the months from the round's last one on, as people are asked to write them."""
    numbers = range(last.year * 12 + last.month - 1, last.year * 12 + last.month - 1 + EXPECTED_MONTHS)
    return [to_arabic(format_month(f"{number // 12}-{number % 12 + 1:02d}")) for number in numbers]


def _alert(name: str, phrases: Phrases) -> dict[str, str]:
    return {
        "error_title": phrases.texts[f"alert.{name}.title"],
        "error_message": phrases.texts[f"alert.{name}.message"],
    }
