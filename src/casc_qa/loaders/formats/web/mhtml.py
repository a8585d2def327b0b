"""Saved web pages: the page itself, as html.py reads it; pictures and frames are left."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail.mime import charset, content, content_type, header, parse, parts
from casc_qa.loaders.formats.web import html

_PAGES = {"text/html", "application/xhtml+xml"}
_START = re.compile(r";\s*start\s*=\s*\"?(<[^>]{1,500}>)", re.IGNORECASE)


def load(data: bytes) -> Extracted:
    """The main page's text; its address is where it was saved from. Raises Unreadable.

    The day of saving says nothing about the page: its date is what the page itself states.
    """
    message = parse(data)
    page = _main_page(message)
    extracted = html.load(content(page), charset(page))
    saved_from = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    return replace(
        extracted,
        title=extracted.title or declared_metadata.title(header(message, "Subject")),
        url=declared_metadata.url(saved_from) or extracted.url,
    )


def _main_page(message: EmailMessage) -> EmailMessage:
    """The page that the file says is its start or was saved from, or the first."""
    pages = [part for part in parts(message) if content_type(part) in _PAGES]
    if not pages:
        raise Unreadable("it holds no web page")
    start = _START.search(header(message, "Content-Type") or "")
    address = header(message, "Snapshot-Content-Location")
    for page in pages:
        if start and header(page, "Content-ID") == start[1]:
            return page
        if address and header(page, "Content-Location") == address:
            return page
    return pages[0]
