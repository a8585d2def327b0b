"""Nothing is replaced or removed but what the program itself wrote, whatever it is called and
wherever it stands.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.errors import CascQaError, IndexMissing
from casc_qa.index import history
from casc_qa.index.current import names_in_use
from casc_qa.system import ownership
from helpers.builds.builder import Builder, Outcome, Variants, copy_index, three_generations
from helpers.command import Run
from helpers.project import CORPUS

DECOYS = (
    "notes.txt",
    "thesis/chapter.doc",
    ".tmp-notes",
    ".tmp-session/unsaved",
    ".tmp-0123456789abcdef/unsaved",
    ".casc-qa-tmp-0123456789abcdef/unsaved",
    "generations/model-v1/weights",
    "generations/run1/manifest.json",
    "generations/0123456789abcdef/weights",
    "generations/fedcba9876543210/manifest.json",
    "generations/notes.txt",
    "generations/.tmp-x/y",
    "encoder/src/main.c",
    "encoder/0123456789abcdef-9/weights",
    "encoder/.tmp-y",
    "models/mine/model.safetensors",
    "models/.tmp-x/y",
)


MAKE: dict[str, Callable[[Path], None]] = {
    "link": lambda path: path.symlink_to(path.parent.parent / "precious"),
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
}


def lay_decoys(folder: Path) -> dict[str, str]:
    """Files of somebody else's; path to what each holds."""
    for name in DECOYS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"precious: {name}")
    return {name: (folder / name).read_text() for name in DECOYS}


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder: what files hold and links say."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def builder(two_builders: list[Builder]) -> Builder:
    return two_builders[0]


