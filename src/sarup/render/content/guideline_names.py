"""How a sentence names a guideline: by its number, and by its tactic where the number stands twice in a strategy."""

from collections import Counter
from collections.abc import Sequence

from sarup.phrases import Phrases
from sarup.render.content.rows import ReportItem


def name_guidelines(items: Sequence[ReportItem], phrases: Phrases) -> dict[str, str]:
    """Return item code -> what follows "ข้อ"; the items are those of one plan and round."""
    times = Counter((item.strategy_no, item.guideline_no) for item in items)
    names = {}
    for item in items:
        number = phrases.number(item.guideline_no)
        is_twice = times[item.strategy_no, item.guideline_no] > 1
        tactic = phrases.number(item.tactic_no)
        names[item.item_code] = phrases.say("s.guideline_of_tactic", g=number, t=tactic) if is_twice else number
    return names
