"""Builds that need no model, in processes that can be ended; and whether an index is whole.

All variants of a corpus hold the same texts, under other names and in other numbers. Whichever is
in use, building another takes every vector from it: such a build is real, and short.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from casc_qa.embedding.encoders import is_ready
from casc_qa.index.current import generation_folder, names_in_use
from casc_qa.index.generation import Generation, open_current
from casc_qa.text.tokens import tokens
from helpers.project import ROOT

CorpusFormat = Literal["folder", "beir"]
VARIANTS = 6
_TEXTS = (
    "The dog ran home at noon. It was late. Nobody saw it.",
    "The cat sat on the mat in Bishkek. It slept until the evening.",
    "A choir of twelve women sang in Tashkent. The hall was full.",
    "A kite flew over Almaty. It was blue. The wind came from the north.",
    "Forty judges met in Dushanbe on 3 May 2022. They spoke of witnesses.",
    "The bridge across the river was opened in 1974. It is closed today.",
)
_QUESTION_WORDS = "dog cat choir kite judges bridge Bishkek opened"


@dataclass(frozen=True)
class Outcome:
    """What came of a build in a process of its own."""

    killed: bool
    seconds: float
    survivors: Sequence[int]
    """Loading processes that outlived it."""
    generation: str | None = None
    unchanged: bool = False
    error: str | None = None
    """The one line of a CascQaError."""
    unforeseen: str | None = None
    """The traceback of any other."""
    reported: Mapping[str, float] = field(default_factory=dict)
    """When each stage was last reported, in seconds."""
    steps: Sequence[str] = ()
    """The calls that changed the index's folder."""


class Builder:
    """A process that forks one child a build."""

    def __init__(self) -> None:
        paths = [str(ROOT / "src"), str(ROOT / "tests")]
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        paths += [os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forkserver.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | threads | {"PYTHONPATH": os.pathsep.join(paths)},
        )

    def build(self, corpus: Path, index: Path, **order: float | str | None) -> Outcome:
        """One build; ``kill_after`` seconds it is killed, ``at`` a step it does a ``deed``."""
        assert self._process.stdin and self._process.stdout
        table = {"corpus": str(corpus), "index": str(index), **order}
        self._process.stdin.write(json.dumps(table) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)


@contextmanager
def builders(count: int) -> Iterator[list[Builder]]:
    """Several, ready to be used by a thread each."""
    made = [Builder() for _ in range(count)]
    try:
        yield made
    finally:
        for builder in made:
            builder.__exit__()


@dataclass(frozen=True)
class Reference:
    """What a generation has to be, to the byte, and what it has to find."""

    name: str
    files: Mapping[str, Mapping[str, int | str]]
    results: Sequence[Any]


class Variants:
    """The corpora of one format, and the generation that each of them makes."""

    def __init__(self, corpus_format: CorpusFormat, folder: Path, builder: Builder) -> None:
        self.corpora = [_write(corpus_format, folder / str(n), n) for n in range(VARIANTS)]
        self.start = folder / "index"
        """An index of the first of them; to be copied."""
        self.of: dict[str, Reference] = {}
        self.names: list[str] = []
        growing = folder / "growing"
        for number, corpus in enumerate(self.corpora):
            done = builder.build(corpus, growing)
            assert done.unforeseen is done.error is None, done
            assert ("embedding" in done.reported) == (number == 0)  # the others need no model
            reference = reference_to(open_current(growing))
            self.of[reference.name] = reference
            self.names.append(reference.name)
            if not number:
                copy_index(growing, self.start)
        assert len(set(self.names)) == VARIANTS

    def in_use(self, index: Path) -> str:
        """The generation in use, after a check that it is one of ours and whole, with those kept
        beside it.
        """
        names = names_in_use(index)
        for name in names:
            check(Generation(generation_folder(index, name)), self.of[name])
        generation = open_current(index)
        assert generation.manifest.generation == names[0]
        assert is_ready(generation.manifest.embedder, index)
        return names[0]


def reference_to(generation: Generation) -> Reference:
    """To a generation known to be whole."""
    manifest = generation.manifest
    return Reference(manifest.generation, manifest.files, _results_of(generation))


def check(generation: Generation, expected: Reference) -> None:
    """Fails unless the generation is the expected one: whole, the same bytes, the same answers."""
    generation.verify()
    assert generation.manifest.generation == expected.name
    assert generation.manifest.files == expected.files
    assert sorted(p.name for p in generation.folder.iterdir()) == sorted(
        [*expected.files, "manifest.json", "manifest.sha256", ".casc-qa"]
    )
    assert _results_of(generation) == expected.results


def _results_of(generation: Generation) -> list[Any]:
    """By words, by the vectors stored, and the sentences quoted."""
    keys = list(generation.passages)
    (vector,) = generation.vectors.vectors(keys[:1])
    quoted = [generation.text_of(generation.passages[key]) for key in keys]
    words = generation.lexical.weigh((t, 1.0) for t in tokens(_QUESTION_WORDS)).best(9)
    near = [(key, np.float32(score)) for key, score in generation.vectors.search(vector, 9)]
    return [words, near, quoted]


def copy_index(source: Path, target: Path) -> Path:
    """The encoder by links, as it is large and nobody writes into it."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("encoder"))
    shutil.copytree(source / "encoder", target / "encoder", copy_function=os.link)
    return target


def three_generations(of: Variants, builder: Builder, target: Path) -> Path:
    """An index that keeps as many generations as one ever does: the next build drops the oldest."""
    full = copy_index(of.start, target)
    for corpus in of.corpora[1:3]:
        builder.build(corpus, full)
    return full


def leftovers(index: Path) -> list[Path]:
    """What unfinished builds left in the index."""
    return list(index.rglob(".casc-qa-tmp-*"))


def side_by_side(*works: Any) -> None:
    """Runs these at the same time; fails as the first of them does."""
    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()


def _write(corpus_format: CorpusFormat, folder: Path, variant: int) -> Path:
    folder.mkdir(parents=True)
    if corpus_format == "beir":
        again = _TEXTS[: 1 + variant]
        lines = [
            {"_id": f"v{variant}-{number}", "title": "", "text": text}
            for number, text in enumerate((*_TEXTS, *again))
        ]
        (folder / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        return folder
    described = ""
    for number, text in enumerate(_TEXTS):
        name = f"v{variant}-{number}.txt"
        (folder / name).write_text(text)
        described += f'["{name}"]\ntitle = "Text {number}"\n'
    (folder / "sources.toml").write_text(described)
    return folder
