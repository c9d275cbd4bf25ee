"""Words and dates that models and checks ask of Python: labels stand in phrases.yaml, dates are read in one place."""

from sarup.phrases import known_phrases
from sarup.thai.dates import find_dates


def reason_label(code: str, round_name: str) -> str:
    """Return the words for a status without a value, as annexes use them; a round of other length has the year's."""
    texts = known_phrases().texts
    return texts.get(f"status.{round_name}.{code}") or texts[f"status.12m.{code}"]


def dates_in_text(text: str) -> str:
    """Return the ISO dates of a text in their order, with commas between.

    >>> dates_in_text("ส่งวันที่ ๑๕ มีนาคม ๒๕๖๕ ก่อนกำหนด (๓๐/๖/๒๕๖๕)")
    '2022-03-15,2022-06-30'
    """
    return ",".join(found.date.isoformat() for found in find_dates(text))


def without_dates(text: str) -> str:
    """Return a text without its dates, so that their numbers are not taken for values.

    >>> without_dates("ส่งวันที่ ๑๕ มีนาคม ๒๕๖๕ ครบ ๓ ฝ่าย")
    'ส่งวันที่  ครบ ๓ ฝ่าย'
    """
    for found in reversed(find_dates(text)):
        text = text.replace(found.text, "")
    return text
