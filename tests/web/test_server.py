"""The running server: listens first, loads behind, refuses what it must."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import Run

from casc_qa.asking.assistant import Assistant, keep_open
from casc_qa.building.build import build_index
from casc_qa.errors import CascQaError, IndexDamaged
from casc_qa.index.history import rollback
from casc_qa.web.render import fingerprint_of
from casc_qa.web.serving.loading import AssistantLoader
from web.conftest import Server

TASHKENT = "undated-march_tashkent_strategies-against-organized-crime.txt"


def get(server: Server, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def source_path(doc: str = TASHKENT, start: int = 2155, end: int = 2464) -> str:
    """Where a quote of a document is shown."""
    return "/casc/source?" + urllib.parse.urlencode({"doc": doc, "start": start, "end": end})


def source(server: Server, **query: str | int) -> tuple[int, str]:
    return get(server, "/casc/source?" + urllib.parse.urlencode(query))


def test_it_listens_before_the_model_is_loaded(built_index: Path, tmp_path: Path) -> None:
    with Server(built_index, tmp_path) as server:
        status, body = get(server, "/casc/status")
        assert (status, json.loads(body)) == (
            200,
            {"state": "loading", "message": "Loading the language model …"},
        )
        assert get(server, "/")[0] == 200
        while json.loads(get(server, "/casc/status")[1])["state"] == "loading":
            time.sleep(0.2)
        ready = {"state": "ready", "message": "Ready."}
        assert json.loads(get(server, "/casc/status")[1]) == ready
        assert server.stop() == (0, "")


def test_the_source_is_whole_and_marked(server: Server) -> None:
    status, body = source(server, doc=TASHKENT, start=2155, end=2464, fragment="true")
    assert status == 200
    assert '<mark id="cq-mark" tabindex="-1">Svetlana Artikova, Deputy Prosecutor General' in body
    assert "arifa.fatikhova" in body
    assert "undated" in body
    _, body = source(server, doc=TASHKENT, start=2155, end=2464, language="ru")
    assert '<html lang="ru">' in body
    assert "без даты" in body


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"doc": "nowhere.txt", "start": 0, "end": 5}, 404, "No single document is called"),
        ({"doc": "../corpus/sources.toml", "start": 0, "end": 5}, 404, "No single document"),
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


def test_forged_hosts_are_refused(server: Server) -> None:
    assert get(server, "/", Host="evil.example")[0] == 421
    assert get(server, "/", Origin="http://evil.example")[0] == 403
    status, body = get(server, "/", **{"X-Forwarded-Host": "evil.example"})
    assert status == 200
    assert "evil.example" not in body


def test_the_page_reaches_for_nothing_outside(server: Server) -> None:
    _, body = get(server, "/config")
    assert "fonts.googleapis" not in body
    assert json.loads(body)["analytics_enabled"] is False


def post(server: Server, path: str, table: object) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    body = json.dumps(table)
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def stream_of(server: Server, question: object) -> str:
    _, body = post(server, "/gradio_api/call/ask", {"data": [question]})
    return get(server, f"/gradio_api/call/ask/{json.loads(body)['event_id']}")[1]


def ask(server: Server, question: str) -> dict[str, object]:
    """The chat's endpoint as a program would use it."""
    stream = stream_of(server, question)
    data = stream.partition("event: complete\ndata: ")[2].splitlines()[0]
    answer: dict[str, object] = json.loads(data)[0]
    return answer


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
        status, said = post(server, "/gradio_api/call/ask", {"data": [question]})
        assert (status, said) == (422, b"data is not one text, the question.\n")


def test_large_requests_and_files_are_refused_before_they_are_read(server: Server) -> None:
    assert post(server, "/gradio_api/queue/join", ["x" * 70_000])[0] == 413
    file = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    table = {"data": [file, None], "fn_index": 0, "session_hash": "abc"}
    assert post(server, "/gradio_api/queue/join", table)[0] == 422
    assert post(server, "/gradio_api/call/ask", {"data": [file]})[0] == 422


