"""Bytes to text. Nothing is altered but the byte order mark, which is dropped, and bytes that are
no character in the file's own encoding, which become U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from casc_qa.loaders.formats.encodings.code_page_fit import (
    Evidence,
    Fit,
    evidence,
    fit,
    fits,
    rival,
)
from casc_qa.loaders.formats.encodings.code_pages import PAGES, in_page, table
from casc_qa.loaders.formats.encodings.plausibility import (
    broken_utf8,
    code_page_switch,
    has_odd_lines,
    holds_utf8,
    is_partly_bytes,
    is_partly_utf8,
    unmarked_utf16,
    western_part,
)
from casc_qa.loaders.formats.encodings.utf7 import from_utf7, is_partly_utf7
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
_CLEARLY = 8.0  # nats by which a code page is better than the next; e to this power times likelier
# A code page that a file declares is wrong where another is better by so much, in all and a byte.
_FAR_BETTER, _FAR_BETTER_EACH = 20.0, 0.05
_TELLING = 12  # bytes: of fewer, none says that they are no language
_MOSTLY = 5  # one byte in so many is above ASCII in a script other than Latin, markup and all
# What a file may declare; Python knows more, and some of it is no encoding of documents.
_DECLARABLE = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:windows|cp)-?125\d|iso-?8859-?\d+|latin-?\d|koi8-?[rtu]"
    r"|(?:cp|ibm)-?(?:437|8(?:5[0257]|66))|(?:x-)?mac-?(?:cyrillic|roman|turkish)|kz-?1048|(?:us-)?ascii"
    r"|ptcp154|gb(?:k|2312|18030)|big5|shift[_-]?jis|euc-?(?:jp|kr)",
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
    in it. What a file declares is wrong where another code page makes far better text of it.
    Raises Unreadable for bytes that are no text, or that go from one encoding to another.

    >>> decode("თბილისი".encode("utf-16"))
    ('თბილისი', 'utf-16-le')
    """
    for mark, name in _MARKS:
        fits = data.startswith(mark)
        if fits and not (name == "utf-32-le" and _is_utf16_with_a_nul(data)):
            return _marked(data[len(mark) :], name), name
    if _may_be_utf7(declared) and (shifted := from_utf7(data)) is not None and _is_text(shifted):
        return shifted, "utf-7"
    for name in (*_believed(declared, data), "utf-8"):
        text = _attempt(data, name)
        if text is not None:
            return text, codecs.lookup(name).name
    if utf16 := unmarked_utf16(data):
        return _of_pairs(data, utf16, "it reads as"), utf16
    if broken_utf8(data) and _is_text(repaired := data.decode("utf-8", "replace")):
        return repaired, "utf-8"
    return _by_plausibility(data)


def doubts(data: bytes, encoding: str, declared: str | None = None) -> tuple[str, ...]:
    """What a person should know of how ``data`` came to be read in ``encoding``."""
    if encoding == "utf-7" or is_partly_utf7(data):
        return (f"it is {'' if encoding == 'utf-7' else 'partly '}UTF-7: save it as UTF-8",)
    if encoding not in PAGES:
        return ()
    found = evidence(data)
    if encoding in _meant(declared):
        better = _better(found, encoding, _CLEARLY)
        return (_may_be(better, encoding),) if better else ()
    best = fit(found, encoding)
    notes = list(_doubts_of_the_guess(found, best))
    if _meant(declared):
        notes.append(f"it declares {declared}, but makes far better text in {encoding}")
    if has_odd_lines(data, encoding, best.language):
        notes.append(f"some lines of it may be in another encoding than {encoding}")
    return tuple(notes)


def _doubts_of_the_guess(found: Evidence, best: Fit) -> Iterator[str]:
    if found.total < _SURELY:
        yield f"its encoding, {best.page}, is guessed from {found.total} bytes: save it as UTF-8"
        return
    other = rival(found, best.page, fits(found))
    if other is not None and other.cost < best.cost + _CLEARLY:
        yield _may_be(other.page, best.page)
    if found.total >= _TELLING and not best.is_plausible:
        yield f"it does not read like a known language in {best.page}: save it as UTF-8"


def _may_be(other: str, encoding: str) -> str:
    return f"its encoding may be {other} rather than {encoding}: save it as UTF-8"


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


def _may_be_utf7(declared: str | None) -> bool:
    """Whether the file declares this, or nothing."""
    return not declared or declared.lower().replace("-", "") in ("utf7", "unicode11utf7")


def _believed(declared: str | None, data: bytes) -> tuple[str, ...]:
    """What the file declares, unless it is no encoding of documents, UTF-8 called otherwise, or a
    code page in which it reads far worse than in another; first what browsers take it for.
    """
    names = _meant(declared)
    if not names or is_partly_utf8(data) or _is_far_better_elsewhere(data, names[0]):
        return ()
    return names


def _meant(declared: str | None) -> tuple[str, ...]:
    """Python's names of a declared encoding of documents."""
    if not declared or not _DECLARABLE.fullmatch(declared):
        return ()
    try:
        name = codecs.lookup(declared.lower().removeprefix("x-")).name
    except LookupError:
        return ()
    return tuple(dict.fromkeys((_MEANT.get(name, name), name)))


def _is_far_better_elsewhere(data: bytes, page: str) -> bool:
    """Whether another code page makes far better text than this one, and of a known language."""
    try:
        table(page)
    except (LookupError, ValueError):
        return False
    found = evidence(data)
    return _better(found, page, max(_FAR_BETTER, _FAR_BETTER_EACH * found.total)) is not None


def _better(found: Evidence, page: str, least: float) -> str | None:
    """The code page, if any, that makes text of a known language and is better by so many nats."""
    other = rival(found, page, fits(found))
    if other is None or not other.is_plausible or found.total < _SURELY:
        return None
    return other.page if fit(found, page).cost - other.cost > least else None


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
    """In the code page in which the text is most plausible."""
    found = evidence(data)
    best = fits(found)[0]
    text = in_page(data, best.page)
    if not _is_text(text) or _is_noise(found, best, len(data)):
        raise Unreadable("it is not text in any encoding known here")
    other = (
        "utf-8"
        if holds_utf8(data)
        else code_page_switch(data, best.page, best.language) or western_part(data, best.page)
    )
    if other:
        raise Unreadable(f"a part of it is {best.page} and another {other}: save it as UTF-8")
    return text, best.page


def _is_noise(found: Evidence, best: Fit, length: int) -> bool:
    """Whether it is mostly bytes above ASCII, and these are words in no code page."""
    if found.total < _TELLING or found.total * _MOSTLY < length:
        return False
    return best.is_noise or not found.has_words
