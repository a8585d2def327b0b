"""What a loading process is asked, and what it replies."""

from __future__ import annotations

import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Reply, Request
from casc_qa.text.places import Place, packed
from casc_qa.text.sections import sentence_starts
from casc_qa.types import Anchor, Box

TXT = Request(".txt", ColumnSettings())


def test_a_document_comes_cut_into_sentences() -> None:
    worker = Worker()
    try:
        text = "He met Dr. Ray. It rained.\n\nОн живёт в г. Ош. Она тоже."
        (result,) = worker.read(TXT, text.encode())
        assert isinstance(result, Extracted)
        assert array("I", result.sentences) == sentence_starts(text, (), "en")
        markdown = "# One\nA line. " + "## Two\nB. It is so.\n" * 3
        (result,) = worker.read(Request(".md", ColumnSettings()), markdown.encode())
        assert isinstance(result, Extracted)
        assert array("I", result.sentences) == sentence_starts(markdown, result.anchors, "en")
        (result,) = worker.read(TXT, ("中文。" * 500_001).encode())
        assert str(result) == "it has more than 500,000 sentences"
    finally:
        worker.close()


def test_its_language_is_what_a_person_says_or_else_its_own() -> None:
    abbreviated = "Dans la réunion de M. Ray, il a parlé. No. 4 was read. Ca. 50 came. "
    worker = Worker()
    try:
        for languages, expected in (((), "en"), (((1, "fr"),), "fr"), (((2, "fr"),), "en")):
            request = Request(".txt", ColumnSettings(), languages)
            (result,) = worker.read(request, abbreviated.encode())
            assert isinstance(result, Extracted)
            assert array("I", result.sentences) == sentence_starts(abbreviated, (), expected)
        assert sentence_starts(abbreviated, (), "en") != sentence_starts(abbreviated, (), "fr")
    finally:
        worker.close()


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LINE = st.text(st.characters(categories=["L", "N", "P"]), max_size=200)


def _places(length: int) -> bytes:
    """Of a text that is printed a character a box."""
    boxes = ((at, Box(1 + at // 5, at % 5, 0.25, at % 5 + 1, 12)) for at in range(length))
    return b"".join(packed(Place(at, box, at % 100)) for at, box in boxes)


@st.composite
def extracted_documents(draw: st.DrawFn) -> Extracted:
    text = draw(TEXT)
    offsets = st.integers(0, len(text))
    pages = st.builds(Anchor, offsets, st.just("page"), st.integers(0, 20_000).map(str))
    anchors = pages | st.builds(Anchor, offsets, st.sampled_from(["label", "heading"]), LINE)
    starts = sorted(draw(st.sets(st.integers(0, len(text) - 1)))) if text else []
    return Extracted(
        text,
        draw(LINE),
        tuple(draw(st.lists(anchors))),
        draw(st.none() | LINE),
        draw(st.none() | st.just("2023-06")),
        draw(st.none() | st.just("ru")),
        draw(st.none() | st.just("https://example.org/a")),
        tuple(draw(st.lists(LINE, max_size=20))),
        draw(st.none() | st.just("2023-06-01")),
        _places(len(text)),
        draw(st.booleans()),
        array("I", starts).tobytes(),
    )


@given(st.lists(extracted_documents(), max_size=5), st.booleans())
def test_replies_arrive_as_they_were_sent(results: list[Extracted], is_last: bool) -> None:
    assert Reply.load(Reply(results, is_last).dump()) == (results, is_last)


GOOD = Extracted("One. Two.", "x", sentences=array("I", [0, 5]).tobytes())


@given(
    st.binary()
    | st.recursive(st.none() | st.integers() | TEXT, st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_replies_of_any_other_form_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Reply.load(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", 1), ("text", None), ("anchors", [[0, "page"]]), ("anchors", [[-1, "page", "1"]]),
     ("anchors", [[0, "place", "1"]]), ("notes", "abc"), ("title", ["a"]), ("sentences", "?"),
     ("language", 3), ("text", "\ud800")],
)  # fmt: skip
def test_replies_of_other_types_are_refused(name: str, value: object) -> None:
    table = json.loads(Reply([GOOD], False).dump())
    table["results"][0][name] = value
    with pytest.raises((ValueError, KeyError)):
        Reply.load(json.dumps(table).encode())


def test_reasons_arrive_as_they_were_sent() -> None:
    reply = Reply.load(Reply([Unreadable("it is torn")], False).dump())
    assert [str(each) for each in reply.results] == ["it is torn"]


@given(
    st.lists(st.text(min_size=1), min_size=1),
    st.text(),
    st.lists(st.tuples(st.integers(1), st.text())).map(tuple),
)
def test_requests_arrive_as_they_were_sent(
    columns: list[str], suffix: str, languages: tuple[tuple[int, str], ...]
) -> None:
    request = Request(suffix, ColumnSettings(tuple(columns), title=suffix), languages)
    assert Request.load(request.dump()) == request
