import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarup.thai.words import CUSTOM_WORDS, glue, split_words

THAI_TEXT = st.text(st.sampled_from("กขคงจนมเแาิี่้็ๆฯ๐๑๙09aZ ().,“”\n\u200b\u0ba4"), max_size=80)


@settings(deadline=None)
@given(THAI_TEXT | st.text(max_size=40))
def test_the_words_and_the_glued_pieces_join_to_the_text(text):
    words = split_words(text)
    assert "".join(words) == text
    assert "".join(glue(words)) == text
    assert all(words) and all(glue(words))


@pytest.mark.parametrize("word", CUSTOM_WORDS)
def test_terms_of_these_reports_stay_whole(word):
    assert split_words(word) == [word]


def test_spaces_are_words_of_their_own():
    assert split_words("แผน  งาน\nใหม่") == ["แผน", "  ", "งาน", "\n", "ใหม่"]


@pytest.mark.parametrize(
    "piece",
    [
        "พ.ศ. ๒๕๖๔",
        "รอบ ๖ เดือน",
        "ร้อยละ ๘๐",
        "ร้อยละ ๓๓.๓๓",
        "๔ ครั้ง",
        "ครั้งที่ ๑",
        "ข้อ ๓",
        "๒๑ ธันวาคม ๒๕๖๓",
        "๑๗ ธ.ค. ๖๓",
        "สิงหาคม ๒๕๖๔",
        "อื่น ๆ",
        "สำนักงานฯ",
        "พ.ร.บ.",
        "ป.ป.ช.",
        "สนค.",
        "๑๘/๑๒/๒๕๖๓",
        "09:30 น.",
        "๑-๓ ครั้ง",
        "๑๒-๑๕ มกราคม ๒๕๖๔",
        "1-3 ม.ค. 64",
        "๒,๖๒๐,๐๐๐.๐๐ บาท",
    ],
)
def test_what_belongs_together_is_one_piece(piece):
    assert glue(split_words(f"และ {piece} แล้ว")) == ["และ", " ", piece, " ", "แล้ว"]


def test_marks_stay_with_the_word_they_belong_to():
    assert glue(split_words("แผน (ร่าง) และ “คำสั่ง” นี้")) == [
        "แผน",
        " ",
        "(ร่าง)",
        " ",
        "และ",
        " ",
        "“คำสั่ง”",
        " ",
        "นี้",
    ]


def test_a_newline_is_never_glued():
    assert "\n" in glue(split_words("ข้อ\n๓"))


def test_nothing_gives_nothing():
    assert split_words("") == []
    assert glue([]) == []


def test_a_long_unbroken_text_takes_no_more_than_seconds():
    split_words("ก่อนจับเวลา")
    started = time.perf_counter()
    for text in (
        "ก" * 20_000,
        "า" * 20_000,
        "ตากลม" * 4_000,
        "๑" * 30_000,
        "ก." * 15_000,
        "(" * 30_000,
        "๑ " * 15_000,
    ):
        assert "".join(glue(split_words(text))) == text
    assert time.perf_counter() - started < 10
