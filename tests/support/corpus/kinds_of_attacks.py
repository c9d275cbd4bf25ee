"""Files made to hurt: bombs, entities, amplification, far cells, paths that lead out, and XML that is not sound."""

import io
import struct
import zipfile
import zlib

from tests.support.corpus.book import (
    BOOK,
    BOOK_RELATIONS,
    RESULTS,
    STRINGS,
    after_rows,
    before_end,
    both,
    cell,
    edited,
    named,
    related,
    replaced,
)
from tests.support.corpus.kind import Make, accepted, kind, quarantined, refused, returned
from tests.support.corpus.kinds_of_containers import with_entries

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def doctype(declarations: str, external: str = "") -> Make:
    """Declare a document type before the shared strings."""
    return edited(STRINGS, lambda x: x.replace("?>", f"?><!DOCTYPE sst {external}[{declarations}]>", 1))


def laughs() -> str:
    """Return the declarations of a billion laughs."""
    return '<!ENTITY a0 "ฮา">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def overlapping(data: bytes) -> bytes:
    """Add directory entries that all name one packed block."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        start, count = book.start_dir, len(book.namelist())
    end = data.rindex(b"PK\x05\x06")
    entry = bytearray(data[start : data.index(b"PK\x01\x02", start + 4)])
    more = b"".join(
        bytes(entry).replace(b"[Content_Types].xml", f"[Content_Typ{n:03d}.xml".encode()) for n in range(50)
    )
    directory = data[start:end] + more
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 50, count + 50, len(directory), start, 0)
    return data[:start] + directory + tail


def lying_bomb(data: bytes) -> bytes:
    """Declare 1,000 bytes for a part that unpacks to 100 million."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/styles2.xml", b"<a>" + b" " * 100_000_000)
    changed = bytearray(edited(BOOK_RELATIONS, lambda x: x.replace("styles.xml", "styles2.xml"))(out.getvalue()))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = changed.find(mark)
        while at >= 0:
            name_at = at + (30 if offset == 22 else 46)
            if changed[name_at : name_at + 14] == b"xl/styles2.xml":
                changed[at + offset : at + offset + 4] = struct.pack("<L", 1000)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def deep(levels: int) -> Make:
    """Nest elements."""
    return after_rows("<extLst>" + "<a>" * levels + "</a>" * levels + "</extLst>")


def noise(size: int) -> str:
    """Return letters that do not pack well, always the same."""
    state, letters = 1, []
    for _ in range(size):
        state = (state * 1103515245 + 12345) % (1 << 31)
        letters.append("abcdefghijklmnopqrstuvwxyz0123456789"[state >> 16 & 31])
    return "".join(letters)


def amplified(data: bytes) -> bytes:
    """Use one long text in a thousand cells."""
    parts_data = edited(STRINGS, lambda x: x.replace("</sst>", f"<si><t>{'ก' * 30_000}</t></si></sst>"))(data)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        index = book.read(STRINGS).decode().count("<si>")
    rows = "".join(f'<row r="{n}"><c r="AP{n}" t="s"><v>{index}</v></c></row>' for n in range(20, 1020))
    return before_end(rows)(parts_data)


def many_sheets(data: bytes) -> bytes:
    """Add 150 sheets."""
    empty = f"{SHEET}<sheetData/></worksheet>".encode()
    tabs = "".join(f'<sheet name="s{n}" sheetId="{n + 50}" r:id="x{n}"/>' for n in range(150))
    kind_of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(f'<Relationship Id="x{n}" Type="{kind_of}" Target="worksheets/x{n}.xml"/>' for n in range(150))
    return both(
        named({f"xl/worksheets/x{n}.xml": empty for n in range(150)}),
        replaced(BOOK, "</sheets>", f"{tabs}</sheets>"),
        replaced(BOOK_RELATIONS, "</Relationships>", f"{links}</Relationships>"),
    )(data)


def symlink() -> zipfile.ZipInfo:
    """Return an entry that unpacks as a link to another file."""
    info = zipfile.ZipInfo("xl/media/image1.png")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


