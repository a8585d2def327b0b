"""How a draft names the documents of an index: by a locator, an address, a file name or a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import unquote

from casc_qa.locators import locators_in
from casc_qa.types import Span
from casc_qa.verifying.claims import Source
from casc_qa.verifying.edges import is_whole
from casc_qa.verifying.folding import Folded, folded

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_URL_END = ".,;:!?)]}'’*_`>"
_FILE = re.compile(r"(?<![\w./#-])[\w./#-]{1,250}")
_PAGE = re.compile(
    r"(?<!\w)(?:pp?\.|pages?|стр\.|с\.|страниц[аеыу])[ \u00a0]*(\d{1,5})(?!\w)", re.IGNORECASE
)
_LEAST_WORDS, _LEAST_CHARS = 3, 20  # of a title that can be told from other words
_EDGE_MARKS = " \t\n.,;:!?…"


class Named(NamedTuple):
    """A document is named at this offset of a text."""

    at: int
    source: Source


class Names:
    """The names of documents."""

    def __init__(self, records: Iterable[Mapping[str, Any]], draft: str) -> None:
        """``records`` describe the documents; only titles that stand in ``draft`` are looked for
        in parts of it.
        """
        self._by_url: dict[str, list[str]] = defaultdict(list)
        self._by_file: dict[str, list[str]] = defaultdict(list)
        self._by_title: dict[str, list[str]] = defaultdict(list)
        for record in records:
            doc_id = record["doc_id"]
            if record["url"]:
                self._by_url[_plain_url(record["url"])].append(doc_id)
            for path in (doc_id, *record["also_at"]):
                for name in {path, path.rpartition("/")[2]}:
                    self._by_file[name.casefold()].append(doc_id)
            self._by_title[titled(record["title"])].append(doc_id)
        whole = folded(draft).casefold()
        self._seen = [title for title in self._by_title if _is_telling(title) and title in whole]

    def is_title(self, text: str) -> bool:
        """Whether ``text`` is the title of a document."""
        return titled(text) in self._by_title

    def of_title(self, text: str) -> Source:
        """The documents with this title."""
        return Source(tuple(self._by_title[titled(text)]), name=text)

    def within(self, text: str, without: Iterable[Span] = ()) -> list[Named]:
        """The documents that ``text`` names, in order, locators alone where there are any; names
        in the parts ``without`` are a part of a quote.
        """
        found = [Named(at, Source.at(locator)) for at, locator in locators_in(text)]
        if not found:
            named = [*self._addresses(text), *self._files(text), *self._titles(text)]
            parts = sorted(without)
            found = [n for n in named if not _is_in(parts, n.at)]
        return sorted(found, key=lambda named: named.at)

    def _addresses(self, text: str) -> Iterator[Named]:
        for match in _URL.finditer(text):
            doc_ids = self._by_url.get(_plain_url(match[0].rstrip(_URL_END)))
            if doc_ids:
                yield Named(match.start(), Source(tuple(doc_ids), name=match[0]))

    def _files(self, text: str) -> Iterator[Named]:
        for match in _FILE.finditer(text):
            name = match[0].rstrip(".#-/")
            doc_ids = self._by_file.get(name.casefold()) if "." in name else None
            if doc_ids:
                yield Named(match.start(), Source(tuple(doc_ids), name=name))

    def _titles(self, text: str) -> Iterator[Named]:
        if not self._seen:
            return
        inner = Folded(text)
        here = inner.text.casefold()
        if len(here) != len(inner.text):  # a letter that takes two in lower case
            here = inner.text.lower() if len(inner.text.lower()) == len(inner.text) else inner.text
        for title in self._seen:
            at = here.find(title)
            if at < 0:
                continue
            span = inner.original(Span(at, at + len(title)))
            if is_whole(text, span):
                yield Named(span.start, Source(tuple(self._by_title[title]), name=span.of(text)))


def _is_in(parts: Sequence[Span], at: int) -> bool:
    """Whether an offset is in one of these parts, which are in order and do not overlap."""
    number = bisect_right(parts, at, key=lambda part: part.start) - 1
    return number >= 0 and at < parts[number].end


def on_page(source: Source, text: str) -> Source:
    """``source`` with the page that ``text`` names, unless it has a place already.

    >>> on_page(Source(("a.pdf",)), "(UNODC, p. 5)").page
    5
    """
    match = _PAGE.search(text)
    if match is None or source.start is not None:
        return source
    return replace(source, page=int(match[1]))


def titled(text: str) -> str:
    """A title as titles are compared: without upper case, and marks at its ends.

    >>> titled("“Women and Customs,”")
    'women and customs'
    """
    return folded(text).casefold().strip(_EDGE_MARKS + '"').strip()


def _is_telling(title: str) -> bool:
    return len(title.split()) >= _LEAST_WORDS or len(title) >= _LEAST_CHARS


def _plain_url(url: str) -> str:
    """An address without what makes no other page of it."""
    plain = unquote(url).casefold().partition("#")[0]
    plain = plain.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return plain.rstrip("/")
