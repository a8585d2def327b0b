"""Files in old formats that are none, or are out to harm the program that reads them."""

from __future__ import annotations

import struct
from random import Random

from helpers.documents.defects import defect, prose
from helpers.documents.zipped_files import docx, p, zipped

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(table: list[int], *entries: tuple[str, int, int, int]) -> bytes:
    """A compound file of sectors of 512 bytes: its table of sectors, and (name, kind, first sector,
    size) of what it holds.
    """
    head = (
        _OLE
        + bytes(16)
        + struct.pack(
            "<HHHHH6xIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0
        )
    )
    head = head.ljust(512, b"\xff")
    sectors = struct.pack("<128I", *(table + [_FREE] * 128)[:128])
    folder = b""
    for name, kind, first, size in entries:
        written = name.encode("utf-16-le") + b"\0\0"
        folder += written.ljust(64, b"\0") + struct.pack(
            "<HBBIII16x4x16xIQ", len(written), kind, 1, _FREE, _FREE, 1, first, size
        )
    return head + sectors + folder.ljust(512, b"\0")


@defect(".doc", ".xls", ".ppt")
def an_old_file_of_another_kind(suffix: str, draw: Random) -> bytes:
    """As programs give out: rich text, a web page, or a newer format under the old name."""
    rich = rb"{\rtf1\ansi " + prose(draw).encode() + rb"\par}"
    table = f"<html><body><table><tr><td>{prose(draw)}</td></tr></table></body></html>".encode()
    return {".doc": rich, ".xls": table, ".ppt": docx(p(prose(draw)))}[suffix]


@defect(".doc", ".xls")
def an_old_file_of_plain_text(suffix: str, draw: Random) -> bytes:
    return prose(draw).encode()


@defect(".doc")
def an_old_file_that_is_an_archive(suffix: str, draw: Random) -> bytes:
    return zipped({"a.txt": prose(draw), "b/c.bin": draw.randbytes(9_000)})


@defect(".doc", ".ppt")
def an_old_file_of_zeros(suffix: str, draw: Random) -> bytes:
    return bytes(100_000)


@defect(".doc", ".xls")
def a_compound_file_without_sense(suffix: str, draw: Random) -> bytes:
    return _OLE + draw.randbytes(20_000)


@defect(".doc")
def sectors_in_a_circle(suffix: str, draw: Random) -> bytes:
    return ole([_TABLE, 1, 2], ("Root Entry", 5, 2, 4096), ("WordDocument", 2, 2, 2**31))


@defect(".doc")
def a_locked_old_file(suffix: str, draw: Random) -> bytes:
    return ole(
        [_TABLE, _END, _END], ("Root Entry", 5, _END, 0), ("EncryptedPackage", 2, 2, 400)
    ) + draw.randbytes(900)


@defect(".doc")
def rich_text_that_reaches_out(suffix: str, draw: Random) -> bytes:
    """It asks for pictures, templates and data from elsewhere."""
    asks = "".join(
        f'{{\\field{{\\*\\fldinst {what} "{where}"}}}}'
        for what in ("INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO", "HYPERLINK")
        for where in ("file:///etc/passwd", "http://127.0.0.1:9/x")
    )
    return (rf"{{\rtf1 {{\*\template http://127.0.0.1:9/t}}{asks} " + prose(draw) + "}").encode()


@defect(".xls")
def a_page_that_reaches_out(suffix: str, draw: Random) -> bytes:
    asks = (
        '<img src="file:///etc/passwd"><iframe src="http://127.0.0.1:9/"></iframe>'
        '<table><tr><td sdval="=WEBSERVICE(&quot;http://127.0.0.1:9&quot;)">a</td></tr></table>'
    )
    return f"<html><script>while(1);</script>{asks}<p>{prose(draw)}</p></html>".encode()


@defect(".doc", ".ppt", nightly=True)
def an_old_file_that_takes_long(suffix: str, draw: Random) -> bytes:
    """Rich text with tables in tables, thousands deep."""
    return rb"{\rtf1 " + rb"\trowd\cellx1\intbl\itap2 a\nestcell " * 300_000 + b"}"
