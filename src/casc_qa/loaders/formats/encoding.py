"""Bytes to text. Nothing is altered but the byte order mark, which is dropped, and bytes that are
no character in the file's own encoding, which become U+FFFD.
"""

from __future__ import annotations

import codecs
import re

from casc_qa.loaders.formats.encoding_plausibility import (
    CODE_PAGES,
    broken_utf8,
    code_page_switch,
    has_odd_lines,
    holds_utf8,
    is_partly_bytes,
    is_partly_utf8,
    unmarked_utf16,
)
from casc_qa.loaders.formats.extracted import Unreadable

_MARKS = (  # the longer first: UTF-32's little-endian mark starts with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # none of them white space
_CONTROLS_ALLOWED = 0.01
_ALWAYS_ALLOWED_NULS = 2
_SURELY = 4  # bytes above ASCII; a code page told from fewer is a guess
# What a file may declare; Python knows more, and some of it is no encoding of documents.
_DECLARABLE = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:windows|cp)-?125\d|iso-?8859-?\d+|latin-?1|koi8-?[ru]|cp866"
    r"|ibm866|(?:x-)?mac-?cyrillic|(?:us-)?ascii|gb(?:k|2312|18030)|big5|shift[_-]?jis|euc-?(?:jp|kr)",
    re.IGNORECASE,
)


# What is meant by a name, as the Encoding Standard of the WHATWG has it.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    A byte order mark decides; then what the file declares, if it fits; then UTF-8, UTF-16
    without a mark where nearly all speaks for it, and the code pages. A few NULs in a text stay
    in it. Raises Unreadable for bytes that are no text, or that go from one encoding to another.

    >>> decode("თბილისი".encode("utf-16"))
    ('თბილისი', 'utf-16-le')
    """
    for mark, name in _MARKS:
        fits = data.startswith(mark)
        if fits and not (name == "utf-32-le" and _is_utf16_with_a_nul(data)):
            return _marked(data[len(mark) :], name), name
    for name in (*_believed(declared, data), "utf-8"):
        text = _attempt(data, name)
        if text is not None:
            return text, codecs.lookup(name).name
    if utf16 := unmarked_utf16(data):
        return _of_pairs(data, utf16, "it reads as"), utf16
    if broken_utf8(data) and _is_text(repaired := data.decode("utf-8", "replace")):
        return repaired, "utf-8"
    return _by_plausibility(data)


def doubts(data: bytes, encoding: str) -> tuple[str, ...]:
    """What a person should know of how ``data`` came to be read in ``encoding``."""
    if encoding not in CODE_PAGES:
        return ()
    above = len(data) - len(data.translate(None, bytes(range(128, 256))))
    notes = []
    if above < _SURELY:
        notes.append(f"its encoding, {encoding}, is guessed from {above} bytes: save it as UTF-8")
    if has_odd_lines(data, encoding):
        notes.append(f"some lines of it may be in another encoding than {encoding}")
    return tuple(notes)


def _is_utf16_with_a_nul(data: bytes) -> bool:
    """Whether what starts as UTF-32 is UTF-16 whose first character is a NUL."""
    return _attempt(data, "utf-32") is None and _attempt(data, "utf-16") is not None


def _marked(data: bytes, name: str) -> str:
    if name != "utf-8":
        return _of_pairs(data, name, "it starts as")
    text = _attempt(data, name)
    if text is None and broken_utf8(data):
        text = data.decode(name, "replace")
    if text is None or not _is_text(text):
        raise Unreadable(f"it starts as {name} and then breaks that encoding")
    return text


def _of_pairs(data: bytes, name: str, how: str) -> str:
    """UTF-16 or UTF-32. Raises Unreadable where that is so for a part of it alone."""
    text = _attempt(data, name)
    if text is None:
        raise Unreadable(f"{how} {name} and then breaks that encoding")
    if is_partly_bytes(data, text):
        raise Unreadable(f"{how} {name} and goes on in another encoding: save it as UTF-8")
    return text


def _believed(declared: str | None, data: bytes) -> tuple[str, ...]:
    """What the file declares, unless it is no encoding of documents, or UTF-8 called otherwise;
    first what browsers take it for.
    """
    if not declared or not _DECLARABLE.fullmatch(declared) or is_partly_utf8(data):
        return ()
    try:
        meant = _MEANT.get(codecs.lookup(declared).name)
    except LookupError:
        return ()
    return (meant, declared) if meant else (declared,)


def _attempt(data: bytes, name: str) -> str | None:
    """``data`` in this encoding, or None where it does not fit or does not read as text."""
    try:
        text = data.decode(name)
    except (UnicodeError, LookupError):
        return None
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    """Hardly any NUL or other control character."""
    nuls = text.count("\0")
    if nuls > min(len(text) // 16, max(_ALWAYS_ALLOWED_NULS, len(text) // 100)):
        return False
    controls = sum(1 for _ in _CONTROL.finditer(text))
    return controls <= len(text) * _CONTROLS_ALLOWED


def _by_plausibility(data: bytes) -> tuple[str, str]:
    """In one of the region's code pages, told apart by how plausible the text reads."""
    from charset_normalizer import from_bytes

    shown = data.replace(b"\0", b" ")
    best = from_bytes(shown, cp_isolation=list(CODE_PAGES)).best()
    if best is None or not _is_text(text := data.decode(best.encoding)):
        raise Unreadable("it is not text in any encoding known here")
    other = "utf-8" if holds_utf8(data) else code_page_switch(data, best.encoding)
    if other:
        raise Unreadable(f"a part of it is {best.encoding} and another {other}: save it as UTF-8")
    return text, best.encoding
