"""Which documents somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.types import Scope


def scope_of(
    doc: Sequence[str] | None = None,
    after: str | None = None,
    before: str | None = None,
    language: Sequence[str] | None = None,
) -> Scope:
    """The scope of filters as they are sent; an empty list filters nothing.

    >>> scope_of([], "2023").doc_ids is None
    True
    """
    return Scope(tuple(doc or ()) or None, after, before, tuple(language or ()) or None)
