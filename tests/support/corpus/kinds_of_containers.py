"""What happens to a file as a file: cut short, damaged, packed in other ways, or no workbook at all."""

import gzip
import io
import struct
import zipfile
from collections.abc import Iterable

from tests.support.corpus.book import (
    BOOK,
    BOOK_RELATIONS,
    RESULTS,
    STRINGS,
    edited,
    named,
    ole_file,
    packed,
    parts_of,
    related,
    replaced,
)
from tests.support.corpus.kind import Kind, Make, accepted, quarantined, refused


class Unseekable(io.RawIOBase):
    """A pipe to write into: zipfile then puts sizes behind the data, as programs that stream do."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take what is written."""
        self.written += data
        return len(data)


def streamed(data: bytes) -> bytes:
    """Pack the parts as a program does that cannot go back."""
    pipe = Unseekable()
    packed(parts_of(data), out=pipe)  # type: ignore[arg-type]
    return bytes(pipe.written)


def renamed(old: str, new: str) -> Make:
    """Give a part another name."""
    return lambda data: packed({new if name == old else name: part for name, part in parts_of(data).items()})


def with_entries(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> Make:
    """Add entries, also such as zipfile would not write twice."""

    def make(data: bytes) -> bytes:
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
            for name, content in entries:
                book.writestr(name, content)
        return out.getvalue()

    return make


def with_comment(data: bytes) -> bytes:
    """Add the zip's own comment."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as book:
        book.comment = "ส่งครั้งที่ ๑".encode()
    return out.getvalue()


def large_sizes(data: bytes) -> bytes:
    """Write the sizes in the zip64 manner, as some programs always do."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts_of(data).items():
            with book.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return out.getvalue()


def flipped(find: bytes, offset: int, bit: int = 1) -> Make:
    """Flip a bit at an offset from the first place where some bytes stand."""

    def make(data: bytes) -> bytes:
        at = data.index(find) + offset
        return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]

    return make


def directory_field(part: str, offset: int, value: int, size: str = "<L") -> Make:
    """Overwrite a field of a part's entry in the central directory."""

    def make(data: bytes) -> bytes:
        at = data.rindex(part.encode()) - 46 + offset
        new = struct.pack(size, value)
        return data[:at] + new + data[at + len(new) :]

    return make


def middle_flipped(data: bytes) -> bytes:
    """Change a byte inside the packed sheet of results."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        info = book.getinfo(RESULTS)
    at = info.header_offset + 30 + len(RESULTS) + info.compress_size // 2
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def locked(data: bytes) -> bytes:
    """Mark every entry as encrypted, as zip programs do."""
    changed = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def other(data: bytes) -> Make:
    """Put quite another file in the form's place."""
    return lambda _: data


def zipped(parts: Iterable[tuple[str, bytes]]) -> Make:
    """Put another zip in the form's place."""
    return other(packed(dict(parts)))


def truncated() -> list[Kind]:
    """Return the form cut at every kilobyte, and in its first bytes."""
    cuts = [*range(1, 4), *range(1024, 17 * 1024, 1024)]
    return [refused(f"cut after {cut} bytes", "S01", lambda data, cut=cut: data[:cut]) for cut in cuts]  # type: ignore[misc]


PACKING = [
    accepted("not compressed", lambda data: packed(parts_of(data), zipfile.ZIP_STORED)),
    accepted("sizes behind the data", streamed),
    accepted("sizes of 64 bits", large_sizes),
    accepted("a zip with a comment", with_comment),
    accepted("folders as entries", with_entries(("xl/", b""), ("docProps/", b""))),
    accepted("names in another case", renamed(STRINGS, "xl/SharedStrings.xml")),
    accepted("targets from the root", replaced(BOOK_RELATIONS, 'Target="worksheets/', 'Target="/xl/worksheets/')),
    accepted("a zip inside", with_entries(("xl/embeddings/a.zip", b"PK\x03\x04" + b"\0" * 100))),
    accepted("parts in another order", lambda data: packed(dict(reversed(parts_of(data).items())))),
    accepted("a link outwards", related("externalLink", "file:///etc/passwd", external=True)),
    accepted("a hyperlink's address", related("hyperlink", "https://example.com/", external=True)),
    accepted("an embedded object", related("oleObject", "embeddings/oleObject1.bin", ole_file("Package"))),
    accepted("a name for XLSM only", lambda data: data, ending=".xlsm"),
    accepted("no ending in its name", lambda data: data, ending=""),
    accepted("another ending in its name", lambda data: data, ending=".pdf"),
    accepted("macros", related("vbaProject", "vbaProject.bin"), "S20 file", ".xlsm"),
]

