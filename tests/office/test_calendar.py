"""The calendar of acts, by hand: a fiscal year with Songkran in it, ten days off, a new year, and what is stale."""

from datetime import date, datetime, timedelta

import pytest

from sarup.codes import ActKind, ActOutcome, RoundName
from sarup.office.calendar import Act, DueAct, Facts, acts_of_round, due_acts
from sarup.office.holidays import yearly_holidays
from sarup.office.rounds import Round

HOLIDAYS = yearly_holidays()
OF_ROUNDS = frozenset(ActKind) - {ActKind.CHECK, ActKind.PRUNE, ActKind.REPORT_CHANGES}
EVERY = frozenset(ActKind)


def a_round(code: str, announced: str) -> Round:
    year, name = int(code[:4]), RoundName(code[5:])
    half = name == RoundName.HALF
    ends = date(year - 543, 3, 31) if half else date(year - 543, 9, 30)
    begins = date(year - 544, 10, 1)
    asks_from = begins if half else date(year - 543, 4, 1)
    day = date.fromisoformat(announced)
    return Round(code, year, name, code, begins, ends, asks_from, ends, day, HOLIDAYS.moved(day), "open")


HALF, YEAR = a_round("2564-6m", "2021-04-15"), a_round("2564-12m", "2021-10-15")
NEXT = a_round("2565-6m", "2022-04-15")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


def said(due: list[DueAct]) -> list[str]:
    """Return the acts as short words: ( ) around what is passed over."""
    words = []
    for one in due:
        days = f"{one.act.working_days:+d}" if one.act.kind == ActKind.REMIND else ""
        word = " ".join(filter(None, [one.act.round_code, f"{one.act.kind}{days}"]))
        words.append(word if one.outcome == ActOutcome.DONE else f"({word})")
    return words


CALENDAR = {
    HALF: [
        ("open", "2021-03-15T08:30"),
        ("remind", "2021-03-23T08:30"),
        ("remind", "2021-04-01T08:30"),
        ("remind", "2021-04-12T08:30"),  # the 13th to 15th are Songkran, the 16th is due
        ("report", "2021-04-17T02:00"),  # a Saturday: machines work
        ("remind", "2021-04-19T08:30"),
        ("remind", "2021-04-27T08:30"),
        ("ask_approval", "2021-04-28T08:30"),
        ("ask_closing", "2021-05-06T08:30"),  # 1 and 2 May are a weekend, the 4th is Coronation Day
    ],
    YEAR: [
        ("open", "2021-09-16T08:30"),
        ("remind", "2021-09-24T08:30"),
        ("remind", "2021-10-05T08:30"),
        ("remind", "2021-10-14T08:30"),  # the 13th is a holiday
        ("report", "2021-10-16T02:00"),
        ("remind", "2021-10-18T08:30"),
        ("remind", "2021-10-26T08:30"),
        ("ask_approval", "2021-10-27T08:30"),
        ("ask_closing", "2021-11-03T08:30"),
    ],
    NEXT: [
        ("open", "2022-03-15T08:30"),
        ("remind", "2022-03-23T08:30"),
        ("remind", "2022-04-01T08:30"),
        ("remind", "2022-04-12T08:30"),
        ("report", "2022-04-19T02:00"),  # the 15th is Songkran, the 16th a Saturday: due on Monday the 18th
        ("remind", "2022-04-19T08:30"),
        ("remind", "2022-04-27T08:30"),
        ("ask_approval", "2022-04-28T08:30"),
        ("ask_closing", "2022-05-06T08:30"),
    ],
}


@pytest.mark.parametrize("period", CALENDAR, ids=lambda period: period.round_code)
def test_the_acts_of_a_round_are_those_counted_by_hand(period: Round) -> None:
    acts = acts_of_round(period, HOLIDAYS)
    assert [(act.kind, act.due_at) for act in acts] == [(kind, at(day)) for kind, day in CALENDAR[period]]
    assert [act.working_days for act in acts] == [-20, -14, -7, -1, 0, 1, 7, 8, 13]


def a_year(rounds: list[Round], first: str, last: str, off: tuple[str, str] | None = None) -> list[str]:
    """Look at noon of every day, but of days off, journaling all that is due; return day and acts."""
    done: set[str] = set()
    lines = []
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        if not (off and date.fromisoformat(off[0]) <= day <= date.fromisoformat(off[1])):
            due = due_acts(rounds, HOLIDAYS, Facts(journaled=done), OF_ROUNDS, at(f"{day.isoformat()}T12:00"))
            done |= {one.act.key for one in due}
            lines += [f"{day.isoformat()} {word}" for word in said(due)]
        day += timedelta(days=1)
    return lines


