"""The password beside the index: what is kept of it, and when it is not trusted."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from casc_qa.errors import CascQaError, UsageError
from casc_qa.web.guard.passwords import (
    PASSWORD_NAME,
    PasswordInUse,
    keep_password,
    password_from,
    password_of,
    remove_password,
)

WORDS = "correct horse battery"


def test_a_password_comes_back(tmp_path: Path) -> None:
    assert password_of(tmp_path) is None
    keep_password(tmp_path, password_from(WORDS))
    kept = password_of(tmp_path)
    assert kept is not None
    assert kept.matches(WORDS)
    for other in ("", "correct horse batter", f"{WORDS} ", WORDS.upper(), "\ud800", "x" * 1024):
        assert not kept.matches(other)


def test_only_a_hash_is_kept_and_for_its_owner_alone(tmp_path: Path) -> None:
    keep_password(tmp_path, password_from(WORDS))
    path = tmp_path / PASSWORD_NAME
    table = json.loads(path.read_text())
    expected = hashlib.scrypt(
        WORDS.encode(), salt=bytes.fromhex(table["salt"]), n=2**16, r=8, p=1,
        maxmem=2**28, dklen=32,
    )  # fmt: skip
    assert table == {
        "hash": expected.hex(), "method": "scrypt n=65536 r=8 p=1", "salt": table["salt"],
    }  # fmt: skip
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [PASSWORD_NAME]


def test_the_same_password_set_twice_is_another() -> None:
    one, two = password_from(WORDS), password_from(WORDS)
    assert one.salt != two.salt
    assert one.digest != two.digest
    assert one.session_key() != two.session_key()
    assert one.digest.hex() not in repr(one)
    assert one.session_key() != one.digest


def test_letters_count_however_a_keyboard_composes_them() -> None:
    assert password_from("мой тайный пароль").matches("мои\u0306 таи\u0306ныи\u0306 пароль")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "12 to 1,024 characters, not 0"),
        ("eleven char", "12 to 1,024 characters, not 11"),
        ("x" * 1025, "12 to 1,024 characters, not 1,025"),
        ("with a tab\tin it", "no control characters"),
        ("with a bell\ain it", "no control characters"),
        ("half a letter \ud800", "no control characters"),
    ],
)
def test_a_bad_password_is_refused(typed: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        password_from(typed)
    assert typed == "" or typed not in str(caught.value)


def test_twelve_characters_are_enough() -> None:
    assert password_from("двенадцать12").matches("двенадцать12")


@pytest.mark.parametrize("change", [{"hash": "x"}, {"salt": ""}, {"method": "scrypt n=2 r=8 p=1"}])
def test_a_damaged_file_is_one_line(tmp_path: Path, change: dict[str, str]) -> None:
    keep_password(tmp_path, password_from(WORDS))
    path = tmp_path / PASSWORD_NAME
    table = json.loads(path.read_text())
    path.write_text(json.dumps(table | change))
    refused_in_one_line(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b" " * 5000, b"{}", b"null"])
def test_another_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / PASSWORD_NAME
    path.write_bytes(data)
    path.chmod(0o600)
    refused_in_one_line(tmp_path)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o602, 0o666])
def test_a_file_that_others_may_use_is_not_trusted(tmp_path: Path, mode: int) -> None:
    keep_password(tmp_path, password_from(WORDS))
    (tmp_path / PASSWORD_NAME).chmod(mode)
    refused_in_one_line(tmp_path, "others than you may read or change it")
    keep_password(tmp_path, password_from(WORDS))
    assert password_of(tmp_path) is not None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_file_of_somebody_else_is_not_trusted(tmp_path: Path) -> None:
    keep_password(tmp_path, password_from(WORDS))
    os.chown(tmp_path / PASSWORD_NAME, 12345, -1)
    refused_in_one_line(tmp_path, "others than you may read or change it")


def test_links_pipes_and_folders_are_refused(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / PASSWORD_NAME, tmp_path / "elsewhere"
    elsewhere.mkdir()
    keep_password(elsewhere, password_from(WORDS))
    path.symlink_to(elsewhere / PASSWORD_NAME)
    refused_in_one_line(tmp_path, "symbolic link")
    assert remove_password(tmp_path)
    assert password_of(elsewhere) is not None
    os.mkfifo(path)
    refused_in_one_line(tmp_path, "not a regular file")
    path.unlink()
    path.mkdir()
    refused_in_one_line(tmp_path)
    for act in (remove_password, lambda index: keep_password(index, password_from(WORDS))):
        with pytest.raises(CascQaError) as caught:
            act(tmp_path)
        assert "\n" not in str(caught.value)


def test_a_password_is_taken_away(tmp_path: Path) -> None:
    assert not remove_password(tmp_path)
    assert not remove_password(tmp_path / "nowhere")
    keep_password(tmp_path, password_from(WORDS))
    assert remove_password(tmp_path)
    assert password_of(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_running_chat_follows_the_file(tmp_path: Path) -> None:
    first, second = password_from(WORDS), password_from(WORDS)
    keep_password(tmp_path, first)
    in_use = PasswordInUse(tmp_path)
    assert in_use.get() == first
    assert in_use.get() is in_use.get()
    keep_password(tmp_path, second)
    assert in_use.get() == second
    (tmp_path / PASSWORD_NAME).chmod(0o644)
    for _ in range(2):
        with pytest.raises(CascQaError):
            in_use.get()
    remove_password(tmp_path)
    assert in_use.get() is None
    keep_password(tmp_path, first)
    assert in_use.get() == first


def refused_in_one_line(index: Path, words: str = "") -> None:
    with pytest.raises(CascQaError, match="set a password with casc-qa passwd") as caught:
        password_of(index)
    assert "\n" not in str(caught.value)
    assert str(index / PASSWORD_NAME) in str(caught.value)
    assert words in str(caught.value)