DAMAGED = [
    *truncated(),
    refused("an empty file", "S01", other(b"")),
    refused("zeros", "S01", other(bytes(1_000_000))),
    refused("bytes after the end", "S01", lambda data: data + b"<html>"),
    quarantined("a program before the beginning", lambda data: b"MZ" + data, rule="S37"),
    refused("bytes before the beginning", "S02", lambda data: b"\0\0" + data),
    refused("the first half of one file and the second of another", "S01", lambda d: d[: len(d) // 2] + d[len(d) // 3 :]),
    refused("a byte changed in the middle", "S01", middle_flipped),
    refused("a wrong checksum", "S01", directory_field(RESULTS, 16, 1)),
    refused("a size too small", "S01", directory_field(RESULTS, 24, 100)),
    refused("a size too large", "S01", directory_field(RESULTS, 24, 60_000)),
    refused("a lost local header", "S01", flipped(b"_rels/.rels", -28)),
    refused("a local name that differs", "S01", flipped(b"xl/workbook.xml", 4)),
    refused("a directory entry broken", "S01", flipped(b"PK\x01\x02", 2)),
    refused("an unknown packing", "S01", directory_field(RESULTS, 10, 12, "<H")),
    refused("no workbook part", "S01", named({BOOK: None})),
    refused("no relations", "S02", named({"_rels/.rels": None})),
    refused("no relations of the workbook", "S01", named({BOOK_RELATIONS: None})),
    refused("no sheet part", "S01", named({RESULTS: None})),
    refused("no shared strings", "S01", named({STRINGS: None})),
    refused("a sheet without relation", "S01", replaced(BOOK, 'r:id="rId2"', 'r:id="rId99"')),
    refused("two sheets of one part", "S01", replaced(BOOK, 'r:id="rId3"', 'r:id="rId2"')),
    refused("two sheets of one name", "S01", replaced(BOOK, 'name="กิจกรรมที่จัด"', 'name="ผลการดำเนินการ"')),
    refused("no sheets", "S01", edited(BOOK, lambda x: x[: x.index("<sheets>")] + "<sheets/>" + x[x.index("</sheets>") + 9 :])),
    refused("a password", "S03", other(ole_file("EncryptedPackage")), ".xlsx"),
    refused("encrypted entries", "S03", locked),
]  # fmt: skip

OTHERS = [
    refused("an old workbook", "S04", other(ole_file("Workbook")), ".xls"),
    refused("an older workbook", "S04", other(ole_file("Book")), ".xls"),
    refused("a bare BIFF stream", "S04", other(b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 500), ".xls"),
    refused("an old document", "S35", other(ole_file("WordDocument")), ".doc"),
    refused("a binary workbook", "S35", zipped([
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>'),
        ("xl/workbook.bin", b"\x83\x01\x00"),
    ]), ".xlsb"),
    refused("slides", "S35", zipped([("ppt/presentation.xml", b"<p/>")]), ".pptx"),
    refused("photographs in a zip", "S35", zipped([("IMG_1.jpg", b"\xff\xd8\xff")]), ".zip"),
    refused("an empty zip", "S02", zipped([]), ".zip"),
    refused("a PDF", "S35", other(b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"), ".pdf"),
    refused("a PDF named xlsx", "S35", other(b"%PDF-1.7\n%\xe2\xe3\n1 0 obj")),
    refused("a picture", "S35", other(b"\x89PNG\r\n\x1a\n" + bytes(100)), ".png"),
    refused("a photograph", "S35", other(b"\xff\xd8\xff\xe0" + bytes(100)), ".jpg"),
    refused("a web page named xls", "S35", other("<html><table><tr><td>ผล,3</td></tr></table></html>".encode()), ".xls"),
    refused("an XML workbook of 2003", "S35", other(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'), ".xls"),
    refused("a web archive", "S35", other(b"MIME-Version: 1.0\r\nContent-Type: text/html, text\r\n"), ".mht"),
    refused("rich text", "S35", other(rb"{\rtf1\ansi a,b}"), ".rtf"),
    quarantined("a program", other(b"MZ\x90\x00" + bytes(300)), ".exe", "S37"),
    refused("a RAR archive", "S35", other(b"Rar!\x1a\x07\x01\x00"), ".rar"),
    refused("a 7z archive", "S35", other(b"7z\xbc\xaf\x27\x1c\x00\x04"), ".7z"),
    refused("a gzip", "S35", other(gzip.compress(b"a,b\n1,2\n", mtime=0)), ".gz"),
    refused("a sentence", "S02", other("ดำเนินการเรียบร้อยแล้ว".encode()), ".txt"),
    refused("random bytes", "S02", other(bytes((n * 197 + 91) % 251 + 1 for n in range(5000))), ".bin"),
    refused("UTF-16 without its mark", "S02", other("ผล,๓\r\n".encode("utf-16-le")), ".csv"),
]  # fmt: skip

KINDS = [*PACKING, *DAMAGED, *OTHERS]
