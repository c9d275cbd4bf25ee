"""The cover letter (บันทึกข้อความ) as a PDF of one portrait page where it fits, as the regulation on correspondence
lays it out."""

from pathlib import Path

from sarup.render.content.document import Document, Memo, Picture, Signature
from sarup.render.measure.lines import pieces, printable
from sarup.render.typst.typesetting import Values, fill_template, typeset_pdf

# A4 less 3 cm at the left and 2 cm at the right, in points; a little larger than the report, as letters are.
SIZE, ROOM = 12.0, 595.28 - 85.04 - 56.69


def write_memo_pdf(document: Document, path: Path) -> None:
    """Write the document's cover letter; the same document gives the same bytes. Raises ValueError if it has none."""
    if document.memo is None:
        raise ValueError("the document has no cover letter")
    memo = document.memo
    source = fill_template(
        "memo.typ.j2",
        size=SIZE,
        title=printable(memo.title),
        author=printable(document.author),
        dated=document.dated,
        language=document.language,
        sample=pieces(document.sample_note, ROOM / SIZE),
        emblem=emblem_data(document.emblem),
        fields=_fields(memo),
        paragraphs=[pieces(text, ROOM / SIZE - 8) for text in memo.paragraphs],
        signature=signature_data(memo.signature),
    )
    path.write_bytes(typeset_pdf(source, document.dated))


def emblem_data(emblem: Picture | None) -> Values | None:
    """Return an emblem for a template: its bytes as numbers, its format and what it shows."""
    if emblem is None:
        return None
    kind = "jpg" if emblem.kind == "jpeg" else emblem.kind
    return {"data": list(emblem.data), "kind": kind, "alt": printable(emblem.alt)}


def signature_data(signature: Signature, signed: str = "") -> Values:
    """Return a place to sign for a template: what is done there, a name or nothing, a position or nothing.

    `signed` (ลงชื่อ) stands before the dots; a letter has none of both.
    """
    room = ROOM / SIZE / 2
    parts = {name: pieces(getattr(signature, name), room) for name in ("role", "name", "position")}
    return {**parts, "signed": pieces(signed, room)}


def _fields(memo: Memo) -> list[Values]:
    return [{"label": printable(label), "said": pieces(text, ROOM / SIZE - 8)} for label, text in memo.fields]
