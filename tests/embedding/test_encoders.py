"""Questions are encoded without torch, and give the vectors that the model itself gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.embedding import Embedder
from casc_qa.embedding.models import find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.errors import ModelError
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.system import disk
from casc_qa.text.chunking import in_context
from helpers.project import CORPUS
from helpers.texts import ENGLISH, TEXTS


@pytest.fixture(scope="module")
def original() -> SentenceTransformerEmbedder:
    model = find_model(None, Path("index"))
    assert model is not None
    return SentenceTransformerEmbedder(model)


@pytest.fixture(scope="module", params=["exported", "original"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    chosen: Embedder = request.getfixturevalue(request.param)
    return chosen


def test_vectors_have_length_one_and_the_order_of_their_texts(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert float(vector @ embedder.embed_passages([text])[0]) > 0.99999
    assert embedder.embed_passages([]).shape == embedder.embed_queries([]).shape == (0, 384)


def test_what_lies_beyond_the_window_makes_no_difference(embedder: Embedder) -> None:
    long, longer = (embedder.embed_queries(["reuse of property " * n])[0] for n in (200, 900))
    assert embedder.info.window == 256
    assert float(long @ longer) == pytest.approx(1, abs=1e-5)


def test_progress_counts_every_text(embedder: Embedder) -> None:
    counts: list[int] = []
    embedder.embed_passages(TEXTS * 20, counts.append)
    assert sum(counts) == len(TEXTS) * 20


def test_both_describe_themselves_alike(
    exported: OnnxEmbedder, original: SentenceTransformerEmbedder
) -> None:
    assert exported.info == original.info
    assert exported.count_tokens(ENGLISH) == original.count_tokens(ENGLISH)


@given(
    st.lists(st.text(max_size=200).filter(lambda t: not has_cyrillic(t)), min_size=1, max_size=4)
)
@settings(max_examples=60)
def test_both_give_the_same_vectors(
    exported: OnnxEmbedder, original: SentenceTransformerEmbedder, texts: list[str]
) -> None:
    for name in ("embed_passages", "embed_queries"):
        ours, theirs = getattr(exported, name)(texts), getattr(original, name)(texts)
        assert ((ours * theirs).sum(axis=1) > 0.9999).all()


def test_a_question_has_the_same_bytes_alone_beside_others_and_in_threads(
    exported: OnnxEmbedder,
) -> None:
    together = exported.embed_queries(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        alone = list(pool.map(lambda text: exported.embed_queries([text])[0], TEXTS * 5))
    assert np.array_equal(np.stack(alone), np.tile(together, (5, 1)))


def test_the_manifest_states_how_close_the_export_is(built_index: Path) -> None:
    embedder = open_index(built_index).manifest.embedder
    assert 0.9999 < float(embedder["encoder_cosine"]) <= 1.00001
    folder = built_index / "encoder" / str(embedder["encoder"])
    description = json.loads((folder / "encoder.json").read_text())
    assert description["embedder"]["fingerprint"] == embedder["fingerprint"]
    assert description["files"] == {
        name: disk.sha256_of(folder / name)
        for name in ("model.onnx", "model.onnx.data", "tokenizer.json", "words.txt")
    }


@pytest.mark.parametrize(
    "name",
    [
        "model.onnx",
        "model.onnx.data",
        "words.txt",
        "tokenizer.json",
        "encoder.json",
        "encoder.sha256",
    ],
)
def test_a_damaged_encoder_is_refused_and_made_again(name: str, index_copy: Path) -> None:
    build_index(CORPUS, index_copy)
    folder = next((index_copy / "encoder").iterdir())
    (folder / name).unlink()  # a name of its own: the file itself is shared with the fixture
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="make it again with: casc-qa index") as caught:
        open_index(index_copy)
    assert "\n" not in str(caught.value)
    assert build_index(CORPUS, index_copy).unchanged
    assert open_index(index_copy).ask("Who funded the Gender and Human Rights Project?").answered


def test_a_model_that_cannot_be_exported_is_asked_itself(
    tmp_path: Path, casc_qa: Callable[..., object]
) -> None:
    packaged = find_model(None, tmp_path)
    assert packaged is not None
    model = static_model(packaged.folder, tmp_path / "static")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The training gathered 53 participants in Bishkek.")
    result = build_index(tmp_path / "corpus", tmp_path / "index", str(model))
    assert "encoder" not in result.manifest.embedder
    assert result.manifest.embedder["not_exported"]
    assert "takes seconds" in " ".join(result.manifest.notes)
    assistant = open_index(tmp_path / "index")
    assert isinstance(assistant._embedder, SentenceTransformerEmbedder)
    assert assistant.rank("How many participants?")[0].passage_id.startswith("a.txt")


def static_model(packaged: Path, folder: Path) -> Path:
    """Another architecture: one vector a token, no layers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged / "tokenizer.json"))
    weights = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 16))
    static = StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float32))
    SentenceTransformer(modules=[static]).save(str(folder))
    shutil.rmtree(folder / "onnx", ignore_errors=True)
    return folder


def test_known_vectors(assistant: Assistant) -> None:
    embedder = assistant._embedder
    vectors = embedder.embed_passages(["The training gathered 53 participants", "Tungsten boils"])
    assert vectors.shape == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    query = embedder.embed_queries(["How many people were trained?"])[0]
    assert (vectors @ query).tolist() == pytest.approx(KNOWN_COSINES, abs=1e-4)


KNOWN_COSINES = [0.67226, 0.02489]


def test_tokens_are_counted_uncut(assistant: Assistant) -> None:
    embedder = assistant._embedder
    assert embedder.count_tokens(["the dog", "the " * 1000]) == [4, 1002]
    assert embedder.info.window == 256


def test_no_passage_of_the_index_is_cut_by_the_encoder(assistant: Assistant) -> None:
    generation, embedder = assistant._generation, assistant._embedder
    texts = [
        in_context(generation.describe(p.doc_id)["title"], generation.text_of(p))
        for p in generation.passages.values()
    ]
    assert max(embedder.count_tokens(texts)) <= 200
