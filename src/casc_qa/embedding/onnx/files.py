"""The files of an exported encoder: what they say of themselves, checked before any is used."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired, TypeAlias, TypedDict

from casc_qa.errors import FilesUnreadable, ModelError
from casc_qa.languages.russian.encoder_words import WORDS_NAME
from casc_qa.system import disk, small_files
from casc_qa.system.small_files import BadFile, Line, Sha256, between

MODEL_NAME = "model.onnx"
WEIGHTS_NAME = MODEL_NAME + ".data"  # beside the graph, so that they are mapped and not copied
TOKENIZER_NAME = "tokenizer.json"
DESCRIPTION_NAME = "encoder.json"
DESCRIPTION_HASH_NAME = "encoder.sha256"
MOST_TOKENIZER = 1 << 26  # bytes
_ALWAYS = {MODEL_NAME, WEIGHTS_NAME, TOKENIZER_NAME}
_Name: TypeAlias = Literal["model.onnx", "model.onnx.data", "tokenizer.json", "words.txt"]


class _Embedder(TypedDict):
    name: Line
    fingerprint: Sha256
    dimension: Annotated[int, between(1, 1 << 16)]
    window: Annotated[int, between(3, 1 << 20)]


class _Prompts(TypedDict):
    query: str
    passage: str


class _WordVectors(TypedDict):
    offset: Annotated[int, between(0, 1 << 40)]
    rows: Annotated[int, between(1, 1 << 24)]


class _Description(TypedDict):
    embedder: _Embedder
    prompts: _Prompts
    pad: Annotated[int, between(0, 1 << 31)]
    first_russian: NotRequired[Annotated[int, between(0, 1 << 31)]]
    word_vectors: NotRequired[_WordVectors]
    made_with: dict[Line, Line]
    files: dict[_Name, Sha256]
    lowest_cosine: float


def write_description(folder: Path, description: Mapping[str, Any]) -> None:
    """Says what the encoder in ``folder`` is. Raises OSError."""
    data = (json.dumps(description, indent=2, ensure_ascii=False) + "\n").encode()
    disk.write_durably(folder / DESCRIPTION_NAME, data)
    disk.write_durably(folder / DESCRIPTION_HASH_NAME, disk.hash_line(data))


def read_description(
    folder: Path, hash_of: Callable[[Path], str] = disk.remembered_sha256
) -> dict[str, Any]:
    """What the encoder in ``folder`` is, its files verified. Raises ModelError where one is gone or
    is not what was written, FilesUnreadable.
    """
    with reading(folder, DESCRIPTION_HASH_NAME):
        hash_line = small_files.read_bytes(folder / DESCRIPTION_HASH_NAME, small_files.LINE)
    with reading(folder, DESCRIPTION_NAME):
        data = small_files.read_bytes(folder / DESCRIPTION_NAME, small_files.SETTINGS)
        if hash_line != disk.hash_line(data):
            raise BadFile("it is not what was written")
        description: Any = small_files.parse_json(data, _Description)
        _check_files(description)
    for name, expected in description["files"].items():
        with reading(folder, name), small_files.regular(folder / name):
            if hash_of(folder / name) != expected:
                raise BadFile("it is not what was written")
    checked: dict[str, Any] = description
    return checked


def _check_files(description: Mapping[str, Any]) -> None:
    wanted = _ALWAYS | ({WORDS_NAME} if "first_russian" in description else set())
    if set(description["files"]) != wanted:
        raise BadFile("it names other files than an encoder has")


@contextlib.contextmanager
def reading(folder: Path, name: str) -> Iterator[None]:
    """Turns what goes wrong while a file of the encoder in ``folder`` is read into ModelError where
    it is not what it should be, and into FilesUnreadable where that can't be checked now.
    """
    try:
        yield
    except OSError as error:
        if small_files.is_gone(error):
            raise unusable(folder, f"{name}: {small_files.why(error)}") from error
        raise FilesUnreadable.because(folder / name, error) from error
    except ValueError as error:
        raise unusable(folder, f"{name}: {small_files.why(error)}") from error


def unusable(folder: Path, reason: str) -> ModelError:
    """Of an encoder that has to be made again."""
    return ModelError(
        f"The encoder in {folder} can't be used ({reason}): make it again with: casc-qa index"
    )
