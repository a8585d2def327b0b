"""Questions are encoded without torch, and give the vectors that the model itself gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.embedding import Embedder, bulk
from casc_qa.embedding.models import find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.errors import ModelError
from casc_qa.index.vectors.sentence_vectors import SentenceVectors
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.system import disk

TEXTS = [
    "Who funded the Gender and Human Rights Project?",
    "",
    "?",
    "  Samarkand \n",
    "Сколько участников собрала встреча?",
    "«Organised crime» – it’s 🙂 თბილისი",
    "The social reuse of confiscated property. " * 100,
]

ENGLISH = [text for text in TEXTS if not has_cyrillic(text)]
"""The library's own tokenizer has no Russian words."""


@pytest.fixture(scope="module")
def exported(assistant: Assistant) -> OnnxEmbedder:
    assert isinstance(assistant._embedder, OnnxEmbedder)
    return assistant._embedder


@pytest.fixture(scope="module")
def original() -> SentenceTransformerEmbedder:
    found = find_model(None, Path("index"))
    assert found is not None
    return SentenceTransformerEmbedder(found)


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
    told: list[int] = []
    embedder.embed_passages(TEXTS * 20, told.append)
    assert sum(told) == len(TEXTS) * 20


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
    corpus = Path(__file__).parent.parent / "corpus"
    build_index(corpus, index_copy)
    folder = next((index_copy / "encoder").iterdir())
    (folder / name).unlink()  # a name of its own: the file itself is shared with the fixture
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="make it again with: casc-qa index") as caught:
        open_index(index_copy)
    assert "\n" not in str(caught.value)
    assert build_index(corpus, index_copy).unchanged
    assert open_index(index_copy).ask("Who funded the Gender and Human Rights Project?").answered


def test_a_model_that_cannot_be_exported_is_asked_itself(
    tmp_path: Path, casc_qa: Callable[..., object]
) -> None:
    found = find_model(None, tmp_path)
    assert found is not None
    model = static_model(found.folder, tmp_path / "static")
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
    """A model of another kind: one vector a token, no layers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged / "tokenizer.json"))
    weights = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 16))
    static = StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float32))
    SentenceTransformer(modules=[static]).save(str(folder))
    shutil.rmtree(folder / "onnx", ignore_errors=True)
    return folder


@given(st.integers(1, 40), st.integers(2, 64), st.integers(0, 2**32 - 1))
def test_sentences_in_bytes_keep_their_cosines(count: int, dimension: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store = SentenceVectors.build(vectors)
    again = SentenceVectors.load(store.save(), count)
    kept = again.rows(0, count)
    assert np.abs(kept - vectors).max() <= np.abs(vectors).max() / 127 / 2 + 1e-6
    assert np.array_equal(again.rows(count // 2, 1), kept[count // 2 : count // 2 + 1])
    with pytest.raises(ValueError, match="sentences"):
        SentenceVectors.load(store.save(), count + 1)


def test_bfloat16_gives_nearly_the_same_vectors(exported: OnnxEmbedder) -> None:
    found = find_model(None, Path("index"))
    assert found is not None
    rounded = SentenceTransformerEmbedder(found, "cpu", "bfloat16")
    ours, theirs = exported.embed_passages(ENGLISH), rounded.embed_passages(ENGLISH)
    assert theirs.dtype == np.float32
    cosines = (ours * theirs).sum(axis=1)
    assert 0.995 < cosines.min() < 0.99999  # near, and truly rounded
    assert bulk.speed_up(rounded, exported, ENGLISH) > 0


def test_other_vectors_are_no_gain(exported: OnnxEmbedder) -> None:
    class Backwards:
        """Fast, and wrong."""

        def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
            return -exported.embed_passages(texts)

    assert bulk.speed_up(Backwards(), exported, TEXTS) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("device", "count"),
    [
        ("cpu", bulk.WORTH_LOADING - 1),  # too few to load another library for
        ("xpu", bulk.WORTH_LOADING),  # a device that is not there
    ],
)
def test_the_export_stays_where_nothing_gains(
    device: str, count: int, exported: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_model(None, Path("index"))
    assert found is not None
    monkeypatch.setattr(bulk, "promising", lambda: bulk.Means(device, "bfloat16"))
    assert bulk.fastest(found, exported, ["a text"] * count) == (exported, "float32")
