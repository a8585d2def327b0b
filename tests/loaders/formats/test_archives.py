"""What holds for every format that is XML in an archive: Office files, OpenDocument, EPUB."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.office import docx as docx_format
from casc_qa.loaders.formats.office import odt as odt_format
from casc_qa.loaders.formats.office import pptx as pptx_format
from casc_qa.loaders.formats.sheets import ods as ods_format
from casc_qa.loaders.formats.sheets import xlsx as xlsx_format
from casc_qa.loaders.formats.web import epub as epub_format
from helpers.documents.scripts import SCRIPTS
from helpers.documents.sheet_files import inline, ods, ods_row, ods_table, xlsx
from helpers.documents.zipped_files import (
    docx,
    epub,
    odt,
    p,
    pptx,
    shape,
    slide,
    zipped,
)

Load = Callable[[bytes], Extracted]
FORMATS: dict[str, Load] = {
    "docx": docx_format.load,
    "odt": odt_format.load,
    "pptx": pptx_format.load,
    "epub": epub_format.load,
    "xlsx": xlsx_format.load,
    "ods": ods_format.load,
}


BODIES: dict[str, Callable[[str], bytes]] = {
    "docx": lambda text: docx(p(text)),
    "odt": lambda text: odt(f"<text:p>{text}</text:p>"),
    "pptx": lambda text: pptx({"s": slide(shape(text))}, ["s"]),
    "epub": lambda text: epub({"c.xhtml": f"<p>{text}</p>"}),
    "xlsx": lambda text: xlsx(inline(text)),
    "ods": lambda text: ods(ods_table(ods_row(text))),
}
# What XML can hold without an entity.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&\ufffe\uffff")
OLD = {
    "docx": r"it is encrypted or in the old \.doc format: save it as \.docx$",
    "pptx": r"it is encrypted or in the old \.ppt format: save it as \.pptx$",
    "xlsx": r"it is encrypted or in the old \.xls format: save it as \.xlsx$",
}
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
POSITIONS = st.floats(0, 1, exclude_max=True)
MAIN = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "pptx": "ppt/presentation.xml",
    "epub": "OPS/book.opf",
    "xlsx": "xl/workbook.xml",
    "ods": "content.xml",
}


def replaced(data: bytes, part: str, content: str | bytes | None) -> bytes:
    """The archive with another content for one part, or without it."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(part)
    return zipped(parts if content is None else {**parts, part: content})


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_comes_through_unaltered(suffix: str, script: str) -> None:
    assert FORMATS[suffix](BODIES[suffix](SCRIPTS[script])).text == SCRIPTS[script]


