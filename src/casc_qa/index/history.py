"""The generations that are kept: are they sound, and how to return to an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from casc_qa.embedding.encoders import check_encoder, open_encoder
from casc_qa.errors import CascQaError, IndexMissing
from casc_qa.index.generation import (
    Generation,
    current_manifest,
    generation_folder,
    names_in_use,
)
from casc_qa.index.publish import building, keep, kept
from casc_qa.types import Manifest


class Verified(NamedTuple):
    """What came of reading every byte of a generation again."""

    generation: str
    in_use: bool
    problem: str | None
    """None when all is as it was written."""


def verify(index: Path) -> list[Verified]:
    """Every generation that is kept, the one in use first: each file's hash against the manifest,
    the manifest's own, the encoder's. Raises IndexMissing where there is no index, IndexDamaged
    where nothing tells which generation is in use.
    """
    first, *others = names_in_use(index)
    return [Verified(n, n == first, _problem(index, n)) for n in (first, *others)]


def rollback(index: Path) -> Manifest:
    """Puts the generation that was in use before to use again, and says which it is. The present
    one goes to the end of those that are kept, so that going on leads back to it.

    Raises IndexMissing when no other is sound, IndexBusy while a build runs.
    """
    if not index.is_dir():
        raise IndexMissing(f"There is no index in {index}.")
    with building(index):
        names = kept(index)
        for place in range(_says_which(index), len(names)):
            if _problem(index, names[place]) is None:
                keep(index, [*names[place:], *names[:place]])
                return current_manifest(index)
    raise IndexMissing(f"The index in {index} holds no other generation to return to.")


def _says_which(index: Path) -> bool:
    """Whether the index tells which generation is in use."""
    try:
        names_in_use(index)
    except CascQaError:
        return False
    return True


def _problem(index: Path, name: str) -> str | None:
    try:
        generation = Generation(generation_folder(index, name))
        generation.verify()
        check_encoder(generation.manifest.embedder, index)
        open_encoder(generation.manifest.embedder, index)
    except CascQaError as error:
        return str(error)
    return None
