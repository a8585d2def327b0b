"""What reads pictures here, and in which languages."""

from __future__ import annotations

import pytest

from casc_qa.errors import CorpusError
from casc_qa.loaders.formats.scans import tesseract
from casc_qa.loaders.formats.scans.tesseract import Installed
from casc_qa.loaders.recognition import NO_EYES, eyes
from helpers.documents.scans import needs_tesseract


@needs_tesseract
def test_the_usual_languages_are_english_and_russian() -> None:
    found = eyes(())
    assert found.languages == ("eng", "rus")
    assert found.described.startswith("tesseract, libtesseract")
    assert "eng.traineddata" in found.described and "rus.traineddata" in found.described


def test_a_language_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Installed("libtesseract.so.5", "/nowhere", ("eng",))
    for found in (there, None):
        monkeypatch.setattr(tesseract, "installed", lambda found=found: found)
        with pytest.raises(CorpusError, match=r"names kaz, uzb_cyrl.*tesseract-ocr-uzb-cyrl"):
            eyes(("kaz", "uzb_cyrl"))


def test_without_tesseract_nobody_reads_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "installed", lambda: None)
    assert eyes(()) == NO_EYES
