"""The encodings in which Thai offices keep texts, each read strictly."""

import codecs

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(data: bytes) -> str | None:
    """Return the text of bytes in UTF-8, UTF-16 with its mark, or Thai Windows (code page 874); None for others.

    Thai Windows has a letter for almost every byte, so a text in it must have Thai letters to be believed.

    >>> decode_text("กอง".encode("cp874")), decode_text(b"\\x93a\\x94")
    ('กอง', None)
    """
    if data.startswith(UTF16):
        return _attempt(data, "utf-16")
    text = _attempt(data, "utf-8-sig")
    if text is not None:
        return text
    text = _attempt(data, "cp874")
    return text if text is not None and any("\u0e01" <= letter <= "\u0e5b" for letter in text) else None


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
