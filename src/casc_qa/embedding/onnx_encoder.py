"""Embedder by onnxruntime: an exported model, without torch. The only module that imports it, or
tokenizers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa import disk
from casc_qa.embedding import Progress
from casc_qa.embedding.russian import WORDS_NAME, RussianWords, read_words
from casc_qa.errors import ModelError
from casc_qa.text.cyrillic import has_cyrillic
from casc_qa.types import EmbedderInfo

if TYPE_CHECKING:
    from casc_qa.types import Vectors

MODEL_NAME = "model.onnx"
WEIGHTS_NAME = MODEL_NAME + ".data"  # beside the graph, so that they are mapped and not copied
TOKENIZER_NAME = "tokenizer.json"
DESCRIPTION_NAME = "encoder.json"
DESCRIPTION_HASH_NAME = "encoder.sha256"
_BATCH_TOKENS = 1024  # of a batch, padding included: what is worked on stays in the caches
_LONGEST_TOKEN = 100  # code points; what lies beyond the window so measured is not even read
_TINY = 1e-12


class OnnxEmbedder:
    """Opens an encoder that ``onnx_export`` wrote; safe to use from several threads."""

    def __init__(self, folder: Path, description: Mapping[str, Any] | None = None) -> None:
        """``description`` is that of the folder, where it is not written there yet.

        Raises ModelError when the files are gone or are not the ones that were written.
        """
        from tokenizers import Tokenizer

        self._description = description or read_description(folder)
        self._info = EmbedderInfo(**self._description["embedder"])
        self._folder = folder
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER_NAME))
        except Exception as error:  # the libraries raise bare exceptions of many kinds
            raise _unusable(folder, first_line(error)) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._info.window)

    @cached_property
    def _russian(self) -> RussianWords | None:
        """The Russian words that the encoder was given, read when the first one is met."""
        if "first_russian" not in self._description:
            return None
        try:
            return read_words(self._folder / WORDS_NAME, int(self._description["first_russian"]))
        except (OSError, ValueError) as error:
            raise _unusable(self._folder, first_line(error)) from error

    @cached_property
    def session(self) -> Any:
        """The model, loaded when it is first needed: a build with nothing new never needs it.

        Raises ModelError.
        """
        import onnxruntime

        onnxruntime.set_default_logger_severity(3)  # errors; they are raised as well
        try:
            return onnxruntime.InferenceSession(
                str(self._folder / MODEL_NAME), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # as above
            raise _unusable(self._folder, first_line(error)) from error

    @property
    def info(self) -> EmbedderInfo:
        return self._info

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self.token_numbers(texts)]

    def token_numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Of each text, uncut."""
        return self._numbers(texts, self._counting)

    @cached_property
    def _counting(self) -> Any:
        """A tokenizer of its own, as it does not cut; only building counts."""
        from tokenizers import Tokenizer

        tokenizer: Any = Tokenizer.from_file(str(self._folder / TOKENIZER_NAME))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        import numpy as np

        vectors = np.empty((len(texts), self._info.dimension), np.float32)
        ids = self._ids("passage", texts)
        for rows in _batches([len(own) for own in ids]):
            vectors[rows] = self._run([ids[row] for row in rows])
            if progress:
                progress(len(rows))
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        # One at a time: a vector's last digits depend on what stands beside it in a batch.
        rows = [self._run([ids]) for ids in self._ids("query", texts)]
        return np.concatenate(rows) if rows else np.empty((0, self._info.dimension), np.float32)

    def _ids(self, kind: str, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of each text behind its prompt, cut to the window."""
        prompt = self._description["prompts"][kind]
        characters = self._info.window * _LONGEST_TOKEN
        cut = [(prompt + text).strip()[:characters] for text in texts]
        return [_shortened(ids, self._info.window) for ids in self._numbers(cut, self._tokenizer)]

    def _numbers(self, texts: Sequence[str], tokenizer: Any) -> list[list[int]]:
        """Token numbers of each text."""
        is_mixed = [has_cyrillic(text) and self._russian is not None for text in texts]
        plain = [text for text, mixed in zip(texts, is_mixed, strict=True) if not mixed]
        encoded = iter(tokenizer.encode_batch_fast(plain))
        return [
            self._mixed(text, tokenizer) if mixed else next(encoded).ids
            for text, mixed in zip(texts, is_mixed, strict=True)
        ]

    def _mixed(self, text: str, tokenizer: Any) -> list[int]:
        """Of a text with words in Cyrillic letters."""
        assert self._russian is not None  # noqa: S101  # asked before
        # The tokenizer makes nothing of white space.
        pieces = [p for p in self._russian.pieces(text) if isinstance(p, int) or not p.isspace()]
        latin = [piece for piece in pieces if isinstance(piece, str)]
        cut = iter(tokenizer.encode_batch_fast(latin, add_special_tokens=False))
        first, *_, last = tokenizer.encode("").ids
        inside = ([piece] if isinstance(piece, int) else next(cut).ids for piece in pieces)
        return [first, *chain.from_iterable(inside), last]

    def _run(self, ids: Sequence[Sequence[int]]) -> Vectors:
        import numpy as np

        width = max(map(len, ids))
        padded = np.full((len(ids), width), self._description["pad"], np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, own in enumerate(ids):
            padded[row, : len(own)] = own
            mask[row, : len(own)] = 1
        (found,) = self.session.run(None, {"input_ids": padded, "attention_mask": mask})
        vectors: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True).clip(_TINY)
        return vectors


def _shortened(ids: list[int], window: int) -> list[int]:
    """At most ``window`` of them, the last one, which ends a text, kept."""
    return ids if len(ids) <= window else [*ids[: window - 1], ids[-1]]


def write_description(folder: Path, description: Mapping[str, Any]) -> None:
    """Says what the encoder in ``folder`` is. Raises OSError."""
    data = (json.dumps(description, indent=2, ensure_ascii=False) + "\n").encode()
    disk.write_durably(folder / DESCRIPTION_NAME, data)
    disk.write_durably(folder / DESCRIPTION_HASH_NAME, _hash_line(data))


def read_description(
    folder: Path, hash_of: Callable[[Path], str] = disk.remembered_sha256
) -> dict[str, Any]:
    """What the encoder in ``folder`` is, its files verified. Raises ModelError."""
    try:
        data = (folder / DESCRIPTION_NAME).read_bytes()
        if (folder / DESCRIPTION_HASH_NAME).read_bytes() != _hash_line(data):
            raise _unusable(folder, f"{DESCRIPTION_NAME} is not what was written")
        description: dict[str, Any] = json.loads(data)
        for name, expected in description["files"].items():
            if Path(name).name != name or hash_of(folder / name) != expected:
                raise _unusable(folder, f"{name} is not what was written")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(folder, first_line(error)) from error
    return description


def _hash_line(data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}\n".encode()


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in groups of like length, longest last, so that little is padded."""
    group: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: (lengths[row], row)):
        if group and lengths[row] * (len(group) + 1) > _BATCH_TOKENS:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def first_line(error: Exception) -> str:
    """What a foreign library's exception says, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _unusable(folder: Path, reason: str) -> ModelError:
    return ModelError(
        f"The encoder in {folder} can't be used ({reason}): make it again with: casc-qa index"
    )
