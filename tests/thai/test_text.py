import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarup.thai.text import (
    ClaimedList,
    claimed_list,
    drop_tags,
    fold,
    foreign_letters,
    html_tags,
    links,
    list_length,
    mend_links,
    odd_characters,
    unbalanced_brackets,
)

SARA_AM_IN_PARTS = "น\u0e49\u0e4d\u0e32"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("รอบ  ๖\u00a0เดือน ", "รอบ 6 เดือน"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        (SARA_AM_IN_PARTS, "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("“ไม่มี”", '"ไม่มี"'),
        ("ต.ค. – มี.ค.", "ต.ค. - มี.ค."),
        ("ตัว\u200bชี้วัด\ufeff", "ตัวชี้วัด"),
        ("เเผน", "แผน"),
        ("ก\r\nข", "ก ข"),
    ],
)
def test_texts_that_read_the_same_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_texts_that_differ_stay_different():
    assert fold("ต้าน") != fold("ด้าน")
    assert fold("ITA") != fold("ita")


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_tamil_letters_inside_a_thai_word_are_told_with_a_mend():
    (found,) = foreign_letters("มีกระบวนการกล่อมเกล\u0bbe\u0ba4\u0e48างสังคมที่ดี")
    assert found.word == "กล่อมเกล\u0bbe\u0ba4\u0e48างสังคม"
    assert found.codepoints == "U+0BBE U+0BA4"
    assert found.suggestion == "กล่อมเกลาทางสังคม"


def test_a_lao_letter_is_mended_to_its_thai_sister():
    (found,) = foreign_letters("แ\u0e9cน")
    assert (found.codepoints, found.suggestion) == ("U+0E9C", "แผน")


def test_a_letter_without_a_known_lookalike_has_no_suggestion():
    (found,) = foreign_letters("จัดทำแ\u0436นงาน")
    assert found.codepoints == "U+0436"
    assert "\u0436" in found.word
    assert found.suggestion is None


@pytest.mark.parametrize("text", ["แ\u0e9cน และแ\u0e9cน", "แ\u0e9cนของแ\u0e9cน"])
def test_two_bad_words_are_two_findings(text):
    assert [one.suggestion for one in foreign_letters(text)] == ["แผน", "แผน"]


def test_a_letter_that_cuts_a_word_is_shown_with_both_its_neighbours():
    (found,) = foreign_letters("ก\u0436ข")
    assert found.word == "ก\u0436ข"


@pytest.mark.parametrize(
    "text",
    [
        "ITAS",
        "Line@ ของสำนักงานฯ",
        "Website / Facebook",
        "ระบบITASของ",
        "คำว่า ถนน",
        "привет",
        "สวัสดี ລາວ",
        "café",
        "๑๒๓",
        "",
    ],
)
def test_latin_thai_and_whole_foreign_words_are_silent(text):
    assert foreign_letters(text) == []


def test_invisible_characters_are_told_with_their_place_and_kind():
    text = "ก\u200bข\u202eค\x00\ue000\ufffd\tง\n"
    assert [(one.position, one.codepoint, one.kind) for one in odd_characters(text)] == [
        (1, "U+200B", "zero-width"),
        (3, "U+202E", "bidi"),
        (5, "U+0000", "control"),
        (6, "U+E000", "private-use"),
        (7, "U+FFFD", "replacement"),
    ]


