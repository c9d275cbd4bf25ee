"""The outcome that the official table prints, by docs/meaning.md."""

from fractions import Fraction

from judging import ItemValue, MeasureValue
from offices import Plan
from printing import in_thai, printed_value, with_unit
from totalling import told_of

BETWEEN = " / "


def outcome_text(plan: Plan, name: str, item: ItemValue) -> str | None:
    """Return the text of the only division, or of the lead where the values are the lead's; else what is composed."""
    own = None
    if len(item.item.divisions) == 1 or all(is_leads(one, item.item.lead) for one in item.measures):
        told = told_of(plan, name, item.item.lead, item.item.code)
        own = told.outcome_text if told else None
    return own or composed(item)


def is_leads(one: MeasureValue, lead: str) -> bool:
    """Tell whether the value of a measure is the lead's."""
    return one.value == next(d.value for d in one.divisions if d.division == lead)


def composed(item: ItemValue) -> str | None:
    """Return the values of the item's measures with their units; None where there is no value."""
    said = [
        with_unit(printed_value(one, one.value), one.measure.unit)
        for one in item.measures
        if isinstance(one.value, Fraction)
    ]
    return in_thai(BETWEEN.join(said)) or None
