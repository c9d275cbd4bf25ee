"""Letters of fonts that draw pictures."""

from sarup.gather.word_symbols import symbol


def test_a_letter_of_a_plain_font_is_itself_and_what_is_none_a_bullet() -> None:
    assert [symbol("Arial", code) for code in (0x20, 0x41, 0x1F, 0xD800)] == [" ", "A", "•", "•"]
