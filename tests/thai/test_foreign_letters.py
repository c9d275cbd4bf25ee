"""Foreign letters inside Thai words: each stretch by itself, shown with what stands beside it."""

from unicodedata import category

from sarup.thai.letters import _PLAIN, _odd_kind, foreign_letters
from sarup.thai.unseen import _UNSEEN, unseen_codes


def test_a_word_that_begins_with_a_foreign_letter_is_shown_from_its_beginning() -> None:
    (found,) = foreign_letters("ж" + "การประชุม")
    assert (found.word[0], found.codepoints, found.suggestion) == ("ж", "U+0436", None)


def test_two_stretches_apart_are_two_words() -> None:
    found = foreign_letters("жการประชุมคณะกรรมการบริหารж")
    assert [one.codepoints for one in found] == ["U+0436", "U+0436"]
    assert found[0].word[0] == "ж" and found[-1].word[-1] == "ж"


def test_what_passes_at_a_glance_would_pass_letter_by_letter() -> None:
    every = [chr(code) for code in range(0x110000)]
    assert [one for one in every if _PLAIN.fullmatch(one) and _odd_kind(one)] == []
    odd = [one for one in every if _UNSEEN.match(one) or (one != " " and category(one) == "Zs")]
    assert [one for one in odd if not unseen_codes(one)] == []
    assert [one for one in every if unseen_codes(one) and one not in odd] == []
