"""The addresses of our own, and the folder that the chat writes to."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import stat
import threading
from pathlib import Path
from typing import cast

import httpx
import pytest
from fastapi import FastAPI

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import IndexMissing
from casc_qa.types import Span
from casc_qa.web import sources
from casc_qa.web.links import fingerprint_of
from casc_qa.web.serving.loading import AssistantLoader
from helpers.web.server import TASHKENT, Server, ask, get, post, source, stream_of


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_the_folder_is_private_and_goes(
    built_index: Path, tmp_path: Path, number: int, status: int
) -> None:
    work, shared = tmp_path / "work", tmp_path / "shared"
    for folder in (work, shared):
        folder.mkdir()
    (shared / "gradio").write_text("somebody else's")
    with Server(
        built_index,
        work,
        TMPDIR=str(shared),
        GRADIO_TEMP_DIR=str(shared / "elsewhere"),
        GRADIO_EXAMPLES_CACHE=str(work / "examples"),
    ) as server:
        assert get(server, "/")[0] == 200
        assert ask(server, "What is Ms. Artikova's title?")["citations"]
        private = [path for path in shared.iterdir() if path.name != "gradio"]
        assert len(private) == 1
        assert stat.S_IMODE(private[0].stat().st_mode) == 0o700
        assert private[0].name.startswith("casc-qa-")
        assert server.stop(number) == (status, "")
    assert [path.name for path in shared.iterdir()] == ["gradio"]
    assert list(work.iterdir()) == []
    assert (shared / "gradio").read_text() == "somebody else's"


def test_two_chats_have_two_folders(built_index: Path, tmp_path: Path) -> None:
    with (
        Server(built_index, tmp_path, TMPDIR=str(tmp_path)) as one,
        Server(built_index, tmp_path, TMPDIR=str(tmp_path)) as other,
    ):
        names = {path.name for path in tmp_path.iterdir()}
        assert len(names) == 2
        assert one.stop() == (0, "")
        assert len(names & {path.name for path in tmp_path.iterdir()}) == 1
        assert get(other, "/")[0] == 200
        assert other.stop() == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_the_source_is_whole_and_marked(server: Server) -> None:
    status, body = source(server, doc=TASHKENT, start=2155, end=2464, fragment="true")
    assert status == 200
    assert '<mark id="cq-mark" class="cq-now" tabindex="-1">Svetlana Artikova, Deputy' in body
    assert "arifa.fatikhova" in body
    assert "undated" in body
    _, body = source(server, doc=TASHKENT, start=2155, end=2464, language="ru")
    assert '<html lang="ru">' in body
    assert "без даты" in body


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (
            {"doc": "nowhere.txt", "start": 0, "end": 5},
            404,
            "not among those that can be asked now",
        ),
        (
            {"doc": "../corpus/sources.toml", "start": 0, "end": 5},
            404,
            "not among those that can be asked now",
        ),
        ({"doc": TASHKENT, "start": 5, "end": 5}, 404, "not in the document"),
        ({"doc": TASHKENT, "start": -5, "end": 5}, 404, "not in the document"),
        ({"doc": TASHKENT, "start": 0, "end": 10**9}, 404, "not in the document"),
        ({"doc": TASHKENT, "start": 0, "end": 5, "sha256": "f" * 64}, 409, "has changed since"),
        ({"doc": TASHKENT, "start": 0, "end": 5, "quote": "f" * 16}, 409, "has changed since"),
        (
            {"doc": TASHKENT, "start": 0, "end": 5, "quote": "f" * 16, "language": "ru"},
            409,
            "Документ изменился",
        ),
        ({"doc": TASHKENT, "start": 0, "end": 5, "quote": fingerprint_of("UNODC")}, 200, "UNODC"),
        ({"doc": TASHKENT, "start": "x", "end": 5}, 422, "start"),
    ],
)
def test_a_source_that_cannot_be_shown(
    server: Server, query: dict[str, str | int], status: int, words: str
) -> None:
    answered, body = source(server, **query)
    assert answered == status
    assert words in body


def test_only_our_own_files_are_served(server: Server) -> None:
    assert get(server, "/casc/static/chat.css")[0] == 200
    for name in ("other.css", "../render.py", "%2e%2e/render.py", "favicon.png.py"):
        assert get(server, f"/casc/static/{name}")[0] == 404


def test_the_endpoint_gives_the_json_object(server: Server, assistant: Assistant) -> None:
    from casc_qa.answer_json import answer_table

    question = "What is Ms. Artikova's title?"
    expected = json.loads(json.dumps(answer_table(assistant.ask(question))))
    assert ask(server, question) == expected


def test_the_endpoint_refuses_in_one_line(server: Server) -> None:
    stream = stream_of(server, "")
    assert "event: error" in stream
    assert "The question is empty" in stream
    assert "Traceback" not in stream
    for question in (None, [1], {"text": "Who?"}):
        status, body = post(server, "/gradio_api/call/ask", {"data": [question]})
        assert (status, body) == (422, b"data is not one text, the question.\n")


def test_the_icon_and_the_manifest(server: Server) -> None:
    status, body = get(server, "/manifest.json")
    assert status == 200
    for icon in json.loads(body)["icons"]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        connection.request("GET", icon["src"])
        response = connection.getresponse()
        image = response.read()
        assert (response.status, response.getheader("content-type")) == (200, "image/png")
        assert image.startswith(b"\x89PNG")
        assert "x".join(str(int.from_bytes(image[i : i + 4])) for i in (16, 20)) == icon["sizes"]


def test_headers_do_not_move_the_page(server: Server) -> None:
    _, plain = get(server, "/")
    for name in ("X-Gradio-Server", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto"):
        assert get(server, "/", **{name: "http://evil.example"}) == (200, plain)


def test_pages_that_take_long_to_draw_hold_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    end, drawing = threading.Event(), list[int]()

    def draw(_: object, doc_id: str, sha256: str, page: int, quote: Span) -> tuple[int, bytes]:
        drawing.append(page)
        end.wait(60)
        return 200, b"drawn"

    async def visit() -> list[int]:
        app = FastAPI()
        sources.add_document_routes(app, cast(AssistantLoader, NotLoaded()))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://casc-qa") as client:
            path = f"/casc/page?doc=a.pdf&sha256={'0' * 64}&start=0&end=9&page="
            pages = [asyncio.create_task(client.get(f"{path}{n}")) for n in range(1, 61)]
            while len(drawing) < 2:
                await asyncio.sleep(0.01)
            found = await client.get("/casc/source?doc=a.pdf&start=0&end=9", timeout=30)
            assert (found.status_code, len(drawing)) == (404, 2)
            end.set()
            return [response.status_code for response in await asyncio.gather(*pages)]

    monkeypatch.setattr(sources, "_page", draw)
    assert asyncio.run(visit()) == [200] * 60
    assert sorted(drawing) == list(range(1, 61))


class NotLoaded:
    """In place of what loads the index."""

    def get(self) -> Assistant:
        raise IndexMissing("There is no index.")
