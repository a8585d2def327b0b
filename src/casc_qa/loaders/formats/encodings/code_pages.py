"""Encodings with a byte for a character: Python's, and three that Python lacks."""

from __future__ import annotations

import codecs
from functools import cache
from types import MappingProxyType

UNDEFINED = "\ufffd"

PAGES = MappingProxyType(
    {
        "cp1252": 0,
        "cp1251": 0,
        "koi8-r": 2,
        "cp866": 2,
        "cp1250": 3,
        "cp1254": 2,
        "cp1256": 2,
        "kz1048": 3,
        "iso8859-5": 3,
        "mac-cyrillic": 3,
        "koi8-u": 3,
        "ptcp154": 4,
        "koi8-t": 4,
        "cp1125": 4,
        "iso8859-2": 4,
        "armscii-8": 6,
        "georgian-academy": 6,
        "georgian-ps": 6,
        "iso8859-6": 4,
        "iso8859-15": 4,
        "cp1257": 4,
        "cp1253": 6,
        "iso8859-7": 7,
        "cp1255": 6,
        "mac-roman": 6,
        "cp850": 6,
        "cp852": 6,
        "cp857": 6,
        "mac-turkish": 7,
        "mac-latin2": 7,
        "cp855": 6,
    }
)
"""The code pages of documents, by Python's names, and how much rarer each is than the commonest, as
the logarithm of a rough guess.
"""

_WESTERN = "".join(map(chr, range(0x80, 0x100)))
_WINDOWS_SIGNS = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
_ARMENIAN_SIGNS = "\xa0\ufffdև։)(»«—.՝,-֊…՜՛՞"
_ARMENIAN = "".join(chr(code) + chr(code + 0x30) for code in range(0x531, 0x557))
_GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶ"  # modern letters, then those of old
_GEORGIAN_OLD_ORDER = "აბგდევზჱთიკლმნჲოპჟრსტჳუფქღყშჩცძწჭხჴჯჰჵ"


def _georgian(letters: str) -> str:
    rest = _WESTERN[0x40 + len(letters) :]
    return _WINDOWS_SIGNS + _WESTERN[0x20:0x40] + letters + rest


# As iconv has them.
_OWN = MappingProxyType(
    {
        "armscii-8": _WESTERN[:0x20] + _ARMENIAN_SIGNS + _ARMENIAN + "՚" + UNDEFINED,
        "georgian-academy": _georgian(_GEORGIAN),
        "georgian-ps": _georgian(_GEORGIAN_OLD_ORDER),
    }
)


@cache
def table(page: str) -> str:
    """The 256 characters of a code page, U+FFFD for bytes that it does not define. Raises
    LookupError or ValueError for what is none.

    >>> table("georgian-ps")[0xC0], table("armscii-8")[0xB2:0xB4], table("cp1251")[0xFF]
    ('ა', 'Աա', 'я')
    """
    upper = _OWN.get(page) or bytes(range(0x80, 0x100)).decode(page, "replace")
    if len(upper) != 0x80 or set(upper) == {UNDEFINED}:
        raise ValueError(f"{page} is no code page")
    return bytes(range(0x80)).decode("ascii") + upper


def in_page(data: bytes, page: str) -> str:
    """The text, U+FFFD for bytes that the page does not define."""
    return codecs.charmap_decode(data, "replace", table(page))[0]
