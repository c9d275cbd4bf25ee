"""The cover letter (บันทึกข้อความ) that goes with the report to the head of the agency, composed from its summary."""

import re
from collections.abc import Sequence

from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.render.content.document import Memo, Signature
from sarup.render.content.rows import ReportTitle
from sarup.render.content.title_lines import names_year

# The lines of a memo in the order of the regulation of the Prime Minister's Office on correspondence (form 29).
FIELDS = {
    "sender": "memo.sender",
    "number": "memo.number",
    "date": "memo.date",
    "subject": "memo.subject_line",
    "to": "memo.to",
}


def compose_memo(office: ReportOptions, title: ReportTitle, summary: Sequence[str], phrases: Phrases) -> Memo | None:
    """Return the memo: why it is written, the summary's first paragraph, what is asked; None for an office without.

    Lines that the office does not know beforehand stay empty.
    """
    option = office.memo
    if option is None:
        return None
    round_label = phrases.number(title.label)
    if not names_year(title.plan_name, title.fiscal_year_be):
        year = phrases.number(title.fiscal_year_be)
        round_label = phrases.say("memo.round", label=round_label, year=year)
    to_inform = option.close == "inform"
    subject_key = "memo.subject" if to_inform else "memo.subject_approve"
    subject = phrases.say(subject_key, plan_name=title.plan_name, round_label=round_label)
    phone = phrases.say("memo.phone", phone=phrases.number(office.phone)) if office.phone else ""
    contact = " ".join(filter(None, (office.office, phone)))
    values = {
        "sender": option.sender or contact or title.agency_name,
        "number": option.number,
        "date": option.date,
        "subject": subject,
        "to": option.to or title.head_title or "",
    }
    opening = phrases.say(
        "memo.opening",
        agency=title.agency_name,
        plan_name=title.plan_name,
        round_label=round_label,
        office=office.office or title.agency_short,
    )
    close = "memo.close" if to_inform else "memo.close_approve"
    return Memo(
        title=phrases.texts["memo.title"],
        fields=tuple((phrases.texts[FIELDS[name]], values[name]) for name in FIELDS),
        paragraphs=(_spaced(opening), *summary[:1], _spaced(phrases.say(close, agency_short=title.agency_short))),
        signature=Signature("", option.signer_name, option.signer_position),
    )


def _spaced(sentence: str) -> str:
    """Return a sentence with a space behind each closing bracket that a name in it ends with."""
    return re.sub(r"\)(?=[\u0e01-\u0e2e\u0e40-\u0e44])", ") ", sentence)
