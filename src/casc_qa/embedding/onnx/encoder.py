"""Embedder of an exported model, without torch. The only module that imports tokenizers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from casc_qa.embedding import Progress
from casc_qa.embedding.onnx.files import (
    MOST_TOKENIZER,
    TOKENIZER_NAME,
    WEIGHTS_NAME,
    read_description,
    reading,
    unusable,
)
from casc_qa.embedding.onnx.session import Model, foreign
from casc_qa.embedding.onnx.tokenizer_checks import check_tokenizer
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.russian.encoder_words import WORDS_NAME, RussianWords, read_words
from casc_qa.system import small_files
from casc_qa.types import EmbedderInfo, Span

if TYPE_CHECKING:
    from casc_qa.types import Vectors

_BATCH_TOKENS = 1024  # of a batch, padding included: what is worked on stays in the caches
_LONGEST_TOKEN = 100  # code points; what lies beyond the window so measured is not even read
_TINY = 1e-12


class OnnxEmbedder:
    """Opens an encoder that ``export`` wrote; safe to use from several threads."""

    def __init__(self, folder: Path, description: Mapping[str, Any] | None = None) -> None:
        """``description`` is that of the folder, where it is not written there yet.

        Raises ModelError when the files are gone or are not the ones that were written,
        FilesUnreadable when that can't be checked.
        """
        self._description = description or read_description(folder)
        self._info = EmbedderInfo(**self._description["embedder"])
        self._folder = folder
        self._tokenizer = self._open_tokenizer()
        with foreign(folder):
            self._tokenizer.enable_truncation(self._info.window)

    @cached_property
    def _russian(self) -> RussianWords | None:
        """The Russian words that the encoder was given, read when the first one is met."""
        if "first_russian" not in self._description:
            return None
        with reading(self._folder, WORDS_NAME):
            return read_words(self._folder / WORDS_NAME, int(self._description["first_russian"]))

    @cached_property
    def session(self) -> Model:
        """The model, loaded when it is first needed: a build with nothing new never needs it.

        Raises ModelError or FilesUnreadable.
        """
        return Model(self._folder, self._info.window)

    @property
    def info(self) -> EmbedderInfo:
        """Name, fingerprint, dimension and window."""
        return self._info

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, uncut."""
        return [len(ids) for ids in self.token_numbers(texts)]

    def token_numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's tokens, special tokens included, uncut."""
        return self._numbers(texts, self._counting)

    def locate_tokens(self, text: str) -> tuple[list[int], list[Span]]:
        """The numbers of a text's tokens without special ones, uncut, and where each stands. Raises
        ModelError.
        """
        numbers: list[int] = []
        spans: list[Span] = []
        with foreign(self._folder):
            for piece, where in self._located(text):
                if isinstance(piece, int):
                    numbers.append(piece)
                    spans.append(where)
                    continue
                encoded = self._tokenizer.encode(piece, add_special_tokens=False)
                if encoded.overflowing:  # it was cut
                    encoded = self._counting.encode(piece, add_special_tokens=False)
                numbers += encoded.ids
                is_as_written = piece == where.of(text)
                spans += [
                    Span(where.start + a, where.start + b) if is_as_written else where
                    for a, b in encoded.offsets
                ]
        return numbers, spans

    def _located(self, text: str) -> Iterable[tuple[int | str, Span]]:
        """The text in pieces: words that have tokens of their own, and what lies between."""
        if has_cyrillic(text) and self._russian is not None:
            return self._russian.located_pieces(text)
        return [(text, Span(0, len(text)))]

    def word_vectors(self, numbers: Sequence[int]) -> Vectors:
        """The input vectors of tokens, shape (tokens, dimension), float32. Raises ModelError where
        the export does not say where they are.
        """
        vectors: Vectors = self._word_table[list(numbers)]
        return vectors

    @cached_property
    def _word_table(self) -> Vectors:
        """Mapped, not read: a question needs a few hundred of its rows."""
        table = self._description.get("word_vectors")
        if table is None:
            raise unusable(self._folder, "it does not say where its word vectors are")
        with reading(self._folder, WEIGHTS_NAME):
            shape = (int(table["rows"]), self._info.dimension)
            mapped: Vectors = np.memmap(
                self._folder / WEIGHTS_NAME, np.float32, "r", int(table["offset"]), shape
            )
            return mapped

    def special_tokens(self) -> tuple[int, int]:
        """The numbers of the tokens that open a text and that close it. Raises ModelError."""
        with foreign(self._folder):
            first, *_, last = self._tokenizer.encode("").ids
        return first, last

    @cached_property
    def _counting(self) -> Any:
        """A tokenizer of its own, as it does not cut; seldom needed but to build."""
        tokenizer = self._open_tokenizer()
        with foreign(self._folder):
            tokenizer.no_truncation()
        return tokenizer

    def _open_tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        with reading(self._folder, TOKENIZER_NAME):
            data = small_files.read_bytes(self._folder / TOKENIZER_NAME, MOST_TOKENIZER)
            check_tokenizer(data)
        with foreign(self._folder):
            tokenizer = Tokenizer.from_buffer(data)
            tokenizer.no_padding()
        return tokenizer

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (texts, dimension), float32, of length one. Raises ModelError
        or FilesUnreadable.
        """
        vectors = np.empty((len(texts), self._info.dimension), np.float32)
        ids = self._ids("passage", texts)
        for rows in _batches([len(own) for own in ids]):
            vectors[rows] = self._run([ids[row] for row in rows])
            if progress:
                progress(len(rows))
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimension), float32, of length one. Raises ModelError
        or FilesUnreadable.
        """
        # One at a time: a vector's last digits depend on what stands beside it in a batch.
        rows = [self._run([ids]) for ids in self._ids("query", texts)]
        return np.concatenate(rows) if rows else np.empty((0, self._info.dimension), np.float32)

    def _ids(self, prompt_name: str, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of each text behind its prompt, cut to the window."""
        prompt = self._description["prompts"][prompt_name]
        characters = self._info.window * _LONGEST_TOKEN
        cut = [(prompt + text).strip()[:characters] for text in texts]
        return [_shortened(ids, self._info.window) for ids in self._numbers(cut, self._tokenizer)]

    def _numbers(self, texts: Sequence[str], tokenizer: Any) -> list[list[int]]:
        """Token numbers of each text. Raises ModelError for a tokenizer that fails."""
        with foreign(self._folder):
            return self._cut(texts, tokenizer)

    def _cut(self, texts: Sequence[str], tokenizer: Any) -> list[list[int]]:
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
        """The vectors of a batch given as token numbers, shape (texts, dimension). Raises
        ModelError where the model gives anything else.
        """
        width = max(map(len, ids))
        padded = np.full((len(ids), width), self._description["pad"], np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, own in enumerate(ids):
            padded[row, : len(own)] = own
            mask[row, : len(own)] = 1
        output, *more = self.session.run(None, {"input_ids": padded, "attention_mask": mask})
        if more or output.shape != (len(ids), self._info.dimension) or output.dtype != np.float32:
            raise unusable(self._folder, "it gives no vectors of its dimension")
        vectors: Vectors = output / np.linalg.norm(output, axis=1, keepdims=True).clip(_TINY)
        return vectors


def _shortened(ids: list[int], window: int) -> list[int]:
    """At most ``window`` of them, the last one, which ends a text, kept."""
    return ids if len(ids) <= window else [*ids[: window - 1], ids[-1]]


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
