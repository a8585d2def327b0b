"""Quotes, checked against the documents as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.errors import UsageError
from casc_qa.locators import locator_of
from casc_qa.verifying.checking import verify_quotes
from casc_qa.verifying.claims import Claim, Verification

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


class Quoted(NamedTuple):
    """A quote, and where it is said to stand: a locator, a document, or anywhere."""

    quote: str
    doc: str | None = None
    locator: str | None = None


def verify(assistant: Assistant, quotes: Iterable[Quoted]) -> Verification:
    """What became of each quote. Raises UsageError for a locator that is none."""
    return verify_quotes(assistant, [_claim(each) for each in quotes])


def _claim(quoted: Quoted) -> Claim:
    if quoted.locator is None:
        return Claim.of(quoted.quote, quoted.doc)
    locator = locator_of(quoted.locator)
    if locator is None:
        raise UsageError("A locator is written casc-qa:NAME?sha256=HASH#char=START,END.")
    return Claim.of(quoted.quote, locator=locator)