ZIPS = [
    quarantined("a bomb of one part", named({"xl/media/a.xml": bytes(60_000_000)}), rule="S36"),
    quarantined("a bomb of many parts", named({f"xl/media/{n}.bin": bytes(1_100_000) for n in range(10)}), rule="S36"),
    quarantined("a bomb that lies about its size", lying_bomb, rule="S36"),
    quarantined("overlapping entries", overlapping, rule="S36"),
    quarantined("two parts of one name", with_entries(("xl/worksheets/SHEET2.xml", b"<a/>"))),
    quarantined("a path upwards", with_entries(("../../etc/cron.d/x", b"x"))),
    quarantined("a path from the root", with_entries(("/etc/passwd", b"x"))),
    quarantined("a path with backslashes upwards", with_entries(("xl\\..\\..\\x", b"x"))),
    quarantined("a drive letter", with_entries(("C:/x", b"x"))),
    refused("three thousand parts", "S34", named({f"x/{n}": b"" for n in range(3000)})),
    accepted("a link as an entry", with_entries((symlink(), b"/etc/passwd"))),
    refused("a hundred and fifty sheets", "S34", many_sheets),
    refused("over fifty megabytes", "S34", lambda data: data + zlib.compress(b"x") * 1 + b"\0" * (51 << 20)),
]

