"""Files that are no form but that people send as one: what each is, by its first bytes. Standard library only.

A kind is a code of `file.kind` in phrases.yaml, where its name and the way to send it instead stand.
"""

import codecs
import re
from collections.abc import Collection

HEAD_BYTES = 1 << 16
STARTS = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF87a": "picture",
    b"GIF89a": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"Rar!\x1a": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"\x1f\x8b\x08": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ\0": "archive",
    b"PK\x07\x08": "archive",
    b"L\0\0\0\x01\x14\x02\0": "shortcut",
    b"book\0\0\0\0mark": "shortcut",
    b"[Desktop Entry]": "shortcut",
    b"\x7fELF": "program",
    b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR": "program",
    b"ID3": "media",
    b"OggS": "media",
    b"\x1a\x45\xdf\xa3": "media",
    b"MIME-Version:": "html",
    b"Received:": "email",
    b"Return-Path:": "email",
    b"Delivered-To:": "email",
}
# The brands of an ISO media file that is a picture, and what a RIFF file says that it holds.
PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
RIFF_KINDS = {b"WEBP": "picture", b"WAVE": "media", b"AVI ": "media"}
# Owner files of Word and Excel: a name's length, the name, then its length and the name once more in UTF-16.
LOCK_SIZES, LONGEST_OWNER = (162, 165), 54
OFFICE_LOCK = re.compile(rb",[^,\n]*,[^,\n]*,[0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9]{2}:[0-9]{2},file://[^\n]*;\s*")
CLOUD = re.compile(rb'"(?:doc_id|resource_id)"|https://(?:docs|drive)\.google\.com/')
INTERNET = re.compile(rb"^\[InternetShortcut\]", re.IGNORECASE | re.MULTILINE)
MARKUP = (
    (re.compile(rb'progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet'), "xml_sheet"),
    (re.compile(rb'progid="Word\.Document"|<pkg:package|office/word/2003/wordml'), "xml_word"),
    (re.compile(rb"<office:document[\s>]"), "xml_odf"),
    (re.compile(rb"<!DOCTYPE plist|<plist[\s>]"), "shortcut"),
    (re.compile(rb"<svg[\s>]"), "picture"),
    (re.compile(rb"<!doctype html|<(?:html|head|body|meta|table|div|style|p)[\s>]", re.IGNORECASE), "html"),
)


def kind_of_bytes(data: bytes) -> str:
    """Return what a file is that is neither a container nor a table; empty for what may be one, or is unknown."""
    head = data[:HEAD_BYTES]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(codecs.BOM_UTF8)
    text = head.lstrip()
    for start, kind in STARTS.items():
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if text.startswith(b"<"):
        return next((kind for pattern, kind in MARKUP if pattern.search(text)), "")
    if (text.startswith(b"{") and CLOUD.search(text)) or INTERNET.search(head[:2048]):
        return "shortcut"
    return _binary_kind(data) or ("lock" if _is_lock(data) else "")


def kind_of_parts(names: Collection[str]) -> str:
    """Return what a sound zip without our parts is, by the lower-case names in it; empty where that is unknown."""
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "ppt/presentation.xml" in names:
        return "slides"
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        return "numbers"
    if "[content_types].xml" in names or "mimetype" in names or "_rels/.rels" in names:
        return ""
    return "archive" if names else ""


def _binary_kind(data: bytes) -> str:
    """Return the kind of a file whose start says more than letters that a text could begin with."""
    if data.startswith(b"MZ") and b"\0" in data[:64]:
        return "program"
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return "picture"
    if data[4:8] == b"ftyp":
        return "picture" if data[8:12] in PICTURE_BRANDS else "media"
    if data.startswith(b"RIFF") and data[8:12] in RIFF_KINDS:
        return RIFF_KINDS[data[8:12]]
    if data.startswith(b"bplist00"):
        return "shortcut" if b"URL" in data else ""
    return ""


def _is_lock(data: bytes) -> bool:
    """Tell the file that a program leaves beside a document while it is open."""
    if len(data) in LOCK_SIZES and 0 < data[0] <= LONGEST_OWNER:
        return any(data[at] == data[0] and not data[at + 1] for at in (54, 55))
    return len(data) < 2048 and OFFICE_LOCK.fullmatch(data) is not None
