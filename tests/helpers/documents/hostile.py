"""Documents that are malformed on purpose, or out to fill the memory and take the time of whoever
reads them: defects in every format, several files each, each made here from a seed.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

from helpers.documents import hostile_old as hostile_old
from helpers.documents import hostile_pictures as hostile_pictures
from helpers.documents import hostile_scans as hostile_scans
from helpers.documents import hostile_sheets as hostile_sheets
from helpers.documents.defects import DEFECTS as DEFECTS
from helpers.documents.defects import MB, WORDS, defect, prose
from helpers.documents.defects import Defect as Defect
from helpers.documents.defects import files as files
from helpers.documents.pdf_files import pdf_of, stream
from helpers.documents.sheet_files import inline, ods, ods_row, ods_table, xlsx
from helpers.documents.zipped_files import docx, epub, odt, p, pptx, relations, shape, slide, zipped

ZIPPED = (".docx", ".odt", ".pptx", ".epub", ".xlsx", ".ods")
TEXTS = (".txt", ".md", ".html")
EVERY = (
    *(".txt", ".md", ".html", ".mhtml", ".pdf", ".docx", ".odt", ".rtf", ".pptx", ".epub", ".eml"),
    *(".csv", ".tsv", ".jsonl", ".xlsx", ".ods"),
)


# Good files, to be spoilt


def good(suffix: str, text: str) -> bytes:
    """A small file of this format that says ``text``."""
    return _GOOD[suffix](text)


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    "/Resources << /Font << /F 5 0 R >> >> >>"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def painted(text: str) -> bytes:
    """A page's instructions."""
    return f"BT /F 12 Tf 72 720 Td ({text}) Tj ET".encode("cp1252", "replace")


def one_page(content: bytes, page: str = PAGE, pages: str = PAGES, *more: str | bytes) -> bytes:
    """A PDF of one page with this stream object as its contents."""
    return pdf_of(CATALOG, pages, page, content, FONT, *more)


def mail(body: bytes, head: str = "Content-Type: text/plain; charset=utf-8") -> bytes:
    """A letter."""
    return f"From: a@example.org\nTo: b@example.org\nSubject: Words\n{head}\n\n".encode() + body


def html(body: str) -> str:
    """A page."""
    return f"<html><head><title>Words</title></head><body><article>{body}</article></body></html>"


def saved(page: bytes, head: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """A saved page."""
    encoded = base64.encodebytes(page)
    top = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n{head}\n'
    return top.encode() + b"Content-Transfer-Encoding: base64\n\n" + encoded + b"\n--b--\n"


_GOOD: Mapping[str, Callable[[str], bytes]] = {
    ".txt": str.encode,
    ".md": lambda text: f"---\ntitle: Words\n---\n# Words\n\n{text}\n".encode(),
    ".html": lambda text: html(f"<h1>Words</h1><p>{text}</p>" * 2).encode(),
    ".mhtml": lambda text: saved(html(f"<h1>Words</h1><p>{text}</p>").encode()),
    ".pdf": lambda text: one_page(stream(painted(text))),
    ".docx": lambda text: docx(p(text)),
    ".odt": lambda text: odt(f"<text:p>{text}</text:p>"),
    ".rtf": lambda text: rb"{\rtf1\ansi\ansicpg1252 " + text.encode("cp1252") + rb"\par}",
    ".pptx": lambda text: pptx({"s": slide(shape(text))}, ["s"]),
    ".epub": lambda text: epub({"a.xhtml": f"<p>{text}</p>"}),
    ".xlsx": lambda text: xlsx(inline(text)),
    ".ods": lambda text: ods(ods_table(ods_row(text))),
    ".eml": lambda text: mail(text.encode()),
    ".csv": lambda text: f'title,text\nWords,"{text}"\n'.encode(),
    ".tsv": lambda text: f'title\ttext\nWords\t"{text}"\n'.encode(),
    ".jsonl": lambda text: (json.dumps({"title": "Words", "text": text}) + "\n").encode(),
}
_MAIN = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".pptx": "ppt/presentation.xml",
    ".epub": "OPS/book.opf",
    ".xlsx": "xl/worksheets/sheet1.xml",
    ".ods": "content.xml",
}


def with_part(suffix: str, content: str | bytes, part: str | None = None) -> bytes:
    """A good archive with another content for its main part, or for ``part``."""
    with ZipFile(BytesIO(good(suffix, "Words."))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part or _MAIN[suffix]: content})


# Any format


@defect(*EVERY)
def empty(suffix: str, draw: Random) -> bytes:
    return b""


@defect(*EVERY)
def white_space_alone(suffix: str, draw: Random) -> bytes:
    return bytes(draw.choice(b" \t\r\n\f\v") for _ in range(5_000)) + suffix.encode()[:0]


@defect(*EVERY, seeds=3)
def cut_off(suffix: str, draw: Random) -> bytes:
    data = good(suffix, prose(draw))
    return data[: draw.randrange(1, len(data))]


