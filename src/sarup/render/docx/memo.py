"""The cover letter (บันทึกข้อความ) as a Word document of its own, laid out as the rules on official papers ask."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_UNDERLINE
from docx.shared import Cm, Pt

from sarup.render.content.document import Document, Memo, Signature
from sarup.render.docx.base import (
    Page,
    add_letters,
    add_style,
    saved_bytes,
    set_properties,
    start_document,
    xml_letters,
)
from sarup.render.docx.pictures import emblem_png, picture_run, width_for

PAGE = Page(width=210, height=297, left=30, right=20, top=25, bottom=20)
EMBLEM_HEIGHT = Cm(1.5).pt
TITLE, ADDRESSEE = "Sarup Memo Title", "Sarup Memo Addressee"
FIELD, FIELDS = "Sarup Memo Field", "Sarup Memo Two Fields"
BODY, SIGNED, NOTE = "Sarup Memo Body", "Sarup Memo Signature", "Sarup Small"
LABEL, FILLED = "Sarup Memo Label", "Sarup Memo Filled"
_ROOM, _MIDDLE = Cm(PAGE.room / 10), Cm(PAGE.room / 20)
# The form's five lines: its second and third field (number and date) share one, the last is the addressee.
_FORM = 5
DOTS = "." * 44


def write_memo_docx(document: Document, path: Path) -> None:
    """Write the report's cover letter to `path`; the same document gives the same bytes anywhere.

    Raises ValueError for a report without one.
    """
    if document.memo is None:
        raise ValueError("this report has no cover letter")
    memo = start_document(PAGE)
    _add_styles(memo)
    _add_note(memo, document.sample_note)
    _add_title(memo, document)
    _add_fields(memo, document.memo)
    for text in document.memo.paragraphs:
        memo.add_paragraph(_plain(text), style=BODY)
    memo.paragraphs[-1].paragraph_format.keep_with_next = True
    _add_signature(memo, document.memo.signature)
    subject = " ".join([document.memo.title, *(value for _, value in document.memo.fields[3:4])])
    set_properties(memo, subject, document.author, document.language, document.dated)
    path.write_bytes(saved_bytes(memo))


def _add_styles(memo: Any) -> None:
    stops = add_style(memo, TITLE, 29, bold=True, after=6).paragraph_format.tab_stops
    stops.add_tab_stop(_MIDDLE, WD_TAB_ALIGNMENT.CENTER)
    for name, places in ((FIELD, [_ROOM]), (FIELDS, [_MIDDLE, _ROOM])):
        field = add_style(memo, name, 16).paragraph_format
        field.keep_with_next = True
        for place in places:
            field.tab_stops.add_tab_stop(place)
    addressee = add_style(memo, ADDRESSEE, 16, before=6).paragraph_format
    addressee.tab_stops.add_tab_stop(Cm(1.25))
    addressee.left_indent, addressee.first_line_indent = Cm(1.25), Cm(-1.25)
    body = add_style(memo, BODY, 16, before=6).paragraph_format
    body.first_line_indent, body.alignment = Cm(2.5), WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    signed = add_style(memo, SIGNED, 16).paragraph_format
    signed.left_indent, signed.alignment, signed.keep_together = _MIDDLE, WD_ALIGN_PARAGRAPH.CENTER, True
    add_style(memo, NOTE, 12).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_letters(memo, LABEL, 20, bold=True)
    add_letters(memo, FILLED, 16).font.underline = WD_UNDERLINE.DOTTED


def _add_note(memo: Any, note: str) -> None:
    if note:
        line = memo.sections[0].header.paragraphs[0]
        line.style = NOTE
        line.add_run(_plain(note))


def _add_title(memo: Any, document: Document) -> None:
    """Add the title in the middle of the line on which the emblem stands at the left."""
    line = memo.add_paragraph(style=TITLE)
    if document.emblem is not None:
        png = emblem_png(document.emblem, EMBLEM_HEIGHT)
        alt = document.emblem.alt
        line._p.append(picture_run(memo.part, png, width_for(png, EMBLEM_HEIGHT), alt, alt))
    line.add_run("\t" + _plain(document.memo.title if document.memo else ""))


def _add_fields(memo: Any, form: Memo) -> None:
    lines = [[field] for field in form.fields]
    if len(lines) == _FORM:
        lines[1:3] = [[*lines[1], *lines[2]]]
    for fields in lines[:-1]:
        _add_field_line(memo, fields)
    for label, value in form.fields[-1:]:
        memo.add_paragraph(f"{_plain(label)}\t{_plain(value)}", style=ADDRESSEE)


def _add_field_line(memo: Any, fields: Sequence[tuple[str, str]]) -> None:
    """Add labelled fields on a line; the dots go on under and behind what is filled in."""
    line = memo.add_paragraph(style=FIELD if len(fields) == 1 else FIELDS)
    for label, value in fields:
        line.add_run(_plain(label), style=LABEL)
        line.add_run(f"  {_spaced(value)}\t", style=FILLED)


def _add_signature(memo: Any, signature: Signature) -> None:
    """Add the name in brackets and the position under the room to sign; the form has no place for a role."""
    lines = [f"({_plain(signature.name) or DOTS})", *filter(None, map(_plain, signature.position.splitlines()))]
    for text in lines:
        memo.add_paragraph(text, style=SIGNED).paragraph_format.keep_with_next = text is not lines[-1]
    memo.paragraphs[-len(lines)].paragraph_format.space_before = Pt(64)


def _plain(text: str) -> str:
    return " ".join(xml_letters(text).split())


def _spaced(text: str) -> str:
    """Return a filled-in text on one line; its spaces stay, where a day or number is written by hand."""
    return re.sub(r"\s", " ", xml_letters(text)).rstrip()
