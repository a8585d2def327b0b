"""A hundred documents of real prose, in every format that is read and in folders in folders: all of
them are found, and every quote is an exact slice with its position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.index.generation import open_current
from casc_qa.loaders import FolderCorpus
from casc_qa.types import Document, Scope
from helpers.documents.prose import WRITERS, paragraphs

DOCUMENTS = 100
HEADED = {".html", ".mhtml", ".pdf", ".docx", ".odt", ".rtf", ".pptx", ".epub", ".md"}
PAGED = {".pdf", ".pptx"}


class Piece:
    """A document's own words, and where they are."""

    def __init__(self, name: str, title: str, body: list[str]) -> None:
        self.name, self.title, self.body = name, title, body


def pieces(folder: Path) -> Iterator[Piece]:
    """A hundred documents, written below ``folder``; no two say the same."""
    prose = paragraphs()
    names = list(WRITERS)
    for number in range(DOCUMENTS):
        title = f"Record {number} of the seminar"
        at = (number * 3) % len(prose)
        body = [f"Entry {number}{letter}. {text}"
                for letter, text in zip("abc", (prose * 2)[at : at + 3], strict=True)]  # fmt: skip
        ending = names[number % len(names)]
        name = "/".join([*(f"level-{n}" for n in range(number % 4)), f"{number:03}-{ending}"])
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[ending](title, body))
        yield Piece(name, title, body)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mixed")


@pytest.fixture(scope="module")
def written(folder: Path) -> list[Piece]:
    return list(pieces(folder))


@pytest.fixture(scope="module")
def documents(folder: Path, written: list[Piece]) -> dict[str, Document]:
    read = FolderCorpus(folder).read(lambda what, done, total: None)
    assert Counter(o.outcome for o in read.outcomes) == {"indexed": DOCUMENTS}
    assert [note for o in read.outcomes for note in o.notes] == []
    return {document.doc_id.partition("#")[0]: document for document in read.documents}


def test_every_document_says_what_was_written(
    written: list[Piece], documents: dict[str, Document]
) -> None:
    assert len(written) == len(documents) == DOCUMENTS
    for piece in written:
        text = documents[piece.name].text
        if piece.name.endswith(".pdf"):  # a sentence that ends in a short line ends its paragraph
            text = " ".join(text.split())
        offsets = [text.find(each) for each in piece.body]
        assert -1 not in offsets, piece.name
        assert offsets == sorted(offsets), piece.name


def test_headings_and_pages_are_where_their_words_are(
    written: list[Piece], documents: dict[str, Document]
) -> None:
    for piece in written:
        document, suffix = documents[piece.name], Path(piece.name).suffix
        headings = [a for a in document.anchors if a.kind == "heading"]
        assert bool(headings) == (suffix in HEADED), piece.name
        for anchor in headings:
            at = document.text[anchor.offset :].removeprefix("## ")
            assert at.startswith(piece.title) and anchor.value.startswith(piece.title), piece.name
        pages = [a.value for a in document.anchors if a.kind == "page"]
        assert pages == ([str(n + 1) for n in range(len(pages))] if suffix in PAGED else [])
        assert len(pages) >= 2 or suffix not in PAGED, piece.name


def test_quotes_are_slices_and_cite_their_page(
    folder: Path, written: list[Piece], documents: dict[str, Document], index_copy: Path
) -> None:
    result = build_index(folder, index_copy)
    assert Counter(o.outcome for o in result.outcomes) == {"indexed": DOCUMENTS}
    generation = open_current(index_copy)
    assistant = open_index(index_copy)
    for piece in written:
        doc_id = documents[piece.name].doc_id
        assert generation.document(doc_id) == documents[piece.name]
    questions = [
        "How many participants did the Bishkek training gather?",
        "Who organized the side event?",
        "What did the participants of the seminar develop?",
    ]
    shown = 0
    for question in questions:
        for doc_id in sorted(document.doc_id for document in documents.values()):
            if not doc_id.partition("#")[0].endswith((".pdf", ".pptx", "book.epub", "rows.csv")):
                continue
            answer = assistant.ask(question, scope=Scope(doc_ids=(doc_id,)))
            for citation in answer.citations:
                document = generation.document(citation.doc_id)
                assert citation.quote == document.text[citation.start : citation.end]
                before = [a for a in document.anchors
                          if a.kind == "page" and a.offset <= citation.start]  # fmt: skip
                assert citation.page == (int(before[-1].value) if before else None)
                shown += 1
    assert shown >= 10