@defect(*EVERY, seeds=3)
def bits_flipped(suffix: str, draw: Random) -> bytes:
    data = bytearray(good(suffix, prose(draw)))
    for _ in range(draw.choice((1, 8, 64))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


@defect(*EVERY)
def noise(suffix: str, draw: Random) -> bytes:
    return draw.randbytes(20_000)


@defect(".pdf", ".docx", ".rtf", ".epub")
def noise_behind_the_right_start(suffix: str, draw: Random) -> bytes:
    start = {".pdf": b"%PDF-1.7\n", ".rtf": b"{\\rtf1 "}.get(suffix, b"PK\x03\x04")
    return start + draw.randbytes(20_000)


@defect(*(suffix for suffix in EVERY if suffix not in TEXTS))
def another_format_inside(suffix: str, draw: Random) -> bytes:
    other = draw.choice([s for s in EVERY if s != suffix and not {s, suffix} <= {".csv", ".tsv"}])
    return good(other, prose(draw))


@defect(".pdf", ".txt", ".docx", ".html")
def a_picture(suffix: str, draw: Random) -> bytes:
    header = struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + header + draw.randbytes(4_000)


@defect(".txt", ".md", ".csv", ".eml")
def a_program(suffix: str, draw: Random) -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(9) + draw.randbytes(4_000)


@defect(".pdf", ".docx", ".html", ".rtf")
def two_formats_at_once(suffix: str, draw: Random) -> bytes:
    paper = good(".pdf", prose(draw))
    page = html(f"<p>{prose(draw)}</p>").encode()
    book = good(".docx", prose(draw))
    return {".pdf": paper + book, ".docx": paper + book, ".html": page + paper}.get(
        suffix, good(".rtf", prose(draw)) + page
    )


@defect(".pages", ".key", ".exe", ".zip", "", ".txt.bak")
def a_suffix_nobody_reads(suffix: str, draw: Random) -> bytes:
    return prose(draw).encode()


# Text


@defect(*TEXTS, seeds=3)
def mixed_encodings(suffix: str, draw: Random) -> bytes:
    names = draw.sample(("utf-8", "cp1251", "koi8-r", "utf-16-le", "cp866", "shift_jis"), 3)
    return b"\n".join(f"{prose(draw)} Семинар в Бишкеке.".encode(name) for name in names)


@defect(*TEXTS)
def a_nul_among_words(suffix: str, draw: Random) -> bytes:
    text = prose(draw)
    offset = draw.randrange(1, len(text))
    return good(suffix, text).replace(
        text.encode(), (text[:offset] + "\0" + text[offset:]).encode()
    )


@defect(".txt", ".md")
def one_encoding_after_another(suffix: str, draw: Random) -> bytes:
    first, second = draw.sample(("utf-8", "cp1251", "koi8-r", "utf-16-le", "utf-16-be"), 2)
    words = f"{prose(draw)} Семинар прошёл в Бишкеке. " * 20
    return words.encode(first) + words.encode(second)


@defect(".txt", ".md")
def stops_without_spaces(suffix: str, draw: Random) -> bytes:
    return (draw.choice(("中文。", "Աբ։", "اب؟", "AB!")) * 100_000 + prose(draw)).encode()


@defect(".txt", ".md")
def more_sentences_than_anybody_reads(suffix: str, draw: Random) -> bytes:
    return (draw.choice(("中文。", "中文！")) * 600_000 + prose(draw)).encode()


@defect(".txt", ".md")
def brackets_without_an_end(suffix: str, draw: Random) -> bytes:
    return ("「《x》" * 60_000 + "(A). " * 20_000 + prose(draw)).encode()


@defect(*TEXTS, seeds=2)
def utf16_with_halves(suffix: str, draw: Random) -> bytes:
    halves = struct.pack("<4H", 0xD800, 0x41, 0xDC00, 0xD83D)
    marked = b"\xff\xfe" if draw.randrange(2) else b""
    return marked + prose(draw).encode("utf-16-le") + halves * 50


@defect(".txt", ".md")
def utf16_of_an_odd_length(suffix: str, draw: Random) -> bytes:
    return prose(draw).encode("utf-16") + b"x"


@defect(".txt", ".csv", ".jsonl", ".eml")
def a_mark_that_lies(suffix: str, draw: Random) -> bytes:
    return draw.choice((b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xfe\xff")) + good(suffix, prose(draw))


@defect(*TEXTS, ".csv", ".jsonl")
def nulls_between(suffix: str, draw: Random) -> bytes:
    return good(suffix, prose(draw)).replace(b" ", b"\0")


@defect(".txt", ".md", ".rtf", ".eml")
def control_characters(suffix: str, draw: Random) -> bytes:
    marks = "\x1b[31m\x1b]0;title\x07\b\x7f\x00\x9b"
    text = prose(draw)
    return good(suffix, text).replace(text.encode(), (marks + text + marks).encode("utf-8"))


@defect(".txt", ".md", ".csv", ".jsonl", ".docx", ".odt")
def text_that_turns_around(suffix: str, draw: Random) -> bytes:
    return good(suffix, "\u202e" * 40 + prose(draw) + "\u2066\u202a\u200f" * 40 + prose(draw))


@defect(".txt", ".md", ".jsonl")
def accents_in_a_heap(suffix: str, draw: Random) -> bytes:
    return good(suffix, "a" + "\u0301\u0489" * 40_000)


@defect(".txt", ".html", ".eml")
def overlong_utf8(suffix: str, draw: Random) -> bytes:
    return good(suffix, prose(draw)) + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * 50


@defect(".txt", ".md", nightly=True)
def fifty_megabytes_of_one_letter(suffix: str, draw: Random) -> bytes:
    return b"x" * (50 * MB)


@defect(".txt", nightly=True)
def more_than_may_be(suffix: str, draw: Random) -> bytes:
    return b"word " * (21 * MB)


@defect(".txt", ".md")
def no_space_anywhere(suffix: str, draw: Random) -> bytes:
    return draw.choice("xyz").encode() * 200_000


@defect(".txt", nightly=True)
def twenty_million_without_a_space(suffix: str, draw: Random) -> bytes:
    return b"x" * (20 * MB - 1)


@defect(".txt", ".eml")
def spaces_between_two_letters(suffix: str, draw: Random) -> bytes:
    return good(suffix, "a" + " " * 400_000 + "b")


@defect(".txt", ".md", ".eml")
def a_million_short_lines(suffix: str, draw: Random) -> bytes:
    return good(suffix, "a\nb\nc\n" * 400_000)


@defect(".txt", ".csv", ".jsonl")
def a_million_short_sentences(suffix: str, draw: Random) -> bytes:
    return good(suffix, "1. " * 1_200_000)


@defect(".txt", ".md")
def quotation_marks_alone(suffix: str, draw: Random) -> bytes:
    return "".join(draw.choice("\"'“”«» .") for _ in range(50_000)).encode()


# Markdown


@defect(".md")
def deep_quotes_and_lists(suffix: str, draw: Random) -> bytes:
    return (">" * 100_000 + prose(draw) + "\n" + "- " * 100_000 + prose(draw)).encode()


@defect(".md")
def front_matter_that_repeats_itself(suffix: str, draw: Random) -> bytes:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
    )
    return f"---\n{laughs}---\n{prose(draw)}\n".encode()


@defect(".md", seeds=2)
def front_matter_too_deep(suffix: str, draw: Random) -> bytes:
    fence, deep = draw.choice((("---", "a: "), ("+++", "a = ")))
    return f"{fence}\n{deep}{'[' * 30_000}\n{fence}\n{prose(draw)}\n".encode()


@defect(".md")
def a_hundred_thousand_headings(suffix: str, draw: Random) -> bytes:
    return "".join(f"# {n}\n" for n in range(120_000)).encode()


@defect(".md")
def a_heading_of_a_megabyte(suffix: str, draw: Random) -> bytes:
    return f"# {'word ' * 200_000}\n\n{prose(draw)}\n".encode()


@defect(".md")
def a_heading_with_a_hole(suffix: str, draw: Random) -> bytes:
    return f"# a{' ' * 20_000}b\n\n{prose(draw)}\n## c{' #' * 20_000}\n".encode()


# Web pages


@defect(".html", ".eml", ".mhtml")
def a_hundred_thousand_nested_tags(suffix: str, draw: Random) -> bytes:
    tag = draw.choice(("div", "b", "table"))
    page = html(f"<{tag}>" * 100_000 + prose(draw) + f"</{tag}>" * 100_000).encode()
    return _as_page(suffix, page)


@defect(".html")
def one_tag_of_megabytes(suffix: str, draw: Random) -> bytes:
    return html(f"<p class='{'x' * 2 * MB}'>{prose(draw)}</p><p>{prose(draw)}</p>").encode()


@defect(".html", ".mhtml")
def a_tag_never_closed(suffix: str, draw: Random) -> bytes:
    return _as_page(suffix, html(f"<p>{prose(draw)}</p><p " + "<" * 200_000).encode())


@defect(".html", ".eml", ".mhtml", nightly=True)
def a_tag_with_many_attributes(suffix: str, draw: Random) -> bytes:
    names = " ".join(f"a{n}='{n}'" for n in range(100_000))
    return _as_page(suffix, html(f"<p {names}>{prose(draw)}</p>").encode())


@defect(".html", ".mhtml", seeds=2)
def an_encoding_that_is_none(suffix: str, draw: Random) -> bytes:
    name = draw.choice(("undefined", "punycode", "utf-7", "base64", "x" * 4_000, "rot13", "idna"))
    page = f"<meta charset='{name}'>{html(f'<p>{prose(draw)} Семинар.</p>')}".encode("cp1251")
    return _as_page(suffix, page)


@defect(".html")
def entities_in_a_page(suffix: str, draw: Random) -> bytes:
    laughs = '<!DOCTYPE html [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12)
    )
    return f"{laughs}]>{html(f'<p>&a11; {prose(draw)}</p>')}".encode()


@defect(".html")
def a_page_of_many_small_blocks(suffix: str, draw: Random) -> bytes:
    return html("<p>a<p>b" * 5_000).encode()


@defect(".html")
def a_title_of_a_megabyte(suffix: str, draw: Random) -> bytes:
    page = html(f"<p>{prose(draw)}</p><p>{prose(draw)}</p>")
    return page.replace("Words", "Words " * 50_000).encode()


def _as_page(suffix: str, page: bytes) -> bytes:
    if suffix == ".mhtml":
        return saved(page)
    return mail(page, "Content-Type: text/html") if suffix == ".eml" else page


# Zipped formats


@defect(*ZIPPED)
def a_flat_bomb(suffix: str, draw: Random) -> bytes:
    return with_part(suffix, bytes(40 * MB))


@defect(*ZIPPED)
def a_bomb_within_the_ratio(suffix: str, draw: Random) -> bytes:
    """Unpacks to fifty times its size, all of it one element."""
    filler = b"<a>" + (draw.randbytes(600).hex().encode() + b"x" * 59_000) * 100 + b"</a>"
    return with_part(suffix, filler)


@defect(".docx", ".epub")
def archives_in_archives(suffix: str, draw: Random) -> bytes:
    inner = zipped({"a": bytes(MB)})
    for level in range(6):
        inner = zipped({f"{level}-{n}.zip": inner for n in range(8)})
    return with_part(suffix, inner)


@defect(*ZIPPED)
def entries_that_overlap(suffix: str, draw: Random) -> bytes:
    """Five hundred names in the table, one and the same content."""
    body = zlib.compress(bytes(5 * MB), 9)[2:-4]
    crc, size = zlib.crc32(bytes(5 * MB)), 5 * MB
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(body), size, 1, 0)
    data, table = local + b"a" + body, b""
    names = [_MAIN[suffix], *(f"p{n}" for n in range(500))]
    for name in names:
        fields = (20, 20, 0, 8, 0, 0, crc, len(body), size, len(name), 0, 0, 0, 0, 0, 0)
        table += struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", *fields) + name.encode()
    count = len(names)
    end = (b"PK\5\6", 0, 0, count, count, len(table), len(data), 0)
    return data + table + struct.pack("<4sHHHHIIH", *end)


