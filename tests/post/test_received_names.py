"""Names of attachments, whatever they are written as, become names that are safe in a division's folder."""

import pytest

from sarup.gather.listing import is_skipped
from sarup.post.received import LONGEST_NAME, read_message, safe_file_name


def received(
    disposition: bytes, kind: bytes = b"application/octet-stream", body: bytes = b"x"
) -> list[tuple[str, bytes]]:
    """Return name and bytes of what is taken from a message with one part."""
    raw = (
        b"From: pr@tpso.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: " + kind + b"\r\n" + disposition + b"\r\n\r\n" + body + b"\r\n--B--\r\n"
    )  # fmt: skip
    message = read_message(raw)
    assert message is not None
    return [(file.name, file.data) for file in message.files]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="a.xlsx"', "a.xlsx"),
        (b"attachment; filename*=UTF-8''%E0%B8%9C%E0%B8%A5.xlsx", "ผล.xlsx"),
        (b"attachment; filename*0*=UTF-8''%E0%B8%9C; filename*1*=%E0%B8%A5.xlsx", "ผล.xlsx"),
        (b"attachment; filename*=TIS-620''%BC%C5.xlsx", "ผล.xlsx"),
        (b'attachment; filename="=?UTF-8?B?4Lic4LilLnhsc3g=?="', "ผล.xlsx"),
        (b'attachment; filename="=?windows-874?Q?=BC=C5?=.xlsx"', "ผล.xlsx"),
        ('attachment; filename="ผล.xlsx"'.encode(), "ผล.xlsx"),
        (b'attachment; filename="../../../etc/cron.d/job"', "job"),
        (b'attachment; filename="C:\\\\Users\\\\a\\\\b.xlsx"', "b.xlsx"),
        (b'attachment; filename="a\x00b.xlsx"', "ab.xlsx"),
        (b"attachment; filename*=UTF-8''a%E2%80%AEx.xslx.exe", "ax.xslx.exe"),
        (b"attachment; filename*=UTF-8''..%2F..%2Fa.xlsx", "a.xlsx"),
        (b"attachment; filename*=UTF-8''a%0D%0Ab.xlsx", "ab.xlsx"),
        (b"attachment", "file-1"),
        (b'inline; filename="a.xlsx"', "a.xlsx"),
        (b'attachment; filename=".htaccess"', "htaccess"),
        (b'attachment; filename="nul.xlsx"', "_nul.xlsx"),
        (b'attachment; filename="a.xlsx. . ."', "a.xlsx"),
        (b'attachment; filename="receipts.csv"', "receipts.csv"),
    ],
)
def test_a_name_is_decoded_and_made_safe(disposition: bytes, name: str) -> None:
    assert received(b"Content-Disposition: " + disposition) == [(name, b"x")]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (b"Content-ID: <logo>\r\nContent-Disposition: attachment; filename=logo.png", b"image/png"),
        (b"Content-Disposition: inline; filename=logo.png", b"image/png"),
        (b"X: y", b"text/html"),
        (b"X: y", b"text/plain"),
    ],
)
def test_texts_pages_and_their_pictures_are_no_files(headers: bytes, kind: bytes) -> None:
    assert received(headers, kind) == []


def test_a_forwarded_message_is_one_file_and_not_looked_into() -> None:
    inner = b"From: x@x.example\r\nContent-Disposition: attachment; filename=inner.xlsx\r\n\r\nPK"
    ((name, data),) = received(b"Content-Disposition: attachment; filename=fwd.eml", b"message/rfc822", inner)
    assert name == "fwd.eml" and b"inner.xlsx" in data


@pytest.mark.parametrize(
    "name", ["ก" * 500 + ".xlsx", "a" * 500, ".".join("ab" for _ in range(200)), "~$" * 90 + ".tmp"]
)
def test_a_very_long_name_keeps_its_ending_and_is_one_that_an_intake_reads(name: str) -> None:
    safe = safe_file_name(name, 1)
    assert len(safe.encode()) <= LONGEST_NAME + len("_.bin") and not is_skipped(safe)
    assert safe.endswith(".xlsx") or not name.endswith(".xlsx")


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n" + b"--B\r\n\r\nx\r\n" * 600,
        b"".join(b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (n, n) for n in range(300)),
        b"From: " + b"a@b.example, " * 5_000 + b"\r\n\r\nx",
    ],
)
def test_what_would_take_long_is_not_read(raw: bytes) -> None:
    assert read_message(raw) is None


def test_bytes_of_all_kinds_are_read_or_not_and_never_fail() -> None:
    whole = (
        b"From: pr@tpso.example\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Disposition: "
        b"attachment; filename*=UTF-8''%E0%B8%9C.xlsx\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--B--\r\n"
    )
    for at in range(0, len(whole), 3):
        for byte in (b"\x00", b"\xff", b"=", b'"', b"\r\n", b"("):
            read_message(whole[:at] + byte + whole[at + 1 :])
