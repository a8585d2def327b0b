"""No byte of an index that is not as it was written is ever parsed: two thousand damaged files."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import faiss
import onnxruntime
import pytest
import tokenizers

from casc_qa.embedding.encoders import open_encoder
from casc_qa.embedding.onnx import files as encoder_files
from casc_qa.errors import CascQaError
from casc_qa.index.current import names_in_use
from casc_qa.index.generation import NOT_FOR_ASKING, Generation, open_current
from casc_qa.index.history import verify
from casc_qa.system.ownership import MARKER_NAME
from helpers.builds.builder import Builder, Variants

GENERATION_FILES, CURRENTS, ENCODER_FILES = 1700, 150, 150
_LARGE = 1 << 20  # bytes; a file that takes a while to hash
_LARGE_SHARE = 0.1  # of the encoder's trials
PARSED = (encoder_files.MODEL_NAME, encoder_files.TOKENIZER_NAME)

Damage = Callable[[bytes, random.Random], bytes]


def cut(whole: bytes, draw: random.Random) -> bytes:
    return whole[: draw.randrange(len(whole))]


def lengthened(whole: bytes, draw: random.Random) -> bytes:
    return whole + draw.randbytes(draw.randint(1, 64))


def flipped(whole: bytes, draw: random.Random) -> bytes:
    offset = draw.randrange(len(whole))
    return whole[:offset] + bytes([whole[offset] ^ 1 << draw.randrange(8)]) + whole[offset + 1 :]


def zeroed(whole: bytes, draw: random.Random) -> bytes:
    first = draw.randrange(len(whole))
    count = draw.randint(1, min(4096, len(whole) - first))
    return whole[:first] + bytes(count) + whole[first + count :]


def moved(whole: bytes, draw: random.Random) -> bytes:
    """It starts at another offset, and its beginning follows its end."""
    offset = draw.randrange(len(whole))
    return whole[offset:] + whole[:offset]


DAMAGES: tuple[Damage, ...] = (cut, lengthened, flipped, zeroed, moved)


class Parsed:
    """What reached the libraries that would misread it."""

    def __init__(self) -> None:
        self.hashes: list[str] = []

    def saw(self, data: Any) -> None:
        self.hashes.append(hashlib.sha256(data).hexdigest())


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Parsed]:
    """Looks on as FAISS, the tokenizer and onnxruntime are given something."""
    spy = Parsed()
    reader, from_buffer = faiss.ZeroCopyIOReader, tokenizers.Tokenizer.from_buffer
    session = onnxruntime.InferenceSession

    def read(pointer: Any, size: int) -> Any:
        spy.saw(faiss.rev_swig_ptr(pointer, size).tobytes())
        return reader(pointer, size)

    class Watched:
        """Stands in for the tokenizer's class, which can't be changed."""

        @staticmethod
        def from_buffer(data: bytes) -> Any:
            spy.saw(data)
            return from_buffer(data)

    def run(path: str, *others: Any, **options: Any) -> Any:
        spy.saw(Path(path).read_bytes())
        return session(path, *others, **options)

    monkeypatch.setattr(faiss, "ZeroCopyIOReader", read)
    monkeypatch.setattr(tokenizers, "Tokenizer", Watched)
    monkeypatch.setattr(onnxruntime, "InferenceSession", run)
    yield spy


class Damaging:
    """Files of a folder, damaged one at a time and put right again."""

    def __init__(self, seed: int, parsed: Parsed) -> None:
        self._draw, self.parsed = random.Random(seed), parsed
        self.tried: Counter[str] = Counter()

    def run(
        self,
        paths: Sequence[Path],
        trials: int,
        others: Callable[[Path], Sequence[bytes]],
        open_it: Callable[[Path], object],
        sound: Callable[[bytes], bool] = lambda data: False,
    ) -> None:
        """Trials on one file after the other, turn by turn through the ways to damage one.
        ``others`` gives what a file may be swapped for, ``open_it`` has to refuse what is not
        ``sound``.
        """
        ways = (*DAMAGES, None)
        for trial in range(trials):
            path = paths[trial % len(paths)]
            whole = path.read_bytes()
            way = ways[trial // len(paths) % len(ways)]
            damage, damaged = self._damaged(whole, way, others(path), sound)
            self._once(path, whole, damage, damaged, open_it)

    def _once(
        self,
        path: Path,
        whole: bytes,
        damage: str,
        damaged: bytes,
        open_it: Callable[[Path], object],
    ) -> None:
        path.write_bytes(damaged)
        self.parsed.hashes.clear()
        try:
            with pytest.raises(CascQaError) as refused:
                open_it(path)
        except BaseException:
            print(f"{path} {damage}: {len(whole)} bytes, then {len(damaged)}")  # noqa: T201
            raise
        finally:
            path.write_bytes(whole)
        assert len(str(refused.value).splitlines()) == 1
        assert hashlib.sha256(damaged).hexdigest() not in self.parsed.hashes
        self.tried[damage] += 1

    def _damaged(
        self,
        whole: bytes,
        way: Damage | None,
        others: Sequence[bytes],
        sound: Callable[[bytes], bool],
    ) -> tuple[str, bytes]:
        """How, and the bytes, which are never what was there before."""
        for _ in range(100):
            damaged = way(whole, self._draw) if way else self._draw.choice(others)
            if damaged != whole and not sound(damaged):
                return (way.__name__ if way else "swapped"), damaged
        return self._damaged(whole, flipped, others, sound)


@pytest.fixture
def damaging(parsed: Parsed) -> Damaging:
    return Damaging(20_240_601, parsed)


@pytest.fixture
def index(of_beir: Variants, two_builders: list[Builder], fresh_index: Path) -> Path:
    """With three generations, none of which may be taken for another."""
    for corpus in of_beir.corpora[1:3]:
        two_builders[1].build(corpus, fresh_index)
    return fresh_index


def test_files_of_a_generation(
    of_beir: Variants, index: Path, damaging: Damaging, times: int
) -> None:
    used, *kept = names_in_use(index)
    folder = index / "generations" / used
    files = sorted(path for path in folder.iterdir() if path.name != MARKER_NAME)
    assert len(files) == 21
    paths = [path for path in files if path.stat().st_size]  # places.bin: nothing has pages
    assert len(paths) == 20

    def others(path: Path) -> list[bytes]:
        """The same file of the generations beside, and the other files of this one."""
        beside = [(folder.parent / name / path.name).read_bytes() for name in kept]
        return [*beside, *(p.read_bytes() for p in paths if p != path)]

    def open_it(path: Path) -> None:
        generation = open_current(index)
        if path.name in NOT_FOR_ASKING:  # what is not read to ask is no danger to an answer
            generation.verify()

    damaging.run(paths, GENERATION_FILES * times, others, open_it)
    damaging.parsed.hashes.clear()
    assert of_beir.in_use(index) == used
    assert of_beir.of[used].files["vectors.faiss"]["sha256"] in damaging.parsed.hashes  # it looks
    assert sum(damaging.tried.values()) == GENERATION_FILES * times
    print(dict(damaging.tried))  # noqa: T201
    assert min(damaging.tried.values()) > GENERATION_FILES // 20


def test_the_file_that_says_which_is_in_use(
    of_beir: Variants, index: Path, damaging: Damaging, times: int
) -> None:
    """It holds names alone. Whole lines with names of generations that are kept, in any order and
    number, are not damage: a rollback or an older index writes just that.
    """
    names = names_in_use(index)
    encoder = next((index / "encoder").iterdir()) / "encoder.json"
    foreign = [path.read_bytes() for path in (index / "generations" / names[0]).iterdir()]

    def sound(data: bytes) -> bool:
        lines = data.split(b"\n")
        return lines.pop() == b"" and {line.decode("latin-1") for line in lines} <= set(names)

    def open_it(_: Path) -> None:
        for name in names_in_use(index):
            Generation(index / "generations" / name).verify()

    damaging.run(
        [index / "current"],
        CURRENTS * times,
        lambda _: [*foreign, encoder.read_bytes()],
        open_it,
        sound,
    )
    assert of_beir.in_use(index) == names[0]
    assert sum(damaging.tried.values()) == CURRENTS * times


def test_files_of_the_encoder(
    of_beir: Variants, index: Path, damaging: Damaging, times: int
) -> None:
    described = open_current(index).manifest.embedder
    folder = index / "encoder" / str(described["encoder"])
    linked = sorted(path for path in folder.iterdir() if path.name != MARKER_NAME)
    for path in linked:  # these are links to what others use
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    open_encoder(described, index)
    looked = {hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PARSED}
    assert looked <= set(damaging.parsed.hashes)
    small = [path for path in linked if path.stat().st_size < _LARGE]
    large = [path for path in linked if path not in small]
    assert [path.name for path in large] == [encoder_files.WEIGHTS_NAME]

    def others(path: Path) -> list[bytes]:
        return [p.read_bytes() for p in small if p != path]

    def open_it(_: Path) -> None:
        open_encoder(described, index)

    share = round(_LARGE_SHARE * ENCODER_FILES) * times
    damaging.run(small, ENCODER_FILES * times - share, others, open_it)
    damaging.run(large, share, others, open_it)
    assert sum(damaging.tried.values()) == ENCODER_FILES * times
    open_encoder(described, index)


@pytest.mark.parametrize("part", ["generation", "encoder"])
def test_verifying_reads_every_byte_again(index: Path, part: str, tmp_path: Path) -> None:
    """Damage that leaves a file's size and time as they were: a disk's, not a program's."""
    assert [each.problem for each in verify(index)] == [None, None, None]
    used = names_in_use(index)[0]
    path = index / "generations" / used / "report.json"
    if part == "encoder":
        path = next((index / "encoder").iterdir()) / encoder_files.MODEL_NAME
        shutil.copy2(path, tmp_path / "copy")
        path.unlink()
        shutil.copy2(tmp_path / "copy", path)
        assert [each.problem for each in verify(index)] == [None, None, None]
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    problems = [each.problem for each in verify(index)]
    assert problems[0] is not None
    assert (problems[1] is None) == (part == "generation")  # the encoder is that of all
