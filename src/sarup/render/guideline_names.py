"""How a sentence names a guideline: by its number, and by its tactic where the number stands twice in a strategy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sarup.phrases import Phrases
from sarup.thai.digits import to_thai


def name_guidelines(items: Sequence[Mapping[str, Any]], phrases: Phrases) -> dict[str, str]:
    """Return item code -> what follows "ข้อ"; the items are those of one plan and round."""
    times = Counter((item["strategy_no"], item["guideline_no"]) for item in items)
    names = {}
    for item in items:
        number = to_thai(str(item["guideline_no"]))
        is_twice = times[item["strategy_no"], item["guideline_no"]] > 1
        tactic = to_thai(str(item["tactic_no"]))
        names[item["item_code"]] = phrases.say("s.guideline_of_tactic", g=number, t=tactic) if is_twice else number
    return names
