"""What can't be read now is no damage: the cause is named, and nothing is changed."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from casc_qa.building.build import build_index
from casc_qa.index.current import names_in_use
from casc_qa.index.generation import open_current
from casc_qa.index.history import verify
from casc_qa.system import disk
from helpers.command import Run
from helpers.project import CORPUS

resource = pytest.importorskip("resource", reason="limits of POSIX are needed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of POSIX are needed")
ERRORS = (errno.EMFILE, errno.EACCES, errno.EIO)
QUESTION = "Who funded the Gender and Human Rights Project?"
_STEPS = {"index": 5, "rollback": 4, "verify": 4}  # what takes longest is tried least
_ENOUGH = 10  # files that the largest of commands opens at least


class Openings:
    """Counts the files that are opened below some folders, and refuses one of them."""

    def __init__(self, *folders: Path, at: int | None = None, error: int = 0) -> None:
        self._folders = tuple(map(os.fspath, folders))
        self._at, self._error = at, error
        self.made: list[str] = []

    def _look(self, path: object) -> None:
        name = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if not isinstance(name, str) or not name.startswith(self._folders):
            return
        self.made.append(name)
        if len(self.made) - 1 == self._at:
            raise OSError(self._error, os.strerror(self._error), name)

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Every way that Python has to open a file is watched while the block lasts."""
        with contextlib.ExitStack() as held:
            for owner, name in ((os, "open"), (io, "open")):
                held.enter_context(mock.patch.object(owner, name, self._before(owner, name)))
            yield

    def _before(self, owner: Any, name: str) -> Callable[..., Any]:
        real = getattr(owner, name)

        def opened(path: Any, *others: Any, **options: Any) -> Any:
            self._look(path)
            return real(path, *others, **options)

        return opened


def contents(index: Path) -> dict[str, object]:
    """All files; of large ones what tells whether they were touched."""
    files: dict[str, object] = {}
    for path in sorted(index.rglob("*")):
        if path.is_file() and path.name != "build.lock":
            status = path.stat()
            large = status.st_size > 1 << 20
            seen = (status.st_size, status.st_mtime_ns) if large else path.read_bytes()
            files[path.relative_to(index).as_posix()] = seen
    return files


@pytest.fixture(scope="module")
def two_generations(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index to which one can return, with the corpus of the second in ``corpus``."""
    folder = tmp_path_factory.mktemp("two")
    corpus = Path(shutil.copytree(CORPUS, folder / "corpus"))
    index = copy_index(built_index, folder / "index")
    build_index(corpus, index)
    next(corpus.glob("2023-06*")).unlink()
    build_index(corpus, index)
    assert len(names_in_use(index)) == 2
    (corpus / "new.txt").write_text("A new document about Osh. It has two sentences.")
    return folder


def copy_index(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("encoder"))
    shutil.copytree(source / "encoder", target / "encoder", copy_function=os.link)
    return target


COMMANDS = {
    "ask": ("ask", QUESTION),
    "inspect": ("inspect",),
    "verify": ("inspect", "--verify"),
    "rollback": ("rollback",),
    "index": ("index", "{corpus}"),
    "eval": ("eval", "{questions}"),
}


class Refusals:
    """One command run again and again on an index, refused another opening each time."""

    def __init__(self, name: str, source: Path, folder: Path, casc_qa: Callable[..., Run]) -> None:
        """``source`` has an index and a corpus; the index is copied into ``folder``."""
        questions = folder / "questions.jsonl"
        table = {"query_id": "a", "question": QUESTION, "evidence": []}
        questions.write_text(json.dumps(table) + "\n")
        paths = {"corpus": str(source / "corpus"), "questions": str(questions)}
        self._command = [part.format(**paths) for part in COMMANDS[name]]
        self._changes = name in ("rollback", "index")
        self._reports = name == "verify"  # what is wrong is printed, whatever the exit status
        self._source, self._casc_qa = source / "index", casc_qa
        self.index = copy_index(self._source, folder / "index")
        self._watched = (self.index, disk.cache_folder() / "encoders", questions)
        self.tried: Counter[str] = Counter()

    def run(self, at: int | None = None, error: int = 0) -> tuple[Run, Openings]:
        """The command on the index as it was, with one opening refused, or none."""
        if self._changes:
            shutil.rmtree(self.index)
            copy_index(self._source, self.index)
        openings = Openings(*self._watched, at=at, error=error)
        with openings.watched():
            return self._casc_qa(*self._command, "--index", self.index), openings

    def refuse(self, at: int, path: str, error: int, whole: Run) -> None:
        """Refuses the opening of this number, of ``path``: it does no harm, compared with the
        ``whole`` run, or its cause is named and the index is as it was.
        """
        before = contents(self._source if self._changes else self.index)
        done, _ = self.run(at, error)
        printed = done.out + done.err
        assert "unforeseen" not in printed and "Traceback" not in printed, (path, printed)
        assert "damaged" not in printed and "make it again" not in printed, (path, printed)
        if done.status == whole.status and not (self._reports and done.out != whole.out):
            self.tried["without harm"] += 1
            return
        assert os.strerror(error) in printed, (path, printed)
        assert len(done.err.splitlines()) <= 1, (path, printed)
        self._check_kept(before, path)
        self.tried["refused"] += 1

    def _check_kept(self, before: dict[str, object], path: str) -> None:
        after = contents(self.index)
        kept = {name: data for name, data in after.items() if name in before}
        if self._changes:  # what was refused may have been read once the new one was in use
            before.pop("current")
            kept.pop("current")
            assert {*names_in_use(self.index)} >= {*names_in_use(self._source)}
            assert not any(each.problem for each in verify(self.index))
        assert kept == before, path


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_opening_is_refused_once(
    name: str, two_generations: Path, tmp_path: Path, casc_qa: Callable[..., Run], times: int
) -> None:
    refusals = Refusals(name, two_generations, tmp_path, casc_qa)
    whole, openings = refusals.run()
    assert whole.status in (0, 3) and len(openings.made) >= _ENOUGH
    # By day every few openings, each in one way; inspecting, which takes least, in all ways.
    step = 1 if times > 1 or name == "inspect" else _STEPS.get(name, 2)
    for number, (at, path) in enumerate([*enumerate(openings.made)][::step]):
        for error in ERRORS if step == 1 else ERRORS[number % 3 :][:1]:
            refusals.refuse(at, path, error, whole)
    tried = refusals.tried
    print(name, len(openings.made), dict(tried))  # noqa: T201
    assert tried["refused"] >= sum(tried.values()) // 3
    assert refusals.run()[0].status == whole.status


@pytest.mark.parametrize("descriptors", range(6, 31, 3))
def test_few_descriptors(descriptors: int, two_generations: Path, tmp_path: Path) -> None:
    """A real limit, so that libraries meet it too."""
    index = copy_index(two_generations / "index", tmp_path / "index")
    before = contents(index)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    for command in (["ask", QUESTION], ["index", str(two_generations / "corpus")]):
        done = subprocess.run(
            [sys.executable, "-m", "casc_qa", *command, "--index", str(index)],
            capture_output=True,
            text=True,
            preexec_fn=limit,
            timeout=300,
        )
        printed = done.stdout + done.stderr
        assert "damaged" not in printed and "make it again" not in printed, printed
        assert "unforeseen" not in printed, printed
        if done.returncode == 0:
            continue
        assert "Too many open files" in printed, printed
        after = contents(index)
        assert {path: data for path, data in after.items() if path in before} == before
    assert open_current(index).doc_ids
