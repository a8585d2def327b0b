"""Small files that people or strangers may have written: JSON and TOML, read within bounds.

A link, a pipe or a device instead of a file, more bytes than such a file can need, and whatever a
parser chokes on or takes forever with: each is a ``BadFile`` with a short reason, which the caller
puts behind the file's name. A file that is not there, or can't be read now, stays an OSError. The
only module that imports msgspec.
"""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

from msgspec import Meta
from msgspec.json import Decoder

from casc_qa.system import disk

if TYPE_CHECKING:
    from mmap import mmap

    from casc_qa.index.contents.arrays import Bytes

_T = TypeVar("_T")

LINE = 1 << 12
"""Bytes, of a file that holds names or a hash."""
SETTINGS = 1 << 20
"""Bytes, of settings that people write."""
TABLES = 1 << 22
"""Bytes, of tables that people write."""
LISTS = 1 << 28
"""Bytes, of lists that grow with what was asked or indexed."""

_DEPTH = 16  # brackets in brackets
_KEY_PARTS = 8  # of a dotted key: what tomllib takes for one grows with their square
_WORD_CHARS = 1000  # of a bare key or a number
_SHOWN_CHARS = 60
_GONE = (errno.ENOENT, errno.ENOTDIR)
_NO_FILE = (errno.ELOOP, errno.ENXIO, errno.EISDIR)  # a link, a socket, a folder
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*+)
      | (?P<string>\"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3})?
          | '{3}(?:[^']++|'(?!''))*+(?:'{3})?
          | "(?:[^"\\\n]++|\\.)*+"? | '[^'\n]*+'?)
      | (?P<word>[\w+:-]++)
      | (?P<dot>[ \t]*+\.[ \t]*+)
      | (?P<open>[\[{]) | (?P<close>[\]}])
      | (?P<other>[^\#"'\w+:\-.\[\]{}]++|.)""",
    re.VERBOSE | re.DOTALL,
)
# Characters that steer what shows them, or turn what is read around.
STEERING = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
)
_PATTERN = re.compile(r"matching regex .*(?= - at)|matching regex .*")
_STEERING = re.compile(f"[{STEERING}]")


class BadFile(ValueError):  # noqa: N818
    """What is wrong with a file, in a few words."""


def read_bytes(path: Path, most: int) -> bytes:
    """A regular file's bytes. Raises BadFile for anything else and for more than ``most`` of them,
    and OSError for a file that is not there or can't be read now.
    """
    with regular(path):
        data = disk.read_regular(path, most)
    if len(data) > most:
        raise BadFile(f"it is larger than {most:,} bytes")
    return data


def read_private(path: Path, most: int) -> bytes:
    """The same of a file that only its owner may read or change. Raises BadFile where others may
    too.
    """
    with regular(path), disk.open_regular(path) as file:
        if not disk.is_private(file):
            raise BadFile("others than you may read or change it")
        data = file.read(most + 1)
    if len(data) > most:
        raise BadFile(f"it is larger than {most:,} bytes")
    return data


def mapped(path: Path) -> mmap | bytes:
    """A regular file's bytes, read from the disk as they are looked at. Raises BadFile for anything
    else, and OSError.
    """
    with regular(path):
        return disk.mapped(path)


@contextlib.contextmanager
def regular(path: Path) -> Iterator[None]:
    """Turns what opening says of links, pipes and folders into BadFile."""
    try:
        if path.is_symlink():
            raise BadFile("it is a symbolic link: put the file itself there")
        yield
    except disk.NotRegular as error:
        raise BadFile("it is not a regular file") from error
    except OSError as error:
        if error.errno in _NO_FILE:
            raise BadFile("it is not a regular file") from error
        raise


def is_gone(error: Exception) -> bool:
    """Whether there is no such file, or something other than a file: nothing to try again."""
    return isinstance(error, BadFile) or getattr(error, "errno", None) in _GONE


def why(error: Exception) -> str:
    """What an error says, in one short line.

    >>> why(OSError(24, "Too many open files")), why(ValueError("a\\nb"))
    ('Too many open files', 'a')
    """
    message = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    return shortened(message.splitlines()[0], 200)


def advice(error: Exception, mend: str) -> str:
    """``mend`` for a file that is wrong; for one that can't be read now, to see to the cause.

    >>> advice(OSError(24, "Too many open files"), "remove it")
    'see to that, then try again'
    """
    return mend if is_gone(error) else "see to that, then try again"


