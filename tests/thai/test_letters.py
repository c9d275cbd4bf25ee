"""Foreign letters inside Thai words: each stretch by itself, shown with what stands beside it."""

from sarup.thai.letters import foreign_letters


def test_a_word_that_begins_with_a_foreign_letter_is_shown_from_its_beginning() -> None:
    (found,) = foreign_letters("ж" + "การประชุม")
    assert (found.word[0], found.codepoints, found.suggestion) == ("ж", "U+0436", None)


def test_two_stretches_apart_are_two_words() -> None:
    found = foreign_letters("жการประชุมคณะกรรมการบริหารж")
    assert [one.codepoints for one in found] == ["U+0436", "U+0436"]
    assert found[0].word[0] == "ж" and found[-1].word[-1] == "ж"