@defect(*ZIPPED)
def sizes_that_lie(suffix: str, draw: Random) -> bytes:
    data = bytearray(good(suffix, prose(draw)))
    at = -1
    while (at := data.find(b"PK\1\2", at + 1)) >= 0:
        struct.pack_into("<I", data, at + 24, draw.choice((1, 7, 2**32 - 2)))
    return bytes(data)


@defect(*ZIPPED)
def more_parts_than_documents_have(suffix: str, draw: Random) -> bytes:
    buffer = BytesIO(good(suffix, prose(draw)))
    with ZipFile(buffer, "a") as archive:
        for number in range(3_000):
            archive.writestr(f"p{number}", b"")
    return buffer.getvalue()


@defect(*ZIPPED)
def a_part_that_leads_outside(suffix: str, draw: Random) -> bytes:
    return with_part(suffix, "x", draw.choice(("../../etc/x", "/etc/x", "a/../../x", "C:\\x")))


@defect(*ZIPPED)
def packed_in_another_way(suffix: str, draw: Random) -> bytes:
    buffer = BytesIO()
    with (
        ZipFile(BytesIO(good(suffix, prose(draw)))) as source,
        ZipFile(buffer, "w", draw.choice((ZIP_BZIP2, ZIP_LZMA))) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return buffer.getvalue()


@defect(*ZIPPED)
def locked_parts(suffix: str, draw: Random) -> bytes:
    data = bytearray(good(suffix, prose(draw)))
    at = -1
    while (at := data.find(b"PK\1\2", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


@defect(*ZIPPED)
def a_part_with_a_strange_name(suffix: str, draw: Random) -> bytes:
    """The reason would name a part of sixty thousand characters, some of them controls."""
    name = "\x1b[31m\n" + "n" * 60_000
    if suffix in (".odt", ".ods"):
        return with_part(suffix, "x", name)
    if suffix == ".epub":
        escaped = "n" * 60_000
        return with_part(
            suffix,
            f'<container><rootfiles><rootfile full-path="{escaped}"/></rootfiles></container>',
            "META-INF/container.xml",
        )
    targets = relations({"rId1": f"officeDocument {'n' * 60_000}"})
    return with_part(suffix, targets, "_rels/.rels")


@defect(*ZIPPED, seeds=2)
def entities_that_multiply(suffix: str, draw: Random) -> bytes:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12)
    )
    element = draw.choice(("<a>&a11;</a>", '<a b="&a11;"/>'))
    return with_part(suffix, f"{laughs}]>{element}")


@defect(*ZIPPED)
def one_long_entity_used_often(suffix: str, draw: Random) -> bytes:
    return with_part(suffix, f'<!DOCTYPE x [<!ENTITY a "{"a" * 90_000}">]><a>{"&a;" * 90_000}</a>')


@defect(*ZIPPED, seeds=2)
def entities_from_outside(suffix: str, draw: Random) -> bytes:
    where = draw.choice(("file:///etc/passwd", "http://127.0.0.1:9/x", "file:///dev/zero"))
    entities = (f'<!ENTITY a SYSTEM "{where}">', f'<!ENTITY % a SYSTEM "{where}"> %a;')
    return with_part(suffix, f"<!DOCTYPE x [{draw.choice(entities)}]><a>&a;</a>")


@defect(*ZIPPED)
def elements_nested_too_deep(suffix: str, draw: Random) -> bytes:
    return with_part(suffix, "<a>" * 100_000 + "</a>" * 100_000)


@defect(*ZIPPED)
def an_element_with_many_attributes(suffix: str, draw: Random) -> bytes:
    return with_part(suffix, "<a " + " ".join(f"b{n}='{n}'" for n in range(60_000)) + "/>")


@defect(*ZIPPED)
def a_tree_that_fills_the_memory(suffix: str, draw: Random) -> bytes:
    # Some of it does not repeat, so that it is no bomb by its ratio.
    return with_part(suffix, b"<r>" + b"<a/>" * 3_100_000 + draw.randbytes(70_000).hex().encode())


@defect(".docx", ".odt", ".epub", ".pptx")
def blocks_without_number(suffix: str, draw: Random) -> bytes:
    words = [draw.choice(WORDS.split()) for _ in range(20_000)]
    return {
        ".docx": lambda: docx("".join(f"<w:p><w:r><w:t>{w}</w:t></w:r></w:p>" for w in words)),
        ".odt": lambda: odt("".join(f"<text:p>{w}</text:p>" for w in words)),
        ".epub": lambda: epub({"a.xhtml": "".join(f"<p>{w}</p>" for w in words)}),
        ".pptx": lambda: pptx({"s": slide(shape(*words))}, ["s"]),
    }[suffix]()


@defect(".docx")
def notes_that_call_each_other(suffix: str, draw: Random) -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{n}">{p(f"Note {n} {draw.random()}.", _note((n + 1) % 2_000))}'
        "</w:footnote>"
        for n in range(2_000)
    )
    return docx(p("Words.", _note(0)), footnotes=notes)


