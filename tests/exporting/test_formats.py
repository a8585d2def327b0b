"""Which format a file gets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from casc_qa.errors import ExportError, ExtraMissing
from casc_qa.exporting.formats import FORMATS, format_of


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.md", "markdown"),
        ("a.DOCX", "docx"),
        ("a.json", "json"),
        ("a.csl.json", "csl-json"),
        ("a.csv", "csv"),
        ("a.bib", "bibtex"),
        ("a.ris", "ris"),
    ],
)
def test_endings(name: str, wanted: str) -> None:
    assert format_of(Path(name)).name == wanted
    assert format_of(Path("a.txt"), wanted) is FORMATS[wanted]


@pytest.mark.parametrize("name", ["a", "a.txt", "a.doc", "json"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(ExportError, match=r"\(\.md, \.docx, \.json, \.csv, \.bib, \.ris, \.csl"):
        format_of(Path(name))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ExtraMissing, match=r'pip install "casc-qa\[docx\]"'):
        format_of(Path("a.docx"))
    assert format_of(Path("a.md")).name == "markdown"
