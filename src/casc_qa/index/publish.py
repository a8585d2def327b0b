"""Publishes a generation: either the old one is in use or the new one, never a mixture.

Everything is written beside, flushed, hashed, reopened and asked for its own vectors; then one
rename gives the folder its name, and one replace of ``current`` puts it to use. A kill before
the replace leaves the old generation serving; after it, the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.embedding.encoders import ENCODERS_FOLDER, is_encoder_name
from casc_qa.embedding.models import HUB_FOLDER
from casc_qa.errors import CascQaError, IndexBusy, IndexDamaged, IndexIncompatible, IndexMissing
from casc_qa.index.current import (
    CURRENT_NAME,
    GENERATIONS_NAME,
    current_folder,
    generation_folder,
    is_name,
    names_in_use,
)
from casc_qa.index.generation import Generation
from casc_qa.index.manifest import manifest_files, read_manifest
from casc_qa.system import disk, ownership
from casc_qa.types import Manifest

if TYPE_CHECKING:
    from casc_qa.types import Vectors

_KEPT = 3
_ALIKE = 0.999  # cosine of a vector with itself, as stores may round
_LOCK_NAME = "build.lock"
_PARTS = (GENERATIONS_NAME, HUB_FOLDER, ENCODERS_FOLDER)
_NOT_SOUND = (IndexMissing, IndexDamaged, IndexIncompatible)
"""What is wrong with an index itself; one that can't be read for another reason may be sound."""


@contextlib.contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Holds the index for one builder. Raises IndexBusy at once when another has it, and a
    CascQaError when the folder is not ours to write in, or nothing can be written there.
    """
    with contextlib.ExitStack() as held:
        with _writing(index):
            ownership.claim_index(index, _PARTS, (_LOCK_NAME,))
            alone = held.enter_context(disk.sole_writer(index / _LOCK_NAME))
        if not alone:
            raise IndexBusy(
                f"Another build is writing to {index}: wait until it ends, then try again."
            )
        for folder in (index, *(index / name for name in _PARTS)):
            ownership.drop_leftovers(folder)
        yield


@contextlib.contextmanager
def _writing(index: Path) -> Iterator[None]:
    """Turns what a disk refuses into one line."""
    try:
        yield
    except OSError as error:
        raise CascQaError(
            f"The index can't be written to {index} ({error.strerror or error}); "
            "what was there before still serves."
        ) from error


def publish(
    index: Path, manifest: Manifest, files: Mapping[str, bytes], samples: Mapping[str, Vectors]
) -> None:
    """Writes ``files`` and ``manifest`` as a generation and puts it to use; the caller holds
    ``build_lock``. ``samples`` gives the unit vectors, shape (dimension,), of a few passages.
    Raises IndexDamaged when what was written does not find these again.
    """
    listed: dict[str, dict[str, str | int]] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    }
    manifest = replace(manifest, files=listed)
    with (
        _writing(index),
        ownership.fresh_folder(generation_folder(index, manifest.generation)) as beside,
    ):
        for name, data in {**files, **manifest_files(manifest)}.items():
            disk.write_durably(beside / name, data)
        _check(Generation(beside), samples)
    use(index, manifest.generation)


def use(index: Path, generation: str) -> None:
    """Makes a generation the current one; the two that one would return to next are kept."""
    others = [name for name in kept(index) if name != generation]
    keep(index, [generation, *others][:_KEPT])


def keep(index: Path, generations: Sequence[str]) -> None:
    """Keeps these alone, the first of them in use."""
    with _writing(index):
        listed = "".join(f"{name}\n" for name in generations)
        disk.replace_atomically(index / CURRENT_NAME, listed.encode())
        for folder in (index / GENERATIONS_NAME).iterdir():
            if is_name(folder.name) and folder.name not in generations:
                ownership.drop(folder)
        _drop_unused_encoders(index)


def kept(index: Path) -> list[str]:
    """The generations that are kept, the one in use first; by age where nothing tells which is."""
    try:
        return names_in_use(index)
    except _NOT_SOUND:
        return _newest_first(index)


def _newest_first(index: Path) -> list[str]:
    ages = []
    folders = index / GENERATIONS_NAME
    for folder in folders.iterdir() if folders.is_dir() else ():
        if not is_name(folder.name):
            continue
        with contextlib.suppress(*_NOT_SOUND):
            ages.append((read_manifest(folder).created_at, folder.name))
    return [name for _, name in sorted(ages, reverse=True)]


def reactivate(index: Path, generation: str) -> Generation | None:
    """A generation that is there already and sound, put to use; else None."""
    folder = generation_folder(index, generation)
    try:
        existing = Generation(folder)
        existing.verify()
    except _NOT_SOUND:
        return None
    try:
        in_use = current_folder(index) == folder
    except _NOT_SOUND:
        in_use = False
    if not in_use:
        use(index, generation)
    return existing


def _check(generation: Generation, samples: Mapping[str, Vectors]) -> None:
    """Asks the reopened generation for a few passages by their own vectors."""
    for key, vector in samples.items():
        nearest = generation.vectors.search(vector, 1)
        (own,) = generation.vectors.scores(vector, [key])
        words = generation.text_of(generation.passages[key]).strip()
        if not words or own < _ALIKE or nearest[0].score - own > 1 - _ALIKE:
            raise IndexDamaged(f"What was written for {key} reads wrongly; nothing was published.")


def _drop_unused_encoders(index: Path) -> None:
    """Those that no generation names; a damaged one names none that could be used."""
    kept = set()
    for folder in (index / GENERATIONS_NAME).iterdir():
        with contextlib.suppress(*_NOT_SOUND):
            kept.add(read_manifest(folder).embedder.get("encoder"))
    encoders = index / ENCODERS_FOLDER
    for folder in encoders.iterdir() if encoders.is_dir() else ():
        if is_encoder_name(folder.name) and folder.name not in kept:
            ownership.drop(folder)
