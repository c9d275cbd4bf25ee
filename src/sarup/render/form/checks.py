"""Formulas of a card that say what lacks or contradicts, each by a rule of the register that a formula can say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sarup.codes import NoValue
from sarup.form.kinds import load_kinds
from sarup.phrases import Phrases
from sarup.render.form.content import FormContent, FormRow
from sarup.thai.numbers import PERCENT_WORDS

# A field of the card -> its cell, with $ before the column's letter.
Cells = Mapping[str, str]
ANSWERS = ("value", "value_half", "value_year", "numerator", "denominator")
COUNTED = ("value", "value_half", "value_year", "restated")
# Excel keeps 15 digits of a sum.
EQUAL = "0.0000001"


@dataclass(frozen=True)
class Check:
    """One rule at a field's line: `condition` is true where it is broken; `lacks` are fields that it wants filled."""

    rule: str
    field: str
    condition: str
    lacks: tuple[str, ...] = ()


def measure_checks(row: FormRow, cells: Cells, content: FormContent, phrases: Phrases) -> list[Check]:
    """Return the checks of a measure, the weightiest of a field first."""
    answers = [name for name in ANSWERS if name in cells]
    reason, month = cells["no_value_code"], cells["expected_month"]
    blank = ",".join(f'{cells[name]}=""' for name in answers)
    awaited = awaiting(content, phrases)
    found = [
        Check("R06", answers[0], f'AND({blank},{reason}="")', (*answers, "no_value_code")),
        Check("R07", answers[0], f'AND(NOT(AND({blank})),{reason}<>"")'),
        Check("R08", "expected_month", f'AND({reason}="{awaited}",{month}="")'),
    ]
    known = load_kinds().get(str(row.get("kind", "")))
    if known is None or known.asks != "day":
        found += _of_numbers(row, cells)
    if "restated_reason" in cells:
        restated = [cells[name] for name in cells if name in ("restated", "restated_numerator", "restated_denominator")]
        any_restated = ",".join(f'{cell}<>""' for cell in restated)
        found.append(Check("R15", "restated_reason", f'AND(OR({any_restated}),{cells["restated_reason"]}="")'))
    return found


def _of_numbers(row: FormRow, cells: Cells) -> Iterable[Check]:
    """Yield the checks of numbers: texts, parts, bounds, and the halves against the year."""
    known = load_kinds().get(str(row.get("kind", "")))
    numbers = [name for name in (*ANSWERS, "restated", "restated_numerator", "restated_denominator") if name in cells]
    for name in numbers:
        yield Check("R01", name, f'AND({cells[name]}<>"",NOT(ISNUMBER({cells[name]})))')
    if "numerator" in cells:
        yield from _of_parts(cells["numerator"], cells["denominator"], bool(row.get("may_exceed")))
    is_share = row.get("unit") in PERCENT_WORDS
    for name in (name for name in COUNTED if name in cells and known is not None):
        cell = cells[name]
        if known is not None and known.at_most_100 and is_share:
            yield Check("R35", name, f"AND(ISNUMBER({cell}),{cell}>100)")
        if known is not None and known.is_whole and not is_share:
            yield Check("R36", name, f"IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)")
    if "value_year" in cells:
        yield from _of_year(row, cells, falls=known is None or known.falls != "never")


def _of_parts(numerator: str, denominator: str, may_exceed: bool) -> Iterable[Check]:
    both = f"ISNUMBER({numerator}),ISNUMBER({denominator})"
    yield Check("R65", "numerator", f'({numerator}="")<>({denominator}="")')
    yield Check("R66", "numerator", f"AND({both},{numerator}=0,{denominator}=0)")
    yield Check("R67", "numerator", f"AND({both},{numerator}>0,{denominator}=0)")
    if not may_exceed:
        yield Check("R68", "numerator", f"AND({both},{numerator}>{denominator})")


def _of_year(row: FormRow, cells: Cells, falls: bool) -> Iterable[Check]:
    """Yield the checks of the whole year against its halves; a restated first half takes the place of the reported."""
    year, half, previous, restated = (
        cells.get(name, "") for name in ("value_year", "value_half", "previous", "restated")
    )
    first = f'IF({restated}<>"",{restated},{previous})'
    if half:
        yield Check("R51", "value_year", f'({half}="")<>({year}="")')
    if previous and not falls:
        yield Check("R40", "value_year", f"IF(AND(ISNUMBER({year}),ISNUMBER({first})),{year}<{first},FALSE)")
    if previous and half and row.get("across_rounds") == "sum":
        given = f"AND(ISNUMBER({year}),ISNUMBER({half}),ISNUMBER({first}))"
        yield Check("R42", "value_year", f"IF({given},ABS({first}+{half}-{year})>{EQUAL},FALSE)")


def item_checks(cells: Cells, phrases: Phrases) -> list[Check]:
    """Return the checks of what is asked once an item."""
    used = phrases.options("list.budget_use")["used"]
    asked = {"R09": "work_state", "R10": "narrative", "R11": "budget_use", "R12": "obstacle"}
    found = [Check(rule, field, f'{cells[field]}=""', (field,)) for rule, field in asked.items()]
    return [*found, Check("R13", "budget_baht", f'AND({cells["budget_use"]}="{used}",{cells["budget_baht"]}="")')]


def formula_of(checks: Iterable[Check], row: FormRow, phrases: Phrases) -> tuple[str, str]:
    """Return the formula that says the first broken one of a line's checks, and what it says of the row as written."""
    formula, said = '""', ""
    for check in reversed([*checks]):
        message = phrases.texts[f"card.check.{check.rule}"]
        formula = f'IF({check.condition},"{message}",{formula})'
        if check.lacks and not any(row.get(name) is not None for name in check.lacks):
            said = message
    return f"={formula}", said


def awaiting(content: FormContent, phrases: Phrases) -> str:
    """Return the reason that asks for a month and a body."""
    return phrases.options(f"list.no_value.{content.round_name}")[NoValue.AWAITING_EXTERNAL_RESULT]
