"""Files become documents: encodings, formats, metadata, and reasons where they don't."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings, DocumentSettings
from casc_qa.errors import CorpusError
from casc_qa.loaders import LOADERS, FolderCorpus, fingerprint
from casc_qa.loaders.description import describe
from casc_qa.loaders.files import content_hashes, scan
from casc_qa.loaders.formats.encoding import decode
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.table import ROWS, extract
from casc_qa.loaders.sources import read_sources
from casc_qa.types import Anchor, Document, FileOutcome, Skipped

ROOT = Path(__file__).parent.parent
RUSSIAN = "Семинар прошёл в Бишкеке.\r\nВ нём приняли участие 53 человека – «впервые»."
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Customs officers trained</title>
<meta property="article:published_time" content="2023-09-01T10:00:00Z">
<link rel="canonical" href="https://example.org/news/customs"></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<main><article><h1>Customs officers trained</h1>
<p>On 22 August the training &amp; its organizers gathered <b>53 participants</b> of all ranks.</p>
<h2>Results of the training</h2>
<p>The participants developed an outcome document with a set of recommendations.</p>
<table><tr><th>Country</th><th>People</th></tr><tr><td>Kazakhstan</td><td>12</td></tr></table>
</article></main><footer>Share this page</footer></body></html>"""


def load(folder: Path, name: str, data: bytes) -> Document:
    """The one document in a file, read in this process."""
    (found,) = extract(Path(name).suffix.lower(), data, ColumnSettings())
    if isinstance(found, Unreadable):
        raise found
    return describe(name, "", found, read_sources(folder).get(name), ())


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
    ],
)
def test_russian_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = RUSSIAN if encoding != "koi8-r" and encoding != "cp866" else RUSSIAN.replace(
        "–", "-").replace("«", '"').replace("»", '"')  # fmt: skip  # not in these code pages
    document = load(tmp_path, "a.txt", text.encode(encoding))
    assert document.text == text
    assert document.language == "ru"


