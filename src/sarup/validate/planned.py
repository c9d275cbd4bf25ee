"""What the plans of a run say, as far as other files are judged beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarup.form.spec import written_fields
from sarup.submission import Submission
from sarup.thai.text import fold


@dataclass(frozen=True)
class Planned:
    """The codes of all plans, and their texts, folded: a form that repeats one repeats the plan's words."""

    codes: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


def planned_in(submissions: Sequence[Submission]) -> Planned:
    """Return what the plans among the submissions say."""
    plans = [one for one in submissions if one.kind == "plan"]
    fields = written_fields("prose", "paragraphs", "link")["plan_item"]
    texts = (
        str(row.get(field) or "") for plan in plans for row in plan.tables.get("plan_item", ()) for field in fields
    )
    return Planned(frozenset(map(plan_code_of, plans)) - {""}, frozenset(map(fold, texts)))


def plan_code_of(submission: Submission) -> str:
    """Return the code of the plan that a file is, or answers; empty where it names none."""
    rows = submission.tables.get("plan") or [{}]
    return submission.keys.get("plan_code") or str(rows[0].get("plan_code") or "")
