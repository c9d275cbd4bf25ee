from pathlib import Path

import pytest

from sarup.phrases import Phrases, load_phrases, slot_names

PHRASE_FILE = Path(__file__).parents[2] / "templates" / "phrases.yaml"


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return load_phrases(PHRASE_FILE)


def test_slots_are_filled(phrases: Phrases):
    assert phrases.say("ed.corrected", n="๒") == "ฉบับแก้ไขครั้งที่ ๒"


def test_a_slot_value_with_braces_stays_as_it_is(phrases: Phrases):
    assert phrases.say("cli.err.folder", path="{x}") == "ไม่พบโฟลเดอร์ {x} โปรดตรวจสอบที่อยู่"


def test_an_unknown_key_is_named(phrases: Phrases):
    with pytest.raises(KeyError, match=r"no\.such"):
        phrases.say("no.such")


def test_a_missing_slot_is_named_with_its_key(phrases: Phrases):
    with pytest.raises(KeyError, match=r"form\.due.*due_date"):
        phrases.say("form.due")


def test_options_keep_their_order_and_codes(phrases: Phrases):
    assert list(phrases.options("list.no_value.12m"))[:2] == ["completed_earlier", "in_progress"]
    assert phrases.options("list.role") == {"lead": "หลัก", "support": "ร่วม"}


def test_a_label_typed_with_other_spaces_finds_its_code(phrases: Phrases):
    assert phrases.code_of("list.evidence_kind", " อื่น  ๆ ") == "other"
    assert phrases.code_of("list.evidence_kind", "อย่างอื่น") is None


def test_a_plain_list_is_read_as_entries(phrases: Phrases):
    assert phrases.entries("th.five")[0] == "แนวทางปฏิบัติ"


def test_every_kind_of_measure_has_its_question_in_both_rounds(phrases: Phrases):
    for kind in phrases.options("list.kind"):
        assert phrases.say(f"ask.6m.{kind}") and phrases.say(f"ask.12m.{kind}")


def test_every_slot_is_a_plain_name(phrases: Phrases):
    for key, text in phrases.texts.items():
        assert all(name.isidentifier() for name in slot_names(text)), key


def test_spreadsheet_limits_hold(phrases: Phrases):
    for key, text in phrases.texts.items():
        if key.startswith("sheet."):
            assert len(text) <= 31, key
        if key.startswith(("prompt.", "alert.")):
            assert len(text) <= (32 if key.endswith(".title") else 255), key


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("a: ก\na: ข\n", "stands twice"),
        ("a: 3\n", "'a'"),
        ("a: [ก, 3]\n", "'a'"),
        ("a: {yes: ก}\n", "'a'"),
        ("- ก\n", "mapping"),
    ],
)
def test_a_file_with_a_slip_is_refused(tmp_path: Path, content: str, complaint: str):
    path = tmp_path / "phrases.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_phrases(path)