@pytest.mark.parametrize(
    ("text", "typed", "mended"),
    [
        (
            "ดูที่ http://example.go.th/th/node/๑๐๒ พร้อมทั้ง",
            "http://example.go.th/th/node/๑๐๒",
            "http://example.go.th/th/node/102",
        ),
        ("(https://example.go.th/a_(b))", "https://example.go.th/a_(b)", "https://example.go.th/a_(b)"),
        ("www.example.go.thและ", "www.example.go.th", "www.example.go.th"),
        ("ดู http://example.go.th/๖๖/#, แล้ว", "http://example.go.th/๖๖/#", "http://example.go.th/66/#"),
        ("WWW.EXAMPLE.GO.TH.", "WWW.EXAMPLE.GO.TH", "WWW.EXAMPLE.GO.TH"),
        ("“https://example.go.th”", "https://example.go.th", "https://example.go.th"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text, typed, mended):
    (found,) = links(text)
    assert (found.typed, found.mended, found.has_thai_digits) == (typed, mended, typed != mended)


def test_the_host_is_the_site_without_port_and_path():
    (found,) = links("http://WWW.Example.go.th:80/th/node/๑")
    assert found.host == "www.example.go.th"


def test_digits_outside_addresses_stay_thai():
    text = "๒. เว็บไซต์ http://example.go.th/๑๐๕๒๐. ๓. ร้อยละ ๘๐"
    assert mend_links(text) == "๒. เว็บไซต์ http://example.go.th/10520. ๓. ร้อยละ ๘๐"


@pytest.mark.parametrize("text", ["user@www.example.go.th", "ไม่มีลิงก์", "http://", "ftp://example.go.th"])
def test_what_is_no_web_address_is_no_link(text):
    assert [one.typed for one in links(text) if one.host] == []


@pytest.mark.parametrize(
    "text",
    ["", "(ก)", "((ก) ข)", "[ก (ข)]", "๑) ก ๒) ข", "ก) หนึ่ง ข) สอง", "ดังนี้\n๑) ก (ข)\n๒) ค", "(๑) ก (๒) ข"],
)
def test_balanced_brackets_and_list_numerals_pass(text):
    assert not unbalanced_brackets(text)


@pytest.mark.parametrize("text", ["(ก", "แผน)", "(ก (๑๑๑๑)", "[ก)", "(ก]", "๑) แผน) ข", "๑) ก ๙) ข", "ก ]"])
def test_a_bracket_without_its_partner_is_told(text):
    assert unbalanced_brackets(text)


def test_tags_are_told_as_typed():
    assert html_tags('<p>ก</p><ol style="list-style-type: none"><BR/>') == [
        "<p>",
        "</p>",
        '<ol style="list-style-type: none">',
        "<BR/>",
    ]


@pytest.mark.parametrize("text", ["<ชื่อ>", "a < b > c", "x<5", "<http://example.go.th>", "<body-count>"])
def test_angle_brackets_of_the_text_are_no_tags(text):
    assert html_tags(text) == []
    assert drop_tags(text) == text


def test_dropping_tags_keeps_the_text_and_makes_lines():
    assert drop_tags("<p><u>หัวข้อ</u></p> <p>๑. ก<br>ข</p><ol><li>ค</li></ol>") == "หัวข้อ\n๑. ก\nข\nค"


def test_text_without_tags_is_untouched():
    assert drop_tags(" ก  ข\n\n ค ") == " ก  ข\n\n ค "


@pytest.mark.parametrize(
    ("text", "claimed", "unit", "listed"),
    [
        ("จำนวน ๓ เรื่อง ได้แก่ ๑. ก ๒. มี ๗ ข้อ ๓. ค", 3, "เรื่อง", 3),
        ("เผยแพร่จำนวน ๔ ช่องทาง ได้แก่ ๑. ก ๒. ข ๓. ค", 4, "ช่องทาง", 3),
        ("จำนวน ๒ ช่องทางได้แก่\n(๑) ก\n(๒) ข\n(๓) ค", 2, "ช่องทาง", 3),
        ("<p>จำนวน ๒ เรื่อง ได้แก่</p><p>๑) ก</p><p>๒) ข</p>", 2, "เรื่อง", 2),
        ("จำนวน ๒ เรื่อง ได้แก่\n- ก\n- ข", 2, "เรื่อง", 2),
        ("จำนวน ๓ เรื่อง ได้แก่ ๑. ก ๒. ข ๔. ง", 3, "เรื่อง", 3),
        ("จำนวน ๒ เรื่อง ได้แก่ ๑. ก ๑) กก ๒) กข ๒. ข", 2, "เรื่อง", 2),
        ("จำนวน ๒ หลักเกณฑ์/แนวทาง ได้แก่ 1. ก 2. ข", 2, "หลักเกณฑ์/แนวทาง", 2),
        ("จำนวน ๒ เรื่อง ได้แก่ ๑. รุ่น ๒.๐ ๒. ข", 2, "เรื่อง", 2),
    ],
)
def test_a_claim_is_set_beside_its_list(text, claimed, unit, listed):
    assert claimed_list(text) == ClaimedList(claimed, unit, listed)
    assert list_length(text) == listed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "มีผู้เข้าร่วม จำนวน ๔๐ คน ๑. ก ๒. ข",
        "ได้แก่ ๑. ก ๒. ข",
        "จำนวน ๒ เรื่อง ได้แก่ ก และ ข",
        "ร้อยละ ๙๐ ๑. ก ๒. ข ๑. ค",
        "จำนวน ๔ เรื่อง ได้แก่ ๑. ก ๒. ข ๑. ค ๒. ง",
        "ครั้งที่ ๒ จำนวนเรื่อง ได้แก่ ๑. ก",
    ],
)
def test_without_the_phrase_or_a_clear_list_there_is_no_claim(text):
    assert claimed_list(text) is None
    assert list_length(text) is None


@pytest.mark.parametrize(("last", "listed"), [(4, 3), (5, 3), (6, 2)])
def test_a_numeral_three_further_on_is_of_the_list_and_one_four_further_on_is_not(last, listed):
    assert list_length(f"จำนวน 3 เรื่อง ได้แก่ 1. ก 2. ข {last}. ค") == listed


def test_of_two_claims_the_wrong_one_is_told():
    text = "จำนวน ๑ เรื่อง ได้แก่ ๑. ก จำนวน ๓ ระบบ ได้แก่ ๑. ข ๒. ค"
    assert claimed_list(text) == ClaimedList(3, "ระบบ", 2)
