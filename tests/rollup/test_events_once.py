"""An event is one wherever it is reported: by its code, else by its name and first day; nobody's count is no zero."""

from typing import Any

from tests.support.rollup.files_of_a_plan import HALF, YEAR, Sent, ask, roll_up_plan

ROLES = {"1.1.1": ["a", "b"]}
DAY, OTHER_DAY = "2021-02-01", "2021-02-02"
LATE = "2021-10-10T09:00:00+07:00"


def event(
    name: str | None, day: str | None, people: int | None = None, code: str | None = None, **more: Any
) -> dict[str, Any]:
    return {"event_name": name, "starts_on": day, "attendee_count": people, "event_code": code, **more}


def totals(files: list[Sent]) -> list[tuple[Any, ...]]:
    query = "select event_count, told_event_count, attendee_count from report.summary order by round_code desc"
    return ask(roll_up_plan(ROLES, files), query)


def test_one_name_and_day_is_one_event_across_divisions_and_spaces() -> None:
    files = [
        Sent("a", events=[event("อบรม  ITA", DAY, 40)]),
        Sent("b", events=[event(" อบรม\nita ", DAY, 45), event("อบรม ITA", OTHER_DAY, 5), event("อบรมอื่น", DAY, 3)]),
    ]
    assert totals(files)[0] == (3, 3, 45 + 5 + 3)
    query = f"select event_name, report_count, attendee_count from core.event where round_code = '{HALF}' order by 3"
    assert ask(roll_up_plan(ROLES, files), query) == [("อบรมอื่น", 1, 3), ("อบรม ITA", 1, 5), ("อบรม  ITA", 2, 45)]


def test_an_event_told_again_in_the_annual_form_counts_once_in_the_year() -> None:
    files = [
        Sent("a", events=[event("อบรม", DAY, 40)]),
        Sent("b", LATE, YEAR, events=[event("อบรม", DAY, 41), event("สัมมนา", "2021-08-01", 10)]),
    ]
    assert totals(files) == [(1, 1, 40), (2, 2, 51)]


def test_without_a_name_or_a_day_nobody_can_say_that_two_are_one() -> None:
    files = [
        Sent("a", events=[event("อบรม", None, 1), event(None, DAY, 2)]),
        Sent("b", events=[event("อบรม", None, 4), event(" ", DAY, 8)]),
    ]
    assert totals(files)[0] == (4, 4, 15)


def test_a_code_makes_one_event_of_several_names_and_days() -> None:
    files = [
        Sent("a", events=[event("อบรม", DAY, 40, "EV1")]),
        Sent("b", events=[event("ฝึกอบรม", OTHER_DAY, None, "EV1")]),
    ]
    assert totals(files)[0] == (1, 1, 40)


def test_an_attendance_that_nobody_told_stays_unknown_up_to_the_nation() -> None:
    plan = roll_up_plan(ROLES, [Sent("a", events=[event("อบรม", DAY), event("สัมมนา", DAY)])])
    assert ask(
        plan, "select event_count, told_event_count, attendee_count from report.summary order by round_code"
    ) == [
        (2, 0, None),
        (2, 0, None),
    ]
    for table in ("ministry_round", "nation_round"):
        assert ask(plan, f"select event_count, attendee_count from rollup.{table} where round = '6m'") == [(2, None)]


def test_a_known_attendance_is_added_and_the_unknown_one_is_told() -> None:
    plan = roll_up_plan(ROLES, [Sent("a", events=[event("อบรม", DAY, 30), event("สัมมนา", DAY)])])
    query = "select event_count, told_event_count, attendee_count from rollup.nation_round where round = '6m'"
    assert ask(plan, query) == [(2, 1, 30)]


def test_of_an_event_of_one_moment_the_name_of_the_earlier_file_name_stands() -> None:
    files = [
        Sent("b", name="b.xlsx", events=[event("สอง", DAY, 1, "EV1")]),
        Sent("a", name="a.xlsx", events=[event("หนึ่ง", DAY, 1, "EV1")]),
    ]
    assert ask(roll_up_plan(ROLES, files), "select event_name from core.event") == [("หนึ่ง",)]


def test_headcounts_of_one_event_without_a_code_are_compared() -> None:
    files = [
        Sent("a", events=[event("อบรม", DAY, 40)]),
        Sent("b", events=[event("อบรม", DAY, 45), event("สัมมนา", DAY, 3)]),
    ]
    query = "select rule, submission_id[1], row_no from rollup.check_finding where rule in ('A02', 'A03') order by all"
    assert ask(roll_up_plan(ROLES, files), query) == [
        ("A02", "a", 0),
        ("A02", "b", 0),
        ("A03", "a", 0),
        ("A03", "b", 0),
    ]
