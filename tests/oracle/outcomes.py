"""The outcome that the official table prints, by docs/meaning.md."""

from judging import ItemValue, MeasureValue
from offices import Plan
from printing import in_thai, kept_value, printed_value, with_unit
from sections import PHRASES
from totalling import told_of

BETWEEN = " / "


def outcome_text(plan: Plan, name: str, item: ItemValue) -> str | None:
    """Return the text of the only division, or the lead's where the values are the lead's; else what is composed.

    Where no measure has a value the texts of the divisions follow one another, or there is nothing to print.
    """
    lead = item.item.lead
    has_value = any(one.value is not None for one in item.measures)
    if len(item.item.divisions) == 1 or (has_value and all(is_leads(one, lead) for one in item.measures)):
        own = own_text(plan, name, lead, item)
        if own:
            return own
    if has_value:
        return in_thai(BETWEEN.join(said_of(one, name) for one in item.measures))
    is_lead_alone = all(one.across_divisions in ("lead", "latest") for one in item.measures)
    speaking = (lead,) if is_lead_alone else item.item.lead_first
    texts = [own_text(plan, name, division, item) for division in speaking]
    return BETWEEN.join(text for text in texts if text) or None


def own_text(plan: Plan, name: str, division: str, item: ItemValue) -> str | None:
    """Return what a division wrote for this round as the outcome."""
    told = told_of(plan, name, division, item.item.code)
    return told.outcome_text if told else None


def is_leads(one: MeasureValue, lead: str) -> bool:
    """Tell whether a measure reads the lead alone, or comes to what the lead's own answer comes to."""
    if one.across_divisions in ("lead", "latest"):
        return True
    own = next(d.value for d in one.divisions if d.division == lead)
    if one.value is None or own is None:
        return one.value is own
    return kept_value(one, one.value) == kept_value(one, own)


def said_of(one: MeasureValue, name: str) -> str:
    """Return a measure's value with its unit; one without a value is said by its status."""
    if one.value is None:
        return PHRASES.texts[f"status.{name}.{one.status}"]
    return with_unit(printed_value(one, one.value), one.measure.unit)
