"""The API as it describes itself: requests of every kind, made of that description."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from casc_qa.web.api.description import ERRORS
from casc_qa.web.guard.refusals import CODES
from helpers.web.server import TASHKENT, Server, get

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


OPERATIONS = [
    "GET /api/v1/documents",
    "GET /api/v1/documents/{doc_id}",
    "POST /api/v1/ask",
    "POST /api/v1/overview",
    "POST /api/v1/search",
    "POST /api/v1/table",
    "POST /api/v1/timeline",
    "POST /api/v1/verify",
]
SENT = {"Ask", "Quoted", "Search", "Survey", "TableQuestions", "Verify"}


@pytest.fixture(scope="module")
def described(server: Server) -> Any:
    """The description, as the running chat gives it, its index open."""
    while get(server, "/api/v1/documents")[0] == 503:
        time.sleep(0.1)
    return schemathesis.openapi.from_dict(json.loads(get(server, "/api/openapi.json")[1]))


@pytest.mark.parametrize("name", OPERATIONS)
def test_requests_of_every_kind(described: Any, server: Server, name: str) -> None:
    operations = {each.ok().label: each.ok() for each in described.get_all_operations()}
    assert sorted(operations) == OPERATIONS
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    right, wrong = (operations[name].as_strategy(generation_mode=mode) for mode in modes)
    seen = set()

    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    @given(case=right | wrong)
    def check(case: schemathesis.Case) -> None:
        response = case.call(base_url=server.url)
        case.validate_response(response, checks=CHECKS)
        seen.add(response.status_code)

    check()
    assert len(seen) > 1


def test_the_description_states_all(client: TestClient) -> None:
    table = client.get("/api/openapi.json").json()
    assert table["openapi"].startswith("3.1")
    assert sorted(table["paths"]) == sorted(name.split()[1] for name in OPERATIONS)
    for item in table["paths"].values():
        for operation in item.values():
            assert {int(status) for status in operation["responses"]} == {200, *ERRORS}
            assert operation["description"]
    for name, schema in table["components"]["schemas"].items():
        assert schema["additionalProperties"] is (name not in SENT), name
    assert set(ERRORS) == set(CODES)
    assert client.get("/api/openapi.json").text == client.get("/api/openapi.json").text


def test_the_page_shows_it_without_a_script(client: TestClient) -> None:
    answer = client.get("/api/docs")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    table = json.loads(client.get("/api/openapi.json").text)
    for name in [*table["components"]["schemas"], *table["paths"]]:
        assert (
            name.replace("{", "&#123;").replace("_", "&#95;").replace("}", "&#125;") in answer.text
        )
    for word in ("<script", "http://", "https://", "src="):
        assert word not in answer.text


def test_a_name_as_it_is_described(client: TestClient) -> None:
    table = client.get("/api/openapi.json").json()
    path = next(path for path in table["paths"] if "{" in path)
    assert client.get(path.replace("{doc_id}", TASHKENT)).status_code == 200
