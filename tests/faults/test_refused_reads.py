"""What can't be read now is no damage: the cause is named, and nothing is changed."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import resource
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

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of POSIX are needed")
KINDS = (errno.EMFILE, errno.EACCES, errno.EIO)
QUESTION = "Who funded the Gender and Human Rights Project?"
_STEPS = {"index": 5, "rollback": 4, "verify": 4}  # what takes longest is tried least
_ENOUGH = 10  # files that the largest of commands opens at least


class Openings:
    """Counts the files that are opened below some folders, and refuses one of them."""

    def __init__(self, *folders: Path, at: int | None = None, kind: int = 0) -> None:
        self._folders = tuple(map(os.fspath, folders))
        self._at, self._kind = at, kind
        self.made: list[str] = []

    def _look(self, path: object) -> None:
        place = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if not isinstance(place, str) or not place.startswith(self._folders):
            return
        self.made.append(place)
        if len(self.made) - 1 == self._at:
            raise OSError(self._kind, os.strerror(self._kind), place)

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
    found: dict[str, object] = {}
    for path in sorted(index.rglob("*")):
        if path.is_file() and path.name != "build.lock":
            status = path.stat()
            large = status.st_size > 1 << 20
            seen = (status.st_size, status.st_mtime_ns) if large else path.read_bytes()
            found[path.relative_to(index).as_posix()] = seen
    return found


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


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_opening_is_refused_once(
    name: str, two_generations: Path, tmp_path: Path, casc_qa: Callable[..., Run], times: int
) -> None:
    questions = tmp_path / "questions.jsonl"
    table = {"query_id": "a", "question": QUESTION, "evidence": []}
    questions.write_text(json.dumps(table) + "\n")
    places = {"corpus": str(two_generations / "corpus"), "questions": str(questions)}
    command = [part.format(**places) for part in COMMANDS[name]]
    changes = name in ("rollback", "index")
    index = copy_index(two_generations / "index", tmp_path / "index")
    watched = (index, disk.cache_folder() / "encoders", questions)

    def run(at: int | None, kind: int = 0) -> tuple[Run, Openings]:
        nonlocal index
        if changes:
            shutil.rmtree(index)
            copy_index(two_generations / "index", index)
        openings = Openings(*watched, at=at, kind=kind)
        with openings.watched():
            return casc_qa(*command, "--index", index), openings

    whole, openings = run(None)
    assert whole.status in (0, 3) and len(openings.made) >= _ENOUGH
    tried: Counter[str] = Counter()
    # By day every few openings, each in one way; inspecting, which takes least, in all ways.
    step = 1 if times > 1 or name == "inspect" else _STEPS.get(name, 2)
    for number, (at, place) in enumerate([*enumerate(openings.made)][::step]):
        for kind in KINDS if step == 1 else KINDS[number % 3 :][:1]:
            before = contents(two_generations / "index") if changes else contents(index)
            done, _ = run(at, kind)
            told = done.out + done.err
            assert "unforeseen" not in told and "Traceback" not in told, (place, told)
            assert "damaged" not in told and "make it again" not in told, (place, told)
            if done.status == whole.status and not (name == "verify" and done.out != whole.out):
                tried["without harm"] += 1
                continue
            assert os.strerror(kind) in told, (place, told)
            assert len(done.err.splitlines()) <= 1, (place, told)
            after = contents(index)
            kept = {path: data for path, data in after.items() if path in before}
            if changes:  # what was refused may have been read once the new one was in use
                before.pop("current")
                kept.pop("current")
                assert {*names_in_use(index)} >= {*names_in_use(two_generations / "index")}
                assert not any(each.problem for each in verify(index))
            assert kept == before, place
            tried["refused"] += 1
    print(name, len(openings.made), dict(tried))  # noqa: T201
    assert tried["refused"] >= sum(tried.values()) // 3
    assert run(None)[0].status == whole.status


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
        told = done.stdout + done.stderr
        assert "damaged" not in told and "make it again" not in told, told
        assert "unforeseen" not in told, told
        if done.returncode == 0:
            continue
        assert "Too many open files" in told, told
        after = contents(index)
        assert {path: data for path, data in after.items() if path in before} == before
    assert open_current(index).doc_ids
