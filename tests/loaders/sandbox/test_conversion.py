"""Old formats by way of LibreOffice, and what a document could make of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.sandbox import conversion
from casc_qa.loaders.sandbox.conversion import NEWER, Conversion, described, office
from casc_qa.loaders.sandbox.converter import SOCKET_FOLDERS
from helpers.processes.programs import pretended_office

needs_office = pytest.mark.skipif(
    office() is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
DOCX = Path(__file__).parents[2] / "data" / "documents" / "sup.docx"
PPTX = DOCX.with_suffix(".pptx")
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def stream(name: str) -> bytes:
    """The entry of a compound file's table of contents with this name."""
    return f"{name}\0".encode("utf-16-le")


def saved_as(source: Path, suffix: str, folder: Path) -> bytes:
    """A file in another format, as LibreOffice writes it."""
    program = shutil.which("soffice")
    assert program is not None, "install libreoffice-writer-nogui and libreoffice-impress-nogui"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*convert, str(source)], check=True, capture_output=True, timeout=300)
    return (folder / source.with_suffix(f".{suffix}").name).read_bytes()


def sockets() -> set[Path]:
    return {path for folder in SOCKET_FOLDERS for path in Path(folder).glob("OSL_PIPE*")}


@needs_office
@pytest.mark.parametrize(
    ("source", "suffix", "words"),
    [
        (
            DOCX,
            "doc",
            "The office registered 1,204³ victims in 2021⁴, and 10⁶ tablets were seized.",
        ),
        (PPTX, "ppt", "The office registered 1,204³ victims."),
    ],
)
def test_an_old_document_reads_as_the_new_one(
    source: Path, suffix: str, words: str, tmp_path: Path
) -> None:
    data = saved_as(source, suffix, tmp_path)
    assert data.startswith(bytes.fromhex("D0CF11E0"))
    before = sockets()
    newer = Conversion().converted(f".{suffix}", data)
    assert sockets() == before
    (read,) = extract(NEWER[f".{suffix}"], newer, ColumnSettings())
    assert isinstance(read, Extracted)
    assert words in read.text
    assert described().startswith("libreoffice ")


@needs_office
def test_what_is_no_document_is_named() -> None:
    with pytest.raises(Unreadable, match="LibreOffice can't read it"):
        Conversion().converted(".ppt", OLE + b"\0" * 4000 + stream("PowerPoint Document"))


@pytest.mark.parametrize(
    ("suffix", "data", "why"),
    [
        (".doc", OLE + bytes(range(256)) * 20, "it is no .doc file, or is damaged"),
        (".xls", OLE + b"x" * 900, "it is no .xls file, or is damaged"),
        (".doc", bytes(range(256)) * 20, "it is no .doc file, or is damaged"),
        (".ppt", bytes(900), "it is no .ppt file, or is damaged"),
        (".doc", OLE + stream("EncryptedPackage"), "it is encrypted: save it without its password"),
    ],
)
def test_bytes_are_not_taken_for_text(
    suffix: str, data: bytes, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = pretended_office(tmp_path / "bin", "echo words")
    monkeypatch.setattr(conversion, "office", lambda: program)
    with pytest.raises(Unreadable) as refused:
        Conversion().converted(suffix, data)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "data",
    [
        b"text", b"{\\rtf1 text}", "текст".encode("utf-16"), b"\xdb\xa5" + bytes(90),
        b"PK\3\4" + bytes(90),
        OLE + stream("WordDocument"), OLE + stream("WORKBOOK"),
    ],
)  # fmt: skip
def test_what_may_be_a_document_is_converted(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = pretended_office(tmp_path / "bin", "echo words")
    monkeypatch.setattr(conversion, "office", lambda: program)
    assert Conversion().converted(".doc", data) == b"words\n"


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "office", lambda: None)
    assert described() == ""
    with pytest.raises(Unreadable, match=r"no program here reads \.doc"):
        Conversion().converted(".doc", b"text")
    (hint,) = extract(".doc", b"text", ColumnSettings())
    assert str(hint) == "no loader for .doc: install LibreOffice, or save it as .docx"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel refuses on Linux alone")
def test_libreoffice_reaches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    deeds = f"""
    socket() {{ {sys.executable} -c "import socket; socket.socket()" 2>&1 | tail -n 1; }}
    cat {secret} 2>&1
    echo gone > {secret} 2>&1 || echo refused
    rm -f {secret} 2>&1
    ls {tmp_path} 2>&1
    cat /proc/1/environ > /dev/null 2>&1 && echo looked || echo blind
    echo own > "$HOME/own.txt" && cat "$HOME/own.txt"
    socket
    """
    monkeypatch.setattr(conversion, "office", lambda: pretended_office(tmp_path / "bin", deeds))
    said = Conversion().converted(".doc", b"text").decode().splitlines()
    assert secret.read_text() == "a secret"
    assert "a secret" not in said
    assert said[-2] == "own"
    assert "blind" in said and "looked" not in said
    assert "not permitted" in said[-1] or "Permission denied" in said[-1]
    assert sum("Permission denied" in line or line == "refused" for line in said) >= 4


def test_a_link_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deeds = "rm -f saved/*; ln -s /etc/hostname saved/document.docx"
    monkeypatch.setattr(conversion, "office", lambda: pretended_office(tmp_path / "bin", deeds))
    with pytest.raises(Unreadable, match="LibreOffice can't read it"):
        Conversion().converted(".doc", b"text")


def test_it_can_be_stopped_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(conversion.tempfile, "tempdir", str(work))
    program = pretended_office(tmp_path / "bin", "sleep 600")
    monkeypatch.setattr(conversion, "office", lambda: program)
    one = Conversion()

    def stop() -> None:
        while one._process is None:
            time.sleep(0.05)
        time.sleep(0.5)
        one.kill()

    threading.Thread(target=stop).start()
    with pytest.raises(Unreadable, match="LibreOffice can't read it"):
        one.converted(".doc", b"text")
    assert list(work.iterdir()) == []


def test_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = pretended_office(tmp_path / "bin", "sleep 600")
    monkeypatch.setattr(conversion, "office", lambda: program)
    monkeypatch.setattr(conversion, "_WALL_SECONDS", 1)
    with pytest.raises(Unreadable, match="takes more than 1 seconds") as late:
        Conversion().converted(".doc", b"text")
    assert not late.value.is_lasting
