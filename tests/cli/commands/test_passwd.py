"""``casc-qa passwd``: from a terminal, from a pipe, and taken away."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from casc_qa.web.guard.passwords import PASSWORD_NAME, keep_password, password_from, password_of
from helpers.command import COMMAND, Casc, one_line

pty = pytest.importorskip("pty", reason="terminals of POSIX are needed")
WORDS = "correct horse battery"


@pytest.fixture
def index(tmp_path: Path, built_index: Path) -> Path:
    """As much of an index as setting a password looks at."""
    folder = tmp_path / "index"
    folder.mkdir()
    generations = folder / "generations"
    generations.symlink_to(built_index / "generations")
    (folder / "current").write_bytes((built_index / "current").read_bytes())
    return folder


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    "data", [b"%s", b"%s\n", b"%s\r\n", b"%s\nmore lines\n", b"\xef\xbb\xbf%s\n"]
)
def test_from_a_pipe(
    casc_qa: Casc, index: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    piped(monkeypatch, data.replace(b"%s", "пароль из слов".encode()))
    run = casc_qa("passwd", "--index", index)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("The password is set.")
    assert run.out.count("\n") == 1
    kept = password_of(index)
    assert kept is not None
    assert kept.matches("пароль из слов")
    assert "пароль" not in (index / PASSWORD_NAME).read_text()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not 0"),
        (b"\n", "not 0"),
        (b"short\n", "12 to 1,024 characters, not 5"),
        (b"x" * 10_000_000, "12 to 1,024 characters"),
        (b"\xff" * 20, "not UTF-8"),
        (b"a tab\tand a bell\a", "control characters"),
    ],
)
def test_a_bad_password_is_one_line(
    casc_qa: Casc, index: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    keep_password(index, before := password_from(WORDS))
    piped(monkeypatch, data)
    one_line(casc_qa("passwd", "--index", index), 2, words)
    assert password_of(index) == before


def test_without_standard_input(casc_qa: Casc, index: Path) -> None:
    command = [*COMMAND, "passwd", "--index", str(index)]
    run = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr.startswith("casc-qa: A password has 12 to 1,024 characters, not 0")
    assert run.stderr.count("\n") == 1


def test_there_has_to_be_an_index(casc_qa: Casc, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, WORDS.encode())
    one_line(casc_qa("passwd"), 1, "There is no index in", "casc-qa index")
    assert list(Path.cwd().iterdir()) == []


def test_taking_it_away(casc_qa: Casc, index: Path) -> None:
    run = casc_qa("passwd", "--remove", "--index", index)
    assert (run.status, run.out) == (0, "No password was set.\n")
    keep_password(index, password_from(WORDS))
    (index / PASSWORD_NAME).write_text("damaged")
    run = casc_qa("passwd", "--remove", "--index", index)
    assert (run.status, run.out) == (0, "The password is removed.\n")
    assert not (index / PASSWORD_NAME).exists()
    one_line(casc_qa("serve", "--host", "0.0.0.0", "--index", index), 2, "run casc-qa passwd")


def test_a_damaged_file_keeps_the_chat_from_starting(casc_qa: Casc, index: Path) -> None:
    (index / PASSWORD_NAME).write_text("damaged")
    (index / PASSWORD_NAME).chmod(0o600)
    for arguments in ([], ["--host", "0.0.0.0"]):
        run = casc_qa("serve", *arguments, "--index", index)
        one_line(run, 1, PASSWORD_NAME, "can't be used", "casc-qa passwd")


@pytest.mark.parametrize("toml", ["tls_proxy = true", 'hosts = ["casc.example.org"]'])
def test_a_proxy_needs_a_password_too(casc_qa: Casc, index: Path, toml: str) -> None:
    Path("casc_qa.toml").write_text(f"[serve]\n{toml}\n")
    one_line(casc_qa("serve", "--index", index), 2, "no password is set", "casc-qa passwd")


def test_a_wrong_name_is_one_line(casc_qa: Casc, index: Path) -> None:
    keep_password(index, password_from(WORDS))
    Path("casc_qa.toml").write_text('[serve]\nport = 0\nhosts = ["https://casc.example.org"]\n')
    one_line(casc_qa("serve", "--index", index), 2, "serve.hosts: 'https://casc.example.org'")


class Terminal:
    """The command in a terminal of its own."""

    def __init__(self, index: Path) -> None:
        self.seen = b""
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.execv(COMMAND[0], [*COMMAND, "passwd", "--index", str(index)])  # noqa: S606

    def answer(self, prompt: bytes, typed: bytes) -> None:
        """Types once this has been asked."""
        while prompt not in self.seen:
            self.seen += os.read(self.terminal, 1024)
        os.write(self.terminal, typed)

    def end(self) -> tuple[int, str]:
        """Exit status, and all that was to be seen."""
        try:
            while part := os.read(self.terminal, 1024):
                self.seen += part
        except OSError:  # the other side is closed
            pass
        os.close(self.terminal)
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status), self.seen.decode()


def test_in_a_terminal_nothing_is_seen(index: Path) -> None:
    terminal = Terminal(index)
    terminal.answer(b"New password, 12 characters or more: ", f"{WORDS}\n".encode())
    terminal.answer(b"Once more: ", f"{WORDS}\n".encode())
    status, seen = terminal.end()
    assert status == 0
    assert "The password is set." in seen
    assert "horse" not in seen
    kept = password_of(index)
    assert kept is not None
    assert kept.matches(WORDS)


@pytest.mark.parametrize(
    ("first", "second", "status", "words"),
    [
        (b"correct horse battery\n", b"correct horse staple\n", 2, "The two passwords differ"),
        (b"short\n", b"short\n", 2, "A password has 12 to 1,024 characters, not 5"),
        (b"correct horse battery\n", b"\x04", 2, "No password was typed"),
        (b"correct horse battery\n", b"\x03", 130, "Stopped."),
    ],
)
def test_in_a_terminal_one_may_fail(
    index: Path, first: bytes, second: bytes, status: int, words: str
) -> None:
    terminal = Terminal(index)
    terminal.answer(b"New password", first)
    terminal.answer(b"Once more: ", second)
    ended, seen = terminal.end()
    assert ended == status
    assert f"casc-qa: {words}" in seen
    assert "Traceback" not in seen
    assert "horse" not in seen
    assert password_of(index) is None
