"""The encoder that this program made of a model on this machine: the standard for all others.

It lies in the user's own cache, closed to others. An index may come from a stranger, with an
encoder that gives other vectors and hashes that fit it; comparing it with what the program makes
itself shows that, because exporting a model twice with the same libraries gives the same bytes.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casc_qa.embedding.models import ModelFiles
from casc_qa.embedding.onnx.files import read_description
from casc_qa.errors import CascQaError, FilesUnreadable, ModelError
from casc_qa.system import disk, ownership
from casc_qa.types import Report

_OTHERS = 0o077  # what a folder may let nobody but its owner do
_OTHERS_WRITE = 0o022
_BY_CHANCE = ("made_with", "lowest_cosine")  # what may differ where all that counts is the same
_temporary: list[tempfile.TemporaryDirectory[str]] = []  # gone when the program ends


class ReferenceEncoder(NamedTuple):
    """An encoder that can be trusted, and what it says of itself."""

    folder: Path
    description: Mapping[str, Any]


def reference_encoder(files: ModelFiles, name: str, report: Report) -> ReferenceEncoder:
    """The encoder called ``name`` of a model: as it was made before, or made now, which takes some
    ten seconds. Raises ModelError when the model can't be opened, ExportError when it can't be
    exported, FilesUnreadable.
    """
    kept = disk.cache_folder() / "encoders" / name
    if is_private(kept):
        try:
            return ReferenceEncoder(kept, read_description(kept))
        except ModelError:
            pass  # damaged: made anew
    try:
        return _made(files, kept, report)
    except (ModelError, FilesUnreadable):
        raise
    except (OSError, CascQaError):  # no cache to keep it in: it serves this once
        folder = tempfile.TemporaryDirectory(prefix="casc-qa-", ignore_cleanup_errors=True)
        _temporary.append(folder)
        return _made(files, Path(folder.name) / name, report)


def _made(files: ModelFiles, folder: Path, report: Report) -> ReferenceEncoder:
    from casc_qa.embedding.onnx.export import export
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

    disk.private_folder(folder.parent)
    if folder.parent.stat().st_mode & _OTHERS:
        folder.parent.chmod(disk.PRIVATE_FOLDER)
    report(f"loading the model {files.name}", 0, 0)
    original = SentenceTransformerEmbedder(files)
    report(f"preparing the model {files.name} for fast questions", 0, 0)
    with ownership.fresh_folder(folder) as beside:
        export(original, beside, files.russian)
    return ReferenceEncoder(folder, read_description(folder, disk.sha256_of))


def is_private(folder: Path) -> bool:
    """Whether a folder, that above it and its files are the user's own, no links, and closed to
    others; on Windows the system sees to that.
    """
    if os.name == "nt":
        return folder.is_dir()
    try:
        folders = [path.lstat() for path in (folder.parent, folder)]
        files = [path.lstat() for path in folder.iterdir()]
    except OSError:
        return False
    return all(
        stat.S_ISDIR(status.st_mode) and not status.st_mode & _OTHERS and _is_own(status)
        for status in folders
    ) and all(
        stat.S_ISREG(status.st_mode) and not status.st_mode & _OTHERS_WRITE and _is_own(status)
        for status in files
    )


def _is_own(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid()


def is_same(reference: ReferenceEncoder, description: Mapping[str, Any]) -> bool:
    """Whether another encoder's files, and how they are used, are those of the reference."""
    return _essence(reference.description) == _essence(description)


def _essence(description: Mapping[str, Any]) -> dict[str, Any]:
    embedder = {k: v for k, v in description["embedder"].items() if k != "name"}
    return {k: v for k, v in description.items() if k not in _BY_CHANCE} | {"embedder": embedder}


def difference(reference: ReferenceEncoder, description: Mapping[str, Any]) -> str | None:
    """In what another encoder differs, for a person; None where it does not."""
    if is_same(reference, description):
        return None
    ours, theirs = reference.description["made_with"], description["made_with"]
    others = [f"{name} {version}" for name, version in theirs.items() if ours.get(name) != version]
    if others:
        here = ", ".join(f"{name} {version}" for name, version in ours.items())
        return f"was made with {', '.join(others)}, as it says, and not with those here ({here})"
    return "is not the one that this program makes of the model"
