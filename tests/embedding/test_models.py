"""The default model is the pinned one; other models come from folders; nothing else is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.embedding.models import _PINNED, ModelFiles, find_model, reopen_model
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.errors import ModelError
from casc_qa.system import disk


def test_the_default_model_is_the_pinned_one(packaged: ModelFiles) -> None:
    assert packaged.name == "all-MiniLM-L6-v2"
    assert {name: disk.sha256_of(packaged.folder / name) for name in _PINNED} == {
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    }


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
    model = find_model(str(model_folder), tmp_path)
    assert model is not None
    described = {"name": model.name, "location": model.location, "fingerprint": model.fingerprint}
    assert reopen_model(described, tmp_path) == model
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
