"""What can read pictures of text on this machine, in the languages that somebody wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casc_qa.errors import CorpusError
from casc_qa.loaders.formats.scans import tesseract


class Eyes(NamedTuple):
    """Who reads pictures."""

    languages: tuple[str, ...]
    """In Tesseract's codes; empty where nobody can."""
    described: str
    """What decides which words are recognised; empty where nobody can."""


NO_EYES = Eyes((), "")


def eyes(wanted: Sequence[str]) -> Eyes:
    """The Tesseract of this machine, for the ``wanted`` languages or else the usual ones. Raises
    CorpusError where these are not installed.
    """
    there = tesseract.installed()
    missing = sorted(set(wanted) - set(there.languages if there else ()))
    if missing:
        packages = " and ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
        raise CorpusError(
            f"documents.scan_languages names {', '.join(missing)}, which Tesseract does not know "
            f"here: install {packages}, or take the name out."
        )
    if there is None:
        return NO_EYES
    languages = tesseract.chosen(wanted, there)
    return Eyes(languages, tesseract.described(there, languages))
