"""The directory of a zip: sizes that its 32-bit fields cannot hold."""

import struct

from sarup.gather.container import SATURATED32, _widen


def field(tag: int, body: bytes) -> bytes:
    return struct.pack("<2H", tag, len(body)) + body


def test_a_wide_size_is_found_behind_other_extra_fields() -> None:
    wide = (5 << 30).to_bytes(8, "little")
    extra = field(0x5455, b"12345") + field(0x7875, b"") + field(1, wide)
    assert _widen(extra, SATURATED32) == [5 << 30]
    assert _widen(extra, 7, SATURATED32) == [7, 5 << 30]
    assert _widen(field(0x5455, b"12345"), SATURATED32) == [SATURATED32]
