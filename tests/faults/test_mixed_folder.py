"""A hundred documents of real prose, in every format that is read and in folders in folders: all of
them are found, and every quote is an exact slice with its place.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from loaders.zipped_files import core, docx, epub, odt, p, pptx, shape, slide

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.index import open_current
from casc_qa.loaders import FolderCorpus
from casc_qa.types import Document, Scope
from faults import hostile_documents as made

CORPUS = Path(__file__).parent.parent.parent / "corpus"
DOCUMENTS = 100
_LINE_CHARS = 80
_PAREN, _ESCAPED = re.compile(r"([()\\])"), r"\\\1"


def paragraphs() -> list[str]:
    """The prose of the five documents, in characters that every code page has."""
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\xa0", " ")):
            text = text.replace(old, new)
        plain = re.sub(r"[^\x20-\x7e\n]", "-", text)
        found += [" ".join(line.split()) for line in plain.splitlines() if len(line) > 80]
    return found


def wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if len(line) + 1 + len(word) > _LINE_CHARS:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def paper(title: str, body: list[str], page_lines: int = 12) -> bytes:
    """A PDF that sets these paragraphs, so many lines a page, with a bookmark at its title."""
    lines = [title, ""]
    for paragraph in body:
        lines += [*wrapped(paragraph), ""]
    pages = [lines[at : at + page_lines] for at in range(0, len(lines), page_lines)]
    first = 5
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    mark = f"<< /Title ({title}) /Dest [{first} 0 R /Fit] /Parent 4 0 R >>"
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        made.FONT,
        f"<< /First {first + 2 * len(pages)} 0 R /Count 1 >>",
    ]
    for number, page in enumerate(pages):
        drawn = " ".join(
            f"1 0 0 1 72 {760 - 14 * n} Tm ({_PAREN.sub(_ESCAPED, line)}) Tj"
            for n, line in enumerate(page)
            if line
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {first + 2 * number + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            made.stream(f"BT /F 11 Tf {drawn} ET".encode()),
        ]
    return made.pdf_of(*objects, mark)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def letter(title: str, body: list[str]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "office@example.org", title
    message.set_content("\n\n".join(body), cte="base64")
    return message.as_bytes()


def row(title: str, body: list[str]) -> bytes:
    table = io.StringIO()
    csv.writer(table).writerows([["title", "text"], [title, "\n\n".join(body)]])
    return table.getvalue().encode()


def page(title: str, body: list[str]) -> bytes:
    inner = "".join(f"<p>{escaped(each)}</p>" for each in body)
    return made.html(f"<h1>{title}</h1>{inner}").encode()


def by_python_docx(title: str, body: list[str]) -> bytes:
    library = pytest.importorskip("docx")
    document = library.Document()
    document.add_heading(title, 1)
    for each in body:
        document.add_paragraph(each)
    return _saved(document)


def by_odfdo(title: str, body: list[str]) -> bytes:
    library = pytest.importorskip("odfdo")
    document = library.Document("text")
    document.body.clear()
    document.body.append(library.Header(1, title))
    for each in body:
        document.body.append(library.Paragraph(each))
    return _saved(document)


def by_python_pptx(title: str, body: list[str]) -> bytes:
    library = pytest.importorskip("pptx")
    deck = library.Presentation()
    for each in body:
        shown = deck.slides.add_slide(deck.slide_layouts[1])
        shown.shapes.title.text = title
        shown.placeholders[1].text = each
    return _saved(deck)


def _saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraphs_of(template: str, body: list[str]) -> str:
    return "".join(template.format(escaped(each)) for each in body)


Write = Callable[[str, list[str]], bytes]
PLAIN: Write = lambda title, body: "\n\n".join([title, *body]).encode()  # noqa: E731
WRITERS: dict[str, Write] = {
    "utf8.txt": PLAIN,
    "utf16.txt": lambda title, body: PLAIN(title, body).decode().encode("utf-16"),
    "utf32.txt": lambda title, body: PLAIN(title, body).decode().encode("utf-32"),
    "windows.txt": lambda title, body: PLAIN(
        f"{title} – “réunion”", body
    ).decode().encode("cp1252"),
    "front.md": lambda title, body: (
        f"---\ntitle: {title}\n---\n## {title} opened\n\n" + "\n\n".join(body)
    ).encode(),
    "page.html": page,
    "saved.mhtml": lambda title, body: made.saved(page(title, body)),
    "paper.pdf": paper,
    "word.docx": by_python_docx,
    "hand.docx": lambda title, body: docx(
        p(title, style="Heading1") + "".join(p(escaped(each)) for each in body),
        core_xml=core("Words"),
    ),
    "text.odt": by_odfdo,
    "hand.odt": lambda title, body: odt(
        f'<text:h text:outline-level="1">{title}</text:h>'
        + paragraphs_of("<text:p>{}</text:p>", body)
    ),
    "rich.rtf": lambda title, body: (
        rf"{{\rtf1\ansi {{\pard\outlinelevel0 {title}\par}}\pard "
        + r"\par ".join(re.sub(r"([\\{}])", r"\\\1", each) for each in body)
        + r"\par}"
    ).encode(),
    "slides.pptx": by_python_pptx,
    "hand.pptx": lambda title, body: pptx(
        {
            f"s{n}": slide(shape(title, kind="type='title'"), shape(escaped(each)))
            for n, each in enumerate(body)
        },
        [f"s{n}" for n in range(len(body))],
    ),
    "book.epub": lambda title, body: epub(
        {"a.xhtml": f"<h1>{title}</h1>" + paragraphs_of("<p>{}</p>", body)}
    ),
    "mail.eml": letter,
    "rows.csv": row,
    "rows.jsonl": lambda title, body: json.dumps(
        {"title": title, "text": "\n\n".join(body)}
    ).encode(),
}  # fmt: skip
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
        kind = names[number % len(names)]
        name = "/".join([*(f"level-{n}" for n in range(number % 4)), f"{number:03}-{kind}"])
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[kind](title, body))
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
        places = [text.find(each) for each in piece.body]
        assert -1 not in places, piece.name
        assert places == sorted(places), piece.name


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
