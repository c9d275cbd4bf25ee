"""What an office and its watch from outside are told: alarms, health, log lines, tables of a run."""

import json
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import duckdb
import pytest

from sarup.codes import Verdict
from sarup.commands.alarms import tell_office
from sarup.commands.changed_files import ChangedFile, changed_files, tell_changed
from sarup.commands.health import beat, serve_health
from sarup.commands.log_lines import JsonLine
from sarup.commands.run_summary import FileVerdict, RunSummary
from sarup.commands.run_tables import completeness_table, links_text, verdict_table
from sarup.phrases import known_phrases

HALF = "2564-6m"
SUMMARY = RunSummary(HALF, "รอบ ๖ เดือน", 2564, (), 0, 0, 0, 0, (), (), (), False)
AT = datetime.fromisoformat("2021-04-20T16:30:00+07:00")


def test_an_alarm_is_told_once(tmp_path: Path) -> None:
    assert tell_office(tmp_path, "failed-1", "ข้อความ", AT)
    assert not tell_office(tmp_path, "failed-1", "อื่น", AT)
    assert (tmp_path / "alarms/failed-1.txt").read_text(encoding="utf-8") == "2021-04-20T16:30:00+07:00\nข้อความ\n"


def test_health_is_bad_as_soon_as_one_part_is() -> None:
    parts = {"server": True, "watch": True}
    server = serve_health("127.0.0.1", 0, lambda: parts)
    url = f"http://127.0.0.1:{server.server_port}"
    with urlopen(f"{url}/health") as answer:
        assert json.load(answer) == {"well": True, "parts": parts}
    parts["watch"] = False
    with pytest.raises(HTTPError) as bad:
        urlopen(f"{url}/health")
    assert (bad.value.code, json.load(bad.value)["parts"]["watch"]) == (503, False)
    with pytest.raises(HTTPError) as other:
        urlopen(url)
    assert other.value.code == 404
    server.shutdown()


def test_the_heartbeat_is_the_time_at_which_all_was_well(tmp_path: Path) -> None:
    beat(tmp_path, AT.isoformat())
    assert [path.name for path in tmp_path.iterdir()] == ["heartbeat"]
    assert (tmp_path / "heartbeat").read_text() == "2021-04-20T16:30:00+07:00\n"


def test_a_file_with_another_answer_is_a_line_with_its_parts_as_fields(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sarup.files")
    tell_changed([ChangedFile("s", "hash", "pr", "ก.xlsx", HALF, Verdict.RETURNED, "D19")])
    (record,) = caplog.records
    line = json.loads(JsonLine("default", None, "%").format(record))
    assert line.pop("time").endswith("+07:00")
    assert line == {
        "level": "info", "logger": "sarup.files", "message": "pr/ก.xlsx: returned (D19)", "file": "ก.xlsx",
        "division": "pr", "round": HALF, "verdict": "returned", "rule": "D19",
    }  # fmt: skip


def database(path: Path, submissions: str) -> Path:
    """Write a warehouse of files and verdicts; the first one breaks two rules, the lesser of them was waived."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema core; create table core.submission as "
            "select *, id as sha256, 'pr' as division_code, 'f' as file_name, null::varchar as round_code "
            f"from (values {submissions}) as s(submission_id, id, verdict)"
        )
        connection.execute(
            "create table core.finding as select * from (values ('a', 'R02', 'error', true), "
            "('a', 'R03', 'error', false), ('a', 'R01', 'warning', false)) "
            "as f(submission_id, rule, severity, is_waived)"
        )
    return path


def test_only_a_file_with_another_answer_than_in_the_live_database_is_told(tmp_path: Path) -> None:
    building = database(tmp_path / "building", "('a', 'a', 'returned'), ('b', 'b', 'accepted'), ('c', 'c', 'refused')")
    run: Any = SimpleNamespace(building=building, live=tmp_path / "live")
    assert [(one.submission_id, one.verdict, one.rule) for one in changed_files(run)] == [
        ("a", Verdict.RETURNED, "R03"), ("b", Verdict.ACCEPTED, ""), ("c", Verdict.REFUSED, ""),
    ]  # fmt: skip
    database(run.live, "('a', 'a', 'accepted'), ('b', 'b', 'accepted')")
    assert [one.submission_id for one in changed_files(run)] == ["a", "c"]


def file(name: str, verdict: Verdict, is_superseded: bool = False, is_plan: bool = False) -> FileVerdict:
    return FileVerdict("pr", name, verdict, False, 1, 0, "B4: เหตุผล", is_plan, is_superseded)


def test_a_run_shows_what_is_to_be_mended_the_worst_first() -> None:
    files = (
        file("รับ", Verdict.ACCEPTED),
        file("ตรวจ", Verdict.ACCEPTED_WITH_WARNINGS),
        file("เก่า", Verdict.RETURNED, is_superseded=True),
        file("แก้", Verdict.RETURNED),
        file("แผน", Verdict.RETURNED, is_plan=True),
        file("กัก", Verdict.QUARANTINED),
    )
    rows = verdict_table(replace(SUMMARY, files=files), known_phrases())
    assert [(row["ชื่อไฟล์"], row["ผลการตรวจ"]) for row in rows] == [
        ("กัก", "กักไฟล์ไว้เพื่อความปลอดภัย"),
        ("แก้", "ส่งกลับเพื่อแก้ไข"),
        ("แผน", "ส่งแผนกลับเพื่อแก้ไข"),
        ("ตรวจ", "รับรายงานแล้ว มีข้อที่โปรดตรวจสอบ"),
    ]
    assert rows[0] == {
        "หน่วยงาน": "pr", "ชื่อไฟล์": "กัก", "ผลการตรวจ": "กักไฟล์ไว้เพื่อความปลอดภัย", "เหตุผล": "B4: เหตุผล",
    }  # fmt: skip


def test_it_shows_who_still_owes_and_where_its_files_are() -> None:
    summary = replace(
        SUMMARY, missing=("กอง ก",), not_accepted=("กอง ข",), written=("/out/รายงาน.pdf",), letters=("/box/1.html",)
    )
    assert completeness_table(summary, known_phrases()) == [
        {"หน่วยงาน": "กอง ก", "สถานะการส่ง": "ยังไม่ส่งรายงาน"},
        {"หน่วยงาน": "กอง ข", "สถานะการส่ง": "ส่งแล้ว รอแก้ไข"},
    ]
    assert links_text(summary).splitlines() == [
        "- [รายงาน.pdf](file:///out/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.pdf)",
        "- [1.html](file:///box/1.html)",
    ]
