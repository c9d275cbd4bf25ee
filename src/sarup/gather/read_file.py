"""What a received file is, told by its content and never by its name, and its cells. Standard library only."""

from sarup.gather.container import Limits, Refusal, check_container, is_zip_or_ole
from sarup.gather.delimited import read_delimited
from sarup.gather.open_document import MIMETYPE, read_open_document
from sarup.gather.word_document import DOCUMENT, read_word_document
from sarup.gather.workbook import BOOK, Workbook, read_book


def read_file(data: bytes, limits: Limits | None = None) -> Workbook:
    """Return the cells of an Excel or OpenDocument workbook, of a Word document's tables or of a delimited text.

    Raises Refusal for everything else: S01 damaged, S02 not our type, S03 password, S04 old .xls, S05 unsafe.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise Refusal("S05", f"file of {len(data)} bytes")
    if not is_zip_or_ole(data):
        return read_delimited(data, limits)
    container = check_container(data, limits)
    if BOOK not in container.parts and DOCUMENT in container.parts:
        return read_word_document(container)
    if BOOK not in container.parts and MIMETYPE in container.parts:
        return read_open_document(container)
    return read_book(container)
