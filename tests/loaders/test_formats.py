"""Whatever the damage, a file of any format is a document or a reason."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats import markdown
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail import eml
from casc_qa.loaders.formats.office import rtf
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.tables import csv_rows, json_lines
from casc_qa.loaders.formats.web import mhtml
from helpers.documents.samples import MAIL, REPORT, RTF, SCRIPTS, saved_page

SAMPLES: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "pdf": (pdf.load, REPORT),
    "printed": (pdf.load, SCRIPTS),
    "rtf": (rtf.load, RTF.encode("latin-1")),
    "mhtml": (mhtml.load, saved_page("utf-8", "text/html")),
    "eml": (eml.load, MAIL.encode()),
    "md": (markdown.load, b"---\ntitle: x\n---\n# Words\n"),
    "csv": (
        lambda d: list(csv_rows.load_rows(d, ColumnSettings())),
        b'title,text\na,"b, c"\nd,e\n',
    ),
    "jsonl": (
        lambda d: list(json_lines.load_rows(d, ColumnSettings())),
        b'{"text": "a"}\n{"n": 1}\n',
    ),
}


def survives(name: str, data: bytes) -> None:
    """It is a document or a reason, never anything else; and its text can be stored."""
    load, _ = SAMPLES[name]
    try:
        result = load(data)
    except Unreadable as error:
        assert str(error)
        return
    for row in result if isinstance(result, list) else [result]:
        if isinstance(row, Extracted):
            row.text.encode("utf-8")
            assert all(0 <= anchor.offset <= len(row.text) for anchor in row.anchors)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_cut_anywhere(name: str) -> None:
    data = SAMPLES[name][1]
    for end in range(0, len(data), max(1, len(data) // 24)):
        survives(name, data[:end])


@pytest.mark.parametrize("name", list(SAMPLES))
def test_flipped_bytes(name: str) -> None:
    draw = random.Random(name)
    for _ in range(20):
        data = bytearray(SAMPLES[name][1])
        for _ in range(draw.choice((1, 8, 64))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        survives(name, bytes(data))


@pytest.mark.parametrize("name", ["rtf", "eml", "mhtml", "md", "csv", "jsonl"])
@settings(max_examples=40)
@given(data=st.binary(max_size=300))
def test_any_bytes(name: str, data: bytes) -> None:
    survives(name, data)
    survives(name, SAMPLES[name][1][:40] + data)
