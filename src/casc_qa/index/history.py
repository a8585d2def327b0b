"""The generations that are kept: are they sound, and how to return to an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from casc_qa.embedding.encoders import check_encoder, compare_encoder, open_encoder
from casc_qa.errors import CascQaError, FilesUnreadable, IndexDamaged, IndexMissing
from casc_qa.index.current import current_manifest, generation_folder, names_in_use
from casc_qa.index.generation import Generation
from casc_qa.index.publish import build_lock, keep, kept
from casc_qa.system import ownership
from casc_qa.types import Manifest, Report


class Verified(NamedTuple):
    """What came of reading every byte of a generation again."""

    generation: str
    in_use: bool
    problem: str | None
    """None when all is as it was written."""


def verify(index: Path, report: Report = lambda what, done, total: None) -> list[Verified]:
    """Every generation that is kept, the one in use first: each file's hash against the manifest,
    the manifest's own, the encoder's, and the encoder against the one that this program makes of
    the model, which takes some ten seconds where it has made none yet.

    Raises IndexMissing where there is no index, IndexDamaged where nothing tells which generation
    is in use, FilesUnreadable.
    """
    first, *others = names_in_use(index)
    return [Verified(n, n == first, _problem(index, n, report)) for n in (first, *others)]


def rollback(index: Path) -> Manifest:
    """Puts the generation that was in use before to use again, and says which it is. The present
    one goes to the end of those that are kept, so that going on leads back to it.

    Raises IndexMissing when no other is sound, IndexBusy while a build runs.
    """
    if not ownership.is_index(index):
        raise IndexMissing(f"There is no index in {index}.")
    with build_lock(index):
        names = kept(index)
        first = 1 if _says_which_is_in_use(index) else 0
        for number in range(first, len(names)):
            if _is_sound(index, names[number]):
                keep(index, [*names[number:], *names[:number]])
                return current_manifest(index)
    raise IndexMissing(f"The index in {index} holds no other generation to return to.")


def _says_which_is_in_use(index: Path) -> bool:
    """Whether the index tells which generation is in use."""
    try:
        names_in_use(index)
    except (IndexMissing, IndexDamaged):
        return False
    return True


def _is_sound(index: Path, name: str) -> bool:
    """Raises FilesUnreadable where that can't be told now: nothing may be passed over for it."""
    try:
        _check(index, name)
    except FilesUnreadable:
        raise
    except CascQaError:
        return False
    return True


def _problem(index: Path, name: str, report: Report) -> str | None:
    """What is wrong with a generation, for a person; None when nothing is."""
    try:
        compare_encoder(_check(index, name).embedder, index, report)
    except CascQaError as error:
        return str(error)
    return None


def _check(index: Path, name: str) -> Manifest:
    """Raises CascQaError for a generation that can't be used, or can't be read now."""
    generation = Generation(generation_folder(index, name))
    generation.verify()
    check_encoder(generation.manifest.embedder, index)
    open_encoder(generation.manifest.embedder, index)
    return generation.manifest
