"""What knowledge of the subject sees between the items of a plan."""

from sarup.codes import Kind
from sarup.validate.subject import _more_of_a_stock


def test_more_of_what_another_item_counts_is_told_by_a_word_of_six_letters_and_not_by_one_of_five() -> None:
    measures = [{"item_code": "1", "kind": Kind.STOCK, "unit": "ครั้ง"}]
    for word, is_told in (("ประชุม", True), ("จำนวน", False)):
        items = [{"item_code": "1", "indicator": word}, {"item_code": "2", "activity": f"เพิ่มครั้ง{word}"}]
        assert bool(list(_more_of_a_stock(items, measures))) is is_told  # type: ignore[arg-type]
