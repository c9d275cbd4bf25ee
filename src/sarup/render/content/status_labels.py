"""The Thai words for a status: they differ by round, kind of measure and the rule that judged it."""

from collections.abc import Mapping
from typing import Any

from sarup.phrases import Phrases


def status_label(status: str, row: Mapping[str, Any], title: Mapping[str, Any], phrases: Phrases) -> str:
    """Return a status's label; `row` may hold the measure's comparator and interim_rule, `title` the round's state."""
    key = f"status.{title['round']}.{status}"
    if status == "met" and row.get("comparator") == "at_most":
        key += ".ceiling"
    if status in ("on_track", "behind") and f"{key}.{row.get('interim_rule')}" in phrases:
        key += f".{row['interim_rule']}"
    if status == "not_reported" and title["round"] == "12m" and title["state"] == "closed":
        key += ".closed"
    return phrases.texts[key]


def short_status(status: str, title: Mapping[str, Any], phrases: Phrases) -> str:
    """Return the word for a status that charts and filters use."""
    key = f"status.short.{status}"
    annual = f"{key}.{title['round']}"
    return phrases.texts[annual if annual in phrases else key]
