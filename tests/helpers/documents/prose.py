"""Real prose, in every format that is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest

from helpers.documents import hostile as made
from helpers.documents.zipped_files import core, docx, epub, odt, p, pptx, shape, slide
from helpers.project import CORPUS

_LINE_CHARS = 80
_PAREN, _ESCAPED = re.compile(r"([()\\])"), r"\\\1"


def paragraphs() -> list[str]:
    """The prose of the five documents, in characters that every code page has."""
    lines = []
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\xa0", " ")):
            text = text.replace(old, new)
        plain = re.sub(r"[^\x20-\x7e\n]", "-", text)
        lines += [" ".join(line.split()) for line in plain.splitlines() if len(line) > 80]
    return lines


def wrapped(text: str) -> Iterator[str]:
    """The text in lines of at most 80 characters."""
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
    """The text as XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def letter(title: str, body: list[str]) -> bytes:
    """Mail in base64."""
    message = EmailMessage()
    message["From"], message["Subject"] = "office@example.org", title
    message.set_content("\n\n".join(body), cte="base64")
    return message.as_bytes()


def row(title: str, body: list[str]) -> bytes:
    """A table of comma-separated values with one row."""
    table = io.StringIO()
    csv.writer(table).writerows([["title", "text"], [title, "\n\n".join(body)]])
    return table.getvalue().encode()


def page(title: str, body: list[str]) -> bytes:
    """An HTML page."""
    inner = "".join(f"<p>{escaped(each)}</p>" for each in body)
    return made.html(f"<h1>{title}</h1>{inner}").encode()


def by_python_docx(title: str, body: list[str]) -> bytes:
    """A Word file."""
    library = pytest.importorskip("docx")
    document = library.Document()
    document.add_heading(title, 1)
    for each in body:
        document.add_paragraph(each)
    return _saved(document)


def by_odfdo(title: str, body: list[str]) -> bytes:
    """An OpenDocument text."""
    library = pytest.importorskip("odfdo")
    document = library.Document("text")
    document.body.clear()
    document.body.append(library.Header(1, title))
    for each in body:
        document.body.append(library.Paragraph(each))
    return _saved(document)


def by_python_pptx(title: str, body: list[str]) -> bytes:
    """A PowerPoint file, a slide for each paragraph."""
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
    """Each paragraph in the template, one after the other."""
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
            f"s{n}": slide(shape(title, placeholder="type='title'"), shape(escaped(each)))
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
