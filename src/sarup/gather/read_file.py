"""What a received file is, told by its content and never by its name, and its cells. Standard library only."""

from sarup.gather.container import Limits, Refusal, check_container, is_zip_or_ole
from sarup.gather.delimited import read_delimited
from sarup.gather.foreign import kind_of_bytes, kind_of_parts
from sarup.gather.open_document import MIMETYPE, read_open_document
from sarup.gather.word_document import DOCUMENT, read_word_document
from sarup.gather.workbook import BOOK, Workbook, read_book


def read_file(data: bytes, limits: Limits | None = None) -> Workbook:
    """Return the cells of an Excel or OpenDocument workbook, of a Word document's tables or of a delimited text.

    Raises Refusal for everything else, by the rules that it names.
    """
    limits = limits or Limits()
    _refuse_foreign(kind_of_bytes(data))
    if len(data) > limits.file_bytes:
        raise Refusal("S34", f"file of {len(data)} bytes", "file_bytes")
    if not is_zip_or_ole(data):
        return read_delimited(data, limits)
    container = check_container(data, limits)
    if BOOK not in container.parts:
        if DOCUMENT in container.parts:
            return read_word_document(container)
        if MIMETYPE in container.parts:
            return read_open_document(container)
        _refuse_foreign(kind_of_parts(container.parts))
    return read_book(container)


def _refuse_foreign(kind: str) -> None:
    if kind == "program":
        raise Refusal("S37", "a program")
    if kind:
        raise Refusal("S35", kind, kind)
