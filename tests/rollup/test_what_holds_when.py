"""What held at a time: files, decisions and names of divisions, when a run looks into the past and when it does not."""

from datetime import datetime
from typing import Any

import pytest

from tests.support.rollup.files_of_a_plan import HALF, Sent, ask, roll_up_plan

ROLES = {"1.1.1": ["a"]}
CAME = "2021-04-10T09:00:00+07:00"
A_SECOND_BEFORE, LATER = "2021-04-10T08:59:59+07:00", "2021-05-10T09:00:00+07:00"
WAIVER = {
    "number": 1, "kind": "waiver", "rule": "R01", "round_code": HALF, "agency_code": "a", "role": "หัวหน้า (ตัวอย่าง)",
    "reason": "-", "until_on": "2021-12-31", "recorded_at": "2021-04-01T09:00:00+07:00",
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "files"), [(None, 1), (CAME, 1), (A_SECOND_BEFORE, 0)])
def test_a_file_that_comes_at_the_very_moment_is_seen(as_of: str | None, files: int) -> None:
    with roll_up_plan(ROLES, [Sent("a", CAME)], as_of=as_of) as connection:
        assert ask(connection, "select count(*) from core.submission where kind = 'results'") == [(files,)]


@pytest.mark.parametrize(
    ("as_of", "undone_at", "is_holding"),
    [(None, None, True), (None, LATER, False), (CAME, LATER, True), (LATER, LATER, False), (LATER, CAME, False)],
)
def test_a_decision_holds_until_it_is_taken_back(as_of: str | None, undone_at: str | None, is_holding: bool) -> None:
    with roll_up_plan(ROLES, [], as_of=as_of, more=[("decision", WAIVER | {"undone_at": undone_at})]) as connection:
        assert ask(connection, "select is_holding from core.decision") == [(is_holding,)]


def test_a_division_has_the_name_that_it_bears_now() -> None:
    def named(name: str, valid_from: str | None) -> tuple[str, dict[str, Any]]:
        return "division", {"division_code": "a", "agency_code": "a", "division_name": name, "valid_from": valid_from}

    more = [named("ชื่อกลาง", "2018-10-01"), named("ชื่อใหม่", "2020-10-01"), named("ชื่อแรก", None)]
    with roll_up_plan(ROLES, [], more=more) as connection:
        assert ask(connection, "select division_name from core.division where division_code = 'a'") == [("ชื่อใหม่",)]


@pytest.mark.parametrize(("as_of", "said"), [(LATER, LATER), (None, CAME)])
def test_a_round_is_as_of_the_look_or_of_its_last_arrival(as_of: str | None, said: str) -> None:
    register = [("division", {"division_code": "a", "agency_code": "a", "division_name": "กอง (ตัวอย่าง)"})]
    with roll_up_plan(ROLES, [Sent("a", CAME)], as_of=as_of, more=register) as connection:
        (found,) = ask(connection, f"select as_of_at from core.round where round_code = '{HALF}'")
    assert found == (datetime.fromisoformat(said),)


def test_an_event_of_two_reports_has_the_greater_of_its_counts_and_the_longer_of_its_days() -> None:
    event = {"event_code": "E1", "event_name": "อบรม", "starts_on": "2021-02-01", "ends_on": "2021-02-02"}
    wider = event | {"planned_count": 50, "attendee_count": 40}
    narrower = event | {"planned_count": 30, "attendee_count": 45, "ends_on": "2021-02-01"}
    with roll_up_plan(ROLES, [Sent("a", CAME, events=[wider, narrower])]) as connection:
        query = "select planned_count, attendee_count, cast(ends_on as varchar), report_count from core.event"
        assert ask(connection, query) == [(50, 45, "2021-02-02", 2)]


@pytest.mark.parametrize(
    ("named", "agencies", "whose"),
    [
        ({}, ["a"], "a"),
        ({}, ["a", "b"], None),
        ({"division_code": "of-b"}, ["a", "b"], "b"),
        ({"submission_id": Sent("of-b", CAME).submission_id}, ["a", "b"], "b"),
        ({"division_code": "of-b", "agency_code": "a"}, ["a", "b"], "a"),
    ],
)
def test_a_decision_of_no_named_agency_is_its_divisions(
    named: dict[str, str], agencies: list[str], whose: str | None
) -> None:
    decided = {**WAIVER, "agency_code": None, **named}
    more: list[tuple[str, dict[str, Any]]] = [
        ("agency", {"agency_code": code, "agency_name": "กรม (ตัวอย่าง)", "ministry_code": "m"}) for code in agencies[1:]
    ]
    more += [("division", {"division_code": "of-b", "agency_code": "b", "division_name": "กอง (ตัวอย่าง)"})]
    with roll_up_plan(ROLES, [Sent("of-b", CAME)], more=[*more, ("decision", decided)]) as connection:
        assert ask(connection, "select agency_code from staging.decision") == [(whose,)]
