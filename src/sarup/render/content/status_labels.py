"""The Thai words for a status: they differ by round, kind of measure and the rule that judged it."""

from collections.abc import Collection

from sarup.codes import Comparator, RoundName, Status
from sarup.phrases import Phrases

# Held against an interim target or the half of the year's: said by the words of the rule that judged.
JUDGED_BETWEEN: Collection[Status] = (Status.ON_TRACK, Status.BEHIND)


def status_label(
    status: Status,
    round_name: RoundName,
    state: str,
    phrases: Phrases,
    comparator: Comparator | None = None,
    interim_rule: str | None = None,
) -> str:
    """Return a status's label in a round that is open or closed; of a measure by its comparator and interim rule."""
    key = f"status.{round_name}.{status}"
    if status == Status.MET and comparator == Comparator.AT_MOST:
        key += ".ceiling"
    if status in JUDGED_BETWEEN and f"{key}.{interim_rule}" in phrases:
        key += f".{interim_rule}"
    if status == Status.NOT_REPORTED and round_name == RoundName.YEAR and state == "closed":
        key += ".closed"
    return phrases.texts[key]


def short_status(status: Status, round_name: RoundName, phrases: Phrases) -> str:
    """Return the word for a status that charts and filters use."""
    key = f"status.short.{status}"
    annual = f"{key}.{round_name}"
    return phrases.texts[annual if annual in phrases else key]
