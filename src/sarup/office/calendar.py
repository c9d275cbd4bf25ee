"""The calendar of acts: what a round needs done and when, from rounds.csv and the holidays alone.

A round's acts are counted in working days from its due day; the report comes in the night after it. All is pure: the
time, what the journal has and what is published are handed in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from sarup.codes import ActKind, ActOutcome
from sarup.office.holidays import ONE_DAY, Holidays
from sarup.office.rounds import Round
from sarup.thai.times import BANGKOK

MORNING, NIGHT, AFTER_NIGHT = time(8, 30), time(2), time(3)
# Kind and working days from the due day.
STEPS = (
    (ActKind.OPEN, -20),
    (ActKind.REMIND, -14),
    (ActKind.REMIND, -7),
    (ActKind.REMIND, -1),
    (ActKind.REMIND, 1),
    (ActKind.REMIND, 7),
    (ActKind.ASK_APPROVAL, 8),
    (ActKind.ASK_CLOSING, 13),
)
# What takes the sense from an act that was not done by then.
OVERTAKEN_BY = {
    ActKind.OPEN: (ActKind.ASK_APPROVAL,),
    ActKind.REMIND: (ActKind.REMIND, ActKind.ASK_APPROVAL),
    ActKind.ASK_APPROVAL: (ActKind.ASK_CLOSING,),
}
NIGHTLY = (ActKind.CHECK, ActKind.PRUNE)
CLOSED = "closed"


@dataclass(frozen=True)
class Act:
    """One thing to do. Acts of every night have no round; `day` is the due day, or the night's.

    `working_days` is how far from the due day it is; from `until` on it makes no sense any more.
    """

    kind: ActKind
    round_code: str
    day: date
    working_days: int
    due_at: datetime
    until: datetime | None = None

    @property
    def key(self) -> str:
        """Return the name under which it is done once.

        A due day that is put off has acts of its own; a holiday that is added before it moves an act, which stays
        the same.
        """
        if self.kind == ActKind.REPORT_CHANGES:
            return f"{self.kind}/{self.round_code}/{self.due_at.isoformat()}"
        return f"{self.kind}/{self.round_code}/{self.day.isoformat()}/{self.working_days:+d}"


@dataclass(frozen=True)
class DueAct:
    """An act whose time has come, and what is to become of it."""

    act: Act
    outcome: ActOutcome


@dataclass(frozen=True)
class Facts:
    """What is known now beside the calendar.

    `journaled` are the keys of acts that are over and done with, and `nights` the last night of each nightly kind.
    `closed` are the rounds that every agency has closed. `has_news` tells that something came which no report has
    seen; `published` is by round what the published file is made of, `reported` what the last report act left.
    """

    journaled: Set[str] = frozenset()
    nights: Mapping[ActKind, date] = field(default_factory=dict)
    closed: Set[str] = frozenset()
    has_news: bool = False
    published: Mapping[str, str] = field(default_factory=dict)
    reported: Mapping[str, str] = field(default_factory=dict)


def acts_of_round(period: Round, holidays: Holidays) -> tuple[Act, ...]:
    """Return the acts of a round in their order, each with the time from which on it makes no sense any more."""
    report = Act(ActKind.REPORT, period.round_code, period.due_on, 0, _at(period.due_on + ONE_DAY, NIGHT))
    steps = (_step(period, kind, count, holidays) for kind, count in STEPS)
    acts = sorted([report, *steps], key=lambda act: (act.due_at, list(ActKind).index(act.kind)))
    return tuple(replace(act, until=_until(act, acts[place + 1 :])) for place, act in enumerate(acts))


def _step(period: Round, kind: ActKind, count: int, holidays: Holidays) -> Act:
    day = holidays.working_days_after(period.due_on, count)
    if day < period.asks_from:
        day = holidays.moved(period.asks_from)
    return Act(kind, period.round_code, period.due_on, count, _at(day, MORNING))


def _until(act: Act, later: Sequence[Act]) -> datetime | None:
    ends = [one.due_at for one in later if one.kind in OVERTAKEN_BY.get(act.kind, ())]
    if act.kind == ActKind.REMIND and act.working_days < 0:
        ends.append(_at(act.day + ONE_DAY, time()))  # nobody can be asked for a day that is over
    return min(ends, default=None)


def nightly_acts(kinds: Iterable[ActKind], nights: Mapping[ActKind, date], now: datetime) -> Iterator[Act]:
    """Yield the nightly acts since the last ones, the next one of each kind included; at first only the last night."""
    today = now.astimezone(BANGKOK)
    last = today.date() if today.time() >= AFTER_NIGHT else today.date() - ONE_DAY
    for kind in kinds:
        night = nights[kind] + ONE_DAY if kind in nights else last
        while night <= last + ONE_DAY:
            yield Act(kind, "", night, 0, _at(night, AFTER_NIGHT), _at(night + ONE_DAY, AFTER_NIGHT))
            night += ONE_DAY


def due_acts(
    rounds: Sequence[Round], holidays: Holidays, facts: Facts, kinds: Set[ActKind], now: datetime
) -> list[DueAct]:
    """Return what is due by now and not done, in the order in which it is to be done.

    What came and was never reported is reported before all else: no one is reminded of a file that lies there.
    """
    calendar = [act for period in rounds for act in acts_of_round(period, holidays)]
    calendar += nightly_acts([kind for kind in NIGHTLY if kind in kinds], facts.nights, now)
    waiting = [act for act in calendar if act.due_at <= now and act.kind in kinds and act.key not in facts.journaled]
    waiting.sort(key=lambda act: (act.due_at, act.round_code, list(ActKind).index(act.kind)))
    found = [DueAct(act, outcome_of(act, facts.closed, now)) for act in waiting]
    if ActKind.REPORT_CHANGES not in kinds:
        return found
    to_do = [one.act for one in found if one.outcome == ActOutcome.DONE]
    opened = [period for period in rounds if acts_of_round(period, holidays)[0].due_at <= now]
    if facts.has_news:
        is_first = bool(to_do) and to_do[0].kind == ActKind.REPORT
        news = [] if is_first else [_current(opened or rounds[:1], holidays)]
        return [*_changes(news, now), *found]
    coming = {act.round_code for act in to_do if act.kind == ActKind.REPORT}
    changed = [one for one in opened if one.round_code not in coming and _is_changed(one, facts)]
    return [*found, *_changes(changed, now)]


def outcome_of(act: Act, closed: Set[str], now: datetime) -> ActOutcome:
    """Return what is to become of an act whose time has come: of a closed round nothing is done any more."""
    is_stale = act.round_code in closed or (act.until is not None and act.until <= now)
    return ActOutcome.PASSED_OVER if is_stale else ActOutcome.DONE


def _current(opened: Sequence[Round], holidays: Holidays) -> Round:
    """Return the round that was opened last: what comes is most likely its."""
    return max(opened, key=lambda period: (acts_of_round(period, holidays)[0].due_at, period.round_code))


def _is_changed(period: Round, facts: Facts) -> bool:
    code = period.round_code
    is_watched = code not in facts.closed or code in facts.reported
    return is_watched and code in facts.published and facts.published[code] != facts.reported.get(code)


def _changes(rounds: Iterable[Round], now: datetime) -> list[DueAct]:
    acts = (Act(ActKind.REPORT_CHANGES, period.round_code, period.due_on, 0, now) for period in rounds)
    return [DueAct(act, ActOutcome.DONE) for act in acts]


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BANGKOK)
