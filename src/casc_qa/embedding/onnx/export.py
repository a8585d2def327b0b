"""Writes a sentence-transformers model as ONNX, whole: token numbers go in, and its own vectors
come out, through its own pooling and layers. Russian words that were made for it become tokens
behind its own. The only module that exports.

An exported encoder is trusted only when it gives the same vectors as the original for a fixed set
of texts; otherwise ExportError says why, and questions go through the original.
"""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.onnx.files import (
    MODEL_NAME,
    TOKENIZER_NAME,
    WEIGHTS_NAME,
    write_description,
)
from casc_qa.embedding.onnx.graph import Refused, check_graph
from casc_qa.embedding.onnx.session import first_line
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.russian.encoder_words import SAMPLE_SENTENCES, WORDS_NAME, read_vectors
from casc_qa.system import disk

if TYPE_CHECKING:
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

LOWEST_COSINE = 0.9999
_LIBRARIES = ("torch", "onnx", "onnxscript", "sentence-transformers", "transformers")
# Short and long, beyond the window, one word, no words, other scripts, marks that tokenizers fold.
_CHECKED = (
    "Who funded the Gender and Human Rights Project?",
    "What are the 4Ps?",
    "Samarkand",
    "?",
    "The training gathered 24 customs officers from five countries on 22 August 2023.",
    SAMPLE_SENTENCES[0],
    "«Organised crime» – it’s a café’s naïve façade № 53 … 100\u00a0%",
    "თბილისი Երևան 東京 🙂",
    "The social reuse of confiscated property gives back to communities what was taken. " * 40,
)


class ExportError(Exception):
    """Why a model can't be asked through its export."""


def export(
    original: SentenceTransformerEmbedder, folder: Path, russian_words: Path | None = None
) -> None:
    """Fills ``folder`` with the encoder of ``original``, which is given ``russian_words``, the
    folder where they are.

    Raises ExportError, or OSError when there is no room; then nothing in there may be used.
    """
    names = [MODEL_NAME, WEIGHTS_NAME, TOKENIZER_NAME]
    try:
        settings = original.export_settings()
        original.simplify()
        if russian_words:
            settings["first_russian"] = original.add_tokens(read_vectors(russian_words))
            (folder / WORDS_NAME).write_bytes((russian_words / WORDS_NAME).read_bytes())
            names.append(WORDS_NAME)
        (folder / TOKENIZER_NAME).write_bytes(original.tokenizer_json())
        with _quiet():
            _write_graph(original.model, original.info.window, folder / MODEL_NAME)
        _write_without_notes(folder / MODEL_NAME)
        settings |= _word_vectors(folder / MODEL_NAME, original.info.dimension)
    except OSError:
        raise  # the disk's fault, not the model's
    except Exception as error:  # foreign models fail in any way, inside foreign code
        raise ExportError(first_line(error)) from error
    try:
        check_graph((folder / MODEL_NAME).read_bytes(), WEIGHTS_NAME)
    except Refused as error:
        raise ExportError(f"its export can't be trusted, with {error}") from error
    description: dict[str, Any] = {
        "embedder": original.info._asdict(),
        **settings,
        "made_with": {name: version(name) for name in _LIBRARIES},
        "files": {name: disk.sha256_of(folder / name) for name in names},
    }
    lowest = _lowest_cosine(original, folder, description)
    if not lowest > LOWEST_COSINE:
        raise ExportError(f"its export gives other vectors (cosine {lowest:.4f})")
    description["lowest_cosine"] = round(lowest, 6)
    write_description(folder, description)


def _write_graph(model: Any, window: int, path: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """The model as a function of two tensors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.model(features)["sentence_embedding"]

    # Two tensors: one given twice would be taken for one input.
    example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long))
    shape = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=window)}
    torch.onnx.export(
        Whole().eval(),
        example,
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_shapes=(shape, shape),
        dynamo=True,
        external_data=True,
        verbose=False,
    )


def _word_vectors(path: Path, dimension: int) -> dict[str, dict[str, int]]:
    """Where in the file of weights the model's input vectors stand, one after another, as
    "word_vectors"; nothing where it has none of the dimension of its output.
    """
    import onnx

    graph = onnx.load(str(path), load_external_data=False).graph
    read = {node.input[0] for node in graph.node if list(node.input[1:]) == ["input_ids"]}
    for table in graph.initializer:
        entries = {entry.key: entry.value for entry in table.external_data}
        is_plain = table.data_type == onnx.TensorProto.FLOAT and "offset" in entries
        if table.name in read and is_plain and list(table.dims[1:]) == [dimension]:
            rows = int(table.dims[0])
            return {"word_vectors": {"offset": int(entries["offset"]), "rows": rows}}
    return {}


def _write_without_notes(path: Path) -> None:
    import onnx

    model = onnx.load(str(path), load_external_data=False)
    path.write_bytes(without_notes(model))


def without_notes(model: Any) -> bytes:
    """The bytes of a model of ONNX, from which the exporter's notes on its own work are taken out,
    paths on this machine among them, so that the same model gives the same bytes.
    """
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.initializer, *graph.value_info):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    for value in (*graph.input, *graph.output):
        value.ClearField("metadata_props")
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def _lowest_cosine(
    original: SentenceTransformerEmbedder, folder: Path, description: dict[str, Any]
) -> float:
    """Of the two encoders' vectors for the texts checked, alone and together, as questions and as
    passages.
    """
    exported = OnnxEmbedder(folder, description)
    cosines: list[float] = []
    known = [t for t in _CHECKED if "first_russian" not in description or not has_cyrillic(t)]
    for texts in (known, *([text] for text in known)):
        for embed in ("embed_passages", "embed_queries"):
            ours, theirs = getattr(exported, embed)(texts), getattr(original, embed)(texts)
            cosines += (ours * theirs).sum(axis=1).tolist()
    if len(known) < len(_CHECKED):  # the library's own tokenizer knows nothing of these words
        for text in SAMPLE_SENTENCES:
            (ids,) = exported.token_numbers([text])
            ours = exported.embed_passages([text])[0]
            cosines.append(float((ours * original.embed_numbers(ids)).sum()))
    return min(cosines)


@contextlib.contextmanager
def _quiet() -> Any:
    """The exporter tells its steps on standard output and warns of what is of no concern here."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
