"""The envelope that mail and saved web pages share."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Unreadable

# What the standard library raises for headers and parts that are not as they should be.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)


def parse(data: bytes) -> EmailMessage:
    """Raises Unreadable where parts are nested too deep."""
    try:
        return message_from_bytes(data, policy=policy.default)
    except RecursionError as error:
        raise Unreadable("its parts are nested too deep") from error
    except _BROKEN as error:
        raise Unreadable(f"it is no MIME message ({error})") from error


def header(part: EmailMessage, name: str) -> str | None:
    """A header's words, decoded; None where there are none or they can't be read."""
    try:
        value = part[name]
        words = " ".join(str(value).split()) if value is not None else ""
    except _BROKEN:
        return None
    return words.encode("utf-8", "replace").decode() or None


def parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The message and all of its parts in order, but not what attached messages hold."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(children(part))


def children(part: EmailMessage) -> list[EmailMessage]:
    """The parts right below; an attached message is a part and has none."""
    if not content_type(part).startswith("multipart/"):
        return []
    payload = part.get_payload()
    return cast(list[EmailMessage], payload) if isinstance(payload, list) else []


def content_type(part: EmailMessage) -> str:
    """The part's type, as "text/html"."""
    try:
        return part.get_content_type()
    except _BROKEN:
        return "application/octet-stream"


def content(part: EmailMessage) -> bytes:
    """The part's bytes without their transfer encoding."""
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return payload if isinstance(payload, bytes) else b""


def charset(part: EmailMessage) -> str | None:
    """The character set that the part's headers declare."""
    try:
        return part.get_content_charset()
    except _BROKEN:
        return None


def words(part: EmailMessage) -> str:
    """A text part's characters, with "\\n" at each line's end. Raises Unreadable."""
    text, _ = decode(content(part), charset(part))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def doubtful(part: EmailMessage) -> tuple[str, ...]:
    """What a person should know of how a text part was decoded. Raises Unreadable."""
    data, declared = content(part), charset(part)
    return doubts(data, decode(data, declared)[1], declared)


def file_name(part: EmailMessage) -> str | None:
    """The name that a part would be saved under."""
    try:
        name = part.get_filename()
    except _BROKEN:
        return None
    shown = "".join(char for char in name or "" if char.isprintable())
    return shown.strip() or None
