"""The form for the password: in the reader's language, and nothing in it that was sent."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from casc_qa.web.guard.policy import script_hashes
from casc_qa.web.guard.sign_in_page import preferred, sign_in_page, sign_out_page


class Fields(HTMLParser):
    """The form and its inputs."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.form: dict[str, str | None] = {}
        self.inputs: dict[str | None, dict[str, str | None]] = {}
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "form":
            self.form = dict(attrs)
        elif tag == "input":
            self.inputs[dict(attrs).get("name")] = dict(attrs)


def test_the_form() -> None:
    page = Fields(sign_in_page("en", "/casc/source?doc=a&start=1"))
    assert page.form == {"method": "post", "action": "/casc/sign-in"}
    assert page.inputs["password"]["type"] == "password"
    assert page.inputs["password"]["autocomplete"] == "current-password"
    assert page.inputs["to"]["value"] == "/casc/source?doc=a&start=1"
    assert "script" not in page.tags
    assert script_hashes(sign_in_page("en", "/").decode()) == []


def test_an_address_can_not_leave_its_place() -> None:
    address = '/"><script>alert(1)</script><input name="'
    page = Fields(sign_in_page("en", address))
    assert page.inputs["to"]["value"] == address
    assert "script" not in page.tags
    assert page.tags.count("input") == 3


def test_both_languages() -> None:
    english, russian = (sign_in_page(each, "/", "no").decode() for each in ("en", "ru"))
    assert '<html lang="en">' in english
    assert ">Sign in</button>" in english
    assert '<html lang="ru">' in russian
    assert ">Войти</button>" in russian
    assert '<label for="password">Пароль</label>' in russian
    assert '<p id="told" role="alert">no</p>' in russian
    assert not re.search("[А-я]", english)
    assert ">Выйти</button>" in sign_out_page("ru").decode()
    assert Fields(sign_out_page("en")).form == {"method": "post", "action": "/casc/sign-out"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ([], "en"),
        (["ru"], "ru"),
        (["RU-ru"], "ru"),
        (["ru;q=0.3, en;q=0.4"], "en"),
        (["en;q=0.3", "ru;q=0.4"], "ru"),
        (["ru;q=0"], "en"),
        (["kk, ru;q=0.9, en;q=0.8"], "ru"),
        (["*"], "en"),
        ([";;;q=,ru;q=x,=\x00"], "en"),
        (["x" * 100_000 + ",ru"], "en"),
    ],
)
def test_the_language_that_a_browser_prefers(accepted: list[str], language: str) -> None:
    assert preferred(accepted) == language
