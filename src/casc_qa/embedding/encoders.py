"""The encoder of an index: exported once a model, kept by its fingerprint, opened to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.embedding.models import ModelFiles, reopen_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.onnx.files import read_description, unusable
from casc_qa.embedding.reference_encoder import (
    ReferenceEncoder,
    difference,
    is_same,
    reference_encoder,
)
from casc_qa.errors import ModelError
from casc_qa.languages.russian.encoder_words import LANGUAGES
from casc_qa.system import disk, ownership

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
    from casc_qa.types import Report

ENCODERS_FOLDER = "encoder"
_FORMAT = 6
_ID_CHARS = 16
_NAME = re.compile(r"[0-9a-f]{16}-\d+")


class Prepared(NamedTuple):
    """What a build embeds with, and what its manifest says of how questions will be."""

    embedder: Embedder
    described: Mapping[str, str | int | float]
    """As ``Manifest.embedder`` has it."""


def encoder_name(fingerprint: str) -> str:
    """Of the folder that holds the encoder of the model with this fingerprint."""
    return f"{fingerprint[:_ID_CHARS]}-{_FORMAT}"


def is_encoder_name(name: str) -> bool:
    """Whether ``encoder_name`` gives such names."""
    return _NAME.fullmatch(name) is not None


def open_encoder(described: Mapping[str, str | int | float], index: Path) -> Embedder:
    """What encodes questions for an index whose manifest describes its embedder so.

    Raises ModelError when the encoder, or a model that has none, is gone or has changed,
    FilesUnreadable when that can't be checked now.
    """
    if "encoder" not in described:
        from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(reopen_model(described, index))
    folder = _folder(described, index)
    description = read_description(folder)
    _check_fit(folder, description, described)
    embedder = OnnxEmbedder(folder, description)
    embedder.session  # noqa: B018  # loaded now, before somebody waits for an answer
    return embedder


def _folder(described: Mapping[str, str | int | float], index: Path) -> Path:
    return index / ENCODERS_FOLDER / Path(str(described["encoder"])).name


def _check_fit(
    folder: Path, description: Mapping[str, Any], described: Mapping[str, str | int | float]
) -> None:
    """Raises ModelError for the encoder of another model than the manifest's."""
    for name in ("fingerprint", "dimension", "window"):
        if description["embedder"][name] != described[name]:
            raise unusable(folder, f"it has another {name} than the index")


def check_encoder(described: Mapping[str, str | int | float], index: Path) -> None:
    """Reads every byte of the encoder again, whatever is remembered of it. Raises ModelError."""
    if "encoder" in described:
        folder = _folder(described, index)
        _check_fit(folder, read_description(folder, disk.sha256_of), described)


def compare_encoder(
    described: Mapping[str, str | int | float], index: Path, report: Report
) -> None:
    """Holds the encoder of an index against the one that this program makes of the model. Raises
    ModelError when it is another, or the model is gone.
    """
    if "encoder" not in described:
        return
    from casc_qa.embedding.onnx.export import ExportError

    folder = _folder(described, index)
    try:
        reference = reference_encoder(reopen_model(described, index), folder.name, report)
    except ExportError as error:
        raise unusable(folder, f"the model can't be exported: {error}") from error
    if mismatch := difference(reference, read_description(folder)):
        raise ModelError(f"The encoder in {folder} {mismatch}: make it again with: casc-qa index")


def is_ready(described: Mapping[str, str | int | float], index: Path) -> bool:
    """Whether questions can be asked of an index whose manifest describes its embedder so. Raises
    FilesUnreadable when that can't be checked now.
    """
    if "encoder" not in described:
        return True
    try:
        read_description(_folder(described, index))
    except ModelError:
        return False
    return True


def is_genuine(files: ModelFiles, index: Path, report: Report) -> bool:
    """Whether the encoder in an index, where it has a sound one of this model, is the one that this
    program makes. Where it is not, nothing that was computed with it may be used again.
    """
    from casc_qa.embedding.onnx.export import ExportError

    name = encoder_name(files.fingerprint)
    try:
        description = read_description(index / ENCODERS_FOLDER / name)
        return is_same(reference_encoder(files, name, report), description)
    except ExportError:
        return False  # somebody else made one of a model that can't be exported here
    except ModelError:
        return True  # there is none that could have been used


def prepare_encoder(files: ModelFiles, index: Path, report: Report) -> Prepared:
    """The encoder of a model, the one that this program makes, which takes some ten seconds the
    first time; with a copy in ``index`` where none is there. For the holder of the build's lock.

    Raises ModelError when the model can't be opened, or its encoder not be written.
    """
    from casc_qa.embedding.onnx.export import ExportError

    name = encoder_name(files.fingerprint)
    try:
        reference = reference_encoder(files, name, report)
    except ExportError as error:
        from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

        original = SentenceTransformerEmbedder(files)
        return Prepared(original, _described(original, files) | {"not_exported": str(error)})
    folder = index / ENCODERS_FOLDER / name
    try:
        read_description(folder)
    except ModelError:
        _copy_encoder(reference.folder, folder)
    return _prepared(files, reference, name)


def settle_encoder(files: ModelFiles, index: Path, report: Report) -> None:
    """Replaces another encoder in ``index`` by the one that this program makes; once nothing is
    in use there that was computed with the other. For the holder of the build's lock.
    """
    if not is_genuine(files, index, report):
        name = encoder_name(files.fingerprint)
        _copy_encoder(reference_encoder(files, name, report).folder, index / ENCODERS_FOLDER / name)


def _prepared(files: ModelFiles, reference: ReferenceEncoder, name: str) -> Prepared:
    description = dict(reference.description)
    embedder = OnnxEmbedder(reference.folder, description)
    described = _described(embedder, files)
    described |= {"encoder": name, "encoder_cosine": float(description["lowest_cosine"])}
    if "first_russian" in description:
        described["languages"] = LANGUAGES
    return Prepared(embedder, described)


def _described(
    embedder: OnnxEmbedder | SentenceTransformerEmbedder, files: ModelFiles
) -> dict[str, str | int | float]:
    return embedder.info._asdict() | {"name": files.name, "location": files.location}


def _copy_encoder(source: Path, target: Path) -> None:
    """Gives ``target`` the files of ``source``; as copies, so that a change to one does not reach
    the other. Raises ModelError.
    """
    try:
        with ownership.fresh_folder(target) as beside:
            for path in source.iterdir():
                if path.name != ownership.MARKER_NAME:
                    disk.copy_durably(path, beside / path.name)
    except OSError as error:
        raise ModelError(
            f"The encoder can't be written to {target.parent} ({error.strerror or error}); "
            "what was there before still serves."
        ) from error
