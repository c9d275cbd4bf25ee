"""`sarup calendar`: what every round needs done and when, what was done, and what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sarup.codes import ActKind, ActOutcome
from sarup.commands.due import journaled_acts, read_facts
from sarup.office.calendar import NIGHTLY, Act, acts_of_round, nightly_acts, outcome_of
from sarup.office.reference import Reference
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.record.acts import JournaledAct
from sarup.thai.dates import format_full, format_short
from sarup.thai.times import BANGKOK

DUE, STALE, COMING = "due", "stale", "coming"


@dataclass(frozen=True)
class CalendarAct:
    """One act; `state` is done, passed_over, due (its time has come), stale (it is over, nobody did it) or coming."""

    kind: ActKind
    round_code: str
    working_days: int
    due_at: str
    state: str
    done_at: str | None


@dataclass(frozen=True)
class CalendarRound:
    """A round with its acts in their order; `announced_due_on` is the day of rounds.csv before it was moved."""

    round_code: str
    label: str
    fiscal_year_be: int
    announced_due_on: str
    due_on: str
    is_closed: bool
    acts: tuple[CalendarAct, ...]


@dataclass(frozen=True)
class Calendar:
    """All rounds of rounds.csv, what every night has since it began, and the act that comes next."""

    rounds: tuple[CalendarRound, ...]
    nightly: tuple[CalendarAct, ...]
    next: CalendarAct | None


def read_calendar(home: Path, reference: Reference, now: datetime) -> Calendar:
    """Return the calendar of a home as of now."""
    journaled = journaled_acts(home)
    facts = read_facts(home, reference)
    rounds = tuple(
        _round(period, reference, journaled, period.round_code in facts.closed, now) for period in reference.rounds
    )
    known = {act.key: act for act in journaled}
    nights = [act for act in journaled if act.kind in NIGHTLY and act.outcome == ActOutcome.DONE]
    last = {act.kind: act for act in nights}
    nightly = [_journaled(act, 0) for act in last.values()]
    nightly += [_act(act, known, now) for act in nightly_acts(last, facts.nights, now) if act.due_at > now]
    open_acts = [act for one in rounds if not one.is_closed for act in one.acts]
    coming = [act for act in open_acts if act.state == COMING]
    return Calendar(rounds, tuple(nightly), min(coming, key=lambda act: act.due_at, default=None))


def _round(
    period: Round, reference: Reference, journaled: Sequence[JournaledAct], is_closed: bool, now: datetime
) -> CalendarRound:
    known = {act.key: act for act in journaled}
    calendar = acts_of_round(period, reference.holidays)
    acts = [_act(act, known, now) for act in calendar]
    # What was done beside it: reports of changes, and what was done before the due day was put off.
    keys = {act.key for act in calendar}
    acts += [
        _journaled(act, int(act.key.rpartition("/")[2]) if not act.kind.is_report else 0)
        for act in journaled
        if act.round_code == period.round_code and act.key not in keys
    ]
    return CalendarRound(
        round_code=period.round_code,
        label=period.label,
        fiscal_year_be=period.fiscal_year_be,
        announced_due_on=period.announced_due_on.isoformat(),
        due_on=period.due_on.isoformat(),
        is_closed=is_closed,
        acts=tuple(sorted(acts, key=lambda act: act.due_at)),
    )


def _act(act: Act, known: Mapping[str, JournaledAct], now: datetime) -> CalendarAct:
    if act.key in known:
        return _journaled(known[act.key], act.working_days)
    is_stale = outcome_of(act, frozenset(), now) == ActOutcome.PASSED_OVER
    state = COMING if act.due_at > now else STALE if is_stale else DUE
    return CalendarAct(act.kind, act.round_code, act.working_days, act.due_at.isoformat(), state, None)


def _journaled(act: JournaledAct, working_days: int) -> CalendarAct:
    due, done = (moment.astimezone(BANGKOK).isoformat(timespec="seconds") for moment in (act.due_at, act.done_at))
    return CalendarAct(act.kind, act.round_code, working_days, due, act.outcome, done)


def say_calendar(calendar: Calendar, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: each round with its acts, a closed one in one line, then what comes next."""
    lines: list[str] = []
    for one in calendar.rounds:
        lines.append(_say_round(one, phrases))
        lines += [] if one.is_closed else _say_acts(one.acts, phrases)
    if calendar.nightly:
        lines.append(phrases.texts["calendar.every_night"])
        lines += _say_acts(calendar.nightly, phrases)
    if calendar.next is None:
        return [*lines, phrases.texts["calendar.no_next"]]
    slots = {"at": _say_time(calendar.next.due_at, phrases), "act": _say_act(calendar.next, phrases)}
    return [*lines, phrases.say("calendar.next", code=calendar.next.round_code, **slots)]


def _say_round(one: CalendarRound, phrases: Phrases) -> str:
    due, announced = (
        phrases.number(format_full(datetime.fromisoformat(day).date())) for day in (one.due_on, one.announced_due_on)
    )
    label = phrases.round_of_year(one.label, one.fiscal_year_be)
    slots = {"round": label, "code": one.round_code, "due": due, "announced": announced}
    key = "calendar.round" if one.due_on == one.announced_due_on else "calendar.moved"
    return f"{phrases.say(key, **slots)} · {phrases.texts['round.closed' if one.is_closed else 'round.open']}"


def _say_acts(acts: Iterable[CalendarAct], phrases: Phrases) -> Iterator[str]:
    for act in acts:
        done = _say_time(act.done_at, phrases) if act.done_at else ""
        state = phrases.say(f"act.{act.state}", at=done)
        slots = {"at": _say_time(act.due_at, phrases), "act": _say_act(act, phrases), "state": state}
        yield f"    {phrases.say('calendar.line', **slots)}"


def _say_act(act: CalendarAct, phrases: Phrases) -> str:
    if act.kind != ActKind.REMIND:
        return phrases.texts[f"act.{act.kind}"]
    side = "before" if act.working_days < 0 else "after"
    return phrases.say(f"act.remind.{side}", n=phrases.number(abs(act.working_days)))


def _say_time(moment: str, phrases: Phrases) -> str:
    at = datetime.fromisoformat(moment).astimezone(BANGKOK)
    day = phrases.number(format_short(at.date()))
    return phrases.say("calendar.at", day=day, time=phrases.number(f"{at:%H.%M}"))
