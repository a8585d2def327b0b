"""Embedder by sentence-transformers: any of its models, from a local folder, offline."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from casc_qa.embedding import Progress
from casc_qa.embedding.models import ModelFiles
from casc_qa.errors import ModelError
from casc_qa.system.offline import go_offline
from casc_qa.types import EmbedderInfo

if TYPE_CHECKING:
    from casc_qa.types import Vectors

_ROUND = 512  # texts between two reports of progress
_DEFAULT_WINDOW = 512  # for a model that states none


class SentenceTransformerEmbedder:
    """Loads the model when it is made, which takes seconds."""

    def __init__(self, files: ModelFiles, device: str = "cpu", dtype: str = "float32") -> None:
        """``dtype`` is what it computes in; vectors are float32 all the same.

        Raises ModelError when the folder holds no model that can be opened.
        """
        go_offline()
        _hush()
        from sentence_transformers import SentenceTransformer

        try:
            # An absolute folder: a relative one would be looked up on the hub by its name.
            self._model: Any = SentenceTransformer(
                str(files.folder.resolve()),
                device=device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True, "torch_dtype": dtype},
            )
            window = self._model.max_seq_length or math.inf
            dimension = self._model.encode_query(["?"]).shape[1]
        except Exception as error:  # a foreign folder can fail in any way
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise ModelError(f"The model in {files.folder} can't be opened: {reason}") from error
        # The tokenizer keeps its settings in itself and fails when two threads use it at once.
        self._turn = threading.Lock()
        self._info = EmbedderInfo(files.name, files.fingerprint, int(dimension), _finite(window))

    @property
    def model(self) -> Any:
        """The library's own object; for exporting alone."""
        return self._model

    def export_settings(self) -> dict[str, Any]:
        """What an export needs beside the graph: prompts, and the number of the padding token."""
        return {
            "prompts": {
                "query": self._prompt("query"),
                "passage": self._prompt("document", "passage", "corpus"),
            },
            "pad": int(self._model.tokenizer.pad_token_id or 0),
        }

    def simplify(self) -> None:
        """Has the model compute attention as plain operations, where it can: exported, that takes
        fewer of them than PyTorch's fused call. A model that can't is left as it is.
        """
        with contextlib.suppress(AttributeError, TypeError, KeyError, ValueError, ImportError):
            self._model[0].auto_model.set_attn_implementation("eager")

    def add_tokens(self, vectors: Vectors) -> int:
        """Gives the model a token more for each row of input vectors, shape (tokens, dimension),
        and returns the number of the first. Its own tokenizer never makes them.
        """
        import torch

        table = self._model[0].auto_model.get_input_embeddings()
        first = int(table.weight.shape[0])
        added = torch.from_numpy(vectors).to(table.weight)
        table.weight = torch.nn.Parameter(torch.cat([table.weight, added]), requires_grad=False)
        return first

    def embed_numbers(self, ids: Sequence[int]) -> Vectors:
        """The vector of one text given as token numbers, shape (dimension,)."""
        import torch

        row = torch.tensor([list(ids)])
        with torch.no_grad():
            output = self._model({"input_ids": row, "attention_mask": torch.ones_like(row)})
        vector: Vectors = _unit(output["sentence_embedding"].numpy())[0]
        return vector

    def tokenizer_json(self) -> bytes:
        """The model's tokenizer, as the tokenizers library reads it. Raises AttributeError when it
        has no such tokenizer.
        """
        text: str = self._model.tokenizer.backend_tokenizer.to_str()
        return text.encode()

    def _prompt(self, *names: str) -> str:
        """What the library puts in front of a text: the first prompt so named, else the default."""
        prompts = self._model.prompts or {}
        chosen = [prompts[name] for name in names if name in prompts]
        chosen += [prompts.get(self._model.default_prompt_name, "")]
        return chosen[0] or ""

    @property
    def info(self) -> EmbedderInfo:
        """Name, fingerprint, dimension and window."""
        return self._info

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, uncut."""
        if hasattr(self._model.tokenizer, "encode_batch_fast"):  # models without layers have these
            encoded = self._model.tokenizer.encode_batch_fast(list(texts))
            return [len(one.ids) for one in encoded]
        # The packaged tokenizer cuts and pads to 128 by itself, so both are switched off here.
        encoded = self._model.tokenizer(
            list(texts), truncation=False, padding=False, add_special_tokens=True
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (texts, dimension), float32, of length one."""
        rounds = [self._none()]
        for start in range(0, len(texts), _ROUND):
            batch = list(texts[start : start + _ROUND])
            rounds.append(self._encode(self._model.encode_document, batch))
            if progress:
                progress(len(batch))
        return np.concatenate(rounds)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimension), float32, of length one."""
        return self._encode(self._model.encode_query, list(texts))

    def _encode(self, encode: Any, texts: list[str]) -> Vectors:
        with self._turn:
            vectors: Vectors = encode(
                texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        return _unit(vectors) if texts else self._none()

    def _none(self) -> Vectors:
        return np.empty((0, self._info.dimension), np.float32)


def _unit(vectors: Any) -> Vectors:
    """Of length one, which bfloat16 rounds."""
    wide = vectors.astype(np.float32)
    unit: Vectors = wide / np.linalg.norm(wide, axis=1, keepdims=True).clip(1e-12)
    return unit


def _finite(window: float) -> int:
    """Models without layers read any length; passages should be short all the same."""
    return int(window) if math.isfinite(window) else _DEFAULT_WINDOW


def _hush() -> None:
    """No bars and no hints from the library: the interfaces show what a user needs to know."""
    from transformers.utils import logging

    quiet: Any = logging
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
