"""The outside of a received file: is it a whole, harmless zip? Standard library only."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MIB = 1 << 20
CHUNK = 1 << 18
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
# What a compound file is by one of its streams, by its code in `file.kind`.
OLE_KINDS = {"WordDocument": "word_doc", "PowerPoint Document": "slides", "__properties_version1.0": "email"}
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64, LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
SATURATED16, SATURATED32 = 0xFFFF, 0xFFFFFFFF
STORED, DEFLATED = 0, 8
OUT_OF_MEMORY = "needs too much memory"
# The kind of a file whose bytes the system did not give.
NOT_GIVEN = "not given"


class Refusal(Exception):
    """A file is not read: `rule` is S01 damaged, S02 not our type, S03 password, S04 old .xls, S05 unsafe.

    S34 has more than we read, S35 is another kind of file, S36 a bomb, S37 a program. `kind` is what there is too much
    of, or what the file is: a code of `file.kind` in phrases.yaml.
    """

    def __init__(self, rule: str, detail: str, kind: str = "") -> None:
        super().__init__(rule, detail)
        self.rule = rule
        self.detail = detail
        self.kind = kind


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A filled-in form needs about a hundredth of each.

    A sheet whose formats were dragged to its last row is a part of some 200 megabytes of nothing.
    """

    file_bytes: int = 50 * MIB
    parts: int = 2_000
    part_bytes: int = 256 * MIB
    total_bytes: int = 512 * MIB
    ratio: int = 200
    token_bytes: int = MIB
    depth: int = 64
    elements: int = 4_000_000
    names: int = 10_000
    cells: int = 400_000
    rows: int = 100_000
    columns: int = 1_000
    merges: int = 20_000
    sheets: int = 100
    text_chars: int = 1_000_000
    total_chars: int = 16_000_000
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 10


@dataclass(frozen=True)
class Part:
    """One entry of the zip; `start` is where its packed bytes begin."""

    name: str
    method: int
    crc: int
    packed_bytes: int
    plain_bytes: int
    start: int


@dataclass(frozen=True)
class _Entry:
    """A part as the directory tells it, and its local header, which should tell the same."""

    part: Part
    header: int
    header_agrees: bool


@dataclass(frozen=True)
class Container:
    """A zip whose directory was checked; parts are keyed by lower-case name, since OPC ignores case."""

    parts: Mapping[str, Part]
    data: bytes = field(repr=False)
    limits: Limits

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the part's plain bytes piece by piece, never more than the directory declares.

        What unpacks to more is counted on, unread: only its true size tells a lying bomb from a damaged file.
        """
        part = self.parts.get(name.lower())
        if part is None:
            raise Refusal("S01", f"missing part {name}")
        crc = length = 0
        for piece in _unpack(self.data[part.start : part.start + part.packed_bytes], part.method, name):
            length += len(piece)
            if length > part.plain_bytes:
                _check_part_size(name, length, part.packed_bytes, self.limits)
                continue
            crc = zlib.crc32(piece, crc)
            yield piece
        if length > part.plain_bytes:
            raise Refusal("S01", f"{name} unpacks to more than it declares")
        if length != part.plain_bytes or crc != part.crc:
            raise Refusal("S01", f"{name} fails its checksum")


def check_container(data: bytes, limits: Limits | None = None) -> Container:
    """Return the parts of a sound zip, or raise Refusal; nothing is unpacked yet."""
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise Refusal("S34", f"file of {len(data)} bytes", "file_bytes")
    _check_magic(data)
    count, directory_size, directory_at = _find_directory(data)
    if count > limits.parts:
        raise Refusal("S34", f"{count} parts", "parts")
    entries = list(_read_directory(data, count, directory_at, directory_at + directory_size))
    _check_overlap(entries, directory_at)
    parts = [entry.part for entry in entries]
    _check_sizes(parts, limits)
    by_name = _check_names(entries)
    return Container(by_name, data, limits)


def is_zip_or_ole(data: bytes) -> bool:
    """Tell whether bytes begin like a container, or like nothing yet: those are no text."""
    return data.startswith((LOCAL, END, OLE2, *BARE_BIFF)) or LOCAL.startswith(data) or not data.strip(b"\0")


def _check_magic(data: bytes) -> None:
    if data.startswith(OLE2):
        raise _ole_refusal(data)
    if data.startswith(BARE_BIFF):
        raise Refusal("S04", "BIFF without container")
    if not data.strip(b"\0"):
        raise Refusal("S01", "empty file")
    if not data.startswith((LOCAL, END)) and not LOCAL.startswith(data):
        raise Refusal("S02", "not a zip")


def _ole_refusal(data: bytes) -> Refusal:
    """A Word document may hold a workbook as an object, and a workbook a document: then storages tell which."""
    if _has_ole_stream(data, "EncryptedPackage"):
        return Refusal("S03", "encrypted package")
    is_book = _has_ole_stream(data, "Workbook") or _has_ole_stream(data, "Book")
    for stream, kind in OLE_KINDS.items():
        if _has_ole_stream(data, stream) and (not is_book or _has_ole_stream(data, "ObjectPool")):
            return Refusal("S35", f"OLE2 file with {stream}", kind)
    return Refusal("S04", "OLE2 workbook") if is_book else Refusal("S02", "OLE2 file without workbook")


def _has_ole_stream(data: bytes, name: str) -> bool:
    """A directory entry is 128 bytes, aligned, and starts with its name in UTF-16."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