def test_western_text_in_windows_1252(tmp_path: Path) -> None:
    text = "The meeting – “strategies” – was chaired by Mr. Sánchez Del Águila."
    assert load(tmp_path, "a.txt", text.encode("cp1252")).text == text


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_utf8_comes_back_unaltered(text: str) -> None:
    assert decode(text.encode()) == (text.removeprefix("\ufeff"), "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Unreadable as error:
        assert str(error)
    else:
        assert text.count("\0") * 16 <= len(text)


def test_newlines_are_untouched(tmp_path: Path) -> None:
    assert load(tmp_path, "a.txt", b"One.\r\nTwo.\rThree.\n").text == "One.\r\nTwo.\rThree.\n"


def test_the_five_documents_are_what_was_published() -> None:
    read = FolderCorpus(ROOT / "corpus").read(lambda what, done, total: None)
    documents = read.documents
    assert {o.outcome for o in read.outcomes} == {"indexed"}
    assert {d.doc_id: (d.date, d.language, bool(d.url), d.sha256[:16]) for d in documents} == {
        "2023-06-08_vienna_constructive-dialogue-with-civil-society.txt": (
            "2023-06-08", "en", False, "a82b1840ba25bd2e"),
        "2023-08-22_bishkek_gender-in-customs-training.txt": (
            "2023-08-22/2023-08-24", "en", False, "1bdbdb26884b19c6"),
        "2024-05-31_samarkand_gender-and-human-rights-mainstreaming.txt": (
            "2024-05-31", "en", True, "77e25d70c5522b1e"),
        "undated-march_tashkent_strategies-against-organized-crime.txt": (
            None, "en", True, "b8de5134af2ef206"),
        "undated-may_online_side-event-organized-crime-and-terrorism.txt": (
            None, "en", False, "f7ffd6310d0d7a78"),
    }  # fmt: skip
    assert set(read_sources(ROOT / "corpus")) == {d.doc_id for d in documents}


def test_without_an_entry_title_and_date_come_from_the_first_lines(tmp_path: Path) -> None:
    titled = load(tmp_path, "a.txt", b"\n Strategy adopted \n\nVienna, 8 June 2023. It was so.\n")
    assert (titled.title, titled.date) == ("Strategy adopted", "2023-06-08")
    untitled = load(tmp_path, "b.txt", ("On 9-10 March, " + "word " * 60 + "end.").encode())
    assert untitled.title.startswith("On 9-10 March, word word")
    assert untitled.title.endswith("word …")
    assert untitled.date is None
    late = load(tmp_path, "c.txt", b"A title\n\nOne.\n\nTwo.\n\nIn May 2020 it ended.\n")
    assert late.date is None


def test_an_entry_without_a_date_means_no_date(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.txt"]\ntitle = "Mine"\n')
    document = load(tmp_path, "a.txt", b"Vienna, 8 June 2023. It was so.")
    assert (document.title, document.date) == ("Mine", None)


def test_markdown_keeps_its_source_and_anchors_its_headings(tmp_path: Path) -> None:
    text = "# The title\n\nText *here*.\n\n```\n# no heading\n```\n\n## Results ##\nMore.\n"
    document = load(tmp_path, "a.md", text.encode())
    assert document.text == text
    assert document.title == "The title"
    assert document.anchors == (Anchor(text.index("## Results"), "heading", "Results"),)


def test_html_gives_its_main_text_and_what_it_states(tmp_path: Path) -> None:
    document = load(tmp_path, "a.html", PAGE.encode())
    assert document.title == "Customs officers trained"
    assert (document.date, document.language) == ("2023-09-01", "en")
    assert document.url == "https://example.org/news/customs"
    assert "the training & its organizers gathered 53 participants of all ranks." in document.text
    assert "Kazakhstan | 12" in document.text
    assert "About us" not in document.text
    assert document.extractor.startswith("trafilatura 2.")
    at = {anchor.value: anchor.offset for anchor in document.anchors}
    assert document.text[at["Results of the training"] :].startswith("Results of the training\n")


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("of all ranks", "из Бишкека и Ташкента")
    assert "из Бишкека и Ташкента" in load(tmp_path, "a.htm", page.encode("cp1251")).text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "it holds no text"),
        ("b.md", b" \n\t\n", "it holds no text"),
        ("c.txt", b"%PDF-1.7\0\0\x01\x02\x03\xff\xfe", "it is not text in any encoding known here"),
        ("d.txt", b"\xff\xfea\xd8b", "it starts as utf-16-le and then breaks that encoding"),
        ("e.doc", b"\xd0\xcf\x11\xe0", "no loader for .doc: save it as .docx"),
        ("f", b"text", "no loader for files without a suffix"),
        ("g.html", b"<html><body></body></html>", "no main text was found in this page"),
        ("h.txt", b"\x81\x8d\x8f\x90\x9d" * 9, "it is not text in any encoding known here"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason.replace(".", r"\.")):
        load(tmp_path, name, data)


def test_links_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "there.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {}
    for file in scan(tmp_path)[0]:
        try:
            file.read()
        except Unreadable as error:
            reasons[file.doc_id] = str(error)
    assert reasons == {
        "link.txt": "it is a symbolic link: put the file itself here",
        "pipe.txt": "it is not a regular file",
    }


def test_scan_goes_into_folders_and_leaves_hidden_names_and_toml(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", ".hidden/x.txt", ".y.txt", "sources.toml", "sub/Z.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [file.doc_id for file in scan(tmp_path)[0]] == ["b.txt", "sub/Z.HTML", "sub/a.md"]
    with pytest.raises(CorpusError, match="There is no corpus folder"):
        scan(tmp_path / "missing")


def test_fingerprint_sees_every_change(tmp_path: Path) -> None:
    def now() -> str:
        return fingerprint(content_hashes(tmp_path, scan(tmp_path)[0]))

    seen = [now()]
    for change in (
        lambda: (tmp_path / "a.txt").write_text("one"),
        lambda: (tmp_path / "a.txt").write_text("two"),
        lambda: (tmp_path / "a.txt").rename(tmp_path / "b.txt"),
        lambda: (tmp_path / "sources.toml").write_text('["b.txt"]\ntitle = "B"\n'),
    ):
        change()
        seen.append(now())
    assert len(set(seen)) == 5
    assert now() == seen[-1]


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('["a.txt"]\ndate = "yesterday"', "'yesterday' is no ISO 8601 date"),
        ('["a.txt"]\nauthor = "X"', "author of"),
        ('["a.txt"]\nurl = "javascript:alert(1)"', "must start with https://"),
        ("a = 1", "as a table of title, date, language, url"),
        ("[[[", "can't be read"),
    ],
)
def test_a_wrong_sources_toml_is_named(tmp_path: Path, toml: str, complaint: str) -> None:
    (tmp_path / "sources.toml").write_text(toml)
    with pytest.raises(CorpusError, match=complaint) as caught:
        read_sources(tmp_path)
    assert "sources.toml" in str(caught.value)


