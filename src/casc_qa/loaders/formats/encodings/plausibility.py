"""Signs in the bytes of which encoding they are in, and of whether they are in it to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from casc_qa.languages.letter_frequencies import LETTERS
from casc_qa.loaders.formats.encodings.code_page_fit import evidence, fit, fits
from casc_qa.loaders.formats.encodings.code_pages import table

_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_FREQUENT = 13  # letters: they make up three quarters of a text
_CHARACTER = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
# By chance so many in a row hardly happen, in any other encoding.
_RUN_OF_UTF8 = re.compile(_CHARACTER + rb"(?:[\x00-\x7f]{0,64}+" + _CHARACTER + rb"){11}")
_TYPOGRAPHIC = re.compile(rb"\xe2\x80[\x93-\x9e\xa6]")  # dashes and quotation marks in UTF-8
_ASCII_WORDS = re.compile(rb"(?:[A-Za-z]{2,14}+[ ,.;:\r\n]{1,4}+){5}")
# What the letters of code pages are when they are read by the pair; U+F0xx are bullets.
_SWAPPED_MARK, _SWAPPED_SPACE = "\ufffe", "\u2000"  # of the other byte order
_SWAPPED_ALLOWED = 8
_PRIVATE = re.compile(r"[\ue000-\uefff\uf100-\uf8ff]")
_ASCII = bytes(range(0x80))
# What two letters of ASCII make when they are read as one character.
_EASTERN = re.compile(r"[\u2e80-\u7fff]")
_ZEROS_NEEDED = 10  # one pair in so many: a space or a Latin letter has a zero in it
_FEWEST_ZEROS = 4
_ONE_SIDED = 20  # times as many zeros on one side of the pairs as on the other
_BROKEN_ALLOWED = 20  # one byte for so many characters, and a few in any text
_ALWAYS_ALLOWED = 8
_PRIVATE_ALLOWED = 8
_LETTERS = 150  # in a block: fewer tell too little
_BLOCK_BYTES = 600
_FAR_BETTER = 0.2
_WORDS_ABOVE_ASCII = re.compile(rb"[\x80-\xff]{4,}")  # no Western language has such
_LETTERS_OF_A_LINE = 12
_LATIN_WORDS = re.compile(
    rb"[A-Za-z]{2,20}[\x80-\xff]{1,2}[A-Za-z]|[A-Za-z][\x80-\xff]{1,2}[A-Za-z]{2}"
)
_LATIN_WORDS_NEEDED = 8
_MUCH_BETTER = 0.4


def unmarked_utf16(data: bytes) -> str | None:
    """Which UTF-16 it is without a mark, shown by zeros that stand on one side of the pairs alone.

    >>> unmarked_utf16("In Bishkek".encode("utf-16-be")), unmarked_utf16(b"In Bish\\0kek")
    ('utf-16-be', None)
    """
    first, second = data[0::2].count(0), data[1::2].count(0)
    if max(first, second) < _FEWEST_ZEROS or max(first, second) * 2 * _ZEROS_NEEDED < len(data):
        return None
    if min(first, second) * _ONE_SIDED > max(first, second):
        return None
    name = "utf-16-le" if second > first else "utf-16-be"
    text = data.decode(name, "replace")
    is_plausible = len(_EASTERN.findall(text)) * _ZEROS_NEEDED <= len(text)
    return name if is_plausible else None


def holds_utf8(data: bytes) -> bool:
    """Whether some of it is UTF-8 beyond ASCII, and nothing else."""
    return is_partly_utf8(data) or _TYPOGRAPHIC.search(data) is not None


def is_partly_utf8(data: bytes) -> bool:
    """Whether a long stretch of it is UTF-8 beyond ASCII."""
    return _RUN_OF_UTF8.search(data) is not None


def is_partly_bytes(data: bytes, text: str) -> bool:
    """Whether a stretch of what was read as UTF-16 or UTF-32 has a character a byte, or is in
    the other byte order.
    """
    if _ASCII_WORDS.search(data) or is_partly_utf8(data):
        return True
    if _SWAPPED_MARK in text or text.count(_SWAPPED_SPACE) > _SWAPPED_ALLOWED:
        return True
    return sum(1 for _ in _PRIVATE.finditer(text)) > _PRIVATE_ALLOWED


def broken_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 beyond ASCII, but for single bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken * 2 <= right and broken <= max(_ALWAYS_ALLOWED, right // _BROKEN_ALLOWED)


def code_page_switch(data: bytes, name: str, language: str) -> str | None:
    """The code page in which some stretch of a text in ``language``, or in Russian, makes far
    better Russian than in ``name``.
    """
    for block in _blocks(data):
        above = block.translate(None, _ASCII)
        if len(above) < _LETTERS:
            continue
        best = max(_CYRILLIC, key=lambda page: _likeness(above, page, "ru"))
        if _likeness(above, best, "ru") > _own_likeness(above, name, language) + _FAR_BETTER:
            return best
    return None


def western_part(data: bytes, name: str) -> str | None:
    """The code page in which words with a few letters beyond ASCII are in a language, while in
    ``name`` they have letters of two scripts.
    """
    words = _LATIN_WORDS.findall(data)
    if len(words) < _LATIN_WORDS_NEEDED:
        return None
    found = evidence(b" ".join(words))
    best, own = fits(found)[0], fit(found, name)
    return best.page if best.is_plausible and not own.is_plausible else None


def has_odd_lines(data: bytes, name: str, language: str) -> bool:
    """Whether a line would make much better Russian in another code page than it makes of
    ``language``, or of Russian, in ``name``.
    """
    for line in data.splitlines():
        above = b"".join(_WORDS_ABOVE_ASCII.findall(line))
        if len(above) >= _LETTERS_OF_A_LINE:
            least = _own_likeness(above, name, language) + _MUCH_BETTER
            if any(_likeness(above, page, "ru") > least for page in _CYRILLIC):
                return True
    return False


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _BLOCK_BYTES):
        yield data[start : start + _BLOCK_BYTES]


def _own_likeness(data: bytes, page: str, language: str) -> float:
    return max(_likeness(data, page, language), _likeness(data, page, "ru"))


def _likeness(data: bytes, page: str, language: str) -> float:
    """Which share of the bytes are frequent letters of the language."""
    return 1 - len(data.translate(None, _frequent(page, language))) / len(data)


@cache
def _frequent(page: str, language: str) -> bytes:
    letters = LETTERS[language][:_FREQUENT]
    every = enumerate(table(page))
    return bytes(byte for byte, letter in every if byte > 0x7F and letter.lower() in letters)
