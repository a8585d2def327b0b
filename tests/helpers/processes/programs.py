"""The programs of this folder, as they are started."""

from __future__ import annotations

import sys
from pathlib import Path

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request

_FOLDER = Path(__file__).parent
MISBEHAVING = [sys.executable, str(_FOLDER / "misbehaving.py")]
SINK = _FOLDER / "sink.py"
EVERY_INTERFACE = _FOLDER / "every_interface.py"


def outcome(worker: Worker, deed: str) -> str:
    """What came of a deed that the misbehaving process was asked to do."""
    (read,) = worker.read(Request(".txt", ColumnSettings()), deed.encode())
    return read.text if isinstance(read, Extracted) else str(read)


def pretended_office(folder: Path, deeds: str) -> str:
    """A program in LibreOffice's place that does these deeds, in the shell's language, and saves
    what they say as the converted document.
    """
    folder.mkdir(exist_ok=True)
    program = folder / "soffice"
    program.write_text(
        f"#!/bin/sh\n{{ {deeds}\n}} > said.txt 2>&1\n"
        "test -e saved/document.docx -o -L saved/document.docx || mv said.txt saved/document.docx\n"
    )
    program.chmod(0o755)
    return str(program)
