"""What an office and its watch from outside are told: alarms, health, log lines, tables of a run."""

import json
import logging
from datetime import datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sarup.codes import Verdict
from sarup.commands.alarms import tell_office
from sarup.commands.changed_files import ChangedFile, tell_changed
from sarup.commands.health import beat, serve_health
from sarup.commands.log_lines import JsonLine
from sarup.commands.run_tables import completeness_table, links_text, verdict_table
from sarup.phrases import known_phrases
from tests.support.whole_way import HALF, Published

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


def test_a_run_shows_what_is_to_be_mended_the_worst_first_and_who_still_owes(office: Published) -> None:
    summary, phrases = office.summaries[HALF], known_phrases()
    rows = verdict_table(summary, phrases)
    open_files = [one for one in summary.files if not one.is_superseded and one.verdict != Verdict.ACCEPTED]
    assert len(rows) == len(open_files) < len(summary.files)
    verdicts = [row["ผลการตรวจ"] for row in rows]
    assert verdicts == sorted(verdicts, key=lambda one: one != "ส่งกลับเพื่อแก้ไข")
    owing = completeness_table(summary, phrases)
    assert [row["สถานะการส่ง"] for row in owing] == ["ยังไม่ส่งรายงาน"] * len(summary.missing) + ["ส่งแล้ว รอแก้ไข"] * len(
        summary.not_accepted
    )
    assert all(f"[{Path(path).name}](file://" in links_text(summary) for path in summary.written)