def test_toml_dates_without_quotes_are_dates(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.txt"]\ndate = 2024-05-31\n')
    assert read_sources(tmp_path)["a.txt"].date == "2024-05-31"


def test_every_format_is_in_the_table() -> None:
    assert " ".join(sorted(LOADERS)) == (
        ".csv .docx .eml .epub .htm .html .jsonl .markdown .md .mht .mhtml .ndjson .odt .pdf .pptx "
        ".rtf .tsv .txt"
    )
    assert set(LOADERS) > ROWS


def read(folder: Path, **settings: object) -> dict[str, FileOutcome]:
    """What became of each file."""
    corpus = FolderCorpus(folder, settings=DocumentSettings(**settings))  # type: ignore[arg-type]
    return {o.path: o for o in corpus.read(lambda what, done, total: None).outcomes}


def test_what_is_ignored_is_not_there(tmp_path: Path) -> None:
    for name in ("a.txt", "b.bak", "drafts/c.txt", "kept/drafts.txt", "kept/d.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The words of {name}.")
    patterns = ("*.bak", "drafts/", "!kept/d.bak")
    found = [file.doc_id for file in scan(tmp_path, ignore=patterns)[0]]
    assert found == ["a.txt", "kept/d.bak", "kept/drafts.txt"]


def test_the_same_bytes_are_one_document_with_all_its_places(tmp_path: Path) -> None:
    for name, words in (
        ("b.txt", "One."),
        ("a.txt", "One."),
        ("c/d.txt", "One."),
        ("e.txt", "Two."),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words)
    corpus = FolderCorpus(tmp_path).read(lambda what, done, total: None)
    assert {d.doc_id: d.also_at for d in corpus.documents} == {
        "a.txt": ("b.txt", "c/d.txt"), "e.txt": ()
    }  # fmt: skip
    assert [(o.path, o.outcome, o.reason) for o in corpus.outcomes] == [
        ("a.txt", "indexed", None),
        ("b.txt", "duplicate", "a.txt"),
        ("c/d.txt", "duplicate", "a.txt"),
        ("e.txt", "indexed", None),
    ]
    (tmp_path / "sources.toml").write_text('["c/d.txt"]\ntitle = "The one"\n')
    (first, _) = FolderCorpus(tmp_path).read(lambda what, done, total: None).documents
    assert (first.doc_id, first.title, first.also_at) == ("c/d.txt", "The one", ("a.txt", "b.txt"))


def test_what_is_no_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe2.txt")
    (tmp_path / "b.xyz").write_text("Two.")
    assert {path: o.reason for path, o in read(tmp_path).items()} == {
        "a.txt": None,
        "link.txt": "it is a symbolic link: put the file itself here",
        "folder": "it is a symbolic link: put the file itself here",
        "pipe.txt": "it is not a regular file",
        "pipe2.txt": "it is not a regular file",
        "b.xyz": "no loader for .xyz",
    }


def test_what_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "b.txt").write_text("x")
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("x")
    deep = tmp_path
    for _ in range(1500):
        deep /= "d"
        deep.mkdir()
    files, skipped = scan(tmp_path, without=tmp_path / "index")
    while deep != tmp_path:  # deeper than the standard library can remove
        deep.rmdir()
        deep = deep.parent
    assert [file.doc_id for file in files] == ["a.txt"]
    assert skipped == [Skipped("?.txt", "its name is not UTF-8: rename it")]


def test_a_loader_that_fails_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, columns: ColumnSettings) -> list[Extracted]:
        raise RecursionError("too deep")

    monkeypatch.setitem(LOADERS, ".txt", broken)  # type: ignore[arg-type]
    with pytest.raises(Unreadable, match=r"reading it failed \(RecursionError: too deep\)"):
        load(tmp_path, "a.txt", b"text")


@pytest.mark.parametrize("charset", ["undefined", "punycode", "utf-16", "no-such", "idna"])
def test_a_charset_that_is_none_is_not_believed(tmp_path: Path, charset: str) -> None:
    page = PAGE.replace("utf-8", charset)
    assert "53 participants" in load(tmp_path, "a.html", page.encode()).text


BODY = "<html><body><article><h1>On the training</h1>{}</article></body></html>"
FILL = "<p>The participants developed an outcome document with a set of recommendations.</p>" * 3


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>First line of it<br>second line of it</p>", ["First line of it", "second line of it"]),
        (
            "<ul><li>Outer item of the list<ul><li>Inner item of the list</li></ul></li></ul>",
            ["Outer item of the list", "Inner item of the list"],
        ),
        (
            "<blockquote><p>One says the first.</p><p>One says the second.</p></blockquote>",
            ["One says the first.", "One says the second."],
        ),
        (
            "<table><tr><td><p>Para A</p><p>Para B</p></td><td>Cell C</td></tr></table>",
            ["Para A Para B | Cell C"],
        ),
        ("<p>Some <b>bold</b> and <i>it</i>alic words.</p>", ["Some bold and italic words."]),
    ],
)
def test_html_blocks_stand_apart(tmp_path: Path, html: str, lines: list[str]) -> None:
    text = load(tmp_path, "a.html", BODY.format(FILL + html + FILL).encode()).text
    assert "\n" + "\n".join(lines) + "\n" in text.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("<meta name='date' content='2020-02'>", "2020-02"),
        ('<meta name="DC.date.issued" content="2019">', "2019"),
        ('<script type="application/ld+json">{"datePublished": "2021-03"}</script>', "2021-03"),
        ("<meta name='date' content='2020-02-31'>", None),
        ("<meta property='og:image' content='https://e.org/2016/04/03/b.jpg'>", None),
        ("", None),
    ],
)  # fmt: skip
def test_html_dates_are_stated_not_guessed(tmp_path: Path, head: str, date: str | None) -> None:
    words = "<p><time datetime='2022-05'>May</time> it began, all participants say.</p>" + FILL
    page = BODY.format(words).replace("<html>", f"<html><head>{head}</head>")
    assert load(tmp_path, "a.html", page.encode()).date == date
