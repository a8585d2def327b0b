"""Mail: who wrote to whom and when, then the message. Attachments are named, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from itertools import groupby

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail.mime import (
    children,
    content,
    content_type,
    doubtful,
    file_name,
    header,
    parse,
    parts,
    words,
)
from casc_qa.loaders.formats.mail.whole_html import whole_text
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.text.line_wraps import paragraphs

_SHOWN = ("From", "To", "Cc", "Date")
_STUB = 4  # times as many words in the other form
_QUOTED = re.compile(r"(?:>(?!=)[ \t]?)+")


def load(data: bytes) -> Extracted:
    """From, To, Cc and Date, each a paragraph, then the body; the subject is the title.

    Raises Unreadable.
    """
    message = parse(data)
    head = [f"{name}: {value}" for name in _SHOWN if (value := header(message, name))]
    title = header(message, "Subject")
    if not head and not title:
        raise Unreadable("it has no From, To, Date or Subject: it is no mail")
    body = [text.strip("\n") for part in _bodies(message) if (text := _text(part)).strip()]
    return Extracted(
        "\n\n".join([*head, *body]),
        "mail",
        title=title,
        date=_date(message),
        language=declared_metadata.language(header(message, "Content-Language"), "\n".join(body)),
        notes=tuple(_notes(message)),
    )


def _date(message: EmailMessage) -> str | None:
    """The day on the sender's own calendar."""
    try:
        sent = message["Date"].datetime
    except (AttributeError, ValueError, LookupError, TypeError):
        return None
    return declared_metadata.day(sent.year, sent.month, sent.day) if sent else None


def _bodies(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that a reader shows one below the other; of alternatives the fullest, or else the
    plainest.
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        below = children(part)
        if below and content_type(part) == "multipart/alternative":
            waiting.append(_fullest(below))
        elif below:
            waiting += reversed(below)
        elif content_type(part) in ("text/plain", "text/html") and not _is_attached(part):
            yield part


def _fullest(below: Sequence[EmailMessage]) -> EmailMessage:
    """The plain form of a message; its last form where the plain one is blank or little more than
    a line that says where to read it.
    """
    plain = next((part for part in below if content_type(part) == "text/plain"), None)
    if plain is None:
        return below[-1]
    pages = [part for part in parts(below[-1]) if content_type(part) == "text/html"]
    most = max((len(_text(page).split()) for page in pages), default=0)
    return plain if _STUB * len(_text(plain).split()) >= most else below[-1]


def _is_attached(part: EmailMessage) -> bool:
    disposition = header(part, "Content-Disposition") or ""
    return disposition.lower().startswith("attachment")


def _text(part: EmailMessage) -> str:
    text = words(part) if content(part).strip() else ""
    return whole_text(text).text if content_type(part) == "text/html" else _unwrapped(text)


def _unwrapped(text: str) -> str:
    """The text with quoted lines joined to paragraphs, the mark of quoting once before each.

    A mark in front of every line would stand inside of sentences.
    """
    made: list[str] = []
    for mark, run in groupby(text.split("\n"), key=_mark):
        lines = list(run)
        if not mark:
            made += lines
            continue
        inner = "\n".join(_QUOTED.sub("", line, count=1).rstrip() for line in lines)
        quoted = (" ".join(span.of(inner).split()) for span in paragraphs(inner))
        made.append("\n\n".join(f"{mark} {words}" for words in quoted))
    return "\n".join(made)


def _mark(line: str) -> str:
    """The marks of quoting before a line: ">>" for a quote in a quote."""
    mark = _QUOTED.match(line)
    return "".join(mark[0].split()) if mark else ""


def _notes(message: EmailMessage) -> Iterator[str]:
    """What is attached, by name, doubts of encodings, and whether words were left out."""
    names = []
    for part in parts(message):
        is_picture_of_text = content_type(part).startswith("image/") and header(part, "Content-ID")
        name = file_name(part) or (_forwarded(part) if _is_message(part) else None)
        if name and not is_picture_of_text:
            names.append(name)
    if names:
        yield f"attachments were not read: {', '.join(names)}"
    bodies = [part for part in _bodies(message) if content(part).strip()]
    for part in bodies:
        yield from doubtful(part)
    pages = [part for part in bodies if content_type(part) == "text/html"]
    if any(whole_text(words(page)).has_struck for page in pages):
        yield STRUCK_NOTE


def _is_message(part: EmailMessage) -> bool:
    return content_type(part) == "message/rfc822"


def _forwarded(part: EmailMessage) -> str:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    subject = header(inner, "Subject") if isinstance(inner, EmailMessage) else None
    return subject or "a message"