def test_a_whole_year_acts_on_its_days_and_never_twice() -> None:
    assert a_year([HALF, YEAR], "2020-10-01", "2021-12-31") == [
        "2021-03-15 2564-6m open",
        "2021-03-23 2564-6m remind-14",
        "2021-04-01 2564-6m remind-7",
        "2021-04-12 2564-6m remind-1",
        "2021-04-17 2564-6m report",
        "2021-04-19 2564-6m remind+1",
        "2021-04-27 2564-6m remind+7",
        "2021-04-28 2564-6m ask_approval",
        "2021-05-06 2564-6m ask_closing",
        "2021-09-16 2564-12m open",
        "2021-09-24 2564-12m remind-14",
        "2021-10-05 2564-12m remind-7",
        "2021-10-14 2564-12m remind-1",
        "2021-10-16 2564-12m report",
        "2021-10-18 2564-12m remind+1",
        "2021-10-26 2564-12m remind+7",
        "2021-10-27 2564-12m ask_approval",
        "2021-11-03 2564-12m ask_closing",
    ]


def test_the_next_year_needs_only_its_line() -> None:
    assert a_year([HALF, YEAR, NEXT], "2022-01-01", "2022-04-20")[-6:] == [
        "2022-03-15 2565-6m open",
        "2022-03-23 2565-6m remind-14",
        "2022-04-01 2565-6m remind-7",
        "2022-04-12 2565-6m remind-1",
        "2022-04-19 2565-6m report",
        "2022-04-19 2565-6m remind+1",
    ]


def test_after_ten_days_off_what_makes_sense_is_done_in_order_and_the_rest_passed_over() -> None:
    assert a_year([HALF], "2021-03-01", "2021-04-22", off=("2021-04-10", "2021-04-19")) == [
        "2021-03-15 2564-6m open",
        "2021-03-23 2564-6m remind-14",
        "2021-04-01 2564-6m remind-7",
        "2021-04-20 (2564-6m remind-1)",
        "2021-04-20 2564-6m report",
        "2021-04-20 2564-6m remind+1",
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # three days before the due day: the reminder of seven days is the latest of those that came
        ("2021-04-08T09:00", ["2564-6m open", "(2564-6m remind-14)", "2564-6m remind-7"]),
        ("2021-04-16T23:59", ["2564-6m open", "(2564-6m remind-14)", "(2564-6m remind-7)", "2564-6m remind-1"]),
        # the night after: no day is left to be reminded of, the report is due, nobody is late at an office yet
        ("2021-04-17T03:00", ["2564-6m open", *(f"(2564-6m remind{n})" for n in (-14, -7, -1)), "2564-6m report"]),
        (
            "2021-05-20T09:00",
            [
                "(2564-6m open)",
                *(f"(2564-6m remind{n})" for n in (-14, -7, -1)),
                "2564-6m report",
                "(2564-6m remind+1)",
                "(2564-6m remind+7)",
                "(2564-6m ask_approval)",
                "2564-6m ask_closing",
            ],
        ),
    ],
)
def test_who_begins_late_does_only_what_still_makes_sense(now: str, expected: list[str]) -> None:
    assert said(due_acts([HALF], HOLIDAYS, Facts(), OF_ROUNDS, at(now))) == expected


def test_an_act_is_due_from_its_minute_on() -> None:
    before, on = (due_acts([HALF], HOLIDAYS, Facts(), OF_ROUNDS, at(f"2021-03-15T08:{m}")) for m in ("29", "30"))
    assert (said(before), said(on)) == ([], ["2564-6m open"])


def test_nothing_is_done_for_a_round_that_is_closed() -> None:
    facts = Facts(closed={"2564-6m"})
    assert said(due_acts([HALF], HOLIDAYS, facts, OF_ROUNDS, at("2021-04-20T09:00"))) == [
        f"(2564-6m {word})" for word in ("open", "remind-14", "remind-7", "remind-1", "report", "remind+1")
    ]


def test_a_due_day_that_is_put_off_has_acts_of_its_own_and_a_new_holiday_before_it_has_none() -> None:
    done = {act.key for act in acts_of_round(HALF, HOLIDAYS)}
    assert due_acts([HALF], HOLIDAYS, Facts(journaled=done), OF_ROUNDS, at("2021-12-01T12:00")) == []
    more = HOLIDAYS.with_listed([date(2021, 4, 12), date(2021, 4, 26)])
    assert due_acts([HALF], more, Facts(journaled=done), OF_ROUNDS, at("2021-12-01T12:00")) == []
    later = a_round("2564-6m", "2021-05-14")
    due = due_acts([later], HOLIDAYS, Facts(journaled=done), OF_ROUNDS, at("2021-05-12T12:00"))
    assert said(due) == ["2564-6m open", "(2564-6m remind-14)", "2564-6m remind-7"]


