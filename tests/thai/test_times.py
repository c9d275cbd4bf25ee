"""A time that names no zone is Bangkok's, however it is written."""

import pytest

from sarup.thai.times import read_moment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021-04-20", "2021-04-20T00:00:00+07:00"),
        ("2021-04-20T16:30", "2021-04-20T16:30:00+07:00"),
        ("2021-04-20 16:30:05", "2021-04-20T16:30:05+07:00"),
        ("2021-04-20T09:30:00Z", "2021-04-20T09:30:00+00:00"),
        ("2564-04-20T16:30", "2021-04-20T16:30:00+07:00"),
        ("๒๐ เม.ย. ๖๔ ๑๖.๓๐ น.", "2021-04-20T16:30:00+07:00"),
        ("20/4/2564 16:30", "2021-04-20T16:30:00+07:00"),
        ("วันที่ 20 เมษายน 2564 เวลา 16.30 น.", "2021-04-20T16:30:00+07:00"),
    ],
)
def test_a_time_is_read(text: str, said: str) -> None:
    read = read_moment(text)
    assert read is not None and read.isoformat() == said


@pytest.mark.parametrize("text", ["", "16:30", "yesterday", "30/2/2564 10:00", "20/4/2564 25:00", "2021-04"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_moment(text) is None
