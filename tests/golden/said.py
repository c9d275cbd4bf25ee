"""What the documents of a round say: the text of the DOCX, and how each other format differs from it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.support.document_texts import BREAK, CELL, letters, read_text

WHOLE, OTHERS = "docx", ("html", "pdf", "xlsx")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def said_of_a_round(documents: Sequence[Path]) -> str:
    """Return the golden text of the four documents of a round.

    Below the text of the DOCX stands of each other format what it says besides and what it leaves out, compared by
    letters and digits alone: numbers of pages, breaks of lines and Thai or Arabic digits are the format's own matter.
    """
    texts = {path.suffix.removeprefix("."): read_text(path) for path in documents}
    whole = texts[WHOLE]
    lines = [whole.rstrip("\n")]
    for ending in OTHERS:
        other = texts[ending]
        lines += [f"=== {ending} says besides", *_not_in(other, whole)]
        lines += [f"=== {ending} leaves out", *_not_in(whole, other)]
    return "".join(f"{line}\n" for line in lines)


def _not_in(text: str, other: str) -> Iterator[str]:
    """Yield each piece of a text whose letters stand nowhere in the other's, once."""
    known = _plain(other)
    pieces = (piece for line in text.splitlines() for cell in line.split(CELL) for piece in cell.split(BREAK))
    yield from dict.fromkeys(piece for piece in pieces if _plain(piece) and _plain(piece) not in known)


def _plain(text: str) -> str:
    return letters(text.translate(ARABIC))
