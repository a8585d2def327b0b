"""Tokens: what is kept of them, and whom they let in."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from casc_qa.asking.assistant import Assistant
from casc_qa.config import Settings
from casc_qa.errors import CascQaError, UsageError
from casc_qa.system import disk
from casc_qa.web.application import create_app
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.passwords import keep_password, password_from
from casc_qa.web.guard.sign_in import Gate
from casc_qa.web.guard.tokens import (
    FORM,
    TOKENS_NAME,
    TokensInUse,
    new_token,
    revoke_token,
    tokens_of,
)
from casc_qa.web.serving.loading import AssistantLoader

WORDS = "correct horse battery"
DOCUMENTS = "/api/v1/documents"


def test_only_a_hash_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    token = new_token(tmp_path, "laptop")
    assert re.fullmatch(FORM, token)
    path = tmp_path / TOKENS_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert token not in path.read_text()
    assert token.removeprefix("casc_") not in path.read_text()
    assert [list(each) for each in tokens_of(tmp_path)] == [["name", "sha256"]]
    assert new_token(tmp_path, "Отчёт-2") != token
    assert [each["name"] for each in tokens_of(tmp_path)] == ["laptop", "Отчёт-2"]


def test_a_token_is_let_in_until_it_is_revoked(tmp_path: Path) -> None:
    in_use = TokensInUse(tmp_path)
    assert not in_use.admit("casc_" + "x" * 43)
    one, other = new_token(tmp_path, "one"), new_token(tmp_path, "other")
    assert in_use.admit(one)
    assert in_use.admit(other)
    for wrong in ("", one[:-1], one + "x", one.upper(), one + other):
        assert not in_use.admit(wrong)
    revoke_token(tmp_path, "one")
    assert not in_use.admit(one)
    assert in_use.admit(other)
    (tmp_path / TOKENS_NAME).unlink()
    assert not in_use.admit(other)


def test_names(tmp_path: Path) -> None:
    new_token(tmp_path, "one")
    for name in ("", "a b", "a/b", "x" * 65, "a\n", "\u202e", "a\x1b[31m"):
        with pytest.raises(UsageError, match="is no name"):
            new_token(tmp_path, name)
    with pytest.raises(UsageError, match="There is a token called one"):
        new_token(tmp_path, "one")
    with pytest.raises(UsageError, match="no token called 'two'"):
        revoke_token(tmp_path, "two")


def test_there_are_no_more_than_can_be_looked_through(tmp_path: Path) -> None:
    kept = [{"name": f"t{n}", "sha256": "0" * 64} for n in range(100)]
    disk.write_durably(tmp_path / TOKENS_NAME, json.dumps(kept).encode())
    with pytest.raises(UsageError, match="revoke those that nobody uses"):
        new_token(tmp_path, "more")


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[[]]", '[{"name": "a"}]', '[{"name": "a", "sha256": "x"}]',
        '[{"name": "a b", "sha256": "' + "0" * 64 + '"}]', "[" * 100_000, "[" + " " * 2_000_000,
    ],
    ids=range(8),
)  # fmt: skip
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    disk.write_durably(tmp_path / TOKENS_NAME, content.encode())
    for use in (tokens_of, lambda index: new_token(index, "a"), lambda i: TokensInUse(i).admit("")):
        with pytest.raises(CascQaError, match=r"tokens.json can't be used"):
            use(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell")
def test_a_file_that_others_can_read_lets_nobody_in(tmp_path: Path) -> None:
    new_token(tmp_path, "one")
    (tmp_path / TOKENS_NAME).chmod(0o644)
    with pytest.raises(CascQaError, match="others than you"):
        tokens_of(tmp_path)
    (tmp_path / TOKENS_NAME).rename(tmp_path / "kept")
    (tmp_path / TOKENS_NAME).symlink_to(tmp_path / "kept")
    with pytest.raises(CascQaError, match="symbolic link"):
        tokens_of(tmp_path)


class Chat:
    """A chat with a password, as a program reaches it."""

    def __init__(self, client: TestClient, index: Path) -> None:
        self.client, self.index = client, index

    def get(self, path: str = DOCUMENTS, token: str | None = None, **headers: str) -> Any:
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return self.client.get(path, headers=headers)


@pytest.fixture
def chat(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")  # put back afterwards
    keep_password(tmp_path, password_from(WORDS))
    loader = AssistantLoader(lambda held: assistant)
    loader.start()
    loader.get()
    host = "127.0.0.1:7860"
    app: Any = create_app(loader, Hosts([host]), tmp_path, Settings(), Gate(tmp_path, 7860))
    with TestClient(app, base_url=f"http://{host}", follow_redirects=False) as client:
        yield Chat(client, tmp_path)


def test_a_program_needs_a_token(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    for address in (DOCUMENTS, f"{DOCUMENTS}/nowhere", "/api/v1/nothing", "/api/openapi.json"):
        answer = chat.get(address)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert "casc-qa token new NAME" in answer.json()["error"]["message"]
    assert chat.get(token=token).status_code == 200
    assert chat.get("/api/openapi.json", token).status_code == 200
    assert chat.get("/api/v1/nothing", token).status_code == 404
    sent = {"question": "What is Ms. Artikova's title?"}
    asked = chat.client.post("/api/v1/ask", json=sent, headers={"authorization": f"bearer {token}"})
    assert asked.json()["answered"]
    revoke_token(chat.index, "laptop")
    assert chat.get(token=token).status_code == 401


def test_a_token_opens_nothing_but_the_api(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    for address in ("/", "/casc/status", "/casc/documents", "/casc/source?doc=a", "/api/docs"):
        answer = chat.get(address, token)
        assert answer.status_code == 401, address
    assert chat.client.cookies == {}


def test_who_has_signed_in_needs_none(chat: Chat) -> None:
    chat.client.post("/casc/sign-in", data={"password": WORDS})
    assert chat.get().status_code == 200
    assert chat.get("/api/docs").status_code == 200
    assert chat.get(token="casc_" + "x" * 43).status_code == 200
    assert chat.get(authorization="Basic eDp5").status_code == 200  # a proxy's own


def test_wrong_tokens_have_to_wait_and_the_right_one_does_not(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    wrong = ["", "x", token[:-1], token + "x", f"{token} {token}", "casc_" + "x" * 43]
    statuses = [chat.get(token=each).status_code for each in wrong]
    assert statuses[:5] == [401] * 5
    assert statuses[5] == 429
    answer = chat.get(token="casc_" + "y" * 43)
    assert answer.json()["error"]["code"] == "too_many"
    assert int(answer.headers["retry-after"]) >= 1
    assert chat.get(token=token).status_code == 200
    assert chat.get().status_code == 401  # without one, nothing was tried
    assert chat.client.post("/casc/sign-in", data={"password": WORDS}).status_code == 303


def test_a_token_that_comes_twice_is_none(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    headers = [("authorization", f"Bearer {token}"), ("authorization", f"Bearer {token}")]
    assert chat.client.get(DOCUMENTS, headers=headers).status_code == 401
    for form in (token, f"Token {token}", f"Bearer{token}", f"Bearer\t{token}"):
        assert chat.get(authorization=form).status_code in (401, 429)


def test_other_sites_are_refused_whatever_they_come_with(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert chat.get(token=token, **headers).status_code == 403


def test_tokens_that_can_not_be_read_let_nobody_in(chat: Chat) -> None:
    token = new_token(chat.index, "laptop")
    assert chat.get(token=token).status_code == 200
    (chat.index / TOKENS_NAME).chmod(0o644)
    answer = chat.get(token=token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert str(chat.index) not in answer.text
