"""XML parts read element by element."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.archives import markup
from casc_qa.loaders.formats.archives.markup import name
from casc_qa.loaders.formats.archives.streaming import stream_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Unreadable
from helpers.documents.zipped_files import zipped


def streamed(content: str | bytes, *wanted: str) -> list[tuple[str, str, list[str | None]]]:
    archive = Archive(zipped({"a.xml": content}), "xlsx")
    return [
        (event, name(element), [inner.text for inner in element] if event == "end" else [])
        for event, element in stream_xml(archive, "a.xml", wanted)
    ]


def test_elements_by_their_local_names() -> None:
    content = (
        '<a xmlns="one"><x/><row><c>1</c><c>2</c></row><b xmlns="two"><row><c>3</c></row></b></a>'
    )
    assert streamed(content, "row", "b") == [
        ("start", "row", []),
        ("end", "row", ["1", "2"]),
        ("start", "b", []),
        ("start", "row", []),
        ("end", "row", ["3"]),
        ("end", "b", [None]),  # what was given out before is empty
    ]


def test_what_came_before_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_MARKS", 30_000)
    rows = "<row><c/></row>" * 20_000
    assert len(streamed(f"<a>{rows}</a>", "row")) == 40_000
    with pytest.raises(Unreadable, match="more than 30,000 tags in one piece"):
        streamed(f"<a>{rows}</a>", "other")


@pytest.mark.parametrize("content", ["<a><row>", "", "no markup", "<a>" * 1000])
def test_damage(content: str) -> None:
    with pytest.raises(Unreadable, match=r"its part a\.xml is damaged or nested too deep"):
        streamed(content, "row")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("row", ["<row>&b;</row>", "<other/>"])
def test_document_types_are_refused(row: str, encoding: str) -> None:
    content = f'<!DOCTYPE a [<!ENTITY b "c">]><a>{row}</a>'.encode(encoding)
    with pytest.raises(Unreadable, match=r"document type of its own|is damaged"):
        streamed(content, "row")
