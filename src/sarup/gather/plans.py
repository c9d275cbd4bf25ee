"""The plans among gathered files, as far as rows of results need them to be told apart."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sarup.office.rounds import Round
from sarup.submission import Row, Submission


@dataclass(frozen=True)
class PlanMeasure:
    """One measure of the plan: number, words, unit and what it is judged by."""

    item_code: str
    measure_no: str
    text: str
    unit: str
    kind: str
    comparator: str
    target_value: str


@dataclass(frozen=True)
class PlanItem:
    """One item of the plan with its measures and the divisions that report on it."""

    item_code: str
    guideline: str
    activity: str
    indicator: str
    target: str
    measures: tuple[PlanMeasure, ...]
    divisions: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """A plan workbook as gathered, sound or not."""

    plan_code: str
    agency_code: str
    fiscal_year_be: str
    revision_no: int
    holds_from_round: str
    items: tuple[PlanItem, ...]


@dataclass(frozen=True)
class KnownPlans:
    """What is known beside a file: the rounds, whose agency a division belongs to, and the plans, newest last."""

    rounds: Sequence[Round]
    agency_of: Mapping[str, str]
    plans: Sequence[Plan]

    def plan_of(self, period: Round, division_code: str) -> Plan | None:
        """Return the division's plan for a round: one that names it before others, the newest that holds by then."""
        by_code = {r.round_code: r for r in self.rounds}
        agency = self.agency_of.get(division_code)
        held = [
            plan
            for plan in self.plans
            if plan.fiscal_year_be == str(period.fiscal_year_be)
            and plan.agency_code == agency
            and by_code.get(plan.holds_from_round, period).covers_to <= period.covers_to
        ]
        naming = [plan for plan in held if any(division_code in item.divisions for item in plan.items)]
        return max(naming or held, key=lambda plan: plan.revision_no, default=None)


def read_plans(submissions: Sequence[Submission]) -> list[Plan]:
    """Return the plans among the submissions, in their order."""
    return [_plan(s.tables) for s in submissions if s.kind == "plan" and s.tables.get("plan")]


def _plan(tables: Mapping[str, Sequence[Row]]) -> Plan:
    head = tables["plan"][0]
    measures: dict[str, list[PlanMeasure]] = {}
    for row in tables.get("plan_measure", ()):
        measures.setdefault(_text(row, "item_code"), []).append(_measure(row))
    divisions: dict[str, set[str]] = {}
    for row in tables.get("plan_role", ()):
        divisions.setdefault(_text(row, "item_code"), set()).add(_text(row, "division_code"))
    return Plan(
        plan_code=_text(head, "plan_code"),
        agency_code=_text(head, "agency_code"),
        fiscal_year_be=_text(head, "fiscal_year_be"),
        revision_no=int(float(_text(head, "revision_no") or "1")),
        holds_from_round=_text(head, "holds_from_round"),
        items=tuple(_item(row, measures, divisions) for row in tables.get("plan_item", ())),
    )


def _item(row: Row, measures: Mapping[str, Sequence[PlanMeasure]], divisions: Mapping[str, Set[str]]) -> PlanItem:
    code = _text(row, "item_code")
    return PlanItem(
        item_code=code,
        guideline=_text(row, "guideline"),
        activity=_text(row, "activity"),
        indicator=_text(row, "indicator"),
        target=_text(row, "target_text"),
        measures=tuple(measures.get(code, ())),
        divisions=frozenset(divisions.get(code, ())),
    )


def _measure(row: Row) -> PlanMeasure:
    return PlanMeasure(
        item_code=_text(row, "item_code"),
        measure_no=_text(row, "measure_no"),
        text=_text(row, "measure_text"),
        unit=_text(row, "unit"),
        kind=_text(row, "kind"),
        comparator=_text(row, "comparator"),
        target_value=_text(row, "target_value"),
    )


def _text(row: Row, field: str) -> str:
    return str(row.get(field) or "")
