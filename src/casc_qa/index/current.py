"""Which generations an index holds, and which of them is in use."""

from __future__ import annotations

import re
from pathlib import Path

from casc_qa.errors import FilesUnreadable, IndexDamaged, IndexMissing
from casc_qa.index.manifest import build_command, read_manifest
from casc_qa.system import small_files
from casc_qa.system.small_files import BadFile
from casc_qa.types import Manifest

CURRENT_NAME = "current"
GENERATIONS_NAME = "generations"
_ID = re.compile(r"[0-9a-f]{8,64}")
_MOST_NAMES = 1 << 16  # bytes


def is_name(name: str) -> bool:
    """Whether a generation can be called so."""
    return _ID.fullmatch(name) is not None


def generation_folder(index: Path, generation: str) -> Path:
    """Where a generation is, or would be."""
    return index / GENERATIONS_NAME / generation


def names_in_use(index: Path) -> list[str]:
    """The generation in use, then those that were before it, the last first. Raises IndexMissing,
    IndexDamaged or FilesUnreadable.
    """
    command, current = build_command(index), index / CURRENT_NAME
    try:
        *names, rest = small_files.read_text(current, _MOST_NAMES).split("\n")
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {index} yet: build it with: {command}") from error
    except (OSError, BadFile) as error:
        if not small_files.is_gone(error):
            raise FilesUnreadable.because(current, error) from error
        raise IndexDamaged(
            f"{current} can't be read ({small_files.why(error)}): build the index again with: "
            f"{command}"
        ) from error
    if rest or not names or not all(_ID.fullmatch(name) for name in names):
        raise IndexDamaged(
            f"{index / CURRENT_NAME} names no generation: build the index again with: {command}"
        )
    return names


def current_folder(index: Path) -> Path:
    """The folder of the generation in use. Raises IndexMissing or IndexDamaged."""
    return generation_folder(index, names_in_use(index)[0])


def current_manifest(index: Path) -> Manifest:
    """The manifest of the generation in use, nothing else read."""
    return read_manifest(current_folder(index))
