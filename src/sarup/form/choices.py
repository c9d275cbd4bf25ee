"""The choices of a form's drop-downs: which list a column has, what a ticked box chooses, which choice is nearest."""

import re

from rapidfuzz.fuzz import ratio

from sarup.form.spec import Column
from sarup.phrases import Phrases
from sarup.thai.text import fold

# What shares fewer letters with a choice than this is no slip of it.
NEAR = 60
_BOX = re.compile("([☑☒✓✗☐])([^☑☒✓✗☐]*)")
_TICKED = "☑☒✓"


def options_key(column: Column, round_name: str | None, phrases: Phrases) -> str:
    """Return the list's key in phrases.yaml: some lists differ by round; one that no list knows has the year's."""
    candidates = (f"{column.options}.{round_name}", str(column.options), f"{column.options}.12m")
    return next((key for key in candidates if key in phrases), candidates[-1])


def ticked(text: str) -> str:
    """Return the choice behind the one box that is ticked; the text itself without boxes or with more of them ticked.

    >>> ticked("☐ ใช่ ☑ ไม่ใช่"), ticked("☑ ใช่ ☑ ไม่ใช่"), ticked("ใช่")
    ('ไม่ใช่', '☑ ใช่ ☑ ไม่ใช่', 'ใช่')
    """
    chosen = [label.strip() for mark, label in _BOX.findall(text) if mark in _TICKED]
    return chosen[0] if len(chosen) == 1 else text


def choice_slots(typed: str, column: Column, round_name: str | None, phrases: Phrases) -> dict[str, str]:
    """Return the slots `choices`, a column's choices, and `nearest`, the one that was most likely meant, or nothing."""
    labels = list(phrases.options(options_key(column, round_name, phrases)).values())
    scored = [(ratio(fold(typed), fold(label)), label) for label in labels]
    best, label = max(scored, key=lambda one: one[0])
    nearest = phrases.say("choice.nearest", label=label) if best >= NEAR else ""
    return {"choices": " ".join(f"“{one}”" for one in labels), "nearest": nearest}
