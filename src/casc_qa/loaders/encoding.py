"""Bytes to text. Nothing is altered but the byte order mark, which is dropped."""

from __future__ import annotations

import codecs
import re

from casc_qa.loaders.extracted import Unreadable

_MARKS = (  # the longer first: UTF-32's little-endian mark starts with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Single-byte code pages of the region's documents, told apart by how plausible the text reads.
_CODE_PAGES = ["cp1251", "koi8_r", "cp866", "cp1252"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # none of them white space
_CONTROLS_ALLOWED = 0.01
# What a file may declare; Python knows more, and some of it is no encoding of documents.
_DECLARABLE = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:windows|cp)-?125\d|iso-?8859-?\d+|latin-?1|koi8-?[ru]|cp866"
    r"|ibm866|(?:x-)?mac-?cyrillic|(?:us-)?ascii|gb(?:k|2312|18030)|big5|shift[_-]?jis|euc-?(?:jp|kr)",
    re.IGNORECASE,
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    A byte order mark decides; then what the file declares, if it fits; then UTF-8, UTF-16
    without a mark, and the code pages. Raises Unreadable for bytes that are no text.

    >>> decode("Бишкек".encode("utf-16"))
    ('Бишкек', 'utf-16-le')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = _attempt(data[len(mark) :], name)
            if text is None:
                raise Unreadable(f"it starts as {name} and then breaks that encoding")
            return text, name
    if declared and not _DECLARABLE.fullmatch(declared):
        declared = None
    for name in filter(None, (declared, "utf-8", _utf16_by_zeros(data))):
        text = _attempt(data, name)
        if text is not None:
            return text, codecs.lookup(name).name
    return _by_plausibility(data)


def _attempt(data: bytes, name: str) -> str | None:
    """``data`` in this encoding, or None where it does not fit or does not read as text."""
    try:
        text = data.decode(name)
    except (UnicodeError, LookupError):
        return None
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    """No NUL, hardly any other control character."""
    controls = sum(1 for _ in _CONTROL.finditer(text))
    return "\0" not in text and controls <= len(text) * _CONTROLS_ALLOWED


def _utf16_by_zeros(data: bytes) -> str | None:
    """Which UTF-16 the zero bytes speak for: a space or a Latin letter has one in each pair."""
    if len(data) % 2 or b"\0" not in data:
        return None
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


def _by_plausibility(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CODE_PAGES).best() if b"\0" not in data else None
    if best is None or not _is_text(str(best)):
        raise Unreadable("it is not text in any encoding known here")
    return str(best), best.encoding
