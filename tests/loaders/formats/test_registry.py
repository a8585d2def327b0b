"""The table of formats, and reasons where a file is no document."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.loaders import LOADERS
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import ROWS
from helpers.documents.extracted import load


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "it holds no text"),
        ("b.md", b" \n\t\n", "it holds no text"),
        ("c.txt", b"%PDF-1.7\0\0\x01\x02\x03\xff\xfe", "it is not text in any encoding known here"),
        ("d.txt", b"\xff\xfea\xd8b", "it starts as utf-16-le and then breaks that encoding"),
        (
            "e.doc",
            b"\xd0\xcf\x11\xe0",
            "no loader for .doc: install LibreOffice, or save it as .docx",
        ),
        ("f", b"text", "no loader for files without a suffix"),
        ("g.html", b"<html><body></body></html>", "no main text was found in this page"),
        ("h.txt", b"\x81\x8d\x8f\x90\x9d" * 9, "it is not text in any encoding known here"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason.replace(".", r"\.")):
        load(tmp_path, name, data)


def test_every_format_is_in_the_table() -> None:
    assert " ".join(sorted(LOADERS)) == (
        ".csv .docx .eml .epub .htm .html .jpeg .jpg .jsonl .markdown .md .mht .mhtml .ndjson .ods "
        ".odt .pdf .png .pptx .rtf .tif .tiff .tsv .txt .xlsm .xlsx"
    )
    assert set(LOADERS) > ROWS


def test_a_loader_that_fails_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Extracted]:
        raise RecursionError("too deep")

    monkeypatch.setitem(LOADERS, ".txt", broken)  # type: ignore[arg-type]
    with pytest.raises(Unreadable, match=r"reading it failed \(RecursionError: too deep\)"):
        load(tmp_path, "a.txt", b"text")
