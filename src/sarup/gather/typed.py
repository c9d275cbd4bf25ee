"""From what stands in a cell to a value: numbers, dates, months and choices; the text as typed is kept beside."""

from decimal import Decimal

from sarup.form_spec import Column
from sarup.phrases import Phrases
from sarup.submission import Value
from sarup.thai.dates import read_date, read_month
from sarup.thai.numbers import read_number

LARGEST = Decimal(10) ** 12


def read_value(text: str, column: Column, round_name: str | None, phrases: Phrases) -> Value:
    """Return the value of a cell's text, or None when it cannot be read as the column's kind.

    Numbers come as plain decimal text, so that none loses a digit before SQL; dates as ISO dates of the common era,
    months as "YYYY-MM", choices as their code.
    """
    if column.options:
        return phrases.code_of(options_key(column, round_name, phrases), text)
    if column.kind == "number":
        return _number(text)
    if column.kind == "date":
        reading = read_date(text)
        return reading.date.isoformat() if reading else None
    if column.kind == "month":
        return read_month(text)
    return text


def options_key(column: Column, round_name: str | None, phrases: Phrases) -> str:
    """Return the list's key in phrases.yaml: some lists differ by round."""
    by_round = f"{column.options}.{round_name}"
    return by_round if by_round in phrases else str(column.options)


def _number(text: str) -> str | None:
    reading = read_number(text)
    if reading is None or abs(reading.value) >= LARGEST:
        return None
    return format(reading.value, "f")
