from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarup.thai.dates import (
    _RUNNING_SLASHED_DATE,
    _RUNNING_WORDED_DATE,
    _matches,
    find_dates,
    format_full,
    format_month,
    format_months_joined,
    format_months_spaced,
    format_short,
    read_date,
    read_month,
)
from sarup.thai.digits import to_arabic

SEMINAR_ON = date(2020, 12, 21)


def test_dates_are_written_in_the_buddhist_era():
    assert format_full(SEMINAR_ON) == "๒๑ ธันวาคม ๒๕๖๓"
    assert format_short(SEMINAR_ON) == "๒๑ ธ.ค. ๖๓"
    assert format_month("2021-08") == "สิงหาคม ๒๕๖๔"


def test_a_period_is_joined_or_spaced():
    assert format_months_joined(date(2020, 10, 1), date(2021, 3, 31)) == "ต.ค.๖๓ – มี.ค.๖๔"
    assert format_months_spaced(date(2020, 10, 1), date(2021, 3, 31)) == "ต.ค. ๖๓ – มี.ค. ๖๔"


def test_a_two_digit_year_keeps_its_zero():
    assert format_short(date(2057, 1, 5)) == "๕ ม.ค. ๐๐"


@pytest.mark.parametrize("text", ["2021-13", "2564", "21-08", "๒๕๖๔-๐๘"])
def test_what_is_no_month_is_refused_in_writing(text):
    with pytest.raises(ValueError, match="YYYY-MM"):
        format_month(text)


@pytest.mark.parametrize(
    "typed",
    [
        "สิงหาคม 2564",
        "ส.ค. ๖๔",
        "ส.ค.๖๔",
        "ส.ค 64",
        "เดือนสิงหาคม พ.ศ. ๒๕๖๔",
        "2021-08",
        "2564-08",
        "2021-08-01",
        " 8/2564 ",
        "08/2021",
        "สิงหาคม 2021",
        "ภายในเดือนสิงหาคม ๒๕๖๔",
        "ภายในวันที่ ๓๑ สิงหาคม พ.ศ. ๒๕๖๔",
        "ประมาณเดือน ส.ค. 64",
        "สิ้นเดือนสิงหาคม 2564",
        "8/64",
        "8-2564",
        "สค 64",
        "31/8/2564",
        "\ufeffสิงหาคม 2564\u200b",
        "ส.ค.-64",
        "Aug-2564",
        "August 2021",
    ],
)
def test_a_month_is_read_in_every_usual_shape(typed):
    assert read_month(typed) == "2021-08"


@pytest.mark.parametrize(
    "typed", ["", "สิงหาคม", "๒๕๖๔", "2021-13", "0/2564", "13/64", "เร็ว ๆ นี้", "มี.ค. – เม.ย. 64", "Aug-64"]
)
def test_what_is_no_month_is_none(typed):
    assert read_month(typed) is None


@pytest.mark.parametrize(
    ("typed", "is_christian"),
    [
        ("21/12/2563", False),
        ("๒๑/๑๒/๒๕๖๓", False),
        ("๒๑ ธันวาคม ๒๕๖๓", False),
        ("21 ธันวาคม พ.ศ. 2563", False),
        ("วันที่ ๒๑ ธันวาคม ๒๕๖๓", False),
        ("21 ธ.ค. 63", False),
        ("๒๑ ธ.ค.๖๓", False),
        ("21-12-2563", False),
        ("2020-12-21", True),
        ("2020-12-21 00:00:00", True),
        ("2563-12-21", False),
        ("21/12/2020", True),
        ("วันที่ ๒๑ เดือน ธันวาคม พ.ศ. ๒๕๖๓", False),
        ("วันที่ ๒๑ เดือนธันวาคม พุทธศักราช ๒๕๖๓", False),
        ("เมื่อวันจันทร์ที่ ๒๑ ธันวาคม ปี พ.ศ. ๒๕๖๓", False),
        ("๒๑ ธันวาคม ปี ๒๕๖๓", False),
        ("21/12/2563 00:00:00", False),
        ("21/12/2563 09:00 น.", False),
        ("21/12/2563 เวลา ๑๓.๓๐ น.", False),
        ("21 ธ.ค. 2563 12:00:00 AM", False),
        ("2020-12-21T09:30:00", True),
        ("21 ธค 63", False),
        ("21 ธค. 2563", False),
        ("\u200e21/12/2563\u200b", False),
        ("21\u200b ธันวาคม\u200b 2563", False),
        ("21-ธ.ค.-63", False),
        ("21/ธ.ค./2563", False),
        ("ณ 21 ธ.ค. 63", False),
        ("จันทร์ 21 ธันวาคม 2563", False),
        ("21 ธันวาคม 2563.", False),
        ("21-Dec-2020", True),
        ("21 December 2563 09:00", False),
    ],
)
def test_a_date_is_read_in_every_usual_shape(typed, is_christian):
    reading = read_date(typed)
    assert reading is not None
    assert (reading.date, reading.is_christian_year) == (SEMINAR_ON, is_christian)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "31/02/2564",
        "29/02/2564",
        "32/01/2564",
        "12/13/2563",
        "ธันวาคม ๒๕๖๓",
        "๑/๒๕๖๔",
        "44186",
        "21/12/0000",
        "21/12/2563 25:00",
        "21-22/12/2563",
        "21 ธ.ค. 63 – 3 ม.ค. 64",
        "ภายในวันที่ 21 ธันวาคม 2563",
        "21 กพก 63",
        "21-Dec-20",
        "21-Dec-63",
        "21 Decimal 2020",
        f"21 ธันวาคม{' ' * 300}2563 " + "ก" * 300,
    ],
)
def test_what_is_no_date_is_none(typed):
    assert read_date(typed) is None