def test_a_folder_of_somebody_elses_is_refused(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    lay_decoys(tmp_path)
    before = tree(tmp_path)
    done = builder.build(of_beir.corpora[0], tmp_path)
    assert done.error is not None and "is no index of casc-qa" in done.error, done
    assert tree(tmp_path) == before
    with pytest.raises(IndexMissing):
        history.rollback(tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", DECOYS)
def test_one_file_is_enough(name: str, of_beir: Variants, builder: Builder, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("precious")
    before = tree(tmp_path)
    done = builder.build(of_beir.corpora[0], tmp_path)
    assert done.error is not None and "is no index of casc-qa" in done.error, done
    assert tree(tmp_path) == before


def test_a_marker_of_something_else_is_none(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    for marker in ("", "casc-qa", "casc-qa folder\n", "casc-qa index of birds\n", "\0" * 99):
        (tmp_path / ".casc-qa").write_text(marker)
        done = builder.build(of_beir.corpora[0], tmp_path)
        assert done.error is not None and "is no index of casc-qa" in done.error, marker
        assert [path.name for path in tmp_path.iterdir()] == [".casc-qa"]


def test_an_earlier_version_s_index_is_named_as_such(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = copy_index(of_beir.start, tmp_path / "index")
    (index / ".casc-qa").unlink()
    before = tree(index)
    done = builder.build(of_beir.corpora[1], index)
    assert done.error is not None and "made by an earlier version" in done.error
    assert tree(index) == before


def test_decoys_outlive_builds_and_rollbacks(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = three_generations(of_beir, builder, tmp_path / "index")
    decoys = lay_decoys(index)
    oldest = names_in_use(index)[-1]
    own = index / "generations" / oldest / "notes.txt"
    own.write_text("written by hand into a generation")
    (own.parent / "empty").mkdir()
    for number in (3, 4, 5, 2, 1):
        done = builder.build(of_beir.corpora[number], index)
        assert (done.error, done.unforeseen) == (None, None)
        history.rollback(index)
    assert {name: (index / name).read_text() for name in DECOYS} == decoys
    assert own.read_text() == "written by hand into a generation"
    theirs = {name.split("/")[1] for name in DECOYS if name.startswith("generations/")}
    there = {path.name for path in (index / "generations").iterdir()} - theirs
    # What is ours is still removed: no more generations than are kept, and that one's other files.
    assert there - {oldest} <= {*names_in_use(index)}
    assert len(names_in_use(index)) == 3
    assert oldest not in names_in_use(index)
    left = [".casc-qa", "empty", "notes.txt"]
    assert sorted(path.name for path in own.parent.iterdir()) == left


def test_a_generation_s_folder_that_is_taken(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = copy_index(of_beir.start, tmp_path / "index")
    taken = index / "generations" / of_beir.names[1]
    taken.mkdir()
    (taken / "weights").write_text("precious")
    done = builder.build(of_beir.corpora[1], index)
    assert done.error is not None and "holds what casc-qa did not write (weights)" in done.error
    assert (taken / "weights").read_text() == "precious"
    assert of_beir.in_use(index) == of_beir.names[0]


@pytest.mark.parametrize("part", ["generations", "encoder", "models"])
def test_a_linked_part_is_refused(
    part: str, of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = copy_index(of_beir.start, tmp_path / "index")
    home = tmp_path / "home"
    if (index / part).exists():
        shutil.move(index / part, home)
    lay_decoys(home)
    (index / part).symlink_to(home)
    before, outside = tree(index), tree(home)
    done = builder.build(of_beir.corpora[1], index)
    assert done.error is not None and f"{index / part} is a link" in done.error, done
    with pytest.raises(CascQaError, match="is a link"):
        history.rollback(index)
    assert (tree(index), tree(home)) == (before, outside)


def test_a_linked_generation_and_encoder_stay(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = three_generations(of_beir, builder, tmp_path / "index")
    home = tmp_path / "home"
    oldest = index / "generations" / names_in_use(index)[-1]
    shutil.move(oldest, home)  # marker and all
    oldest.symlink_to(home)
    (index / "encoder" / "0123456789abcdef-9").symlink_to(home)
    before = tree(home)
    for number in (3, 4, 5):
        assert builder.build(of_beir.corpora[number], index).error is None
    assert tree(home) == before


@pytest.mark.parametrize("file_type", ["link", "pipe", "folder"])
def test_something_else_instead_of_the_lock(
    file_type: str, of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = copy_index(of_beir.start, tmp_path / "index")
    (index / "build.lock").unlink(missing_ok=True)
    (tmp_path / "precious").write_text("precious")
    MAKE[file_type](index / "build.lock")
    done = builder.build(of_beir.corpora[1], index)
    assert done.error is not None and "build.lock is a link, or no file" in done.error
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_linked_name_of_what_is_in_use(
    of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    index = copy_index(of_beir.start, tmp_path / "index")
    (index / "current").replace(tmp_path / "precious")
    (index / "current").symlink_to(tmp_path / "precious")
    before = (tmp_path / "precious").read_text()
    done: Outcome = builder.build(of_beir.corpora[1], index)
    assert done.unforeseen is None
    assert (tmp_path / "precious").read_text() == before


NAMES = st.sampled_from(["a", "b", "c/a", "c/d/b", "e/.x", ".hidden"])


@given(ours=st.sets(NAMES), theirs=st.sets(NAMES.map(lambda name: f"{name}~")))
def test_dropping_takes_what_is_listed(
    ours: set[str], theirs: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drop") / "part"
    with ownership.fresh_folder(folder) as beside:
        for name in ours:
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_text("ours")
    for name in theirs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("theirs")
    ownership.drop(folder)
    left = {name for name, held in tree(folder.parent).items() if held is not None}
    assert {f"part/{name}" for name in theirs} == left - {"part/.casc-qa"}
    assert folder.exists() == bool(theirs)


def test_what_comes_in_while_a_folder_is_made_stays(tmp_path: Path) -> None:
    with ownership.fresh_folder(tmp_path / "run") as beside:
        (beside / "a").write_text("old")

    def write() -> None:
        with ownership.fresh_folder(tmp_path / "run") as beside:
            (beside / "a").write_text("new")
            (tmp_path / "run" / "theirs").write_text("precious")

    with pytest.raises(CascQaError, match=r"did not write \(theirs\)"):
        write()
    assert (tmp_path / "run" / "theirs").read_text() == "precious"
    assert (tmp_path / "run" / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_was_abandoned_long_ago_is_swept(tmp_path: Path) -> None:
    for age, name in ((0, "0" * 16), (2 * 24 * 3600, "1" * 16)):
        left = tmp_path / f".casc-qa-tmp-{name}"
        left.mkdir()
        (left / ".casc-qa").write_text("casc-qa folder\n")
        os.utime(left, (time.time() - age, time.time() - age))
    with ownership.fresh_folder(tmp_path / "run"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".casc-qa-tmp-{'0' * 16}", "run"]


@pytest.mark.parametrize("file_type", ["link", "pipe", "folder"])
def test_something_else_instead_of_the_marker(
    file_type: str, of_beir: Variants, builder: Builder, tmp_path: Path
) -> None:
    MAKE[file_type](tmp_path / ".casc-qa")
    done = builder.build(of_beir.corpora[0], tmp_path)
    assert done.error is not None and ".casc-qa is a link, or no file" in done.error, done


@pytest.mark.skipif(os.name == "nt", reason="there a folder's owner is stated in other ways")
def test_what_is_written_is_its_owner_s_alone(
    casc_qa: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    questions = CORPUS.parent / "questions" / "casc.jsonl"
    asked = tmp_path / "questions.jsonl"
    asked.write_text("".join(questions.open().readlines()[:3]))
    beir = tmp_path / "collection"
    (beir / "qrels").mkdir(parents=True)
    (beir / "corpus.jsonl").write_text('{"_id": "1", "title": "", "text": "A dog ran."}\n')
    (beir / "queries.jsonl").write_text('{"_id": "q", "text": "Who ran?"}\n')
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n")
    old = os.umask(0o022)
    try:
        assert casc_qa("index", CORPUS).status == 0
        assert casc_qa("eval", asked, "--report", "report.html").status == 0
        assert casc_qa("eval", beir).status == 0
    finally:
        os.umask(old)
    folders = [Path("index"), Path("runs"), tmp_path / "cache" / "casc-qa"]
    seen = [Path("report.html"), *folders]
    seen += [path for folder in folders for path in folder.rglob("*")]
    assert {"model.onnx", "manifest.json", "answers.jsonl", "verified-files.json"} <= {
        path.name for path in seen
    }
    assert len([path for path in seen if "collections" in path.parts]) > 20
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in seen}
    assert {p: oct(m) for p, m in modes.items() if m != (0o700 if p.is_dir() else 0o600)} == {}
