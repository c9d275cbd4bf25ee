"""Totals by docs/meaning.md: items by bucket, divisions, money, events and obstacles of a plan in a round."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from inventing import holding, in_force
from judging import ItemValue, judge_round
from kept import share
from offices import HALF, YEAR, Event, File, ItemAnswer, Plan, covers_to
from timeliness import Sender

COUNTED = (
    "on_track", "behind", "not_met", "breached", "in_progress", "awaiting_external_result", "not_due", "not_started",
    "not_reported",
)  # fmt: skip


def item_counts(items: Iterable[ItemValue]) -> dict[str, int]:
    """Return items by bucket and by status; what applies to no total is in none."""
    applying = [item for item in items if item.is_applicable]
    buckets = Counter(item.bucket for item in applying)
    statuses = Counter(item.status for item in applying)
    return {
        "item_count": len(applying),
        **{f"{bucket}_count": buckets[bucket] for bucket in ("met", "not_yet_met", "no_value")},
        **{f"{status}_count": statuses[status] for status in COUNTED},
    }


def sender_counts(asked: Sequence[Sender]) -> dict[str, int]:
    """Return how many divisions are expected, sent, were accepted and in time."""
    accepted = [sender for sender in asked if sender.in_force]
    return {
        "division_count": len(asked),
        "received_count": sum(bool(sender.versions) for sender in asked),
        "accepted_count": len(accepted),
        "on_time_count": sum(bool(sender.is_on_time) for sender in accepted),
    }


# Money


@dataclass(frozen=True)
class Money:
    """What a division told last about an item's money, in which round, and up to which day it speaks."""

    division: str
    is_used: bool
    budget: Fraction | None
    spent: Fraction | None
    round: str
    as_of: date


def money_of(plan: Plan, name: str, code: str) -> list[Money]:
    """Return the latest that each division told of an item's money in the year; nothing of who told nothing."""
    item = next(i for i in holding(plan, name).items if i.code == code)
    told = []
    for division in item.divisions:
        for one in (YEAR, HALF) if name == YEAR else (HALF,):
            file = in_force(list(plan.files), division, one)
            if file and code in file.items:
                told.append(as_money(plan, division, one, file.items[code]))
                break
    return told


def as_money(plan: Plan, division: str, name: str, told: ItemAnswer) -> Money:
    used = told.budget_use == "used"
    budget, spent = (
        as_fraction(number) if used else None
        for number in (told.budget if told.revised is None else told.revised, told.spent)
    )
    return Money(division, used, budget, spent, name, told.spent_on or covers_to(plan.year, name))


def spent_share(used: Sequence[Money]) -> Decimal | None:
    """Return what was spent of the budgets; None where one of the amounts is not known."""
    if any(money.budget is None or money.spent is None for money in used):
        return None
    return share(add(money.spent for money in used), add(money.budget for money in used))


def earlier_on(told: Iterable[Money], name: str) -> date | None:
    """Return the oldest day up to which money of an earlier round speaks; None where this round told it all."""
    return min((money.as_of for money in told if money.is_used and money.round != name), default=None)


def as_fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def add(numbers: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum of what is known; None where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known, Fraction(0)) if known else None


# Events


@dataclass(frozen=True)
class Happening:
    """An event that stands once, however often it was reported."""

    code: str | None
    name: str
    starts_on: date
    attendees: Fraction | None
    report_count: int


def happenings(plan: Plan, rounds: Sequence[str]) -> list[Happening]:
    """Return the events that the files in force of some rounds report, each once."""
    rows: dict[object, list[Event]] = {}
    for event in reported_events(plan, rounds):
        rows.setdefault(event.code or (folded(event.name), event.starts_on), []).append(event)
    return [
        Happening(
            of_one[0].code,
            folded(of_one[0].name),
            of_one[0].starts_on,
            max((Fraction(e.attendees) for e in of_one if e.attendees is not None), default=None),
            len(of_one),
        )
        for of_one in rows.values()
    ]


def reported_events(plan: Plan, rounds: Sequence[str]) -> Iterator[Event]:
    for name in rounds:
        for division in sorted({file.division for file in plan.files}):
            file = in_force(list(plan.files), division, name)
            yield from file.events if file else ()


def folded(name: str) -> str:
    """Return a name without the differences that make no other event: white space and case."""
    return " ".join(name.split()).casefold()


def event_counts(plan: Plan, name: str) -> tuple[int, Fraction | None]:
    """Return events and attendances from 1 October to the round's end."""
    events = happenings(plan, (HALF, YEAR) if name == YEAR else (HALF,))
    return len(events), add(event.attendees for event in events)


# Obstacles

NO_OBSTACLE = ("ไม่มี", "-", "ไม่ระบุ")


@dataclass(frozen=True)
class Obstacle:
    """An obstacle that a division told in the round."""

    item: str
    division: str
    told: ItemAnswer


def obstacles(plan: Plan, name: str) -> list[Obstacle]:
    """Return what stands in the annex of obstacles: what the round's files say, unless it is that there is none."""
    found = []
    for item in holding(plan, name).items:
        for division in item.lead_first:
            told = told_of(plan, name, division, item.code)
            if told and told.obstacle and "".join(told.obstacle.split()) not in NO_OBSTACLE:
                found.append(Obstacle(item.code, division, told))
    return found


def told_of(plan: Plan, name: str, division: str, code: str) -> ItemAnswer | None:
    """Return what the file in force of a division says of an item in a round."""
    file = in_force(list(plan.files), division, name)
    return file.items.get(code) if file else None


def warnings(plan: Plan, asked: Sequence[Sender]) -> int:
    """Return how many files in force have the one warning that is invented."""
    files: list[File] = [sender.in_force for sender in asked if sender.in_force]
    return sum(file.verdict == "accepted_with_warnings" for file in files)


# Silence


def unreported(plan: Plan, item: ItemValue, name: str) -> list[str]:
    """Return the divisions of an item that have not reported it in the round."""
    return [d for d in item.item.divisions if not told_of(plan, name, d, item.item.code)]


def is_reported(plan: Plan, item: ItemValue, name: str) -> bool:
    """Tell whether all divisions of an item have reported it in the round."""
    return not unreported(plan, item, name)


def is_comparable(half: ItemValue, year: ItemValue) -> bool:
    """Tell whether both rounds have a report of the item under the same targets."""
    asks = [[(m.measure.target, m.measure.unit, m.measure.comparator) for m in i.measures] for i in (half, year)]
    return asks[0] == asks[1] and all(i.is_applicable and i.status != "not_reported" for i in (half, year))


def compared_items(plan: Plan) -> list[tuple[ItemValue, ItemValue]]:
    """Return the items that both rounds speak of, in both."""
    half = {item.item.code: item for item in judge_round(plan, HALF)}
    pairs = [(half[item.item.code], item) for item in judge_round(plan, YEAR) if item.item.code in half]
    return [(then, now) for then, now in pairs if is_comparable(then, now)]
