"""Cookies of those who have signed in: which are believed, and for how long."""

from __future__ import annotations

import hmac

import pytest

from casc_qa.web.guard.session_cookies import SESSION_S, end_of, issue, set_cookie, values_of

KEY, NOW = b"k" * 32, 1_800_000_000.7


def test_a_cookie_ends_twelve_hours_later() -> None:
    assert SESSION_S == 43_200
    assert end_of(KEY, issue(KEY, NOW)) == 1_800_043_200


def test_no_two_are_the_same() -> None:
    assert len({issue(KEY, NOW) for _ in range(100)}) == 100


def test_the_signature_is_hmac_sha256_of_what_stands_before_it() -> None:
    words, _, signature = issue(KEY, NOW).rpartition(".")
    assert signature == hmac.new(KEY, words.encode(), "sha256").hexdigest()


def test_a_cookie_of_another_key_is_none() -> None:
    assert end_of(b"l" * 32, issue(KEY, NOW)) == 0


def test_no_character_of_it_can_be_changed() -> None:
    cookie = issue(KEY, NOW)
    for at, old in enumerate(cookie):
        for new in "0f.":
            if new != old:
                assert end_of(KEY, cookie[:at] + new + cookie[at + 1 :]) == 0


@pytest.mark.parametrize(
    "value",
    ["", "..", "9", f"9.{'0' * 32}", f"9.{'0' * 32}.{'0' * 64}", "é" * 200, "9" * 10_000],
)
def test_what_is_no_cookie(value: str) -> None:
    assert end_of(KEY, value) == 0


@pytest.mark.parametrize("pad", ["{} ", " {}", "{}\n", "0{}", "{}0", '"{}"', "{}.{}"])
def test_it_is_the_whole_value(pad: str) -> None:
    assert end_of(KEY, pad.replace("{}", issue(KEY, NOW))) == 0


def test_every_cookie_of_the_name_is_seen() -> None:
    headers = ["a=1; b=2;c=3", "b=x=y; bb=4", "b", ""]
    assert values_of(headers, "b") == ["2", "x=y", ""]
    assert values_of(headers, "d") == []


def test_how_a_browser_is_told() -> None:
    assert set_cookie("n", "v", secure=False) == (
        b"set-cookie", b"n=v; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax",
    )  # fmt: skip
    assert set_cookie("n", "", secure=True) == (
        b"set-cookie", b"n=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure",
    )  # fmt: skip