def _note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


@defect(".docx", ".odt")
def styles_in_a_circle(suffix: str, draw: Random) -> bytes:
    if suffix == ".odt":
        circle = "".join(
            f'<style:style style:name="{a}" style:family="paragraph"'
            f' style:parent-style-name="{b}"/>'
            for a, b in ("ab", "bc", "ca")
        )
        return odt(f'<text:p text:style-name="a">{prose(draw)}</text:p>', automatic=circle)
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "bc", "ca")
    )
    return docx(p(prose(draw), style="a"), styles=circle)


@defect(".odt")
def spaces_without_number(suffix: str, draw: Random) -> bytes:
    return odt(f"<text:p>a{'<text:s text:c=' + chr(34) + '9' * 50 + chr(34) + '/>'}b</text:p>" * 99)


@defect(".docx", ".pptx")
def parts_that_refer_to_themselves(suffix: str, draw: Random) -> bytes:
    if suffix == ".pptx":
        order = ["s"] * 5_000
        return pptx({"s": slide(shape(prose(draw)))}, order)
    return with_part(suffix, relations({"rId1": "officeDocument _rels/.rels"}), "_rels/.rels")


@defect(".epub")
def a_chapter_named_many_times(suffix: str, draw: Random) -> bytes:
    item = '<item id="c" href="a.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="c"/>' * 50_000
    package = f"<package><manifest>{item}</manifest><spine>{spine}</spine></package>"
    return with_part(suffix, package)