def test_no_act_comes_before_the_round_asks_for_anything() -> None:
    early = a_round("2564-12m", "2021-04-09")
    assert acts_of_round(early, HOLIDAYS)[0].due_at == at("2021-04-01T08:30")


def refreshed(facts: Facts, now: str, rounds: list[Round] | None = None) -> list[str]:
    """Return what is due where every act of the calendar is journaled."""
    rounds = rounds or [HALF, YEAR]
    keys = {act.key for period in rounds for act in acts_of_round(period, HOLIDAYS)}
    known = Facts(keys, facts.nights, facts.closed, facts.has_news, facts.published, facts.reported)
    return said(due_acts(rounds, HOLIDAYS, known, OF_ROUNDS | {ActKind.REPORT_CHANGES}, at(now)))


def test_news_are_reported_in_the_round_that_was_opened_last() -> None:
    assert refreshed(Facts(has_news=True), "2021-03-01T12:00") == ["2564-6m report_changes"]
    assert refreshed(Facts(has_news=True), "2021-06-01T12:00") == ["2564-6m report_changes"]
    assert refreshed(Facts(has_news=True), "2021-09-20T12:00") == ["2564-12m report_changes"]


def test_news_are_reported_before_anybody_is_reminded() -> None:
    done = {act.key for act in acts_of_round(HALF, HOLIDAYS)[:2]}
    due = due_acts(
        [HALF], HOLIDAYS, Facts(done, has_news=True), EVERY - {ActKind.CHECK, ActKind.PRUNE}, at("2021-04-01T09:00")
    )
    assert said(due) == ["2564-6m report_changes", "2564-6m remind-7"]


def test_a_report_that_is_due_brings_the_news_too() -> None:
    done = {act.key for act in acts_of_round(HALF, HOLIDAYS)[:4]}
    facts = Facts(done, has_news=True, published={"2564-6m": "a"})
    due = due_acts([HALF], HOLIDAYS, facts, EVERY - {ActKind.CHECK, ActKind.PRUNE}, at("2021-04-17T02:00"))
    assert said(due) == ["2564-6m report"]


@pytest.mark.parametrize(
    ("published", "reported", "closed", "expected"),
    [
        ({"2564-6m": "a"}, {"2564-6m": "a"}, (), []),
        ({"2564-6m": "b"}, {"2564-6m": "a"}, (), ["2564-6m report_changes"]),
        ({"2564-6m": "b"}, {}, (), ["2564-6m report_changes"]),
        ({"2564-6m": "b"}, {"2564-6m": "a"}, ("2564-6m",), ["2564-6m report_changes"]),  # who sent it is answered
        ({"2564-6m": "b"}, {}, ("2564-6m",), []),  # closed before anything here began
        ({}, {}, (), []),
    ],
)
def test_a_round_is_reported_again_when_its_files_changed(
    published: dict[str, str], reported: dict[str, str], closed: tuple[str, ...], expected: list[str]
) -> None:
    facts = Facts(published=published, reported=reported, closed=frozenset(closed))
    assert refreshed(facts, "2021-10-01T12:00") == expected


def test_a_change_is_reported_each_time_it_is_seen() -> None:
    first, second = (Act(ActKind.REPORT_CHANGES, "2564-6m", HALF.due_on, 0, at(f"2021-04-05T12:0{m}")) for m in (0, 5))
    assert first.key != second.key


@pytest.mark.parametrize(
    ("nights", "now", "expected"),
    [
        ({}, "2021-06-10T04:00", ["check 2021-06-10"]),  # begins with the last night
        ({}, "2021-06-10T02:59", ["check 2021-06-09"]),
        ({ActKind.CHECK: date(2021, 6, 9)}, "2021-06-10T02:59", []),
        ({ActKind.CHECK: date(2021, 6, 9)}, "2021-06-10T03:00", ["check 2021-06-10"]),
        (
            {ActKind.CHECK: date(2021, 6, 7)},
            "2021-06-10T12:00",
            ["(check 2021-06-08)", "(check 2021-06-09)", "check 2021-06-10"],
        ),
    ],
)
def test_every_night_has_its_check_and_after_days_off_only_the_last(
    nights: dict[ActKind, date], now: str, expected: list[str]
) -> None:
    due = due_acts([], HOLIDAYS, Facts(nights=nights), frozenset({ActKind.CHECK}), at(now))
    words = [f"{one.act.kind} {one.act.day.isoformat()}" for one in due]
    marked = [w if one.outcome == ActOutcome.DONE else f"({w})" for w, one in zip(words, due, strict=True)]
    assert marked == expected
