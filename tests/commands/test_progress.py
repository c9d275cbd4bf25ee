"""How far a run is, as a person reads it in a terminal and on Prefect's pages."""

import logging

import pytest

from sarup.commands.progress import Progress
from sarup.phrases import known_phrases


def record(**extra: object) -> logging.LogRecord:
    """Return a message of the pipeline."""
    return logging.makeLogRecord(extra)


@pytest.mark.parametrize(
    ("stage", "counts", "text"),
    [
        ("gather", {"files": (500, 1000)}, "รวบรวมไฟล์ ๕๐๐ จาก ๑๐๐๐ ไฟล์ (๑๒๕ ไฟล์ต่อวินาที)"),
        ("render", {"agencies": (3, 12)}, "จัดทำรายงาน ๓ จาก ๑๒ ส่วนราชการ (๔๕ ส่วนราชการต่อนาที)"),
        ("load", {}, "นำเข้าคลังข้อมูล"),
    ],
)
def test_a_stage_is_told_with_what_is_done_and_how_fast(stage: str, counts: dict[str, object], text: str) -> None:
    times = iter([0.0, 10.0, 14.0])
    progress = Progress(known_phrases(), lambda: next(times))
    assert progress.follow(record(stage=stage))
    assert bool(counts) == progress.follow(record(**counts))
    assert progress.text == text


def test_a_stage_begins_with_nothing_done_and_other_messages_tell_nothing() -> None:
    progress = Progress(known_phrases(), lambda: 5.0)
    assert progress.text == "เริ่มระบบ"
    progress.follow(record(stage="gather"))
    progress.follow(record(files=(1, 4)))
    assert (progress.share, progress.text) == (0.25, "รวบรวมไฟล์ ๑ จาก ๔ ไฟล์ (- ไฟล์ต่อวินาที)")
    assert not progress.follow(record(left=("stray", "a.xlsx")))
    progress.follow(record(stage="validate"))
    assert (progress.share, progress.text) == (0.0, "ตรวจสอบ")