def parse_json(data: Bytes, expected: type[_T]) -> _T:
    """The JSON in UTF-8 bytes as an ``expected``, every part of its type. Raises BadFile."""
    try:
        value: _T = _decoder(expected).decode(data)  # type: ignore[arg-type]
    except (ValueError, RecursionError) as error:
        raise BadFile(_PATTERN.sub("of this form", why(error))) from error
    return value


def parse_json_lines(data: Bytes, expected: type[_T]) -> list[_T]:
    """The same of an object a line. Raises BadFile."""
    try:
        values: list[_T] = _decoder(expected).decode_lines(data)  # type: ignore[arg-type]
    except (ValueError, RecursionError) as error:
        raise BadFile(_PATTERN.sub("of this form", why(error))) from error
    return values


@lru_cache
def _decoder(expected: Any) -> Any:
    return Decoder(expected)


def like(pattern: str) -> Meta:
    """In a type, behind ``Annotated[str, …]``: the whole text has this form."""
    return Meta(pattern=rf"\A(?:{pattern})\Z")


def between(low: float, high: float) -> Meta:
    """In a type, behind ``Annotated[int, …]``: a number from ``low`` to ``high``."""
    return Meta(ge=low, le=high)


Count: TypeAlias = Annotated[int, between(0, 1 << 53)]
Sha256: TypeAlias = Annotated[str, like("[0-9a-f]{64}")]
Line: TypeAlias = Annotated[str, like(f"[^{STEERING}\n\r\t]*+")]
"""Without a character that steers what shows it."""


def read_text(path: Path, most: int) -> str:
    """A file's UTF-8, a byte order mark left out. Raises BadFile and OSError."""
    return decoded(read_bytes(path, most))


def decoded(data: bytes) -> str:
    """UTF-8 as text, a byte order mark left out. Raises BadFile."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"it is not UTF-8 from byte {error.start} on") from error


def read_toml(path: Path, most: int) -> dict[str, Any]:
    """The tables of a TOML file, no text in them with characters that steer what shows them.
    Raises BadFile and OSError.
    """
    import tomllib

    text = read_text(path, most)
    _check_tokens(text)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(why(error)) from error
    for key, value in tables.items():
        for part in _texts(key, value):
            refuse_steering(part)
    return tables


def refuse_steering(text: str) -> None:
    """Raises BadFile for a control character, or one that turns what is read around.

    >>> refuse_steering("a\\x1b[31m")
    Traceback (most recent call last):
    casc_qa.system.small_files.BadFile: a value holds the control character U+001B: take it out
    """
    if match := _STEERING.search(text):
        raise BadFile(f"a value holds the control character U+{ord(match[0]):04X}: take it out")


def _texts(*values: object) -> Iterator[str]:
    """Every text in them; their depth is bounded."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(*value, *value.values())
        elif isinstance(value, list):
            yield from _texts(*value)


def _check_tokens(text: str) -> None:
    """Raises BadFile for what would keep the parser busy without end; in one pass."""
    depth, parts = 0, 0
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        depth += (group == "open") - (group == "close")
        parts = parts + 1 if group == "dot" else parts if group in ("word", "string") else 0
        if depth > _DEPTH:
            raise BadFile(f"its values are nested in more than {_DEPTH} brackets")
        if parts >= _KEY_PARTS:
            raise BadFile(f"a key in it has more than {_KEY_PARTS} parts")
        if group == "word" and token.end() - token.start() > _WORD_CHARS:
            raise BadFile(f"a key or number in it is longer than {_WORD_CHARS} characters")


def shown(value: object) -> str:
    """``value`` as an error may quote it: in one short line, nothing in it that steers.

    >>> shown("a\\x1b"), shown(10**5000), shown([1, "b"])
    ("'a\\\\x1b'", 'a number of 16610 bits', "[1, 'b']")
    """
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a number of {value.bit_length()} bits"
    try:
        text = repr(value)
    except ValueError:  # a number of too many digits, in a list
        text = type(value).__name__
    return shortened("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text))


def quoted(text: str) -> str:
    """A key or a name in quotation marks, in one short line.

    >>> quoted("a\\nb")
    '"a\\\\nb"'
    """
    return f'"{shown(text)[1:-1]}"'


def shortened(text: str, chars: int = _SHOWN_CHARS) -> str:
    """At most ``chars`` of ``text``."""
    return text if len(text) <= chars else text[: chars - 1] + "…"