def test_asking_is_done_in_the_queue_alone(server: Server) -> None:
    table = {"data": ["Who?", None], "fn_index": 0, "session_hash": "abc"}
    assert post(server, "/gradio_api/run/predict", table)[0] == 422
    assert post(server, "/gradio_api/run/predict", {**table, "fn_index": 2, "data": []})[0] == 200


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
    _, plain = get(server, "/config")
    for name in ("X-Gradio-Server", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto"):
        assert get(server, "/config", **{name: "http://evil.example"}) == (200, plain)


def test_a_busy_port_is_one_line(casc_qa: Callable[..., Run], built_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = casc_qa("serve", "--port", str(port), "--index", built_index)
    assert run.status == 1
    assert run.err == (
        f"casc-qa: Port {port} is in use: stop what uses it, or choose another with "
        f"--port {port + 1}.\n"
    )


@pytest.mark.parametrize("delay", [0, 0.3, 0.9, 1.8])
def test_it_may_be_stopped_while_it_loads(built_index: Path, tmp_path: Path, delay: float) -> None:
    with Server(built_index, tmp_path) as server:
        time.sleep(delay)
        assert server.stop() == (0, "")


CLOSED_OUTPUT = """
import sys
from dataclasses import replace
from pathlib import Path
from casc_qa.config import Settings
from casc_qa.web.serving.server import serve
assert sys.stdout is None and sys.stderr is None
settings = Settings()
paths = replace(settings.paths, index=Path(sys.argv[1]))
serve(replace(settings, paths=paths, serve=replace(settings.serve, port=int(sys.argv[2]))))
"""


def test_it_serves_with_its_output_closed(built_index: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", CLOSED_OUTPUT, str(built_index), str(port)]
    process = subprocess.Popen(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *command], cwd=tmp_path)
    try:
        status = None
        while status is None:
            assert process.poll() is None
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                status = json.load(urlopen(f"http://127.0.0.1:{port}/casc/status"))
        assert status["state"] in ("loading", "ready")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()


def test_a_loader_that_fails_says_so_until_the_index_is_mended(assistant: Assistant) -> None:
    mended = False

    def broken(held: Assistant | None) -> Assistant:
        if mended:
            return assistant
        raise IndexDamaged("The index is damaged.")

    loader = AssistantLoader(broken)
    assert (loader.state, loader.message) == ("loading", "Loading the language model …")
    loader.start()
    for _ in range(2):
        with pytest.raises(IndexDamaged, match="is damaged"):
            loader.get()
    assert (loader.state, loader.message) == ("failed", "The index is damaged.")
    mended = True
    assert loader.get() is assistant
    assert (loader.state, loader.message) == ("ready", "Ready.")


def test_a_new_generation_is_asked_from_the_next_question_on(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The dog ran home at noon. It was late.")
    build_index(corpus, index)
    loader = AssistantLoader(lambda held: keep_open(held, index))
    loader.start()
    before = loader.get()
    assert loader.get() is before
    (corpus / "b.txt").write_text("A choir of twelve women sang in Tashkent.")
    build_index(corpus, index)
    after = loader.get()
    assert [d["doc_id"] for d in after.documents()] == ["a.txt", "b.txt"]
    assert after.ask("Who sang in Tashkent?").citations[0].doc_id == "b.txt"
    assert [d["doc_id"] for d in before.documents()] == ["a.txt"]  # who holds it, keeps it
    assert before.ask("When did the dog run home?").citations[0].doc_id == "a.txt"
    rollback(index)
    assert loader.get().manifest.generation == before.manifest.generation


def test_an_index_that_breaks_leaves_the_earlier_answers(tmp_path: Path, index_copy: Path) -> None:
    loader = AssistantLoader(lambda held: keep_open(held, index_copy))
    loader.start()
    before = loader.get()
    (index_copy / "current").write_text("0123456789abcdef\n")
    assert loader.get() is before
    assert loader.message.startswith("Answers come from the index as it was before. ")
    assert "manifest.json can't be read (No such file or directory)" in loader.message
    (index_copy / "current").write_text(f"{before.manifest.generation}\n")
    assert loader.get() is before
    assert loader.message.startswith("Answers come")  # it is not opened at every question
    loader._again_at = 0
    assert loader.get() is before
    assert loader.message == "Ready."


def test_an_unforeseen_failure_of_loading_is_told_too() -> None:
    loader = AssistantLoader(lambda held: 1 / 0)  # type: ignore[arg-type, return-value]
    loader.start()
    with pytest.raises(CascQaError, match="could not be opened: division by zero"):
        loader.get()
