"""Documents of old formats, saved by LibreOffice in newer ones, where it is installed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.sandbox.converter import SOCKET_FOLDERS, profile_of

NEWER = {
    ".doc": ".docx", ".dot": ".docx", ".wps": ".docx", ".wpd": ".docx",
    ".xls": ".xlsx", ".xlt": ".xlsx",
    ".ppt": ".pptx", ".pps": ".pptx", ".odp": ".pptx",
}  # fmt: skip
"""Which format documents of an old one are saved in."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# A compound file without any of these is no document, or has lost it.
_STREAMS = (
    "WordDocument", "Workbook", "Book", "PowerPoint Document", "CONTENTS", "MatOST",
    "PerfectOffice_MAIN", "StarWriterDocument", "StarCalcDocument", "StarImpressDocument",
)  # fmt: skip
_LOCKED = "EncryptedPackage"
# How files of these suffixes begin that are neither compound files nor text: those of Word 1 and 2,
# of Word for Macintosh, of Write, of Excel 2 to 4, of the first PowerPoints, and archives.
_BINARY = {
    ".doc": (b"\x9b\xa5", b"\xdb\xa5", b"1\xbe", b"2\xbe", b"\xfe7", b"PK"),
    ".dot": (b"\x9b\xa5", b"\xdb\xa5", b"\xfe7", b"PK"),
    ".xls": (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08", b"PK"),
    ".xlt": (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08", b"PK"),
    ".ppt": (b"\xed\xde\xad\x0b", b"\x0b\xad\xde\xed", b"PK"),
    ".pps": (b"PK",),
}
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_MOST_BYTES = 200_000_000
_WALL_SECONDS = 300
_RESTARTS = 81  # LibreOffice, after it has made its settings
_COMMAND = "from casc_qa.loaders.sandbox.converter import main; main()"
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)


@cache
def office() -> str | None:
    """The program of LibreOffice, if it is installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    for path in map(Path, [named] if named else _PLACES):
        if path.is_file():
            program = path.resolve()
            inner = program.with_name("soffice.bin")  # what the other starts
            return str(inner if inner.is_file() else program)
    return None


def described() -> str:
    """What decides how documents are converted; nothing where they can't be."""
    program = office()
    if program is None:
        return ""
    version = Path(program).with_name("versionrc")
    if version.is_file():
        content = version.read_bytes()
    else:
        content = str(Path(program).stat().st_size).encode()
    return f"libreoffice {hashlib.sha256(content).hexdigest()[:16]}"


class Conversion:
    """One LibreOffice at a time, in a folder of its own that goes with it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def converted(self, suffix: str, data: bytes) -> bytes:
        """``data``, a document of this old format, in its newer one. Raises Unreadable."""
        program = office()
        if program is None:
            raise Unreadable(f"no program here reads {suffix}")
        _refuse_rubbish(suffix, data)
        try:
            with tempfile.TemporaryDirectory(
                prefix="casc-qa-", ignore_cleanup_errors=True
            ) as folder:
                return self._saved(program, Path(folder), suffix, data)
        except OSError as error:
            why = error.strerror or str(error)
            late = f"LibreOffice can't work on it here ({why})"
            raise Unreadable(late, is_lasting=False) from error

    def kill(self) -> None:
        """Ends it at once, if there is one."""
        if process := self._process:
            with contextlib.suppress(OSError):
                if sys.platform == "win32":
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)

    def _saved(self, program: str, folder: Path, suffix: str, data: bytes) -> bytes:
        name, target = f"document{suffix}", NEWER[suffix].removeprefix(".")
        (folder / name).write_bytes(data)
        (folder / "saved").mkdir()
        for _ in range(2):
            if self._run([program, str(folder), name, target]) != _RESTARTS:
                break
        saved = folder / "saved" / f"document.{target}"
        if saved.is_symlink() or not saved.is_file():
            raise Unreadable("LibreOffice can't read it")
        with saved.open("rb") as file:
            converted = file.read(_MOST_BYTES + 1)
        if len(converted) > _MOST_BYTES:
            raise Unreadable(f"it is larger than {_MOST_BYTES // 1_000_000} MB in a newer format")
        return converted

    def _run(self, arguments: list[str]) -> int:
        command = [sys.executable, "-P", "-c", _COMMAND, *arguments, str(os.getpid())]
        quiet = subprocess.DEVNULL
        process = self._process = subprocess.Popen(  # noqa: S603  # our own program
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        try:
            return process.wait(_WALL_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                f"converting it takes more than {_WALL_SECONDS} seconds", False
            ) from error
        finally:
            self.kill()
            process.wait()
            self._process = None
            _remove_socket(arguments[1])


def _refuse_rubbish(suffix: str, data: bytes) -> None:
    """Raises Unreadable for bytes that LibreOffice would take for text because it knows nothing
    better.
    """
    if suffix not in _BINARY:
        return
    if data.startswith(_OLE):
        names = data.lower()
        if _named(_LOCKED) in names:
            raise Unreadable("it is encrypted: save it without its password")
        is_rubbish = not any(_named(stream) in names for stream in _STREAMS)
    else:
        is_rubbish = b"\0" in data and not data.startswith(_BINARY[suffix] + _WIDE_TEXT)
    if is_rubbish:
        raise Unreadable(f"it is no {suffix} file, or is damaged")


def _named(stream: str) -> bytes:
    """How the table of contents of a compound file has a name, in small letters."""
    return f"{stream}\0".lower().encode("utf-16-le")


def _remove_socket(folder: str) -> None:
    """Removes the socket that LibreOffice makes for its profile and may not remove."""
    if sys.platform != "linux":
        return
    profile = profile_of(folder).encode("utf-16-le")
    digest = "".join(f"{byte:x}" for byte in hashlib.md5(profile, usedforsecurity=False).digest())
    for place in SOCKET_FOLDERS:
        path = Path(place, f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{digest}")
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(path.lstat().st_mode):
                path.unlink()
