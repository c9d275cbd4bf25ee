from hypothesis import given
from hypothesis import strategies as st

from sarup.thai.digits import THAI, to_arabic, to_thai


def test_digits_are_exchanged_and_everything_else_stays():
    assert to_thai("รอบ 6 เดือน 2564") == "รอบ ๖ เดือน ๒๕๖๔"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙ ٣ ３") == "0123456789 ٣ ３"


@given(st.text().filter(lambda text: not set(text) & set(THAI)))
def test_a_text_without_thai_digits_comes_back_from_thai(text: str):
    assert to_arabic(to_thai(text)) == text
