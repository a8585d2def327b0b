"""The encoder of an index: exported once a model, kept by its fingerprint, opened to ask."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casc_qa import disk
from casc_qa.embedding.models import ModelFiles, reopen_model
from casc_qa.embedding.onnx_encoder import OnnxEmbedder, read_description
from casc_qa.embedding.russian import LANGUAGES
from casc_qa.errors import ModelError

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
    from casc_qa.types import Report

ENCODERS_FOLDER = "encoder"
_FORMAT = 4
_ID_CHARS = 16


class Prepared(NamedTuple):
    """What a build embeds with, and what its manifest says of how questions will be."""

    embedder: Embedder
    described: Mapping[str, str | int | float]
    """As ``Manifest.embedder`` has it."""


def encoder_name(fingerprint: str) -> str:
    """Of the folder that holds the encoder of the model with this fingerprint."""
    return f"{fingerprint[:_ID_CHARS]}-{_FORMAT}"


def open_encoder(described: Mapping[str, str | int | float], index: Path) -> Embedder:
    """What encodes questions for an index whose manifest describes its embedder so.

    Raises ModelError when the encoder, or a model that has none, is gone or has changed.
    """
    if "encoder" not in described:
        from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(reopen_model(described, index))
    embedder = OnnxEmbedder(_folder(described, index))
    embedder.session  # noqa: B018  # loaded now, before somebody waits for an answer
    return embedder


def _folder(described: Mapping[str, str | int | float], index: Path) -> Path:
    return index / ENCODERS_FOLDER / Path(str(described["encoder"])).name


def check_encoder(described: Mapping[str, str | int | float], index: Path) -> None:
    """Reads every byte of the encoder again, whatever is remembered of it. Raises ModelError."""
    if "encoder" in described:
        read_description(_folder(described, index), disk.sha256_of)


def is_ready(described: Mapping[str, str | int | float], index: Path) -> bool:
    """Whether questions can be asked of an index whose manifest describes its embedder so."""
    if "encoder" not in described:
        return True
    try:
        read_description(_folder(described, index))
    except ModelError:
        return False
    return True


def prepare_encoder(files: ModelFiles, index: Path, report: Report) -> Prepared:
    """The encoder of a model in ``index``: the one there, or a copy of one that was exported
    earlier, or a new one, which takes some ten seconds. For the holder of the build's lock.

    Raises ModelError when the model can't be opened, or its encoder not be written.
    """
    name = encoder_name(files.fingerprint)
    folder, kept = index / ENCODERS_FOLDER / name, disk.cache_folder() / "encoders" / name
    with contextlib.suppress(ModelError):
        return _exported(files, folder)
    with contextlib.suppress(ModelError, OSError):
        read_description(kept)
        _take(kept, folder)
        return _exported(files, folder)
    return _export(files, folder, kept, report)


def _export(files: ModelFiles, folder: Path, kept: Path, report: Report) -> Prepared:
    from casc_qa.embedding.onnx_export import ExportError, export
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

    report(f"loading the model {files.name}", 0, 0)
    original = SentenceTransformerEmbedder(files)
    report(f"preparing the model {files.name} for fast questions", 0, 0)
    try:
        with disk.fresh_folder(folder) as beside:
            export(original, beside, files.russian)
    except ExportError as error:
        return Prepared(original, _described(original, files) | {"not_exported": str(error)})
    except OSError as error:
        raise ModelError(
            f"The encoder can't be written to {folder.parent} ({error.strerror or error}); "
            "what was there before still serves."
        ) from error
    with contextlib.suppress(OSError):  # no cache: the next index exports again
        _take(folder, kept)
    return _exported(files, folder)


def _exported(files: ModelFiles, folder: Path) -> Prepared:
    description = read_description(folder)
    embedder = OnnxEmbedder(folder, description)
    described = _described(embedder, files)
    described |= {"encoder": folder.name, "encoder_cosine": float(description["lowest_cosine"])}
    if "first_russian" in description:
        described["languages"] = LANGUAGES
    return Prepared(embedder, described)


def _described(
    embedder: OnnxEmbedder | SentenceTransformerEmbedder, files: ModelFiles
) -> dict[str, str | int | float]:
    return embedder.info._asdict() | {"name": files.name, "location": files.location}


def _take(source: Path, target: Path) -> None:
    """Gives ``target`` the files of ``source``, as links where the file system can."""
    with disk.fresh_folder(target) as beside:
        for path in source.iterdir():
            disk.link_or_copy(path, beside / path.name)
