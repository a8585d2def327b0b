"""The default model is the pinned one; other models come from folders; nothing else is opened."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.embedding.models import _PINNED, ModelFiles, find_model, reopen_model
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.errors import ModelError
from casc_qa.system import disk
from casc_qa.text.chunking import in_context

HUB_MODEL = "someone/small-model"


@pytest.fixture(scope="module")
def packaged() -> ModelFiles:
    found = find_model(None, Path("index"))
    assert found is not None
    return found


@pytest.fixture
def model_folder(packaged: ModelFiles, tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged.folder, tmp_path / "my-model"))


def test_the_default_model_is_the_pinned_one(packaged: ModelFiles) -> None:
    assert packaged.name == "all-MiniLM-L6-v2"
    assert {name: disk.sha256_of(packaged.folder / name) for name in _PINNED} == {
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    }


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


def test_a_local_folder(model_folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The training gathered 53 participants from five countries.")
    manifest = build_index(corpus, tmp_path / "index", str(model_folder)).manifest
    assert manifest.embedder["name"] == "my-model"
    assert manifest.embedder["location"] == str(model_folder)
    answer = open_index(tmp_path / "index").ask("How many participants did the training gather?")
    assert answer.model == "my-model"
    assert "53 participants" in answer.sentences[0].text

    model_folder = model_folder.rename(tmp_path / "moved-model")
    assert open_index(tmp_path / "index").ask("How many participants?").answered  # its own encoder
    assert not build_index(corpus, tmp_path / "index", str(model_folder)).unchanged
    assert open_index(tmp_path / "index").manifest.embedder["location"] == str(model_folder)


def test_a_model_that_is_gone_or_has_changed(model_folder: Path, tmp_path: Path) -> None:
    found = find_model(str(model_folder), tmp_path)
    assert found is not None
    described = {"name": found.name, "location": found.location, "fingerprint": found.fingerprint}
    assert reopen_model(described, tmp_path) == found
    config = model_folder / "config.json"
    config.write_text(config.read_text() + "\n")
    with pytest.raises(ModelError, match="not the one the index was built with"):
        reopen_model(described, tmp_path)
    model_folder.rename(tmp_path / "moved-model")
    with pytest.raises(ModelError, match="is no longer in"):
        reopen_model(described, tmp_path)


@pytest.mark.parametrize("spec", ["/no/such/model", "./model", "no such model", "a/b/c"])
def test_a_model_that_is_not_there(spec: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no model folder"):
        find_model(spec, tmp_path)


def test_folders_that_hold_no_safe_model(model_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="holds no sentence-transformers model"):
        find_model(str(tmp_path / "empty"), tmp_path)
    (model_folder / "1_Pooling" / "weights.bin").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"weights\.bin is there"):
        find_model(str(model_folder), tmp_path)
    (model_folder / "1_Pooling" / "weights.bin").unlink()
    (model_folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="can run code and are not opened"):
        find_model(str(model_folder), tmp_path)


def test_broken_weights_are_one_line(model_folder: Path) -> None:
    (model_folder / "model.safetensors").write_bytes(b"\0" * 100)
    with pytest.raises(ModelError, match="can't be opened") as caught:
        SentenceTransformerEmbedder(ModelFiles("m", model_folder, str(model_folder), "f"))
    assert "\n" not in str(caught.value)


def test_other_weights_in_the_package_are_noticed(
    packaged: ModelFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_PINNED, "tokenizer.json", "0" * 64)
    with pytest.raises(ModelError, match="is not the file that was expected"):
        reopen_model(
            {"location": packaged.location, "name": packaged.name, "fingerprint": "f"},
            Path("index"),
        )


def test_hashes_are_remembered_until_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_memory", lambda: tmp_path / "cache" / "known.json")
    path = tmp_path / "weights"
    path.write_bytes(b"one")
    first = disk.remembered_sha256(path)
    assert first == disk.sha256_of(path)
    monkeypatch.setattr(disk, "sha256_of", lambda path: "computed again")
    assert disk.remembered_sha256(path) == first
    path.write_bytes(b"longer than before")
    assert disk.remembered_sha256(path) == "computed again"
    (tmp_path / "cache" / "known.json").write_text("damaged")
    assert disk.remembered_sha256(path) == "computed again"


def test_no_more_hashes_are_remembered_than_are_read_quickly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "cache_folder", lambda: tmp_path / "cache")
    paths = [tmp_path / f"{number}.bin" for number in range(230)]
    for path in paths:
        path.write_bytes(path.name.encode())
        assert disk.remembered_sha256(path) == disk.sha256_of(path)
    kept = json.loads((tmp_path / "cache" / "verified-files.json").read_bytes())
    assert list(kept) == [str(path) for path in paths[-200:]]


class _Hub(http.server.BaseHTTPRequestHandler):
    """As much of a model hub as a download needs."""

    folder: Path

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        names = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.*"))
        if self.path.startswith(f"/api/models/{HUB_MODEL}/tree/"):
            files = [(name, (self.folder / name).stat().st_size) for name in names]
            listed = [{"type": "file", "path": n, "size": s, "oid": "0" * 40} for n, s in files]
            data = json.dumps(listed).encode()
        elif self.path.startswith(f"/api/models/{HUB_MODEL}/revision/"):
            siblings = [{"rfilename": name} for name in names]
            data = json.dumps({"id": HUB_MODEL, "sha": "c" * 40, "siblings": siblings}).encode()
        else:
            name = self.path.partition(f"{HUB_MODEL}/resolve/")[2].partition("/")[2]
            data = (self.folder / name).read_bytes() if name in names else b""
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{len(data)}"')
        self.send_header("X-Repo-Commit", "c" * 40)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hub(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    handler = type("Hub", (_Hub,), {"folder": model_folder})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("HF_ENDPOINT", address)
    yield address
    server.shutdown()


@pytest.mark.usefixtures("hub")
def test_a_hub_model_is_downloaded_once_and_announced(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The training gathered 53 participants.")
    said: list[str] = []
    manifest = build_index(
        corpus, tmp_path / "index", HUB_MODEL, report=lambda what, done, total: said.append(what)
    ).manifest
    assert said[0] == f"downloading the model {HUB_MODEL} from its hub"
    assert manifest.embedder["name"] == HUB_MODEL
    said.clear()
    (corpus / "a.txt").write_text("The training gathered 54 participants.")
    build_index(
        corpus, tmp_path / "index", HUB_MODEL, report=lambda what, done, total: said.append(what)
    )
    assert not [what for what in said if what.startswith("downloading")]
    moved = (tmp_path / "index").rename(tmp_path / "moved")
    assert open_index(moved).ask("How many participants?").model == HUB_MODEL


@pytest.mark.usefixtures("hub")
def test_a_hub_model_that_cannot_be_used_leaves_nothing(tmp_path: Path, model_folder: Path) -> None:
    (model_folder / "model.safetensors").unlink()
    (tmp_path / "corpus").mkdir()
    with pytest.raises(ModelError, match=r"holds no \.safetensors file"):
        build_index(tmp_path / "corpus", tmp_path / ".index", HUB_MODEL)
    assert list((tmp_path / ".index" / "models").iterdir()) == []


def test_a_hub_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    (tmp_path / "a.txt").write_text("Text.")
    with pytest.raises(ModelError, match=r"someone/small-model could not be downloaded: ."):
        build_index(tmp_path, tmp_path / ".index", HUB_MODEL)
    assert not (tmp_path / ".index" / "models" / "someone--small-model").exists()
