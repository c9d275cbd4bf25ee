"""What became of a measure from the half to the year, and from a year to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from inventing import in_force
from judging import IN_NO_TOTAL, ItemValue, MeasureValue, answer_of, first_half, judge_round, judge_values
from offices import HALF, YEAR, Item, Office, Plan
from printing import kept_value


@dataclass(frozen=True)
class Change:
    """Both values of a measure. What is None of the last two is what nothing can be said of."""

    item: ItemValue
    now: MeasureValue
    before: MeasureValue
    first: Fraction | None
    first_achievement: Fraction | None
    is_comparable: bool
    has_moved: bool | None
    is_regressed: bool | None


def is_same_target(now: MeasureValue, before: MeasureValue) -> bool:
    """Tell whether two rounds or years ask for the same thing."""
    asks = [(m.measure.target, m.measure.unit, m.measure.comparator) for m in (now, before)]
    return asks[0] == asks[1]


def round_changes(plan: Plan) -> Iterator[Change]:
    """Yield every measure that the plan has in both rounds."""
    before = {(i.item.code, m.measure.no): m for i in judge_round(plan, HALF) for m in i.measures}
    for item in judge_round(plan, YEAR):
        for now in item.measures:
            then = before.get((item.item.code, now.measure.no))
            if then is not None:
                yield round_change(plan, item, now, then)


def round_change(plan: Plan, item: ItemValue, now: MeasureValue, then: MeasureValue) -> Change:
    half = restated_half(plan, item.item, now, then)
    told = (half.value, half.achievement)
    if not is_same_target(now, then):
        return Change(item, now, then, *told, False, None, None)
    moved = None
    if "not_reported" not in (now.status, then.status):
        figures = [None if value is None else kept_value(now, value) for value in (half.value, now.value)]
        moved = figures[0] != figures[1] or then.status != now.status
    return Change(item, now, then, *told, True, moved, is_regressed(now, half))


def restated_half(plan: Plan, item: Item, now: MeasureValue, then: MeasureValue) -> MeasureValue:
    """Return the first half of all divisions, restated where an annual answer does, by the plan of that half."""
    halves = []
    for of_half in then.divisions:
        year = answer_of(in_force(list(plan.files), of_half.division, YEAR), item, now.measure.no)
        value, parts = first_half(now.measure, of_half.answer, year)
        code = of_half.code if value is None else None
        halves.append(replace(of_half, value=value, parts=parts, code=code, is_reported=True))
    return judge_values(replace(item, state="active"), then.measure, tuple(halves), HALF)


def is_regressed(now: MeasureValue, half: MeasureValue) -> bool | None:
    """Tell whether the value went the wrong way, or what was met is not met any more; None where nobody can say."""
    if now.status in ("not_reported", *IN_NO_TOTAL):
        return None
    if went_wrong(now, half.value):
        return True
    if half.status == "met" and now.status != "met":
        return True
    return None if now.value is None or half.value is None else False


def went_wrong(now: MeasureValue, before: Fraction | None) -> bool:
    if now.value is None or before is None:
        return False
    new, old = kept_value(now, now.value), kept_value(now, before)
    if now.measure.comparator == "at_least":
        return new < old
    return now.measure.comparator == "at_most" and now.across_rounds != "sum" and new > old


@dataclass(frozen=True)
class YearChange:
    """A measure in two years, linked by its code; of a new or a dropped one only one side is there."""

    round: str
    code: str
    no: int
    now: MeasureValue | None
    before: MeasureValue | None
    item: Item | None
    item_before: Item | None

    @property
    def link(self) -> str:
        """Return how the two years hang together."""
        return "new" if self.before is None else "dropped" if self.now is None else "both"

    @property
    def is_target_changed(self) -> bool | None:
        """Tell whether the years ask for different things; None where there is one year only."""
        if self.now is None or self.before is None:
            return None
        return not is_same_target(self.now, self.before)

    @property
    def is_wording_changed(self) -> bool | None:
        """Tell whether the guideline is worded otherwise; None where there is one year only."""
        if self.item is None or self.item_before is None:
            return None
        return "".join(self.item.guideline.split()) != "".join(self.item_before.guideline.split())


def year_changes(office: Office) -> Iterator[tuple[Plan, Plan, YearChange]]:
    """Yield every measure of two following years of an agency, in both rounds."""
    plans = {plan.year: plan for plan in office.plans}
    for year, plan in plans.items():
        earlier = plans.get(year - 1)
        if earlier is None:
            continue
        for name in (HALF, YEAR):
            now, then = by_measure(plan, name), by_measure(earlier, name)
            for key in sorted(now.keys() | then.keys()):
                (item, one), (item_then, one_then) = now.get(key, (None, None)), then.get(key, (None, None))
                yield plan, earlier, YearChange(name, *key, one, one_then, item, item_then)


def by_measure(plan: Plan, name: str) -> dict[tuple[str, int], tuple[Item, MeasureValue]]:
    return {(i.item.code, m.measure.no): (i.item, m) for i in judge_round(plan, name) for m in i.measures}