@defect(".epub")
def chapters_that_are_missing(suffix: str, draw: Random) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="{n}\u202e.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(3_000)
    )
    spine = '<itemref idref="c"/>' + "".join(f'<itemref idref="c{n}"/>' for n in range(3_000))
    good_one = '<item id="c" href="a.xhtml" media-type="application/xhtml+xml"/>'
    return with_part(
        suffix, f"<package><manifest>{good_one}{items}</manifest><spine>{spine}</spine></package>"
    )


# PDF


@defect(".pdf", seeds=3)
def pages_in_a_circle(suffix: str, draw: Random) -> bytes:
    kids = draw.choice(("2 0 R 2 0 R", "3 0 R 2 0 R", "3 0 R 4 0 R"))
    inner = "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return pdf_of(CATALOG, f"<< /Type /Pages /Kids [{kids}] /Count 2 >>", inner, PAGE)


@defect(".pdf", seeds=2)
def a_hundred_thousand_pages_announced(suffix: str, draw: Random) -> bytes:
    count = draw.choice((100_000, 2**31, -1))
    content = stream(painted(prose(draw)))
    return one_page(content, pages=f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>")


@defect(".pdf")
def one_page_shown_many_times(suffix: str, draw: Random) -> bytes:
    kids = "<< /Type /Pages /Kids [" + "3 0 R " * 30_000 + "] /Count 30000 >>"
    return one_page(stream(painted(prose(draw))), pages=kids)


@defect(".pdf")
def a_flate_bomb(suffix: str, draw: Random) -> bytes:
    squeezed = zlib.compress(zlib.compress(b"BT (a) Tj ET " + bytes(60 * MB), 9), 9)
    return one_page(stream(squeezed, "/Filter [/FlateDecode /FlateDecode]"))


@defect(".pdf")
def a_bomb_of_many_filters(suffix: str, draw: Random) -> bytes:
    data = zlib.compress(bytes(20 * MB), 9)
    for _ in range(8):
        data = zlib.compress(data, 9)
    return one_page(stream(data, f"/Filter [{'/FlateDecode ' * 9}]"))


@defect(".pdf")
def an_lzw_bomb(suffix: str, draw: Random) -> bytes:
    """Codes that each repeat the longest string so far."""
    codes = [256, 0, *range(258, 4_096)]
    bits, width, table = "", 9, 257
    for code in codes:
        bits += f"{code:0{width}b}"
        table += 1
        width = 9 if table < 511 else 10 if table < 1_023 else 11 if table < 2_047 else 12
    block = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return one_page(stream(block * 40, "/Filter /LZWDecode"))


@defect(".pdf")
def a_hex_bomb(suffix: str, draw: Random) -> bytes:
    return one_page(stream(b"2" * 8 * MB, "/Filter [/ASCIIHexDecode /ASCIIHexDecode]"))


@defect(".pdf")
def a_run_length_bomb(suffix: str, draw: Random) -> bytes:
    return one_page(stream(b"\x81a" * 400_000, "/Filter [/RunLengthDecode]"))


@defect(".pdf")
def an_ascii85_bomb(suffix: str, draw: Random) -> bytes:
    return one_page(stream(b"z" * 4 * MB + b"~>", "/Filter /ASCII85Decode"))


@defect(".pdf")
def a_bomb_of_an_object_stream(suffix: str, draw: Random) -> bytes:
    inner = zlib.compress(b"4 0 " + b" " * 60 * MB, 9)
    packed = stream(inner, "/Type /ObjStm /N 100000 /First 4 /Filter /FlateDecode")
    return pdf_of(CATALOG, PAGES, PAGE, packed, FONT, packed)


@defect(".pdf", seeds=2)
def references_in_a_circle(suffix: str, draw: Random) -> bytes:
    """Streams whose lengths are streams, objects that are each other."""
    if draw.randrange(2):
        return pdf_of(CATALOG, "3 0 R", "2 0 R", PAGE)
    return pdf_of(CATALOG, PAGES, PAGE, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream", FONT)


@defect(".pdf", seeds=2)
def tables_of_places_in_a_circle(suffix: str, draw: Random) -> bytes:
    data = good(".pdf", prose(draw))
    at = data.rindex(b"xref\n0")
    loop = b"trailer << /Root 1 0 R /Size 6 /Prev %d >>" % at
    start = data.index(b"trailer")
    return data[:start] + loop + data[data.index(b"\nstartxref") :]


@defect(".pdf", seeds=2)
def places_that_are_wrong(suffix: str, draw: Random) -> bytes:
    data = good(".pdf", prose(draw))
    head = data[: data.rindex(b"startxref")]
    return head + b"startxref\n%d\n%%%%EOF\n" % draw.choice((0, 7, 2**40, len(data) * 2))


@defect(".pdf")
def a_form_that_draws_itself(suffix: str, draw: Random) -> bytes:
    form = stream(
        b"/X Do /X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    return one_page(form, PAGE.replace("/Font << /F 5 0 R >>", "/XObject << /X 4 0 R >>"))


@defect(".pdf")
def forms_that_draw_twice_each(suffix: str, draw: Random) -> bytes:
    """Thirty levels, each drawing the next one twice."""
    forms = [
        stream(
            b"/X Do /X Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            f"/Resources << /XObject << /X {7 + level} 0 R >> >>",
        )
        for level in range(30)
    ]
    last = stream(painted("a"), "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    page = PAGE.replace("/Font", "/XObject << /X 6 0 R >> /Font")
    return one_page(stream(b"/X Do"), page, PAGES, *forms, last)


@defect(".pdf")
def more_instructions_than_a_page_needs(suffix: str, draw: Random) -> bytes:
    work = zlib.compress(b"BT /F 9 Tf " + b"(ab) Tj 1 0 Td " * 500_000 + b"ET", 9)
    return one_page(stream(work, "/Filter /FlateDecode"))


@defect(".pdf", nightly=True)
def pages_that_each_take_long(suffix: str, draw: Random) -> bytes:
    work = zlib.compress(b"BT /F 9 Tf " + b"(ab) Tj 1 0 Td " * 90_000 + b"ET", 9)
    kids = "<< /Type /Pages /Kids [" + "3 0 R " * 2_000 + "] /Count 2000 >>"
    return one_page(stream(work, "/Filter /FlateDecode"), pages=kids)


@defect(".pdf", seeds=2)
def fonts_that_are_missing(suffix: str, draw: Random) -> bytes:
    content = stream(painted(prose(draw)))
    page = PAGE.replace("/F 5 0 R", draw.choice(("/G 5 0 R", "/F 99 0 R", "/F 3 0 R")))
    return one_page(content, page)


@defect(".pdf", seeds=2)
def a_font_whose_map_is_endless(suffix: str, draw: Random) -> bytes:
    span = draw.choice((b"<0000> <ffffffff> <0041>", b"<00> <ff> [" + b"<0041> " * 90_000 + b"]"))
    cmap = stream(b"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange\n" + span)
    font = FONT.replace("/Encoding", "/ToUnicode 6 0 R /Encoding")
    return pdf_of(CATALOG, PAGES, PAGE, stream(painted(prose(draw))), font, cmap)


@defect(".pdf")
def brackets_without_end(suffix: str, draw: Random) -> bytes:
    return one_page(stream(draw.choice((b"[", b"<<", b"(")) * 100_000))


@defect(".pdf")
def a_catalog_without_end(suffix: str, draw: Random) -> bytes:
    return pdf_of("<< /Type /Catalog /Pages " + "[" * 50_000 + " >>")


@defect(".pdf")
def bookmarks_in_a_circle(suffix: str, draw: Random) -> bytes:
    return pdf_of(
        CATALOG.replace("/Pages", "/Outlines 6 0 R /Pages"), PAGES, PAGE,
        stream(painted(prose(draw))), FONT, "<< /First 7 0 R >>",
        "<< /Title (Words) /Dest [3 0 R /Fit] /Next 7 0 R /First 7 0 R >>",
    )  # fmt: skip


@defect(".pdf", seeds=2)
def numbers_out_of_range(suffix: str, draw: Random) -> bytes:
    huge = draw.choice((b"1" + b"0" * 400, b"-" + b"9" * 5_000, b"1e999", b"nan", b"0.0.0"))
    return one_page(stream(b"BT /F %s Tf %s 0 0 %s 0 0 Tm (a b c) Tj ET" % (huge, huge, huge)))


@defect(".pdf", seeds=2)
def a_password_nobody_gave(suffix: str, draw: Random) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(good(".pdf", prose(draw))))
    writer.encrypt("secret", algorithm=draw.choice(("RC4-128", "AES-256")))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@defect(".pdf")
def an_encryption_that_is_damaged(suffix: str, draw: Random) -> bytes:
    data = good(".pdf", prose(draw))
    lock = b"/Encrypt << /Filter /Standard /V 9 /R 99 /O (x) /U (y) /P -1 >> /Root"
    head, _, tail = data.rpartition(b"/Root")
    return head + lock + tail


# Rich text


@defect(".rtf")
def groups_without_end(suffix: str, draw: Random) -> bytes:
    return rb"{\rtf1 " + b"{" * 500_000 + prose(draw).encode()


@defect(".rtf", seeds=3)
def bytes_that_are_not_there(suffix: str, draw: Random) -> bytes:
    count = draw.choice((b"9999999999", b"2147483647", b"-2147483648", b"0"))
    return rb"{\rtf1 " + prose(draw).encode() + rb" \bin" + count + b" " + prose(draw).encode()


@defect(".rtf")
def numbers_too_long(suffix: str, draw: Random) -> bytes:
    digits = b"9" * 100_000
    return rb"{\rtf1 \u" + digits + rb" \fs" + digits + rb" \uc" + digits + rb" words}"


@defect(".rtf")
def fonts_and_code_pages_that_are_none(suffix: str, draw: Random) -> bytes:
    table = "".join(f"{{\\f{n}\\fcharset{n % 256} F;}}" for n in range(20_000))
    return (rf"{{\rtf1\ansicpg99999\deff77777{{\fonttbl{table}}}\f5\'e1\f9 " + prose(draw)).encode()


@defect(".rtf")
def halves_of_characters(suffix: str, draw: Random) -> bytes:
    return rb"{\rtf1 " + rb"\u-10179?\u65?\u-8704?" * 20_000 + rb"\par}"


@defect(".rtf")
def notes_in_notes(suffix: str, draw: Random) -> bytes:
    return rb"{\rtf1 a" + rb"{\footnote b" * 50_000 + b"}" * 50_001


# Mail


@defect(".eml", ".mhtml")
def parts_in_parts(suffix: str, draw: Random) -> bytes:
    data = b"Subject: Words\nMIME-Version: 1.0\n"
    for level in range(2_000):
        data += f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode()
    return data + b"Content-Type: text/plain\n\n" + prose(draw).encode()


@defect(".eml")
def messages_in_messages(suffix: str, draw: Random) -> bytes:
    return b"Subject: Words\nContent-Type: message/rfc822\n\n" * 2_000 + prose(draw).encode()


@defect(".eml", ".mhtml")
def a_boundary_without_end(suffix: str, draw: Random) -> bytes:
    boundary = "b" * 200_000
    head = f'Subject: Words\nContent-Type: multipart/mixed; boundary="{boundary}"\n\n'
    return (head + f"--{boundary}\n\n{prose(draw)}\n").encode()


@defect(".eml", ".mhtml")
def parts_without_number(suffix: str, draw: Random) -> bytes:
    part = b"--b\nContent-Type: text/plain\n\na\n"
    return mail(part * 4_000, 'Content-Type: multipart/mixed; boundary="b"')


@defect(".eml")
def attachments_without_number(suffix: str, draw: Random) -> bytes:
    part = b'--b\nContent-Disposition: attachment; filename="%d\xe2\x80\xae.pdf"\n\na\n'
    body = b"--b\n\n" + prose(draw).encode() + b"\n" + b"".join(part % n for n in range(4_000))
    return mail(body, 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"')


@defect(".eml", seeds=3)
def charsets_that_lie(suffix: str, draw: Random) -> bytes:
    name = draw.choice(("utf-16", "utf-8", "no-such", "x" * 9_000, "undefined", "us-ascii"))
    body = f"{prose(draw)} Семинар прошёл в Бишкеке.".encode("koi8-r")
    return mail(body, f"Content-Type: text/plain; charset={name}")


@defect(".eml")
def a_header_without_end(suffix: str, draw: Random) -> bytes:
    head = "X-Long: " + "(" * 100_000 + "\nDate: " + "9" * 10_000 + "\nCc: " + "<," * 20_000
    return mail(prose(draw).encode(), head)


@defect(".eml")
def headers_without_number(suffix: str, draw: Random) -> bytes:
    return mail(prose(draw).encode(), "\n".join(f"X-{n}: {n}" for n in range(100_000)))


@defect(".eml", seeds=2)
def encoded_words_that_are_broken(suffix: str, draw: Random) -> bytes:
    word = draw.choice(("=?utf-8?B?" + "A" * 9_999, "=?x?Q?=ZZ?=" * 5_000, "=?" * 20_000))
    return mail(prose(draw).encode(), f"Cc: {word} <c@example.org>")


@defect(".eml")
def a_subject_of_a_megabyte(suffix: str, draw: Random) -> bytes:
    return mail(prose(draw).encode()).replace(b"Words", b"Words " * 20_000)


# Rows


@defect(".csv", ".tsv")
def a_giant_field(suffix: str, draw: Random) -> bytes:
    return b'title,text\nWords,"' + b"x" * 300_000 + b'"\n'


@defect(".csv", ".tsv")
def a_hundred_thousand_columns(suffix: str, draw: Random) -> bytes:
    names = ",".join(f"c{n}" for n in range(100_000))
    return f"{names},text\n{',' * 100_000}{prose(draw)}\n".encode()


@defect(".csv", ".tsv", seeds=2)
def columns_with_long_names(suffix: str, draw: Random) -> bytes:
    names = ",".join(f"{n}\u202e\x1b" + "c" * 10_000 for n in range(50))
    return f"{names}\n{prose(draw)}\n".encode()


@defect(".csv", ".tsv", seeds=2)
def quotes_that_do_not_match(suffix: str, draw: Random) -> bytes:
    rows = (f'{n}," {prose(draw, 1)} {draw.choice(("", chr(34), chr(34) * 3))}' for n in range(50))
    return ("title,text\n" + "\n".join(rows)).encode()


@defect(".csv", ".jsonl", nightly=True)
def rows_without_number(suffix: str, draw: Random) -> bytes:
    if suffix == ".jsonl":
        return b'{"text":"a"}\n' * 110_000
    return b"text\n" + b"a\n" * 110_000


@defect(".csv", ".jsonl")
def rows_that_are_all_bad(suffix: str, draw: Random) -> bytes:
    if suffix == ".jsonl":
        return (json.dumps({"text": prose(draw)}) + "\n" + "[1]\n" * 50_000).encode()
    return (f"text\n{prose(draw)}\n" + ",a,b,c\n" * 50_000).encode()


@defect(".csv")
def delimiters_alone(suffix: str, draw: Random) -> bytes:
    return b"text\n" + b",;\t|" * 200_000


@defect(".jsonl")
def objects_too_deep(suffix: str, draw: Random) -> bytes:
    return b'{"text": ' + b"[" * 200_000 + b'\n{"a":' * 50_000 + b"\n"


@defect(".jsonl", seeds=2)
def numbers_too_large(suffix: str, draw: Random) -> bytes:
    digits = "9" * draw.choice((4_299, 5_000, 500_000))
    return f'{{"text": {digits}}}\n{{"text": 1e999}}\n{{"text": NaN}}\n'.encode()


@defect(".jsonl", seeds=2)
def halves_in_rows(suffix: str, draw: Random) -> bytes:
    words = prose(draw)
    return f'{{"title": "\\ud800", "text": "\\udfff {words} \\ud83d"}}\n'.encode()


@defect(".jsonl")
def a_key_a_thousand_times(suffix: str, draw: Random) -> bytes:
    return b'{"text": "a", ' + b'"text": "b", ' * 1_000 + b'"text": "c"}\n'


# What is no regular file, or does not stay one


class Irregular(NamedTuple):
    """What stands in a folder under this name and can't be read."""

    name: str
    make: Callable[[Path], object]


def _broken_name(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/no-character-\xff.txt")).write_bytes(b"text")


def _plug(path: Path) -> None:
    plug = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(path.parent)  # an address may not be long
    try:
        plug.bind(path.name)
    finally:
        os.chdir(here)
        plug.close()


IRREGULAR = (
    Irregular("link-to-a-file.txt", lambda path: path.symlink_to("/etc/hostname")),
    Irregular("link-to-nothing.txt", lambda path: path.symlink_to(path.parent / "nothing")),
    Irregular("link-to-itself.txt", lambda path: path.symlink_to(path)),
    Irregular("link-to-its-folder", lambda path: path.symlink_to(path.parent)),
    Irregular("link-to-a-device.txt", lambda path: path.symlink_to("/dev/zero")),
    Irregular("pipe.txt", os.mkfifo),
    Irregular("pipe.pdf", os.mkfifo),
    Irregular("plug.txt", _plug),
    Irregular("no-character-?.txt", _broken_name),
)
"""By the name that an outcome gives them."""
VANISHING = "zz-vanishing.txt"
CHANGING = "zz-changing.txt"
