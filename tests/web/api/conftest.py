"""The application with its API, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from casc_qa.asking.assistant import Assistant
from casc_qa.config import Settings
from casc_qa.web.application import create_app
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.serving.loading import AssistantLoader

HOST = "127.0.0.1:7860"


@pytest.fixture(scope="module")
def app(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", "")  # put back afterwards
        loader = AssistantLoader(lambda held: assistant)
        loader.start()
        loader.get()
        folder = tmp_path_factory.mktemp("api")
        yield create_app(loader, Hosts([HOST]), folder, Settings())


@pytest.fixture(scope="module")
def client(app: Any) -> Iterator[TestClient]:
    with TestClient(app, base_url=f"http://{HOST}") as opened:
        yield opened
