"""Files that a command writes: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from casc_qa.errors import UsageError
from casc_qa.system import disk


def check_output(path: Path) -> None:
    """Raises UsageError where no file can be written there."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file.")
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UsageError(f"{path} is a link, a device or a pipe: name a file of its own.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write to: make it.")


def write_output(path: Path, data: bytes) -> None:
    """Replaces what was there. Raises UsageError."""
    try:
        disk.replace_atomically(path, data)
    except OSError as error:
        raise UsageError(f"{path} can't be written ({error.strerror or error}).") from error
