"""The HTTP API: the objects of the command line, and every refusal an object too."""

from __future__ import annotations

import http.client
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from casc_qa.answer_json import dump_answer
from casc_qa.asking.assistant import Assistant
from casc_qa.config import ServeSettings, Settings
from casc_qa.locators import Locator
from casc_qa.operations.searching import search
from casc_qa.schemas.files import schema_text
from casc_qa.surveying.overview import overview_of
from casc_qa.surveying.table import make_table
from casc_qa.surveying.timeline import timeline_of
from casc_qa.system.visible import json_text
from casc_qa.types import Scope
from casc_qa.web.application import create_app
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.refusals import CODES
from casc_qa.web.serving.loading import AssistantLoader
from helpers.command import COMMAND
from helpers.web.server import TASHKENT, Server

ASK, SEARCH, DOCUMENTS = "/api/v1/ask", "/api/v1/search", "/api/v1/documents"
VERIFY = "/api/v1/verify"
WHO = "Who funded the Gender and Human Rights Project?"
IN_RUSSIAN = "Сколько участников собрал тренинг в Бишкеке?"


def checked(name: str, text: str) -> Any:
    """JSON as the schema has it."""
    table = json.loads(text)
    Draft202012Validator(json.loads(schema_text(name))).validate(table)
    return table


