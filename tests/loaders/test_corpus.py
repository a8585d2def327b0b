"""A folder becomes documents, with what became of each file."""

from __future__ import annotations

import os
from pathlib import Path

from casc_qa.config import DocumentSettings
from casc_qa.loaders import FolderCorpus, corpus_fingerprint
from casc_qa.loaders.files import content_hashes, scan
from casc_qa.loaders.sources import read_sources
from casc_qa.types import FileOutcome
from helpers.project import ROOT


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


def test_fingerprint_sees_every_change(tmp_path: Path) -> None:
    def now() -> str:
        return corpus_fingerprint(content_hashes(tmp_path, scan(tmp_path)[0]))

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


def read(folder: Path, **settings: object) -> dict[str, FileOutcome]:
    """What became of each file."""
    corpus = FolderCorpus(folder, settings=DocumentSettings(**settings))  # type: ignore[arg-type]
    return {o.path: o for o in corpus.read(lambda what, done, total: None).outcomes}


def test_what_is_ignored_is_not_there(tmp_path: Path) -> None:
    for name in ("a.txt", "b.bak", "drafts/c.txt", "kept/drafts.txt", "kept/d.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The words of {name}.")
    patterns = ("*.bak", "drafts/", "!kept/d.bak")
    doc_ids = [file.doc_id for file in scan(tmp_path, ignore=patterns)[0]]
    assert doc_ids == ["a.txt", "kept/d.bak", "kept/drafts.txt"]


def test_the_same_bytes_are_one_document_with_all_its_paths(tmp_path: Path) -> None:
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
