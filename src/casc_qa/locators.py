"""The address of a quote, in one line of text that survives copying: which document, which bytes of
it, and from which character to which.

    casc-qa:reports/2024.html?sha256=5f2c…#char=120,240

The fragment is that of RFC 5147 for plain text: it counts code points of the document's text, the
end excluded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from casc_qa.types import Citation

SCHEME = "casc-qa:"
_LOCATOR = re.compile(
    rf"{SCHEME}(?P<doc_id>[^\s?#<>\":]+)\?sha256=(?P<sha256>[0-9a-f]{{64}})"
    r"#char=(?P<start>[0-9]{1,12}),(?P<end>[0-9]{1,12})"
)


class Locator(NamedTuple):
    """``text[start:end]`` of the document that is made of the bytes with this hash."""

    doc_id: str
    sha256: str
    start: int
    end: int

    @classmethod
    def of(cls, citation: Citation) -> Locator:
        """Where the quote of ``citation`` stands."""
        return cls(citation.doc_id, citation.sha256, citation.start, citation.end)

    def __str__(self) -> str:
        """As it is written in an exported file.

        >>> print(Locator("a b.html", "0" * 64, 1, 20))  # doctest: +ELLIPSIS
        casc-qa:a%20b.html?sha256=000...000#char=1,20
        """
        doc_id = quote(self.doc_id, safe="/")
        return f"{SCHEME}{doc_id}?sha256={self.sha256}#char={self.start},{self.end}"


def locator_of(text: str) -> Locator | None:
    """The locator that ``text`` is, all of it; None for any other.

    >>> locator_of(f"See {Locator('a.html', '0' * 64, 1, 20)}") is None
    True
    """
    found = _LOCATOR.fullmatch(text)
    return _locator(found) if found else None


def locators_in(text: str) -> Iterator[tuple[int, Locator]]:
    """Every locator in ``text``, with the offset at which it begins there.

    >>> [at for at, _ in locators_in(f"See {Locator('a.html', '0' * 64, 1, 20)}.")]
    [4]
    """
    for found in _LOCATOR.finditer(text):
        yield found.start(), _locator(found)


def _locator(found: re.Match[str]) -> Locator:
    doc_id, sha256, start, end = found.group("doc_id", "sha256", "start", "end")
    return Locator(unquote(doc_id), sha256, int(start), int(end))