@pytest.mark.parametrize("suffix", FORMATS)
@given(text=st.text(LETTERS, min_size=1))
@settings(max_examples=25)
def test_no_character_is_altered(suffix: str, text: str) -> None:
    extracted = FORMATS[suffix](BODIES[suffix](f"x{text}x"))
    if " " in text:
        assert extracted.text.split() == f"x{text}x".split()
    else:
        assert extracted.text == f"x{text}x"


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_no_such_file_says_why(suffix: str) -> None:
    load, good = FORMATS[suffix], BODIES[suffix]("Text.")
    assert load(good).text == "Text."
    for data, reason in (
        (b"", f"it is no {suffix.upper()} file"),
        (b"%PDF-1.7", f"it is no {suffix.upper()} file"),
        (OLE, OLD.get(suffix, f"it is no {suffix.upper()} file")),
        (good[: len(good) // 2], "it is cut off or damaged"),
        (zipped({"a.txt": "text"}), "it is a zip archive, but not|content.xml is missing"),
        (replaced(good, MAIN[suffix], None), f"its part {MAIN[suffix]} is missing"),
        (replaced(good, MAIN[suffix], "<a><b></a>"), "is damaged or nested too deep"),
        (replaced(good, MAIN[suffix], "<a/>"), "it is |^$"),
    ):  # fmt: skip
        try:
            assert load(data).text == ""
        except Unreadable as error:
            assert re.search(reason, str(error))


@pytest.mark.parametrize("suffix", FORMATS)
def test_other_formats_are_told_apart(suffix: str) -> None:
    for other, body in BODIES.items():
        if other != suffix:
            with pytest.raises(Unreadable, match=r"it is|is missing"):
                FORMATS[suffix](body("Text."))


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("root", ["<a>&a11;</a>", '<a b="&a11;"/>', "<a/>"])
def test_entities_are_refused(suffix: str, prolog: str, root: str) -> None:
    data = replaced(BODIES[suffix]("Text."), MAIN[suffix], prolog + root)
    with pytest.raises(Unreadable, match=r"declares entities|document type of its own|is damaged"):
        FORMATS[suffix](data)


NESTED: dict[str, tuple[str, str]] = {
    "docx": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "odt": ("<text:section>", "</text:section>"),
    "pptx": ("<p:grpSp>", "</p:grpSp>"),
    "epub": ("<div>", "</div>"),
}
WRAPPED: dict[str, Callable[[str], bytes]] = {
    "docx": docx,
    "odt": odt,
    "pptx": lambda body: pptx({"s": slide(body)}, ["s"]),
    "epub": lambda body: epub({"a.xhtml": body}),
}


@pytest.mark.parametrize("suffix", NESTED)
def test_deep_nesting_ends(suffix: str) -> None:
    opened, closed = NESTED[suffix]
    data = WRAPPED[suffix](opened * 100_000 + closed * 100_000)
    try:
        assert FORMATS[suffix](data).text == ""
    except Unreadable as error:
        assert "nested too deep" in str(error)


DEEPEST: dict[str, tuple[str, str, str, int]] = {
    "docx": (
        "<w:tbl><w:tr><w:tc>",
        p("deep"),
        "<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        82,
    ),
    "odt": (
        "<table:table><table:table-row><table:table-cell>",
        "<text:p>deep</text:p>",
        "</table:table-cell><table:table-cell/></table:table-row></table:table>",
        82,
    ),
    "epub": ("<table><tr><td>", "deep", "</td><td></td></tr></table>", 83),
}  # fmt: skip


@pytest.mark.parametrize("suffix", DEEPEST)
def test_what_the_parser_lets_through_can_be_walked(suffix: str) -> None:
    opened, inner, closed, times = DEEPEST[suffix]
    text = FORMATS[suffix](WRAPPED[suffix](opened * times + inner + closed * times)).text
    assert text.startswith("deep |")
    runs = docx(f"<w:p>{'<w:r>' * 240}<w:t>deep</w:t>{'</w:r>' * 240}</w:p>")
    assert docx_format.load(runs).text == "deep"
    spans = odt(f"<text:p>{'<text:span>' * 240}deep{'</text:span>' * 240}</text:p>")
    assert odt_format.load(spans).text == "deep"


@pytest.mark.parametrize("suffix", FORMATS)
def test_any_cut_is_text_or_a_reason(suffix: str) -> None:
    data = BODIES[suffix](SCRIPTS["ru"])
    for end in range(0, len(data), max(1, len(data) // 150)):
        with pytest.raises(Unreadable, match="it is"):
            FORMATS[suffix](data[:end])


@pytest.mark.parametrize("suffix", FORMATS)
@given(changes=st.lists(st.tuples(POSITIONS, st.integers(1, 255)), min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_damage_is_text_or_a_reason(suffix: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(BODIES[suffix](SCRIPTS["ru"]))
    for position, change in changes:
        data[int(position * len(data))] ^= change
    try:
        assert isinstance(FORMATS[suffix](bytes(data)), Extracted)
    except Unreadable as error:
        assert str(error)


@pytest.mark.parametrize("suffix", FORMATS)
@given(cut=st.floats(0, 1), change=st.integers(1, 255))
@settings(max_examples=20)
def test_any_damage_inside_is_text_or_a_reason(suffix: str, cut: float, change: int) -> None:
    good = BODIES[suffix](SCRIPTS["ru"])
    with ZipFile(BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        at = int(cut * (len(content) - 1))
        for bad in (content[:at], content[:at] + bytes([content[at] ^ change]) + content[at + 1 :]):
            try:
                assert isinstance(FORMATS[suffix](replaced(good, name, bad)), Extracted)
            except Unreadable as error:
                assert str(error)


@pytest.mark.parametrize("suffix", FORMATS)
def test_trees_that_would_fill_the_memory_are_refused(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casc_qa.loaders.formats.archives.markup.MAX_MARKS", 3)
    with pytest.raises(Unreadable, match=r"it is a zip archive, but not|more than 3 tags"):
        FORMATS[suffix](BODIES[suffix]("Text."))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "file://{}"> %a;]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{}">]>',
        '<!DOCTYPE x SYSTEM "file://{}">',
    ],
)
def test_no_file_is_opened_for_a_document(suffix: str, prolog: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"  # whoever opens it waits for ever
    os.mkfifo(pipe)
    data = replaced(BODIES[suffix]("Text."), MAIN[suffix], prolog.format(pipe) + "<a>&a;</a>")
    code = (
        "import sys\n"
        f"from {FORMATS[suffix].__module__} import load\n"
        "from casc_qa.loaders.formats.extracted import Unreadable\n"
        "try: load(sys.stdin.buffer.read())\n"
        "except Unreadable: pass\n"
    )
    subprocess.run([sys.executable, "-c", code], input=data, check=True, timeout=60)


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_in_a_chapter_are_refused(prolog: str) -> None:
    page = f"{prolog}<html><body><p>&a11;</p></body></html>".encode()
    for data in (page, page.decode().encode("utf-16")):
        with pytest.raises(Unreadable, match=r"declares entities|is damaged"):
            epub_format.load(epub({"a.xhtml": data}))