ENTITIES = [
    quarantined("a document type", doctype("")),
    quarantined("an entity", doctype('<!ENTITY a "ก">')),
    quarantined("a billion laughs", doctype(laughs())),
    quarantined("an external entity", doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    quarantined("a parameter entity", doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;')),
    quarantined("an external document type", doctype("", 'SYSTEM "http://127.0.0.1:9/x.dtd" ')),
    quarantined("a document type in the workbook part", edited(BOOK, lambda x: x.replace("?>", "?><!DOCTYPE workbook>", 1))),
    refused("an unknown entity", "S01", cell("W7", '<c r="W7" t="inlineStr"><is><t>&x;</t></is></c>')),
    accepted("XInclude", after_rows('<extLst><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></extLst>')),
    accepted("a style sheet instruction", edited(RESULTS, lambda x: x.replace("?>", '?><?xml-stylesheet href="http://127.0.0.1:9/x"?>', 1))),
]  # fmt: skip

AMOUNTS = [
    quarantined("nested a hundred thousand deep", deep(100_000)),
    quarantined("nested a hundred deep", deep(100)),
    quarantined("a huge attribute", after_rows(f'<a b="{noise(1_500_000)}"/>')),
    quarantined("a huge comment", after_rows(f"<!--{noise(1_500_000)}-->")),
    quarantined("twenty thousand names", after_rows("".join(f"<a{n}/>" for n in range(20_000)))),
    refused("thirty thousand merges", "S34", after_rows(
        "<mergeCells>" + "".join(f'<mergeCell ref="AP{n}:AQ{n}"/>' for n in range(20, 30_020)) + "</mergeCells>"
    )),
    refused("a shared text used a thousand times", "S34", amplified),
    returned("a value in the last row", "S33 results!A1048576", before_end('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
    returned("a value in the last column", "S33 results!XFD30", before_end('<row r="30"><c r="XFD30"><v>1</v></c></row>')),
    refused("half a million cells", "S34", before_end("".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>{row * 7 % 1000}</v></c>' for column in "ABCDEFGHIJ") + "</row>"
        for row in range(20, 50_020)
    ))),
]  # fmt: skip

UNSOUND = [
    refused("an element left open", "S01", replaced(RESULTS, "</sheetData>", "")),
    refused("text after the root", "S01", edited(RESULTS, lambda x: x + "<a/>")),
    refused("bytes that are no UTF-8", "S01", lambda data: _raw(data, b"\xe0\xb8\xff")),
    refused("an encoding nobody knows", "S01", replaced(RESULTS, 'encoding="UTF-8"', 'encoding="TIS-620"')),
    refused("another root", "S01", edited(RESULTS, lambda x: x.replace("<worksheet ", "<html ").replace("</worksheet>", "</html>"))),
    refused("a root of another namespace", "S01", replaced(RESULTS, "spreadsheetml/2006/main", "spreadsheetml/2007/main")),
    refused("a cell twice", "S01", edited(RESULTS, lambda x: x.replace('<c r="P7" s="5"/>', '<c r="O7"><v>9</v></c>'))),
    refused("a row number twice", "S01", before_end('<row r="7"><c r="O7"><v>9</v></c></row>')),
    refused("a cell of another row", "S01", edited(RESULTS, lambda x: x.replace('<c r="P7" s="5"/>', '<c r="P8"><v>9</v></c>'))),
    refused("a cell nowhere", "S01", edited(RESULTS, lambda x: x.replace('<c r="P7" s="5"/>', '<c r="7P"><v>9</v></c>'))),
    refused("row nought", "S01", before_end('<row r="0"/>')),
    refused("a shared text that is missing", "S01", cell("W7", '<c r="W7" t="s"><v>99999</v></c>')),
    refused("a shared text below nought", "S01", cell("W7", '<c r="W7" t="s"><v>-1</v></c>')),
    returned("words in a number", "R01 results!O7", cell("O7", '<c r="O7"><v>สาม</v></c>')),
    returned("not a number in a number", "R01 results!O7", cell("O7", '<c r="O7"><v>NaN</v></c>')),
    returned("an infinite number", "R01 results!O7", cell("O7", '<c r="O7"><v>1E999</v></c>')),
    refused("an unknown type of cell", "S01", cell("O7", '<c r="O7" t="x"><v>3</v></c>')),
    refused("a truth value of two", "S01", cell("O7", '<c r="O7" t="b"><v>2</v></c>')),
    refused("a cell twice, once empty", "S01", edited(RESULTS, lambda x: x.replace('<c r="P7" s="5"/>', '<c r="A7"/>'))),
    refused("an element inside a text inside a value", "S01", cell("O7", '<c r="O7"><v>3<rPh><t>9</t></rPh></v></c>')),
    accepted("phonetic hints outside any text", edited(STRINGS, lambda x: x.replace("</si>", "</si><rPh><t>9</t></rPh>", 1))),
    refused("relations of another namespace", "S01", replaced(BOOK, "officeDocument/2006/", "officeDocument/2007/")),
    refused("a sheet misspelt", "S01", replaced(BOOK, '<sheet name="เรื่องที่เผยแพร่"', '<shet name="เรื่องที่เผยแพร่"')),
    accepted("a text that stands in nothing", cell("W7", '<c r="W7" t="inlineStr"><is><x><t>ก</t></x><t>อบรม</t></is></c>')),
    accepted("a text inside a formula", cell("O7", '<c r="O7"><f><t>9</t></f><v>3</v></c>')),
    refused("two values in a cell", "S01", cell("O7", '<c r="O7"><v>3</v><v>9</v></c>')),
    refused("two texts in a cell", "S01", cell(
        "W7", '<c r="W7" t="inlineStr"><is><t>อบรม</t></is><is><t>ประชุม</t></is></c>'
    )),
    refused("an element inside a value", "S01", cell("O7", '<c r="O7"><v>3<x>9</x></v></c>')),
    accepted("a second value smuggled into an extension", after_rows(
        '<extLst><ext><sheetData><row r="7"><c r="O7"><v>9</v></c></row></sheetData></ext></extLst>'
    )),
    accepted("a value in a foreign namespace", edited(RESULTS, lambda x: x.replace(
        '<c r="P7" s="5"/>', '<c r="P7" s="5"><y:v xmlns:y="urn:y">9</y:v></c>'
    ))),
    kind("a sheet of old macros", "accepted", "S20 file", both(
        related("xlMacrosheet", "macrosheets/sheet1.xml", f"{SHEET}</worksheet>".encode()),
        replaced(BOOK, "</sheets>", '<sheet name="Macro1" sheetId="90" state="veryHidden" r:id="rIdX"/></sheets>'),
    )),
]  # fmt: skip

KINDS = [*ZIPS, *ENTITIES, *AMOUNTS, *UNSOUND]


def _raw(data: bytes, wrong: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = book.read(STRINGS)
    return named({STRINGS: strings.replace(b"<t>", b"<t>" + wrong, 1)})(data)