def _find_directory(data: bytes) -> tuple[int, int, int]:
    """Return count, size and offset of the central directory, which must end where the end record begins."""
    at = data.rfind(END)
    if at < 0 or at + 22 > len(data):
        raise Refusal("S01", "end of zip missing")
    disk, start_disk, _, count, size, offset, comment = struct.unpack_from("<4H2LH", data, at + 4)
    if disk or start_disk or at + 22 + comment != len(data):
        raise Refusal("S01", "bytes after the end of zip")
    if count == SATURATED16 or SATURATED32 in (size, offset):
        count, size, offset, at = _find_directory64(data, at)
    if offset + size != at:
        raise Refusal("S01", "directory not in its place")
    return count, size, offset


def _find_directory64(data: bytes, end_at: int) -> tuple[int, int, int, int]:
    locator = end_at - 20
    if locator < 0 or data[locator : locator + 4] != LOCATOR64:
        raise Refusal("S01", "zip64 locator missing")
    (at,) = struct.unpack_from("<Q", data, locator + 8)
    if at + 56 > locator or data[at : at + 4] != END64:
        raise Refusal("S01", "zip64 end missing")
    count, size, offset = struct.unpack_from("<3Q", data, at + 32)
    return count, size, offset, at


def _read_directory(data: bytes, count: int, at: int, end: int) -> Iterator[_Entry]:
    for _ in range(count):
        if at + 46 > end or data[at : at + 4] != CENTRAL:
            raise Refusal("S01", "directory broken off")
        flags, method, crc, packed, plain, name_size, extra_size, comment_size, header = struct.unpack_from(
            "<8x2H4x3L3H8xL", data, at
        )
        name = data[at + 46 : at + 46 + name_size]
        extra = data[at + 46 + name_size : at + 46 + name_size + extra_size]
        plain, packed, header = _widen(extra, plain, packed, header)
        if flags & 1 or method == 99:
            raise Refusal("S03", "encrypted zip entry")
        if method not in (STORED, DEFLATED):
            raise Refusal("S01", f"packing method {method}")
        start, agrees = _read_local(data, header, name, method)
        part = Part(_decode_name(name).replace("\\", "/"), method, crc, packed, plain, start)
        yield _Entry(part, header, agrees)
        at += 46 + name_size + extra_size + comment_size
    if at != end:
        raise Refusal("S01", "directory longer than its entries")


def _decode_name(name: bytes) -> str:
    """Return an entry's name; archives of other programs write it in a code page, where two must not become one."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")


def _widen(extra: bytes, *sizes: int) -> list[int]:
    """Replace saturated 32-bit fields by those of the zip64 extra field, which holds only these, in order."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            wide = iter([int.from_bytes(body[i : i + 8], "little") for i in range(0, len(body) - 7, 8)])
            return [next(wide, size) if size == SATURATED32 else size for size in sizes]
        at += 4 + length
    return list(sizes)


def _read_local(data: bytes, at: int, name: bytes, method: int) -> tuple[int, bool]:
    """Return where the packed bytes begin, and whether the local header agrees with the directory."""
    if at + 30 > len(data) or data[at : at + 4] != LOCAL:
        raise Refusal("S01", "local header missing")
    flags, local_method, name_size, extra_size = struct.unpack_from("<6x2H16x2H", data, at)
    if flags & 1:
        raise Refusal("S03", "encrypted zip entry")
    agrees = local_method == method and data[at + 30 : at + 30 + name_size] == name
    return at + 30 + int(name_size) + int(extra_size), agrees


def _check_overlap(entries: list[_Entry], directory_at: int) -> None:
    """Python 3.11's zipfile does not look: one packed block behind many entries is the best known bomb."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header):
        if entry.header < end:
            raise Refusal("S36", f"{entry.part.name} overlaps another part")
        end = entry.part.start + entry.part.packed_bytes
    if end > directory_at:
        raise Refusal("S36", "a part overlaps the directory")


def _check_sizes(parts: list[Part], limits: Limits) -> None:
    if sum(part.plain_bytes for part in parts) > limits.total_bytes:
        raise Refusal("S36", "unpacks to too much")
    for part in parts:
        _check_part_size(part.name, part.plain_bytes, part.packed_bytes, limits)


def _check_part_size(name: str, plain: int, packed: int, limits: Limits) -> None:
    if plain > limits.part_bytes:
        raise Refusal("S36", f"{name} of {plain} bytes")
    if plain > MIB and plain > limits.ratio * packed:
        raise Refusal("S36", f"{name} is packed over {limits.ratio} to 1")


def _check_names(entries: list[_Entry]) -> dict[str, Part]:
    """Return the parts by lower-case name.

    A header that tells another name or method comes of one wrong byte; whoever hides something behind it
    has entries that overlap or sizes of a bomb, so those are looked for first.
    """
    for entry in entries:
        if not entry.header_agrees:
            raise Refusal("S01", f"local header of {entry.part.name!r} differs from the directory")
    by_name: dict[str, Part] = {}
    for part in (entry.part for entry in entries):
        name = part.name.lower()
        if "\0" in name or name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise Refusal("S05", f"part name {name!r}")
        if by_name.setdefault(name, part) is not part:
            raise Refusal("S05", "two parts of one name")
    return by_name


def _unpack(packed: bytes, method: int, name: str) -> Iterator[bytes]:
    if method == STORED:
        yield from (packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not inflater.eof:
            piece = inflater.decompress(packed, CHUNK)
            packed = inflater.unconsumed_tail
            if not piece and not packed and not inflater.eof:
                raise Refusal("S01", f"{name} is broken off")
            yield piece
    except zlib.error as error:
        raise Refusal("S01", f"{name} does not unpack") from error