def test_a_leap_day_is_reckoned_in_the_christian_year():
    reading = read_date("29/02/2563")
    assert reading is not None
    assert reading.date == date(2020, 2, 29)


def test_the_line_between_the_eras_is_2400():
    christian, buddhist = read_date("1/1/2399"), read_date("1/1/2400")
    assert christian is not None and christian.is_christian_year and christian.date.year == 2399
    assert buddhist is not None and not buddhist.is_christian_year and buddhist.date.year == 1857


@given(st.dates(date(2000, 1, 1), date(2056, 12, 31)))
def test_every_date_comes_back_from_its_two_spellings(day):
    for written in (format_full(day), format_short(day)):
        reading = read_date(written)
        assert reading is not None and reading.date == day


def test_full_dates_are_found_in_running_text_with_their_place():
    text = "จัดอบรมเมื่อวันที่ ๒๑ ธันวาคม ๒๕๖๓ และลงนามเมื่อ ๑๗ ธ.ค. ๒๕๖๓) ส่ง 5/1/2564"
    found = find_dates(text)
    assert [one.date for one in found] == [date(2020, 12, 21), date(2020, 12, 17), date(2021, 1, 5)]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert found[0].text == "๒๑ ธันวาคม ๒๕๖๓"


def test_both_days_of_a_range_are_found():
    for text in ("วันที่ ๒๑ – ๒๒ ธันวาคม ๒๕๖๓", "๒๑-๒๒ ธ.ค. ๖๓", "วันที่ ๒๑ ถึง ๒๒ ธันวาคม ๒๕๖๓"):
        assert [one.date for one in find_dates(text)] == [SEMINAR_ON, SEMINAR_ON + timedelta(days=1)]


@pytest.mark.parametrize(
    "text",
    [
        "พระราชบัญญัติ พ.ศ. ๒๕๔๐",
        "ประชุมครั้งที่ ๑/๒๕๖๔",
        "คาดว่าจะทราบผลในเดือนสิงหาคม ๒๕๖๔",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ รอบ ๖ เดือน (ต.ค.๖๓ – มี.ค.๖๔)",
        "ให้ความเห็นชอบเมื่อเดือน มี.ค. ๒๕๖๔",
        "ประมวลผลเมื่อ ๓๑ กุมภาพันธ์ ๒๕๖๔",
        "ครั้งที่ ๑/๑/๒๕๖๔/๒",
    ],
)
def test_years_months_and_meeting_numbers_are_no_dates(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ลงนามวันที่ ๑๗ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๔ ณ ห้องประชุม", ["2021-02-17"]),
        ("วันที่ ๑๗ กุมภาพันธ์ พุทธศักราช ๒๕๖๔", ["2021-02-17"]),
        ("ประชุม 17 กพ 64 และ 18 มีค. 2564", ["2021-02-17", "2021-03-18"]),
        ("๒๘ กุมภาพันธ์ – ๓ มีนาคม ๒๕๖๔", ["2021-02-28", "2021-03-03"]),
        ("ระหว่างวันที่ ๒๘ ก.พ. ถึงวันที่ ๓ มี.ค. ๖๔", ["2021-02-28", "2021-03-03"]),
        ("๓๐ ธันวาคม – ๒ มกราคม ๒๕๖๔", ["2020-12-30", "2021-01-02"]),
        ("15-17/2/2564", ["2021-02-15", "2021-02-17"]),
        ("๑๗\u200b กุมภาพันธ์\u200b ๒๕๖๔", ["2021-02-17"]),
    ],
)
def test_days_in_running_text_are_found_however_they_are_written(text, days):
    assert [found.date.isoformat() for found in find_dates(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "หนังสือกรมบัญชีกลาง ด่วนที่สุด ที่ กค ๐๔๐๒.๕/ว ๘๑",
        "ข้อ 2 กค 0433.4/ว 123",
        "ข้อ ๓ กค ๖๔.๕",
        "พุทธศักราช ๒๕๖๐ และ พ.ศ. ๒๕๔๐",
        "เดือนกุมภาพันธ์ พ.ศ. ๒๕๖๔",
        "สค ๖๔",
        "ครั้งที่ ๑/๒๕๖๔",
        "อัตรา 3-5/10",
    ],
)
def test_numbers_of_letters_laws_and_meetings_are_no_days(text):
    assert find_dates(text) == []


def test_a_range_whose_last_day_does_not_exist_has_its_first():
    assert [one.date for one in find_dates("30 ธันวาคม – 35 มกราคม 2564")] == [date(2021, 12, 30)]


def test_of_a_range_whose_last_day_the_calendar_lacks_the_first_is_found() -> None:
    assert [str(one.date) for one in find_dates("วันที่ 1 มกราคม – 31 กุมภาพันธ์ 2564")] == ["2021-01-01"]


DATE_PIECES = ("1", "12", "2564", "๒๑", "64", "/", "-", ".", ",", " ", "ธ.ค.", "มิถุนายน", "ถึง", "พ.ศ.", "ก")


@given(st.lists(st.sampled_from(DATE_PIECES), max_size=14).map("".join))
def test_dates_are_looked_for_at_numbers_alone_and_none_is_missed(text):
    arabic = to_arabic(text)
    for pattern in (_RUNNING_WORDED_DATE, _RUNNING_SLASHED_DATE):
        assert [one.span() for one in _matches(pattern, arabic)] == [one.span() for one in pattern.finditer(arabic)]
