"""A model of the hub is downloaded once, and never half."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.errors import ModelError

HUB_MODEL = "someone/small-model"


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
    messages: list[str] = []
    manifest = build_index(
        corpus,
        tmp_path / "index",
        HUB_MODEL,
        report=lambda what, done, total: messages.append(what),
    ).manifest
    assert messages[0] == f"downloading the model {HUB_MODEL} from its hub"
    assert manifest.embedder["name"] == HUB_MODEL
    messages.clear()
    (corpus / "a.txt").write_text("The training gathered 54 participants.")
    build_index(
        corpus,
        tmp_path / "index",
        HUB_MODEL,
        report=lambda what, done, total: messages.append(what),
    )
    assert not [what for what in messages if what.startswith("downloading")]
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