def refused(answer: Any, status: int, words: str = "") -> None:
    """It is a refusal, as an object of one line."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].partition(";")[0] == "application/json"
    assert answer.text.count("\n") == 1
    error = checked("error", answer.text)["error"]
    assert error["code"] == CODES[status]
    assert words in error["message"]


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({}, (None, Scope())),
        ({"k": 2}, (2, Scope())),
        ({"doc": ["tashkent"], "k": None}, (None, Scope(("tashkent",)))),
        (
            {"after": "2023-08", "before": "2024-06-01", "language": ["en"], "k": 1},
            (1, Scope(None, "2023-08", "2024-06-01", ("en",))),
        ),
    ],
)
def test_an_answer_is_that_of_the_command_line(
    client: TestClient, assistant: Assistant, sent: dict[str, Any], asked: tuple[Any, Scope]
) -> None:
    for question in (WHO, IN_RUSSIAN, "What is the boiling point of tungsten?"):
        answer = client.post(ASK, json={"question": question, **sent})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.text == dump_answer(assistant.ask(question, *asked)) + "\n"
        checked("ask", answer.text)


def test_the_bytes_are_those_of_the_command(server: Server, built_index: Path) -> None:
    body = json.dumps({"question": WHO, "doc": ["samarkand"], "k": 3}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    while True:
        connection.request("POST", ASK, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        given = response.read()
        if response.status != 503:
            break
        assert json.loads(given)["error"]["code"] == "loading"
        assert response.getheader("retry-after")
    command = [*COMMAND, "ask", WHO, "--json", "--doc", "samarkand", "-k", "3"]
    done = subprocess.run([*command, "--index", built_index], capture_output=True)
    assert (response.status, given) == (200, done.stdout)


def test_messages_in_the_language_that_is_asked_for(client: TestClient) -> None:
    sent = {"question": "What is the boiling point of tungsten?"}
    said = {lang: client.post(ASK, json={**sent, "lang": lang}).json() for lang in ("en", "ru")}
    assert {lang: table["told_in"] for lang, table in said.items()} == {"en": "en", "ru": "ru"}
    assert "документ" in said["ru"]["abstention"]["message"].lower()


def test_passages_are_found(client: TestClient, assistant: Assistant) -> None:
    answer = client.post(SEARCH, json={"question": WHO, "k": 4, "after": "2024"})
    expected = search(assistant, WHO, 4, Scope(after="2024")).to_dict()
    assert answer.text == json_text(expected, indent=2) + "\n"
    assert len(checked("search", answer.text)["passages"]) == 4


@pytest.mark.parametrize("sent", [{}, {"of": "tashkent", "lang": "ru"}, {"language": ["en"]}])
def test_surveys_are_those_of_the_command_line(
    client: TestClient, assistant: Assistant, sent: dict[str, Any]
) -> None:
    scope = Scope(languages=("en",)) if "language" in sent else Scope()
    for name, survey in (("overview", overview_of), ("timeline", timeline_of)):
        answer = client.post(f"/api/v1/{name}", json=sent)
        expected = survey(assistant, sent.get("of"), scope, sent.get("lang")).to_dict()
        assert answer.text == json_text(expected, indent=2) + "\n"
        checked(name, answer.text)


def test_a_table_is_that_of_the_command_line(client: TestClient, assistant: Assistant) -> None:
    sent = {"questions": [WHO, "How many participants came?"], "doc": ["bishkek", "samarkand"]}
    answer = client.post("/api/v1/table", json=sent)
    expected = make_table(assistant, sent["questions"], Scope(("bishkek", "samarkand")))
    assert answer.text == json_text(expected.to_dict(), indent=2) + "\n"
    assert any(cell["answered"] for row in checked("table", answer.text)["documents"]
               for cell in row["cells"])  # fmt: skip
    refused(client.post("/api/v1/table", json={"questions": []}), 422, "questions")
    refused(client.post("/api/v1/table", json={"questions": [" "]}), 422, "empty")
    refused(client.post("/api/v1/table", json={"questions": ["Who?"] * 21}), 422, "questions")
    refused(client.post("/api/v1/table", json={**sent, "after": "2030"}), 422, "No document")


def test_quotes_are_verified(client: TestClient, assistant: Assistant) -> None:
    citation = assistant.ask(WHO).citations[0]
    locator = str(Locator.of(citation))
    quotes = [
        {"quote": citation.quote, "locator": locator},
        {"quote": citation.quote, "doc": citation.doc_id},
        {"quote": citation.quote, "doc": TASHKENT},
        {"quote": citation.quote.replace("Canada", "France"), "locator": locator},
        {"quote": "Nobody ever said anything like these words here."},
    ]
    table = checked("verify", client.post(VERIFY, json={"quotes": quotes}).text)
    assert [verdict["status"] for verdict in table["quotes"]] == [
        "verified", "verified", "moved", "changed", "missing",
    ]  # fmt: skip
    assert table["verified"] is False
    (difference,) = table["quotes"][3]["differences"]
    assert (difference["quote"], difference["document"]) == ("France", "Canada")


def test_many_quotes_may_come_at_once(client: TestClient, assistant: Assistant) -> None:
    text = assistant.document(TASHKENT).text[:1500].rpartition(" ")[0]
    sent = {"quotes": [{"quote": text}] * 500}
    answer = client.post(VERIFY, json=sent)
    assert answer.json()["counts"]["verified"] == 500
    refused(client.post(VERIFY, json={"quotes": [{"quote": "x"}] * 501}), 422, "quotes")
    refused(client.post(VERIFY, json={"quotes": [{"quote": "x" * 9_000}] * 150}), 413)
    for quote in ({}, {"quote": ""}, {"quote": "x", "locator": "x"}, {"quote": "x", "more": 1}):
        refused(client.post(VERIFY, json={"quotes": [quote]}), 422)


def test_documents_are_listed_and_read(client: TestClient, assistant: Assistant) -> None:
    whole = checked("documents", client.get(DOCUMENTS).text)
    assert [d["doc_id"] for d in whole["documents"]] == [d["doc_id"] for d in assistant.documents()]
    part = checked("documents", client.get(f"{DOCUMENTS}?start=1&most=2").text)
    assert (part["total"], part["documents"]) == (5, whole["documents"][1:3])
    (one,) = client.get(f"{DOCUMENTS}?doc=tashkent&language=en").json()["documents"]
    assert one["doc_id"] == TASHKENT
    text = assistant.document(TASHKENT).text
    table = checked("document", client.get(f"{DOCUMENTS}/{TASHKENT}").text)
    assert (table["text"], table["length"]) == (text, len(text))
    for name in (TASHKENT, TASHKENT.replace(".", "%2e"), TASHKENT.replace("t", "%74")):
        assert client.get(f"{DOCUMENTS}/{name}?start=10&end=40").json()["text"] == text[10:40]


def test_a_document_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from urllib.parse import quote

    from casc_qa.asking.assistant import keep_open
    from casc_qa.building.build import build_index

    corpus = tmp_path / "corpus"
    names = ["Отчёт № 5?.txt", "a/b c/100%.txt", "docs", "rows.jsonl", "x&start=1.txt"]
    for name in ("Отчёт № 5?.txt", "a/b c/100%.txt", "docs.txt", "x&start=1.txt"):
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The choir of {path.stem} sang at noon.")
    (corpus / "rows.jsonl").write_text('{"text": "One dog."}\n{"text": "Two cats."}\n')
    build_index(corpus, index := tmp_path / "index")
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    loader = AssistantLoader(lambda held: keep_open(held, index))
    loader.start()
    loader.get()
    app: Any = create_app(loader, Hosts(["127.0.0.1:7860"]), tmp_path, Settings())
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        names = [d["doc_id"] for d in client.get(DOCUMENTS).json()["documents"]]
        assert len(names) == 6
        for name in names:
            table = client.get(f"{DOCUMENTS}/{quote(name)}").json()
            assert table["document"]["doc_id"] == name
            assert table["text"] == loader.get().document(name).text
            assert client.post(ASK, json={"question": "Who sang?", "doc": [name]}).is_success


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "  "}, "question is empty"),
        ({"question": "x" * 2001}, "question"),
        ({"question": 5}, "question"),
        ({"question": None}, "question"),
        ({"question": [WHO]}, "question"),
        ({"question": WHO, "k": 0}, "k"),
        ({"question": WHO, "k": 101}, "k"),
        ({"question": WHO, "k": 10**400}, "k"),
        ({"question": WHO, "k": True}, "k"),
        ({"question": WHO, "k": 1.0}, "k"),
        ({"question": WHO, "k": "1"}, "k"),
        ({"question": WHO, "more": 1}, "more"),
        ({"question": WHO, "doc": "tashkent"}, "doc"),
        ({"question": WHO, "doc": ["nowhere"]}, "nowhere"),
        ({"question": WHO, "doc": [""]}, "doc"),
        ({"question": WHO, "doc": ["a"] * 201}, "doc"),
        ({"question": WHO, "after": "yesterday"}, "after"),
        ({"question": WHO, "before": "2023-13"}, "before"),
        ({"question": WHO, "after": "2023-02-30"}, "after"),
        ({"question": WHO, "language": ["EN"]}, "language"),
    ],
)
def test_what_is_wrong_with_a_question(
    client: TestClient, sent: dict[str, Any], words: str
) -> None:
    for path in (ASK, SEARCH):
        refused(client.post(path, content=json.dumps(sent)), 415, "application/json")
        headers = {"content-type": "application/json"}
        answer = client.post(path, content=json.dumps(sent), headers=headers)
        if sent.get("k") == 10**400:
            assert answer.status_code in (400, 422)
            continue
        refused(answer, 422, words)


def test_other_bodies(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    for body, status in [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 60_000, 400),
        (b'{"question": "a", "question": "b"}', 400),
        (b'{"question": NaN}', 400),
        (b'{"question": "\\ud800"}', 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"x"', 422),
        (b'{"question": "' + b"x" * 70_000 + b'"}', 413),
    ]:
        refused(client.post(ASK, content=body, headers=headers), status)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"{DOCUMENTS}/nowhere.txt", 404, "nowhere.txt"),
        (f"{DOCUMENTS}/tashkent", 404, "tashkent"),
        (f"{DOCUMENTS}/..%2f..%2fetc%2fpasswd", 404, "passwd"),
        (f"{DOCUMENTS}/%2fetc%2fpasswd", 404, "passwd"),
        (f"{DOCUMENTS}/{TASHKENT}?start=9&end=3", 422, "between 0 and"),
        (f"{DOCUMENTS}/{TASHKENT}?end=999999", 422, "between 0 and"),
        (f"{DOCUMENTS}/{TASHKENT}?start=x", 422, "start"),
        (f"{DOCUMENTS}/{TASHKENT}?other=1", 404, "nothing here"),
        (f"{DOCUMENTS}?doc=nowhere", 422, "nowhere"),
        (f"{DOCUMENTS}?most=0", 422, "most"),
        (f"{DOCUMENTS}?most=1001", 422, "most"),
        (f"{DOCUMENTS}?after=2023-99", 422, "after"),
        ("/api/v1/nothing", 404, "nothing here"),
        ("/api/v1/ask", 404, "nothing here"),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, status: int, words: str) -> None:
    refused(client.get(path), status, words)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_other_sites_can_not_ask(client: TestClient, headers: dict[str, str]) -> None:
    refused(client.post(ASK, json={"question": WHO}, headers=headers), 403, "other sites")
    refused(client.get(DOCUMENTS, headers=headers), 403, "other sites")
    refused(client.get(DOCUMENTS, headers={"host": "evil.example"}), 421)
    allowed = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert client.get(DOCUMENTS, headers=allowed).status_code == 200


def test_security_headers_are_on_every_answer(client: TestClient) -> None:
    for answer in (client.get(DOCUMENTS), client.get("/api/docs"), client.get("/api/v1/nothing")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


@pytest.fixture
def without(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The application without an API."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    loader = AssistantLoader(lambda held: assistant)
    chosen = Settings(serve=ServeSettings(api=False))
    app: Any = create_app(loader, Hosts(["127.0.0.1:7860"]), tmp_path, chosen)
    return TestClient(app, base_url="http://127.0.0.1:7860")


def test_it_can_be_left_out(without: TestClient) -> None:
    refused(without.post(ASK, json={"question": WHO}), 404)
    refused(without.get(DOCUMENTS), 404)
    assert without.get("/api/docs").status_code == 404


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = ["question", "k", "doc", "after", "before", "language", "lang", "x"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4), st.sampled_from([ASK, SEARCH]))
def test_whatever_is_sent_is_answered(client: TestClient, sent: dict[str, Any], path: str) -> None:
    answer = client.post(
        path, content=json.dumps(sent), headers={"content-type": "application/json"}
    )
    if answer.status_code == 200:
        checked("ask" if path == ASK else "search", answer.text)
    else:
        assert answer.status_code in (400, 422)
        checked("error", answer.text)
